//! Writes the feed that an independent reader is asked to read back: lunches every Thursday at
//! noon in Toronto's zone across both changes of the clocks, one of them cancelled, and one evening
//! in each of a few other zones.
//!
//! `cargo run -p formats --example sample_calendar > sample.ics`

use std::error::Error;

use domain::recurrence::{Rule, at};
use formats::calendar::{Entry, Feed, Party, Status, write};
use jiff::civil::{DateTime, Weekday, date, datetime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

fn main() -> Result<(), Box<dyn Error>> {
    let mut events = lunches()?;
    for (n, zone) in ["America/Halifax", "Europe/Paris", "Asia/Tokyo", "UTC"]
        .into_iter()
        .enumerate()
    {
        let evening = datetime(2027, 3, 20, 17, 30, 0, 0);
        events.push(entry(format!("evening-{n}"), evening, zone)?);
    }
    let feed = Feed {
        name: "Les jeudis d'Outremont".into(),
        language: "fr-CA".into(),
        refresh_minutes: Some(60),
        events,
        ..Feed::default()
    };
    print!("{}", write(&feed)?);
    Ok(())
}

fn lunches() -> Result<Vec<Entry>, Box<dyn Error>> {
    let rule = Rule::weekly(Weekday::Thursday, 1).ok_or("no rule")?;
    let first = datetime(2026, 10, 15, 12, 0, 0, 0);
    let mut lunches = rule
        .occurrences(first, date(2027, 4, 15), 60)
        .into_iter()
        .enumerate()
        .map(|(n, local)| entry(format!("lunch-{n}"), local, "America/Toronto"))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(holiday) = lunches.get_mut(10) {
        holiday.status = Status::Cancelled;
        holiday.sequence = 1;
    }
    Ok(lunches)
}

fn entry(name: String, local: DateTime, zone: &str) -> Result<Entry, jiff::Error> {
    let starts = at(local, &TimeZone::get(zone)?);
    Ok(Entry {
        uid: format!("{name}@exemple.test"),
        starts,
        ends: starts + 90.minutes(),
        zone: zone.to_owned(),
        stamp: Timestamp::UNIX_EPOCH + (20_000 * 24).hours(),
        summary: "Dîner d'affaires : « à la bonne franquette », places limitées; réservez".into(),
        description: "Venez comme vous êtes.\nOn s'occupe du reste : café, sucre, lait…".into(),
        location: "Café des Artisans, 120, avenue des Peupliers, Outremont".into(),
        organizer: Some(Party {
            name: "Odile Gagné".into(),
            email: "odile@exemple.test".into(),
        }),
        alarm_minutes: Some(180),
        ..Entry::default()
    })
}
