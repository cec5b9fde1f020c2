//! Introductions: who should meet whom now, by whom and why; and what people answer. A proposal is an
//! entry of the log once somebody has taken it up (a host, or the one who asked to be introduced):
//! what the room merely thinks of is no entry. `docs/room.md` describes them.

mod grounds;
mod phone;

use domain::evening::{Evening, Introduction, Outcome, What, Why};
use domain::event::Event;
use domain::id::{EntryId, EventId, PersonId};
use domain::person::Name;
use engine::live::Suggestion;
use jiff::Timestamp;

use crate::log::{self, Hand, Open};
use crate::room::{Kept, LATER};
use crate::{Cx, Error, Result, access};

pub use grounds::Ground;
pub use phone::{Offered, Part, introduce, offered, reply, tick, welcome, welcomes};

/// Introductions proposed at a time.
pub const AT_A_TIME: usize = 3;

/// Somebody in the room, as those who run it see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Someone {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: Name,
    /// What they are tonight.
    pub does: String,
    /// Whether a portrait is kept.
    pub portrait: bool,
    /// Whether it is their first time.
    pub newcomer: bool,
}

impl Someone {
    pub(crate) fn of(kept: &Kept, id: PersonId) -> Self {
        let traits = kept.traits(id);
        Self {
            id,
            name: traits.map(|t| t.name.clone()).unwrap_or_default(),
            does: traits.map(|t| t.does.clone()).unwrap_or_default(),
            portrait: traits.is_some_and(|t| t.has_portrait),
            newcomer: traits.is_some_and(|t| t.newcomer),
        }
    }
}

/// Two people to bring together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// The entry that proposed it, once somebody took it up.
    pub id: Option<EntryId>,
    /// Whom; the one who waits longer first.
    pub people: [Someone; 2],
    /// Who knows one of them; the host when nobody does.
    pub introducer: Option<Someone>,
    /// Why.
    pub grounds: Vec<Ground>,
}

/// The introductions to make now, for those who run the evening.
pub fn now(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Vec<Idea>> {
    let seen = access::hosted_event(cx, event)?;
    ideas(cx, &seen.event)
}

/// The introductions to make now, the most wanted first.
pub(crate) fn ideas(cx: &mut Cx<'_, '_>, event: &Event) -> Result<Vec<Idea>> {
    let now = cx.now;
    cx.in_room(event, |kept| {
        let answer = kept.best(AT_A_TIME * 4, now);
        let mut ideas: Vec<Idea> = Vec::new();
        for suggestion in &answer.suggestions {
            let idea = idea(kept, suggestion);
            if !idea.grounds.is_empty() || is_wanted(kept, suggestion) {
                ideas.push(idea);
            }
            if ideas.len() == AT_A_TIME {
                break;
            }
        }
        ideas
    })
}

/// Whether one of the two waits for company.
fn is_wanted(kept: &Kept, suggestion: &Suggestion) -> bool {
    let (a, b) = suggestion.pair;
    [a, b]
        .iter()
        .any(|person| kept.waits_since(*person).is_some())
}

fn idea(kept: &Kept, suggestion: &Suggestion) -> Idea {
    let (a, b) = suggestion.pair;
    let waits = |person| {
        let traits = kept.traits(kept.id(person));
        let new = traits.is_some_and(|traits| traits.newcomer);
        (!new, kept.waits_since(person).unwrap_or(i64::MAX), person)
    };
    let (first, second) = if waits(a) <= waits(b) { (a, b) } else { (b, a) };
    let introducer = kept.introducer(a, b);
    Idea {
        id: None,
        people: [first, second].map(|person| Someone::of(kept, kept.id(person))),
        introducer: introducer.map(|by| Someone::of(kept, kept.id(by))),
        grounds: grounds::of(kept, kept.id(first), &suggestion.reasons),
    }
}

/// An introduction that was taken up, with why.
pub(crate) fn of_entry(kept: &Kept, introduction: &Introduction) -> Idea {
    let [a, b] = introduction.people;
    let numbers = kept.person(a).zip(kept.person(b));
    let reasons = numbers.map(|(a, b)| kept.reasons(a, b)).unwrap_or_default();
    Idea {
        id: Some(introduction.id),
        people: [a, b].map(|person| Someone::of(kept, person)),
        introducer: introduction.introducer.map(|by| Someone::of(kept, by)),
        grounds: grounds::of(kept, a, &reasons),
    }
}

/// What somebody says of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// I take it up: both are told.
    Taken,
    /// It is done: they talk.
    Made,
    /// Not now.
    Later,
    /// They have nothing to say to each other.
    WrongMatch,
    /// They know each other.
    AlreadyKnown,
}

