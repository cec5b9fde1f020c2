//! Ten thousand vCards into a notebook with the search for duplicates, again without a change, and
//! undone, through the application: each figure beside its limit.
//!
//!   cargo bench -p app --bench import [-- CARDS]     (SQLite in a temporary folder)
//!
//! A tenth of the cards are of people whose telephone or address another card has: they join. The
//! memory is the whole program's at its highest, the file in memory included; the floor is what the
//! reader alone takes for the same file. On a machine that is busy with other things the time at work is
//! held against the limit, and the clock is printed beside it.

#![allow(clippy::disallowed_methods)] // a benchmark is what a clock is for

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::{App, Caller, Cx, Db, Location, Settings, World, imports, seat, sign_in};
use domain::account::Email;
use domain::id::ImportId;
use jiff::Timestamp;

/// Seconds that previewing and keeping may take together, and MB the program may hold.
const LIMITS: (f64, u64) = (3.0, 150);

struct Bench(AtomicU64);

impl Bench {
    fn draw(&self) -> u64 {
        let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl World for Bench {
    fn now(&self) -> Timestamp {
        "2026-11-13T04:00:00Z".parse().expect("a moment")
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.iter_mut().for_each(|byte| *byte = self.draw() as u8);
    }
}

const GIVEN: [&str; 12] = [
    "Zoé",
    "Thibault",
    "Marie-Ève",
    "Jean-Sébastien",
    "Youssef",
    "Inès",
    "Lộc",
    "Gaëtan",
    "Aïcha",
    "Étienne",
    "Solange",
    "Maude",
];
const SYLLABLES: [&str; 24] = [
    "bo", "ra", "ti", "lu", "me", "no", "ca", "ve", "do", "si", "pa", "le", "go", "mi", "fe", "ro",
    "na", "cha", "vi", "du", "bel", "mont", "var", "lin",
];
const TRADES: [&str; 8] = [
    "Notaire",
    "Courtière hypothécaire",
    "Chocolatier",
    "Comptable",
    "Architecte",
    "Traductrice",
    "Graphiste",
    "Fleuriste",
];

fn word(chance: &Bench) -> String {
    let parts = 2 + chance.draw() % 3;
    let part = |_| SYLLABLES[(chance.draw() % 24) as usize];
    (0..parts).map(part).collect()
}

/// A file of cards as telephones write them.
fn file(chance: &Bench, cards: u64) -> Vec<u8> {
    let mut file = String::new();
    let mut known: Vec<(String, u64)> = Vec::new();
    for n in 0..cards {
        let given = GIVEN[(chance.draw() % 12) as usize];
        let mut who = (format!("{given} {}", word(chance)), n);
        if n % 10 == 9 {
            who.clone_from(&known[(chance.draw() % known.len() as u64) as usize]);
        } else {
            known.push(who.clone());
        }
        let (name, number) = who;
        let (given, family) = name.split_once(' ').unwrap_or((&name, ""));
        let trade = TRADES[(chance.draw() % 8) as usize];
        let firm = word(chance);
        file.push_str(&format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{name}\r\nORG:{firm} inc.\r\nTITLE:{trade}\r\n\
             TEL;TYPE=CELL:+1 514 {:03}-{:04}\r\nEMAIL;TYPE=INTERNET:p{number}@exemple.ca\r\n\
             ADR;TYPE=WORK:;;{} rue {};Montréal;QC;H2X 1Y4;Canada\r\nX-PHONETIC:{n}\r\nEND:VCARD\r\n",
            200 + number / 10_000,
            number % 10_000,
            1 + number % 900,
            word(chance),
        ));
    }
    file.into_bytes()
}

/// Seconds of a processor the program has had; none where the system does not say. Others may be at work
/// beside it, and then the clock tells more of them.
fn worked() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    // Linux counts in hundredths of a second on every common machine.
    Some((user + system) / 100.0)
}

/// The most memory the program held since [`forget_peak`], in MB; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}

fn forget_peak() {
    // Where it cannot be forgotten the figure is only less kind.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn timed<T>(job: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = job();
    (done, begun.elapsed())
}

/// Brings the file in as the page does: taken in, worked out, kept when anything is new.
fn bring_in(app: &App, file: &[u8]) -> ([usize; 4], ImportId, [Duration; 2]) {
    let file = file.to_vec();
    let (id, took) = timed(|| {
        write(app, move |cx| {
            let keeper = keeper(cx)?;
            imports::take_in(cx, keeper, "bench.vcf", &file)
        })
    });
    let (plan, planned) = timed(|| {
        write(app, move |cx| {
            let keeper = keeper(cx)?;
            imports::plan(cx, keeper, id)
        })
    });
    let counts = plan.seen().counts;
    let (_, kept) = timed(|| {
        write(app, move |cx| {
            let keeper = keeper(cx)?;
            imports::keep(cx, keeper, plan)
        })
    });
    (counts, id, [took + planned, kept])
}

fn keeper(cx: &mut Cx<'_, '_>) -> app::Result<seat::Keeper> {
    let email: Email = "zoe@exemple.ca".parse().expect("an address");
    sign_in::account_of(cx, &email)?;
    seat::keeper_at(cx, email.as_str())
}

fn write<T: Send + 'static>(
    app: &App,
    job: impl FnOnce(&mut Cx<'_, '_>) -> app::Result<T> + Send + 'static,
) -> T {
    app.write_blocking(Caller::default(), job).expect("done")
}

fn main() {
    let cards = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let cards: u64 = cards.unwrap_or(10_000);
    let chance = Arc::new(Bench(AtomicU64::new(11)));
    let file = file(&chance, cards);
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Sqlite(folder.path().join("bench.db"));
    let db = Db::open(&location, 2, chance.now()).expect("a database");
    let settings = Settings {
        public_url: "http://127.0.0.1".into(),
        demo: false,
    };
    let app = App::new(db, chance, settings).expect("an application");
    let (read, alone) =
        timed(|| formats::card_file::read(domain::contact_card::Source::Vcard, &file, &[]).count());
    println!(
        "{read} cards, {} kB; the reader alone takes {:.2} s (the floor)",
        file.len() / 1024,
        alone.as_secs_f64()
    );
    forget_peak();
    let before = worked();
    let (counts, id, [preview, keep]) = bring_in(&app, &file);
    let total = (preview + keep).as_secs_f64();
    let memory = peak();
    let work = worked().zip(before).map(|(now, before)| now - before);
    println!("{} contacts new, {} cards join one", counts[0], counts[1]);
    println!(
        "import {total:.2} s (limit {:.0}; preview {:.2} + keep {:.2}), {:.1} times the floor",
        LIMITS.0,
        preview.as_secs_f64(),
        keep.as_secs_f64(),
        total / alone.as_secs_f64()
    );
    if let Some(work) = work {
        println!("  of which a processor was at work for {work:.2} s");
    }
    let memory_said = memory.map_or("not told here".into(), |mb| format!("{mb} MB"));
    println!(
        "memory at its highest {memory_said} (limit {} MB)",
        LIMITS.1
    );
    let (counts, _, [preview, _]) = bring_in(&app, &file);
    println!(
        "the same file again: {} known, preview {:.2} s",
        counts[2],
        preview.as_secs_f64()
    );
    let (_, undo) = timed(|| {
        write(&app, move |cx| {
            let keeper = keeper(cx)?;
            imports::undo(cx, keeper, id)
        })
    });
    println!("undo {:.2} s", undo.as_secs_f64());
    if work.unwrap_or(total) > LIMITS.0 || memory.is_some_and(|mb| mb > LIMITS.1) {
        println!("over a limit");
        std::process::exit(1);
    }
}
