//! Owns which changes of a seating a search tries.
//! Refuses changes that part people who move together, or that take somebody from a table they are
//! held at.

use super::ledger::Ledger;
use super::problem::{Person, Problem, Weights};
use super::room::{Gain, HARD, NOWHERE, Room, parts};
use super::seating::Seating;
use crate::seed::Random;

/// People worth meeting, for each person.
#[derive(Debug, Clone, Default)]
pub struct Friends {
    starts: Vec<u32>,
    people: Vec<Person>,
}

impl Friends {
    /// Everybody's pairs of positive weight; none unless weights are listed.
    pub fn new(problem: &Problem) -> Option<Self> {
        let Weights::Pairs(pairs) = &problem.weights else {
            return None;
        };
        let good = || pairs.iter().filter(|(a, b, w)| a != b && *w > 0.0);
        let mut starts = vec![0u32; problem.people + 1];
        for (a, b, _) in good() {
            starts[*a as usize + 1] += 1;
            starts[*b as usize + 1] += 1;
        }
        (0..problem.people).for_each(|p| starts[p + 1] += starts[p]);
        let mut next = starts.clone();
        let mut people = vec![0; starts[problem.people] as usize];
        for (a, b, _) in good() {
            for (one, other) in [(*a, *b), (*b, *a)] {
                people[next[one as usize] as usize] = other;
                next[one as usize] += 1;
            }
        }
        Some(Self { starts, people })
    }

