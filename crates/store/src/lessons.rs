//! The line each person draws from an evening: its writer's alone. Every statement names them.

use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::{Result, Tx, params};

/// Somebody's lesson of an event, if they wrote one.
pub fn find(tx: &mut Tx<'_>, event: EventId, keeper: PersonId) -> Result<Option<String>> {
    let sql = "select text from lessons where event_id = $1 and person_id = $2";
    tx.find(sql, params![event, keeper])
}

/// Writes a lesson in place of the one before; an empty one takes it away.
pub fn put(
    tx: &mut Tx<'_>,
    event: EventId,
    keeper: PersonId,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    if text.is_empty() {
        let sql = "delete from lessons where event_id = $1 and person_id = $2";
        return tx.run(sql, params![event, keeper]).map(|_| ());
    }
    let sql = "insert into lessons (event_id, person_id, text, updated_at)
               values ($1, $2, $3, $4)
               on conflict (event_id, person_id) do update
               set text = excluded.text, updated_at = excluded.updated_at";
    tx.run(sql, params![event, keeper, text, now]).map(|_| ())
}
