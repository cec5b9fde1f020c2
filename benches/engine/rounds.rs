//! Rounds: quality against time on each family, with the limit beside each figure.
//!
//! `cargo bench -p engine --bench rounds -- [FAMILY…] [seeds=N]`; every family when none is named.
//! Two threads; times are the wall clock's, in the solver. `-- curves [NAME…]` prints quality
//! against time instead, a line `family,seconds,seed,quality` each, for `plot.py`.

mod clock;
mod planted;

use clock::wall;
use engine::rounds::problem::Problem;
use engine::rounds::solve::{Options, Solution, solve};
use engine::stop::Stop;
use planted::{Apart, Noise, demands, weighted, weighted_without_repeats};

/// What measures a family, given how many seeds.
type Measure = fn(u64);

/// Families by their names on the command line.
const FAMILIES: [(&str, Measure); 7] = [
    ("constructions", constructions),
    ("search", search),
    ("weighted", weighted_rooms),
    ("regular", regular_rooms),
    ("large", large_rooms),
    ("speed", speed),
    ("demands", demanding_rooms),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seeds = arguments.iter().find_map(|a| a.strip_prefix("seeds="));
    let seeds = seeds.and_then(|s| s.parse().ok()).unwrap_or(10);
    let named = |name: &str| arguments.iter().any(|a| a == name);
    if named("curves") {
        let only = |a: &&String| !(a.starts_with('-') || a.contains('=') || *a == "curves");
        return curves(seeds, &arguments.iter().filter(only).collect::<Vec<_>>());
    }
    let all = !FAMILIES.iter().any(|f| named(f.0));
    for (name, measure) in FAMILIES {
        if all || named(name) {
            measure(seeds);
        }
    }
}

/// Solves within some seconds; how many it took beside.
fn solved(problem: &Problem, seed: u64, seconds: f64, catalogue: bool) -> (Solution, f64) {
    let begun = wall();
    let elapsed = || (wall() - begun) / (0.97 * seconds);
    let stop = Stop {
        elapsed: Some(&elapsed),
        ..Stop::default()
    };
    let options = Options {
        seed,
        threads: 2,
        catalogue,
        ..Options::default()
    };
    let solution = solve(problem, &options, &stop, &mut |_| {}).expect("a plan");
    (solution, wall() - begun)
}

/// A line of the table: the case, the median and the worst over seeds, the limit.
fn report(case: &str, mut figures: Vec<f64>, unit: &str, lower_is_better: bool, limit: &str) {
    figures.sort_by(f64::total_cmp);
    if !lower_is_better {
        figures.reverse();
    }
    let (median, worst) = (figures[(figures.len() - 1) / 2], figures[figures.len() - 1]);
    println!("{case:58} {median:10.3} {worst:10.3} {unit:10} {limit}");
}

fn constructions(seeds: u64) {
    for (people, size, rounds, limit) in [(1000, 8, 6, "< 10"), (50_000, 6, 10, "< 50")] {
        let problem = Problem::plain(people, &planted::even(people, size), rounds);
        let mut times = Vec::new();
        for seed in 0..seeds {
            let (solution, seconds) = solved(&problem, seed, 10.0, true);
            assert_eq!(solution.tally.repeats, 0);
            times.push(1e3 * seconds);
        }
        let case = format!("{people} people in tables of {size}, {rounds} rounds");
        report(&case, times, "ms", true, limit);
    }
}

fn search(seeds: u64) {
    for (tables, size, rounds, limit) in [
        (8, 4, 8, 1.0),
        (8, 4, 9, 1.0),
        (10, 5, 9, 1.0),
        (20, 5, 17, 60.0),
    ] {
        let problem = Problem::plain(tables * size, &vec![size as u32; tables], rounds);
        let (mut times, mut repeats) = (Vec::new(), Vec::new());
        for seed in 0..seeds {
            let (solution, seconds) = solved(&problem, seed, 60.0, false);
            times.push(seconds);
            repeats.push(solution.tally.repeats as f64);
        }
        let case = format!("{tables}x{size}, {rounds} rounds, search only");
        report(&case, repeats, "repeats", true, "0");
        report(&case, times, "s", true, &format!("< {limit}"));
    }
    let problem = Problem::plain(50, &[5; 10], 12);
    let repeats = (0..seeds).map(|seed| solved(&problem, seed, 60.0, false).0.tally.repeats as f64);
    let case = "10x5, 12 rounds, search only, 60 s";
    report(case, repeats.collect(), "repeats", true, "<= 80");
}

fn weighted_rooms(seeds: u64) {
    for (people, size, rounds, noise) in [
        (1000, 8, 6, Noise::Sparse),
        (1000, 8, 6, Noise::Dense),
        (1000, 8, 6, Noise::Magnitudes),
        (1000, 6, 10, Noise::Sparse),
    ] {
        let mut shares = Vec::new();
        for seed in 0..seeds {
            let room = weighted(people, size, rounds, noise, seed);
            let (solution, _) = solved(&room.problem, seed, 10.0, true);
            shares.push(100.0 * solution.tally.weight / room.optimum);
        }
        let limit = if rounds == 6 { ">= 98" } else { "(none)" };
        let case = format!("{people}x{size}x{rounds}, {noise:?} noise, 10 s");
        report(&case, shares, "% planted", false, limit);
    }
}

