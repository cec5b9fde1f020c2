//! The application behind its real router, on both databases.

mod harness;
mod sign_in;
mod words;
