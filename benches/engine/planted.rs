//! Instances with a hidden plan, as the figures and their limits are about them.

use engine::plan::Plan;
use engine::rounds::construct::schedule;
use engine::rounds::problem::{Company, Person, Pin, Problem, Weights};
use engine::seed::Random;
use std::collections::HashMap;

/// How the weights of pairs outside the hidden plan look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// Forty light pairs a person.
    Sparse,
    /// Every pair, light.
    Dense,
    /// Forty light pairs a person, and those that meet worth 1 to 1,000, as many of each magnitude.
    Magnitudes,
}

/// A problem with weights whose best plan is known, all but surely: pairs that meet in it are worth
/// 5 to 10, others up to 1.
pub struct Weighted {
    /// What is asked.
    pub problem: Problem,
    /// What it is worth.
    pub optimum: f64,
}

/// As few tables as seat everybody, none larger than another by more than one.
pub fn even(people: usize, size: usize) -> Vec<u32> {
    let tables = people.div_ceil(size);
    let seats = |t| people / tables + usize::from(t < people % tables);
    (0..tables).map(|t| seats(t) as u32).collect()
}

/// People in this order at tables of these sizes.
pub fn seated(order: &[Person], sizes: &[u32]) -> Vec<Vec<Person>> {
    let mut rest = order.iter().copied();
    let table = |size: &u32| rest.by_ref().take(*size as usize).collect();
    sizes.iter().map(table).collect()
}

/// Draws one around a random plan.
pub fn weighted(people: usize, size: usize, rounds: usize, noise: Noise, seed: u64) -> Weighted {
    let mut random = Random::new(seed);
    let sizes = even(people, size);
    let mut round = || {
        let mut order: Vec<Person> = (0..people as Person).collect();
        random.shuffle(&mut order);
        seated(&order, &sizes)
    };
    let rounds = (0..rounds).map(|_| round()).collect();
    around(Plan { rounds }, people, noise, &mut random)
}

/// Draws one around a construction in which nobody meets twice, its people renamed.
pub fn weighted_without_repeats(
    (tables, size): (usize, usize),
    rounds: usize,
    noise: Noise,
    seed: u64,
) -> Weighted {
    let mut random = Random::new(seed);
    let mut names: Vec<Person> = (0..(tables * size) as Person).collect();
    random.shuffle(&mut names);
    let mut rounds = schedule(tables, size, rounds, true).rounds;
    let seats = rounds.iter_mut().flatten().flatten();
    seats.for_each(|p| *p = names[*p as usize]);
    around(Plan { rounds }, tables * size, noise, &mut random)
}

fn around(hidden: Plan, people: usize, noise: Noise, random: &mut Random) -> Weighted {
    let sizes: Vec<u32> = hidden.rounds[0].iter().map(|t| t.len() as u32).collect();
    let mut worth: HashMap<(Person, Person), f32> = HashMap::new();
    for table in hidden.rounds.iter().flatten() {
        for (at, a) in table.iter().enumerate() {
            for b in &table[..at] {
                let worth = worth.entry((*a.min(b), *a.max(b)));
                worth.or_insert_with(|| match noise {
                    Noise::Magnitudes => 1000f32.powf(random.unit() as f32),
                    _ => 5.0 + 5.0 * random.unit() as f32,
                });
            }
        }
    }
    let optimum = worth.values().map(|w| f64::from(*w)).sum();
    let mut pairs: Vec<(Person, Person, f32)> =
        worth.iter().map(|(pair, w)| (pair.0, pair.1, *w)).collect();
    pairs.sort_unstable_by_key(|p| (p.0, p.1));
    let mut add = |a: Person, b: Person, random: &mut Random| {
        if a != b && !worth.contains_key(&(a.min(b), a.max(b))) {
            pairs.push((a, b, random.unit() as f32));
        }
    };
    match noise {
        Noise::Sparse | Noise::Magnitudes => (0..people * 20).for_each(|_| {
            let (a, b) = (random.below(people), random.below(people));
            add(a as Person, b as Person, random);
        }),
        Noise::Dense => (0..people as Person)
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .for_each(|(a, b)| add(a, b, random)),
    }
    random.shuffle(&mut pairs);
    let mut problem = Problem::plain(people, &sizes, hidden.rounds.len());
    problem.weights = Weights::Pairs(pairs);
    Weighted { problem, optimum }
}

