//! What a host says to whoever comes in: their name as it is said, who brought them, whether they
//! are new, what they do and seek, and whom they know in the room. From what the house knows
//! together; never from anybody's notebook.

use std::collections::HashMap;

use domain::evening::Evening;
use domain::event::Event;
use domain::id::{EntryId, EventId, PersonId};
use domain::invitation::CHAIN_LIMIT;
use domain::person::{Name, Person};
use jiff::Timestamp;

use super::{LOOKED, State, passed};
use crate::{Cx, Error, Result, access};

/// Former evenings looked through for whom somebody met.
const FORMER: usize = 12;
/// People of the room named on a card.
const NAMED: usize = 6;

/// What to say to somebody.
#[derive(Clone, Debug)]
pub struct Greeting {
    /// Who.
    pub person: Person,
    /// How their name is said; may be empty.
    pub pronunciation: String,
    /// Through whom they came, nearest first.
    pub path: Vec<String>,
    /// Whether they never came to anything of the group before.
    pub first_time: bool,
    /// What they do.
    pub does: Vec<String>,
    /// What they seek.
    pub seeks: Vec<String>,
    /// Whom they know in the room, the nearest first.
    pub knows: Vec<Known>,
    /// How many more of the room they know.
    pub knows_more: usize,
    /// How many come with them.
    pub company: u32,
    /// Who these are, as the answer said.
    pub company_names: String,
    /// What they need to be at ease.
    pub access: String,
    /// Where they are.
    pub state: State,
    /// The last word said of them at the door, to take it back.
    pub last: Option<(EntryId, Timestamp)>,
}

/// Somebody of the room whom a newcomer knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub name: Name,
    /// How.
    pub how: How,
}

/// How two people know each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// They brought them.
    BroughtBy,
    /// They were brought by them.
    Brought,
    /// They met at a former evening.
    Met,
    /// They belong to a same group, of that name.
    Group(String),
}

/// What to say to somebody the event knows.
pub fn greet(cx: &mut Cx<'_, '_>, event_id: EventId, id: PersonId) -> Result<Greeting> {
    let seen = access::hosted_event(cx, event_id)?;
    let (event, group) = (&seen.event, seen.event.group_id);
    if !store::people::is_around(cx.tx, event_id, group, id)? {
        return Err(Error::NotFound);
    }
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let evening = cx.evening(event_id)?;
    let answer = store::answers::of_person(cx.tx, event_id, id)?;
    let words = answer.map(|answer| answer.words);
    let (knows, knows_more) = knows(cx, event, id, &evening)?;
    let state = State::of(&evening, id);
    let own = |pick: fn(&domain::answer::AnswerWords) -> &str| {
        words.as_ref().map_or("", pick).trim().to_owned()
    };
    let (does, seeks) = cards(cx, id, (own(|w| &w.does), own(|w| &w.seeks)))?;
    let company = match state {
        State::Awaited => words.as_ref().map_or(0, |words| words.company),
        _ => evening.company(id),
    };
    Ok(Greeting {
        pronunciation: store::people::pronunciation(cx.tx, id)?,
        path: path(cx, event_id, id)?,
        first_time: match words.as_ref().and_then(|words| words.first_time) {
            Some(first) => first,
            None => is_new(cx, event, id)?,
        },
        does,
        seeks,
        knows,
        knows_more,
        company,
        company_names: own(|w| &w.company_names),
        access: own(|w| &w.access),
        state,
        last: last_of(cx, event_id, id, &evening)?,
        person,
    })
}

/// What somebody does and seeks: as they answered, or else by their cards.
fn cards(
    cx: &mut Cx<'_, '_>,
    id: PersonId,
    said: (String, String),
) -> Result<(Vec<String>, Vec<String>)> {
    let (mut does, mut seeks) = (Vec::new(), Vec::new());
    for card in store::people::activities(cx.tx, id)? {
        let words = card.words;
        does.push(match words.organisation.is_empty() {
            true => words.title,
            false => format!("{}, {}", words.title, words.organisation),
        });
        seeks.extend(Some(words.seek).filter(|seek| !seek.is_empty()));
    }
    let or = |said: String, cards| {
        if said.is_empty() { cards } else { vec![said] }
    };
    Ok((or(said.0, does), or(said.1, seeks)))
}

/// Through whom somebody came. Their link and their own invitation above it are one pair of hands.
fn path(cx: &mut Cx<'_, '_>, event: EventId, id: PersonId) -> Result<Vec<String>> {
    let Some(own) = store::invitations::of_person(cx.tx, event, id)? else {
        return Ok(Vec::new());
    };
    let limit = i64::try_from(CHAIN_LIMIT).unwrap_or(i64::MAX);
    let names = store::invitations::path(cx.tx, own.id, limit)?;
    let mut names: Vec<String> = names.iter().map(Name::full).collect();
    names.dedup();
    Ok(names)
}

fn is_new(cx: &mut Cx<'_, '_>, event: &Event, id: PersonId) -> Result<bool> {
    for (other, _) in store::presences::events_of(cx.tx, id)? {
        if other == event.id {
            continue;
        }
        let found = store::events::find(cx.tx, other)?;
        if found.is_some_and(|found| found.group_id == event.group_id) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn knows(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    id: PersonId,
    evening: &Evening,
) -> Result<(Vec<Known>, usize)> {
    // Whoever would rather not be seen is named to nobody.
    let shown = |other: &PersonId| *other != id && evening.is_visible(*other) != Some(false);
    let room: Vec<PersonId> = evening.here().into_iter().filter(shown).collect();
    let mut found: HashMap<PersonId, How> = HashMap::new();
    let mut note = |person: PersonId, how: How| {
        if room.contains(&person) {
            let kept = found.entry(person).or_insert_with(|| how.clone());
            if how < *kept {
                *kept = how;
            }
        }
    };
    for (person, group) in store::door::fellows(cx.tx, id)? {
        note(person, How::Group(group));
    }
    let former = store::presences::events_of(cx.tx, id)?.into_iter();
    for (other, _) in former.filter(|(other, _)| *other != event.id).take(FORMER) {
        for talk in cx.evening(other)?.encounters_of(id) {
            note(talk.other(id), How::Met);
        }
    }
    for made in store::invitations::made_by(cx.tx, event.id, id)? {
        if let Some(person) = made.person_id {
            note(person, How::Brought);
        }
    }
    let own = store::invitations::of_person(cx.tx, event.id, id)?;
    if let Some(inviter) = own.and_then(|own| own.inviter_id) {
        note(inviter, How::BroughtBy);
    }
    let people: Vec<PersonId> = found.keys().copied().collect();
    let names = store::people::names(cx.tx, &people)?.into_iter();
    let mut known: Vec<Known> = names
        .filter_map(|(person, name)| {
            let how = found.remove(&person)?;
            Some(Known { name, how })
        })
        .collect();
    known.sort_by(|a, b| (&a.how, a.name.key()).cmp(&(&b.how, b.name.key())));
    let more = known.len().saturating_sub(NAMED);
    known.truncate(NAMED);
    Ok((known, more))
}

fn last_of(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    id: PersonId,
    evening: &Evening,
) -> Result<Option<(EntryId, Timestamp)>> {
    let latest = store::entries::latest(cx.tx, event, LOOKED)?;
    let of_them = |entry: &domain::evening::Entry| {
        passed(&entry.what).is_some_and(|(person, _)| person == id) && evening.holds(entry.id)
    };
    let found = latest.into_iter().find(|placed| of_them(&placed.entry));
    Ok(found.map(|placed| (placed.entry.id, placed.entry.device_at)))
}
