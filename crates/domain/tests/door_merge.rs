//! What several devices at a door say, off line and in any order, is one room: `fixtures/door/merge.json`
//! (run by Node against the door's own script as well; `UPDATE=1` writes it anew), and ten thousand
//! random histories of devices that lose the network, answers and the right time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::evening::{Entry, Evening, WalkIn, What};
use domain::id::{EntryId, PersonId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// SplitMix64: chance that repeats itself.
struct Dice(u64);

impl Dice {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u32) -> u32 {
        u32::try_from(self.draw() % u64::from(n.max(1))).unwrap()
    }

    fn upto(&mut self, n: usize) -> usize {
        usize::try_from(self.draw() % (n as u64 + 1)).unwrap()
    }
}

fn person(n: u32) -> PersonId {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(n)).into()
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_794_520_000 + second).unwrap()
}

fn came(n: u32, company: u32) -> What {
    What::Arrived {
        person: person(n),
        company,
        walk_in: None,
    }
}

fn walks_in(n: u32, given: &str) -> What {
    let walk_in = WalkIn {
        given: given.into(),
        family: "Tremblay".into(),
    };
    What::Arrived {
        person: person(n),
        company: 0,
        walk_in: Some(walk_in),
    }
}

fn left(n: u32) -> What {
    What::Left { person: person(n) }
}

fn same(kept: u32, double: u32) -> What {
    What::Same {
        person: person(kept),
        double: person(double),
    }
}

/// Something a host may say who knows of some entries.
fn word(dice: &mut Dice, known: &[EntryId], new: u32) -> What {
    let who = dice.below(5);
    let about = known.get(dice.upto(known.len())).copied();
    match (dice.below(12), about) {
        (0..=3, _) => came(who, dice.below(3)),
        (6, _) => What::Returned {
            person: person(who),
        },
        (7, _) => walks_in(100 + new, "Jo"),
        (8, _) => same(who, dice.below(5)),
        (9, Some(entry)) => What::Corrected {
            entry,
            at: moment(dice.below(3600).into()),
        },
        (10 | 11, Some(entry)) => What::Undone { entry },
        _ => left(who),
    }
}

/// A device: what it said and does not know stored, what it heard, how wrong its clock is.
struct Device {
    skew: i64,
    queue: Vec<Entry>,
    heard: Vec<Entry>,
    next: usize,
}

/// The server: a set of entries, in the order it saw them.
#[derive(Default)]
struct Server {
    log: Vec<Entry>,
    known: BTreeSet<EntryId>,
}

impl Server {
    fn take(&mut self, entry: &Entry, now: i64) {
        if self.known.insert(entry.id) {
            let server_at = moment(now);
            let entry = entry.clone();
            self.log.push(Entry { server_at, ..entry });
        }
    }
}

impl Device {
    fn say(&mut self, dice: &mut Dice, step: u32) -> EntryId {
        let all = self.heard.iter().chain(&self.queue);
        let known: Vec<EntryId> = all.map(|entry| entry.id).collect();
        let id = Uuid::from_u128((u128::from(dice.draw()) << 16) + u128::from(step)).into();
        let device_at = moment(i64::from(step) * 60 + self.skew);
        self.queue.push(Entry {
            id,
            device_at,
            server_at: device_at,
            author: None,
            what: word(dice, &known, step),
        });
        id
    }

    /// Part of the queue goes out, in whatever order; the answer may be lost.
    fn sync(&mut self, server: &mut Server, dice: &mut Dice, now: i64) {
        let some = dice.upto(self.queue.len());
        let mut sent = self.queue[..some].to_vec();
        if dice.below(2) == 0 {
            sent.reverse();
        }
        sent.iter().for_each(|entry| server.take(entry, now));
        if dice.below(3) > 0 {
            self.queue.drain(..some);
        }
    }

    fn hear(&mut self, server: &Server, some: usize) {
        let new = &server.log[self.next..self.next + some];
        self.heard.extend(new.iter().rev().cloned());
        self.next += some;
    }
}

fn history(seed: u64) {
    let mut dice = Dice(seed);
    let mut server = Server::default();
    let device = |dice: &mut Dice| Device {
        skew: i64::from(dice.below(7200)) - 3600,
        queue: Vec::new(),
        heard: Vec::new(),
        next: 0,
    };
    let mut devices: Vec<Device> = (0..2 + dice.below(3)).map(|_| device(&mut dice)).collect();
    let mut said = BTreeSet::new();
    for step in 0..30 + dice.below(30) {
        let which = dice.upto(devices.len() - 1);
        let device = &mut devices[which];
        match dice.below(6) {
            0..=2 => {
                said.insert(device.say(&mut dice, step));
            }
            3 | 4 => device.sync(&mut server, &mut dice, i64::from(step) * 60),
            // It hears part of what is new.
            _ => device.hear(&server, dice.upto(server.log.len() - device.next)),
        }
    }
    for device in &mut devices {
        device
            .queue
            .iter()
            .for_each(|entry| server.take(entry, 7200));
    }
    let stored: BTreeSet<EntryId> = server.log.iter().map(|entry| entry.id).collect();
    assert_eq!(stored, said, "history {seed}: an entry is lost");
    assert_eq!(server.log.len(), said.len(), "history {seed}: doubled");
    let room = Evening::of(&server.log);
    for device in &mut devices {
        device.hear(&server, server.log.len() - device.next);
        assert!(
            room == Evening::of(&device.heard),
            "history {seed}: two rooms"
        );
    }
}

