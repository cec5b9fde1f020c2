//! Cards that somebody chose not to answer with their own. Nobody else ever learns of it.

use domain::id::{EventId, PersonId};

use crate::{Result, Tx, params};

/// Whose cards somebody does not answer at an event.
pub fn of(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Vec<PersonId>> {
    let sql = "select from_id
               from card_refusals
               where event_id = $1 and person_id = $2
               order by from_id";
    tx.all(sql, params![event, person])
}

/// Notes that somebody does not answer another's card.
pub fn insert(tx: &mut Tx<'_>, event: EventId, person: PersonId, from: PersonId) -> Result<()> {
    let sql = "insert into card_refusals (event_id, person_id, from_id) values ($1, $2, $3)
               on conflict (event_id, person_id, from_id) do nothing";
    tx.run(sql, params![event, person, from]).map(|_| ())
}
