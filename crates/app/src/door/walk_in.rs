//! Somebody nobody expected: a first name is enough. They are let in at once, and take a personal
//! link home that lives the whole evening with them.

use domain::evening::{WalkIn, What};
use domain::id::{EventId, PersonId};
use domain::person::{NAME_LIMIT, Person};

use super::{Line, State, open, roster};
use crate::form::Check;
use crate::invitations;
use crate::log::{self, Open};
use crate::mail::{self, EventBrief};
use crate::{Cx, Error, Result, access};

/// How many people alike are proposed.
const ALIKE: usize = 5;

/// A walk-in, as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What they say they are called.
    pub name: String,
    /// Whether it is none of those the house would take them for.
    pub nobody_else: bool,
}

/// What became of a walk-in.
#[derive(Clone, Debug)]
pub enum WalkedIn {
    /// They are in.
    In(PersonId),
    /// They may be one of these, who are expected.
    Perhaps(Vec<Line>),
}

/// Lets somebody in whom nobody expected, unless somebody expected is called alike.
pub fn walk_in(cx: &mut Cx<'_, '_>, event: EventId, typed: &Typed) -> Result<WalkedIn> {
    let open = open(cx, event)?;
    let mut check = Check::default();
    let name = check.line("name", &typed.name, NAME_LIMIT);
    check.done()?;
    if !typed.nobody_else {
        let alike = alike(cx, &open, &name)?;
        if !alike.is_empty() {
            return Ok(WalkedIn::Perhaps(alike));
        }
    }
    let (given, family) = name.split_once(' ').unwrap_or((&name, ""));
    let person: PersonId = cx.id();
    let what = What::Arrived {
        person,
        company: 0,
        walk_in: Some(WalkIn {
            given: given.into(),
            family: family.trim().into(),
        }),
    };
    log::take_single(cx, &open, what)?;
    Ok(WalkedIn::In(person))
}

fn alike(cx: &mut Cx<'_, '_>, open: &Open, name: &str) -> Result<Vec<Line>> {
    let roster = roster::of(cx, &open.event)?;
    let evening = cx.evening(open.event.id)?;
    let mut alike = roster.lines(roster.called(name).into_iter(), &evening);
    alike.retain(|line| line.state == State::Awaited);
    alike.truncate(ALIKE);
    Ok(alike)
}

/// What a walk-in takes home.
#[derive(Clone, Debug)]
pub struct Handed {
    /// The event.
    pub brief: EventBrief,
    /// Who.
    pub person: Person,
    /// The token of their personal link.
    pub token: String,
}

/// The personal link of a walk-in, for the host who let them in and only until somebody wrote
/// anything private through it.
pub fn hand(cx: &mut Cx<'_, '_>, event: EventId, id: PersonId) -> Result<Handed> {
    let seen = access::hosted_event(cx, event)?;
    let host = cx.me()?.person_id;
    let (person, token) = link(cx, event, host, id)?;
    Ok(Handed {
        brief: mail::brief(cx, &seen.event, &seen.group)?,
        token,
        person,
    })
}

/// The personal link of somebody whom a host let in.
pub fn link(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    host: PersonId,
    id: PersonId,
) -> Result<(Person, String)> {
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let own = store::invitations::of_person(cx.tx, event, id)?.ok_or(Error::NotFound)?;
    let mine = own.inviter_id == Some(host);
    let theirs = person.email.is_some()
        || store::accounts::of_person(cx.tx, id)?.is_some()
        || store::claims::find(cx.tx, own.id)?.is_some();
    if !mine || theirs || store::presences::of(cx.tx, event, id)?.is_none() {
        return Err(Error::NotFound);
    }
    let token = invitations::token(cx, &own).ok_or(Error::NotFound)?;
    Ok((person, token))
}
