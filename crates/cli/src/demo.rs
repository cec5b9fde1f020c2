//! The demo: an invented evening in a folder of its own, which goes on while one looks at it.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use app::{App, Caller, Db, Location, Settings};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use web::{Web, urls};

use crate::background;
use crate::config::LogFormat;
use crate::serve;
use crate::world::RealWorld;

/// How often the story goes on: screens move while one looks at them.
const BEAT: Duration = Duration::from_secs(1);
/// The file that says that a folder is a demo's, made before its database.
const MARK: &str = "cinqasept-demo";

/// Where in the story of Thursday 12 November 2026 a new demo opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum At {
    /// 16:30, half an hour before the doors open
    Afternoon,
    /// 18:30, in the middle of the evening
    Midway,
    /// 23:00, when everyone is home
    End,
}

impl At {
    /// On the clock of Montréal.
    fn moment(self) -> Result<Timestamp> {
        let moment = match self {
            Self::Afternoon => "2026-11-12T16:30:00-05:00",
            Self::Midway => "2026-11-12T18:30:00-05:00",
            Self::End => "2026-11-12T23:00:00-05:00",
        };
        Ok(moment.parse()?)
    }
}

/// How the demo is asked for.
#[derive(Args)]
pub struct Options {
    /// The port to listen at, on this machine only
    #[arg(long, default_value_t = 5700)]
    port: u16,
    /// Where in the story to open; a demo that is further already goes on from there
    #[arg(long, value_enum, default_value = "midway")]
    at: At,
    /// A folder to keep the demo in; one that holds a demo goes on with it
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// An empty PostgreSQL database to use instead of the folder
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    database_url: Option<String>,
    /// Load that many people more, with groups and events of their own, for measuring
    #[arg(long, value_name = "PEOPLE", default_value_t = 0)]
    scale: u32,
    /// What is logged
    #[arg(long, value_name = "FILTER", default_value = "warn")]
    log: String,
}

/// `cinqasept demo`
pub fn run(options: &Options) -> Result<()> {
    crate::log::start(&options.log, LogFormat::Text)?;
    // Gone with its data when the program ends, unless a folder is named.
    let temporary = tempfile::tempdir().context("no temporary folder can be made")?;
    let location = match (&options.database_url, &options.data) {
        (Some(url), _) => Location::Postgres(url.clone()),
        (None, Some(folder)) => folder_of_a_demo(folder)?,
        (None, None) => folder_of_a_demo(temporary.path())?,
    };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    serve::runtime()?.block_on(async {
        let listener = serve::listen(address).await?;
        let public_url = format!("http://{}", listener.local_addr()?);
        let (at, people) = (options.at.moment()?, options.scale);
        let prepared = move || prepare(&location, public_url, at, people);
        let (app, page) = tokio::task::spawn_blocking(prepared).await??;
        println!("{page}");
        let web = Web::new(app, web::Options::default())
            .with_letters(std::sync::Arc::new(crate::letters::Tesseract));
        background::every(BEAT, tell(&web));
        // Without a carrier: the demo's mails are read at /demo/mail and never leave.
        serve::answer(listener, web, None).await
    })
}

fn folder_of_a_demo(folder: &Path) -> Result<Location> {
    let (file, mark) = (folder.join("cinqasept.db"), folder.join(MARK));
    if file.exists() && !mark.exists() {
        bail!(
            "{} holds an installation that is no demo: name another folder",
            folder.display()
        );
    }
    serve::make_private(folder)?;
    std::fs::write(&mark, "This folder holds a demo of Cinq à sept.\n")
        .with_context(|| format!("{} cannot be written", folder.display()))?;
    Ok(Location::Sqlite(file))
}

/// What lets the story go on.
fn tell(web: &Web) -> impl Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + 'static {
    let app = web.app.clone();
    move || {
        let app = app.clone();
        Box::pin(async move {
            if let Err(error) = app.write(Caller::default(), app::demo::play).await {
                tracing::error!(%error, "the story cannot go on");
            }
        })
    }
}

fn prepare(
    location: &Location,
    public_url: String,
    at: Timestamp,
    people: u32,
) -> Result<(App, String)> {
    let db = Db::open(location, 4, at)
        .with_context(|| format!("the {} database cannot be opened", location.kind()))?;
    let played = db.write_blocking(app::demo::played_until)?;
    let world = Arc::new(RealWorld::starting_at(
        played.map_or(at, |played| played.max(at)),
    ));
    let settings = Settings {
        public_url,
        demo: true,
    };
    let app = App::new(db, world, settings)?;
    let filled = app.write_blocking(Caller::default(), move |cx| app::demo::fill(cx, people));
    if let Err(app::Error::Refused(_)) = filled {
        bail!("this database holds an installation that is no demo: name another");
    }
    filled?;
    app.write_blocking(Caller::default(), app::demo::play)?;
    let page = directions(&app)?;
    Ok((app, page))
}

fn directions(app: &App) -> Result<String> {
    let doors = app.write_blocking(Caller::default(), app::demo::doors)?;
    let public = &app.settings().public_url;
    let event = urls::event(&doors.evening);
    let line = |name: &str, path: &dyn std::fmt::Display| format!("{name:<13} {public}{path}");
    let mut lines = vec![
        line("site", &urls::home()),
        line("evening", &event),
        line("mails", &urls::demo_mails()),
        line("door", &format_args!("{event}/door")),
        line("my-evening", &format_args!("/evening/{}", doors.evening)),
        line(
            "debrief",
            &format_args!("/evening/{}/debrief", doors.evening),
        ),
        line("group-debrief", &format_args!("{event}/debrief")),
    ];
    for door in doors.roles {
        lines.push(line(door.role, &urls::demo_sign_in(&door.token)));
    }
    if let Some(token) = doors.guest {
        lines.push(line("guest", &format!("/i/{token}")));
    }
    for (name, event) in [("scaled", doors.scaled), ("crowd", doors.crowd)] {
        lines.extend(event.map(|event| line(name, &urls::event(&event))));
    }
    Ok(lines.join("\n"))
}
