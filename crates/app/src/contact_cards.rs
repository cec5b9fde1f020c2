//! The cards of contacts, typed or corrected by hand. Everything here takes a [`Keeper`], and touches
//! that keeper's notebook only.

use domain::card::{Address, Card, Extra, Labelled};
use domain::contact::{CONTACT_NAME_LIMIT, Contact};
use domain::contact_card::{
    CARDS_LIMIT, ContactCard, Fold, Source, current, email_key, fold, phone_key, website_key,
};
use domain::id::{CardPhotoId, ContactCardId, ContactId};
use formats::vcard;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Say;
use crate::form::Check;
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts};

/// Longest line of a form, in characters.
const LINE: usize = 200;
/// Longest text of a form, in characters.
const TEXT: usize = 2_000;
/// Longest mention that is shown, in characters.
const MENTION_LIMIT: usize = 300;
/// Most values of one kind that a form takes.
const VALUES: usize = 20;

/// A card as typed: values of which there may be several stand one a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The whole name.
    pub name: String,
    /// The title, or the trade.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// Telephones.
    pub phones: String,
    /// E-mail addresses.
    pub emails: String,
    /// Web sites.
    pub websites: String,
    /// The postal address.
    pub address: String,
    /// What the card says besides.
    pub note: String,
}

impl Typed {
    /// What a form shows of a card.
    pub fn of(card: &Card) -> Self {
        let lines = |values: &[Labelled]| {
            let values: Vec<_> = values.iter().map(|v| v.value.as_str()).collect();
            values.join("\n")
        };
        let name = if card.full_name.is_empty() {
            card.shown_name()
        } else {
            card.full_name.clone()
        };
        Self {
            name,
            title: domain::contact_card::trade(card).title,
            organisation: card.organisation.clone(),
            phones: lines(&card.phones),
            emails: lines(&card.emails),
            websites: lines(&card.websites),
            address: card
                .addresses
                .first()
                .map(Address::line)
                .unwrap_or_default(),
            note: card.note.clone(),
        }
    }

    /// The card, with all that the form does not show kept from the one it was.
    fn read(&self, was: &Card) -> Result<Card> {
        let before = Self::of(was);
        let mut check = Check::default();
        let mut card = was.clone();
        let name = check.optional_line("name", &self.name, CONTACT_NAME_LIMIT);
        if name != before.name {
            (card.given, card.family, card.additional) = Default::default();
            (card.prefix, card.suffix) = Default::default();
            card.full_name = name;
        }
        let title = check.optional_line("title", &self.title, LINE);
        if title != before.title {
            card.title = title;
        }
        card.organisation = check.optional_line("organisation", &self.organisation, LINE);
        card.phones = values(&mut check, "phones", &self.phones, &was.phones, phone_key);
        card.emails = values(&mut check, "emails", &self.emails, &was.emails, email_key);
        card.websites = values(
            &mut check,
            "websites",
            &self.websites,
            &was.websites,
            website_key,
        );
        let address = check.optional_text("address", &self.address, TEXT);
        if address.trim() != before.address {
            card.addresses.drain(..card.addresses.len().min(1));
            if !address.is_empty() {
                card.addresses.insert(0, Address::of_lines(&address));
            }
        }
        card.note = check.optional_text("note", &self.note, TEXT);
        if check.is_sound() && card.shown_name().is_empty() {
            check.problem("name", Say::new("card-problem-nobody"));
        }
        check.done()?;
        Ok(card)
    }
}

/// One value a line; those the card had keep what else was known of them.
fn values(
    check: &mut Check,
    field: &'static str,
    typed: &str,
    was: &[Labelled],
    key: fn(&str) -> String,
) -> Vec<Labelled> {
    let text = check.optional_text(field, typed, TEXT);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let values: Vec<Labelled> = lines
        .map(
            |line| match was.iter().find(|w| key(&w.value) == key(line)) {
                Some(known) => Labelled {
                    value: line.to_owned(),
                    ..known.clone()
                },
                None => Labelled::new(line),
            },
        )
        .collect();
    if values.len() > VALUES {
        check.problem(
            field,
            Say::new("card-problem-many").number("limit", VALUES as i64),
        );
    }
    if field == "emails" && values.iter().any(|v| !v.value.contains('@')) {
        check.problem(field, Say::new("problem-email"));
    }
    values
}

/// Something a card says that has no place of its own, as a person can read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// What it is called, and what it says.
    Said(String, String),
    /// A line that nobody understood.
    Unread(String),
    /// A picture.
    Picture,
    /// A sound, a key: bytes.
    Bytes(String),
}

