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

/// Appends an entry; an entry already known changes nothing. Whether it was new.
pub fn append(tx: &mut Tx<'_>, event: EventId, entry: &Entry) -> Result<bool> {
    let sql = "insert into entries (event_id, id, position, author, device_at, server_at, body)
               values ($1, $2,
                 (select coalesce(max(position), 0) + 1 from entries where event_id = $1),
                 $3, $4, $5, $6)
               on conflict (event_id, id) do nothing";
    let values = params![
        event,
        entry.id,
        entry.author,
        entry.device_at,
        entry.server_at,
        json(&entry.what)
    ];
    Ok(tx.run(sql, values)? > 0)
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
