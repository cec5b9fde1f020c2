//! Follow-ups: what was promised, by whom, until when, and what became of it. Everything here takes
//! a [`Keeper`], and touches that keeper's notebook only.

use domain::activity::web_address;
use domain::event::Event;
use domain::follow_up::{
    Change, Details, FOLLOW_UPS_LIMIT, FollowUp, Kind, Side, State, TIMES_LIMIT, WORDS_LIMIT,
};
use domain::id::{ContactId, EventId, FollowUpId};
use domain::recurrence;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::contacts;
use crate::error::Say;
use crate::form::Check;
use crate::seat::Keeper;
use crate::{Cx, Error, Result};

mod act;
mod meeting;
mod view;

pub use act::{InviteTyped, Invited, MoveTyped, change, invite, settle_guests};
pub use meeting::{agree, propose};
pub(crate) use view::of_contact;
pub use view::{Begun, Promised, Shown, begin, mine, of_event, reopen, show};

/// Longest line of a promise, in characters.
const LINE_LIMIT: usize = 200;

/// A promise as typed; what its kind has no use for is left alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `mine` (also when empty) or `theirs`.
    pub side: String,
    /// `YYYY-MM-DD`, or empty.
    pub due: String,
    /// In one's own words.
    pub words: String,
    /// Where.
    pub place: String,
    /// One's own page, of an exchange of links.
    pub my_url: String,
    /// Their page, of an exchange of links.
    pub their_url: String,
    /// Who is sent, of a referral.
    pub who: String,
    /// To whom, of a referral.
    pub to: String,
    /// The event a guest is taken to; the next one when empty.
    pub guest_event: String,
    /// A time for a one-to-one, `YYYY-MM-DDTHH:MM`, or empty.
    pub time_1: String,
    /// Another.
    pub time_2: String,
    /// A third.
    pub time_3: String,
}

impl Typed {
    /// A promise as it would be typed again.
    pub fn of(follow_up: &FollowUp) -> Self {
        let d = &follow_up.details;
        let zone = TimeZone::get(&d.zone).unwrap_or(TimeZone::UTC);
        let time = |n: usize| {
            let at = d.times.get(n).map(|at| at.to_zoned(zone.clone()));
            at.map_or_else(String::new, |at| at.strftime("%Y-%m-%dT%H:%M").to_string())
        };
        Self {
            side: follow_up.side.word().into(),
            due: follow_up
                .due_on
                .map_or_else(String::new, |on| on.to_string()),
            words: d.words.clone(),
            place: d.place.clone(),
            my_url: d.my_url.clone(),
            their_url: d.their_url.clone(),
            who: d.who.clone(),
            to: d.to.clone(),
            guest_event: follow_up
                .guest_event_id
                .map_or_else(String::new, |id| id.to_string()),
            time_1: time(0),
            time_2: time(1),
            time_3: time(2),
        }
    }
}

/// Writes down a promise to or by a contact, perhaps made at an event.
pub fn promise(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: ContactId,
    event_id: Option<EventId>,
    kind: Kind,
    typed: &Typed,
) -> Result<FollowUp> {
    let contact = contacts::find(cx, keeper, contact)?;
    let read = read(cx, keeper, event_id, kind, typed)?;
    store::people::hold(cx.tx, keeper.id())?;
    if store::follow_ups::count(cx.tx, keeper.id())? >= FOLLOW_UPS_LIMIT {
        let say = Say::new("follow-up-limit").number("limit", FOLLOW_UPS_LIMIT);
        return Err(Error::Refused(say));
    }
    let follow_up = FollowUp {
        id: cx.id(),
        keeper_id: keeper.id(),
        contact_id: contact.id,
        event_id,
        kind,
        side: read.side,
        state: State::Open,
        due_on: read.due_on,
        details: read.details,
        guest_event_id: read.guest_event.map(|event| event.id),
        invitation_id: None,
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::follow_ups::insert(cx.tx, &follow_up)?;
    note_change(cx, &follow_up, String::new())?;
    Ok(follow_up)
}

/// A promise as it was understood.
struct Read {
    side: Side,
    due_on: Option<Date>,
    details: Details,
    guest_event: Option<Event>,
}

fn read(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event_id: Option<EventId>,
    kind: Kind,
    typed: &Typed,
) -> Result<Read> {
    let mut check = Check::default();
    let side = match typed.side.trim() {
        "" => Some(Side::Mine),
        typed => check.choice("side", typed),
    };
    let side = side.unwrap_or(Side::Mine);
    let due_on = due(cx, &mut check, &typed.due);
    let zone = zone_of(cx, keeper, event_id)?;
    let details = details(&mut check, kind, typed, &zone);
    let guest_event = match (kind, side) {
        (Kind::Guest, Side::Mine) => guest_event(cx, keeper, &mut check, &typed.guest_event)?,
        _ => None,
    };
    check.done()?;
    Ok(Read {
        side,
        due_on: due_on.or_else(|| guest_event.as_ref().map(local_date)),
        details,
        guest_event,
    })
}

fn due(cx: &Cx<'_, '_>, check: &mut Check, typed: &str) -> Option<Date> {
    if typed.trim().is_empty() {
        return None;
    }
    let on = check.date("due", typed)?;
    let today = cx.now.to_zoned(TimeZone::UTC).date();
    let (first, last) = (today.year() - 1, today.year() + 10);
    if (first..=last).contains(&on.year()) {
        return Some(on);
    }
    check.problem("due", Say::new("problem-date"));
    None
}

fn details(check: &mut Check, kind: Kind, typed: &Typed, zone: &str) -> Details {
    let words = match kind {
        Kind::Promise => check.line("words", &typed.words, WORDS_LIMIT),
        _ => check.optional_line("words", &typed.words, WORDS_LIMIT),
    };
    let mut details = Details {
        words,
        ..Details::default()
    };
    match kind {
        Kind::Visit => details.place = check.optional_line("place", &typed.place, LINE_LIMIT),
        Kind::OneToOne => {
            details.place = check.optional_line("place", &typed.place, LINE_LIMIT);
            details.times = times(check, typed, zone);
            zone.clone_into(&mut details.zone);
        }
        Kind::LinkExchange => {
            details.my_url = page(check, "my_url", &typed.my_url);
            details.their_url = page(check, "their_url", &typed.their_url);
        }
        Kind::Referral => {
            details.who = check.optional_line("who", &typed.who, LINE_LIMIT);
            details.to = check.optional_line("to", &typed.to, LINE_LIMIT);
        }
        Kind::Guest | Kind::Promise => {}
    }
    details
}

fn page(check: &mut Check, field: &'static str, typed: &str) -> String {
    let line = check.optional_line(field, typed, WORDS_LIMIT);
    if line.is_empty() {
        return line;
    }
    web_address(&line).unwrap_or_else(|| {
        check.problem(field, Say::new("activity-problem-website"));
        String::new()
    })
}

fn times(check: &mut Check, typed: &Typed, zone: &str) -> Vec<Timestamp> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let fields = [
        ("time_1", &typed.time_1),
        ("time_2", &typed.time_2),
        ("time_3", &typed.time_3),
    ];
    let mut times = Vec::with_capacity(TIMES_LIMIT);
    for (field, typed) in fields.into_iter().filter(|(_, t)| !t.trim().is_empty()) {
        match typed.trim().parse::<DateTime>() {
            Ok(time) => times.push(recurrence::at(time, &zone)),
            Err(_) => check.problem(field, Say::new("follow-up-problem-time")),
        }
    }
    times.sort_unstable();
    times.dedup();
    times
}

