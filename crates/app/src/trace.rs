//! A trace of real contacts as the evening of a group of its own, to be looked at like any other: its
//! board, its debriefs, its replay.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::{AnswerWords, Place, Response};
use domain::evening::What;
use domain::event::{Audience, Event, EventWords, Kind, Status};
use domain::group::{Group, GroupWords, Network};
use domain::id::{EventId, PersonId};
use domain::person::{Name, Person, Visibility};
use domain::text::{Lang, Slug};
pub use formats::trace::{
    Contact, Talk, Trace, Unreadable, log, newcomers, read, talks, without_company,
};
use jiff::{SignedDuration, Timestamp};
use store::answers::Answer;

use crate::{Cx, Error, Result};

/// The group that holds imported evenings.
const GROUP: &str = "traces";

/// What was made of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The event.
    pub event: EventId,
    /// How many people came.
    pub people: usize,
    /// How many entries its log has.
    pub entries: usize,
}

/// Makes an event of a day of a trace. Participants are known by their numbers alone, seen by nobody but
/// those who run the evening, and newcomers where the metadata says so.
pub fn import(
    cx: &mut Cx<'_, '_>,
    title: &str,
    day: &[Contact],
    new: &BTreeSet<u32>,
) -> Result<Imported> {
    let (Some(first), Some(last)) = (day.first(), day.last()) else {
        return Err(Error::refused("trace-empty"));
    };
    let moment = |at: i64| Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let span = (moment(first.at), moment(last.at + formats::trace::STEP));
    let group = group(cx)?;
    let event = event(cx, &group, title, span)?;
    let mut people: BTreeMap<u32, PersonId> = BTreeMap::new();
    for number in formats::trace::presences(day).into_keys() {
        people.insert(number, participant(cx, &event, number, new)?);
    }
    let log = formats::trace::log(day, |n| people[&n], |_| cx.id());
    cx.tx.hold_event(event.id)?;
    for entry in &log {
        store::entries::append(cx.tx, event.id, entry)?;
        if let What::Arrived { person, .. } = entry.what {
            store::presences::note(cx.tx, event.id, person, entry.device_at)?;
        }
    }
    Ok(Imported {
        event: event.id,
        people: people.len(),
        entries: log.len(),
    })
}

fn group(cx: &mut Cx<'_, '_>) -> Result<Group> {
    let slug = Slug::parse(GROUP).ok_or(Error::NotFound)?;
    if let Some(group) = store::groups::by_slug(cx.tx, &slug)? {
        return Ok(group);
    }
    let network = Network {
        id: cx.id(),
        slug: slug.clone(),
        name: "Traces".into(),
        about: String::new(),
    };
    store::groups::insert_network(cx.tx, &network, cx.now)?;
    let group = Group {
        id: cx.id(),
        network_id: network.id,
        slug,
        words: GroupWords {
            name: "Traces".into(),
            about: String::new(),
            lang: Lang::Fr,
            zone: "UTC".into(),
            seated: false,
            email: None,
            postal_address: String::new(),
        },
        created_at: cx.now,
    };
    store::groups::insert(cx.tx, &group)?;
    Ok(group)
}

fn event(
    cx: &mut Cx<'_, '_>,
    group: &Group,
    title: &str,
    (starts_at, ends_at): (Timestamp, Timestamp),
) -> Result<Event> {
    let event = Event {
        id: cx.id(),
        group_id: group.id,
        series: None,
        words: EventWords {
            kind: Kind::Other,
            title: title.to_owned(),
            about: String::new(),
            venue_id: None,
            starts_at,
            ends_at: ends_at.max(starts_at + SignedDuration::from_mins(1)),
            zone: "UTC".into(),
            capacity: None,
            audience: Audience::Members,
            languages: vec![Lang::Fr],
            programme: Vec::new(),
        },
        status: Status::Published,
        sequence: 0,
        cancel_reason: String::new(),
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::events::insert(cx.tx, &event)?;
    Ok(event)
}

fn participant(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    number: u32,
    new: &BTreeSet<u32>,
) -> Result<PersonId> {
    let person = Person {
        id: cx.id(),
        name: Name::new(format!("Participant {number}"), ""),
        email: None,
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    let answer = Answer {
        id: cx.id(),
        event_id: event.id,
        person_id: person.id,
        words: AnswerWords {
            response: Response::Yes,
            company: 0,
            company_names: String::new(),
            diet: String::new(),
            access: String::new(),
            first_time: Some(new.contains(&number)),
            does: String::new(),
            seeks: String::new(),
        },
        place: Place::Going,
        since: event.words.starts_at,
        answered_at: event.words.starts_at,
    };
    store::answers::put(cx.tx, &answer)?;
    Ok(person.id)
}
