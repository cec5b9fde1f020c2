//! What a matching and its duals are made of, and the blossoms' shape.
//!
//! Owns the arrays and the laminar family of blossoms; it knows how a blossom is walked, re-based and
//! taken apart, and nothing of how a search decides to do so (`stage`) or of changes to the graph
//! (`change`).
//!
//! Vocabulary, after Edmonds: every vertex has a dual `y`, every blossom a dual `z`; the *slack* of an
//! edge is `y(u) + y(v) + Σ z(B ∋ u, v) − w`, never negative; matched edges and the links of a blossom
//! have slack nought. Weights are stored doubled, so that every dual stays an integer.
//!
//! Each vertex names the **slot** of its outermost blossom. A slot is the number of one of the
//! vertices inside; a blossom takes over the slot of its largest kid and hands it back when it is taken
//! apart, so that a vertex is renamed only when its side at least doubles.

/// No vertex, no blossom, no slot.
pub(super) const NONE: u32 = u32::MAX;

/// An edge as seen from one of its ends; the weight is doubled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub weight: i64,
    pub to: u32,
}

/// Where a vertex stands in the tree that a stage grows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    Outside,
    Outer,
    Inner,
}

/// What a search reads of a neighbour, in sixteen bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vertex {
    /// The dual. Inside a stage: plus the stage's Δ when outer, minus Δ when inner.
    pub y: i64,
    /// The slot of the outermost blossom.
    pub top: u32,
    pub label: Label,
}

/// A vertex or a blossom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Node(u32);

impl Node {
    pub fn vertex(vertex: u32) -> Self {
        Self(vertex << 1)
    }

    pub fn blossom(blossom: u32) -> Self {
        Self(blossom << 1 | 1)
    }

    /// The blossom's number, or the vertex's.
    pub fn open(self) -> Result<u32, u32> {
        if self.0 & 1 == 1 {
            Ok(self.0 >> 1)
        } else {
            Err(self.0 >> 1)
        }
    }
}

/// An odd cycle of kids, each a vertex or a smaller blossom.
#[derive(Clone, Debug, Default)]
pub(super) struct Blossom {
    /// The dual, always even. Inside a stage: minus 2Δ when outermost and outer, plus 2Δ when inner.
    pub z: i64,
    /// The one vertex not matched inside.
    pub base: u32,
    pub parent: u32,
    pub slot: u32,
    /// First and last of its vertices in the chain `next`.
    pub first: u32,
    pub last: u32,
    pub size: u32,
    /// The kid holding the base comes first; the kids at 1 and 2, 3 and 4, … are matched together.
    pub kids: Vec<Node>,
    /// `links[i]` joins kid `i` to kid `i + 1`: first the end in kid `i`.
    pub links: Vec<(u32, u32)>,
}

/// The graph, the matching, the duals and the blossoms.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub arcs: Vec<Vec<Arc>>,
    pub vertices: Vec<Vertex>,
    pub mate: Vec<u32>,
    /// The innermost blossom around each vertex.
    pub parent: Vec<u32>,
    /// The next vertex inside the same blossom.
    pub next: Vec<u32>,
    /// By slot: the outermost blossom that holds it, or `NONE` for a vertex alone.
    pub outermost: Vec<u32>,
    pub blossoms: Vec<Blossom>,
    pub spare: Vec<u32>,
    /// Scratch of `rebase`: what is still to be re-based, and at which vertex.
    rebasing: Vec<(u32, u32)>,
    /// Scratch of `rebase`: a vertex and the blossoms around it.
    path: Vec<Node>,
}

impl State {
    pub fn add_vertex(&mut self) -> u32 {
        let vertex = self.vertices.len() as u32;
        self.arcs.push(Vec::new());
        self.vertices.push(Vertex {
            y: 0,
            top: vertex,
            label: Label::Outside,
        });
        self.mate.push(NONE);
        self.parent.push(NONE);
        self.next.push(NONE);
        self.outermost.push(NONE);
        vertex
    }

    pub fn len(&self) -> u32 {
        self.vertices.len() as u32
    }

    pub fn top(&self, vertex: u32) -> u32 {
        self.vertices[vertex as usize].top
    }

    /// The outermost blossom, or the vertex, that owns a slot.
    pub fn node(&self, slot: u32) -> Node {
        match self.outermost[slot as usize] {
            NONE => Node::vertex(slot),
            blossom => Node::blossom(blossom),
        }
    }

    /// The base of the outermost blossom of a slot.
    pub fn base_of_slot(&self, slot: u32) -> u32 {
        match self.outermost[slot as usize] {
            NONE => slot,
            blossom => self.blossoms[blossom as usize].base,
        }
    }

    pub fn slot_of(&self, node: Node) -> u32 {
        match node.open() {
            Ok(blossom) => self.blossoms[blossom as usize].slot,
            Err(vertex) => vertex,
        }
    }

    pub fn size_of(&self, node: Node) -> u32 {
        node.open()
            .map_or(1, |blossom| self.blossoms[blossom as usize].size)
    }

    /// First and last vertex of a node, for walking `next` from one to the other.
    pub fn ends(&self, node: Node) -> (u32, u32) {
        match node.open() {
            Ok(blossom) => {
                let blossom = &self.blossoms[blossom as usize];
                (blossom.first, blossom.last)
            }
            Err(vertex) => (vertex, vertex),
        }
    }

