//! Owns the search by simulated annealing over seatings: what is tried, what is kept, when it cools.
//! Refuses constructions and threads; it takes a plan and hands back a better one.

use super::ledger::Ledger;
use super::moves::Proposals;
use super::room::{Room, parts};
use super::seating::Seating;
use crate::plan::Plan;
use crate::seed::Random;
use crate::stop::Stop;

/// How a search goes, told now and then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Changes tried so far.
    pub iterations: u64,
    /// Demands broken by the best plan so far.
    pub broken: u64,
    /// The value of the best plan so far.
    pub value: f64,
    /// What no plan exceeds.
    pub bound: f64,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Best {
    /// The plan.
    pub plan: Plan,
    /// Demands broken, as a negative number, as the search counts them.
    pub hard: i64,
    /// Value in units.
    pub value: i64,
    /// Changes tried.
    pub iterations: u64,
}

/// The temperatures of an annealing and what a broken demand costs in it, in units.
#[derive(Debug, Clone, Copy)]
pub struct Heat {
    /// Where it starts.
    pub hot: f64,
    /// Where it ends.
    pub cold: f64,
    /// What a broken demand costs.
    pub demand: f64,
}

/// How often a search looks up from its work.
const LOOK: u64 = 2048;

/// One search.
pub struct Search<'a, L> {
    /// The seating it changes.
    pub seating: Seating<'a, L>,
    /// What it proposes.
    pub proposals: Proposals<'a>,
    /// Its chance.
    pub random: Random,
    /// Its temperatures.
    pub heat: Heat,
    /// A value no plan exceeds: reaching it ends the search.
    pub target: i64,
    logs: Vec<f32>,
    best: Option<Best>,
    iterations: u64,
    progress_at: u64,
}

impl<'a, L: Ledger> Search<'a, L> {
    /// A search from a plan.
    pub fn new(
        room: &'a Room,
        ledger: L,
        plan: &Plan,
        proposals: Proposals<'a>,
        heat: Heat,
        target: i64,
        random: Random,
    ) -> Self {
        let seating = Seating::new(room, ledger, plan);
        let logs = (0..4096)
            .map(|i| ((f64::from(i) + 0.5) / 4096.0).ln() as f32)
            .collect();
        Self {
            seating,
            proposals,
            random,
            heat,
            target,
            logs,
            best: None,
            iterations: 0,
            progress_at: 0,
        }
    }

    /// Mends what it can of the demands, then anneals, ever longer, until stopped or done.
    pub fn run(&mut self, stop: &Stop, short: u64, tell: &mut dyn FnMut(u64, &Best)) -> Best {
        self.keep_best();
        if self.proposals.is_empty() {
            return self.take_best();
        }
        self.mend(stop);
        let mut length = short;
        while !self.is_done() && !self.is_over(stop) {
            let before = stop.share(self.iterations);
            let last = self.anneal(stop, length, before, tell);
            self.keep_best();
            if last {
                break;
            }
            length = length.saturating_mul(4);
        }
        self.take_best()
    }

    /// One annealing. With a budget its last one is paced by the share left; says whether it was.
    fn anneal(
        &mut self,
        stop: &Stop,
        length: u64,
        share: Option<f64>,
        tell: &mut dyn FnMut(u64, &Best),
    ) -> bool {
        let begun = self.iterations;
        // The first annealings show how fast the budget goes; the last takes what is left.
        let pace = share.filter(|_| begun > 0).map(|s| s / begun as f64);
        let is_last = match (share, pace) {
            (Some(share), Some(pace)) => share + 2.5 * pace * length as f64 > 1.0,
            (Some(_), None) => length == 0,
            _ => false,
        };
        let start = share.unwrap_or(0.0);
        let cooling = (self.heat.cold / self.heat.hot).ln();
        let mut looked = 0u64;
        loop {
            let done = if is_last {
                let now = stop.share(self.iterations).unwrap_or(1.0);
                (now - start) / (1.0 - start).max(1e-9)
            } else {
                (self.iterations - begun) as f64 / length.max(1) as f64
            };
            if done >= 1.0 || self.is_over(stop) {
                return is_last;
            }
            let heat = self.heat.hot * (cooling * done).exp();
            let until = self.iterations + LOOK;
            while self.iterations < until {
                self.iterations += self.step(heat);
                if self.seating.value >= self.target && self.seating.hard == 0 {
                    self.keep_best();
                    return is_last;
                }
            }
            looked += 1;
            if done > 0.6 && looked.is_multiple_of(16) {
                self.keep_best();
            }
            if self.iterations >= self.progress_at {
                self.progress_at = self.iterations + LOOK * 64;
                if let Some(best) = &self.best {
                    tell(self.iterations, best);
                }
            }
        }
    }

    #[inline]
    fn step(&mut self, heat: f64) -> u64 {
        let bar = self.logs[self.random.bits() as usize & 4095];
        let bar = heat * f64::from(bar);
        let demand = self.heat.demand;
        let keep = |gain: i64| {
            let (hard, value) = parts(gain);
            hard as f64 * demand + value as f64 >= bar
        };
        self.proposals
            .propose(&mut self.seating, &mut self.random, keep)
    }

    /// Changes that keep more demands, whatever they cost otherwise, while there are any.
    fn mend(&mut self, stop: &Stop) {
        let mut left = 40;
        while self.seating.hard < 0 && left > 0 && !stop.is_wanted() {
            let before = self.seating.hard;
            self.iterations += self.proposals.mend(&mut self.seating, &mut self.random);
            left -= 1;
            if self.seating.hard == before {
                left -= 3;
            }
        }
        self.keep_best();
    }

    fn is_done(&self) -> bool {
        self.best
            .as_ref()
            .is_some_and(|b| b.hard == 0 && b.value >= self.target)
    }

    fn is_over(&self, stop: &Stop) -> bool {
        let stalled = self
            .best
            .as_ref()
            .map_or(0, |b| self.iterations - b.iterations);
        stop.is_wanted()
            || stop.iterations.is_some_and(|most| self.iterations >= most)
            || stop.stalled.is_some_and(|most| stalled >= most)
    }

    fn keep_best(&mut self) {
        let now = (self.seating.hard, self.seating.value);
        if self.best.as_ref().is_none_or(|b| now > (b.hard, b.value)) {
            let plan = self.seating.plan();
            self.best = Some(Best {
                plan,
                hard: now.0,
                value: now.1,
                iterations: self.iterations,
            });
        }
    }

    fn take_best(&mut self) -> Best {
        self.keep_best();
        let mut best = self.best.take().expect("a best is kept from the start");
        best.iterations = self.iterations;
        best
    }
}
