//! Invitations: who asks whom, by mail or by a link to pass on, and the chain they leave.

use std::collections::HashMap;

use domain::account::Email;
use domain::answer::{Place, Response};
use domain::evening::What;
use domain::event::{Event, Nearness};
use domain::id::{EventId, InvitationId, PersonId};
use domain::invitation::{CHAIN_LIMIT, INVITATIONS_PER_INVITER, Invitation};
use domain::person::{Name, Person, Visibility};
use domain::text::Lang;
use jiff::Timestamp;
use serde::Deserialize;

use crate::access::{self, SeenEvent};
use crate::error::Say;
use crate::form::Check;
use crate::mail::guest::Tell;
use crate::mail::{self, EventBrief};
use crate::{Cx, Error, Result, answers, evening};

pub mod many;

/// The longest word an inviter may add.
pub const WORD_LIMIT: usize = 500;

/// Where an invitation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// They invited themselves, from a page they could see.
    Nobody,
    /// Somebody asked them, perhaps by handing on an invitation.
    Somebody(PersonId, Option<InvitationId>),
}

/// A person's own invitation to an event: the one there is, or a new one.
pub fn own(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: PersonId,
    from: From,
) -> Result<Invitation> {
    if let Some(known) = store::invitations::of_person(cx.tx, event_id, person_id)? {
        return Ok(known);
    }
    let invitation = make(cx, event_id, Some(person_id), from)?;
    let what = What::Invited {
        person: person_id,
        invitation: invitation.id,
    };
    evening::note(cx, event_id, what)?;
    Ok(invitation)
}

fn make(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: Option<PersonId>,
    from: From,
) -> Result<Invitation> {
    let (inviter_id, parent_id) = match from {
        From::Nobody => (None, None),
        From::Somebody(inviter, parent) => (Some(inviter), parent),
    };
    let invitation = Invitation {
        id: cx.id(),
        event_id,
        person_id,
        inviter_id,
        parent_id,
        link_version: 1,
        created_at: cx.now,
        revoked_at: None,
    };
    store::invitations::insert(cx.tx, &invitation)?;
    Ok(invitation)
}

/// The token of an invitation's link, unless it was taken back.
pub fn token(cx: &Cx<'_, '_>, invitation: &Invitation) -> Option<String> {
    let live = invitation.revoked_at.is_none();
    live.then(|| cx.signer.invitation(invitation.id, invitation.link_version))
}

/// Makes a person whom nobody but those who run their events can see.
pub fn newcomer(
    cx: &mut Cx<'_, '_>,
    name: &str,
    email: Option<Email>,
    lang: Lang,
) -> Result<Person> {
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    let person = Person {
        id: cx.id(),
        name: Name::new(given, family),
        email,
        lang,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    Ok(person)
}

/// An invitation by mail, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What they are called; may be empty.
    pub name: String,
    /// Where to write to.
    pub email: String,
    /// The language to write in, when theirs is not known.
    pub lang: String,
    /// A word of one's own; may be empty.
    pub word: String,
}

/// Somebody who may invite to an event, and what they hold themselves.
#[derive(Clone, Copy, Debug)]
pub struct Inviter {
    /// Who.
    pub person_id: PersonId,
    /// The invitation they hand on, when they hold one.
    pub parent_id: Option<InvitationId>,
}

/// The viewer as an inviter to an event they can see: members near enough, those who run it, and
/// whoever was invited.
pub fn inviter(cx: &mut Cx<'_, '_>, seen: &SeenEvent) -> Result<Inviter> {
    let person_id = cx.me()?.person_id;
    let own = store::invitations::of_person(cx.tx, seen.event.id, person_id)?;
    let own = own.filter(|own| own.revoked_at.is_none());
    let near = seen.may_answer && seen.nearness != Nearness::Stranger;
    if own.is_none() && !seen.hosts && !near {
        return Err(Error::Forbidden);
    }
    Ok(Inviter {
        person_id,
        parent_id: own.map(|own| own.id),
    })
}

/// Invites somebody by mail.
pub fn invite(cx: &mut Cx<'_, '_>, event_id: EventId, typed: &Typed) -> Result<()> {
    let seen = access::event(cx, event_id)?;
    let inviter = inviter(cx, &seen)?;
    by_mail(cx, &seen.event, inviter, typed)
}

