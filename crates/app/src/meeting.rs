//! Meeting somebody: who, for how long, what to remember and what was promised. The log learns that
//! two people talked; what one remembers and promises stays in one's own notebook.

use std::collections::BTreeSet;

use domain::activity::Activity;
use domain::contact::{self, Note};
use domain::evening::{Encounter, What};
use domain::follow_up::{FollowUp, Kind};
use domain::id::{ActivityId, ContactId, EntryId, PersonId};
use domain::name_search::{Entry, Index};
use domain::person::Person;
use domain::text::folded;
use jiff::{SignedDuration, Timestamp};

use crate::error::Say;
use crate::exchange::{self, Exchanges};
use crate::follow_ups;
use crate::form::Check;
use crate::my_evening::{self, Talk, writing};
use crate::seat::{self, Keeper, Notebook, Seat};
use crate::sight::{Near, Sight};
use crate::{Cx, Error, Result, contacts, log, not_with, pass};

/// Two words on one talk come within this time of its end.
const SAME_TALK: SignedDuration = SignedDuration::from_mins(15);
/// The longest talk one may tell of, in minutes.
const TALK_LIMIT: i64 = 6 * 60;
/// People one search shows.
pub const FOUND: usize = 12;

/// Those somebody may have met, to choose from.
#[derive(Clone, Debug)]
pub struct Finder {
    /// Who looks.
    pub seat: Seat,
    /// Whom the search found, those in the room first.
    pub found: Vec<Near>,
    /// How many it found in all.
    pub total: usize,
    /// Where their notes are.
    pub notebook: Notebook,
}

/// Finds somebody by name or trade among those who let themselves be seen.
pub fn find(cx: &mut Cx<'_, '_>, key: &str, query: &str) -> Result<Finder> {
    let seat = seat::seat(cx, key)?;
    let sight = Sight::of(cx, &seat)?;
    let mut found = sight.everyone(cx, seat.event.id)?;
    let query: String = query.chars().take(80).collect();
    let said = |near: &Near| folded(&format!("{} {}", near.name.full(), near.does));
    // As it is heard, or any fragment of it.
    let heard: BTreeSet<PersonId> = by_ear(&found, &query).into_iter().collect();
    found.retain(|near| heard.contains(&near.id) || contact::matches(&said(near), &query));
    let total = found.len();
    found.truncate(FOUND);
    let notebook = seat.notebook(cx)?;
    Ok(Finder {
        seat,
        found,
        total,
        notebook,
    })
}

fn by_ear(found: &[Near], query: &str) -> Vec<PersonId> {
    let index = Index::build(found.iter().map(|near| Entry {
        id: near.id,
        given: &near.name.given,
        family: &near.name.family,
        extra: &near.does,
        weight: 0.0,
    }));
    let hits = index.find(query, FOUND).into_iter();
    hits.map(|hit| hit.id).collect()
}

/// Who a scanned text names, in the words that [`open`] and [`meet`] take.
pub fn scanned(cx: &mut Cx<'_, '_>, key: &str, text: &str) -> Result<String> {
    let seat = seat::seat(cx, key)?;
    let read = pass::in_text(cx, text).ok_or(Error::refused("meeting-no-pass"))?;
    holder(&seat, (read.1, read.2))?;
    Ok(read.0)
}

fn holder(seat: &Seat, (event, person): (domain::id::EventId, PersonId)) -> Result<PersonId> {
    if event != seat.event.id {
        Err(Error::refused("meeting-other-event"))
    } else if person == seat.person.id {
        Err(Error::refused("meeting-oneself"))
    } else {
        Ok(person)
    }
}

/// Whom a word names: the pass they showed, or somebody the seat's holder can see.
fn named(cx: &mut Cx<'_, '_>, seat: &Seat, who: &str) -> Result<Person> {
    if let Some(read) = cx.signer.read_pass(who) {
        let id = holder(seat, read)?;
        return store::people::find(cx.tx, id)?.ok_or(Error::NotFound);
    }
    let id: PersonId = who.parse().map_err(|_| Error::NotFound)?;
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let sight = Sight::of(cx, seat)?;
    if id == seat.person.id || !sight.sees(&person) {
        return Err(Error::NotFound);
    }
    Ok(person)
}

/// What is private about somebody met, to the one who met them.
#[derive(Clone, Debug, Default)]
pub struct Private {
    /// Them in the notebook.
    pub contact: Option<ContactId>,
    /// What was noted tonight, in order.
    pub notes: Vec<Note>,
    /// What was promised tonight, in order.
    pub promises: Vec<FollowUp>,
    /// Whether one would rather not be introduced to them.
    pub apart: bool,
}

