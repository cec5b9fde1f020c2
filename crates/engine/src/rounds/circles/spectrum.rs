//! Owns rounds for circles from linear algebra, where there are more people than circles.
//! Refuses to guess where that tells nothing: [`super::spread`] anneals instead.
//!
//! Number the circles, and let a person's row have a one for each circle they are in. If every
//! person is in one circle per round, a vector that is constant on the circles of each round and
//! whose values for the rounds sum to nought is orthogonal to every row. With more rows than
//! unknowns there are, but for chance, no other such vectors: the kernel *is* the rounds. It is
//! found by iterating a block of vectors under a Chebyshev filter of `MᵀM`; circles of one round
//! then have the same coordinates.

use super::super::problem::Person;
use super::clashes;
use crate::seed::Random;
use crate::stop::Stop;

/// Circles, and who is in which, ready for multiplication.
struct Incidence<'a> {
    circles: &'a [Vec<Person>],
    people: usize,
    width: usize,
}

impl Incidence<'_> {
    /// `MᵀM x`, a row of `width` numbers per circle.
    fn apply(&self, x: &[f32], sums: &mut [f32], out: &mut [f32]) {
        sums.fill(0.0);
        for (circle, row) in self.circles.iter().zip(x.chunks_exact(self.width)) {
            for person in circle {
                let at = *person as usize * self.width;
                add(&mut sums[at..at + self.width], row);
            }
        }
        out.fill(0.0);
        for (circle, row) in self.circles.iter().zip(out.chunks_exact_mut(self.width)) {
            for person in circle {
                let at = *person as usize * self.width;
                add(row, &sums[at..at + self.width]);
            }
        }
    }
}

#[inline]
fn add(to: &mut [f32], what: &[f32]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += what);
}

/// A round for each circle; none where there are too few people for it to be sure.
pub fn rounds(
    circles: &[Vec<Person>],
    wanted: &[Vec<u32>],
    rounds: usize,
    random: &mut Random,
    stop: &Stop,
) -> Option<Vec<u8>> {
    let size = circles.iter().map(Vec::len).min()? as f64;
    // The least eigenvalue beside the kernel, for large random rooms.
    let gap = (size - 1.0).sqrt() - (rounds as f64 - 1.0).sqrt();
    if rounds < 2 || gap <= 0.0 {
        return None;
    }
    let width = rounds - 1;
    let rows = kernel(circles, wanted, width, gap * gap, random, stop)?;
    nearest(circles, wanted, &rows, rounds, random)
}

/// A basis of the vectors that `MᵀM` takes nearest to nought, as a row per circle.
fn kernel(
    circles: &[Vec<Person>],
    wanted: &[Vec<u32>],
    width: usize,
    gap: f64,
    random: &mut Random,
    stop: &Stop,
) -> Option<Vec<f32>> {
    /// Multiplications between two orthogonalisations, and how many of those.
    const DEGREE: usize = 60;
    const SWEEPS: usize = 4;
    let matrix = Incidence {
        circles,
        people: wanted.len(),
        width,
    };
    let reach = |circle: &Vec<Person>| circle.iter().map(|p| wanted[*p as usize].len()).sum();
    let high = circles.iter().map(reach).max().unwrap_or(0usize) as f64;
    let low = (0.8 * gap).max(0.002 * high).min(0.5 * high);
    let (middle, half) = ((high + low) / 2.0, (high - low) / 2.0);
    let mut x: Vec<f32> = (0..circles.len() * width)
        .map(|_| random.unit() as f32 - 0.5)
        .collect();
    let mut sums = vec![0.0; matrix.people * width];
    let mut product = vec![0.0; x.len()];
    for _ in 0..SWEEPS {
        orthogonalise(&mut x, width);
        // T₀ and T₁, then the recurrence; `MᵀM` moved so that all but the kernel is in [-1, 1].
        let mut before = x.clone();
        matrix.apply(&before, &mut sums, &mut product);
        let shifted =
            |product: f32, x: f32| ((f64::from(product) - middle * f64::from(x)) / half) as f32;
        for (x, product) in x.iter_mut().zip(&product) {
            *x = shifted(*product, *x);
        }
        for _ in 1..DEGREE {
            if stop.is_wanted() {
                return None;
            }
            matrix.apply(&x, &mut sums, &mut product);
            for ((x, before), product) in x.iter_mut().zip(&mut before).zip(&product) {
                let next = 2.0 * shifted(*product, *x) - *before;
                *before = *x;
                *x = next;
            }
        }
    }
    orthogonalise(&mut x, width);
    Some(x)
}

