//! What some people of the cast already keep in their notebooks when the story's evening begins.

use domain::contact::{Contact, Note};

use super::files::Files;
use super::{Cast, broken, get, noon};
use crate::{Cx, Result};

/// Fills the notebooks.
pub(super) fn load(cx: &mut Cx<'_, '_>, files: &Files, cast: &Cast) -> Result<()> {
    for file in &files.contacts {
        let keeper_id = get(&cast.people, "person", &file.keeper)?;
        let person_id = get(&cast.people, "person", &file.person)?;
        let key = match (&file.met, &file.series, &file.date) {
            (Some(event), ..) => event.clone(),
            (None, Some(series), Some(date)) => format!("{series}@{date}"),
            _ => return Err(broken("event of the contact", &file.person)),
        };
        let event_id = get(&cast.events, "event", &key)?;
        let event = store::events::find(cx.tx, event_id)?;
        let met_at = event.map_or(noon(&file.on)?, |event| event.words.starts_at);
        let person = store::people::find(cx.tx, person_id)?;
        let person = person.ok_or_else(|| broken("person", &file.person))?;
        let contact = Contact {
            id: cx.id(),
            keeper_id,
            person_id: Some(person_id),
            name: person.name.full(),
            about: String::new(),
            event_id: Some(event_id),
            met_at: Some(met_at),
            through_id: None,
            tags: file.tags.clone(),
            created_at: met_at,
            updated_at: met_at,
        };
        store::contacts::insert(cx.tx, &contact)?;
        if let Some(text) = &file.note {
            let note = Note {
                id: cx.id(),
                keeper_id,
                contact_id: contact.id,
                event_id: Some(event_id),
                text: text.clone(),
                created_at: met_at,
            };
            store::notes::insert(cx.tx, &note)?;
        }
    }
    Ok(())
}
