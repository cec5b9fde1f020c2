//! The matching against brute force, against another implementation, and against its own proof.

use engine::matching::{Flaw, GraphError, LiveMatching, MAX_WEIGHT, Matching, maximum_weight};
use engine::seed::Random;
use engine::stop::Stop;
use proptest::prelude::*;
use rustworkx_core::max_weight_matching::max_weight_matching;
use rustworkx_core::petgraph::graph::UnGraph;

type Edges = Vec<(u32, u32, i64)>;

/// The greatest weight by trying every matching.
fn brute_force(vertices: u32, edges: &[(u32, u32, i64)]) -> i128 {
    fn best(table: &[Vec<i64>], free: u32) -> i128 {
        if free == 0 {
            return 0;
        }
        let u = free.trailing_zeros();
        let rest = free & !(1 << u);
        let mut most = best(table, rest);
        for v in 0..table.len() as u32 {
            let weight = table[u as usize][v as usize];
            if rest & (1 << v) != 0 && weight > 0 {
                most = most.max(i128::from(weight) + best(table, rest & !(1 << v)));
            }
        }
        most
    }
    let mut table = vec![vec![0; vertices as usize]; vertices as usize];
    for &(u, v, weight) in edges {
        if u != v {
            let weight = weight.max(table[u as usize][v as usize]);
            table[u as usize][v as usize] = weight;
            table[v as usize][u as usize] = weight;
        }
    }
    best(&table, (1_u32 << vertices) - 1)
}

fn proven(vertices: u32, edges: &[(u32, u32, i64)]) -> Matching {
    let (matching, certificate) = maximum_weight(vertices, edges).expect("a sound graph");
    assert_eq!(
        certificate.check(edges, &matching),
        Ok(()),
        "{vertices} {edges:?}"
    );
    matching
}

fn oracle(vertices: u32, edges: &[(u32, u32, i64)]) -> i128 {
    let mut graph: UnGraph<(), i64> = UnGraph::default();
    let nodes: Vec<_> = (0..vertices).map(|_| graph.add_node(())).collect();
    for &(u, v, weight) in edges {
        graph.add_edge(nodes[u as usize], nodes[v as usize], weight);
    }
    let weigh = |edge: rustworkx_core::petgraph::graph::EdgeReference<'_, i64>| {
        Ok::<i128, std::convert::Infallible>(i128::from(*edge.weight()))
    };
    let mates = max_weight_matching(&graph, false, weigh, false).expect("infallible");
    let weight_of = |&(a, b): &(usize, usize)| {
        let edge = graph.find_edge(nodes[a], nodes[b]).expect("a matched edge");
        i128::from(graph[edge])
    };
    mates.iter().map(weight_of).sum()
}

/// A random simple graph: `kind` chooses among weights with many ties, with noughts and negatives,
/// all equal, or wide; parts are disconnected when there are several.
fn random_graph(random: &mut Random, vertices: usize, kind: usize) -> Edges {
    let parts = 1 + random.below(3);
    let density = [0.08, 0.2, 0.5, 1.0][random.below(4)];
    let mut edges = Vec::new();
    for u in 0..vertices {
        for v in u + 1..vertices {
            if u % parts == v % parts && random.chance(density) {
                let weight = match kind {
                    0 => random.below(4) as i64,
                    1 => random.below(21) as i64 - 10,
                    2 => 7,
                    _ => random.below(1_000_000) as i64,
                };
                edges.push((u as u32, v as u32, weight));
            }
        }
    }
    random.shuffle(&mut edges);
    edges
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_matching_of_ten_weighs_more(
        vertices in 1_u32..=10,
        raw in prop::collection::vec((0_u32..10, 0_u32..10, -3_i64..12), 0..45),
    ) {
        let edges: Edges = raw.into_iter().filter(|e| e.0 < vertices && e.1 < vertices).collect();
        prop_assert_eq!(proven(vertices, &edges).weight, brute_force(vertices, &edges));
    }
}

