//! Ties: how close the keeper is to whom, from the logs of the evenings they came to and their own
//! promises. Nothing is kept: it is computed anew by `domain::tie`, and shown to the keeper alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::evening::{Evening, Outcome, Token};
use domain::follow_up::{FollowUp, Kind, State};
use domain::id::{EventId, PersonId};
use domain::person::{Person, Visibility};
use domain::tie::{self, Deed, STRENGTHENED};
use jiff::{SignedDuration, Timestamp};

use crate::seat::Keeper;
use crate::{Cx, Result, contacts};

/// Minutes beyond which two people have really talked.
const REALLY: f64 = 10.0;
/// Evenings spent in one room after which two people see each other often.
const OFTEN: i64 = 4;
/// How long members of one group may go without a real talk.
const FELLOWS: SignedDuration = SignedDuration::from_hours(91 * 24);
/// For how long a good talk is fresh enough to go on with.
const FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many one-to-ones are proposed at once.
const PROPOSALS: usize = 5;

/// Something that happened between the keeper and somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// At which event, if at one.
    pub event: Option<EventId>,
    /// What.
    pub deed: Deed,
}

/// Something the keeper was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// At which event.
    pub event: EventId,
    /// A card, or another token.
    pub token: Token,
}

/// Everything that happened between the keeper and one other, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tie {
    /// What happened.
    pub happened: Vec<Happened>,
    /// What they gave the keeper, each once an evening.
    pub received: Vec<Received>,
}

/// How a tie changed by one evening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The evening.
    pub event: EventId,
    /// When the first of it happened.
    pub at: Timestamp,
    /// The strength just before.
    pub before: f64,
    /// The strength just after.
    pub after: f64,
}

impl Tie {
    /// Its points as of a moment.
    pub fn points(&self, now: Timestamp) -> f64 {
        tie::points(self.happened.iter().map(|h| (h.at, h.deed)), now)
    }

    /// Its strength as of a moment, 0 to 1.
    pub fn strength(&self, now: Timestamp) -> f64 {
        tie::strength(self.points(now))
    }

    /// When the two last talked.
    pub fn last_talk(&self) -> Option<Timestamp> {
        let talks = self.happened.iter().rev();
        let mut talks = talks.filter(|h| matches!(h.deed, Deed::Talk(_)));
        talks.next().map(|h| h.at)
    }

    /// Minutes of the longest talk.
    pub fn longest_talk(&self) -> f64 {
        let minutes = self.happened.iter().map(|h| minutes(h.deed));
        minutes.fold(0.0, f64::max)
    }

    /// Minutes of talk at an event.
    pub fn minutes_at(&self, event: EventId) -> f64 {
        let there = self.happened.iter().filter(|h| h.event == Some(event));
        there.map(|h| minutes(h.deed)).sum()
    }

    /// How each evening changed it, oldest first.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for h in &self.happened {
            let Some(event) = h.event else { continue };
            let last = steps.iter_mut().find(|step| step.event == event);
            let after = self.strength(h.at);
            match last {
                Some(step) => step.after = after,
                None => steps.push(Step {
                    event,
                    at: h.at,
                    before: self.strength(h.at - SignedDuration::from_millis(1)),
                    after,
                }),
            }
        }
        steps
    }
}

fn minutes(deed: Deed) -> f64 {
    match deed {
        Deed::Talk(minutes) => minutes,
        _ => 0.0,
    }
}

/// The keeper's ties, by person.
pub type Ties = BTreeMap<PersonId, Tie>;

