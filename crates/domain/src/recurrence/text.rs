//! Reads the text of a rule, part by part, before the recurrence library sees it: the library is
//! more generous than we are (it drops the 1 of a weekly `1TH`, and reads a local end by the
//! machine's own zone).

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Weekday};

use super::{COUNT_LIMIT, INTERVAL_LIMIT, RULE_LIMIT, Rule, RuleError};

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Parts that are handed to the library as they are.
const PASSED_ON: [&str; 4] = ["BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"];

/// The two letters of a day.
pub(super) fn weekday(day: Weekday) -> &'static str {
    WEEKDAYS[usize::from(day.to_monday_zero_offset().unsigned_abs())]
}

/// Reads a rule without asking whether it ever happens.
pub(super) fn read(typed: &str) -> Result<Rule, RuleError> {
    let typed = typed.trim().to_ascii_uppercase();
    let typed = typed.strip_prefix("RRULE:").unwrap_or(&typed);
    if typed.is_empty() {
        return Err(RuleError::Empty);
    }
    if typed.len() > RULE_LIMIT {
        return Err(RuleError::TooLong);
    }
    let mut parts = BTreeMap::new();
    for part in typed.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = name_and_value(part)?;
        if parts.insert(name, value).is_some() {
            return Err(RuleError::Repeated(name.to_owned()));
        }
    }
    let frequency = *parts.get("FREQ").ok_or(RuleError::MissingFrequency)?;
    for (name, value) in &parts {
        check(name, value, frequency)?;
    }
    if parts.contains_key("COUNT") && parts.contains_key("UNTIL") {
        return Err(RuleError::CountAndUntil);
    }
    let until = parts.get("UNTIL").copied().map(last_moment).transpose()?;
    let text = written(&parts, |_| true);
    let known = written(&parts, |name| name != "UNTIL");
    let rule = known.parse().map_err(|_| RuleError::Malformed(known))?;
    Ok(Rule { text, rule, until })
}

/// The frequency first, as some readers want it, then the other parts in alphabetical order.
fn written(parts: &BTreeMap<&str, &str>, wanted: impl Fn(&str) -> bool) -> String {
    let frequency = parts.iter().filter(|(name, _)| **name == "FREQ");
    let others = parts.iter().filter(|(name, _)| **name != "FREQ");
    let chosen = frequency.chain(others).filter(|(name, _)| wanted(name));
    let chosen: Vec<String> = chosen
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    chosen.join(";")
}

fn name_and_value(part: &str) -> Result<(&str, &str), RuleError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '=' | ',' | '+' | '-');
    part.split_once('=')
        .filter(|(name, value)| !name.is_empty() && !value.is_empty() && part.chars().all(plain))
        .ok_or_else(|| RuleError::Malformed(part.to_owned()))
}

fn check(name: &str, value: &str, frequency: &str) -> Result<(), RuleError> {
    match name {
        "FREQ" if ["DAILY", "WEEKLY", "MONTHLY"].contains(&value) => Ok(()),
        "FREQ" => Err(RuleError::UnsupportedFrequency(value.to_owned())),
        "INTERVAL" => match value.parse::<u16>() {
            Ok(1..=INTERVAL_LIMIT) => Ok(()),
            _ => Err(RuleError::IntervalOutOfRange),
        },
        "COUNT" => match value.parse::<u32>() {
            Ok(1..=COUNT_LIMIT) => Ok(()),
            _ => Err(RuleError::CountOutOfRange),
        },
        "UNTIL" => last_moment(value).map(drop),
        "BYDAY" => value
            .split(',')
            .try_for_each(|day| check_day(day, frequency)),
        _ if PASSED_ON.contains(&name) => Ok(()),
        _ => Err(RuleError::UnsupportedPart(name.to_owned())),
    }
}

/// `TH` anywhere; `2TU` and `-1FR` only where a month gives them a meaning.
fn check_day(day: &str, frequency: &str) -> Result<(), RuleError> {
    let malformed = || RuleError::Malformed(format!("BYDAY={day}"));
    let letters = day.len().checked_sub(2).ok_or_else(malformed)?;
    let (nth, name) = day.split_at(letters);
    if !WEEKDAYS.contains(&name) {
        return Err(malformed());
    }
    match nth.parse::<i8>() {
        _ if nth.is_empty() => Ok(()),
        Ok(1..=5 | -4..=-1) if frequency == "MONTHLY" => Ok(()),
        Ok(1..=5 | -4..=-1) => Err(RuleError::Contradictory(format!(
            "{day} needs a month to count in"
        ))),
        _ => Err(malformed()),
    }
}

/// `20270624` (the whole day) or `20270624T120000`, both local.
fn last_moment(value: &str) -> Result<DateTime, RuleError> {
    if value.ends_with('Z') {
        return Err(RuleError::UntilNotLocal);
    }
    let malformed = |_| RuleError::Malformed(format!("UNTIL={value}"));
    if value.len() == 8 {
        let day = Date::strptime("%Y%m%d", value).map_err(malformed)?;
        return Ok(day.at(23, 59, 59, 0));
    }
    DateTime::strptime("%Y%m%dT%H%M%S", value).map_err(malformed)
}
