//! Sessions and the sign-ins that open them. Only hashes of secrets are stored.

use domain::account::Email;
use domain::id::{AccountId, SessionId, SignInId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// A session, as its owner's list shows it.
#[derive(Clone, Debug)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// The browser, as it named itself.
    pub device: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to the hour.
    pub seen_at: Timestamp,
}

impl FromRow for Session {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            device: row.take()?,
            created_at: row.take()?,
            seen_at: row.take()?,
        })
    }
}

/// The session of a token's hash, unless it was last used before `since`.
pub fn by_token(tx: &mut Tx<'_>, token_hash: &[u8], since: Timestamp) -> Result<Option<Session>> {
    let sql = "select id, account_id, device, created_at, seen_at
               from sessions
               where token_hash = $1 and seen_at >= $2";
    tx.find(sql, params![token_hash, since])
}

/// Opens a session.
pub fn insert(tx: &mut Tx<'_>, session: &Session, token_hash: &[u8]) -> Result<()> {
    let sql = "insert into sessions (id, account_id, token_hash, device, created_at, seen_at)
               values ($1, $2, $3, $4, $5, $6)";
    let values = params![
        session.id,
        session.account_id,
        token_hash,
        session.device,
        session.created_at,
        session.seen_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Notes that a session was used.
pub fn touch(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<()> {
    tx.run(
        "update sessions set seen_at = $2 where id = $1",
        params![id, now],
    )
    .map(|_| ())
}

/// An account's live sessions, last used first.
pub fn of_account(tx: &mut Tx<'_>, id: AccountId, since: Timestamp) -> Result<Vec<Session>> {
    let sql = "select id, account_id, device, created_at, seen_at
               from sessions
               where account_id = $1 and seen_at >= $2
               order by seen_at desc, id";
    tx.all(sql, params![id, since])
}

/// Ends one session of an account; whether there was one.
pub fn delete(tx: &mut Tx<'_>, account_id: AccountId, id: SessionId) -> Result<bool> {
    let sql = "delete from sessions where id = $1 and account_id = $2";
    Ok(tx.run(sql, params![id, account_id])? > 0)
}

/// Forgets what has expired: sessions unused since, sign-ins made before.
pub fn sweep(tx: &mut Tx<'_>, sessions_since: Timestamp, sign_ins_since: Timestamp) -> Result<()> {
    tx.run(
        "delete from sessions where seen_at < $1",
        params![sessions_since],
    )?;
    tx.run(
        "delete from sign_ins where created_at < $1",
        params![sign_ins_since],
    )?;
    Ok(())
}

/// A request to sign in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Which.
    pub id: SignInId,
    /// Who asks to be let in.
    pub email: Email,
    /// The hash of the six-digit code.
    pub code_hash: Vec<u8>,
    /// Where to go once signed in.
    pub back_to: String,
    /// Wrong codes so far.
    pub tries: i64,
    /// When the mail was asked for.
    pub created_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl FromRow for SignIn {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            email: row.take()?,
            code_hash: row.take()?,
            back_to: row.take()?,
            tries: row.take()?,
            created_at: row.take()?,
            used_at: row.take()?,
        })
    }
}

/// Keeps a request to sign in.
pub fn insert_sign_in(tx: &mut Tx<'_>, sign_in: &SignIn, link_hash: &[u8], ip: &str) -> Result<()> {
    let sql = "insert into sign_ins
                 (id, email, code_hash, link_hash, ip, back_to, tries, created_at)
               values ($1, $2, $3, $4, $5, $6, 0, $7)";
    let values = params![
        sign_in.id,
        sign_in.email,
        sign_in.code_hash,
        link_hash,
        ip,
        sign_in.back_to,
        sign_in.created_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// The sign-in of an id.
pub fn sign_in(tx: &mut Tx<'_>, id: SignInId) -> Result<Option<SignIn>> {
    let sql = "select id, email, code_hash, back_to, tries, created_at, used_at
               from sign_ins
               where id = $1";
    tx.find(sql, params![id])
}

/// The sign-in of a link.
pub fn sign_in_by_link(tx: &mut Tx<'_>, link_hash: &[u8]) -> Result<Option<SignIn>> {
    let sql = "select id, email, code_hash, back_to, tries, created_at, used_at
               from sign_ins
               where link_hash = $1";
    tx.find(sql, params![link_hash])
}

/// How many sign-ins an address, and an IP, asked for since a time.
pub fn count_sign_ins(
    tx: &mut Tx<'_>,
    email: &Email,
    ip: &str,
    since: Timestamp,
) -> Result<(i64, i64)> {
    tx.one(
        "select (select count(*) from sign_ins where email = $1 and created_at > $3),
                (select count(*) from sign_ins where ip = $2 and created_at > $3)",
        params![email, ip, since],
    )
}

/// Counts a wrong code.
pub fn count_try(tx: &mut Tx<'_>, id: SignInId) -> Result<()> {
    tx.run(
        "update sign_ins set tries = tries + 1 where id = $1",
        params![id],
    )
    .map(|_| ())
}

/// Uses a sign-in up; false when somebody else did first.
pub fn use_sign_in(tx: &mut Tx<'_>, id: SignInId, now: Timestamp) -> Result<bool> {
    let sql = "update sign_ins set used_at = $2 where id = $1 and used_at is null";
    Ok(tx.run(sql, params![id, now])? > 0)
}
