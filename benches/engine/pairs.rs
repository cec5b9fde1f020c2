//! Pairs: how near its bound a plan of one-to-one rounds comes, and how long that takes.

mod clock;

use clock::Instant;
use engine::pairs::{Problem, plan};
use engine::rounds::problem::Weights;
use engine::seed::Random;
use engine::stop::Stop;

fn run(people: u32, rounds: usize, levels: usize) {
    let (mut times, mut shares) = (Vec::new(), Vec::new());
    for seed in 0..10 {
        let mut random = Random::new(seed);
        let mut weights = Vec::new();
        for a in 0..people {
            for b in a + 1..people {
                weights.push((a, b, (1 + random.below(levels)) as f32));
            }
        }
        let weights = Weights::Pairs(weights);
        let problem = Problem {
            people: people as usize,
            rounds,
            weights,
            ..Problem::default()
        };

        let start = Instant::now();
        let pairing = plan(&problem, seed, &Stop::default());
        times.push(start.elapsed_ms());
        shares.push(100.0 * pairing.weight / pairing.bound);
        assert_eq!(pairing.repeats, 0);
    }
    times.sort_by(f64::total_cmp);
    shares.sort_by(f64::total_cmp);
    println!(
        "{people} people, {rounds} rounds, weights to {levels:7}: {:.3} % of the bound (worst \
         {:.3} %)  limit 99.9 %;  median {:.0} ms (worst {:.0} ms)  limit 500 ms",
        shares[5], shares[0], times[5], times[9]
    );
}

fn main() {
    run(200, 10, 1_000_000);
    run(200, 10, 10);
    run(201, 10, 1_000_000);
    run(40, 8, 1_000_000);
}
