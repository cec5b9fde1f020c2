//! A one-to-one by mail: times are proposed with an invitation for the calendar, and the one both
//! agree on is told, the others taken back.

use domain::follow_up::{FollowUp, Kind, State};
use domain::id::FollowUpId;
use domain::person::Person;
use jiff::{SignedDuration, Timestamp};

use super::find;
use crate::error::Say;
use crate::mail::meeting::{Letter, Tell};
use crate::mail::{self, Message};
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts};

/// How many such mails somebody may send in a day.
const A_DAY: usize = 20;
/// How many about one meeting.
const ABOUT_ONE: u32 = 6;

/// Sends the promised times to the contact.
pub fn propose(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId) -> Result<()> {
    let follow_up = meeting(cx, keeper, id)?;
    let times = follow_up.details.times.iter().copied();
    let times: Vec<_> = times.filter(|at| *at > cx.now).collect();
    if times.is_empty() {
        return Err(Error::refused("follow-up-no-times"));
    }
    send(cx, keeper, follow_up, times, Tell::Proposed)
}

/// Tells the contact which of the times it is.
pub fn agree(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId, at: &str) -> Result<()> {
    let mut follow_up = meeting(cx, keeper, id)?;
    let at: Option<Timestamp> = at.trim().parse().ok();
    let at = at.filter(|at| follow_up.details.times.contains(at));
    let Some(at) = at else {
        let say = Say::new("problem-choice");
        return Err(Error::Invalid(vec![("at", say)]));
    };
    let zone = jiff::tz::TimeZone::get(&follow_up.details.zone);
    let zone = zone.unwrap_or(jiff::tz::TimeZone::UTC);
    follow_up.due_on = Some(at.to_zoned(zone).date());
    follow_up.details.agreed = Some(at);
    if follow_up.details.mailed_at.is_none() {
        // They agreed by word of mouth: there is nothing to take back, and nobody to write to.
        follow_up.updated_at = cx.now;
        return Ok(store::follow_ups::update(cx.tx, &follow_up)?);
    }
    let others = follow_up.details.times.iter().copied();
    let withdrawn = others
        .filter(|other| *other != at && *other > cx.now)
        .collect();
    send(cx, keeper, follow_up, vec![at], Tell::Agreed { withdrawn })
}

fn meeting(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId) -> Result<FollowUp> {
    let follow_up = find(cx, keeper, id)?;
    if follow_up.kind != Kind::OneToOne {
        return Err(Error::NotFound);
    }
    if follow_up.state != State::Open {
        return Err(Error::refused("follow-up-closed"));
    }
    Ok(follow_up)
}

fn send(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    mut follow_up: FollowUp,
    times: Vec<Timestamp>,
    tell: Tell,
) -> Result<()> {
    let to = addressee(cx, keeper, &follow_up)?;
    let email = to.email.as_ref().ok_or(Error::NotFound)?;
    not_too_many(cx, keeper, &follow_up)?;
    // The group in whose name it is written: a way to stop its mail comes with every letter.
    let group = match follow_up.event_id {
        Some(id) => store::events::find(cx.tx, id)?.map(|event| event.group_id),
        None => store::groups::first_of(cx.tx, keeper.id())?.map(|group| group.id),
    };
    let group = group.ok_or(Error::refused("follow-up-no-sender"))?;
    let me = cx.me()?.clone();
    let letter = Letter {
        id: follow_up.id,
        keeper: Some(keeper.id()),
        from: me.name.full(),
        reply_to: me.email.to_string(),
        to: to.name.full(),
        to_email: email.to_string(),
        words: follow_up.details.words.clone(),
        place: follow_up.details.place.clone(),
        times,
        zone: follow_up.details.zone.clone(),
        sequence: follow_up.details.sequence,
        written_at: cx.now,
        tell,
    };
    let message = Message::Meeting(letter);
    if !mail::post(cx, email, to.lang, Some(group), &message)? {
        return Err(Error::refused("follow-up-stopped"));
    }
    follow_up.details.sequence += 1;
    follow_up.details.mailed_at = Some(cx.now);
    follow_up.updated_at = cx.now;
    Ok(store::follow_ups::update(cx.tx, &follow_up)?)
}

fn addressee(cx: &mut Cx<'_, '_>, keeper: Keeper, follow_up: &FollowUp) -> Result<Person> {
    let contact = contacts::find(cx, keeper, follow_up.contact_id)?;
    let person = match contact.person_id {
        Some(id) => store::people::find(cx.tx, id)?,
        None => None,
    };
    let person = person.filter(|person| person.email.is_some());
    person.ok_or(Error::refused("follow-up-no-address"))
}

fn not_too_many(cx: &mut Cx<'_, '_>, keeper: Keeper, follow_up: &FollowUp) -> Result<()> {
    let all = store::follow_ups::of_keeper(cx.tx, keeper.id())?;
    let since = cx.now - SignedDuration::from_hours(24);
    let lately = |f: &&FollowUp| f.details.mailed_at.is_some_and(|at| at > since);
    if follow_up.details.sequence >= ABOUT_ONE || all.iter().filter(lately).count() >= A_DAY {
        return Err(Error::refused("follow-up-mails-many"));
    }
    Ok(())
}
