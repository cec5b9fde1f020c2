//! Invitations: who asks whom, by mail or by a link to pass on, and the chain they leave.

use domain::evening::What;
use domain::id::{EventId, InvitationId, PersonId};
use domain::invitation::Invitation;

use crate::{Cx, Result, evening};

/// Where an invitation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// They invited themselves, from a page they could see.
    Nobody,
    /// Somebody asked them, perhaps by handing on an invitation.
    Somebody(PersonId, Option<InvitationId>),
}

/// A person's own invitation to an event: the one there is, or a new one.
pub fn own(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: PersonId,
    from: From,
) -> Result<Invitation> {
    if let Some(known) = store::invitations::of_person(cx.tx, event_id, person_id)? {
        return Ok(known);
    }
    let invitation = make(cx, event_id, Some(person_id), from)?;
    let what = What::Invited {
        person: person_id,
        invitation: invitation.id,
    };
    evening::note(cx, event_id, what)?;
    Ok(invitation)
}

fn make(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    person_id: Option<PersonId>,
    from: From,
) -> Result<Invitation> {
    let (inviter_id, parent_id) = match from {
        From::Nobody => (None, None),
        From::Somebody(inviter, parent) => (Some(inviter), parent),
    };
    let invitation = Invitation {
        id: cx.id(),
        event_id,
        person_id,
        inviter_id,
        parent_id,
        link_version: 1,
        created_at: cx.now,
        revoked_at: None,
    };
    store::invitations::insert(cx.tx, &invitation)?;
    Ok(invitation)
}

/// The token of an invitation's link, unless it was taken back.
pub fn token(cx: &Cx<'_, '_>, invitation: &Invitation) -> Option<String> {
    let live = invitation.revoked_at.is_none();
    live.then(|| cx.signer.invitation(invitation.id, invitation.link_version))
}
