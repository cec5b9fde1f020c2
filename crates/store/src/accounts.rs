//! Accounts: verified e-mails that claim a person.

use domain::account::Email;
use domain::id::{AccountId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// An account as stored.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// The person it claims.
    pub person_id: PersonId,
    /// The verified address.
    pub email: Email,
    /// Whether it runs the installation.
    pub operator: bool,
    /// Raised to make earlier private calendar links void.
    pub calendar_version: u32,
}

impl FromRow for Account {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            person_id: row.take()?,
            email: row.take()?,
            operator: row.take()?,
            calendar_version: row.take()?,
        })
    }
}

/// The account of an address.
pub fn by_email(tx: &mut Tx<'_>, email: &Email) -> Result<Option<Account>> {
    let sql = "select id, person_id, email, operator, calendar_version
               from accounts
               where email = $1";
    tx.find(sql, params![email])
}

/// An account by its id.
pub fn find(tx: &mut Tx<'_>, id: AccountId) -> Result<Option<Account>> {
    let sql = "select id, person_id, email, operator, calendar_version
               from accounts
               where id = $1";
    tx.find(sql, params![id])
}

/// The account that claims a person, if one does.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Account>> {
    let sql = "select id, person_id, email, operator, calendar_version
               from accounts
               where person_id = $1";
    tx.find(sql, params![person])
}

/// Adds an account.
pub fn insert(tx: &mut Tx<'_>, account: &Account, now: Timestamp) -> Result<()> {
    let sql = "insert into accounts (id, person_id, email, operator, calendar_version, created_at)
               values ($1, $2, $3, $4, $5, $6)";
    let values = params![
        account.id,
        account.person_id,
        account.email,
        account.operator,
        account.calendar_version,
        now
    ];
    tx.run(sql, values).map(|_| ())
}

/// Makes earlier private calendar links void.
pub fn renew_calendar(tx: &mut Tx<'_>, id: AccountId) -> Result<()> {
    let sql = "update accounts set calendar_version = calendar_version + 1 where id = $1";
    tx.run(sql, params![id]).map(|_| ())
}

/// Whether the installation has an operator yet.
pub fn has_operator(tx: &mut Tx<'_>) -> Result<bool> {
    tx.one("select exists (select 1 from accounts where operator)", &[])
}

/// Makes an account one of those that run the installation.
pub fn make_operator(tx: &mut Tx<'_>, id: AccountId) -> Result<()> {
    let sql = "update accounts set operator = $2 where id = $1";
    tx.run(sql, params![id, true]).map(|_| ())
}

/// The addresses of those who run the installation, in order.
pub fn operators(tx: &mut Tx<'_>) -> Result<Vec<Email>> {
    tx.all(
        "select email from accounts where operator order by email",
        &[],
    )
}
