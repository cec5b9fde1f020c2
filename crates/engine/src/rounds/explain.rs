//! Owns why a problem has no plan: the demands that contradict each other, named.
//! Refuses to guess: what it says is proven, by counting or by trying everything. A problem it finds
//! nothing against may still have no plan.
//!
//! Demands hold round by round, limits on meetings apart. So each round is tried by itself; when
//! nothing fits, demands are dropped one after another as long as nothing fits: those that stay are
//! a smallest set that contradicts itself.

use super::bound;
use super::problem::{Person, Problem};
use super::room::{NOWHERE, groups};
use crate::plan::{Broken, Plan, tally};

/// A demand, by its position in the problem's own list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// Must sit apart.
    Apart(usize),
    /// Must sit together.
    Together(usize),
    /// Held at a table.
    Pinned(usize),
    /// A round already played.
    Frozen(usize),
    /// No pair more often than allowed.
    AtMost(u8),
}

/// Demands that cannot be kept together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    /// More people than seats in a round.
    Seats {
        /// The round.
        round: usize,
        /// People present.
        people: usize,
        /// Seats there are.
        seats: usize,
    },
    /// A table that is not there.
    NoSuchTable {
        /// Which demand.
        demand: Demand,
        /// The round.
        round: usize,
        /// The table.
        table: usize,
    },
    /// Demands of which any one could go to make room for the others.
    Together {
        /// The round in which they meet; none when it is about all rounds.
        round: Option<usize>,
        /// The demands.
        demands: Vec<Demand>,
    },
    /// Pairs must meet more often than allowed: there are too few pairs.
    TooFewPairs {
        /// The limit.
        at_most: u8,
        /// Meetings that all tables make.
        meetings: u64,
        /// Meetings that are allowed at most.
        allowed: u64,
    },
}

/// Positions tried in one round before giving up on a proof.
const PATIENCE: usize = 20_000;

/// Every contradiction found; a round's first only, and none means none was found.
pub fn contradictions(problem: &Problem) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for round in 0..problem.rounds() {
        found.extend(in_round(problem, round));
    }
    found.extend(too_often(problem));
    found.dedup_by(|next, kept| match (next, kept) {
        // The same demands round after round are said once.
        (
            Contradiction::Together { demands: a, .. },
            Contradiction::Together { demands: b, .. },
        ) => a == b,
        _ => false,
    });
    found
}

fn in_round(problem: &Problem, round: usize) -> Option<Contradiction> {
    let seats = problem.tables[round]
        .iter()
        .map(|s| *s as usize)
        .sum::<usize>();
    let people = problem.attendance(round);
    if people > seats {
        return Some(Contradiction::Seats {
            round,
            people,
            seats,
        });
    }
    let mut pins = problem
        .pinned
        .iter()
        .enumerate()
        .filter(|(_, p)| Problem::covers(&p.rounds, round));
    let wrong = pins.find(|(_, p)| p.table >= problem.tables[round].len());
    if let Some((at, pin)) = wrong {
        return Some(Contradiction::NoSuchTable {
            demand: Demand::Pinned(at),
            round,
            table: pin.table,
        });
    }
    if let Some((_, tables)) = problem.frozen.iter().find(|f| f.0 == round) {
        return played(problem, round, tables);
    }
    let demands = demands(problem, round);
    if demands.is_empty() || Trial::new(problem, round, &demands).fits() != Some(false) {
        return None;
    }
    Some(Contradiction::Together {
        round: Some(round),
        demands: core(problem, round, demands),
    })
}

/// The demands that speak of a round.
fn demands(problem: &Problem, round: usize) -> Vec<Demand> {
    let here = |rounds: &[usize]| Problem::covers(rounds, round);
    let mut all = Vec::new();
    let pick = |list: &[super::problem::Company]| -> Vec<usize> {
        (0..list.len())
            .filter(|at| here(&list[*at].rounds))
            .collect()
    };
    all.extend(pick(&problem.apart).into_iter().map(Demand::Apart));
    all.extend(pick(&problem.together).into_iter().map(Demand::Together));
    let pins = (0..problem.pinned.len()).filter(|at| here(&problem.pinned[*at].rounds));
    all.extend(pins.map(Demand::Pinned));
    all
}

