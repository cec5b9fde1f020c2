//! A card of a contact: what came in, from where, and kept as it was read. One human has several;
//! what is known of a contact is the fold of its cards, each value with the cards that tell it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::activity::dialled;
use crate::card::{Address, Card, Labelled};
use crate::id::{CardPhotoId, ContactCardId, ContactId, ImportId, PersonId};
use crate::text::folded;

/// How many cards one contact holds.
pub const CARDS_LIMIT: usize = 60;
/// How many cards one file brings in at most.
pub const IMPORT_LIMIT: usize = 20_000;
/// How many files a notebook remembers.
pub const IMPORTS_LIMIT: i64 = 500;
/// How many pictures of cards a notebook holds.
pub const PHOTOS_LIMIT: i64 = 2_000;
/// Longest origin, in characters.
pub const ORIGIN_LIMIT: usize = 200;
/// Longest text that is kept of what was read, in bytes: pictures within a card go beyond it.
pub const RAW_LIMIT: usize = 64 * 1024;

/// How a card came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A vCard of a file.
    Vcard,
    /// A jCard.
    Jcard,
    /// A JSContact card.
    Jscontact,
    /// A row of a table.
    Csv,
    /// A code that was scanned.
    Qr,
    /// A picture of a paper card.
    Photo,
    /// The phone's address book.
    Carddav,
    /// Typed by its keeper.
    Typed,
    /// Given during an evening.
    Evening,
}

/// Where a picture of a paper card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhotoState {
    /// Nobody read it yet.
    Waiting,
    /// The machine read it; a person must confirm.
    Read,
    /// The machine could not read it.
    Failed,
    /// Confirmed by a person: it belongs to a card.
    Kept,
}

/// A card, as it came into a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactCard {
    /// Which.
    pub id: ContactCardId,
    /// Whose notebook it is in.
    pub keeper_id: PersonId,
    /// Whose card it is.
    pub contact_id: ContactId,
    /// Its place among the contact's cards.
    pub position: i64,
    /// How it came in.
    pub source: Source,
    /// From which file and line, or at which event.
    pub origin: String,
    /// With which file, if with one.
    pub import_id: Option<ImportId>,
    /// What it says.
    pub card: Card,
    /// What was read, as it stood.
    pub raw: String,
    /// What tells that it is there already: a hash of what was read.
    pub fingerprint: Vec<u8>,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it was last corrected.
    pub updated_at: Timestamp,
}

/// A picture of a paper card, without the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPhoto {
    /// Which.
    pub id: CardPhotoId,
    /// Whose.
    pub keeper_id: PersonId,
    /// The card that was made of it, once confirmed.
    pub contact_card_id: Option<ContactCardId>,
    /// Where it stands.
    pub state: PhotoState,
    /// What the machine read, as JSON; empty before.
    pub reading: String,
    /// When it was taken in.
    pub created_at: Timestamp,
}

impl CardPhoto {
    /// Whether the machine has yet to look at it. Where no letters can be read it has, and waits for a
    /// person.
    pub fn is_unseen(&self) -> bool {
        self.state == PhotoState::Waiting && self.reading.is_empty()
    }
}

/// A file of cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Which.
    pub id: ImportId,
    /// Whose.
    pub keeper_id: PersonId,
    /// The file's name.
    pub name: String,
    /// What it is.
    pub source: Source,
    /// What the columns of a table hold, where its keeper says so.
    pub columns: Vec<String>,
    /// What was refused, when it was kept.
    pub refusals: Vec<Refusal>,
    /// New contacts.
    pub added: i64,
    /// Cards that joined a contact there was.
    pub joined: i64,
    /// Cards that were there already.
    pub known: i64,
    /// Cards that could not be taken.
    pub refused: i64,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When it was kept.
    pub kept_at: Option<Timestamp>,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// A card that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The line at which it begins.
    pub line: usize,
    /// The word for why.
    pub why: String,
    /// The beginning of what stood there.
    pub raw: String,
}

/// A value, and the cards that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// The value, as the first card writes it.
    pub value: T,
    /// Which cards tell it.
    pub by: Vec<ContactCardId>,
}

/// One of the things a contact does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trade {
    /// The title on the card, or else the trade.
    pub title: String,
    /// The organisation.
    pub organisation: String,
}

/// What the cards of one contact say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fold {
    /// The names they give.
    pub names: Vec<Told<String>>,
    /// What the contact does.
    pub trades: Vec<Told<Trade>>,
    /// Telephones.
    pub phones: Vec<Told<Labelled>>,
    /// E-mail addresses.
    pub emails: Vec<Told<Labelled>>,
    /// Web sites.
    pub websites: Vec<Told<Labelled>>,
    /// Postal addresses.
    pub addresses: Vec<Told<Address>>,
}

/// What two ways of writing a telephone have in common: its last ten digits.
pub fn phone_key(phone: &str) -> String {
    let digits: String = dialled(phone)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let skip = digits.len().saturating_sub(10);
    digits[skip..].to_owned()
}

