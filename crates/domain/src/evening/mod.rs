//! The evening's log: append-only entries, and the folds that give every view of it.
//!
//! A log is a set. Entries may come in any order, twice, and from several devices; a fold gives the
//! same state for the same set. What is private (needs, notes, impressions, promises) is never an
//! entry. The JSON form is the one of [`Entry`], version [`VERSION`]; `docs/log.md` describes it.

pub mod coming;
pub mod company;
mod debrief;
mod fold;
mod guest_list;
mod presence;
mod same;
mod sight;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::answer::{Place, Response};
use crate::id::{ActivityId, EntryId, InvitationId, PersonId};

pub use debrief::{CardReceived, Debrief, Facts, GroupDebrief, Newcomer, TokenReceived};
pub use fold::{Alone, Encounter, Evening, Exchange, Introduction, Outcome, USUAL_TALK};
pub use guest_list::{GuestList, Standing};
pub use presence::{Absence, Presence};
pub use sight::shows;

/// The version of the log's JSON form. It goes up when a reader of the form before could be wrong,
/// not when a kind or an optional field is added.
pub const VERSION: u32 = 1;

/// Longest text of a token that is no card, in characters.
pub const TOKEN_LIMIT: usize = 80;

/// Something that happened, as every device and view may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum What {
    /// Somebody was invited.
    Invited {
        /// Who.
        person: PersonId,
        /// By which invitation.
        invitation: InvitationId,
    },
    /// Somebody answered, and was given a place.
    Answered {
        /// Who.
        person: PersonId,
        /// What.
        response: Response,
        /// How many they bring.
        company: u32,
        /// Where that puts them.
        place: Place,
    },
    /// A seat came free for somebody who waited.
    Promoted {
        /// Who.
        person: PersonId,
    },
    /// Somebody came in.
    #[serde(rename = "arrival")]
    Arrived {
        /// Who.
        person: PersonId,
        /// How many came with them.
        #[serde(default, skip_serializing_if = "none")]
        company: u32,
        /// What they are called, when nobody expected them: makes the person known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        walk_in: Option<WalkIn>,
    },
    /// Somebody went out, and their company with them.
    #[serde(rename = "departure")]
    Left {
        /// Who.
        person: PersonId,
    },
    /// Somebody who had gone out came back.
    #[serde(rename = "return")]
    Returned {
        /// Who.
        person: PersonId,
    },
    /// Two people might be brought together. The entry's id names the introduction.
    IntroductionProposed {
        /// Who would do it; nobody yet when the room asks its host.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        introducer: Option<PersonId>,
        /// Whom.
        people: [PersonId; 2],
    },
    /// An introduction was made.
    IntroductionMade {
        /// The entry that proposed it.
        introduction: EntryId,
        /// By whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        introducer: Option<PersonId>,
    },
    /// An introduction will not be made.
    IntroductionDeclined {
        /// The entry that proposed it.
        introduction: EntryId,
        /// Why not.
        why: Why,
    },
    /// Two people talk: the moment is the beginning. The entry's id names the encounter.
    #[serde(rename = "encounter")]
    Met {
        /// Who.
        people: [PersonId; 2],
    },
    /// How long an encounter lasted, once somebody says so.
    #[serde(rename = "encounter_length")]
    Lasted {
        /// The entry that signalled it.
        encounter: EntryId,
        /// Minutes.
        minutes: u16,
    },
    /// Something was handed over: a card, or another token.
    #[serde(rename = "exchange")]
    Exchanged {
        /// Who gave it.
        from: PersonId,
        /// Who has it now.
        to: PersonId,
        /// What.
        token: Token,
    },
    /// Somebody would like to be introduced.
    #[serde(rename = "introduce_me")]
    Asked {
        /// Who.
        person: PersonId,
        /// To whom, when they know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<PersonId>,
    },
    /// Somebody would rather not be approached, or may be again.
    Quiet {
        /// Who.
        person: PersonId,
        /// Whether they would rather not.
        on: bool,
    },
    /// Somebody lets others see that they are here, or no longer.
    Visible {
        /// Who.
        person: PersonId,
        /// Whether they may be seen.
        on: bool,
    },
    /// Somebody was entered twice: what was said of the double counts for the one who is kept.
    #[serde(rename = "same_person")]
    Same {
        /// Who is kept.
        person: PersonId,
        /// Who is the same.
        double: PersonId,
    },
    /// An entry was made by mistake: the log is folded as if it were not there. An undo cannot be
    /// undone; what was right after all is entered anew.
    #[serde(rename = "undo")]
    Undone {
        /// Which.
        entry: EntryId,
    },
    /// An entry has the wrong time.
    #[serde(rename = "correction")]
    Corrected {
        /// Which.
        entry: EntryId,
        /// When it happened.
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
        at: Timestamp,
    },
}

fn none(company: &u32) -> bool {
    *company == 0
}

/// What somebody whom nobody expected is called. A given name is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WalkIn {
    /// What they are called.
    pub given: String,
    /// The family name, if they said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family: String,
}

/// What can be handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Token {
    /// A card: one activity of its giver, or themselves when they have none.
    Card(#[serde(default)] Option<ActivityId>),
    /// Something else: a praline.
    Other(String),
}

/// Why an introduction will not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Why {
    /// They have nothing to say to each other.
    WrongMatch,
    /// They know each other.
    AlreadyKnown,
    /// Later perhaps.
    NotNow,
}

/// One entry of an event's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// A UUIDv7 made by the device: the entry's identity.
    pub id: EntryId,
    /// The device's clock.
    pub device_at: Timestamp,
    /// The server's clock when it first saw the entry.
    pub server_at: Timestamp,
    /// Who made it, when somebody known did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonId>,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

impl Entry {
    /// When it happened, as far as clocks tell: the device's moment, which cannot be later than the
    /// server's.
    pub fn at(&self) -> Timestamp {
        self.device_at.min(self.server_at)
    }
}

impl What {
    /// The people an entry names.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        let named = self.clone().people_mut().map(|person| person.copied());
        named.into_iter().flatten()
    }

    fn people_mut(&mut self) -> [Option<&mut PersonId>; 3] {
        match self {
            Self::Invited { person, .. }
            | Self::Answered { person, .. }
            | Self::Promoted { person }
            | Self::Arrived { person, .. }
            | Self::Left { person }
            | Self::Returned { person }
            | Self::Quiet { person, .. }
            | Self::Visible { person, .. } => [Some(person), None, None],
            Self::Asked { person, to } => [Some(person), to.as_mut(), None],
            Self::Met { people: [a, b] } => [Some(a), Some(b), None],
            Self::IntroductionProposed {
                introducer,
                people: [a, b],
            } => [Some(a), Some(b), introducer.as_mut()],
            Self::Exchanged { from, to, .. } => [Some(from), Some(to), None],
            Self::Same { person, double } => [Some(person), Some(double), None],
            Self::IntroductionMade { introducer, .. } => [introducer.as_mut(), None, None],
            Self::IntroductionDeclined { .. }
            | Self::Lasted { .. }
            | Self::Undone { .. }
            | Self::Corrected { .. } => [None, None, None],
        }
    }
}

#[cfg(test)]
mod tests;
