//! The fixture that both languages answer alike, and what must hold for any names.

mod fixture;
mod properties;
