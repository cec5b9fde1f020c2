//! The notebook's people: whom somebody met, where, through whom, and what they noted. Everything
//! here takes a [`Keeper`], and touches that keeper's notebook only.

use std::collections::BTreeSet;

use domain::contact::{
    ABOUT_LIMIT, CONTACT_NAME_LIMIT, CONTACTS_LIMIT, Contact, NOTE_LIMIT, NOTES_LIMIT, Note,
    TAG_LIMIT, TAGS_LIMIT, TagProblem,
};
use domain::evening::{Evening, Outcome};
use domain::id::{ContactId, EventId, NoteId, PersonId};
use jiff::Timestamp;
use serde::Deserialize;
use store::events::Brief;

use crate::error::Say;
use crate::form::Check;
use crate::seat::Keeper;
use crate::{Cx, Error, Result};

mod met;

/// The contact a person is to the keeper since an event: the one there is, or a new one with where,
/// when and through whom the log says they met. Whoever has nothing to do with the event is not
/// found.
pub fn met(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event_id: EventId,
    person_id: PersonId,
) -> Result<Contact> {
    if let Some(known) = store::contacts::of_person(cx.tx, keeper.id(), person_id)? {
        return Ok(known);
    }
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    let around = store::people::is_around(cx.tx, event_id, event.group_id, person_id)?;
    if !around || person_id == keeper.id() {
        return Err(Error::NotFound);
    }
    let person = store::people::find(cx.tx, person_id)?.ok_or(Error::NotFound)?;
    let evening = cx.evening(event_id)?;
    let began = event.words.starts_at.min(cx.now);
    let met_at = first_talk(&evening, keeper.id(), person_id);
    let contact = Contact {
        person_id: Some(person_id),
        event_id: Some(event_id),
        met_at: Some(met_at.unwrap_or_else(|| cx.now.clamp(began, event.words.ends_at.max(began)))),
        through_id: introducer(&evening, keeper.id(), person_id),
        ..fresh(cx, keeper, person.name.full())
    };
    insert(cx, &contact)?;
    Ok(store::contacts::of_person(cx.tx, keeper.id(), person_id)?.unwrap_or(contact))
}

pub(crate) fn fresh(cx: &Cx<'_, '_>, keeper: Keeper, name: String) -> Contact {
    Contact {
        id: cx.id(),
        keeper_id: keeper.id(),
        person_id: None,
        name: name.chars().take(CONTACT_NAME_LIMIT).collect(),
        about: String::new(),
        event_id: None,
        met_at: None,
        through_id: None,
        tags: Vec::new(),
        created_at: cx.now,
        updated_at: cx.now,
    }
}

/// A contact of whom only a card is known.
pub(crate) fn named(cx: &mut Cx<'_, '_>, keeper: Keeper, name: String) -> Result<Contact> {
    let contact = fresh(cx, keeper, name);
    insert(cx, &contact)?;
    Ok(contact)
}

pub(crate) fn insert(cx: &mut Cx<'_, '_>, contact: &Contact) -> Result<()> {
    room_for_one(cx, contact)?;
    store::contacts::insert(cx.tx, contact)?;
    Ok(())
}

/// [`insert`] for a contact whose first card follows, by which it is then found.
pub(crate) fn insert_before_card(cx: &mut Cx<'_, '_>, contact: &Contact) -> Result<()> {
    room_for_one(cx, contact)?;
    Ok(store::contacts::insert_many(
        cx.tx,
        std::slice::from_ref(contact),
    )?)
}

fn room_for_one(cx: &mut Cx<'_, '_>, contact: &Contact) -> Result<()> {
    // Two forms sent at once count the same contacts.
    store::people::hold(cx.tx, contact.keeper_id)?;
    if store::contacts::count(cx.tx, contact.keeper_id)? >= CONTACTS_LIMIT {
        let say = Say::new("contact-limit").number("limit", CONTACTS_LIMIT);
        return Err(Error::Refused(say));
    }
    Ok(())
}

