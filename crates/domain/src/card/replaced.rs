//! What a card that came in still says beside the one that a telephone wrote since.

use super::{Address, Card, Extra, Labelled, values};
use crate::contact_card::{email_key, phone_key, website_key};
use crate::text::folded;

/// What somebody does, which is corrected together.
const TRADE: [&str; 3] = ["ORG", "TITLE", "ROLE"];

impl Card {
    /// What counts of the card beside `written`, a telephone's. `seen` is what the telephone was shown
    /// when it wrote: what is in that and not in `written` was replaced there, or dropped.
    pub fn beside(&self, written: &Self, seen: &Self) -> Self {
        let mut card = self.clone();
        let replaced = |extra: &Extra| seen.tells(extra) && !written.tells(extra);
        card.extras.retain(|extra| !replaced(extra));
        for name in ["FN", "N", "NOTE", "BDAY"] {
            if replaced(&card.property(name)) {
                card.take(name, &Self::default());
            }
        }
        if TRADE.iter().any(|name| replaced(&card.property(name))) {
            for name in TRADE {
                if seen.tells(&card.property(name)) {
                    card.take(name, &Self::default());
                }
            }
        }
        for (mine, seen, written) in [
            (&mut card.nicknames, &seen.nicknames, &written.nicknames),
            (&mut card.languages, &seen.languages, &written.languages),
            (&mut card.categories, &seen.categories, &written.categories),
        ] {
            mine.retain(|value| !seen.contains(value) || written.contains(value));
        }
        let phone = |v: &Labelled| phone_key(&v.value);
        values::replace(&mut card.phones, &seen.phones, &written.phones, phone);
        let email = |v: &Labelled| email_key(&v.value);
        values::replace(&mut card.emails, &seen.emails, &written.emails, email);
        let site = |v: &Labelled| website_key(&v.value);
        values::replace(&mut card.websites, &seen.websites, &written.websites, site);
        let place = |a: &Address| folded(&a.line());
        values::replace(
            &mut card.addresses,
            &seen.addresses,
            &written.addresses,
            place,
        );
        card
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str, phones: &[&str]) -> Card {
        Card {
            full_name: "Odile Roy".into(),
            organisation: "Pralines".into(),
            title: title.into(),
            phones: phones.iter().map(|p| Labelled::of(*p, "work")).collect(),
            ..Card::default()
        }
    }

    #[test]
    fn what_a_telephone_replaced_no_longer_counts() {
        let was = card("Chocolatière", &["514 555-0142", "514 555-0143"]);
        let written = card("Directrice", &["514 555-0142", "438 555-0101"]);
        let now = was.beside(&written, &was);
        assert_eq!((&*now.title, &*now.organisation), ("", ""));
        assert_eq!(now.phones, [Labelled::of("514 555-0142", "work")]);
        assert_eq!(was.beside(&was, &was), was, "what was left alone counts");
    }

    #[test]
    fn what_no_telephone_has_seen_counts() {
        let (was, written) = (card("", &[]), card("Directrice", &[]));
        let mut new = card("Conférencière", &["450 555-0199"]);
        new.organisation = "Nuages".into();
        assert_eq!(new.beside(&written, &was), new);
    }

    #[test]
    fn a_number_written_otherwise_on_the_telephone_is_told_once() {
        let was = card("", &["514 555-0142"]);
        let written = card("", &["(514) 555-0142"]);
        assert!(was.beside(&written, &was).phones.is_empty());
    }

    #[test]
    fn the_second_trade_of_a_telephone_s_card_is_kept_where_it_came_in() {
        let other = Card {
            organisation: "Nuages".into(),
            ..card("Pilote", &[])
        };
        let seen = Card::combined_face([&card("Chocolatière", &[]), &other]);
        let mut written = seen.clone();
        written.title = "Directrice".into();
        assert_eq!(other.beside(&written, &seen).title, "Pilote");
    }
}
