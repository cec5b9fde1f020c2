//! Owns the way from a plan made before to one that fits what is asked now: somebody did not come,
//! somebody came late, a table was taken away.
//! Refuses to better anything: everybody who can keep their seat does.

use super::first::{best_table, seat_round};
use super::problem::Person;
use super::room::{NOWHERE, Room, RoundPlan};
use crate::plan::Plan;
use crate::seed::Random;

/// The plan with its seats kept where they can be. None when some round has too few seats.
pub fn adapted(room: &Room, plan: &Plan, random: &mut Random) -> Option<Plan> {
    let one = |(at, round): (usize, &RoundPlan)| match plan.rounds.get(at) {
        Some(before) if round.played.is_none() => adapt_round(room.people, round, before, random)
            .or_else(|| seat_round(room.people, round, random)),
        _ => seat_round(room.people, round, random),
    };
    let rounds: Option<Vec<_>> = room.rounds.iter().enumerate().map(one).collect();
    Some(Plan { rounds: rounds? })
}

/// The table of each person in a round as it was; the first counts for whoever sits twice.
pub fn homes(people: usize, round: &[Vec<Person>]) -> Vec<u32> {
    let mut home = vec![NOWHERE; people];
    for (table, seated) in round.iter().enumerate() {
        for person in seated {
            if let Some(home) = home.get_mut(*person as usize).filter(|h| **h == NOWHERE) {
                *home = table as u32;
            }
        }
    }
    home
}

/// Held people first, then those who move together, then the others, each where they sat if a seat
/// is left there; the rest where they disturb least.
fn adapt_round(
    people: usize,
    round: &RoundPlan,
    before: &[Vec<Person>],
    random: &mut Random,
) -> Option<Vec<Vec<Person>>> {
    let home = homes(people, before);
    let mut tables: Vec<Vec<Person>> = vec![Vec::new(); round.seats.len()];
    let mut at = vec![NOWHERE; people];
    for (person, table) in &round.held {
        tables.get_mut(*table as usize)?.push(*person);
        at[*person as usize] = *table;
    }
    let alone = round.free.iter().map(std::slice::from_ref);
    let parties = round.blocks.iter().map(Vec::as_slice).chain(alone);
    let mut waiting = Vec::new();
    for party in parties {
        let free = |table: &u32| {
            let seated = tables.get(*table as usize).map(Vec::len);
            seated.is_some_and(|n| n + party.len() <= round.seats[*table as usize] as usize)
        };
        let homes = party.iter().map(|p| home[*p as usize]);
        let Some(table) = homes.filter(|t| *t != NOWHERE).find(free) else {
            waiting.push(party);
            continue;
        };
        party.iter().for_each(|p| at[*p as usize] = table);
        tables[table as usize].extend_from_slice(party);
    }
    for party in waiting {
        let table = best_table(party, round, &tables, &at, random)?;
        party.iter().for_each(|p| at[*p as usize] = table as u32);
        tables[table].extend_from_slice(party);
    }
    Some(tables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::problem::Problem;
    use crate::rounds::room::prepare;

    #[test]
    fn a_latecomer_takes_the_seat_of_whoever_did_not_come() {
        let mut problem = Problem::plain(9, &[4, 4], 1);
        problem.present = vec![vec![true; 9]];
        problem.present[0][2] = false;
        let before = Plan {
            rounds: vec![vec![vec![0, 1, 2, 3], vec![4, 5, 6, 7]]],
        };
        let room = prepare(&problem, 1.0);
        let after = adapted(&room, &before, &mut Random::new(1)).expect("seats enough");
        assert_eq!(after.rounds, [[vec![0, 1, 3, 8], vec![4, 5, 6, 7]]]);
        assert_eq!(after.moved_seats(&before), 0);
    }
}
