//! `import trace`: a recorded trace of face-to-face contacts becomes an evening.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use app::trace::{self, Trace};
use app::{App, Caller, Settings};
use clap::Args;

use crate::archive;
use crate::config::{Config, Flags};
use crate::world::RealWorld;

/// What `import trace` is told.
#[derive(Args)]
pub struct Options {
    /// Lines `t i j`: a time in seconds, and two participants who faced each other then
    file: PathBuf,
    /// Lines about participants; `No` in the last column marks a newcomer
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    /// Only this day of the trace, from one; every day otherwise, an event each
    #[arg(long, value_name = "N")]
    day: Option<usize>,
    #[command(flatten)]
    flags: Flags,
}

/// `cinqasept import trace FILE`
pub fn run(options: &Options) -> Result<()> {
    let trace =
        trace::read(&text(&options.file)?).with_context(|| options.file.display().to_string())?;
    let newcomers = match &options.metadata {
        Some(path) => trace::newcomers(&text(path)?).with_context(|| path.display().to_string())?,
        None => BTreeSet::new(),
    };
    let days = days(&trace, options.day)?;
    let name = options.file.file_stem().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let config = Config::settle(&options.flags)?;
    let settings = Settings {
        public_url: config.public_url.clone(),
        demo: false,
    };
    let app = App::new(
        archive::open_or_make(&config)?,
        std::sync::Arc::new(RealWorld::new()),
        settings,
    )
    .map_err(anyhow::Error::msg)?;
    for (number, day) in days {
        let (title, newcomers) = (format!("{name} {number}"), newcomers.clone());
        let made = app.write_blocking(Caller::default(), move |cx| {
            trace::import(cx, &title, &day, &newcomers)
        });
        let made = made.map_err(anyhow::Error::msg)?;
        let (people, entries) = (made.people, made.entries);
        println!(
            "day {number}: {people} people, {entries} entries, event {}",
            made.event
        );
    }
    Ok(())
}

fn days(trace: &Trace, wanted: Option<usize>) -> Result<Vec<(usize, Vec<trace::Contact>)>> {
    let all = trace.days.iter().cloned().zip(1..);
    let days: Vec<_> = all
        .map(|(day, number)| (number, day))
        .filter(|(number, _)| wanted.is_none_or(|wanted| wanted == *number))
        .collect();
    if days.is_empty() {
        bail!("the trace has {} days: none to import", trace.days.len());
    }
    Ok(days)
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
