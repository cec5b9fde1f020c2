//! From the room to the engine's problem and back.

use std::collections::BTreeMap;

use domain::id::PersonId;
use engine::plan::Plan as EnginePlan;
use engine::rounds::problem::{Company, Pin, Problem};
use engine::rounds::solve::{Options, Status, solve};
use engine::stop::Stop;
use engine::{pairs, rounds};

use super::{Plan, Round};
use crate::room::Kept;

/// Changes tried: a plan for a full room takes less than a second.
const CHANGES: u64 = 40_000;

/// The people of a problem: their numbers are their places.
struct People {
    all: Vec<PersonId>,
    numbers: BTreeMap<PersonId, u32>,
}

/// The rounds for those who are here, what was played left as it is; nothing when it cannot be done.
pub(super) fn plan(kept: &Kept, before: &Plan, here: &[PersonId]) -> Option<Vec<Round>> {
    let played = &before.rounds[..before.count_played()];
    let mut all: Vec<PersonId> = here.to_vec();
    all.extend(played.iter().flatten().flatten());
    all.sort_unstable();
    all.dedup();
    let numbers = all.iter().copied().zip(0..).collect();
    let people = People { all, numbers };
    let apart = apart(kept, &people);
    let present = present(before, here, &people);
    let mut made = if before.pairs {
        in_pairs(kept, before, &people, &apart, &present)
    } else {
        at_tables(kept, before, here, &people, &apart, present)?
    };
    // What was played is taken as it was, whatever the engine says of it.
    made.splice(..played.len(), played.iter().cloned());
    Some(made)
}

fn apart(kept: &Kept, people: &People) -> Vec<(u32, u32)> {
    let number = |a: u32, b: u32| {
        let of = |n: u32| people.numbers.get(&kept.id(n)).copied();
        Some((of(a)?, of(b)?))
    };
    kept.apart().filter_map(|(a, b)| number(a, b)).collect()
}

fn present(before: &Plan, here: &[PersonId], people: &People) -> Vec<Vec<bool>> {
    let rounds = before.rounds.iter().zip(0..);
    let there = rounds.map(|(round, n)| -> Vec<bool> {
        let played = n < before.count_played();
        let sat = |person: &PersonId| match played {
            true => round.iter().any(|table| table.contains(person)),
            false => here.contains(person),
        };
        people.all.iter().map(sat).collect()
    });
    there.collect()
}

/// Sizes of tables for so many people, as even as can be.
fn sizes(people: usize, seats: u32) -> Vec<u32> {
    let seats = seats.max(1) as usize;
    let tables = people.div_ceil(seats).max(1);
    let (each, more) = (people / tables, people % tables);
    (0..tables)
        .map(|table| (each + usize::from(table < more)) as u32)
        .collect()
}

fn at_tables(
    kept: &Kept,
    before: &Plan,
    here: &[PersonId],
    people: &People,
    apart: &[(u32, u32)],
    present: Vec<Vec<bool>>,
) -> Option<Vec<Round>> {
    let numbered = |round: &Round| -> Vec<Vec<u32>> {
        let number = |person: &PersonId| people.numbers.get(person).copied();
        let table = |table: &Vec<PersonId>| table.iter().filter_map(number).collect();
        round.iter().map(table).collect()
    };
    let (rounds, played) = (before.rounds.iter().zip(0..), before.count_played());
    let tables = rounds.map(|(round, n)| match n < played {
        true => round.iter().map(|table| table.len() as u32).collect(),
        false => sizes(here.len(), before.seats),
    });
    let tables: Vec<Vec<u32>> = tables.collect();
    let to_come: Vec<usize> = (played..before.rounds.len()).collect();
    let problem = Problem {
        people: people.all.len(),
        pinned: match before.hosts {
            true => pins(
                kept,
                here,
                people,
                sizes(here.len(), before.seats).len(),
                &to_come,
            ),
            false => Vec::new(),
        },
        tables,
        present,
        apart: apart
            .iter()
            .map(|(a, b)| Company {
                people: vec![*a, *b],
                rounds: to_come.clone(),
            })
            .collect(),
        together: together(before, here, people, &to_come),
        frozen: (0..played)
            .map(|n| (n, numbered(&before.rounds[n])))
            .collect(),
        ..Problem::default()
    };
    let was: Vec<Vec<Vec<u32>>> = before.rounds.iter().map(numbered).collect();
    let options = Options {
        start: was
            .iter()
            .all(|round| !round.is_empty())
            .then_some(EnginePlan { rounds: was }),
        ..Options::default()
    };
    let stop = Stop::after(CHANGES);
    let solved = solve(
        &problem,
        &options,
        &stop,
        &mut |_: rounds::search::Progress| {},
    )
    .ok()?;
    let named = |table: &Vec<u32>| table.iter().map(|n| people.all[*n as usize]).collect();
    let round = |round: &Vec<Vec<u32>>| -> Round { round.iter().map(named).collect() };
    (solved.status != Status::Infeasible).then(|| solved.plan.rounds.iter().map(round).collect())
}

