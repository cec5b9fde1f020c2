use jiff::civil::datetime;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn lunch() -> Entry {
    Entry {
        uid: "019392a0-5c1e-7000-8000-000000000001@cinqasept".into(),
        sequence: 2,
        starts: instant("2026-11-26T17:00:00Z"),
        ends: instant("2026-11-26T18:30:00Z"),
        zone: "America/Toronto".into(),
        stamp: instant("2026-11-20T14:00:00Z"),
        created: Some(instant("2026-10-01T12:00:00Z")),
        last_modified: Some(instant("2026-11-20T14:00:00Z")),
        summary: "Dîner du jeudi; « apportez vos cartes, vos idées »".into(),
        description: "Première ligne\r\nDeuxième ligne \\ fin".into(),
        location: "Café de la Gare, 12, rue des Érables, Outremont".into(),
        url: "https://exemple.test/evenements/diner-du-jeudi".into(),
        organizer: Some(Party {
            name: "Odile \"Didi\" Gagné".into(),
            email: "odile@exemple.test".into(),
        }),
        categories: vec!["Dîner".into(), "Affaires, etc.".into()],
        alarm_minutes: Some(180),
        ..Entry::default()
    }
}

const GOLDEN: &str = r#"BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Cinq a sept//cinqasept//FR
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME;LANGUAGE=fr-CA:Réseau d'Outremont
X-WR-CALNAME:Réseau d'Outremont
REFRESH-INTERVAL;VALUE=DURATION:PT60M
X-PUBLISHED-TTL:PT60M
BEGIN:VTIMEZONE
TZID:America/Toronto
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
DTSTART:20251102T020000
RDATE:20261101T020000
RDATE:20271107T020000
END:STANDARD
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
DTSTART:20260308T020000
RDATE:20270314T020000
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:019392a0-5c1e-7000-8000-000000000001@cinqasept
DTSTAMP:20261120T140000Z
DTSTART;TZID=America/Toronto:20261126T120000
DTEND;TZID=America/Toronto:20261126T133000
SEQUENCE:2
STATUS:CONFIRMED
CREATED:20261001T120000Z
LAST-MODIFIED:20261120T140000Z
SUMMARY;LANGUAGE=fr-CA:Dîner du jeudi\; « apportez vos cartes\, vos idée
 s »
DESCRIPTION;LANGUAGE=fr-CA:Première ligne\nDeuxième ligne \\ fin
LOCATION;LANGUAGE=fr-CA:Café de la Gare\, 12\, rue des Érables\, Outremon
 t
URL:https://exemple.test/evenements/diner-du-jeudi
CATEGORIES:Dîner,Affaires\, etc.
ORGANIZER;CN="Odile ^'Didi^' Gagné":mailto:odile@exemple.test
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT180M
DESCRIPTION:Dîner du jeudi\; « apportez vos cartes\, vos idées »
END:VALARM
END:VEVENT
END:VCALENDAR
"#;

#[test]
fn a_feed_is_written_as_calendars_expect_it() {
    let feed = Feed {
        name: "Réseau d'Outremont".into(),
        language: "fr-CA".into(),
        refresh_minutes: Some(60),
        events: vec![lunch()],
        ..Feed::default()
    };
    let written = write(&feed).unwrap();
    assert_eq!(written.replace("\r\n", "\n"), GOLDEN);
    assert_eq!(
        written.matches('\n').count(),
        written.matches("\r\n").count()
    );
}

#[test]
fn an_invitation_names_who_it_is_for_and_a_cancellation_says_so() {
    let attendee = Attendee {
        party: Party {
            name: "Théo Roy".into(),
            email: "theo roy@exemple.test".into(),
        },
        ..Attendee::default()
    };
    let entry = Entry {
        attendee: Some(attendee),
        status: Status::Cancelled,
        ..lunch()
    };
    let feed = Feed {
        method: Method::Cancel,
        events: vec![entry],
        ..Feed::default()
    };
    let text = unfolded(&write(&feed).unwrap());
    for line in [
        "METHOD:CANCEL",
        "STATUS:CANCELLED",
        "ATTENDEE;CN=\"Théo Roy\";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:theo%20roy@exemple.test",
    ] {
        assert!(text.lines().any(|l| l == line), "{line} in {text}");
    }
    assert!(!text.contains("CALNAME"));
}