/// Everybody the keeper has had to do with, and how close they are.
pub fn of(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Ties> {
    let me = keeper.id();
    let mut ties = Ties::new();
    for event in store::events::attended(cx.tx, me, cx.now)? {
        let evening = cx.evening(event.id)?;
        take_evening(&mut ties, &evening, event.id, me);
    }
    let promises = store::follow_ups::of_keeper(cx.tx, me)?;
    take_promises(cx, keeper, &mut ties, &promises)?;
    for tie in ties.values_mut() {
        tie.happened.sort_by_key(|h| h.at);
    }
    Ok(ties)
}

/// What everybody gave the keeper.
pub(crate) fn received(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
) -> Result<HashMap<PersonId, Vec<Received>>> {
    let me = keeper.id();
    let mut ties = Ties::new();
    for event in store::events::attended(cx.tx, me, cx.now)? {
        let evening = cx.evening(event.id)?;
        take_tokens(&mut ties, &evening, event.id, me);
    }
    let all = ties.into_iter();
    Ok(all.map(|(person, tie)| (person, tie.received)).collect())
}

fn take_evening(ties: &mut Ties, evening: &Evening, event: EventId, me: PersonId) {
    take_tokens(ties, evening, event, me);
    let event = Some(event);
    let mut add = |other: PersonId, at, deed| {
        let happened = Happened { at, event, deed };
        ties.entry(other).or_default().happened.push(happened);
    };
    for talk in evening.encounters_of(me) {
        let length = talk.ended_at().duration_since(talk.at);
        add(
            talk.other(me),
            talk.at,
            Deed::Talk(length.as_secs_f64() / 60.0),
        );
    }
    // Three cards of one evening say no more than one: each way counts once.
    let mut handed = BTreeSet::new();
    for exchange in evening.exchanges() {
        let (from, to) = (exchange.from, exchange.to);
        if (from == me || to == me) && handed.insert((from, to)) {
            add(if from == me { to } else { from }, exchange.at, Deed::Token);
        }
    }
    for introduction in evening.introductions() {
        let Some((at, Outcome::Made(by))) = introduction.outcome else {
            continue;
        };
        let Some(by) = by.or(introduction.introducer) else {
            continue;
        };
        let [a, b] = introduction.people;
        if by == me {
            add(a, at, Deed::Introduction);
            add(b, at, Deed::Introduction);
        } else if a == me || b == me {
            add(by, at, Deed::Introduction);
        }
    }
}

fn take_tokens(ties: &mut Ties, evening: &Evening, event: EventId, me: PersonId) {
    for exchange in evening.exchanges().filter(|exchange| exchange.to == me) {
        let token = exchange.token;
        let received = Received { event, token };
        let tie = ties.entry(exchange.from).or_default();
        if !tie.received.contains(&received) {
            tie.received.push(received);
        }
    }
}

fn take_promises(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    ties: &mut Ties,
    promises: &[FollowUp],
) -> Result<()> {
    if promises.is_empty() {
        return Ok(());
    }
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?;
    let people: BTreeMap<_, _> = contacts
        .into_iter()
        .filter_map(|contact| Some((contact.id, contact.person_id?)))
        .collect();
    for promise in promises {
        let Some(person) = people.get(&promise.contact_id) else {
            continue;
        };
        let happened = &mut ties.entry(*person).or_default().happened;
        happened.push(Happened {
            at: promise.created_at,
            event: promise.event_id,
            deed: Deed::Promise,
        });
        if promise.state == State::Kept {
            happened.push(Happened {
                at: promise.updated_at,
                event: None,
                deed: Deed::Kept,
            });
        }
    }
    Ok(())
}

/// Whose tie with the keeper an evening strengthened, with the points it added, most first: of the
/// people the keeper knew before, those to whom it added at least [`STRENGTHENED`].
pub fn strengthened(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event: EventId,
) -> Result<Vec<(PersonId, f64)>> {
    let knew = contacts::knew_before(cx, keeper, event)?;
    let mut ties = Ties::new();
    let evening = cx.evening(event)?;
    take_evening(&mut ties, &evening, event, keeper.id());
    let promises = store::follow_ups::of_event(cx.tx, keeper.id(), event)?;
    take_promises(cx, keeper, &mut ties, &promises)?;
    let gained = |tie: &Tie| -> f64 {
        let here = tie.happened.iter().filter(|h| h.event == Some(event));
        here.map(|h| h.deed.points()).sum()
    };
    let mut gains: Vec<_> = ties
        .iter()
        .map(|(person, tie)| (*person, gained(tie)))
        .filter(|(person, gained)| knew.contains(person) && *gained >= STRENGTHENED)
        .collect();
    gains.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(gains)
}

/// Why a one-to-one is proposed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// They talked well, for so many minutes, and could go on.
    TalkedWell(i64),
    /// They were at so many evenings together and never really talked.
    SeenOften(i64),
    /// They have long been members of one group and never really talked.
    Fellows,
}

