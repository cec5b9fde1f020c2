//! The table of crates in ARCHITECTURE.md, kept true: who may use whom, and what the pure crates
//! never use.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Each crate and those of ours it may use. A crate that is not here does not exist.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("engine", &[]),
    ("formats", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain", "engine", "formats", "store"]),
    ("web", &["app", "domain"]),
    ("cli", &["app", "engine", "web"]),
];

/// What a crate must never depend on, with the reason.
const NEVER: &[(&str, &[&str])] = &[
    // No IO, no clock, no randomness, no async.
    (
        "domain",
        &["tokio", "rand", "getrandom", "rusqlite", "axum"],
    ),
    ("engine", &["tokio", "rand", "serde", "jiff"]),
    // The only SQL is in the store; the only HTTP in the web.
    ("formats", &["axum", "tokio", "rusqlite", "postgres"]),
    ("store", &["axum", "askama"]),
    ("app", &["axum", "askama", "rusqlite", "postgres"]),
    ("web", &["rusqlite", "postgres", "store"]),
];

fn packages() -> BTreeMap<String, Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().clone();
    packages
        .into_iter()
        .map(|p| (p["name"].as_str().unwrap().to_owned(), p))
        .collect()
}

/// What a package uses when built for people, tests aside.
fn uses(package: &Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().unwrap();
    let normal = all.iter().filter(|d| d["kind"].is_null());
    normal
        .map(|d| d["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn crates_use_only_those_the_table_allows() {
    let packages = packages();
    let ours: BTreeSet<_> = packages.keys().cloned().collect();
    let table: BTreeSet<_> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(ours, table, "the table names every crate, and no other");
    for (name, may) in MAY_USE {
        for used in uses(&packages[*name]).intersection(&ours) {
            assert!(may.contains(&used.as_str()), "{name} may not use {used}");
        }
    }
}

#[test]
fn crates_never_use_what_is_not_their_business() {
    let packages = packages();
    for (name, never) in NEVER {
        let uses = uses(&packages[*name]);
        for banned in *never {
            assert!(!uses.contains(*banned), "{name} must never use {banned}");
        }
    }
}

#[test]
fn the_map_tells_the_same_table() {
    let map = include_str!("../../../ARCHITECTURE.md");
    for (name, may) in MAY_USE {
        let row = map
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {name}"));
        let told = row.split('|').nth(2).unwrap().trim();
        let told: BTreeSet<_> = told
            .split(", ")
            .map(|n| n.trim_matches('`'))
            .filter(|n| *n != "nothing of ours")
            .collect();
        assert_eq!(told, may.iter().copied().collect(), "the row of {name}");
    }
}
