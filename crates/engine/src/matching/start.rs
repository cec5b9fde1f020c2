//! The start from cold: feasible duals and a greedy matching on tight edges.

use super::state::{NONE, State};

/// Sets the duals of a graph without blossoms or pairs, and matches what is tight.
///
/// Half the heaviest arc on each vertex is feasible. Then each lone vertex in turn comes down to the
/// lowest dual its neighbours allow; where that makes an edge to another lone vertex tight, the two
/// are matched.
pub(super) fn greedy(state: &mut State) {
    for vertex in 0..state.vertices.len() {
        let heaviest = state.arcs[vertex]
            .iter()
            .map(|arc| arc.weight)
            .max()
            .unwrap_or(0);
        state.vertices[vertex].y = heaviest.max(0) / 2;
    }
    for vertex in 0..state.len() {
        if state.mate[vertex as usize] == NONE {
            lower(state, vertex);
        }
    }
}

/// Brings a lone vertex, in no blossom, to the lowest feasible dual; matches it where that makes an
/// edge to another lone vertex in no blossom tight. Says whether it still needs a stage.
pub(super) fn lower(state: &mut State, vertex: u32) -> bool {
    let mut lowest = 0;
    let mut partner = NONE;
    for arc in &state.arcs[vertex as usize] {
        let other = state.vertices[arc.to as usize];
        let y = arc.weight - other.y;
        if y < lowest || y == 0 {
            continue;
        }
        let free = state.mate[arc.to as usize] == NONE && state.parent[arc.to as usize] == NONE;
        if y > lowest {
            partner = NONE;
        }
        if free {
            partner = arc.to;
        }
        lowest = y;
    }
    state.vertices[vertex as usize].y = lowest;
    if partner != NONE {
        state.mate[vertex as usize] = partner;
        state.mate[partner as usize] = vertex;
    }
    lowest > 0 && partner == NONE
}