/// Hidden plans made by a rule, without a repeat, whose regularity gives the matrix of circles a
/// larger kernel.
fn regular_rooms(seeds: u64) {
    for (tables, size, rounds, noise, seconds, limit) in [
        (125, 8, 6, Noise::Sparse, 10.0, ">= 98"),
        (125, 8, 6, Noise::Dense, 10.0, ">= 98"),
        (125, 8, 6, Noise::Magnitudes, 10.0, ">= 98"),
        (64, 8, 8, Noise::Sparse, 10.0, ">= 98"),
        (20, 5, 4, Noise::Sparse, 10.0, ">= 98"),
        (13, 4, 4, Noise::Sparse, 10.0, ">= 98"),
        (1000, 6, 9, Noise::Sparse, 10.0, ">= 95"),
        (6250, 8, 6, Noise::Sparse, 10.0, ">= 95"),
        (8334, 6, 9, Noise::Sparse, 60.0, ">= 95"),
    ] {
        let mut shares = Vec::new();
        let seeds = if seconds > 10.0 { seeds.min(2) } else { seeds };
        for seed in 0..seeds {
            let room = weighted_without_repeats((tables, size), rounds, noise, seed);
            let (solution, _) = solved(&room.problem, seed, seconds, true);
            shares.push(100.0 * solution.tally.weight / room.optimum);
        }
        let case = format!("{tables}x{size}x{rounds} by a rule, {noise:?} noise, {seconds} s");
        report(&case, shares, "% planted", false, limit);
    }
}

fn large_rooms(seeds: u64) {
    for (size, rounds) in [(8, 6), (6, 10)] {
        for (seconds, limit) in [(2.0, "(a plan)"), (60.0, ">= 95")] {
            let (mut shares, mut times) = (Vec::new(), Vec::new());
            for seed in 0..seeds {
                let room = weighted(50_000, size, rounds, Noise::Sparse, seed);
                let (solution, took) = solved(&room.problem, seed, seconds, true);
                shares.push(100.0 * solution.tally.weight / room.optimum);
                times.push(took);
            }
            let case = format!("50,000x{size}x{rounds}, {seconds} s");
            report(&case, shares, "% planted", false, limit);
            report(&case, times, "s", true, &format!("{seconds}"));
        }
    }
}

fn speed(seeds: u64) {
    for noise in [Noise::Sparse, Noise::Dense] {
        let mut rates = Vec::new();
        for seed in 0..seeds {
            let room = weighted(1000, 8, 6, noise, seed);
            let (solution, seconds) = solved(&room.problem, seed, 5.0, true);
            rates.push(solution.iterations as f64 / seconds / 1e6);
        }
        let case = format!("swaps tried, 1000x8x6, {noise:?} noise, two threads");
        report(&case, rates, "M/s", false, ">= 20");
    }
}

fn demanding_rooms(seeds: u64) {
    for people in [50, 200, 1000, 5000] {
        for apart in [Apart::FewPairs, Apart::ManyPairs] {
            if people == 5000 && apart == Apart::ManyPairs {
                continue;
            }
            for tight in [false, true] {
                let mut broken = Vec::new();
                for seed in 0..seeds {
                    let problem = demands(people, 6, apart, tight, seed);
                    let (solution, _) = solved(&problem, seed, 10.0, true);
                    broken.push(solution.tally.broken.len() as f64);
                }
                let seats = if tight {
                    "no seat spare"
                } else {
                    "seats spare"
                };
                let case = format!("demands, {people} people, {apart:?}, {seats}, 10 s");
                report(&case, broken, "broken", true, "0");
            }
        }
    }
}

/// Quality against time on each family, or on those named only.
fn curves(seeds: u64, only: &[&String]) {
    let curve = |family: &str, budgets: &[f64], measure: &dyn Fn(u64, f64) -> f64| {
        if !only.is_empty() && !only.iter().any(|name| *name == family) {
            return;
        }
        for (seed, seconds) in (0..seeds).flat_map(|s| budgets.iter().map(move |b| (s, b))) {
            println!("{family},{seconds},{seed},{}", measure(seed, *seconds));
        }
    };
    let share = |people, size, rounds| {
        move |seed, seconds| {
            let room = weighted(people, size, rounds, Noise::Sparse, seed);
            let (solution, _) = solved(&room.problem, seed, seconds, true);
            100.0 * solution.tally.weight / room.optimum
        }
    };
    curve("1000x8x6", &[0.1, 0.2, 0.5, 1.0, 2.0], &share(1000, 8, 6));
    curve("1000x6x10", &[0.2, 1.0, 5.0], &share(1000, 6, 10));
    curve("50000x8x6", &[1.0, 2.0, 5.0], &share(50_000, 8, 6));
    curve("50000x6x10", &[2.0, 5.0, 20.0], &share(50_000, 6, 10));
    let broken = |people| {
        move |seed, seconds| {
            let problem = demands(people, 6, Apart::FewPairs, true, seed);
            solved(&problem, seed, seconds, true).0.tally.broken.len() as f64
        }
    };
    curve("demands-1000", &[0.02, 0.05, 0.1, 0.3, 1.0], &broken(1000));
    curve("demands-5000", &[0.05, 0.1, 0.3, 1.0, 3.0], &broken(5000));
    let repeats = |tables: usize, size: usize, rounds| {
        let problem = Problem::plain(tables * size, &vec![size as u32; tables], rounds);
        move |seed, seconds| solved(&problem, seed, seconds, false).0.tally.repeats as f64
    };
    curve("8x4-9", &[0.001, 0.003, 0.01, 0.03], &repeats(8, 4, 9));
    curve("10x5-9", &[0.001, 0.003, 0.01, 0.03], &repeats(10, 5, 9));
    curve(
        "20x5-17",
        &[0.003, 0.01, 0.03, 0.1, 0.3, 1.0],
        &repeats(20, 5, 17),
    );
    curve("10x5-12", &[0.3, 1.0, 3.0, 10.0], &repeats(10, 5, 12));
}
