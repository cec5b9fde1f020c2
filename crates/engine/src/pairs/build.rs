//! The rounds, built by exact matchings one after the other and bettered two at a time.

use super::{BoundSource, Pairing, Problem, Round, bound};
use crate::matching::{MAX_WEIGHT, maximum_weight};
use crate::rounds::problem::Weights;
use crate::seed::Random;
use crate::stop::Stop;
use std::collections::{HashMap, HashSet};

/// Up to this many people every pair is considered; beyond, those listed and a sample.
const EVERY_PAIR: usize = 1_000;

/// Shares, in sixteenths, of what a pair is worth above its price that a round sees.
const SHARES: [i64; 4] = [1, 4, 16, 0];

/// By round: its pairs, by their place; `None` while it is not planned.
type Rounds = Vec<Option<Vec<u32>>>;

/// How a round sees the pairs: the share above their price, in sixteenths, and a noise that leads to
/// other rounds than the obvious.
#[derive(Clone, Copy)]
struct Look {
    share: i64,
    noise: i64,
    salt: u64,
}

impl Look {
    fn plain(share: i64) -> Self {
        Self {
            share,
            noise: 0,
            salt: 0,
        }
    }
}

pub(super) struct Builder<'a> {
    problem: &'a Problem,
    /// The pairs considered, and their weights as given.
    edges: Vec<(u32, u32, f64)>,
    index: HashMap<(u32, u32), u32>,
    /// Weights and prices of people as integers.
    weights: Vec<i64>,
    prices: Vec<i64>,
    /// More than all the weights of a round.
    much: i64,
    /// By pair: how often they have met.
    met: Vec<u32>,
    /// The edges most likely to serve, by their place.
    near: Vec<u32>,
    /// By round: its pairs, by their place; `None` while it is not planned.
    rounds: Rounds,
    /// By person: rounds alone.
    alone: Vec<i64>,
    bound: (f64, BoundSource),
    /// The most noise: the heaviest weight.
    noise: i64,
}

impl<'a> Builder<'a> {
    pub fn new(problem: &'a Problem, random: &mut Random) -> Self {
        let mut edges = considered(problem, random);
        edges.sort_unstable_by_key(|edge| (edge.0, edge.1));
        edges.dedup_by_key(|edge| (edge.0, edge.1));
        let people = problem.people;
        let there = |person| {
            (0..problem.rounds)
                .filter(|r| problem.is_present(*r, person))
                .count()
        };
        let mut at = vec![Vec::new(); people];
        for (place, &(u, v, _)) in (0_u32..).zip(&edges) {
            at[u as usize].push(place);
            at[v as usize].push(place);
        }
        let index: HashMap<_, _> = (0..)
            .zip(&edges)
            .map(|(place, edge)| ((edge.0, edge.1), place))
            .collect();
        let mut met = vec![0; edges.len()];
        for (a, b) in &problem.met {
            if let Some(place) = index.get(&(*a.min(b), *a.max(b))) {
                met[*place as usize] = 1;
            }
        }
        let fresh = |place: &usize| met[*place] == 0;
        let worth: Vec<_> = (0..edges.len())
            .filter(fresh)
            .map(|place| edges[place])
            .collect();
        let mut market_at = vec![Vec::new(); people];
        for (place, &(u, v, _)) in (0_u32..).zip(&worth) {
            market_at[u as usize].push(place);
            market_at[v as usize].push(place);
        }
        let rounds: Vec<u32> = (0..people).map(|person| there(person) as u32).collect();
        let seats = problem.seats();
        let market = bound::Market {
            edges: &worth,
            at: market_at,
            rounds,
            seats,
        };
        let sweeps = if worth.len() > 1_000_000 { 10 } else { 40 };
        let (by_duals, y) = bound::duals(&market, sweeps);
        let heaviest = worth.iter().map(|edge| edge.2).fold(0.0, f64::max);
        let sampled = people > EVERY_PAIR;
        let pairs = if sampled {
            u64::MAX
        } else {
            worth.len() as u64
        };
        let (by_counting, by_duals) = match (&problem.weights, sampled) {
            (Weights::Uniform, true) => (seats as f64, f64::INFINITY),
            (Weights::Exchange { .. }, true) => (f64::INFINITY, over_all_pairs(problem, &y)),
            _ => (heaviest * seats.min(pairs) as f64, by_duals),
        };
        let bound = if by_counting <= by_duals {
            (by_counting, BoundSource::Counting)
        } else {
            (by_duals, BoundSource::Duals)
        };

        // Room for the weights of a round's pairs below one round alone, and for all the rounds alone
        // and the newcomers' privilege below the largest weight there is.
        let levels = (problem.rounds as i64).saturating_add(4).saturating_mul(4);
        let crowd = levels
            .saturating_mul(levels)
            .saturating_mul(people as i64 + 2);
        let most = (MAX_WEIGHT / crowd).max(1);
        let largest = edges.iter().map(|edge| edge.2.abs()).fold(1e-9, f64::max);
        let unit = (most.min(1 << 30) as f64 / largest).min(1e12);
        let scale = |value: f64| (value * unit).round() as i64;
        let largest = scale(largest).max(1) * (problem.rounds as i64 + 2);
        let mut builder = Self {
            problem,
            weights: edges.iter().map(|edge| scale(edge.2)).collect(),
            prices: y.iter().map(|y| scale(*y)).collect(),
            noise: largest / (problem.rounds as i64 + 2),
            much: largest * (people as i64 + 2),
            edges,
            index,
            met,
            near: Vec::new(),
            rounds: Vec::new(),
            alone: vec![0; people],
            bound,
        };
        builder.near = builder.nearest(&at);
        builder
    }

