//! Contacts and activities as records.

use super::{Place, Record, generation};
use crate::activity::{Activity, ActivityWords};
use crate::card::{Address, Card};
use crate::contact::Contact;
use crate::contact_card::ContactCard;
use crate::person::Name;

impl Record {
    /// What is known of somebody by name.
    pub fn of_name(name: &str) -> Self {
        let mut record = Self::default();
        record.add_name(name, "");
        record
    }

    /// What a notebook knows of a contact: its cards, and what the person does, as far as that is
    /// shown. Nothing when all that is known is a description.
    pub fn of_contact<'a>(
        contact: &Contact,
        cards: &[ContactCard],
        shown: impl IntoIterator<Item = &'a Activity>,
    ) -> Option<Self> {
        if contact.is_half_remembered() && cards.is_empty() {
            return None;
        }
        let mut record = Self::of_name(&contact.name);
        cards.iter().for_each(|card| record.add_card(&card.card));
        for activity in shown {
            record.add_card(&Card::of_activity(&Name::default(), &activity.words));
        }
        Some(record)
    }

    /// Adds what a card says.
    pub fn add_card(&mut self, card: &Card) {
        match card.given.is_empty() && card.family.is_empty() {
            true => self.add_name(&card.full_name, ""),
            false => self.add_name(&card.given, &with_generation(card)),
        }
        for nickname in &card.nicknames {
            self.add_name(nickname, &card.family);
        }
        if self.birth.is_empty() {
            self.birth.clone_from(&card.birthday);
        }
        let values = |values: &[crate::card::Labelled]| -> Vec<String> {
            values.iter().map(|value| value.value.clone()).collect()
        };
        self.phones.extend(values(&card.phones));
        self.emails.extend(values(&card.emails));
        self.add_firm(&card.organisation);
        self.places.extend(card.addresses.iter().map(Place::of));
    }

    /// Adds what an activity says.
    pub fn add_activity(&mut self, words: &ActivityWords) {
        self.phones.push(words.phone.clone());
        self.emails.push(words.email.clone());
        self.add_firm(&words.organisation);
    }

    fn add_name(&mut self, given: &str, family: &str) {
        let name = (given.to_owned(), family.to_owned());
        let blank = given.is_empty() && family.is_empty();
        if !blank && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    fn add_firm(&mut self, name: &str) {
        if !name.is_empty() {
            self.organisations.push(name.to_owned());
        }
    }
}

/// The family name, followed by which of several of one name it is.
fn with_generation(card: &Card) -> String {
    let told = generation(&card.suffix).filter(|_| !card.family.is_empty());
    told.map_or_else(
        || card.family.clone(),
        |word| format!("{} {word}", card.family),
    )
}

impl Place {
    fn of(address: &Address) -> Self {
        Self {
            number: String::new(),
            street: address.street.clone(),
            complement: address.extended.clone(),
            city: address.city.clone(),
            postcode: address.postcode.clone(),
            region: address.region.clone(),
        }
    }
}
