//! What the house writes to people: structured messages, put into words only when they are sent.

use domain::account::Email;
use domain::consent::Basis;
use domain::event::Event;
use domain::group::Group;
use domain::id::{GroupId, MailId, SignInId};
use domain::text::{Lang, Slug};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::consent::{self, Purpose};
use crate::sign_in::Use;
use crate::{Cx, Error, Result};

pub mod change;
pub mod digest;
pub mod guest;
pub mod meeting;

/// What a mail tells about an event: enough to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBrief {
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// IANA zone of the place.
    pub zone: String,
    /// The venue in one line, or empty.
    pub venue: String,
    /// The group that holds it.
    pub group: String,
}

/// An event as a mail tells it.
pub fn brief(cx: &mut Cx<'_, '_>, event: &Event, group: &Group) -> Result<EventBrief> {
    let venue = match event.words.venue_id {
        Some(id) => store::venues::find(cx.tx, id)?,
        None => None,
    };
    let venue = venue.map(|venue| {
        let f = venue.facts;
        let parts = [f.name, f.address, f.city].into_iter();
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    Ok(EventBrief {
        title: event.words.title.clone(),
        starts_at: event.words.starts_at,
        ends_at: event.words.ends_at,
        zone: event.words.zone.clone(),
        venue: venue.unwrap_or_default(),
        group: group.words.name.clone(),
    })
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// The link and the code that sign in.
    SignIn {
        /// Six digits.
        code: String,
        /// The link's token.
        token: String,
    },
    /// The code that confirms something about one's own data.
    Confirm {
        /// What it confirms.
        what: Use,
        /// Six digits.
        code: String,
        /// Where it is typed.
        id: SignInId,
        /// The key of a guest's seat, whose page asks for it.
        #[serde(default)]
        seat: Option<String>,
    },
    /// To organisers: somebody asks to join their group.
    Application {
        /// The group's part of addresses.
        slug: Slug,
        /// The group.
        group: String,
        /// Who asks.
        name: String,
        /// What they say, or nothing.
        word: String,
    },
    /// Somebody is a member of a group now.
    Accepted {
        /// The group's part of addresses.
        slug: Slug,
        /// The group.
        group: String,
    },
    /// What a guest is told about an evening they are asked to, or answered.
    Guest(guest::Letter),
    /// An event moved or is called off.
    Change(change::ChangeLetter),
    /// Times are proposed for a one-to-one, or one is agreed on.
    Meeting(meeting::Letter),
    /// What is promised and due, once a day at most.
    Digest(digest::Digest),
}

impl Message {
    /// In whose name it is written, which decides what consent it needs. What confirms, completes or
    /// tells of something its reader takes part in needs none (S.C. 2010, c. 23, s. 6(6)).
    pub fn purpose(&self) -> Purpose {
        match self {
            Self::SignIn { .. }
            | Self::Confirm { .. }
            | Self::Application { .. }
            | Self::Accepted { .. }
            | Self::Change(_)
            | Self::Digest(_) => Purpose::Service,
            Self::Guest(letter) => match &letter.tell {
                guest::Tell::Invited { by, .. } => Purpose::Group(*by),
                // They have not answered: it invites once more.
                guest::Tell::InTwoDays { response: None } => Purpose::Group(None),
                _ => Purpose::Service,
            },
            Self::Meeting(letter) => match (&letter.tell, letter.keeper) {
                (meeting::Tell::Proposed, Some(keeper)) => Purpose::Keeper(keeper),
                _ => Purpose::Service,
            },
        }
    }

    /// What may be kept once the mail has gone: secrets are forgotten.
    pub fn without_secrets(&self) -> Self {
        match self {
            Self::SignIn { .. } => Self::SignIn {
                code: String::new(),
                token: String::new(),
            },
            Self::Confirm { what, id, .. } => Self::Confirm {
                what: *what,
                code: String::new(),
                id: *id,
                seat: None,
            },
            Self::Application { .. } | Self::Accepted { .. } => self.clone(),
            Self::Guest(letter) => Self::Guest(letter.without_secrets()),
            Self::Change(letter) => Self::Change(letter.without_secrets()),
            // What two people say to each other is kept by them alone.
            Self::Meeting(letter) => Self::Meeting(letter.without_secrets()),
            Self::Digest(digest) => Self::Digest(digest.without_secrets()),
        }
    }
}

/// Who writes, when a group does: the law asks for name, address, and a way to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The group's name.
    pub name: String,
    /// Where it can be reached by post.
    pub postal_address: String,
    /// Where it can be written to.
    pub email: Option<Email>,
    /// The token that stops its mail to this recipient.
    pub stop_token: String,
}

/// A mail ready to be put into words.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Which.
    pub id: MailId,
    /// To whom.
    pub recipient: Email,
    /// In which language.
    pub lang: Lang,
    /// The group that writes.
    pub sender: Option<Sender>,
    /// What it says.
    pub message: Message,
    /// On what ground it was written; `None` when it needed none.
    pub basis: Option<Basis>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Puts a mail in the outbox, in the transaction of what it tells: the one place that does. A
/// group's mail is dropped when the address has stopped that group; whether it was kept. What has no
/// basis is refused, with a sentence that says which is missing.
pub fn post(
    cx: &mut Cx<'_, '_>,
    recipient: &Email,
    lang: Lang,
    group_id: Option<GroupId>,
    message: &Message,
) -> Result<bool> {
    if let Some(group_id) = group_id
        && store::mails::is_stopped(cx.tx, recipient, group_id)?
    {
        return Ok(false);
    }
    let basis = consent::ground(cx, message.purpose(), recipient, group_id)?;
    let message = serde_json::to_string(message).map_err(|e| Error::Internal(e.to_string()))?;
    let mail = store::mails::Mail {
        id: cx.id(),
        recipient: recipient.clone(),
        lang,
        group_id,
        message,
        created_at: cx.now,
        due_at: cx.now,
        attempts: 0,
        sent_at: None,
        given_up_at: None,
        last_error: String::new(),
        basis: basis.to_owned(),
    };
    store::mails::insert(cx.tx, &mail)?;
    Ok(true)
}

/// How many mails the demo shows.
const DEMO_MAILS: i64 = 100;

/// The demo's newest mails. Anywhere else there is nothing to see.
pub fn demo_newest(cx: &mut Cx<'_, '_>) -> Result<Vec<Mail>> {
    if !cx.settings.demo {
        return Err(Error::NotFound);
    }
    let newest = store::mails::newest(cx.tx, DEMO_MAILS)?;
    newest
        .into_iter()
        .map(|mail| crate::outbox::read(cx, mail))
        .collect()
}

/// One of the demo's mails.
pub fn demo_find(cx: &mut Cx<'_, '_>, id: MailId) -> Result<Mail> {
    if !cx.settings.demo {
        return Err(Error::NotFound);
    }
    let mail = store::mails::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    crate::outbox::read(cx, mail)
}
