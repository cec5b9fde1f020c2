//! Who may answer what, and for whom: the viewer for themselves, a stranger where anyone may come,
//! a host for a guest.

use domain::answer::{AnswerWords, COMPANY_LIMIT, Response};
use domain::event::{Closed, Event};
use domain::group::Group;
use domain::id::{EventId, PersonId};
use domain::person::Person;
use domain::text::{Lang, Slug};
use serde::Deserialize;

use super::{Given, closed, give, letter, standing};
use crate::access::{self, SeenEvent};
use crate::form::Check;
use crate::mail::guest::Tell;
use crate::mail::{self, EventBrief};
use crate::{Cx, Error, Result, invitations};

/// An answer as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `yes`, `maybe` or `no`.
    pub response: String,
    /// A number.
    pub company: String,
    /// Who they are.
    pub company_names: String,
    /// What they do not eat.
    pub diet: String,
    /// What they need.
    pub access: String,
    /// `yes`, `no` or nothing.
    pub first_time: String,
    /// What they do.
    pub does: String,
    /// What they seek.
    pub seeks: String,
}

impl Typed {
    /// An answer given before, to be changed.
    pub fn of(words: &AnswerWords) -> Self {
        let response = match words.response {
            Response::Yes => "yes",
            Response::Maybe => "maybe",
            Response::No => "no",
        };
        let first_time = match words.first_time {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        Self {
            response: response.into(),
            company: words.company.to_string(),
            company_names: words.company_names.clone(),
            diet: words.diet.clone(),
            access: words.access.clone(),
            first_time: first_time.into(),
            does: words.does.clone(),
            seeks: words.seeks.clone(),
        }
    }

    /// The answer, or the problems noted in `check`.
    pub fn read(&self, check: &mut Check) -> Option<AnswerWords> {
        let response = check.choice("response", &self.response);
        let company = check.optional_number("company", &self.company, 0, COMPANY_LIMIT.into());
        let words = AnswerWords {
            response: response.unwrap_or(Response::No),
            company: company.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            company_names: check.optional_text("company_names", &self.company_names, 300),
            diet: check.optional_text("diet", &self.diet, 300),
            access: check.optional_text("access", &self.access, 300),
            first_time: match self.first_time.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            does: check.optional_text("does", &self.does, 300),
            seeks: check.optional_text("seeks", &self.seeks, 300),
        };
        response.map(|_| words)
    }

    /// The answer, or all its problems.
    pub fn checked(&self) -> Result<AnswerWords> {
        let mut check = Check::default();
        let words = self.read(&mut check);
        check.done()?;
        words.ok_or(Error::NotFound)
    }
}

/// An evening, as whoever answers it sees it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The evening.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// Its group's part of addresses.
    pub group_slug: Slug,
    /// Why it takes no answer, when it does not.
    pub closed: Option<Closed>,
    /// What its cancellation said.
    pub cancel_reason: String,
    /// Whether its evening is on.
    pub on: bool,
    /// Seats left, where they are counted.
    pub free: Option<u32>,
    /// Who answers, when that is known.
    pub person: Option<Person>,
    /// What they answered last.
    pub answer: Option<AnswerWords>,
    /// Where that left them.
    pub given: Given,
}

/// An evening as one person, or nobody known yet, answers it.
pub fn asked(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    group: &Group,
    person_id: Option<PersonId>,
) -> Result<Asked> {
    let (mut person, mut answer, mut given) = (None, None, Given::NOWHERE);
    if let Some(id) = person_id {
        person = store::people::find(cx.tx, id)?;
        answer = store::answers::of_person(cx.tx, event.id, id)?.map(|answer| answer.words);
        given = standing(cx, event.id, id)?;
    }
    Ok(Asked {
        brief: mail::brief(cx, event, group)?,
        event_id: event.id,
        group_slug: group.slug.clone(),
        closed: event.takes_answers(cx.now).err(),
        cancel_reason: event.cancel_reason.clone(),
        on: crate::my_evening::is_on(event, cx.now),
        free: store::answers::room(cx.tx, event.id, None)?.free(),
        person,
        answer,
        given,
    })
}

/// An event to be answered by whoever can see it: its page, and the viewer's last answer.
pub fn open(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<Asked> {
    let seen = admitted(cx, event_id)?;
    let me = cx.me.as_ref().map(|me| me.person_id);
    asked(cx, &seen.event, &seen.group, me)
}

/// An event that the viewer may come to; a stranger may be somebody who has yet to sign in.
fn admitted(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<SeenEvent> {
    let seen = access::event(cx, event_id)?;
    if seen.may_answer {
        return Ok(seen);
    }
    cx.me()?;
    Err(Error::Forbidden)
}

/// The viewer's own answer to an event they can see.
pub fn give_mine(cx: &mut Cx<'_, '_>, event_id: EventId, typed: &Typed) -> Result<Given> {
    admitted(cx, event_id)?;
    let person_id = cx.me()?.person_id;
    let words = typed.checked()?;
    give(cx, event_id, person_id, words)
}

/// An answer from a stranger to an event anyone can see. Their personal link goes to the address
/// they give, and nothing here tells whether the address was known; what somebody known answered
/// is never changed by somebody else.
pub fn give_as_stranger(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    (name, email): (&str, &str),
    lang: Lang,
    typed: &Typed,
) -> Result<()> {
    let seen = admitted(cx, event_id)?;
    seen.event.takes_answers(cx.now).map_err(closed)?;
    let mut check = Check::default();
    let name = check.line("name", name, 160);
    let email = check.email("email", email);
    let words = typed.read(&mut check);
    check.done()?;
    let (Some(email), Some(words)) = (email, words) else {
        return Err(Error::NotFound);
    };
    let person = match store::people::by_email(cx.tx, &email)? {
        Some(person) => person,
        None => invitations::newcomer(cx, &name, Some(email), lang)?,
    };
    if store::answers::of_person(cx.tx, event_id, person.id)?.is_none() {
        give(cx, event_id, person.id, words)?;
    } else {
        letter(cx, &seen.event, &person, Tell::Link)?;
    }
    Ok(())
}

/// Somebody's answer, as those who run the event take it for them.
pub fn open_for(cx: &mut Cx<'_, '_>, event_id: EventId, person_id: PersonId) -> Result<Asked> {
    let seen = access::hosted_event(cx, event_id)?;
    around(cx, event_id, person_id)?;
    asked(cx, &seen.event, &seen.group, Some(person_id))
}

/// An answer given on somebody's behalf, by those who run the event.
pub fn give_for(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: PersonId,
    typed: &Typed,
) -> Result<Given> {
    access::hosted_event(cx, event_id)?;
    around(cx, event_id, person_id)?;
    let words = typed.checked()?;
    give(cx, event_id, person_id, words)
}

/// Only somebody invited, or who answered, is on the guest list.
fn around(cx: &mut Cx<'_, '_>, event_id: EventId, person_id: PersonId) -> Result<()> {
    let answered = store::answers::of_person(cx.tx, event_id, person_id)?.is_some();
    if answered || store::invitations::of_person(cx.tx, event_id, person_id)?.is_some() {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
