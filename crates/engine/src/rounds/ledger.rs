//! Owns how often each pair has met so far and what one more meeting, or one less, is worth.
//! Refuses seats: it is told of meetings and partings.
//!
//! Four ledgers, one per kind of problem: [`Affinity`] keeps what everybody would be worth everywhere; [`Dense`] packs count and value of every pair in four
//! bytes; [`Sparse`] hashes the pairs that are worth something or have met; [`Vectors`] adds to it
//! worths computed when needed.

use super::affinity::Affinity;
use super::problem::{DENSE_PEOPLE, Person, Problem, Weights};
use super::room::{Gain, HARD};

/// Somebody at a table.
pub type Seat = (Person, u32);

/// What meetings are worth, given those that are.
pub trait Ledger: Clone + Send {
    /// Whether a swap's worth is a few lookups, so that everybody at a table may be tried at once.
    const QUICK: bool = false;

    /// What `a` joining all of these people is worth.
    fn join(&self, a: Person, mates: &[Person]) -> Gain;
    /// What `a` leaving all of these people is worth; `a` itself among them does not count.
    fn leave(&self, a: Person, mates: &[Person]) -> Gain;
    /// What it is worth that two people change places in a round, given who sits with each; both lists
    /// hold the one who leaves.
    fn swap(&self, round: usize, a: Seat, b: Seat, with_a: &[Person], with_b: &[Person]) -> Gain;
    /// What the first meeting of two people is worth, in units.
    fn worth(&self, a: Person, b: Person) -> i32;
    /// They meet once more.
    fn meet(&mut self, a: Person, b: Person);
    /// They meet once less.
    fn part(&mut self, a: Person, b: Person);

    /// Two people change places.
    fn exchange(
        &mut self,
        _round: usize,
        (a, _): Seat,
        (b, _): Seat,
        with_a: &[Person],
        with_b: &[Person],
    ) {
        for mate in with_a.iter().filter(|m| **m != a) {
            self.part(a, *mate);
            self.meet(b, *mate);
        }
        for mate in with_b.iter().filter(|m| **m != b) {
            self.part(b, *mate);
            self.meet(a, *mate);
        }
    }

    /// Somebody sits down with these people.
    fn sit(&mut self, _round: usize, (person, _): Seat, mates: &[Person]) {
        mates.iter().for_each(|mate| self.meet(person, *mate));
    }

    /// Somebody leaves these people.
    fn stand(&mut self, _round: usize, (person, _): Seat, mates: &[Person]) {
        mates.iter().for_each(|mate| self.part(person, *mate));
    }

    /// Whether meeting may be worth something as things are.
    #[inline]
    fn is_wanted(&self, _a: Person, _b: Person) -> bool {
        true
    }
}

/// Prices common to all ledgers, in units.
#[derive(Debug, Clone, Copy)]
struct Prices {
    repeat: i32,
    /// Meetings allowed per pair.
    most: u32,
}

impl Prices {
    #[inline(always)]
    fn join(self, count: u32, worth: i32) -> Gain {
        let value = if count == 0 { worth } else { -self.repeat };
        i64::from(value) - if count >= self.most { HARD } else { 0 }
    }

    #[inline(always)]
    fn leave(self, count: u32, worth: i32) -> Gain {
        let value = if count == 1 { -worth } else { self.repeat };
        i64::from(value) + if count > self.most { HARD } else { 0 }
    }
}

/// How many units one of weight makes: enough to tell weights apart, little enough that a table's
/// sum fits.
pub fn scale(problem: &Problem) -> f64 {
    let widest = problem
        .tables
        .iter()
        .flatten()
        .copied()
        .max()
        .unwrap_or(1)
        .max(1);
    let room = f64::from((1u32 << 28) / widest.min(1 << 12)).min(f64::from(1u32 << 20));
    let most = match &problem.weights {
        Weights::Uniform => return 1.0_f64.max(if whole_costs(problem) { 1.0 } else { 256.0 }),
        Weights::Pairs(pairs) => pairs
            .iter()
            .map(|p| f64::from(p.2.abs()))
            .fold(0.0, f64::max),
        Weights::Exchange {
            dimensions,
            offers,
            seeks,
        } => {
            let length = |v: &[f32]| v.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>().sqrt();
            let most = |of: &[f32]| {
                of.chunks((*dimensions).max(1))
                    .map(length)
                    .fold(0.0, f64::max)
            };
            2.0 * most(offers) * most(seeks)
        }
    };
    let most = most.max(f64::from(problem.cost_of_repeat().abs()));
    if most > 0.0 { room / most } else { 1.0 }
}

