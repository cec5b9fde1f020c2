//! Owns rounds at tables: who sits with whom, round after round.
//! Refuses one-to-one rounds over weights and the live room, which are matchings.

pub mod adapt;
pub mod affinity;
pub mod bound;
pub mod catalogue;
pub mod circles;
pub mod construct;
pub mod explain;
pub mod fair;
pub mod first;
pub mod heaviest;
pub mod ledger;
pub mod moves;
pub mod problem;
pub mod room;
pub mod search;
pub mod seating;
pub mod solve;
