//! `plan rounds`: reads a problem, solves it within its budget, writes the plan.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use engine::rounds::explain::{Contradiction, Demand};
use engine::rounds::problem::Problem;
use engine::rounds::search::Progress;
use engine::rounds::solve::{Options, Refusal, Solution, Status, solve};
use engine::stop::Stop;

use super::input::{self, Lines, People};
use super::output::{self, Written};
use super::{Format, Rounds, now};

/// Seconds when no budget is given.
const USUAL_SECONDS: f64 = 10.0;

/// Runs the command.
pub fn run(args: &Rounds) -> Result<ExitCode> {
    let people = People::read(&args.people)?;
    let sizes = input::sizes(&args.tables, people.ids.len())?;
    let mut problem = Problem::plain(people.ids.len(), &sizes, args.rounds.min(1_000));
    if let Some(malformed) = problem.malformed() {
        bail!("{malformed}");
    }
    let lines = match &args.constraints {
        Some(path) => input::constraints(path, &people, &mut problem)?,
        None => Lines::default(),
    };
    if let Some(path) = &args.weights {
        problem.weights = input::weights(path, &people)?;
    }
    let mut options = Options {
        seed: args.seed,
        threads: args.threads.clamp(1, 64),
        catalogue: !args.no_catalogue,
        start: None,
    };
    if let Some(path) = &args.start {
        let written: Written = serde_json::from_str(&input::read(path)?)
            .with_context(|| format!("{}", path.display()))?;
        let plan = output::plan(&written.rounds, &people)
            .with_context(|| format!("{}", path.display()))?;
        options.start = Some(plan);
    }
    let begun = now();
    let solved = search(args, &problem, &options, begun);
    let elapsed = begun.elapsed().as_secs_f64() * 1000.0;
    match solved {
        Ok(solution) => {
            let broken = solution
                .tally
                .broken
                .iter()
                .take(20)
                .map(|b| format!("{b:?}"))
                .collect();
            let written = written(&solution, &people, args.seed, elapsed, broken);
            print!("{}", formatted(&written, args.format)?);
            Ok(ExitCode::from(u8::from(
                solution.status == Status::Infeasible,
            )))
        }
        Err(Refusal::Malformed(malformed)) => bail!("{malformed}"),
        Err(Refusal::Contradiction(found)) => {
            let reasons: Vec<String> = found
                .iter()
                .map(|c| sentence(c, &problem, &people, &lines))
                .collect();
            let refused = Written {
                rounds: Vec::new(),
                distinct_pairs: None,
                repeats: None,
                weight: None,
                bound: None,
                bound_source: None,
                status: Some("infeasible".to_owned()),
                seed: Some(args.seed),
                elapsed_ms: Some(elapsed),
                reasons: reasons.clone(),
            };
            print!("{}", formatted(&refused, args.format)?);
            reasons
                .iter()
                .for_each(|reason| eprintln!("cinqasept: {reason}"));
            Ok(ExitCode::from(2))
        }
    }
}

fn search(
    args: &Rounds,
    problem: &Problem,
    options: &Options,
    begun: Instant,
) -> Result<Solution, Refusal> {
    let seconds = args.seconds.unwrap_or(USUAL_SECONDS).max(0.0);
    // A little is kept for counting what was found.
    let elapsed = || begun.elapsed().as_secs_f64() / (seconds * 0.97).max(1e-6);
    let stop = Stop {
        iterations: args.iterations,
        elapsed: if args.iterations.is_none() {
            Some(&elapsed)
        } else {
            None
        },
        ..Stop::default()
    };
    let mut tell = |progress: Progress| {
        if args.progress {
            let gap = if progress.bound > 0.0 {
                100.0 * (1.0 - progress.value / progress.bound)
            } else {
                0.0
            };
            let Progress {
                iterations,
                broken,
                value,
                ..
            } = progress;
            eprintln!(
                "{iterations} changes tried: value {value:.1}, {broken} demands broken, gap {gap:.2} %"
            );
        }
    };
    solve(problem, options, &stop, &mut tell)
}

fn written(
    solution: &Solution,
    people: &People,
    seed: u64,
    elapsed: f64,
    reasons: Vec<String>,
) -> Written {
    let status = match solution.status {
        Status::Optimal => "optimal",
        Status::Feasible => "feasible",
        Status::Infeasible => "infeasible",
    };
    Written {
        rounds: output::named(&solution.plan, people),
        distinct_pairs: Some(solution.tally.distinct),
        repeats: Some(solution.tally.repeats),
        weight: Some(solution.tally.weight),
        bound: Some(solution.bound.weight),
        bound_source: Some(solution.bound.source.to_string()),
        status: Some(status.to_owned()),
        seed: Some(seed),
        elapsed_ms: Some(elapsed),
        reasons,
    }
}

/// A plan as text, in the format asked.
pub fn formatted(written: &Written, format: Format) -> Result<String> {
    Ok(match format {
        Format::Json => serde_json::to_string(written)? + "\n",
        Format::Csv => output::csv(written),
        Format::Table => output::table(written),
    })
}

/// A contradiction in words, with the lines of its demands.
fn sentence(found: &Contradiction, problem: &Problem, people: &People, lines: &Lines) -> String {
    match found {
        Contradiction::Seats {
            round,
            people,
            seats,
        } => {
            format!(
                "round {}: {people} people are there and the tables have {seats} seats",
                round + 1
            )
        }
        Contradiction::NoSuchTable {
            demand,
            round,
            table,
        } => {
            let demand = named(*demand, problem, people, lines);
            format!(
                "round {}: there is no table {}, yet {demand}",
                round + 1,
                table + 1
            )
        }
        Contradiction::Together { round, demands } => {
            let demands: Vec<String> = demands
                .iter()
                .map(|d| named(*d, problem, people, lines))
                .collect();
            let when = round.map_or(String::new(), |r| format!("round {}: ", r + 1));
            format!(
                "{when}these demands contradict each other: {}",
                demands.join("; ")
            )
        }
        Contradiction::TooFewPairs {
            at_most,
            meetings,
            allowed,
        } => format!(
            "the tables make {meetings} meetings, and with at most {at_most} per pair only {allowed} are possible"
        ),
    }
}

fn named(demand: Demand, problem: &Problem, people: &People, lines: &Lines) -> String {
    let names = |of: &[u32]| {
        of.iter()
            .map(|p| people.ids[*p as usize].as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let at =
        |line: Option<&usize>| line.map_or(String::new(), |l| format!(" ({}:{l})", lines.file));
    match demand {
        Demand::Apart(i) => format!(
            "{} must sit apart{}",
            names(&problem.apart[i].people),
            at(lines.apart.get(i))
        ),
        Demand::Together(i) => {
            format!(
                "{} must sit together{}",
                names(&problem.together[i].people),
                at(lines.together.get(i))
            )
        }
        Demand::Pinned(i) => {
            let pin = &problem.pinned[i];
            let who = names(&[pin.person]);
            format!(
                "{who} must be at table {}{}",
                pin.table + 1,
                at(lines.pinned.get(i))
            )
        }
        Demand::Frozen(round) => {
            let line = lines.frozen.iter().find(|f| f.0 == round).map(|f| f.1);
            format!(
                "round {} was already played{}",
                round + 1,
                at(line.as_ref())
            )
        }
        Demand::AtMost(times) => format!("no pair meets more than {times} times"),
    }
}
