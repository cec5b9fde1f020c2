//! The installation itself, as its operator sees it.

use domain::account::Email;
use domain::id::MailId;
use jiff::{SignedDuration, Timestamp};

use crate::form::Check;
use crate::groups::{self, Listed};
use crate::{Cx, Error, Result, access, sign_in, token};

/// Mails in trouble that are shown.
const TROUBLED: i64 = 50;
/// How far back mails that were given up are counted.
const LATELY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A mail that could not be sent.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Which.
    pub id: MailId,
    /// To whom.
    pub recipient: Email,
    /// When it was written.
    pub created_at: Timestamp,
    /// How often sending was tried.
    pub attempts: i64,
    /// Whether trying has ended.
    pub given_up: bool,
    /// What the last failure said.
    pub last_error: String,
}

/// The installation at a glance.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Every network with its groups.
    pub networks: Vec<Listed>,
    /// People, accounts, events.
    pub census: (i64, i64, i64),
    /// Mails waiting, of those failed at least once, and given up in the last thirty days.
    pub mails: (i64, i64, i64),
    /// The newest mails in trouble.
    pub troubles: Vec<Trouble>,
    /// The version of the schema.
    pub schema: i64,
    /// The addresses of those who run the installation.
    pub operators: Vec<Email>,
}

/// The installation at a glance, for those who run it.
pub fn overview(cx: &mut Cx<'_, '_>) -> Result<Overview> {
    access::operator(cx)?;
    let troubles = store::mails::troubled(cx.tx, TROUBLED)?;
    let trouble = |mail: store::mails::Mail| Trouble {
        id: mail.id,
        recipient: mail.recipient,
        created_at: mail.created_at,
        attempts: mail.attempts,
        given_up: mail.given_up_at.is_some(),
        last_error: mail.last_error,
    };
    Ok(Overview {
        networks: groups::list(cx)?.0,
        census: store::settings::census(cx.tx)?,
        mails: store::mails::state(cx.tx, cx.now - LATELY)?,
        troubles: troubles.into_iter().map(trouble).collect(),
        schema: store::schema_version(),
        operators: store::accounts::operators(cx.tx)?,
    })
}

/// Tries a mail in trouble again at once.
pub fn retry(cx: &mut Cx<'_, '_>, id: MailId) -> Result<()> {
    access::operator(cx)?;
    if store::mails::retry(cx.tx, id, cx.now)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Lets whoever proves to hold an address run the installation too.
pub fn appoint(cx: &mut Cx<'_, '_>, typed: &str) -> Result<()> {
    access::operator(cx)?;
    let mut check = Check::default();
    let email = check.email("email", typed);
    check.done()?;
    let account = sign_in::account_of(cx, &email.ok_or(Error::NotFound)?)?;
    Ok(store::accounts::make_operator(cx.tx, account.id)?)
}

/// A fresh token for the first-run page, while nobody runs the installation.
pub fn first_run_token(cx: &mut Cx<'_, '_>) -> Result<Option<String>> {
    let has_operator = store::accounts::has_operator(cx.tx)?;
    Ok((!has_operator).then(|| token::to_text(&cx.random::<24>())))
}

pub use store::health::{Health, look as health};
