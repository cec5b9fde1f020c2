//! Owns rounds for circles by what follows from what, where the hidden plan is regular.
//! Refuses to go on where it would only guess: a random plan tells nothing nearby.
//!
//! Two circles with somebody in common are not at once, and whoever is in a circle for every round
//! is in one of each. From one person's circles the rounds of others follow, like a crossword:
//! where one round is left to a circle, or one circle of a person to a round. Where nothing
//! follows, a guess is made and taken back when it leads nowhere. In a plan made by a rule,
//! neighbours' neighbours meet again, and little is guessed.

use super::super::problem::Person;
use super::puzzle::{Dead, Puzzle};
use crate::seed::Random;
use crate::stop::Stop;

/// Guesses taken back without getting further, before many are taken back at once.
const PATIENCE: usize = 400;
/// Ways back, each further than the last, before what is known is held for true.
const JUMPS: usize = 14;
/// Guesses taken back in all, before giving up.
const MOST_VAIN: usize = 3_000;

/// A round for each circle, of those it may have; none where they do not follow.
pub fn rounds(
    circles: &[Vec<Person>],
    of: &[Vec<u32>],
    may: &[u64],
    rounds: usize,
    random: &mut Random,
    stop: &Stop,
) -> Option<Vec<u8>> {
    if !(2..=64).contains(&rounds) {
        return None;
    }
    let mut reasoning = Reasoning {
        puzzle: Puzzle::new(circles, of, may, rounds),
        guesses: Vec::new(),
        furthest: Vec::new(),
        same: 0,
        held: 0,
        dead: None,
        vain: 0,
        all_vain: 0,
        jumps: 0,
        record: 0,
        asides: circles.len() / 16 + 8,
        nucleus: 40 * rounds,
    };
    let found = reasoning.solve(random, stop);
    found.then(|| reasoning.puzzle.completed(rounds))
}

/// Some guess that was made, what it may be otherwise, and how much was known before it.
struct Guess {
    known: usize,
    circle: u32,
    others: u64,
}

/// A crossword and the way through it.
struct Reasoning<'a> {
    puzzle: Puzzle<'a>,
    guesses: Vec<Guess>,
    /// The most that was known at once.
    furthest: Vec<(u32, u8)>,
    /// How much of that is known still.
    same: usize,
    /// How much is held for true.
    held: usize,
    /// What cannot be, if the last guess was wrong.
    dead: Option<Dead>,
    /// Guesses taken back since more was known than ever, and in all.
    vain: usize,
    all_vain: usize,
    /// Ways back since then, and how much was known at the last.
    jumps: usize,
    record: usize,
    /// How many contradictions may still be left aside.
    asides: usize,
    /// What is known by chance even where nothing follows.
    nucleus: usize,
}