    /// The people worth meeting for one.
    #[inline]
    pub fn of(&self, person: Person) -> &[Person] {
        let at = person as usize;
        &self.people[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// What may be tried.
#[derive(Debug, Clone)]
pub struct Proposals<'a> {
    room: &'a Room,
    friends: Option<&'a Friends>,
    /// Rounds where somebody may move.
    open: Vec<usize>,
    /// `alone[round][person]`: free to move alone.
    alone: Vec<Vec<bool>>,
    /// Rounds with free seats.
    spare: Vec<bool>,
}

impl<'a> Proposals<'a> {
    /// The proposals of a room.
    pub fn new(room: &'a Room, friends: Option<&'a Friends>) -> Self {
        let open = |(at, r): (usize, &super::room::RoundPlan)| {
            let moves =
                r.played.is_none() && r.seats.len() > 1 && r.free.len() + r.blocks.len() > 1;
            moves.then_some(at)
        };
        let open: Vec<usize> = room.rounds.iter().enumerate().filter_map(open).collect();
        let alone = |r: &super::room::RoundPlan| {
            let mut alone = vec![false; room.people];
            r.free.iter().for_each(|p| alone[*p as usize] = true);
            alone
        };
        let spare =
            |r: &super::room::RoundPlan| r.seats.iter().sum::<u32>() > r.fill.iter().sum::<u32>();
        Self {
            room,
            friends: friends.filter(|f| !f.people.is_empty()),
            alone: room.rounds.iter().map(alone).collect(),
            spare: room.rounds.iter().map(spare).collect(),
            open,
        }
    }

    /// Whether nobody may move at all.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Tries one change; it is done if `keep` says so of its gain.
    #[inline]
    pub fn propose<L: Ledger>(
        &self,
        seating: &mut Seating<L>,
        random: &mut Random,
        keep: impl Fn(Gain) -> bool,
    ) {
        let round = self.open[random.below(self.open.len())];
        let plan = &self.room.rounds[round];
        let dice = random.bits();
        if !plan.blocks.is_empty() && dice & 15 == 0 {
            let block = &plan.blocks[random.below(plan.blocks.len())];
            self.move_block(seating, round, block, random, keep);
            return;
        }
        if plan.free.is_empty() {
            return;
        }
        let a = plan.free[random.below(plan.free.len())];
        if self.spare[round] && dice & 0x70 == 0 {
            self.move_alone(seating, round, a, random, keep);
            return;
        }
        let b = match self.friends {
            Some(friends) if dice & 0x300 != 0 => {
                self.beside_friend(seating, round, a, friends, random)
            }
            _ => Some(plan.free[random.below(plan.free.len())]),
        };
        let Some(b) = b else { return };
        if seating.table_of(round, a) == seating.table_of(round, b) {
            return;
        }
        let gain = seating.swap_gain(round, a, b);
        if keep(gain) {
            seating.swap(round, a, b, gain);
        }
    }

    /// Somebody who moves alone and sits with a friend of `a`.
    #[inline]
    fn beside_friend<L: Ledger>(
        &self,
        seating: &Seating<L>,
        round: usize,
        a: Person,
        friends: &Friends,
        random: &mut Random,
    ) -> Option<Person> {
        let friend = *random.pick(friends.of(a))?;
        let table = seating.table_of(round, friend);
        if table == NOWHERE {
            return None;
        }
        let b = *random.pick(seating.at(round, table))?;
        (b != friend && self.alone[round][b as usize]).then_some(b)
    }

    /// A person to a table with a free seat; sizes grow no more uneven unless a demand gains.
    fn move_alone<L: Ledger>(
        &self,
        seating: &mut Seating<L>,
        round: usize,
        person: Person,
        random: &mut Random,
        keep: impl Fn(Gain) -> bool,
    ) {
        let to = random.below(self.room.rounds[round].seats.len()) as u32;
        let from = seating.table_of(round, person);
        if from == to || seating.free_seats(round, to) == 0 {
            return;
        }
        let gain = seating.move_gain(round, person, to);
        let even = seating.at(round, from).len() > seating.at(round, to).len();
        if (even || parts(gain).0 > 0) && keep(gain) {
            seating.go(round, person, to, gain);
        }
    }

    /// A block to another table, in exchange for as many people who move alone, or for free seats.
    fn move_block<L: Ledger>(
        &self,
        seating: &mut Seating<L>,
        round: usize,
        block: &[Person],
        random: &mut Random,
        keep: impl Fn(Gain) -> bool,
    ) {
        let to = random.below(self.room.rounds[round].seats.len()) as u32;
        let from = seating.table_of(round, block[0]);
        if from == to {
            return;
        }
        let alone = |p: &&Person| self.alone[round][**p as usize];
        let mut others: Vec<Person> = seating
            .at(round, to)
            .iter()
            .filter(alone)
            .copied()
            .collect();
        random.shuffle(&mut others);
        let spare = seating.free_seats(round, to) as usize;
        let back = block
            .len()
            .saturating_sub(if others.len() < block.len() { spare } else { 0 });
        if others.len() < back {
            return;
        }
        let before = (seating.hard, seating.value);
        let mut undo = Vec::with_capacity(block.len());
        for (at, person) in block.iter().enumerate() {
            let other = others.get(at).copied().filter(|_| at < back);
            match other {
                Some(other) => {
                    let gain = seating.swap_gain(round, *person, other);
                    seating.swap(round, *person, other, gain);
                }
                None => {
                    let gain = seating.move_gain(round, *person, to);
                    seating.go(round, *person, to, gain);
                }
            }
            undo.push((*person, other));
        }
        let gain = (seating.hard - before.0) * HARD + seating.value - before.1;
        if keep(gain) {
            return;
        }
        for (person, other) in undo.into_iter().rev() {
            match other {
                Some(other) => {
                    let gain = seating.swap_gain(round, person, other);
                    seating.swap(round, person, other, gain);
                }
                None => {
                    let gain = seating.move_gain(round, person, from);
                    seating.go(round, person, from, gain);
                }
            }
        }
    }

    /// Goes to everybody whose demands are broken and tries many changes for each; says how many.
    pub fn mend<L: Ledger>(&self, seating: &mut Seating<L>, random: &mut Random) -> u64 {
        let mut tried = 0;
        for round in self.open.clone() {
            let plan = &self.room.rounds[round];
            for person in 0..self.room.people as Person {
                if !self.suffers(seating, round, person) {
                    continue;
                }
                if !self.alone[round][person as usize] {
                    if let Some(block) = plan.blocks.iter().find(|b| b.contains(&person)) {
                        for _ in 0..plan.seats.len() * 2 {
                            tried += 1;
                            self.move_block(seating, round, block, random, |gain| {
                                parts(gain).0 > 0
                            });
                        }
                    }
                    continue;
                }
                let mut best: Option<(Gain, Person)> = None;
                for _ in 0..plan.free.len().min(400) {
                    tried += 1;
                    let other = plan.free[random.below(plan.free.len())];
                    if seating.table_of(round, other) == seating.table_of(round, person) {
                        continue;
                    }
                    let gain = seating.swap_gain(round, person, other);
                    if best.is_none_or(|b| gain > b.0) {
                        best = Some((gain, other));
                    }
                }
                if let Some((gain, other)) = best.filter(|b| parts(b.0).0 >= 0) {
                    seating.swap(round, person, other, gain);
                }
            }
        }
        tried
    }

    /// Whether someone sits with a person they must be apart from, or meets somebody too often.
    fn suffers<L: Ledger>(&self, seating: &Seating<L>, round: usize, person: Person) -> bool {
        let table = seating.table_of(round, person);
        if table == NOWHERE {
            return false;
        }
        let bond = |b: &super::room::Bond| {
            b.gain <= -HARD / 2 && seating.table_of(round, b.other) == table
        };
        self.room.rounds[round].bonds(person).iter().any(bond)
            || parts(seating.ledger.leave(person, seating.at(round, table))).0 > 0
    }
}
