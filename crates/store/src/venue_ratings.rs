//! What those who came thought of the place. Organisers see the whole, never whose star is whose.

use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// What somebody thought of the place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// One to five.
    pub stars: u32,
    /// In their words; may be empty.
    pub words: String,
}

impl FromRow for Rating {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            stars: row.take()?,
            words: row.take()?,
        })
    }
}

/// Somebody's own rating.
pub fn find(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Option<Rating>> {
    let sql = "select stars, words from venue_ratings where event_id = $1 and person_id = $2";
    tx.find(sql, params![event, person])
}

/// Every rating of an event's place, without names, in an order that tells none.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Rating>> {
    let sql = "select stars, words
               from venue_ratings
               where event_id = $1
               order by stars desc, words, person_id";
    tx.all(sql, params![event])
}

/// Writes a rating in place of the one before.
pub fn put(
    tx: &mut Tx<'_>,
    event: EventId,
    person: PersonId,
    rating: &Rating,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into venue_ratings (event_id, person_id, stars, words, created_at)
               values ($1, $2, $3, $4, $5)
               on conflict (event_id, person_id) do update
               set stars = excluded.stars, words = excluded.words";
    tx.run(sql, params![event, person, rating.stars, rating.words, now])
        .map(|_| ())
}
