//! The digest of promises: one mail a day at most, in the morning of one's group, on a day on which
//! something is due, has just become late, or a week begins.

use domain::follow_up::FollowUp;
use domain::group::Group;
use domain::id::PersonId;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span};

use crate::mail::digest::{Digest, Line};
use crate::mail::{self, Message};
use crate::{Cx, Result};

/// The hour of the morning, on the clocks of the group.
const MORNING: i8 = 8;
/// Days ahead that a digest tells of.
const AHEAD: i64 = 7;

/// Writes the digests that are due; how many were posted.
pub fn send_due(cx: &mut Cx<'_, '_>) -> Result<usize> {
    // Where the day is youngest it is morning six hours before midnight here.
    let utc = |hours| {
        let at = cx.now + SignedDuration::from_hours(hours);
        at.to_zoned(TimeZone::UTC).date()
    };
    let due = store::follow_ups::due(cx.tx, utc(6), utc(24 * (AHEAD + 1)))?;
    let mut posted = 0;
    for of_one in due.chunk_by(|a, b| a.keeper_id == b.keeper_id) {
        posted += usize::from(write(cx, of_one[0].keeper_id, of_one)?);
    }
    Ok(posted)
}

fn write(cx: &mut Cx<'_, '_>, keeper: PersonId, due: &[FollowUp]) -> Result<bool> {
    let Some(group) = sender(cx, keeper, due)? else {
        return Ok(false);
    };
    let zone = TimeZone::get(&group.words.zone).unwrap_or(TimeZone::UTC);
    let now = cx.now.to_zoned(zone);
    if now.hour() < MORNING || !store::follow_ups::note_digest(cx.tx, keeper, now.date())? {
        return Ok(false);
    }
    let Some(due) = worth_telling(due, now.date()) else {
        return Ok(false);
    };
    let account = store::accounts::of_person(cx.tx, keeper)?;
    let person = store::people::find(cx.tx, keeper)?;
    let (Some(account), Some(person)) = (account, person) else {
        return Ok(false);
    };
    let mut lines = Vec::with_capacity(due.len());
    for follow_up in due {
        let contact = store::contacts::find(cx.tx, keeper, follow_up.contact_id)?;
        lines.push(Line {
            id: follow_up.id,
            kind: follow_up.kind,
            side: follow_up.side,
            name: contact.map_or_else(String::new, |contact| contact.name),
            words: follow_up.details.words.clone(),
            due_on: follow_up.due_on.unwrap_or_default(),
        });
    }
    let digest = Digest {
        today: now.date(),
        lines,
    };
    let (email, lang) = (&account.email, person.lang);
    mail::post(cx, email, lang, Some(group.id), &Message::Digest(digest))
}

/// The group in whose name it is written: the keeper's, else one at whose evening they promised.
fn sender(cx: &mut Cx<'_, '_>, keeper: PersonId, due: &[FollowUp]) -> Result<Option<Group>> {
    if let Some(group) = store::groups::first_of(cx.tx, keeper)? {
        return Ok(Some(group));
    }
    for event in due.iter().filter_map(|follow_up| follow_up.event_id) {
        if let Some(event) = store::events::find(cx.tx, event)? {
            return Ok(store::groups::find(cx.tx, event.group_id)?);
        }
    }
    Ok(None)
}

/// What a morning's digest tells, if it is worth a mail: a promise that is late is not told of
/// every day.
fn worth_telling(due: &[FollowUp], today: Date) -> Option<Vec<&FollowUp>> {
    let last = today.saturating_add(Span::new().days(AHEAD));
    let yesterday = today.yesterday().ok();
    let within = |f: &&FollowUp| f.due_on.is_some_and(|on| on <= last);
    let due: Vec<_> = due.iter().filter(within).collect();
    let pressing = due
        .iter()
        .any(|f| f.due_on == Some(today) || f.due_on == yesterday);
    let week = today.weekday() == Weekday::Monday && !due.is_empty();
    (pressing || week).then_some(due)
}
