//! One stage: from one vertex left alone whose dual is above nought, to a matching that needs it no
//! more.
//!
//! Grows one alternating tree (after Edmonds, with Dijkstra's order of events), lowering the duals of
//! outer vertices and raising those of inner ones by the same Δ, until either another lone vertex is
//! reached (the path between them is flipped: one pair more) or an outer vertex's dual comes down to
//! nought (the path to it is flipped: it is the one left alone, and rightly). Before and after, the
//! duals are feasible and every matched edge is tight, so a stage may be followed by nothing at all
//! and the duals still bound what is possible.
//!
//! An event that comes after the earliest known end is never queued, which keeps trees local: the cost
//! of a stage is that of the arcs it touches, O(m log n) at worst.

use super::state::{Label, NONE, Node, State, Vertex};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that happens when Δ reaches a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Event {
    /// A vertex outside is reached by its best arc from the tree.
    Grow(u32),
    /// Two outer vertices are joined by a tight edge.
    Shrink(u32, u32),
    /// The blossom of a slot, inner, has a dual of nought.
    Expand(u32),
}

/// How the stage ends, as far as is known.
#[derive(Clone, Copy, Debug)]
enum End {
    /// This outer vertex's dual is nought.
    Alone(u32),
    /// This outer vertex has a tight edge to that lone vertex's blossom.
    Joined(u32, u32),
}

/// The arrays a stage needs, kept between stages to save their allocation.
#[derive(Clone, Debug, Default)]
pub(super) struct Stage {
    delta: i64,
    limit: i64,
    end: Option<End>,
    queue: BinaryHeap<Reverse<(i64, Event)>>,
    /// Events that happen at the current Δ.
    at_once: Vec<Event>,
    labelled: Vec<u32>,
    keyed: Vec<u32>,
    /// By vertex outside: when it is reached, and from where.
    key: Vec<i64>,
    from: Vec<u32>,
    /// By slot of an inner node: the edge that reached it, outer end first.
    entry: Vec<(u32, u32)>,
    /// By slot: the last walk to a common ancestor that passed here.
    mark: Vec<u64>,
    walk: u64,
    /// Arcs looked at since the beginning: the work done.
    pub arcs_seen: u64,
}

const NEVER: i64 = i64::MAX;

impl Stage {
    pub fn grow_to(&mut self, vertices: usize) {
        self.key.resize(vertices, NEVER);
        self.from.resize(vertices, NONE);
        self.entry.resize(vertices, (NONE, NONE));
        self.mark.resize(vertices, 0);
    }

    /// Runs a stage from the lone `root`, which is the base of its outermost blossom.
    pub fn run(&mut self, state: &mut State, root: u32) {
        self.delta = 0;
        self.limit = NEVER;
        self.end = None;
        self.become_outer(state, state.top(root));
        while let Some(event) = self.next_event() {
            match event {
                Event::Grow(vertex) => self.grow(state, vertex),
                Event::Shrink(u, v) => self.shrink(state, u, v),
                Event::Expand(slot) => self.expand(state, slot),
            }
        }
        self.delta = self.limit;
        self.settle_duals(state);
        match self.end {
            Some(End::Alone(vertex)) => self.flip(state, vertex, NONE),
            Some(End::Joined(u, v)) => {
                state.rebase(state.node(state.top(v)), v);
                state.mate[v as usize] = u;
                self.flip(state, u, v);
            }
            None => {}
        }
    }

    fn next_event(&mut self) -> Option<Event> {
        if self.delta < self.limit {
            if let Some(event) = self.at_once.pop() {
                return Some(event);
            }
            if let Some(Reverse((when, event))) = self.queue.pop()
                && when < self.limit
            {
                self.delta = when;
                return Some(event);
            }
        }
        self.at_once.clear();
        self.queue.clear();
        None
    }

    fn push(&mut self, when: i64, event: Event) {
        if when <= self.delta {
            self.at_once.push(event);
        } else {
            self.queue.push(Reverse((when, event)));
        }
    }

    /// Labels an outermost node outside the tree as outer, and looks at its arcs.
    fn become_outer(&mut self, state: &mut State, slot: u32) {
        let node = state.node(slot);
        if let Ok(blossom) = node.open() {
            state.blossoms[blossom as usize].z -= 2 * self.delta;
        }
        let delta = self.delta;
        state.each_leaf(node, |state, leaf| {
            let vertex = &mut state.vertices[leaf as usize];
            vertex.y += delta;
            vertex.label = Label::Outer;
            self.labelled.push(leaf);
        });
        self.scan_leaves(state, node);
    }

    fn scan_leaves(&mut self, state: &mut State, node: Node) {
        state.each_leaf(node, |state, leaf| self.scan(state, leaf));
    }

