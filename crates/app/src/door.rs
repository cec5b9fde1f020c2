//! The door: who is expected and not yet here, who is here, and every word a host says there. Each
//! is an entry of the log; a slip is undone by another. It admits whoever comes: a full house is
//! said, never enforced.

mod bundle;
mod doubles;
mod greeting;
mod roster;
mod scan;
mod walk_in;

use domain::answer::COMPANY_LIMIT;
use domain::evening::coming::Word;
use domain::evening::{Evening, What};
use domain::id::{EntryId, EventId, PersonId};
use domain::person::{Name, Person};
use jiff::Timestamp;

use crate::access::{self, SeenEvent};
use crate::log::{self, Hand, Open};
use crate::mail::{self, EventBrief};
use crate::{Cx, Error, Result};

pub use bundle::{Bundle, FORGET_AFTER, Listing, bundle};
pub use doubles::{Double, same};
pub use greeting::{Greeting, How, Known, greet};
pub use roster::Rosters;
pub use scan::{is_code, recognise, scan};
pub use walk_in::{Handed, Typed, WalkedIn, hand, link, walk_in};

pub(crate) use roster::{Listed, of as roster_of};

use roster::Roster;

/// People one list of the door shows; the search finds the others.
const SHOWN: usize = 60;
/// Entries looked through for what happened last.
const LOOKED: i64 = 200;
/// What happened last, at most.
const LAST: usize = 8;

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet come.
    Awaited,
    /// In the room since then.
    Here(Timestamp),
    /// Went out then.
    Left(Timestamp),
}

impl State {
    fn of(evening: &Evening, person: PersonId) -> Self {
        let presence = evening.presence(person);
        match (presence.here_since(), presence.left_at()) {
            (Some(since), _) => Self::Here(since),
            (None, Some(at)) => Self::Left(at),
            (None, None) => Self::Awaited,
        }
    }
}

/// One person in a list of the door.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who.
    pub person: Person,
    /// How many they bring, or brought.
    pub company: u32,
    /// What they answered; `None` for whoever was not asked.
    pub word: Option<Word>,
    /// Whether they never came to anything of the group before.
    pub first_time: bool,
    /// What they do.
    pub trade: String,
    /// Whether their invitation was taken back.
    pub revoked: bool,
    /// Where they are.
    pub state: State,
}

/// One word said at the door, as the others see it.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The entry, to undo it.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// Of whom.
    pub person: Name,
    /// Who said it.
    pub author: Option<Name>,
    /// What.
    pub what: Passed,
}

/// What somebody did at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Came in, with how many.
    In(u32),
    /// Went out.
    Out,
    /// Came back.
    Back,
    /// Turned out to be somebody entered before.
    Same,
}

/// Heads, company included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the room.
    pub here: u32,
    /// Came so far.
    pub came: u32,
    /// Have a seat.
    pub expected: u32,
    /// Seats there are.
    pub capacity: Option<u32>,
}

impl Counts {
    /// Whether the room holds nobody more.
    pub fn is_full(self) -> bool {
        self.capacity.is_some_and(|capacity| self.here >= capacity)
    }
}

/// The lists of the door.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Whom the search found; `None` when nothing is looked for.
    pub found: Option<Vec<Line>>,
    /// Not yet here, most likely to arrive next first.
    pub awaited: Vec<Line>,
    /// How many they are in all.
    pub awaited_total: usize,
    /// In the room, latest first.
    pub here: Vec<Line>,
    /// How many they are in all, company aside.
    pub here_total: usize,
    /// Went out, latest first.
    pub left: Vec<Line>,
    /// What happened last.
    pub last: Vec<Happened>,
    /// People who may have been entered twice.
    pub doubles: Vec<Double>,
}

/// The door of an event.
#[derive(Clone, Debug)]
pub struct Door {
    /// The event.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// Heads.
    pub counts: Counts,
    /// Its lists.
    pub lists: Lists,
}

