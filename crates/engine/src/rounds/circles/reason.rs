//! Owns rounds for circles by what follows from what, where the hidden plan is regular.
//! Refuses to go on where it would only guess: a random plan tells nothing nearby.
//!
//! Two circles with somebody in common are not at once, and whoever is in a circle for every round
//! is in one of each. From one person's circles the rounds of others follow, like a crossword:
//! where one round is left to a circle, or one circle of a person to a round. Where nothing
//! follows, a guess is made and taken back when it leads nowhere. In a plan made by a rule,
//! neighbours' neighbours meet again, and little is guessed.

use super::super::problem::Person;
use crate::seed::Random;
use crate::stop::Stop;

/// No round yet.
const NONE: u8 = u8::MAX;
/// Guesses taken back without getting further, before what led here is held for true or dropped.
const PATIENCE: usize = 400;
/// Ways back, each further than the last, before that.
const JUMPS: usize = 14;
/// Guesses taken back in all, before giving up.
const MOST_VAIN: usize = 100_000;
/// Candidates looked at for a guess.
const LOOK: usize = 48;

/// What cannot be: a circle without a round, a person without a circle for some round.
#[derive(Clone, Copy)]
enum Dead {
    Circle(u32),
    Person(Person),
}

/// Some guess that was made, what it may be otherwise, and how much was known before it.
struct Guess {
    known: usize,
    circle: u32,
    others: u64,
}

/// The crossword.
struct Puzzle<'a> {
    circles: &'a [Vec<Person>],
    of: &'a [Vec<u32>],
    every: u64,
    round: Vec<u8>,
    /// Rounds known for the circles of each person.
    taken: Vec<u64>,
    /// Circles in the order in which their rounds became known.
    trail: Vec<u32>,
    /// Circles with one round left, perhaps.
    ready: Vec<u32>,
    /// Persons to look at.
    doubtful: Vec<Person>,
    is_doubtful: Vec<bool>,
    /// Circles by the number of rounds they cannot have, as it was when they were put there.
    narrowed: Vec<Vec<u32>>,
    /// Circles left aside: they contradict the others.
    aside: Vec<bool>,
    /// Persons in one circle per round.
    whole: Vec<bool>,
    /// How often a circle led nowhere.
    blame: Vec<u32>,
}

/// A round for each circle; none where they do not follow.
pub fn rounds(
    circles: &[Vec<Person>],
    of: &[Vec<u32>],
    rounds: usize,
    random: &mut Random,
    stop: &Stop,
) -> Option<Vec<u8>> {
    if !(2..=64).contains(&rounds) {
        return None;
    }
    let mut puzzle = Puzzle::new(circles, of, rounds);
    let asides = circles.len() / 16 + 8;
    puzzle
        .solve(asides, random, stop)
        .then(|| puzzle.completed(rounds))
}

impl<'a> Puzzle<'a> {
    fn new(circles: &'a [Vec<Person>], of: &'a [Vec<u32>], rounds: usize) -> Self {
        let crowded = |p: &&Person| of[**p as usize].len() > rounds;
        let is_foreign = |c: &Vec<Person>| 2 * c.iter().filter(crowded).count() > c.len();
        Self {
            circles,
            of,
            every: u64::MAX >> (64 - rounds),
            round: vec![NONE; circles.len()],
            taken: vec![0; of.len()],
            trail: Vec::new(),
            ready: Vec::new(),
            doubtful: Vec::new(),
            is_doubtful: vec![false; of.len()],
            narrowed: vec![Vec::new(); rounds + 1],
            aside: circles.iter().map(is_foreign).collect(),
            whole: of.iter().map(|o| o.len() == rounds).collect(),
            blame: vec![0; circles.len()],
        }
    }

    /// The rounds a circle may have.
    #[inline]
    fn free(&self, circle: u32) -> u64 {
        let members = self.circles[circle as usize].iter();
        self.every & !members.fold(0, |all, p| all | self.taken[*p as usize])
    }

    #[inline]
    fn is_open(&self, circle: u32) -> bool {
        self.round[circle as usize] == NONE && !self.aside[circle as usize]
    }

    /// Gives a circle a round; those who share somebody with it are narrowed.
    fn give(&mut self, circle: u32, round: u8) {
        let (circles, of) = (self.circles, self.of);
        self.round[circle as usize] = round;
        self.trail.push(circle);
        for person in &circles[circle as usize] {
            for other in &of[*person as usize] {
                if self.is_open(*other) && self.free(*other) >> round & 1 == 1 {
                    let members = circles[*other as usize].iter();
                    for doubtful in members {
                        if self.whole[*doubtful as usize]
                            && !std::mem::replace(&mut self.is_doubtful[*doubtful as usize], true)
                        {
                            self.doubtful.push(*doubtful);
                        }
                    }
                }
            }
            self.taken[*person as usize] |= 1 << round;
            for other in &of[*person as usize] {
                self.narrow(*other);
            }
        }
    }