impl Mention {
    fn of(extra: &Extra) -> Self {
        let name = called(&extra.name);
        let text = vcard::text(extra);
        let text = match text.char_indices().nth(MENTION_LIMIT) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        };
        match extra.name.as_str() {
            vcard::UNREAD => Self::Unread(text),
            "PHOTO" | "LOGO" if vcard::is_bytes(extra) => Self::Picture,
            _ if vcard::is_bytes(extra) => Self::Bytes(name),
            _ => Self::Said(name, text),
        }
    }
}

/// The name of a property in letters: `X-CONNECTED-ON` is "Connected on".
fn called(name: &str) -> String {
    let bare = name.strip_prefix("X-").unwrap_or(name);
    let bare = bare.strip_prefix("CINQASEPT-").unwrap_or(bare);
    let words = bare.split('-').filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ").to_lowercase();
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What a card says that has no place of its own.
pub fn mentions(card: &Card) -> Vec<Mention> {
    card.extras.iter().map(Mention::of).collect()
}

/// The cards of a contact, what they say together, and their pictures.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    /// In order, as they came in.
    pub cards: Vec<ContactCard>,
    /// The same with what counts of each.
    pub current: Vec<ContactCard>,
    /// What they say together.
    pub fold: Fold,
    /// The pictures that some were read from.
    pub photos: Vec<(ContactCardId, CardPhotoId)>,
}

/// The cards of a contact.
pub fn of(cx: &mut Cx<'_, '_>, keeper: Keeper, contact: ContactId) -> Result<Cards> {
    let cards = store::contact_cards::of_contact(cx.tx, keeper.id(), contact)?;
    let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
    let bases = store::phone_books::bases(cx.tx, keeper.id(), &[contact])?;
    let current = current(&cards, bases.get(&contact));
    Ok(Cards {
        fold: fold(&current),
        current,
        photos: store::card_photos::of_cards(cx.tx, keeper.id(), &ids)?,
        cards,
    })
}

/// A card of the keeper, with its contact.
pub fn find(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: ContactId,
    id: ContactCardId,
) -> Result<(Contact, ContactCard)> {
    let contact = contacts::find(cx, keeper, contact)?;
    let card = store::contact_cards::find(cx.tx, keeper.id(), id)?;
    let card = card.filter(|card| card.contact_id == contact.id);
    Ok((contact, card.ok_or(Error::NotFound)?))
}

/// Adds a typed card to a contact; nothing when the contact has that very card.
pub fn add(cx: &mut Cx<'_, '_>, keeper: Keeper, to: ContactId, typed: &Typed) -> Result<()> {
    let contact = contacts::find(cx, keeper, to)?;
    let mut typed = typed.clone();
    if typed.name.trim().is_empty() {
        typed.name.clone_from(&contact.name);
    }
    let card = typed.read(&Card::default())?;
    let print = fingerprint(&card, Some(contact.id));
    take(cx, keeper, &contact, Taken::of(card, Source::Typed, print))?;
    contacts::touch(cx, contact)
}

/// Makes a contact of a typed card.
pub fn begin(cx: &mut Cx<'_, '_>, keeper: Keeper, typed: &Typed) -> Result<Arrived> {
    let card = typed.read(&Card::default())?;
    let print = fingerprint(&card, None);
    arrive(cx, keeper, Taken::of(card, Source::Typed, print))
}

/// Rewrites what a card says. What was read stays beside it.
pub fn correct(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: ContactId,
    id: ContactCardId,
    typed: &Typed,
) -> Result<()> {
    let (contact, card) = find(cx, keeper, contact, id)?;
    let corrected = ContactCard {
        card: typed.read(&card.card)?,
        updated_at: cx.now,
        ..card
    };
    store::contact_cards::update(cx.tx, &corrected)?;
    contacts::touch(cx, contact)
}

/// Forgets a card of a contact; the contact stays.
pub fn forget(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: ContactId,
    id: ContactCardId,
) -> Result<()> {
    let (contact, card) = find(cx, keeper, contact, id)?;
    store::contact_cards::delete(cx.tx, keeper.id(), card.id)?;
    contacts::touch(cx, contact)
}

/// A card on its way into a notebook.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub card: Card,
    pub source: Source,
    pub origin: String,
    pub raw: String,
    pub fingerprint: Vec<u8>,
}

impl Taken {
    pub fn of(card: Card, source: Source, fingerprint: Vec<u8>) -> Self {
        Self {
            card,
            source,
            origin: String::new(),
            raw: String::new(),
            fingerprint,
        }
    }
}

/// What a form says as a card, with all that the form does not show kept from the one it was.
pub(crate) fn read(typed: &Typed, was: &Card) -> Result<Card> {
    typed.read(was)
}

