//! Events.

use domain::event::{Event, EventWords};
use domain::id::{EventId, SeriesId};

use crate::value::{FromRow, Row, from_json, json};
use crate::{Result, Tx, params};

/// The columns of an [`Event`], under the name `e`.
pub const COLUMNS: &str = "e.id, e.group_id, e.series_id, e.occurrence, e.kind, e.title, e.about,
  e.venue_id, e.starts_at, e.ends_at, e.zone, e.capacity, e.audience, e.languages, e.programme,
  e.status, e.sequence, e.cancel_reason, e.created_at, e.updated_at";

impl FromRow for EventWords {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            kind: row.take()?,
            title: row.take()?,
            about: row.take()?,
            venue_id: row.take()?,
            starts_at: row.take()?,
            ends_at: row.take()?,
            zone: row.take()?,
            capacity: row.take()?,
            audience: row.take()?,
            languages: from_json(&row.take::<String>()?)?,
            programme: from_json(&row.take::<String>()?)?,
        })
    }
}

impl FromRow for Event {
    fn from_row(row: &mut Row) -> Result<Self> {
        let (id, group_id) = (row.take()?, row.take()?);
        let series: (Option<SeriesId>, Option<String>) = (row.take()?, row.take()?);
        Ok(Self {
            id,
            group_id,
            series: series.0.zip(series.1),
            words: EventWords::from_row(row)?,
            status: row.take()?,
            sequence: row.take()?,
            cancel_reason: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}

/// An event by id.
pub fn find(tx: &mut Tx<'_>, id: EventId) -> Result<Option<Event>> {
    tx.find(
        &format!("select {COLUMNS} from events e where e.id = $1"),
        params![id],
    )
}

/// Adds an event.
pub fn insert(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let sql = "insert into events
                 (id, group_id, series_id, occurrence, kind, title, about, venue_id, starts_at, ends_at,
                  zone, capacity, audience, languages, programme, status, sequence, cancel_reason,
                  created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                       $19, $20)";
    let w = &event.words;
    let (series_id, occurrence) = event.series.clone().unzip();
    let values = params![
        event.id,
        event.group_id,
        series_id,
        occurrence,
        w.kind,
        w.title,
        w.about,
        w.venue_id,
        w.starts_at,
        w.ends_at,
        w.zone,
        w.capacity,
        w.audience,
        json(&w.languages),
        json(&w.programme),
        event.status,
        event.sequence,
        event.cancel_reason,
        event.created_at,
        event.updated_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Rewrites an event: its words, status and sequence.
pub fn update(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let sql = "update events
               set kind = $2, title = $3, about = $4, venue_id = $5, starts_at = $6, ends_at = $7,
                   zone = $8, capacity = $9, audience = $10, languages = $11, programme = $12,
                   status = $13, sequence = $14, cancel_reason = $15, updated_at = $16
               where id = $1";
    let w = &event.words;
    let values = params![
        event.id,
        w.kind,
        w.title,
        w.about,
        w.venue_id,
        w.starts_at,
        w.ends_at,
        w.zone,
        w.capacity,
        w.audience,
        json(&w.languages),
        json(&w.programme),
        event.status,
        event.sequence,
        event.cancel_reason,
        event.updated_at
    ];
    tx.run(sql, values).map(|_| ())
}
