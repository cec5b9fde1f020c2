//! Where a program under test keeps its data, and how it is started and looked into.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::{App, Db, Location, Settings, World};
use jiff::Timestamp;

/// The demo's afternoon.
struct Afternoon(AtomicU64);

impl World for Afternoon {
    fn now(&self) -> Timestamp {
        "2026-11-12T21:30:00Z".parse().unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let drawn = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            *byte = (drawn ^ (drawn >> 29))
                .wrapping_mul(0x94d0_49bb_1331_11eb)
                .to_be_bytes()[0];
        }
    }
}

/// The demo's afternoon, as a world.
#[allow(dead_code, reason = "each test uses what it needs of this file")]
pub fn afternoon() -> Arc<dyn World> {
    Arc::new(Afternoon(AtomicU64::new(3)))
}

/// Where the demo is kept, and how the program is told.
pub struct Place {
    pub location: Location,
    arguments: Vec<String>,
    _folder: Option<tempfile::TempDir>,
}

/// A fresh folder.
pub fn in_a_folder() -> Place {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cinqasept-demo"), "").unwrap();
    Place {
        location: Location::Sqlite(folder.path().join("cinqasept.db")),
        arguments: vec!["--data".into(), folder.path().display().to_string()],
        _folder: Some(folder),
    }
}

/// A fresh database of that name on the server of the tests.
pub fn on_a_server(name: &str) -> Place {
    let server = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server: bin/test starts one and sets it");
    let name = format!("{name}_{}", std::process::id());
    let mut admin = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    admin
        .batch_execute(&format!("drop database if exists {name}"))
        .unwrap();
    admin
        .batch_execute(&format!("create database {name}"))
        .unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    Place {
        location: Location::Postgres(url.clone()),
        arguments: vec!["--database-url".into(), url],
        _folder: None,
    }
}

/// The application over the data, while no program runs.
pub fn open(place: &Place) -> App {
    let world = Arc::new(Afternoon(AtomicU64::new(3)));
    let db = Db::open(&place.location, 1, world.now()).unwrap();
    let settings = Settings {
        public_url: "http://127.0.0.1".into(),
        demo: true,
    };
    App::new(db, world, settings).unwrap()
}

/// Runs one of the program's commands over the data.
#[allow(dead_code, reason = "each test uses what it needs of this file")]
pub fn command(place: &Place, words: &[&str]) -> std::process::Output {
    let flags: Vec<String> = match &place.location {
        Location::Sqlite(file) => {
            let folder = file.parent().unwrap().display().to_string();
            vec!["--data-dir".into(), folder]
        }
        Location::Postgres(url) => vec!["--database-url".into(), url.clone()],
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_cinqasept"));
    command.args(words).args(flags).output().unwrap()
}

/// Starts the program; returns it with its port once it says that it listens.
pub fn start(place: &Place) -> (Child, u16) {
    let mut child = Command::new(Path::new(env!("CARGO_BIN_EXE_cinqasept")))
        .args(["demo", "--port", "0", "--at", "afternoon"])
        .args(&place.arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut first)
        .unwrap();
    let port = first
        .trim()
        .trim_end_matches('/')
        .rsplit(':')
        .next()
        .unwrap();
    let port = port
        .parse()
        .unwrap_or_else(|_| panic!("no port in {first:?}"));
    (child, port)
}
