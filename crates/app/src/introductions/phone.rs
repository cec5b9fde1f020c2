//! Introductions as those concerned feel them on their phones. Nobody is named to somebody who may not
//! see them, unless they asked to be introduced; then a host points them out.

use domain::evening::{Evening, Introduction};
use domain::event::Event;
use domain::id::{EntryId, PersonId};

use super::{Ground, Idea, Reply, Someone, idea, of_entry, propose, settle};
use crate::log::{Hand, Open};
use crate::my_evening::writing;
use crate::room::Kept;
use crate::seat::Seat;
use crate::sight::Sight;
use crate::{Cx, Error, Result};

/// How somebody is part of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They are introduced.
    Introduced,
    /// They introduce.
    Introducer,
}

/// An introduction, as one of the three sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The entry.
    pub id: EntryId,
    /// The reader's part in it.
    pub part: Part,
    /// The other, or the two for whoever introduces them; `None` is to be pointed out by a host.
    pub others: Vec<Option<Someone>>,
    /// Who introduces, when that can be told.
    pub introducer: Option<Someone>,
    /// Why, as far as the two may read it.
    pub grounds: Vec<Ground>,
}

/// The introductions that wait for somebody's word, oldest first.
pub fn offered(cx: &mut Cx<'_, '_>, seat: &Seat, sight: &Sight) -> Result<Vec<Offered>> {
    let (evening, me, now) = (&sight.evening, seat.person.id, cx.now);
    let mine = |i: &Introduction| i.people.contains(&me) || i.introducer == Some(me);
    let open: Vec<Introduction> = evening
        .open_introductions(now)
        .into_iter()
        .filter(mine)
        .collect();
    let mut offered = Vec::new();
    for introduction in open {
        let author = store::entries::find(cx.tx, seat.event.id, introduction.id)?;
        let author = author.and_then(|entry| entry.author);
        let mut shown = Vec::new();
        let all = introduction
            .people
            .into_iter()
            .chain(introduction.introducer);
        for person in all.filter(|person| *person != me) {
            let is_named = author == Some(person)
                || evening.asks(person).is_some()
                || sees(cx, sight, person)?;
            shown.extend(is_named.then_some(person));
        }
        let event = &seat.event;
        offered.push(cx.in_room(event, |kept| as_seen(kept, &introduction, me, &shown))?);
    }
    Ok(offered)
}

fn sees(cx: &mut Cx<'_, '_>, sight: &Sight, person: PersonId) -> Result<bool> {
    let found = store::people::find(cx.tx, person)?;
    Ok(found.is_some_and(|person| sight.sees(&person)))
}

fn as_seen(kept: &Kept, introduction: &Introduction, me: PersonId, shown: &[PersonId]) -> Offered {
    let Idea {
        people,
        introducer,
        mut grounds,
        ..
    } = of_entry(kept, introduction);
    let is_shown = |someone: &Someone| shown.contains(&someone.id);
    let others: Vec<Option<Someone>> = people
        .into_iter()
        .filter(|someone| someone.id != me)
        .map(|someone| Some(someone).filter(is_shown))
        .collect();
    grounds.retain(Ground::is_open);
    // A reason may name somebody: it is told only with everybody in it.
    if others.iter().any(Option::is_none) {
        grounds.clear();
    }
    Offered {
        id: introduction.id,
        part: if introduction.people.contains(&me) {
            Part::Introduced
        } else {
            Part::Introducer
        },
        others,
        introducer: introducer.filter(|by| by.id != me && is_shown(by)),
        grounds,
    }
}

/// Notes what one of the three says of an introduction that waits for it.
pub fn reply(cx: &mut Cx<'_, '_>, key: &str, id: EntryId, reply: Reply) -> Result<()> {
    let seat = writing(cx, key)?;
    let evening = cx.evening(seat.event.id)?;
    let me = seat.person.id;
    let introduction = evening.introduction(id).ok_or(Error::NotFound)?;
    if !introduction.people.contains(&me) && introduction.introducer != Some(me) {
        return Err(Error::NotFound);
    }
    settle(cx, &by(&seat.event, me), &evening, &introduction, reply)
}

/// What the room writes on somebody's behalf, once it has been decided here.
fn by(event: &Event, person: PersonId) -> Open {
    Open {
        event: event.clone(),
        hand: Hand::Host(person),
    }
}

