//! Owns the plan, as plain data, and its verification.
//! Refuses to share anything with the solver: counting here walks the seats again, from nothing.

use crate::rounds::problem::{Person, Problem, Weights};
use std::collections::HashMap;

/// Who sits where: people per table, tables per round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// `rounds[r][t]` are the people at table `t` in round `r`.
    pub rounds: Vec<Vec<Vec<Person>>>,
}

impl Plan {
    /// How many people sit elsewhere than in another plan, summed over the rounds both have.
    pub fn moved_seats(&self, other: &Self) -> usize {
        let place = |round: &Vec<Vec<Person>>| {
            let seats = round
                .iter()
                .enumerate()
                .flat_map(|(t, s)| s.iter().map(move |p| (*p, t)));
            seats.collect::<HashMap<Person, usize>>()
        };
        let rounds = self.rounds.iter().zip(&other.rounds);
        rounds
            .map(|(mine, theirs)| {
                let theirs = place(theirs);
                place(mine)
                    .iter()
                    .filter(|(p, t)| theirs.get(p).is_some_and(|o| o != *t))
                    .count()
            })
            .sum()
    }
}

/// A demand that a plan breaks. Rounds and tables count from zero; `demand` is a position in the
/// problem's own list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Not as many rounds as asked.
    Rounds {
        /// Rounds in the plan.
        planned: usize,
        /// Rounds asked.
        asked: usize,
    },
    /// More tables than there are.
    Tables {
        /// The round.
        round: usize,
        /// Tables in the plan.
        planned: usize,
        /// Tables there are.
        asked: usize,
    },
    /// A number that is nobody's.
    Unknown {
        /// The round.
        round: usize,
        /// The number.
        person: Person,
    },
    /// More people than seats.
    Overfull {
        /// The round.
        round: usize,
        /// The table.
        table: usize,
        /// People seated.
        seated: usize,
        /// Seats there are.
        seats: u32,
    },
    /// Seated twice in one round.
    Twice {
        /// The round.
        round: usize,
        /// Who.
        person: Person,
    },
    /// There, but without a seat.
    Unseated {
        /// The round.
        round: usize,
        /// Who.
        person: Person,
    },
    /// Seated, but not there.
    Absent {
        /// The round.
        round: usize,
        /// Who.
        person: Person,
    },
    /// Two who must sit apart share a table.
    Apart {
        /// Which demand.
        demand: usize,
        /// The round.
        round: usize,
        /// The two.
        pair: (Person, Person),
    },
    /// Two who must sit together do not.
    Together {
        /// Which demand.
        demand: usize,
        /// The round.
        round: usize,
        /// The two.
        pair: (Person, Person),
    },
    /// Somebody is not at the table they were promised to.
    Pinned {
        /// Which demand.
        demand: usize,
        /// The round.
        round: usize,
    },
    /// A round already played was changed.
    Frozen {
        /// The round.
        round: usize,
    },
    /// Two meet more often than allowed.
    TooOften {
        /// The two.
        pair: (Person, Person),
        /// How often they meet.
        times: u32,
    },
}

/// What a plan is worth, counted from its seats.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// Demands it breaks, all of them.
    pub broken: Vec<Broken>,
    /// Pairs that meet at least once.
    pub distinct: u64,
    /// Meetings beyond a pair's first.
    pub repeats: u64,
    /// The sum of the weights of distinct pairs.
    pub weight: f64,
    /// Weight less the cost of repeats, with the wishes: what a search makes as large as it can.
    pub value: f64,
    /// The weight of the distinct meetings of whoever got least, of those who sit at all.
    pub worst: f64,
}

/// Counts everything about a plan anew.
pub fn tally(problem: &Problem, plan: &Plan) -> Tally {
    let mut tally = Tally {
        broken: misplaced(problem, plan),
        ..Tally::default()
    };
    let sound = !tally
        .broken
        .iter()
        .any(|b| matches!(b, Broken::Unknown { .. } | Broken::Twice { .. }));
    if sound {
        count_meetings(problem, plan, &mut tally);
        let places = places(problem, plan);
        broken_company(problem, &places, &mut tally.broken);
        tally.value = tally.weight - f64::from(problem.cost_of_repeat()) * tally.repeats as f64
            + wishes_met(problem, &places)
            - imbalance(problem, plan);
    }
    tally
}

