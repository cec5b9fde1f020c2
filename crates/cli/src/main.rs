//! The binary `cinqasept`.
fn main() {}
