//! The plan of an event's rounds, if it has one.

use domain::id::EventId;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::value::{from_json, json};
use crate::{Result, Tx, params};

/// The plan of an event.
pub fn find<T: DeserializeOwned>(tx: &mut Tx<'_>, event: EventId) -> Result<Option<T>> {
    let sql = "select body from round_plans where event_id = $1";
    let body: Option<String> = tx.find(sql, params![event])?;
    body.map(|body| from_json(&body)).transpose()
}

/// Keeps a plan in place of the one before, and tells whoever watches the event.
pub fn put(tx: &mut Tx<'_>, event: EventId, plan: &impl Serialize, now: Timestamp) -> Result<()> {
    let sql = "insert into round_plans (event_id, body, updated_at) values ($1, $2, $3)
               on conflict (event_id) do update
               set body = excluded.body, updated_at = excluded.updated_at";
    tx.run(sql, params![event, json(plan), now])?;
    tx.notice(event)
}

/// Forgets an event's plan.
pub fn delete(tx: &mut Tx<'_>, event: EventId) -> Result<()> {
    tx.run(
        "delete from round_plans where event_id = $1",
        params![event],
    )?;
    tx.notice(event)
}
