//! The host's board: the room as those who run the evening need it at a glance. Who stands alone and
//! since when, whom to bring together and why, how newcomers fare, and how much of the evening is left.

use std::collections::BTreeMap;

use domain::evening::company::{PROMISE, WARNING};
use domain::evening::{self, Evening, Outcome};
use domain::event::Event;
use domain::id::{EventId, PersonId};
use domain::person::Name;
use jiff::{SignedDuration, Timestamp};

use crate::door::Counts;
use crate::introductions::{self, Idea, Someone};
use crate::mail::{self, EventBrief};
use crate::room::Kept;
use crate::{Cx, Result, access};

/// People alone shown at once.
const WAITING: usize = 12;
/// Wishes shown at once.
const UNMET: usize = 6;
/// Minutes of arrivals shown at most.
const MINUTES: usize = 240;
/// New faces the projector greets.
const GREETED: usize = 6;

/// How pressing somebody's waiting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pressing {
    /// A newcomer beyond the promise.
    Broken,
    /// A newcomer whose five minutes are nearly over, or somebody who asked to be introduced.
    Soon,
    /// Alone.
    No,
}

/// Somebody who stands alone, or asked to be introduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Who.
    pub who: Someone,
    /// For how many whole minutes.
    pub minutes: i64,
    /// How pressing it is.
    pub pressing: Pressing,
    /// Whether they asked to be introduced.
    pub asked: bool,
    /// Whether they would rather not be approached.
    pub quiet: bool,
    /// Whether they have talked with nobody yet.
    pub met_nobody: bool,
}

/// How a newcomer fares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faring {
    /// What they are called.
    pub name: Name,
    /// Minutes alone so far.
    pub alone: i64,
    /// The longest time alone, in minutes.
    pub longest: i64,
    /// Whom they met.
    pub met: usize,
    /// Whether they were never alone longer than promised.
    pub kept: bool,
    /// Whether they are in the room.
    pub here: bool,
}

/// Somebody who has not met whom, or what, they came for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Who.
    pub name: Name,
    /// What they seek, in their words; empty when they named somebody.
    pub seeks: String,
    /// Who it is.
    pub other: Name,
    /// Whether that one is in the room.
    pub here: bool,
}

/// The board.
#[derive(Clone, Debug)]
pub struct Board {
    /// The event.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// The moment it tells of.
    pub now: Timestamp,
    /// Heads.
    pub counts: Counts,
    /// When it begins and ends.
    pub span: (Timestamp, Timestamp),
    /// Whether it has ended: nobody is brought together any more, and what came of it is shown.
    pub over: bool,
    /// Who waits for company, most pressing first.
    pub waiting: Vec<Waiting>,
    /// How many more do.
    pub waiting_more: usize,
    /// Introductions to make now.
    pub ideas: Vec<Idea>,
    /// Introductions somebody took up, and which nobody has answered.
    pub taken: Vec<Idea>,
    /// How newcomers fare, who fares worst first.
    pub newcomers: Vec<Faring>,
    /// Who has not met whom they came for.
    pub unmet: Vec<Unmet>,
    /// Heads that arrived in each minute, and the first of them.
    pub arrivals: (Timestamp, Vec<u32>),
    /// Conversations, and introductions made.
    pub talks: usize,
    /// Introductions made.
    pub made: usize,
    /// Everyone here, by name.
    pub here: Vec<Someone>,
}