    /// Each person's edges of least loss against the prices.
    fn nearest(&self, at: &[Vec<u32>]) -> Vec<u32> {
        let keep = 2 * self.problem.rounds + 8;
        let mut near = Vec::new();
        for edges in at {
            let mut edges = edges.clone();
            if edges.len() > keep {
                edges.select_nth_unstable_by_key(keep, |place| {
                    let (u, v, _) = self.edges[*place as usize];
                    self.prices[u as usize] + self.prices[v as usize]
                        - self.weights[*place as usize]
                });
                edges.truncate(keep);
            }
            near.extend(edges);
        }
        near.sort_unstable();
        near.dedup();
        near
    }

    /// Builds all rounds, a few ways, and keeps the best.
    pub fn build(&mut self, stop: &Stop) {
        let mut best: Option<(Rounds, [i64; 4])> = None;
        for share in SHARES {
            self.clear();
            for round in 0..self.problem.rounds {
                let pairs = self.solve(round, Look::plain(share));
                self.place(round, pairs);
            }
            let value = self.value();
            if best.as_ref().is_none_or(|best| value > best.1) {
                best = Some((self.rounds.clone(), value));
            }
            if stop.is_wanted() || self.is_best() {
                break;
            }
        }
        if let Some((rounds, _)) = best {
            self.restore(rounds);
        }
    }

    /// Takes two rounds back and matches them again. Says whether the plan is better for it.
    pub fn better_two(&mut self, random: &mut Random) -> bool {
        let count = self.problem.rounds;
        if count == 0 {
            return false;
        }
        let (one, other) = (random.below(count), random.below(count));
        let before = self.value();
        let former = self.rounds.clone();
        self.unplace(one);
        if one != other {
            self.unplace(other);
            let noise = self.noise >> (2 * random.below(5));
            let look = Look {
                share: random.below(17) as i64,
                noise,
                salt: random.bits(),
            };
            let pairs = self.solve(one, look);
            self.place(one, pairs);
        }
        let pairs = self.solve(other, Look::plain(16));
        self.place(other, pairs);
        let after = self.value();
        if after < before {
            self.restore(former);
        }
        after > before
    }

    /// Whether the plan reaches its bound.
    pub fn is_best(&self) -> bool {
        let (weight, _) = self.weight();
        weight >= self.bound.0 - 1e-9 * self.bound.0.abs()
    }

    pub fn finish(self) -> Pairing {
        let (weight, repeats) = self.weight();
        let rounds = (0..).zip(&self.rounds).map(|(round, places)| {
            let places = places.as_deref().unwrap_or_default();
            let mut pairs: Vec<_> = places.iter().map(|place| self.pair(*place)).collect();
            pairs.sort_unstable();
            Round {
                alone: self.left_alone(round, places),
                pairs,
            }
        });
        let rounds = rounds.collect();
        // Rounding in the sums must not make a plan look better than its bound.
        let bound = self.bound.0.max(weight);
        Pairing {
            rounds,
            weight,
            repeats,
            bound,
            source: self.bound.1,
        }
    }

    fn pair(&self, place: u32) -> (u32, u32) {
        let (u, v, _) = self.edges[place as usize];
        (u, v)
    }

    fn clear(&mut self) {
        for round in 0..self.rounds.len() {
            self.unplace(round);
        }
        self.rounds = vec![None; self.problem.rounds];
    }

    fn restore(&mut self, rounds: Rounds) {
        self.clear();
        for (round, pairs) in rounds.into_iter().enumerate() {
            if let Some(pairs) = pairs {
                self.place(round, pairs);
            }
        }
    }

