//! What somebody adds to their own debrief: a lesson, who remembered them, what they thought of the
//! place. All of it is written with a [`Keeper`], and read by nobody else.

use domain::id::PersonId;
use domain::person::Person;
use serde::Deserialize;
use store::recalls::Recall;
use store::venue_ratings::Rating;

use crate::error::Say;
use crate::form::Check;
use crate::seat::{self, Keeper, Seat};
use crate::{Cx, Error, Result};

/// Longest lesson, in characters: one line.
pub const LESSON_LIMIT: usize = 280;
/// Longest words about a place, in characters.
const WORDS_LIMIT: usize = 400;

/// The secret that the browser keeps, when the link was claimed by this.
pub type Claimed = Option<String>;

fn keep(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Seat, Keeper, Claimed)> {
    let seat = seat::seat(cx, key)?;
    let (keeper, secret) = seat.keep(cx)?;
    Ok((seat, keeper, secret))
}

/// Opens what is private to the seat in this browser, when it may.
pub fn open_here(cx: &mut Cx<'_, '_>, key: &str) -> Result<Claimed> {
    keep(cx, key).map(|(.., secret)| secret)
}

/// Writes the lesson; an empty one takes it away.
pub fn learn(cx: &mut Cx<'_, '_>, key: &str, typed: &str) -> Result<Claimed> {
    let mut check = Check::default();
    let text = check.optional_line("lesson", typed, LESSON_LIMIT);
    check.done()?;
    let (seat, keeper, secret) = keep(cx, key)?;
    store::lessons::put(cx.tx, seat.event.id, keeper.id(), &text, cx.now)?;
    Ok(secret)
}

/// A recall as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RecallTyped {
    /// Who was asked, by id.
    pub person: String,
    /// `both`, `name`, `trade` or `none`; `forget` takes it away.
    pub knew: String,
}

/// Writes down whether somebody who was there remembered.
pub fn recall(cx: &mut Cx<'_, '_>, key: &str, typed: &RecallTyped) -> Result<Claimed> {
    let mut check = Check::default();
    let person: Option<PersonId> = typed.person.parse().ok();
    if person.is_none() {
        check.problem("person", Say::new("problem-choice"));
    }
    let (name_known, trade_known) = match typed.knew.as_str() {
        "both" => (true, true),
        "name" => (true, false),
        "trade" => (false, true),
        "none" | "forget" => (false, false),
        _ => {
            check.problem("knew", Say::new("problem-choice"));
            (false, false)
        }
    };
    check.done()?;
    let (seat, keeper, secret) = keep(cx, key)?;
    let person_id = person.ok_or(Error::NotFound)?;
    if person_id == keeper.id() || !may_be_asked(cx, &seat, person_id)? {
        return Err(Error::NotFound);
    }
    let event = seat.event.id;
    if typed.knew == "forget" {
        store::recalls::delete(cx.tx, event, keeper.id(), person_id)?;
    } else {
        let recall = Recall {
            person_id,
            name_known,
            trade_known,
        };
        store::recalls::put(cx.tx, event, keeper.id(), recall, cx.now)?;
    }
    Ok(secret)
}

fn may_be_asked(cx: &mut Cx<'_, '_>, seat: &Seat, person: PersonId) -> Result<bool> {
    Ok(whom_to_ask(cx, seat)?.iter().any(|p| p.id == person))
}

/// Those of whom somebody may note whether they remembered: whom they met, and who held the door or
/// the room.
pub fn whom_to_ask(cx: &mut Cx<'_, '_>, seat: &Seat) -> Result<Vec<Person>> {
    let evening = cx.evening(seat.event.id)?;
    let me = seat.person.id;
    let mut people = store::presences::people_of_event(cx.tx, seat.event.id)?;
    let runs = super::group::hosts_of(cx, &seat.group)?;
    people.retain(|person| {
        let met = evening
            .encounters_of(me)
            .any(|talk| talk.other(me) == person.id);
        person.id != me && (met || runs.contains(&person.id))
    });
    people.sort_by_key(|person| person.name.full());
    Ok(people)
}

/// A rating as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RatingTyped {
    /// One to five.
    pub stars: String,
    /// In their words; may be empty.
    pub words: String,
}

/// Writes down what somebody who came thought of the place.
pub fn rate(cx: &mut Cx<'_, '_>, key: &str, typed: &RatingTyped) -> Result<Claimed> {
    let mut check = Check::default();
    let stars = check.optional_number("stars", &typed.stars, 1, 5);
    if stars.is_none() && check.is_sound() {
        check.problem("stars", Say::new("problem-missing"));
    }
    let words = check.optional_line("words", &typed.words, WORDS_LIMIT);
    check.done()?;
    let (seat, keeper, secret) = keep(cx, key)?;
    let event = seat.event.id;
    if store::presences::of(cx.tx, event, keeper.id())?.is_none() {
        return Err(Error::refused("debrief-not-there"));
    }
    let stars = u32::try_from(stars.unwrap_or_default()).unwrap_or_default();
    let rating = Rating { stars, words };
    store::venue_ratings::put(cx.tx, event, keeper.id(), &rating, cx.now)?;
    Ok(secret)
}