/// Two people at an event, as one of them sees it.
#[derive(Clone, Debug)]
pub struct Together {
    /// Who looks.
    pub seat: Seat,
    /// The other.
    pub near: Near,
    /// How the other was named: a pass, or their id.
    pub who: String,
    /// Their talks, latest first.
    pub talks: Vec<Talk>,
    /// The talk that seems to go on, so that a word more is about it.
    pub talk: Option<EntryId>,
    /// What passed between the two.
    pub exchanges: Exchanges,
    /// The viewer's activities, each with whether they are it tonight.
    pub cards: Vec<(Activity, bool)>,
    /// Whether the viewer waits to be introduced to the other.
    pub waits: bool,
    /// Whether the viewer is in the room.
    pub is_here: bool,
    /// What is private, where the notebook is open.
    pub private: Option<Private>,
    /// Where the viewer's notes are.
    pub notebook: Notebook,
    /// Whether the evening takes entries now.
    pub open: bool,
}

/// Two people at an event, as one of them sees it.
pub fn open(cx: &mut Cx<'_, '_>, key: &str, who: &str) -> Result<Together> {
    let seat = seat::seat(cx, key)?;
    let person = named(cx, &seat, who)?;
    let sight = Sight::of(cx, &seat)?;
    let near = sight.near(cx, seat.event.id, std::slice::from_ref(&person))?;
    let (me, event) = (seat.person.id, seat.event.id);
    let exchanges = exchange::of(cx, &seat, &sight, &near)?;
    let near = near.into_iter().next().ok_or(Error::NotFound)?;
    let made = store::entries::made_by(cx.tx, event, me)?;
    let evening = sight.evening.clone();
    let with = evening
        .encounters_of(me)
        .filter(|talk| talk.other(me) == near.id);
    let mut talks: Vec<Talk> = with
        .map(|talk| Talk {
            id: talk.id,
            person: near.id,
            name: near.name.clone(),
            at: talk.at,
            minutes: talk.minutes,
            mine: made.contains(&talk.id),
        })
        .collect();
    talks.reverse();
    let private = match seat.keeper(cx)? {
        Some(keeper) => Some(private(cx, keeper, &seat, near.id)?),
        None => None,
    };
    let now = cx.now.min(seat.event.words.ends_at);
    Ok(Together {
        talk: same_talk(&evening, me, near.id, now).map(|talk| talk.id),
        waits: evening.asks(me).is_some_and(|(_, to)| to == Some(near.id)),
        is_here: evening.presence(me).here_since().is_some(),
        cards: my_evening::cards(cx, &seat)?,
        notebook: seat.notebook(cx)?,
        open: my_evening::writes(&seat.event, cx.now).is_ok(),
        who: who.to_owned(),
        near,
        talks,
        exchanges,
        private,
        seat,
    })
}

fn private(cx: &mut Cx<'_, '_>, keeper: Keeper, seat: &Seat, other: PersonId) -> Result<Private> {
    let apart = not_with::is_set(cx, seat, other)?;
    let Some(contact) = store::contacts::of_person(cx.tx, keeper.id(), other)? else {
        return Ok(Private {
            apart,
            ..Private::default()
        });
    };
    let tonight = Some(seat.event.id);
    let mut notes = store::notes::of_contact(cx.tx, keeper.id(), contact.id)?;
    notes.retain(|note| note.event_id == tonight);
    notes.sort_by_key(|note| (note.created_at, note.id));
    let mut promises = store::follow_ups::of_contact(cx.tx, keeper.id(), contact.id)?;
    promises.retain(|promise| promise.event_id == tonight);
    Ok(Private {
        contact: Some(contact.id),
        notes,
        promises,
        apart,
    })
}

/// The talk of two people that goes on at a moment, or has hardly ended.
fn same_talk(
    evening: &domain::evening::Evening,
    me: PersonId,
    other: PersonId,
    now: Timestamp,
) -> Option<Encounter> {
    let talks = evening.encounters_of(me);
    let with = talks.filter(|talk| talk.other(me) == other);
    with.last().filter(|talk| {
        let until = talk.ended_at().max(talk.at) + SAME_TALK;
        talk.at <= now && now <= until
    })
}