fn whole_costs(problem: &Problem) -> bool {
    let whole = |value: f32| value.fract() == 0.0;
    whole(problem.cost_of_repeat())
        && problem.wishes.iter().all(|w| whole(w.value))
        && problem.balances.iter().all(|b| whole(b.cost))
}

fn prices(problem: &Problem, scale: f64) -> Prices {
    let repeat = (f64::from(problem.cost_of_repeat()) * scale).round();
    Prices {
        repeat: repeat as i32,
        most: problem.at_most.map_or(u32::MAX, u32::from),
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Every pair in four bytes: the count below, the worth above.
#[derive(Debug, Clone)]
pub struct Dense {
    people: usize,
    cells: Vec<i32>,
    prices: Prices,
}

const COUNT: i32 = 0xff;

impl Dense {
    /// The ledger of a problem of up to [`DENSE_PEOPLE`] people.
    pub fn new(problem: &Problem, scale: f64) -> Self {
        let people = problem.people;
        let units = |w: f32| ((f64::from(w) * scale).round() as i32) << 8;
        let mut cells = vec![0; people * people];
        match &problem.weights {
            Weights::Uniform => cells.fill(units(1.0)),
            Weights::Pairs(pairs) => {
                for (a, b, w) in pairs {
                    cells[*a as usize * people + *b as usize] = units(*w);
                    cells[*b as usize * people + *a as usize] = units(*w);
                }
            }
            Weights::Exchange {
                dimensions,
                offers,
                seeks,
            } => {
                let row = |p: usize| p * dimensions..(p + 1) * dimensions;
                for a in 0..people {
                    for b in 0..a {
                        let w = dot(&offers[row(a)], &seeks[row(b)])
                            + dot(&offers[row(b)], &seeks[row(a)]);
                        cells[a * people + b] = units(w);
                        cells[b * people + a] = units(w);
                    }
                }
            }
        }
        (0..people).for_each(|p| cells[p * people + p] = 0);
        Self {
            people,
            cells,
            prices: prices(problem, scale),
        }
    }

    /// What a repeated meeting costs, in units.
    pub(super) fn repeat(&self) -> i32 {
        self.prices.repeat
    }

    #[inline(always)]
    pub(super) fn row(&self, a: Person) -> &[i32] {
        &self.cells[a as usize * self.people..(a as usize + 1) * self.people]
    }

    pub(super) fn bump(&mut self, a: Person, b: Person, by: i32) {
        let (a, b) = (a as usize, b as usize);
        self.cells[a * self.people + b] += by;
        self.cells[b * self.people + a] += by;
    }
}

/// The parts of a cell.
#[inline(always)]
pub(super) fn cell(cell: i32) -> (u32, i32) {
    ((cell & COUNT) as u32, cell >> 8)
}

impl Ledger for Dense {
    fn worth(&self, a: Person, b: Person) -> i32 {
        cell(self.row(a)[b as usize]).1
    }

    fn join(&self, a: Person, mates: &[Person]) -> Gain {
        let row = self.row(a);
        let one = |m: &Person| {
            let (count, worth) = cell(row[*m as usize]);
            self.prices.join(count, worth)
        };
        mates.iter().filter(|m| **m != a).map(one).sum()
    }

    fn leave(&self, a: Person, mates: &[Person]) -> Gain {
        let row = self.row(a);
        let one = |m: &Person| {
            let (count, worth) = cell(row[*m as usize]);
            self.prices.leave(count, worth)
        };
        mates.iter().filter(|m| **m != a).map(one).sum()
    }

    #[inline]
    fn swap(
        &self,
        _: usize,
        (a, _): Seat,
        (b, _): Seat,
        with_a: &[Person],
        with_b: &[Person],
    ) -> Gain {
        let (row_a, row_b) = (self.row(a), self.row(b));
        let prices = self.prices;
        if prices.most == u32::MAX {
            // No limit on meetings: values alone, in four bytes, without a branch. Each list holds
            // its own leaver, whose two terms are taken off again at the end.
            let repeat = prices.repeat;
            let one = |own: &[i32], other: &[i32], mates: &[Person]| {
                let mut sum = 0i32;
                for mate in mates {
                    let (left, joined) = (own[*mate as usize], other[*mate as usize]);
                    sum += if left & COUNT == 1 {
                        -(left >> 8)
                    } else {
                        repeat
                    };
                    sum += if joined & COUNT == 0 {
                        joined >> 8
                    } else {
                        -repeat
                    };
                }
                sum
            };
            let between = row_a[b as usize];
            let joined = if between & COUNT == 0 {
                between >> 8
            } else {
                -repeat
            };
            let sum = one(row_a, row_b, with_a) + one(row_b, row_a, with_b);
            return i64::from(sum - 2 * repeat - 2 * joined);
        }
        self.leave(a, with_a) + self.leave(b, with_b) + self.join(b, with_a) + self.join(a, with_b)
            - 2 * self.join(a, &[b])
    }

    fn meet(&mut self, a: Person, b: Person) {
        self.bump(a, b, 1);
    }

    fn part(&mut self, a: Person, b: Person) {
        self.bump(a, b, -1);
    }
}

/// Pairs that are worth something or have met, by hash.
#[derive(Debug, Clone)]
pub struct Sparse {
    keys: Vec<u64>,
    cells: Vec<i32>,
    used: usize,
    /// What a pair not in the table is worth.
    usual: i32,
    prices: Prices,
}

const FREE: u64 = u64::MAX;

fn key(a: Person, b: Person) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

impl Sparse {
    /// The ledger of any problem whose weights are listed or uniform.
    pub fn new(problem: &Problem, scale: f64) -> Self {
        let units = |w: f32| (f64::from(w) * scale).round() as i32;
        let listed = if let Weights::Pairs(pairs) = &problem.weights {
            pairs.as_slice()
        } else {
            &[]
        };
        let met: usize = problem
            .tables
            .iter()
            .flatten()
            .map(|s| (*s * s.saturating_sub(1) / 2) as usize)
            .sum();
        let room = ((listed.len() + 2 * met) * 2).next_power_of_two().max(64);
        let usual = if problem.weights == Weights::Uniform {
            units(1.0)
        } else {
            0
        };
        let (keys, cells) = (vec![FREE; room], vec![0; room]);
        let mut ledger = Self {
            keys,
            cells,
            used: 0,
            usual,
            prices: prices(problem, scale),
        };
        for (a, b, w) in listed {
            let at = ledger.entry(key(*a, *b));
            ledger.cells[at] = units(*w) << 8;
        }
        ledger
    }

    #[inline(always)]
    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24) as usize & mask;
        while self.keys[at] != key && self.keys[at] != FREE {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline(always)]
    fn get(&self, a: Person, b: Person) -> (u32, i32) {
        let at = self.slot(key(a, b));
        if self.keys[at] == FREE {
            (0, self.usual)
        } else {
            cell(self.cells[at])
        }
    }

    fn entry(&mut self, key: u64) -> usize {
        let at = self.slot(key);
        if self.keys[at] != FREE {
            return at;
        }
        if (self.used + 1) * 4 > self.keys.len() * 3 {
            self.rebuild();
            return self.entry(key);
        }
        self.used += 1;
        self.keys[at] = key;
        self.cells[at] = self.usual << 8;
        at
    }

    /// Drops pairs that are worth the usual and no longer meet; grows if that is not enough.
    fn rebuild(&mut self) {
        let kept: Vec<(u64, i32)> = self
            .keys
            .iter()
            .copied()
            .zip(self.cells.iter().copied())
            .filter(|(k, c)| *k != FREE && *c != self.usual << 8)
            .collect();
        let room = (kept.len() * 2).next_power_of_two().max(self.keys.len());
        self.keys = vec![FREE; room];
        self.cells = vec![0; room];
        self.used = kept.len();
        for (key, cell) in kept {
            let at = self.slot(key);
            self.keys[at] = key;
            self.cells[at] = cell;
        }
    }
}

impl Ledger for Sparse {
    fn worth(&self, a: Person, b: Person) -> i32 {
        self.get(a, b).1
    }

    fn join(&self, a: Person, mates: &[Person]) -> Gain {
        let one = |m: &Person| {
            let (count, worth) = self.get(a, *m);
            self.prices.join(count, worth)
        };
        mates.iter().filter(|m| **m != a).map(one).sum()
    }

    fn leave(&self, a: Person, mates: &[Person]) -> Gain {
        let one = |m: &Person| {
            let (count, worth) = self.get(a, *m);
            self.prices.leave(count, worth)
        };
        mates.iter().filter(|m| **m != a).map(one).sum()
    }

    fn swap(
        &self,
        _: usize,
        (a, _): Seat,
        (b, _): Seat,
        with_a: &[Person],
        with_b: &[Person],
    ) -> Gain {
        self.leave(a, with_a) + self.leave(b, with_b) + self.join(b, with_a) + self.join(a, with_b)
            - 2 * self.join(a, &[b])
    }

    fn meet(&mut self, a: Person, b: Person) {
        let at = self.entry(key(a, b));
        self.cells[at] += 1;
    }

    fn part(&mut self, a: Person, b: Person) {
        let at = self.entry(key(a, b));
        self.cells[at] -= 1;
    }
}

/// Counts by hash, worths from offers and seeks when needed.
#[derive(Debug, Clone)]
pub struct Vectors {
    counts: Sparse,
    dimensions: usize,
    /// Offer then seek of each person.
    rows: std::sync::Arc<Vec<f32>>,
    scale: f32,
}

impl Vectors {
    /// The ledger of a problem with offers and seeks.
    pub fn new(problem: &Problem, scale: f64) -> Self {
        let counts = Sparse::new(problem, scale);
        let (dimensions, rows) = match &problem.weights {
            Weights::Exchange {
                dimensions,
                offers,
                seeks,
            } => {
                let row = |p: usize| p * dimensions..(p + 1) * dimensions;
                let both = |p: usize| [&offers[row(p)], &seeks[row(p)]].concat();
                (*dimensions, (0..problem.people).flat_map(both).collect())
            }
            _ => (0, Vec::new()),
        };
        Self {
            counts,
            dimensions,
            rows: std::sync::Arc::new(rows),
            scale: scale as f32,
        }
    }

    fn weigh(&self, a: Person, b: Person) -> i32 {
        let d = self.dimensions;
        let (a, b) = (a as usize * 2 * d, b as usize * 2 * d);
        let rows = &self.rows;
        let sum = dot(&rows[a..a + d], &rows[b + d..b + 2 * d])
            + dot(&rows[b..b + d], &rows[a + d..a + 2 * d]);
        (sum * self.scale).round() as i32
    }
}

impl Ledger for Vectors {
    fn worth(&self, a: Person, b: Person) -> i32 {
        self.weigh(a, b)
    }

    fn join(&self, a: Person, mates: &[Person]) -> Gain {
        let one = |m: &Person| {
            self.counts
                .prices
                .join(self.counts.get(a, *m).0, self.weigh(a, *m))
        };
        mates.iter().filter(|m| **m != a).map(one).sum()
    }

    fn leave(&self, a: Person, mates: &[Person]) -> Gain {
        let one = |m: &Person| {
            self.counts
                .prices
                .leave(self.counts.get(a, *m).0, self.weigh(a, *m))
        };
        mates.iter().filter(|m| **m != a).map(one).sum()
    }

    fn swap(
        &self,
        _: usize,
        (a, _): Seat,
        (b, _): Seat,
        with_a: &[Person],
        with_b: &[Person],
    ) -> Gain {
        self.leave(a, with_a) + self.leave(b, with_b) + self.join(b, with_a) + self.join(a, with_b)
            - 2 * self.join(a, &[b])
    }

    fn meet(&mut self, a: Person, b: Person) {
        self.counts.meet(a, b);
    }

    fn part(&mut self, a: Person, b: Person) {
        self.counts.part(a, b);
    }
}

/// Which ledger a problem takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// [`Affinity`].
    Affinity,
    /// [`Dense`].
    Dense,
    /// [`Sparse`].
    Sparse,
    /// [`Vectors`].
    Vectors,
}

/// The ledger that fits a problem.
pub fn fit(problem: &Problem) -> Fit {
    let dense = problem.people <= DENSE_PEOPLE;
    match &problem.weights {
        Weights::Exchange { .. } | Weights::Pairs(_) if Affinity::fits(problem) => Fit::Affinity,
        _ if dense => Fit::Dense,
        Weights::Exchange { .. } => Fit::Vectors,
        _ => Fit::Sparse,
    }
}
