//! The notebook as a telephone's address book (CardDAV): one card a contact, which says what all of
//! the contact's cards say.
//!
//! What a telephone writes becomes the contact's own card of that source; the other cards stay as
//! they came in, and what they say is not written back to the telephone a second time. Nothing a
//! telephone does reaches the shared log or anybody else's notebook. Private notes go out only if
//! their keeper asked, and never come back in.
//!
//! Changes may come from anywhere (a page, a file, a merge): they are found by comparing what a
//! contact looks like with what telephones were last told of it, so that no other part of the house
//! has to think of telephones.

mod calling;
mod change;
mod face;
mod parting;
pub mod query;

use std::collections::HashMap;

use domain::card::Card;
use domain::contact_card::ContactCard;
use domain::id::ContactId;
use formats::vcard::{self, Version};
use jiff::Timestamp;
use store::phone_books::PhoneCard;

use crate::app_passwords::{self, AppPassword, Shown};
use crate::notebook::Shelf;
use crate::seat::Keeper;
use crate::{Cx, Result};

pub use change::{Condition, Put, delete, put};
use face::face;
pub(crate) use face::{Seen, whole, without_notes};
pub(crate) use parting::{come_back, part, remember, without_file};

pub use formats::vcard::CARD_LIMIT;

/// Longest name of a card, in octets.
pub const NAME_LIMIT: usize = 255;

/// A card of the address book.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name, as it stands in addresses.
    pub name: String,
    /// What tells this state of it from another.
    pub etag: String,
    /// When it last changed, on the book's own counter.
    pub counter: i64,
    /// When something about the contact last changed.
    pub updated_at: Timestamp,
    /// What it says.
    pub card: Card,
    /// The same as a vCard 3.0.
    pub text: String,
}

impl Entry {
    /// The card as a vCard 4.0.
    pub fn newest(&self) -> String {
        vcard::write(&self.card, Version::V4)
    }
}

/// The address book of a keeper.
#[derive(Clone, Debug)]
pub struct Book {
    /// Whose.
    pub keeper: Keeper,
    /// The counter: what changes later has a greater one.
    pub counter: i64,
    /// In the order of names.
    pub entries: Vec<Entry>,
    /// The names that are gone, with the counter of their going.
    pub gone: Vec<(String, i64)>,
    /// What telephones have not been told yet, and whether the password's use is yet to be noted.
    pub unsettled: Option<Unsettled>,
}

/// What a unit that writes has yet to note.
#[derive(Clone, Debug, Default)]
pub struct Unsettled {
    cards: Vec<(PhoneCard, Option<i64>)>,
}

/// The address book a telephone asks for.
pub fn open(cx: &mut Cx<'_, '_>, shown: &Shown) -> Result<Book> {
    let seen = app_passwords::let_in(cx, shown)?;
    let mut book = read(cx, seen.keeper)?;
    if seen.unnoted {
        book.unsettled.get_or_insert_default();
    }
    Ok(book)
}

/// Notes what changed since telephones were last told; then the book is to be opened again.
pub fn settle(cx: &mut Cx<'_, '_>, shown: &Shown, unsettled: Unsettled) -> Result<()> {
    let keeper = app_passwords::let_in(cx, shown)?.keeper;
    if unsettled.cards.is_empty() {
        return Ok(());
    }
    let counter = store::phone_books::next(cx.tx, keeper.id())?.counter;
    for (mut card, seen) in unsettled.cards {
        card.counter = counter;
        store::phone_books::settle(cx.tx, &card, seen)?;
    }
    Ok(())
}