/// A card that came in by itself.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The card.
    pub card: ContactCard,
    /// Whether it joined a contact that was there, for the same name and telephone or address.
    pub joined: bool,
}

/// A card comes in by itself: to the contact it is of, or to a new one. The same card twice is one.
pub(crate) fn arrive(cx: &mut Cx<'_, '_>, keeper: Keeper, taken: Taken) -> Result<Arrived> {
    let of = crate::same::whose(cx, keeper, &taken.card)?;
    let contact = match of {
        Some(id) => contacts::find(cx, keeper, id)?,
        None => contacts::named(cx, keeper, taken.card.shown_name())?,
    };
    let card = take(cx, keeper, &contact, taken)?;
    if card.contact_id != contact.id && of.is_none() {
        // The very card was there: no second contact is made for it.
        store::contacts::delete(cx.tx, keeper.id(), contact.id)?;
    }
    Ok(Arrived {
        card,
        joined: of.is_some(),
    })
}

/// Whether a card has the name and a telephone or an address of one before it: such cards join by
/// themselves.
pub fn joins(cards: &[ContactCard], at: usize) -> bool {
    let (before, card) = (&cards[..at], &cards[at]);
    before
        .iter()
        .any(|one| crate::same::alike(&one.card, &card.card))
}

/// A card of a contact is somebody else's: it becomes a contact by itself, and both stay two.
pub fn part(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: ContactId,
    id: ContactCardId,
) -> Result<ContactId> {
    let (contact, card) = find(cx, keeper, contact, id)?;
    let other = contacts::named(cx, keeper, card.card.shown_name())?;
    let card = ContactCard {
        contact_id: other.id,
        updated_at: cx.now,
        ..card
    };
    store::contact_cards::update(cx.tx, &card)?;
    store::contact_merges::differ(cx.tx, keeper.id(), (contact.id, other.id), cx.now)?;
    contacts::touch(cx, contact)?;
    Ok(other.id)
}

/// Adds a card to a contact, or gives the very card that the notebook has already.
pub(crate) fn take(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: &Contact,
    taken: Taken,
) -> Result<ContactCard> {
    let there = store::contact_cards::of_contact(cx.tx, keeper.id(), contact.id)?;
    if there.len() >= CARDS_LIMIT {
        let say = Say::new("card-limit").number("limit", CARDS_LIMIT as i64);
        return Err(Error::Refused(say));
    }
    let card = ContactCard {
        id: cx.id(),
        keeper_id: keeper.id(),
        contact_id: contact.id,
        position: there.last().map_or(0, |card| card.position + 1),
        source: taken.source,
        origin: taken.origin,
        import_id: None,
        card: taken.card,
        raw: taken.raw,
        fingerprint: taken.fingerprint,
        created_at: cx.now,
        updated_at: cx.now,
    };
    if store::contact_cards::insert(cx.tx, std::slice::from_ref(&card))? > 0 {
        return Ok(card);
    }
    let known = store::contact_cards::by_fingerprint(cx.tx, keeper.id(), &card.fingerprint)?;
    known.ok_or(Error::NotFound)
}

/// What tells that a card is there already: a hash of what it says, whatever format said it. A card
/// typed for one contact may be typed for another.
pub(crate) fn fingerprint(card: &Card, of: Option<ContactId>) -> Vec<u8> {
    let meaning = Card {
        revision: String::new(),
        uid: String::new(),
        ..card.clone()
    };
    let mut hash = Sha256::new();
    hash.update(serde_json::to_vec(&meaning).unwrap_or_default());
    hash.update(of.map(|id| id.0.as_bytes().to_vec()).unwrap_or_default());
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_place_is_said_as_people_read_it() {
        let text = "BEGIN:VCARD\nVERSION:3.0\nFN:Odile\nno colon here\nX-ODD-THING:all\\, of\\nme\n\
            X-SKYPE:odile\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\nLOGO;VALUE=uri:https://x.example/l.png\n\
            KEY;ENCODING=b:AAAA\nEND:VCARD\n";
        let card = vcard::read_one(text).unwrap().card;
        let said = |name: &str, text: &str| Mention::Said(name.into(), text.into());
        assert_eq!(
            mentions(&card),
            [
                Mention::Unread("no colon here".into()),
                said("Odd thing", "all, of\nme"),
                said("Skype", "odile"),
                Mention::Picture,
                said("Logo", "https://x.example/l.png"),
                Mention::Bytes("Key".into()),
            ]
        );
        let long = Extra {
            name: "X-LONG".into(),
            value: "é".repeat(2_000),
            ..Extra::default()
        };
        let Mention::Said(_, text) = Mention::of(&long) else {
            panic!()
        };
        assert_eq!(text.chars().count(), MENTION_LIMIT + 1);
    }
}
