//! Owns schedules that exist by proof or by a search over symmetric schedules: no pair meets twice.
//! Refuses weights and demands; what it gives is a plan of equal tables to start from.

pub mod difference;
pub mod field;
pub mod lay;
pub mod simple;
pub mod starter;
pub mod symmetric;
pub mod symmetry;

use super::catalogue::{self, Entry};

/// How a schedule came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// One round needs no construction.
    Trivial,
    /// The circle method.
    Circle,
    /// `table = (row + column * round) mod tables`.
    Cyclic,
    /// Finite fields, or products of them.
    Fields,
    /// The shipped catalogue.
    Catalogue,
    /// A search over symmetric schedules, just now.
    Symmetric,
}

/// Rounds of equal tables in which no pair meets twice.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// How it came to be.
    pub origin: Origin,
    /// People per table, tables per round.
    pub rounds: Vec<Vec<Vec<u32>>>,
}

/// The schedule with the most rounds up to those asked; the cheapest to make among equals.
pub fn schedule(tables: usize, size: usize, rounds: usize, use_catalogue: bool) -> Schedule {
    let asked = rounds.min(super::bound::most_rounds(tables, size).0);
    let mut best = Schedule {
        origin: Origin::Trivial,
        rounds: simple::cyclic(tables, size, asked.min(1)),
    };
    if asked <= 1 || size < 2 {
        if size < 2 {
            best.rounds = simple::cyclic(tables, size, rounds);
        }
        return best;
    }
    let mut offer = |origin, rounds: Vec<Vec<Vec<u32>>>| {
        if rounds.len() > best.rounds.len() {
            best = Schedule { origin, rounds };
        }
        best.rounds.len() >= asked
    };
    if size == 2 {
        offer(Origin::Circle, simple::circle(tables, asked));
        return best;
    }
    let cyclic = asked.min(simple::cyclic_rounds(tables, size));
    let cyclic = || {
        with_columns_filled(
            tables,
            size,
            asked,
            simple::cyclic(tables, size, cyclic),
            use_catalogue,
        )
    };
    if offer(Origin::Cyclic, cyclic()) {
        return best;
    }
    if let Some(found) = simple::fields(tables, size, asked.min(tables)) {
        let filled = with_columns_filled(tables, size, asked, found, use_catalogue);
        if offer(Origin::Fields, filled) {
            return best;
        }
    }
    if use_catalogue {
        for entry in catalogue::entries(tables, size) {
            let mut found = entry.turned(size);
            if matches!(entry, Entry::Turns(_)) {
                found = with_columns_filled(tables, size, asked, found, use_catalogue);
            }
            found.truncate(asked);
            if offer(Origin::Catalogue, found) {
                break;
            }
        }
    }
    best
}

/// Adds the rounds that people of one column, who never met, have among themselves: each column is a
/// room of its own (recursive filling).
pub fn with_columns_filled(
    tables: usize,
    size: usize,
    asked: usize,
    mut rounds: Vec<Vec<Vec<u32>>>,
    use_catalogue: bool,
) -> Vec<Vec<Vec<u32>>> {
    rounds.truncate(asked);
    if rounds.len() < asked && tables.is_multiple_of(size) {
        let inner = schedule(tables / size, size, asked - rounds.len(), use_catalogue);
        for round in inner.rounds {
            let column = |c: usize| {
                let moved = move |p: &u32| p + (c * tables) as u32;
                round
                    .iter()
                    .map(move |t| t.iter().map(moved).collect::<Vec<u32>>())
                    .collect::<Vec<_>>()
            };
            rounds.push((0..size).flat_map(column).collect());
        }
    }
    rounds
}
