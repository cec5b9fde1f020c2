//! `doctor`: looks at everything an installation needs, and says how to mend what it finds.

use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use app::{App, Caller, Db, Location, Settings, World};
use jiff::{Timestamp, tz::TimeZone};

use crate::config::{Config, host_of};
use crate::world::RealWorld;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, but somebody should look.
    Warn,
    /// It does not work.
    Fail,
}

/// What a check found: on what, how it ended, and how to mend it.
pub type Finding = (&'static str, Verdict, String);

/// How much room there should be on the disk, in MiB: to work at all, and to be at ease.
const ROOM: (u64, u64) = (100, 1024);
/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// `cinqasept doctor`
pub fn run(config: &Config) -> Result<ExitCode> {
    let findings = examine(config)?;
    for (what, verdict, words) in &findings {
        let verdict = match verdict {
            Verdict::Ok => "ok  ",
            Verdict::Warn => "warn",
            Verdict::Fail => "FAIL",
        };
        println!("{verdict}  {what:<15} {words}");
    }
    let worst = findings.iter().map(|(_, verdict, _)| *verdict).max();
    Ok(match worst {
        Some(Verdict::Fail) => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// Looks at everything.
pub fn examine(config: &Config) -> Result<Vec<Finding>> {
    let mut findings = vec![clock(RealWorld::new().now())];
    if let Location::Sqlite(path) = config.location() {
        if !path.exists() {
            let words = format!(
                "{} is not there: start `cinqasept serve` once",
                path.display()
            );
            findings.push(("database", Verdict::Fail, words));
            findings.push(public_address(config));
            return Ok(findings);
        }
        findings.push(permissions(config));
        findings.push(disk(config));
    }
    findings.extend(database(config));
    findings.extend(server(config));
    findings.push(letters());
    findings.push(public_address(config));
    Ok(findings)
}

/// Without the reader of letters, pictures of cards are kept and typed by hand.
fn letters() -> Finding {
    let lacking = crate::letters::lacking();
    if lacking.is_empty() {
        return (
            "cards",
            Verdict::Ok,
            "pictures of cards are read by tesseract".into(),
        );
    }
    let words = format!(
        "pictures of cards are not read: {} is lacking; on Debian, apt install tesseract-ocr tesseract-ocr-fra",
        lacking.join(" and ")
    );
    ("cards", Verdict::Warn, words)
}

fn clock(now: Timestamp) -> Finding {
    let year = now.to_zoned(TimeZone::UTC).year();
    match year {
        2026..=2100 => ("clock", Verdict::Ok, format!("it is {now}")),
        _ => (
            "clock",
            Verdict::Fail,
            format!("the machine says {now}: set its clock, best by NTP"),
        ),
    }
}

fn permissions(config: &Config) -> Finding {
    let folder = config.data_dir.display();
    match std::fs::metadata(&config.data_dir) {
        Ok(facts) if facts.permissions().mode() & 0o077 != 0 => (
            "data folder",
            Verdict::Warn,
            format!("others on this machine can look into {folder}: chmod 700 {folder}"),
        ),
        Ok(_) => ("data folder", Verdict::Ok, format!("{folder} is private")),
        Err(error) => ("data folder", Verdict::Fail, format!("{folder}: {error}")),
    }
}

/// Free room by `df`, which every system has and which needs no unsafe call.
fn disk(config: &Config) -> Finding {
    let asked = Command::new("df").arg("-Pm").arg(&config.data_dir).output();
    let free = asked.ok().and_then(|output| {
        let text = String::from_utf8(output.stdout).ok()?;
        text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
    });
    let words = |free: u64, then: &str| format!("{free} MiB are free{then}");
    match free {
        None => (
            "disk",
            Verdict::Warn,
            "df does not tell how much is free".into(),
        ),
        Some(free) if free < ROOM.0 => (
            "disk",
            Verdict::Fail,
            words(free, ": make room now, or nothing more can be written"),
        ),
        Some(free) if free < ROOM.1 => ("disk", Verdict::Warn, words(free, ": make room")),
        Some(free) => ("disk", Verdict::Ok, words(free, "")),
    }
}

fn database(config: &Config) -> Vec<Finding> {
    let (location, world) = (config.location(), Arc::new(RealWorld::new()));
    let fail = |what, error: String| vec![(what, Verdict::Fail, error)];
    let db = match Db::open(&location, 1, world.now()) {
        Ok(db) => db,
        Err(error) => {
            let mend = "check the path or database_url, and that the disk and server work";
            return fail("database", format!("{}: {error}: {mend}", location.kind()));
        }
    };
    let looked = db.write_blocking(app::operator::health);
    let health = match looked {
        Ok(health) => health,
        Err(error) => {
            let mend = "restore the newest export if the file is damaged";
            return fail("database", format!("{}: {error}: {mend}", location.kind()));
        }
    };
    let mut findings = vec![match &health.damage {
        None => (
            "database",
            Verdict::Ok,
            format!("{}, schema {}, writable", location.kind(), health.schema),
        ),
        Some(damage) => (
            "database",
            Verdict::Fail,
            format!("damaged ({damage}): stop, copy the folder, import the newest export"),
        ),
    }];
    if let Some(theirs) = health.now {
        findings.push(compare(world.now(), theirs));
    }
    let settings = Settings {
        public_url: config.public_url.clone(),
        demo: false,
    };
    match App::new(db, world, settings) {
        Ok(app) => findings.extend(mails(&app, config)),
        Err(error) => findings.extend(fail("settings", error.to_string())),
    }
    findings
}

fn compare(ours: Timestamp, theirs: Timestamp) -> Finding {
    let apart = ours.duration_since(theirs).abs().as_secs();
    match apart {
        0..=5 => (
            "database clock",
            Verdict::Ok,
            "agrees with this machine's".into(),
        ),
        _ => (
            "database clock",
            Verdict::Warn,
            format!("is {apart} s apart from this machine's: set both by NTP"),
        ),
    }
}

fn mails(app: &App, config: &Config) -> Vec<Finding> {
    let state = match app.write_blocking(Caller::default(), app::outbox::state) {
        Ok(state) => state,
        Err(error) => return vec![("mails", Verdict::Fail, error.to_string())],
    };
    let words = format!(
        "{} wait, {} of them failed before, {} were given up in 30 days",
        state.waiting, state.failing, state.given_up
    );
    let troubled = state.failing + state.given_up > 0;
    let stuck = config.smtp_url.is_none() && state.waiting > 0;
    let verdict = if troubled || stuck {
        Verdict::Warn
    } else {
        Verdict::Ok
    };
    let mut findings = vec![("mails", verdict, words)];
    for error in state.errors {
        findings.push(("mail error", Verdict::Warn, error));
    }
    findings
}

fn server(config: &Config) -> Vec<Finding> {
    let Some(url) = &config.smtp_url else {
        let words = "there is no smtp_url: mails wait, nobody can sign in by mail; set it";
        return vec![("mail server", Verdict::Warn, words.into())];
    };
    let tried = crate::smtp::transport(url).and_then(|server| Ok(server.test_connection()?));
    let finding = match tried {
        Ok(true) => (Verdict::Ok, "answers".to_owned()),
        Ok(false) => (Verdict::Fail, "hangs up: check smtp_url".to_owned()),
        Err(error) => (
            Verdict::Fail,
            format!("{error:#}: check smtp_url (host, port, user, password, tls)"),
        ),
    };
    vec![("mail server", finding.0, finding.1)]
}

fn public_address(config: &Config) -> Finding {
    let url = &config.public_url;
    let host = host_of(url);
    let local = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    if local {
        let words = format!("{url} works on this machine only: set public_url before inviting");
        return ("public address", Verdict::Warn, words);
    }
    if url.starts_with("http:") {
        let words = format!("{url} is not encrypted: put a proxy with TLS before it, say https://");
        return ("public address", Verdict::Warn, words);
    }
    let port = url
        .rsplit_once(':')
        .and_then(|(_, port)| port.parse().ok())
        .unwrap_or(443);
    let reached = (host, port)
        .to_socket_addrs()
        .ok()
        .and_then(|mut addresses| addresses.next())
        .is_some_and(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok());
    match reached {
        true => ("public address", Verdict::Ok, format!("{url} answers")),
        false => (
            "public address",
            Verdict::Warn,
            format!("{url} does not answer from here: check its name, its proxy and the firewall"),
        ),
    }
}
