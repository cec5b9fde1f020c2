//! What cards of telephones call themselves (`UID`): in one address book, no two the same.

use domain::id::ContactId;
use domain::likeness;
use uuid::Uuid;

use super::face::own;
use crate::error::Say;
use crate::seat::Keeper;
use crate::{Cx, Error, Result};

/// Refuses what another card of the address book calls itself, by the name of that card.
pub(super) fn check(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    uid: &str,
    of: Option<ContactId>,
) -> Result<()> {
    if uid.is_empty() {
        return Ok(());
    }
    let me = keeper.id();
    let mut perhaps = store::finding::filed(cx.tx, me, &[likeness::calling(uid)])?;
    // A contact of which no telephone wrote calls itself what the notebook does.
    perhaps.extend(Uuid::parse_str(uid).ok().map(ContactId::from));
    for contact in perhaps.into_iter().filter(|id| Some(*id) != of) {
        if is_called(cx, keeper, contact, uid)? {
            let row = store::phone_books::of_contact(cx.tx, me, contact)?;
            match row {
                Some(row) if row.hidden => {}
                Some(row) => return Err(taken(row.name)),
                None => return Err(taken(format!("{contact}.vcf"))),
            }
        }
    }
    Ok(())
}

fn is_called(cx: &mut Cx<'_, '_>, keeper: Keeper, contact: ContactId, uid: &str) -> Result<bool> {
    let me = keeper.id();
    if store::contacts::find(cx.tx, me, contact)?.is_none() {
        return Ok(false);
    }
    let cards = store::contact_cards::of_contact(cx.tx, me, contact)?;
    Ok(match own(&cards).map(|own| own.card.uid.as_str()) {
        None | Some("") => contact.to_string() == uid,
        Some(called) => called == uid,
    })
}

fn taken(name: String) -> Error {
    Error::Refused(Say::new("phone-card-called").text("name", name))
}
