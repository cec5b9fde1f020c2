//! What an evening was worth: to one person, and to the group that held it.
//!
//! Both are computed from the log alone, with what the caller knows of before (who was known, who
//! belongs where). What is private to somebody (promises, lessons) is added by whoever may read it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::company::PROMISE;
use super::presence::minutes;
use super::{Absence, Evening, Outcome, Token};
use crate::id::{ActivityId, GroupId, PersonId};

/// A card somebody was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardReceived {
    /// By whom.
    pub from: PersonId,
    /// Which of their cards, when they have several.
    pub activity: Option<ActivityId>,
    /// When.
    pub at: Timestamp,
}

/// A token that is no card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenReceived {
    /// By whom.
    pub from: PersonId,
    /// What it is.
    pub what: String,
    /// When.
    pub at: Timestamp,
}

/// What the log says an evening was worth to one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debrief {
    /// Cards received, in order; the same card twice is one card.
    pub cards: Vec<CardReceived>,
    /// Who gave them, in order.
    pub people_behind_cards: Vec<PersonId>,
    /// Tokens received that are no cards.
    pub tokens: Vec<TokenReceived>,
    /// People met for the first time, in order; met twice in one evening is once.
    pub new_people: Vec<PersonId>,
    /// People met who were known before, in order.
    pub known_people: Vec<PersonId>,
    /// Minutes of talk with each of them.
    pub minutes_with: BTreeMap<PersonId, i64>,
    /// Introductions made between others by this person.
    pub introductions_made: usize,
    /// People this person was introduced to.
    pub introduced_to: Vec<PersonId>,
    /// When they came.
    pub arrived_at: Option<Timestamp>,
    /// When they went for good, if they did.
    pub left_at: Option<Timestamp>,
    /// Whole minutes in the room.
    pub minutes_present: i64,
    /// The times they were away in between.
    pub absences: Vec<Absence>,
}

impl Debrief {
    /// One person's debrief. `knew` says whom they knew before the evening; `until` is the moment of
    /// asking, or the evening's end when that is past.
    pub fn of(
        evening: &Evening,
        me: PersonId,
        knew: impl Fn(PersonId) -> bool,
        until: Timestamp,
    ) -> Self {
        let presence = evening.presence(me);
        let mut debrief = Self {
            arrived_at: presence.arrived_at(),
            left_at: presence.left_at(),
            minutes_present: presence.minutes(until),
            absences: presence.absences(),
            ..Self::default()
        };
        debrief.take_encounters(evening, me, knew, until);
        debrief.take_exchanges(evening, me);
        debrief.take_introductions(evening, me);
        debrief
    }

    fn take_encounters(
        &mut self,
        evening: &Evening,
        me: PersonId,
        knew: impl Fn(PersonId) -> bool,
        until: Timestamp,
    ) {
        for talk in evening.encounters_of(me) {
            let other = talk.other(me);
            let ended = talk.ended_at();
            // A talk of unknown length that goes on now has lasted until now.
            let ended = if talk.minutes.is_none() {
                ended.min(until.max(talk.at))
            } else {
                ended
            };
            *self.minutes_with.entry(other).or_default() += minutes(ended.duration_since(talk.at));
            let people = if knew(other) {
                &mut self.known_people
            } else {
                &mut self.new_people
            };
            once(people, other);
        }
    }

    fn take_exchanges(&mut self, evening: &Evening, me: PersonId) {
        for exchange in evening.exchanges().filter(|exchange| exchange.to == me) {
            let (from, at) = (exchange.from, exchange.at);
            match exchange.token {
                Token::Card(activity) => {
                    let known =
                        |card: &CardReceived| card.from == from && card.activity == activity;
                    if !self.cards.iter().any(known) {
                        self.cards.push(CardReceived { from, activity, at });
                    }
                    once(&mut self.people_behind_cards, from);
                }
                Token::Other(what) => self.tokens.push(TokenReceived { from, what, at }),
            }
        }
    }

    fn take_introductions(&mut self, evening: &Evening, me: PersonId) {
        for introduction in evening.introductions() {
            let Some((_, Outcome::Made(by))) = introduction.outcome else {
                continue;
            };
            let by = by.or(introduction.introducer);
            self.introductions_made += usize::from(by == Some(me));
            let [a, b] = introduction.people;
            if a == me || b == me {
                once(&mut self.introduced_to, if a == me { b } else { a });
            }
        }
    }
}

fn once(people: &mut Vec<PersonId>, person: PersonId) {
    if !people.contains(&person) {
        people.push(person);
    }
}