fn first_talk(evening: &Evening, me: PersonId, other: PersonId) -> Option<Timestamp> {
    let mut talks = evening.encounters_of(me);
    talks
        .find(|talk| talk.other(me) == other)
        .map(|talk| talk.at)
}

/// Who brought two people together, as the log knows.
fn introducer(evening: &Evening, me: PersonId, other: PersonId) -> Option<PersonId> {
    let mut between = evening
        .introductions()
        .filter(|i| i.people == [me, other] || i.people == [other, me]);
    between.find_map(|introduction| match introduction.outcome {
        Some((_, Outcome::Made(by))) => by.or(introduction.introducer),
        _ => None,
    })
}

/// Somebody whose name the keeper did not catch, as they describe them: "plumber, red scarf".
pub fn half_remembered(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event_id: EventId,
    about: &str,
) -> Result<Contact> {
    let mut check = Check::default();
    let name = check.line("about", about, CONTACT_NAME_LIMIT);
    check.done()?;
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    let began = event.words.starts_at.min(cx.now);
    let contact = Contact {
        event_id: Some(event_id),
        met_at: Some(cx.now.clamp(began, event.words.ends_at.max(began))),
        ..fresh(cx, keeper, name)
    };
    insert(cx, &contact)?;
    Ok(contact)
}

/// The contact a person is to the keeper, wherever they met: of those whose page the viewer may
/// open, and those they already had to do with.
pub fn keep(cx: &mut Cx<'_, '_>, keeper: Keeper, person_id: PersonId) -> Result<Contact> {
    if let Some(known) = store::contacts::of_person(cx.tx, keeper.id(), person_id)? {
        return Ok(known);
    }
    if person_id == keeper.id() {
        return Err(Error::NotFound);
    }
    let seen = match crate::access::person(cx, person_id) {
        Ok(seen) => seen.person,
        Err(Error::NotFound) => {
            let ties = crate::ties::of(cx, keeper)?;
            let person = store::people::find(cx.tx, person_id)?;
            let met = person.filter(|person| ties.contains_key(&person.id));
            met.ok_or(Error::NotFound)?
        }
        Err(error) => return Err(error),
    };
    let contact = Contact {
        person_id: Some(person_id),
        ..fresh(cx, keeper, seen.name.full())
    };
    insert(cx, &contact)?;
    Ok(contact)
}

/// Writes a note about a contact. A blank one is a problem of the field `note`: whoever lets it be
/// left out does not call.
pub fn note(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact_id: ContactId,
    event_id: Option<EventId>,
    text: &str,
) -> Result<NoteId> {
    let contact = find(cx, keeper, contact_id)?;
    let mut check = Check::default();
    let text = check.optional_text("note", text, NOTE_LIMIT);
    if text.is_empty() && check.is_sound() {
        check.problem("note", Say::new("problem-missing"));
    }
    check.done()?;
    if store::notes::count(cx.tx, keeper.id(), contact_id)? >= NOTES_LIMIT {
        let say = Say::new("note-limit").number("limit", NOTES_LIMIT);
        return Err(Error::Refused(say));
    }
    let note = Note {
        id: cx.id(),
        keeper_id: keeper.id(),
        contact_id,
        event_id,
        text,
        created_at: cx.now,
    };
    store::notes::insert(cx.tx, &note)?;
    touch(cx, contact)?;
    Ok(note.id)
}

/// Forgets a note.
pub fn forget_note(cx: &mut Cx<'_, '_>, keeper: Keeper, id: NoteId) -> Result<()> {
    if store::notes::delete(cx.tx, keeper.id(), id)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// A contact of the keeper.
pub fn find(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId) -> Result<Contact> {
    store::contacts::find(cx.tx, keeper.id(), id)?.ok_or(Error::NotFound)
}

pub(crate) fn touch(cx: &mut Cx<'_, '_>, contact: Contact) -> Result<()> {
    let contact = Contact {
        updated_at: cx.now,
        ..contact
    };
    Ok(store::contacts::update(cx.tx, &contact)?)
}

/// What a keeper says of a contact, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What they are called.
    pub name: String,
    /// A line about them.
    pub about: String,
    /// Tags, separated by commas.
    pub tags: String,
    /// The evening at which they met, or empty; left out, it stands.
    pub event: Option<String>,
    /// The day on which they met, `YYYY-MM-DD`, or empty; left out, it stands.
    pub met_on: Option<String>,
}

