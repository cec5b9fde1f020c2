//! Owns a round for each circle by annealing: few people are wanted twice at once.
//! Refuses to seat anybody.

use super::super::problem::Person;
use crate::seed::Random;
use crate::stop::Stop;

/// Circles with a round each, and how often each person is wanted in each round.
struct Spread<'a> {
    circles: &'a [Vec<Person>],
    rounds: usize,
    round: Vec<u8>,
    wanted: Vec<u16>,
    /// Wanted twice at once, over people and rounds.
    clashes: i64,
}

/// Rounds that are better than those it begins with, or good ones from nothing.
pub fn rounds(
    circles: &[Vec<Person>],
    people: usize,
    rounds: usize,
    begun: Option<Vec<u8>>,
    random: &mut Random,
    stop: &Stop,
) -> Vec<u8> {
    let warm = begun.is_some();
    let drawn = || circles.iter().map(|_| random.below(rounds) as u8).collect();
    let round = begun.unwrap_or_else(drawn);
    let mut spread = Spread::new(circles, people, rounds, round);
    // Few clashes are a plan with a few errors, to be mended and not melted.
    let few = warm && spread.clashes * 20 < (people * rounds) as i64;
    let moves = (circles.len() * rounds) as u64;
    match few {
        true => spread.anneal((0.3, 0.1), moves * 40, random, stop),
        false => spread.anneal((1.2, 0.15), moves * 400, random, stop),
    }
    spread.round
}

impl<'a> Spread<'a> {
    fn new(circles: &'a [Vec<Person>], people: usize, rounds: usize, round: Vec<u8>) -> Self {
        let mut wanted = vec![0u16; people * rounds];
        for (circle, round) in circles.iter().zip(&round) {
            for person in circle {
                wanted[*person as usize * rounds + usize::from(*round)] += 1;
            }
        }
        let clashes = wanted.iter().map(|w| i64::from(w.saturating_sub(1))).sum();
        Self {
            circles,
            rounds,
            round,
            wanted,
            clashes,
        }
    }

    /// Clashes more, in pairs of circles, if a circle went to another round.
    #[inline]
    fn delta(&self, circle: usize, new: usize) -> i32 {
        let old = usize::from(self.round[circle]);
        let one = |p: &Person| {
            let row = *p as usize * self.rounds;
            i32::from(self.wanted[row + new]) - i32::from(self.wanted[row + old]) + 1
        };
        self.circles[circle].iter().map(one).sum()
    }

    fn go(&mut self, circle: usize, new: usize) {
        let old = usize::from(self.round[circle]);
        for person in &self.circles[circle] {
            let row = *person as usize * self.rounds;
            self.wanted[row + old] -= 1;
            self.clashes -= i64::from(self.wanted[row + old] > 0);
            self.clashes += i64::from(self.wanted[row + new] > 0);
            self.wanted[row + new] += 1;
        }
        self.round[circle] = new as u8;
    }

    /// Cools over a number of moves, or over most of the time left when that is less.
    fn anneal(&mut self, (hot, cold): (f64, f64), length: u64, random: &mut Random, stop: &Stop) {
        let begun = stop.share(0).unwrap_or(0.0);
        let mut heat = hot;
        for step in 0..length {
            if step % 4096 == 0 {
                let gone = stop
                    .share(0)
                    .map_or(0.0, |s| (s - begun) / (0.7 * (1.0 - begun)).max(1e-3));
                let done = (step as f64 / length as f64).max(gone);
                if done >= 1.0 || self.clashes == 0 || stop.is_wanted() {
                    break;
                }
                heat = hot * (cold / hot).powf(done);
            }
            let circle = random.below(self.circles.len());
            let new = random.below(self.rounds);
            if new == usize::from(self.round[circle]) {
                continue;
            }
            let delta = self.delta(circle, new);
            if delta <= 0 || random.unit() < (-f64::from(delta) / heat).exp() {
                self.go(circle, new);
            }
        }
    }
}
