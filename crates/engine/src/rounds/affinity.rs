//! Owns what everybody would be worth at every table, kept as people move: a swap costs five lookups
//! instead of one per seat.
//! Refuses a limit on meetings, which sums cannot hold, and rooms where the sums take too much memory.
//!
//! For a round `r`, let `w(p, q)` be what `p` and `q` sharing a table in it adds, given the other
//! rounds alone: their weight if they meet in none, the cost of a repeat otherwise. It does not
//! change when they sit down together or part in `r`. With `s(t, p) = Σ w(p, q)` over those at `t`,
//! an exchange of `a` at `t` and `b` at `u` is worth
//! `s(u, a) − s(t, a) + s(t, b) − s(u, b) − 2 w(a, b)`. A change that is kept moves two rows of `s` in
//! its round, and a few cells in the other rounds for pairs that met first or no longer.

use super::ledger::{Dense, Ledger, Seat, cell};
use super::problem::{DENSE_PEOPLE, Person, Problem};
use super::room::{Gain, NOWHERE};

/// The most bytes the sums of one search may take.
const MOST_BYTES: usize = 96 << 20;

/// A dense ledger with the worth of everybody at every table.
#[derive(Debug, Clone)]
pub struct Affinity {
    people: usize,
    /// Meetings and weights of pairs.
    pairs: Dense,
    /// What one more meeting of each pair is worth now, `people` in a row.
    next: Vec<i32>,
    /// Rows of `people`: a table after the other, round after round.
    sums: Vec<i32>,
    /// The first row of each round.
    first: Vec<usize>,
    /// The table of each person, a round after the other; person after person.
    places: Vec<u32>,
}

impl Affinity {
    /// Whether a problem is one for this ledger.
    pub fn fits(problem: &Problem) -> bool {
        let rows: usize = problem.tables.iter().map(Vec::len).sum();
        problem.people <= DENSE_PEOPLE
            && problem.at_most.is_none()
            && rows * problem.people * size_of::<i32>() <= MOST_BYTES
    }

    /// The ledger of a problem that fits, nobody seated.
    pub fn new(problem: &Problem, scale: f64) -> Self {
        let people = problem.people;
        let pairs = Dense::new(problem, scale);
        let next = (0..people as Person)
            .flat_map(|p| pairs.row(p).iter().map(|c| cell(*c).1))
            .collect();
        let mut first = vec![0];
        for tables in &problem.tables {
            first.push(first.last().copied().unwrap_or(0) + tables.len());
        }
        let rows = first.last().copied().unwrap_or(0);
        Self {
            people,
            pairs,
            next,
            sums: vec![0; rows * people],
            first,
            places: vec![NOWHERE; problem.rounds() * people],
        }
    }

    #[inline(always)]
    fn row(&self, round: usize, table: u32) -> &[i32] {
        let start = (self.first[round] + table as usize) * self.people;
        &self.sums[start..start + self.people]
    }

    #[inline(always)]
    fn next_row(&self, person: Person) -> &[i32] {
        let start = person as usize * self.people;
        &self.next[start..start + self.people]
    }

    /// Adds what somebody's company is worth to everybody at a table (`sign` 1), or takes it away.
    fn weigh(&mut self, round: usize, table: u32, person: Person, sign: i32) {
        let start = (self.first[round] + table as usize) * self.people;
        let from = person as usize * self.people;
        let company = &self.next[from..from + self.people];
        let sums = &mut self.sums[start..start + self.people];
        sums.iter_mut()
            .zip(company)
            .for_each(|(sum, worth)| *sum += sign * worth);
    }

    /// Somebody's place at a table becomes another's, for everybody.
    fn replace(&mut self, round: usize, table: u32, out: Person, into: Person) {
        let start = (self.first[round] + table as usize) * self.people;
        let row = |p: Person| p as usize * self.people..(p as usize + 1) * self.people;
        let (out, into) = (&self.next[row(out)], &self.next[row(into)]);
        let sums = &mut self.sums[start..start + self.people];
        for ((sum, out), into) in sums.iter_mut().zip(out).zip(into) {
            *sum += into - out;
        }
    }

    /// Changes how often two people meet, because of a round; other rounds' sums follow.
    fn bump(&mut self, round: usize, a: Person, b: Person, by: i32) {
        let (before, worth) = cell(self.pairs.row(a)[b as usize]);
        self.pairs.bump(a, b, by);
        let after = before.wrapping_add_signed(by);
        let repeated = -self.pairs.repeat() - worth;
        match (before, after) {
            (0, 1) => {
                self.price(a, b, repeated);
                self.elsewhere(round, a, b, repeated, false);
            }
            (1, 0) => {
                self.price(a, b, -repeated);
                self.elsewhere(round, a, b, -repeated, false);
            }
            (1, 2) => self.elsewhere(round, a, b, repeated, true),
            (2, 1) => self.elsewhere(round, a, b, -repeated, true),
            _ => {}
        }
    }

    fn price(&mut self, a: Person, b: Person, change: i32) {
        self.next[a as usize * self.people + b as usize] += change;
        self.next[b as usize * self.people + a as usize] += change;
    }

    fn place(&mut self, round: usize, person: Person, table: u32) {
        let rounds = self.first.len() - 1;
        self.places[person as usize * rounds + round] = table;
    }