/// The door; with a search, whom it finds among all whom the event knows.
pub fn show(cx: &mut Cx<'_, '_>, event_id: EventId, search: &str) -> Result<Door> {
    let seen = access::hosted_event(cx, event_id)?;
    let roster = roster::of(cx, &seen.event)?;
    let evening = cx.evening(event_id)?;
    let counts = counts(&seen, &roster, &evening);
    let lists = Lists {
        last: last(cx, event_id, &evening)?,
        doubles: doubles::likely(cx, &roster, &evening)?,
        ..lists(cx, &seen, &roster, &evening, search.trim())?
    };
    Ok(Door {
        brief: mail::brief(cx, &seen.event, &seen.group)?,
        event_id,
        counts,
        lists,
    })
}

fn counts(seen: &SeenEvent, roster: &Roster, evening: &Evening) -> Counts {
    Counts {
        here: evening.heads(),
        came: evening.heads_so_far(),
        expected: roster.seats,
        capacity: seen.event.words.capacity,
    }
}

fn lists(
    cx: &mut Cx<'_, '_>,
    seen: &SeenEvent,
    roster: &Roster,
    evening: &Evening,
    search: &str,
) -> Result<Lists> {
    let mut lists = Lists::default();
    if search.is_empty() {
        let awaited = roster.awaited(evening, seen.event.words.starts_at, cx.now);
        lists.awaited_total = awaited.len();
        lists.awaited = roster.lines(awaited.into_iter().take(SHOWN), evening);
        let (here, left) = inside_and_out(evening);
        lists.here_total = here.len();
        lists.here = lines(cx, roster, evening, here)?;
        lists.left = lines(cx, roster, evening, left)?;
    } else {
        let found = roster.search(search, SHOWN);
        lists.found = Some(roster.lines(found.into_iter(), evening));
    }
    trades(cx, &mut lists)?;
    Ok(lists)
}

/// Who is in the room and who went out, latest first.
fn inside_and_out(evening: &Evening) -> (Vec<PersonId>, Vec<PersonId>) {
    let (mut here, mut left) = (Vec::new(), Vec::new());
    for person in evening.everyone() {
        match State::of(evening, person) {
            State::Here(at) => here.push((at, person)),
            State::Left(at) => left.push((at, person)),
            State::Awaited => {}
        }
    }
    let latest = |mut all: Vec<(Timestamp, PersonId)>| {
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.into_iter().map(|(_, person)| person).collect()
    };
    (latest(here), latest(left))
}

/// Lines of people who came, whether the roster knows them already or not.
fn lines(
    cx: &mut Cx<'_, '_>,
    roster: &Roster,
    evening: &Evening,
    people: Vec<PersonId>,
) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for id in people.into_iter().take(SHOWN) {
        match roster.line(id, evening) {
            Some(line) => lines.push(line),
            None => lines.extend(unlisted(cx, evening, id)?),
        }
    }
    Ok(lines)
}

/// Somebody who came a moment ago and was expected by nobody.
fn unlisted(cx: &mut Cx<'_, '_>, evening: &Evening, id: PersonId) -> Result<Option<Line>> {
    let person = store::people::find(cx.tx, id)?;
    Ok(person.map(|person| Line {
        person,
        company: evening.company(id),
        word: None,
        first_time: true,
        trade: String::new(),
        revoked: false,
        state: State::of(evening, id),
    }))
}

/// Fills in what people do, where their answer did not say.
fn trades(cx: &mut Cx<'_, '_>, lists: &mut Lists) -> Result<()> {
    let found = lists.found.iter_mut().flatten();
    let all = found
        .chain(&mut lists.awaited)
        .chain(&mut lists.here)
        .chain(&mut lists.left);
    let mut silent: Vec<&mut Line> = all.filter(|line| line.trade.is_empty()).collect();
    let people: Vec<PersonId> = silent.iter().map(|line| line.person.id).collect();
    for (person, title, _) in store::people::activity_titles(cx.tx, &people)? {
        let line = silent.iter_mut().find(|line| line.person.id == person);
        if let Some(line) = line.filter(|line| line.trade.is_empty()) {
            line.trade = title;
        }
    }
    Ok(())
}

