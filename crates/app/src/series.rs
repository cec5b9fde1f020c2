//! Events that repeat: a rule, and real events made from it half a year ahead.
//!
//! An event of a series knows the date the rule gave it and keeps it when it is moved. What an
//! organiser changed by hand is recognised by differing from what the series would have made, and
//! is never overwritten.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::{Event, EventWords, Series, Status};
use domain::group::Group;
use domain::id::SeriesId;
use domain::recurrence::{self, Rule, Shape};
use domain::text::Slug;
use domain::venue::Venue;
use jiff::civil::{DateTime, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::error::Say;
use crate::form::Check;
use crate::{Cx, Error, Result, access, events};

/// How far ahead events are made.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 7 * 26);
/// More occurrences than any rule gives in the life of a group.
const LIMIT: usize = 20_000;

/// A series as typed: an event, and how it repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The words of each event; its date is the first day.
    #[serde(flatten)]
    pub event: events::Form,
    /// `weekly`, `monthly` or `rule`.
    pub frequency: String,
    /// `1` (Monday) to `7`.
    pub weekday: String,
    /// Every how many weeks: `1` to `4`.
    pub every: String,
    /// Which week of the month: `1` to `4`, `-1` for the last.
    pub week: String,
    /// A rule as RFC 5545 writes it.
    pub rule: String,
}

impl Form {
    /// An empty form of a group: every Thursday at noon.
    pub fn fresh(group: &Group) -> Self {
        let event = events::Form {
            kind: "lunch".into(),
            start: "12:00".into(),
            end: "13:30".into(),
            ..events::Form::fresh(group)
        };
        Self {
            event,
            frequency: "weekly".into(),
            weekday: "4".into(),
            every: "1".into(),
            week: "1".into(),
            rule: String::new(),
        }
    }

    /// A series as it would be typed.
    pub fn of(series: &Series) -> Result<Self> {
        let (starts, rule) = (starts(series)?, rule(series)?);
        let words = words_on(series, starts);
        let mut form = Self {
            event: events::Form::of(&words),
            frequency: "rule".into(),
            weekday: day_number(starts.weekday()),
            every: "1".into(),
            week: "1".into(),
            rule: String::new(),
        };
        match rule.shape() {
            _ if rule.end().is_some() => form.rule = series.rule.clone(),
            Shape::Weekly { interval, weekdays } if interval <= 4 && weekdays.len() <= 1 => {
                form.frequency = "weekly".into();
                form.every = interval.to_string();
                if let Some(day) = weekdays.first() {
                    form.weekday = day_number(*day);
                }
            }
            Shape::MonthlyByWeekday {
                interval: 1,
                nth,
                weekday,
            } if (-1..=4).contains(&nth) => {
                form.frequency = "monthly".into();
                form.week = nth.to_string();
                form.weekday = day_number(weekday);
            }
            _ => form.rule = series.rule.clone(),
        }
        Ok(form)
    }

    fn rule(&self, check: &mut Check) -> Option<Rule> {
        let day: Option<i8> = self.weekday.parse().ok();
        let day = day.and_then(|day| Weekday::from_monday_one_offset(day).ok());
        let wrong = |check: &mut Check, field| check.problem(field, Say::new("problem-choice"));
        match self.frequency.as_str() {
            "weekly" => {
                let every = self.every.parse().ok().filter(|n| (1..=4).contains(n));
                let rule = day
                    .zip(every)
                    .and_then(|(day, every)| Rule::weekly(day, every));
                if rule.is_none() {
                    wrong(check, "weekday");
                }
                rule
            }
            "monthly" => {
                let week = self
                    .week
                    .parse()
                    .ok()
                    .filter(|n| (1..=4).contains(n) || *n == -1);
                let rule = day
                    .zip(week)
                    .and_then(|(day, week)| Rule::monthly_nth(week, day));
                if rule.is_none() {
                    wrong(check, "week");
                }
                rule
            }
            "rule" => match Rule::parse(&self.rule) {
                Ok(rule) => Some(rule),
                Err(error) => {
                    let say = Say::new("series-problem-rule").text("why", error.to_string());
                    check.problem("rule", say);
                    None
                }
            },
            _ => {
                wrong(check, "frequency");
                None
            }
        }
    }
}

