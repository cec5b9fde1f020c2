//! The rule of a series: « tous les jeudis », « le deuxième mardi du mois ».
//!
//! A rule speaks of wall times only. Noon stays noon when the clocks change, because no zone is
//! looked at while a rule is unrolled; [`at`] then says which instant a wall time is in a place.
//! Refused here: rules finer than a day, times of day inside a rule (the first meeting gives it),
//! ends told in universal time, and anything that never happens.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, TimeZone as _, Timelike};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Unvalidated};
use thiserror::Error;

mod text;

/// Longest rule that is read, in characters.
pub const RULE_LIMIT: usize = 200;
/// Most meetings a rule may count.
pub const COUNT_LIMIT: u32 = 1_000;
/// Longest step between two meetings, in the rule's own unit.
pub const INTERVAL_LIMIT: u16 = 366;

/// Why a rule cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RuleError {
    /// Nothing was given.
    #[error("the rule is empty")]
    Empty,
    /// More than [`RULE_LIMIT`] characters.
    #[error("the rule is longer than {RULE_LIMIT} characters")]
    TooLong,
    /// Something that is not `NAME=VALUE`, or a value that cannot be read.
    #[error("`{0}` cannot be read")]
    Malformed(String),
    /// The same part is given twice.
    #[error("`{0}` is given twice")]
    Repeated(String),
    /// A part this product does not take, such as a time of day.
    #[error("`{0}` is not supported")]
    UnsupportedPart(String),
    /// No frequency.
    #[error("FREQ is missing")]
    MissingFrequency,
    /// Another frequency than daily, weekly or monthly.
    #[error("the frequency `{0}` is not supported")]
    UnsupportedFrequency(String),
    /// A step of zero, or over [`INTERVAL_LIMIT`].
    #[error("INTERVAL must be from 1 to {INTERVAL_LIMIT}")]
    IntervalOutOfRange,
    /// A count of zero, or over [`COUNT_LIMIT`].
    #[error("COUNT must be from 1 to {COUNT_LIMIT}")]
    CountOutOfRange,
    /// Both a count and a last day.
    #[error("COUNT and UNTIL exclude each other")]
    CountAndUntil,
    /// The end is an instant (`…Z`) where a wall time is wanted.
    #[error("UNTIL must be a local date or time")]
    UntilNotLocal,
    /// The parts contradict each other.
    #[error("the parts contradict each other: {0}")]
    Contradictory(String),
    /// No day ever fits the rule.
    #[error("no day ever fits the rule")]
    NeverOccurs,
}

/// Where a series stops by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// After this many meetings, counted from the first.
    After(u32),
    /// No meeting begins later than this.
    Until(DateTime),
}

/// A rule in a form that pages can put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Every `interval` days.
    Daily {
        /// In days.
        interval: u16,
    },
    /// On these days every `interval` weeks; no day given means that of the first meeting.
    Weekly {
        /// In weeks.
        interval: u16,
        /// From Monday to Sunday.
        weekdays: Vec<Weekday>,
    },
    /// On the `nth` such day of the month; −1 is the last.
    MonthlyByWeekday {
        /// In months.
        interval: u16,
        /// 1 to 5, or −1 to −4 from the end.
        nth: i8,
        /// Which day.
        weekday: Weekday,
    },
    /// On one date of the month; none given means that of the first meeting.
    MonthlyByDay {
        /// In months.
        interval: u16,
        /// 1 to 31, or −1 to −31 from the end.
        day: Option<i8>,
    },
    /// Anything else: show the coming dates instead.
    Other,
}

/// A series' rule, known to be sound. Its text is that of an RFC 5545 `RRULE` value.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    // The library writes `1MO` as `MO`, another rule altogether: we keep the text ourselves.
    text: String,
    rule: RRule<Unvalidated>,
    until: Option<DateTime>,
}

impl Rule {
    /// Reads a rule such as `FREQ=WEEKLY;BYDAY=TH`, in any case, with or without `RRULE:`.
    pub fn parse(typed: &str) -> Result<Self, RuleError> {
        let rule = text::read(typed)?;
        rule.happens()?;
        Ok(rule)
    }

