//! A trace of face-to-face contacts, as the SocioPatterns project publishes them (`t i j`: somebody's
//! sensor faced another's within a step of twenty seconds), and the log it becomes.
//!
//! Sensors tell of contacts alone, so presence is read off them: somebody is there from the first
//! contact of any kind; a silence of [`ABSENT`] is an absence. A conversation is a contact that lasts
//! two steps or more, with gaps of at most [`GAP`]; a single step is somebody passing by.
//! `docs/room.md` says what that can show and what it cannot.

use std::collections::{BTreeMap, BTreeSet};

use domain::evening::{Entry, What};
use domain::id::{EntryId, PersonId};
use jiff::{SignedDuration, Timestamp};

/// Seconds of one step.
pub const STEP: i64 = 20;
/// Seconds without a contact after which two are taken to have parted.
pub const GAP: i64 = 60;
/// Seconds of a conversation at least.
pub const TALK: i64 = 2 * STEP;
/// Seconds without any contact after which somebody is taken to have gone out.
pub const ABSENT: i64 = 30 * 60;
/// Seconds without anybody's contact between two days.
const NIGHT: i64 = 4 * 60 * 60;
/// Contacts a trace may hold.
const MOST: usize = 5_000_000;

/// One contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// When, in seconds since 1970: the beginning of its step.
    pub at: i64,
    /// The two, the smaller number first.
    pub people: (u32, u32),
}

/// A trace: days of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The contacts of each day, in order.
    pub days: Vec<Vec<Contact>>,
}

/// Why a file is no trace: the line, from one, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Unreadable {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// Reads `t i j` lines, in any order; `#` begins a comment.
pub fn read(text: &str) -> Result<Trace, Unreadable> {
    let mut contacts = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let wrong = |what| Unreadable { line: n + 1, what };
        contacts.push(contact(line).map_err(wrong)?);
        if contacts.len() > MOST {
            return Err(wrong("five million contacts at most are read"));
        }
    }
    contacts.sort_unstable();
    contacts.dedup();
    let mut trace = Trace::default();
    let mut last: Option<i64> = None;
    for contact in contacts {
        match trace.days.last_mut() {
            Some(day) if last.is_some_and(|at| contact.at - at < NIGHT) => day.push(contact),
            _ => trace.days.push(vec![contact]),
        }
        last = Some(contact.at);
    }
    Ok(trace)
}

fn contact(line: &str) -> Result<Contact, &'static str> {
    let mut fields = line.split_whitespace();
    let at: i64 = fields
        .next()
        .and_then(|t| t.parse().ok())
        .filter(|at| (0..=253_402_207_200).contains(at))
        .ok_or("the time is no number of seconds")?;
    let mut person = || fields.next().and_then(|id| id.parse::<u32>().ok());
    let (Some(a), Some(b)) = (person(), person()) else {
        return Err("two participants' numbers are wanted");
    };
    if a == b {
        return Err("nobody faces themselves");
    }
    Ok(Contact {
        at,
        people: (a.min(b), a.max(b)),
    })
}

/// Reads who is a newcomer from a metadata file: its first column is the participant, its last says
/// whether they took part before (`No` marks a newcomer).
pub fn newcomers(text: &str) -> Result<BTreeSet<u32>, Unreadable> {
    let mut new = BTreeSet::new();
    for (n, line) in text.lines().enumerate() {
        let mut fields = line.split_whitespace();
        let (Some(first), Some(last)) = (fields.next(), fields.next_back()) else {
            continue;
        };
        let person: u32 = first.parse().map_err(|_| Unreadable {
            line: n + 1,
            what: "the first column is no participant's number",
        })?;
        if last.eq_ignore_ascii_case("no") {
            new.insert(person);
        }
    }
    Ok(new)
}

/// A conversation: from the first step to the end of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Talk {
    /// When it began.
    pub from: i64,
    /// When it ended.
    pub to: i64,
    /// The two.
    pub people: (u32, u32),
}

/// The conversations of a day, in the order of beginning.
pub fn talks(day: &[Contact]) -> Vec<Talk> {
    let mut open: BTreeMap<(u32, u32), Talk> = BTreeMap::new();
    let mut talks = Vec::new();
    for contact in day {
        let (from, to, people) = (contact.at, contact.at + STEP, contact.people);
        let talk = open.entry(people).or_insert(Talk { from, to, people });
        if from - talk.to > GAP {
            talks.push(std::mem::replace(talk, Talk { from, to, people }));
        }
        talk.to = to;
    }
    talks.extend(open.into_values());
    talks.retain(|talk| talk.to - talk.from >= TALK);
    talks.sort_unstable();
    talks
}

/// When each participant was there.
pub fn presences(day: &[Contact]) -> BTreeMap<u32, Vec<(i64, i64)>> {
    let mut there: BTreeMap<u32, Vec<(i64, i64)>> = BTreeMap::new();
    for contact in day {
        for person in [contact.people.0, contact.people.1] {
            let spans = there.entry(person).or_default();
            match spans.last_mut() {
                Some((_, to)) if contact.at - *to < ABSENT => *to = contact.at + STEP,
                _ => spans.push((contact.at, contact.at + STEP)),
            }
        }
    }
    there
}

