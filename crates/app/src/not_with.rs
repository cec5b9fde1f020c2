//! Not with: whom somebody would rather not be introduced to. Private like a note: only its writer ever
//! reads it, and the room gives no reason for what it does not propose.

use domain::id::PersonId;

use crate::seat::{self, Seat};
use crate::sight::Sight;
use crate::{Cx, Error, Result};

/// Whether somebody wished so of somebody, where their notebook is open.
pub(crate) fn is_set(cx: &mut Cx<'_, '_>, seat: &Seat, other: PersonId) -> Result<bool> {
    match seat.keeper(cx)? {
        Some(keeper) => Ok(store::not_with::find(cx.tx, keeper.id(), other)?),
        None => Ok(false),
    }
}

/// Says whether one would rather not be introduced to somebody one can see. The secret that this
/// browser must keep, when its notebook was begun just now.
pub fn set(cx: &mut Cx<'_, '_>, key: &str, other: PersonId, on: bool) -> Result<Option<String>> {
    let seat = seat::seat(cx, key)?;
    let person = store::people::find(cx.tx, other)?.ok_or(Error::NotFound)?;
    if other == seat.person.id || !Sight::of(cx, &seat)?.sees(&person) {
        return Err(Error::NotFound);
    }
    let (keeper, secret) = seat.keep(cx)?;
    if on {
        store::not_with::insert(cx.tx, keeper.id(), other, cx.now)?;
    } else {
        store::not_with::delete(cx.tx, keeper.id(), other)?;
    }
    Ok(secret)
}
