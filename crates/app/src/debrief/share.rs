//! A debrief that its owner shows: a signed link, with the numbers and the pictures, and the lesson
//! when they say so. Never a note, a promise or a name but theirs.

use store::shares::Share;

use crate::debrief::{self, MyDebrief};
use crate::seat::{self, Keeper};
use crate::{Cx, Error, Result};

/// Shows the viewer's debrief, with the lesson or without.
pub fn show(cx: &mut Cx<'_, '_>, key: &str, with_lesson: bool) -> Result<Option<String>> {
    let seat = seat::seat(cx, key)?;
    let (keeper, secret) = seat.keep(cx)?;
    let share = Share {
        id: cx.id(),
        event_id: seat.event.id,
        person_id: keeper.id(),
        with_lesson,
        created_at: cx.now,
    };
    store::shares::put(cx.tx, &share)?;
    Ok(secret)
}

/// Shows it no longer.
pub fn stop_showing(cx: &mut Cx<'_, '_>, key: &str) -> Result<()> {
    let seat = seat::seat(cx, key)?;
    let keeper = seat.keeper(cx)?.ok_or(Error::NotFound)?;
    Ok(store::shares::delete(cx.tx, seat.event.id, keeper.id())?)
}

/// A debrief as others see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The numbers and pictures; names are its owner's only.
    pub debrief: MyDebrief,
    /// Promises of the evening, counted.
    pub follow_ups: usize,
    /// Promises to take a guest along, counted.
    pub guests: usize,
    /// Ties strengthened, counted.
    pub strengthened: usize,
    /// The lesson, where its owner shows it.
    pub lesson: Option<String>,
}

/// The debrief behind a link.
pub fn shown(cx: &mut Cx<'_, '_>, token: &str) -> Result<Shown> {
    let id = cx.signer.read_debrief(token).ok_or(Error::NotFound)?;
    let share = store::shares::find(cx.tx, id)?;
    let share = share.ok_or_else(|| Error::refused("debrief-share-gone"))?;
    let event = store::events::find(cx.tx, share.event_id)?.ok_or(Error::NotFound)?;
    let group = store::groups::find(cx.tx, event.group_id)?.ok_or(Error::NotFound)?;
    let me = store::people::find(cx.tx, share.person_id)?.ok_or(Error::NotFound)?;
    let keeper = Keeper::of_share(&share);
    let mut debrief = debrief::of(cx, &event, &group, me, Some(keeper))?;
    let guests = debrief.guests();
    let own = debrief.own.take().ok_or(Error::NotFound)?;
    debrief.people.clear();
    debrief.cards.clear();
    debrief.circle.name_only_me();
    Ok(Shown {
        guests,
        follow_ups: own.follow_ups.len(),
        strengthened: own.strengthened.len(),
        lesson: own.lesson.filter(|_| share.with_lesson),
        debrief,
    })
}