    fn place(&mut self, round: usize, pairs: Vec<u32>) {
        for place in &pairs {
            self.met[*place as usize] += 1;
        }
        for person in self.left_alone(round, &pairs) {
            self.alone[person as usize] += 1;
        }
        self.rounds[round] = Some(pairs);
    }

    fn unplace(&mut self, round: usize) {
        let Some(pairs) = self.rounds[round].take() else {
            return;
        };
        for place in &pairs {
            self.met[*place as usize] -= 1;
        }
        for person in self.left_alone(round, &pairs) {
            self.alone[person as usize] -= 1;
        }
    }

    fn left_alone(&self, round: usize, pairs: &[u32]) -> Vec<u32> {
        let mut there: Vec<bool> = (0..self.problem.people)
            .map(|person| self.problem.is_present(round, person))
            .collect();
        for place in pairs {
            let (u, v) = self.pair(*place);
            there[u as usize] = false;
            there[v as usize] = false;
        }
        (0..)
            .zip(there)
            .filter(|(_, alone)| *alone)
            .map(|(person, _)| person)
            .collect()
    }

    /// A round's pairs, given the others: from the nearest pairs, from all if those leave people
    /// alone, with repeats if need be.
    fn solve(&self, round: usize, look: Look) -> Vec<u32> {
        let pairs = self.matched(round, look, &mut self.near.iter().copied(), false);
        if self.leaves_the_right_ones(round, &pairs) {
            return pairs;
        }
        let all = 0..self.edges.len() as u32;
        let pairs = self.matched(round, look, &mut all.clone(), false);
        let alone = self.left_alone(round, &pairs);
        let is_newcomer = |person: &u32| self.problem.is_newcomer(*person as usize);
        if alone.len() < 2 && !alone.iter().any(is_newcomer) {
            return pairs;
        }
        self.matched(round, look, &mut { all }, true)
    }

    /// Whether nobody is left alone but one, if the number is odd, whose turn it is.
    fn leaves_the_right_ones(&self, round: usize, pairs: &[u32]) -> bool {
        let alone = self.left_alone(round, pairs);
        let there = (0..self.problem.people).filter(|p| self.problem.is_present(round, *p));
        let least = there.map(|person| self.claim(person as u32)).min();
        alone.is_empty() || alone.len() == 1 && Some(self.claim(alone[0])) == least
    }

    fn matched(
        &self,
        round: usize,
        look: Look,
        places: &mut dyn Iterator<Item = u32>,
        repeats: bool,
    ) -> Vec<u32> {
        let there: Vec<bool> = (0..self.problem.people)
            .map(|person| self.problem.is_present(round, person))
            .collect();
        let mut edges = Vec::new();
        for place in places {
            let (u, v) = self.pair(place);
            let met = self.met[place as usize];
            if there[u as usize] && there[v as usize] && (met == 0 || repeats) {
                let value = if met == 0 {
                    self.worth(place, look)
                } else {
                    -self.much / (self.problem.people as i64 + 2) * i64::from(met.min(2)) / 2
                };
                let claims = self.claim(u) + self.claim(v);
                edges.push((u, v, claims * self.much + value));
            }
        }
        let people = self.problem.people as u32;
        let pairs = maximum_weight(people, &edges)
            .map(|solved| solved.0.pairs)
            .unwrap_or_default();
        pairs
            .iter()
            .filter_map(|pair| self.index.get(pair).copied())
            .collect()
    }

    /// What a pair is worth to a round: up to its price, and a share of what is above.
    fn worth(&self, place: u32, look: Look) -> i64 {
        let (u, v) = self.pair(place);
        let weight = self.weights[place as usize];
        let price = self.prices[u as usize] + self.prices[v as usize];
        let seen = if weight > price {
            price + (weight - price) * look.share / 16
        } else {
            weight
        };
        let mixed = (u64::from(place) ^ look.salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 34;
        seen + mixed as i64 % (look.noise + 1)
    }

    /// How much a person is not to be left alone.
    fn claim(&self, person: u32) -> i64 {
        let privilege = if self.problem.is_newcomer(person as usize) {
            self.problem.rounds as i64 + 2
        } else {
            0
        };
        1 + privilege + self.alone[person as usize]
    }

    /// What the plan is worth, first things first.
    fn value(&self) -> [i64; 4] {
        let newcomers = (0..self.problem.people).filter(|person| self.problem.is_newcomer(*person));
        let newcomers: i64 = newcomers.map(|person| self.alone[person]).sum();
        let weight = self
            .weights
            .iter()
            .zip(&self.met)
            .filter(|(_, met)| **met > 0);
        let weight: i64 = weight.map(|(weight, _)| weight).sum();
        let repeats: i64 = self
            .met
            .iter()
            .map(|met| i64::from(met.saturating_sub(1)))
            .sum();
        [
            -self.alone.iter().sum::<i64>(),
            -newcomers,
            -self.alone.iter().map(|alone| alone * alone).sum::<i64>(),
            weight - repeats * (self.much / (self.problem.people as i64 + 2)),
        ]
    }

    /// The weight of distinct pairs as given, and the meetings of people who had met.
    fn weight(&self) -> (f64, u64) {
        let known: HashSet<_> = self
            .problem
            .met
            .iter()
            .map(|(a, b)| (*a.min(b), *a.max(b)))
            .collect();
        let (mut weight, mut repeats) = (0.0, 0);
        for (&(u, v, w), met) in self.edges.iter().zip(&self.met) {
            if *met > 0 {
                let first = !known.contains(&(u, v));
                weight += if first { w } else { 0.0 };
                repeats += u64::from(*met - 1);
            }
        }
        (weight, repeats)
    }
}

/// What pairs are worth.
struct Worth<'a> {
    weights: &'a Weights,
    listed: HashMap<(u32, u32), f64>,
}

