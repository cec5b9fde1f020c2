//! One file a noun: its page structs, their display helpers, its handlers.

pub mod demo;
pub mod demo_mail;
pub mod errors;
pub mod field;
pub mod health;
pub mod home;
pub mod language;
pub mod me;
pub mod privacy;
pub mod sign_in;
