//! One-to-one rounds: the demands always kept, the weight near its bound, small cases exact.

use engine::pairs::{Pairing, Problem, plan};
use engine::rounds::problem::Weights;
use engine::seed::Random;
use engine::stop::Stop;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};

fn is_there(problem: &Problem, round: usize, person: u32) -> bool {
    problem
        .present
        .get(round)
        .is_none_or(|there| there[person as usize])
}

/// Checks a plan from nothing; returns its distinct pairs and how often each sits alone.
fn assert_sound(problem: &Problem, pairing: &Pairing) -> (HashSet<(u32, u32)>, Vec<usize>) {
    let mut distinct = HashSet::new();
    let mut alone = vec![0; problem.people];
    let mut repeats = 0;
    assert_eq!(pairing.rounds.len(), problem.rounds);
    for (number, round) in pairing.rounds.iter().enumerate() {
        let mut seen = HashSet::new();
        for &(a, b) in &round.pairs {
            assert!(a < b && !problem.apart.contains(&(a, b)) && !problem.apart.contains(&(b, a)));
            assert!(seen.insert(a) && seen.insert(b));
            let met = problem.met.contains(&(a, b)) || problem.met.contains(&(b, a));
            repeats += u64::from(met || !distinct.insert((a, b)));
        }
        for &person in &round.alone {
            assert!(seen.insert(person));
            alone[person as usize] += 1;
        }
        let there = (0..problem.people as u32).filter(|p| is_there(problem, number, *p));
        assert_eq!(seen, there.collect::<HashSet<_>>());
    }
    assert_eq!(pairing.repeats, repeats);
    if let Weights::Pairs(weights) = &problem.weights {
        let weights: HashMap<_, _> = weights.iter().map(|(a, b, w)| ((*a, *b), *w)).collect();
        let sum: f64 = distinct
            .iter()
            .map(|p| f64::from(*weights.get(p).unwrap_or(&0.0)))
            .sum();
        assert!((sum - pairing.weight).abs() <= 1e-6 * sum.abs().max(1.0));
    }
    assert!(pairing.weight <= pairing.bound);
    (distinct, alone)
}

fn weighted(people: u32, rounds: usize, random: &mut Random, levels: usize) -> Problem {
    let mut weights = Vec::new();
    for a in 0..people {
        for b in a + 1..people {
            weights.push((a, b, random.below(levels) as f32));
        }
    }
    let weights = Weights::Pairs(weights);
    Problem {
        people: people as usize,
        rounds,
        weights,
        ..Problem::default()
    }
}

#[test]
fn without_demands_everyone_meets_everyone() {
    for people in 2..30 {
        let rounds = if people % 2 == 0 { people - 1 } else { people };
        let problem = Problem {
            people,
            rounds,
            ..Problem::default()
        };
        let pairing = plan(&problem, 1, &Stop::default());
        let (distinct, alone) = assert_sound(&problem, &pairing);
        assert_eq!(distinct.len(), people * (people - 1) / 2);
        assert!(alone.iter().all(|times| *times == people % 2));
        assert_eq!(pairing.weight, pairing.bound);
    }
}

#[test]
fn the_one_left_alone_changes_and_is_never_a_newcomer() {
    let mut random = Random::new(1);
    for people in [5, 11, 21] {
        for uniform in [true, false] {
            let mut problem = weighted(people, 5, &mut random, 1000);
            if uniform {
                problem.weights = Weights::Uniform;
            }
            problem.newcomers = (0..people).map(|person| person < people / 3).collect();
            let (_, alone) = assert_sound(&problem, &plan(&problem, 1, &Stop::default()));
            assert!(alone[..people as usize / 3].iter().all(|times| *times == 0));
            let others = people as usize - people as usize / 3;
            assert!(
                alone.iter().all(|times| *times <= 5_usize.div_ceil(others)),
                "{alone:?}"
            );
        }
    }
}

#[test]
fn those_late_early_apart_or_acquainted_are_seated_as_asked() {
    let mut random = Random::new(2);
    for _ in 0..30 {
        let people = 8 + random.below(20) as u32;
        let mut problem = weighted(people, 4, &mut random, 50);
        problem.present = (0..4)
            .map(|_| (0..people).map(|_| random.chance(0.8)).collect())
            .collect();
        for _ in 0..people {
            let (a, b) = (
                random.below(people as usize) as u32,
                random.below(people as usize) as u32,
            );
            if a != b {
                problem.apart.push((a, b));
            }
            let (a, b) = (
                random.below(people as usize) as u32,
                random.below(people as usize) as u32,
            );
            if a != b {
                problem.met.push((a, b));
            }
        }
        assert_sound(&problem, &plan(&problem, 3, &Stop::after(20)));
    }
}

