//! The application behind its real router, on both databases.

mod cast;
mod harness;
mod people;
mod sign_in;
mod words;
