//! `cinqasept cards read`: what the pictures of paper cards say, without a server and without keeping
//! anything.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use crate::letters::Tesseract;

/// What to do with cards.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: What,
}

#[derive(Subcommand)]
enum What {
    /// Read pictures of paper cards, and print what each says with how sure that is
    Read {
        /// JPEG, PNG or WebP
        #[arg(required = true, value_name = "PICTURE")]
        pictures: Vec<PathBuf>,
        /// How to print it
        #[arg(long, default_value = "table")]
        format: Format,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line a value
    Table,
    /// One JSON object a picture, one a line
    Json,
}

/// `cinqasept cards`
pub fn run(args: Args) -> Result<ExitCode> {
    let What::Read { pictures, format } = args.command;
    let lacking = crate::letters::lacking();
    if !lacking.is_empty() {
        eprintln!(
            "cinqasept: {} is not installed; on Debian: apt install tesseract-ocr tesseract-ocr-fra",
            lacking.join(" and ")
        );
        return Ok(ExitCode::from(2));
    }
    let mut worst = ExitCode::SUCCESS;
    for path in pictures {
        let file = std::fs::read(&path).with_context(|| path.display().to_string())?;
        match app::card_photos::look_now(&file, &Tesseract) {
            Ok(looked) => print(&path.display().to_string(), looked.reading(), format)?,
            Err(error) => {
                let why = crate::contacts::sentence(error);
                eprintln!("cinqasept: {}: {why}", path.display());
                worst = ExitCode::from(2);
            }
        }
    }
    Ok(worst)
}

fn print(file: &str, reading: &app::card_photos::Reading, format: Format) -> Result<()> {
    if format == Format::Json {
        let mut told = serde_json::to_value(reading)?;
        told["file"] = file.into();
        println!("{told}");
        return Ok(());
    }
    println!("{file}");
    if let Some(code) = &reading.code {
        println!("  code          {}", code.replace(['\r', '\n'], " "));
    }
    for value in &reading.values {
        let sure = value.confidence >= app::card_photos::TRUSTED;
        println!(
            "  {:<13} {:<40} {:.2}{}",
            format!("{:?}", value.field).to_lowercase(),
            value.text.replace('\n', ", "),
            value.confidence,
            if sure { "" } else { "  look at this" }
        );
    }
    Ok(())
}
