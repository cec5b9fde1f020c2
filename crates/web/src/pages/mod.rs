//! One file a noun: its page structs, their display helpers, its handlers.

pub mod activities;
pub mod card;
pub mod demo;
pub mod demo_mail;
pub mod errors;
pub mod face;
pub mod field;
pub mod gallery;
pub mod health;
pub mod home;
pub mod language;
pub mod me;
pub mod people;
pub mod portrait;
pub mod privacy;
pub mod profile;
pub mod sign_in;