/// Drops demands, many at a time first, as long as the rest still cannot be kept.
fn core(problem: &Problem, round: usize, mut demands: Vec<Demand>) -> Vec<Demand> {
    let mut part = demands.len().div_ceil(2);
    loop {
        let mut at = 0;
        while at < demands.len() {
            let mut fewer = demands.clone();
            fewer.drain(at..(at + part).min(demands.len()));
            if Trial::new(problem, round, &fewer).fits() == Some(false) {
                demands = fewer;
            } else {
                at += part;
            }
        }
        if part == 1 {
            return demands;
        }
        part = part.div_ceil(2);
    }
}

/// A round that was played against the demands.
fn played(problem: &Problem, round: usize, tables: &[Vec<Person>]) -> Option<Contradiction> {
    let narrow = |list: &[super::problem::Company]| {
        let own = |c: &super::problem::Company| {
            let here = Problem::covers(&c.rounds, round);
            super::problem::Company {
                people: if here { c.people.clone() } else { Vec::new() },
                rounds: vec![],
            }
        };
        list.iter().map(own).collect()
    };
    let alone = Problem {
        people: problem.people,
        tables: vec![problem.tables[round].clone()],
        present: problem.present.get(round).cloned().into_iter().collect(),
        apart: narrow(&problem.apart),
        together: narrow(&problem.together),
        ..Problem::default()
    };
    let broken = tally(
        &alone,
        &Plan {
            rounds: vec![tables.to_vec()],
        },
    )
    .broken;
    let mut demands = vec![Demand::Frozen(round)];
    demands.extend(broken.first().and_then(|b| match b {
        Broken::Apart { demand, .. } => Some(Demand::Apart(*demand)),
        Broken::Together { demand, .. } => Some(Demand::Together(*demand)),
        _ => None,
    }));
    (!broken.is_empty()).then_some(Contradiction::Together {
        round: Some(round),
        demands,
    })
}

/// Limits on meetings that the rounds together break.
fn too_often(problem: &Problem) -> Option<Contradiction> {
    let at_most = problem.at_most?;
    for (at, company) in problem.together.iter().enumerate() {
        for pair in company.people.windows(2) {
            let both =
                |r: &usize| problem.is_present(*r, pair[0]) && problem.is_present(*r, pair[1]);
            let rounds = (0..problem.rounds()).filter(|r| Problem::covers(&company.rounds, *r));
            if pair[0] != pair[1] && rounds.filter(both).count() > usize::from(at_most) {
                let demands = vec![Demand::Together(at), Demand::AtMost(at_most)];
                return Some(Contradiction::Together {
                    round: None,
                    demands,
                });
            }
        }
    }
    let seats = |r: usize| problem.tables[r].iter().map(|s| *s as usize).sum::<usize>();
    let full = (0..problem.rounds()).all(|r| seats(r) == problem.attendance(r));
    if !full {
        return None;
    }
    let pairs = |s: &u32| u64::from(*s) * u64::from(s.saturating_sub(1)) / 2;
    let meetings: u64 = problem.tables.iter().flatten().map(pairs).sum();
    let people = problem.people as u64;
    let mut allowed = u64::from(at_most) * (people * people.saturating_sub(1) / 2);
    if at_most == 1 {
        allowed = bound::bound(&Problem {
            weights: super::problem::Weights::Uniform,
            ..problem.clone()
        })
        .distinct;
    }
    (meetings > allowed).then_some(Contradiction::TooFewPairs {
        at_most,
        meetings,
        allowed,
    })
}

/// A round under some of its demands: who must be placed, and where.
struct Trial {
    /// Groups of people who speak of each other, the most bound first.
    items: Vec<Vec<Person>>,
    item_of: Vec<u32>,
    /// `foes[item]`: items it must not share a table with.
    foes: Vec<Vec<u32>>,
    held: Vec<Option<u32>>,
    seats: Vec<u32>,
    impossible: bool,
}

