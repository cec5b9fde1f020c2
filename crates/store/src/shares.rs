//! Debriefs that their owners show to whoever has the link: one an event and person.

use domain::id::{EventId, PersonId, ShareId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// A debrief that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which: the link names it.
    pub id: ShareId,
    /// Of which event.
    pub event_id: EventId,
    /// Whose.
    pub person_id: PersonId,
    /// Whether the lesson is shown too.
    pub with_lesson: bool,
    /// Since when.
    pub created_at: Timestamp,
}

impl FromRow for Share {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            event_id: row.take()?,
            person_id: row.take()?,
            with_lesson: row.take()?,
            created_at: row.take()?,
        })
    }
}

const COLUMNS: &str = "id, event_id, person_id, with_lesson, created_at";

/// What a link names, unless it was taken back.
pub fn find(tx: &mut Tx<'_>, id: ShareId) -> Result<Option<Share>> {
    let sql = format!("select {COLUMNS} from shares where id = $1");
    tx.find(&sql, params![id])
}

/// The share of somebody's own debrief.
pub fn of_person(tx: &mut Tx<'_>, event: EventId, owner: PersonId) -> Result<Option<Share>> {
    let sql = format!("select {COLUMNS} from shares where event_id = $1 and person_id = $2");
    tx.find(&sql, params![event, owner])
}

/// Shows a debrief, or changes what of it is shown; the link stays the same.
pub fn put(tx: &mut Tx<'_>, share: &Share) -> Result<()> {
    let sql = "insert into shares (id, event_id, person_id, with_lesson, created_at)
               values ($1, $2, $3, $4, $5)
               on conflict (event_id, person_id) do update
               set with_lesson = excluded.with_lesson";
    let values = params![
        share.id,
        share.event_id,
        share.person_id,
        share.with_lesson,
        share.created_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Shows it no longer: the link is void, and another one is made next time.
pub fn delete(tx: &mut Tx<'_>, event: EventId, owner: PersonId) -> Result<()> {
    let sql = "delete from shares where event_id = $1 and person_id = $2";
    tx.run(sql, params![event, owner]).map(|_| ())
}