/// What two ways of writing an e-mail address have in common.
pub fn email_key(email: &str) -> String {
    let email = email.trim();
    let start = email.get(..7).filter(|s| s.eq_ignore_ascii_case("mailto:"));
    email[start.map_or(0, str::len)..].to_lowercase()
}

/// What two ways of writing a web address have in common.
pub fn website_key(site: &str) -> String {
    let site = site.trim().to_lowercase();
    let bare = site
        .split_once("://")
        .map_or(site.as_str(), |(_, bare)| bare);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.trim_end_matches('/').to_owned()
}

fn tell<T>(all: &mut Vec<Told<T>>, value: T, by: ContactCardId, key: impl Fn(&T) -> String) {
    let wanted = key(&value);
    if wanted.is_empty() {
        return;
    }
    match all.iter_mut().find(|told| key(&told.value) == wanted) {
        Some(told) => {
            if !told.by.contains(&by) {
                told.by.push(by);
            }
        }
        None => all.push(Told {
            value,
            by: vec![by],
        }),
    }
}

/// What several cards say together, in their order.
pub fn fold<'a>(cards: impl IntoIterator<Item = &'a ContactCard>) -> Fold {
    let mut fold = Fold::default();
    for ContactCard { id, card, .. } in cards {
        tell(&mut fold.names, card.shown_name(), *id, |name| folded(name));
        tell(&mut fold.trades, trade(card), *id, |trade| {
            folded(&format!("{} {}", trade.title, trade.organisation))
                .trim()
                .to_owned()
        });
        for phone in &card.phones {
            tell(&mut fold.phones, phone.clone(), *id, |p| {
                phone_key(&p.value)
            });
        }
        for email in &card.emails {
            tell(&mut fold.emails, email.clone(), *id, |e| {
                email_key(&e.value)
            });
        }
        for site in &card.websites {
            tell(&mut fold.websites, site.clone(), *id, |s| {
                website_key(&s.value)
            });
        }
        for address in &card.addresses {
            tell(&mut fold.addresses, address.clone(), *id, |a| {
                folded(&a.line())
            });
        }
    }
    fold
}

/// The cards of a contact with what counts of each: all that a telephone wrote, and of the others only
/// what it did not replace. `basis` is what the others said when it last wrote.
pub fn current(cards: &[ContactCard], basis: Option<&Card>) -> Vec<ContactCard> {
    let written = cards.iter().find(|card| card.source == Source::Carddav);
    let (Some(written), Some(basis)) = (written, basis) else {
        return cards.to_vec();
    };
    let cards = cards.iter().map(|card| match card.id == written.id {
        true => card.clone(),
        false => ContactCard {
            card: card.card.beside(&written.card, basis),
            ..card.clone()
        },
    });
    cards.collect()
}

/// What a card says its owner does.
pub fn trade(card: &Card) -> Trade {
    let title = if card.title.is_empty() {
        &card.role
    } else {
        &card.title
    };
    Trade {
        title: title.clone(),
        organisation: card.organisation.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn card(n: u128, title: &str, phone: &str) -> ContactCard {
        ContactCard {
            id: Uuid::from_u128(n).into(),
            keeper_id: Uuid::from_u128(1).into(),
            contact_id: Uuid::from_u128(2).into(),
            position: n as i64,
            source: Source::Vcard,
            origin: String::new(),
            import_id: None,
            card: Card {
                full_name: "Joaquim D’Almeida".into(),
                title: title.into(),
                phones: vec![Labelled::new(phone)],
                emails: vec![Labelled::new("Joaquim@dalmeida.example")],
                websites: vec![Labelled::new("https://www.dalmeida.example/")],
                ..Card::default()
            },
            raw: String::new(),
            fingerprint: Vec::new(),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn three_cards_with_three_trades_tell_one_telephone_once() {
        let cards = [
            card(1, "Marketing de proximité", "514 555-0142"),
            card(2, "Stockage infonuagique", "+1 (514) 555-0142"),
            card(3, "Pastilles vitalité", "514.555.0142"),
        ];
        let fold = fold(&cards);
        assert_eq!(fold.trades.len(), 3);
        assert_eq!(fold.names.len(), 1);
        let [phone] = &fold.phones[..] else {
            panic!("{:?}", fold.phones)
        };
        assert_eq!(phone.value.value, "514 555-0142");
        assert_eq!(phone.by.len(), 3);
        assert_eq!(fold.emails[0].by.len(), 3);
    }

    #[test]
    fn addresses_of_the_web_are_one_whatever_stands_around_them() {
        let keys = ["HTTPS://www.Dalmeida.example/", "dalmeida.example"].map(website_key);
        assert_eq!(keys[0], keys[1]);
        assert_eq!(email_key("MAILTO:A@b.ca"), "a@b.ca");
        assert_eq!(phone_key("+1 514 555-0142"), phone_key("(514) 555 0142"));
        assert_eq!(email_key("é@b"), "é@b");
    }

    #[test]
    fn what_says_nothing_is_not_told() {
        let blank = ContactCard {
            card: Card::default(),
            ..card(1, "", "")
        };
        assert_eq!(fold([&blank]), Fold::default());
    }
}