#[test]
fn ten_thousand_histories_lose_nothing_double_nothing_and_end_in_one_room() {
    (0..10_000).for_each(history);
}

#[derive(Serialize, Deserialize)]
struct Case {
    name: String,
    entries: Vec<Entry>,
    want: Room,
}

/// When somebody came first, since when they are here, when they left, and with how many.
type Told = (Option<i64>, Option<i64>, Option<i64>, u32);

/// The room as a door shows it; moments in milliseconds.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Room {
    here: u32,
    came: u32,
    everyone: Vec<PersonId>,
    people: BTreeMap<PersonId, Told>,
}

fn room(entries: &[Entry]) -> Room {
    let evening = Evening::of(entries);
    let all = entries.iter().flat_map(|entry| entry.what.people());
    let told = |person: PersonId| {
        let presence = evening.presence(person);
        let ms = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
        let (arrived, since) = (ms(presence.arrived_at()), ms(presence.here_since()));
        let left = ms(presence.left_at()).filter(|_| since.is_none());
        (person, (arrived, since, left, evening.company(person)))
    };
    Room {
        here: evening.heads(),
        came: evening.heads_so_far(),
        everyone: evening.everyone(),
        people: all.map(told).collect(),
    }
}

fn entry(n: u32, minute: i64, what: What) -> Entry {
    let id = 0x019a_7000_0000_7000_8000_0000_0000_0000 + u128::from(n);
    Entry {
        id: Uuid::from_u128(id).into(),
        device_at: moment(60 * minute),
        server_at: moment(60 * minute + 2),
        author: None,
        what,
    }
}

fn undo(n: u32, minute: i64, of: u32) -> Entry {
    let entry_id = entry(of, 0, left(1)).id;
    entry(n, minute, What::Undone { entry: entry_id })
}

/// What hosts may run into, in words.
fn stories() -> Vec<(&'static str, Vec<Entry>)> {
    let mut ahead = entry(1, 500, came(1, 0));
    ahead.server_at = moment(180);
    let back = What::Returned { person: person(1) };
    let set_right = What::Corrected {
        entry: entry(1, 0, left(1)).id,
        at: moment(300),
    };
    let twice = || {
        vec![
            entry(1, 5, walks_in(1, "Jo")),
            entry(2, 7, walks_in(2, "Joe")),
            entry(3, 9, same(1, 2)),
        ]
    };
    let mut parted = twice();
    parted.push(undo(4, 10, 3));
    let mut gone = twice();
    gone.push(entry(4, 12, left(2)));
    let three = || {
        vec![
            entry(1, 5, came(1, 0)),
            entry(2, 6, came(2, 1)),
            entry(3, 7, came(3, 0)),
        ]
    };
    let mut chain = three();
    chain.extend([entry(5, 9, same(2, 1)), entry(4, 9, same(3, 2))]);
    let mut circle = three();
    circle.extend([entry(4, 9, same(2, 1)), entry(5, 9, same(1, 2))]);
    vec![
        ("an empty room", vec![]),
        (
            "two doors admit the same person",
            vec![entry(2, 8, came(1, 1)), entry(1, 6, came(1, 0))],
        ),
        (
            "an undo here, a departure there",
            vec![
                entry(1, 5, walks_in(1, "Jo")),
                entry(3, 9, left(1)),
                undo(2, 8, 1),
            ],
        ),
        (
            "out and in again",
            vec![
                entry(1, 6, came(1, 2)),
                entry(2, 17, left(1)),
                entry(3, 37, back),
            ],
        ),
        (
            "an undo before what it undoes",
            vec![undo(2, 8, 1), entry(1, 6, came(1, 0))],
        ),
        ("a clock that runs ahead", vec![ahead]),
        (
            "a time set right",
            vec![entry(1, 20, came(1, 0)), entry(2, 30, set_right)],
        ),
        ("one walk-in under two spellings", twice()),
        ("joined, then parted", parted),
        ("a double leaves", gone),
        ("a chain of doubles", chain),
        ("a circle of doubles", circle),
        (
            "the same moment twice",
            vec![
                entry(2, 5, left(1)),
                entry(1, 5, came(1, 0)),
                entry(3, 5, came(2, 0)),
            ],
        ),
    ]
}

fn by_chance(seed: u64) -> Vec<Entry> {
    let mut dice = Dice(seed);
    let mut entries: Vec<Entry> = Vec::new();
    for n in 0..6 + dice.below(14) {
        let known: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        let what = word(&mut dice, &known, n);
        let mut said = entry(n, dice.below(90).into(), what);
        said.server_at += SignedDuration::from_secs(i64::from(dice.below(3600)) - 1800);
        entries.push(said);
    }
    entries
}

fn written() -> String {
    let told = stories()
        .into_iter()
        .map(|(name, entries)| (name.to_owned(), entries));
    let drawn = (1..=40).map(|seed| (format!("by chance {seed}"), by_chance(seed)));
    let cases = told.chain(drawn).map(|(name, entries)| {
        let want = room(&entries);
        let case = Case {
            name,
            entries,
            want,
        };
        serde_json::to_string(&case).unwrap()
    });
    format!("[\n{}\n]\n", cases.collect::<Vec<_>>().join(",\n"))
}

#[test]
fn the_vectors_of_a_door_fold_into_the_room_they_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/door/merge.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written()).unwrap();
    }
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&text).unwrap();
    assert!(cases.len() >= 50);
    for case in cases {
        assert_eq!(room(&case.entries), case.want, "{}", case.name);
    }
}
