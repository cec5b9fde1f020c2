//! Cards and other tokens handed over during an evening. Giving one's own is everybody's own to do;
//! an exchange is mutual only when both gave. Not answering is silent.

use domain::activity::Activity;
use domain::evening::{Exchange, TOKEN_LIMIT, Token, What};
use domain::id::{ActivityId, EntryId, PersonId};
use domain::person::Name;
use domain::text;
use jiff::{SignedDuration, Timestamp};

use crate::error::Say;
use crate::my_evening::writing;
use crate::seat::Seat;
use crate::sight::{Near, Sight};
use crate::{Cx, Error, Result, log};

/// How long something given by mistake can be taken back.
pub const SECOND_THOUGHT: SignedDuration = SignedDuration::from_mins(10);

/// Somebody's card waiting for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Whose.
    pub from: PersonId,
    /// What they are called.
    pub name: Name,
    /// When it was given.
    pub at: Timestamp,
}

/// Something received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The entry.
    pub id: EntryId,
    /// From whom.
    pub from: PersonId,
    /// What they are called.
    pub name: Name,
    /// The card, when it is one and its giver still has it.
    pub card: Option<Activity>,
    /// What it is, when it is no card.
    pub token: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether its receiver entered it a moment ago, and may take it back.
    pub undoable: bool,
}

/// Something given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    /// The entry.
    pub id: EntryId,
    /// To whom.
    pub to: PersonId,
    /// What they are called.
    pub name: Name,
    /// The title of the card, or what else it is; empty for the card of somebody without activity.
    pub what: String,
    /// Whether it is a card.
    pub card: bool,
    /// When.
    pub at: Timestamp,
    /// Whether it was given a moment ago, and can be taken back.
    pub undoable: bool,
}

/// Everything that passed between somebody and others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchanges {
    /// Cards that wait for an answer, latest first.
    pub offers: Vec<Offer>,
    /// What was received, in order.
    pub received: Vec<Received>,
    /// What was given, in order.
    pub given: Vec<Gift>,
}

impl Exchanges {
    /// Whether cards went both ways with somebody.
    pub fn is_mutual(&self, other: &PersonId) -> bool {
        self.given.iter().any(|g| g.card && g.to == *other)
            && self
                .received
                .iter()
                .any(|r| r.token.is_none() && r.from == *other)
    }
}

/// What passed between the holder of a seat and those they can see.
pub(crate) fn of(
    cx: &mut Cx<'_, '_>,
    seat: &Seat,
    sight: &Sight,
    near: &[Near],
) -> Result<Exchanges> {
    let me = seat.person.id;
    let mine = |e: &Exchange| e.from == me || e.to == me;
    let all: Vec<_> = sight.evening.exchanges().filter(mine).collect();
    let made = store::entries::made_by(cx.tx, seat.event.id, me)?;
    let mut owners: Vec<_> = all.iter().map(|e| e.from).collect();
    owners.sort_unstable();
    owners.dedup();
    let activities = store::people::activities_of(cx.tx, &owners)?;
    let activity = |owner, id: Option<ActivityId>| {
        let found = activities
            .iter()
            .find(|(of, a)| *of == owner && Some(a.id) == id);
        found.map(|(_, activity)| activity.clone())
    };
    let name = |id| near.iter().find(|n| n.id == id).map(|n| n.name.clone());
    let undoable =
        |e: &Exchange| made.contains(&e.id) && cx.now.duration_since(e.at) <= SECOND_THOUGHT;
    let mut found = Exchanges::default();
    for e in &all {
        let Some(name) = name(if e.from == me { e.to } else { e.from }) else {
            continue;
        };
        let card = e.card().and_then(|id| activity(e.from, id));
        let token = match &e.token {
            Token::Card(_) => None,
            Token::Other(what) => Some(what.clone()),
        };
        let (id, at, undoable) = (e.id, e.at, undoable(e));
        if e.to == me {
            let from = e.from;
            // The same card twice is one card.
            let same = |r: &Received| r.from == from && token.is_none() && r.card == card;
            if !found.received.iter().any(|r| r.token.is_none() && same(r)) {
                found.received.push(Received {
                    id,
                    from,
                    name,
                    card,
                    token,
                    at,
                    undoable,
                });
            }
        } else {
            let is_card = token.is_none();
            let title = card.map(|card| card.words.title).unwrap_or_default();
            let what = token.unwrap_or(title);
            found.given.push(Gift {
                id,
                to: e.to,
                name,
                what,
                card: is_card,
                at,
                undoable,
            });
        }
    }
    found.offers = offers(&found, &store::card_refusals::of(cx.tx, seat.event.id, me)?);
    Ok(found)
}

