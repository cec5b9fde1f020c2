//! Whether somebody remembered the keeper, as the keeper wrote it down: shown to the keeper alone.

use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// Whether somebody knew the keeper's name and trade when asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recall {
    /// Who was asked.
    pub person_id: PersonId,
    /// Whether they knew the name.
    pub name_known: bool,
    /// Whether they knew the trade.
    pub trade_known: bool,
}

impl FromRow for Recall {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            person_id: row.take()?,
            name_known: row.take()?,
            trade_known: row.take()?,
        })
    }
}

/// What a keeper wrote of an event, in the order of writing.
pub fn of_event(tx: &mut Tx<'_>, event: EventId, keeper: PersonId) -> Result<Vec<Recall>> {
    let sql = "select person_id, name_known, trade_known
               from recalls
               where event_id = $1 and keeper_id = $2
               order by created_at, person_id";
    tx.all(sql, params![event, keeper])
}

/// Writes one down in place of the one before about the same person.
pub fn put(
    tx: &mut Tx<'_>,
    event: EventId,
    keeper: PersonId,
    recall: Recall,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into recalls
                 (event_id, keeper_id, person_id, name_known, trade_known, created_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (event_id, keeper_id, person_id) do update
               set name_known = excluded.name_known, trade_known = excluded.trade_known";
    let values = params![
        event,
        keeper,
        recall.person_id,
        recall.name_known,
        recall.trade_known,
        now
    ];
    tx.run(sql, values).map(|_| ())
}

/// Forgets one.
pub fn delete(tx: &mut Tx<'_>, event: EventId, keeper: PersonId, person: PersonId) -> Result<()> {
    let sql = "delete from recalls where event_id = $1 and keeper_id = $2 and person_id = $3";
    tx.run(sql, params![event, keeper, person]).map(|_| ())
}
