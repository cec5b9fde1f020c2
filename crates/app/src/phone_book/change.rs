//! What a telephone writes and takes away.

use domain::card::Card;
use domain::contact::{self, Contact};
use domain::contact_card::{ContactCard, Source};
use domain::id::{ContactId, PersonId};
use formats::vcard::{self, Version};
use sha2::{Digest, Sha256};
use store::phone_books::PhoneCard;

use super::face::{Seen, etag, face, others, own, shortened, without_notes};
use super::{NAME_LIMIT, calling, fresh};
use crate::app_passwords::{self, Shown};
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts};

/// What must be so for a change to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// One of these states, if any is told; `*` is any.
    pub is: Vec<String>,
    /// Not there yet.
    pub absent: bool,
}

impl Condition {
    fn check(&self, row: Option<&PhoneCard>) -> Result<()> {
        let there = row.filter(|row| row.contact_id.is_some() && !row.hidden);
        let is = |row: &&PhoneCard| self.is.iter().any(|is| is == "*" || *is == row.etag);
        if (self.absent && there.is_some())
            || (!self.is.is_empty() && !there.is_some_and(|r| is(&r)))
        {
            return Err(Error::refused("phone-card-changed"));
        }
        Ok(())
    }
}

/// What became of a card that a telephone wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Whether the contact is new.
    pub created: bool,
    /// The state it is in, when it reads back octet for octet.
    pub etag: Option<String>,
}

/// Takes a card that a telephone wrote.
pub fn put(
    cx: &mut Cx<'_, '_>,
    shown: &Shown,
    name: &str,
    text: &[u8],
    condition: &Condition,
) -> Result<Put> {
    let keeper = app_passwords::let_in(cx, shown)?.keeper;
    let me = keeper.id();
    let card = one(text)?;
    if name.is_empty() || name.len() > NAME_LIMIT || name.contains(['/', '\\']) {
        return Err(Error::refused("phone-card-name"));
    }
    let row = store::phone_books::card(cx.tx, me, name)?;
    condition.check(row.as_ref())?;
    let known = match row.as_ref().and_then(|row| row.contact_id) {
        Some(contact) => store::contacts::find(cx.tx, me, contact)?,
        None => None,
    };
    let created = known.is_none();
    let of = known.as_ref().map(|known| known.id);
    calling::check(cx, keeper, &card.uid, of)?;
    let (contact, card) = written(cx, keeper, known, card)?;
    let cards = match created {
        true => Vec::new(),
        false => store::contact_cards::of_contact(cx.tx, me, contact.id)?,
    };
    let cards = keep(cx, &contact, cards, card)?;
    let row = row.unwrap_or_else(|| fresh(keeper, name, contact.id));
    let told = tell(cx, &contact, &cards, row)?;
    let (etag, told) = told;
    Ok(Put {
        created,
        etag: (text == told.as_bytes()).then_some(etag),
    })
}

/// The one card of a text.
fn one(text: &[u8]) -> Result<Card> {
    let mut all = vcard::read(text);
    match (all.next(), all.next()) {
        // A name longer than any card takes would be a mention beside another name.
        (Some(Ok(entry)), None) if !is_unnamed(&entry.card) => Ok(entry.card),
        _ => Err(Error::refused("phone-card-unread")),
    }
}

fn is_unnamed(card: &Card) -> bool {
    card.full_name.is_empty() && card.extras.iter().any(|extra| extra.name == "FN")
}

/// Writes what the card says into the contact, and gives both back.
fn written(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    known: Option<Contact>,
    mut card: Card,
) -> Result<(Contact, Card)> {
    card.note = without_notes(&card.note);
    let name = shortened(&card.shown_name());
    let (tags, rest) = tags(std::mem::take(&mut card.categories));
    card.categories = rest;
    let fresh = known.is_none();
    let contact = match known {
        Some(known) => Contact {
            name,
            tags,
            updated_at: cx.now,
            ..known
        },
        None => Contact {
            tags,
            ..contacts::fresh(cx, keeper, name)
        },
    };
    match fresh {
        true => contacts::insert_before_card(cx, &contact)?,
        false => store::contacts::update(cx.tx, &contact)?,
    }
    Ok((contact, card))
}

/// What can be tags, and what cannot.
fn tags(categories: Vec<String>) -> (Vec<String>, Vec<String>) {
    let mut tags: Vec<String> = Vec::new();
    let (good, mut rest): (Vec<_>, Vec<_>) = categories
        .into_iter()
        .partition(|category| contact::tags(category).is_ok_and(|tags| tags == [category.clone()]));
    for tag in good {
        match tags.len() < contact::TAGS_LIMIT && !tags.contains(&tag) {
            true => tags.push(tag),
            false => rest.push(tag),
        }
    }
    (tags, rest)
}