#[test]
fn thousands_of_random_graphs_agree_with_another_implementation() {
    let mut random = Random::new(1);
    for round in 0..3000 {
        let vertices = 2 + random.below(if round % 10 == 0 { 60 } else { 24 });
        let edges = random_graph(&mut random, vertices, round % 4);
        let weight = proven(vertices as u32, &edges).weight;
        assert_eq!(
            weight,
            oracle(vertices as u32, &edges),
            "{vertices} {edges:?}"
        );
    }
}

#[test]
fn odd_cycles_inside_odd_cycles_are_proven() {
    let mut random = Random::new(2);
    for size in (3..60).step_by(2) {
        // A flower of triangles on an odd ring: the ring's vertices each carry a triangle.
        let mut edges = Vec::new();
        for at in 0..size {
            edges.push((at, (at + 1) % size, 8 + random.below(3) as i64));
            edges.push((at, size + 2 * at, 8));
            edges.push((at, size + 2 * at + 1, 8));
            edges.push((size + 2 * at, size + 2 * at + 1, 8 + random.below(2) as i64));
        }
        assert_eq!(proven(3 * size, &edges).weight, oracle(3 * size, &edges));
    }
}

#[test]
fn a_graph_of_hundreds_with_few_weights_is_proven() {
    let mut random = Random::new(3);
    for kind in 0..4 {
        for vertices in [100, 301] {
            let edges = random_graph(&mut random, vertices, kind);
            proven(vertices as u32, &edges);
        }
    }
}

#[test]
fn the_largest_weights_do_not_overflow() {
    let edges: Edges = (0..9_u32)
        .flat_map(|u| (u + 1..9).map(move |v| (u, v, MAX_WEIGHT - i64::from(u * v % 3))))
        .collect();
    assert_eq!(proven(9, &edges).weight, brute_force(9, &edges));
}

#[test]
fn nobody_and_nothing_have_an_empty_matching() {
    assert_eq!(proven(0, &[]), Matching::default());
    assert_eq!(proven(5, &[]), Matching::default());
    assert_eq!(
        proven(2, &[(0, 0, 4), (0, 1, 0), (1, 0, -2)]),
        Matching::default()
    );
}

#[test]
fn a_graph_that_cannot_be_is_refused() {
    assert_eq!(
        maximum_weight(2, &[(0, 2, 1)]).unwrap_err(),
        GraphError::UnknownVertex(0)
    );
    let heavy = [(0, 1, 1), (0, 1, MAX_WEIGHT + 1)];
    assert_eq!(
        maximum_weight(2, &heavy).unwrap_err(),
        GraphError::WeightTooLarge(1)
    );
}

#[test]
fn a_worse_matching_is_not_certified() {
    let edges = [(0, 1, 5), (1, 2, 6), (2, 3, 5)];
    let (_, certificate) = maximum_weight(4, &edges).expect("a sound graph");
    let worse = Matching {
        pairs: vec![(1, 2)],
        weight: 6,
    };
    assert_eq!(certificate.check(&edges, &worse), Err(Flaw::Gap));
    let twice = Matching {
        pairs: vec![(0, 1), (1, 2)],
        weight: 11,
    };
    assert_eq!(
        certificate.check(&edges, &twice),
        Err(Flaw::MatchedTwice(1))
    );
}

/// A graph held as a table, changed beside a live matching.
struct Mirror {
    table: Vec<Vec<Option<i64>>>,
}

impl Mirror {
    fn new(vertices: usize) -> Self {
        Self {
            table: vec![vec![None; vertices]; vertices],
        }
    }

    fn set(&mut self, u: usize, v: usize, weight: Option<i64>) {
        self.table[u][v] = weight;
        self.table[v][u] = weight;
    }

    fn edges(&self) -> Edges {
        let mut edges = Vec::new();
        for (u, row) in self.table.iter().enumerate() {
            for (v, weight) in row.iter().enumerate().skip(u + 1) {
                edges.extend(weight.map(|weight| (u as u32, v as u32, weight)));
            }
        }
        edges
    }
}

