//! What one contact looks like in an address book or a file: a fold of its cards.

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

/// The contact as one card. `basis` is what the other cards said when a telephone last wrote: what
/// is in it was seen there, and kept or dropped.
pub(crate) fn face(seen: &Seen<'_>, basis: Option<&Card>) -> Card {
    let others = others(seen.cards, &seen.activities, seen.person);
    let mut card = match own(seen.cards) {
        Some(own) => {
            let mut card = own.card.clone();
            card.add(&others.since(basis.unwrap_or(&Card::default())));
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
    card
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
    Card::combined(&all)
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
pub(super) fn without_notes(note: &str) -> String {
    let own = note.split_once(MARK).map_or(note, |(own, _)| own);
    own.trim_end().to_owned()
}

/// What tells one state of a card from another.
pub(super) fn etag(text: &str) -> String {
    crate::token::to_text(&Sha256::digest(text.as_bytes())[..15])
}
