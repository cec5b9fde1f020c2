//! Owns who is worth meeting most to whom, and the circles in it: people each worth meeting to all
//! the others, as many as sit at one table.
//! Refuses to say when they meet.

use super::super::heaviest::Heaviest;
use super::super::problem::Person;

/// Wider company than this in common is no sign of a circle.
const WIDEST: usize = 64;

/// Pairs among the heaviest of both, each person's sorted by number.
pub struct Graph {
    starts: Vec<u32>,
    others: Vec<Person>,
    worths: Vec<f32>,
    taken: Vec<bool>,
}

impl Graph {
    /// The pairs of positive weight that are among the `most` heaviest of both people.
    ///
    /// Somebody who meets `d` others wants the `d` heaviest, or little lighter ones: what lies far
    /// beyond is noise, and would only hide circles.
    pub fn new(people: usize, pairs: &[(Person, Person, f32)], most: usize) -> Self {
        let rows = Heaviest::new(people, pairs, most);
        let mut graph = Self {
            starts: vec![0],
            others: Vec::new(),
            worths: Vec::new(),
            taken: Vec::new(),
        };
        for person in 0..people as Person {
            for (other, worth) in rows.of(person) {
                let mutual = rows.of(*other).binary_search_by_key(&person, |t| t.0);
                if mutual.is_ok() {
                    graph.others.push(*other);
                    // Strangers to most of a circle are worth little to it, however much to one.
                    graph.worths.push(worth.sqrt().sqrt());
                }
            }
            graph.starts.push(graph.others.len() as u32);
        }
        graph.taken = vec![false; graph.others.len()];
        graph
    }

    fn row(&self, person: Person) -> std::ops::Range<usize> {
        self.starts[person as usize] as usize..self.starts[person as usize + 1] as usize
    }

    /// Where a pair stands in the first one's row.
    fn find(&self, a: Person, b: Person) -> Option<usize> {
        let row = self.row(a);
        Some(row.start + self.others[row].binary_search(&b).ok()?)
    }

    fn worth(&self, a: Person, b: Person) -> f32 {
        self.find(a, b).map_or(0.0, |at| self.worths[at])
    }

    fn take(&mut self, a: Person, b: Person) {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(at) = self.find(one, other) {
                self.taken[at] = true;
            }
        }
    }

    /// Adds circles of that many people; hardly any pair is in two of them.
    pub fn add_circles(&mut self, size: usize, all: &mut Vec<Vec<Person>>) {
        let people = self.starts.len() - 1;
        let mut near = vec![false; people];
        for a in 0..people as Person {
            self.row(a)
                .for_each(|at| near[self.others[at] as usize] = true);
            for at in self.row(a) {
                let b = self.others[at];
                if b < a || self.taken[at] {
                    continue;
                }
                if let Some(circle) = self.circle(a, b, size, &near) {
                    pairs(&circle).for_each(|(one, other)| self.take(one, other));
                    all.push(circle);
                }
            }
            self.row(a)
                .for_each(|at| near[self.others[at] as usize] = false);
        }
    }

    /// The circle around a pair: whoever is worth least to the rest is sent away until it has the
    /// size. None if some are then strangers, or most pairs are in other circles already.
    fn circle(&self, a: Person, b: Person, size: usize, near: &[bool]) -> Option<Vec<Person>> {
        let common = self.row(b).map(|at| self.others[at]);
        let mut circle: Vec<Person> = common.filter(|c| near[*c as usize]).collect();
        if circle.len() + 2 < size || circle.len() > WIDEST {
            return None;
        }
        circle.extend([b, a]);
        let sum = |one: &Person| circle.iter().map(|other| self.worth(*one, *other)).sum();
        let mut sums: Vec<f32> = circle.iter().map(sum).collect();
        while circle.len() > size {
            // The pair itself stands last, and stays.
            let least =
                (0..circle.len() - 2).min_by(|one, other| sums[*one].total_cmp(&sums[*other]))?;
            let gone = circle.remove(least);
            sums.remove(least);
            for (one, sum) in circle.iter().zip(&mut sums) {
                *sum -= self.worth(*one, gone);
            }
        }
        let found: Option<Vec<usize>> = pairs(&circle).map(|(x, y)| self.find(x, y)).collect();
        let elsewhere = found?.into_iter().filter(|at| self.taken[*at]).count();
        (elsewhere * 2 <= size).then_some(circle)
    }
}

/// Every pair of a list.
fn pairs(people: &[Person]) -> impl Iterator<Item = (Person, Person)> {
    let before = |at| people[..at].iter().copied();
    people
        .iter()
        .enumerate()
        .flat_map(move |(at, one)| before(at).map(move |other| (*one, other)))
}