/// Seats that are wrong in themselves: unknown people, people twice or not at all, full tables.
fn misplaced(problem: &Problem, plan: &Plan) -> Vec<Broken> {
    let mut broken = Vec::new();
    if plan.rounds.len() != problem.rounds() {
        broken.push(Broken::Rounds {
            planned: plan.rounds.len(),
            asked: problem.rounds(),
        });
    }
    for (round, (tables, seats)) in plan.rounds.iter().zip(&problem.tables).enumerate() {
        if tables.len() > seats.len() {
            broken.push(Broken::Tables {
                round,
                planned: tables.len(),
                asked: seats.len(),
            });
        }
        let mut seen = vec![false; problem.people];
        for (table, people) in tables.iter().enumerate() {
            let seats = seats.get(table).copied().unwrap_or(0);
            if people.len() > seats as usize {
                broken.push(Broken::Overfull {
                    round,
                    table,
                    seated: people.len(),
                    seats,
                });
            }
            for &person in people {
                match seen.get_mut(person as usize) {
                    None => broken.push(Broken::Unknown { round, person }),
                    Some(true) => broken.push(Broken::Twice { round, person }),
                    Some(seen) => *seen = true,
                }
            }
        }
        for person in 0..problem.people as Person {
            match (problem.is_present(round, person), seen[person as usize]) {
                (true, false) => broken.push(Broken::Unseated { round, person }),
                (false, true) => broken.push(Broken::Absent { round, person }),
                _ => {}
            }
        }
    }
    for (round, tables) in &problem.frozen {
        let same = plan
            .rounds
            .get(*round)
            .is_some_and(|r| same_tables(r, tables));
        if !same {
            broken.push(Broken::Frozen { round: *round });
        }
    }
    broken
}

/// Whether two rounds seat the same people at the same tables, order at a table apart.
fn same_tables(one: &[Vec<Person>], other: &[Vec<Person>]) -> bool {
    let sorted = |table: Option<&Vec<Person>>| {
        let mut table = table.cloned().unwrap_or_default();
        table.sort_unstable();
        table
    };
    (0..one.len().max(other.len())).all(|t| sorted(one.get(t)) == sorted(other.get(t)))
}

const NOWHERE: u32 = u32::MAX;

/// The table of each person in each round.
fn places(problem: &Problem, plan: &Plan) -> Vec<Vec<u32>> {
    let place = |tables: &Vec<Vec<Person>>| {
        let mut at = vec![NOWHERE; problem.people];
        for (table, people) in tables.iter().enumerate() {
            for person in people {
                at[*person as usize] = table as u32;
            }
        }
        at
    };
    plan.rounds.iter().map(place).collect()
}

/// Walks each person's company round by round, marking whom they have met already.
fn count_meetings(problem: &Problem, plan: &Plan, tally: &mut Tally) {
    let places = places(problem, plan);
    let mut weights = weight_table(problem);
    let mut marks = vec![NOWHERE; problem.people];
    let mut times = vec![0u32; problem.people];
    let (mut sum, mut worst) = (0.0, f64::INFINITY);
    for person in 0..problem.people as Person {
        weights.turn_to(person);
        let (mut mine, mut seated) = (0.0, false);
        let mut often = Vec::new();
        for (round, at) in places.iter().enumerate() {
            let table = at[person as usize];
            if table == NOWHERE {
                continue;
            }
            seated = true;
            for &mate in &plan.rounds[round][table as usize] {
                if mate == person {
                    continue;
                }
                let mark = &mut marks[mate as usize];
                if *mark == person {
                    tally.repeats += 1;
                    times[mate as usize] += 1;
                } else {
                    *mark = person;
                    times[mate as usize] = 1;
                    tally.distinct += 1;
                    mine += weights.of(problem, person, mate);
                }
                if problem
                    .at_most
                    .is_some_and(|most| times[mate as usize] == u32::from(most) + 1)
                {
                    often.push(mate);
                }
            }
        }
        for mate in often.into_iter().filter(|mate| person < *mate) {
            let times = times[mate as usize];
            tally.broken.push(Broken::TooOften {
                pair: (person, mate),
                times,
            });
        }
        sum += mine;
        if seated {
            worst = f64::min(worst, mine);
        }
    }
    tally.distinct /= 2;
    tally.repeats /= 2;
    tally.weight = sum / 2.0;
    tally.worst = if worst.is_finite() { worst } else { 0.0 };
}

