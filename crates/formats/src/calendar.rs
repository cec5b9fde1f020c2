//! Writes iCalendar (RFC 5545, with the names of RFC 7986): the feed of a group or a member, the
//! file of one event, the part of a mail that invites or cancels.
//!
//! Owned here: which properties an event has, how a zone is described, how text is made safe.
//! Refused: recurrence. Each meeting of a series is an event of its own, with its own UID, because
//! each has its own answers, and may be moved or cancelled alone.

use jiff::Timestamp;
use thiserror::Error;

pub(crate) mod line;
mod zone;

use line::{Lines, Parameter};
use zone::Zone;

const PRODUCT: &str = "-//Cinq a sept//cinqasept//FR";

/// Why a calendar cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The zone is not in the time zone database.
    #[error("the time zone `{0}` is unknown")]
    UnknownZone(String),
}

/// What the reader is to do with the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Show it: every feed and every file.
    #[default]
    Publish,
    /// Answer it: an invitation by mail.
    Request,
    /// Take it away: a cancellation by mail.
    Cancel,
}

/// Whether an event will take place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not settled yet.
    Tentative,
    /// Will take place.
    #[default]
    Confirmed,
    /// Will not; kept in the feed so that calendars take it away.
    Cancelled,
}

/// What an invited person answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reply {
    /// Nothing yet.
    #[default]
    Awaited,
    /// Yes.
    Accepted,
    /// No.
    Declined,
    /// Maybe.
    Tentative,
}

/// Somebody with an address: who organises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// As shown.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// The person an invitation is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub party: Party,
    /// What they answered.
    pub reply: Reply,
}

/// One event in a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The same for the whole life of the event, unique in the world.
    pub uid: String,
    /// Grows with every change that people must hear of.
    pub sequence: u32,
    /// When it begins.
    pub starts: Timestamp,
    /// When it ends; an end that is not after the beginning is left out.
    pub ends: Timestamp,
    /// IANA name of the zone its times are told in.
    pub zone: String,
    /// When this description was made; the last change will do.
    pub stamp: Timestamp,
    /// When the event was first planned.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub last_modified: Option<Timestamp>,
    /// Its title.
    pub summary: String,
    /// Plain text, several lines.
    pub description: String,
    /// Venue and address on one line.
    pub location: String,
    /// Its page.
    pub url: String,
    /// Who runs it.
    pub organizer: Option<Party>,
    /// Who this calendar is for; only in an invitation.
    pub attendee: Option<Attendee>,
    /// Whether it will take place.
    pub status: Status,
    /// Kinds of event.
    pub categories: Vec<String>,
    /// Minutes before the beginning at which the calendar reminds.
    pub alarm_minutes: Option<u32>,
}

/// A calendar: a feed, or a file of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// As shown in the reader's list of calendars; empty for a file of one event.
    pub name: String,
    /// Language tag of its texts, such as `fr-CA`.
    pub language: String,
    /// What to do with it.
    pub method: Method,
    /// How often a subscriber should look again, in minutes.
    pub refresh_minutes: Option<u32>,
    /// In the order they are to be written.
    pub events: Vec<Entry>,
}

/// Writes a calendar: lines of at most 75 octets ended by CR LF, in UTF-8.
pub fn write(feed: &Feed) -> Result<String, CalendarError> {
    let zones = zone::of_events(&feed.events)?;
    let mut lines = Lines::with_capacity(1_024 + 768 * feed.events.len());
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", PRODUCT);
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", method(feed.method));
    header(&mut lines, feed);
    for zone in &zones {
        zone.write(&mut lines);
    }
    for entry in &feed.events {
        let zone = zones.iter().find(|zone| zone.name == entry.zone);
        event(&mut lines, entry, zone, &feed.language);
    }
    lines.plain("END", "VCALENDAR");
    Ok(lines.finish())
}

