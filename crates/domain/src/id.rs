//! An id type per entity: a UUIDv7 that cannot be mistaken for another entity's.
//!
//! Ids are made outside (this crate has no clock and no randomness) and travel as plain UUIDs in
//! URLs, in JSON and in both databases.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = Uuid))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }
    )+};
}

ids! {
    /// A network of local groups.
    NetworkId,
    /// A local group (chapter) of a network.
    GroupId,
    /// A person, perhaps nothing more than a first name said at a noisy door.
    PersonId,
    /// A verified e-mail that claims a person.
    AccountId,
    /// One sign-in on one device.
    SessionId,
    /// One request to sign in: a link and a code in the same mail.
    SignInId,
    /// One of the things a person does.
    ActivityId,
    /// A person's belonging to a group, from guest to alumni.
    MembershipId,
    /// A right given to a person over a network, a group or an event.
    RoleId,
    /// A place where events are held.
    VenueId,
    /// The rule by which a group's events repeat.
    SeriesId,
    /// One gathering.
    EventId,
    /// Somebody's being asked to an event, by somebody.
    InvitationId,
    /// A person's answer for an event.
    AnswerId,
    /// One entry of an event's log.
    EntryId,
    /// A mail waiting to be sent, or sent.
    MailId,
    /// A phone or tablet at the door.
    DeviceId,
    /// A person as somebody keeps them, private to the keeper.
    ContactId,
    /// A card of a contact, as it came in.
    ContactCardId,
    /// A file of cards brought into a notebook.
    ImportId,
    /// A picture of a paper card.
    CardPhotoId,
    /// Two contacts that became one.
    MergeId,
    /// A private note about a contact.
    NoteId,
    /// A promise with a date.
    FollowUpId,
    /// A debrief shown by its owner.
    ShareId,
    /// A password by which one telephone reads its owner's address book.
    AppPasswordId,
}
