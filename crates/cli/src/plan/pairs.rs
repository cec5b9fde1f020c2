//! `plan pairs`: reads people and demands, plans one-to-one rounds, writes them.
//!
//! A pair is a table of two, and whoever is left alone a table of one. Demands that only tables can
//! meet are refused with their line.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use engine::pairs::{self, BoundSource, Pairing};
use engine::plan::{Plan, Tally, tally};
use engine::rounds::problem::{MOST_ROUNDS, Problem};
use engine::stop::Stop;

use super::input::{self, Lines, People};
use super::output::{self, Written};
use super::words::Words;
use super::{Pairs, now, rounds};

/// Seats beyond which a plan would not fit in memory.
const MOST_SEATS: usize = 100_000_000;

/// Runs the command.
pub fn run(args: &Pairs) -> Result<ExitCode> {
    let people = People::read(&args.people)?;
    if args.rounds > MOST_ROUNDS.max(people.ids.len()) {
        bail!("--rounds {}: more than anyone could meet", args.rounds);
    }
    if people.ids.len().saturating_mul(args.rounds) > MOST_SEATS {
        bail!(
            "--rounds {}: more than a hundred million seats are not planned",
            args.rounds
        );
    }
    let mut demands = Problem::plain(people.ids.len(), &[2], args.rounds);
    let mut lines = Lines::default();
    if let Some(path) = &args.constraints {
        lines = input::constraints(path, &people, &mut demands)?;
        refuse_tables(&demands, &lines, path)?;
    }
    if let Some(path) = &args.weights {
        demands.weights = input::weights(path, &people)?;
    }
    let problem = problem(&demands, &people);
    let begun = now();
    let seconds = args.seconds.unwrap_or(f64::INFINITY).max(0.0);
    let is_over = || begun.elapsed().as_secs_f64() >= seconds * 0.97;
    let mut stop = Stop::when(&is_over);
    stop.iterations = args.iterations.or(args.seconds.map(|_| u64::MAX));
    let pairing = pairs::plan(&problem, args.seed, &stop);
    let elapsed = begun.elapsed().as_secs_f64() * 1000.0;
    let written = written(&demands, &lines, &problem, &pairing, &people);
    let written = Written {
        seed: Some(args.seed),
        elapsed_ms: Some(elapsed),
        ..written
    };
    print!("{}", rounds::formatted(&written, args.format)?);
    let infeasible = written.status.as_deref() == Some("infeasible");
    Ok(ExitCode::from(u8::from(infeasible)))
}

/// Refuses the demands that pairs cannot keep.
fn refuse_tables(demands: &Problem, lines: &Lines, path: &Path) -> Result<()> {
    let at = |line: Option<&usize>| {
        let line = line.map_or(String::new(), |line| format!(":{line}"));
        format!("{}{line}", path.display())
    };
    if !demands.together.is_empty() {
        bail!(
            "{}: in pairs, nobody is together in every round",
            at(lines.together.first())
        );
    }
    if !demands.pinned.is_empty() {
        bail!(
            "{}: pairs have no tables to be held at",
            at(lines.pinned.first())
        );
    }
    let somewhen = demands
        .apart
        .iter()
        .position(|company| !company.rounds.is_empty());
    if let Some(demand) = somewhen {
        let at = at(lines.apart.get(demand));
        bail!("{at}: in pairs, people are apart in every round; leave out rounds");
    }
    if demands.tables.iter().any(|sizes| sizes[..] != [2]) {
        bail!("{}: pairs have no tables", at(None));
    }
    if !demands.wishes.is_empty() || !demands.balances.is_empty() {
        bail!("{}: for pairs, write wishes as weights", at(None));
    }
    Ok(())
}