/// A contact as it may be rewritten.
#[derive(Clone, Debug)]
pub struct Described {
    /// The contact.
    pub contact: Contact,
    /// What is said of it now.
    pub typed: Typed,
    /// The evenings at which they may have met, the newest first.
    pub evenings: Vec<Brief>,
}

/// What there is to rewrite of a contact.
pub fn described(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId) -> Result<Described> {
    let contact = find(cx, keeper, id)?;
    let event = contact.event_id.map(|id| id.to_string());
    let met_on = met::day(cx, keeper, &contact)?.map(|day| day.to_string());
    Ok(Described {
        typed: Typed {
            name: contact.name.clone(),
            about: contact.about.clone(),
            tags: contact.tags.join(", "),
            event: Some(event.unwrap_or_default()),
            met_on: Some(met_on.unwrap_or_default()),
        },
        evenings: met::evenings(cx, keeper, &contact)?,
        contact,
    })
}

/// Rewrites a contact's name, line, tags, and where and when they met.
pub fn describe(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId, typed: &Typed) -> Result<()> {
    let contact = find(cx, keeper, id)?;
    let mut check = Check::default();
    let name = check.line("name", &typed.name, CONTACT_NAME_LIMIT);
    let about = check.optional_line("about", &typed.about, ABOUT_LIMIT);
    let tags = tags(&mut check, &typed.tags);
    let (event_id, met_at) = met::read(cx, keeper, &contact, (typed, &mut check))?;
    check.done()?;
    let contact = Contact {
        name,
        about,
        tags,
        event_id,
        met_at,
        ..contact
    };
    touch(cx, contact)
}

fn tags(check: &mut Check, typed: &str) -> Vec<String> {
    let problem = match domain::contact::tags(typed) {
        Ok(tags) => return tags,
        Err(TagProblem::TooMany) => {
            Say::new("contact-tags-many").number("limit", TAGS_LIMIT as i64)
        }
        Err(TagProblem::TooLong) => Say::new("contact-tag-long").number("limit", TAG_LIMIT as i64),
        Err(TagProblem::Unprintable) => Say::new("problem-unprintable"),
    };
    check.problem("tags", problem);
    Vec::new()
}

/// A half-remembered contact turns out to be another one: what was known of it goes there.
pub fn merge(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    half: ContactId,
    into: ContactId,
) -> Result<ContactId> {
    let half = find(cx, keeper, half)?;
    if half.id == into || !half.is_half_remembered() {
        return Err(Error::refused("contact-merge-real"));
    }
    crate::duplicates::merge(cx, keeper, half.id, into)
}

/// Forgets a contact with everything noted and promised about it.
pub fn forget(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId) -> Result<()> {
    if store::contacts::delete(cx.tx, keeper.id(), id)? {
        store::contact_merges::forget(cx.tx, keeper.id(), id)?;
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Whom the keeper knew before an event: kept in the notebook before it began, or met at an earlier
/// one.
pub fn knew_before(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event_id: EventId,
) -> Result<BTreeSet<PersonId>> {
    let me = keeper.id();
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    let began = event.words.starts_at;
    let kept = store::contacts::of_keeper(cx.tx, me)?.into_iter();
    let before = kept.filter(|c| {
        c.event_id != Some(event_id) && c.met_at.unwrap_or(c.created_at).min(c.created_at) < began
    });
    let mut knew: BTreeSet<PersonId> = before.filter_map(|c| c.person_id).collect();
    for earlier in store::events::attended(cx.tx, me, began)? {
        if earlier.id != event_id {
            let evening = cx.evening(earlier.id)?;
            knew.extend(evening.encounters_of(me).map(|talk| talk.other(me)));
        }
    }
    Ok(knew)
}
