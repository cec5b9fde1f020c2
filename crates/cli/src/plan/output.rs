//! Writes a plan as JSON, CSV or a table to read, and reads the JSON back.

use anyhow::{Context, Result};
use engine::plan::Plan;
use serde::{Deserialize, Serialize};

use super::input::People;

/// A person in JSON: a number or a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Name {
    /// `0..N`.
    Number(u64),
    /// The file's `id`.
    Text(String),
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A plan as it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Written {
    /// People per table, tables per round.
    pub rounds: Vec<Vec<Vec<Name>>>,
    /// Pairs that meet at least once.
    #[serde(default)]
    pub distinct_pairs: Option<u64>,
    /// Meetings beyond a pair's first.
    #[serde(default)]
    pub repeats: Option<u64>,
    /// The weight of distinct pairs.
    #[serde(default)]
    pub weight: Option<f64>,
    /// What whoever gets least gets of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<f64>,
    /// What no plan's weight exceeds.
    #[serde(default)]
    pub bound: Option<f64>,
    /// Where the bound comes from.
    #[serde(default)]
    pub bound_source: Option<String>,
    /// `optimal`, `feasible` or `infeasible`.
    #[serde(default)]
    pub status: Option<String>,
    /// The seed.
    #[serde(default)]
    pub seed: Option<u64>,
    /// Time inside the solver.
    #[serde(default)]
    pub elapsed_ms: Option<f64>,
    /// Why there is no plan, or what this one breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// The rounds of a plan, with names.
pub fn named(plan: &Plan, people: &People) -> Vec<Vec<Vec<Name>>> {
    let name = |p: &u32| match people.are_numbers {
        true => Name::Number(u64::from(*p)),
        false => Name::Text(people.ids[*p as usize].clone()),
    };
    let table = |table: &Vec<u32>| table.iter().map(name).collect();
    plan.rounds
        .iter()
        .map(|round| round.iter().map(table).collect())
        .collect()
}

/// The plan of named rounds.
pub fn plan(rounds: &[Vec<Vec<Name>>], people: &People) -> Result<Plan> {
    let person = |name: &Name| {
        people
            .find(&name.to_string())
            .with_context(|| format!("there is no person {name}"))
    };
    let table = |table: &Vec<Name>| table.iter().map(person).collect::<Result<Vec<u32>>>();
    let round = |round: &Vec<Vec<Name>>| round.iter().map(table).collect::<Result<Vec<_>>>();
    Ok(Plan {
        rounds: rounds.iter().map(round).collect::<Result<Vec<_>>>()?,
    })
}

/// A line per seat: round, table, person, counted from one.
pub fn csv(written: &Written) -> String {
    let mut text = String::from("round,table,id\n");
    for (round, tables) in written.rounds.iter().enumerate() {
        for (table, people) in tables.iter().enumerate() {
            for person in people {
                text += &format!(
                    "{},{},{}\n",
                    round + 1,
                    table + 1,
                    quoted(&person.to_string())
                );
            }
        }
    }
    text
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// A table to read, with the figures below.
pub fn table(written: &Written) -> String {
    let mut text = String::new();
    for (round, tables) in written.rounds.iter().enumerate() {
        text += &format!("Round {}\n", round + 1);
        for (table, people) in tables.iter().enumerate() {
            let people: Vec<String> = people.iter().map(Name::to_string).collect();
            text += &format!("  table {:>3}  {}\n", table + 1, people.join("  "));
        }
    }
    let figure = |name: &str, value: Option<String>| {
        value
            .map(|v| format!("{name:<15} {v}\n"))
            .unwrap_or_default()
    };
    text += &figure("status", written.status.clone());
    text += &figure(
        "distinct pairs",
        written.distinct_pairs.map(|v| v.to_string()),
    );
    text += &figure("repeats", written.repeats.map(|v| v.to_string()));
    text += &figure("weight", written.weight.map(|v| v.to_string()));
    let bound = written
        .bound
        .map(|v| format!("{v} ({})", written.bound_source.clone().unwrap_or_default()));
    text += &figure("bound", bound);
    written
        .reasons
        .iter()
        .for_each(|reason| text += &format!("{reason}\n"));
    text
}