/// Those who sit together in the rounds to come, as far as they are here.
fn together(before: &Plan, here: &[PersonId], people: &People, rounds: &[usize]) -> Vec<Company> {
    let groups = before.together.iter().map(|group| {
        let group = group.iter().filter(|person| here.contains(person));
        let numbers = group.filter_map(|person| people.numbers.get(person).copied());
        numbers.collect::<Vec<u32>>()
    });
    let groups = groups.filter(|group| group.len() > 1);
    let company = |people| Company {
        people,
        rounds: rounds.to_vec(),
    };
    groups.map(company).collect()
}

/// Those who run the evening, a table each.
fn pins(
    kept: &Kept,
    here: &[PersonId],
    people: &People,
    tables: usize,
    rounds: &[usize],
) -> Vec<Pin> {
    let hosts = here
        .iter()
        .filter(|id| kept.traits(**id).is_some_and(|traits| traits.hosts));
    let hosts = hosts.filter_map(|id| people.numbers.get(id)).zip(0..tables);
    hosts
        .map(|(person, table)| Pin {
            person: *person,
            table,
            rounds: rounds.to_vec(),
        })
        .collect()
}

fn in_pairs(
    kept: &Kept,
    before: &Plan,
    people: &People,
    apart: &[(u32, u32)],
    present: &[Vec<bool>],
) -> Vec<Round> {
    let number = |person: &PersonId| people.numbers.get(person).copied();
    let played = &before.rounds[..before.count_played()];
    let mut met: Vec<(u32, u32)> = Vec::new();
    for table in played.iter().flatten() {
        if let [a, b] = table.as_slice() {
            met.extend(number(a).zip(number(b)));
        }
    }
    let new = |id: &PersonId| kept.traits(*id).is_some_and(|traits| traits.newcomer);
    let problem = pairs::Problem {
        people: people.all.len(),
        rounds: before.rounds.len() - played.len(),
        present: present[played.len()..].to_vec(),
        newcomers: people.all.iter().map(new).collect(),
        apart: apart.to_vec(),
        met,
        ..pairs::Problem::default()
    };
    let pairing = pairs::plan(&problem, 1, &Stop::default());
    let named = |n: u32| people.all[n as usize];
    let rounds = pairing.rounds.into_iter().map(|round| -> Round {
        let pairs = round.pairs.iter().map(|(a, b)| vec![named(*a), named(*b)]);
        pairs
            .chain(round.alone.iter().map(|a| vec![named(*a)]))
            .collect()
    });
    played.iter().cloned().chain(rounds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_as_even_as_can_be() {
        assert_eq!(sizes(14, 6), [5, 5, 4]);
        assert_eq!(sizes(12, 6), [6, 6]);
        assert_eq!(sizes(4, 6), [4]);
        assert_eq!(sizes(7, 2), [2, 2, 2, 1]);
    }
}
