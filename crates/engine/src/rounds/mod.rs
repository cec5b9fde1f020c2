//! Owns rounds at tables: who sits with whom, round after round.
//! Refuses one-to-one rounds over weights and the live room, which are matchings.

pub mod bound;
pub mod catalogue;
pub mod construct;
pub mod problem;
