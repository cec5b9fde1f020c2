//! Writing the evening's log. Reading it is `domain::evening`'s.

use domain::evening::{Entry, What};
use domain::id::EventId;
use jiff::Timestamp;

use crate::{Cx, Result};

/// Appends what happened to an event's log, in the viewer's name or else in that of whom it is
/// about. The moment it is given is the log's own: no two entries share one.
pub fn note(cx: &mut Cx<'_, '_>, event_id: EventId, what: What) -> Result<Timestamp> {
    let server_at = store::entries::next_moment(cx.tx, event_id, cx.now)?;
    let about = match what {
        What::Answered { person, .. } => Some(person),
        _ => None,
    };
    let entry = Entry {
        id: cx.id(),
        device_at: cx.now,
        server_at,
        author: cx.me.as_ref().map(|me| me.person_id).or(about),
        what,
    };
    store::entries::append(cx.tx, event_id, &entry)?;
    Ok(server_at)
}
