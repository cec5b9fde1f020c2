//! Rights given to people: over a network, a group, or one event.

use serde::{Deserialize, Serialize};

use crate::id::{EventId, GroupId, NetworkId};

/// What a person may do where the role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the door and the room.
    Host,
    /// Runs the group or network: events, venues, members, reports.
    Organiser,
}

/// Where a role holds. A network's organiser is one in each of its groups; a group's host is one at
/// each of its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A whole network.
    Network(NetworkId),
    /// One group.
    Group(GroupId),
    /// One event.
    Event(EventId),
}
