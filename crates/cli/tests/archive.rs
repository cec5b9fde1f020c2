//! An installation moved between the databases in one file, and files that do not fit.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::archive::{self, Trouble};
use app::{App, Caller, Db, Location, Settings, World};
use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The evening's afternoon, and chance that repeats itself.
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

fn sqlite(folder: &Path, name: &str) -> Location {
    Location::Sqlite(folder.join(name))
}

fn postgres() -> Location {
    let server = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server: bin/test starts one and sets it");
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::SeqCst);
    let name = format!("archive_{}_{number}", std::process::id());
    let mut admin = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    admin
        .batch_execute(&format!("drop database if exists {name}"))
        .unwrap();
    admin
        .batch_execute(&format!("create database {name}"))
        .unwrap();
    Location::Postgres(format!("{}/{name}", server.rsplit_once('/').unwrap().0))
}

fn open(location: &Location) -> Db {
    Db::open(location, 1, "2026-11-12T21:30:00Z".parse().unwrap()).unwrap()
}

/// An installation with the cast, and somebody signed in: every kind of column has values.
fn with_the_cast(location: &Location) -> Db {
    let db = open(location);
    let settings = Settings {
        public_url: "http://house.example".into(),
        demo: false,
    };
    let app = App::new(db.clone(), Arc::new(Afternoon(AtomicU64::new(5))), settings).unwrap();
    app.write_blocking(Caller::default(), |cx| {
        app::cast::load(cx)?;
        let email = app::cast::email_of("odile").unwrap();
        app::sign_in::ask(cx, email.as_str(), domain::text::Lang::Fr, "/me")?;
        let account = app::sign_in::account_of(cx, &email)?;
        app::sign_in::open_session(cx, &account).map(|_| ())
    })
    .unwrap();
    db
}

fn export(db: &Db) -> Vec<u8> {
    db.write_blocking(|tx| -> Result<Vec<u8>, Trouble> {
        let mut file = Cursor::new(Vec::new());
        archive::export(tx, &mut file)?;
        Ok(file.into_inner())
    })
    .unwrap()
}

fn import(db: &Db, file: Vec<u8>) -> Result<archive::Manifest, Trouble> {
    db.write_blocking(move |tx| archive::import(tx, Cursor::new(file)))
}