/// A day as the log of an evening. Encounters are signalled when they begin, their lengths said when
/// they end, in whole minutes and one at least.
pub fn log(
    day: &[Contact],
    person: impl Fn(u32) -> PersonId,
    mut id: impl FnMut(Timestamp) -> EntryId,
) -> Vec<Entry> {
    let mut told: Vec<(i64, u8, What)> = Vec::new();
    for (number, spans) in presences(day) {
        let person = person(number);
        for (n, (from, to)) in spans.iter().enumerate() {
            let company = 0;
            let arrived = What::Arrived {
                person,
                company,
                walk_in: None,
            };
            let comes = if n == 0 {
                arrived
            } else {
                What::Returned { person }
            };
            told.push((*from, 0, comes));
            told.push((*to, 3, What::Left { person }));
        }
    }
    let mut log = Vec::new();
    let moment = |at: i64| Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
    for talk in talks(day) {
        let (began, id) = (moment(talk.from), id(moment(talk.from)));
        let people = [person(talk.people.0), person(talk.people.1)];
        log.push(entry(id, began, What::Met { people }));
        let minutes = u16::try_from(((talk.to - talk.from) + 30) / 60).unwrap_or(u16::MAX);
        let lasted = What::Lasted {
            encounter: id,
            minutes: minutes.max(1),
        };
        told.push((talk.to, 2, lasted));
    }
    told.sort_by_key(|(at, rank, _)| (*at, *rank));
    for (at, _, what) in told {
        log.push(entry(id(moment(at)), moment(at), what));
    }
    log.sort_by_key(|entry| entry.server_at);
    log
}

fn entry(id: EntryId, at: Timestamp, what: What) -> Entry {
    Entry {
        id,
        device_at: at,
        server_at: at,
        author: None,
        what,
    }
}

/// The newcomers who talked with nobody in their first `span`, with when they came, as the trace itself
/// tells, without any log.
pub fn without_company(
    day: &[Contact],
    newcomers: &BTreeSet<u32>,
    span: SignedDuration,
) -> Vec<(u32, i64)> {
    let talks = talks(day);
    let alone = |person: u32, from: i64| {
        let until = from + span.as_secs();
        let mut with = talks
            .iter()
            .filter(|talk| talk.people.0 == person || talk.people.1 == person);
        !with.any(|talk| talk.from < until && talk.to > from)
    };
    let first = presences(day).into_iter();
    let first = first.filter_map(|(person, spans)| Some((person, *spans.first()?)));
    first
        .filter(|(person, (from, to))| {
            // Whoever went before their five minutes were over was not left alone for so long.
            newcomers.contains(person) && to - from >= span.as_secs() && alone(*person, *from)
        })
        .map(|(person, (from, _))| (person, from))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::evening::Evening;
    use uuid::Uuid;

    /// Three people on one day and one of them on the next: 1 passes 2, then talks with 3; 2 waits.
    const TRACE: &str =
        "# invented\n1000 2 1\n1200 1 3\n1220 3 1\n1280 1 3\n1700 2 3\n1720 2 3\n\n90000 1 2\n";

    #[test]
    fn days_talks_and_presences_are_read_off_contacts() {
        let trace = read(TRACE).unwrap();
        assert_eq!(trace.days.len(), 2);
        let day = &trace.days[0];
        let talk = |from, to, people| Talk { from, to, people };
        assert_eq!(
            talks(day),
            [talk(1200, 1300, (1, 3)), talk(1700, 1740, (2, 3))]
        );
        assert_eq!(presences(day)[&2], [(1000, 1740)]);
    }

    #[test]
    fn a_day_becomes_a_log_that_folds_to_the_same() {
        let trace = read(TRACE).unwrap();
        let person = |n: u32| PersonId(Uuid::from_u128(n.into()));
        let mut count = 0;
        let log = log(&trace.days[0], person, |_| {
            count += 1;
            EntryId(Uuid::from_u128(count))
        });
        let evening = Evening::of(&log);
        assert_eq!(evening.everyone().len(), 3);
        assert_eq!(evening.encounters().count(), 2);
        let at = |second| Timestamp::from_second(second).unwrap();
        let then = log.iter().filter(|entry| entry.server_at <= at(1400));
        let alone = Evening::of(then).alone_since(person(2), at(1400)).unwrap();
        assert_eq!((alone.since, alone.met_nobody), (at(1000), true));
        let span = SignedDuration::from_mins(5);
        assert_eq!(
            without_company(&trace.days[0], &BTreeSet::from([1, 2]), span),
            [(2, 1000)]
        );
    }

    #[test]
    fn what_is_no_trace_is_told_by_its_line() {
        let wrong = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(
            wrong("1 2 3\nx 2 3"),
            "line 2: the time is no number of seconds"
        );
        assert_eq!(wrong("1 2"), "line 1: two participants' numbers are wanted");
        assert_eq!(wrong("1 2 2"), "line 1: nobody faces themselves");
        assert_eq!(newcomers("1 F No\n2 M Yes\n").unwrap(), BTreeSet::from([1]));
        assert!(newcomers("x No").is_err());
    }
}
