//! The command `plan`: files in, a plan out, on the engine.
//!
//! It owns reading, writing and the clock; what a plan is worth, and whether there is one, is the
//! engine's. Whatever cannot be read is one sentence with file and line, and exit code 2.

mod exchange;
mod input;
mod matching;
mod output;
mod pairs;
mod rounds;
mod verify;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Subcommand, ValueEnum};

/// Plan who meets whom
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Rounds at tables: who sits with whom, round after round
    Rounds(Rounds),
    /// One-to-one rounds: who talks with whom, round after round
    Pairs(Pairs),
    /// One matching of greatest weight, and its proof checked
    Match(Match),
    /// Check a plan, independently of how it was made
    Verify(Verify),
}

/// What `plan rounds` takes.
#[derive(clap::Args, Debug, Clone)]
pub struct Rounds {
    /// A CSV file with a column `id`, or how many people there are
    #[arg(long, value_name = "FILE|N")]
    pub people: String,
    /// The tables: `8x4` (8 tables of 4), `10x6,3x5`, or `auto:6`
    #[arg(long, value_name = "SIZES")]
    pub tables: String,
    /// How many rounds
    #[arg(long, value_name = "R")]
    pub rounds: usize,
    /// Demands and wishes, in TOML
    #[arg(long, value_name = "FILE")]
    pub constraints: Option<PathBuf>,
    /// What pairs are worth, as CSV `a,b,weight`; pairs not listed are worth nothing
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// A plan to start from, as this command writes it; people may have come or gone since
    #[arg(long, value_name = "PLAN.json")]
    pub start: Option<PathBuf>,
    /// Change as few seats of that plan as the demands allow
    #[arg(long, requires = "start")]
    pub keep_seats: bool,
    /// The seed of all chance
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Search for at most this long; 10 when no budget is given
    #[arg(long, value_name = "T", conflicts_with = "iterations")]
    pub seconds: Option<f64>,
    /// Search for this many changes tried, per thread; the plan is then the same on every machine
    #[arg(long, value_name = "I")]
    pub iterations: Option<u64>,
    /// Searches side by side
    #[arg(long, value_name = "K", default_value_t = 2)]
    pub threads: usize,
    /// Do without the shipped catalogue of schedules
    #[arg(long)]
    pub no_catalogue: bool,
    /// How the plan is written
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Tell on standard error how the search goes
    #[arg(long)]
    pub progress: bool,
}

/// What `plan pairs` takes.
#[derive(clap::Args, Debug, Clone)]
pub struct Pairs {
    /// A CSV file with a column `id` (and `newcomer`: those marked are never left alone), or how
    /// many people there are
    #[arg(long, value_name = "FILE|N")]
    pub people: String,
    /// Nothing to pairs; taken so that the command reads as `plan rounds` does
    #[arg(long, value_name = "SIZES", hide = true)]
    pub tables: Option<String>,
    /// How many rounds
    #[arg(long, value_name = "R")]
    pub rounds: usize,
    /// Who is apart, late or early, and the rounds played, in TOML as for `plan rounds`
    #[arg(long, value_name = "FILE")]
    pub constraints: Option<PathBuf>,
    /// What pairs are worth, as CSV `a,b,weight`; pairs not listed are worth nothing
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// The seed of all chance
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Better the plan for at most this long
    #[arg(long, value_name = "T", conflicts_with = "iterations")]
    pub seconds: Option<f64>,
    /// Take back two rounds this many times; 100 when no budget is given
    #[arg(long, value_name = "I")]
    pub iterations: Option<u64>,
    /// Nothing to pairs
    #[arg(long, value_name = "K", hide = true)]
    pub threads: Option<usize>,
    /// Nothing to pairs
    #[arg(long, hide = true)]
    pub no_catalogue: bool,
    /// How the plan is written
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Nothing to pairs
    #[arg(long, hide = true)]
    pub progress: bool,
}

/// What `plan match` takes.
#[derive(clap::Args, Debug, Clone)]
pub struct Match {
    /// The edges, `a b w` a line
    #[arg(long, value_name = "FILE")]
    pub edges: PathBuf,
    /// How the matching is written
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
}

/// What `plan verify` takes.
#[derive(clap::Args, Debug, Clone)]
pub struct Verify {
    /// The plan, as `plan rounds --format json` writes it
    pub plan: PathBuf,
    /// The people it must seat, as for `plan rounds`
    #[arg(long, value_name = "FILE|N")]
    pub people: Option<String>,
    /// The tables it must use, as for `plan rounds`
    #[arg(long, value_name = "SIZES")]
    pub tables: Option<String>,
    /// The demands it must keep, as for `plan rounds`
    #[arg(long, value_name = "FILE")]
    pub constraints: Option<PathBuf>,
    /// What pairs are worth, as for `plan rounds`
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
}

/// How a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object
    Json,
    /// A line per seat
    Csv,
    /// A table to read
    Table,
}

/// Runs the command. Code 0: a plan that keeps every demand; 1: none does, or a plan breaks some; 2:
/// something could not be read or demands contradict each other.
pub fn run(args: Args) -> Result<ExitCode> {
    let done = match args.command {
        Command::Rounds(args) => rounds::run(&args),
        Command::Pairs(args) => pairs::run(&args),
        Command::Match(args) => matching::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    Ok(done.unwrap_or_else(|error| {
        eprintln!("cinqasept: {error:#}");
        ExitCode::from(2)
    }))
}

/// The one place where these commands read a clock.
#[allow(
    clippy::disallowed_methods,
    reason = "a search is stopped by the time that has passed"
)]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
