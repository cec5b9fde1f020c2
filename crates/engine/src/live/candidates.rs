//! The sparse graph of candidates, kept up to date.
//!
//! Each available person keeps a shortlist: the best others by profile, several times more than their
//! candidates, so that departures seldom force a look at the whole room.

use super::Room;
use crate::score::Person;
use std::cmp::Reverse;

/// A shortlist is at most this many times as long as the candidates taken from it.
const SPARE: usize = 4;

/// Points are multiplied by two to this power to make weights.
pub(super) const SCALE: u32 = 32;

/// How good a candidate is, the same from both sides: points by profile, none when nought, then the
/// fixed mix of the two numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u64);

impl Rank {
    fn new(affinity: i64, mix: u64) -> Self {
        Self(((affinity + (1 << 20)) as u64) << 32 | mix >> 32)
    }
}

/// Somebody on a shortlist; the greatest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    rank: Rank,
    person: Reverse<Person>,
    pub slot: u32,
}

/// The best others by profile, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Shortlist {
    best: Vec<Candidate>,
    /// Whether others exist beyond the last.
    cut: bool,
}

impl Shortlist {
    fn place(&self, candidate: &Candidate) -> Result<usize, usize> {
        self.best.binary_search_by(|other| candidate.cmp(other))
    }

    /// Takes somebody in, if there is room for them. Says at which place.
    fn insert(&mut self, candidate: Candidate, longest: usize) -> Option<usize> {
        let place = self.place(&candidate).unwrap_or_else(|place| place);
        if place == self.best.len() && self.cut || place >= longest {
            self.cut = true;
            return None;
        }
        self.best.insert(place, candidate);
        if self.best.len() > longest {
            self.best.pop();
            self.cut = true;
        }
        Some(place)
    }

    /// The least rank that may get in.
    fn least(&self) -> Rank {
        match self.best.last() {
            Some(last) if self.cut => last.rank,
            _ => Rank::default(),
        }
    }

    /// Keeps the best of all others.
    fn fill(&mut self, mut all: Vec<Candidate>, longest: usize) {
        self.cut = all.len() > longest;
        if self.cut {
            all.select_nth_unstable_by_key(longest, |candidate| Reverse(*candidate));
            all.truncate(longest);
        }
        all.sort_unstable_by_key(|candidate| Reverse(*candidate));
        self.best = all;
    }
}

/// The best of many, gathered without keeping them all.
struct Best {
    kept: Vec<Candidate>,
    longest: usize,
    /// Whoever is below is none of the best.
    least: Option<Candidate>,
}

impl Best {
    fn new(longest: usize) -> Self {
        Self {
            kept: Vec::new(),
            longest,
            least: None,
        }
    }

    fn may_take(&self, candidate: &Candidate) -> bool {
        self.least.is_none_or(|least| *candidate > least)
    }

    fn take(&mut self, candidate: Candidate) {
        self.kept.push(candidate);
        if self.kept.len() > self.longest.saturating_mul(SPARE) {
            let last = self.longest - 1;
            self.kept
                .select_nth_unstable_by_key(last, |candidate| Reverse(*candidate));
            self.kept.truncate(self.longest);
            self.least = self.kept.last().copied();
        }
    }

    fn into_shortlist(self) -> Shortlist {
        let mut list = Shortlist::default();
        list.fill(self.kept, self.longest);
        list.cut |= self.least.is_some();
        list
    }
}