/// Invites somebody by mail, for an inviter who was checked.
pub fn by_mail(cx: &mut Cx<'_, '_>, event: &Event, by: Inviter, typed: &Typed) -> Result<()> {
    let mut check = Check::default();
    let name = check.optional_line("name", &typed.name, 160);
    let email = check.email("email", &typed.email);
    let word = check.optional_text("word", &typed.word, WORD_LIMIT);
    check.done()?;
    let email = email.ok_or(Error::NotFound)?;
    let lang = Lang::parse(&typed.lang).unwrap_or_default();
    room_for_more(cx, event, by)?;
    if store::mails::is_stopped(cx.tx, &email, event.group_id)? {
        return Err(beside_email(Say::new("invitation-stopped")));
    }
    let person = match store::people::by_email(cx.tx, &email)? {
        Some(person) => person,
        None => {
            let name = local_name(&name, &email).to_owned();
            newcomer(cx, &name, Some(email), lang)?
        }
    };
    send(cx, event, by, &person, &word)
}

/// Invites somebody the house knows, at the address it knows, for an inviter who was checked.
pub(crate) fn to_person(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    by: Inviter,
    person: &Person,
    word: &str,
) -> Result<()> {
    let email = person.email.as_ref().ok_or(Error::NotFound)?;
    room_for_more(cx, event, by)?;
    if store::mails::is_stopped(cx.tx, email, event.group_id)? {
        return Err(beside_email(Say::new("invitation-stopped")));
    }
    send(cx, event, by, person, word)
}

/// A name, or else what stands before the @.
fn local_name<'a>(name: &'a str, email: &'a Email) -> &'a str {
    let local = email.as_str().split('@').next().unwrap_or_default();
    if name.is_empty() { local } else { name }
}

fn beside_email(say: Say) -> Error {
    Error::Invalid(vec![("email", say)])
}

fn room_for_more(cx: &mut Cx<'_, '_>, event: &Event, by: Inviter) -> Result<()> {
    event.takes_answers(cx.now).map_err(answers::closed)?;
    if store::invitations::count_by(cx.tx, event.id, by.person_id)? >= INVITATIONS_PER_INVITER {
        let say = Say::new("invitation-limit").number("limit", INVITATIONS_PER_INVITER);
        return Err(Error::Refused(say));
    }
    may_go_on(cx, by)
}

/// Whether an invitation may pass through one more pair of hands.
pub fn may_go_on(cx: &mut Cx<'_, '_>, by: Inviter) -> Result<()> {
    let limit = i64::try_from(CHAIN_LIMIT).unwrap_or(i64::MAX);
    let long = match by.parent_id {
        Some(id) => store::invitations::path(cx.tx, id, limit)?.len() + 1 >= CHAIN_LIMIT,
        None => false,
    };
    if long {
        return Err(Error::refused("invitation-chain"));
    }
    Ok(())
}

fn send(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    by: Inviter,
    person: &Person,
    word: &str,
) -> Result<()> {
    if person.id == by.person_id {
        return Err(beside_email(Say::new("invitation-self")));
    }
    cx.tx.hold_event(event.id)?;
    match store::invitations::of_person(cx.tx, event.id, person.id)? {
        Some(known) if known.revoked_at.is_none() => return Err(already(cx, &known)?),
        Some(revoked) => store::invitations::update(cx.tx, &renewed(revoked))?,
        None => {
            own(
                cx,
                event.id,
                person.id,
                From::Somebody(by.person_id, by.parent_id),
            )?;
        }
    }
    let inviter = store::people::find(cx.tx, by.person_id)?.ok_or(Error::NotFound)?;
    let tell = Tell::Invited {
        inviter: inviter.name.full(),
        by: Some(by.person_id),
        word: word.to_owned(),
    };
    match answers::letter(cx, event, person, tell) {
        // Beside the address: what has no basis can still be handed on as a link.
        Err(Error::Refused(say)) => Err(beside_email(say)),
        done => done.map(|_| ()),
    }
}

fn already(cx: &mut Cx<'_, '_>, known: &Invitation) -> Result<Error> {
    let by = match known.inviter_id {
        Some(id) => store::people::find(cx.tx, id)?,
        None => None,
    };
    Ok(beside_email(match by {
        Some(by) => Say::new("invitation-already").text("inviter", by.name.full()),
        None => Say::new("invitation-already-self"),
    }))
}

fn renewed(invitation: Invitation) -> Invitation {
    Invitation {
        link_version: invitation.link_version + 1,
        revoked_at: None,
        ..invitation
    }
}

