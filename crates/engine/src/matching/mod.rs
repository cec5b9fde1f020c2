//! Exact maximum-weight matching in a general graph.
//!
//! Owns Edmonds' blossom algorithm with dual variables, from cold (`maximum_weight`), on every pair of a
//! set (`dense`), and kept up to date as the graph changes (`LiveMatching`); and the certificate by which
//! anyone can check that an answer is the best. Refuses to know what a vertex or a weight stands for.
//!
//! Weights are integers, so that ties and duals are exact; `scaled` turns scores into weights and says
//! what is lost. A pair whose weight is nought or less is never matched.

mod certificate;
mod change;
mod forest;
mod start;
mod state;
mod tree;

use crate::stop::Stop;

pub use certificate::{Certificate, Flaw};
pub use change::LiveMatching;

/// The largest weight accepted, either side of nought: 2⁵⁶.
///
/// Duals stay below twice the largest weight, and sums of two duals and a weight below 2⁶⁰, far from
/// the end of 64 bits.
pub const MAX_WEIGHT: i64 = 1 << 56;

/// Why a graph was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphError {
    /// The edge at this place in the list names a vertex that is not below the count.
    UnknownVertex(usize),
    /// The weight of the edge at this place is beyond [`MAX_WEIGHT`].
    WeightTooLarge(usize),
}

impl std::fmt::Display for GraphError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownVertex(at) => write!(f, "edge {at} names an unknown vertex"),
            Self::WeightTooLarge(at) => write!(f, "the weight of edge {at} is too large"),
        }
    }
}

impl std::error::Error for GraphError {}

/// A matching: nobody is in two pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The pairs, the smaller number first, in order.
    pub pairs: Vec<(u32, u32)>,
    /// The sum of their weights.
    pub weight: i128,
}

/// A matching of greatest weight among `vertices` vertices, with the proof that it is.
///
/// `edges` are `(u, v, weight)`; loops are ignored, the heaviest of parallel edges counts.
/// O(n · m · log n) at worst.
pub fn maximum_weight(
    vertices: u32,
    edges: &[(u32, u32, i64)],
) -> Result<(Matching, Certificate), GraphError> {
    check(vertices, edges)?;
    let mut live = LiveMatching::cold(vertices, edges);
    live.settle(&Stop::default());
    Ok((live.matching(), live.certificate()))
}

fn check(vertices: u32, edges: &[(u32, u32, i64)]) -> Result<(), GraphError> {
    for (at, &(u, v, weight)) in edges.iter().enumerate() {
        if u >= vertices || v >= vertices {
            return Err(GraphError::UnknownVertex(at));
        }
        if !(-MAX_WEIGHT..=MAX_WEIGHT).contains(&weight) {
            return Err(GraphError::WeightTooLarge(at));
        }
    }
    Ok(())
}

/// A score as a weight: `score × scale` rounded to the nearest integer, kept within [`MAX_WEIGHT`];
/// what is not a number counts as nought.
///
/// A matching of greatest scaled weight is within `pairs ÷ scale` of the greatest score, half a unit
/// being lost at most for each pair on either side.
pub fn scaled(score: f64, scale: f64) -> i64 {
    let limit = MAX_WEIGHT as f64;
    (score * scale).round().clamp(-limit, limit) as i64
}
