//! Puts what stands in the way of a plan into sentences, with the lines of its demands.

use engine::plan::Broken;
use engine::rounds::explain::{Contradiction, Demand};
use engine::rounds::problem::Problem;

use super::input::{Lines, People};

/// What is needed to name people and demands.
pub struct Words<'a> {
    /// What is asked.
    pub problem: &'a Problem,
    /// The people.
    pub people: &'a People,
    /// Where demands stand in their file.
    pub lines: &'a Lines,
}

impl Words<'_> {
    /// A contradiction.
    pub fn contradiction(&self, found: &Contradiction) -> String {
        match found {
            Contradiction::Seats {
                round,
                people,
                seats,
            } => {
                let round = round + 1;
                format!(
                    "round {round}: {people} people are there and the tables have {seats} seats"
                )
            }
            Contradiction::NoSuchTable {
                demand,
                round,
                table,
            } => {
                let (round, table, demand) = (round + 1, table + 1, self.demand(*demand));
                format!("round {round}: there is no table {table}, yet {demand}")
            }
            Contradiction::Together { round, demands } => {
                let demands: Vec<String> = demands.iter().map(|d| self.demand(*d)).collect();
                let when = round.map_or(String::new(), |r| format!("round {}: ", r + 1));
                let demands = demands.join("; ");
                format!("{when}these demands contradict each other: {demands}")
            }
            Contradiction::TooFewPairs {
                at_most,
                meetings,
                allowed,
            } => format!(
                "the tables make {meetings} meetings, and with at most {at_most} per pair only {allowed} are possible"
            ),
        }
    }

    /// A demand that a plan breaks.
    pub fn broken(&self, broken: &Broken) -> String {
        let who = |person: &u32| self.names(&[*person]);
        let both = |pair: &(u32, u32)| self.names(&[pair.0, pair.1]);
        match broken {
            Broken::Rounds { planned, asked } => {
                format!("the plan has {planned} rounds; {asked} are asked")
            }
            Broken::Tables {
                round,
                planned,
                asked,
            } => {
                let round = round + 1;
                format!("round {round}: the plan has {planned} tables; there are {asked}")
            }
            Broken::Unknown { round, person } => {
                format!("round {}: there is no person number {person}", round + 1)
            }
            Broken::Overfull {
                round,
                table,
                seated,
                seats,
            } => {
                let (round, table) = (round + 1, table + 1);
                format!(
                    "round {round}: {seated} people are at table {table}, which has {seats} seats"
                )
            }
            Broken::Twice { round, person } => {
                format!("round {}: {} is seated twice", round + 1, who(person))
            }
            Broken::Unseated { round, person } => {
                format!("round {}: {} has no seat", round + 1, who(person))
            }
            Broken::Absent { round, person } => {
                let (round, who) = (round + 1, who(person));
                format!("round {round}: {who} is seated and is not there")
            }
            Broken::Apart {
                demand,
                round,
                pair,
            } => {
                let (round, both, demand) =
                    (round + 1, both(pair), self.demand(Demand::Apart(*demand)));
                format!("round {round}: {both} share a table, yet {demand}")
            }
            Broken::Together {
                demand,
                round,
                pair,
            } => {
                let demand = self.demand(Demand::Together(*demand));
                let (round, both) = (round + 1, both(pair));
                format!("round {round}: {both} are at two tables, yet {demand}")
            }
            Broken::Pinned { demand, round } => {
                let demand = self.demand(Demand::Pinned(*demand));
                format!("round {}: elsewhere, yet {demand}", round + 1)
            }
            Broken::Frozen { round } => self.demand(Demand::Frozen(*round)) + ", and is changed",
            Broken::TooOften { pair, times } => format!("{} meet {times} times", both(pair)),
        }
    }

    fn names(&self, of: &[u32]) -> String {
        let name = |p: &u32| self.people.ids.get(*p as usize).map_or("?", String::as_str);
        of.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    fn demand(&self, demand: Demand) -> String {
        let Self { problem, lines, .. } = self;
        let at = |line: Option<&usize>| {
            line.map_or(String::new(), |line| format!(" ({}:{line})", lines.file))
        };
        match demand {
            Demand::Apart(i) => {
                let (names, at) = (self.names(&problem.apart[i].people), at(lines.apart.get(i)));
                format!("{names} must sit apart{at}")
            }
            Demand::Together(i) => {
                let names = self.names(&problem.together[i].people);
                format!("{names} must sit together{}", at(lines.together.get(i)))
            }
            Demand::Pinned(i) => {
                let pin = &problem.pinned[i];
                let (who, table) = (self.names(&[pin.person]), pin.table + 1);
                format!("{who} must be at table {table}{}", at(lines.pinned.get(i)))
            }
            Demand::Frozen(round) => {
                let line = lines.frozen.iter().find(|f| f.0 == round).map(|f| f.1);
                format!(
                    "round {} was already played{}",
                    round + 1,
                    at(line.as_ref())
                )
            }
            Demand::AtMost(1) => "no pair meets more than once".to_owned(),
            Demand::AtMost(times) => format!("no pair meets more than {times} times"),
        }
    }
}
