//! Adds contacts, each compared with its notebook, while a million lie in the installation: a hundred
//! keepers with ten thousand each. `cargo bench -p app --bench duplicates [-- KEEPERS CONTACTS]`
//! (ten minutes or so to fill a SQLite file in a temporary folder).
//!
//! `adds` is what a typed card costs: the form is read, those filed under its telephone, its address
//! and the sounds of its name are looked up, the card is kept with its words and files, committed, and
//! whoever the new contact may be is scored with the reasons. `looks` is that last part alone. `all`
//! looks through one whole notebook.

#![allow(clippy::disallowed_methods)] // a benchmark is what a clock is for

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use app::contact_cards::{self, Typed};
use app::dedupe::invented;
use app::{App, Caller, Cx, Db, Location, Settings, World, duplicates, imports, seat};
use jiff::Timestamp;

struct Dice(AtomicU64);

impl World for Dice {
    fn now(&self) -> Timestamp {
        let begun = "2026-11-12T22:30:00Z"
            .parse::<Timestamp>()
            .expect("a moment");
        begun + jiff::SignedDuration::from_millis(self.0.load(Ordering::Relaxed) as i64 & 0xff_ffff)
    }

    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let drawn = (z ^ (z >> 31)).to_le_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

/// The first of an invented list that a notebook has room for, as the file an import reads.
fn notebook(contacts: usize, seed: u64) -> String {
    let list = invented::list(contacts * 2 / 3, seed);
    list.lines()
        .take(contacts + 1)
        .collect::<Vec<_>>()
        .join("\n")
}

fn keeper(cx: &mut Cx<'_, '_>, n: usize) -> app::Result<String> {
    let email = format!("gardien{n}@exemple.ca")
        .parse()
        .expect("an address");
    let account = app::sign_in::account_of(cx, &email)?;
    app::sign_in::open_session(cx, &account)
}

fn bring_in(cx: &mut Cx<'_, '_>, file: &str) -> app::Result<i64> {
    let keeper = seat::my_keeper(cx)?;
    let id = imports::take_in(cx, keeper, "notebook.csv", file.as_bytes())?;
    let plan = imports::plan(cx, keeper, id)?;
    Ok(imports::keep(cx, keeper, plan)?.added)
}

/// A card as somebody types it: of a list of its own, so that some are there already and most are not.
fn typed(list: &str, n: usize) -> Typed {
    let mut cells = list.lines().nth(n + 1).unwrap_or_default().split(',');
    let mut cell = || cells.next().unwrap_or_default().to_owned();
    let (_, given, family) = (cell(), cell(), cell());
    let (phones, more, emails, organisation) = (cell(), cell(), cell(), cell());
    Typed {
        name: format!("{given} {family}"),
        phones: format!("{phones}\n{more}"),
        emails: if emails.contains('@') {
            emails
        } else {
            String::new()
        },
        organisation,
        ..Typed::default()
    }
}

fn told(name: &str, mut times: Vec<f64>, limit: &str) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{name:8} median {:8.2} ms  p99 {:8.2} ms  worst {:8.2} ms  limit {limit}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let keepers = numbers.first().copied().unwrap_or(100);
    let contacts = numbers.get(1).copied().unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let world = Arc::new(Dice(AtomicU64::new(5)));
    let file = Location::Sqlite(folder.path().join("bench.db"));
    let db = Db::open(&file, 1, world.now()).expect("a database");
    let settings = Settings {
        public_url: "http://127.0.0.1".into(),
        demo: false,
    };
    let app = App::new(db, world, settings).expect("an application");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let (mut callers, mut added) = (Vec::new(), 0);
    let begun = Instant::now();
    for n in 0..keepers {
        let session = app.write_blocking(Caller::default(), move |cx| keeper(cx, n));
        let caller = Caller {
            session: Some(session.expect("a keeper")),
            ..Caller::default()
        };
        let file = notebook(contacts, n as u64 + 1);
        let brought = app.write_blocking(caller.clone(), move |cx| bring_in(cx, &file));
        added += brought.expect("an import");
        callers.push(caller);
    }
    let spent = begun.elapsed().as_secs_f64();
    println!("filled {added} contacts in {spent:.0} s");

    let (mut adds, mut looks, mut found) = (Vec::new(), Vec::new(), 0);
    let lists: Vec<String> = (1..=keepers.min(8) as u64)
        .map(|seed| invented::list(contacts, seed))
        .collect();
    for n in 0..1_000 {
        let caller = callers[n % lists.len()].clone();
        let card = typed(&lists[n % lists.len()], contacts / 2 + n * 7 % contacts);
        let begun = Instant::now();
        let arrived = app.write_blocking(caller.clone(), move |cx| {
            let keeper = seat::my_keeper(cx)?;
            contact_cards::begin(cx, keeper, &card)
        });
        let contact = arrived.expect("a card").card.contact_id;
        let kept = Instant::now();
        let alike = runtime.block_on(app.read(caller, move |cx| {
            let keeper = seat::my_keeper(cx)?;
            duplicates::like(cx, keeper, contact)
        }));
        found += usize::from(!alike.expect("a look").is_empty());
        looks.push(kept.elapsed().as_secs_f64() * 1000.0);
        adds.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    told("adds", adds, "10 ms");
    told("looks", looks, "none of its own");
    let all = (0..5).map(|n| {
        let begun = Instant::now();
        let all = runtime.block_on(app.read(callers[n % callers.len()].clone(), |cx| {
            let keeper = seat::my_keeper(cx)?;
            duplicates::of(cx, keeper)
        }));
        all.expect("a notebook");
        begun.elapsed().as_secs_f64() * 1000.0
    });
    told("all", all.collect(), "none: a page somebody opens");
    println!("{found} of 1000 had somebody like them");
}