    /// Looks at the arcs of an outer vertex.
    fn scan(&mut self, state: &State, u: u32) {
        let tail = state.vertices[u as usize];
        if tail.y < self.limit {
            self.limit = tail.y;
            self.end = Some(End::Alone(u));
        }
        let arcs = &state.arcs[u as usize];
        self.arcs_seen += arcs.len() as u64;
        let delta = self.delta;
        for arc in arcs {
            let head = state.vertices[arc.to as usize];
            match head.label {
                Label::Inner => {}
                Label::Outside => {
                    let when = tail.y + head.y - arc.weight;
                    if when < self.limit && when < self.key[arc.to as usize] {
                        self.reach(state, when, u, arc.to);
                    }
                }
                Label::Outer => {
                    let twice = tail.y + head.y - arc.weight;
                    // The edges inside the tail's own blossom are slack in these terms, or tight.
                    if twice < 2 * self.limit && head.top != tail.top {
                        self.push((twice / 2).max(delta), Event::Shrink(u, arc.to));
                    }
                }
            }
        }
    }

    /// Notes that a vertex outside is reached at `when` from `u`.
    fn reach(&mut self, state: &State, when: i64, u: u32, v: u32) {
        if self.key[v as usize] == NEVER {
            self.keyed.push(v);
        }
        self.key[v as usize] = when;
        self.from[v as usize] = u;
        if state.mate[state.base_of_slot(state.top(v)) as usize] == NONE {
            self.limit = when;
            self.end = Some(End::Joined(u, v));
        } else {
            self.push(when, Event::Grow(v));
        }
    }

    /// Takes an outermost node into the tree as inner, and its mate as outer.
    fn grow(&mut self, state: &mut State, v: u32) {
        let Vertex { label, top, .. } = state.vertices[v as usize];
        if label != Label::Outside || self.key[v as usize] > self.delta {
            return;
        }
        let node = state.node(top);
        let delta = self.delta;
        state.each_leaf(node, |state, leaf| {
            let vertex = &mut state.vertices[leaf as usize];
            vertex.y -= delta;
            vertex.label = Label::Inner;
            self.labelled.push(leaf);
        });
        self.become_inner(state, node, (self.from[v as usize], v));
        let mate = state.mate[state.base_of_slot(top) as usize];
        self.become_outer(state, state.top(mate));
    }

    /// What an outermost node needs to be inner, besides its vertices' labels.
    fn become_inner(&mut self, state: &mut State, node: Node, entry: (u32, u32)) {
        let slot = state.slot_of(node);
        self.entry[slot as usize] = entry;
        if let Ok(blossom) = node.open() {
            let blossom = &mut state.blossoms[blossom as usize];
            blossom.z += 2 * self.delta;
            let when = blossom.z / 2;
            if when < self.limit {
                self.push(when, Event::Expand(slot));
            }
        }
    }

    /// The slots above an outer one in the tree: its inner parent and the outer one above that.
    fn above(&self, state: &State, outer: u32) -> Option<(u32, u32)> {
        let mate = state.mate[state.base_of_slot(outer) as usize];
        if mate == NONE {
            return None;
        }
        let inner = state.top(mate);
        Some((inner, state.top(self.entry[inner as usize].0)))
    }

    /// Makes a blossom of the odd cycle that a tight edge between outer vertices closes.
    fn shrink(&mut self, state: &mut State, u: u32, v: u32) {
        let (left, right) = (state.top(u), state.top(v));
        if left == right {
            return;
        }
        let ancestor = self.common_ancestor(state, left, right);
        let mut kids = Vec::new();
        let mut links = Vec::new();
        self.climb(state, left, ancestor, &mut kids, &mut links);
        kids.push(state.node(ancestor));
        kids.reverse();
        links.reverse();
        for link in &mut links {
            *link = (link.1, link.0);
        }
        links.push((u, v));
        self.climb(state, right, ancestor, &mut kids, &mut links);

        let mut former_inner = Vec::new();
        for kid in &kids {
            let inner = state.vertices[state.slot_of(*kid) as usize].label == Label::Inner;
            if let Ok(blossom) = kid.open() {
                let sign = if inner { -2 } else { 2 };
                state.blossoms[blossom as usize].z += sign * self.delta;
            }
            if inner {
                former_inner.push(*kid);
                self.inner_to_outer(state, *kid);
            }
        }
        state.close_blossom(kids, links, -2 * self.delta);
        for kid in former_inner {
            self.scan_leaves(state, kid);
        }
    }

    /// Lists the nodes from an outer slot up to below `ancestor`, with the links upwards.
    fn climb(
        &self,
        state: &State,
        from: u32,
        ancestor: u32,
        kids: &mut Vec<Node>,
        links: &mut Vec<(u32, u32)>,
    ) {
        let mut outer = from;
        while outer != ancestor {
            let base = state.base_of_slot(outer);
            let mate = state.mate[base as usize];
            let inner = state.top(mate);
            let (above, below) = self.entry[inner as usize];
            kids.push(state.node(outer));
            links.push((base, mate));
            kids.push(state.node(inner));
            links.push((below, above));
            outer = state.top(above);
        }
    }