impl Reply {
    /// The reply of that name in forms.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "taken" => Self::Taken,
            "made" => Self::Made,
            "later" => Self::Later,
            "wrong_match" => Self::WrongMatch,
            "already_known" => Self::AlreadyKnown,
            _ => return None,
        })
    }
}

/// Which introduction a host speaks of.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The entry that proposed it, when it was taken up before.
    pub introduction: Option<EntryId>,
    /// Whom.
    pub people: [PersonId; 2],
    /// Who would do it.
    pub introducer: Option<PersonId>,
}

/// Notes what a host says of an introduction. The same word twice changes nothing.
pub fn say(cx: &mut Cx<'_, '_>, event: EventId, about: About, reply: Reply) -> Result<()> {
    let seen = access::hosted_event(cx, event)?;
    let open = Open {
        event: seen.event,
        hand: Hand::Host(cx.me()?.person_id),
    };
    cx.tx.hold_event(event)?;
    let evening = cx.evening(event)?;
    let introduction = match about.introduction {
        Some(id) => evening.introduction(id).ok_or(Error::NotFound)?,
        None => taken_up(cx, &open, &evening, about)?,
    };
    settle(cx, &open, &evening, &introduction, reply)
}

/// The entry of an introduction: one that waits for an answer, or a new one.
fn taken_up(
    cx: &mut Cx<'_, '_>,
    open: &Open,
    evening: &Evening,
    about: About,
) -> Result<Introduction> {
    let [a, b] = about.people;
    let is_here = |person: PersonId| evening.presence(person).here_since().is_some();
    if !is_here(a) || !is_here(b) {
        return Err(Error::refused("room-not-here"));
    }
    let same = |i: &Introduction| i.people.contains(&a) && i.people.contains(&b);
    let stands = |i: &Introduction| match i.outcome {
        Some((at, Outcome::Declined(Why::NotNow))) => at + LATER > cx.now,
        Some(_) => true,
        None => evening.is_open(i, cx.now),
    };
    if let Some(before) = evening.introductions().filter(same).filter(stands).last() {
        return Ok(before);
    }
    propose(cx, open, about.introducer, about.people)
}

fn propose(
    cx: &mut Cx<'_, '_>,
    open: &Open,
    introducer: Option<PersonId>,
    people: [PersonId; 2],
) -> Result<Introduction> {
    let introducer = introducer.filter(|by| !people.contains(by));
    let what = What::IntroductionProposed { introducer, people };
    let id = log::take_single(cx, open, what)?;
    Ok(Introduction {
        id,
        at: cx.now,
        introducer,
        people,
        outcome: None,
    })
}

/// Writes a reply into the log, unless it is there.
fn settle(
    cx: &mut Cx<'_, '_>,
    open: &Open,
    evening: &Evening,
    introduction: &Introduction,
    reply: Reply,
) -> Result<()> {
    let made = matches!(introduction.outcome, Some((_, Outcome::Made(_))));
    let why = match reply {
        _ if made => return Ok(()),
        Reply::Taken => return Ok(()),
        Reply::Made => return make(cx, open, evening, introduction),
        Reply::Later => Why::NotNow,
        Reply::WrongMatch => Why::WrongMatch,
        Reply::AlreadyKnown => Why::AlreadyKnown,
    };
    let said = introduction.outcome.map(|(_, outcome)| outcome);
    if said == Some(Outcome::Declined(why)) {
        return Ok(());
    }
    let introduction = introduction.id;
    let what = What::IntroductionDeclined { introduction, why };
    log::take_single(cx, open, what).map(|_| ())
}

/// It was made, so the two talk.
fn make(
    cx: &mut Cx<'_, '_>,
    open: &Open,
    evening: &Evening,
    introduction: &Introduction,
) -> Result<()> {
    let Introduction {
        id,
        introducer,
        people,
        ..
    } = *introduction;
    let introducer = introducer.or(match open.hand {
        Hand::Host(host) if !people.contains(&host) => Some(host),
        _ => None,
    });
    let made = What::IntroductionMade {
        introduction: id,
        introducer,
    };
    log::take_single(cx, open, made)?;
    if !talk(evening, people, cx.now) {
        log::take_single(cx, open, What::Met { people })?;
    }
    Ok(())
}

/// Whether two people are taken to talk with each other at a moment.
fn talk(evening: &Evening, [a, b]: [PersonId; 2], at: Timestamp) -> bool {
    let with = evening.encounters_of(a).filter(|talk| talk.other(a) == b);
    with.into_iter()
        .any(|talk| talk.at <= at && talk.ended_at() > at)
}
