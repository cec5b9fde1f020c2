//! Whose card it is, where that is beyond doubt: the very name, with a telephone or an e-mail address
//! that the contact's cards tell. Whatever is less sure is left for a person to decide.

use std::collections::{BTreeSet, HashMap};

use domain::card::Card;
use domain::contact_card::{ContactCard, email_key, phone_key};
use domain::id::ContactId;
use domain::likeness::{Keys, Read, Record};
use domain::text::folded;

use crate::seat::Keeper;
use crate::{Cx, Result};

/// The contacts of a notebook by name and address.
#[derive(Default)]
pub(crate) struct Known {
    by_key: HashMap<String, ContactId>,
}

/// What two writings of one name have in common: its words, in whatever order.
fn name_key(name: &str) -> String {
    let name = folded(name);
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words: BTreeSet<&str> = words.filter(|word| !word.is_empty()).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

fn keys(card: &Card) -> Vec<String> {
    let name = name_key(&card.shown_name());
    if name.is_empty() {
        return Vec::new();
    }
    let phones = card.phones.iter().map(|phone| phone_key(&phone.value));
    let phones = phones.filter(|key| key.len() >= 7);
    let emails = card.emails.iter().map(|email| email_key(&email.value));
    let emails = emails.filter(|key| key.contains('@'));
    phones
        .chain(emails)
        .map(|key| format!("{name}\n{key}"))
        .collect()
}

impl Known {
    /// Those of a keeper.
    pub fn of(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Self> {
        Ok(Self::from(store::contact_cards::of_keeper(
            cx.tx,
            keeper.id(),
        )?))
    }

    /// The contact a card is of.
    pub fn whose(&self, card: &Card) -> Option<ContactId> {
        keys(card)
            .iter()
            .find_map(|key| self.by_key.get(key).copied())
    }

    /// Notes whose card it is.
    pub fn learn(&mut self, card: &Card, contact: ContactId) {
        for key in keys(card) {
            self.by_key.entry(key).or_insert(contact);
        }
    }
}

impl From<Vec<ContactCard>> for Known {
    fn from(cards: Vec<ContactCard>) -> Self {
        let mut known = Self::default();
        for card in cards {
            known.learn(&card.card, card.contact_id);
        }
        known
    }
}

/// The contact of a keeper that a card is of, looked for among those who share a telephone, an
/// address or the sound of a name.
pub(crate) fn whose(cx: &mut Cx<'_, '_>, keeper: Keeper, card: &Card) -> Result<Option<ContactId>> {
    let mut record = Record::default();
    record.add_card(card);
    let keys = Keys::of(&Read::of(&record));
    let filed = store::finding::filed(cx.tx, keeper.id(), &keys.sought)?;
    let cards = store::contact_cards::of_contacts(cx.tx, keeper.id(), &filed)?;
    Ok(Known::from(cards).whose(card))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::card::Labelled;
    use uuid::Uuid;

    fn card(name: &str, phone: &str) -> Card {
        Card {
            full_name: name.into(),
            phones: vec![Labelled::new(phone)],
            ..Card::default()
        }
    }

    #[test]
    fn one_name_with_one_telephone_is_one_person_and_father_and_son_are_two() {
        let mut known = Known::default();
        let joaquim = Uuid::from_u128(1).into();
        known.learn(&card("Joaquim D’Almeida", "514 555-0142"), joaquim);
        let same = card("D'ALMEIDA, Joaquim", "+1 (514) 555-0142");
        assert_eq!(known.whose(&same), Some(joaquim));
        assert_eq!(known.whose(&card("Rui D’Almeida", "514 555-0142")), None);
        assert_eq!(
            known.whose(&card("Joaquim D’Almeida", "514 555-0143")),
            None
        );
        assert_eq!(known.whose(&card("", "514 555-0142")), None);
    }

    #[test]
    fn no_card_joins_a_wrong_contact_among_ten_thousand_of_invented_families_and_firms() {
        let (mut cards, mut joined) = (0, 0);
        for seed in 1..=3 {
            let list = crate::dedupe::invented::list(5_000, seed);
            let rows = formats::records::read(list.as_bytes(), &[]).unwrap();
            let mut known = Known::default();
            let mut humans = HashMap::new();
            for (n, row) in rows.iter().enumerate() {
                let human = row.id.split('-').next().unwrap().to_owned();
                let values = |all: &[String]| all.iter().map(Labelled::new).collect();
                let (given, family) = row.record.names[0].clone();
                let card = Card {
                    full_name: format!("{given} {family}"),
                    phones: values(&row.record.phones),
                    emails: values(&row.record.emails),
                    ..Card::default()
                };
                let new = Uuid::from_u128(n as u128 + 1).into();
                let of = known.whose(&card).unwrap_or(new);
                let found = humans.entry(of).or_insert_with(|| human.clone());
                assert_eq!(*found, human, "{card:?}");
                known.learn(&card, of);
                (cards, joined) = (cards + 1, joined + usize::from(of != new));
            }
        }
        assert!(cards > 25_000, "{cards}");
        assert!(joined > 1_000, "{joined} of {cards}");
    }
}
