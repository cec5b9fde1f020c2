//! Owns which changes of a seating a search tries.
//! Refuses changes that part people who move together, or that take somebody from a table they are
//! held at.

use super::heaviest::Heaviest;
use super::ledger::Ledger;
use super::problem::Person;
use super::room::{Gain, HARD, NOWHERE, Room, parts};
use super::seating::Seating;
use crate::seed::Random;

/// What may be tried.
#[derive(Debug, Clone)]
pub struct Proposals<'a> {
    room: &'a Room,
    friends: Option<&'a Heaviest>,
    /// Rounds where somebody may move.
    open: Vec<usize>,
    /// `alone[round][person]`: free to move alone.
    alone: Vec<Vec<bool>>,
    /// Rounds with free seats.
    spare: Vec<bool>,
}

impl<'a> Proposals<'a> {
    /// The proposals of a room.
    pub fn new(room: &'a Room, friends: Option<&'a Heaviest>) -> Self {
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
            friends: friends.filter(|f| !f.is_empty()),
            alone: room.rounds.iter().map(alone).collect(),
            spare: room.rounds.iter().map(spare).collect(),
            open,
        }
    }

    /// Whether nobody may move at all.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Tries a change, or several of which at most one is done: the first that `keep` takes by its
    /// gain. Says how many were tried.
    #[inline]
    pub fn propose<L: Ledger>(
        &self,
        seating: &mut Seating<L>,
        random: &mut Random,
        keep: impl Fn(Gain) -> bool,
    ) -> u64 {
        let round = self.open[random.below(self.open.len())];
        let plan = &self.room.rounds[round];
        let dice = random.bits();
        if !plan.blocks.is_empty() && dice & 15 == 0 {
            let block = &plan.blocks[random.below(plan.blocks.len())];
            self.move_block(seating, round, block, random, keep);
            return 1;
        }
        if plan.free.is_empty() {
            return 1;
        }
        let a = plan.free[random.below(plan.free.len())];
        if self.spare[round] && dice & 0x70 == 0 {
            self.move_alone(seating, round, a, random, keep);
            return 1;
        }
        let friend = match self.friends {
            Some(friends) if dice & 0x300 != 0 => friend(seating, round, a, friends, random),
            _ => None,
        };
        if L::QUICK {
            let beside = friend.unwrap_or_else(|| plan.free[random.below(plan.free.len())]);
            return self.try_table(seating, round, a, beside, friend.is_some(), random, keep);
        }
        let b = match friend {
            Some(friend) => {
                let table = seating.table_of(round, friend);
                let drawn = random.pick(seating.at(round, table)).copied();
                drawn.filter(|b| *b != friend && self.alone[round][*b as usize])
            }
            None => Some(plan.free[random.below(plan.free.len())]),
        };
        let Some(b) = b else { return 1 };
        if seating.table_of(round, a) == seating.table_of(round, b) {
            return 1;
        }
        let gain = seating.swap_gain(round, a, b);
        if keep(gain) {
            seating.swap(round, a, b, gain);
        }
        1
    }

    /// Tries to exchange `a` with each of those who sit with somebody, from one drawn on; with `stays`
    /// that one keeps their seat.
    #[inline]
    #[allow(clippy::too_many_arguments)]
    fn try_table<L: Ledger>(
        &self,
        seating: &mut Seating<L>,
        round: usize,
        a: Person,
        beside: Person,
        stays: bool,
        random: &mut Random,
        keep: impl Fn(Gain) -> bool,
    ) -> u64 {
        let table = seating.table_of(round, beside);
        if table == NOWHERE || table == seating.table_of(round, a) {
            return 1;
        }
        let seated = seating.at(round, table);
        let (back, front) = seated.split_at(random.below(seated.len()));
        let mut tried = 0;
        let mut done = None;
        for b in front.iter().chain(back) {
            if (stays && *b == beside) || !self.alone[round][*b as usize] {
                continue;
            }
            tried += 1;
            let gain = seating.swap_gain(round, a, *b);
            if keep(gain) {
                done = Some((*b, gain));
                break;
            }
        }
        if let Some((b, gain)) = done {
            seating.swap(round, a, b, gain);
        }
        tried.max(1)
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

/// Somebody worth meeting who sits at another table, if a few draws find one.
#[inline]
fn friend<L: Ledger>(
    seating: &Seating<L>,
    round: usize,
    a: Person,
    friends: &Heaviest,
    random: &mut Random,
) -> Option<Person> {
    let home = seating.table_of(round, a);
    let friends = friends.of(a);
    let mut drawn = (0..3).filter_map(|_| random.pick(friends).map(|f| f.0));
    drawn.find(|friend| {
        let table = seating.table_of(round, *friend);
        table != NOWHERE && table != home && seating.ledger.is_wanted(a, *friend)
    })
}
