//! Finds schedules for the catalogue and prints their lines.
//!
//! `catalogue turns TABLES SIZE ROUNDS MILLIONS SEED` asks for ever more rounds, from ROUNDS on, and
//! prints a line for each number reached; `catalogue starter TABLES SIZE ROUNDS THOUSANDS SEED` tries
//! every symmetry for exactly ROUNDS, a little first, then ten times as much, and so on; `catalogue
//! translations SEED` looks for ten rounds of eight tables of four.

mod translations;

use engine::rounds::catalogue::{Entry, line};
use engine::rounds::construct::{difference, field::Group, starter, symmetry::Symmetry};
use engine::stop::Stop;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = words.iter().filter_map(|w| w.parse().ok()).collect();
    match (words.first().map(String::as_str), numbers.as_slice()) {
        (Some("turns"), [tables, size, rounds, millions, seed]) => {
            turns(*tables, *size, *rounds, *millions, *seed);
        }
        (Some("starter"), [tables, size, rounds, thousands, seed]) => {
            starters(*tables, *size, *rounds, *thousands, *seed);
        }
        (Some("translations"), [seed]) => translated(*seed as u64),
        _ => eprintln!(
            "catalogue turns|starter TABLES SIZE ROUNDS BUDGET SEED, or translations SEED"
        ),
    }
}

fn turns(tables: usize, size: usize, from: usize, millions: usize, seed: usize) {
    for rounds in from..=tables {
        let stop = Stop::after(millions as u64 * 1_000_000);
        let search = |group: &Group| difference::search(group, size, rounds, seed as u64, &stop);
        match Group::all(tables).iter().find_map(search) {
            Some(found) => println!("{}", line(tables, size, &Entry::Turns(found))),
            None => return,
        }
    }
}

fn starters(tables: usize, size: usize, rounds: usize, thousands: usize, seed: usize) {
    let mut all = starter::candidates(tables, size, rounds);
    all.sort_by_key(|s| s.symmetry.fixed);
    for part in [1, 10, 100, 1000] {
        for starter in &all {
            let stop = Stop::after(thousands as u64 * 1000 * part);
            let found = starter::search(starter, 0, seed as u64 + part, &stop);
            let Some(found) = found.filter(|f| f.repeats == 0) else {
                continue;
            };
            let (shift, mut at) = (starter.symmetry.shift, 0);
            let mut bases = Vec::new();
            for kind in &starter.kinds {
                let turns = if *kind == starter::Kind::Shifted {
                    1
                } else {
                    shift
                };
                let people = found.rounds[at]
                    .iter()
                    .flatten()
                    .map(|p| *p as u16)
                    .collect();
                bases.push((turns, people));
                at += turns;
            }
            let symmetry = Symmetry {
                multiplier: None,
                ..starter.symmetry.clone()
            };
            println!(
                "{}",
                line(tables, size, &Entry::Starter { symmetry, bases })
            );
            return;
        }
    }
}

/// Ten rounds of eight tables of four, from as many seeds as it takes.
fn translated(seed: u64) {
    let Some(rounds) = (seed..seed + 10_000).find_map(translations::search) else {
        return;
    };
    // Rounds that a symmetry keeps are written out: a shift of one turns nothing.
    let symmetry = Symmetry {
        shift: 1,
        orbits: 32,
        fixed: 0,
        multiplier: None,
    };
    let people = |round: Vec<Vec<u8>>| round.concat().into_iter().map(u16::from).collect();
    let bases = rounds.into_iter().map(|round| (1, people(round))).collect();
    println!("{}", line(8, 4, &Entry::Starter { symmetry, bases }));
}
