//! One file a noun: its page structs, their display helpers, its handlers.

pub mod activities;
pub mod card;
pub mod demo;
pub mod demo_mail;
pub mod errors;
pub mod face;
pub mod field;
pub mod first_run;
pub mod gallery;
pub mod groups;
pub mod health;
pub mod home;
pub mod import;
pub mod language;
pub mod me;
pub mod memberships;
pub mod operator;
pub mod organise;
pub mod people;
pub mod portrait;
pub mod privacy;
pub mod profile;
pub mod sign_in;
