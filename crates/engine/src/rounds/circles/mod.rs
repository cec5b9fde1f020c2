//! Owns a first plan from listed weights: circles of people each worth meeting to all the others, one
//! per table ([`graph`]), each given a round so that nobody is wanted twice at once: by what follows
//! from what ([`reason`]), by linear algebra ([`spectrum`]), by annealing ([`spread`]).
//! Refuses demands and people who come and go: it seats everybody everywhere or gives nothing.

mod graph;
mod reason;
mod spectrum;
mod spread;

use super::problem::{Person, Problem, Weights};
use crate::plan::Plan;
use crate::seed::Random;
use crate::stop::Stop;
use graph::Graph;

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
    let circles = circles(problem, pairs);
    let wanted = sizes.len() * problem.rounds();
    if circles.len() * 3 < wanted {
        return None;
    }
    let mut random = Random::stream(seed, 7);
    let (people, rounds) = (problem.people, problem.rounds());
    let begun = begun(&circles, people, rounds, &mut random, stop);
    let rounds = spread::rounds(&circles, people, rounds, begun, &mut random, stop);
    Some(seat(problem, &circles, &rounds, &mut random))
}

/// Rounds to begin with: a random plan shows in the spectrum, a regular one follows by reasoning.
fn begun(
    circles: &[Vec<Person>],
    people: usize,
    rounds: usize,
    random: &mut Random,
    stop: &Stop,
) -> Option<Vec<u8>> {
    let of = memberships(circles, people);
    let shown = spectrum::rounds(circles, &of, rounds, random, stop);
    let before = shown.as_ref().map(|rounds| clashes(&of, rounds));
    if before.is_some_and(|clashes| clashes * 50 <= people * rounds) {
        return shown;
    }
    let half = || stop.is_wanted() || stop.share(0).is_some_and(|share| share > 0.5);
    let part = Stop {
        asked: Some(&half),
        ..*stop
    };
    let reasoned = reason::rounds(circles, &of, rounds, random, &part);
    let fewer = |rounds: &Vec<u8>| before.is_none_or(|before| clashes(&of, rounds) < before);
    reasoned.filter(fewer).or(shown)
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

/// Circles of every size that tables have, the largest first.
fn circles(problem: &Problem, pairs: &[(Person, Person, f32)]) -> Vec<Vec<Person>> {
    let mut sizes: Vec<usize> = problem.tables[0].iter().map(|s| *s as usize).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    let most = problem.rounds() * sizes.first().map_or(0, |s| s - 1);
    let mut graph = Graph::new(problem.people, pairs, 2 * most);
    let mut all = Vec::new();
    for size in sizes.into_iter().filter(|s| *s >= 3) {
        graph.add_circles(size, &mut all);
    }
    all
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