fn day_number(day: Weekday) -> String {
    day.to_monday_one_offset().to_string()
}

fn starts(series: &Series) -> Result<DateTime> {
    let read = series.starts.parse();
    read.map_err(|_| Error::Internal(format!("series {}: {:?}", series.id, series.starts)))
}

fn rule(series: &Series) -> Result<Rule> {
    let read = Rule::parse(&series.rule);
    read.map_err(|error| Error::Internal(format!("series {}: {error}", series.id)))
}

/// The key of an occurrence: its local date and time, `2026-02-05T12:00`.
pub fn key(local: DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The words of a series at one of its wall times.
fn words_on(series: &Series, local: DateTime) -> EventWords {
    let zone = events::zone(&series.words.zone);
    let ends = local.checked_add(i64::from(series.minutes).minutes());
    EventWords {
        starts_at: recurrence::at(local, &zone),
        ends_at: recurrence::at(ends.unwrap_or(local), &zone),
        ..series.words.clone()
    }
}

/// The wall times of a series from now on, as far ahead as events are made.
fn coming(series: &Series, now: Timestamp) -> Result<Vec<DateTime>> {
    let zone = events::zone(&series.words.zone);
    let until = (now + AHEAD).to_zoned(zone.clone()).date();
    let all = rule(series)?.occurrences(starts(series)?, until, LIMIT);
    let coming = all
        .into_iter()
        .filter(|at| recurrence::at(*at, &zone) > now);
    Ok(coming.collect())
}

/// Makes the events of every running series that lie within half a year and are not there yet; how
/// many. Doing it again makes none.
pub fn materialise(cx: &mut Cx<'_, '_>) -> Result<usize> {
    let running = store::series::running(cx.tx)?;
    let from = (cx.now - SignedDuration::from_hours(48))
        .strftime("%Y-%m-%d")
        .to_string();
    let made = store::events::occurrences(cx.tx, &from)?;
    let made: BTreeSet<_> = made.into_iter().collect();
    let mut count = 0;
    for series in running {
        count += make(cx, &series, |key| {
            made.contains(&(series.id, key.to_owned()))
        })?;
    }
    Ok(count)
}

fn make(cx: &mut Cx<'_, '_>, series: &Series, is_made: impl Fn(&str) -> bool) -> Result<usize> {
    let mut count = 0;
    for local in coming(series, cx.now)? {
        let key = key(local);
        if is_made(&key) {
            continue;
        }
        let event = Event {
            id: cx.id(),
            group_id: series.group_id,
            series: Some((series.id, key)),
            words: words_on(series, local),
            status: Status::Published,
            sequence: 0,
            cancel_reason: String::new(),
            created_at: cx.now,
            updated_at: cx.now,
        };
        store::events::insert(cx.tx, &event)?;
        count += 1;
    }
    Ok(count)
}

/// A group's series, for those who run it.
pub fn list(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<(Group, Vec<Series>)> {
    let group = access::organiser(cx, slug)?.group;
    let series = store::series::of_group(cx.tx, group.id)?;
    Ok((group, series))
}

/// A series, for somebody who runs its group, with its coming events and the group's venues.
pub fn find(cx: &mut Cx<'_, '_>, id: SeriesId) -> Result<Known> {
    let series = store::series::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let group = store::groups::find(cx.tx, series.group_id)?.ok_or(Error::NotFound)?;
    if !cx.me()?.organises(&group) {
        return Err(Error::NotFound);
    }
    let venues = store::venues::of_group(cx.tx, group.id)?;
    let events = store::events::of_series(cx.tx, id, cx.now)?;
    Ok(Known {
        group,
        series,
        venues,
        events,
    })
}

/// A series with all that its page shows.
#[derive(Clone, Debug)]
pub struct Known {
    /// The group.
    pub group: Group,
    /// The series.
    pub series: Series,
    /// The group's venues.
    pub venues: Vec<Venue>,
    /// The events that are still to come.
    pub events: Vec<Event>,
}

/// What the form says, as a series.
fn read(cx: &mut Cx<'_, '_>, group: &Group, form: &Form, old: Option<&Series>) -> Result<Series> {
    let mut check = Check::default();
    let zone = old.map_or(&group.words.zone, |old| &old.words.zone).clone();
    let read = form.event.read(cx, &mut check, group, &zone)?;
    let rule = form.rule(&mut check);
    check.done()?;
    let (Some(read), Some(rule)) = (read, rule) else {
        return Err(events::unread());
    };
    let minutes = read
        .words
        .ends_at
        .duration_since(read.words.starts_at)
        .as_mins();
    Ok(Series {
        id: old.map_or_else(|| cx.id(), |old| old.id),
        group_id: group.id,
        rule: rule.to_string(),
        starts: key(read.date.to_datetime(read.start)),
        minutes: u32::try_from(minutes).unwrap_or(1).max(1),
        words: read.words,
        ended_at: None,
    })
}

/// Begins a series, with its events of the coming half-year, published.
pub fn begin(cx: &mut Cx<'_, '_>, slug: &Slug, form: &Form) -> Result<SeriesId> {
    let group = access::organiser(cx, slug)?.group;
    let series = read(cx, &group, form, None)?;
    if coming(&series, cx.now)?.is_empty() {
        return Err(Error::Invalid(vec![(
            "date",
            Say::new("series-problem-empty"),
        )]));
    }
    store::series::insert(cx.tx, &series, cx.now)?;
    make(cx, &series, |_| false)?;
    Ok(series.id)
}

/// Changes a series and the coming events that were not changed by hand: each keeps its day where
/// the new rule still falls on it, and is removed or called off where it does not.
pub fn edit(cx: &mut Cx<'_, '_>, id: SeriesId, form: &Form) -> Result<()> {
    let Known {
        group,
        series: old,
        events,
        ..
    } = find(cx, id)?;
    if old.ended_at.is_some() {
        return Err(Error::refused("series-refused-stopped"));
    }
    let new = read(cx, &group, form, Some(&old))?;
    let coming = coming(&new, cx.now)?;
    if coming.is_empty() {
        return Err(Error::Invalid(vec![(
            "date",
            Say::new("series-problem-empty"),
        )]));
    }
    store::series::update(cx.tx, &new)?;
    let by_day: BTreeMap<_, _> = coming.iter().map(|local| (local.date(), *local)).collect();
    for event in events {
        let Some(was) = occurrence(&event) else {
            continue;
        };
        let untouched = event.status == Status::Published && event.words == words_on(&old, was);
        match by_day.get(&was.date()) {
            Some(local) => {
                store::events::set_occurrence(cx.tx, event.id, &key(*local))?;
                let next = words_on(&new, *local);
                if untouched && event.words != next {
                    events::rewrite(cx, &group, event, next)?;
                }
            }
            None if untouched => drop_date(cx, &group, event)?,
            None => {}
        }
    }
    materialise(cx)?;
    Ok(())
}

fn occurrence(event: &Event) -> Option<DateTime> {
    event.series.as_ref()?.1.parse().ok()
}

/// A date that the series no longer holds: removed when nobody was asked, else called off.
fn drop_date(cx: &mut Cx<'_, '_>, group: &Group, event: Event) -> Result<()> {
    if store::events::is_touched(cx.tx, event.id)? {
        events::call_off(cx, group, event, String::new())
    } else {
        Ok(store::events::delete(cx.tx, event.id)?)
    }
}

/// Stops a series: coming events that nobody was asked to are removed, the others are called off
/// and everyone is told.
pub fn stop(cx: &mut Cx<'_, '_>, id: SeriesId) -> Result<()> {
    let Known {
        group,
        series,
        events,
        ..
    } = find(cx, id)?;
    if series.ended_at.is_some() {
        return Ok(());
    }
    store::series::update(
        cx.tx,
        &Series {
            ended_at: Some(cx.now),
            ..series
        },
    )?;
    for event in events {
        drop_date(cx, &group, event)?;
    }
    Ok(())
}
