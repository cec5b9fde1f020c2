//! Names of firms as they are compared: legal forms, articles and accents never count.

use super::Level;
use super::value::{Value, words};

/// Legal forms and words that say nothing.
const IDLE: [&str; 30] = [
    "inc",
    "ltee",
    "ltd",
    "enr",
    "senc",
    "sencrl",
    "srl",
    "llp",
    "llc",
    "corp",
    "corporation",
    "cie",
    "co",
    "compagnie",
    "company",
    "limitee",
    "limited",
    "incorporee",
    "coop",
    "le",
    "la",
    "les",
    "l",
    "de",
    "des",
    "du",
    "d",
    "et",
    "and",
    "the",
];

/// A firm's name that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Firm {
    /// Its words run together.
    pub whole: Value,
    words: Vec<u64>,
}

impl Firm {
    /// Reads a name. « S.E.N.C.R.L. » is one word.
    pub fn read(written: &str) -> Option<Self> {
        let all = words(&written.replace(['.', '’', '\''], ""));
        let mut kept: Vec<&String> = all.iter().filter(|w| !IDLE.contains(&w.as_str())).collect();
        if kept.is_empty() {
            kept = all.iter().collect();
        }
        let mut hashes: Vec<u64> = kept
            .iter()
            .map(|w| super::value::hash(w.as_bytes()))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        Some(Self {
            whole: Value::of(&kept)?,
            words: hashes,
        })
    }

    /// How near two firms' names come.
    pub fn level(&self, other: &Self) -> Level {
        if self.words == other.words {
            return Level::Same;
        }
        let near = self.whole.nearness(&other.whole);
        if matches!(near, Level::Same | Level::Near) {
            return near;
        }
        let shared = self
            .words
            .iter()
            .filter(|word| other.words.contains(word))
            .count();
        let fewer = self.words.len().min(other.words.len());
        if shared > 0 && shared * 2 >= fewer && (shared > 1 || fewer == 1) {
            Level::Part
        } else {
            near
        }
    }
}
