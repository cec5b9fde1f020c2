//! Sending what the outbox holds: claimed, put into words, handed over, noted.
//!
//! A crash before the hand-over loses nothing, since the claim runs out and the mail is due again;
//! a crash between the hand-over and the note sends one duplicate with the same Message-ID.

use domain::consent::Basis;
use jiff::SignedDuration;

use crate::mail::{Mail, Message, Sender};
use crate::{App, Caller, Cx, Error, Result};

/// How long a claimed mail is left alone by other processes.
const CLAIM: SignedDuration = SignedDuration::from_mins(10);
/// Mails claimed at once.
const BATCH: i64 = 20;
/// Minutes until the next try, by the number of tries so far; then it is given up.
const BACKOFF_MINUTES: [i64; 8] = [1, 5, 15, 60, 180, 360, 720, 1440];

/// Why a hand-over failed.
#[derive(Debug)]
pub enum Failure {
    /// The server may take it later.
    Later(String),
    /// The server will never take it.
    Never(String),
}

/// Hands mails over to the world.
pub trait Carrier: Send + Sync {
    /// Hands one mail over.
    fn carry(&self, mail: &Mail) -> Result<(), Failure>;
}

/// Sends what is due. How many mails were tried.
pub async fn deliver(app: &App, carrier: &std::sync::Arc<dyn Carrier>) -> Result<usize> {
    let mails = app.write(Caller::default(), claim).await?;
    let count = mails.len();
    for mail in mails {
        let (carrier, letter) = (carrier.clone(), mail.clone());
        let fate = tokio::task::spawn_blocking(move || carrier.carry(&letter)).await;
        let fate = fate.unwrap_or_else(|_| Err(Failure::Later("the carrier failed".into())));
        app.write(Caller::default(), move |cx| settle(cx, &mail, fate))
            .await?;
    }
    Ok(count)
}

fn claim(cx: &mut Cx<'_, '_>) -> Result<Vec<Mail>> {
    let claimed = store::mails::claim(cx.tx, cx.now, cx.now + CLAIM, BATCH)?;
    claimed.into_iter().map(|mail| read(cx, mail)).collect()
}

/// A stored mail with its sender, ready to be put into words.
pub fn read(cx: &mut Cx<'_, '_>, mail: store::mails::Mail) -> Result<Mail> {
    let message: Message =
        serde_json::from_str(&mail.message).map_err(|e| Error::Internal(e.to_string()))?;
    let sender = match mail.group_id {
        Some(id) => store::groups::find(cx.tx, id)?.map(|group| Sender {
            stop_token: cx.signer.mail_stop(id, mail.recipient.as_str()),
            name: group.words.name,
            postal_address: group.words.postal_address,
            email: group.words.email,
        }),
        None => None,
    };
    Ok(Mail {
        id: mail.id,
        recipient: mail.recipient,
        lang: mail.lang,
        sender,
        message,
        basis: Basis::parse(&mail.basis),
        created_at: mail.created_at,
    })
}

fn settle(cx: &mut Cx<'_, '_>, mail: &Mail, fate: Result<(), Failure>) -> Result<()> {
    let stored = store::mails::find(cx.tx, mail.id)?.ok_or(Error::NotFound)?;
    let (error, again_at) = match fate {
        Ok(()) => {
            let kept = serde_json::to_string(&mail.message.without_secrets());
            let kept = kept.map_err(|e| Error::Internal(e.to_string()))?;
            return Ok(store::mails::sent(cx.tx, mail.id, cx.now, &kept)?);
        }
        Err(Failure::Never(error)) => (error, None),
        Err(Failure::Later(error)) => {
            let tried = usize::try_from(stored.attempts - 1).unwrap_or(0);
            let wait = BACKOFF_MINUTES
                .get(tried)
                .map(|m| SignedDuration::from_mins(*m));
            (error, wait.map(|wait| cx.now + wait))
        }
    };
    tracing::warn!(mail = %mail.id, attempts = stored.attempts, given_up = again_at.is_none(), "a mail was not sent");
    Ok(store::mails::failed(
        cx.tx, mail.id, &error, again_at, cx.now,
    )?)
}

/// How the outbox is doing.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Mails that wait to be sent, or to be tried again.
    pub waiting: i64,
    /// Those of them that failed at least once.
    pub failing: i64,
    /// Mails given up within the last month.
    pub given_up: i64,
    /// What the last failures said, newest first.
    pub errors: Vec<String>,
}

/// How long a mail that was given up is still told of.
const TOLD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How the outbox is doing, for the operator.
pub fn state(cx: &mut Cx<'_, '_>) -> Result<State> {
    let (waiting, failing, given_up) = store::mails::state(cx.tx, cx.now - TOLD)?;
    let troubled = store::mails::troubled(cx.tx, 5)?;
    Ok(State {
        waiting,
        failing,
        given_up,
        errors: troubled.into_iter().map(|mail| mail.last_error).collect(),
    })
}
