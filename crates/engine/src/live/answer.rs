//! The introductions to make now.

use super::Room;
use super::candidates::SCALE;
use crate::score::{self, Person, Reason, Why};
use crate::stop::Stop;

/// Two people to bring together, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The two, the smaller number first.
    pub pair: (Person, Person),
    /// Who may introduce them, if somebody available knows both.
    pub introducer: Option<Person>,
    /// The sum of the reasons' points.
    pub points: i64,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// What to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The introductions asked for, the best first; nobody is in two of them.
    pub suggestions: Vec<Suggestion>,
    /// Whether they come from a matching that no other beats.
    pub exact: bool,
    /// The points of the whole matching they come from.
    pub points: i64,
    /// The points that no matching can exceed.
    pub bound: i64,
}

type Pair = (i64, u32, u32);

impl Room {
    /// The best `count` introductions at a time: the heaviest pairs of a matching of greatest weight
    /// among the candidates.
    ///
    /// When `stop` ends the search first, the answer is the better of what the search has reached,
    /// completed greedily, and of the greedy answer; asking again goes on from there.
    pub fn best(&mut self, count: usize, now: i64, stop: &Stop) -> Answer {
        self.at(now);
        let exact = self.live.settle(stop);
        let mut pairs = self.matched();
        if !exact {
            let greedy = self.completed(Vec::new());
            pairs = self.completed(pairs);
            if total(&greedy) > total(&pairs) {
                pairs = greedy;
            }
        }
        self.answer(pairs, count, exact)
    }

    /// Introductions picked one after the other, the heaviest first: at least half the points of the
    /// best, at once, without a search.
    pub fn greedy(&mut self, count: usize, now: i64) -> Answer {
        self.at(now);
        let pairs = self.completed(Vec::new());
        self.answer(pairs, count, false)
    }

    fn answer(&self, mut pairs: Vec<Pair>, count: usize, exact: bool) -> Answer {
        let points = pairs.iter().map(|pair| pair.0 >> SCALE).sum();
        let bound = if exact { points } else { self.bound() };
        pairs.sort_unstable_by(|one, other| other.cmp(one));
        pairs.truncate(count);
        let suggestions = pairs
            .iter()
            .map(|(_, a, b)| self.suggestion(*a, *b))
            .collect();
        Answer {
            suggestions,
            exact,
            points,
            bound,
        }
    }

    /// The points that the duals leave possible.
    fn bound(&self) -> i64 {
        let bound = self.live.certificate().twice_the_bound() / 2;
        i64::try_from(bound >> SCALE).unwrap_or(i64::MAX)
    }

    fn matched(&self) -> Vec<Pair> {
        self.live.matched().filter(|pair| pair.0 > 0).collect()
    }

    /// A matching with the heaviest pairs added that can be.
    fn completed(&self, mut matching: Vec<Pair>) -> Vec<Pair> {
        let mut taken = vec![false; self.live.vertices() as usize];
        for &(_, a, b) in &matching {
            taken[a as usize] = true;
            taken[b as usize] = true;
        }
        let mut pairs = self.live.edges();
        pairs.retain(|(weight, a, b)| *weight > 0 && !taken[*a as usize] && !taken[*b as usize]);
        pairs.sort_unstable_by(|one, other| other.cmp(one));
        for (weight, a, b) in pairs {
            if !taken[a as usize] && !taken[b as usize] {
                taken[a as usize] = true;
                taken[b as usize] = true;
                matching.push((weight, a, b));
            }
        }
        matching
    }

    fn suggestion(&self, a: u32, b: u32) -> Suggestion {
        let (a, b) = if self.person(a) <= self.person(b) {
            (a, b)
        } else {
            (b, a)
        };
        let mut reasons = Vec::new();
        let (one, other) = (
            &self.facts.guests[a as usize],
            &self.facts.guests[b as usize],
        );
        one.traits
            .weigh(&other.traits, |reason| reasons.push(reason));
        for guest in [one, other] {
            let alone = guest.minutes_alone(self.now);
            score::weigh_person(&guest.traits, alone, guest.received, |reason| {
                reasons.push(reason);
            });
        }
        let introducer = self.facts.introducer(a, b);
        reasons.extend(introducer);
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
        let introducer = introducer.and_then(|reason| match reason.why {
            Why::Introducer { by } => Some(by),
            _ => None,
        });
        let points = reasons.iter().map(|reason| reason.points).sum();
        Suggestion {
            pair: (one.person, other.person),
            introducer,
            points,
            reasons,
        }
    }
}

fn total(pairs: &[Pair]) -> i64 {
    pairs.iter().map(|pair| pair.0).sum()
}
