//! Private notes about contacts. Every statement names the keeper.

use domain::contact::Note;
use domain::id::{ContactId, EventId, NoteId, PersonId};

use crate::finding::MINE;
use crate::value::{FromRow, Row};
use crate::{Result, Tx, finding, params};

const COLUMNS: &str = "id, keeper_id, contact_id, event_id, text, created_at";

impl FromRow for Note {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            contact_id: row.take()?,
            event_id: row.take()?,
            text: row.take()?,
            created_at: row.take()?,
        })
    }
}

/// Adds a note.
pub fn insert(tx: &mut Tx<'_>, note: &Note) -> Result<()> {
    let sql = "insert into notes (id, keeper_id, contact_id, event_id, text, created_at)
               values ($1, $2, $3, $4, $5, $6)";
    let values = params![
        note.id,
        note.keeper_id,
        note.contact_id,
        note.event_id,
        note.text,
        note.created_at
    ];
    tx.run(sql, values)?;
    finding::refresh(tx, note.keeper_id, &[note.contact_id])
}

/// A keeper's notes about a contact, newest first.
pub fn of_contact(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<Vec<Note>> {
    let sql = format!(
        "select {COLUMNS} from notes
         where contact_id = $2 and keeper_id = $1
         order by created_at desc, id desc"
    );
    tx.all(&sql, params![keeper, contact])
}

/// A keeper's notes of one event, in the order of writing.
pub fn of_event(tx: &mut Tx<'_>, keeper: PersonId, event: EventId) -> Result<Vec<Note>> {
    let sql = format!(
        "select {COLUMNS} from notes
         where keeper_id = $1 and event_id = $2
         order by created_at, id"
    );
    tx.all(&sql, params![keeper, event])
}

/// Every note of a keeper, newest first.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<Note>> {
    let sql = format!(
        "select {COLUMNS} from notes where keeper_id = $1 order by created_at desc, id desc"
    );
    tx.all(&sql, params![keeper])
}

/// A keeper's notes about some contacts, newest first.
pub fn of_contacts(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<Vec<Note>> {
    let mut found = Vec::new();
    for some in contacts.chunks(500) {
        let sql = format!(
            "select {COLUMNS} from notes
             where contact_id in ({}) and {MINE}
             order by created_at desc, id desc",
            finding::places(2, some.len())
        );
        found.extend(tx.all::<Note>(&sql, &finding::values(keeper, some))?);
    }
    Ok(found)
}

/// How many notes a keeper has about a contact.
pub fn count(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<i64> {
    let sql = "select count(*) from notes where contact_id = $2 and keeper_id = $1";
    tx.one(sql, params![keeper, contact])
}

/// Forgets a note; whether there was one.
pub fn delete(tx: &mut Tx<'_>, keeper: PersonId, id: NoteId) -> Result<bool> {
    let sql = "delete from notes where id = $1 and keeper_id = $2 returning contact_id";
    let contact = tx.change::<ContactId>(sql, params![id, keeper])?;
    finding::refresh(tx, keeper, &contact)?;
    Ok(!contact.is_empty())
}