impl Trial {
    fn new(problem: &Problem, round: usize, demands: &[Demand]) -> Self {
        let pick =
            |at: fn(&Demand) -> Option<usize>| demands.iter().filter_map(at).collect::<Vec<_>>();
        let together = pick(|d| {
            if let Demand::Together(at) = d {
                Some(*at)
            } else {
                None
            }
        });
        let apart = pick(|d| {
            if let Demand::Apart(at) = d {
                Some(*at)
            } else {
                None
            }
        });
        let pinned = pick(|d| {
            if let Demand::Pinned(at) = d {
                Some(*at)
            } else {
                None
            }
        });
        let there = |p: &Person| problem.is_present(round, *p);
        let narrowed = Problem {
            people: problem.people,
            tables: problem.tables.clone(),
            present: problem.present.clone(),
            together: together
                .iter()
                .map(|at| problem.together[*at].clone())
                .collect(),
            ..Problem::default()
        };
        let mut items = groups(&narrowed, round);
        let mut item_of = vec![NOWHERE; problem.people];
        for (item, people) in items.iter().enumerate() {
            people
                .iter()
                .for_each(|p| item_of[*p as usize] = item as u32);
        }
        let foes = apart.iter().flat_map(|at| &problem.apart[*at].people);
        let pins = pinned.iter().map(|at| &problem.pinned[*at].person);
        for person in foes.chain(pins).copied().filter(there) {
            if item_of[person as usize] == NOWHERE {
                item_of[person as usize] = items.len() as u32;
                items.push(vec![person]);
            }
        }
        let count = items.len();
        let seats = problem.tables[round].clone();
        let mut trial = Self {
            items,
            item_of,
            foes: vec![Vec::new(); count],
            held: vec![None; count],
            seats,
            impossible: false,
        };
        for at in apart {
            let people: Vec<Person> = problem.apart[at]
                .people
                .iter()
                .copied()
                .filter(there)
                .collect();
            for (i, a) in people.iter().enumerate() {
                for b in people[..i].iter().filter(|b| *b != a) {
                    trial.part(*a, *b);
                }
            }
        }
        for at in pinned {
            let pin = &problem.pinned[at];
            if there(&pin.person) {
                trial.hold(pin.person, pin.table as u32);
            }
        }
        trial
    }

    fn part(&mut self, a: Person, b: Person) {
        let (a, b) = (self.item_of[a as usize], self.item_of[b as usize]);
        if a == b {
            self.impossible = true;
        } else {
            self.foes[a as usize].push(b);
            self.foes[b as usize].push(a);
        }
    }

    fn hold(&mut self, person: Person, table: u32) {
        let held = &mut self.held[self.item_of[person as usize] as usize];
        self.impossible |= held.is_some_and(|t| t != table);
        *held = Some(table);
    }

    /// Whether everybody who is spoken of fits; none when it would take too long to know.
    fn fits(&self) -> Option<bool> {
        if self.impossible {
            return Some(false);
        }
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        let weight = |i: &usize| {
            (
                self.held[*i].is_some(),
                self.items[*i].len(),
                self.foes[*i].len(),
            )
        };
        order.sort_by_key(|i| std::cmp::Reverse(weight(i)));
        let mut state = Placing {
            left: self.seats.clone(),
            at: vec![NOWHERE; self.items.len()],
            tried: 0,
        };
        state.place(self, &order)
    }
}

struct Placing {
    left: Vec<u32>,
    at: Vec<u32>,
    tried: usize,
}

impl Placing {
    /// Places items in order, going back when one has no table left; a stack in place of recursion
    /// keeps thousands of items from exhausting the thread's.
    fn place(&mut self, trial: &Trial, order: &[usize]) -> Option<bool> {
        let mut choices: Vec<Vec<u32>> = Vec::new();
        loop {
            if choices.len() == order.len() {
                return Some(true);
            }
            self.tried += 1;
            if self.tried > PATIENCE + order.len() {
                return None;
            }
            choices.push(self.choices(trial, order[choices.len()]));
            loop {
                let depth = choices.len() - 1;
                let item = order[depth];
                if self.at[item] != NOWHERE {
                    self.left[self.at[item] as usize] += trial.items[item].len() as u32;
                    self.at[item] = NOWHERE;
                }
                if let Some(table) = choices[depth].pop() {
                    self.at[item] = table;
                    self.left[table as usize] -= trial.items[item].len() as u32;
                    break;
                }
                choices.pop();
                if choices.is_empty() {
                    return Some(false);
                }
            }
        }
    }