    /// Puts a circle where it is found by how little is left to it.
    fn narrow(&mut self, circle: u32) {
        if self.is_open(circle) {
            let free = self.free(circle);
            if free.count_ones() <= 1 {
                self.ready.push(circle);
            }
            self.narrowed[(self.every & !free).count_ones() as usize].push(circle);
        }
    }

    /// Draws what follows. Says what cannot be, at the first sign.
    fn follow(&mut self) -> Option<Dead> {
        loop {
            if let Some(circle) = self.ready.pop() {
                if !self.is_open(circle) {
                    continue;
                }
                let free = self.free(circle);
                match free.count_ones() {
                    0 => return Some(Dead::Circle(circle)),
                    1 => self.give(circle, free.trailing_zeros() as u8),
                    _ => {}
                }
            } else if let Some(person) = self.doubtful.pop() {
                self.is_doubtful[person as usize] = false;
                if !self.look_at(person) {
                    return Some(Dead::Person(person));
                }
            } else {
                return None;
            }
        }
    }

    /// Gives a person's circles the rounds that no other of theirs may have. Says whether every
    /// round may still have one.
    fn look_at(&mut self, person: Person) -> bool {
        let of = self.of;
        let (mut some, mut several) = (0u64, 0u64);
        for circle in &of[person as usize] {
            if self.is_open(*circle) {
                let free = self.free(*circle);
                several |= some & free;
                some |= free;
            }
        }
        let needed = self.every & !self.taken[person as usize];
        if !self.whole[person as usize] {
            return true;
        }
        if needed & !some != 0 {
            return false;
        }
        let single = some & !several & needed;
        if single != 0 {
            for circle in &of[person as usize] {
                if self.is_open(*circle) {
                    let mine = single & self.free(*circle);
                    match mine.count_ones() {
                        0 => {}
                        1 => self.give(*circle, mine.trailing_zeros() as u8),
                        _ => return false,
                    }
                }
            }
        }
        true
    }

    /// Forgets the rounds that became known after the first ones.
    fn forget(&mut self, known: usize) {
        let (circles, of) = (self.circles, self.of);
        self.ready.clear();
        while let Some(person) = self.doubtful.pop() {
            self.is_doubtful[person as usize] = false;
        }
        let gone = self.trail.split_off(known);
        for circle in &gone {
            let round = std::mem::replace(&mut self.round[*circle as usize], NONE);
            for person in &circles[*circle as usize] {
                self.taken[*person as usize] &= !(1u64 << round);
            }
        }
        for circle in &gone {
            for person in &circles[*circle as usize] {
                for other in &of[*person as usize] {
                    if self.is_open(*other) {
                        let narrow = (self.every & !self.free(*other)).count_ones();
                        self.narrowed[narrow as usize].push(*other);
                    }
                }
            }
        }
    }

