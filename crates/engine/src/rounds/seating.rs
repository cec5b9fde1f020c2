//! Owns a seating under change: who sits where, what a change is worth, and its doing and undoing.
//! Refuses to decide: [`super::search`] says which change is kept.

use super::ledger::Ledger;
use super::problem::Person;
use super::room::{Gain, NOWHERE, Room};
use crate::plan::Plan;

/// Where somebody sits in a round: the table, and the chair among those taken.
#[derive(Debug, Clone, Copy)]
struct Place {
    table: u32,
    chair: u32,
}

/// The tables of one round, the chairs taken first.
#[derive(Debug, Clone)]
struct Tables {
    /// Where each table's chairs begin; one more entry than tables.
    starts: Vec<u32>,
    /// How many chairs of each are taken.
    taken: Vec<u32>,
    chairs: Vec<Person>,
    places: Vec<Place>,
    /// `kinds[mix][table * count + kind]`.
    kinds: Vec<Vec<u32>>,
    /// `attending[mix][kind]`.
    attending: Vec<Vec<u32>>,
    seated: u32,
}

/// A seating of every round.
#[derive(Debug, Clone)]
pub struct Seating<'a, L> {
    room: &'a Room,
    /// How often pairs met.
    pub ledger: L,
    rounds: Vec<Tables>,
    /// Demands broken (negative) and value so far, relative to nobody having met.
    pub hard: i64,
    /// Value in units.
    pub value: i64,
}

impl<'a, L: Ledger> Seating<'a, L> {
    /// Seats a plan; the plan's people must be those present, each once, within the seats.
    pub fn new(room: &'a Room, ledger: L, plan: &Plan) -> Self {
        let mut seating = Self {
            room,
            ledger,
            rounds: Vec::new(),
            hard: 0,
            value: 0,
        };
        for (round, tables) in plan.rounds.iter().enumerate() {
            seating.rounds.push(Tables::empty(room, round, tables));
            for (table, people) in tables.iter().enumerate() {
                for person in people {
                    let gain = seating.arrival(round, *person, table as u32);
                    seating.sit(round, *person, table as u32);
                    seating.earn(gain);
                }
            }
            let cost: i64 = (0..tables.len())
                .map(|t| seating.mix_cost(round, t as u32))
                .sum();
            seating.value -= cost;
        }
        seating
    }

    fn earn(&mut self, gain: Gain) {
        let (hard, value) = super::room::parts(gain);
        self.hard += hard;
        self.value += value;
    }

    /// The people at a table.
    #[inline]
    pub fn at(&self, round: usize, table: u32) -> &[Person] {
        let tables = &self.rounds[round];
        let start = tables.starts[table as usize] as usize;
        &tables.chairs[start..start + tables.taken[table as usize] as usize]
    }

    /// The table of a person.
    #[inline]
    pub fn table_of(&self, round: usize, person: Person) -> u32 {
        self.rounds[round].places[person as usize].table
    }

    /// How many seats of a table are free.
    pub fn free_seats(&self, round: usize, table: u32) -> u32 {
        self.room.rounds[round].seats[table as usize] - self.rounds[round].taken[table as usize]
    }

    /// What it is worth that two people at different tables change places.
    #[inline]
    pub fn swap_gain(&self, round: usize, a: Person, b: Person) -> Gain {
        let tables = &self.rounds[round];
        let (ta, tb) = (
            tables.places[a as usize].table,
            tables.places[b as usize].table,
        );
        let mut gain = self.ledger.swap(
            round,
            (a, ta),
            (b, tb),
            self.at(round, ta),
            self.at(round, tb),
        );
        gain += self.bond_gain(round, a, ta, tb, b) + self.bond_gain(round, b, tb, ta, a);
        let plan = &self.room.rounds[round];
        if !plan.home.is_empty() {
            gain += plan.stay_gain(a, ta, tb) + plan.stay_gain(b, tb, ta);
        }
        if !self.room.mixes.is_empty() {
            gain += self.mix_swap(round, (a, ta), (b, tb));
        }
        gain
    }