/// Listed weights, each person's in the order they were listed; for counting only.
struct WeightTable {
    starts: Vec<u32>,
    listed: Vec<(Person, f32)>,
    /// What meeting each is worth to the person now counted.
    worth: Vec<f32>,
}

fn weight_table(problem: &Problem) -> WeightTable {
    let pairs = if let Weights::Pairs(pairs) = &problem.weights {
        pairs.as_slice()
    } else {
        &[]
    };
    let mut starts = vec![0u32; problem.people + 1];
    for (a, b, _) in pairs {
        starts[*a as usize + 1] += 1;
        starts[*b as usize + 1] += 1;
    }
    (0..problem.people).for_each(|p| starts[p + 1] += starts[p]);
    let mut next = starts.clone();
    let mut listed = vec![(0, 0.0); 2 * pairs.len()];
    for (a, b, weight) in pairs {
        for (one, other) in [(*a, *b), (*b, *a)] {
            listed[next[one as usize] as usize] = (other, *weight);
            next[one as usize] += 1;
        }
    }
    WeightTable {
        starts,
        listed,
        worth: vec![0.0; problem.people],
    }
}

impl WeightTable {
    /// Makes a person the one now counted; the last line about a pair is the one that holds.
    fn turn_to(&mut self, person: Person) {
        let row = |p: usize| self.starts[p] as usize..self.starts[p + 1] as usize;
        if person > 0 {
            self.listed[row(person as usize - 1)]
                .iter()
                .for_each(|(other, _)| self.worth[*other as usize] = 0.0);
        }
        self.listed[row(person as usize)]
            .iter()
            .for_each(|(other, weight)| self.worth[*other as usize] = *weight);
    }

    fn of(&self, problem: &Problem, a: Person, b: Person) -> f64 {
        match &problem.weights {
            Weights::Uniform => 1.0,
            Weights::Pairs(_) => f64::from(self.worth[b as usize]),
            Weights::Exchange {
                dimensions,
                offers,
                seeks,
            } => {
                let row = |of: &[f32], p: Person, d| f64::from(of[p as usize * dimensions + d]);
                let term =
                    |d| row(offers, a, d) * row(seeks, b, d) + row(offers, b, d) * row(seeks, a, d);
                (0..*dimensions).map(term).sum()
            }
        }
    }
}

/// Demands about company and tables that the seats break.
fn broken_company(problem: &Problem, places: &[Vec<u32>], broken: &mut Vec<Broken>) {
    for (round, at) in places.iter().enumerate() {
        let at = |p: Person| Some(at[p as usize]).filter(|t| *t != NOWHERE);
        let groups = |list: &[crate::rounds::problem::Company]| {
            let here = list
                .iter()
                .enumerate()
                .filter(|(_, c)| Problem::covers(&c.rounds, round));
            here.map(|(d, c)| (d, c.people.clone())).collect::<Vec<_>>()
        };
        for (demand, people) in groups(&problem.apart) {
            for pair in pairs_of(&people) {
                if at(pair.0).is_some() && at(pair.0) == at(pair.1) {
                    broken.push(Broken::Apart {
                        demand,
                        round,
                        pair,
                    });
                }
            }
        }
        for (demand, people) in groups(&problem.together) {
            let here: Vec<Person> = people.into_iter().filter(|p| at(*p).is_some()).collect();
            for pair in here.windows(2).map(|w| (w[0], w[1])) {
                if at(pair.0) != at(pair.1) {
                    broken.push(Broken::Together {
                        demand,
                        round,
                        pair,
                    });
                }
            }
        }
        for (demand, pin) in problem.pinned.iter().enumerate() {
            let held = Problem::covers(&pin.rounds, round);
            if held && at(pin.person).is_some_and(|t| t as usize != pin.table) {
                broken.push(Broken::Pinned { demand, round });
            }
        }
    }
}

fn pairs_of(people: &[Person]) -> Vec<(Person, Person)> {
    let distinct = |(a, b): &(Person, Person)| a != b;
    let pairs = people
        .iter()
        .enumerate()
        .flat_map(|(i, a)| people[i + 1..].iter().map(|b| (*a, *b)));
    pairs.filter(distinct).collect()
}

