//! What happens inside one tree: blossoms made and opened, paths flipped.

use super::forest::{Forest, NEVER};
use super::state::{Label, NONE, Node, State};

impl Forest {
    /// Makes a blossom of the odd cycle that a tight edge between outer vertices closes.
    pub(super) fn shrink(&mut self, state: &mut State, u: u32, v: u32) {
        let (left, right) = (state.top(u), state.top(v));
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
                    *walker = self.outer_above(state, slot);
                }
            }
        }
    }

    /// The slot of the nearest outer node above an outer one in its tree.
    fn outer_above(&self, state: &State, outer: u32) -> Option<u32> {
        let mate = state.mate[state.base_of_slot(outer) as usize];
        (mate != NONE).then(|| state.top(self.entry[state.top(mate) as usize].0))
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
    pub(super) fn expand(&mut self, state: &mut State, slot: u32) {
        // The blossom may have gone into a larger one since the event was queued.
        if state.top(slot) != slot {
            return;
        }
        let Ok(blossom) = state.node(slot).open() else {
            return;
        };
        let inner = state.vertices[slot as usize].label == Label::Inner;
        if !inner || state.blossoms[blossom as usize].z != 2 * self.delta {
            return;
        }
        let (entry, tree) = (self.entry[slot as usize], self.tree[slot as usize]);
        let shape = state.open_blossom(blossom);
        let entered = state.top(entry.1);
        let mut kids = shape.kids.iter();
        let place = kids.position(|kid| state.slot_of(*kid) == entered);
        let place = place.expect("it was entered through a kid");
        let length = shape.kids.len();
        let backwards = place.is_multiple_of(2);
        let steps = if backwards { place } else { length - place };

        self.become_inner(state, shape.kids[place], entry, tree);
        let mut outer = Vec::with_capacity(steps / 2);
        let mut at = place;
        for step in 1..=steps {
            let (next, (here, there)) = if backwards {
                let link = shape.links[at - 1];
                (at - 1, (link.1, link.0))
            } else {
                ((at + 1) % length, shape.links[at])
            };
            at = next;
            if step % 2 == 1 {
                self.tree[state.slot_of(shape.kids[at]) as usize] = tree;
                outer.push(shape.kids[at]);
            } else {
                self.become_inner(state, shape.kids[at], (here, there), tree);
            }
        }
        let outside = if backwards {
            place + 1..length
        } else {
            1..place
        };
        self.leave(state, &shape.kids[outside.clone()]);
        for kid in &outer {
            if let Ok(blossom) = kid.open() {
                state.blossoms[blossom as usize].z -= 2 * self.delta;
            }
            self.inner_to_outer(state, *kid);
        }
        for kid in outer {
            self.scan_leaves(state, kid);
        }
        for kid in &shape.kids[outside] {
            state.each_leaf(*kid, |state, leaf| self.look_back(state, leaf));
        }
    }

    /// Puts inner nodes outside.
    fn leave(&mut self, state: &mut State, nodes: &[Node]) {
        let delta = self.delta;
        for node in nodes {
            self.tree[state.slot_of(*node) as usize] = NONE;
            state.each_leaf(*node, |state, leaf| {
                let vertex = &mut state.vertices[leaf as usize];
                vertex.y += delta;
                vertex.label = Label::Outside;
                self.key[leaf as usize] = NEVER;
            });
        }
    }

    /// Flips the path from the root to the outer vertex `u`, whose mate becomes `mate`.
    pub(super) fn flip(&mut self, state: &mut State, mut u: u32, mut mate: u32) {
        loop {
            let top = state.top(u);
            let former = state.mate[state.base_of_slot(top) as usize];
            state.rebase(state.node(top), u);
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
