//! Who came to which event: the first arrivals of the log's fold, kept in rows so that a person's
//! evenings and a group's regulars are found without reading every log.

use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::{Result, Tx, params};

/// Notes an arrival; an earlier one stands.
pub fn note(tx: &mut Tx<'_>, event: EventId, person: PersonId, at: Timestamp) -> Result<()> {
    let sql = "insert into presences (event_id, person_id, arrived_at)
               values ($1, $2, $3)
               on conflict (event_id, person_id) do update
               set arrived_at = excluded.arrived_at
               where excluded.arrived_at < presences.arrived_at";
    tx.run(sql, params![event, person, at]).map(|_| ())
}

/// Puts the rows of an event in place of those there are.
pub fn replace(tx: &mut Tx<'_>, event: EventId, all: &[(PersonId, Timestamp)]) -> Result<()> {
    tx.run("delete from presences where event_id = $1", params![event])?;
    all.iter()
        .try_for_each(|(person, at)| note(tx, event, *person, *at))
}

/// When somebody first came to an event, if they did.
pub fn of(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Option<Timestamp>> {
    let sql = "select arrived_at from presences where event_id = $1 and person_id = $2";
    tx.find(sql, params![event, person])
}

/// The events somebody came to, latest first.
pub fn events_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<(EventId, Timestamp)>> {
    let sql = "select event_id, arrived_at
               from presences
               where person_id = $1
               order by arrived_at desc, event_id";
    tx.all(sql, params![person])
}

/// Those who came to an event, in the order of coming.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<(PersonId, Timestamp)>> {
    let sql = "select person_id, arrived_at
               from presences
               where event_id = $1
               order by arrived_at, person_id";
    tx.all(sql, params![event])
}

/// Who was often where somebody was: people who came, or had a seat, at `least` of the past events
/// that somebody came or had a seat at, with how many, most first.
pub fn seen_often(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    least: i64,
) -> Result<Vec<(PersonId, i64)>> {
    let sql = "with mine as (
                 select e.id
                 from events e
                 where e.starts_at < $2 and e.status = 'published'
                   and e.id in (
                     select event_id from presences where person_id = $1
                     union
                     select event_id from answers where person_id = $1 and place = 'going'
                   )
               )
               select person_id, count(*)
               from (
                   select p.event_id, p.person_id
                   from presences p join mine on mine.id = p.event_id
                   union
                   select a.event_id, a.person_id
                   from answers a join mine on mine.id = a.event_id
                   where a.place = 'going'
                 ) as there
               where person_id <> $1
               group by person_id
               having count(*) >= $3
               order by count(*) desc, person_id";
    tx.all(sql, params![person, now, least])
}