/// The board of an event.
pub fn show(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<Board> {
    let seen = access::hosted_event(cx, event_id)?;
    let event = &seen.event;
    let roster = crate::door::roster_of(cx, event)?;
    let now = cx.now;
    let over = now >= event.words.ends_at;
    let ideas = match over {
        true => Vec::new(),
        false => introductions::ideas(cx, event)?,
    };
    let evening = cx.evening(event_id)?;
    let counts = Counts {
        here: evening.heads(),
        came: evening.heads_so_far(),
        expected: roster.seats,
        capacity: event.words.capacity,
    };
    let until = now.min(event.words.ends_at);
    let (waiting, taken, newcomers, unmet, here) = cx.in_room(event, |kept| {
        let (newcomers, here) = (newcomers(kept, &evening, until), everyone(kept));
        if over {
            return (Vec::new(), Vec::new(), newcomers, Vec::new(), here);
        }
        let open = evening.open_introductions(now).into_iter();
        (
            waiting(kept, &evening, now),
            open.map(|i| introductions::of_entry(kept, &i)).collect(),
            newcomers,
            unmet(kept, &evening),
            here,
        )
    })?;
    let made = |i: &evening::Introduction| matches!(i.outcome, Some((_, Outcome::Made(_))));
    Ok(Board {
        brief: mail::brief(cx, event, &seen.group)?,
        event_id,
        now,
        counts,
        span: (event.words.starts_at, event.words.ends_at),
        over,
        waiting_more: waiting.len().saturating_sub(WAITING),
        waiting: waiting.into_iter().take(WAITING).collect(),
        ideas,
        taken,
        newcomers,
        unmet,
        arrivals: arrivals(&evening, event, now),
        talks: evening.encounters().count(),
        made: evening.introductions().filter(made).count(),
        here,
    })
}

/// Who waits for company. Those who run the evening are at work.
fn waiting(kept: &Kept, evening: &Evening, now: Timestamp) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = kept
        .here()
        .filter_map(|(person, id)| {
            let since = Timestamp::from_millisecond(kept.waits_since(person)?).ok()?;
            let traits = kept.traits(id)?;
            let asked = evening.asks(id).is_some();
            if traits.hosts && !asked {
                return None;
            }
            let span = now.duration_since(since).max(SignedDuration::ZERO);
            let quiet = evening.is_quiet(id);
            let pressing = match (quiet, traits.newcomer) {
                (true, _) => Pressing::No,
                (_, true) if span > PROMISE => Pressing::Broken,
                (_, true) if span >= WARNING => Pressing::Soon,
                _ if asked => Pressing::Soon,
                _ => Pressing::No,
            };
            Some(Waiting {
                who: Someone::of(kept, id),
                minutes: span.as_mins(),
                pressing,
                asked,
                quiet,
                met_nobody: evening.encounters_of(id).next().is_none(),
            })
        })
        .collect();
    waiting.sort_by_key(|w| {
        let calm = (w.quiet, w.pressing, !w.asked, !w.who.newcomer);
        (calm, std::cmp::Reverse(w.minutes), w.who.id)
    });
    waiting
}

fn newcomers(kept: &Kept, evening: &Evening, until: Timestamp) -> Vec<Faring> {
    let came = evening.everyone().into_iter();
    let new = came.filter_map(|id| Some((id, kept.traits(id)?)).filter(|(_, t)| t.newcomer));
    let mut faring: Vec<Faring> = new
        .map(|(id, traits)| {
            let longest = evening.longest_alone(id, until);
            let met: std::collections::BTreeSet<PersonId> = evening
                .encounters_of(id)
                .map(|talk| talk.other(id))
                .collect();
            Faring {
                name: traits.name.clone(),
                alone: evening.minutes_alone(id, until),
                longest: longest.as_mins(),
                met: met.len(),
                kept: longest <= PROMISE,
                here: evening.presence(id).here_since().is_some(),
            }
        })
        .collect();
    faring.sort_by_key(|f| (!f.here, f.kept, std::cmp::Reverse(f.longest), f.name.key()));
    faring
}

/// Who has not met the one they asked for, or nobody who is what they seek though one is here.
fn unmet(kept: &Kept, evening: &Evening) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    let name = |id| kept.traits(id).map(|traits| traits.name.clone());
    let is_here = |id| evening.presence(id).here_since().is_some();
    let mut trades: BTreeMap<u32, Vec<(u32, PersonId)>> = BTreeMap::new();
    for (person, id) in kept.here() {
        let offers = kept.traits(id).map(|traits| &traits.offers);
        for (tag, _) in offers.into_iter().flatten().filter(|(_, p)| p.trade) {
            trades.entry(*tag).or_default().push((person, id));
        }
    }
    let mut sought = Vec::new();
    for (person, id) in kept.here() {
        for to in evening.still_wished(id) {
            unmet.extend(name(id).zip(name(to)).map(|(name, other)| Unmet {
                name,
                seeks: String::new(),
                other,
                here: is_here(to),
            }));
        }
        let seeks = kept.traits(id).map(|traits| &traits.seeks);
        let found = seeks.into_iter().flatten().filter_map(|(tag, phrase)| {
            let all = trades.get(tag)?;
            let others = || all.iter().filter(|(other, _)| *other != person);
            let met = others().any(|(other, _)| kept.have_met(person, *other));
            let mut suits = others().filter(|(other, _)| !kept.is_apart(person, *other));
            let (_, other) = suits.next().filter(|_| !met)?;
            Some((phrase, *other))
        });
        sought.extend(found.take(1).filter_map(|(phrase, other)| {
            Some(Unmet {
                name: name(id)?,
                seeks: phrase.text.clone(),
                other: name(other)?,
                here: true,
            })
        }));
    }
    unmet.extend(sought);
    unmet.truncate(UNMET);
    unmet
}

