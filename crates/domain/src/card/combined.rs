//! One card out of several of the same human.

use super::{Address, Card, Extra, Labelled, single, values};
use crate::contact_card::{email_key, phone_key, website_key};
use crate::text::folded;

impl Card {
    /// One card out of several of the same human: every name, every way to reach them once, every
    /// organisation and title. What only one can hold goes to the first who has it; the others' is
    /// kept as an extra of the same meaning.
    pub fn combined<'a>(cards: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::folded(cards, Self::add)
    }

    /// The same as a telephone shows it.
    pub fn combined_face<'a>(cards: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::folded(cards, Self::add_to_face)
    }

    fn folded<'a>(
        cards: impl IntoIterator<Item = &'a Self>,
        add: impl Fn(&mut Self, &Self),
    ) -> Self {
        let mut cards = cards.into_iter();
        let mut whole = cards.next().cloned().unwrap_or_default();
        for card in cards {
            add(&mut whole, card);
        }
        whole
    }

    /// What this card says that another one did not.
    pub fn since(&self, before: &Self) -> Self {
        let mut news = self.clone();
        for (mine, theirs) in [
            (&mut news.full_name, &before.full_name),
            (&mut news.organisation, &before.organisation),
            (&mut news.unit, &before.unit),
            (&mut news.title, &before.title),
            (&mut news.role, &before.role),
            (&mut news.note, &before.note),
            (&mut news.birthday, &before.birthday),
            (&mut news.prefix, &before.prefix),
            (&mut news.suffix, &before.suffix),
        ] {
            if mine == theirs {
                mine.clear();
            }
        }
        news.nicknames.retain(|v| !before.nicknames.contains(v));
        news.languages.retain(|v| !before.languages.contains(v));
        news.categories.retain(|v| !before.categories.contains(v));
        values::leave_out(&mut news.phones, &before.phones);
        values::leave_out(&mut news.emails, &before.emails);
        values::leave_out(&mut news.websites, &before.websites);
        values::leave_out(&mut news.addresses, &before.addresses);
        news.extras
            .retain(|v| !before.extras.iter().any(|b| b.says(v)));
        news
    }

    /// The card without what another one says and the `rest` does not: what came of that one alone. Its
    /// name stays.
    pub fn without(&self, other: &Self, rest: &Self) -> Self {
        let mut card = self.clone();
        let alone = |extra: &Extra| other.tells(extra) && !rest.tells(extra);
        card.extras.retain(|extra| !alone(extra));
        for name in ["ORG", "TITLE", "ROLE", "NOTE", "BDAY"] {
            let own = card.property(name);
            if !own.value.is_empty() && alone(&own) {
                card.take(name, rest);
                let now = card.property(name).value;
                card.extras.retain(|e| e.name != name || e.value != now);
            }
        }
        for (mine, theirs, rest) in [
            (&mut card.nicknames, &other.nicknames, &rest.nicknames),
            (&mut card.languages, &other.languages, &rest.languages),
            (&mut card.categories, &other.categories, &rest.categories),
        ] {
            mine.retain(|value| !theirs.contains(value) || rest.contains(value));
        }
        let phone = |v: &Labelled| phone_key(&v.value);
        values::take_away(&mut card.phones, &other.phones, &rest.phones, phone);
        let email = |v: &Labelled| email_key(&v.value);
        values::take_away(&mut card.emails, &other.emails, &rest.emails, email);
        let site = |v: &Labelled| website_key(&v.value);
        values::take_away(&mut card.websites, &other.websites, &rest.websites, site);
        let place = |a: &Address| folded(&a.line());
        values::take_away(
            &mut card.addresses,
            &other.addresses,
            &rest.addresses,
            place,
        );
        card
    }

    /// Whether it says a property, whatever is said of that.
    pub(super) fn tells(&self, extra: &Extra) -> bool {
        let mut all = self.extras.iter();
        all.any(|own| own.name == extra.name && own.value == extra.value)
            || self.property(&extra.name).value == extra.value && !extra.value.is_empty()
    }

    /// Takes over what another card of the same human says besides: nothing of it is left out.
    pub fn add(&mut self, other: &Self) {
        let other = other.regrouped(self);
        for name in single::NAMES {
            self.add_single(name, &other);
        }
        add_new(&mut self.nicknames, &other.nicknames);
        add_new(&mut self.languages, &other.languages);
        add_new(&mut self.categories, &other.categories);
        values::add(&mut self.phones, &other.phones);
        values::add(&mut self.emails, &other.emails);
        values::add(&mut self.websites, &other.websites);
        values::add(&mut self.addresses, &other.addresses);
        for extra in other.extras {
            self.add_extra(extra);
        }
    }

    /// Takes over what a telephone shows of another card of the same human: somebody has one name
    /// there, one picture, and each number once.
    pub fn add_to_face(&mut self, other: &Self) {
        let mut other = other.clone();
        if !self.full_name.is_empty() {
            other.full_name.clear();
        }
        if !(self.given.is_empty() && self.family.is_empty()) {
            for (mine, theirs) in [
                (&mut self.prefix, &other.prefix),
                (&mut self.suffix, &other.suffix),
            ] {
                if mine.is_empty() {
                    mine.clone_from(theirs);
                }
            }
            other.forget_parts();
        }
        if self.has_picture() {
            other.extras.retain(|extra| extra.name != "PHOTO");
        }
        values::leave_out(&mut other.phones, &self.phones);
        values::leave_out(&mut other.emails, &self.emails);
        values::leave_out(&mut other.websites, &self.websites);
        values::leave_out(&mut other.addresses, &self.addresses);
        self.add(&other);
    }
}

