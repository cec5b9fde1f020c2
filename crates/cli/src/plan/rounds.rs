//! `plan rounds`: reads a problem, solves it within its budget, writes the plan.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use engine::rounds::problem::{MOST_ROUNDS, Problem, Weights};
use engine::rounds::search::Progress;
use engine::rounds::solve::{Options, Refusal, Solution, Status, solve};
use engine::stop::Stop;

use super::input::{self, Lines, People};
use super::output::{self, Written};
use super::words::Words;
use super::{Format, Rounds, now};

/// Seconds when no budget is given.
const USUAL_SECONDS: f64 = 10.0;

/// Runs the command.
pub fn run(args: &Rounds) -> Result<ExitCode> {
    let people = People::read(&args.people)?;
    let sizes = input::sizes(&args.tables, people.ids.len())?;
    if args.rounds > MOST_ROUNDS {
        let rounds = args.rounds;
        bail!("--rounds {rounds}: at most {MOST_ROUNDS} are planned");
    }
    let mut problem = Problem::plain(people.ids.len(), &sizes, args.rounds);
    if let Some(malformed) = problem.malformed() {
        bail!("{malformed}");
    }
    let lines = match &args.constraints {
        Some(path) => input::constraints(path, &people, &mut problem)?,
        None => Lines::default(),
    };
    if let Some(path) = &args.weights {
        if matches!(problem.weights, Weights::Exchange { .. }) {
            bail!("--weights: the constraints already draw weights from columns, in exchange");
        }
        problem.weights = input::weights(path, &people)?;
    }
    let mut options = Options {
        seed: args.seed,
        threads: args.threads.clamp(1, 64),
        catalogue: !args.no_catalogue,
        start: None,
        keep_seats: args.keep_seats,
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
    let words = Words {
        problem: &problem,
        people: &people,
        lines: &lines,
    };
    match solved {
        Ok(solution) => {
            let broken = solution
                .tally
                .broken
                .iter()
                .take(20)
                .map(|b| words.broken(b))
                .collect();
            let written = written(&solution, &people, args.seed, elapsed, broken);
            print!("{}", formatted(&written, args.format)?);
            Ok(ExitCode::from(u8::from(
                solution.status == Status::Infeasible,
            )))
        }
        Err(Refusal::Malformed(malformed)) => bail!("{malformed}"),
        Err(Refusal::Contradiction(found)) => {
            let reasons: Vec<String> = found.iter().map(|c| words.contradiction(c)).collect();
            let refused = Written {
                rounds: Vec::new(),
                distinct_pairs: None,
                repeats: None,
                weight: None,
                worst: None,
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
        worst: Some(solution.tally.worst),
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
