//! Reads what people offer and seek from two columns of their file.
//!
//! A cell holds words, or numbers throughout, apart by semicolons, bars or commas. Words of either
//! column are dimensions: who seeks what another offers is worth one for each; numbers are vectors as
//! they stand. What a pair is worth is computed when it is needed.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use engine::rounds::problem::Weights;

use super::input::People;

/// The most numbers the vectors may hold.
const MOST_NUMBERS: usize = 50_000_000;

/// The weights that two columns make.
pub fn weights(people: &People, offers: &str, seeks: &str) -> Result<Weights> {
    let column = |name: &str| {
        let found = people.columns.get(name);
        let cells = found.with_context(|| format!("people have no column {name}"))?;
        Ok::<_, anyhow::Error>(cells.iter().map(|cell| parts(cell)).collect::<Vec<_>>())
    };
    let both = [column(offers)?, column(seeks)?];
    let all = || both.iter().flatten().flatten();
    let as_number = |part: &String| part.parse::<f32>().ok().filter(|n| n.is_finite());
    let numbers = all().all(|part| as_number(part).is_some());
    let mut words: HashMap<&str, usize> = HashMap::new();
    if !numbers {
        for word in all() {
            let next = words.len();
            words.entry(word).or_insert(next);
        }
    }
    let longest = both.iter().flatten().map(Vec::len).max().unwrap_or(0);
    let dimensions = if numbers { longest } else { words.len() };
    if dimensions.saturating_mul(people.ids.len()) > MOST_NUMBERS {
        bail!("the columns {offers} and {seeks} hold too many different words");
    }
    let vectors = |rows: &Vec<Vec<String>>| {
        let mut vectors = vec![0.0; rows.len() * dimensions];
        for (row, parts) in rows.iter().enumerate() {
            for (at, part) in parts.iter().enumerate() {
                let (at, value) = match words.get(part.as_str()) {
                    Some(at) => (*at, 1.0),
                    None => (at, as_number(part).unwrap_or(0.0)),
                };
                vectors[row * dimensions + at] = value;
            }
        }
        vectors
    };
    Ok(Weights::Exchange {
        dimensions,
        offers: vectors(&both[0]),
        seeks: vectors(&both[1]),
    })
}

/// What a cell lists, in small letters.
fn parts(cell: &str) -> Vec<String> {
    let parts = cell
        .split([';', '|', ','])
        .map(|part| part.trim().to_lowercase());
    parts.filter(|part| !part.is_empty()).collect()
}