fn last(cx: &mut Cx<'_, '_>, event: EventId, evening: &Evening) -> Result<Vec<Happened>> {
    let mut last = Vec::new();
    for placed in store::entries::latest(cx.tx, event, LOOKED)? {
        let entry = placed.entry;
        let Some((person, what)) = passed(&entry.what) else {
            continue;
        };
        if evening.holds(entry.id) {
            last.push((entry.id, entry.device_at, person, entry.author, what));
        }
        if last.len() == LAST {
            break;
        }
    }
    let people: Vec<PersonId> = last
        .iter()
        .flat_map(|(_, _, person, author, _)| [Some(*person), *author])
        .flatten()
        .collect();
    let names = store::people::names(cx.tx, &people)?;
    let name = |wanted: PersonId| {
        let found = names.iter().find(|(id, _)| *id == wanted);
        found.map(|(_, name)| name.clone())
    };
    let told = last
        .into_iter()
        .map(|(entry, at, person, author, what)| Happened {
            entry,
            at,
            person: name(person).unwrap_or_default(),
            author: author.and_then(name),
            what,
        });
    Ok(told.collect())
}

fn passed(what: &What) -> Option<(PersonId, Passed)> {
    match *what {
        What::Arrived {
            person, company, ..
        } => Some((person, Passed::In(company))),
        What::Left { person } => Some((person, Passed::Out)),
        What::Returned { person } => Some((person, Passed::Back)),
        What::Same { person, .. } => Some((person, Passed::Same)),
        _ => None,
    }
}

/// The log of an event, for one of its hosts.
fn open(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Open> {
    let seen = access::hosted_event(cx, event)?;
    let hand = Hand::Host(cx.me()?.person_id);
    Ok(Open {
        event: seen.event,
        hand,
    })
}

/// How somebody was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// For the first time this evening.
    In,
    /// They had gone out.
    Back,
    /// They are here already: the first arrival stands, and nothing was written.
    Already,
}

/// Lets somebody in, with their company; what their answer says when nobody said otherwise.
pub fn admit(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    person: PersonId,
    company: Option<u32>,
) -> Result<Admitted> {
    let open = open(cx, event)?;
    admit_by(cx, &open, person, company)
}

fn admit_by(
    cx: &mut Cx<'_, '_>,
    open: &Open,
    person: PersonId,
    company: Option<u32>,
) -> Result<Admitted> {
    let event = open.event.id;
    // Held before looking, so that two hosts at one door admit somebody once.
    cx.tx.hold_event(event)?;
    let evening = cx.evening(event)?;
    match State::of(&evening, person) {
        State::Here(_) => Ok(Admitted::Already),
        State::Left(_) => {
            log::take_single(cx, open, What::Returned { person })?;
            Ok(Admitted::Back)
        }
        State::Awaited => {
            let company = match company {
                Some(company) => company.min(COMPANY_LIMIT),
                None => announced(cx, event, person)?,
            };
            let what = What::Arrived {
                person,
                company,
                walk_in: None,
            };
            log::take_single(cx, open, what)?;
            Ok(Admitted::In)
        }
    }
}

fn announced(cx: &mut Cx<'_, '_>, event: EventId, person: PersonId) -> Result<u32> {
    let answer = store::answers::of_person(cx.tx, event, person)?;
    Ok(answer.map_or(0, |answer| answer.words.company))
}

/// Notes that somebody went out; whoever is not here stays where they are.
pub fn depart(cx: &mut Cx<'_, '_>, event: EventId, person: PersonId) -> Result<()> {
    let open = open(cx, event)?;
    cx.tx.hold_event(event)?;
    let evening = cx.evening(event)?;
    if let State::Here(_) = State::of(&evening, person) {
        log::take_single(cx, &open, What::Left { person })?;
    }
    Ok(())
}

/// Takes back what was said at the door, by whichever host; whose coming and going it was.
pub fn undo(cx: &mut Cx<'_, '_>, event: EventId, entry: EntryId) -> Result<PersonId> {
    let open = open(cx, event)?;
    cx.tx.hold_event(event)?;
    let said = store::entries::find(cx.tx, event, entry)?.ok_or(Error::NotFound)?;
    let (person, _) = passed(&said.what).ok_or(Error::NotFound)?;
    if cx.evening(event)?.holds(entry) {
        log::take_single(cx, &open, What::Undone { entry })?;
    }
    Ok(person)
}
