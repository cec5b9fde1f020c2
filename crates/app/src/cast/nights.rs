//! The gatherings before the story: whoever said yes came. What pages show of regulars and of
//! somebody's usual evening is computed from these arrivals.

use domain::answer::Place;
use domain::evening::{Entry, What};
use jiff::SignedDuration;

use crate::cast::evening::{self, Keys};
use crate::cast::{Cast, EVENING};
use crate::{Cx, Result};

/// The one former evening of which more is told than who came.
const MAY: &str = "wine-and-cheese";

/// Writes down who came to each gathering of the past.
pub fn load(cx: &mut Cx<'_, '_>, cast: &Cast) -> Result<()> {
    for (key, event) in &cast.events {
        if key == EVENING {
            continue;
        }
        let Some(found) = store::events::find(cx.tx, *event)? else {
            continue;
        };
        let starts_at = found.words.starts_at;
        if starts_at >= cx.now {
            continue;
        }
        let going = store::answers::of_event(cx.tx, *event)?.into_iter();
        let going = going.filter(|answer| answer.place == Place::Going);
        for (n, answer) in going.enumerate() {
            // From six minutes early to a quarter of an hour late.
            let minutes = (n as i64 * 5) % 21 - 6;
            let at = (starts_at + SignedDuration::from_mins(minutes)).min(cx.now);
            let entry = Entry {
                id: cx.id(),
                device_at: at,
                server_at: at,
                author: None,
                what: What::Arrived {
                    person: answer.person_id,
                    company: answer.words.company,
                    walk_in: None,
                },
            };
            store::entries::append(cx.tx, *event, &entry)?;
            store::presences::note(cx.tx, *event, answer.person_id, at)?;
        }
        if key == MAY {
            let people = &cast.people;
            evening::write_may(cx, *event, &Keys { people })?;
        }
    }
    Ok(())
}