impl<'a> Worth<'a> {
    fn of(problem: &'a Problem) -> Self {
        let people = problem.people as u32;
        let mut listed = HashMap::new();
        if let Weights::Pairs(pairs) = &problem.weights {
            let sound = pairs
                .iter()
                .filter(|(a, b, _)| a != b && *a.max(b) < people);
            listed.extend(sound.map(|(a, b, w)| ((*a.min(b), *a.max(b)), f64::from(*w))));
        }
        Self {
            weights: &problem.weights,
            listed,
        }
    }

    /// The weight of a pair, the smaller number first; nought when it is no number.
    fn weigh(&self, (a, b): (u32, u32)) -> f64 {
        let weight = match self.weights {
            Weights::Uniform => 1.0,
            Weights::Pairs(_) => self.listed.get(&(a, b)).copied().unwrap_or(0.0),
            Weights::Exchange {
                dimensions,
                offers,
                seeks,
            } => {
                let row = |of: &[f32], person: u32, d: usize| {
                    f64::from(
                        of.get(person as usize * dimensions + d)
                            .copied()
                            .unwrap_or(0.0),
                    )
                };
                let term =
                    |d| row(offers, a, d) * row(seeks, b, d) + row(offers, b, d) * row(seeks, a, d);
                (0..*dimensions).map(term).sum()
            }
        };
        if weight.is_finite() { weight } else { 0.0 }
    }
}

/// The bound that prices give when every pair is counted, considered or not.
fn over_all_pairs(problem: &Problem, y: &[f64]) -> f64 {
    let worth = Worth::of(problem);
    let there = |person| {
        (0..problem.rounds)
            .filter(|r| problem.is_present(*r, person))
            .count()
    };
    let mut bound: f64 = y
        .iter()
        .enumerate()
        .map(|(person, y)| y * there(person) as f64)
        .sum();
    for a in 0..problem.people {
        for b in a + 1..problem.people {
            bound += (worth.weigh((a as u32, b as u32)) - y[a] - y[b]).max(0.0);
        }
    }
    bound
}

/// The pairs considered, with their weights.
fn considered(problem: &Problem, random: &mut Random) -> Vec<(u32, u32, f64)> {
    let people = problem.people as u32;
    let apart: HashSet<_> = problem
        .apart
        .iter()
        .map(|(a, b)| (*a.min(b), *a.max(b)))
        .collect();
    let worth = Worth::of(problem);
    let mut pairs: Vec<(u32, u32)> = if problem.people <= EVERY_PAIR {
        (0..people)
            .flat_map(|a| (a + 1..people).map(move |b| (a, b)))
            .collect()
    } else {
        // Neighbours on a ring in a random order: enough for every round to seat everyone.
        let mut ring: Vec<u32> = (0..people).collect();
        random.shuffle(&mut ring);
        let steps = (2 * problem.rounds + 24).min(problem.people / 2);
        let at = |place: usize, step: usize| {
            let (a, b) = (ring[place], ring[(place + step) % ring.len()]);
            (a.min(b), a.max(b))
        };
        let sample =
            (0..problem.people).flat_map(|place| (1..=steps).map(move |step| (place, step)));
        sample
            .map(|(place, step)| at(place, step))
            .chain(worth.listed.keys().copied())
            .collect()
    };
    pairs.retain(|pair| !apart.contains(pair));
    pairs
        .into_iter()
        .map(|pair| (pair.0, pair.1, worth.weigh(pair)))
        .collect()
}
