//! What somebody is told about a one-to-one: the times proposed, or the one agreed on, each as an
//! invitation that a calendar understands (RFC 5545, `METHOD:REQUEST`).

use domain::id::{FollowUpId, PersonId};
use domain::text::Lang;
use formats::calendar::{self, Attendee, Entry, Feed, Method, Party, Reply, Status};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a one-to-one is taken to last.
const LENGTH: SignedDuration = SignedDuration::from_hours(1);

/// A letter about a one-to-one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Which promise it is about.
    pub id: FollowUpId,
    /// Whose notebook the promise stands in.
    #[serde(default)]
    pub keeper: Option<PersonId>,
    /// Who proposes.
    pub from: String,
    /// Where the answer goes.
    pub reply_to: String,
    /// Who is asked.
    pub to: String,
    /// Their own address.
    pub to_email: String,
    /// In the words of who proposes; may be empty.
    pub words: String,
    /// Where; may be empty.
    pub place: String,
    /// The times.
    pub times: Vec<Timestamp>,
    /// The zone they are told in.
    pub zone: String,
    /// How many letters about it came before.
    pub sequence: u32,
    /// When it was written.
    pub written_at: Timestamp,
    /// What is told.
    pub tell: Tell,
}

/// What a letter tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tell {
    /// The times are proposed.
    Proposed,
    /// The time is agreed on.
    Agreed {
        /// Times that were proposed before.
        withdrawn: Vec<Timestamp>,
    },
}

/// A file for a calendar, sent with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// `REQUEST` or `CANCEL`.
    pub method: &'static str,
    /// The file.
    pub text: String,
}

impl Letter {
    /// What may be kept once the letter has gone: that there was one.
    pub fn without_secrets(&self) -> Self {
        Self {
            words: String::new(),
            place: String::new(),
            reply_to: String::new(),
            times: Vec::new(),
            ..self.clone()
        }
    }

    /// The files for the calendar of whoever is asked. Each time proposed is an event of its own.
    pub fn calendars(&self, lang: Lang, host: &str, summary: &str) -> Vec<Attached> {
        let withdrawn = match &self.tell {
            Tell::Proposed => &[][..],
            Tell::Agreed { withdrawn } => withdrawn,
        };
        let asked = self.times.iter().map(|at| (*at, Method::Request));
        let taken_back = withdrawn.iter().map(|at| (*at, Method::Cancel));
        let files = asked.chain(taken_back).enumerate();
        files
            .filter_map(|(n, (at, method))| {
                let feed = Feed {
                    language: format!("{}-CA", lang.code()),
                    method,
                    events: vec![self.entry(at, method, host, summary)],
                    ..Feed::default()
                };
                Some(Attached {
                    name: format!("rendez-vous-{}.ics", n + 1),
                    method: if method == Method::Cancel {
                        "CANCEL"
                    } else {
                        "REQUEST"
                    },
                    text: calendar::write(&feed).ok()?,
                })
            })
            .collect()
    }

    fn entry(&self, at: Timestamp, method: Method, host: &str, summary: &str) -> Entry {
        let party = |name: &str, email: &str| Party {
            name: name.to_owned(),
            email: email.to_owned(),
        };
        Entry {
            uid: format!("{}-{}@{host}", self.id, at.as_second()),
            sequence: self.sequence,
            starts: at,
            ends: at + LENGTH,
            zone: self.zone.clone(),
            stamp: self.written_at,
            summary: summary.to_owned(),
            description: self.words.clone(),
            location: self.place.clone(),
            organizer: Some(party(&self.from, &self.reply_to)),
            attendee: Some(Attendee {
                party: party(&self.to, &self.to_email),
                reply: Reply::Awaited,
            }),
            status: match (method, &self.tell) {
                (Method::Cancel, _) => Status::Cancelled,
                (_, Tell::Agreed { .. }) => Status::Confirmed,
                _ => Status::Tentative,
            },
            ..Entry::default()
        }
    }
}