#[test]
fn more_rounds_than_partners_repeat_rather_than_leave_alone() {
    let mut random = Random::new(3);
    let problem = weighted(4, 7, &mut random, 9);
    let pairing = plan(&problem, 1, &Stop::default());
    let (distinct, alone) = assert_sound(&problem, &pairing);
    assert_eq!((distinct.len(), pairing.repeats), (6, 8));
    assert!(alone.iter().all(|times| *times == 0));
}

#[test]
fn a_weighted_plan_comes_within_a_thousandth_of_its_bound() {
    let mut random = Random::new(4);
    let problem = weighted(100, 10, &mut random, 1_000_000);
    let pairing = plan(&problem, 1, &Stop::default());
    assert_sound(&problem, &pairing);
    assert!(
        pairing.weight >= 0.999 * pairing.bound,
        "{} {}",
        pairing.weight,
        pairing.bound
    );
    assert_eq!(plan(&problem, 1, &Stop::default()), pairing);
}

#[test]
fn a_crowd_of_thousands_is_paired() {
    let mut random = Random::new(5);
    let weights = (0..9_000).map(|_| {
        let (a, b) = (random.below(1500) as u32, random.below(1500) as u32);
        (a.min(b), a.max(b), 1.0)
    });
    let mut weights: Vec<_> = weights.filter(|w| w.0 != w.1).collect();
    weights.sort_by_key(|w| (w.0, w.1));
    weights.dedup_by_key(|w| (w.0, w.1));
    let weights = Weights::Pairs(weights);
    let problem = Problem {
        people: 1501,
        rounds: 3,
        weights,
        ..Problem::default()
    };
    let pairing = plan(&problem, 1, &Stop::after(2));
    let (_, alone) = assert_sound(&problem, &pairing);
    assert_eq!((alone.iter().sum::<usize>(), pairing.repeats), (3, 0));
}

/// The greatest weight of two rounds of six or fewer, by trying all.
fn best_of_two_rounds(people: u32, weights: &HashMap<(u32, u32), f32>) -> f64 {
    fn rounds_of(people: &[u32]) -> Vec<Vec<(u32, u32)>> {
        let [first, rest @ ..] = people else {
            return vec![vec![]];
        };
        let mut all = Vec::new();
        for (at, other) in rest.iter().enumerate() {
            let mut left = rest.to_vec();
            left.remove(at);
            for mut round in rounds_of(&left) {
                round.push((*first, *other));
                all.push(round);
            }
        }
        all
    }
    let all = rounds_of(&(0..people).collect::<Vec<_>>());
    let mut best = f64::MIN;
    for one in &all {
        for other in all
            .iter()
            .filter(|other| other.iter().all(|pair| !one.contains(pair)))
        {
            let sum: f32 = one.iter().chain(other).map(|pair| weights[pair]).sum();
            best = best.max(f64::from(sum));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn two_rounds_of_a_few_are_exact(half in 2_u32..4, seed in 0_u64..1_000_000) {
        let people = 2 * half;
        let problem = weighted(people, 2, &mut Random::new(seed), 12);
        let Weights::Pairs(list) = &problem.weights else { unreachable!() };
        let weights = list.iter().map(|(a, b, w)| ((*a, *b), *w)).collect();
        let pairing = plan(&problem, seed, &Stop::after(3000));
        assert_sound(&problem, &pairing);
        prop_assert_eq!(pairing.weight, best_of_two_rounds(people, &weights));
    }

    #[test]
    fn no_problem_makes_it_stumble(
        people in 0_usize..9,
        rounds in 0_usize..5,
        pairs in prop::collection::vec((0_u32..9, 0_u32..9, -1e30_f32..1e30), 0..30),
        apart in prop::collection::vec((0_u32..9, 0_u32..9), 0..9),
        present in prop::collection::vec(prop::collection::vec(any::<bool>(), 9), 0..6),
        newcomers in prop::collection::vec(any::<bool>(), 0..9),
    ) {
        let met = apart.iter().skip(2).copied().collect();
        let weights = Weights::Pairs(pairs);
        let problem = Problem { people, rounds, present, newcomers, apart, met, weights };
        plan(&problem, 1, &Stop::after(5));
    }
}
