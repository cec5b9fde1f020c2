//! Owns the schedules found by our own search and shipped with the engine, in a compact text.
//! Refuses to be trusted: a test turns every entry and counts every pair.
//!
//! A line is `turns TABLESxSIZE FACTORS ROW ROW…` (see [`super::construct::difference`]; an element
//! is a base-36 digit) or `starter TABLESxSIZE SHIFT+FIXED TURNS:PEOPLE TURNS:PEOPLE…` (base rounds;
//! people are pairs of base-36 digits, table after table).

use super::construct::difference::Differences;
use super::construct::field::Group;
use super::construct::symmetry::Symmetry;

const TEXT: &str = include_str!("catalogue.txt");

/// A schedule of the catalogue.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Columns turned over a group.
    Turns(Differences),
    /// Base rounds turned by a shift.
    Starter {
        /// The symmetry, without a multiplier.
        symmetry: Symmetry,
        /// Base rounds: how many turns each gives, and its people table after table.
        bases: Vec<(usize, Vec<u16>)>,
    },
}

/// The entries for equal tables, in the order of the text.
pub fn entries(tables: usize, size: usize) -> Vec<Entry> {
    let shape = format!("{tables}x{size}");
    lines()
        .filter(|(_, found, _)| *found == shape)
        .filter_map(|(kind, _, rest)| read(kind, tables, size, rest))
        .collect()
}

/// Every shape the catalogue has entries for.
pub fn shapes() -> Vec<(usize, usize)> {
    let shape = |(_, shape, _): (&str, &str, &str)| {
        let (tables, size) = shape.split_once('x')?;
        Some((tables.parse().ok()?, size.parse().ok()?))
    };
    lines().filter_map(shape).collect()
}

/// Kind, shape and the rest of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TEXT.lines().filter_map(|line| {
        let (kind, rest) = line.split_once(' ')?;
        let (shape, rest) = rest.split_once(' ')?;
        Some((kind, shape, rest))
    })
}

fn read(kind: &str, tables: usize, size: usize, rest: &str) -> Option<Entry> {
    let (head, body) = rest.split_once(' ')?;
    match kind {
        "turns" => {
            let factors: Option<Vec<usize>> = head.split('.').map(|f| f.parse().ok()).collect();
            let row = |row: &str| {
                row.chars()
                    .map(|c| c.to_digit(36).map(|d| d as u8))
                    .collect()
            };
            let turns: Option<Vec<Vec<u8>>> = body.split(' ').map(row).collect();
            Some(Entry::Turns(Differences {
                group: Group::new(&factors?)?,
                turns: turns?,
            }))
        }
        "starter" => {
            let (shift, fixed) = head.split_once('+')?;
            let (shift, fixed): (usize, usize) = (shift.parse().ok()?, fixed.parse().ok()?);
            let orbits = (tables * size).checked_sub(fixed)?.checked_div(shift)?;
            let base = |base: &str| {
                let (turns, people) = base.split_once(':')?;
                let digits: Option<Vec<u32>> = people.chars().map(|c| c.to_digit(36)).collect();
                let people = digits?
                    .chunks(2)
                    .map(|d| (d[0] * 36 + d[1]) as u16)
                    .collect();
                Some((turns.parse().ok()?, people))
            };
            let bases: Option<Vec<(usize, Vec<u16>)>> = body.split(' ').map(base).collect();
            let symmetry = Symmetry {
                shift,
                orbits,
                fixed,
                multiplier: None,
            };
            Some(Entry::Starter {
                symmetry,
                bases: bases?,
            })
        }
        _ => None,
    }
}

/// The line of an entry, as the generator writes it.
pub fn line(tables: usize, size: usize, entry: &Entry) -> String {
    let digit = |d: u32| char::from_digit(d, 36).unwrap_or('?');
    match entry {
        Entry::Turns(found) => {
            let factors: Vec<String> = found.group.factors.iter().map(usize::to_string).collect();
            let row = |row: &Vec<u8>| row.iter().map(|d| digit(u32::from(*d))).collect::<String>();
            let rows: Vec<String> = found.turns.iter().map(row).collect();
            format!(
                "turns {tables}x{size} {} {}",
                factors.join("."),
                rows.join(" ")
            )
        }
        Entry::Starter { symmetry, bases } => {
            let pair = |p: &u16| [digit(u32::from(*p) / 36), digit(u32::from(*p) % 36)];
            let base = |(turns, people): &(usize, Vec<u16>)| {
                format!(
                    "{turns}:{}",
                    people.iter().flat_map(pair).collect::<String>()
                )
            };
            let bases: Vec<String> = bases.iter().map(base).collect();
            format!(
                "starter {tables}x{size} {}+{} {}",
                symmetry.shift,
                symmetry.fixed,
                bases.join(" ")
            )
        }
    }
}

impl Entry {
    /// How many rounds it gives by itself.
    pub fn rounds(&self) -> usize {
        match self {
            Self::Turns(found) => found.turns.len(),
            Self::Starter { bases, .. } => bases.iter().map(|b| b.0).sum(),
        }
    }

    /// Its rounds, turned.
    pub fn turned(&self, size: usize) -> Vec<Vec<Vec<u32>>> {
        match self {
            Self::Turns(found) => found.rounds(),
            Self::Starter { symmetry, bases } => {
                let mut all = Vec::new();
                for (turns, people) in bases {
                    for by in 0..*turns {
                        let map = symmetry.shifted(by);
                        let moved = |p: &u16| map.get(usize::from(*p)).map_or(0, |p| u32::from(*p));
                        all.push(
                            people
                                .chunks(size)
                                .map(|t| t.iter().map(moved).collect())
                                .collect(),
                        );
                    }
                }
                all
            }
        }
    }
}
