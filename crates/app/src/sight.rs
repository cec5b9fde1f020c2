//! Who among those who came is shown to somebody at an event, and how they know each other. Nobody
//! is shown against their will; whom one has met, or had a card from, one knows to be there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::evening::{self, Evening};
use domain::id::{ActivityId, EventId, PersonId};
use domain::person::{Name, Person, Visibility};

use crate::seat::{Hold, Seat};
use crate::{Cx, Result};

/// Earlier evenings that are looked through for people met before.
const EVENINGS: usize = 24;
/// Trades shown in one line.
const TRADES: usize = 3;

/// How somebody is known to the one who looks; the nearest way is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Met this very evening.
    Tonight,
    /// Kept in the notebook.
    Contact,
    /// Met at an earlier evening.
    Before,
    /// Member of a group that both belong to.
    Fellow,
    /// Not known yet.
    New,
}

/// Somebody at the event, as another guest is shown them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: Name,
    /// Whether a portrait can be shown.
    pub portrait: bool,
    /// What they are tonight, in one line.
    pub does: String,
    /// How they are known.
    pub how: How,
    /// Whether they would rather not be approached.
    pub quiet: bool,
    /// Whether they are in the room now, as far as the one who looks may know.
    pub here: bool,
}

/// What one person is shown of an evening.
pub struct Sight {
    /// The evening.
    pub evening: Arc<Evening>,
    me: PersonId,
    by_session: bool,
    hosts: bool,
    fellows: BTreeSet<PersonId>,
    contacts: BTreeSet<PersonId>,
    met: BTreeSet<PersonId>,
}

impl Sight {
    /// What the holder of a seat is shown.
    pub fn of(cx: &mut Cx<'_, '_>, seat: &Seat) -> Result<Self> {
        let by_session = seat.hold == Hold::Session;
        let hosts = |me: &crate::Me| me.hosts(&seat.group, seat.event.id);
        let fellows = store::memberships::fellows(cx.tx, seat.person.id)?;
        let contacts = match seat.keeper(cx)? {
            Some(keeper) => store::contacts::people_of(cx.tx, keeper.id())?,
            None => Vec::new(),
        };
        let (evening, me) = (cx.evening(seat.event.id)?, seat.person.id);
        Ok(Self {
            contacts: contacts.into_iter().collect(),
            met: met_tonight(&evening, me),
            evening,
            me,
            by_session,
            hosts: by_session && cx.me.as_ref().is_some_and(hosts),
            fellows: fellows.into_iter().collect(),
        })
    }

    /// Whether somebody is shown: they let themselves be seen, or the two have met tonight.
    pub fn sees(&self, person: &Person) -> bool {
        self.has_met(person.id) || self.sees_in_the_room(person)
    }

    /// Whether somebody's coming and going is shown. Having met them does not tell that they are
    /// still there.
    fn sees_in_the_room(&self, person: &Person) -> bool {
        let came = |id| self.evening.presence(id).arrived_at().is_some();
        let said = self.evening.is_visible(person.id);
        let fellow = self.fellows.contains(&person.id);
        let consents = evening::shows(said, person.visibility, fellow);
        came(person.id) && (self.hosts || (came(self.me) && consents))
    }

    /// Whether the two met tonight, or one gave the other something.
    pub fn has_met(&self, other: PersonId) -> bool {
        self.met.contains(&other)
    }

    /// Everyone who is shown: those in the room first, then by name.
    pub fn everyone(&self, cx: &mut Cx<'_, '_>, event: EventId) -> Result<Vec<Near>> {
        let mut ids: BTreeSet<PersonId> = self.evening.everyone().into_iter().collect();
        ids.extend(&self.met);
        ids.remove(&self.me);
        let ids: Vec<_> = ids.into_iter().collect();
        let mut people = store::people::by_ids(cx.tx, &ids)?;
        people.retain(|person| self.sees(person));
        let mut near = self.near(cx, event, &people)?;
        near.sort_by_cached_key(|near| (!near.here, near.name.key(), near.id));
        Ok(near)
    }

    /// People as they are shown, in the order given.
    pub fn near(
        &self,
        cx: &mut Cx<'_, '_>,
        event: EventId,
        people: &[Person],
    ) -> Result<Vec<Near>> {
        let trades = trades(cx, event, people)?;
        let before = met_before(cx, self.me, event)?;
        let near = |person: &Person| Near {
            id: person.id,
            name: person.name.clone(),
            portrait: self.shows_portrait(person),
            does: trades.get(&person.id).cloned().unwrap_or_default(),
            how: self.how(person.id, &before),
            quiet: self.sees_in_the_room(person) && self.evening.is_quiet(person.id),
            here: !self.sees_in_the_room(person)
                || self.evening.presence(person.id).here_since().is_some(),
        };
        Ok(people.iter().map(near).collect())
    }

    /// A portrait is shown where its address can be opened: by a session, to fellows and hosts.
    fn shows_portrait(&self, person: &Person) -> bool {
        let near = self.by_session && (self.hosts || self.fellows.contains(&person.id));
        person.has_portrait && (person.visibility == Visibility::Public || near)
    }

    fn how(&self, person: PersonId, before: &BTreeSet<PersonId>) -> How {
        if self.has_met(person) {
            How::Tonight
        } else if self.contacts.contains(&person) {
            How::Contact
        } else if before.contains(&person) {
            How::Before
        } else if self.fellows.contains(&person) {
            How::Fellow
        } else {
            How::New
        }
    }
}

/// Whom somebody met tonight, gave something to or had something from.
fn met_tonight(evening: &Evening, me: PersonId) -> BTreeSet<PersonId> {
    let talks = evening.encounters_of(me).map(|talk| talk.other(me));
    let between = evening.exchanges().filter_map(|e| match me {
        _ if e.from == me => Some(e.to),
        _ if e.to == me => Some(e.from),
        _ => None,
    });
    talks.chain(between).collect()
}

/// What each of some people is at an event, in one line.
fn trades(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    people: &[Person],
) -> Result<BTreeMap<PersonId, String>> {
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    let chosen = store::evening_cards::of_event(cx.tx, event)?;
    let chosen: BTreeSet<(PersonId, ActivityId)> = chosen.into_iter().collect();
    let choosers: BTreeSet<PersonId> = chosen.iter().map(|(person, _)| *person).collect();
    let mut titles: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for (person, activity) in store::people::activities_of(cx.tx, &ids)? {
        if !choosers.contains(&person) || chosen.contains(&(person, activity.id)) {
            titles.entry(person).or_default().push(activity.words.title);
        }
    }
    let line = |mut titles: Vec<String>| {
        titles.truncate(TRADES);
        titles.join(" · ")
    };
    Ok(titles
        .into_iter()
        .map(|(id, all)| (id, line(all)))
        .collect())
}

/// Whom somebody met at their latest evenings before this one.
fn met_before(cx: &mut Cx<'_, '_>, me: PersonId, tonight: EventId) -> Result<BTreeSet<PersonId>> {
    let mut events = store::presences::events_of(cx.tx, me)?;
    events.retain(|(event, _)| *event != tonight);
    events.truncate(EVENINGS);
    let mut met = BTreeSet::new();
    for (event, _) in events {
        let evening = cx.evening(event)?;
        met.extend(evening.encounters_of(me).map(|talk| talk.other(me)));
    }
    Ok(met)
}
