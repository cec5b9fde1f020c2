//! Owns the way from a problem to a plan: construct if that is enough, search if not, and say how good
//! the result is.
//! Refuses to count what it returns by the search's own books: the tally is made anew.

use super::adapt::adapted;
use super::affinity::Affinity;
use super::bound::{Bound, bound};
use super::construct::{self, Origin, lay, symmetric};
use super::fair::evened;
use super::first;
use super::heaviest::Heaviest;
use super::ledger::{Dense, Fit, Ledger, Sparse, Vectors, fit, scale};
use super::moves::Proposals;
use super::problem::{Malformed, Problem, Weights};
use super::room::{Room, prepare};
use super::search::{Best, Heat, Progress, Search};
use crate::plan::{Plan, Tally, tally};
use crate::seed::Random;
use crate::stop::Stop;
use std::sync::atomic::{AtomicBool, Ordering};

/// How to solve.
#[derive(Debug, Clone)]
pub struct Options {
    /// The only source of chance.
    pub seed: u64,
    /// How many searches go side by side.
    pub threads: usize,
    /// Whether the shipped catalogue may be used.
    pub catalogue: bool,
    /// A plan to start from; it need not fit what is asked now.
    pub start: Option<Plan>,
    /// Whether as few seats as possible may differ from that plan.
    pub keep_seats: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 0,
            threads: 1,
            catalogue: true,
            start: None,
            keep_seats: false,
        }
    }
}

/// How a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// No plan is better.
    Optimal,
    /// Every demand is kept; better plans may exist.
    Feasible,
    /// Some demand is broken.
    Infeasible,
}

/// A plan with what is known about it.
#[derive(Debug, Clone)]
pub struct Solution {
    /// Who sits where.
    pub plan: Plan,
    /// What it is worth, counted anew.
    pub tally: Tally,
    /// What no plan exceeds.
    pub bound: Bound,
    /// How it stands.
    pub status: Status,
    /// The construction it is or began as, if any.
    pub origin: Option<Origin>,
    /// Changes tried.
    pub iterations: u64,
}

/// Why there is no plan at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The problem cannot be read.
    Malformed(Malformed),
    /// Demands contradict each other.
    Contradiction(Vec<super::explain::Contradiction>),
}

/// Solves a problem. `tell` hears how it goes, from the first of the threads.
pub fn solve(
    problem: &Problem,
    options: &Options,
    stop: &Stop,
    tell: &mut (dyn FnMut(Progress) + Send),
) -> Result<Solution, Refusal> {
    if let Some(malformed) = problem.malformed() {
        return Err(Refusal::Malformed(malformed));
    }
    let contradictions = super::explain::contradictions(problem);
    if !contradictions.is_empty() {
        return Err(Refusal::Contradiction(contradictions));
    }
    let bound = bound(problem);
    let constructed = if options.start.is_some() {
        None
    } else {
        construct(problem, options, stop)
    };
    if let Some((plan, origin)) = &constructed
        && problem.is_plain()
    {
        let tally = tally(problem, plan);
        if tally.broken.is_empty() && tally.distinct >= bound.distinct {
            return Ok(Solution {
                plan: plan.clone(),
                tally,
                bound,
                status: Status::Optimal,
                origin: Some(*origin),
                iterations: 0,
            });
        }
    }
    let begun = || constructed.as_ref().map(|c| c.0.clone());
    let circles = || super::circles::plan(problem, options.seed, stop);
    let start = options.start.clone().or_else(begun).or_else(circles);
    let (plan, iterations) = search(problem, options, start.as_ref(), &bound, stop, tell);
    let tally = tally(problem, &plan);
    let status = status(problem, &tally, &bound);
    Ok(Solution {
        plan,
        tally,
        bound,
        status,
        origin: constructed.map(|c| c.1),
        iterations,
    })
}

fn status(problem: &Problem, tally: &Tally, bound: &Bound) -> Status {
    let plain_value = problem.wishes.is_empty() && problem.balances.is_empty();
    let reached = match problem.weights {
        Weights::Uniform => tally.distinct >= bound.distinct,
        _ => tally.weight >= bound.weight * (1.0 - 1e-9) && tally.repeats == 0,
    };
    match (tally.broken.is_empty(), reached && plain_value) {
        (false, _) => Status::Infeasible,
        (true, true) => Status::Optimal,
        (true, false) => Status::Feasible,
    }
}

