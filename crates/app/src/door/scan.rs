//! A code held to the camera or a plugged-in scanner: the personal link of somebody invited, or the
//! pass that their phone or badge shows. Both let in; neither lets in elsewhere.

use domain::id::{EventId, PersonId};

use super::{Admitted, admit_by, open};
use crate::error::Say;
use crate::{Cx, Error, Result};

/// The longest code read.
const LIMIT: usize = 400;

/// Lets in whoever shows a code, with the company they announced.
pub fn scan(cx: &mut Cx<'_, '_>, event: EventId, code: &str) -> Result<(PersonId, Admitted)> {
    let open = open(cx, event)?;
    let person = read(cx, event, code)?;
    Ok((person, admit_by(cx, &open, person, None)?))
}

/// Whether a text looks like a code, not like a name.
pub fn is_code(text: &str) -> bool {
    text.contains("/i/") || text.contains("/m/")
}

/// Whom a code names at an event, for one of its hosts.
pub fn recognise(cx: &mut Cx<'_, '_>, event: EventId, code: &str) -> Result<PersonId> {
    open(cx, event)?;
    read(cx, event, code)
}

fn read(cx: &mut Cx<'_, '_>, event: EventId, code: &str) -> Result<PersonId> {
    let code = code.trim();
    let unknown = || Error::refused("door-scan-unknown");
    if code.len() > LIMIT {
        return Err(unknown());
    }
    let path = code.split(['?', '#']).next().unwrap_or_default();
    let token = path.trim_end_matches('/').rsplit('/').next();
    let token = token.unwrap_or_default();
    if let Some((id, version)) = cx.signer.read_invitation(token) {
        let found = store::invitations::find(cx.tx, id)?.ok_or_else(unknown)?;
        if found.event_id != event {
            return Err(elsewhere(cx, found.event_id)?);
        }
        if found.revoked_at.is_some() || found.link_version != version {
            return Err(Error::refused("door-scan-dead"));
        }
        return found.person_id.ok_or(Error::refused("door-scan-passed-on"));
    }
    let (of, person) = cx.signer.read_pass(token).ok_or_else(unknown)?;
    if of != event {
        return Err(elsewhere(cx, of)?);
    }
    Ok(person)
}

fn elsewhere(cx: &mut Cx<'_, '_>, event: EventId) -> Result<Error> {
    let title = store::events::find(cx.tx, event)?.map(|event| event.words.title);
    let say = Say::new("door-scan-elsewhere").text("title", title.unwrap_or_default());
    Ok(Error::Refused(say))
}
