//! `import log`: what a device of a door could not send, from the file it saved.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use app::Caller;
use app::log::{BATCH_LIMIT, Fate, Sent};
use web::api::log::Saved;

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

/// `cinqasept import log FILE --event ID`. Reading a file twice changes nothing. It fails when an
/// entry is refused, after reading the others.
pub fn import(options: &Options) -> Result<ExitCode> {
    let (file, event) = (&options.file, &options.event);
    let shown = file.display();
    let text = std::fs::read(file).with_context(|| format!("{shown} cannot be read"))?;
    let saved: Saved = serde_json::from_slice(&text)
        .with_context(|| format!("{shown} is no queue that a door's device saved"))?;
    ensure!(
        saved.event.to_string() == event.trim().to_lowercase(),
        "{shown} is from the door of another event, {}",
        saved.event
    );
    let app = serve::open(&Config::settle(&options.flags)?)?;
    let (event, device) = (saved.event, saved.device);
    let all: Vec<Sent> = saved.entries.into_iter().map(Sent::from).collect();
    let (mut stored, mut known, mut refused) = (0, 0, 0);
    for batch in all.chunks(BATCH_LIMIT) {
        let sent = batch.to_vec();
        let job = move |cx: &mut app::Cx<'_, '_>| app::log::take_saved(cx, event, device, &sent);
        let fates = app.write_blocking(Caller::default(), job)?;
        for (sent, fate) in batch.iter().zip(fates) {
            match fate {
                Fate::Stored => stored += 1,
                Fate::Known => known += 1,
                Fate::Refused(say) => {
                    refused += 1;
                    eprintln!("{}: refused, {}", sent.id, say.key);
                }
            }
        }
    }
    println!("{shown}: {stored} entries stored, {known} known already, {refused} refused");
    Ok(match refused {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}