    /// A pair's worth has changed in every other round, or in those where the two sit together.
    fn elsewhere(&mut self, round: usize, a: Person, b: Person, change: i32, together: bool) {
        let rounds = self.first.len() - 1;
        let places = |p: Person| &self.places[p as usize * rounds..(p as usize + 1) * rounds];
        let both = places(a).iter().zip(places(b)).enumerate();
        for (other, (&ta, &tb)) in both {
            if other == round || (together && ta != tb) {
                continue;
            }
            for (table, person) in [(ta, b), (tb, a)] {
                if table != NOWHERE {
                    let row = (self.first[other] + table as usize) * self.people;
                    self.sums[row + person as usize] += change;
                }
            }
        }
    }
}

impl Ledger for Affinity {
    const QUICK: bool = true;

    fn worth(&self, a: Person, b: Person) -> i32 {
        self.pairs.worth(a, b)
    }

    fn join(&self, a: Person, mates: &[Person]) -> Gain {
        self.pairs.join(a, mates)
    }

    fn leave(&self, a: Person, mates: &[Person]) -> Gain {
        self.pairs.leave(a, mates)
    }

    #[inline(always)]
    fn swap(&self, round: usize, a: Seat, b: Seat, _: &[Person], _: &[Person]) -> Gain {
        let ((a, ta), (b, tb)) = (a, b);
        let (at_a, at_b) = (self.row(round, ta), self.row(round, tb));
        let between = self.next_row(a)[b as usize];
        let (a, b) = (a as usize, b as usize);
        i64::from(at_b[a] - at_a[a] + at_a[b] - at_b[b] - 2 * between)
    }

    fn meet(&mut self, a: Person, b: Person) {
        self.bump(usize::MAX, a, b, 1);
    }

    fn part(&mut self, a: Person, b: Person) {
        self.bump(usize::MAX, a, b, -1);
    }

    fn exchange(&mut self, round: usize, a: Seat, b: Seat, with_a: &[Person], with_b: &[Person]) {
        let ((a, ta), (b, tb)) = (a, b);
        for (one, mates) in [(a, with_a), (b, with_b)] {
            for mate in mates.iter().filter(|m| **m != one) {
                self.bump(round, one, *mate, -1);
            }
        }
        // Neither sits in this round now: their rows are their worth in it.
        self.replace(round, ta, a, b);
        self.replace(round, tb, b, a);
        for (one, mates, left) in [(b, with_a, a), (a, with_b, b)] {
            for mate in mates.iter().filter(|m| **m != left) {
                self.bump(round, one, *mate, 1);
            }
        }
        self.place(round, a, tb);
        self.place(round, b, ta);
    }

    fn sit(&mut self, round: usize, (person, table): Seat, mates: &[Person]) {
        self.weigh(round, table, person, 1);
        for mate in mates {
            self.bump(round, person, *mate, 1);
        }
        self.place(round, person, table);
    }

    fn stand(&mut self, round: usize, (person, table): Seat, mates: &[Person]) {
        for mate in mates {
            self.bump(round, person, *mate, -1);
        }
        self.weigh(round, table, person, -1);
        self.place(round, person, NOWHERE);
    }

    #[inline]
    fn is_wanted(&self, a: Person, b: Person) -> bool {
        self.next_row(a)[b as usize] > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::problem::Weights;
    use crate::rounds::room::prepare;
    use crate::rounds::seating::Seating;
    use crate::rounds::{first, ledger};
    use crate::seed::Random;

    /// Fourteen people, four tables with a seat to spare, five rounds: pairs meet again often.
    fn crowded() -> Problem {
        let mut random = Random::new(4);
        let mut problem = Problem::plain(14, &[4, 4, 4, 3], 5);
        let mut one = || random.below(14) as Person;
        let listed = (0..60).map(|w| (one(), one(), w as f32 - 10.0));
        problem.weights = Weights::Pairs(listed.filter(|(a, b, _)| a != b).collect());
        problem.repeat_cost = Some(7.0);
        problem
    }

    #[test]
    fn sums_agree_with_counting_seat_by_seat() {
        let problem = crowded();
        let scale = ledger::scale(&problem);
        let room = prepare(&problem, scale);
        let mut random = Random::new(9);
        let plan = first::seat(&room, &mut random).expect("seats enough");
        let mut quick = Seating::new(&room, Affinity::new(&problem, scale), &plan);
        let mut plain = Seating::new(&room, Dense::new(&problem, scale), &plan);
        for _ in 0..4_000 {
            let round = random.below(5);
            let (a, b) = (random.below(14) as Person, random.below(14) as Person);
            let to = quick.table_of(round, b);
            if quick.table_of(round, a) == to {
                continue;
            }
            if quick.free_seats(round, to) > 0 && random.chance(0.3) {
                let gain = plain.move_gain(round, a, to);
                assert_eq!(quick.move_gain(round, a, to), gain);
                quick.go(round, a, to, gain);
                plain.go(round, a, to, gain);
            } else {
                let gain = plain.swap_gain(round, a, b);
                assert_eq!(quick.swap_gain(round, a, b), gain);
                quick.swap(round, a, b, gain);
                plain.swap(round, a, b, gain);
            }
        }
    }
}
