//! The binary `cinqasept`: configuration, serve, demo, and what an operator does beside them.
//!
//! It opens the database, the clock and the network, hands them to `app` and `web`, and holds no
//! rule of its own.

mod archive;
mod background;
mod cards;
mod config;
mod contacts;
mod demo;
mod doctor;
mod fetch;
mod keys;
mod letters;
mod log;
mod people;
mod plan;
mod queue;
mod serve;
mod smtp;
mod trace;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use config::{Config, Flags};

/// What reads ten thousand cards leaves its memory in pieces among threads, which the system's own
/// allocator never gives back.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Evenings where business people meet, from the invitation to the morning after
#[derive(Parser)]
#[command(name = "cinqasept", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve an installation
    Serve(Flags),
    /// Serve an invented evening in a fresh folder; nothing is ever mailed
    Demo(demo::Options),
    /// Check the installation and say how to mend it
    Doctor(Flags),
    /// Write the whole installation to one file
    Export {
        /// The file to write
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        #[command(flatten)]
        flags: Flags,
    },
    /// Read a whole installation into an empty database, one recorded evening, a door's queue, or a file of cards
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Import {
        /// The file to read
        #[arg(long, value_name = "FILE", required = true)]
        from: Option<PathBuf>,
        #[command(flatten)]
        flags: Flags,
        #[command(subcommand)]
        part: Option<Part>,
    },
    /// Read pictures of paper cards
    Cards(cards::Args),
    /// Make anew what notebooks are searched by
    Reindex(Flags),
    /// Plan who meets whom, from files
    Plan(plan::Args),
    /// Compare lists of people: find who is there twice
    People(people::Args),
    /// Check the configuration
    Config {
        /// Print every key with its default, meaning, and the value in force
        #[arg(long)]
        explain: bool,
        #[command(flatten)]
        flags: Flags,
    },
}

/// What can be imported beside a whole installation.
#[derive(Subcommand)]
enum Part {
    /// Read a trace of face-to-face contacts, as sensors recorded them, as an evening's log
    Trace(Box<trace::Options>),
    /// Read the queue that a device of a door saved to a file
    Log(Box<queue::Options>),
    /// Read a file of cards into somebody's notebook
    Contacts(Box<contacts::Options>),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("cinqasept: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Plan(args) => return plan::run(args),
        Command::Cards(args) => return cards::run(args),
        Command::People(args) => return people::run(args),
        Command::Serve(flags) => serve::run(&Config::settle(&flags)?)?,
        Command::Demo(options) => demo::run(&options)?,
        Command::Doctor(flags) => return doctor::run(&Config::settle(&flags)?),
        Command::Export { to, flags } => archive::export(&Config::settle(&flags)?, &to)?,
        Command::Import { from, flags, part } => match (from, part) {
            (_, Some(Part::Trace(options))) => trace::run(&options)?,
            (_, Some(Part::Log(options))) => return queue::import(&options),
            (_, Some(Part::Contacts(options))) => return contacts::import(&options),
            (Some(from), None) => archive::import(&Config::settle(&flags)?, &from)?,
            (None, None) => anyhow::bail!("import: --from names the file to read"),
        },
        Command::Reindex(flags) => archive::reindex(&Config::settle(&flags)?)?,
        Command::Config { explain, flags } => {
            let config = Config::settle(&flags)?;
            match explain {
                true => print!("{}", keys::explain(&config)),
                false => println!("The configuration is sound."),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