/// A construction laid at the tables, or a symmetric schedule that comes close.
fn construct(problem: &Problem, options: &Options, stop: &Stop) -> Option<(Plan, Origin)> {
    if !problem.is_plain() || problem.rounds() == 0 {
        return None;
    }
    let sizes = &problem.tables[0];
    let (tables, size, _) = lay::shape(sizes)?;
    let rounds = problem.rounds();
    let found = construct::schedule(tables, size, rounds, options.catalogue);
    if found.rounds.len() >= rounds {
        return Some((lay::lay(found.rounds, sizes)?, found.origin));
    }
    let most = stop
        .iterations
        .map_or(200_000_000, |i| (i / 2).min(200_000_000));
    let half = || stop.share(0).is_some_and(|s| s > 0.6);
    let asked = || half() || stop.is_wanted();
    let part = Stop {
        iterations: Some(most),
        asked: Some(&asked),
        ..*stop
    };
    let (found, _) = symmetric::search(tables, size, rounds, options.seed, &part)?;
    Some((lay::lay(found.rounds, sizes)?, found.origin))
}

/// Searches on every thread and keeps the best.
fn search(
    problem: &Problem,
    options: &Options,
    start: Option<&Plan>,
    bound: &Bound,
    stop: &Stop,
    tell: &mut (dyn FnMut(Progress) + Send),
) -> (Plan, u64) {
    let scale = scale(problem);
    let mut room = prepare(problem, scale);
    if let (true, Some(plan)) = (options.keep_seats, start) {
        room.keep_seats(plan);
    }
    let friends = friends(problem);
    let mut random = Random::stream(options.seed, 11);
    let start = start.and_then(|plan| adapted(&room, plan, &mut random));
    let job = Job {
        problem,
        options,
        start: start.as_ref(),
        bound,
        room: &room,
        friends: friends.as_ref(),
    };
    match fit(problem) {
        Fit::Affinity => job.on_threads(&Affinity::new(problem, scale), stop, tell),
        Fit::Dense => job.on_threads(&Dense::new(problem, scale), stop, tell),
        Fit::Sparse => job.on_threads(&Sparse::new(problem, scale), stop, tell),
        Fit::Vectors => job.on_threads(&Vectors::new(problem, scale), stop, tell),
    }
}

/// Whom each person may look for: twice as many as they can meet, the heaviest.
fn friends(problem: &Problem) -> Option<Heaviest> {
    let Weights::Pairs(pairs) = &problem.weights else {
        return None;
    };
    let widest = |tables: &Vec<u32>| {
        tables
            .iter()
            .max()
            .map_or(0, |s| s.saturating_sub(1) as usize)
    };
    let most: usize = problem.tables.iter().map(widest).sum();
    Some(Heaviest::new(problem.people, pairs, 2 * most))
}

struct Job<'a> {
    problem: &'a Problem,
    options: &'a Options,
    start: Option<&'a Plan>,
    bound: &'a Bound,
    room: &'a Room,
    friends: Option<&'a Heaviest>,
}

