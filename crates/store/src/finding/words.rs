//! The words of contacts: read from the contact, its cards, its notes, what the person shows, and where
//! and when it was met.

use std::collections::HashMap;

use domain::card::Card;
use domain::contact::Contact;
use domain::contact_card::ContactCard;
use domain::finding::{Rank, dialled};
use domain::id::{ContactId, PersonId};
use jiff::Timestamp;

use super::index::{Words, add, add_name, add_when};
use super::{MINE, places, values};
use crate::{Result, Tx};

/// The words of some contacts with their cards.
pub(super) fn read(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[Contact],
    cards: &HashMap<ContactId, Vec<ContactCard>>,
) -> Result<HashMap<ContactId, Words>> {
    let mut read = HashMap::<_, Words>::new();
    for contact in contacts {
        let words = read.entry(contact.id).or_default();
        add_name(words, &contact.name);
        add(words, &contact.about, Rank::Card);
        contact
            .tags
            .iter()
            .for_each(|tag| add(words, tag, Rank::Card));
    }
    around(tx, keeper, contacts, &mut read)?;
    shown(tx, keeper, contacts, &mut read)?;
    for contact in contacts {
        let words = read.entry(contact.id).or_default();
        let cards = cards.get(&contact.id).into_iter().flatten();
        cards.for_each(|kept| add_card(words, &kept.card));
    }
    noted(tx, keeper, contacts, &mut read)?;
    Ok(read)
}

type Read = HashMap<ContactId, Words>;

fn ids<'c>(contacts: impl Iterator<Item = &'c Contact>) -> Vec<ContactId> {
    contacts.map(|contact| contact.id).collect()
}

/// Where and when they were met.
fn around(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[Contact], read: &mut Read) -> Result<()> {
    let met = |contact: &&Contact| contact.event_id.is_some() || contact.met_at.is_some();
    let ids = ids(contacts.iter().filter(met));
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "select c.id, coalesce(c.met_at, e.starts_at), coalesce(e.title, ''), coalesce(e.zone, ''),
           coalesce(v.name, '')
         from contacts c
         left join events e on e.id = c.event_id
         left join venues v on v.id = e.venue_id
         where c.id in ({}) and not c.keeper_id <> $1
         order by c.id",
        places(2, ids.len())
    );
    type Met = (ContactId, Option<Timestamp>, String, String, String);
    for (id, at, title, zone, venue) in tx.all::<Met>(&sql, &values(keeper, &ids))? {
        let words = read.entry(id).or_default();
        add(words, &title, Rank::Around);
        add(words, &venue, Rank::Around);
        if let Some(at) = at {
            add_when(words, at, &zone);
        }
    }
    Ok(())
}

/// What those who are known do.
fn shown(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[Contact], read: &mut Read) -> Result<()> {
    let ids = ids(contacts
        .iter()
        .filter(|contact| contact.person_id.is_some()));
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "select c.id, a.title, a.profession, a.organisation, a.phone, a.email, a.website
         from contacts c
         join activities a on a.person_id = c.person_id
         where c.id in ({}) and not c.keeper_id <> $1
         order by c.id, a.position, a.id",
        places(2, ids.len())
    );
    type Reach = (String, String, String);
    type Shown = (ContactId, (String, String, String), Reach);
    for (id, does, reach) in tx.all::<Shown>(&sql, &values(keeper, &ids))? {
        let words = read.entry(id).or_default();
        let (phone, email, website) = reach;
        let number = dialled(&phone).unwrap_or_default();
        for text in [does.0, does.1, does.2, phone, number, email, website] {
            add(words, &text, Rank::Shown);
        }
    }
    Ok(())
}

/// What the keeper noted.
fn noted(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[Contact], read: &mut Read) -> Result<()> {
    let ids = ids(contacts.iter());
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "select contact_id, text
         from notes
         where contact_id in ({}) and {MINE}
         order by contact_id, id",
        places(2, ids.len())
    );
    for (id, text) in tx.all::<(ContactId, String)>(&sql, &values(keeper, &ids))? {
        add(read.entry(id).or_default(), &text, Rank::Around);
    }
    Ok(())
}

fn add_card(words: &mut Words, card: &Card) {
    for name in [&card.full_name, &card.given, &card.family] {
        add_name(words, name);
    }
    for text in [&card.title, &card.role, &card.organisation, &card.unit] {
        add(words, text, Rank::Card);
    }
    card.nicknames
        .iter()
        .for_each(|name| add(words, name, Rank::Name));
    let reached = card.phones.iter().chain(&card.emails).chain(&card.websites);
    reached.for_each(|value| add(words, &value.value, Rank::Card));
    let numbers = card.phones.iter().filter_map(|phone| dialled(&phone.value));
    numbers.for_each(|number| add(words, &number, Rank::Card));
    for address in &card.addresses {
        for text in [&address.street, &address.city, &address.postcode] {
            add(words, text, Rank::Around);
        }
    }
    add(words, &card.note, Rank::Around);
}