fn wishes_met(problem: &Problem, places: &[Vec<u32>]) -> f64 {
    let met = |a: Person, b: Person| {
        let together =
            |at: &&Vec<u32>| at[a as usize] != NOWHERE && at[a as usize] == at[b as usize];
        if a == b {
            0
        } else {
            places.iter().filter(together).count()
        }
    };
    problem
        .wishes
        .iter()
        .map(|w| f64::from(w.value) * met(w.a, w.b) as f64)
        .sum()
}

/// People of a kind beyond a table's rounded share, or short of it, at their cost.
fn imbalance(problem: &Problem, plan: &Plan) -> f64 {
    let mut cost = 0.0;
    for balance in &problem.balances {
        let kinds = balance.kinds.iter().max().map_or(0, |k| *k as usize + 1);
        for tables in &plan.rounds {
            let mut all = vec![0usize; kinds];
            tables
                .iter()
                .flatten()
                .for_each(|p| all[balance.kinds[*p as usize] as usize] += 1);
            let seated: usize = all.iter().sum();
            for table in tables {
                let mut here = vec![0usize; kinds];
                table
                    .iter()
                    .for_each(|p| here[balance.kinds[*p as usize] as usize] += 1);
                for (here, all) in here.iter().zip(&all) {
                    let share = all * table.len();
                    let (low, high) = (share / seated.max(1), share.div_ceil(seated.max(1)));
                    let off = here.saturating_sub(high) + low.saturating_sub(*here);
                    cost += f64::from(balance.cost) * off as f64;
                }
            }
        }
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::problem::{Company, Pin};

    fn two_rounds() -> (Problem, Plan) {
        let problem = Problem::plain(4, &[2, 2], 2);
        let plan = Plan {
            rounds: vec![vec![vec![0, 1], vec![2, 3]], vec![vec![0, 2], vec![3, 1]]],
        };
        (problem, plan)
    }

    #[test]
    fn meetings_are_counted_once_per_pair() {
        let (problem, mut plan) = two_rounds();
        let found = tally(&problem, &plan);
        assert_eq!(
            (found.distinct, found.repeats, found.broken.len()),
            (4, 0, 0)
        );
        plan.rounds[1] = plan.rounds[0].clone();
        let found = tally(&problem, &plan);
        assert_eq!((found.distinct, found.repeats), (2, 2));
    }

    #[test]
    fn wrong_seats_are_named() {
        let (problem, mut plan) = two_rounds();
        plan.rounds[0] = vec![vec![0, 1, 1], vec![2, 9]];
        let found = tally(&problem, &plan).broken;
        assert!(found.contains(&Broken::Overfull {
            round: 0,
            table: 0,
            seated: 3,
            seats: 2
        }));
        assert!(found.contains(&Broken::Twice {
            round: 0,
            person: 1
        }));
        assert!(found.contains(&Broken::Unknown {
            round: 0,
            person: 9
        }));
        assert!(found.contains(&Broken::Unseated {
            round: 0,
            person: 3
        }));
    }

    #[test]
    fn broken_demands_are_named() {
        let (mut problem, plan) = two_rounds();
        problem.apart = vec![Company {
            people: vec![1, 0],
            rounds: vec![],
        }];
        problem.together = vec![Company {
            people: vec![2, 3],
            rounds: vec![1],
        }];
        problem.pinned = vec![Pin {
            person: 3,
            table: 0,
            rounds: vec![],
        }];
        problem.at_most = Some(0);
        let found = tally(&problem, &plan).broken;
        assert!(found.contains(&Broken::Apart {
            demand: 0,
            round: 0,
            pair: (1, 0)
        }));
        assert!(found.contains(&Broken::Together {
            demand: 0,
            round: 1,
            pair: (2, 3)
        }));
        assert!(found.contains(&Broken::Pinned {
            demand: 0,
            round: 1
        }));
        assert!(found.contains(&Broken::TooOften {
            pair: (0, 1),
            times: 1
        }));
    }

    #[test]
    fn the_mix_at_a_table_has_a_cost() {
        let (mut problem, plan) = two_rounds();
        problem.balances = vec![Balance {
            kinds: vec![0, 0, 1, 1],
            cost: 1.0,
        }];
        // In the first round both tables hold one kind only: each is one over and one short.
        assert_eq!(tally(&problem, &plan).value, 4.0 - 4.0);
    }

    use crate::rounds::problem::Balance;
}
