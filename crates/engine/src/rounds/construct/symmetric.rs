//! Owns the search for a schedule where no construction reaches far enough: over symmetric schedules
//! only, whose few unknowns make it short.
//! Refuses tables of unequal sizes and more people than a class of pairs can number.

use super::{Origin, Schedule, difference, field::Group, starter, with_columns_filled};
use crate::stop::Stop;

/// The most people a symmetric search takes.
const MOST_PEOPLE: usize = 250;

/// A schedule without repeats of exactly `rounds` rounds, by a search within the budget: turns over
/// groups first, base rounds after.
pub fn search(
    tables: usize,
    size: usize,
    rounds: usize,
    seed: u64,
    stop: &Stop,
) -> Option<Schedule> {
    if tables * size > MOST_PEOPLE || size < 2 || tables < size {
        return None;
    }
    let budget = stop.iterations.unwrap_or(u64::MAX);
    let mut spent = 0;
    let mut effort = 400_000;
    let starters = starter::candidates(tables, size, rounds);
    while spent < budget && !stop.is_wanted() {
        let part = |most: u64, spent: u64| Stop {
            iterations: Some(most.min(budget - spent.min(budget))),
            ..*stop
        };
        if let Some(found) = turns(
            tables,
            size,
            rounds,
            seed.wrapping_add(effort),
            &part(effort, spent),
        ) {
            return Some(Schedule {
                origin: Origin::Symmetric,
                rounds: found,
            });
        }
        spent += effort;
        for starter in &starters {
            if spent >= budget || stop.is_wanted() {
                break;
            }
            let found = starter::search(
                starter,
                0,
                seed.wrapping_add(effort),
                &part(effort / 4, spent),
            );
            if let Some(found) = found.filter(|f| f.repeats == 0) {
                return Some(Schedule {
                    origin: Origin::Symmetric,
                    rounds: found.rounds,
                });
            }
            spent += effort / 4;
        }
        effort *= 2;
    }
    None
}

/// Turns over some group of the tables' order, columns filled where that gives a round more.
fn turns(
    tables: usize,
    size: usize,
    rounds: usize,
    seed: u64,
    stop: &Stop,
) -> Option<Vec<Vec<Vec<u32>>>> {
    let filled = with_columns_filled(tables, size, rounds, Vec::new(), false).len();
    let rows = rounds.saturating_sub(filled).max(1);
    for group in Group::all(tables) {
        if let Some(found) = difference::search(&group, size, rows, seed, stop) {
            return Some(with_columns_filled(
                tables,
                size,
                rounds,
                found.rounds(),
                false,
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, tally};
    use crate::rounds::problem::Problem;

    #[test]
    fn ten_tables_of_five_are_searched_within_a_moment() {
        let found = search(10, 5, 9, 1, &Stop::after(50_000_000)).expect("it exists");
        let problem = Problem::plain(50, &[5; 10], 9);
        let tally = tally(
            &problem,
            &Plan {
                rounds: found.rounds,
            },
        );
        assert_eq!((tally.repeats, tally.broken.len()), (0, 0));
    }
}
