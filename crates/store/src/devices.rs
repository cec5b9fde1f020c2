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
    /// What it last told of itself, and when.
    pub told: Option<(Timestamp, Told)>,
}

/// How a device fares, as it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Entries it holds that the server has not stored yet.
    pub waiting: i64,
    /// Entries it was refused, and keeps.
    pub refused: i64,
    /// By how many milliseconds its clock is ahead; less than nothing when it is behind.
    pub ahead: i64,
}

const COLUMNS: &str = "id, event_id, name, made_by, created_at, seen_at, revoked_at, synced_at,
  waiting, refused, ahead";

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
            told: told(row)?,
        })
    }
}

fn told(row: &mut Row) -> Result<Option<(Timestamp, Told)>> {
    let at: Option<Timestamp> = row.take()?;
    let [waiting, refused, ahead]: [Option<i64>; 3] = [row.take()?, row.take()?, row.take()?];
    Ok(at.map(|at| {
        let told = Told {
            waiting: waiting.unwrap_or_default(),
            refused: refused.unwrap_or_default(),
            ahead: ahead.unwrap_or_default(),
        };
        (at, told)
    }))
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
    let sql = format!("select {COLUMNS} from devices where token_hash = $1 and revoked_at is null");
    tx.find(&sql, params![token_hash])
}

/// A device of an event, taken back or not.
pub fn find(tx: &mut Tx<'_>, event: EventId, id: DeviceId) -> Result<Option<Device>> {
    let sql = format!("select {COLUMNS} from devices where event_id = $1 and id = $2");
    tx.find(&sql, params![event, id])
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

/// Notes what a device tells of itself.
pub fn tell(tx: &mut Tx<'_>, id: DeviceId, told: Told, now: Timestamp) -> Result<()> {
    let sql = "update devices
               set synced_at = $2, seen_at = $2, waiting = $3, refused = $4, ahead = $5
               where id = $1";
    let values = params![id, now, told.waiting, told.refused, told.ahead];
    tx.run(sql, values).map(|_| ())
}

/// A code by which one device may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The device it will be.
    pub id: DeviceId,
    /// The event it opens.
    pub event_id: EventId,
    /// What the device will be called.
    pub name: String,
    /// The host who shows it.
    pub made_by: PersonId,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

impl FromRow for Code {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            event_id: row.take()?,
            name: row.take()?,
            made_by: row.take()?,
            expires_at: row.take()?,
        })
    }
}

/// Adds a code, and forgets those of the event that are past.
pub fn insert_code(tx: &mut Tx<'_>, code: &Code, hash: &[u8], now: Timestamp) -> Result<()> {
    let sql = "delete from device_codes where event_id = $1 and expires_at <= $2";
    tx.run(sql, params![code.event_id, now])?;
    let sql = "insert into device_codes (id, event_id, name, code_hash, made_by, expires_at)
               values ($1, $2, $3, $4, $5, $6)";
    let values = params![
        code.id,
        code.event_id,
        code.name,
        hash,
        code.made_by,
        code.expires_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// The code of a hash, while it is good.
pub fn by_code(tx: &mut Tx<'_>, hash: &[u8], now: Timestamp) -> Result<Option<Code>> {
    let sql = "select id, event_id, name, made_by, expires_at
               from device_codes
               where code_hash = $1 and expires_at > $2";
    tx.find(sql, params![hash, now])
}

/// How many codes of an event are good.
pub fn codes_of_event(tx: &mut Tx<'_>, event: EventId, now: Timestamp) -> Result<i64> {
    let sql = "select count(*) from device_codes where event_id = $1 and expires_at > $2";
    tx.one(sql, params![event, now])
}

/// Uses a code up; whether it was still there.
pub fn delete_code(tx: &mut Tx<'_>, event: EventId, id: DeviceId) -> Result<bool> {
    let sql = "delete from device_codes where event_id = $1 and id = $2";
    Ok(tx.run(sql, params![event, id])? > 0)
}
