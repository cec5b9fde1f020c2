//! The words of contacts: read from the contact, its notes, and where and when it was met; written
//! as the difference to what is there.

use std::collections::{BTreeSet, HashMap};

use domain::card::Card;
use domain::finding::Rank;
use domain::id::{ContactId, PersonId};
use domain::text::folded;
use jiff::Timestamp;

use super::index::{Change, Words, add, add_when};
use super::{MINE, NOTEBOOKS, ROWS, keys, places, values};
use crate::value::{ToValue, from_json};
use crate::{Result, Tx, params};

/// Contacts whose words are made at once.
const CONTACTS: usize = 200;

/// Makes the words of some contacts anew.
pub fn refresh(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<()> {
    for some in contacts.chunks(CONTACTS) {
        let mut now = read(tx, keeper, some)?;
        let mut before = kept(tx, keeper, some)?;
        let mut change = Change::default();
        for contact in some {
            let now = now.remove(contact).unwrap_or_default();
            let before = before.remove(contact).unwrap_or_default();
            change.note(contact.0, &before, &now);
        }
        NOTEBOOKS.change(tx, keeper.0, change)?;
        sort_in(tx, keeper, some)?;
        keys::refresh(tx, keeper, some)?;
    }
    Ok(())
}

/// Makes the words anew of everybody's contact that is this person: what they do has changed.
pub fn refresh_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let sql = "select keeper_id, id from contacts where person_id = $1 order by id";
    for (keeper, contact) in tx.all::<(PersonId, ContactId)>(sql, params![person])? {
        refresh(tx, keeper, &[contact])?;
    }
    Ok(())
}