/// The same file with one entry rewritten.
fn with_entry(file: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let (this, mut text) = (entry.name().unwrap().into_owned(), String::new());
        entry.read_to_string(&mut text).unwrap();
        let text = if this == name { change(text) } else { text };
        to.start_file(this, SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn on_line(number: usize, change: impl Fn(&str) -> String) -> impl Fn(String) -> String {
    move |text| {
        let line = |(n, line): (usize, &str)| match n + 1 == number {
            true => change(line) + "\n",
            false => line.to_owned() + "\n",
        };
        text.lines().enumerate().map(line).collect()
    }
}

#[test]
fn sqlite_to_postgresql_to_sqlite_gives_the_same_bytes() {
    let files = tempfile::tempdir().unwrap();
    let first = export(&with_the_cast(&sqlite(files.path(), "a.db")));
    let there = open(&postgres());
    let manifest = import(&there, first.clone()).unwrap();
    let rows: i64 = manifest.tables.iter().map(|table| table.rows).sum();
    assert!(rows > 1000, "the cast is there: {rows}");
    let second = export(&there);
    let back = open(&sqlite(files.path(), "b.db"));
    import(&back, second.clone()).unwrap();
    assert!(first == second, "SQLite and PostgreSQL");
    assert!(first == export(&back), "SQLite again");
}

/// Every table and column of both databases is in the archive, in the schema's order.
#[test]
fn nothing_of_the_schema_is_forgotten() {
    let files = tempfile::tempdir().unwrap();
    let from_sqlite = {
        let location = sqlite(files.path(), "a.db");
        let db = open(&location);
        db.write_blocking(|tx| -> Result<Vec<(String, String)>, app::Error> {
            Ok(tx.all(
                "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c
                 where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'migrations'
                 order by m.name, c.cid",
                &[],
            )?)
        })
        .unwrap()
    };
    let from_postgres = open(&postgres())
        .write_blocking(|tx| -> Result<Vec<(String, String)>, app::Error> {
            Ok(tx.all(
                "select cast(table_name as text), cast(column_name as text)
                 from information_schema.columns
                 where table_schema = 'public' and table_name <> 'migrations'
                 order by table_name collate \"C\", ordinal_position",
                &[],
            )?)
        })
        .unwrap();
    let mut ours: Vec<(String, String)> = Vec::new();
    let mut tables: Vec<_> = archive::schema::tables().iter().collect();
    tables.sort_by_key(|table| table.name);
    for table in tables {
        assert!(table.key().next().is_some(), "{} has a key", table.name);
        let columns = table.columns.iter();
        ours.extend(columns.map(|column| (table.name.to_owned(), column.name.to_owned())));
    }
    assert_eq!(ours, from_sqlite);
    assert_eq!(ours, from_postgres);
}

#[test]
fn a_row_that_does_not_fit_is_named_and_nothing_is_kept() {
    let files = tempfile::tempdir().unwrap();
    let good = export(&with_the_cast(&sqlite(files.path(), "a.db")));
    let stranger = "\"person_id\":\"00000000-0000-7000-8000-000000000000\"";
    type Change = Box<dyn Fn(&str) -> String>;
    let cases: Vec<(&str, usize, Change, &str)> = vec![
        (
            "answers",
            12,
            Box::new(|l| l.replace("\"company\":", "\"company\":\"x\",\"was\":")),
            "company is not a whole number",
        ),
        ("people", 3, Box::new(|_| "{".into()), "the line is no JSON"),
        (
            "people",
            2,
            Box::new(|l| l.replacen('{', "{\"colour\":1,", 1)),
            "colour is no column",
        ),
        (
            "groups",
            1,
            Box::new(|l| l.replace("\"zone\":", "\"zonf\":")),
            "zone is missing",
        ),
        (
            "memberships",
            5,
            Box::new(move |l| {
                let at = l.find("\"person_id\":").unwrap();
                format!("{}{stranger}{}", &l[..at], &l[at + stranger.len()..])
            }),
            "person_id",
        ),
        (
            "events",
            1,
            Box::new(|l| l.replace("\"published\"", "\"perhaps\"")),
            "status",
        ),
    ];
    for to in [sqlite(files.path(), "b.db"), postgres()] {
        let db = open(&to);
        for (table, line, change, wanted) in &cases {
            let file = with_entry(&good, &format!("{table}.jsonl"), on_line(*line, change));
            let said = import(&db, file).unwrap_err().to_string();
            assert!(
                said.starts_with(&format!("{table}.jsonl line {line}: ")),
                "{said}"
            );
            assert!(said.contains(wanted), "{said}");
        }
        import(&db, good.clone()).expect("nothing was kept of the others");
    }
}

#[test]
fn a_file_that_is_cut_short_newer_or_out_of_count_is_refused() {
    let files = tempfile::tempdir().unwrap();
    let good = export(&with_the_cast(&sqlite(files.path(), "a.db")));
    let db = open(&sqlite(files.path(), "b.db"));
    let said = |file: Vec<u8>| import(&db, file).unwrap_err().to_string();
    assert!(said(good[..good.len() / 2].to_vec()).contains("no complete archive"));
    assert!(said(b"hello".to_vec()).contains("no complete archive"));
    let newer = |text: String| text.replace("\"version\": 1", "\"version\": 2");
    assert!(said(with_entry(&good, "manifest.json", newer)).contains("install the newer"));
    let other = |text: String| text.replace("cinqasept-archive", "recipes");
    assert!(said(with_entry(&good, "manifest.json", other)).contains("recipes"));
    let fewer = |text: String| text.lines().skip(1).map(|l| l.to_owned() + "\n").collect();
    assert!(said(with_entry(&good, "answers.jsonl", fewer)).contains("the manifest tells"));
}

#[test]
fn only_an_empty_database_is_imported_into() {
    let files = tempfile::tempdir().unwrap();
    let full = with_the_cast(&sqlite(files.path(), "a.db"));
    let file = export(&full);
    let said = import(&full, file.clone()).unwrap_err().to_string();
    assert!(said.contains("not empty"), "{said}");
    assert!(export(&full) == file, "and it stays as it was");
}
