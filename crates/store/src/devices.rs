//! Phones and tablets that may write to one event's log. Only hashes of their tokens are stored.

use domain::id::{DeviceId, EventId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// A device of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// The one event it is for.
    pub event_id: EventId,
    /// What its host calls it.
    pub name: String,
    /// The host who made its token, in whose name it writes.
    pub made_by: PersonId,
    /// When.
    pub created_at: Timestamp,
    /// When it was last heard of, to the minute.
    pub seen_at: Option<Timestamp>,
    /// When its token was taken back.
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, event_id, name, made_by, created_at, seen_at, revoked_at";

impl FromRow for Device {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            event_id: row.take()?,
            name: row.take()?,
            made_by: row.take()?,
            created_at: row.take()?,
            seen_at: row.take()?,
            revoked_at: row.take()?,
        })
    }
}

/// Adds a device.
pub fn insert(tx: &mut Tx<'_>, device: &Device, token_hash: &[u8]) -> Result<()> {
    let sql = "insert into devices
                 (id, event_id, name, token_hash, made_by, created_at, seen_at, revoked_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = params![
        device.id,
        device.event_id,
        device.name,
        token_hash,
        device.made_by,
        device.created_at,
        device.seen_at,
        device.revoked_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// The device of a token's hash, unless it was taken back.
pub fn by_token(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<Device>> {
    let sql = "select id, event_id, name, made_by, created_at, seen_at, revoked_at
               from devices
               where token_hash = $1 and revoked_at is null";
    tx.find(sql, params![token_hash])
}

/// An event's devices, newest first.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Device>> {
    let sql =
        format!("select {COLUMNS} from devices where event_id = $1 order by created_at desc, id");
    tx.all(&sql, params![event])
}

/// Notes that a device was heard of.
pub fn touch(tx: &mut Tx<'_>, id: DeviceId, now: Timestamp) -> Result<()> {
    let sql = "update devices set seen_at = $2 where id = $1";
    tx.run(sql, params![id, now]).map(|_| ())
}

/// Takes a device's token back; whether there was one to take.
pub fn revoke(tx: &mut Tx<'_>, event: EventId, id: DeviceId, now: Timestamp) -> Result<bool> {
    let sql = "update devices set revoked_at = $3
               where id = $2 and event_id = $1 and revoked_at is null";
    Ok(tx.run(sql, params![event, id, now])? > 0)
}
