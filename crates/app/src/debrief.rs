//! The personal debrief (*bilan*): what an evening was worth to one person, computed from its log
//! and from what they wrote themselves, and stored nowhere. One function gives it to the page, to
//! the interface and to whoever its owner shows it to.
//!
//! What is private (promises, ties, lesson, recall) is only ever added with a [`Keeper`].

pub mod group;
mod own;
pub mod pictures;
mod share;

use std::collections::{BTreeMap, BTreeSet};

pub use domain::evening::Debrief;
pub use domain::follow_up::{FollowUp, Kind};
pub use store::recalls::Recall;
pub use store::shares::Share;
pub use store::venue_ratings::Rating;

use domain::event::{Event, Kind as EventKind};
use domain::group::Group;
use domain::id::{ActivityId, EventId, PersonId};
use domain::person::Person;
use jiff::Timestamp;

use crate::seat::{self, Keeper, Seat};
use crate::{Cx, Error, Result, contacts, ties};

pub use own::{
    LESSON_LIMIT, RatingTyped, RecallTyped, learn, open_here, rate, recall, whom_to_ask,
};
pub use pictures::{Circle, Room};
pub use share::{Shown, show, shown, stop_showing};

/// How many former evenings tell what is usual.
const USUAL_OF: usize = 12;

/// An evening as it was for one person.
#[derive(Clone, Debug)]
pub struct MyDebrief {
    /// The event.
    pub event: Event,
    /// The group that held it.
    pub group: Group,
    /// Whose debrief it is.
    pub me: Person,
    /// The moment it tells of: now, or the evening's end when that is past.
    pub until: Timestamp,
    /// What the log says.
    pub story: Debrief,
    /// Those the log speaks of, by id.
    pub people: BTreeMap<PersonId, Person>,
    /// What the cards received say.
    pub cards: BTreeMap<ActivityId, String>,
    /// What only its owner may read.
    pub own: Option<Own>,
    /// What is usual for this person; nothing when it is their first evening.
    pub usual: Option<Usual>,
    /// Who was in the room when.
    pub room: Room,
    /// Who talked with whom.
    pub circle: Circle,
}

/// What only the owner of a debrief may read.
#[derive(Clone, Debug)]
pub struct Own {
    /// Promises of the evening, with the names of whom they are about.
    pub follow_ups: Vec<(FollowUp, String)>,
    /// When and where guests are taken, by promise.
    pub guest_events: BTreeMap<EventId, Event>,
    /// Those known before, to whom the tie grew.
    pub strengthened: Vec<PersonId>,
    /// The line drawn from the evening.
    pub lesson: Option<String>,
    /// Who remembered, and who did not.
    pub recalls: Vec<Recall>,
    /// What they thought of the place.
    pub rating: Option<Rating>,
    /// The link by which they show it, with what is shown.
    pub share: Option<(Share, String)>,
}

/// What a person's evenings usually are: medians of the former ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    /// How many evenings tell it.
    pub evenings: usize,
    /// People met.
    pub met: i64,
    /// Cards received.
    pub cards: i64,
    /// Minutes in the room.
    pub minutes: i64,
}

impl MyDebrief {
    /// Promises to take somebody along as a guest.
    pub fn guests(&self) -> usize {
        let promises = self.own.iter().flat_map(|own| &own.follow_ups);
        promises.filter(|(f, _)| f.kind == Kind::Guest).count()
    }

    /// Everybody met, in the order of meeting them first.
    pub fn met(&self) -> usize {
        self.story.new_people.len() + self.story.known_people.len()
    }
}

/// A debrief as somebody sees it through their seat.
pub fn mine(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Seat, MyDebrief)> {
    let seat = seat::seat(cx, key)?;
    // Doors open early: whoever is there has something to look back on.
    let came = store::presences::of(cx.tx, seat.event.id, seat.person.id)?.is_some();
    if seat.event.words.starts_at > cx.now && !came {
        return Err(Error::refused("debrief-too-early"));
    }
    let keeper = seat.keeper(cx)?;
    let debrief = of(cx, &seat.event, &seat.group, seat.person.clone(), keeper)?;
    Ok((seat, debrief))
}

/// The debrief of an event, for somebody signed in who came, answered or was invited.
pub fn by_session(cx: &mut Cx<'_, '_>, event: EventId) -> Result<MyDebrief> {
    mine(cx, &event.to_string()).map(|(_, debrief)| debrief)
}

