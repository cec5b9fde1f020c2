//! The outbox: mails written in the same transaction as what they tell, sent afterwards.

use domain::account::Email;
use domain::id::{GroupId, MailId};
use domain::text::Lang;
use jiff::Timestamp;

use crate::marks::{self, Addresses};
use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// A mail of the outbox. `message` is the structured message as JSON, put into words when sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Which; also its Message-ID, so that a duplicate can be recognised.
    pub id: MailId,
    /// To whom.
    pub recipient: Email,
    /// In which language.
    pub lang: Lang,
    /// The group that writes, when one does.
    pub group_id: Option<GroupId>,
    /// What it says.
    pub message: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it is to be sent.
    pub due_at: Timestamp,
    /// How often sending was tried.
    pub attempts: i64,
    /// When it was handed over.
    pub sent_at: Option<Timestamp>,
    /// When trying ended.
    pub given_up_at: Option<Timestamp>,
    /// What the last failure said.
    pub last_error: String,
    /// On what ground it was written: a basis of consent, or `service`.
    pub basis: String,
}

const COLUMNS: &str =
    "id, recipient, lang, group_id, message, created_at, due_at, attempts, sent_at,
  given_up_at, last_error, basis";

impl FromRow for Mail {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            recipient: row.take()?,
            lang: row.take()?,
            group_id: row.take()?,
            message: row.take()?,
            created_at: row.take()?,
            due_at: row.take()?,
            attempts: row.take()?,
            sent_at: row.take()?,
            given_up_at: row.take()?,
            last_error: row.take()?,
            basis: row.take()?,
        })
    }
}

/// Puts a mail in the outbox.
pub fn insert(tx: &mut Tx<'_>, mail: &Mail) -> Result<()> {
    let sql = "insert into mails
                 (id, recipient, lang, group_id, message, created_at, due_at, attempts, last_error,
                  basis)
               values ($1, $2, $3, $4, $5, $6, $7, 0, '', $8)";
    let values = params![
        mail.id,
        mail.recipient,
        mail.lang,
        mail.group_id,
        mail.message,
        mail.created_at,
        mail.due_at,
        mail.basis
    ];
    tx.run(sql, values).map(|_| ())
}

/// Takes up to `limit` mails that are due, so that no other process sends them before `until`.
pub fn claim(tx: &mut Tx<'_>, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Mail>> {
    let sql = format!(
        "update mails
         set claimed_until = $2, attempts = attempts + 1
         where id in (
             select id from mails
             where sent_at is null and given_up_at is null and due_at <= $1
               and (claimed_until is null or claimed_until <= $1)
             order by due_at, id
             limit $3
           )
           and (claimed_until is null or claimed_until <= $1)
         returning {COLUMNS}"
    );
    tx.change(&sql, params![now, until, limit])
}

/// Notes that a mail was handed over, and forgets what it said when that was secret.
pub fn sent(tx: &mut Tx<'_>, id: MailId, now: Timestamp, message: &str) -> Result<()> {
    let sql = "update mails set sent_at = $2, message = $3, last_error = '' where id = $1";
    tx.run(sql, params![id, now, message]).map(|_| ())
}

/// Notes a failure: when to try again, or that trying has ended.
pub fn failed(
    tx: &mut Tx<'_>,
    id: MailId,
    error: &str,
    again_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let sql = "update mails
               set last_error = $2, due_at = coalesce($3, due_at), claimed_until = null,
                   given_up_at = $4
               where id = $1";
    let given_up_at = again_at.is_none().then_some(now);
    tx.run(sql, params![id, error, again_at, given_up_at])
        .map(|_| ())
}

/// How many mails wait, failed at least once, and were given up since a time.
pub fn state(tx: &mut Tx<'_>, since: Timestamp) -> Result<(i64, i64, i64)> {
    tx.one(
        "select
           (select count(*) from mails where sent_at is null and given_up_at is null),
           (select count(*) from mails
             where sent_at is null and given_up_at is null and last_error <> ''),
           (select count(*) from mails where given_up_at >= $1)",
        params![since],
    )
}

/// Mails whose last sending failed, newest first.
pub fn troubled(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Mail>> {
    let sql = format!(
        "select {COLUMNS} from mails
         where sent_at is null and last_error <> ''
         order by created_at desc, id
         limit $1"
    );
    tx.all(&sql, params![limit])
}

/// The newest mails, whatever became of them.
pub fn newest(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Mail>> {
    let sql = format!("select {COLUMNS} from mails order by created_at desc, id desc limit $1");
    tx.all(&sql, params![limit])
}

/// One mail.
pub fn find(tx: &mut Tx<'_>, id: MailId) -> Result<Option<Mail>> {
    tx.find(
        &format!("select {COLUMNS} from mails where id = $1"),
        params![id],
    )
}

/// Whether an address wants no more mail from a group.
pub fn is_stopped(tx: &mut Tx<'_>, email: &Email, group_id: GroupId) -> Result<bool> {
    let sql = "select exists (
                 select 1 from mail_stops where email in ($1, $2) and group_id = $3
               )";
    tx.one(sql, params![email, marks::of(email.as_str()), group_id])
}

/// Stops mail from a group to an address.
pub fn stop(tx: &mut Tx<'_>, email: &Email, group_id: GroupId, now: Timestamp) -> Result<()> {
    let sql = "insert into mail_stops (email, group_id, created_at) values ($1, $2, $3)
               on conflict (email, group_id) do nothing";
    tx.run(sql, params![email, group_id, now]).map(|_| ())
}

/// Lets a group write to an address again.
pub fn resume(tx: &mut Tx<'_>, email: &Email, group_id: GroupId) -> Result<()> {
    let sql = "delete from mail_stops where email in ($1, $2) and group_id = $3";
    tx.run(sql, params![email, marks::of(email.as_str()), group_id])
        .map(|_| ())
}

/// Tries a mail again at once, as if it had never failed; whether it waits now.
pub fn retry(tx: &mut Tx<'_>, id: MailId, now: Timestamp) -> Result<bool> {
    let sql = "update mails
               set due_at = $2, attempts = 0, given_up_at = null, claimed_until = null
               where id = $1 and sent_at is null";
    Ok(tx.run(sql, params![id, now])? > 0)
}

/// Forgets a group's mails to an address that still wait to be sent.
pub fn drop_waiting(tx: &mut Tx<'_>, email: &Email, group_id: GroupId) -> Result<()> {
    let sql = "delete from mails where recipient = $1 and group_id = $2 and sent_at is null";
    tx.run(sql, params![email, group_id]).map(|_| ())
}

/// The addresses that want no more mail from a group.
pub fn stops_of(tx: &mut Tx<'_>, group_id: GroupId) -> Result<Addresses> {
    let sql = "select email from mail_stops where group_id = $1";
    tx.all(sql, params![group_id]).map(Addresses::new)
}