    fn common_ancestor(&mut self, state: &State, left: u32, right: u32) -> u32 {
        self.walk += 1;
        let mut walkers = [Some(left), Some(right)];
        loop {
            for walker in &mut walkers {
                if let Some(slot) = *walker {
                    if self.mark[slot as usize] == self.walk {
                        return slot;
                    }
                    self.mark[slot as usize] = self.walk;
                    *walker = self.above(state, slot).map(|(_, outer)| outer);
                }
            }
        }
    }

    fn inner_to_outer(&mut self, state: &mut State, node: Node) {
        let delta = self.delta;
        state.each_leaf(node, |state, leaf| {
            let vertex = &mut state.vertices[leaf as usize];
            vertex.y += 2 * delta;
            vertex.label = Label::Outer;
        });
    }

    /// Takes apart an inner blossom whose dual is nought: the even way round from where it was
    /// entered to its base stays in the tree, the rest is outside again.
    fn expand(&mut self, state: &mut State, slot: u32) {
        let Ok(blossom) = state.node(slot).open() else {
            return;
        };
        let shape = &state.blossoms[blossom as usize];
        if state.vertices[slot as usize].label != Label::Inner || shape.z != 2 * self.delta {
            return;
        }
        let entry = self.entry[slot as usize];
        let place = state.kid_holding(blossom, entry.1);
        let shape = state.open_blossom(blossom);
        let length = shape.kids.len();
        let backwards = place.is_multiple_of(2);
        let steps = if backwards { place } else { length - place };

        self.become_inner(state, shape.kids[place], entry);
        let mut outer = Vec::with_capacity(steps / 2);
        let mut at = place;
        for step in 1..=steps {
            let (next, (a, b)) = if backwards {
                (at - 1, shape.links[at - 1])
            } else {
                let link = shape.links[at];
                ((at + 1) % length, (link.1, link.0))
            };
            at = next;
            if step % 2 == 1 {
                outer.push(shape.kids[at]);
            } else {
                // From the outer kid just left (`b`) to this one (`a`).
                self.become_inner(state, shape.kids[at], (b, a));
            }
        }
        let outside: Vec<Node> = if backwards {
            place + 1..length
        } else {
            1..place
        }
        .map(|at| shape.kids[at])
        .collect();

        let delta = self.delta;
        for kid in &outside {
            state.each_leaf(*kid, |state, leaf| {
                let vertex = &mut state.vertices[leaf as usize];
                vertex.y += delta;
                vertex.label = Label::Outside;
                self.key[leaf as usize] = NEVER;
            });
        }
        for kid in &outer {
            if let Ok(blossom) = kid.open() {
                state.blossoms[blossom as usize].z -= 2 * delta;
            }
            self.inner_to_outer(state, *kid);
        }
        for kid in &outer {
            self.scan_leaves(state, *kid);
        }
        for kid in &outside {
            state.each_leaf(*kid, |state, leaf| self.look_back(state, leaf));
        }
    }

    /// Finds when a vertex that is outside again is reached from the tree.
    fn look_back(&mut self, state: &State, v: u32) {
        let arcs = &state.arcs[v as usize];
        self.arcs_seen += arcs.len() as u64;
        let y = state.vertices[v as usize].y;
        for arc in arcs {
            let other = state.vertices[arc.to as usize];
            if other.label == Label::Outer {
                let when = other.y + y - arc.weight;
                if when < self.limit && when < self.key[v as usize] {
                    self.reach(state, when, arc.to, v);
                }
            }
        }
    }

    /// Writes Δ into the duals and takes every label away.
    fn settle_duals(&mut self, state: &mut State) {
        while let Some(leaf) = self.labelled.pop() {
            let Vertex { label, top, .. } = state.vertices[leaf as usize];
            let sign = match label {
                Label::Outside => continue,
                Label::Outer => -1,
                Label::Inner => 1,
            };
            let vertex = &mut state.vertices[leaf as usize];
            vertex.y += sign * self.delta;
            vertex.label = Label::Outside;
            if let Ok(blossom) = state.node(top).open() {
                let blossom = &mut state.blossoms[blossom as usize];
                if blossom.first == leaf {
                    blossom.z -= 2 * sign * self.delta;
                }
            }
        }
        while let Some(vertex) = self.keyed.pop() {
            self.key[vertex as usize] = NEVER;
        }
    }

    /// Flips the path from the root to the outer vertex `u`, whose mate becomes `mate`.
    fn flip(&mut self, state: &mut State, mut u: u32, mut mate: u32) {
        loop {
            let node = state.node(state.top(u));
            let former = state.mate[state.base_of_slot(state.top(u)) as usize];
            state.rebase(node, u);
            state.mate[u as usize] = mate;
            if former == NONE {
                return;
            }
            let inner = state.top(former);
            let (above, below) = self.entry[inner as usize];
            state.rebase(state.node(inner), below);
            state.mate[below as usize] = above;
            (u, mate) = (above, below);
        }
    }
}