    /// Tables an item can go to, the roomiest last; of empty tables alike, one.
    fn choices(&self, trial: &Trial, item: usize) -> Vec<u32> {
        let size = trial.items[item].len() as u32;
        let foe = |table: u32| {
            trial.foes[item]
                .iter()
                .any(|f| self.at[*f as usize] == table)
        };
        let fits = |table: &u32| self.left[*table as usize] >= size && !foe(*table);
        if let Some(table) = trial.held[item] {
            return [table].into_iter().filter(fits).collect();
        }
        let mut tables: Vec<u32> = (0..self.left.len() as u32).filter(fits).collect();
        tables.sort_by_key(|t| self.left[*t as usize]);
        let is_empty = |t: u32| {
            self.left[t as usize] == trial.seats[t as usize] && !trial.held.contains(&Some(t))
        };
        tables.dedup_by(|a, b| {
            self.left[*a as usize] == self.left[*b as usize] && is_empty(*a) && is_empty(*b)
        });
        tables
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::problem::{Company, Pin};

    fn company(people: &[Person]) -> Company {
        Company {
            people: people.to_vec(),
            rounds: vec![],
        }
    }

    #[test]
    fn too_few_seats_are_said_for_their_round() {
        let mut problem = Problem::plain(5, &[3, 3], 2);
        problem.tables[1] = vec![3, 1];
        let found = contradictions(&problem);
        assert_eq!(
            found,
            [Contradiction::Seats {
                round: 1,
                people: 5,
                seats: 4
            }]
        );
    }

    #[test]
    fn a_chain_of_company_contradicts_a_distance() {
        let mut problem = Problem::plain(6, &[3, 3], 1);
        problem.together = vec![company(&[4, 5]), company(&[0, 1]), company(&[1, 2])];
        problem.apart = vec![company(&[3, 4]), company(&[0, 2])];
        let demands = vec![Demand::Apart(1), Demand::Together(1), Demand::Together(2)];
        assert_eq!(
            contradictions(&problem),
            [Contradiction::Together {
                round: Some(0),
                demands
            }]
        );
    }

    #[test]
    fn three_who_must_not_meet_need_three_tables() {
        let mut problem = Problem::plain(6, &[3, 3], 2);
        problem.apart = vec![
            company(&[0, 1]),
            company(&[1, 2]),
            company(&[0, 2]),
            company(&[4, 5]),
        ];
        let demands = vec![Demand::Apart(0), Demand::Apart(1), Demand::Apart(2)];
        assert_eq!(
            contradictions(&problem),
            [Contradiction::Together {
                round: Some(0),
                demands
            }]
        );
    }

    #[test]
    fn a_host_cannot_be_at_two_tables() {
        let mut problem = Problem::plain(4, &[2, 2], 1);
        let pin = |table| Pin {
            person: 0,
            table,
            rounds: vec![],
        };
        problem.pinned = vec![pin(0), pin(1)];
        let demands = vec![Demand::Pinned(0), Demand::Pinned(1)];
        assert_eq!(
            contradictions(&problem),
            [Contradiction::Together {
                round: Some(0),
                demands
            }]
        );
        problem.pinned = vec![pin(5)];
        assert!(matches!(
            contradictions(&problem)[0],
            Contradiction::NoSuchTable { table: 5, .. }
        ));
    }

    #[test]
    fn meetings_beyond_all_pairs_cannot_be_limited_to_one() {
        let mut problem = Problem::plain(4, &[2, 2], 4);
        problem.at_most = Some(1);
        assert!(matches!(
            contradictions(&problem)[0],
            Contradiction::TooFewPairs {
                meetings: 8,
                allowed: 6,
                ..
            }
        ));
        let mut problem = Problem::plain(6, &[2, 2, 2], 2);
        problem.at_most = Some(1);
        problem.together = vec![company(&[0, 1])];
        let demands = vec![Demand::Together(0), Demand::AtMost(1)];
        assert_eq!(
            contradictions(&problem),
            [Contradiction::Together {
                round: None,
                demands
            }]
        );
    }

    #[test]
    fn a_round_played_against_a_demand_is_said() {
        let mut problem = Problem::plain(4, &[2, 2], 2);
        problem.frozen = vec![(0, vec![vec![0, 1], vec![2, 3]])];
        problem.apart = vec![company(&[0, 1])];
        let demands = vec![Demand::Frozen(0), Demand::Apart(0)];
        assert_eq!(
            contradictions(&problem),
            [Contradiction::Together {
                round: Some(0),
                demands
            }]
        );
    }
}
