//! The demo: an invented evening in a folder of its own, half an hour before the doors open.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use app::{App, Caller, Db, Location, Settings, World};
use clap::Args;
use jiff::Timestamp;
use web::{Web, urls};

use crate::config::LogFormat;
use crate::serve;
use crate::world::RealWorld;

/// Thursday 12 November 2026, 16:30 in Montréal.
const AFTERNOON: &str = "2026-11-12T21:30:00Z";
/// The file that says that a folder is a demo's, made before its database.
const MARK: &str = "cinqasept-demo";

/// How the demo is asked for.
#[derive(Args)]
pub struct Options {
    /// The port to listen at, on this machine only
    #[arg(long, default_value_t = 5700)]
    port: u16,
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
        let people = options.scale;
        let prepared = move || prepare(&location, public_url, people);
        let (app, page) = tokio::task::spawn_blocking(prepared).await??;
        println!("{page}");
        let web = Web::new(app, web::Options::default());
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

fn prepare(location: &Location, public_url: String, people: u32) -> Result<(App, String)> {
    let afternoon: Timestamp = AFTERNOON.parse()?;
    let world = Arc::new(RealWorld::starting_at(afternoon));
    let db = Db::open(location, 4, world.now())
        .with_context(|| format!("the {} database cannot be opened", location.kind()))?;
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
    let page = directions(&app)?;
    Ok((app, page))
}

fn directions(app: &App) -> Result<String> {
    let doors = app.write_blocking(Caller::default(), app::demo::doors)?;
    let public = &app.settings().public_url;
    let line = |name: &str, path: &dyn std::fmt::Display| format!("{name:<12} {public}{path}");
    let mut lines = vec![
        line("site", &urls::home()),
        line("evening", &urls::event(&doors.evening)),
        line("mails", &urls::demo_mails()),
    ];
    for door in doors.roles {
        lines.push(line(door.role, &urls::demo_sign_in(&door.token)));
    }
    if let Some(token) = doors.guest {
        lines.push(line("guest", &format!("/i/{token}")));
    }
    if let Some(event) = doors.scaled {
        lines.push(line("scaled", &urls::event(&event)));
    }
    Ok(lines.join("\n"))
}
