//! The log's front door: what devices, hosts and guests say happened is checked, stored once, and
//! answered entry by entry. Nothing that can be stored is refused for what stands beside it.

use domain::answer::COMPANY_LIMIT;
use domain::evening::{Entry, TOKEN_LIMIT, Token, WalkIn, What};
use domain::event::{Event, Status};
use domain::id::{DeviceId, EntryId, EventId, GroupId, PersonId};
use domain::person::{NAME_LIMIT, Name, Person, Visibility};
use domain::text::{self, Lang};
use jiff::{SignedDuration, Timestamp};
use store::devices::Device;
pub use store::entries::Placed;

use crate::error::Say;
use crate::invitations::{self, From};
use crate::{Cx, Error, Result, access};

/// Entries one batch may hold.
pub const BATCH_LIMIT: usize = 500;
/// Entries one page of the log holds.
pub const PAGE: i64 = 1000;
/// The longest talk, in minutes.
const TALK_LIMIT: u16 = 24 * 60;
/// How long a device may be silent before its next word is noted.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// Whose hand writes to a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Somebody who runs the door and the room, themselves or by a device: writes about anybody.
    Host(PersonId),
    /// Somebody who is there: writes about themselves.
    Guest(PersonId),
}

impl Hand {
    /// In whose name entries are made.
    pub fn author(self) -> PersonId {
        match self {
            Self::Host(person) | Self::Guest(person) => person,
        }
    }
}

/// An entry as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The entry's identity, made by the device.
    pub id: EntryId,
    /// The device's clock.
    pub device_at: Timestamp,
    /// What happened.
    pub what: What,
}

/// What became of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is part of the log now.
    Stored,
    /// It was part of the log already.
    Known,
    /// It is not, and why.
    Refused(Say),
}

/// An event whose log may be written to, and by whose hand.
#[derive(Clone, Debug)]
pub struct Open {
    /// The event.
    pub event: Event,
    /// Whose hand.
    pub hand: Hand,
}

/// By what a writer shows who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The token of one of the event's devices.
    Device(String),
    /// The token of a session.
    Session(String),
    /// Nothing.
    None,
}

/// What was found out about somebody who wrote a moment ago in the same commit.
struct Checked {
    event: EventId,
    proof: Proof,
    open: Open,
}

/// Takes a batch from whoever shows a proof. Whoever wrote last in the same commit needs no second
/// check: nothing but entries was written since.
pub fn take_by(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    proof: &Proof,
    batch: &[Sent],
) -> Result<Vec<Fate>> {
    let known = cx.tx.remembered::<Checked>();
    let known = known.filter(|checked| checked.event == event && checked.proof == *proof);
    let open = match known {
        Some(checked) => checked.open.clone(),
        None => {
            let open = open_by(cx, event, proof)?;
            cx.tx.remember(Checked {
                event,
                proof: proof.clone(),
                open: open.clone(),
            });
            open
        }
    };
    take(cx, &open, batch)
}

fn open_by(cx: &mut Cx<'_, '_>, event: EventId, proof: &Proof) -> Result<Open> {
    match proof {
        Proof::Device(token) => open_by_device(cx, event, token),
        Proof::Session(token) => {
            cx.sign_in(token)?;
            open_by_session(cx, event)
        }
        Proof::None => Err(Error::SignInNeeded),
    }
}

/// The log, by the token of one of the event's devices. When it writes, it is noted as heard of.
pub fn open_by_device(cx: &mut Cx<'_, '_>, event_id: EventId, token: &str) -> Result<Open> {
    let device = device(cx, event_id, token)?;
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    let lately = |at: Timestamp| cx.now.duration_since(at) < TOUCH_AFTER;
    if cx.writes && !device.seen_at.is_some_and(lately) {
        store::devices::touch(cx.tx, device.id, cx.now)?;
    }
    let hand = Hand::Host(device.made_by);
    Ok(Open { event, hand })
}

/// The device of an event that has a token.
pub(crate) fn device(cx: &mut Cx<'_, '_>, event_id: EventId, token: &str) -> Result<Device> {
    let device = store::devices::by_token(cx.tx, &crate::token::hash(token))?;
    let device = device.ok_or(Error::SignInNeeded)?;
    match device.event_id == event_id {
        true => Ok(device),
        false => Err(Error::NotFound),
    }
}

/// Takes a batch from a file that a device saved, in the name of the host who let the device in:
/// whoever holds the installation's database says so.
pub fn take_saved(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    device: DeviceId,
    batch: &[Sent],
) -> Result<Vec<Fate>> {
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    let device = store::devices::find(cx.tx, event_id, device)?.ok_or(Error::NotFound)?;
    let hand = Hand::Host(device.made_by);
    take(cx, &Open { event, hand }, batch)
}