    /// Calls `visit` with every vertex of a node.
    pub fn each_leaf(&mut self, node: Node, mut visit: impl FnMut(&mut Self, u32)) {
        let (mut vertex, last) = self.ends(node);
        loop {
            visit(self, vertex);
            if vertex == last {
                return;
            }
            vertex = self.next[vertex as usize];
        }
    }

    /// The blossoms around a vertex, the innermost first.
    pub fn around(&self, vertex: u32) -> impl Iterator<Item = u32> + '_ {
        let known = |blossom: u32| (blossom != NONE).then_some(blossom);
        std::iter::successors(known(self.parent[vertex as usize]), move |blossom| {
            known(self.blossoms[*blossom as usize].parent)
        })
    }

    /// Makes `vertex` the base of the node that holds it, re-matching inside. The vertex's own mate
    /// is left to the caller.
    pub fn rebase(&mut self, node: Node, vertex: u32) {
        let mut todo = std::mem::take(&mut self.rebasing);
        let mut path = std::mem::take(&mut self.path);
        if let Ok(blossom) = node.open() {
            todo.push((blossom, vertex));
        }
        while let Some((blossom, vertex)) = todo.pop() {
            // Blossoms may lie a thousand deep: one climb for all of them, then down again.
            path.clear();
            path.push(Node::vertex(vertex));
            let inside = self.around(vertex).take_while(|above| *above != blossom);
            path.extend(inside.map(Node::blossom));
            let mut outer = blossom;
            while let Some(kid) = path.pop() {
                // Whoever is the base of a blossom is so of all those inside.
                if self.blossoms[outer as usize].base == vertex {
                    break;
                }
                self.turn(outer, kid, vertex, &mut todo);
                if let Ok(inner) = kid.open() {
                    outer = inner;
                }
            }
        }
        self.rebasing = todo;
        self.path = path;
    }

    /// Makes `vertex`, inside `kid`, the base of a blossom; kids that are matched elsewhere from now
    /// on go to `todo` with their new base.
    fn turn(&mut self, blossom: u32, kid: Node, vertex: u32, todo: &mut Vec<(u32, u32)>) {
        let mut cycle = std::mem::take(&mut self.blossoms[blossom as usize]);
        let length = cycle.kids.len();
        let place = cycle.kids.iter().position(|k| *k == kid);
        let place = place.expect("a blossom lists its kids");
        // Between the new base and the old one, the matched links and the others change places.
        let (mut at, end) = if place.is_multiple_of(2) {
            (0, place)
        } else {
            (place + 1, length)
        };
        while at < end {
            let (a, b) = cycle.links[at];
            self.mate[a as usize] = b;
            self.mate[b as usize] = a;
            for (kid, vertex) in [(cycle.kids[at], a), (cycle.kids[(at + 1) % length], b)] {
                if let Ok(kid) = kid.open() {
                    todo.push((kid, vertex));
                }
            }
            at += 2;
        }
        cycle.kids.rotate_left(place);
        cycle.links.rotate_left(place);
        cycle.base = vertex;
        self.blossoms[blossom as usize] = cycle;
    }

    /// Makes every kid of an outermost blossom outermost, and returns the blossom's shape.
    /// The duals and the labels are the caller's.
    pub fn open_blossom(&mut self, blossom: u32) -> Blossom {
        let shape = std::mem::take(&mut self.blossoms[blossom as usize]);
        for kid in &shape.kids {
            let slot = match kid.open() {
                Ok(inner) => {
                    let inner_blossom = &mut self.blossoms[inner as usize];
                    inner_blossom.parent = NONE;
                    let slot = inner_blossom.slot;
                    self.outermost[slot as usize] = inner;
                    slot
                }
                Err(vertex) => {
                    self.parent[vertex as usize] = NONE;
                    self.outermost[vertex as usize] = NONE;
                    vertex
                }
            };
            if slot != shape.slot {
                self.each_leaf(*kid, |state, leaf| state.vertices[leaf as usize].top = slot);
            }
        }
        self.spare.push(blossom);
        shape
    }

    /// Makes one outermost blossom of outermost kids, with `z` as given, and returns its number.
    pub fn close_blossom(&mut self, kids: Vec<Node>, links: Vec<(u32, u32)>, z: i64) -> u32 {
        let blossom = self.spare.pop().unwrap_or_else(|| {
            self.blossoms.push(Blossom::default());
            self.blossoms.len() as u32 - 1
        });
        let base = self.base_of_slot(self.slot_of(kids[0]));
        let mut largest = kids[0];
        let mut size = 0;
        for kid in &kids {
            size += self.size_of(*kid);
            if self.size_of(*kid) > self.size_of(largest) {
                largest = *kid;
            }
        }
        let slot = self.slot_of(largest);
        let (first, mut last) = self.ends(kids[0]);
        for (place, kid) in kids.iter().enumerate() {
            if *kid != largest {
                self.each_leaf(*kid, |state, leaf| state.vertices[leaf as usize].top = slot);
            }
            match kid.open() {
                Ok(inner) => self.blossoms[inner as usize].parent = blossom,
                Err(vertex) => self.parent[vertex as usize] = blossom,
            }
            if place > 0 {
                let (head, tail) = self.ends(*kid);
                self.next[last as usize] = head;
                last = tail;
            }
        }
        self.outermost[slot as usize] = blossom;
        self.blossoms[blossom as usize] = Blossom {
            z,
            base,
            parent: NONE,
            slot,
            first,
            last,
            size,
            kids,
            links,
        };
        blossom
    }
}
