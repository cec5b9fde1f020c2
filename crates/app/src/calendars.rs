//! Calendars that people subscribe to: one event, a group's events, a member's own.

use domain::answer::Place;
use domain::event::{Event, Status, programme_text};
use domain::id::EventId;
use domain::person::Person;
use domain::text::{Lang, Slug};
use formats::calendar::{self, Entry, Feed, Party};
use jiff::{SignedDuration, Timestamp};
use store::calendars::Dated;

use crate::access::{self, SeenEvent};
use crate::{Cx, Error, Result};

/// How far back a feed reaches.
const PAST: SignedDuration = SignedDuration::from_hours(24 * 366);
/// How often a subscriber is asked to look again.
const REFRESH_MINUTES: u32 = 60;

/// A calendar as it is served.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The iCalendar text.
    pub text: String,
    /// Changes whenever the text does.
    pub etag: String,
}

/// Where a calendar's own words come from: the prefix of an event its owner waits for.
pub type Waiting = fn(Lang) -> String;

/// One event, for whoever may see it.
pub fn event(cx: &mut Cx<'_, '_>, id: EventId) -> Result<Calendar> {
    let seen = access::event(cx, id)?;
    of_event(cx, &seen)
}

/// One event that the caller has been let see, by whatever door.
pub fn of_event(cx: &mut Cx<'_, '_>, seen: &SeenEvent) -> Result<Calendar> {
    if seen.event.status == Status::Draft {
        return Err(Error::NotFound);
    }
    let venue = match seen.event.words.venue_id {
        Some(id) => store::venues::find(cx.tx, id)?,
        None => None,
    };
    let facts = venue.map(|venue| venue.facts).unwrap_or_default();
    let dated = Dated {
        event: seen.event.clone(),
        venue: [facts.name, facts.address, facts.city],
        group_name: seen.group.words.name.clone(),
        group_email: seen.group.words.email.clone(),
        mine: None,
    };
    write(
        String::new(),
        seen.group.words.lang,
        vec![entry(cx, dated, "")],
    )
}

/// A group's published events, for anyone: who may come is another question.
pub fn group(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Calendar> {
    let group = access::group(cx, slug)?;
    let dated = store::calendars::of_group(cx.tx, group.id, cx.now - PAST)?;
    let entries = dated
        .into_iter()
        .map(|dated| entry(cx, dated, ""))
        .collect();
    write(group.words.name, group.words.lang, entries)
}

/// A member's own calendar, by its private address: what their groups hold and what they said yes
/// or maybe to.
pub fn member(cx: &mut Cx<'_, '_>, token: &str, waiting: Waiting) -> Result<Calendar> {
    let (id, version) = cx.signer.read_calendar(token).ok_or(Error::NotFound)?;
    let account = store::accounts::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    if account.calendar_version != version {
        return Err(Error::NotFound);
    }
    let person = store::people::find(cx.tx, account.person_id)?.ok_or(Error::NotFound)?;
    of_person(cx, &person, cx.now - PAST, waiting)
}

/// Somebody's own calendar since a moment, for whoever was let see it.
pub(crate) fn of_person(
    cx: &mut Cx<'_, '_>,
    person: &Person,
    since: Timestamp,
    waiting: Waiting,
) -> Result<Calendar> {
    let dated = store::calendars::of_person(cx.tx, person.id, since)?;
    let waiting = waiting(person.lang);
    let entries = dated
        .into_iter()
        .map(|dated| entry(cx, dated, &waiting))
        .collect();
    write("Cinq à sept".into(), person.lang, entries)
}

/// The token of the viewer's private calendar.
pub fn my_token(cx: &mut Cx<'_, '_>) -> Result<String> {
    let id = cx.me()?.account_id;
    let account = store::accounts::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    Ok(cx.signer.calendar(id, account.calendar_version))
}

/// Makes the earlier addresses of the viewer's calendar void.
pub fn renew(cx: &mut Cx<'_, '_>) -> Result<()> {
    let id = cx.me()?.account_id;
    Ok(store::calendars::renew(cx.tx, id)?)
}

fn write(name: String, lang: Lang, events: Vec<Entry>) -> Result<Calendar> {
    let feed = Feed {
        refresh_minutes: (!name.is_empty()).then_some(REFRESH_MINUTES),
        name,
        language: format!("{}-CA", lang.code()),
        events,
        ..Feed::default()
    };
    let text = calendar::write(&feed).map_err(|error| Error::Internal(error.to_string()))?;
    let etag = crate::token::to_text(&crate::token::hash(&text));
    Ok(Calendar { text, etag })
}

fn entry(cx: &Cx<'_, '_>, dated: Dated, waiting: &str) -> Entry {
    let Dated {
        event,
        venue,
        group_name,
        group_email,
        mine,
    } = dated;
    let waits = mine.is_some_and(|(_, place)| place == Place::Waiting);
    let location: Vec<_> = venue.into_iter().filter(|part| !part.is_empty()).collect();
    let url = format!("{}/events/{}", cx.settings.public_url, event.id);
    Entry {
        uid: uid(cx, event.id),
        sequence: event.sequence,
        starts: event.words.starts_at,
        ends: event.words.ends_at,
        zone: event.words.zone.clone(),
        stamp: event.updated_at,
        created: Some(event.created_at),
        last_modified: Some(event.updated_at),
        summary: if waits {
            format!("{waiting} {}", event.words.title)
        } else {
            event.words.title.clone()
        },
        description: description(&event, &group_name),
        location: location.join(", "),
        url,
        organizer: group_email.map(|email| Party {
            name: group_name,
            email: email.to_string(),
        }),
        status: if event.status == Status::Cancelled {
            calendar::Status::Cancelled
        } else {
            calendar::Status::Confirmed
        },
        ..Entry::default()
    }
}

/// The same for the whole life of an event, at the host people reach the installation by.
fn uid(cx: &Cx<'_, '_>, id: EventId) -> String {
    let url = &cx.settings.public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    format!("event-{id}@{host}")
}

fn description(event: &Event, group_name: &str) -> String {
    let parts = [
        event.cancel_reason.clone(),
        event.words.about.clone(),
        programme_text(&event.words.programme),
        group_name.to_owned(),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
