//! A guest without account: their personal link is all they need for the whole evening, and a
//! link passed on gives whoever answers through it a personal link of their own.

use domain::event::{Event, Nearness, Status};
use domain::group::Group;
use domain::id::PersonId;
use domain::invitation::{CHAIN_LIMIT, Invitation};
use domain::person::Name;
use domain::text::Lang;

use crate::access::SeenEvent;
use crate::answers::{self, Asked, Given, asked};
use crate::calendars::Calendar;
use crate::form::Check;
use crate::invitations::{self, From, Inviter};
use crate::mail::guest::Tell;
use crate::{Cx, Error, Result, calendars};

/// What a link opens.
struct Door {
    invitation: Invitation,
    event: Event,
    group: Group,
}

/// A link that was taken back or renewed says so; one that was never made is not found.
fn open(cx: &mut Cx<'_, '_>, token: &str) -> Result<Door> {
    let (id, version) = cx.signer.read_invitation(token).ok_or(Error::NotFound)?;
    let invitation = store::invitations::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    if invitation.revoked_at.is_some() || invitation.link_version != version {
        return Err(Error::refused("guest-link-dead"));
    }
    let event = store::events::find(cx.tx, invitation.event_id)?.ok_or(Error::NotFound)?;
    if event.status == Status::Draft {
        return Err(Error::NotFound);
    }
    let group = store::groups::find(cx.tx, event.group_id)?.ok_or(Error::NotFound)?;
    Ok(Door {
        invitation,
        event,
        group,
    })
}

impl Door {
    /// Whose link it is.
    fn owner(&self) -> Result<PersonId> {
        self.invitation.person_id.ok_or(Error::NotFound)
    }

    /// Its holder as an inviter: whoever comes through them comes below their invitation.
    fn inviter(&self) -> Result<Inviter> {
        let person_id = self.invitation.person_id.or(self.invitation.inviter_id);
        Ok(Inviter {
            person_id: person_id.ok_or(Error::NotFound)?,
            parent_id: Some(self.invitation.id),
        })
    }
}

/// What a guest sees through a link.
#[derive(Clone, Debug)]
pub struct Evening {
    /// The evening and their answer; nobody's when the link is one to pass on.
    pub asked: Asked,
    /// Through whom the invitation came, nearest first.
    pub path: Vec<Name>,
}

/// The evening behind a link.
pub fn show(cx: &mut Cx<'_, '_>, token: &str) -> Result<Evening> {
    let door = open(cx, token)?;
    let asked = asked(cx, &door.event, &door.group, door.invitation.person_id)?;
    let limit = i64::try_from(CHAIN_LIMIT).unwrap_or(i64::MAX);
    let path = store::invitations::path(cx.tx, door.invitation.id, limit)?;
    Ok(Evening { asked, path })
}

/// The event behind a link, for a calendar.
pub fn calendar(cx: &mut Cx<'_, '_>, token: &str) -> Result<Calendar> {
    let Door { event, group, .. } = open(cx, token)?;
    let seen = SeenEvent {
        event,
        group,
        nearness: Nearness::Stranger,
        organises: false,
        hosts: false,
        may_answer: true,
    };
    calendars::of_event(cx, &seen)
}

/// The answer of whom the link belongs to.
pub fn answer(cx: &mut Cx<'_, '_>, token: &str, typed: &answers::Typed) -> Result<Given> {
    let door = open(cx, token)?;
    let person_id = door.owner()?;
    door.event.takes_answers(cx.now).map_err(answers::closed)?;
    let words = typed.checked()?;
    answers::give(cx, door.event.id, person_id, words)
}

/// Where somebody who answered in their own name goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joined {
    /// To their own personal link: its token.
    Own(String),
    /// To their mail: the address was known, so only its owner gets the link.
    ByMail,
}

/// An answer in one's own name, through a link that was passed on or forwarded.
pub fn join(
    cx: &mut Cx<'_, '_>,
    token: &str,
    (name, email): (&str, &str),
    lang: Lang,
    typed: &answers::Typed,
) -> Result<Joined> {
    let door = open(cx, token)?;
    let event = &door.event;
    event.takes_answers(cx.now).map_err(answers::closed)?;
    let mut check = Check::default();
    let name = check.line("name", name, 160);
    let email = check.optional_email("email", email);
    let words = typed.read(&mut check);
    check.done()?;
    let words = words.ok_or(Error::NotFound)?;
    let inviter = door.inviter()?;
    invitations::may_go_on(cx, inviter)?;
    let from = From::Somebody(inviter.person_id, inviter.parent_id);
    let known = match &email {
        Some(email) => store::people::by_email(cx.tx, email)?,
        None => None,
    };
    let Some(person) = known else {
        let person = invitations::newcomer(cx, &name, email, lang)?;
        let own = invitations::own(cx, event.id, person.id, from)?;
        answers::give(cx, event.id, person.id, words)?;
        let token = invitations::token(cx, &own).ok_or(Error::NotFound)?;
        return Ok(Joined::Own(token));
    };
    invitations::own(cx, event.id, person.id, from)?;
    if store::answers::of_person(cx.tx, event.id, person.id)?.is_none() {
        answers::give(cx, event.id, person.id, words)?;
    } else {
        answers::letter(cx, event, &person, Tell::Link)?;
    }
    Ok(Joined::ByMail)
}

/// Invites somebody by mail, in the name of whom the link belongs to.
pub fn invite(cx: &mut Cx<'_, '_>, token: &str, typed: &invitations::Typed) -> Result<()> {
    let door = open(cx, token)?;
    door.owner()?;
    let inviter = door.inviter()?;
    invitations::by_mail(cx, &door.event, inviter, typed)
}

/// A link to pass on, of whom the link belongs to; its token.
pub fn link(cx: &mut Cx<'_, '_>, token: &str) -> Result<String> {
    let door = open(cx, token)?;
    door.owner()?;
    let inviter = door.inviter()?;
    invitations::to_pass_on(cx, &door.event, inviter)
}