/// How many may not sit together in [`demands`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// As many pairs as five people in a hundred.
    FewPairs,
    /// Five pairs in a hundred of all there are.
    ManyPairs,
}

/// A problem full of demands that a hidden plan keeps: some apart, three people in a hundred with
/// somebody they must sit with, a host held at every table, 15 % late, 10 % gone early, uneven
/// tables; with `tight` each round has exactly the seats the hidden plan takes.
pub fn demands(people: usize, rounds: usize, apart: Apart, tight: bool, seed: u64) -> Problem {
    let mut random = Random::new(seed);
    let sizes = uneven(people, &mut random);
    let mut problem = Problem::plain(people, &sizes, rounds);
    problem.present = attendance(people, rounds, &mut random);
    let hosts = sizes.len();
    problem.pinned = (0..hosts)
        .map(|table| Pin {
            person: table as Person,
            table,
            rounds: vec![],
        })
        .collect();
    let couples = (people * 3).div_ceil(200);
    let couple = |c: usize| [(hosts + 2 * c) as Person, (hosts + 2 * c + 1) as Person];
    problem.together = (0..couples)
        .map(|c| Company {
            people: couple(c).to_vec(),
            rounds: vec![],
        })
        .collect();
    let single = (hosts + 2 * couples) as Person;
    let mut hidden = Vec::new();
    for round in 0..rounds {
        let here = |p: &Person| problem.is_present(round, *p);
        let mut tables: Vec<Vec<Person>> = (0..hosts as Person)
            .map(|host| Some(host).into_iter().filter(here).collect())
            .collect();
        let mut parties: Vec<Vec<Person>> = (0..couples)
            .map(|c| couple(c).into_iter().filter(here).collect())
            .collect();
        parties.extend((single..people as Person).filter(here).map(|p| vec![p]));
        random.shuffle(&mut parties);
        parties.sort_by_key(|party| std::cmp::Reverse(party.len()));
        for party in parties {
            let fits = |t: &usize| tables[*t].len() + party.len() <= sizes[*t] as usize;
            let start = random.below(hosts);
            let table = (0..hosts).map(|t| (t + start) % hosts).find(fits);
            tables[table.expect("seats enough")].extend(party);
        }
        hidden.push(tables);
    }
    problem.apart = strangers(people, &hidden, apart, &mut random);
    if tight {
        let taken = |tables: &Vec<Vec<Person>>| tables.iter().map(|t| t.len() as u32).collect();
        problem.tables = hidden.iter().map(taken).collect();
    }
    problem
}

/// Tables of four to nine, as many seats as people.
fn uneven(people: usize, random: &mut Random) -> Vec<u32> {
    let mut sizes = Vec::new();
    let mut left = people;
    while left > 0 {
        let seats = if left < 10 { left } else { 4 + random.below(6) };
        sizes.push(seats as u32);
        left -= seats;
    }
    sizes
}

fn attendance(people: usize, rounds: usize, random: &mut Random) -> Vec<Vec<bool>> {
    let mut present = vec![vec![true; people]; rounds];
    let mut miss = |person: usize| {
        let part = 1 + random.below((rounds / 2).max(1));
        let missed = match random.below(100) {
            0..15 => 0..part,
            15..25 => rounds - part..rounds,
            _ => 0..0,
        };
        missed.for_each(|round| present[round][person] = false);
    };
    (0..people).for_each(&mut miss);
    present
}

/// Pairs who never share a table in the hidden plan.
fn strangers(
    people: usize,
    hidden: &[Vec<Vec<Person>>],
    apart: Apart,
    random: &mut Random,
) -> Vec<Company> {
    let mut shared = std::collections::HashSet::new();
    for table in hidden.iter().flatten() {
        for (at, a) in table.iter().enumerate() {
            shared.extend(table[..at].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let wanted = match apart {
        Apart::FewPairs => people / 20,
        Apart::ManyPairs => people * (people - 1) / 40,
    };
    let mut drawn = std::iter::repeat_with(|| {
        (
            random.below(people) as Person,
            random.below(people) as Person,
        )
    });
    let mut strangers = Vec::new();
    while strangers.len() < wanted {
        let Some((a, b)) = drawn.next() else { break };
        if a < b && shared.insert((a, b)) {
            strangers.push(Company {
                people: vec![a, b],
                rounds: vec![],
            });
        }
    }
    strangers
}
