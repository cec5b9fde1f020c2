//! `import contacts`: a file of cards into somebody's notebook, by the readers, the preview and the
//! keeping of the page that does the same.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use app::imports::{self, Fate, Preview, Row};
use app::{App, Caller, Cx, Error, seat};
use web::words::{Library, Words};

use crate::config::{Config, Flags};
use crate::serve;

/// What `import contacts` is told.
#[derive(clap::Args)]
pub struct Options {
    /// Cards: vCard, jCard, JSContact, or a table (CSV)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Whose notebook: the address somebody signs in with
    #[arg(long = "for", value_name = "EMAIL")]
    keeper: String,
    /// Say what it would do, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// What the columns of a table hold, in their order, where its headings do not say: name, given,
    /// family, organisation, title, email, phone, cell, website, street, city, note, skip…
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    columns: Vec<String>,
    #[command(flatten)]
    flags: Flags,
}

/// What is said when cards of the file were refused, and the others taken.
const SOME_REFUSED: u8 = 2;

/// `cinqasept import contacts FILE --for EMAIL`. A file that is read in twice changes nothing; a card
/// that is refused is named by its line, and takes no other along.
pub fn import(options: &Options) -> Result<ExitCode> {
    let shown = options.file.display();
    let size = std::fs::metadata(&options.file).map(|file| file.len());
    let size = size.with_context(|| format!("{shown} cannot be read"))?;
    if size > imports::UPLOAD_LIMIT as u64 {
        bail!("{shown}: {}", words().say(&imports::too_large()));
    }
    let file = std::fs::read(&options.file).with_context(|| format!("{shown} cannot be read"))?;
    let app = serve::open(&Config::settle(&options.flags)?)?;
    let (preview, kept) = bring_in(&app, options, file).with_context(|| shown.to_string())?;
    if options.dry_run {
        preview.rows.iter().for_each(foretell);
    }
    for trouble in &preview.unread {
        eprintln!("line {} was not understood: {}", trouble.line, trouble.text);
    }
    preview.rows.iter().for_each(refuse);
    let [.., bad] = preview.counts;
    if bad > imports::SHOWN {
        eprintln!("and {} more are refused", bad - imports::SHOWN);
    }
    println!(
        "{shown}: {}",
        summary(preview.counts, options.dry_run, kept)
    );
    Ok(match bad {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(SOME_REFUSED),
    })
}

/// Works out what the file does, then keeps it, or lets go of it when it would change nothing or
/// nothing shall change. Whether it was kept.
fn bring_in(app: &App, options: &Options, file: Vec<u8>) -> Result<(Preview, bool)> {
    let name = options.file.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let (whose, columns, dry) = (&options.keeper, options.columns.clone(), options.dry_run);
    let keeper = whose.clone();
    let id = run(app, whose, move |cx| {
        let keeper = seat::keeper_at(cx, &keeper)?;
        let id = imports::take_in(cx, keeper, &name, &file)?;
        if !columns.is_empty() {
            imports::say_columns(cx, keeper, id, &columns)?;
        }
        Ok(id)
    })?;
    let keeper = whose.clone();
    run(app, whose, move |cx| {
        let keeper = seat::keeper_at(cx, &keeper)?;
        let plan = imports::plan(cx, keeper, id)?;
        let preview = plan.seen().clone();
        let [new, joins, ..] = preview.counts;
        let keeps = !dry && new + joins > 0;
        if keeps {
            imports::keep(cx, keeper, plan)?;
        } else {
            imports::undo(cx, keeper, id)?;
        }
        Ok((preview, keeps))
    })
}

fn run<T: Send + 'static>(
    app: &App,
    whose: &str,
    job: impl FnOnce(&mut Cx<'_, '_>) -> app::Result<T> + Send + 'static,
) -> Result<T> {
    app.write_blocking(Caller::default(), job)
        .map_err(|error| match error {
            Error::SignInNeeded => anyhow::anyhow!("nobody signs in with {whose}"),
            Error::NotFound => anyhow::anyhow!("--columns names what no column can hold"),
            other => sentence(other),
        })
}

/// Why something was not done, as whoever typed the command reads it.
pub fn sentence(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(problems) => {
            let all = problems.iter().map(|(_, say)| words().say(say));
            anyhow::Error::msg(all.collect::<Vec<_>>().join(" "))
        }
        Error::Refused(say) => anyhow::Error::msg(words().say(&say)),
        other => other.into(),
    }
}

/// What a file did, or would do: how many cards meet each fate.
fn summary([new, joins, known, bad]: [usize; 4], dry_run: bool, kept: bool) -> String {
    let one = |count: usize, one: &str, several: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {several}"),
    };
    let outcome = match (dry_run, kept) {
        (true, _) => "would add ",
        (false, true) => "added ",
        (false, false) => "nothing changed: ",
    };
    let new = match (dry_run, kept) {
        (false, false) => String::new(),
        _ => {
            let joins = one(
                joins,
                "card to a contact there is",
                "cards to contacts there are",
            );
            format!("{}, {joins}, ", one(new, "contact", "contacts"))
        }
    };
    let known = one(known, "card is known already", "cards are known already");
    format!("{outcome}{new}{known}, {bad} refused")
}

fn words() -> &'static Words {
    Library::shared().of_the_terminal()
}

/// What would happen to a card.
fn foretell(row: &Row) {
    let fate = match row.fate {
        Fate::New => words().t("imports-row-new"),
        Fate::Joins => words().t("imports-row-joins"),
        Fate::Known => words().t("imports-row-known"),
        Fate::Bad => return,
    };
    let said = row.said.as_ref().map(|say| words().say(say));
    let what = [Some(row.does.clone()), said].into_iter().flatten();
    let what: Vec<_> = what.filter(|what| !what.is_empty()).collect();
    let what = match what.is_empty() {
        true => String::new(),
        false => format!(" ({})", what.join("; ")),
    };
    println!("line {}: {}{what}: {fate}", row.line, row.name);
}

/// Why a card is refused, if it is.
fn refuse(row: &Row) {
    if row.fate == Fate::Bad {
        let why = row.said.as_ref().map(|say| words().say(say));
        eprintln!("line {} is refused: {}", row.line, why.unwrap_or_default());
    }
}
