//! One card out of several of the same human.

use super::{Address, Card, Extra, Labelled, escaped};

impl Card {
    /// One card out of several of the same human: the first one's name, every way to reach them
    /// once, every organisation and title. What only one can hold goes to the first who has it; the
    /// others' is kept as an extra of the same meaning.
    pub fn combined<'a>(cards: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut cards = cards.into_iter();
        let mut whole = cards.next().cloned().unwrap_or_default();
        for card in cards {
            whole.add(card);
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
        news.phones
            .retain(|v| !before.phones.iter().any(|b| same_value(v, b)));
        news.emails
            .retain(|v| !before.emails.iter().any(|b| same_value(v, b)));
        news.websites
            .retain(|v| !before.websites.iter().any(|b| same_value(v, b)));
        news.addresses
            .retain(|v| !before.addresses.iter().any(|b| b.parts() == v.parts()));
        news.extras.retain(|v| !before.extras.contains(v));
        news
    }

    /// Takes over what another card of the same human says besides.
    pub fn add(&mut self, other: &Self) {
        if self.full_name.is_empty() {
            self.full_name.clone_from(&other.full_name);
        }
        if self.given.is_empty() && self.family.is_empty() {
            self.given.clone_from(&other.given);
            self.family.clone_from(&other.family);
            self.additional.clone_from(&other.additional);
            self.name_more.clone_from(&other.name_more);
        }
        self.add_organisation(other);
        keep_or_add(self, other, "TITLE", |c| &mut c.title);
        keep_or_add(self, other, "ROLE", |c| &mut c.role);
        keep_or_add(self, other, "NOTE", |c| &mut c.note);
        keep_or_add(self, other, "BDAY", |c| &mut c.birthday);
        for (mine, theirs) in [
            (&mut self.prefix, &other.prefix),
            (&mut self.suffix, &other.suffix),
        ] {
            if mine.is_empty() {
                mine.clone_from(theirs);
            }
        }
        add_new(&mut self.nicknames, &other.nicknames, |a, b| a == b);
        add_new(&mut self.languages, &other.languages, |a, b| a == b);
        add_new(&mut self.categories, &other.categories, |a, b| a == b);
        add_new(&mut self.phones, &other.phones, same_value);
        add_new(&mut self.emails, &other.emails, same_value);
        add_new(&mut self.websites, &other.websites, same_value);
        let same = |a: &Address, b: &Address| a.parts() == b.parts();
        add_new(&mut self.addresses, &other.addresses, same);
        let same = |a: &Extra, b: &Extra| a == b || (a.name == b.name && a.name == "PHOTO");
        add_new(&mut self.extras, &other.extras, same);
    }
}

impl Card {
    /// An organisation and its units stay together.
    fn add_organisation(&mut self, other: &Self) {
        let none = self.organisation.is_empty() && self.unit.is_empty();
        if none || (self.unit.is_empty() && self.organisation == other.organisation) {
            self.organisation.clone_from(&other.organisation);
            self.unit.clone_from(&other.unit);
            return;
        }
        let same = other.unit.is_empty() || other.unit == self.unit;
        if other.organisation.is_empty() && other.unit.is_empty()
            || self.organisation == other.organisation && same
        {
            return;
        }
        let units = other.unit.split('\n').filter(|_| !other.unit.is_empty());
        let parts = std::iter::once(other.organisation.as_str()).chain(units);
        let parts: Vec<String> = parts.map(escaped).collect();
        let extra = Extra {
            name: "ORG".to_owned(),
            value: parts.join(";"),
            ..Extra::default()
        };
        if !self.extras.contains(&extra) {
            self.extras.push(extra);
        }
    }
}

fn same_value(a: &Labelled, b: &Labelled) -> bool {
    a.value.eq_ignore_ascii_case(&b.value)
}

fn keep_or_add(
    mine: &mut Card,
    theirs: &Card,
    name: &str,
    field: impl Fn(&mut Card) -> &mut String,
) {
    let value = std::mem::take(field(&mut theirs.clone()));
    if value.is_empty() || *field(mine) == value {
        return;
    }
    if field(mine).is_empty() {
        *field(mine) = value;
        return;
    }
    let extra = Extra {
        name: name.to_owned(),
        value: escaped(&value),
        ..Extra::default()
    };
    if !mine.extras.contains(&extra) {
        mine.extras.push(extra);
    }
}

fn add_new<T: Clone>(mine: &mut Vec<T>, theirs: &[T], same: impl Fn(&T, &T) -> bool) {
    for value in theirs {
        if !mine.iter().any(|known| same(known, value)) {
            mine.push(value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
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
        let other: Vec<&str> = whole.extras.iter().map(|e| e.value.as_str()).collect();
        assert_eq!(other, ["Nuages\\, inc.", "Pastilles"]);
    }
}
