//! Answering: who gets a seat, who waits, who moves up. The rows, the log and the mails change
//! together, or not at all.

use domain::answer::{self, AnswerWords, COMPANY_LIMIT, Place, Response};
use domain::evening::What;
use domain::event::{Closed, Event};
use domain::id::{EventId, PersonId};
use domain::person::Person;
use jiff::Timestamp;
use store::answers::Answer;

use crate::error::Say;
use crate::mail::guest::{Letter, Tell};
use crate::mail::{self, Message};
use crate::{Cx, Error, Result, evening, invitations};

mod ask;

pub use ask::{Asked, Typed, asked, give_as_stranger, give_for, give_mine, open, open_for};

/// Where an answer left somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// A seat, the waiting list, or neither.
    pub place: Place,
    /// Their turn on the waiting list, from one.
    pub turn: Option<usize>,
}

impl Given {
    /// Nothing was answered.
    pub const NOWHERE: Self = Self {
        place: Place::None,
        turn: None,
    };
}

/// Takes a person's answer to an event, in place of any earlier one. Who may answer for whom was
/// decided by whoever calls.
pub fn give(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: PersonId,
    words: AnswerWords,
) -> Result<Given> {
    cx.tx.hold_event(event_id)?;
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    event.takes_answers(cx.now).map_err(closed)?;
    let words = settled(words)?;
    let before = store::answers::of_person(cx.tx, event_id, person_id)?;
    let place = placed(cx, &event, person_id, &words, before.as_ref())?;
    let same = |answer: &Answer| answer.words == words && answer.place == place;
    if !before.as_ref().is_some_and(same) {
        keep(cx, event_id, person_id, &words, place, before.as_ref())?;
    }
    move_up(cx, &event, Some(person_id))?;
    let given = standing(cx, event_id, person_id)?;
    if before.is_none_or(|before| before.words.response != words.response) {
        confirm(cx, &event, person_id, &words, given.place)?;
    }
    Ok(given)
}

/// Seats whom a larger room, or a seat given back, has made room for.
pub fn reseat(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<()> {
    cx.tx.hold_event(event_id)?;
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    match event.takes_answers(cx.now) {
        Ok(()) => move_up(cx, &event, None),
        Err(_) => Ok(()),
    }
}

/// Where a person stands now, with their turn when they wait.
pub fn standing(cx: &mut Cx<'_, '_>, event_id: EventId, person_id: PersonId) -> Result<Given> {
    let answer = store::answers::of_person(cx.tx, event_id, person_id)?;
    let place = answer.map_or(Place::None, |answer| answer.place);
    let turn = match place {
        Place::Waiting => {
            let queue = store::answers::queue(cx.tx, event_id)?;
            let at = queue.iter().position(|party| party.person_id == person_id);
            at.map(|at| at + 1)
        }
        Place::Going | Place::None => None,
    };
    Ok(Given { place, turn })
}

/// Why an event takes no answer, as a sentence.
pub fn closed(reason: Closed) -> Error {
    Error::refused(closed_key(reason))
}

/// The key of that sentence.
pub fn closed_key(reason: Closed) -> &'static str {
    match reason {
        Closed::Draft => Say::new("answer-closed-draft").key,
        Closed::Cancelled => Say::new("answer-closed-cancelled").key,
        Closed::Over => Say::new("answer-closed-over").key,
    }
}

/// Who does not come brings nobody.
fn settled(words: AnswerWords) -> Result<AnswerWords> {
    if words.company > COMPANY_LIMIT {
        let say = Say::new("problem-number").number("least", 0);
        let say = say.number("most", COMPANY_LIMIT);
        return Err(Error::Invalid(vec![("company", say)]));
    }
    Ok(match words.response {
        Response::No => AnswerWords {
            company: 0,
            company_names: String::new(),
            ..words
        },
        Response::Yes | Response::Maybe => words,
    })
}

fn placed(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    person_id: PersonId,
    words: &AnswerWords,
    before: Option<&Answer>,
) -> Result<Place> {
    let seated = before.filter(|before| before.place == Place::Going);
    let held = seated.map(|before| before.words.company + 1);
    let room = store::answers::room(cx.tx, event.id, Some(person_id))?;
    let queue = store::answers::queue(cx.tx, event.id)?;
    let alone = queue.iter().all(|party| party.person_id == person_id);
    let place = answer::place(room, words.response, words.company + 1, held, alone);
    match held {
        // Nobody loses their seat for having asked for one more.
        Some(held) if place == Place::Waiting => {
            let left = room.free().unwrap_or_default().saturating_sub(held);
            let say = Say::new("answer-no-room").number("left", left);
            Err(Error::Invalid(vec![("company", say)]))
        }
        _ => Ok(place),
    }
}

fn keep(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: PersonId,
    words: &AnswerWords,
    place: Place,
    before: Option<&Answer>,
) -> Result<()> {
    let what = What::Answered {
        person: person_id,
        response: words.response,
        company: words.company,
        place,
    };
    let at = evening::note(cx, event_id, what)?;
    let since: Timestamp = before
        .filter(|before| before.place == place)
        .map_or(at, |before| before.since);
    let answer = Answer {
        id: before.map_or_else(|| cx.id(), |before| before.id),
        event_id,
        person_id,
        words: words.clone(),
        place,
        since,
        answered_at: at,
    };
    Ok(store::answers::put(cx.tx, &answer)?)
}

/// Whoever just answered learns of their seat from the confirmation, not from a second mail.
fn move_up(cx: &mut Cx<'_, '_>, event: &Event, answering: Option<PersonId>) -> Result<()> {
    let queue = store::answers::queue(cx.tx, event.id)?;
    if queue.is_empty() {
        return Ok(());
    }
    let room = store::answers::room(cx.tx, event.id, None)?;
    for person_id in answer::promotions(room, &queue) {
        store::answers::promote(cx.tx, event.id, person_id)?;
        evening::note(cx, event.id, What::Promoted { person: person_id })?;
        if answering != Some(person_id) {
            write(cx, event, person_id, Tell::Promoted)?;
        }
    }
    Ok(())
}

fn confirm(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    person_id: PersonId,
    words: &AnswerWords,
    place: Place,
) -> Result<()> {
    let tell = Tell::Answered {
        response: words.response,
        place,
        company: words.company,
    };
    write(cx, event, person_id, tell)
}

/// Writes to a guest, when they can be written to, with their personal link.
fn write(cx: &mut Cx<'_, '_>, event: &Event, person_id: PersonId, tell: Tell) -> Result<()> {
    match store::people::find(cx.tx, person_id)? {
        Some(person) => letter(cx, event, &person, tell).map(|_| ()),
        None => Ok(()),
    }
}

/// Posts a letter about an event to a person who has an address; whether it was posted.
pub fn letter(cx: &mut Cx<'_, '_>, event: &Event, person: &Person, tell: Tell) -> Result<bool> {
    let Some(email) = &person.email else {
        return Ok(false);
    };
    let invitation = invitations::own(cx, event.id, person.id, invitations::From::Nobody)?;
    let group = store::groups::find(cx.tx, event.group_id)?.ok_or(Error::NotFound)?;
    let letter = Letter {
        event: mail::brief(cx, event, &group)?,
        event_id: event.id,
        token: invitations::token(cx, &invitation),
        tell,
    };
    let message = Message::Guest(letter);
    mail::post(cx, email, person.lang, Some(group.id), &message)
}
