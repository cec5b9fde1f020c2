//! Which of their activities people are at an event. Nothing chosen means all of them.

use domain::id::{ActivityId, EventId, PersonId};

use crate::people::{CHUNK, places_after};
use crate::value::ToValue;
use crate::{Result, Tx, params};

/// What somebody chose to be at an event.
pub fn of(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Vec<ActivityId>> {
    let sql = "select activity_id
               from evening_cards
               where event_id = $1 and person_id = $2
               order by activity_id";
    tx.all(sql, params![event, person])
}

/// What everybody chose to be at an event.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<(PersonId, ActivityId)>> {
    let sql = "select person_id, activity_id
               from evening_cards
               where event_id = $1
               order by person_id, activity_id";
    tx.all(sql, params![event])
}

/// Which activities some people are at an event; those who chose none are not in it.
pub fn of_people(
    tx: &mut Tx<'_>,
    event: EventId,
    people: &[PersonId],
) -> Result<Vec<(PersonId, ActivityId)>> {
    let mut found = Vec::new();
    for chunk in people.chunks(CHUNK) {
        let sql = format!(
            "select person_id, activity_id
             from evening_cards
             where event_id = $1 and person_id in ({})",
            places_after(1, chunk.len())
        );
        let event = std::iter::once(event.to_value());
        let values: Vec<_> = event.chain(chunk.iter().map(ToValue::to_value)).collect();
        found.extend(tx.all::<(PersonId, ActivityId)>(&sql, &values)?);
    }
    Ok(found)
}

/// Puts a choice in place of any earlier one.
pub fn replace(
    tx: &mut Tx<'_>,
    event: EventId,
    person: PersonId,
    chosen: &[ActivityId],
) -> Result<()> {
    let sql = "delete from evening_cards where event_id = $1 and person_id = $2";
    tx.run(sql, params![event, person])?;
    let sql = "insert into evening_cards (event_id, person_id, activity_id) values ($1, $2, $3)
               on conflict (event_id, person_id, activity_id) do nothing";
    chosen
        .iter()
        .try_for_each(|activity| tx.run(sql, params![event, person, *activity]).map(|_| ()))
}
