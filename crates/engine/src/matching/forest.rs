//! The search: from vertices left alone whose dual is above nought, to a matching that needs no more
//! from them.
//!
//! Grows an alternating tree from each such root (after Edmonds, with Dijkstra's order of events), all
//! at once, lowering the duals of outer vertices and raising those of inner ones by the same Δ. A tree
//! ends when it meets another (the path between the roots is flipped: one pair more, two trees less),
//! when it reaches a lone vertex outside, or when the dual of one of its outer vertices comes down to
//! nought (the path to it is flipped: it is the one left alone, and rightly). What an ended tree held
//! is outside again, for the others to reach. Between two ends, and after the search, the duals are
//! feasible and every matched edge is tight, so a search may be cut short and the duals still bound
//! what is possible.
//!
//! All the roots have duals of one parity, and tight edges join vertices of one parity (weights and
//! blossoms' duals being even); so half the slack between two outer vertices is always whole.
//!
//! Owns events and labels; `tree` makes and opens blossoms and flips paths.

use super::state::{Label, NONE, Node, State};
use crate::stop::Stop;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// What happens when Δ reaches a value: a vertex, then one of the marks below, or else the place
/// among the vertex's arcs of its nearest edge to another outer vertex.
type Event = (u32, u32);

/// A vertex outside is reached by its best arc from a tree.
const GROW: u32 = u32::MAX;
/// The blossom of a slot, inner, has a dual of nought.
const EXPAND: u32 = u32::MAX - 1;
/// The dual of an outer vertex is nought.
const ALONE: u32 = u32::MAX - 2;

pub(super) const NEVER: i64 = i64::MAX;

/// One tree of the forest.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// The tree ends when Δ comes here, if not before.
    limit: i64,
    alive: bool,
    /// The vertices it has held; some may have left, some come twice.
    members: Vec<u32>,
}

/// The arrays a search needs, kept between searches to save their allocation.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    pub(super) delta: i64,
    trees: Vec<Tree>,
    alive: usize,
    queue: BinaryHeap<Reverse<(i64, Event)>>,
    /// Events that happen at the current Δ: the ends of trees first, then the trees by turns, so
    /// that among ties none takes everything before it ends.
    at_once: VecDeque<Event>,
    /// Vertices whose key was set.
    keyed: Vec<u32>,
    /// By vertex outside: when it is reached, from where, and by which tree.
    pub(super) key: Vec<i64>,
    from: Vec<(u32, u32)>,
    /// By slot of an inner node: the edge that reached it, outer end first.
    pub(super) entry: Vec<(u32, u32)>,
    /// By slot of a labelled node: its tree.
    pub(super) tree: Vec<u32>,
    /// By slot: the last walk to a common ancestor that passed here.
    pub(super) mark: Vec<u64>,
    pub(super) walk: u64,
    /// Arcs looked at since the beginning: the work done.
    pub arcs_seen: u64,
}

impl Forest {
    pub fn grow_to(&mut self, vertices: usize) {
        self.key.resize(vertices, NEVER);
        self.from.resize(vertices, (NONE, NONE));
        self.entry.resize(vertices, (NONE, NONE));
        self.tree.resize(vertices, NONE);
        self.mark.resize(vertices, 0);
    }

    /// Grows trees from lone roots, each the base of its outermost blossom, their duals above nought
    /// and of one parity, until none is left or `stop` says so; one is counted off `ends_left` at each
    /// end. Says whether none is left.
    pub fn run(
        &mut self,
        state: &mut State,
        roots: &[u32],
        stop: &Stop,
        ends_left: &mut u64,
    ) -> bool {
        self.delta = 0;
        self.trees.clear();
        self.alive = roots.len();
        for (number, root) in (0..).zip(roots) {
            self.trees.push(Tree {
                limit: NEVER,
                alive: true,
                members: Vec::new(),
            });
            self.tree[state.top(*root) as usize] = number;
        }
        for root in roots {
            self.become_outer(state, state.top(*root));
        }
        let mut alive = self.alive + 1;
        while self.alive > 0 {
            if self.alive < alive {
                alive = self.alive;
                if *ends_left == 0 || stop.is_wanted() {
                    break;
                }
                *ends_left -= 1;
            }
            let Some((vertex, what)) = self.next_event() else {
                break;
            };
            match what {
                GROW => self.reached(state, vertex),
                EXPAND => self.expand(state, vertex),
                ALONE => self.left_alone(state, vertex),
                place => self.joined(state, vertex, place),
            }
        }
        self.clear(state)
    }

    fn next_event(&mut self) -> Option<Event> {
        if let Some(event) = self.at_once.pop_front() {
            return Some(event);
        }
        let Reverse((when, event)) = self.queue.pop()?;
        self.delta = when;
        Some(event)
    }

    fn push(&mut self, when: i64, event: Event) {
        if when > self.delta {
            self.queue.push(Reverse((when, event)));
        } else if event.1 == GROW {
            self.at_once.push_back(event);
        } else {
            self.at_once.push_front(event);
        }
    }