#[test]
fn an_unknown_zone_is_an_error_that_names_it() {
    let entry = Entry {
        zone: "America/Chicoutimi".into(),
        ..lunch()
    };
    let feed = Feed {
        events: vec![entry],
        ..Feed::default()
    };
    let error = CalendarError::UnknownZone("America/Chicoutimi".into());
    assert_eq!(write(&feed), Err(error));
}

#[test]
fn universal_time_is_told_without_a_zone() {
    let entry = Entry {
        zone: "UTC".into(),
        ends: lunch().starts,
        ..lunch()
    };
    let feed = Feed {
        events: vec![entry],
        ..Feed::default()
    };
    let text = write(&feed).unwrap();
    assert!(text.contains("\r\nDTSTART:20261126T170000Z\r\n"));
    assert!(!text.contains("VTIMEZONE") && !text.contains("DTEND"));
}

/// Reads the described zone as a calendar would: the last onset not after a wall time decides.
fn offset_by_description(text: &str, wall: &str) -> String {
    let mut best = (String::new(), String::new());
    let mut to = String::new();
    for line in text.lines() {
        match line.split_once(':') {
            Some(("TZOFFSETTO", offset)) => to = offset.to_owned(),
            Some(("DTSTART" | "RDATE", onset)) if onset <= wall && onset > best.0.as_str() => {
                best = (onset.to_owned(), to.clone());
            }
            Some(("BEGIN", "VEVENT")) => break,
            _ => {}
        }
    }
    best.1
}

#[test]
fn zones_tell_the_offset_of_every_event() {
    for (zone, month, expected) in [
        ("America/Toronto", 1, "-0500"),
        ("America/Toronto", 7, "-0400"),
        ("America/Halifax", 7, "-0300"),
        ("America/St_Johns", 1, "-0330"),
        ("Europe/Dublin", 7, "+0100"),
        ("Europe/Paris", 1, "+0100"),
        ("Asia/Kolkata", 7, "+0530"),
        ("Pacific/Auckland", 1, "+1300"),
        ("Etc/GMT+5", 1, "-0500"),
        ("Africa/Casablanca", 7, "+0100"),
    ] {
        let local = datetime(2027, month, 15, 12, 0, 0, 0);
        let place = TimeZone::get(zone).unwrap();
        let starts = place.to_timestamp(local).unwrap();
        let entry = Entry {
            zone: zone.into(),
            starts,
            ends: starts,
            ..lunch()
        };
        let feed = Feed {
            events: vec![entry],
            ..Feed::default()
        };
        let text = write(&feed).unwrap();
        let wall = local.strftime("%Y%m%dT%H%M%S").to_string();
        assert_eq!(offset_by_description(&text, &wall), expected, "{zone}");
    }
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next().unwrap() {
                'n' => out.push('\n'),
                other => out.push(other),
            },
            (c, false) => out.push(c),
        }
    }
    out
}

proptest! {
    #[test]
    fn whatever_is_typed_comes_back_and_adds_no_line(
        typed in "[\\PC\r\n\t\u{85}\u{2028}\u{0}é,;:\\\\\"^]{0,300}",
        name in "\\PC{0,100}|[^\u{0}]{0,20}",
    ) {
        let entry = Entry {
            description: typed.clone(),
            url: format!("https://exemple.test/{typed}"),
            organizer: Some(Party { name, email: format!("a@b.ca{typed}") }),
            ..lunch()
        };
        let feed = Feed { events: vec![entry], language: "fr".into(), ..Feed::default() };
        let text = write(&feed).unwrap();
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let flat = unfolded(&text);
        let kept: String = typed
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        let read = flat.split('\n').find_map(|line| line.strip_prefix("DESCRIPTION;LANGUAGE=fr:"));
        prop_assert_eq!(unescaped(read.unwrap_or_default()), kept);
        // One line each, however hard the values try.
        let golden_lines = flat.split('\n').filter(|line| !line.starts_with("DESC")).count();
        let plain = write(&Feed { events: vec![lunch()], language: "fr".into(), ..Feed::default() });
        let plain = unfolded(&plain.unwrap());
        prop_assert_eq!(golden_lines, plain.split('\n').filter(|l| !l.starts_with("DESC")).count());
    }
}
