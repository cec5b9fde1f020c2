//! One-to-one rounds.
//!
//! Owns who talks with whom in each round: attendance, those to keep apart, an odd number (the one left
//! alone changes, and is never a newcomer), weights, and the bound beside the plan. Refuses tables of more
//! than two (`rounds`) and the evening as it happens (`live`).
//!
//! In order: as few people alone as can be; no newcomer among them; those who sat alone before sit
//! alone again last; then the sum of the weights of distinct pairs, less the repeats.
//!
//! Without weights or demands the circle method is exact. Otherwise the rounds are exact matchings one
//! after the other, guided by the duals of the whole problem (`bound`): a pair is worth no more to a
//! round than its dual price, so that no round spends what another needs. Then two rounds at a time are
//! taken back and matched again.

mod bound;
mod build;
mod circle;

use crate::rounds::problem::{Person, Weights};
use crate::seed::Random;
use crate::stop::Stop;

/// Who is to talk with whom.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// How many people: the numbers below this.
    pub people: usize,
    /// How many rounds.
    pub rounds: usize,
    /// Who is there in each round; empty for everyone always.
    pub present: Vec<Vec<bool>>,
    /// Who is never to be left alone; may be shorter than the people.
    pub newcomers: Vec<bool>,
    /// Pairs to keep apart.
    pub apart: Vec<(Person, Person)>,
    /// Pairs that have met already.
    pub met: Vec<(Person, Person)>,
    /// What a pair is worth; pairs not listed are worth nought.
    pub weights: Weights,
}

/// One round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The pairs, the smaller number first.
    pub pairs: Vec<(Person, Person)>,
    /// Those there who sit alone.
    pub alone: Vec<Person>,
}

/// Where a bound comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundSource {
    /// Seats in each round, and pairs there are.
    Counting,
    /// The duals of the fractional problem in which each person meets as many as they have rounds.
    Duals,
}

/// The rounds and what they are worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    /// Who talks with whom.
    pub rounds: Vec<Round>,
    /// The sum of the weights of distinct pairs.
    pub weight: f64,
    /// Meetings of people who had met.
    pub repeats: u64,
    /// No plan has more weight.
    pub bound: f64,
    /// Where the bound comes from.
    pub source: BoundSource,
}

impl Problem {
    pub(crate) fn is_present(&self, round: usize, person: usize) -> bool {
        self.present
            .get(round)
            .is_none_or(|there| there.get(person).copied().unwrap_or(false))
    }

    pub(crate) fn is_newcomer(&self, person: usize) -> bool {
        self.newcomers.get(person).copied().unwrap_or(false)
    }

    /// The most meetings that attendance allows.
    pub(crate) fn seats(&self) -> u64 {
        let there = |round| {
            (0..self.people)
                .filter(|p| self.is_present(round, *p))
                .count()
        };
        (0..self.rounds).map(|round| there(round) as u64 / 2).sum()
    }

    fn is_plain(&self) -> bool {
        self.present.is_empty()
            && self.apart.is_empty()
            && self.met.is_empty()
            && matches!(self.weights, Weights::Uniform)
    }
}

/// Plans the rounds. `stop` counts attempts to better two rounds, 100 unless it says otherwise; the
/// result depends on the problem, the seed and that count alone.
pub fn plan(problem: &Problem, seed: u64, stop: &Stop) -> Pairing {
    if let Some(rounds) = circle::rounds(problem) {
        let weight = rounds.iter().map(|round| round.pairs.len() as f64).sum();
        let source = BoundSource::Counting;
        return Pairing {
            rounds,
            weight,
            repeats: 0,
            bound: weight,
            source,
        };
    }
    let mut random = Random::new(seed);
    let mut builder = build::Builder::new(problem, &mut random);
    builder.build(stop);
    let attempts = stop.iterations.unwrap_or(100);
    let mut idle = 0;
    for _ in 0..attempts {
        if stop.is_wanted() || builder.is_best() || stop.stalled.is_some_and(|most| idle >= most) {
            break;
        }
        idle = if builder.better_two(&mut random) {
            0
        } else {
            idle + 1
        };
    }
    builder.finish()
}