/// Keeps the card as the contact's own of telephones.
fn keep(
    cx: &mut Cx<'_, '_>,
    contact: &Contact,
    mut cards: Vec<ContactCard>,
    card: Card,
) -> Result<Vec<ContactCard>> {
    let known = own(&cards).map(|own| own.id);
    if let Some(own) = cards.iter_mut().find(|card| Some(card.id) == known) {
        own.card = card;
        own.updated_at = cx.now;
        store::contact_cards::update(cx.tx, own)?;
        return Ok(cards);
    }
    let last = cards.iter().map(|card| card.position).max();
    let own = own_card(cx, (contact.keeper_id, contact.id), last, card);
    store::contact_cards::insert(cx.tx, std::slice::from_ref(&own))?;
    cards.push(own);
    Ok(cards)
}

/// A contact's own card of telephones, after the last of the others.
pub(super) fn own_card(
    cx: &Cx<'_, '_>,
    (keeper_id, contact_id): (PersonId, ContactId),
    last: Option<i64>,
    card: Card,
) -> ContactCard {
    ContactCard {
        id: cx.id(),
        keeper_id,
        contact_id,
        position: last.map_or(0, |last| last + 1),
        source: Source::Carddav,
        origin: String::new(),
        import_id: None,
        card,
        raw: String::new(),
        fingerprint: fingerprint(contact_id),
        created_at: cx.now,
        updated_at: cx.now,
    }
}

/// There is one such card a contact.
fn fingerprint(contact: ContactId) -> Vec<u8> {
    Sha256::digest(format!("carddav:{contact}")).to_vec()
}

/// Notes what telephones know now.
fn tell(
    cx: &mut Cx<'_, '_>,
    contact: &Contact,
    cards: &[ContactCard],
    row: PhoneCard,
) -> Result<(String, String)> {
    let me = contact.keeper_id;
    let book = store::phone_books::next(cx.tx, me)?;
    let (person, activities) = match contact.person_id {
        Some(id) => (
            store::people::find(cx.tx, id)?.map(|person| person.name),
            store::people::activities(cx.tx, id)?,
        ),
        None => (None, Vec::new()),
    };
    let notes = match book.with_notes {
        true => Some(store::notes::of_contact(cx.tx, me, contact.id)?),
        false => None,
    };
    // Everything the person does counts as seen; only what they show goes out.
    let activities: Vec<_> = activities.iter().collect();
    let basis = others(cards, &activities, person.as_ref());
    let seen = Seen {
        contact,
        cards,
        activities,
        person: person.as_ref(),
        notes: notes.as_deref(),
    };
    let card = face(&seen, Some(&basis));
    let text = vcard::write(&card, Version::V3);
    let etag = etag(&text);
    let row = PhoneCard {
        contact_id: Some(contact.id),
        etag: etag.clone(),
        counter: book.counter,
        hidden: false,
        basis,
        ..row
    };
    store::phone_books::keep(cx.tx, &row)?;
    Ok((etag, text))
}

/// Takes a card off telephones. A contact that only telephones brought is forgotten; one that the
/// notebook knows more of stays there.
pub fn delete(cx: &mut Cx<'_, '_>, shown: &Shown, name: &str, condition: &Condition) -> Result<()> {
    let keeper = app_passwords::let_in(cx, shown)?.keeper;
    let me = keeper.id();
    let row = store::phone_books::card(cx.tx, me, name)?;
    let row = row.filter(|row| !row.hidden).ok_or(Error::NotFound)?;
    let id = row.contact_id.ok_or(Error::NotFound)?;
    condition.check(Some(&row))?;
    let contact = store::contacts::find(cx.tx, me, id)?.ok_or(Error::NotFound)?;
    let forgotten = is_telephones_alone(cx, &contact)?;
    let mut row = row;
    if forgotten {
        store::contacts::delete(cx.tx, me, id)?;
        row.basis = Card::default();
    }
    let counter = store::phone_books::next(cx.tx, me)?.counter;
    let row = PhoneCard {
        contact_id: Some(id).filter(|_| !forgotten),
        counter,
        hidden: !forgotten,
        ..row
    };
    Ok(store::phone_books::keep(cx.tx, &row)?)
}

fn is_telephones_alone(cx: &mut Cx<'_, '_>, contact: &Contact) -> Result<bool> {
    let (me, id) = (contact.keeper_id, contact.id);
    if contact.person_id.is_some() || contact.event_id.is_some() || !contact.about.is_empty() {
        return Ok(false);
    }
    let cards = store::contact_cards::of_contact(cx.tx, me, id)?;
    if cards.is_empty() || cards.iter().any(|card| card.source != Source::Carddav) {
        return Ok(false);
    }
    let notes = store::notes::count(cx.tx, me, id)?;
    Ok(notes == 0 && store::follow_ups::of_contact(cx.tx, me, id)?.is_empty())
}
