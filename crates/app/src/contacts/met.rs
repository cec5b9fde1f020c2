//! Where and when a contact was met, as its keeper says. What the log knows stands until they do.

use std::cmp::Reverse;

use domain::contact::Contact;
use domain::id::EventId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::events::Brief;

use super::Typed;
use crate::error::Say;
use crate::events::zone;
use crate::follow_ups::zone_of;
use crate::form::Check;
use crate::seat::Keeper;
use crate::{Cx, Result};

/// Evenings to choose from, the newest first.
const EVENINGS: usize = 40;

/// The evenings at which a contact may have been met: those their keeper attended, newest first, and the
/// one that stands.
pub(super) fn evenings(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: &Contact,
) -> Result<Vec<Brief>> {
    let attended = store::events::attended(cx.tx, keeper.id(), cx.now)?;
    let attended = attended.iter().rev().take(EVENINGS).map(|event| event.id);
    let mut ids: Vec<EventId> = attended.collect();
    ids.extend(contact.event_id.filter(|id| !ids.contains(id)));
    let mut evenings = store::events::briefs(cx.tx, &ids)?;
    evenings.sort_unstable_by_key(|evening| Reverse((evening.starts_at, evening.id)));
    Ok(evenings)
}

/// The day on which a contact was met, where that was.
pub(super) fn day(cx: &mut Cx<'_, '_>, keeper: Keeper, contact: &Contact) -> Result<Option<Date>> {
    let zone = zone(&zone_of(cx, keeper, contact.event_id)?);
    Ok(contact.met_at.map(|at| day_in(&zone, at)))
}

fn day_in(zone: &TimeZone, at: Timestamp) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// Reads where and when: an evening tells its day, unless another is said; what was not sent stands.
pub(super) fn read(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: &Contact,
    (typed, check): (&Typed, &mut Check),
) -> Result<(Option<EventId>, Option<Timestamp>)> {
    let (Some(event), Some(on)) = (&typed.event, &typed.met_on) else {
        return Ok((contact.event_id, contact.met_at));
    };
    let evenings = evenings(cx, keeper, contact)?;
    let evening = evenings.iter().find(|e| e.id.to_string() == *event);
    if evening.is_none() && !event.is_empty() {
        check.problem("event", Say::new("problem-choice"));
    }
    let on = match on.trim() {
        "" => None,
        on => check.date("met_on", on),
    };
    let zone = zone(&zone_of(cx, keeper, evening.map(|e| e.id))?);
    if on.is_some_and(|day| day > day_in(&zone, cx.now)) {
        check.problem("met_on", Say::new("consent-future"));
    }
    let began = evening.map(|e| e.starts_at);
    let same = evening.map(|e| e.id) == contact.event_id;
    let met_at = match on {
        on if on == day(cx, keeper, contact)? => match same {
            true => contact.met_at,
            false => began.or(contact.met_at),
        },
        Some(day) => match began.filter(|at| day_in(&zone, *at) == day) {
            Some(at) => Some(at),
            None => noon(&zone, day),
        },
        None => began,
    };
    Ok((evening.map(|e| e.id), met_at))
}

fn noon(zone: &TimeZone, day: Date) -> Option<Timestamp> {
    let noon = day.at(12, 0, 0, 0).to_zoned(zone.clone());
    noon.ok().map(|noon| noon.timestamp())
}