impl Reasoning<'_> {
    /// Finds the rounds of all circles but a few; says whether it did.
    fn solve(&mut self, random: &mut Random, stop: &Stop) -> bool {
        loop {
            if stop.is_wanted() || self.all_vain > MOST_VAIN {
                return false;
            }
            let goes_on = if let Some(dead) = self.dead.take() {
                self.learn(dead);
                self.vain <= PATIENCE && self.turn(random)
            } else if let Some(circle) = self.puzzle.narrowest() {
                self.guesses.push(Guess {
                    known: self.puzzle.known(),
                    circle,
                    others: self.puzzle.free(circle),
                });
                self.turn(random)
            } else {
                // Whatever hangs together is known; another part, if there is one.
                self.hold();
                if !self.puzzle.begin(random) {
                    return true;
                }
                self.dead = self.puzzle.follow();
                true
            };
            if !goes_on && !self.go_back(random) {
                return false;
            }
        }
    }

    /// Takes note of a guess that led nowhere, and of how far it led.
    fn learn(&mut self, dead: Dead) {
        self.vain += 1;
        self.all_vain += 1;
        self.puzzle.accuse(dead);
        if self.puzzle.known() > self.furthest.len() {
            self.vain = 0;
            self.furthest.truncate(self.same);
            self.furthest.extend(self.puzzle.since(self.same));
            self.same = self.furthest.len();
        }
    }

    /// Tries what is left of the last guess, or of those before. Says whether anything was left.
    fn turn(&mut self, random: &mut Random) -> bool {
        while let Some(mut guess) = self.guesses.pop() {
            if self.puzzle.known() > guess.known {
                self.puzzle.forget(guess.known);
                self.same = self.same.min(guess.known);
            }
            if guess.others == 0 {
                continue;
            }
            let mut others = guess.others;
            for _ in 0..random.below(others.count_ones() as usize) {
                others &= others - 1;
            }
            let round = others.trailing_zeros();
            guess.others &= !(1 << round);
            let circle = guess.circle;
            self.guesses.push(guess);
            self.puzzle.give(circle, round as u8);
            self.dead = self.puzzle.follow();
            return true;
        }
        false
    }

    /// Goes back further than guesses are taken back, and on from there another way; or holds for
    /// true what is known, once that was in vain. Says whether there is hope.
    fn go_back(&mut self, random: &mut Random) -> bool {
        self.vain = 0;
        self.guesses.clear();
        if self.jumps >= JUMPS {
            return self.leave_aside();
        }
        let further = self.furthest.len() > self.record;
        self.jumps = if further { 0 } else { self.jumps + 1 };
        self.record = self.furthest.len();
        let back = (1.6f64.powi(self.jumps as i32) * 16.0) as usize;
        let kept = self.furthest.len().saturating_sub(back).max(self.held);
        let kept = kept.min(self.furthest.len());
        self.puzzle.return_to(&self.furthest, kept, self.same);
        self.same = kept;
        if kept == 0 && !self.puzzle.begin(random) {
            return false;
        }
        self.dead = self.puzzle.follow();
        true
    }

    /// Holds for true the most that was known, and leaves aside what contradicts it.
    fn leave_aside(&mut self) -> bool {
        let all = self.furthest.len();
        if all < self.held + self.nucleus {
            return false;
        }
        self.puzzle.return_to(&self.furthest, all, self.same);
        while let Some(dead) = self.puzzle.follow() {
            self.puzzle.excuse(dead);
            if self.asides == 0 {
                return false;
            }
            self.asides -= 1;
        }
        self.hold();
        true
    }

    /// Holds for true what is known.
    fn hold(&mut self) {
        self.guesses.clear();
        self.held = self.puzzle.known();
        self.furthest.clear();
        self.furthest.extend(self.puzzle.since(0));
        (self.same, self.record, self.jumps) = (self.held, self.held, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{clashes, memberships};
    use super::*;

    /// The circles of a plan made by the cyclic rule, in any order.
    fn regular(tables: usize, size: usize, rounds: usize) -> Vec<Vec<Person>> {
        let mut circles = Vec::new();
        for round in 0..rounds {
            let seat = |table: usize, column: usize| {
                let row = (table + tables * rounds - column * round) % tables;
                (row * size + column) as Person
            };
            let circle = |table| (0..size).map(|column| seat(table, column)).collect();
            circles.extend((0..tables).map(circle));
        }
        Random::new(3).shuffle(&mut circles);
        circles
    }

    fn solved(circles: &[Vec<Person>], people: usize, rounds: usize) -> Option<usize> {
        let of = memberships(circles, people);
        let may = vec![u64::MAX >> (64 - rounds); circles.len()];
        let stop = Stop::default();
        let found = super::rounds(circles, &of, &may, rounds, &mut Random::new(1), &stop);
        found.map(|found| clashes(&of, &found))
    }

    #[test]
    fn the_rounds_of_a_regular_plan_follow() {
        for (tables, size, rounds) in [(125, 8, 6), (64, 8, 8), (100, 6, 7), (13, 4, 4)] {
            let circles = regular(tables, size, rounds);
            assert_eq!(solved(&circles, tables * size, rounds), Some(0));
        }
    }

    #[test]
    fn circles_that_nobody_listed_are_not_missed() {
        let mut circles = regular(125, 8, 6);
        circles.truncate(700);
        assert_eq!(solved(&circles, 1000, 6), Some(0));
    }

    #[test]
    fn a_circle_of_strangers_is_left_aside() {
        let mut circles = regular(125, 8, 6);
        circles.push((0..8).map(|p| p * 111).collect());
        let clashes = solved(&circles, 1000, 6).expect("rounds");
        assert!(clashes <= 8, "{clashes} clashes");
    }

    #[test]
    fn a_random_plan_is_not_guessed() {
        let mut random = Random::new(2);
        let mut order: Vec<Person> = (0..300).collect();
        let mut circles = Vec::new();
        for _ in 0..8 {
            random.shuffle(&mut order);
            circles.extend(order.chunks(4).map(<[Person]>::to_vec));
        }
        assert_eq!(solved(&circles, 300, 8), None);
    }
}
