//! Owns a first seating: everybody present has a seat, demands kept as far as a single pass can.
//! Refuses to look back; what is left broken is for the search to mend.

use super::problem::Person;
use super::room::{NOWHERE, Room, RoundPlan};
use crate::plan::Plan;
use crate::seed::Random;

/// Seats every round, at random where nothing is asked. None when some round has too few seats.
pub fn seat(room: &Room, random: &mut Random) -> Option<Plan> {
    let rounds: Option<Vec<_>> = room
        .rounds
        .iter()
        .map(|r| seat_round(room.people, r, random))
        .collect();
    Some(Plan { rounds: rounds? })
}

/// Seats one round.
pub fn seat_round(
    people: usize,
    round: &RoundPlan,
    random: &mut Random,
) -> Option<Vec<Vec<Person>>> {
    if let Some(played) = &round.played {
        let mut played = played.clone();
        played.resize(round.seats.len(), Vec::new());
        return Some(played);
    }
    let mut tables: Vec<Vec<Person>> = vec![Vec::new(); round.seats.len()];
    let mut at = vec![NOWHERE; people];
    for (person, table) in &round.held {
        tables.get_mut(*table as usize)?.push(*person);
        at[*person as usize] = *table;
    }
    let conflicts = |people: &[Person]| people.iter().map(|p| round.bonds(*p).len()).sum::<usize>();
    let mut blocks = round.blocks.clone();
    random.shuffle(&mut blocks);
    blocks.sort_by_key(|b| std::cmp::Reverse((b.len(), conflicts(b))));
    let mut free: Vec<Person> = round.free.clone();
    random.shuffle(&mut free);
    free.sort_by_key(|p| std::cmp::Reverse(round.bonds(*p).len()));
    let careful = free
        .iter()
        .take_while(|p| !round.bonds(**p).is_empty())
        .count();
    let plain = free.split_off(careful);
    for block in blocks.into_iter().chain(free.into_iter().map(|p| vec![p])) {
        let table = best_table(&block, round, &tables, &at, random)?;
        block.iter().for_each(|p| at[*p as usize] = table as u32);
        tables[table].extend(block);
    }
    let mut plain = plain.into_iter();
    for limits in [&round.fill, &round.seats] {
        for (table, limit) in tables.iter_mut().zip(limits) {
            while table.len() < *limit as usize {
                match plain.next() {
                    Some(person) => table.push(person),
                    None => return Some(tables),
                }
            }
        }
    }
    plain.next().is_none().then_some(tables)
}

/// The table with room where people's bonds suffer least; among equals the one with most room left.
pub(super) fn best_table(
    block: &[Person],
    round: &RoundPlan,
    tables: &[Vec<Person>],
    at: &[u32],
    random: &mut Random,
) -> Option<usize> {
    let mut bad = std::collections::BTreeMap::<u32, i64>::new();
    for person in block {
        for bond in round.bonds(*person) {
            let table = at[bond.other as usize];
            if table != NOWHERE {
                *bad.entry(table).or_default() -= bond.gain;
            }
        }
    }
    let offset = random.below(tables.len().max(1));
    let order = (0..tables.len()).map(|t| (t + offset) % tables.len());
    let fits = |t: &usize| tables[*t].len() + block.len() <= round.seats[*t] as usize;
    order.filter(fits).min_by_key(|t| {
        let over = (tables[*t].len() + block.len()).saturating_sub(round.fill[*t] as usize);
        let left = round.fill[*t] as i64 - tables[*t].len() as i64;
        (bad.get(&(*t as u32)).copied().unwrap_or(0), over, -left)
    })
}