/// Brings somebody who asks to be introduced to the one who fits best, if anybody can be now. Whether
/// somebody could; a host sees them on top of the board when not.
pub fn introduce(cx: &mut Cx<'_, '_>, event: &Event, person: PersonId) -> Result<bool> {
    let evening = cx.evening(event.id)?;
    if is_awaited(&evening, person, cx) {
        return Ok(true);
    }
    let to = evening.asks(person).and_then(|(_, to)| to);
    let now = cx.now;
    let found = cx.in_room(event, |kept| match to {
        Some(to) => wished(kept, person, to),
        None => matched(kept, person, now),
    })?;
    let Some((other, introducer)) = found else {
        return Ok(false);
    };
    propose(cx, &by(event, person), introducer, [person, other])?;
    Ok(true)
}

fn is_awaited(evening: &Evening, person: PersonId, cx: &Cx<'_, '_>) -> bool {
    let open = evening.open_introductions(cx.now);
    open.iter().any(|i| i.people.contains(&person))
}

type Found = (PersonId, Option<PersonId>);

fn wished(kept: &Kept, person: PersonId, to: PersonId) -> Option<Found> {
    let (a, b) = (kept.person(person)?, kept.person(to)?);
    let free = kept.is_free(a) && kept.is_free(b) && !kept.is_apart(a, b);
    let introducer = kept.introducer(a, b).map(|by| kept.id(by));
    free.then_some((to, introducer))
}

fn matched(kept: &mut Kept, person: PersonId, now: jiff::Timestamp) -> Option<Found> {
    let number = kept.person(person)?;
    let answer = kept.best(usize::MAX, now);
    let of_them = |pair: (u32, u32)| pair.0 == number || pair.1 == number;
    let suggestion = answer.suggestions.iter().find(|s| of_them(s.pair))?;
    let idea = idea(kept, suggestion);
    let other = idea.people.iter().find(|someone| someone.id != person)?.id;
    Some((other, idea.introducer.map(|by| by.id)))
}

/// Gives somebody who knows the house one newcomer to welcome: the one who waits longest among those
/// who may be named to them. Whether there was one.
pub fn welcome(cx: &mut Cx<'_, '_>, key: &str) -> Result<bool> {
    let seat = writing(cx, key)?;
    let sight = Sight::of(cx, &seat)?;
    let me = seat.person.id;
    if sight.evening.presence(me).here_since().is_none() {
        return Err(Error::refused("my-evening-not-here"));
    }
    if is_awaited(&sight.evening, me, cx) {
        return Ok(true);
    }
    let waiting = cx.in_room(&seat.event, |kept| newcomers(kept, me))?;
    for newcomer in waiting {
        let is_named = sight.evening.asks(newcomer).is_some() || sees(cx, &sight, newcomer)?;
        if is_named {
            propose(cx, &by(&seat.event, me), None, [me, newcomer])?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether somebody knows the house, and may be asked to welcome whoever does not.
pub fn welcomes(cx: &mut Cx<'_, '_>, event: &Event, me: PersonId) -> Result<bool> {
    let knows_the_house = |kept: &mut Kept| {
        let traits = kept.traits(me);
        traits.is_some_and(|traits| traits.hosts || !traits.newcomer)
    };
    cx.in_room(event, knows_the_house)
}

/// The newcomers whom somebody could welcome, longest alone first.
fn newcomers(kept: &Kept, me: PersonId) -> Vec<PersonId> {
    let Some(mine) = kept.person(me) else {
        return Vec::new();
    };
    let suits = |(person, id): &(u32, PersonId)| {
        kept.traits(*id).is_some_and(|traits| traits.newcomer)
            && *person != mine
            && kept.is_free(*person)
            && kept.waits_since(*person).is_some()
            && !kept.have_met(mine, *person)
            && !kept.is_apart(mine, *person)
    };
    let mut found: Vec<_> = kept.here().filter(suits).collect();
    found.sort_by_key(|(person, _)| (kept.waits_since(*person), *person));
    found.into_iter().map(|(_, id)| id).collect()
}

/// Each minute: whoever still waits to be introduced is brought to somebody who has come free.
pub fn tick(cx: &mut Cx<'_, '_>) -> Result<()> {
    for event in store::events::going_on(cx.tx, cx.now)? {
        cx.tx.hold_event(event.id)?;
        let evening = cx.evening(event.id)?;
        for person in evening.here() {
            if evening.asks(person).is_some() && !evening.is_quiet(person) {
                introduce(cx, &event, person)?;
            }
        }
    }
    Ok(())
}
