//! Whose card it is, where that is beyond doubt: the very name, with a telephone or an e-mail address
//! that the contact's cards tell. Whatever is less sure is left for a person to decide.

use std::collections::{BTreeSet, HashMap};

use domain::card::Card;
use domain::contact_card::{ContactCard, email_key, phone_key};
use domain::id::ContactId;
use domain::likeness::{self, Keys, Read, Record};
use domain::text::folded;

use crate::seat::Keeper;
use crate::{Cx, Result};

/// What a card has in common, beside the very name, with the one it joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A telephone.
    Phone,
    /// An e-mail address.
    Email,
}

/// The contacts of a notebook by name and address.
#[derive(Default)]
pub(crate) struct Known {
    by_key: HashMap<String, ContactId>,
}

/// What two writings of one name have in common: its words, in whatever order, and which of several
/// of one name it is.
fn name_key(card: &Card) -> String {
    let mut name = folded(&card.shown_name());
    if let Some(generation) = likeness::generation(&card.suffix) {
        name = format!("{name} {generation}");
    }
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words: BTreeSet<&str> = words.filter(|word| !word.is_empty()).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// The line a telephone rings on; nothing for one that many share.
fn line_key(phone: &str) -> Option<String> {
    match likeness::phone::e164(phone) {
        Some((number, _)) if likeness::phone::is_toll_free(&number) => None,
        Some((number, extension)) => Some(format!("{number}x{extension}")),
        None => Some(phone_key(phone)).filter(|key| key.len() >= 7),
    }
}

fn keys(card: &Card) -> Vec<String> {
    let name = name_key(card);
    if name.is_empty() {
        return Vec::new();
    }
    let phones = card
        .phones
        .iter()
        .filter_map(|phone| line_key(&phone.value));
    let emails = card.emails.iter().map(|email| email_key(&email.value));
    let emails = emails.filter(|key| key.contains('@') && !likeness::is_shared_mailbox(key));
    phones
        .chain(emails)
        .map(|key| format!("{name}\n{key}"))
        .collect()
}

impl Known {
    /// The contact a card is of.
    pub fn whose(&self, card: &Card) -> Option<ContactId> {
        self.whose_by(card).map(|(contact, _)| contact)
    }

    /// The contact a card is of, and what tells it.
    pub fn whose_by(&self, card: &Card) -> Option<(ContactId, By)> {
        keys(card).iter().find_map(|key| {
            let by = if key.contains('@') {
                By::Email
            } else {
                By::Phone
            };
            self.by_key.get(key).map(|contact| (*contact, by))
        })
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

/// Whether a card has the name and a telephone or an address of another.
pub(crate) fn alike(one: &Card, other: &Card) -> bool {
    let others = keys(other);
    keys(one).iter().any(|key| others.contains(key))
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
        assert_eq!(known.whose_by(&same), Some((joaquim, By::Phone)));
        assert_eq!(known.whose(&card("Rui D’Almeida", "514 555-0142")), None);
        assert_eq!(
            known.whose(&card("Joaquim D’Almeida", "514 555-0143")),
            None
        );
        assert_eq!(known.whose(&card("", "514 555-0142")), None);
    }

    #[test]
    fn what_many_share_joins_nobody() {
        let nurse = card("Marie Roy", "514 555-0100 poste 7");
        assert!(alike(
            &nurse,
            &card("Roy, Marie", "(514) 555-0100, poste 7")
        ));
        for line in ["514 555-0100", "514 555-0100 poste 8"] {
            assert!(!alike(&nurse, &card("Marie Roy", line)), "{line}");
        }
        let free = card("Marie Roy", "1 800 555-0100");
        assert!(!alike(&free, &free.clone()));
        let mailbox = |of: &str| Card {
            emails: vec![Labelled::new(of)],
            ..card("Marie Roy", "")
        };
        let info = mailbox("info@hopital.example");
        assert!(!alike(&info, &info.clone()));
        let own = mailbox("mroy@hopital.example");
        assert!(alike(&own, &own.clone()));
        let of = |suffix: &str| Card {
            suffix: suffix.into(),
            ..card("Jean Bouchard", "450 555-0110")
        };
        assert!(!alike(&of("père"), &of("fils")));
        assert!(!alike(&of("Jr."), &of("")));
        assert!(alike(&of("fils"), &of("Jr.")) && alike(&of("ing."), &of("")));
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
