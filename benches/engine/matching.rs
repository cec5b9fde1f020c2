//! Matching: how long an exact answer takes, beside its limit.

use engine::matching::maximum_weight;
use engine::seed::Random;
mod clock;

use clock::Instant;

fn median(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1])
}

fn sparse(
    random: &mut Random,
    people: usize,
    candidates: usize,
    range: usize,
) -> Vec<(u32, u32, i64)> {
    let mut edges = Vec::with_capacity(people * candidates);
    for u in 0..people {
        for _ in 0..candidates {
            let v = random.below(people);
            if u != v {
                edges.push((u as u32, v as u32, 1 + random.below(range) as i64));
            }
        }
    }
    edges
}

fn run(name: &str, limit: f64, mut make: impl FnMut(&mut Random) -> (u32, Vec<(u32, u32, i64)>)) {
    let mut times = Vec::new();
    for seed in 0..10 {
        let (people, edges) = make(&mut Random::new(seed));
        let start = Instant::now();
        let (matching, certificate) = maximum_weight(people, &edges).expect("sound");
        times.push(start.elapsed_ms());
        assert_eq!(certificate.check(&edges, &matching), Ok(()));
    }
    let (median, worst) = median(times);
    println!("{name:45} median {median:9.2} ms  worst {worst:9.2} ms  limit {limit:7.0} ms");
}

fn main() {
    for range in [1_000_000, 1000, 10, 1] {
        run(
            &format!("5,000 with 20 candidates, weights to {range}"),
            100.0,
            |random| (5000, sparse(random, 5000, 20, range)),
        );
        run(
            &format!("1,000 dense, weights to {range}"),
            1000.0,
            |random| {
                let mut edges = Vec::new();
                for u in 0..1000 {
                    for v in u + 1..1000 {
                        edges.push((u, v, 1 + random.below(range) as i64));
                    }
                }
                (1000, edges)
            },
        );
    }
}