/// The viewer's link to pass on for an event, made when there is none; its token.
pub fn link(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<String> {
    let seen = access::event(cx, event_id)?;
    let inviter = inviter(cx, &seen)?;
    to_pass_on(cx, &seen.event, inviter)
}

/// An inviter's link to pass on: the live one they have, or a new one; its token.
pub fn to_pass_on(cx: &mut Cx<'_, '_>, event: &Event, by: Inviter) -> Result<String> {
    cx.tx.hold_event(event.id)?;
    let made = store::invitations::made_by(cx.tx, event.id, by.person_id)?;
    let live = |i: &Invitation| i.person_id.is_none() && i.revoked_at.is_none();
    let link = match made.into_iter().find(live) {
        Some(link) => link,
        None => {
            room_for_more(cx, event, by)?;
            make(
                cx,
                event.id,
                None,
                From::Somebody(by.person_id, by.parent_id),
            )?
        }
    };
    token(cx, &link).ok_or(Error::NotFound)
}

/// One invitation, as its inviter follows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub id: InvitationId,
    /// Who was invited; `None` for a link to pass on.
    pub person: Option<Person>,
    /// The token of its link, when it is one to pass on and stands.
    pub token: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it was taken back.
    pub revoked: bool,
    /// What was answered, and where that put them.
    pub answer: Option<(Response, Place)>,
    /// How many came through a link to pass on.
    pub passed_to: usize,
}

/// The viewer's invitations to an event.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The event.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// Whether it still takes answers.
    pub open: bool,
    /// Whether the viewer runs it.
    pub hosts: bool,
    /// Each invitation, oldest first.
    pub lines: Vec<Line>,
}

/// The viewer's invitations to an event, with what became of each.
pub fn mine(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<Mine> {
    let seen = access::event(cx, event_id)?;
    let by = inviter(cx, &seen)?;
    let all = store::invitations::of_event(cx.tx, event_id)?;
    let people = store::people::around_event(cx.tx, event_id)?.into_iter();
    let people: HashMap<_, _> = people.map(|person| (person.id, person)).collect();
    let answers = store::answers::of_event(cx.tx, event_id)?.into_iter();
    let answers: HashMap<_, _> = answers
        .map(|a| (a.person_id, (a.words.response, a.place)))
        .collect();
    let made = all.iter().filter(|i| i.inviter_id == Some(by.person_id));
    // Whoever came through my link is shown by the link, and has an invitation of their own below.
    let lines = made.map(|i| Line {
        id: i.id,
        person: i.person_id.and_then(|id| people.get(&id).cloned()),
        token: token(cx, i).filter(|_| i.person_id.is_none()),
        created_at: i.created_at,
        revoked: i.revoked_at.is_some(),
        answer: i.person_id.and_then(|id| answers.get(&id).copied()),
        passed_to: all
            .iter()
            .filter(|child| child.parent_id == Some(i.id))
            .count(),
    });
    let lines = lines.collect();
    Ok(Mine {
        brief: mail::brief(cx, &seen.event, &seen.group)?,
        event_id,
        open: seen.event.takes_answers(cx.now).is_ok(),
        hosts: seen.hosts,
        lines,
    })
}

/// Takes an invitation back: its link is dead at once. What was answered stands. Its event.
pub fn revoke(cx: &mut Cx<'_, '_>, id: InvitationId) -> Result<EventId> {
    let (invitation, _) = governed(cx, id)?;
    let revoked_at = invitation.revoked_at.or(Some(cx.now));
    let event_id = invitation.event_id;
    let revoked = Invitation {
        revoked_at,
        ..invitation
    };
    store::invitations::update(cx.tx, &revoked)?;
    Ok(event_id)
}

/// Gives an invitation a new link, which makes earlier ones void, and sends it. Its event.
pub fn renew(cx: &mut Cx<'_, '_>, id: InvitationId) -> Result<EventId> {
    let (invitation, seen) = governed(cx, id)?;
    let invitation = renewed(invitation);
    store::invitations::update(cx.tx, &invitation)?;
    if let Some(person_id) = invitation.person_id
        && let Some(person) = store::people::find(cx.tx, person_id)?
    {
        answers::letter(cx, &seen.event, &person, Tell::Link)?;
    }
    Ok(invitation.event_id)
}

/// An invitation of the viewer's making, or to an event they run.
fn governed(cx: &mut Cx<'_, '_>, id: InvitationId) -> Result<(Invitation, SeenEvent)> {
    let me = cx.me()?.person_id;
    let invitation = store::invitations::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let seen = access::event(cx, invitation.event_id)?;
    if seen.hosts || invitation.inviter_id == Some(me) {
        Ok((invitation, seen))
    } else {
        Err(Error::NotFound)
    }
}