/// Gram and Schmidt, on columns.
fn orthogonalise(x: &mut [f32], width: usize) {
    for column in 0..width {
        for earlier in 0..column {
            let rows = x.chunks_exact(width);
            let dot: f64 = rows
                .map(|r| f64::from(r[column]) * f64::from(r[earlier]))
                .sum();
            for row in x.chunks_exact_mut(width) {
                row[column] -= (dot * f64::from(row[earlier])) as f32;
            }
        }
        let rows = x.chunks_exact(width);
        let length = rows
            .map(|r| f64::from(r[column]).powi(2))
            .sum::<f64>()
            .sqrt();
        for row in x.chunks_exact_mut(width) {
            row[column] = (f64::from(row[column]) / length.max(1e-30)) as f32;
        }
    }
}

/// Circles go to the nearest of those of one person, who is in one per round; the person under whom
/// fewest are wanted twice at once decides.
fn nearest(
    circles: &[Vec<Person>],
    wanted: &[Vec<u32>],
    rows: &[f32],
    rounds: usize,
    random: &mut Random,
) -> Option<Vec<u8>> {
    const TRIALS: usize = 12;
    let width = rounds - 1;
    let row = |circle: usize| &rows[circle * width..(circle + 1) * width];
    let complete: Vec<&Vec<u32>> = wanted.iter().filter(|w| w.len() == rounds).collect();
    let one = |random: &mut Random| {
        let centres = *random.pick(&complete)?;
        let far =
            |x: &[f32], y: &[f32]| -> f32 { x.iter().zip(y).map(|(x, y)| (x - y).powi(2)).sum() };
        let closest = |circle: usize| {
            let distance = |at: &usize| far(row(circle), row(centres[*at] as usize));
            let by_distance = |x: &usize, y: &usize| distance(x).total_cmp(&distance(y));
            (0..rounds).min_by(by_distance).unwrap_or(0) as u8
        };
        Some((0..circles.len()).map(closest).collect::<Vec<u8>>())
    };
    let found = (0..TRIALS).filter_map(|_| one(random));
    found.min_by_key(|rounds| clashes(wanted, rounds))
}

#[cfg(test)]
mod tests {
    use super::super::memberships;
    use super::*;

    /// Circles of a random plan, and the rounds they were drawn in.
    fn hidden(people: usize, size: usize, rounds: usize) -> (Vec<Vec<Person>>, Vec<u8>) {
        let mut random = Random::new(11);
        let (mut circles, mut round) = (Vec::new(), Vec::new());
        for number in 0..rounds {
            let mut order: Vec<Person> = (0..people as Person).collect();
            random.shuffle(&mut order);
            circles.extend(order.chunks(size).map(<[Person]>::to_vec));
            round.resize(circles.len(), number as u8);
        }
        (circles, round)
    }

    #[test]
    fn the_kernel_tells_the_rounds_apart() {
        let (circles, hidden) = hidden(240, 6, 4);
        let mut random = Random::new(1);
        let found = rounds(
            &circles,
            &memberships(&circles, 240),
            4,
            &mut random,
            &Stop::default(),
        )
        .expect("rounds");
        let mut names = std::collections::BTreeMap::new();
        for (found, hidden) in found.iter().zip(&hidden) {
            assert_eq!(names.entry(*found).or_insert(*hidden), hidden);
        }
        assert_eq!(names.len(), 4);
    }

    #[test]
    fn too_many_rounds_are_not_guessed() {
        let (circles, _) = hidden(60, 3, 5);
        assert_eq!(
            rounds(
                &circles,
                &memberships(&circles, 60),
                5,
                &mut Random::new(1),
                &Stop::default()
            ),
            None
        );
    }
}
