//! Events: planned, published, changed, called off; and the page of one.

use domain::event::{self, Event, EventWords, Status};
use domain::group::Group;
use domain::id::{EventId, VenueId};
use domain::text::{Lang, Slug};
use domain::venue::Venue;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
pub use store::agenda::EventLine;
pub use store::events::Face;

use crate::access::{self, SeenEvent};
use crate::error::Say;
use crate::form::Check;
use crate::mail::change::Change;
use crate::{Cx, Error, Result};

mod notice;

/// How many faces an event's page shows.
const FACES: i64 = 12;
/// The largest room.
const CAPACITY: i64 = 100_000;

/// An event as typed. A box that is ticked says `on`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // Each field is the word of that name.
pub struct Form {
    pub kind: String,
    pub title: String,
    pub about: String,
    pub venue: String,
    pub date: String,
    pub start: String,
    pub end: String,
    pub capacity: String,
    pub audience: String,
    pub fr: String,
    pub en: String,
    pub programme: String,
}

fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

impl Form {
    /// An empty form of a group: its language, a 5 à 7, open to the group's members.
    pub fn fresh(group: &Group) -> Self {
        let speaks = |lang| if group.words.lang == lang { "on" } else { "" };
        Self {
            kind: word(&event::Kind::FiveToSeven),
            audience: word(&event::Audience::Members),
            start: "17:00".into(),
            end: "19:00".into(),
            fr: speaks(Lang::Fr).into(),
            en: speaks(Lang::En).into(),
            ..Self::default()
        }
    }

    /// An event as it would be typed.
    pub fn of(words: &EventWords) -> Self {
        let zone = zone(&words.zone);
        let (start, end) = (
            words.starts_at.to_zoned(zone.clone()),
            words.ends_at.to_zoned(zone),
        );
        let speaks = |lang| {
            if words.languages.contains(&lang) {
                "on"
            } else {
                ""
            }
        };
        Self {
            kind: word(&words.kind),
            title: words.title.clone(),
            about: words.about.clone(),
            venue: words.venue_id.map_or(String::new(), |id| id.to_string()),
            date: start.date().to_string(),
            start: start.strftime("%H:%M").to_string(),
            end: end.strftime("%H:%M").to_string(),
            capacity: words.capacity.map_or(String::new(), |n| n.to_string()),
            audience: word(&words.audience),
            fr: speaks(Lang::Fr).into(),
            en: speaks(Lang::En).into(),
            programme: event::programme_text(&words.programme),
        }
    }

    /// Reads everything but the moment the event must lie after; `when` gives the form's date and
    /// times back for those who need more than instants.
    pub(crate) fn read(
        &self,
        cx: &mut Cx<'_, '_>,
        check: &mut Check,
        group: &Group,
        zone_name: &str,
    ) -> Result<Option<Read>> {
        let title = check.line("title", &self.title, 120);
        let kind = check.choice("kind", &self.kind);
        let about = check.optional_text("about", &self.about, 10_000);
        let venue_id = self.venue(cx, check, group)?;
        let date = check.date("date", &self.date);
        let start = check.time("start", &self.start);
        let end = check.time("end", &self.end);
        let capacity = check.optional_number("capacity", &self.capacity, 1, CAPACITY);
        let audience = check.choice("audience", &self.audience);
        let languages = self.languages(check);
        let programme = event::read_programme(&self.programme).unwrap_or_else(|line| {
            let say = Say::new("event-problem-programme").number("line", line as i64);
            check.problem("programme", say);
            Vec::new()
        });
        let (Some(kind), Some(audience)) = (kind, audience) else {
            return Ok(None);
        };
        let (Some(date), Some(start), Some(end)) = (date, start, end) else {
            return Ok(None);
        };
        let (starts_at, ends_at) = event::span(date, start, end, &zone(zone_name));
        if ends_at <= starts_at {
            check.problem("end", Say::new("event-problem-end"));
        }
        let words = EventWords {
            kind,
            title,
            about,
            venue_id,
            starts_at,
            ends_at,
            zone: zone_name.to_owned(),
            capacity: capacity.and_then(|n| u32::try_from(n).ok()),
            audience,
            languages,
            programme,
        };
        Ok(Some(Read { words, date, start }))
    }

    fn venue(
        &self,
        cx: &mut Cx<'_, '_>,
        check: &mut Check,
        group: &Group,
    ) -> Result<Option<VenueId>> {
        if self.venue.is_empty() {
            return Ok(None);
        }
        let found = match self.venue.parse() {
            Ok(id) => store::venues::find(cx.tx, id)?,
            Err(_) => None,
        };
        let found = found.filter(|venue| venue.group_id == group.id);
        if found.is_none() {
            check.problem("venue", Say::new("problem-choice"));
        }
        Ok(found.map(|venue| venue.id))
    }