fn offers(found: &Exchanges, refused: &[PersonId]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for received in found.received.iter().filter(|r| r.token.is_none()) {
        let from = received.from;
        let answered = found.given.iter().any(|g| g.card && g.to == from);
        let told = offers.iter().any(|offer| offer.from == from);
        if !answered && !told && !refused.contains(&from) {
            let (name, at) = (received.name.clone(), received.at);
            offers.push(Offer { from, name, at });
        }
    }
    offers.reverse();
    offers
}

/// Somebody the holder of a seat can see, and so hand something to.
fn other(cx: &mut Cx<'_, '_>, seat: &Seat, to: PersonId) -> Result<Sight> {
    let sight = Sight::of(cx, seat)?;
    let person = store::people::find(cx.tx, to)?.ok_or(Error::NotFound)?;
    if to == seat.person.id || !sight.sees(&person) {
        return Err(Error::NotFound);
    }
    Ok(sight)
}

/// Gives one's cards to somebody: each of the chosen activities, or oneself when one has none.
pub fn give(cx: &mut Cx<'_, '_>, key: &str, to: PersonId, chosen: &[ActivityId]) -> Result<()> {
    let seat = writing(cx, key)?;
    other(cx, &seat, to)?;
    hand_over(cx, &seat, to, chosen)
}

/// [`give`], once it is known that the two are together.
pub(crate) fn hand_over(
    cx: &mut Cx<'_, '_>,
    seat: &Seat,
    to: PersonId,
    chosen: &[ActivityId],
) -> Result<()> {
    let from = seat.person.id;
    let own = store::people::activities(cx.tx, from)?;
    if !chosen.iter().all(|id| own.iter().any(|a| a.id == *id)) {
        return Err(Error::NotFound);
    }
    let cards: Vec<_> = match (own.is_empty(), chosen) {
        (true, _) => vec![None],
        (false, []) => return Err(Error::Invalid(vec![("card", Say::new("exchange-choose"))])),
        (false, chosen) => chosen.iter().map(|id| Some(*id)).collect(),
    };
    for card in cards {
        let given = cx.evening(seat.event.id)?;
        let same = |e: Exchange| e.from == from && e.to == to && e.card() == Some(card);
        if !given.exchanges().any(same) {
            let token = Token::Card(card);
            log::take_single(cx, &seat.log(), What::Exchanged { from, to, token })?;
        }
    }
    Ok(())
}

/// Does not answer somebody's card. They are not told.
pub fn refuse(cx: &mut Cx<'_, '_>, key: &str, from: PersonId) -> Result<()> {
    let seat = writing(cx, key)?;
    other(cx, &seat, from)?;
    store::card_refusals::insert(cx.tx, seat.event.id, seat.person.id, from)?;
    Ok(())
}

/// Notes a token that is no card, given to somebody or received from them.
pub fn note(
    cx: &mut Cx<'_, '_>,
    key: &str,
    with: PersonId,
    received: bool,
    what: &str,
) -> Result<()> {
    let seat = writing(cx, key)?;
    let sight = other(cx, &seat, with)?;
    let say = |_| Say::new("log-token").number("limit", TOKEN_LIMIT as i64);
    let what = text::line(what, TOKEN_LIMIT).map_err(|p| Error::Invalid(vec![("what", say(p))]))?;
    let me = seat.person.id;
    let (from, to) = if received { (with, me) } else { (me, with) };
    // Both may note the same praline: it is one praline.
    let same = |e: Exchange| match &e.token {
        Token::Other(said) => {
            e.from == from && e.to == to && text::folded(said) == text::folded(&what)
        }
        Token::Card(_) => false,
    };
    if sight.evening.exchanges().any(same) {
        return Ok(());
    }
    let token = Token::Other(what);
    log::take_single(cx, &seat.log(), What::Exchanged { from, to, token }).map(|_| ())
}