    /// Ends every tree where it stands. Says whether there was none.
    fn clear(&mut self, state: &mut State) -> bool {
        let complete = self.alive == 0;
        self.at_once.clear();
        self.queue.clear();
        for number in 0..self.trees.len() {
            if self.trees[number].alive {
                self.fell(state, number as u32);
            }
        }
        while let Some(vertex) = self.keyed.pop() {
            self.key[vertex as usize] = NEVER;
        }
        complete
    }

    /// Labels an outermost node outside, whose slot knows its tree, as outer; looks at its arcs.
    pub(super) fn become_outer(&mut self, state: &mut State, slot: u32) {
        let node = state.node(slot);
        if let Ok(blossom) = node.open() {
            state.blossoms[blossom as usize].z -= 2 * self.delta;
        }
        let delta = self.delta;
        let members = &mut self.trees[self.tree[slot as usize] as usize].members;
        state.each_leaf(node, |state, leaf| {
            let vertex = &mut state.vertices[leaf as usize];
            vertex.y += delta;
            vertex.label = Label::Outer;
            members.push(leaf);
        });
        self.scan_leaves(state, node);
    }

    pub(super) fn scan_leaves(&mut self, state: &mut State, node: Node) {
        state.each_leaf(node, |state, leaf| self.scan(state, leaf));
    }

    /// Looks at the arcs of an outer vertex.
    fn scan(&mut self, state: &State, u: u32) {
        let tail = state.vertices[u as usize];
        let number = self.tree[tail.top as usize];
        let tree = &mut self.trees[number as usize];
        if tail.y < tree.limit {
            tree.limit = tail.y;
            self.push(tail.y, (u, ALONE));
        }
        let mut limit = self.trees[number as usize].limit;
        let mut nearest = (NEVER, 0);
        let arcs = &state.arcs[u as usize];
        self.arcs_seen += arcs.len() as u64;
        for (place, arc) in (0..).zip(arcs) {
            let head = state.vertices[arc.to as usize];
            let sum = tail.y + head.y - arc.weight;
            match head.label {
                Label::Inner => {}
                Label::Outside => {
                    if sum < limit && sum < self.key[arc.to as usize] {
                        self.reach(state, sum, (u, number), arc.to);
                        limit = self.trees[number as usize].limit;
                    }
                }
                // The edges inside the tail's own blossom are of no use.
                Label::Outer => {
                    if sum < nearest.0 && head.top != tail.top {
                        nearest = (sum, place);
                    }
                }
            }
        }
        if nearest.0 < 2 * limit {
            self.push(nearest.0 / 2, (u, nearest.1));
        }
    }

    /// Queues the next edge that joins an outer vertex to another outer one.
    ///
    /// Only the nearest is queued, and the next when it has had its turn: by then most of a vertex's
    /// edges lie inside its own blossom, and need no turn. A vertex that becomes outer later looks
    /// at its edges itself.
    fn look_on(&mut self, state: &State, u: u32) {
        let tail = state.vertices[u as usize];
        if tail.label != Label::Outer {
            return;
        }
        let arcs = &state.arcs[u as usize];
        self.arcs_seen += arcs.len() as u64;
        let mut nearest = (NEVER, 0);
        for (place, arc) in (0..).zip(arcs) {
            let head = state.vertices[arc.to as usize];
            let sum = tail.y + head.y - arc.weight;
            if head.label == Label::Outer && sum < nearest.0 && head.top != tail.top {
                nearest = (sum, place);
            }
        }
        let limit = self.trees[self.tree[tail.top as usize] as usize].limit;
        if nearest.0 < 2 * limit {
            self.push(nearest.0 / 2, (u, nearest.1));
        }
    }

    /// Notes that a vertex outside is reached at `when` by a tree.
    fn reach(&mut self, state: &State, when: i64, from: (u32, u32), v: u32) {
        if self.key[v as usize] == NEVER {
            self.keyed.push(v);
        }
        self.key[v as usize] = when;
        self.from[v as usize] = from;
        self.push(when, (v, GROW));
        // The last tree has nobody to take a lone vertex from it.
        if self.alive == 1 && state.mate[state.base_of_slot(state.top(v)) as usize] == NONE {
            self.trees[from.1 as usize].limit = when;
        }
    }

    /// Finds when a vertex that is outside again is reached.
    pub(super) fn look_back(&mut self, state: &State, v: u32) {
        let arcs = &state.arcs[v as usize];
        self.arcs_seen += arcs.len() as u64;
        self.key[v as usize] = NEVER;
        let y = state.vertices[v as usize].y;
        let mut best = (NEVER, NONE, NONE);
        for arc in arcs {
            let other = state.vertices[arc.to as usize];
            let when = other.y + y - arc.weight;
            if other.label == Label::Outer && when < best.0 {
                let tree = self.tree[other.top as usize];
                // At the limit too: this very edge may be what set it, on an earlier look.
                if when <= self.trees[tree as usize].limit {
                    best = (when, arc.to, tree);
                }
            }
        }
        if best.0 != NEVER {
            self.reach(state, best.0, (best.1, best.2), v);
        }
    }

