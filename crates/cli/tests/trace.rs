//! A trace of contacts as an evening: through the program always, and on a real symposium's trace where
//! it lies beside the project. The log is replayed as it was written, every twenty seconds, and what the
//! fold says of solitude is held against the contacts themselves.

#[allow(dead_code, reason = "each test uses what it needs of this file")]
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use app::trace::{Contact, newcomers, read};
use app::{App, Caller, Db, Settings};
use domain::evening::company::PROMISE;
use domain::evening::{Entry, Evening};
use domain::id::{EntryId, PersonId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Participants 1 to 4 on one morning: 4 is new, is handed a badge by 1, and waits nine minutes.
const TRACE: &str =
    "1000 1 2\n1020 1 2\n1040 1 2\n1100 1 4\n1640 3 4\n1660 3 4\n1680 3 4\n1700 1 2\n";
const METADATA: &str = "1 NA F NA NA NA NA 4 Yes\n2 NA F NA NA NA NA 3 Yes\n3 NA M NA NA NA NA 3 Yes\n4 NA F NA NA NA NA 3 No\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn import(folder: &Path, more: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_cinqasept"))
        .args(["import", "trace", "trace.dat", "--data-dir", "data"])
        .args(more)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn a_trace_becomes_an_evening_that_can_be_looked_at() {
    let folder = folder(&[("trace.dat", TRACE), ("metadata.dat", METADATA)]);
    let done = import(folder.path(), &["--metadata", "metadata.dat"]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.starts_with("day 1: 4 people, "), "{said}");
    let event: domain::id::EventId = said.trim().rsplit(' ').next().unwrap().parse().unwrap();
    let location = app::Location::Sqlite(folder.path().join("data/cinqasept.db"));
    let now: Timestamp = "2026-11-12T21:30:00Z".parse().unwrap();
    let settings = Settings {
        public_url: "http://127.0.0.1".into(),
        demo: false,
    };
    let db = Db::open(&location, 1, now).unwrap();
    let app = App::new(db, place::afternoon(), settings).unwrap();
    let evening = app
        .write_blocking(Caller::default(), move |cx| cx.evening(event))
        .unwrap();
    assert_eq!(
        (evening.everyone().len(), evening.encounters().count()),
        (4, 2)
    );
}

#[test]
fn a_file_that_is_no_trace_is_told_by_its_line() {
    let folder = folder(&[("trace.dat", "1000 1 2\n1020 1\n")]);
    let done = import(folder.path(), &[]);
    assert!(!done.status.success());
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("line 2: two participants"), "{said}");
}

fn person(number: u32) -> PersonId {
    PersonId(Uuid::from_u128(number.into()))
}

fn log_of(day: &[Contact]) -> Vec<Entry> {
    let mut count = 0;
    app::trace::log(day, person, |_| {
        count += 1;
        EntryId(Uuid::from_u128(count))
    })
}

/// What a replay found.
#[derive(Debug, Default)]
struct Found {
    /// Newcomers without company in their first five minutes, by the contacts.
    left: usize,
    /// Of these, how many the fold called alone, and the longest delay beyond the five minutes.
    noticed: usize,
    delay: i64,
    /// Newcomers called alone past the promise, moment by moment, and of these how often the contacts
    /// saw them talk.
    calls: usize,
    false_calls: usize,
}

/// Replays a day as its log was written, and holds the fold against the contacts.
fn replay(day: &[Contact], new: &BTreeSet<u32>) -> Found {
    let mut found = Found::default();
    let left: BTreeMap<u32, i64> = app::trace::without_company(day, new, PROMISE)
        .into_iter()
        .collect();
    found.left = left.len();
    let mut talks: BTreeMap<u32, Vec<app::trace::Talk>> = BTreeMap::new();
    for talk in app::trace::talks(day) {
        for person in [talk.people.0, talk.people.1] {
            talks.entry(person).or_default().push(talk);
        }
    }
    let mut noticed: BTreeMap<u32, i64> = BTreeMap::new();
    let (mut evening, mut log) = (Evening::default(), log_of(day).into_iter().peekable());
    let (first, last) = (day[0].at, day[day.len() - 1].at);
    for moment in (first..=last).step_by(20) {
        let at = Timestamp::from_second(moment).unwrap();
        while let Some(entry) = log.next_if(|entry| entry.server_at <= at) {
            evening.take(&entry);
        }
        for &number in new {
            let Some(alone) = evening.alone_since(person(number), at) else {
                continue;
            };
            if at.duration_since(alone.since) < PROMISE {
                continue;
            }
            found.calls += 1;
            noticed.entry(number).or_insert(moment);
            let own = talks.get(&number).into_iter().flatten();
            let talking = own
                .into_iter()
                .any(|talk| talk.from <= moment && talk.to > moment);
            found.false_calls += usize::from(talking);
        }
    }
    for (number, came) in left {
        if let Some(at) = noticed.get(&number) {
            found.noticed += 1;
            found.delay = found.delay.max(at - came - PROMISE.as_secs());
        }
    }
    found
}

#[test]
fn whoever_had_no_company_in_their_first_five_minutes_is_noticed() {
    let trace = read(TRACE).unwrap();
    let found = replay(&trace.days[0], &newcomers(METADATA).unwrap());
    assert_eq!((found.left, found.noticed), (1, 1));
    assert!(found.delay <= 20, "{found:?}");
    assert_eq!(found.false_calls, 0);
}

#[test]
fn at_a_real_symposium_every_newcomer_left_alone_is_noticed() {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ws16");
    let Ok(text) = std::fs::read_to_string(data.join("tij_WS16.dat")) else {
        println!("no trace beside the project: only the invented one was replayed");
        return;
    };
    let metadata = std::fs::read_to_string(data.join("metadata_WS16.dat")).unwrap();
    let (trace, new) = (read(&text).unwrap(), newcomers(&metadata).unwrap());
    for (day, number) in trace.days.iter().zip(1..) {
        let found = replay(day, &new);
        println!("day {number}: {found:?}");
        assert_eq!(found.noticed, found.left, "day {number}: {found:?}");
        assert!(
            found.delay <= SignedDuration::from_secs(20).as_secs(),
            "{found:?}"
        );
    }
}