/// A fixed mix of two numbers, the same either way round.
pub(super) fn mix(a: Person, b: Person) -> u64 {
    let mut bits = u64::from(a.min(b)) << 32 | u64::from(a.max(b));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

impl Room {
    /// `b` as a candidate of `a`, met or not.
    fn candidate(&self, a: u32, b: u32) -> Option<Candidate> {
        let (one, other) = (
            &self.facts.guests[a as usize],
            &self.facts.guests[b as usize],
        );
        let affinity = one.traits.affinity(&other.traits)?;
        let rank = Rank::new(affinity, mix(one.person, other.person));
        Some(Candidate {
            rank,
            person: Reverse(other.person),
            slot: b,
        })
    }

    fn longest(&self) -> usize {
        self.candidates.saturating_mul(SPARE)
    }

    fn top(&self, slot: u32) -> &[Candidate] {
        let best = &self.lists[slot as usize].best;
        &best[..best.len().min(self.candidates)]
    }

    /// The candidate who is last among those that count.
    fn last_that_counts(&self, slot: u32) -> Option<u32> {
        let list = &self.lists[slot as usize].best;
        list.get(self.candidates - 1)
            .map(|candidate| candidate.slot)
    }

    /// Marks those with whom a person is not to be brought together, and the person.
    fn mark_unmeetable(&mut self, slot: u32) {
        self.turn += 1;
        let guest = &self.facts.guests[slot as usize];
        for other in guest.knows.iter().chain(&guest.barred).chain(&[slot]) {
            self.marks[*other as usize] = self.turn;
        }
    }

    /// Those available who may be brought together with a person, as their candidates, as far as
    /// `wanted` by their own shortlists and the candidate's rank.
    fn everyone_for(&mut self, slot: u32, wanted: impl Fn(Rank, Rank) -> bool) -> Vec<Candidate> {
        self.mark_unmeetable(slot);
        let guest = &self.facts.guests[slot as usize];
        let mut candidates = Vec::new();
        for other in &self.facts.listed {
            let the_long_way = || {
                guest
                    .traits
                    .affinity(&self.facts.guests[other.slot as usize].traits)
            };
            if let Some(affinity) = guest.sketch.affinity(&other.sketch, the_long_way) {
                let rank = Rank::new(affinity, mix(guest.person, other.person));
                if wanted(rank, other.least) && self.marks[other.slot as usize] != self.turn {
                    let person = Reverse(other.person);
                    candidates.push(Candidate {
                        rank,
                        person,
                        slot: other.slot,
                    });
                }
            }
        }
        candidates
    }

    /// A person's own shortlist, and everyone who may be brought together with them and has room for
    /// them on theirs: the room is looked through once.
    fn both_ways(&mut self, slot: u32) -> (Shortlist, Vec<Candidate>) {
        self.mark_unmeetable(slot);
        let guest = &self.facts.guests[slot as usize];
        let (mut best, mut takers) = (Best::new(self.longest()), Vec::new());
        for other in &self.facts.listed {
            let the_long_way = || {
                guest
                    .traits
                    .affinity(&self.facts.guests[other.slot as usize].traits)
            };
            let Some(affinity) = guest.sketch.affinity(&other.sketch, the_long_way) else {
                continue;
            };
            let candidate = Candidate {
                rank: Rank::new(affinity, mix(guest.person, other.person)),
                person: Reverse(other.person),
                slot: other.slot,
            };
            let (mine, theirs) = (best.may_take(&candidate), candidate.rank >= other.least);
            if (mine || theirs) && self.marks[other.slot as usize] != self.turn {
                if theirs {
                    takers.push(candidate);
                }
                if mine {
                    best.take(candidate);
                }
            }
        }
        (best.into_shortlist(), takers)
    }

    /// Takes an available person into the graph.
    pub(super) fn enter(&mut self, slot: u32) {
        let (own, takers) = self.both_ways(slot);
        let longest = self.longest();
        let person = Reverse(self.facts.guests[slot as usize].person);
        let mut partners = Vec::new();
        let mut dropped = Vec::new();
        for other in takers {
            let mine = Candidate {
                rank: other.rank,
                person,
                slot,
            };
            let list = &mut self.lists[other.slot as usize];
            let place = list.insert(mine, longest);
            self.facts.set_least(other.slot, list.least());
            if place.is_some_and(|place| place < self.candidates) {
                partners.push(other.slot);
                let list = &self.lists[other.slot as usize].best;
                dropped.extend(
                    list.get(self.candidates)
                        .map(|last| (other.slot, last.slot)),
                );
            }
        }
        let least = own.least();
        self.lists[slot as usize] = own;
        partners.extend(self.top(slot).iter().map(|candidate| candidate.slot));
        partners.sort_unstable();
        partners.dedup();
        self.facts.list(slot);
        self.facts.set_least(slot, least);
        self.bonus[slot as usize] = self.facts.guests[slot as usize].bonus(self.now);
        let weigh = |other: &u32| (*other, self.weight(slot, *other));
        let edges: Vec<_> = partners.iter().map(weigh).collect();
        self.live.set_edges(slot, &edges);
        for (one, other) in dropped {
            self.renew(one, other);
        }
    }

    /// Takes a person out of the graph.
    pub(super) fn exit(&mut self, slot: u32) {
        self.facts.unlist(slot);
        self.live.set_edges(slot, &[]);
        self.lists[slot as usize] = Shortlist::default();
        for other in self.everyone_for(slot, |rank, least| rank >= least) {
            self.strike(other.slot, slot, other.rank);
        }
    }

    /// Takes two people off each other's shortlists and out of the graph as a pair.
    pub(super) fn part(&mut self, a: u32, b: u32) {
        if self.facts.is_listed(a) && self.facts.is_listed(b) {
            self.live.set_edge(a, b, None);
            if let Some(candidate) = self.candidate(a, b) {
                self.strike(a, b, candidate.rank);
                self.strike(b, a, candidate.rank);
            }
        }
    }

    /// Takes `gone` off a shortlist; whoever moves up among those that count becomes a candidate.
    fn strike(&mut self, slot: u32, gone: u32, rank: Rank) {
        let person = Reverse(self.facts.guests[gone as usize].person);
        let list = &mut self.lists[slot as usize];
        let Ok(place) = list.place(&Candidate {
            rank,
            person,
            slot: gone,
        }) else {
            return;
        };
        list.best.remove(place);
        if list.cut && list.best.len() < self.candidates {
            let all = self.everyone_for(slot, |_, _| true);
            let longest = self.longest();
            self.lists[slot as usize].fill(all, longest);
        }
        self.facts
            .set_least(slot, self.lists[slot as usize].least());
        if place < self.candidates
            && let Some(promoted) = self.last_that_counts(slot)
        {
            self.renew(slot, promoted);
        }
    }

    /// Whether two available people are candidates for each other.
    fn are_candidates(&self, a: u32, b: u32) -> bool {
        let has = |one, other| {
            self.top(one)
                .iter()
                .any(|candidate| candidate.slot == other)
        };
        has(a, b) || has(b, a)
    }

    /// Sets the edge between two people as the facts now say.
    fn renew(&mut self, a: u32, b: u32) {
        let weight = self.are_candidates(a, b).then(|| self.weight(a, b));
        self.live.set_edge(a, b, weight);
    }

    /// The weight of a pair.
    fn weight(&self, a: u32, b: u32) -> i64 {
        let (one, other) = (
            &self.facts.guests[a as usize],
            &self.facts.guests[b as usize],
        );
        let affinity = one.traits.affinity(&other.traits).unwrap_or(0);
        let introducer = self.facts.introducer_points(a, b);
        let points = affinity + introducer + self.bonus[a as usize] + self.bonus[b as usize];
        (points << SCALE) + (mix(one.person, other.person) & 0xf_ffff) as i64
    }

    /// Brings what a person brings to all their pairs up to date.
    pub(super) fn renew_bonus(&mut self, slot: u32) {
        let bonus = self.facts.guests[slot as usize].bonus(self.now);
        let former = std::mem::replace(&mut self.bonus[slot as usize], bonus);
        if self.facts.is_listed(slot) {
            self.live.shift(slot, (bonus - former) << SCALE);
        }
    }

    /// Weighs again every pair that a person may introduce.
    pub(super) fn renew_introduced_by(&mut self, slot: u32) {
        let knows = std::mem::take(&mut self.facts.guests[slot as usize].knows);
        self.turn += 1;
        for one in &knows {
            self.marks[*one as usize] = self.turn;
        }
        let mut pairs = Vec::new();
        for one in &knows {
            let marked = |other: &u32| one < other && self.marks[*other as usize] == self.turn;
            pairs.extend(
                self.live
                    .neighbours(*one)
                    .filter(marked)
                    .map(|other| (*one, other)),
            );
        }
        self.facts.guests[slot as usize].knows = knows;
        for (a, b) in pairs {
            self.live.set_edge(a, b, Some(self.weight(a, b)));
        }
    }

    /// Weighs again the pairs of a person with those whom `by` knows.
    pub(super) fn renew_between(&mut self, slot: u32, by: u32) {
        let knows = &self.facts.guests[by as usize].knows;
        let known = |other: &u32| knows.binary_search(other).is_ok();
        let others: Vec<u32> = self.live.neighbours(slot).filter(known).collect();
        for other in others {
            self.live
                .set_edge(slot, other, Some(self.weight(slot, other)));
        }
    }

    /// The graph drawn afresh from the facts, without what is kept between events: each pair of
    /// candidates with its weight. Takes time in the square of those available.
    pub fn graph(&self) -> Vec<(Person, Person, i64)> {
        let mut edges = Vec::new();
        for a in self.facts.listed.iter().map(|listed| &listed.slot) {
            let mut best: Vec<Candidate> = self
                .facts
                .listed
                .iter()
                .map(|listed| &listed.slot)
                .filter(|b| self.facts.may_meet(*a, **b))
                .filter_map(|b| self.candidate(*a, *b))
                .collect();
            best.sort_unstable_by_key(|candidate| Reverse(*candidate));
            best.truncate(self.candidates);
            for candidate in best {
                let (one, other) = (*a.min(&candidate.slot), *a.max(&candidate.slot));
                let (x, y) = (self.person(one), self.person(other));
                let mut weight = self.weight(one, other);
                for slot in [one, other] {
                    let due = self.facts.guests[slot as usize].bonus(self.now);
                    weight += (due - self.bonus[slot as usize]) << SCALE;
                }
                edges.push((x.min(y), x.max(y), weight));
            }
        }
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    pub(super) fn person(&self, slot: u32) -> Person {
        self.facts.guests[slot as usize].person
    }
}