/// Computes a debrief.
fn of(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    group: &Group,
    me: Person,
    keeper: Option<Keeper>,
) -> Result<MyDebrief> {
    let until = cx.now.min(event.words.ends_at);
    let evening = cx.evening(event.id)?;
    let knew = match keeper {
        Some(keeper) => contacts::knew_before(cx, keeper, event.id)?,
        None => BTreeSet::new(),
    };
    let story = Debrief::of(&evening, me.id, |person| knew.contains(&person), until);
    let people = store::presences::people_of_event(cx.tx, event.id)?;
    let people: BTreeMap<_, _> = people.into_iter().map(|p| (p.id, p)).collect();
    let named = pictures::named_to(cx, &evening, event.id, &me, &people)?;
    let own = match keeper {
        Some(keeper) => Some(own_of(cx, event, keeper)?),
        None => None,
    };
    Ok(MyDebrief {
        event: event.clone(),
        group: group.clone(),
        until,
        cards: cards(cx, &story)?,
        usual: usual(cx, event, me.id)?,
        room: Room::of(&evening, event.words.starts_at, until, Some(me.id)),
        circle: Circle::around(&evening, me.id, &named),
        me,
        story,
        people,
        own,
    })
}

/// What the cards received say: a title, an organisation.
fn cards(cx: &mut Cx<'_, '_>, story: &Debrief) -> Result<BTreeMap<ActivityId, String>> {
    let mut said = BTreeMap::new();
    for giver in &story.people_behind_cards {
        for activity in store::people::activities(cx.tx, *giver)? {
            let w = &activity.words;
            let parts = [w.title.as_str(), w.organisation.as_str()];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            said.insert(activity.id, parts.join(", "));
        }
    }
    Ok(said)
}

fn own_of(cx: &mut Cx<'_, '_>, event: &Event, keeper: Keeper) -> Result<Own> {
    let me = keeper.id();
    let promises = store::follow_ups::of_event(cx.tx, me, event.id)?;
    let mut follow_ups = Vec::with_capacity(promises.len());
    let mut guest_events = BTreeMap::new();
    for promise in promises {
        let contact = store::contacts::find(cx.tx, me, promise.contact_id)?;
        if let Some(id) = promise.guest_event_id
            && let Some(event) = store::events::find(cx.tx, id)?
        {
            guest_events.insert(id, event);
        }
        follow_ups.push((promise, contact.map(|c| c.name).unwrap_or_default()));
    }
    let strengthened = ties::strengthened(cx, keeper, event.id)?;
    let share = store::shares::of_person(cx.tx, event.id, me)?;
    Ok(Own {
        follow_ups,
        guest_events,
        strengthened: strengthened.into_iter().map(|(person, _)| person).collect(),
        lesson: store::lessons::find(cx.tx, event.id, me)?,
        recalls: store::recalls::of_event(cx.tx, event.id, me)?,
        rating: store::venue_ratings::find(cx.tx, event.id, me)?,
        share: share.map(|share| {
            let token = cx.signer.debrief(share.id);
            (share, token)
        }),
    })
}

/// Medians of the last evenings this person came to before this one. Lunches are no evenings.
fn usual(cx: &mut Cx<'_, '_>, event: &Event, me: PersonId) -> Result<Option<Usual>> {
    let former = store::events::attended(cx.tx, me, event.words.starts_at)?;
    let (mut met, mut cards, mut minutes) = (Vec::new(), Vec::new(), Vec::new());
    let evenings = former.iter().rev();
    for former in evenings.filter(|former| former.words.kind != EventKind::Lunch) {
        let evening = cx.evening(former.id)?;
        let story = Debrief::of(&evening, me, |_| false, former.words.ends_at);
        if story.arrived_at.is_none() {
            continue;
        }
        met.push(story.new_people.len() as i64);
        cards.push(story.cards.len() as i64);
        minutes.push(story.minutes_present);
        if met.len() == USUAL_OF {
            break;
        }
    }
    Ok((!met.is_empty()).then(|| Usual {
        evenings: met.len(),
        met: median(met),
        cards: median(cards),
        minutes: median(minutes),
    }))
}

/// The middle one; of two in the middle, the lesser.
fn median(mut all: Vec<i64>) -> i64 {
    all.sort_unstable();
    all.get(all.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or_default()
}

/// An event as somebody's own list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyEvent {
    /// Which.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// When it began.
    pub starts_at: Timestamp,
}

/// How many of somebody's events a list shows.
const EVENTS: i64 = 200;

/// The events of the viewer that have begun: they came, answered or were invited; latest first.
pub fn my_events(cx: &mut Cx<'_, '_>) -> Result<Vec<MyEvent>> {
    let (me, now) = (cx.me()?.person_id, cx.now);
    let rows = store::presences::evenings_of(cx.tx, me, now, EVENTS)?;
    let event = |(id, (title, starts_at))| MyEvent {
        id,
        title,
        starts_at,
    };
    Ok(rows.into_iter().map(event).collect())
}