    /// What it is worth for `person`'s bonds to go from one table to another, the bond with `but`
    /// left out.
    #[inline]
    fn bond_gain(&self, round: usize, person: Person, from: u32, to: u32, but: Person) -> Gain {
        let mut gain = 0;
        for bond in self.room.rounds[round].bonds(person) {
            let table = self.rounds[round].places[bond.other as usize].table;
            if bond.other != but {
                gain += if table == to { bond.gain } else { 0 }
                    - if table == from { bond.gain } else { 0 };
            }
        }
        gain
    }

    /// Makes two people at different tables change places, the worth of it known.
    pub fn swap(&mut self, round: usize, a: Person, b: Person, gain: Gain) {
        let (pa, pb) = (
            self.rounds[round].places[a as usize],
            self.rounds[round].places[b as usize],
        );
        self.change_company(round, a, pa.table, b, pb.table);
        let tables = &mut self.rounds[round];
        tables.chairs[(tables.starts[pa.table as usize] + pa.chair) as usize] = b;
        tables.chairs[(tables.starts[pb.table as usize] + pb.chair) as usize] = a;
        tables.places[a as usize] = pb;
        tables.places[b as usize] = pa;
        tables.recount(self.room, a, pa.table, pb.table);
        tables.recount(self.room, b, pb.table, pa.table);
        self.earn(gain);
    }

    fn change_company(&mut self, round: usize, a: Person, ta: u32, b: Person, tb: u32) {
        let tables = &self.rounds[round];
        let people = |table: u32| {
            let start = tables.starts[table as usize] as usize;
            &tables.chairs[start..start + tables.taken[table as usize] as usize]
        };
        self.ledger
            .exchange(round, (a, ta), (b, tb), people(ta), people(tb));
    }

    /// What it is worth that a person goes to a table with a free seat.
    pub fn move_gain(&self, round: usize, person: Person, to: u32) -> Gain {
        let from = self.table_of(round, person);
        let mut gain = self.ledger.leave(person, self.at(round, from));
        gain += self.ledger.join(person, self.at(round, to));
        gain += self.bond_gain(round, person, from, to, NOWHERE);
        gain += self.room.rounds[round].stay_gain(person, from, to);
        if !self.room.mixes.is_empty() {
            gain += self.mix_move(round, person, from, to);
        }
        gain
    }

    /// Moves a person to a table with a free seat, the worth of it known.
    pub fn go(&mut self, round: usize, person: Person, to: u32, gain: Gain) {
        self.stand(round, person);
        self.sit(round, person, to);
        self.earn(gain);
    }

    fn arrival(&self, round: usize, person: Person, table: u32) -> Gain {
        let mut gain = self.ledger.join(person, self.at(round, table));
        for bond in self.room.rounds[round].bonds(person) {
            if self.table_of(round, bond.other) == table {
                gain += bond.gain;
            }
        }
        gain
    }

    fn sit(&mut self, round: usize, person: Person, table: u32) {
        let tables = &mut self.rounds[round];
        let (start, chair) = (tables.starts[table as usize], tables.taken[table as usize]);
        let mates = &tables.chairs[start as usize..(start + chair) as usize];
        self.ledger.sit(round, (person, table), mates);
        tables.chairs[(start + chair) as usize] = person;
        tables.places[person as usize] = Place { table, chair };
        tables.taken[table as usize] += 1;
        tables.seated += 1;
        tables.recount(self.room, person, NOWHERE, table);
    }

    fn stand(&mut self, round: usize, person: Person) {
        let tables = &mut self.rounds[round];
        let Place { table, chair } = tables.places[person as usize];
        let (start, last) = (
            tables.starts[table as usize],
            tables.taken[table as usize] - 1,
        );
        let moved = tables.chairs[(start + last) as usize];
        tables.chairs[(start + chair) as usize] = moved;
        tables.places[moved as usize].chair = chair;
        tables.taken[table as usize] = last;
        tables.places[person as usize].table = NOWHERE;
        tables.seated -= 1;
        let mates = &tables.chairs[start as usize..(start + last) as usize];
        self.ledger.stand(round, (person, table), mates);
        tables.recount(self.room, person, table, NOWHERE);
    }

