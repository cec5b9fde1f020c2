//! What those who answered, or were invited, are told when an event moves or is called off.

use domain::id::EventId;
use serde::{Deserialize, Serialize};

use super::EventBrief;

/// A letter about a change of one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLetter {
    /// The event as it stands now.
    pub event: EventBrief,
    /// Which event it is.
    pub event_id: EventId,
    /// The token of the reader's personal link, when they have one.
    pub token: Option<String>,
    /// What changed.
    pub change: Change,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Its time or its place.
    Moved,
    /// It will not take place; the organiser's reason may be empty.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl ChangeLetter {
    /// The letter without its personal link.
    pub fn without_secrets(&self) -> Self {
        Self {
            token: None,
            ..self.clone()
        }
    }
}
