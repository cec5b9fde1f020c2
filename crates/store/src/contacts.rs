//! Contacts: people as somebody keeps them. Every statement names the keeper; nobody else's is
//! ever read or written.

use domain::contact::Contact;
use domain::id::{ContactId, EventId, PersonId};

use crate::finding::MINE;
use crate::value::{FromRow, Row, ToValue, Value, from_json, json};
use crate::{Result, Tx, finding, params};

const COLUMNS: &str = "id, keeper_id, person_id, name, about, event_id, met_at, through_id, tags,
  created_at, updated_at";

impl FromRow for Contact {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            person_id: row.take()?,
            name: row.take()?,
            about: row.take()?,
            event_id: row.take()?,
            met_at: row.take()?,
            through_id: row.take()?,
            tags: from_json(&row.take::<String>()?)?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}

/// A keeper's contact.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, id: ContactId) -> Result<Option<Contact>> {
    let sql = format!("select {COLUMNS} from contacts where id = $1 and keeper_id = $2");
    tx.find(&sql, params![id, keeper])
}

/// A person as a keeper keeps them.
pub fn of_person(tx: &mut Tx<'_>, keeper: PersonId, person: PersonId) -> Result<Option<Contact>> {
    let sql = format!("select {COLUMNS} from contacts where keeper_id = $1 and person_id = $2");
    tx.find(&sql, params![keeper, person])
}

/// Everyone in a notebook, last changed first.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<Contact>> {
    let sql =
        format!("select {COLUMNS} from contacts where keeper_id = $1 order by updated_at desc, id");
    tx.all(&sql, params![keeper])
}

/// The people whom a keeper keeps as contacts.
pub fn people_of(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<PersonId>> {
    let sql = "select person_id
               from contacts
               where keeper_id = $1 and person_id is not null
               order by person_id";
    tx.all(sql, params![keeper])
}

/// How many contacts a notebook holds: a walk along the keeper's index, 0.2 ms of 7,100 and 0.6 ms of
/// 20,000 on SQLite. To count up to a limit takes twice as long.
pub fn count(tx: &mut Tx<'_>, keeper: PersonId) -> Result<i64> {
    let sql = "select count(*) from contacts where keeper_id = $1";
    tx.one(sql, params![keeper])
}

/// Some of a keeper's contacts, in the order asked for; those of nobody else.
pub fn by_ids(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<Vec<Contact>> {
    let mut found = std::collections::HashMap::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let sql = format!(
            "select {COLUMNS} from contacts
             where id in ({}) and {MINE}
             order by id",
            finding::places(2, some.len())
        );
        for contact in tx.all::<Contact>(&sql, &finding::values(keeper, some))? {
            found.insert(contact.id, contact);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The contacts that some people are to a keeper.
pub fn of_people(tx: &mut Tx<'_>, keeper: PersonId, people: &[PersonId]) -> Result<Vec<Contact>> {
    let mut found = Vec::new();
    for some in people.chunks(500) {
        let sql = format!(
            "select {COLUMNS} from contacts
             where keeper_id = $1 and person_id in ({})
             order by id",
            finding::places(2, some.len())
        );
        found.extend(tx.all::<Contact>(&sql, &finding::values(keeper, some))?);
    }
    Ok(found)
}

/// The contacts that a keeper met at an event.
pub fn of_event(tx: &mut Tx<'_>, keeper: PersonId, event: EventId) -> Result<Vec<ContactId>> {
    let sql = "select id from contacts where keeper_id = $1 and event_id = $2 order by id";
    tx.all(sql, params![keeper, event])
}

/// Adds a contact; nothing when the keeper has that person already.
pub fn insert(tx: &mut Tx<'_>, c: &Contact) -> Result<bool> {
    let sql = "insert into contacts
                 (id, keeper_id, person_id, name, about, event_id, met_at, through_id, tags,
                  created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
               on conflict (keeper_id, person_id) do nothing";
    let new = tx.run(sql, &values(c))? > 0;
    if new {
        finding::refresh(tx, c.keeper_id, &[c.id])?;
    }
    Ok(new)
}

/// Rewrites what a keeper says of a contact.
pub fn update(tx: &mut Tx<'_>, c: &Contact) -> Result<()> {
    let sql = "update contacts
               set person_id = $3, name = $4, about = $5, event_id = $6, met_at = $7,
                   through_id = $8, tags = $9, created_at = $10, updated_at = $11
               where id = $1 and keeper_id = $2";
    tx.run(sql, &values(c))?;
    finding::refresh(tx, c.keeper_id, &[c.id])
}

/// Adds contacts of whom only a card is known, many a statement. What they are found by is made when
/// their cards come in, by [`crate::contact_cards::insert`].
pub fn insert_many(tx: &mut Tx<'_>, contacts: &[Contact]) -> Result<()> {
    for some in contacts.chunks(100) {
        let sql = format!(
            "insert into contacts ({COLUMNS}) values {}",
            crate::value::places(some.len(), 11)
        );
        let values: Vec<Value> = some.iter().flat_map(values).collect();
        tx.run(&sql, &values)?;
    }
    Ok(())
}

fn values(c: &Contact) -> [Value; 11] {
    [
        c.id.to_value(),
        c.keeper_id.to_value(),
        c.person_id.to_value(),
        c.name.to_value(),
        c.about.to_value(),
        c.event_id.to_value(),
        c.met_at.to_value(),
        c.through_id.to_value(),
        json(&c.tags).to_value(),
        c.created_at.to_value(),
        c.updated_at.to_value(),
    ]
}

/// Gives the notes, follow-ups and cards of one contact to another of the same keeper.
pub fn hand_over(tx: &mut Tx<'_>, keeper: PersonId, from: ContactId, to: ContactId) -> Result<()> {
    for table in ["notes", "follow_ups", "contact_cards"] {
        let sql =
            format!("update {table} set contact_id = $3 where contact_id = $2 and keeper_id = $1");
        tx.run(&sql, params![keeper, from, to])?;
    }
    crate::consents::hand_over(tx, keeper, from, to)?;
    finding::refresh(tx, keeper, &[from, to])
}

/// Forgets contacts that have nothing.
pub(crate) fn delete_bare(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<()> {
    finding::remove(tx, keeper, ids)?;
    let places: Vec<_> = (2..ids.len() + 2).map(|n| format!("${n}")).collect();
    let sql = format!(
        "delete from contacts where id in ({}) and {MINE}",
        places.join(", ")
    );
    let mut values = vec![keeper.to_value()];
    values.extend(ids.iter().map(ToValue::to_value));
    tx.run(&sql, &values).map(|_| ())
}

/// Forgets a contact with its cards, notes and follow-ups; whether there was one.
pub fn delete(tx: &mut Tx<'_>, keeper: PersonId, id: ContactId) -> Result<bool> {
    for table in ["follow_up_changes", "link_checks"] {
        let sql = format!(
            "delete from {table}
             where follow_up_id in (
                 select id from follow_ups where contact_id = $1 and keeper_id = $2
               )"
        );
        tx.run(&sql, params![id, keeper])?;
    }
    crate::contact_cards::delete_of(tx, keeper, id)?;
    for table in ["follow_ups", "notes"] {
        let sql = format!("delete from {table} where contact_id = $1 and keeper_id = $2");
        tx.run(&sql, params![id, keeper])?;
    }
    crate::phone_books::forget(tx, keeper, id)?;
    finding::remove(tx, keeper, &[id])?;
    let sql = "delete from contacts where id = $1 and keeper_id = $2";
    Ok(tx.run(sql, params![id, keeper])? > 0)
}