/// Keeps the name by which contacts are sorted, and their tags.
fn sort_in(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<()> {
    let these = places(2, contacts.len());
    for table in ["search_names", "search_tags"] {
        let sql = format!("delete from {table} where contact_id in ({these}) and {MINE}");
        tx.run(&sql, &values(keeper, contacts))?;
    }
    let sql = format!(
        "select id, name, tags
         from contacts
         where id in ({these}) and {MINE}
         order by id"
    );
    let all: Vec<(ContactId, String, String)> = tx.all(&sql, &values(keeper, contacts))?;
    for some in all.chunks(ROWS) {
        let sql = format!(
            "insert into search_names (contact_id, keeper_id, name_key) values {}",
            pairs_with_keeper(some.len())
        );
        let mut names = params![keeper].to_vec();
        for (id, name, _) in some {
            names.extend([id.to_value(), folded(name).to_value()]);
        }
        tx.run(&sql, &names)?;
    }
    let mut tagged = BTreeSet::new();
    for (id, _, tags) in all {
        let tags = from_json::<Vec<String>>(&tags)?.into_iter();
        tagged.extend(tags.map(|tag| (id, tag)));
    }
    let tagged: Vec<_> = tagged.into_iter().collect();
    for some in tagged.chunks(ROWS) {
        let sql = format!(
            "insert into search_tags (contact_id, keeper_id, tag) values {}",
            pairs_with_keeper(some.len())
        );
        let mut tags = params![keeper].to_vec();
        for (id, tag) in some {
            tags.extend([id.to_value(), tag.to_value()]);
        }
        tx.run(&sql, &tags)?;
    }
    Ok(())
}

/// Rows of a value, the keeper `$1`, and another value.
fn pairs_with_keeper(rows: usize) -> String {
    let each = (0..rows).map(|n| format!("(${}, $1, ${})", 2 * n + 2, 2 * n + 3));
    each.collect::<Vec<_>>().join(", ")
}

/// Takes the words of contacts away, before they go.
pub fn remove(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<()> {
    let before = kept(tx, keeper, contacts)?;
    for some in contacts.chunks(CONTACTS) {
        let these = places(2, some.len());
        for table in ["search_words", "search_names", "search_tags"] {
            let sql = format!("delete from {table} where contact_id in ({these}) and {MINE}");
            tx.run(&sql, &values(keeper, some))?;
        }
        keys::remove(tx, keeper, some)?;
    }
    let words = before.into_values().flat_map(Words::into_keys);
    NOTEBOOKS.forget(tx, keeper.0, words)
}

/// Makes the words of every notebook anew; of how many contacts.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<usize> {
    for table in [
        "search_words",
        "search_vocabulary",
        "search_names",
        "search_tags",
        "search_keys",
    ] {
        tx.run(&format!("delete from {table}"), &[])?;
    }
    let sql = "select keeper_id, id from contacts order by keeper_id, id";
    let all: Vec<(PersonId, ContactId)> = tx.all(sql, &[])?;
    for of_one in all.chunk_by(|a, b| a.0 == b.0) {
        let contacts: Vec<_> = of_one.iter().map(|(_, contact)| *contact).collect();
        refresh(tx, of_one[0].0, &contacts)?;
    }
    Ok(all.len())
}

/// Makes the words of notebooks that have none, as those of an older installation.
pub fn begin(tx: &mut Tx<'_>) -> Result<()> {
    let sql = "select exists (select 1 from contacts)
                 and not (exists (select 1 from search_names) and exists (select 1 from search_keys))";
    if tx.one(sql, &[])? {
        rebuild(tx)?;
    }
    Ok(())
}

fn kept(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Words>> {
    let sql = format!(
        "select contact_id, word, rank
         from search_words
         where contact_id in ({}) and {MINE}
         order by contact_id, word",
        places(2, contacts.len())
    );
    let mut kept = HashMap::<_, Words>::new();
    for (contact, word, rank) in
        tx.all::<(ContactId, String, i64)>(&sql, &values(keeper, contacts))?
    {
        kept.entry(contact).or_default().insert(word, rank);
    }
    Ok(kept)
}

/// A contact as its words are read: id, name, line, tags; moment, event's title, zone, venue.
type Told = (
    (ContactId, String, String, String),
    (Option<Timestamp>, String, String, String),
);

fn read(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Words>> {
    let these = places(2, contacts.len());
    let sql = format!(
        "select c.id, c.name, c.about, c.tags, coalesce(c.met_at, e.starts_at),
           coalesce(e.title, ''), coalesce(e.zone, ''), coalesce(v.name, '')
         from contacts c
         left join events e on e.id = c.event_id
         left join venues v on v.id = e.venue_id
         where c.id in ({these}) and not c.keeper_id <> $1
         order by c.id"
    );
    let mut read = HashMap::<_, Words>::new();
    for ((id, name, about, tags), (at, title, zone, venue)) in
        tx.all::<Told>(&sql, &values(keeper, contacts))?
    {
        let words = read.entry(id).or_default();
        add(words, &name, Rank::Name);
        add(words, &about, Rank::Card);
        let tags: Vec<String> = from_json(&tags)?;
        tags.iter().for_each(|tag| add(words, tag, Rank::Card));
        add(words, &title, Rank::Around);
        add(words, &venue, Rank::Around);
        if let Some(at) = at {
            add_when(words, at, &zone);
        }
    }
    let sql = format!(
        "select c.id, a.title, a.profession, a.organisation
         from contacts c
         join activities a on a.person_id = c.person_id
         where c.id in ({these}) and not c.keeper_id <> $1
         order by c.id, a.position, a.id"
    );
    type Card = (ContactId, String, String, String);
    for (id, title, profession, organisation) in tx.all::<Card>(&sql, &values(keeper, contacts))? {
        let words = read.entry(id).or_default();
        for text in [title, profession, organisation] {
            add(words, &text, Rank::Shown);
        }
    }
    for kept in crate::contact_cards::of_contacts(tx, keeper, contacts)? {
        add_card(read.entry(kept.contact_id).or_default(), &kept.card);
    }
    let sql = format!(
        "select contact_id, text
         from notes
         where contact_id in ({these}) and {MINE}
         order by contact_id, id"
    );
    for (id, text) in tx.all::<(ContactId, String)>(&sql, &values(keeper, contacts))? {
        add(read.entry(id).or_default(), &text, Rank::Around);
    }
    Ok(read)
}

fn add_card(words: &mut Words, card: &Card) {
    for name in [&card.full_name, &card.given, &card.family] {
        add(words, name, Rank::Name);
    }
    for text in [&card.title, &card.role, &card.organisation, &card.unit] {
        add(words, text, Rank::Card);
    }
    card.nicknames
        .iter()
        .for_each(|name| add(words, name, Rank::Name));
    let reached = card.phones.iter().chain(&card.emails).chain(&card.websites);
    reached.for_each(|value| add(words, &value.value, Rank::Card));
    for address in &card.addresses {
        add(words, &address.street, Rank::Around);
        add(words, &address.city, Rank::Around);
    }
    add(words, &card.note, Rank::Around);
}