fn everyone(kept: &Kept) -> Vec<Someone> {
    let mut here: Vec<Someone> = kept.here().map(|(_, id)| Someone::of(kept, id)).collect();
    here.sort_by_cached_key(|someone| (someone.name.key(), someone.id));
    here
}

/// Heads that arrived in each minute, from the doors' opening on.
fn arrivals(evening: &Evening, event: &Event, now: Timestamp) -> (Timestamp, Vec<u32>) {
    let came: Vec<(Timestamp, u32)> = evening
        .everyone()
        .into_iter()
        .filter_map(|id| Some((evening.presence(id).arrived_at()?, 1 + evening.company(id))))
        .collect();
    let began = event.words.starts_at;
    let from = came.first().map_or(began, |(at, _)| began.min(*at));
    let minute = |at: Timestamp| usize::try_from(at.duration_since(from).as_mins()).unwrap_or(0);
    let until = now.min(event.words.ends_at).max(from);
    let mut minutes = vec![0; minute(until).min(MINUTES - 1) + 1];
    for (at, heads) in came {
        let last = minutes.len() - 1;
        minutes[minute(at).min(last)] += heads;
    }
    (from, minutes)
}

/// What the room's wall shows: nobody who does not let everybody see them, and nobody's solitude.
#[derive(Clone, Debug)]
pub struct Wall {
    /// The event.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// The moment.
    pub now: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Heads in the room.
    pub here: u32,
    /// Conversations so far.
    pub talks: usize,
    /// Introductions made.
    pub made: usize,
    /// What comes next on the programme: when, and what.
    pub next: Option<(String, String)>,
    /// Given names of those who came last.
    pub welcome: Vec<String>,
    /// The round that is on.
    pub round: Option<crate::rounds::Seating>,
}

/// The wall of an event, for whoever runs it to show.
pub fn wall(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<Wall> {
    let seen = access::hosted_event(cx, event_id)?;
    let event = &seen.event;
    let evening = cx.evening(event_id)?;
    let mut last: Vec<PersonId> = evening.here();
    last.sort_by_key(|id| std::cmp::Reverse(evening.presence(*id).arrived_at()));
    let people: BTreeMap<PersonId, _> = store::people::by_ids(cx.tx, &last)?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let is_shown = |person: &domain::person::Person| {
        evening::shows(evening.is_visible(person.id), person.visibility, false)
    };
    let round = crate::rounds::on_the_wall(cx, event_id, is_shown)?;
    let shown = last
        .iter()
        .filter_map(|id| people.get(id))
        .filter(|p| is_shown(p));
    let zone = jiff::tz::TimeZone::get(&event.words.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let clock = cx.now.to_zoned(zone).strftime("%H:%M").to_string();
    let next = event.words.programme.iter().find(|line| line.at > clock);
    let made = |i: &evening::Introduction| matches!(i.outcome, Some((_, Outcome::Made(_))));
    Ok(Wall {
        brief: mail::brief(cx, event, &seen.group)?,
        event_id,
        now: cx.now,
        ends_at: event.words.ends_at,
        here: evening.heads(),
        talks: evening.encounters().count(),
        made: evening.introductions().filter(made).count(),
        next: next.map(|line| (line.at.clone(), line.what.clone())),
        welcome: shown.take(GREETED).map(|p| p.name.given.clone()).collect(),
        round,
    })
}