    fn languages(&self, check: &mut Check) -> Vec<Lang> {
        let ticked = [(Lang::Fr, &self.fr), (Lang::En, &self.en)];
        let spoken: Vec<_> = ticked
            .into_iter()
            .filter(|(_, tick)| !tick.is_empty())
            .map(|(lang, _)| lang)
            .collect();
        if spoken.is_empty() {
            check.problem("fr", Say::new("event-problem-languages"));
        }
        spoken
    }
}

/// A form that could be read.
pub(crate) struct Read {
    pub(crate) words: EventWords,
    pub(crate) date: Date,
    pub(crate) start: Time,
}

/// The zone of a name; groups and events only ever carry known ones.
pub(crate) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// What the page that plans an event needs.
pub fn planner(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<(Group, Vec<Venue>)> {
    crate::venues::list(cx, slug)
}

/// What the page that changes an event needs.
pub fn editor(cx: &mut Cx<'_, '_>, id: EventId) -> Result<(SeenEvent, Vec<Venue>)> {
    let seen = access::organised_event(cx, id)?;
    let venues = store::venues::of_group(cx.tx, seen.group.id)?;
    Ok((seen, venues))
}

/// Plans an event of a group, as a draft or published at once.
pub fn plan(cx: &mut Cx<'_, '_>, slug: &Slug, form: &Form, publish: bool) -> Result<EventId> {
    let group = access::organiser(cx, slug)?.group;
    let mut check = Check::default();
    let read = form.read(cx, &mut check, &group, &group.words.zone)?;
    if publish
        && read
            .as_ref()
            .is_some_and(|read| read.words.starts_at <= cx.now)
    {
        check.problem("date", Say::new("event-problem-past"));
    }
    check.done()?;
    let words = read.ok_or_else(unread)?.words;
    let event = Event {
        id: cx.id(),
        group_id: group.id,
        series: None,
        words,
        status: if publish {
            Status::Published
        } else {
            Status::Draft
        },
        sequence: 0,
        cancel_reason: String::new(),
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::events::insert(cx.tx, &event)?;
    Ok(event.id)
}

pub(crate) fn unread() -> Error {
    Error::Internal("a form without problems did not read".into())
}

/// Changes an event. Those who are going or wait are told of a new time or place.
pub fn edit(cx: &mut Cx<'_, '_>, id: EventId, form: &Form) -> Result<()> {
    let seen = access::organised_event(cx, id)?;
    if seen.event.status == Status::Cancelled {
        return Err(Error::refused("event-refused-cancelled"));
    }
    let mut check = Check::default();
    let read = form.read(cx, &mut check, &seen.group, &seen.event.words.zone)?;
    let late = read.as_ref().is_some_and(|read| {
        read.words.starts_at <= cx.now && read.words.starts_at != seen.event.words.starts_at
    });
    if late && seen.event.status == Status::Published {
        check.problem("date", Say::new("event-problem-past"));
    }
    check.done()?;
    let words = read.ok_or_else(unread)?.words;
    rewrite(cx, &seen.group, seen.event, words)
}

/// Gives an event other words, with all that follows from it.
pub(crate) fn rewrite(
    cx: &mut Cx<'_, '_>,
    group: &Group,
    event: Event,
    words: EventWords,
) -> Result<()> {
    let moved = event.status == Status::Published && event.moves_with(&words);
    let (old, new) = (event.words.capacity, words.capacity);
    let grew = old.is_some_and(|old| new.is_none_or(|new| new > old));
    let next = Event {
        words,
        sequence: event.sequence + u32::from(moved),
        updated_at: cx.now,
        ..event
    };
    store::events::update(cx.tx, &next)?;
    if moved && next.words.ends_at > cx.now {
        notice::tell(cx, &next, group, &Change::Moved)?;
    }
    if grew {
        crate::answers::reseat(cx, next.id)?;
    }
    Ok(())
}

/// Opens a draft to its audience.
pub fn publish(cx: &mut Cx<'_, '_>, id: EventId) -> Result<()> {
    let event = access::organised_event(cx, id)?.event;
    match event.status {
        Status::Published => return Ok(()),
        Status::Cancelled => return Err(Error::refused("event-refused-cancelled")),
        Status::Draft if event.words.starts_at <= cx.now => {
            return Err(Error::refused("event-problem-past"));
        }
        Status::Draft => {}
    }
    let next = Event {
        status: Status::Published,
        updated_at: cx.now,
        ..event
    };
    Ok(store::events::update(cx.tx, &next)?)
}

/// The event about to be called off, and how many people would be told.
pub fn before_cancelling(cx: &mut Cx<'_, '_>, id: EventId) -> Result<(SeenEvent, usize)> {
    let seen = access::organised_event(cx, id)?;
    let told = notice::count(cx, &seen.event)?;
    Ok((seen, told))
}

/// Calls an event off and tells everyone who said yes or maybe, waits, or was invited. Once.
pub fn cancel(cx: &mut Cx<'_, '_>, id: EventId, typed_reason: &str) -> Result<()> {
    let seen = access::organised_event(cx, id)?;
    let mut check = Check::default();
    let reason = check.optional_text("reason", typed_reason, 1_000);
    check.done()?;
    call_off(cx, &seen.group, seen.event, reason)
}

pub(crate) fn call_off(
    cx: &mut Cx<'_, '_>,
    group: &Group,
    event: Event,
    reason: String,
) -> Result<()> {
    if event.status == Status::Cancelled {
        return Ok(());
    }
    if event.words.ends_at <= cx.now {
        return Err(Error::refused("event-refused-over"));
    }
    let was_open = event.status == Status::Published;
    let next = Event {
        status: Status::Cancelled,
        sequence: event.sequence + 1,
        cancel_reason: reason.clone(),
        updated_at: cx.now,
        ..event
    };
    store::events::update(cx.tx, &next)?;
    if was_open {
        notice::tell(cx, &next, group, &Change::Cancelled { reason })?;
    }
    Ok(())
}

/// Takes one date of a series back to draft, when nobody was invited and nobody answered. The
/// row stays, so that the series does not make the date anew.
pub fn withdraw(cx: &mut Cx<'_, '_>, id: EventId) -> Result<()> {
    let event = access::organised_event(cx, id)?.event;
    if event.status != Status::Published
        || event.series.is_none()
        || store::events::is_touched(cx.tx, id)?
    {
        return Err(Error::refused("event-refused-answered"));
    }
    let next = Event {
        status: Status::Draft,
        updated_at: cx.now,
        ..event
    };
    Ok(store::events::update(cx.tx, &next)?)
}

/// An event as its page shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The event, its group, and what the viewer may do.
    pub seen: SeenEvent,
    /// Where it is held.
    pub venue: Option<Venue>,
    /// Seats of those going.
    pub taken: u32,
    /// Seats that those on the waiting list ask for.
    pub waiting: u32,
    /// Those going who let anyone see them.
    pub faces: Vec<Face>,
    /// What the viewer answered.
    pub mine: Option<(domain::answer::Response, domain::answer::Place)>,
}

/// The page of an event: four statements for a stranger.
pub fn show(cx: &mut Cx<'_, '_>, id: EventId) -> Result<Shown> {
    let seen = access::event(cx, id)?;
    let around = store::events::around(cx.tx, id)?;
    let faces = store::events::public_faces(cx.tx, id, FACES)?;
    let mine = match &cx.me {
        Some(me) => store::answers::of_person(cx.tx, id, me.person_id)?,
        None => None,
    };
    Ok(Shown {
        seen,
        venue: around.venue,
        taken: around.taken,
        waiting: around.waiting,
        faces,
        mine: mine.map(|answer| (answer.words.response, answer.place)),
    })
}

/// How many lines a page of coming events holds.
pub const PAGE: i64 = 40;

/// One page of the public events to come, from page 1, and whether there are more.
pub fn upcoming(cx: &mut Cx<'_, '_>, page: i64) -> Result<(Vec<EventLine>, bool)> {
    let page = page.clamp(1, 1_000);
    let viewer = cx.me.as_ref().map(|me| me.person_id);
    let mut lines = store::agenda::public(cx.tx, viewer, cx.now, PAGE + 1, (page - 1) * PAGE)?;
    let more = lines.len() as i64 > PAGE;
    lines.truncate(PAGE as usize);
    Ok((lines, more))
}

/// The next public events, for the installation's own page.
pub fn next_public(cx: &mut Cx<'_, '_>, limit: i64) -> Result<Vec<EventLine>> {
    let viewer = cx.me.as_ref().map(|me| me.person_id);
    Ok(store::agenda::public(cx.tx, viewer, cx.now, limit, 0)?)
}

/// A group's next events; drafts too for those who run it.
pub fn next_of_group(cx: &mut Cx<'_, '_>, group: &Group, limit: i64) -> Result<Vec<EventLine>> {
    let viewer = cx.me.as_ref().map(|me| me.person_id);
    let organises = cx.me.as_ref().is_some_and(|me| me.organises(group));
    let lines = store::agenda::of_group(cx.tx, group.id, viewer, organises, cx.now, limit)?;
    Ok(lines)
}

/// What comes next for the viewer.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// What they answered, or are invited to.
    pub answered: Vec<EventLine>,
    /// What their own groups hold.
    pub groups: Vec<EventLine>,
    /// What other groups and networks open to them.
    pub elsewhere: Vec<EventLine>,
}

/// What comes next for the viewer, up to `limit` events of each sort.
pub fn next_of_mine(cx: &mut Cx<'_, '_>, limit: i64) -> Result<Mine> {
    let person = cx.me()?.person_id;
    Ok(Mine {
        answered: store::agenda::of_person(cx.tx, person, cx.now, limit)?,
        groups: store::agenda::in_my_groups(cx.tx, person, cx.now, limit)?,
        elsewhere: store::agenda::elsewhere(cx.tx, person, cx.now, limit)?,
    })
}