fn random_change(random: &mut Random, live: &mut LiveMatching, mirror: &mut Mirror, range: usize) {
    let vertices = mirror.table.len();
    let u = random.below(vertices);
    match random.below(10) {
        0 => {
            let mut edges = Vec::new();
            for v in 0..vertices {
                let weight = random.chance(0.3).then(|| random.below(range) as i64);
                if u != v {
                    mirror.set(u, v, weight);
                    edges.extend(weight.map(|weight| (v as u32, weight)));
                }
            }
            live.set_edges(u as u32, &edges);
        }
        1 => {
            (0..vertices)
                .filter(|v| *v != u)
                .for_each(|v| mirror.set(u, v, None));
            live.set_edges(u as u32, &[]);
        }
        2..5 => {
            let by = random.below(range) as i64 - range as i64 / 2;
            for v in 0..vertices {
                let weight = mirror.table[u][v].map(|weight| weight + by);
                mirror.set(u, v, weight);
            }
            live.shift(u as u32, by);
        }
        _ => {
            let v = random.below(vertices);
            if u != v {
                let weight = random.chance(0.8).then(|| random.below(range) as i64 - 1);
                mirror.set(u, v, weight);
                live.set_edge(u as u32, v as u32, weight);
            }
        }
    }
}

#[test]
fn a_live_matching_is_proven_after_every_change() {
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let vertices = 3 + random.below(22);
        let range = [3, 12, 100_000][random.below(3)];
        let mut live = LiveMatching::new(vertices as u32);
        let mut mirror = Mirror::new(vertices);
        for step in 0..600 {
            random_change(&mut random, &mut live, &mut mirror, range);
            let edges = mirror.edges();
            assert_eq!(
                live.certificate().check_feasible(&edges),
                Ok(()),
                "{seed} {step}"
            );
            if random.chance(0.7) {
                assert!(live.settle(&Stop::default()));
                let certificate = live.certificate();
                assert_eq!(
                    certificate.check(&edges, &live.matching()),
                    Ok(()),
                    "{seed} {step}"
                );
            }
        }
    }
}

#[test]
fn an_interrupted_matching_still_bounds_what_is_possible() {
    let mut random = Random::new(9);
    let edges = random_graph(&mut random, 80, 3);
    let mut live = LiveMatching::new(80);
    for &(u, v, weight) in &edges {
        live.set_edge(u, v, Some(weight));
    }
    let best = proven(80, &edges).weight;
    let mut stages = 0;
    while !live.settle(&Stop::after(1)) {
        stages += 1;
        assert!(live.matching().weight <= best);
        assert!(live.certificate().twice_the_bound() >= 2 * best);
    }
    assert!(stages > 0);
    assert_eq!(live.matching().weight, best);
}

#[test]
fn a_live_matching_of_hundreds_with_many_ties_is_proven() {
    for seed in 0..6 {
        let mut random = Random::new(seed);
        let vertices = 240;
        let mut live = LiveMatching::new(vertices as u32);
        let mut mirror = Mirror::new(vertices);
        for step in 0..1500 {
            let u = random.below(vertices);
            if step < 240 || random.chance(0.5) {
                let mut edges = Vec::new();
                (0..vertices).for_each(|v| mirror.set(u, v, None));
                if step < 240 || random.chance(0.6) {
                    for _ in 0..12 {
                        let v = random.below(vertices);
                        if u != v && mirror.table[u][v].is_none() {
                            let weight = 10 + random.below(3) as i64;
                            mirror.set(u, v, Some(weight));
                            edges.push((v as u32, weight));
                        }
                    }
                }
                live.set_edges(u as u32, &edges);
            } else {
                let by = 5 - random.below(11) as i64;
                for v in 0..vertices {
                    let weight = mirror.table[u][v].map(|weight| weight + by);
                    mirror.set(u, v, weight);
                }
                live.shift(u as u32, by);
            }
            assert!(live.settle(&Stop::default()), "{seed} {step}");
            if step % 10 == 0 {
                let edges = mirror.edges();
                let certificate = live.certificate();
                assert_eq!(
                    certificate.check(&edges, &live.matching()),
                    Ok(()),
                    "{seed} {step}"
                );
            }
        }
    }
}
