//! Telling people that an event moved or is called off: who, and with which link.

use domain::answer::Place;
use domain::event::Event;
use domain::group::Group;
use store::events::Reached;

use crate::mail::change::{Change, ChangeLetter};
use crate::mail::{self, Message};
use crate::{Cx, Result};

/// How many people would be told that the event is called off.
pub(super) fn count(cx: &mut Cx<'_, '_>, event: &Event) -> Result<usize> {
    Ok(store::events::reached(cx.tx, event.id)?.len())
}

/// Writes to everyone a change concerns: a move to those who are going or wait, a cancellation to
/// those who said maybe or have not answered too.
pub(super) fn tell(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    group: &Group,
    change: &Change,
) -> Result<()> {
    let reached = store::events::reached(cx.tx, event.id)?;
    let brief = mail::brief(cx, event, group)?;
    for person in reached.iter().filter(|person| concerned(person, change)) {
        let token = person
            .invitation
            .map(|(id, version)| cx.signer.invitation(id, version));
        let letter = ChangeLetter {
            event: brief.clone(),
            event_id: event.id,
            token,
            change: change.clone(),
        };
        let message = Message::Change(letter);
        mail::post(cx, &person.email, person.lang, Some(group.id), &message)?;
    }
    Ok(())
}

fn concerned(person: &Reached, change: &Change) -> bool {
    match change {
        Change::Cancelled { .. } => true,
        Change::Moved => matches!(person.place, Some(Place::Going | Place::Waiting)),
    }
}
