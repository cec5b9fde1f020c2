//! Owns the search for a schedule where no construction reaches far enough: over symmetric schedules
//! only, whose few unknowns make it short.
//! Refuses tables of unequal sizes and more people than a class of pairs can number.

use super::starter::{self, Starter};
use super::{Origin, Schedule, difference, field::Group, with_columns_filled};
use crate::stop::Stop;

/// The most people a symmetric search takes.
const MOST_PEOPLE: usize = 250;

/// The best schedule of exactly `rounds` rounds that a search within the budget finds, and its
/// repeats: turns over groups first, which have none, base rounds after.
pub fn search(
    tables: usize,
    size: usize,
    rounds: usize,
    seed: u64,
    stop: &Stop,
) -> Option<(Schedule, i32)> {
    if tables * size > MOST_PEOPLE || size < 2 || tables < 2 {
        return None;
    }
    let third = Stop {
        iterations: stop.iterations.map(|i| i / 3),
        ..*stop
    };
    if let Some(found) = turns(tables, size, rounds, seed, &third) {
        return Some((
            Schedule {
                origin: Origin::Symmetric,
                rounds: found,
            },
            0,
        ));
    }
    let rest = Stop {
        iterations: stop.iterations.map(|i| i - i / 3),
        ..*stop
    };
    let (found, repeats) = fewest_repeats(tables, size, rounds, seed, &rest)?;
    Some((
        Schedule {
            origin: Origin::Symmetric,
            rounds: found,
        },
        repeats,
    ))
}

/// Turns over some group of the tables' order, columns filled where that gives rounds more; longer
/// and longer, up to a tenth of the time.
fn turns(
    tables: usize,
    size: usize,
    rounds: usize,
    seed: u64,
    stop: &Stop,
) -> Option<Vec<Vec<Vec<u32>>>> {
    let filled = with_columns_filled(tables, size, rounds, Vec::new(), false).len();
    let rows = rounds.saturating_sub(filled).max(1);
    if rows > tables || size > tables {
        return None;
    }
    let groups = Group::all(tables);
    let (mut effort, mut spent) = (400_000, 0);
    let budget = stop.iterations.unwrap_or(u64::MAX);
    while spent < budget && !stop.is_wanted() && stop.share(0).is_none_or(|s| s < 0.1) {
        for group in &groups {
            let part = Stop {
                iterations: Some(effort.min(budget.saturating_sub(spent))),
                ..*stop
            };
            if let Some(found) =
                difference::search(group, size, rows, seed.wrapping_add(effort), &part)
            {
                return Some(with_columns_filled(
                    tables,
                    size,
                    rounds,
                    found.rounds(),
                    false,
                ));
            }
            spent += effort;
        }
        effort *= 2;
    }
    None
}

/// Base rounds under many symmetries: each gets a little, the better third thrice as much, and so on.
fn fewest_repeats(
    tables: usize,
    size: usize,
    rounds: usize,
    seed: u64,
    stop: &Stop,
) -> Option<(Vec<Vec<Vec<u32>>>, i32)> {
    let mut arms: Vec<(i32, Starter)> = starter::candidates(tables, size, rounds)
        .into_iter()
        .filter(|s| s.symmetry.fixed <= size && s.symmetry.shift > 2)
        .map(|s| (i32::MAX, s))
        .collect();
    let mut best: Option<(Vec<Vec<Vec<u32>>>, i32)> = None;
    let budget = stop.iterations.unwrap_or(u64::MAX);
    let (mut effort, mut spent) = (20_000, 0);
    while spent < budget && !stop.is_wanted() && !arms.is_empty() {
        for (repeats, starter) in &mut arms {
            if spent >= budget || stop.is_wanted() {
                break;
            }
            let part = Stop {
                iterations: Some(effort.min(budget - spent)),
                ..*stop
            };
            spent += effort;
            let Some(found) = starter::search(starter, 0, seed.wrapping_add(effort), &part) else {
                continue;
            };
            *repeats = found.repeats.min(*repeats);
            if best.as_ref().is_none_or(|b| found.repeats < b.1) {
                best = Some((found.rounds, found.repeats));
            }
            if found.repeats == 0 {
                return best;
            }
        }
        arms.sort_by_key(|arm| arm.0);
        arms.truncate(arms.len().div_ceil(3).max(2));
        effort *= 3;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, tally};
    use crate::rounds::problem::Problem;

    fn counted(tables: usize, size: usize, rounds: usize) -> (u64, i32) {
        let (found, repeats) =
            search(tables, size, rounds, 1, &Stop::after(6_000_000)).expect("some schedule");
        let problem = Problem::plain(tables * size, &vec![size as u32; tables], rounds);
        let tally = tally(
            &problem,
            &Plan {
                rounds: found.rounds,
            },
        );
        assert_eq!(tally.broken, []);
        (tally.repeats, repeats)
    }

    #[test]
    fn ten_tables_of_five_are_searched_within_a_moment() {
        assert_eq!(counted(10, 5, 9), (0, 0));
    }

    #[test]
    fn repeats_that_remain_are_counted_right() {
        let (counted, said) = counted(10, 5, 12);
        assert_eq!(counted, said as u64);
    }
}
