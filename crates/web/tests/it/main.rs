//! The application behind its real router, on both databases.

mod answers;
mod cast;
mod gallery;
mod gathering;
mod groups;
mod guests;
mod harness;
mod import;
mod memberships;
mod operator;
mod people;
mod sign_in;
mod words;