/// A one-to-one that never happened.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// With whom.
    pub person: Person,
    /// Why.
    pub reason: Reason,
}

/// The one-to-ones that never happened, those most worth having first: with people one talked well
/// with lately, and with people one sees often and never really talked with. Nobody with whom one
/// is promised or was kept, and nobody who hides from the keeper.
pub fn one_to_one_never_happened(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Vec<Proposal>> {
    let me = keeper.id();
    let ties = of(cx, keeper)?;
    let seen: BTreeMap<_, _> = store::presences::seen_often(cx.tx, me, cx.now, OFTEN)?
        .into_iter()
        .collect();
    let fellows = store::memberships::fellows_of(cx.tx, me, cx.now - FELLOWS)?;
    let promised = promised(cx, keeper)?;
    let mut wanted = Vec::new();
    let everyone: BTreeSet<_> = ties.keys().chain(seen.keys()).chain(&fellows).collect();
    for person in everyone {
        if promised.contains(person) {
            continue;
        }
        let tie = ties.get(person);
        let often = seen.get(person).copied().unwrap_or_default();
        if let Some(reason) = reason(tie, often, fellows.contains(person), cx.now) {
            wanted.push((*person, reason, often));
        }
    }
    wanted.sort_by_key(|(person, reason, often)| (rank(reason, *often), *person));
    let ids: Vec<_> = wanted.iter().map(|(person, ..)| *person).collect();
    let people = store::people::by_ids(cx.tx, &ids)?.into_iter();
    let mut people: BTreeMap<_, _> = people.map(|person| (person.id, person)).collect();
    let proposals = wanted.into_iter().filter_map(|(id, reason, _)| {
        let person = people.remove(&id)?;
        // Whoever talked with the keeper is no secret to them.
        let shown = person.visibility != Visibility::Private || ties.contains_key(&id);
        shown.then_some(Proposal { person, reason })
    });
    Ok(proposals.take(PROPOSALS).collect())
}

fn reason(tie: Option<&Tie>, often: i64, fellow: bool, now: Timestamp) -> Option<Reason> {
    let longest = tie.map_or(0.0, Tie::longest_talk);
    if longest > REALLY {
        let lately = |h: &&Happened| {
            minutes(h.deed) > REALLY && now.duration_since(h.at) < FRESH && h.at <= now
        };
        let good = tie.and_then(|tie| tie.happened.iter().rev().find(lately));
        return good.map(|h| Reason::TalkedWell(minutes(h.deed).round() as i64));
    }
    match (often >= OFTEN, fellow) {
        (true, _) => Some(Reason::SeenOften(often)),
        (false, true) => Some(Reason::Fellows),
        (false, false) => None,
    }
}

/// A fresh talk first, and of those the one with whom one is seen most; then by evenings together.
fn rank(reason: &Reason, often: i64) -> (u8, i64) {
    match reason {
        Reason::TalkedWell(_) => (0, -often),
        Reason::SeenOften(_) => (1, -often),
        Reason::Fellows => (2, -often),
    }
}

/// Those with whom a one-to-one is open, or was kept.
fn promised(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<BTreeSet<PersonId>> {
    let all = store::follow_ups::of_keeper(cx.tx, keeper.id())?.into_iter();
    let with: BTreeSet<_> = all
        .filter(|f| f.kind == Kind::OneToOne && matches!(f.state, State::Open | State::Kept))
        .map(|f| f.contact_id)
        .collect();
    if with.is_empty() {
        return Ok(BTreeSet::new());
    }
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?.into_iter();
    let with = contacts.filter(|contact| with.contains(&contact.id));
    Ok(with.filter_map(|contact| contact.person_id).collect())
}