    /// Among circles with the fewest rounds left, the one that led nowhere most often.
    fn narrowest(&mut self) -> Option<u32> {
        for narrow in (1..self.narrowed.len()).rev() {
            let mut all = std::mem::take(&mut self.narrowed[narrow]);
            let mut looked = Vec::with_capacity(LOOK);
            while looked.len() < LOOK {
                let Some(circle) = all.pop() else { break };
                let now = (self.every & !self.free(circle)).count_ones() as usize;
                if self.is_open(circle) && now == narrow && !looked.contains(&circle) {
                    looked.push(circle);
                }
            }
            all.extend(&looked);
            self.narrowed[narrow] = all;
            let found = looked.into_iter().max_by_key(|c| self.blame[*c as usize]);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Begins at a person all of whose circles are open: their rounds are free to choose.
    fn begin(&mut self, random: &mut Random) -> bool {
        let of = self.of;
        let people = of.len();
        let start = random.below(people);
        let fresh = |p: &usize| {
            self.whole[*p]
                && of[*p]
                    .iter()
                    .all(|c| self.free(*c) == self.every && self.is_open(*c))
        };
        let Some(person) = (0..people).map(|p| (p + start) % people).find(fresh) else {
            return false;
        };
        for (round, circle) in of[person].iter().enumerate() {
            self.give(*circle, round as u8);
        }
        true
    }

    /// Notes what led nowhere.
    fn accuse(&mut self, dead: Dead) {
        match dead {
            Dead::Circle(circle) => self.blame[circle as usize] += 1,
            Dead::Person(person) => {
                for circle in &self.of[person as usize] {
                    self.blame[*circle as usize] += 1;
                }
            }
        }
    }

    /// Leaves aside what contradicts the rest.
    fn excuse(&mut self, dead: Dead) {
        match dead {
            Dead::Circle(circle) => self.aside[circle as usize] = true,
            Dead::Person(person) => self.whole[person as usize] = false,
        }
    }

    /// Finds the rounds of all circles but a few; says whether it did.
    fn solve(&mut self, mut asides: usize, random: &mut Random, stop: &Stop) -> bool {
        let nucleus = 40 * self.narrowed.len();
        let (mut jumps, mut held, mut record) = (0, 0, 0);
        let mut guesses: Vec<Guess> = Vec::new();
        // The furthest so far, and how much of it is still on the trail.
        let mut furthest: Vec<(u32, u8)> = Vec::new();
        let mut same = 0;
        let (mut vain, mut all_vain) = (0, 0);
        let mut dead = None;
        loop {
            if stop.is_wanted() || all_vain > MOST_VAIN {
                return false;
            }
            let is_stuck = if let Some(what) = dead {
                vain += 1;
                all_vain += 1;
                self.accuse(what);
                if self.trail.len() > furthest.len() {
                    vain = 0;
                    furthest.truncate(same);
                    let more = self.trail[same..].iter();
                    furthest.extend(more.map(|c| (*c, self.round[*c as usize])));
                    same = furthest.len();
                }
                !self.turn(&mut guesses, &mut same, random, &mut dead) || vain > PATIENCE
            } else if let Some(circle) = self.narrowest() {
                let others = self.free(circle);
                guesses.push(Guess {
                    known: self.trail.len(),
                    circle,
                    others,
                });
                !self.turn(&mut guesses, &mut same, random, &mut dead)
            } else {
                // Whatever hangs together is known; another part, if there is one.
                held = self.trail.len();
                guesses.clear();
                furthest.clear();
                furthest.extend(self.trail.iter().map(|c| (*c, self.round[*c as usize])));
                (same, record, jumps) = (held, held, 0);
                if !self.begin(random) {
                    return true;
                }
                dead = self.follow();
                false
            };
            if !is_stuck {
                continue;
            }
            vain = 0;
            guesses.clear();
            dead = None;
            if jumps < JUMPS {
                // Further back than guesses are taken back, then on from there another way.
                jumps = if furthest.len() > record {
                    0
                } else {
                    jumps + 1
                };
                record = furthest.len();
                let back = 1.6f64.powi(jumps as i32) * 16.0;
                let kept = furthest.len().saturating_sub(back as usize).max(held);
                self.return_to(&furthest, kept.min(furthest.len()), same);
                same = self.trail.len();
                if same == 0 && !self.begin(random) {
                    return false;
                }
                dead = self.follow();
                continue;
            }
            if furthest.len() < held + nucleus {
                return false;
            }
            // Far enough: what is known is held for true, and what contradicts it left aside.
            self.return_to(&furthest, furthest.len(), same);
            while let Some(what) = self.follow() {
                self.excuse(what);
                if asides == 0 {
                    return false;
                }
                asides -= 1;
            }
            jumps = 0;
            held = self.trail.len();
            furthest.clear();
            furthest.extend(self.trail.iter().map(|c| (*c, self.round[*c as usize])));
            same = held;
            record = held;
        }
    }

    /// Makes the first of some rounds known, and nothing else; some are on the trail still.
    fn return_to(&mut self, rounds: &[(u32, u8)], count: usize, same: usize) {
        self.forget(same.min(count));
        for (circle, round) in &rounds[self.trail.len()..count] {
            self.give(*circle, *round);
        }
    }

    /// Tries what is left of the last guess, or of those before. Says whether anything was left.
    fn turn(
        &mut self,
        guesses: &mut Vec<Guess>,
        same: &mut usize,
        random: &mut Random,
        dead: &mut Option<Dead>,
    ) -> bool {
        while let Some(mut guess) = guesses.pop() {
            if self.trail.len() > guess.known {
                self.forget(guess.known);
                *same = (*same).min(guess.known);
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
            guesses.push(guess);
            self.give(circle, round as u8);
            *dead = self.follow();
            return true;
        }
        false
    }

    /// The rounds known, and for the rest those in which the fewest are wanted already.
    fn completed(mut self, rounds: usize) -> Vec<u8> {
        for circle in 0..self.circles.len() {
            if self.round[circle] == NONE {
                let members = &self.circles[circle];
                let wanted = |r: &usize| {
                    members
                        .iter()
                        .filter(|p| self.taken[**p as usize] >> r & 1 == 1)
                        .count()
                };
                let round = (0..rounds).min_by_key(wanted).unwrap_or(0);
                members
                    .iter()
                    .for_each(|p| self.taken[*p as usize] |= 1 << round);
                self.round[circle] = round as u8;
            }
        }
        self.round
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
        let stop = Stop::default();
        let found = super::rounds(circles, &of, rounds, &mut Random::new(1), &stop);
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