fn header(lines: &mut Lines, feed: &Feed) {
    if !feed.name.is_empty() {
        lines.text_in("NAME", &feed.language, &feed.name);
        lines.text("X-WR-CALNAME", &feed.name);
    }
    if let Some(minutes) = feed.refresh_minutes {
        let every = format!("PT{minutes}M");
        lines.with("REFRESH-INTERVAL", &[("VALUE", "DURATION")], &every);
        lines.plain("X-PUBLISHED-TTL", &every);
    }
}

fn event(lines: &mut Lines, entry: &Entry, zone: Option<&Zone>, language: &str) {
    lines.plain("BEGIN", "VEVENT");
    lines.text("UID", &entry.uid);
    lines.plain("DTSTAMP", &universal(entry.stamp));
    moment(lines, "DTSTART", entry.starts, zone);
    if entry.ends > entry.starts {
        moment(lines, "DTEND", entry.ends, zone);
    }
    lines.plain("SEQUENCE", &entry.sequence.to_string());
    lines.plain("STATUS", status(entry.status));
    if let Some(at) = entry.created {
        lines.plain("CREATED", &universal(at));
    }
    if let Some(at) = entry.last_modified {
        lines.plain("LAST-MODIFIED", &universal(at));
    }
    lines.text_in("SUMMARY", language, &entry.summary);
    for (name, value) in [
        ("DESCRIPTION", &entry.description),
        ("LOCATION", &entry.location),
    ] {
        if !value.is_empty() {
            lines.text_in(name, language, value);
        }
    }
    if !entry.url.is_empty() {
        lines.plain("URL", &entry.url);
    }
    if !entry.categories.is_empty() {
        lines.texts("CATEGORIES", &entry.categories);
    }
    parties(lines, entry);
    if let Some(minutes) = entry.alarm_minutes {
        alarm(lines, minutes, &entry.summary);
    }
    lines.plain("END", "VEVENT");
}

/// Told in the event's zone, so that calendars show the wall time wherever they are read.
fn moment(lines: &mut Lines, name: &str, at: Timestamp, zone: Option<&Zone>) {
    match zone {
        Some(zone) => lines.with(name, &[("TZID", &zone.name)], &zone.local(at)),
        None => lines.plain(name, &universal(at)),
    }
}

fn parties(lines: &mut Lines, entry: &Entry) {
    if let Some(organizer) = &entry.organizer {
        let name: Parameter = ("CN", &organizer.name);
        lines.with("ORGANIZER", &[name], &mailto(&organizer.email));
    }
    if let Some(Attendee { party, reply }) = &entry.attendee {
        let mut parameters = vec![("CN", party.name.as_str()), ("PARTSTAT", partstat(*reply))];
        if *reply == Reply::Awaited {
            parameters.push(("RSVP", "TRUE"));
        }
        lines.with("ATTENDEE", &parameters, &mailto(&party.email));
    }
}

fn alarm(lines: &mut Lines, minutes: u32, summary: &str) {
    lines.plain("BEGIN", "VALARM");
    lines.plain("ACTION", "DISPLAY");
    lines.plain("TRIGGER", &format!("-PT{minutes}M"));
    lines.text("DESCRIPTION", summary);
    lines.plain("END", "VALARM");
}

fn universal(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// What a URI may not hold is percent-encoded; letters outside ASCII are left as they are typed.
fn mailto(email: &str) -> String {
    let mut out = String::from("mailto:");
    for c in email.chars() {
        match c {
            ' ' | '"' | '%' | '?' | '&' | '#' | '<' | '>' | ',' | ';' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Publish => "PUBLISH",
        Method::Request => "REQUEST",
        Method::Cancel => "CANCEL",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Tentative => "TENTATIVE",
        Status::Confirmed => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
    }
}

fn partstat(reply: Reply) -> &'static str {
    match reply {
        Reply::Awaited => "NEEDS-ACTION",
        Reply::Accepted => "ACCEPTED",
        Reply::Declined => "DECLINED",
        Reply::Tentative => "TENTATIVE",
    }
}

#[cfg(test)]
mod tests;