/// What the caller knows of an evening that its log does not say.
pub struct Facts<'a> {
    /// When it began.
    pub starts_at: Timestamp,
    /// The moment of asking, or the evening's end when that is past.
    pub until: Timestamp,
    /// Who kept a seat.
    pub going: &'a [PersonId],
    /// Who came for the first time.
    pub newcomers: &'a BTreeSet<PersonId>,
    /// Who belongs to which groups.
    pub groups: &'a BTreeMap<PersonId, BTreeSet<GroupId>>,
    /// Whether two people had met before.
    pub knew: &'a dyn Fn(PersonId, PersonId) -> bool,
}

/// How a newcomer fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Who.
    pub person: PersonId,
    /// When they came.
    pub arrived_at: Timestamp,
    /// Minutes until they talked with somebody; nothing when they never did.
    pub first_encounter_after: Option<i64>,
    /// Minutes in the room without talking with anybody.
    pub minutes_alone: i64,
    /// The longest time without, in whole minutes.
    pub longest_alone: i64,
    /// Whether they never stood alone longer than [`super::company::PROMISE`].
    pub kept_company: bool,
}

/// What the log says an evening was worth to the group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupDebrief {
    /// People who came, in the order of coming.
    pub people: Vec<PersonId>,
    /// Heads, company included.
    pub heads: u32,
    /// Heads that arrived in each quarter of an hour, from the beginning on.
    pub arrivals: Vec<u32>,
    /// How each newcomer fared, in the order of coming.
    pub newcomers: Vec<Newcomer>,
    /// Who talked with nobody, as far as the log knows.
    pub stayed_alone: Vec<PersonId>,
    /// Encounters signalled.
    pub encounters: usize,
    /// Introductions proposed.
    pub introductions_proposed: usize,
    /// Introductions made.
    pub introductions_made: usize,
    /// Pairs that met for the first time, of whom each belongs to a group the other does not.
    pub links_between_groups: Vec<[PersonId; 2]>,
    /// Kept a seat and did not come.
    pub no_shows: Vec<PersonId>,
}

impl GroupDebrief {
    /// The group's debrief.
    pub fn of(evening: &Evening, facts: &Facts<'_>) -> Self {
        let people = evening.everyone();
        let introductions = || evening.introductions();
        let made = introductions().filter(|i| matches!(i.outcome, Some((_, Outcome::Made(_)))));
        let talked = |person: &PersonId| evening.encounters_of(*person).next().is_some();
        Self {
            heads: evening.heads_so_far(),
            arrivals: evening.arrivals_by_quarter(facts.starts_at, facts.until),
            newcomers: newcomers(evening, &people, facts),
            stayed_alone: people.iter().filter(|p| !talked(p)).copied().collect(),
            encounters: evening.encounters().count(),
            introductions_proposed: introductions().count(),
            introductions_made: made.count(),
            links_between_groups: links(evening, facts),
            no_shows: facts
                .going
                .iter()
                .filter(|p| !people.contains(p))
                .copied()
                .collect(),
            people,
        }
    }
}

fn newcomers(evening: &Evening, people: &[PersonId], facts: &Facts<'_>) -> Vec<Newcomer> {
    let new = people
        .iter()
        .copied()
        .filter(|person| facts.newcomers.contains(person));
    let fared = new.filter_map(|person| {
        let arrived_at = evening.presence(person).arrived_at()?;
        let first = evening.encounters_of(person).next();
        let longest = evening.longest_alone(person, facts.until);
        Some(Newcomer {
            person,
            arrived_at,
            first_encounter_after: first
                .map(|talk| minutes(talk.at.duration_since(arrived_at)).max(0)),
            minutes_alone: evening.minutes_alone(person, facts.until),
            longest_alone: minutes(longest),
            kept_company: longest <= PROMISE,
        })
    });
    fared.collect()
}

fn links(evening: &Evening, facts: &Facts<'_>) -> Vec<[PersonId; 2]> {
    let none = BTreeSet::new();
    let groups = |person: PersonId| facts.groups.get(&person).unwrap_or(&none);
    let mut links = BTreeSet::new();
    for talk in evening.encounters() {
        let [mut a, mut b] = talk.people;
        if b < a {
            (a, b) = (b, a);
        }
        let apart = !groups(a).is_subset(groups(b)) && !groups(b).is_subset(groups(a));
        if apart && !(facts.knew)(a, b) {
            links.insert([a, b]);
        }
    }
    links.into_iter().collect()
}

impl Evening {
    /// Whole minutes somebody was in the room without talking with anybody.
    pub fn minutes_alone(&self, person: PersonId, until: Timestamp) -> i64 {
        let stretches = self.stretches_alone(person, until).into_iter();
        minutes(stretches.map(|(from, to)| to.duration_since(from)).sum())
    }
}
