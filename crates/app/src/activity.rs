//! What people say they do: their activities, each with its card. Everybody writes their own only.

use domain::activity::{self, ACTIVITIES_LIMIT, Activity, ActivityWords, LINE_LIMIT, TEXT_LIMIT};
use domain::id::{ActivityId, PersonId};

use crate::error::Say;
use crate::form::Check;
use crate::{Cx, Error, Result};

/// The viewer's activities, in their own order.
pub fn mine(cx: &mut Cx<'_, '_>) -> Result<Vec<Activity>> {
    let owner = cx.me()?.person_id;
    Ok(store::people::activities(cx.tx, owner)?)
}

/// One of the viewer's activities.
pub fn find(cx: &mut Cx<'_, '_>, id: ActivityId) -> Result<Activity> {
    let owner = cx.me()?.person_id;
    store::people::activity(cx.tx, owner, id)?.ok_or(Error::NotFound)
}

/// Adds an activity after the others.
pub fn add(cx: &mut Cx<'_, '_>, typed: &ActivityWords) -> Result<ActivityId> {
    let owner = cx.me()?.person_id;
    add_to(cx, owner, typed)
}

/// Adds an activity after the others of somebody; that they ask for it was checked.
pub(crate) fn add_to(
    cx: &mut Cx<'_, '_>,
    owner: PersonId,
    typed: &ActivityWords,
) -> Result<ActivityId> {
    let words = checked(typed)?;
    store::people::hold(cx.tx, owner)?;
    if store::people::activities(cx.tx, owner)?.len() >= ACTIVITIES_LIMIT {
        let limit = ACTIVITIES_LIMIT as i64;
        return Err(Error::Refused(
            Say::new("activity-refused-limit").number("limit", limit),
        ));
    }
    let id = cx.id();
    store::people::insert_activity(cx.tx, owner, &Activity { id, words }, cx.now)?;
    Ok(id)
}

/// Rewrites one of the viewer's activities.
pub fn edit(cx: &mut Cx<'_, '_>, id: ActivityId, typed: &ActivityWords) -> Result<()> {
    let owner = find(cx, id).and_then(|_| Ok(cx.me()?.person_id))?;
    let words = checked(typed)?;
    store::people::update_activity(cx.tx, owner, &Activity { id, words })?;
    Ok(())
}

/// Removes one of the viewer's activities.
pub fn remove(cx: &mut Cx<'_, '_>, id: ActivityId) -> Result<()> {
    let owner = cx.me()?.person_id;
    if store::people::delete_activity(cx.tx, owner, id)? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Moves one of the viewer's activities before the one above it.
pub fn raise(cx: &mut Cx<'_, '_>, id: ActivityId) -> Result<()> {
    let owner = cx.me()?.person_id;
    let mut order: Vec<_> = mine(cx)?.into_iter().map(|activity| activity.id).collect();
    let at = order.iter().position(|other| *other == id);
    let at = at.ok_or(Error::NotFound)?;
    order.swap(at, at.saturating_sub(1));
    for (position, id) in (1..).zip(order) {
        store::people::place_activity(cx.tx, owner, id, position)?;
    }
    Ok(())
}

fn checked(typed: &ActivityWords) -> Result<ActivityWords> {
    let mut check = Check::default();
    let words = ActivityWords {
        title: check.line("title", &typed.title, LINE_LIMIT),
        profession: check.optional_line("profession", &typed.profession, LINE_LIMIT),
        organisation: check.optional_line("organisation", &typed.organisation, LINE_LIMIT),
        pitch: check.optional_text("pitch", &typed.pitch, TEXT_LIMIT),
        offer: check.optional_text("offer", &typed.offer, TEXT_LIMIT),
        seek: check.optional_text("seek", &typed.seek, TEXT_LIMIT),
        phone: phone(&mut check, &typed.phone),
        email: check
            .optional_email("email", &typed.email)
            .map_or_else(String::new, String::from),
        website: website(&mut check, &typed.website),
        address: check.optional_text("address", &typed.address, TEXT_LIMIT),
    };
    check.done().map(|()| words)
}

fn phone(check: &mut Check, typed: &str) -> String {
    let line = check.optional_line("phone", typed, LINE_LIMIT);
    if line.is_empty() {
        return line;
    }
    activity::phone(&line).unwrap_or_else(|| {
        check.problem("phone", Say::new("activity-problem-phone"));
        String::new()
    })
}

fn website(check: &mut Check, typed: &str) -> String {
    let line = check.optional_line("website", typed, TEXT_LIMIT);
    if line.is_empty() {
        return line;
    }
    activity::web_address(&line).unwrap_or_else(|| {
        check.problem("website", Say::new("activity-problem-website"));
        String::new()
    })
}
