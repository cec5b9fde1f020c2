//! The story's evening, as `fixtures/evening` tells it: entries of the log with their own times and
//! ids that are always the same, so that playing a part twice adds nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::activity::Activity;
use domain::evening::{Entry, Token, WalkIn, What};
use domain::id::{EntryId, EventId, PersonId};
use domain::person::{Name, Person, Visibility};
use domain::recurrence;
use domain::text::Lang;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::cast::zone;
use crate::{Cx, Error, Result};

/// The evening's key in the cast.
pub const EVENING: &str = "open-evening";
/// The walk-in, whom no file of the cast knows.
const WALK_IN: &str = "jo";

/// A log that was read, or why it could not be.
type Read = LazyLock<Result<Vec<Told>, String>>;

static LOG: Read = LazyLock::new(|| read(include_str!("../../../../fixtures/evening/log.toml")));
/// What is told of the wine-and-cheese of May.
static MAY: Read = LazyLock::new(|| read(include_str!("../../../../fixtures/evening/may.toml")));

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Log {
    #[allow(dead_code, reason = "told to whoever reads the file")]
    event: String,
    date: Date,
    entry: Vec<Line>,
}

/// One line: who wrote it down when, and one of the things that can have happened.
#[derive(Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Line {
    at: Time,
    by: String,
    name: Option<String>,
    arrival: Option<String>,
    company: u32,
    walk_in: Option<String>,
    departure: Option<String>,
    #[serde(rename = "return")]
    returned: Option<String>,
    proposed: Option<[String; 2]>,
    introducer: Option<String>,
    made: Option<String>,
    encounter: Option<[String; 2]>,
    lasted: Option<String>,
    minutes: Option<u16>,
    card: Option<[String; 2]>,
    activity: usize,
    token: Option<[String; 2]>,
    what: String,
    asks: Option<String>,
    to: Option<String>,
    quiet: Option<String>,
    visible: Option<String>,
    on: bool,
}

/// A line with its moment and its id.
struct Told {
    at: Timestamp,
    id: EntryId,
    /// The entry that a length or an outcome speaks of.
    of: Option<EntryId>,
    line: Line,
}

fn broken(what: &str) -> Error {
    Error::Internal(format!("fixtures/evening: {what}"))
}

/// The id of what is called so: of its moment, and always the same.
pub(super) fn id_of(at: Timestamp, name: &str) -> Uuid {
    let digest = Sha256::digest(name.as_bytes());
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    let ms = u64::try_from(at.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
}

/// A time of the evening's date as a moment.
pub(super) fn moment(date: Date, time: Time) -> Timestamp {
    recurrence::at(date.to_datetime(time), &zone())
}

fn read(text: &str) -> Result<Vec<Told>, String> {
    let file: Log = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut named = BTreeMap::new();
    let mut told = Vec::new();
    for (n, line) in file.entry.into_iter().enumerate() {
        // Lines of one minute happened one after the other.
        let at = moment(file.date, line.at) + SignedDuration::from_millis(n as i64 * 40 % 30_000);
        let id = id_of(at, &format!("{n}")).into();
        if let Some(name) = &line.name {
            named.insert(name.clone(), id);
        }
        let spoken_of = line.made.as_ref().or(line.lasted.as_ref());
        let of = spoken_of.map(|name| named.get(name).copied().ok_or_else(|| name.clone()));
        let of = of.transpose()?;
        if let (Some(_), Some(minutes)) = (&line.encounter, line.minutes) {
            told.push(length(at, id, n, &line, minutes));
        }
        told.push(Told { at, id, of, line });
    }
    told.sort_by_key(|told| (told.at, told.id));
    Ok(told)
}

/// The word, at an encounter's end, of how long it was.
fn length(at: Timestamp, encounter: EntryId, n: usize, line: &Line, minutes: u16) -> Told {
    let at = at + SignedDuration::from_mins(minutes.into());
    Told {
        at,
        id: id_of(at, &format!("{n} lasted")).into(),
        of: Some(encounter),
        line: Line {
            by: line.by.clone(),
            lasted: Some(String::new()),
            minutes: Some(minutes),
            ..Line::default()
        },
    }
}

/// People by their keys, and the cards of those who give some.
pub(super) struct Keys<'a> {
    /// People.
    pub people: &'a BTreeMap<String, PersonId>,
}

impl Keys<'_> {
    pub(super) fn person(&self, key: &str) -> Result<PersonId> {
        if key == WALK_IN {
            return Ok(PersonId(id_of(Timestamp::UNIX_EPOCH, WALK_IN)));
        }
        let known = self.people.get(key).copied();
        known.ok_or_else(|| broken(&format!("nobody is called {key:?}")))
    }

    fn pair(&self, [a, b]: &[String; 2]) -> Result<[PersonId; 2]> {
        Ok([self.person(a)?, self.person(b)?])
    }
}

