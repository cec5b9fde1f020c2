//! Passwords of telephones and other programs that read one keeper's address book. Only hashes are
//! stored.

use domain::account::Email;
use domain::id::{AppPasswordId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// A password, without the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppPassword {
    /// Which.
    pub id: AppPasswordId,
    /// Whose notebook it opens.
    pub keeper_id: PersonId,
    /// What its owner calls the telephone.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the hour.
    pub seen_at: Option<Timestamp>,
}

const COLUMNS: &str = "p.id, p.keeper_id, p.name, p.created_at, p.seen_at";

impl FromRow for AppPassword {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            name: row.take()?,
            created_at: row.take()?,
            seen_at: row.take()?,
        })
    }
}

/// Adds a password.
pub fn insert(tx: &mut Tx<'_>, password: &AppPassword, secret_hash: &[u8]) -> Result<()> {
    let sql = "insert into app_passwords
                 (id, keeper_id, name, secret_hash, created_at, seen_at, revoked_at)
               values ($1, $2, $3, $4, $5, $6, null)";
    let values = params![
        password.id,
        password.keeper_id,
        password.name,
        secret_hash,
        password.created_at,
        password.seen_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// The password of a hash, for the account of an address, unless it was taken back.
pub fn find(tx: &mut Tx<'_>, email: &Email, secret_hash: &[u8]) -> Result<Option<AppPassword>> {
    let sql = format!(
        "select {COLUMNS} from app_passwords p
         join accounts a on a.person_id = p.keeper_id
         where p.secret_hash = $1 and p.revoked_at is null and a.email = $2"
    );
    tx.find(&sql, params![secret_hash, email])
}

/// A keeper's passwords that hold, newest first.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<AppPassword>> {
    let sql = format!(
        "select {COLUMNS} from app_passwords p
         where p.keeper_id = $1 and p.revoked_at is null
         order by p.created_at desc, p.id"
    );
    tx.all(&sql, params![keeper])
}

/// Notes that a password was used.
pub fn touch(tx: &mut Tx<'_>, keeper: PersonId, id: AppPasswordId, now: Timestamp) -> Result<()> {
    let sql = "update app_passwords set seen_at = $3 where id = $2 and keeper_id = $1";
    tx.run(sql, params![keeper, id, now]).map(|_| ())
}

/// Takes a password back; whether there was one to take.
pub fn revoke(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    id: AppPasswordId,
    now: Timestamp,
) -> Result<bool> {
    let sql = "update app_passwords set revoked_at = $3
               where id = $2 and keeper_id = $1 and revoked_at is null";
    Ok(tx.run(sql, params![keeper, id, now])? > 0)
}
