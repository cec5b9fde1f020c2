//! Owns what is known of the rounds of circles, and what follows from it.
//! Refuses to guess: [`super::reason`] does.

use super::super::problem::Person;
use crate::seed::Random;

/// No round yet.
const NONE: u8 = u8::MAX;
/// Candidates looked at for a guess.
const LOOK: usize = 48;

/// What cannot be: a circle without a round, a person without a circle for some round.
#[derive(Clone, Copy)]
pub enum Dead {
    Circle(u32),
    Person(Person),
}

/// The crossword.
pub struct Puzzle<'a> {
    circles: &'a [Vec<Person>],
    of: &'a [Vec<u32>],
    every: u64,
    /// The rounds that each circle may have, the others apart.
    may: &'a [u64],
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

impl<'a> Puzzle<'a> {
    pub fn new(
        circles: &'a [Vec<Person>],
        of: &'a [Vec<u32>],
        may: &'a [u64],
        rounds: usize,
    ) -> Self {
        let crowded = |p: &&Person| of[**p as usize].len() > rounds;
        let is_foreign = |c: &Vec<Person>| 2 * c.iter().filter(crowded).count() > c.len();
        Self {
            circles,
            of,
            every: u64::MAX >> (64 - rounds),
            may,
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
    pub fn free(&self, circle: u32) -> u64 {
        let members = self.circles[circle as usize].iter();
        self.may[circle as usize] & !members.fold(0, |all, p| all | self.taken[*p as usize])
    }

    #[inline]
    pub fn is_open(&self, circle: u32) -> bool {
        self.round[circle as usize] == NONE && !self.aside[circle as usize]
    }

    /// Gives a circle a round; those who share somebody with it are narrowed.
    pub fn give(&mut self, circle: u32, round: u8) {
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
    pub fn follow(&mut self) -> Option<Dead> {
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
    pub fn forget(&mut self, known: usize) {
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

    /// Makes the first of some rounds known, and nothing else; some are on the trail still.
    pub fn return_to(&mut self, rounds: &[(u32, u8)], count: usize, same: usize) {
        self.forget(same.min(count));
        for (circle, round) in &rounds[self.trail.len()..count] {
            self.give(*circle, *round);
        }
    }

    /// Among circles with the fewest rounds left, the one that led nowhere most often.
    pub fn narrowest(&mut self) -> Option<u32> {
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

    /// Rounds for the circles of somebody about whom nothing is known.
    fn choice(&self, person: usize) -> Option<Vec<(u32, u8)>> {
        let mut taken = 0;
        let one = |circle: &u32| {
            let may = self.may[*circle as usize];
            let untouched = self.is_open(*circle) && self.free(*circle) == may;
            let left = if untouched { may & !taken } else { 0 };
            let round = (left != 0).then_some(left.trailing_zeros() as u8)?;
            taken |= 1 << round;
            Some((*circle, round))
        };
        let of = self.of[person].iter();
        of.map(one)
            .collect::<Option<Vec<_>>>()
            .filter(|_| self.whole[person])
    }

    /// Begins at a person all of whose circles are open: their rounds are free to choose.
    pub fn begin(&mut self, random: &mut Random) -> bool {
        let of = self.of;
        let people = of.len();
        let start = random.below(people);
        let choice = (0..people).find_map(|p| self.choice((p + start) % people));
        let Some(choice) = choice else {
            return false;
        };
        for (circle, round) in choice {
            self.give(circle, round);
        }
        true
    }

    /// Notes what led nowhere.
    pub fn accuse(&mut self, dead: Dead) {
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
    pub fn excuse(&mut self, dead: Dead) {
        match dead {
            Dead::Circle(circle) => self.aside[circle as usize] = true,
            Dead::Person(person) => self.whole[person as usize] = false,
        }
    }

    /// How many rounds are known.
    pub fn known(&self) -> usize {
        self.trail.len()
    }

    /// The rounds that became known after the first ones, in that order.
    pub fn since(&self, known: usize) -> impl Iterator<Item = (u32, u8)> {
        let later = self.trail[known..].iter();
        later.map(|circle| (*circle, self.round[*circle as usize]))
    }

    /// The rounds known, and for the rest those in which the fewest are wanted already.
    pub fn completed(mut self, rounds: usize) -> Vec<u8> {
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
