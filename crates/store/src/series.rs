//! The rules by which events repeat.

use domain::event::{EventWords, Series};
use domain::id::{GroupId, SeriesId};
use jiff::Timestamp;

use crate::value::{FromRow, Row, json};
use crate::{Result, Tx, params};

/// The columns of a [`Series`], under the name `s`; the words' times are the caller's to set from
/// `starts` and `minutes`, so they come out as the epoch.
const COLUMNS: &str = "s.id, s.group_id, s.rule, s.starts, s.minutes, s.kind, s.title, s.about,
  s.venue_id, 0, 0, s.zone, s.capacity, s.audience, s.languages, s.programme, s.ended_at";

impl FromRow for Series {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            group_id: row.take()?,
            rule: row.take()?,
            starts: row.take()?,
            minutes: row.take()?,
            words: EventWords::from_row(row)?,
            ended_at: row.take()?,
        })
    }
}

/// A series by id.
pub fn find(tx: &mut Tx<'_>, id: SeriesId) -> Result<Option<Series>> {
    tx.find(
        &format!("select {COLUMNS} from series s where s.id = $1"),
        params![id],
    )
}

/// A group's series, oldest first.
pub fn of_group(tx: &mut Tx<'_>, group: GroupId) -> Result<Vec<Series>> {
    tx.all(
        &format!("select {COLUMNS} from series s where s.group_id = $1 order by s.id"),
        params![group],
    )
}

/// Every series that has not been stopped, oldest first.
pub fn running(tx: &mut Tx<'_>) -> Result<Vec<Series>> {
    tx.all(
        &format!("select {COLUMNS} from series s where s.ended_at is null order by s.id"),
        &[],
    )
}

/// Adds a series.
pub fn insert(tx: &mut Tx<'_>, series: &Series, now: Timestamp) -> Result<()> {
    let sql = "insert into series
                 (id, group_id, rule, starts, minutes, kind, title, about, venue_id, zone, capacity,
                  audience, languages, programme, ended_at, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let w = &series.words;
    let values = params![
        series.id,
        series.group_id,
        series.rule,
        series.starts,
        series.minutes,
        w.kind,
        w.title,
        w.about,
        w.venue_id,
        w.zone,
        w.capacity,
        w.audience,
        json(&w.languages),
        json(&w.programme),
        series.ended_at,
        now
    ];
    tx.run(sql, values).map(|_| ())
}

/// Rewrites a series.
pub fn update(tx: &mut Tx<'_>, series: &Series) -> Result<()> {
    let sql = "update series
               set rule = $2, starts = $3, minutes = $4, kind = $5, title = $6, about = $7,
                   venue_id = $8, zone = $9, capacity = $10, audience = $11, languages = $12,
                   programme = $13, ended_at = $14
               where id = $1";
    let w = &series.words;
    let values = params![
        series.id,
        series.rule,
        series.starts,
        series.minutes,
        w.kind,
        w.title,
        w.about,
        w.venue_id,
        w.zone,
        w.capacity,
        w.audience,
        json(&w.languages),
        json(&w.programme),
        series.ended_at
    ];
    tx.run(sql, values).map(|_| ())
}
