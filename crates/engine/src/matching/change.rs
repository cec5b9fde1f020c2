//! A matching kept best as the graph changes.
//!
//! Every change leaves feasible duals and tight pairs behind, with at most a few vertices alone that
//! should not be; `settle` mends them. The duals bound what is possible at any time,
//! mended or not.

use super::forest::Forest;
use super::state::{Arc, NONE, State};
use super::{Certificate, MAX_WEIGHT, Matching, start};
use crate::stop::Stop;

/// A graph, its duals and a matching, told of changes and asked for the best matching.
#[derive(Clone, Debug, Default)]
pub struct LiveMatching {
    pub(super) state: State,
    forest: Forest,
    /// Vertices that may be alone with a dual above nought.
    alone: Vec<u32>,
}

impl LiveMatching {
    /// A graph of `vertices` vertices and no edge.
    pub fn new(vertices: u32) -> Self {
        let mut live = Self::default();
        live.grow_to(vertices);
        live
    }

    /// Adds vertices until there are as many as said.
    pub fn grow_to(&mut self, vertices: u32) {
        while self.state.len() < vertices {
            self.state.add_vertex();
        }
        self.forest.grow_to(self.state.vertices.len());
    }

    /// How many vertices there are.
    pub fn vertices(&self) -> u32 {
        self.state.len()
    }

    /// A graph of checked edges with its starting duals, not yet settled.
    pub(super) fn cold(vertices: u32, edges: &[(u32, u32, i64)]) -> Self {
        let mut live = Self::new(vertices);
        let mut degrees = vec![0_usize; vertices as usize];
        for &(u, v, _) in edges {
            degrees[u as usize] += 1;
            degrees[v as usize] += 1;
        }
        for (arcs, degree) in live.state.arcs.iter_mut().zip(degrees) {
            arcs.reserve_exact(degree);
        }
        for &(u, v, weight) in edges {
            if u != v && weight > 0 {
                live.state.arcs[u as usize].push(Arc {
                    to: v,
                    weight: 2 * weight,
                });
                live.state.arcs[v as usize].push(Arc {
                    to: u,
                    weight: 2 * weight,
                });
            }
        }
        start::greedy(&mut live.state);
        live.alone = (0..vertices).rev().collect();
        live
    }

    /// Searches until the matching is the best, or until `stop`, asked after each end of a tree, says
    /// so; its iterations are such ends. Says whether the matching is the best.
    pub fn settle(&mut self, stop: &Stop) -> bool {
        let mut ends_left = stop.iterations.unwrap_or(u64::MAX);
        loop {
            let roots = self.roots();
            if roots.is_empty() {
                self.alone.clear();
                return true;
            }
            if !self
                .forest
                .run(&mut self.state, &roots, stop, &mut ends_left)
            {
                return false;
            }
        }
    }

    /// The lone vertices with a dual above nought, as many as can be made of one parity.
    fn roots(&mut self) -> Vec<u32> {
        let state = &mut self.state;
        self.alone.sort_unstable();
        self.alone.dedup();
        self.alone.retain(|vertex| {
            state.mate[*vertex as usize] == NONE && state.vertices[*vertex as usize].y > 0
        });
        let Some(first) = self.alone.first() else {
            return Vec::new();
        };
        let parity = state.vertices[*first as usize].y & 1;
        let mut roots = self.alone.clone();
        roots.retain(|root| {
            let vertex = &mut state.vertices[*root as usize];
            let other_parity = vertex.y & 1 != parity;
            // A vertex alone has no tight edge to keep: its dual may rise by one.
            if other_parity && state.outermost[vertex.top as usize] == NONE {
                vertex.y += 1;
                return true;
            }
            !other_parity
        });
        roots
    }

    /// How many arcs the searches have looked at since the beginning.
    pub fn arcs_seen(&self) -> u64 {
        self.forest.arcs_seen
    }

    /// Whom a vertex is matched with.
    pub fn mate(&self, vertex: u32) -> Option<u32> {
        self.state
            .mate
            .get(vertex as usize)
            .copied()
            .filter(|mate| *mate != NONE)
    }

