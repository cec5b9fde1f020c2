//! Types and rules of an evening: no IO, no clock, no randomness.
