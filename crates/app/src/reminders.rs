//! Reminders: two days and three hours before, once each, to whom they are of use.

use domain::id::EventId;
use jiff::{SignedDuration, Timestamp};
use store::reminders::Kind;

use crate::mail::guest::Tell;
use crate::{Cx, Error, Result, answers};

const TWO_DAYS: SignedDuration = SignedDuration::from_hours(48);
const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);
const THREE_HOURS: SignedDuration = SignedDuration::from_hours(3);

/// Writes the reminders that are due; how many letters were posted. The first one is sent between
/// two days and one day ahead, the second within the last three hours: neither comes late, and
/// an event made, or an answer given, after a reminder's moment has no use for it.
pub fn send_due(cx: &mut Cx<'_, '_>) -> Result<usize> {
    let soon = cx.now + THREE_HOURS;
    let mut posted = 0;
    for (kind, lead, after, until) in [
        (Kind::TwoDays, TWO_DAYS, cx.now + ONE_DAY, cx.now + TWO_DAYS),
        (Kind::ThreeHours, THREE_HOURS, cx.now, soon),
    ] {
        let ms = i64::try_from(lead.as_millis()).unwrap_or(i64::MAX);
        for event_id in store::reminders::events(cx.tx, after, until, ms)? {
            posted += remind(cx, event_id, kind, lead)?;
        }
    }
    Ok(posted)
}

fn remind(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    kind: Kind,
    lead: SignedDuration,
) -> Result<usize> {
    let event = store::events::find(cx.tx, event_id)?.ok_or(Error::NotFound)?;
    let moment: Timestamp = event.words.starts_at - lead;
    let mut posted = 0;
    for (person_id, response) in store::reminders::due(cx.tx, event_id, kind, moment)? {
        let person = store::people::find(cx.tx, person_id)?.ok_or(Error::NotFound)?;
        let tell = match kind {
            Kind::TwoDays => Tell::InTwoDays { response },
            Kind::ThreeHours => Tell::InThreeHours,
        };
        store::reminders::note(cx.tx, event_id, person_id, kind, cx.now)?;
        posted += usize::from(match answers::letter(cx, &event, &person, tell) {
            // Who was invited once and did not answer is not asked again.
            Err(Error::Refused(_)) => false,
            done => done?,
        });
    }
    Ok(posted)
}
