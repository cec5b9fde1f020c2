//! Folding an evening: a log of 10,000 entries from scratch, and one entry more, beside their limits.
//! `cargo bench -p domain --bench fold`

use std::hint::black_box;

use domain::evening::{Entry, Evening, Token, What};
use domain::id::{EntryId, PersonId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

#[path = "../engine/clock.rs"]
mod clock;

use clock::Instant;

const ENTRIES: u128 = 10_000;
const PEOPLE: u128 = 2_500;
const RUNS: usize = 21;

/// Bits that look random, as the end of a UUIDv7 does.
fn mixed(n: u128) -> u128 {
    let mut z = (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n << 80 | u128::from(z ^ (z >> 31))
}

fn person(n: u128) -> PersonId {
    Uuid::from_u128(mixed(n % PEOPLE)).into()
}

/// A long evening: everyone arrives, people meet, cards change hands, some leave, a few entries are undone.
fn entry(n: u128, began: Timestamp) -> Entry {
    let at = began + SignedDuration::from_millis(n as i64 * 1_440);
    let (a, b) = (person(n), person(n * 7 + 3));
    let what = match n {
        n if n < PEOPLE => What::Arrived {
            person: a,
            company: 0,
            walk_in: None,
        },
        n if n % 50 == 0 => What::Undone { entry: id(n - 25) },
        n if n % 10 < 5 => What::Met { people: [a, b] },
        n if n % 10 < 7 => What::Exchanged {
            from: a,
            to: b,
            token: Token::Card(None),
        },
        n if n % 10 < 8 => What::Lasted {
            encounter: id(n - 5),
            minutes: 8,
        },
        _ => What::Left { person: a },
    };
    Entry {
        id: id(n),
        device_at: at,
        server_at: at,
        author: Some(a),
        what,
    }
}

fn id(n: u128) -> EntryId {
    Uuid::from_u128(mixed(n + 1_000_000)).into()
}

fn report(name: &str, limit: f64, unit: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:<44} {median:>9.3} {worst:>9.3} {limit:>9.1} {unit}");
}

fn main() {
    let began = Timestamp::UNIX_EPOCH;
    let log: Vec<Entry> = (0..ENTRIES).map(|n| entry(n, began)).collect();
    println!("{:<44} {:>9} {:>9} {:>9}", "", "median", "worst", "limit");
    let whole = (0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(Evening::of(black_box(&log)));
        start.elapsed_ms()
    });
    report("10,000 entries from scratch", 5.0, "ms", whole.collect());
    let backwards = (0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(Evening::of(black_box(log.iter().rev())));
        start.elapsed_ms()
    });
    report("the same, latest first", 5.0, "ms", backwards.collect());
    let evening = Evening::of(&log);
    let more: Vec<Entry> = (ENTRIES..ENTRIES + 1000).map(|n| entry(n, began)).collect();
    let one = (0..RUNS).map(|_| {
        let mut grown = evening.clone();
        let start = Instant::now();
        more.iter().for_each(|entry| grown.take(black_box(entry)));
        let spent = start.elapsed_ms();
        black_box(&grown);
        spent
    });
    report("one entry more (mean of 1,000)", 5.0, "µs", one.collect());
    let until = began + SignedDuration::from_hours(5);
    let alone = (0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(evening.alone(until));
        start.elapsed_ms()
    });
    report("who is alone, of 2,500", 5.0, "ms", alone.collect());
}
