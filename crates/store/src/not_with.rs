//! With whom somebody would rather not be brought together: its writer's alone. The room that
//! proposes introductions keeps to it and gives no reason; nobody else ever reads it.

use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::{Result, Tx, params};

/// Keeps two people from being brought together, by the wish of one.
pub fn insert(tx: &mut Tx<'_>, keeper: PersonId, person: PersonId, now: Timestamp) -> Result<()> {
    let sql = "insert into not_with (keeper_id, person_id, created_at) values ($1, $2, $3)
               on conflict (keeper_id, person_id) do nothing";
    tx.run(sql, params![keeper, person, now]).map(|_| ())
}

/// Takes such a wish back.
pub fn delete(tx: &mut Tx<'_>, keeper: PersonId, person: PersonId) -> Result<()> {
    let sql = "delete from not_with where keeper_id = $1 and person_id = $2";
    tx.run(sql, params![keeper, person]).map(|_| ())
}

/// Whether somebody wishes so of somebody.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, person: PersonId) -> Result<bool> {
    let sql = "select exists (select 1 from not_with where keeper_id = $1 and person_id = $2)";
    tx.one(sql, params![keeper, person])
}

/// The pairs to keep apart among those who came to an event, for the room alone.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<(PersonId, PersonId)>> {
    let sql = "select w.keeper_id, w.person_id
               from not_with w
               join presences a on a.event_id = $1 and a.person_id = w.keeper_id
               join presences b on b.event_id = $1 and b.person_id = w.person_id
               order by w.keeper_id, w.person_id";
    tx.all(sql, params![event])
}

/// What changes when such a wish of those who came does: how many there are, and the latest.
pub fn mark(tx: &mut Tx<'_>, event: EventId) -> Result<(i64, i64)> {
    let sql = "select count(*), coalesce(max(w.created_at), 0)
               from not_with w
               join presences a on a.event_id = $1 and a.person_id = w.keeper_id
               join presences b on b.event_id = $1 and b.person_id = w.person_id";
    tx.one(sql, params![event])
}
