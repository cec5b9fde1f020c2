//! Answers: the guest list as it stands, the log's fold kept in rows.

use domain::answer::{AnswerWords, Party, Place, Room};
use domain::id::{AnswerId, EventId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row, ToValue};
use crate::{Result, Tx, params};

/// A person's answer to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub id: AnswerId,
    /// The event.
    pub event_id: EventId,
    /// Who answers.
    pub person_id: PersonId,
    /// What they wrote.
    pub words: AnswerWords,
    /// Where that puts them.
    pub place: Place,
    /// Since when they have, or wait for, their seats: orders the queue.
    pub since: Timestamp,
    /// When they last answered.
    pub answered_at: Timestamp,
}

/// The columns of an [`Answer`], under the name `a`.
pub const COLUMNS: &str =
    "a.id, a.event_id, a.person_id, a.response, a.company, a.company_names, a.diet,
  a.access, a.first_time, a.does, a.seeks, a.place, a.since, a.answered_at";

impl FromRow for Answer {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            event_id: row.take()?,
            person_id: row.take()?,
            words: AnswerWords {
                response: row.take()?,
                company: row.take()?,
                company_names: row.take()?,
                diet: row.take()?,
                access: row.take()?,
                first_time: row.take()?,
                does: row.take()?,
                seeks: row.take()?,
            },
            place: row.take()?,
            since: row.take()?,
            answered_at: row.take()?,
        })
    }
}

impl FromRow for Party {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            person_id: row.take()?,
            size: row.take()?,
            since: row.take()?,
        })
    }
}

/// A person's answer to an event.
pub fn of_person(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Option<Answer>> {
    let sql = format!("select {COLUMNS} from answers a where a.event_id = $1 and a.person_id = $2");
    tx.find(&sql, params![event, person])
}

/// What some people answered to an event, in no order.
pub fn of_people(tx: &mut Tx<'_>, event: EventId, people: &[PersonId]) -> Result<Vec<Answer>> {
    let mut found = Vec::new();
    for chunk in people.chunks(crate::people::CHUNK) {
        let sql = format!(
            "select {COLUMNS} from answers a where a.event_id = $1 and a.person_id in ({})",
            crate::people::places_after(1, chunk.len())
        );
        let event = std::iter::once(event.to_value());
        let values: Vec<_> = event.chain(chunk.iter().map(ToValue::to_value)).collect();
        found.extend(tx.all::<Answer>(&sql, &values)?);
    }
    Ok(found)
}

/// Keeps an answer in place of any earlier one.
pub fn put(tx: &mut Tx<'_>, a: &Answer) -> Result<()> {
    let sql = "insert into answers
                 (id, event_id, person_id, response, company, company_names, diet, access, first_time,
                  does, seeks, place, since, answered_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
               on conflict (event_id, person_id) do update
               set response = excluded.response, company = excluded.company,
                   company_names = excluded.company_names, diet = excluded.diet,
                   access = excluded.access, first_time = excluded.first_time, does = excluded.does,
                   seeks = excluded.seeks, place = excluded.place, since = excluded.since,
                   answered_at = excluded.answered_at";
    let w = &a.words;
    let values = params![
        a.id,
        a.event_id,
        a.person_id,
        w.response,
        w.company,
        w.company_names,
        w.diet,
        w.access,
        w.first_time,
        w.does,
        w.seeks,
        a.place,
        a.since,
        a.answered_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Moves somebody from the waiting list to a seat.
pub fn promote(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<()> {
    let sql = "update answers set place = 'going'
               where event_id = $1 and person_id = $2 and place = 'waiting'";
    tx.run(sql, params![event, person]).map(|_| ())
}

/// The seats taken at an event, of all that are going but one person.
pub fn room(tx: &mut Tx<'_>, event: EventId, but: Option<PersonId>) -> Result<Room> {
    let (capacity, all): (Option<u32>, u32) = tx.one(
        "select e.capacity,
                cast((select coalesce(sum(a.company + 1), 0) from answers a
                      where a.event_id = e.id and a.place = 'going') as bigint)
         from events e
         where e.id = $1",
        params![event],
    )?;
    let own = match but {
        Some(person) => of_person(tx, event, person)?,
        None => None,
    };
    let own = own
        .filter(|a| a.place == Place::Going)
        .map_or(0, |a| a.words.company + 1);
    Ok(Room {
        capacity,
        taken: all - own,
    })
}

/// The waiting list, earliest first.
pub fn queue(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Party>> {
    let sql = "select person_id, company + 1, since
               from answers
               where event_id = $1 and place = 'waiting'
               order by since, id";
    tx.all(sql, params![event])
}

/// Every answer to an event, in the order of answering.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Answer>> {
    let sql = format!(
        "select {COLUMNS} from answers a where a.event_id = $1 order by a.since, a.answered_at, a.id"
    );
    tx.all(&sql, params![event])
}
