//! What somebody promised, or was promised, and is due.

use domain::follow_up::{Kind, Side};
use domain::id::FollowUpId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day's digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The day.
    pub today: Date,
    /// What is due, soonest first.
    pub lines: Vec<Line>,
}

/// One promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub id: FollowUpId,
    /// What was promised.
    pub kind: Kind,
    /// Who promised.
    pub side: Side,
    /// To or by whom.
    pub name: String,
    /// In the keeper's words; may be empty.
    pub words: String,
    /// When it is due.
    pub due_on: Date,
}

impl Digest {
    /// What may be kept once the mail has gone: promises stay in the notebook.
    pub fn without_secrets(&self) -> Self {
        Self {
            today: self.today,
            lines: Vec::new(),
        }
    }
}
