//! What a guest is told about one evening: that they are invited, what their answer gave, that a
//! seat came free, that the evening is near. Each carries their personal link.

use domain::answer::{Place, Response};
use domain::id::{EventId, PersonId};
use serde::{Deserialize, Serialize};

use super::EventBrief;

/// A letter about one evening to one guest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The evening.
    pub event: EventBrief,
    /// Which event it is.
    pub event_id: EventId,
    /// The token of their personal link; `None` when theirs was taken back.
    pub token: Option<String>,
    /// What is told.
    pub tell: Tell,
}

/// What a letter tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tell {
    /// Somebody invites them.
    Invited {
        /// By name.
        inviter: String,
        /// Whose word the invitation goes by.
        #[serde(default)]
        by: Option<PersonId>,
        /// In their own words; may be empty.
        word: String,
    },
    /// They answered.
    Answered {
        /// What.
        response: Response,
        /// Where that puts them.
        place: Place,
        /// How many they bring.
        company: u32,
    },
    /// A seat came free.
    Promoted,
    /// They, or somebody in their name, asked for their personal link.
    Link,
    /// The evening is in two days.
    InTwoDays {
        /// What they answered, if they did.
        response: Option<Response>,
    },
    /// The evening is in three hours.
    InThreeHours,
}

impl Letter {
    /// What may be kept once the letter has gone.
    pub fn without_secrets(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }
}