/// The log, by the session of somebody who runs the event, or may come to it.
pub fn open_by_session(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<Open> {
    let me = cx.me()?.person_id;
    let seen = access::event(cx, event_id)?;
    let hand = match (seen.hosts, seen.may_answer) {
        (true, _) => Hand::Host(me),
        (false, true) => Hand::Guest(me),
        (false, false) => return Err(Error::Forbidden),
    };
    Ok(Open {
        event: seen.event,
        hand,
    })
}

/// Takes a batch. Each entry is stored once, whatever becomes of the others.
pub fn take(cx: &mut Cx<'_, '_>, open: &Open, batch: &[Sent]) -> Result<Vec<Fate>> {
    if batch.len() > BATCH_LIMIT {
        return Err(too_many());
    }
    let event = &open.event;
    if event.status == Status::Draft {
        return Err(Error::refused("log-draft"));
    }
    cx.tx.hold_event(event.id)?;
    let mut amended = false;
    let mut fates = Vec::with_capacity(batch.len());
    for sent in batch {
        let fate = take_one(cx, event, open.hand, sent)?;
        if fate == Fate::Stored {
            amended |= settle(cx, event.id, sent)?;
        }
        fates.push(fate);
    }
    if amended {
        refold_presences(cx, event.id)?;
    }
    Ok(fates)
}

/// Why a batch of more than [`BATCH_LIMIT`] entries is not taken.
pub fn too_many() -> Error {
    Error::Refused(Say::new("log-too-many").number("limit", BATCH_LIMIT as i64))
}

/// [`take`] of a single entry, for a page: what is refused becomes the page's sentence.
pub fn take_single(cx: &mut Cx<'_, '_>, open: &Open, what: What) -> Result<EntryId> {
    let now = cx.now;
    take_at(cx, open, what, now)
}

/// [`take_single`], of something that happened at a moment.
pub fn take_at(
    cx: &mut Cx<'_, '_>,
    open: &Open,
    what: What,
    device_at: Timestamp,
) -> Result<EntryId> {
    let sent = Sent {
        id: cx.id(),
        device_at,
        what,
    };
    let fates = take(cx, open, std::slice::from_ref(&sent))?;
    match fates.into_iter().next() {
        Some(Fate::Refused(say)) => Err(Error::Refused(say)),
        _ => Ok(sent.id),
    }
}

fn take_one(cx: &mut Cx<'_, '_>, event: &Event, hand: Hand, sent: &Sent) -> Result<Fate> {
    if let Err(say) = allowed(hand, &sent.what).and_then(|()| sound(&sent.what)) {
        return Ok(Fate::Refused(say));
    }
    for person in sent.what.people() {
        if !is_known(cx, event.id, event.group_id, person)?
            && !walks_in(cx, event.id, hand, &sent.what)?
            && !cx.evening(event.id)?.heard_of(person)
        {
            return Ok(Fate::Refused(Say::new("log-unknown-person")));
        }
    }
    if let (Hand::Guest(_), What::Undone { entry } | What::Corrected { entry, .. }) =
        (hand, &sent.what)
        && !store::entries::is_by(cx.tx, event.id, *entry, hand.author())?
    {
        return Ok(Fate::Refused(Say::new("log-not-yours")));
    }
    let entry = Entry {
        id: sent.id,
        device_at: sent.device_at,
        server_at: cx.now,
        author: Some(hand.author()),
        what: sent.what.clone(),
    };
    let new = store::entries::append(cx.tx, event.id, &entry)?;
    Ok(if new { Fate::Stored } else { Fate::Known })
}

/// What a guest may say: what concerns themselves. What only the house knows is said by nobody.
fn allowed(hand: Hand, what: &What) -> Result<(), Say> {
    if matches!(
        what,
        What::Invited { .. } | What::Answered { .. } | What::Promoted { .. }
    ) {
        return Err(Say::new("log-made-here"));
    }
    let Hand::Guest(me) = hand else { return Ok(()) };
    let own = match what {
        What::Left { person }
        | What::Returned { person }
        | What::Asked { person, .. }
        | What::Quiet { person, .. }
        | What::Visible { person, .. } => *person == me,
        What::Met { people } => people.contains(&me),
        What::Exchanged { from, to, token } => {
            // A card is its owner's to give; a token may be noted by whoever holds it now.
            *from == me || (*to == me && matches!(token, Token::Other(_)))
        }
        What::Lasted { .. } | What::Undone { .. } | What::Corrected { .. } => true,
        What::IntroductionProposed { introducer, .. } => *introducer == Some(me),
        What::IntroductionMade { introducer, .. } => *introducer == Some(me),
        _ => false,
    };
    own.then_some(()).ok_or_else(|| Say::new("log-not-yours"))
}

fn sound(what: &What) -> Result<(), Say> {
    let long = |limit: usize| Say::new("problem-too-long").number("limit", limit as i64);
    match what {
        What::Arrived { company, .. } if *company > COMPANY_LIMIT => {
            Err(Say::new("problem-number")
                .number("least", 0)
                .number("most", COMPANY_LIMIT))
        }
        What::Arrived {
            walk_in: Some(WalkIn { given, family }),
            ..
        } => {
            text::line(given, NAME_LIMIT).map_err(|_| Say::new("log-walk-in-name"))?;
            let family = family.chars().count() <= NAME_LIMIT;
            family.then_some(()).ok_or_else(|| long(NAME_LIMIT))
        }
        What::Met { people: [a, b] } | What::IntroductionProposed { people: [a, b], .. }
            if a == b =>
        {
            Err(Say::new("log-one-person"))
        }
        What::Exchanged { from, to, .. } if from == to => Err(Say::new("log-one-person")),
        What::Same { person, double } if person == double => Err(Say::new("log-one-person")),
        What::Exchanged {
            token: Token::Other(what),
            ..
        } => {
            let read = text::line(what, TOKEN_LIMIT);
            read.map(|_| ())
                .map_err(|_| Say::new("log-token").number("limit", TOKEN_LIMIT as i64))
        }
        What::Lasted { minutes, .. } if *minutes > TALK_LIMIT => Err(Say::new("problem-number")
            .number("least", 0)
            .number("most", i64::from(TALK_LIMIT))),
        _ => Ok(()),
    }
}

/// Whether the event knows somebody: invited, answering, a member of its group, or come before.
fn is_known(cx: &mut Cx<'_, '_>, event: EventId, group: GroupId, person: PersonId) -> Result<bool> {
    Ok(store::people::is_around(cx.tx, event, group, person)?)
}

/// Makes the person who walks in, with a personal link from the host who let them in, unless
/// somebody else has that id.
fn walks_in(cx: &mut Cx<'_, '_>, event: EventId, hand: Hand, what: &What) -> Result<bool> {
    let What::Arrived {
        person,
        walk_in: Some(WalkIn { given, family }),
        ..
    } = what
    else {
        return Ok(false);
    };
    if store::people::find(cx.tx, *person)?.is_some() {
        return Ok(false);
    }
    let person = Person {
        id: *person,
        name: Name::new(given.trim(), family.trim()),
        email: None,
        lang: Lang::default(),
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    let host = hand.author();
    let parent = store::invitations::of_person(cx.tx, event, host)?;
    let parent = parent.filter(|parent| parent.revoked_at.is_none());
    let from = From::Somebody(host, parent.map(|parent| parent.id));
    invitations::own(cx, event, person.id, from)?;
    Ok(true)
}

/// Keeps the rows that follow from an entry; whether they must be made anew instead.
fn settle(cx: &mut Cx<'_, '_>, event: EventId, sent: &Sent) -> Result<bool> {
    match sent.what {
        What::Arrived { person, .. } | What::Returned { person } => {
            if store::entries::is_amended(cx.tx, event, sent.id, person)? {
                return Ok(true);
            }
            store::presences::note(cx.tx, event, person, sent.device_at.min(cx.now))?;
            Ok(false)
        }
        What::Undone { .. } | What::Corrected { .. } | What::Same { .. } => Ok(true),
        _ => Ok(false),
    }
}

fn refold_presences(cx: &mut Cx<'_, '_>, event: EventId) -> Result<()> {
    let evening = cx.evening(event)?;
    let came = evening.everyone().into_iter();
    let all: Vec<_> = came
        .filter_map(|person| Some((person, evening.presence(person).arrived_at()?)))
        .collect();
    Ok(store::presences::replace(cx.tx, event, &all)?)
}

/// Whether the log is theirs to read: it says where everybody was.
pub fn may_read(open: &Open) -> Result<()> {
    match open.hand {
        Hand::Host(_) => Ok(()),
        Hand::Guest(_) => Err(Error::Forbidden),
    }
}

/// A page of the log after a position, for those who run the event.
pub fn page(cx: &mut Cx<'_, '_>, open: &Open, after: i64) -> Result<Vec<Placed>> {
    may_read(open)?;
    Ok(store::entries::after(cx.tx, open.event.id, after, PAGE)?)
}

/// What is new in a log, as screens show it.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The position of the last entry.
    pub position: i64,
    /// The entries, in order.
    pub entries: Vec<Placed>,
    /// What those they name are called.
    pub names: Vec<(PersonId, Name)>,
    /// Heads in the room.
    pub here: u32,
    /// Heads that came so far.
    pub came: u32,
}

/// What was added to a log after a position. Whoever calls has checked who listens.
pub fn heard(cx: &mut Cx<'_, '_>, event: EventId, after: i64) -> Result<Heard> {
    let entries = store::entries::after(cx.tx, event, after, PAGE)?;
    let mut people: Vec<PersonId> = entries.iter().flat_map(|p| p.entry.what.people()).collect();
    people.extend(entries.iter().filter_map(|p| p.entry.author));
    people.sort_unstable();
    people.dedup();
    Ok(Heard {
        position: entries.last().map_or(after, |last| last.position),
        names: store::people::names(cx.tx, &people)?,
        entries,
        ..counts(cx, event)?
    })
}

/// Where a log stands, without its entries.
pub fn standing(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Heard> {
    let position = store::entries::last_position(cx.tx, event)?;
    Ok(Heard {
        position,
        ..counts(cx, event)?
    })
}

fn counts(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Heard> {
    let evening = cx.evening(event)?;
    Ok(Heard {
        here: evening.heads(),
        came: evening.heads_so_far(),
        ..Heard::default()
    })
}