    /// Every `interval` weeks on one day; `None` unless the interval is from 1 to
    /// [`INTERVAL_LIMIT`].
    pub fn weekly(weekday: Weekday, interval: u16) -> Option<Self> {
        let day = text::weekday(weekday);
        Self::parse(&format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={day}")).ok()
    }

    /// Every month on the `nth` such day, −1 being the last; `None` unless `nth` is within 1 to 5
    /// or −1 to −4.
    pub fn monthly_nth(nth: i8, weekday: Weekday) -> Option<Self> {
        let day = text::weekday(weekday);
        Self::parse(&format!("FREQ=MONTHLY;BYDAY={nth}{day}")).ok()
    }

    /// The wall times at which meetings begin, in order: counted from `first`, none on a day after
    /// `until`, at most `limit` of them. `first` itself is there only when the rule falls on it.
    /// Seconds' fractions are dropped.
    pub fn occurrences(&self, first: DateTime, until: Date, limit: usize) -> Vec<DateTime> {
        let last = until.at(23, 59, 59, 0);
        let last = self.until.map_or(last, |end| end.min(last));
        self.unrolled(first)
            .map(|set| {
                set.into_iter()
                    .map_while(|at| from_chrono(&at))
                    .take_while(|at| *at <= last)
                    .take(limit)
                    .collect()
            })
            .unwrap_or_default()
    }

    /// Where the series stops by itself, if it does.
    pub fn end(&self) -> Option<End> {
        let until = self.until.map(End::Until);
        until.or(self.rule.get_count().map(End::After))
    }

    /// What the rule looks like, for words.
    pub fn shape(&self) -> Shape {
        let rule = &self.rule;
        let interval = rule.get_interval();
        if !rule.get_by_month().is_empty() {
            return Shape::Other;
        }
        let (days, dates, positions) = (
            rule.get_by_weekday(),
            rule.get_by_month_day(),
            rule.get_by_set_pos(),
        );
        match (rule.get_freq(), days, dates, positions) {
            (Frequency::Daily, [], [], []) => Shape::Daily { interval },
            (Frequency::Weekly, days, [], []) => weekly_shape(interval, days),
            (Frequency::Monthly, [NWeekday::Nth(nth, day)], [], []) => {
                monthly_shape(interval, i32::from(*nth), *day)
            }
            (Frequency::Monthly, [NWeekday::Every(day)], [], [nth]) => {
                monthly_shape(interval, *nth, *day)
            }
            (Frequency::Monthly, [], [], []) => Shape::MonthlyByDay {
                interval,
                day: None,
            },
            (Frequency::Monthly, [], [day], []) => Shape::MonthlyByDay {
                interval,
                day: Some(*day),
            },
            _ => Shape::Other,
        }
    }

    /// Whether a series begun on a good day has any meeting. Steps are left aside, since whether
    /// they ever meet the other parts depends on the first day.
    fn happens(&self) -> Result<(), RuleError> {
        let every = Self {
            rule: self.rule.clone().interval(1),
            ..self.clone()
        };
        let set = every.unrolled(DateTime::constant(2024, 1, 1, 12, 0, 0, 0))?;
        match set.into_iter().next() {
            Some(_) => Ok(()),
            None => Err(RuleError::NeverOccurs),
        }
    }

    /// Wall times are handed over as if they were universal, which has no clock changes.
    fn unrolled(&self, first: DateTime) -> Result<RRuleSet, RuleError> {
        let first = to_chrono(first).ok_or(RuleError::NeverOccurs)?;
        let set = self.rule.clone().build(first);
        set.map(RRuleSet::limit)
            .map_err(|error| RuleError::Contradictory(error.to_string()))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(typed: &str) -> Result<Self, RuleError> {
        Self::parse(typed)
    }
}

/// The instant of a wall time in a place, by the policy RFC 5545 asks for: a time that the clocks
/// jump over in spring is read with the offset from before the jump (02:30 is then 03:30), and a
/// time that comes twice in autumn is the first of the two.
pub fn at(local: DateTime, zone: &TimeZone) -> Timestamp {
    let found = zone.to_ambiguous_timestamp(local).compatible();
    // Only within a day of the ends of representable time can this fail.
    found.unwrap_or(if local.year() > 0 {
        Timestamp::MAX
    } else {
        Timestamp::MIN
    })
}

fn weekly_shape(interval: u16, days: &[NWeekday]) -> Shape {
    let mut weekdays = Vec::with_capacity(days.len());
    for day in days {
        match day {
            NWeekday::Every(day) => weekdays.push(from_chrono_weekday(*day)),
            NWeekday::Nth(..) => return Shape::Other,
        }
    }
    weekdays.sort_by_key(|day| day.to_monday_zero_offset());
    weekdays.dedup();
    Shape::Weekly { interval, weekdays }
}

fn monthly_shape(interval: u16, nth: i32, day: chrono::Weekday) -> Shape {
    match i8::try_from(nth) {
        Ok(nth) if (1..=5).contains(&nth.unsigned_abs()) => Shape::MonthlyByWeekday {
            interval,
            nth,
            weekday: from_chrono_weekday(day),
        },
        _ => Shape::Other,
    }
}

fn to_chrono(at: DateTime) -> Option<chrono::DateTime<rrule::Tz>> {
    let part = |part: i8| u32::try_from(part).ok();
    let (year, month, day) = (i32::from(at.year()), part(at.month())?, part(at.day())?);
    let (hour, minute, second) = (part(at.hour())?, part(at.minute())?, part(at.second())?);
    rrule::Tz::UTC
        .with_ymd_and_hms(year, month, day, hour, minute, second)
        .single()
}

/// `None` beyond the year 9999.
fn from_chrono(at: &chrono::DateTime<rrule::Tz>) -> Option<DateTime> {
    let year = i16::try_from(at.year()).ok()?;
    let midnight = Date::new(year, 1, 1).ok()?.at(0, 0, 0, 0);
    midnight
        .checked_add(i64::from(at.ordinal0()).days())
        .ok()?
        .checked_add(i64::from(at.num_seconds_from_midnight()).seconds())
        .ok()
}

fn from_chrono_weekday(day: chrono::Weekday) -> Weekday {
    use chrono::Weekday::*;
    match day {
        Mon => Weekday::Monday,
        Tue => Weekday::Tuesday,
        Wed => Weekday::Wednesday,
        Thu => Weekday::Thursday,
        Fri => Weekday::Friday,
        Sat => Weekday::Saturday,
        Sun => Weekday::Sunday,
    }
}

#[cfg(test)]
mod tests;
