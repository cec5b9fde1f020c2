//! The evening's log, append-only.

use domain::evening::{Entry, What};
use domain::id::{EntryId, EventId, PersonId};
use jiff::{SignedDuration, Timestamp};

use crate::value::{FromRow, Row, from_json, json};
use crate::{Result, Tx, params};

impl FromRow for Entry {
    fn from_row(row: &mut Row) -> Result<Self> {
        let (id, author): (EntryId, Option<PersonId>) = (row.take()?, row.take()?);
        let (device_at, server_at): (Timestamp, Timestamp) = (row.take()?, row.take()?);
        let what: What = from_json(&row.take::<String>()?)?;
        Ok(Self {
            id,
            device_at,
            server_at,
            author,
            what,
        })
    }
}

/// Appends an entry, and tells whoever watches the event; an entry already known changes nothing.
/// Whether it was new. On PostgreSQL the event must be held, so that positions have no gaps.
pub fn append(tx: &mut Tx<'_>, event: EventId, entry: &Entry) -> Result<bool> {
    let sql = "insert into entries
                 (event_id, id, position, author, device_at, server_at, body, about)
               values ($1, $2,
                 (select coalesce(max(position), 0) + 1 from entries where event_id = $1),
                 $3, $4, $5, $6, $7)
               on conflict (event_id, id) do nothing";
    let values = params![
        event,
        entry.id,
        entry.author,
        entry.device_at,
        entry.server_at,
        json(&entry.what),
        about(&entry.what)
    ];
    let new = tx.run(sql, values)? > 0;
    if new {
        tx.notice(event)?;
    }
    Ok(new)
}

fn about(what: &What) -> Option<EntryId> {
    match *what {
        What::Undone { entry } | What::Corrected { entry, .. } => Some(entry),
        What::Same { double, .. } => Some(double.0.into()),
        _ => None,
    }
}

/// Whether an undo or a correction is about an entry, or its person was said to be another's double.
pub fn is_amended(tx: &mut Tx<'_>, event: EventId, id: EntryId, person: PersonId) -> Result<bool> {
    let sql = "select exists (
                 select 1 from entries where event_id = $1 and about in ($2, $3)
               )";
    tx.one(sql, params![event, id, person])
}

/// Whether an entry is somebody's own.
pub fn is_by(tx: &mut Tx<'_>, event: EventId, id: EntryId, author: PersonId) -> Result<bool> {
    let sql = "select exists (
                 select 1 from entries where event_id = $1 and id = $2 and author = $3
               )";
    tx.one(sql, params![event, id, author])
}

/// The entries of an event's log that somebody made.
pub fn made_by(tx: &mut Tx<'_>, event: EventId, author: PersonId) -> Result<Vec<EntryId>> {
    let sql = "select id from entries where event_id = $1 and author = $2 order by position";
    tx.all(sql, params![event, author])
}

/// An entry with its position in the event's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// From one, in the order the server saw them, without gaps.
    pub position: i64,
    /// The entry.
    pub entry: Entry,
}

impl FromRow for Placed {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            position: row.take()?,
            entry: Entry::from_row(row)?,
        })
    }
}

/// The entries of an event's log after a position, at most `limit`.
pub fn after(tx: &mut Tx<'_>, event: EventId, position: i64, limit: i64) -> Result<Vec<Placed>> {
    let sql = "select position, id, author, device_at, server_at, body
               from entries
               where event_id = $1 and position > $2
               order by position
               limit $3";
    tx.all(sql, params![event, position, limit])
}

/// The last entries of an event's log, latest first, at most `limit`.
pub fn latest(tx: &mut Tx<'_>, event: EventId, limit: i64) -> Result<Vec<Placed>> {
    let sql = "select position, id, author, device_at, server_at, body
               from entries
               where event_id = $1
               order by position desc
               limit $2";
    tx.all(sql, params![event, limit])
}

/// One entry of an event's log.
pub fn find(tx: &mut Tx<'_>, event: EventId, id: EntryId) -> Result<Option<Entry>> {
    let sql = "select id, author, device_at, server_at, body
               from entries
               where event_id = $1 and id = $2";
    tx.find(sql, params![event, id])
}

/// The position of an event's last entry; zero when it has none.
pub fn last_position(tx: &mut Tx<'_>, event: EventId) -> Result<i64> {
    let sql = "select coalesce(max(position), 0) from entries where event_id = $1";
    tx.one(sql, params![event])
}

/// An event's log, in the order the server saw it.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Entry>> {
    let sql = "select id, author, device_at, server_at, body
               from entries
               where event_id = $1
               order by position";
    tx.all(sql, params![event])
}

/// The moment of an event's next entry: now, or just after its last entry when the clock has not
/// moved on since. Each entry of a log so has a moment of its own, whatever order ids have.
pub fn next_moment(tx: &mut Tx<'_>, event: EventId, now: Timestamp) -> Result<Timestamp> {
    let sql = "select server_at
               from entries
               where event_id = $1
               order by position desc
               limit 1";
    let last: Option<Timestamp> = tx.find(sql, params![event])?;
    let after = last.map(|last| last + SignedDuration::from_millis(1));
    Ok(after.map_or(now, |after| after.max(now)))
}