/// The engine's terms: rounds already played are empty, and their pairs have met.
fn problem(demands: &Problem, people: &People) -> pairs::Problem {
    let mut problem = pairs::Problem {
        people: demands.people,
        rounds: demands.tables.len(),
        present: demands.present.clone(),
        newcomers: newcomers(people),
        weights: demands.weights.clone(),
        ..pairs::Problem::default()
    };
    for company in &demands.apart {
        for (place, a) in company.people.iter().enumerate() {
            problem
                .apart
                .extend(company.people[place + 1..].iter().map(|b| (*a, *b)));
        }
    }
    for (round, tables) in &demands.frozen {
        if problem.present.is_empty() {
            problem.present = vec![vec![true; demands.people]; problem.rounds];
        }
        if let Some(there) = problem.present.get_mut(*round) {
            there.fill(false);
        }
        let pairs = tables.iter().filter(|table| table.len() == 2);
        problem.met.extend(pairs.map(|pair| (pair[0], pair[1])));
    }
    problem
}

/// Who is marked in the column `newcomer`.
fn newcomers(people: &People) -> Vec<bool> {
    let is_yes = |value: &String| {
        let value = value.trim().to_lowercase();
        ["1", "x", "oui", "yes", "true", "vrai"].contains(&value.as_str())
    };
    people
        .columns
        .get("newcomer")
        .map(|column| column.iter().map(is_yes).collect())
        .unwrap_or_default()
}

fn written(
    demands: &Problem,
    lines: &Lines,
    problem: &pairs::Problem,
    pairing: &Pairing,
    people: &People,
) -> Written {
    let mut plan = Plan::default();
    for round in &pairing.rounds {
        let pairs = round.pairs.iter().map(|(a, b)| vec![*a, *b]);
        plan.rounds.push(
            pairs
                .chain(round.alone.iter().map(|person| vec![*person]))
                .collect(),
        );
    }
    for (round, tables) in &demands.frozen {
        if let Some(planned) = plan.rounds.get_mut(*round) {
            planned.clone_from(tables);
        }
    }
    let (tally, mut reasons) = counted(demands, &plan, people, lines);
    for (number, round) in pairing.rounds.iter().enumerate() {
        let newcomers = round.alone.iter().map(|person| *person as usize);
        for person in newcomers.filter(|person| problem.newcomers.get(*person) == Some(&true)) {
            let name = &people.ids[person];
            reasons.push(format!(
                "round {}: the newcomer {name} is left alone",
                number + 1
            ));
        }
    }
    // What was already played weighs the same in the plan and in the bound.
    let bound = pairing.bound + (tally.weight - pairing.weight);
    let optimal = tally.weight >= bound - 1e-9 * bound.abs() && tally.repeats == 0;
    let status = match (reasons.is_empty(), optimal) {
        (false, _) => "infeasible",
        (true, true) => "optimal",
        (true, false) => "feasible",
    };
    let source = match pairing.source {
        BoundSource::Counting => "counting of seats and pairs",
        BoundSource::Duals => "duals of the fractional b-matching",
    };
    Written {
        rounds: output::named(&plan, people),
        distinct_pairs: Some(tally.distinct),
        repeats: Some(tally.repeats),
        worst: None,
        weight: Some(tally.weight),
        bound: Some(bound.max(tally.weight)),
        bound_source: Some(source.to_owned()),
        status: Some(status.to_owned()),
        seed: None,
        elapsed_ms: None,
        reasons,
    }
}

/// The plan counted anew, and the demands it breaks.
fn counted(demands: &Problem, plan: &Plan, people: &People, lines: &Lines) -> (Tally, Vec<String>) {
    let mut demands = demands.clone();
    let seats = |round: &Vec<Vec<u32>>| round.iter().map(|table| table.len() as u32).collect();
    demands.tables = plan.rounds.iter().map(seats).collect();
    let tally = tally(&demands, plan);
    let words = Words {
        problem: &demands,
        people,
        lines,
    };
    let broken = tally.broken.iter().take(20);
    let reasons = broken.map(|broken| words.broken(broken)).collect();
    (tally, reasons)
}