    /// The pairs as they are now, and their weight.
    pub fn matching(&self) -> Matching {
        let mut matching = Matching::default();
        for (weight, u, v) in self.matched().filter(|pair| pair.0 > 0) {
            matching.pairs.push((u, v));
            matching.weight += i128::from(weight);
        }
        matching
    }

    /// Each matched edge: its weight, and its ends, the smaller first.
    pub fn matched(&self) -> impl Iterator<Item = (i64, u32, u32)> + '_ {
        let pairs = (0..)
            .zip(&self.state.mate)
            .filter(|(u, v)| **v != NONE && u < *v);
        pairs.map(|(u, v)| (self.weight_between(u, *v).unwrap_or(0), u, *v))
    }

    /// The weight of the edge between two vertices, the heaviest if there are several.
    pub fn weight_between(&self, u: u32, v: u32) -> Option<i64> {
        let arcs = self.state.arcs.get(u as usize)?;
        arcs.iter()
            .filter(|arc| arc.to == v)
            .map(|arc| arc.weight / 2)
            .max()
    }

    /// The other ends of a vertex's edges.
    pub fn neighbours(&self, vertex: u32) -> impl Iterator<Item = u32> + '_ {
        self.state.arcs[vertex as usize].iter().map(|arc| arc.to)
    }

    /// Every edge once: its weight, and its ends, the smaller first.
    pub fn edges(&self) -> Vec<(i64, u32, u32)> {
        let mut edges = Vec::new();
        for (u, arcs) in (0..).zip(&self.state.arcs) {
            let onwards = arcs.iter().filter(|arc| u < arc.to);
            edges.extend(onwards.map(|arc| (arc.weight / 2, u, arc.to)));
        }
        edges
    }

    /// The duals: feasible always, and the proof of the best once settled.
    pub fn certificate(&self) -> Certificate {
        Certificate::of(&self.state)
    }

    /// Replaces every edge of `vertex` by `edges`, which name other vertices once each.
    pub fn set_edges(&mut self, vertex: u32, edges: &[(u32, i64)]) {
        self.set_apart(vertex);
        for arc in std::mem::take(&mut self.state.arcs[vertex as usize]) {
            self.state.arcs[arc.to as usize].retain(|back| back.to != vertex);
        }
        for &(other, weight) in edges {
            if other != vertex && other < self.state.len() {
                let weight = 2 * weight.clamp(-MAX_WEIGHT, MAX_WEIGHT);
                self.state.arcs[vertex as usize].push(Arc { to: other, weight });
                self.state.arcs[other as usize].push(Arc { to: vertex, weight });
            }
        }
        self.put_back(vertex);
    }

    /// Sets the weight of the edge between two vertices, or takes the edge away.
    pub fn set_edge(&mut self, u: u32, v: u32, weight: Option<i64>) {
        if u == v || u.max(v) >= self.state.len() {
            return;
        }
        let weight = weight.map(|weight| 2 * weight.clamp(-MAX_WEIGHT, MAX_WEIGHT));
        let place = self.state.arcs[u as usize]
            .iter()
            .position(|arc| arc.to == v);
        let former = place.map(|place| self.state.arcs[u as usize][place].weight);
        if former == weight {
            return;
        }
        let duals = self.duals_over(u, v);
        let was_tight = former.is_some_and(|former| former == duals);
        let stays_feasible = weight.is_none_or(|weight| weight <= duals);
        let in_one_blossom = self.state.top(u) == self.state.top(v);
        let needed = self.state.mate[u as usize] == v || (was_tight && in_one_blossom);
        let harmless = stays_feasible && !needed;
        if !harmless {
            self.set_apart(u);
        }
        self.write_arc(u, v, place, weight);
        let back = self.state.arcs[v as usize]
            .iter()
            .position(|arc| arc.to == u);
        self.write_arc(v, u, back, weight);
        if !harmless {
            self.put_back(u);
        }
    }

    fn write_arc(&mut self, from: u32, to: u32, place: Option<usize>, weight: Option<i64>) {
        let arcs = &mut self.state.arcs[from as usize];
        match (place, weight) {
            (Some(place), Some(weight)) => arcs[place].weight = weight,
            (Some(place), None) => {
                arcs.swap_remove(place);
            }
            (None, Some(weight)) => arcs.push(Arc { to, weight }),
            (None, None) => {}
        }
    }

    /// `y(u) + y(v)` and the duals of the blossoms that hold both.
    fn duals_over(&self, u: u32, v: u32) -> i64 {
        let state = &self.state;
        let mut sum = state.vertices[u as usize].y + state.vertices[v as usize].y;
        if state.top(u) == state.top(v) && u != v {
            // From the outermost inwards, as far as both are inside.
            let around_u: Vec<u32> = state.around(u).collect();
            let around_v: Vec<u32> = state.around(v).collect();
            let both = around_u.iter().rev().zip(around_v.iter().rev());
            let shared = both.take_while(|(one, other)| one == other);
            sum += shared
                .map(|(one, _)| state.blossoms[*one as usize].z)
                .sum::<i64>();
        }
        sum
    }

    /// Adds `by` to the weight of every edge of a vertex.
    ///
    /// The vertex's dual takes the change up, so that a matched vertex needs no stage unless its dual
    /// would fall below nought.
    pub fn shift(&mut self, vertex: u32, by: i64) {
        if by == 0 || vertex >= self.state.len() {
            return;
        }
        let by = by.clamp(-2 * MAX_WEIGHT, 2 * MAX_WEIGHT);
        let state = &mut self.state;
        let y = state.vertices[vertex as usize].y + 2 * by;
        let lone = state.mate[vertex as usize] == NONE;
        let within = |arc: &Arc| (arc.weight / 2 + by).abs() <= MAX_WEIGHT;
        let takes_up =
            y >= 0 && !(lone && by < 0) && state.arcs[vertex as usize].iter().all(within);
        if !takes_up {
            self.set_apart(vertex);
        }
        for place in 0..self.state.arcs[vertex as usize].len() {
            let arc = &mut self.state.arcs[vertex as usize][place];
            arc.weight = (arc.weight + 2 * by).clamp(-2 * MAX_WEIGHT, 2 * MAX_WEIGHT);
            let (to, weight) = (arc.to, arc.weight);
            for back in &mut self.state.arcs[to as usize] {
                if back.to == vertex {
                    back.weight = weight;
                }
            }
        }
        if takes_up {
            self.state.vertices[vertex as usize].y = y;
            if lone {
                self.alone.push(vertex);
            }
        } else {
            self.put_back(vertex);
        }
    }

    /// Takes a vertex out of every blossom and pair, so that its dual may be anything.
    ///
    /// The vertex first becomes the base of each blossom around it, which matches all the others
    /// inside; only the former base's mate is left alone. The duals of the blossoms then go to the
    /// vertices inside, half each: what is tight inside stays so.
    fn set_apart(&mut self, vertex: u32) {
        let state = &mut self.state;
        let top = state.top(vertex);
        let mate = state.mate[state.base_of_slot(top) as usize];
        state.rebase(state.node(top), vertex);
        state.mate[vertex as usize] = NONE;
        if mate != NONE {
            state.mate[mate as usize] = NONE;
            self.alone.push(mate);
        }
        let mut raise = 0;
        while let Ok(blossom) = state.node(state.top(vertex)).open() {
            raise += state.blossoms[blossom as usize].z / 2;
            let shape = state.open_blossom(blossom);
            for kid in &shape.kids[1..] {
                state.each_leaf(*kid, |state, leaf| state.vertices[leaf as usize].y += raise);
            }
        }
    }

    /// Gives a vertex set apart the lowest feasible dual, and a mate if one is at hand.
    fn put_back(&mut self, vertex: u32) {
        if start::lower(&mut self.state, vertex) {
            self.alone.push(vertex);
        }
    }
}