fn add_new(mine: &mut Vec<String>, theirs: &[String]) {
    for value in theirs {
        if !mine.contains(value) {
            mine.push(value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Parameter;
    use super::*;

    fn card(name: &str, organisation: &str, phone: &str) -> Card {
        Card {
            full_name: name.into(),
            organisation: organisation.into(),
            phones: vec![Labelled::of(phone, "work")],
            ..Card::default()
        }
    }

    #[test]
    fn three_trades_make_one_card_that_forgets_none() {
        let cards = [
            card("Joaquim D’Almeida", "Marketing", "514 555-0142"),
            card("J. D’Almeida", "Nuages, inc.", "514 555-0142"),
            card("", "Pastilles", "514 555-0199"),
        ];
        let whole = Card::combined(&cards);
        assert_eq!(whole.full_name, "Joaquim D’Almeida");
        assert_eq!(whole.phones.len(), 2, "each once");
        let of = |name: &str| -> Vec<&str> {
            let all = whole.extras.iter().filter(|e| e.name == name);
            all.map(|e| e.value.as_str()).collect()
        };
        assert_eq!(of("ORG"), ["Nuages\\, inc.", "Pastilles"]);
        assert_eq!(of("FN"), ["J. D’Almeida"]);
        let face = Card::combined_face(&cards);
        assert!(face.extras.iter().all(|e| e.name == "ORG"), "{face:?}");
    }

    #[test]
    fn what_is_said_of_a_value_is_kept_of_every_card() {
        let mut one = card("Odile Roy", "Pralines", "514 555-0142");
        one.birthday = "1985-04-12".into();
        one.phones[0].group = "item1".into();
        one.phones[0].label = "Boutique".into();
        let mut other = one.clone();
        other.phones[0].label = "Atelier".into();
        other.emails = vec![Labelled {
            group: "item1".into(),
            ..Labelled::of("o@roy.test", "home")
        }];
        other.dressing = vec![Extra {
            name: "BDAY".into(),
            parameters: vec![Parameter::new("CALSCALE", "gregorian")],
            ..Extra::default()
        }];
        let whole = Card::combined([&one, &other]);
        assert_eq!(whole.dressing, other.dressing);
        let labels: Vec<&str> = whole.phones.iter().map(|p| p.label.as_str()).collect();
        assert_eq!(labels, ["Boutique", "Atelier"]);
        assert_eq!(Card::combined_face([&one, &other]).phones.len(), 1);
        // The same number at home as well is one number, of two kinds.
        other.phones[0] = Labelled::of("514 555-0142", "home");
        let whole = Card::combined([&one, &other]);
        assert_eq!(whole.phones[0].kinds, ["work", "home"]);
        assert_eq!(whole.phones[0].label, "Boutique");
        assert_eq!(whole.emails[0].group, "item1-2", "tied to nothing else");
        assert_eq!(Card::combined([&whole, &other, &one]), whole);
    }

    #[test]
    fn what_one_has_once_is_told_of_every_card() {
        let named = |full: &str, prefix: &str, born: &str, uid: &str| Card {
            full_name: full.into(),
            given: "Odile".into(),
            family: "Roy".into(),
            prefix: prefix.into(),
            birthday: born.into(),
            uid: uid.into(),
            revision: format!("{uid}-rev"),
            ..Card::default()
        };
        let cards = [
            named("Odile Roy", "", "1985-04-12", "a"),
            named("Me Odile Roy", "Me", "1985-04-13", "b"),
            named("Odile Roy", "Dre", "", "c"),
        ];
        let whole = Card::combined(&cards);
        assert_eq!(whole.prefix, "Me", "a fuller name is one name");
        let all = whole.extras.iter();
        let all: Vec<String> = all.map(|e| format!("{}:{}", e.name, e.value)).collect();
        let told = [
            "FN:Me Odile Roy",
            "BDAY:1985-04-13",
            "UID:b",
            "REV:b-rev",
            "N:Roy;Odile;;Dre;",
            "UID:c",
            "REV:c-rev",
        ];
        assert_eq!(all, told);
        assert_eq!(Card::combined([&whole, &cards[1], &cards[2]]), whole);
    }

    #[test]
    fn what_came_of_another_card_alone_goes_with_it() {
        let one = card("Odile Roy", "Pralines", "514 555-0142");
        let mut other = card("O. Roy", "Nuages", "514 555-0142");
        other.phones.push(Labelled::new("418 555-0177"));
        other.addresses = vec![Address::of_lines("12, rue des Érables")];
        let mut whole = Card::combined_face([&other, &one]);
        whole.addresses[0].street = "12 RUE DES ERABLES".into();
        whole.phones[1].value = "(418) 555-0177".into();
        whole.phones.push(Labelled::new("450 555-0199"));
        let left = whole.without(&other, &one);
        let phones: Vec<&str> = left.phones.iter().map(|p| p.value.as_str()).collect();
        assert_eq!(phones, ["514 555-0142", "450 555-0199"]);
        assert_eq!((&*left.organisation, left.extras.len()), ("Pralines", 0));
        assert_eq!(left.full_name, "O. Roy");
    }
}
