//! Owns a first plan from listed weights: circles of people each worth meeting to all the others, one
//! per table ([`graph`]), each given a round so that nobody is wanted twice at once: by what follows
//! from what ([`reason`]), by linear algebra ([`spectrum`]), by annealing ([`spread`]).
//! Refuses demands and people who come and go: it seats everybody everywhere or gives nothing.

mod graph;
mod puzzle;
mod reason;
mod spectrum;
mod spread;

use super::problem::{Person, Problem, Weights};
use crate::plan::Plan;
use crate::seed::Random;
use crate::stop::Stop;
use graph::{Found, Graph};

/// A plan from circles, when there are enough of them to fill a third of the tables.
pub fn plan(problem: &Problem, seed: u64, stop: &Stop) -> Option<Plan> {
    let Weights::Pairs(pairs) = &problem.weights else {
        return None;
    };
    let sizes = problem.tables.first()?;
    let size = *sizes.iter().max()? as usize;
    let same = problem.tables.iter().all(|t| t == sizes);
    if size < 3 || !same || !problem.present.is_empty() || !problem.has_no_demands() {
        return None;
    }
    let found = circles(problem, pairs);
    let circles = &found.circles;
    let wanted = sizes.len() * problem.rounds();
    if circles.len() * 3 < wanted {
        return None;
    }
    let mut random = Random::stream(seed, 7);
    let (people, rounds) = (problem.people, problem.rounds());
    let begun = begun(&found, problem, &mut random, stop);
    let rounds = spread::rounds(circles, people, rounds, begun, &mut random, stop);
    Some(seat(problem, circles, &rounds, &mut random))
}

/// Rounds to begin with: a random plan shows in the spectrum, a regular one follows by reasoning.
fn begun(found: &Found, problem: &Problem, random: &mut Random, stop: &Stop) -> Option<Vec<u8>> {
    let (circles, people, rounds) = (&found.circles, problem.people, problem.rounds());
    let of = memberships(circles, people);
    let shown = spectrum::rounds(circles, &of, rounds, random, stop);
    let before = shown.as_ref().map(|rounds| clashes(&of, rounds));
    if before.is_some_and(|clashes| clashes * 50 <= people * rounds) {
        return shown;
    }
    let half = || stop.is_wanted() || stop.share(0).is_some_and(|share| share > 0.4);
    let part = Stop {
        asked: Some(&half),
        ..*stop
    };
    let mut best = shown;
    let mut least = before.unwrap_or(usize::MAX);
    for may in layered(found, problem.tables[0].len(), rounds) {
        let reasoned = reason::rounds(circles, &of, &may, rounds, random, &part);
        let now = reasoned.as_ref().map_or(usize::MAX, |r| clashes(&of, r));
        if now < least {
            (best, least) = (reasoned, now);
        }
        if least * 50 <= people * rounds {
            break;
        }
    }
    best
}

/// The circles of each person.
fn memberships(circles: &[Vec<Person>], people: usize) -> Vec<Vec<u32>> {
    let mut of = vec![Vec::new(); people];
    for (at, circle) in circles.iter().enumerate() {
        circle.iter().for_each(|p| of[*p as usize].push(at as u32));
    }
    of
}

/// How often somebody is wanted twice at once.
fn clashes(of: &[Vec<u32>], rounds: &[u8]) -> usize {
    let clashes = |circles: &Vec<u32>| {
        let mut seen = [false; 256];
        let twice = circles
            .iter()
            .filter(|c| std::mem::replace(&mut seen[usize::from(rounds[**c as usize])], true));
        twice.count()
    };
    of.iter().map(clashes).sum()
}

/// Circles of every size that tables have: those that stand out, then what else there is, the largest
/// first.
fn circles(problem: &Problem, pairs: &[(Person, Person, f32)]) -> Found {
    let mut sizes: Vec<usize> = problem.tables[0].iter().map(|s| *s as usize).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    let most = problem.rounds() * sizes.first().map_or(0, |s| s - 1);
    sizes.retain(|size| *size >= 3);
    let mut graph = Graph::new(problem.people, pairs, most);
    let mut found = Found::default();
    graph.peel(&sizes, &mut found);
    for size in sizes {
        graph.add_circles(size, &mut found);
    }
    found
}

/// The rounds that each circle may have, surmised and sure. In a plan made by a rule, some whole rounds
/// stand out before the others: where a layer ends with as many circles as some rounds hold, those
/// rounds are surmised to be its.
fn layered(found: &Found, tables: usize, rounds: usize) -> Vec<Vec<u64>> {
    if !(1..=64).contains(&rounds) {
        return Vec::new();
    }
    let every = u64::MAX >> (64 - rounds);
    let layers = &found.layers;
    let (mut surmised, mut given) = (Vec::with_capacity(layers.len()), 0);
    for at in 1..=layers.len() {
        let whole = (at + tables / 2) / tables;
        let is_whole = (at.abs_diff(whole * tables)) * 50 <= tables && whole > given;
        let ends = at == layers.len() || layers[at - 1] != layers[at] && is_whole && whole < rounds;
        if ends {
            let whole = if at == layers.len() { rounds } else { whole };
            surmised.resize(at, every >> (rounds - whole) & !((1u64 << given) - 1));
            given = whole;
        }
    }
    let sure = vec![every; layers.len()];
    if surmised == sure {
        vec![sure]
    } else {
        vec![surmised, sure]
    }
}

