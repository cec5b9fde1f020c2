//! What each contact is found by, kept in a row of its own and made anew whenever the contact changes:
//! only what differs from that row is written, and what is gone is known without a search.

use std::collections::{BTreeSet, HashMap};

use domain::contact::Contact;
use domain::contact_card::{ContactCard, current};
use domain::id::{ContactId, PersonId};
use domain::text::folded;

use super::index::{Change, Words};
use super::keys::{self, Keys};
use super::{MINE, NOTEBOOKS, ROWS, places, values, words};
use crate::value::{FromRow, Row, ToValue, from_json, json};
use crate::{Result, Tx, contact_cards, contacts, params, phone_books};

/// Contacts that are made anew at once.
const CONTACTS: usize = 1_000;

/// What a contact is found by.
#[derive(Default, PartialEq)]
struct Filed {
    name: String,
    words: Words,
    keys: Keys,
}

/// The same with whose it is.
struct Kept(ContactId, Filed);

impl FromRow for Kept {
    fn from_row(row: &mut Row) -> Result<Self> {
        let id = row.take()?;
        let name = row.take()?;
        let (words, keys) = (row.take::<String>()?, row.take::<String>()?);
        let (words, keys) = (from_json(&words)?, from_json(&keys)?);
        Ok(Self(id, Filed { name, words, keys }))
    }
}

