//! A follow-up: a promise with a date, in the notebook of whoever wrote it down.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{ContactId, EventId, FollowUpId, InvitationId, PersonId};

/// Longest words of a promise, in characters.
pub const WORDS_LIMIT: usize = 500;
/// How many times one may propose for a one-to-one.
pub const TIMES_LIMIT: usize = 3;
/// How many promises one notebook holds.
pub const FOLLOW_UPS_LIMIT: i64 = 20_000;

/// What was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// They come as a guest to a group's next meeting.
    Guest,
    /// The two meet alone.
    OneToOne,
    /// One goes and sees the other's place.
    Visit,
    /// Each links to the other's site.
    LinkExchange,
    /// One sends somebody to the other.
    Referral,
    /// Anything else.
    Promise,
}

impl Kind {
    /// All six, in the order a form offers them.
    pub const ALL: [Self; 6] = [
        Self::Promise,
        Self::OneToOne,
        Self::Guest,
        Self::Visit,
        Self::LinkExchange,
        Self::Referral,
    ];

    /// The word it is stored and sent as.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::OneToOne => "one_to_one",
            Self::Visit => "visit",
            Self::LinkExchange => "link_exchange",
            Self::Referral => "referral",
            Self::Promise => "promise",
        }
    }
}

/// Who promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The keeper.
    Mine,
    /// The contact, as the keeper heard it.
    Theirs,
}

impl Side {
    /// The word it is stored and sent as.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
        }
    }
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Still to be kept.
    Open,
    /// Kept.
    Kept,
    /// Not kept, and it should have been.
    Broken,
    /// Let go of.
    Dropped,
}

impl State {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Open, Self::Kept, Self::Broken, Self::Dropped];

    /// The word it is stored and sent as.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Dropped => "dropped",
        }
    }
}

/// What a promise is about, beyond its kind; what a kind has no use for stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// In the keeper's words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Where: of a visit or a one-to-one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The keeper's page, of an exchange of links.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub my_url: String,
    /// The contact's page, of an exchange of links.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub their_url: String,
    /// Who is sent, of a referral.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// To whom, of a referral.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// What came of a referral.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// What a referral was worth, in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_cents: Option<i64>,
    /// Times proposed for a one-to-one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Timestamp>,
    /// The zone those times are told in.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// The time both agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Timestamp>,
    /// How often calendars were written to about the one-to-one.
    #[serde(skip_serializing_if = "zero")]
    pub sequence: u32,
    /// When a mail about it was last sent to the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailed_at: Option<Timestamp>,
}

fn zero(n: &u32) -> bool {
    *n == 0
}

/// A promise with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Which.
    pub id: FollowUpId,
    /// In whose notebook it is.
    pub keeper_id: PersonId,
    /// To or by whom.
    pub contact_id: ContactId,
    /// At which event it was made, if at one.
    pub event_id: Option<EventId>,
    /// What was promised.
    pub kind: Kind,
    /// Who promised.
    pub side: Side,
    /// What became of it.
    pub state: State,
    /// When it is due, if somebody said.
    pub due_on: Option<Date>,
    /// What it is about.
    pub details: Details,
    /// The event a guest is promised to be taken to.
    pub guest_event_id: Option<EventId>,
    /// The guest's invitation to it, once there is one.
    pub invitation_id: Option<InvitationId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// How near the date of a promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It has passed.
    Overdue,
    /// Today.
    Today,
    /// Within a week.
    Soon,
    /// Later than that.
    Later,
    /// Nobody said when.
    Sometime,
}

impl FollowUp {
    /// How near its date is.
    pub fn due(&self, today: Date) -> Due {
        let Some(on) = self.due_on else {
            return Due::Sometime;
        };
        let days = today.duration_until(on).as_hours() / 24;
        match days {
            ..0 => Due::Overdue,
            0 => Due::Today,
            1..=7 => Due::Soon,
            _ => Due::Later,
        }
    }
}

/// One change in the life of a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Where it stood from then on.
    pub state: State,
    /// A word about it; may be empty.
    pub note: String,
}

/// What a look at a page said about a promised link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkOutcome {
    /// The link is there.
    Kept,
    /// The page is there and the link is not.
    Broken,
    /// The page could not be read.
    Unreachable,
}

/// One look at one side's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkCheck {
    /// Whose page was looked at.
    pub side: Side,
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub outcome: LinkOutcome,
    /// Why not, in one word of ours: `timeout`, `status-404`; may be empty.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn a_promise_is_overdue_the_day_after_its_date() {
        let nil = Uuid::nil();
        let mut promise = FollowUp {
            id: nil.into(),
            keeper_id: nil.into(),
            contact_id: nil.into(),
            event_id: None,
            kind: Kind::Visit,
            side: Side::Mine,
            state: State::Open,
            due_on: Some(date(2026, 11, 19)),
            details: Details::default(),
            guest_event_id: None,
            invitation_id: None,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(promise.due(date(2026, 11, 20)), Due::Overdue);
        assert_eq!(promise.due(date(2026, 11, 19)), Due::Today);
        assert_eq!(promise.due(date(2026, 11, 12)), Due::Soon);
        assert_eq!(promise.due(date(2026, 11, 11)), Due::Later);
        promise.due_on = None;
        assert_eq!(promise.due(date(2026, 11, 11)), Due::Sometime);
    }

    #[test]
    fn words_are_those_that_serialise() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        for state in State::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.word());
        }
    }
}
