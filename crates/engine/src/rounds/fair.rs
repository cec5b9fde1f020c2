//! Owns the last wish of a plan: whoever comes off worst comes off better, at nobody's cost but theirs
//! who have more.
//! Refuses any change that breaks a demand or takes from the plan's value.

use super::ledger::Ledger;
use super::problem::Person;
use super::room::{NOWHERE, Room, parts};
use super::seating::Seating;
use crate::plan::Plan;

/// The most changes looked at: what is done after the search must be short.
const MOST_LOOKS: usize = 200_000;

/// The plan with the least that anybody gets raised as far as exchanges of two seats can.
pub fn evened<L: Ledger>(room: &Room, ledger: L, plan: Plan) -> Plan {
    let mut fair = Fair::new(Seating::new(room, ledger, &plan), room);
    let mut looks = MOST_LOOKS;
    while let Some(worst) = fair.worst() {
        if !fair.raise(worst, &mut looks) {
            break;
        }
    }
    if fair.changed {
        fair.seating.plan()
    } else {
        plan
    }
}

struct Fair<'a, L> {
    seating: Seating<'a, L>,
    room: &'a Room,
    /// What each person gets: the weights of the people they meet, in units.
    gets: Vec<i64>,
    /// Who was last counted with somebody, so that nobody counts twice.
    marks: Vec<u64>,
    turn: u64,
    changed: bool,
}

impl<'a, L: Ledger> Fair<'a, L> {
    fn new(seating: Seating<'a, L>, room: &'a Room) -> Self {
        let mut fair = Self {
            seating,
            room,
            gets: Vec::new(),
            marks: vec![0; room.people],
            turn: 0,
            changed: false,
        };
        fair.gets = (0..room.people as Person).map(|p| fair.count(p)).collect();
        fair
    }

    /// Counts what somebody gets; all there is for whoever never sits, who cannot get more.
    fn count(&mut self, person: Person) -> i64 {
        self.turn += 1;
        let (mut sum, mut seated) = (0, false);
        for round in 0..self.room.rounds.len() {
            let table = self.seating.table_of(round, person);
            if table == NOWHERE {
                continue;
            }
            seated = true;
            for mate in self
                .seating
                .at(round, table)
                .iter()
                .filter(|m| **m != person)
            {
                let mark = &mut self.marks[*mate as usize];
                if std::mem::replace(mark, self.turn) != self.turn {
                    sum += i64::from(self.seating.ledger.worth(person, *mate));
                }
            }
        }
        if seated { sum } else { i64::MAX }
    }

    fn worst(&self) -> Option<Person> {
        (0..self.room.people as Person).min_by_key(|p| self.gets[*p as usize])
    }

    /// Gives somebody more by an exchange that leaves all it touches with more than they have now.
    fn raise(&mut self, person: Person, looks: &mut usize) -> bool {
        for (round, plan) in self.room.rounds.iter().enumerate() {
            let table = self.seating.table_of(round, person);
            if plan.played.is_some() || table == NOWHERE || !plan.free.contains(&person) {
                continue;
            }
            for other in &plan.free {
                if self.seating.table_of(round, *other) == table {
                    continue;
                }
                if *looks == 0 {
                    return false;
                }
                *looks -= 1;
                let gain = self.seating.swap_gain(round, person, *other);
                let (hard, value) = parts(gain);
                if hard >= 0 && value >= 0 && self.tried(round, person, *other, gain) {
                    return true;
                }
            }
        }
        false
    }

    /// Makes an exchange, and takes it back unless it is fair.
    fn tried(&mut self, round: usize, person: Person, other: Person, gain: i64) -> bool {
        let least = self.gets[person as usize];
        let tables = [person, other].map(|p| self.seating.table_of(round, p));
        self.seating.swap(round, person, other, gain);
        let seated = tables.map(|t| self.seating.at(round, t).to_vec()).concat();
        let counted: Vec<i64> = seated.iter().map(|p| self.count(*p)).collect();
        let had = |p: &Person| self.gets[*p as usize];
        // Whoever has as little as the worst may keep it, but nobody may fall so low.
        let mut both = seated.iter().zip(&counted);
        let fair = both.all(|(p, now)| *now > least || (*p != person && *now >= had(p)));
        if !fair {
            self.seating.swap(round, person, other, -gain);
            return false;
        }
        for (person, now) in seated.iter().zip(counted) {
            self.gets[*person as usize] = now;
        }
        self.changed = true;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tally;
    use crate::rounds::ledger::{Dense, scale};
    use crate::rounds::problem::{Problem, Weights};
    use crate::rounds::room::prepare;

    #[test]
    fn the_worst_off_gets_more_where_the_sum_stays() {
        let mut problem = Problem::plain(4, &[2, 2], 1);
        // Both pairings are worth six; in one of them somebody gets one only.
        problem.weights = Weights::Pairs(vec![(0, 1, 5.0), (2, 3, 1.0), (0, 2, 3.0), (1, 3, 3.0)]);
        let plan = Plan {
            rounds: vec![vec![vec![0, 1], vec![2, 3]]],
        };
        let scale = scale(&problem);
        let room = prepare(&problem, scale);
        let fairer = evened(&room, Dense::new(&problem, scale), plan.clone());
        let (before, after) = (tally(&problem, &plan), tally(&problem, &fairer));
        assert_eq!((before.value, before.worst), (6.0, 1.0));
        assert_eq!((after.value, after.worst), (6.0, 3.0));
    }
}
