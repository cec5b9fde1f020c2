//! A card as a code that a telephone takes in: what must be typed otherwise. Where there is no room for
//! all, the least needed goes first, and whoever shows the code is told what went.

use domain::card::Card;
use formats::vcard::{self, Version};

/// Longest text of a code on a screen, in octets: beyond, its squares are too fine.
pub const SCREEN_LIMIT: usize = 800;

/// What a code says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Its text; none when there is no room for the name.
    pub text: Option<String>,
    /// What it leaves out, as the words of sentences: `address`, `websites`, `emails`, `phones`,
    /// `activities`, `trade`.
    pub left_out: Vec<&'static str>,
}

/// What may be left out, and how.
type Less = (&'static str, fn(&mut Card));

/// What may be left out, in its order.
const LESS: [Less; 6] = [
    ("address", |card| card.addresses.clear()),
    ("websites", |card| card.websites.clear()),
    ("emails", |card| card.emails.truncate(1)),
    ("phones", |card| card.phones.truncate(1)),
    ("activities", |card| card.extras.clear()),
    ("trade", |card| {
        card.organisation.clear();
        card.unit.clear();
        card.title.clear();
    }),
];

/// The code of as much of a card as has room.
pub(super) fn code(card: &Card, limit: usize) -> Code {
    let mut card = short(card);
    let mut left_out = Vec::new();
    let mut less = LESS.iter();
    loop {
        let text = vcard::write(&card, Version::V3);
        if text.len() <= limit {
            let text = Some(text);
            return Code { text, left_out };
        }
        let Some((what, leave_out)) = less.next() else {
            let text = None;
            return Code { text, left_out };
        };
        let before = card.clone();
        leave_out(&mut card);
        if card != before {
            left_out.push(*what);
        }
    }
}

/// The card without what nobody types.
fn short(card: &Card) -> Card {
    let mut card = Card {
        note: String::new(),
        uid: String::new(),
        role: String::new(),
        ..card.clone()
    };
    let is_trade = |name: &str| name == "ORG" || name == "TITLE";
    card.extras.retain(|extra| is_trade(&extra.name));
    card
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::card::{Address, Labelled};

    fn card() -> Card {
        Card {
            full_name: "Odile Roy".into(),
            organisation: "Pralines".into(),
            title: "Chocolatière".into(),
            phones: vec![Labelled::new("514 555-0142")],
            websites: vec![Labelled::new("https://pralines.test/")],
            addresses: vec![Address::of_lines("12, rue des Érables")],
            ..Card::default()
        }
    }

    #[test]
    fn the_least_needed_goes_first_and_is_told() {
        let whole = code(&card(), 1_000);
        assert_eq!(whole.left_out, [""; 0]);
        let length = whole.text.unwrap().len();
        let less = code(&card(), length - 1);
        assert_eq!(less.left_out, ["address"]);
        let text = less.text.unwrap();
        let less = code(&card(), text.len() - 1);
        assert_eq!(less.left_out, ["address", "websites"]);
        let text = less.text.unwrap();
        assert!(
            text.contains("ORG:Pralines") && text.contains("TITLE:Choco"),
            "{text}"
        );
        let less = code(&card(), text.len() - 1);
        assert_eq!(less.left_out, ["address", "websites", "trade"]);
        assert!(less.text.is_some());
        assert_eq!(code(&card(), 20).text, None);
    }
}
