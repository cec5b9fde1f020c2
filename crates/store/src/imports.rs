//! Files of cards, from being sent to being kept or undone. Every statement names the keeper.

use std::collections::BTreeSet;

use domain::contact_card::Import;
use domain::id::{ContactId, ImportId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row, from_json, json};
use crate::{Result, Tx, params};

const COLUMNS: &str = "id, keeper_id, name, source, columns, refusals, added, joined, known,
  refused, created_at, kept_at, undone_at";

impl FromRow for Import {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            name: row.take()?,
            source: row.take()?,
            columns: from_json(&row.take::<String>()?)?,
            refusals: from_json(&row.take::<String>()?)?,
            added: row.take()?,
            joined: row.take()?,
            known: row.take()?,
            refused: row.take()?,
            created_at: row.take()?,
            kept_at: row.take()?,
            undone_at: row.take()?,
        })
    }
}

/// A keeper's file.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, id: ImportId) -> Result<Option<Import>> {
    let sql = format!("select {COLUMNS} from imports where id = $1 and keeper_id = $2");
    tx.find(&sql, params![id, keeper])
}

/// A keeper's files, newest first.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<Import>> {
    let sql = format!(
        "select {COLUMNS} from imports where keeper_id = $1 order by created_at desc, id desc"
    );
    tx.all(&sql, params![keeper])
}

/// What was sent, while it waits to be kept.
pub fn file(tx: &mut Tx<'_>, keeper: PersonId, id: ImportId) -> Result<Option<Vec<u8>>> {
    let sql = "select file
               from imports
               where id = $1 and keeper_id = $2 and file is not null";
    tx.find(sql, params![id, keeper])
}

/// Takes a file in; nothing of it is kept yet.
pub fn insert(tx: &mut Tx<'_>, import: &Import, file: &[u8]) -> Result<()> {
    let sql = "insert into imports
                 (id, keeper_id, name, source, file, columns, refusals, added, joined, known,
                  refused, created_at)
               values ($1, $2, $3, $4, $5, $6, '[]', 0, 0, 0, 0, $7)";
    let values = params![
        import.id,
        import.keeper_id,
        import.name,
        import.source,
        file.to_vec(),
        json(&import.columns),
        import.created_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Says what the columns of a file that waits hold.
pub fn set_columns(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    id: ImportId,
    columns: &[String],
) -> Result<()> {
    let sql = "update imports
               set columns = $3
               where id = $1 and keeper_id = $2 and kept_at is null";
    tx.run(sql, params![id, keeper, json(&columns)]).map(|_| ())
}

/// Notes what became of a file, and lets go of it.
pub fn update(tx: &mut Tx<'_>, import: &Import) -> Result<()> {
    let sql = "update imports
               set file = null, refusals = $3, added = $4, joined = $5, known = $6, refused = $7,
                   kept_at = $8, undone_at = $9
               where id = $1 and keeper_id = $2";
    let values = params![
        import.id,
        import.keeper_id,
        json(&import.refusals),
        import.added,
        import.joined,
        import.known,
        import.refused,
        import.kept_at,
        import.undone_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Drops a file of which nothing was kept; whether there was one.
pub fn drop_waiting(tx: &mut Tx<'_>, keeper: PersonId, id: ImportId) -> Result<bool> {
    let sql = "delete from imports where id = $1 and keeper_id = $2 and kept_at is null";
    Ok(tx.run(sql, params![id, keeper])? > 0)
}

/// Drops the files that have waited since before a time.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    let sql = "delete from imports where kept_at is null and created_at < $1";
    tx.run(sql, params![before])
}

/// Takes back what a file brought in: its cards, then the contacts that came with it and have
/// nothing else. How many of each.
pub fn undo(tx: &mut Tx<'_>, import: &Import) -> Result<(u64, u64)> {
    let (keeper, id) = (import.keeper_id, import.id);
    // By the contact, whose cards are few, and not by the file, whose cards are many.
    let born = "select c.id
                from contacts c
                where c.keeper_id = $1 and c.created_at = $3 and c.person_id is null
                  and c.event_id is null and c.about = '' and c.tags = '[]'
                  and exists (
                    select 1 from contact_cards k
                    where k.contact_id = c.id and not k.import_id <> $2
                  )
                  and not exists (
                    select 1 from contact_cards k
                    where k.contact_id = c.id and (k.import_id is null or k.import_id <> $2)
                  )
                  and not exists (select 1 from notes n where n.contact_id = c.id)
                  and not exists (select 1 from follow_ups f where f.contact_id = c.id)
                order by c.id";
    let born: Vec<ContactId> = tx.all(born, params![keeper, id, import.kept_at])?;
    let sql = "delete from card_photos
               where keeper_id = $1 and contact_card_id in (
                 select id from contact_cards where import_id = $2 and keeper_id = $1
               )";
    tx.run(sql, params![keeper, id])?;
    let sql = "delete from contact_cards
               where import_id = $2 and keeper_id = $1
               returning contact_id";
    let cards = tx.change::<ContactId>(sql, params![keeper, id])?;
    for some in born.chunks(100) {
        crate::contacts::delete_bare(tx, keeper, some)?;
    }
    // Those who stay are no longer found by what it said of them.
    let mut stay: BTreeSet<ContactId> = cards.iter().copied().collect();
    born.iter().for_each(|id| {
        stay.remove(id);
    });
    let stay: Vec<_> = stay.into_iter().collect();
    crate::finding::refresh(tx, keeper, &stay)?;
    Ok((cards.len() as u64, born.len() as u64))
}
