//! `import log`: what a device of a door could not send, from the file it saved.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use app::log::{BATCH_LIMIT, Fate, Sent};
use app::{App, Caller};
use web::api::log::Saved;
use web::words::Library;

use crate::config::{Config, Flags};
use crate::serve;

/// What `import log` is told.
#[derive(clap::Args)]
pub struct Options {
    /// The file to read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The event whose door it was
    #[arg(long, value_name = "ID")]
    event: String,
    #[command(flatten)]
    flags: Flags,
}

/// What became of the file.
#[derive(Default)]
struct Tally {
    stored: usize,
    known: usize,
    refused: usize,
}

/// `cinqasept import log FILE --event ID`. Reading a file twice changes nothing. An entry that cannot
/// be read or is refused is named by its number and stays in the file; the others are stored all the
/// same, and the command fails at the end.
pub fn import(options: &Options) -> Result<ExitCode> {
    let (file, event) = (&options.file, &options.event);
    let shown = file.display();
    let text = std::fs::read(file).with_context(|| format!("{shown} cannot be read"))?;
    let saved: Saved<'_> = serde_json::from_slice(&text)
        .with_context(|| format!("{shown} is no queue that a door's device saved"))?;
    ensure!(
        saved.event.to_string() == event.trim().to_lowercase(),
        "{shown} is from the door of another event, {}",
        saved.event
    );
    let app = serve::open(&Config::settle(&options.flags)?)?;
    let mut tally = Tally::default();
    let mut sent = Vec::new();
    for (number, entry) in (1..).zip(saved.entries()) {
        match entry {
            Ok(entry) => sent.push((number, entry)),
            Err(why) => tally.refuse(number, &format!("cannot be read: {why}")),
        }
    }
    for batch in sent.chunks(BATCH_LIMIT) {
        take(&app, &saved, batch, &mut tally)?;
    }
    let Tally {
        stored,
        known,
        refused,
    } = tally;
    println!("{shown}: {stored} entries stored, {known} known already, {refused} refused");
    Ok(match refused {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

fn take(app: &App, saved: &Saved<'_>, batch: &[(usize, Sent)], tally: &mut Tally) -> Result<()> {
    let (event, device) = (saved.event, saved.device);
    let sent: Vec<Sent> = batch.iter().map(|(_, sent)| sent.clone()).collect();
    let job = move |cx: &mut app::Cx<'_, '_>| app::log::take_saved(cx, event, device, &sent);
    let fates = app.write_blocking(Caller::default(), job);
    let fates = fates.with_context(|| {
        format!("this installation has no event {event} with a device {device} at its door")
    })?;
    for ((number, sent), fate) in batch.iter().zip(fates) {
        match fate {
            Fate::Stored => tally.stored += 1,
            Fate::Known => tally.known += 1,
            Fate::Refused(say) => {
                let why = Library::shared().of_the_terminal().say(&say);
                tally.refuse(*number, &format!("({}) is refused: {why}", sent.id));
            }
        }
    }
    Ok(())
}

impl Tally {
    fn refuse(&mut self, number: usize, why: &str) {
        self.refused += 1;
        eprintln!("entry {number} {why}");
    }
}