impl Job<'_> {
    fn on_threads<L: Ledger + Sync>(
        &self,
        ledger: &L,
        stop: &Stop,
        tell: &mut (dyn FnMut(Progress) + Send),
    ) -> (Plan, u64) {
        let threads = self.options.threads.max(1);
        let done = AtomicBool::new(false);
        let target = self.target();
        // With a budget of iterations no thread may cut another short: the result would depend on
        // which was faster.
        let racing = stop.iterations.is_none();
        let asked = || stop.asked.is_some_and(|asked| asked()) || done.load(Ordering::Relaxed);
        let stop = if racing {
            Stop {
                asked: Some(&asked),
                ..*stop
            }
        } else {
            *stop
        };
        let one = |thread: usize, tell: &mut (dyn FnMut(Progress) + Send)| {
            let best = self.one(thread, ledger, &stop, target, tell);
            if best.hard == 0 && best.value >= target {
                done.store(true, Ordering::Relaxed);
            }
            best
        };
        let found: Vec<Best> = std::thread::scope(|scope| {
            let one = &one;
            let others: Vec<_> = (1..threads)
                .map(|thread| scope.spawn(move || one(thread, &mut |_| {})))
                .collect();
            let mut found = vec![one(0, tell)];
            found.extend(others.into_iter().filter_map(|t| t.join().ok()));
            found
        });
        let iterations = found.iter().map(|b| b.iterations).sum();
        let better = |a: Best, b: Best| {
            if (b.hard, b.value) > (a.hard, a.value) {
                b
            } else {
                a
            }
        };
        let plan = found
            .into_iter()
            .reduce(better)
            .map(|b| b.plan)
            .unwrap_or_default();
        // Where pairs are all alike and none meets again, everybody gets the same already.
        let alike = self.problem.weights == Weights::Uniform && self.problem.present.is_empty();
        if alike || self.options.keep_seats || is_large(self.problem) {
            return (plan, iterations);
        }
        (evened(self.room, ledger.clone(), plan), iterations)
    }

    fn one<L: Ledger>(
        &self,
        thread: usize,
        ledger: &L,
        stop: &Stop,
        target: i64,
        tell: &mut (dyn FnMut(Progress) + Send),
    ) -> Best {
        let mut random = Random::stream(self.options.seed, thread as u64);
        let plan = match self.start {
            Some(plan) => plan.clone(),
            _ => first::seat(self.room, &mut random).unwrap_or_default(),
        };
        let proposals = Proposals::new(self.room, self.friends);
        let (scale, bound) = (self.room.scale, self.bound.weight);
        let heat = self.heat();
        let mut search = Search::new(
            self.room,
            ledger.clone(),
            &plan,
            proposals,
            heat,
            target,
            random,
        );
        let seats = (self.problem.people * self.problem.rounds()) as u64;
        let known = stop.iterations.is_some() || stop.elapsed.is_some();
        let stop = &Stop {
            stalled: stop.stalled.or(self.is_kept().then_some(seats * 200)),
            ..*stop
        };
        let short = if known && seats > 20_000 {
            0
        } else {
            seats * 400
        };
        search.run(stop, short, &mut |iterations, best| {
            let (broken, value) = (best.hard.unsigned_abs(), best.value as f64 / scale);
            tell(Progress {
                iterations,
                broken,
                value,
                bound,
            });
        })
    }

    /// The value at which nothing is left to gain.
    fn target(&self) -> i64 {
        let plain = self.problem.wishes.is_empty() && self.problem.balances.is_empty();
        let repeats_cost = self.problem.cost_of_repeat() >= 0.0;
        match self.problem.weights {
            Weights::Uniform if plain => {}
            Weights::Pairs(_) if plain && repeats_cost => {
                // Weights are rounded to units; roundings add up as chance does.
                let slack = 2.0 * (self.bound.distinct as f64).sqrt();
                return (self.bound.weight * self.room.scale - slack).ceil() as i64;
            }
            _ => return i64::MAX,
        }
        let seats: u64 = self
            .room
            .rounds
            .iter()
            .flat_map(|r| &r.fill)
            .map(|s| u64::from(*s) * u64::from(s.saturating_sub(1)) / 2)
            .sum();
        let repeats = seats.saturating_sub(self.bound.distinct) as f64;
        let distinct = self.bound.distinct.min(seats) as f64;
        let cost = f64::from(self.problem.cost_of_repeat());
        ((distinct - cost * repeats) * self.room.scale).round() as i64
    }

    /// Whether seats are to be kept: nothing but demands is then worth a change.
    fn is_kept(&self) -> bool {
        self.options.keep_seats && self.is_warm()
    }

    /// Whether the search starts from a plan worth keeping.
    fn is_warm(&self) -> bool {
        self.start.is_some_and(|plan| !plan.rounds.is_empty())
    }

    /// How hot a search with weights starts: hardly at all where there is time for few changes each.
    fn start_heat(&self) -> f64 {
        match (self.is_warm(), is_large(self.problem)) {
            (false, _) => 1.0,
            (true, false) => 0.3,
            (true, true) => 0.06,
        }
    }

    fn heat(&self) -> Heat {
        let scale = self.room.scale;
        if self.is_kept() {
            return Heat {
                hot: 1.0,
                cold: 1.0,
                demand: (1u64 << 36) as f64,
            };
        }
        match &self.problem.weights {
            Weights::Uniform if self.is_warm() => Heat {
                hot: 0.25 * scale,
                cold: 0.15 * scale,
                demand: 4.0 * scale,
            },
            // Between these the plan freezes; anything hotter is lost time.
            Weights::Uniform => Heat {
                hot: 0.55 * scale,
                cold: 0.35 * scale,
                demand: 4.0 * scale,
            },
            Weights::Pairs(pairs) => {
                let most = pairs
                    .iter()
                    .map(|p| f64::from(p.2.abs()))
                    .fold(0.0, f64::max);
                let sum = pairs.iter().map(|p| f64::from(p.2.abs())).sum::<f64>();
                let repeat = f64::from(self.problem.cost_of_repeat().abs());
                let mean = (sum / pairs.len().max(1) as f64).max(repeat);
                let most = most.max(repeat);
                Heat {
                    hot: self.start_heat() * mean * scale,
                    cold: 0.05 * mean * scale,
                    demand: 4.0 * most * scale,
                }
            }
            Weights::Exchange { .. } => {
                let each = self.bound.weight / self.bound.distinct.max(1) as f64 * scale;
                Heat {
                    hot: 0.5 * each,
                    cold: 0.01 * each,
                    demand: 8.0 * each,
                }
            }
        }
    }
}

/// Whether there are more seats than a short search can touch often.
fn is_large(problem: &Problem) -> bool {
    problem.people * problem.rounds() > 20_000
}
