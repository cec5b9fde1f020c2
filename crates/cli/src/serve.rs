//! Serving: opens the installation, answers requests, works through what waits, stops gracefully.

use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use app::outbox::Carrier;
use app::{App, Caller, Db, Location, Settings, World};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::{Options, Web};

use crate::background;
use crate::config::Config;
use crate::smtp::Smtp;
use crate::world::RealWorld;

/// How long requests in flight may take once the program is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// `cinqasept serve`
pub fn run(config: &Config) -> Result<()> {
    crate::log::start(&config.log, config.log_format)?;
    if let Location::Sqlite(_) = config.location() {
        make_private(&config.data_dir)?;
    }
    let app = open(config)?;
    if app.write_blocking(Caller::default(), app::demo::is_one)? {
        bail!("the data is a demo's, whose people must never be mailed: see `cinqasept demo`");
    }
    let first_run = first_run_token(&app)?;
    let options = Options {
        client_ip_header: config.client_ip_header.clone(),
        first_run_token: first_run.clone(),
        gallery: false,
    };
    let web = Web::new(app, options).with_letters(std::sync::Arc::new(crate::letters::Tesseract));
    let smtp = Smtp::open(config, &web)?;
    if smtp.is_none() {
        tracing::warn!("there is no smtp_url: mails wait until there is one");
    }
    let carrier = smtp.map(|smtp| Arc::new(smtp) as Arc<dyn Carrier>);
    let greeting = greeting(config, first_run.as_deref());
    runtime()?.block_on(async {
        let listener = listen(config.listen).await?;
        println!("{greeting}");
        answer(listener, web, carrier).await
    })
}

/// Opens the installation's database and the application over it.
pub fn open(config: &Config) -> Result<App> {
    let world = Arc::new(RealWorld::new());
    let location = config.location();
    let db = Db::open(&location, config.database_threads, world.now())
        .with_context(|| format!("the {} database cannot be opened", location.kind()))?;
    let settings = Settings {
        public_url: config.public_url.clone(),
        demo: false,
    };
    Ok(App::new(db, world, settings)?)
}

/// Makes a folder that nobody else on the machine can look into.
pub fn make_private(folder: &Path) -> Result<()> {
    let naming = || format!("the data folder {} cannot be made", folder.display());
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder.create(folder).with_context(naming)?;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).with_context(naming)
}

fn first_run_token(app: &App) -> Result<Option<String>> {
    let token = app.write_blocking(Caller::default(), app::operator::first_run_token)?;
    Ok(token)
}

fn greeting(config: &Config, first_run: Option<&str>) -> String {
    let url = &config.public_url;
    match first_run {
        None => format!("Cinq à sept: {url}"),
        Some(token) => format!(
            "Cinq à sept: {url}\nNobody runs this installation yet. Make the operator's account here, once:\n  {url}/first-run?token={token}"
        ),
    }
}

/// The threads that answer requests.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build()
        .context("the runtime cannot start")
}

/// Waits for requests at an address.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be listened at: is another program there?"))
}

/// Answers requests until the program is asked to stop, then lets those in flight finish.
pub async fn answer(
    listener: TcpListener,
    web: Web,
    carrier: Option<Arc<dyn Carrier>>,
) -> Result<()> {
    background::start(&web, carrier);
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let asked = async move {
        asked_to_stop().await;
        tracing::info!("stopping: requests in flight may finish");
        let _ = stop.send(true);
    };
    // Small answers leave at once instead of waiting for company.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let service =
        crate::log::around(web::service(web)).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(asked);
    let overdue = async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        done = serving => Ok(done?),
        () = overdue => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    }
}

async fn asked_to_stop() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
