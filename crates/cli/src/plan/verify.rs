//! `plan verify`: counts a plan anew and says whether its figures and its demands hold.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::{Context, Result};
use engine::plan::tally;
use engine::rounds::problem::{Problem, Weights};

use super::Verify;
use super::input::{self, Lines, People};
use super::output::{self, Name, Written};
use super::words::Words;

/// Runs the command.
pub fn run(args: &Verify) -> Result<ExitCode> {
    let file = args.plan.display().to_string();
    let written: Written =
        serde_json::from_str(&input::read(&args.plan)?).with_context(|| file.clone())?;
    let people = match &args.people {
        Some(people) => People::read(people)?,
        None => seated(&written),
    };
    let plan = output::plan(&written.rounds, &people).with_context(|| file.clone())?;
    let mut problem = problem(args, &written, &people)?;
    let lines = match &args.constraints {
        Some(path) => input::constraints(path, &people, &mut problem)?,
        None => Lines::default(),
    };
    if let Some(path) = &args.weights {
        problem.weights = input::weights(path, &people)?;
    }
    if let Some(malformed) = problem.malformed() {
        anyhow::bail!("{malformed}");
    }
    let tally = tally(&problem, &plan);
    let words = Words {
        problem: &problem,
        people: &people,
        lines: &lines,
    };
    let mut wrong: Vec<String> = tally.broken.iter().map(|b| words.broken(b)).collect();
    let mut compare = |name: &str, said: Option<f64>, counted: f64| {
        if said.is_some_and(|said| (said - counted).abs() > 1e-6 * counted.abs().max(1.0)) {
            wrong.push(format!(
                "{name}: {} is said, {counted} is counted",
                said.unwrap_or(counted)
            ));
        }
    };
    compare(
        "distinct_pairs",
        written.distinct_pairs.map(|n| n as f64),
        tally.distinct as f64,
    );
    compare(
        "repeats",
        written.repeats.map(|n| n as f64),
        tally.repeats as f64,
    );
    if problem.weights != Weights::Uniform {
        compare("weight", written.weight, tally.weight);
    }
    println!(
        "distinct pairs {}, repeats {}, weight {}",
        tally.distinct, tally.repeats, tally.weight
    );
    wrong.iter().for_each(|w| println!("{file}: {w}"));
    println!(
        "{}",
        if wrong.is_empty() {
            "The plan is sound."
        } else {
            "The plan is not sound."
        }
    );
    Ok(ExitCode::from(u8::from(!wrong.is_empty())))
}

/// Everybody seated anywhere.
fn seated(written: &Written) -> People {
    let all = written.rounds.iter().flatten().flatten();
    let ids: BTreeSet<String> = all.clone().map(Name::to_string).collect();
    let numbers = all.clone().all(|n| matches!(n, Name::Number(_)));
    People::named(ids.into_iter().collect(), numbers)
}

/// The problem a plan answers: its own shape where nothing else is said; whoever has no seat in a
/// round is then taken to be away.
fn problem(args: &Verify, written: &Written, people: &People) -> Result<Problem> {
    let mut problem = Problem {
        people: people.ids.len(),
        ..Problem::default()
    };
    for round in &written.rounds {
        problem.tables.push(match &args.tables {
            Some(tables) => input::sizes(tables, people.ids.len())?,
            None => round.iter().map(|t| t.len() as u32).collect(),
        });
    }
    if args.people.is_none() {
        for round in &written.rounds {
            let mut there = vec![false; people.ids.len()];
            for name in round.iter().flatten() {
                if let Some(person) = people.find(&name.to_string()) {
                    there[person as usize] = true;
                }
            }
            problem.present.push(there);
        }
    }
    Ok(problem)
}
