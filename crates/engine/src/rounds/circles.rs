//! Owns a first plan from listed weights: circles of people each worth meeting to all the others, one
//! per table, spread over rounds so that nobody is wanted twice at once.
//! Refuses demands and people who come and go: it seats everybody everywhere or gives nothing.

use super::problem::{Person, Problem, Weights};
use crate::plan::Plan;
use crate::seed::Random;
use crate::stop::Stop;

/// Wider company than this in common is no sign of a circle.
const WIDEST: usize = 64;

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
    let circles = Graph::new(problem.people, pairs).circles(size);
    let wanted = sizes.len() * problem.rounds();
    if circles.len() * 3 < wanted {
        return None;
    }
    let mut random = Random::stream(seed, 7);
    let rounds = spread(
        &circles,
        problem.people,
        problem.rounds(),
        &mut random,
        stop,
    );
    Some(seat(problem, &circles, &rounds, &mut random))
}

/// Pairs of positive weight, each person's sorted.
struct Graph {
    starts: Vec<u32>,
    others: Vec<Person>,
    taken: Vec<bool>,
}

impl Graph {
    fn new(people: usize, pairs: &[(Person, Person, f32)]) -> Self {
        let good = pairs.iter().filter(|(a, b, w)| a != b && *w > 0.0);
        let mut both: Vec<(Person, Person)> =
            good.flat_map(|(a, b, _)| [(*a, *b), (*b, *a)]).collect();
        both.sort_unstable();
        both.dedup();
        let mut starts = vec![0u32; people + 1];
        both.iter().for_each(|(a, _)| starts[*a as usize + 1] += 1);
        (0..people).for_each(|p| starts[p + 1] += starts[p]);
        let taken = vec![false; both.len()];
        Self {
            starts,
            others: both.into_iter().map(|(_, b)| b).collect(),
            taken,
        }
    }

    fn row(&self, person: Person) -> std::ops::Range<usize> {
        self.starts[person as usize] as usize..self.starts[person as usize + 1] as usize
    }

    /// Where a pair stands in the first one's row, if it is there and not taken.
    fn find(&self, a: Person, b: Person) -> Option<usize> {
        let row = self.row(a);
        let at = row.start + self.others[row.clone()].binary_search(&b).ok()?;
        (!self.taken[at]).then_some(at)
    }

    fn take(&mut self, a: Person, b: Person) {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(at) = self.find(one, other) {
                self.taken[at] = true;
            }
        }
    }

    /// Circles of that many people, no pair in two of them.
    fn circles(mut self, size: usize) -> Vec<Vec<Person>> {
        let people = self.starts.len() - 1;
        let mut all = Vec::new();
        let mut near = vec![false; people];
        for a in 0..people as Person {
            for at in self.row(a) {
                near[self.others[at] as usize] = true;
            }
            for at in self.row(a) {
                let b = self.others[at];
                if b < a || self.taken[at] {
                    continue;
                }
                if let Some(circle) = self.circle(a, b, size, &near) {
                    for (at, one) in circle.iter().enumerate() {
                        circle[..at]
                            .iter()
                            .for_each(|other| self.take(*one, *other));
                    }
                    all.push(circle);
                }
            }
            for at in self.row(a) {
                near[self.others[at] as usize] = false;
            }
        }
        all
    }

    /// The circle around a pair: whoever fits least is sent away until all fit.
    fn circle(&self, a: Person, b: Person, size: usize, near: &[bool]) -> Option<Vec<Person>> {
        let row = self
            .row(b)
            .filter(|at| !self.taken[*at])
            .map(|at| self.others[at]);
        let mut circle: Vec<Person> = row
            .filter(|c| near[*c as usize] && self.find(a, *c).is_some())
            .collect();
        if circle.len() + 2 < size || circle.len() > WIDEST {
            return None;
        }
        circle.push(b);
        circle.push(a);
        let knows = |one: Person, other: Person| self.find(one, other).is_some();
        let mut known: Vec<usize> = circle
            .iter()
            .map(|one| circle.iter().filter(|other| knows(*one, **other)).count())
            .collect();
        while circle.len() >= size {
            let least = (0..circle.len())
                .filter(|at| circle[*at] != a && circle[*at] != b)
                .min_by_key(|at| known[*at])?;
            if circle.len() == size && known.iter().all(|k| *k == size - 1) {
                return Some(circle);
            }
            let gone = circle.swap_remove(least);
            known.swap_remove(least);
            for (one, known) in circle.iter().zip(&mut known) {
                *known -= usize::from(knows(*one, gone));
            }
        }
        None
    }
}

/// A round for each circle, such that few people are wanted twice at once, by annealing.
fn spread(
    circles: &[Vec<Person>],
    people: usize,
    rounds: usize,
    random: &mut Random,
    stop: &Stop,
) -> Vec<u8> {
    let mut round: Vec<u8> = circles.iter().map(|_| random.below(rounds) as u8).collect();
    let mut wanted = vec![0i32; people * rounds];
    for (circle, round) in circles.iter().zip(&round) {
        circle
            .iter()
            .for_each(|p| wanted[*p as usize * rounds + usize::from(*round)] += 1);
    }
    let begun = stop.share(0).unwrap_or(0.0);
    let length = (circles.len() * rounds * 400) as u64;
    let (hot, cold) = (1.2f64, 0.15f64);
    let mut heat = hot;
    for step in 0..length {
        if step % 4096 == 0 {
            // Most of what is left of the time at most, and cold when it is gone.
            let gone = stop
                .share(0)
                .map_or(0.0, |s| (s - begun) / (0.7 * (1.0 - begun)).max(1e-3));
            let done = (step as f64 / length as f64).max(gone);
            if done >= 1.0 || stop.is_wanted() {
                break;
            }
            heat = hot * (cold / hot).powf(done);
        }
        let circle = random.below(circles.len());
        let (old, new) = (usize::from(round[circle]), random.below(rounds));
        let row = |p: &Person| *p as usize * rounds;
        let delta: i32 = circles[circle]
            .iter()
            .map(|p| wanted[row(p) + new] - wanted[row(p) + old] + 1)
            .sum();
        if old != new && (delta <= 0 || random.unit() < (-f64::from(delta) / heat).exp()) {
            for person in &circles[circle] {
                wanted[row(person) + old] -= 1;
                wanted[row(person) + new] += 1;
            }
            round[circle] = new as u8;
        }
    }
    round
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
    fn most_of_a_hidden_plan_is_found_again() {
        let mut random = Random::new(5);
        let (people, size, rounds) = (400, 8, 4);
        let mut pairs = Vec::new();
        let mut hidden = 0.0;
        for _ in 0..rounds {
            let mut order: Vec<Person> = (0..people as Person).collect();
            random.shuffle(&mut order);
            for table in order.chunks(size) {
                for (at, a) in table.iter().enumerate() {
                    for b in &table[..at] {
                        pairs.push((*a, *b, 1.0));
                        hidden += 1.0;
                    }
                }
            }
        }
        for _ in 0..4_000 {
            pairs.push((
                random.below(people) as Person,
                random.below(people) as Person,
                0.5,
            ));
        }
        let mut problem = Problem::plain(people, &[8; 50], rounds);
        problem.weights = Weights::Pairs(pairs);
        let plan = plan(&problem, 1, &Stop::default()).expect("circles enough");
        let tally = tally(&problem, &plan);
        assert_eq!(tally.broken, []);
        assert!(tally.weight > 0.6 * hidden, "{} of {hidden}", tally.weight);
    }
}
