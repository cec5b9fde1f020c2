//! Types and rules of an evening and of the groups that hold it.
//!
//! Invariants: nothing here reads a clock, draws a random number, touches a file or a socket, or
//! knows of HTTP, SQL or HTML. Every function is a pure answer to its arguments, so that the same
//! rule serves the page, the API, the command line and the tests.

pub mod account;
pub mod activity;
pub mod answer;
pub mod card;
pub mod common_ground;
pub mod consent;
pub mod contact;
pub mod contact_card;
pub mod evening;
pub mod event;
pub mod finding;
pub mod follow_up;
pub mod group;
pub mod id;
pub mod invitation;
pub mod likeness;
pub mod membership;
pub mod merge;
pub mod name_search;
pub mod person;
pub mod privacy;
pub mod recurrence;
pub mod role;
pub mod text;
pub mod tie;
pub mod venue;