/// The zone a keeper's promises are told in: the event's, else their first group's.
pub(crate) fn zone_of(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event_id: Option<EventId>,
) -> Result<String> {
    if let Some(id) = event_id {
        let event = store::events::find(cx.tx, id)?.ok_or(Error::NotFound)?;
        return Ok(event.words.zone);
    }
    let group = store::groups::first_of(cx.tx, keeper.id())?;
    Ok(group.map_or_else(|| "America/Toronto".into(), |group| group.words.zone))
}

/// The next event of each group the keeper is a member of: where a guest may be taken.
pub fn guest_events(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Vec<Event>> {
    Ok(store::events::next_of_groups(cx.tx, keeper.id(), cx.now)?)
}

fn guest_event(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    check: &mut Check,
    typed: &str,
) -> Result<Option<Event>> {
    let events = guest_events(cx, keeper)?;
    if events.is_empty() {
        check.problem("guest_event", Say::new("follow-up-no-group"));
        return Ok(None);
    }
    let asked = typed.trim();
    let event = match asked {
        "" => events.into_iter().next(),
        id => events.into_iter().find(|event| event.id.to_string() == id),
    };
    if event.is_none() {
        check.problem("guest_event", Say::new("problem-choice"));
    }
    Ok(event)
}

fn local_date(event: &Event) -> Date {
    let zone = TimeZone::get(&event.words.zone).unwrap_or(TimeZone::UTC);
    event.words.starts_at.to_zoned(zone).date()
}

fn note_change(cx: &mut Cx<'_, '_>, follow_up: &FollowUp, note: String) -> Result<()> {
    let change = Change {
        at: cx.now,
        state: follow_up.state,
        note,
    };
    Ok(store::follow_ups::insert_change(
        cx.tx,
        follow_up.id,
        &change,
    )?)
}

/// A promise of the keeper.
pub fn find(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId) -> Result<FollowUp> {
    store::follow_ups::find(cx.tx, keeper.id(), id)?.ok_or(Error::NotFound)
}

/// Rewrites an open promise as typed; its kind and its side stay.
pub fn rewrite(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId, typed: &Typed) -> Result<()> {
    let known = find(cx, keeper, id)?;
    if known.state != State::Open {
        return Err(Error::refused("follow-up-closed"));
    }
    let typed = Typed {
        side: known.side.word().into(),
        ..typed.clone()
    };
    let read = read(cx, keeper, known.event_id, known.kind, &typed)?;
    let guest_event_id = match known.invitation_id {
        // Whoever was invited was invited to that event.
        Some(_) => known.guest_event_id,
        None => read.guest_event.as_ref().map(|event| event.id),
    };
    let kept = known.details.clone();
    let changed = FollowUp {
        due_on: read.due_on,
        guest_event_id,
        details: Details {
            outcome: kept.outcome,
            value_cents: kept.value_cents,
            agreed: kept.agreed.filter(|at| read.details.times.contains(at)),
            sequence: kept.sequence,
            mailed_at: kept.mailed_at,
            ..read.details
        },
        updated_at: cx.now,
        ..known
    };
    Ok(store::follow_ups::update(cx.tx, &changed)?)
}