/// A meeting, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Who: a pass, or the id of somebody one can see. Empty for somebody half-remembered.
    pub who: String,
    /// Somebody whose name one did not catch, in one's own words.
    pub about: String,
    /// Minutes, or empty while the talk goes on.
    pub lasted: String,
    /// What one wants to remember.
    pub note: String,
    /// What kind of promise was made, or empty.
    pub kind: String,
    /// The promise in one's own words.
    pub words: String,
    /// The cards one gives.
    pub cards: Vec<ActivityId>,
    /// Whether one gives a card, for whoever has no activity to choose.
    pub give: bool,
}

/// A meeting that was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// Whom, unless they are half-remembered.
    pub person: Option<PersonId>,
    /// The secret that this browser must keep, when its notebook was begun just now.
    pub secret: Option<String>,
}

/// What is left of a form once it is read.
struct Read {
    lasted: Option<u16>,
    kind: Option<Kind>,
}

fn read(typed: &Typed) -> Result<Read> {
    let mut check = Check::default();
    let lasted = check.optional_number("lasted", &typed.lasted, 1, TALK_LIMIT);
    check.optional_text("note", &typed.note, contact::NOTE_LIMIT);
    let kind = match typed.kind.as_str() {
        "" => None,
        kind => check.choice("kind", kind),
    };
    let words = check.optional_line("words", &typed.words, domain::follow_up::WORDS_LIMIT);
    if kind.is_none() && !words.is_empty() {
        check.problem("kind", Say::new("meeting-which-promise"));
    }
    check.done()?;
    Ok(Read {
        lasted: lasted.and_then(|n| u16::try_from(n).ok()),
        kind,
    })
}

/// Writes a meeting down: for the log that the two talked, for the notebook the rest.
pub fn meet(cx: &mut Cx<'_, '_>, key: &str, typed: &Typed) -> Result<Met> {
    let seat = writing(cx, key)?;
    let read = read(typed)?;
    if typed.who.is_empty() {
        return half_remember(cx, &seat, typed, &read);
    }
    let other = named(cx, &seat, &typed.who)?.id;
    talked(cx, &seat, other, read.lasted)?;
    if typed.give || !typed.cards.is_empty() {
        exchange::hand_over(cx, &seat, other, &typed.cards)?;
    }
    let private = !typed.note.trim().is_empty() || read.kind.is_some();
    // Where notes cannot be kept the encounter still counts, unless something private was typed.
    if !private && !seat.notebook(cx)?.takes() {
        return Ok(Met {
            person: Some(other),
            secret: None,
        });
    }
    let (keeper, secret) = seat.keep(cx)?;
    let contact = contacts::met(cx, keeper, seat.event.id, other)?;
    remember(cx, keeper, &seat, contact.id, typed, &read)?;
    Ok(Met {
        person: Some(other),
        secret,
    })
}

fn half_remember(cx: &mut Cx<'_, '_>, seat: &Seat, typed: &Typed, read: &Read) -> Result<Met> {
    let (keeper, secret) = seat.keep(cx)?;
    let contact = contacts::half_remembered(cx, keeper, seat.event.id, &typed.about)?;
    remember(cx, keeper, seat, contact.id, typed, read)?;
    Ok(Met {
        person: None,
        secret,
    })
}

fn remember(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    seat: &Seat,
    contact: ContactId,
    typed: &Typed,
    read: &Read,
) -> Result<()> {
    let event = Some(seat.event.id);
    if !typed.note.trim().is_empty() {
        contacts::note(cx, keeper, contact, event, &typed.note)?;
    }
    if let Some(kind) = read.kind {
        let promise = follow_ups::Typed {
            words: typed.words.clone(),
            ..follow_ups::Typed::default()
        };
        follow_ups::promise(cx, keeper, contact, event, kind, &promise)?;
    }
    Ok(())
}

/// Signals an encounter, or adds to the one that goes on: both may tell of the same talk.
fn talked(cx: &mut Cx<'_, '_>, seat: &Seat, other: PersonId, lasted: Option<u16>) -> Result<()> {
    let me = seat.person.id;
    let evening = cx.evening(seat.event.id)?;
    let now = cx.now.min(seat.event.words.ends_at);
    let encounter = match same_talk(&evening, me, other, now) {
        Some(talk) => talk.id,
        None => {
            let long = SignedDuration::from_mins(lasted.unwrap_or_default().into());
            let came = evening.presence(me).arrived_at();
            let began = came.map_or(now - long, |came| (now - long).max(came.min(now)));
            let people = [me, other];
            log::take_at(cx, &seat.log(), What::Met { people }, began)?
        }
    };
    if let Some(minutes) = lasted {
        log::take_single(cx, &seat.log(), What::Lasted { encounter, minutes })?;
    }
    Ok(())
}