/// Whether anything happened after a moment and until another one.
pub(super) fn any_due(after: Timestamp, until: Timestamp) -> Result<bool> {
    Ok(due(after, until)?.next().is_some())
}

fn due(after: Timestamp, until: Timestamp) -> Result<impl Iterator<Item = &'static Told>> {
    let log = told(&LOG)?;
    Ok(log
        .iter()
        .filter(move |told| told.at > after && told.at <= until))
}

/// Writes down what happened after a moment and until another one.
pub(super) fn write(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    keys: &Keys<'_>,
    (after, until): (Timestamp, Timestamp),
) -> Result<()> {
    for told in due(after, until)? {
        append(cx, event, keys, told)?;
    }
    Ok(())
}

fn told(log: &'static Read) -> Result<&'static [Told]> {
    log.as_deref().map_err(|error| broken(error))
}

/// Writes down what is told of the wine-and-cheese of May.
pub(super) fn write_may(cx: &mut Cx<'_, '_>, event: EventId, keys: &Keys<'_>) -> Result<()> {
    for told in told(&MAY)? {
        append(cx, event, keys, told)?;
    }
    Ok(())
}

fn append(cx: &mut Cx<'_, '_>, event: EventId, keys: &Keys<'_>, told: &Told) -> Result<()> {
    cx.tx.hold_event(event)?;
    let what = what(cx, keys, told)?;
    let entry = Entry {
        id: told.id,
        device_at: told.at,
        server_at: told.at,
        author: Some(keys.person(&told.line.by)?),
        what,
    };
    let new = store::entries::append(cx.tx, event, &entry)?;
    if let (true, What::Arrived { person, .. }) = (new, entry.what) {
        store::presences::note(cx.tx, event, person, told.at)?;
    }
    Ok(())
}

fn what(cx: &mut Cx<'_, '_>, keys: &Keys<'_>, told: &Told) -> Result<What> {
    let line = &told.line;
    let spoken_of = || told.of.ok_or_else(|| broken("a line speaks of nothing"));
    let introducer = line.introducer.as_ref().map(|key| keys.person(key));
    let introducer = introducer.transpose()?;
    Ok(if let Some(key) = &line.arrival {
        let person = keys.person(key)?;
        What::Arrived {
            person,
            company: line.company,
            walk_in: walk_in(cx, person, told)?,
        }
    } else if let Some(key) = &line.departure {
        What::Left {
            person: keys.person(key)?,
        }
    } else if let Some(key) = &line.returned {
        What::Returned {
            person: keys.person(key)?,
        }
    } else if let Some(pair) = &line.proposed {
        What::IntroductionProposed {
            introducer,
            people: keys.pair(pair)?,
        }
    } else if line.made.is_some() {
        What::IntroductionMade {
            introduction: spoken_of()?,
            introducer,
        }
    } else if let Some(pair) = &line.encounter {
        What::Met {
            people: keys.pair(pair)?,
        }
    } else if line.lasted.is_some() {
        What::Lasted {
            encounter: spoken_of()?,
            minutes: line.minutes.ok_or_else(|| broken("a length without"))?,
        }
    } else if let Some(pair) = line.card.as_ref().or(line.token.as_ref()) {
        handed_over(cx, keys, line, pair)?
    } else if let Some(key) = &line.asks {
        let to = line.to.as_ref().map(|key| keys.person(key));
        What::Asked {
            person: keys.person(key)?,
            to: to.transpose()?,
        }
    } else if let Some(key) = &line.quiet {
        What::Quiet {
            person: keys.person(key)?,
            on: line.on,
        }
    } else if let Some(key) = &line.visible {
        What::Visible {
            person: keys.person(key)?,
            on: line.on,
        }
    } else {
        return Err(broken("a line says nothing"));
    })
}

fn walk_in(cx: &mut Cx<'_, '_>, id: PersonId, told: &Told) -> Result<Option<WalkIn>> {
    let Some(given) = &told.line.walk_in else {
        return Ok(None);
    };
    if store::people::find(cx.tx, id)?.is_none() {
        let person = Person {
            id,
            name: Name::new(given, ""),
            email: None,
            lang: Lang::Fr,
            visibility: Visibility::Private,
            has_portrait: false,
        };
        store::people::insert(cx.tx, &person, told.at)?;
    }
    Ok(Some(WalkIn {
        given: given.clone(),
        family: String::new(),
    }))
}

fn handed_over(
    cx: &mut Cx<'_, '_>,
    keys: &Keys<'_>,
    line: &Line,
    pair: &[String; 2],
) -> Result<What> {
    let [from, to] = keys.pair(pair)?;
    let token = if line.token.is_some() {
        Token::Other(line.what.clone())
    } else {
        let cards: Vec<Activity> = store::people::activities(cx.tx, from)?;
        Token::Card(cards.get(line.activity).map(|card| card.id))
    };
    Ok(What::Exchanged { from, to, token })
}
