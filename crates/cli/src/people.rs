//! The command `people`: lists of people compared, apart from any installation.
//!
//! It owns reading and writing; what makes two records one human is the domain's. Whatever cannot be
//! read is one sentence with file and line, and exit code 2.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::dedupe::{self, DedupeError, Found, Request};
use clap::{Subcommand, ValueEnum};
use serde::Serialize;

/// Compare lists of people
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Find the records that are of one human, in one list or between two
    Dedupe(Dedupe),
    /// Learn the rates of a list, and write them as a file for --parameters
    Learn(Lists),
    /// Write an invented list of contacts in Québec; ids of one human begin alike
    Invent {
        /// How many humans
        #[arg(long, default_value_t = 1_000)]
        humans: usize,
        /// The seed of all chance
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
}

/// The lists.
#[derive(clap::Args, Debug, Clone)]
struct Lists {
    /// The list: a CSV file with headings; ids are its column `id` or `rec_id`, or line numbers
    #[arg(long, value_name = "FILE")]
    csv: PathBuf,
    /// Another list: its records are compared with those of the first
    #[arg(long, value_name = "FILE")]
    link: Option<PathBuf>,
    /// Rates to begin with, instead of those shipped
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
    /// Pass over the column of this heading; may be said several times
    #[arg(long, value_name = "HEADING")]
    ignore: Vec<String>,
}

/// What `people dedupe` takes.
#[derive(clap::Args, Debug, Clone)]
struct Dedupe {
    #[command(flatten)]
    lists: Lists,
    /// How likely a pair must be, between 0 and 1
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    threshold: f64,
    /// Use the rates as they are, without learning from the lists
    #[arg(long)]
    fixed: bool,
    /// How the pairs are written
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object
    Json,
    /// A line per pair
    Csv,
    /// A table to read
    Table,
}

#[derive(Serialize)]
struct Written<'f> {
    records: usize,
    compared: usize,
    threshold: f64,
    pairs: Vec<Pair<'f>>,
    groups: Vec<Vec<&'f str>>,
}

#[derive(Serialize)]
struct Pair<'f> {
    a: &'f str,
    b: &'f str,
    /// How likely the two by themselves are one human.
    probability: f64,
    /// The same as bits: log₂ of the odds.
    score: f64,
    /// Believed for what both have in common with others more than by itself.
    implied: bool,
    reasons: &'f [app::dedupe::Reason],
}

/// Runs the command. Code 0: done; 2: something could not be read.
pub fn run(args: Args) -> Result<ExitCode> {
    let done = match args.command {
        Command::Dedupe(args) => dedupe(&args),
        Command::Learn(lists) => learn(&lists),
        Command::Invent { humans, seed } => invent(humans, seed),
    };
    Ok(done.map_or_else(
        |error| {
            eprintln!("cinqasept: {error:#}");
            ExitCode::from(2)
        },
        |text| {
            print!("{text}");
            ExitCode::SUCCESS
        },
    ))
}

fn dedupe(args: &Dedupe) -> Result<String> {
    if !(args.threshold > 0.0 && args.threshold < 1.0) {
        bail!("--threshold {}: it lies between 0 and 1", args.threshold);
    }
    let found = find(&args.lists, args.threshold, !args.fixed)?;
    let written = Written::of(&found, args.threshold);
    match args.format {
        Format::Json => Ok(serde_json::to_string_pretty(&written)? + "\n"),
        Format::Csv => Ok(written.csv()),
        Format::Table => Ok(written.table()),
    }
}

fn learn(lists: &Lists) -> Result<String> {
    let found = find(lists, 0.5, true)?;
    Ok(serde_json::to_string_pretty(&found.outcome.likeness.parameters)? + "\n")
}

fn invent(humans: usize, seed: u64) -> Result<String> {
    if humans > 1_000_000 {
        bail!("--humans {humans}: more than a million are not invented");
    }
    Ok(dedupe::invented::list(humans, seed))
}

fn find(lists: &Lists, threshold: f64, fit: bool) -> Result<Found> {
    let list = read(&lists.csv)?;
    let other = lists.link.as_deref().map(read).transpose()?;
    let parameters = lists.parameters.as_deref().map(read).transpose()?;
    let parameters = parameters.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let request = Request {
        list: &list,
        other: other.as_deref(),
        parameters: parameters.as_deref(),
        ignored: &lists.ignore,
        threshold,
        fit,
    };
    dedupe::find(&request).map_err(|error| {
        let file = match &error {
            DedupeError::List(_) => Some(&lists.csv),
            DedupeError::Other(_) => lists.link.as_ref(),
            DedupeError::Parameters(_) => lists.parameters.as_ref(),
        };
        let file = file
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        anyhow::anyhow!("{file}: {error}")
    })
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{}: the file cannot be read", path.display()))
}

impl<'f> Written<'f> {
    fn of(found: &'f Found, threshold: f64) -> Self {
        let name = |at: u32| found.ids[at as usize].as_str();
        let round = |number: f64| (number * 1e6).round() / 1e6;
        let pairs = found.outcome.matches.iter().map(|pair| Pair {
            a: name(pair.pair.0),
            b: name(pair.pair.1),
            probability: round(pair.score.probability),
            score: round(pair.score.bits),
            implied: pair.implied,
            reasons: &pair.score.reasons,
        });
        let groups = found.outcome.groups.iter();
        Self {
            records: found.ids.len(),
            compared: found.outcome.compared,
            threshold,
            pairs: pairs.collect(),
            groups: groups
                .map(|group| group.iter().map(|at| name(*at)).collect())
                .collect(),
        }
    }

    fn csv(&self) -> String {
        let mut out = "a,b,probability,score,implied\n".to_owned();
        for pair in &self.pairs {
            let (a, b) = (cell(pair.a), cell(pair.b));
            let _ = writeln!(
                out,
                "{a},{b},{},{},{}",
                pair.probability, pair.score, pair.implied
            );
        }
        out
    }

    fn table(&self) -> String {
        let mut out = String::new();
        for pair in &self.pairs {
            let reasons = pair.reasons.iter().take(4).map(|reason| {
                let (what, how) = (
                    format!("{:?}", reason.comparison),
                    format!("{:?}", reason.level),
                );
                format!(
                    "{} {} {:+.1}",
                    what.to_lowercase(),
                    how.to_lowercase(),
                    reason.bits
                )
            });
            let reasons = reasons.collect::<Vec<_>>().join(", ");
            let _ = writeln!(
                out,
                "{:7.3} %  {}  {}  ({reasons})",
                pair.probability * 100.0,
                pair.a,
                pair.b
            );
        }
        let (pairs, groups) = (self.pairs.len(), self.groups.len());
        let _ = writeln!(
            out,
            "{} records, {} pairs compared: {pairs} pairs of one human, in {groups} groups",
            self.records, self.compared
        );
        out
    }
}

/// A cell, in quotes where it must be.
fn cell(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
