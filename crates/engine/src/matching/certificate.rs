//! The proof that a matching is the best, and its check.
//!
//! Weak duality: give every vertex a dual `y ≥ 0` and every set of `2k + 1` vertices a dual `z ≥ 0`, such
//! that for each edge the duals of its ends and of the sets that hold both reach its weight. A matching
//! takes each vertex once and at most `k` edges inside each set, so none weighs more than
//! `Σ y + Σ k · z`. A matching that weighs as much is the best. The check below uses nothing else of the
//! algorithm.

use super::Matching;
use super::state::{NONE, Node, State};

/// Duals for a graph, in halves of the weights' unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Twice the dual of each vertex.
    pub vertices: Vec<i64>,
    /// Odd sets of vertices and twice their duals.
    pub odd_sets: Vec<(Vec<u32>, i64)>,
}

/// What is wrong with a matching or its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A pair that is no edge, by its place in the matching.
    NotAnEdge(usize),
    /// A vertex in two pairs.
    MatchedTwice(u32),
    /// The weight said is not the sum of the pairs' weights.
    WrongWeight,
    /// A dual below nought, or a set that is not odd.
    BadDual,
    /// An edge that the duals do not cover, by its place in the list.
    Uncovered(usize),
    /// The duals leave room for a heavier matching.
    Gap,
}

impl Certificate {
    pub(super) fn of(state: &State) -> Self {
        let mut odd_sets = Vec::new();
        for (number, blossom) in (0..).zip(&state.blossoms) {
            if !blossom.kids.is_empty() && blossom.z > 0 {
                let (mut leaf, last) = state.ends(Node::blossom(number));
                let mut set = vec![leaf];
                while leaf != last {
                    leaf = state.next[leaf as usize];
                    set.push(leaf);
                }
                odd_sets.push((set, blossom.z));
            }
        }
        Self {
            vertices: state.vertices.iter().map(|vertex| vertex.y).collect(),
            odd_sets,
        }
    }

    /// Twice the greatest weight that the duals leave possible.
    pub fn twice_the_bound(&self) -> i128 {
        let vertices: i128 = self.vertices.iter().map(|y| i128::from(*y)).sum();
        let sets = self
            .odd_sets
            .iter()
            .map(|(set, z)| i128::from(*z) * (set.len() as i128 / 2));
        vertices + sets.sum::<i128>()
    }

    /// Checks that the duals cover every edge, hence that their bound holds.
    pub fn check_feasible(&self, edges: &[(u32, u32, i64)]) -> Result<(), Flaw> {
        let odd = self
            .odd_sets
            .iter()
            .all(|(set, z)| set.len() % 2 == 1 && *z >= 0);
        if !odd || self.vertices.iter().any(|y| *y < 0) {
            return Err(Flaw::BadDual);
        }
        let mut sets_of: Vec<Vec<u32>> = vec![Vec::new(); self.vertices.len()];
        for (number, (set, _)) in (0..).zip(&self.odd_sets) {
            for vertex in set {
                sets_of
                    .get_mut(*vertex as usize)
                    .ok_or(Flaw::BadDual)?
                    .push(number);
            }
        }
        if sets_of
            .iter()
            .any(|sets| sets.windows(2).any(|pair| pair[0] == pair[1]))
        {
            return Err(Flaw::BadDual);
        }
        for (place, &(u, v, weight)) in edges.iter().enumerate() {
            let (u, v) = (u as usize, v as usize);
            let (Some(y_u), Some(y_v)) = (self.vertices.get(u), self.vertices.get(v)) else {
                return Err(Flaw::Uncovered(place));
            };
            let mut cover = i128::from(*y_u) + i128::from(*y_v);
            for set in &sets_of[u] {
                if sets_of[v].contains(set) {
                    cover += i128::from(self.odd_sets[*set as usize].1);
                }
            }
            if u != v && cover < 2 * i128::from(weight) {
                return Err(Flaw::Uncovered(place));
            }
        }
        Ok(())
    }

    /// Checks that `matching` is a matching of these edges and that none weighs more.
    pub fn check(&self, edges: &[(u32, u32, i64)], matching: &Matching) -> Result<(), Flaw> {
        check_matching(self.vertices.len(), edges, matching)?;
        self.check_feasible(edges)?;
        if self.twice_the_bound() == 2 * matching.weight {
            Ok(())
        } else {
            Err(Flaw::Gap)
        }
    }
}

fn check_matching(
    vertices: usize,
    edges: &[(u32, u32, i64)],
    matching: &Matching,
) -> Result<(), Flaw> {
    let mut mate = vec![NONE; vertices];
    for (place, &(u, v)) in matching.pairs.iter().enumerate() {
        for (one, other) in [(u, v), (v, u)] {
            let slot = mate.get_mut(one as usize).ok_or(Flaw::NotAnEdge(place))?;
            if *slot != NONE || one == other {
                return Err(Flaw::MatchedTwice(one));
            }
            *slot = other;
        }
    }
    let mut weights = vec![None; vertices];
    for &(u, v, weight) in edges {
        if mate.get(u as usize) == Some(&v) {
            let best = &mut weights[u.min(v) as usize];
            *best = Some(best.map_or(weight, |best: i64| best.max(weight)));
        }
    }
    let mut sum = 0;
    for (place, &(u, v)) in matching.pairs.iter().enumerate() {
        sum += i128::from(weights[u.min(v) as usize].ok_or(Flaw::NotAnEdge(place))?);
    }
    if sum == matching.weight {
        Ok(())
    } else {
        Err(Flaw::WrongWeight)
    }
}
