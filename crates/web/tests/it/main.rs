//! The application behind its real router, on both databases.

mod answers;
mod cast;
mod gallery;
mod gathering;
mod harness;
mod people;
mod sign_in;
mod words;
