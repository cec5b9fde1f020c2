//! The command `plan`: files in, a plan out, on the engine.
//!
//! It owns reading, writing and the clock; what a plan is worth, and whether there is one, is the
//! engine's. Whatever cannot be read is one sentence with file and line, and exit code 2.

mod input;
mod output;
mod rounds;
mod verify;

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
    /// A plan to start from, as this command writes it
    #[arg(long, value_name = "PLAN.json")]
    pub start: Option<PathBuf>,
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
        Command::Verify(args) => verify::run(&args),
    };
    Ok(done.unwrap_or_else(|error| {
        eprintln!("cinqasept: {error:#}");
        ExitCode::from(2)
    }))
}