/// The address book of a keeper.
pub fn read(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Book> {
    let me = keeper.id();
    let own = store::phone_books::of_keeper(cx.tx, me)?;
    let mut rows: HashMap<ContactId, PhoneCard> = HashMap::new();
    let mut gone = Vec::new();
    for row in store::phone_books::cards(cx.tx, me)? {
        match row.contact_id {
            Some(contact) => {
                rows.insert(contact, row);
            }
            None => gone.push((row.name, row.counter)),
        }
    }
    let contacts = store::contacts::of_keeper(cx.tx, me)?;
    let shelf = Shelf::read(cx, keeper, contacts)?;
    let cards = cards(store::contact_cards::of_keeper(cx.tx, me)?);
    let mut entries = Vec::with_capacity(shelf.contacts().len());
    let mut unsettled = Vec::new();
    for contact in shelf.contacts() {
        let row = rows.remove(&contact.id);
        if let Some(hidden) = row.as_ref().filter(|row| row.hidden) {
            gone.push((hidden.name.clone(), hidden.counter));
            continue;
        }
        let cards = cards.get(&contact.id).map_or(&[][..], Vec::as_slice);
        let seen = Seen {
            contact,
            cards,
            activities: shelf.cards(contact),
            person: shelf.person(contact),
            notes: own.with_notes.then(|| shelf.notes(contact)),
        };
        let card = face(&seen, row.as_ref().map(|row| &row.basis));
        let text = vcard::write(&card, Version::V3);
        let etag = face::etag(&text);
        let (name, counter) = match &row {
            Some(row) => (row.name.clone(), row.counter),
            None => (format!("{}.vcf", contact.id), 0),
        };
        if row.as_ref().is_none_or(|row| row.etag != etag) {
            let told = row.unwrap_or_else(|| fresh(keeper, &name, contact.id));
            let before = (told.counter > 0).then_some(told.counter);
            let etag = etag.clone();
            unsettled.push((PhoneCard { etag, ..told }, before));
        }
        entries.push(Entry {
            name,
            etag,
            counter,
            updated_at: contact.updated_at,
            card,
            text,
        });
    }
    for row in rows.into_values() {
        let before = Some(row.counter);
        let row = PhoneCard {
            contact_id: None,
            basis: Card::default(),
            ..row
        };
        unsettled.push((row, before));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let unsettled = Unsettled { cards: unsettled };
    Ok(Book {
        keeper,
        counter: own.counter,
        entries,
        gone,
        unsettled: (!unsettled.cards.is_empty()).then_some(unsettled),
    })
}

fn fresh(keeper: Keeper, name: &str, contact: ContactId) -> PhoneCard {
    PhoneCard {
        keeper_id: keeper.id(),
        name: name.to_owned(),
        contact_id: Some(contact),
        etag: String::new(),
        counter: 0,
        hidden: false,
        basis: Card::default(),
    }
}

/// Cards by contact.
pub(crate) fn cards(all: Vec<ContactCard>) -> HashMap<ContactId, Vec<ContactCard>> {
    let mut cards: HashMap<_, Vec<_>> = HashMap::new();
    for card in all {
        cards.entry(card.contact_id).or_default().push(card);
    }
    cards
}

/// What the page about telephones shows.
#[derive(Clone, Debug)]
pub struct Telephones {
    /// The account's address, by which telephones sign in.
    pub login: String,
    /// Passwords that hold.
    pub passwords: Vec<AppPassword>,
    /// Whether private notes go out.
    pub with_notes: bool,
    /// How many contacts were taken off telephones.
    pub hidden: i64,
}

/// The keeper's telephones.
pub fn telephones(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Telephones> {
    let login = cx.me()?.email.to_string();
    Ok(Telephones {
        login,
        passwords: store::app_passwords::of_keeper(cx.tx, keeper.id())?,
        with_notes: store::phone_books::of_keeper(cx.tx, keeper.id())?.with_notes,
        hidden: store::phone_books::hidden(cx.tx, keeper.id())?,
    })
}

/// Says whether private notes go out to telephones.
pub fn send_notes(cx: &mut Cx<'_, '_>, keeper: Keeper, with_notes: bool) -> Result<()> {
    Ok(store::phone_books::set_notes(
        cx.tx,
        keeper.id(),
        with_notes,
    )?)
}

/// Brings back to telephones what was taken off them.
pub fn show_again(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<()> {
    let counter = store::phone_books::next(cx.tx, keeper.id())?.counter;
    store::phone_books::show_again(cx.tx, keeper.id(), counter)?;
    Ok(())
}