    /// What the mix at a table costs.
    fn mix_cost(&self, round: usize, table: u32) -> i64 {
        let tables = &self.rounds[round];
        let people = tables.taken[table as usize];
        let mut cost = 0;
        for (at, mix) in self.room.mixes.iter().enumerate() {
            for kind in 0..mix.count {
                let here = tables.kinds[at][table as usize * mix.count + kind];
                cost += mix.cost * tables.off(at, kind, here, people);
            }
        }
        cost
    }

    fn mix_swap(&self, round: usize, (a, ta): (Person, u32), (b, tb): (Person, u32)) -> i64 {
        let tables = &self.rounds[round];
        let mut cost = 0;
        for (at, mix) in self.room.mixes.iter().enumerate() {
            let (ka, kb) = (
                mix.kinds[a as usize] as usize,
                mix.kinds[b as usize] as usize,
            );
            if ka == kb {
                continue;
            }
            for (table, out, into) in [(ta, ka, kb), (tb, kb, ka)] {
                let people = tables.taken[table as usize];
                let here = |kind: usize| tables.kinds[at][table as usize * mix.count + kind];
                let off = |kind: usize, here: u32| tables.off(at, kind, here, people);
                cost += mix.cost * (off(out, here(out) - 1) - off(out, here(out)));
                cost += mix.cost * (off(into, here(into) + 1) - off(into, here(into)));
            }
        }
        -cost
    }

    fn mix_move(&self, round: usize, person: Person, from: u32, to: u32) -> i64 {
        let tables = &self.rounds[round];
        let mut cost = -self.mix_cost(round, from) - self.mix_cost(round, to);
        for (at, mix) in self.room.mixes.iter().enumerate() {
            let moved = mix.kinds[person as usize] as usize;
            for (table, change) in [(from, -1i64), (to, 1)] {
                let people = (i64::from(tables.taken[table as usize]) + change) as u32;
                for kind in 0..mix.count {
                    let here = i64::from(tables.kinds[at][table as usize * mix.count + kind]);
                    let here = here + if kind == moved { change } else { 0 };
                    cost += mix.cost * tables.off(at, kind, here as u32, people);
                }
            }
        }
        -cost
    }

    /// The plan as it is now.
    pub fn plan(&self) -> Plan {
        let round = |round: usize| {
            let tables = self.rounds[round].taken.len() as u32;
            (0..tables)
                .map(|table| self.at(round, table).to_vec())
                .collect()
        };
        Plan {
            rounds: (0..self.rounds.len()).map(round).collect(),
        }
    }
}

impl Tables {
    fn empty(room: &Room, round: usize, tables: &[Vec<Person>]) -> Self {
        let seats = &room.rounds[round].seats;
        let mut starts = vec![0];
        let mut start = 0;
        for seats in seats {
            start += seats;
            starts.push(start);
        }
        let nowhere = Place {
            table: NOWHERE,
            chair: 0,
        };
        let mut attending: Vec<Vec<u32>> = room.mixes.iter().map(|m| vec![0; m.count]).collect();
        for (mix, attending) in room.mixes.iter().zip(&mut attending) {
            tables
                .iter()
                .flatten()
                .for_each(|p| attending[mix.kinds[*p as usize] as usize] += 1);
        }
        Self {
            starts,
            taken: vec![0; seats.len()],
            chairs: vec![0; start as usize],
            places: vec![nowhere; room.people],
            kinds: room
                .mixes
                .iter()
                .map(|m| vec![0; m.count * seats.len()])
                .collect(),
            attending,
            seated: 0,
        }
    }

    /// How many of a kind are beyond the table's rounded share, or short of it.
    fn off(&self, mix: usize, kind: usize, here: u32, people: u32) -> i64 {
        let share = self.attending[mix][kind] * people;
        let seated = self.attending[mix].iter().sum::<u32>().max(1);
        let (low, high) = (share / seated, share.div_ceil(seated));
        i64::from(here.saturating_sub(high) + low.saturating_sub(here))
    }

    fn recount(&mut self, room: &Room, person: Person, from: u32, to: u32) {
        for (kinds, mix) in self.kinds.iter_mut().zip(&room.mixes) {
            let kind = mix.kinds[person as usize] as usize;
            if from != NOWHERE {
                kinds[from as usize * mix.count + kind] -= 1;
            }
            if to != NOWHERE {
                kinds[to as usize * mix.count + kind] += 1;
            }
        }
    }
}
