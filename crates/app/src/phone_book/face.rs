//! What one contact looks like: in an address book of a telephone, which has one name and one
//! picture of somebody, and in a file, where nothing that a card says is left out.

use std::collections::HashSet;

use domain::activity::Activity;
use domain::card::Card;
use domain::contact::{CONTACT_NAME_LIMIT, Contact, Note};
use domain::contact_card::{ContactCard, Source};
use domain::person::Name;
use sha2::{Digest, Sha256};

/// Stands before what is the notebook's alone: what follows never comes back in.
const MARK: &str = "— Cinq à sept —";

/// What is known of a contact.
pub(crate) struct Seen<'a> {
    pub contact: &'a Contact,
    pub cards: &'a [ContactCard],
    /// The cards that the person gave the keeper, or shows them.
    pub activities: Vec<&'a Activity>,
    /// The person's name, where it is known who this is.
    pub person: Option<&'a Name>,
    /// Private notes, newest first, if they are to go out.
    pub notes: Option<&'a [Note]>,
}

/// The contact as one card of a telephone. `basis` is what the other cards said when a telephone last wrote: what
/// is in it was seen there, and kept or dropped.
pub(crate) fn face(seen: &Seen<'_>, basis: Option<&Card>) -> Card {
    let others = others(seen.cards, &seen.activities, seen.person);
    let mut card = match own(seen.cards) {
        Some(own) => {
            let mut card = own.card.clone();
            card.add_to_face(&others.since(basis.unwrap_or(&Card::default())));
            card
        }
        None => others,
    };
    if shortened(&card.shown_name()) != seen.contact.name {
        card.rename(&seen.contact.name, seen.person);
    }
    if card.uid.is_empty() {
        card.uid = seen.contact.id.to_string();
    }
    finish(&mut card, seen);
    card
}

/// The contact as one card of a file, which says all that its cards say. It calls itself what its
/// card did, when it has one, so that the program it came from knows it again; `callings` are those
/// taken already in the file.
pub(crate) fn whole(seen: &Seen<'_>, callings: &mut HashSet<String>) -> Card {
    let own = own(seen.cards);
    let rest = seen.cards.iter();
    let rest = rest.filter(|card| own.is_none_or(|own| own.id != card.id));
    let name = seen.person.cloned().unwrap_or_default();
    let shown = seen.activities.iter();
    let shown: Vec<Card> = shown.map(|a| Card::of_activity(&name, &a.words)).collect();
    let all: Vec<&Card> = own.into_iter().chain(rest).map(|card| &card.card).collect();
    let all: Vec<&Card> = all.into_iter().chain(&shown).collect();
    let mut card = named(seen, &all);
    card.uid = seen.contact.id.to_string();
    let caller = match seen.cards {
        [only] => Some(only),
        _ => own,
    };
    let caller = caller.filter(|c| !c.card.uid.is_empty() && callings.insert(c.card.uid.clone()));
    if let Some(caller) = caller {
        card.uid.clone_from(&caller.card.uid);
        card.revision.clone_from(&caller.card.revision);
    }
    all.into_iter().for_each(|other| card.add(other));
    finish(&mut card, seen);
    card
}

/// A card of the contact's name alone: taken apart as the card that bears it does, or else as well as
/// may be.
fn named(seen: &Seen<'_>, cards: &[&Card]) -> Card {
    let mut card = Card::default();
    let named = cards
        .iter()
        .find(|card| shortened(&card.shown_name()) == seen.contact.name);
    match named {
        Some(named) => card.call(named),
        None => card.rename(&seen.contact.name, seen.person),
    }
    card
}

/// Adds what is the notebook's alone.
fn finish(card: &mut Card, seen: &Seen<'_>) {
    let mut tags = seen.contact.tags.clone();
    tags.extend(
        card.categories
            .drain(..)
            .filter(|c| !seen.contact.tags.contains(c)),
    );
    card.categories = tags;
    if let Some(notes) = seen.notes {
        card.note = with_notes(&card.note, &seen.contact.about, notes);
    }
}

/// The card that telephones write.
pub(super) fn own(cards: &[ContactCard]) -> Option<&ContactCard> {
    cards.iter().find(|card| card.source == Source::Carddav)
}

/// What all but the telephone's own card say.
pub(super) fn others(
    cards: &[ContactCard],
    activities: &[&Activity],
    person: Option<&Name>,
) -> Card {
    let own = own(cards).map(|own| own.id);
    let name = person.cloned().unwrap_or_default();
    let given = cards.iter().filter(|card| Some(card.id) != own);
    let given = given.map(|card| card.card.clone());
    let shown = activities
        .iter()
        .map(|a| Card::of_activity(&name, &a.words));
    let mut all: Vec<Card> = given.chain(shown).collect();
    // Each card that came in calls itself something; the contact calls itself one thing.
    for card in &mut all {
        card.uid.clear();
        card.revision.clear();
        card.dressing.retain(|d| d.name != "UID" && d.name != "REV");
    }
    Card::combined_face(&all)
}

/// A name as a contact bears it.
pub(super) fn shortened(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(CONTACT_NAME_LIMIT).collect()
}

fn with_notes(note: &str, about: &str, notes: &[Note]) -> String {
    let lines = notes.iter().map(|note| {
        let day = note.created_at.strftime("%Y-%m-%d");
        format!("{day} : {}", note.text)
    });
    let about = Some(about.to_owned()).filter(|about| !about.is_empty());
    let private: Vec<String> = about.into_iter().chain(lines).collect();
    match (private.is_empty(), note.is_empty()) {
        (true, _) => note.to_owned(),
        (false, true) => format!("{MARK}\n{}", private.join("\n")),
        (false, false) => format!("{note}\n\n{MARK}\n{}", private.join("\n")),
    }
}

/// A note without what is the notebook's alone.
pub(crate) fn without_notes(note: &str) -> String {
    let own = note.split_once(MARK).map_or(note, |(own, _)| own);
    own.trim_end().to_owned()
}

/// What tells one state of a card from another.
pub(super) fn etag(text: &str) -> String {
    crate::token::to_text(&Sha256::digest(text.as_bytes())[..15])
}
