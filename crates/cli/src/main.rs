//! The binary `cinqasept`: configuration, serve, demo, and what an operator does beside them.
//!
//! It opens the database, the clock and the network, hands them to `app` and `web`, and holds no
//! rule of its own.

mod config;
mod demo;
mod keys;
mod log;
mod serve;
mod world;

use anyhow::Result;
use clap::{Parser, Subcommand};

use config::{Config, Flags};

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
    /// Check the configuration
    Config {
        /// Print every key with its default, meaning, and the value in force
        #[arg(long)]
        explain: bool,
        #[command(flatten)]
        flags: Flags,
    },
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Serve(flags) => serve::run(&Config::settle(&flags)?),
        Command::Demo(options) => demo::run(&options),
        Command::Config { explain, flags } => {
            let config = Config::settle(&flags)?;
            match explain {
                true => print!("{}", keys::explain(&config)),
                false => println!("The configuration is sound."),
            }
            Ok(())
        }
    }
}