/// Seats circles in their rounds, those with most people still free first; the rest fill up.
fn seat(problem: &Problem, circles: &[Vec<Person>], rounds: &[u8], random: &mut Random) -> Plan {
    let mut plan = Plan::default();
    for (round, sizes) in problem.tables.iter().enumerate() {
        let mut seated = vec![false; problem.people];
        let mut tables: Vec<Vec<Person>> = vec![Vec::new(); sizes.len()];
        let mut by_size: Vec<usize> = (0..sizes.len()).collect();
        by_size.sort_by_key(|t| sizes[*t]);
        let mut mine: Vec<&Vec<Person>> = circles
            .iter()
            .zip(rounds)
            .filter(|(_, r)| usize::from(**r) == round)
            .map(|(c, _)| c)
            .collect();
        random.shuffle(&mut mine);
        // Whole circles first, then those of whom somebody sits already.
        for missing in 0..3 {
            mine.retain(|circle| {
                let free: Vec<Person> = circle
                    .iter()
                    .copied()
                    .filter(|p| !seated[*p as usize])
                    .collect();
                if free.len() + missing < circle.len() {
                    return true;
                }
                let Some(table) = by_size.pop() else {
                    return false;
                };
                let seats = sizes[table] as usize;
                tables[table] = free.into_iter().take(seats).collect();
                tables[table]
                    .iter()
                    .for_each(|p| seated[*p as usize] = true);
                false
            });
        }
        let mut rest: Vec<Person> = (0..problem.people as Person)
            .filter(|p| !seated[*p as usize])
            .collect();
        random.shuffle(&mut rest);
        for (table, size) in tables.iter_mut().zip(sizes) {
            while table.len() < *size as usize {
                let Some(person) = rest.pop() else { break };
                table.push(person);
            }
        }
        plan.rounds.push(tables);
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tally;

    /// Pairs that meet in a plan, in any order of its people, worth what `worth` draws; with some
    /// noise below one.
    fn around(
        plan: &[Vec<Vec<Person>>],
        people: usize,
        worth: impl Fn(&mut Random) -> f32,
    ) -> Problem {
        let mut random = Random::new(5);
        let mut names: Vec<Person> = (0..people as Person).collect();
        random.shuffle(&mut names);
        let sizes: Vec<u32> = plan[0].iter().map(|t| t.len() as u32).collect();
        let mut pairs = Vec::new();
        for _ in 0..people * 10 {
            pairs.push((
                random.below(people) as Person,
                random.below(people) as Person,
                random.unit() as f32,
            ));
        }
        for table in plan.iter().flatten() {
            for (at, a) in table.iter().enumerate() {
                for b in &table[..at] {
                    pairs.push((names[*a as usize], names[*b as usize], worth(&mut random)));
                }
            }
        }
        let mut problem = Problem::plain(people, &sizes, plan.len());
        problem.weights = Weights::Pairs(pairs);
        problem
    }

    /// A plan by the cyclic rule.
    fn regular(tables: usize, size: usize, rounds: usize) -> Vec<Vec<Vec<Person>>> {
        let schedule = crate::rounds::construct::schedule(tables, size, rounds, false);
        assert_eq!(schedule.rounds.len(), rounds);
        schedule.rounds
    }

    #[test]
    fn a_plan_made_by_a_rule_is_found_again_even_with_more_rounds_than_seats() {
        let worths: [fn(&mut Random) -> f32; 2] =
            [|r| 5.0 + r.unit() as f32, |r| 1000f32.powf(r.unit() as f32)];
        for (tables, size, rounds) in [(125, 8, 6), (100, 6, 10)] {
            for worth in worths {
                let hidden = regular(tables, size, rounds);
                let problem = around(&hidden, tables * size, worth);
                let plan = plan(&problem, 1, &Stop::default()).expect("circles enough");
                let tally = tally(&problem, &plan);
                assert_eq!((tally.broken.len(), tally.repeats), (0, 0));
                let Weights::Pairs(pairs) = &problem.weights else {
                    unreachable!()
                };
                let most: f64 = pairs
                    .iter()
                    .map(|p| f64::from(p.2))
                    .filter(|w| *w >= 1.0)
                    .sum();
                assert!(tally.weight > 0.99 * most, "{} of {most}", tally.weight);
            }
        }
    }

    #[test]
    fn a_hidden_plan_is_found_again_among_noise() {
        let mut random = Random::new(5);
        let (people, size, rounds) = (400, 8, 4);
        let mut pairs = Vec::new();
        let mut hidden = Plan::default();
        for _ in 0..4_000 {
            let mut one = || random.below(people) as Person;
            pairs.push((one(), one(), 0.5));
        }
        for _ in 0..rounds {
            let mut order: Vec<Person> = (0..people as Person).collect();
            random.shuffle(&mut order);
            for table in order.chunks(size) {
                for (at, a) in table.iter().enumerate() {
                    table[..at].iter().for_each(|b| pairs.push((*a, *b, 1.0)));
                }
            }
            let tables = order.chunks(size).map(<[Person]>::to_vec);
            hidden.rounds.push(tables.collect());
        }
        let mut problem = Problem::plain(people, &[8; 50], rounds);
        problem.weights = Weights::Pairs(pairs);
        let plan = plan(&problem, 1, &Stop::default()).expect("circles enough");
        let tally = tally(&problem, &plan);
        assert_eq!(tally.broken, []);
        let hidden = crate::plan::tally(&problem, &hidden).weight;
        assert!(tally.weight > 0.99 * hidden, "{} of {hidden}", tally.weight);
    }
}