/// Makes anew what some contacts are found by.
pub fn refresh(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<()> {
    ids.chunks(CONTACTS)
        .try_for_each(|some| refresh_some(tx, keeper, some))
}

fn refresh_some(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<()> {
    let mut before = kept(tx, keeper, ids)?;
    let contacts = contacts::by_ids(tx, keeper, ids)?;
    let mut cards = HashMap::<ContactId, Vec<ContactCard>>::new();
    for card in contact_cards::of_contacts(tx, keeper, ids)? {
        cards.entry(card.contact_id).or_default().push(card);
    }
    let mut now_keys = filed_under(tx, &contacts, &cards)?;
    // A file that knows an old number knows whose it is; words find what counts.
    for (id, basis) in phone_books::bases(tx, keeper, ids)? {
        if let Some(cards) = cards.get_mut(&id) {
            *cards = current(cards, Some(&basis));
        }
    }
    let mut now_words = words::read(tx, keeper, &contacts, &cards)?;
    let mut words = Change::default();
    let mut keys = keys::Change::default();
    let (mut new, mut tagged) = (Vec::new(), Vec::new());
    for contact in &contacts {
        let now = Filed {
            name: folded(&contact.name),
            words: now_words.remove(&contact.id).unwrap_or_default(),
            keys: now_keys.remove(&contact.id).unwrap_or_default(),
        };
        let known = before.remove(&contact.id);
        if known.is_some() || !contact.tags.is_empty() {
            tagged.push(contact);
        }
        let known = known.unwrap_or_default();
        words.note(contact.id.0, &known.words, &now.words);
        keys.note(contact.id, &known.keys, &now.keys);
        if known != now {
            new.push(Kept(contact.id, now));
        }
    }
    for (id, gone) in before {
        words.note(id.0, &gone.words, &Words::new());
        keys.note(id, &gone.keys, &Keys::new());
    }
    NOTEBOOKS.change(tx, keeper.0, words)?;
    keys.write(tx, keeper)?;
    keep(tx, keeper, &new)?;
    tag(tx, keeper, &tagged)
}

/// Under what some contacts are filed, by all that ever came in of them.
fn filed_under(
    tx: &mut Tx<'_>,
    contacts: &[Contact],
    cards: &HashMap<ContactId, Vec<ContactCard>>,
) -> Result<HashMap<ContactId, Keys>> {
    let does = keys::does(tx, contacts)?;
    let keys = contacts.iter().map(|contact| {
        let cards = cards.get(&contact.id).map_or(&[][..], Vec::as_slice);
        let does = contact.person_id.and_then(|id| does.get(&id));
        let does = does.map_or(&[][..], Vec::as_slice);
        (contact.id, keys::of(contact, cards, does))
    });
    Ok(keys.collect())
}

/// Makes anew what everybody's contact that is this person is found by: what they do has changed.
pub fn refresh_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let sql = "select keeper_id, id from contacts where person_id = $1 order by id";
    for (keeper, contact) in tx.all::<(PersonId, ContactId)>(sql, params![person])? {
        refresh(tx, keeper, &[contact])?;
    }
    Ok(())
}

/// Takes away all that contacts are found by, before they go.
pub fn remove(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<()> {
    for some in ids.chunks(CONTACTS) {
        let mut words = Change::default();
        let mut keys = keys::Change::default();
        for (id, gone) in kept(tx, keeper, some)? {
            words.note(id.0, &gone.words, &Words::new());
            keys.note(id, &gone.keys, &Keys::new());
        }
        NOTEBOOKS.change(tx, keeper.0, words)?;
        keys.write(tx, keeper)?;
        for table in ["search_contacts", "search_tags"] {
            let these = places(2, some.len());
            let sql = format!("delete from {table} where contact_id in ({these}) and {MINE}");
            tx.run(&sql, &values(keeper, some))?;
        }
    }
    Ok(())
}

/// Makes anew what the contacts of every notebook are found by; of how many.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<usize> {
    for table in [
        "search_contacts",
        "search_words",
        "search_vocabulary",
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

/// Makes what contacts are found by where there is nothing yet, as in an older installation.
pub fn begin(tx: &mut Tx<'_>) -> Result<()> {
    let sql = "select exists (select 1 from contacts)
                 and not exists (select 1 from search_contacts)";
    if tx.one(sql, &[])? {
        rebuild(tx)?;
    }
    Ok(())
}

fn kept(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<HashMap<ContactId, Filed>> {
    let sql = format!(
        "select contact_id, name_key, words, keys
         from search_contacts
         where contact_id in ({}) and {MINE}",
        places(2, ids.len())
    );
    let all = tx.all::<Kept>(&sql, &values(keeper, ids))?;
    Ok(all.into_iter().map(|Kept(id, filed)| (id, filed)).collect())
}

fn keep(tx: &mut Tx<'_>, keeper: PersonId, all: &[Kept]) -> Result<()> {
    for some in all.chunks(ROWS) {
        let row = |n: usize| format!("($1, {})", places(4 * n + 2, 4));
        let rows: Vec<_> = (0..some.len()).map(row).collect();
        let sql = format!(
            "insert into search_contacts (keeper_id, contact_id, name_key, words, keys) values {}
             on conflict (contact_id) do update
             set name_key = excluded.name_key, words = excluded.words, keys = excluded.keys",
            rows.join(", ")
        );
        let mut values = params![keeper].to_vec();
        for Kept(id, filed) in some {
            let (words, keys) = (json(&filed.words), json(&filed.keys));
            values.extend([id.to_value(), filed.name.to_value()]);
            values.extend([words.to_value(), keys.to_value()]);
        }
        tx.run(&sql, &values)?;
    }
    Ok(())
}

/// Keeps the tags of contacts in place of any earlier ones.
fn tag(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[&Contact]) -> Result<()> {
    if contacts.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = contacts.iter().map(|contact| contact.id).collect();
    let these = places(2, ids.len());
    let sql = format!("delete from search_tags where contact_id in ({these}) and {MINE}");
    tx.run(&sql, &values(keeper, &ids))?;
    let all = contacts.iter().flat_map(|contact| {
        let tags: BTreeSet<_> = contact.tags.iter().collect();
        tags.into_iter().map(|tag| (contact.id, tag))
    });
    let all: Vec<_> = all.collect();
    for some in all.chunks(ROWS) {
        let row = |n: usize| format!("($1, {})", places(2 * n + 2, 2));
        let rows: Vec<_> = (0..some.len()).map(row).collect();
        let sql = format!(
            "insert into search_tags (keeper_id, contact_id, tag) values {}",
            rows.join(", ")
        );
        let mut values = params![keeper].to_vec();
        for (id, tag) in some {
            values.extend([id.to_value(), tag.to_value()]);
        }
        tx.run(&sql, &values)?;
    }
    Ok(())
}
