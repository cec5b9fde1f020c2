//! An invitation: who asked whom, and through whose hands it passed.

use jiff::Timestamp;

use crate::id::{EventId, InvitationId, PersonId};

/// An invitation to an event. With a person it is theirs: its link is their evening. Without one
/// it is a link to pass on; whoever answers through it gets an invitation of their own below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// The event.
    pub event_id: EventId,
    /// Who is invited.
    pub person_id: Option<PersonId>,
    /// Who invites; `None` when somebody invited themselves from the public page.
    pub inviter_id: Option<PersonId>,
    /// The invitation it was forwarded from.
    pub parent_id: Option<InvitationId>,
    /// Raised to make all earlier links of this invitation void.
    pub link_version: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// How many people one person may invite to one event.
pub const INVITATIONS_PER_INVITER: i64 = 200;
/// How many times an invitation may be passed from hand to hand.
pub const CHAIN_LIMIT: usize = 12;
