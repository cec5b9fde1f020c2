//! Owns who is worth meeting most to whom, and the circles in it: people each worth meeting to all
//! the others, as many as sit at one table.
//! Refuses to say when they meet.

use super::super::heaviest::Heaviest;
use super::super::problem::Person;

/// Wider company than this in common is no sign of a circle.
const WIDEST: usize = 64;
/// Layers taken off, one after the other.
const LAYERS: u32 = 64;
/// A pair in no circle yet.
const FREE: u32 = u32::MAX;

/// Pairs among the heaviest of both, each person's sorted by number.
pub struct Graph {
    starts: Vec<u32>,
    others: Vec<Person>,
    worths: Vec<f32>,
    /// Among as many of the heaviest of both as they can meet.
    strong: Vec<bool>,
    /// The layer of the pair's circle.
    taken: Vec<u32>,
    /// By person: where the pair with the one now looked at stands, and one; nought if there is none.
    near: Vec<u32>,
}

/// Circles found, and the layer in which each was.
#[derive(Default)]
pub struct Found {
    /// Who is in each.
    pub circles: Vec<Vec<Person>>,
    /// After how many others of its neighbourhood it stood out.
    pub layers: Vec<u32>,
}

impl Graph {
    /// The pairs of positive weight that are among the `2 · most` heaviest of both people.
    ///
    /// Somebody who meets `d` others wants the `d` heaviest, or little lighter ones: what lies far
    /// beyond is noise, and would only hide circles.
    pub fn new(people: usize, pairs: &[(Person, Person, f32)], most: usize) -> Self {
        let rows = Heaviest::new(people, pairs, 2 * most);
        let bars: Vec<f32> = (0..people as Person)
            .map(|person| bar(rows.of(person), most))
            .collect();
        let mut graph = Self {
            starts: vec![0],
            others: Vec::new(),
            worths: Vec::new(),
            strong: Vec::new(),
            taken: Vec::new(),
            near: vec![0; people],
        };
        for person in 0..people as Person {
            for (other, worth) in rows.of(person) {
                let mutual = rows.of(*other).binary_search_by_key(&person, |t| t.0);
                if mutual.is_ok() {
                    let bar = bars[person as usize].max(bars[*other as usize]);
                    // Strangers to most of a circle are worth little to it, however much to one.
                    let share = (worth / bar.max(f32::MIN_POSITIVE)).min(1.0);
                    graph.others.push(*other);
                    graph.worths.push(share * share);
                    graph.strong.push(*worth >= bar);
                }
            }
            graph.starts.push(graph.others.len() as u32);
        }
        graph.taken = vec![FREE; graph.others.len()];
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

    fn take(&mut self, circle: &[Person], layer: u32) {
        for (a, b) in pairs(circle) {
            for (one, other) in [(a, b), (b, a)] {
                if let Some(at) = self.find(one, other) {
                    self.taken[at] = layer;
                }
            }
        }
    }

    /// Marks whom somebody is worth meeting to.
    fn look_from(&mut self, person: Person) {
        for at in self.row(person) {
            self.near[self.others[at] as usize] = at as u32 + 1;
        }
    }

    fn look_away(&mut self, person: Person) {
        for at in self.row(person) {
            self.near[self.others[at] as usize] = 0;
        }
    }

    /// Takes off the circles that stand out, layer after layer: two people whose common company is
    /// a circle and nobody else. In a plan made by a rule the outermost rounds stand out first, and
    /// those within once they are gone.
    pub fn peel(&mut self, sizes: &[usize], found: &mut Found) {
        let people = self.starts.len() as Person - 1;
        for layer in 0..LAYERS {
            let before = found.circles.len();
            for a in 0..people {
                self.look_from(a);
                for at in self.row(a) {
                    let b = self.others[at];
                    if b > a
                        && self.is_free(at, FREE)
                        && let Some(circle) = self.outstanding(a, b, sizes, layer)
                    {
                        self.take(&circle, layer);
                        found.circles.push(circle);
                        found.layers.push(layer);
                    }
                }
                self.look_away(a);
            }
            if found.circles.len() == before {
                break;
            }
        }
    }

    /// Whether a pair is in no circle of a layer before.
    fn is_free(&self, at: usize, layer: u32) -> bool {
        self.strong[at] && (self.taken[at] == FREE || self.taken[at] == layer)
    }

    /// The circle that two people are in, if nobody else is near both.
    fn outstanding(
        &self,
        a: Person,
        b: Person,
        sizes: &[usize],
        layer: u32,
    ) -> Option<Vec<Person>> {
        let most = sizes.first()?;
        let mut circle = vec![a, b];
        for at in self.row(b) {
            let beside = self.near[self.others[at] as usize];
            if beside > 0 && self.is_free(at, layer) && self.is_free(beside as usize - 1, layer) {
                if circle.len() == *most {
                    return None;
                }
                circle.push(self.others[at]);
            }
        }
        let is_free = |(x, y)| {
            let at = self.find(x, y);
            at.is_some_and(|at| self.is_free(at, FREE))
        };
        (sizes.contains(&circle.len()) && pairs(&circle).all(is_free)).then_some(circle)
    }

    /// Adds circles of that many people; hardly any pair is in two of them.
    pub fn add_circles(&mut self, size: usize, found: &mut Found) {
        let people = self.starts.len() as Person - 1;
        for a in 0..people {
            self.look_from(a);
            for at in self.row(a) {
                let b = self.others[at];
                if b < a || self.taken[at] != FREE {
                    continue;
                }
                if let Some(circle) = self.circle(a, b, size) {
                    self.take(&circle, LAYERS);
                    found.circles.push(circle);
                    found.layers.push(LAYERS);
                }
            }
            self.look_away(a);
        }
    }

    /// The circle around a pair: whoever is worth least to the rest is sent away until it has the
    /// size. None if some are then strangers, or most pairs are in other circles already.
    fn circle(&self, a: Person, b: Person, size: usize) -> Option<Vec<Person>> {
        let common = self.row(b).map(|at| self.others[at]);
        let mut circle: Vec<Person> = common.filter(|c| self.near[*c as usize] > 0).collect();
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
        let elsewhere = found?.into_iter().filter(|at| self.taken[*at] != FREE);
        (elsewhere.count() * 2 <= size).then_some(circle)
    }
}

/// The least weight among somebody's `most` heaviest.
fn bar(row: &[(Person, f32)], most: usize) -> f32 {
    let mut worths: Vec<f32> = row.iter().map(|pair| pair.1).collect();
    if worths.len() <= most {
        return 0.0;
    }
    *worths
        .select_nth_unstable_by(most - 1, |x, y| y.total_cmp(x))
        .1
}

/// Every pair of a list.
fn pairs(people: &[Person]) -> impl Iterator<Item = (Person, Person)> {
    let before = |at| people[..at].iter().copied();
    people
        .iter()
        .enumerate()
        .flat_map(move |(at, one)| before(at).map(move |other| (*one, other)))
}