    /// Takes an outermost node into the tree that reached it, as inner, and its mate as outer; or
    /// ends the tree there, if the node is alone.
    fn reached(&mut self, state: &mut State, v: u32) {
        let vertex = state.vertices[v as usize];
        if vertex.label != Label::Outside || self.key[v as usize] > self.delta {
            return;
        }
        let (u, tree) = self.from[v as usize];
        if !self.trees[tree as usize].alive {
            self.look_back(state, v);
            return;
        }
        let node = state.node(vertex.top);
        let mate = state.mate[state.base_of_slot(vertex.top) as usize];
        if mate == NONE {
            state.rebase(node, v);
            state.mate[v as usize] = u;
            self.flip(state, u, v);
            // Its key is of this tree: the others must find it anew.
            self.trees[tree as usize].members.push(v);
            self.end(state, &[tree]);
            return;
        }
        let delta = self.delta;
        let members = &mut self.trees[tree as usize].members;
        state.each_leaf(node, |state, leaf| {
            let vertex = &mut state.vertices[leaf as usize];
            vertex.y -= delta;
            vertex.label = Label::Inner;
            members.push(leaf);
        });
        self.become_inner(state, node, (u, v), tree);
        let slot = state.top(mate);
        self.tree[slot as usize] = tree;
        self.become_outer(state, slot);
    }

    /// What an outermost node needs to be inner, besides its vertices' labels.
    pub(super) fn become_inner(
        &mut self,
        state: &mut State,
        node: Node,
        entry: (u32, u32),
        tree: u32,
    ) {
        let slot = state.slot_of(node);
        self.entry[slot as usize] = entry;
        self.tree[slot as usize] = tree;
        if let Ok(blossom) = node.open() {
            let blossom = &mut state.blossoms[blossom as usize];
            blossom.z += 2 * self.delta;
            let when = blossom.z / 2;
            if when < self.trees[tree as usize].limit {
                self.push(when, (slot, EXPAND));
            }
        }
    }

    /// An outer vertex's dual is nought: it is the one left alone.
    fn left_alone(&mut self, state: &mut State, u: u32) {
        let vertex = state.vertices[u as usize];
        if vertex.label == Label::Outer && vertex.y == self.delta {
            let tree = self.tree[vertex.top as usize];
            self.flip(state, u, NONE);
            self.end(state, &[tree]);
        }
    }

    /// An edge between two outer vertices is tight: a blossom in one tree, a path between two.
    fn joined(&mut self, state: &mut State, u: u32, place: u32) {
        let arc = state.arcs[u as usize][place as usize];
        let (tail, head) = (state.vertices[u as usize], state.vertices[arc.to as usize]);
        let outer = tail.label == Label::Outer && head.label == Label::Outer;
        if outer && tail.top != head.top && tail.y + head.y - arc.weight == 2 * self.delta {
            let trees = [self.tree[tail.top as usize], self.tree[head.top as usize]];
            if trees[0] == trees[1] {
                self.shrink(state, u, arc.to);
            } else {
                self.flip(state, u, arc.to);
                self.flip(state, arc.to, u);
                self.end(state, &trees);
            }
        }
        self.look_on(state, u);
    }

    /// Ends trees whose path has been flipped, and lets the others reach what they held.
    fn end(&mut self, state: &mut State, trees: &[u32]) {
        self.alive -= trees.len();
        for tree in trees {
            self.fell(state, *tree);
        }
        if self.alive > 0 {
            for tree in trees {
                for vertex in std::mem::take(&mut self.trees[*tree as usize].members) {
                    if state.vertices[vertex as usize].label == Label::Outside {
                        self.look_back(state, vertex);
                    }
                }
            }
        }
    }

    /// Writes Δ into the duals of a tree and takes its labels away.
    fn fell(&mut self, state: &mut State, number: u32) {
        let tree = &mut self.trees[number as usize];
        tree.alive = false;
        let members = std::mem::take(&mut tree.members);
        for &leaf in &members {
            let vertex = &mut state.vertices[leaf as usize];
            let top = vertex.top;
            if self.tree[top as usize] != number {
                continue;
            }
            let sign = match vertex.label {
                Label::Outside => continue,
                Label::Outer => -1,
                Label::Inner => 1,
            };
            vertex.y += sign * self.delta;
            vertex.label = Label::Outside;
            if let Ok(blossom) = state.node(top).open() {
                let blossom = &mut state.blossoms[blossom as usize];
                if blossom.first == leaf {
                    blossom.z -= 2 * sign * self.delta;
                }
            }
        }
        self.trees[number as usize].members = members;
    }
}
