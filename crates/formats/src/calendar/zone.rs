//! Describes zones as `VTIMEZONE`, from the time zone database: every change of the clocks that
//! the events of a calendar could need, a year of margin on either side. Readers that know the
//! IANA name use their own data; the others find here all that they need.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::line::Lines;
use super::{CalendarError, Entry};

const MARGIN: SignedDuration = SignedDuration::from_hours(24 * 366);

/// A zone, and the changes of its clocks within a span.
pub(super) struct Zone {
    pub(super) name: String,
    zone: TimeZone,
    observances: Vec<Observance>,
}

/// One way the clocks were changed, and each wall time, by the clocks of before, at which they
/// were.
struct Observance {
    dst: Dst,
    from: Offset,
    to: Offset,
    name: String,
    onsets: Vec<DateTime>,
}

/// The zones of these events, sorted by name. Universal time needs no description.
pub(super) fn of_events(events: &[Entry]) -> Result<Vec<Zone>, CalendarError> {
    let mut spans: BTreeMap<&str, (Timestamp, Timestamp)> = BTreeMap::new();
    for event in events.iter().filter(|event| event.zone != "UTC") {
        let (starts, ends) = (event.starts, event.ends.max(event.starts));
        let span = spans.entry(&event.zone).or_insert((starts, ends));
        *span = (span.0.min(starts), span.1.max(ends));
    }
    spans
        .into_iter()
        .map(|(name, (first, last))| Zone::over(name, first, last))
        .collect()
}

impl Zone {
    fn over(name: &str, first: Timestamp, last: Timestamp) -> Result<Self, CalendarError> {
        let unknown = |_| CalendarError::UnknownZone(name.to_owned());
        let zone = TimeZone::get(name).map_err(unknown)?;
        let first = first.checked_sub(MARGIN).unwrap_or(Timestamp::MIN);
        let last = last.checked_add(MARGIN).unwrap_or(Timestamp::MAX);
        let observances = observances(&zone, first, last);
        let name = name.to_owned();
        Ok(Self {
            name,
            zone,
            observances,
        })
    }

    /// The wall time of an instant here.
    pub(super) fn local(&self, at: Timestamp) -> String {
        written(self.zone.to_datetime(at))
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.plain("BEGIN", "VTIMEZONE");
        lines.plain("TZID", &self.name);
        for observance in &self.observances {
            observance.write(lines);
        }
        lines.plain("END", "VTIMEZONE");
    }
}

impl Observance {
    fn write(&self, lines: &mut Lines) {
        let kind = match self.dst {
            Dst::Yes => "DAYLIGHT",
            Dst::No => "STANDARD",
        };
        lines.plain("BEGIN", kind);
        lines.plain("TZOFFSETFROM", &offset(self.from));
        lines.plain("TZOFFSETTO", &offset(self.to));
        lines.text("TZNAME", &self.name);
        for (n, onset) in self.onsets.iter().enumerate() {
            lines.plain(if n == 0 { "DTSTART" } else { "RDATE" }, &written(*onset));
        }
        lines.plain("END", kind);
    }
}

/// Begins with the change that was in force at the start of the span, so that every instant of the
/// span is told.
fn observances(zone: &TimeZone, first: Timestamp, last: Timestamp) -> Vec<Observance> {
    let before = zone.preceding(first).next();
    let start = before.as_ref().map_or(first, |change| change.timestamp());
    let mut from = match &before {
        Some(_) => just_before(zone, start),
        None => zone.to_offset(first),
    };
    let within = zone.following(first);
    let changes = before
        .into_iter()
        .chain(within.take_while(|change| change.timestamp() <= last));
    let mut found: Vec<Observance> = Vec::new();
    for change in changes {
        let onset = from.to_datetime(change.timestamp());
        let (dst, to, name) = (change.dst(), change.offset(), change.abbreviation());
        let known = found.iter_mut().find(|known| {
            (known.dst, known.from, known.to, known.name.as_str()) == (dst, from, to, name)
        });
        match known {
            Some(known) => known.onsets.push(onset),
            None => found.push(Observance {
                dst,
                from,
                to,
                name: name.to_owned(),
                onsets: vec![onset],
            }),
        }
        from = to;
    }
    if found.is_empty() {
        found.push(always(zone, first));
    }
    found
}

/// For a zone whose clocks never changed.
fn always(zone: &TimeZone, at: Timestamp) -> Observance {
    let info = zone.to_offset_info(at);
    Observance {
        dst: Dst::No,
        from: info.offset(),
        to: info.offset(),
        name: info.abbreviation().to_owned(),
        onsets: vec![DateTime::constant(1970, 1, 1, 0, 0, 0, 0)],
    }
}

fn just_before(zone: &TimeZone, at: Timestamp) -> Offset {
    let instant = at.checked_sub(SignedDuration::from_nanos(1));
    zone.to_offset(instant.unwrap_or(at))
}

fn written(local: DateTime) -> String {
    local.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `-0400`; with seconds where an old local time had them.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
    }
}
