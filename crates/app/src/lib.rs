//! Use-cases: one function per intention of a user.
