//! Promises as their keeper looks at them.

use std::collections::HashMap;

use domain::contact::Contact;
use domain::event::Event;
use domain::follow_up::{Change, FollowUp, Kind, LinkCheck};
use domain::id::{ContactId, EventId, FollowUpId};
use store::events::Brief;

use super::Typed;
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts};

/// A promise with what it speaks of.
#[derive(Clone, Debug)]
pub struct Promised {
    /// The promise.
    pub follow_up: FollowUp,
    /// To or by whom.
    pub contact: Contact,
    /// The event a guest is taken to.
    pub guest_event: Option<Brief>,
    /// The last look at each side's page, of an exchange of links.
    pub checks: Vec<LinkCheck>,
}

/// Everything the keeper wrote down as promised, open ones first and by their dates.
pub fn mine(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Vec<Promised>> {
    let all = store::follow_ups::of_keeper(cx.tx, keeper.id())?;
    together(cx, keeper, all)
}

/// What the keeper wrote down as promised at an event, in the order of writing.
pub fn of_event(cx: &mut Cx<'_, '_>, keeper: Keeper, event_id: EventId) -> Result<Vec<Promised>> {
    let all = store::follow_ups::of_event(cx.tx, keeper.id(), event_id)?;
    together(cx, keeper, all)
}

/// What was promised to or by a contact, newest first.
pub(crate) fn of_contact(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contact: &Contact,
) -> Result<Vec<Promised>> {
    let all = store::follow_ups::of_contact(cx.tx, keeper.id(), contact.id)?;
    together(cx, keeper, all)
}

fn together(cx: &mut Cx<'_, '_>, keeper: Keeper, all: Vec<FollowUp>) -> Result<Vec<Promised>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?.into_iter();
    let contacts: HashMap<_, _> = contacts.map(|contact| (contact.id, contact)).collect();
    let ids: Vec<_> = all.iter().filter_map(|f| f.guest_event_id).collect();
    let events = store::events::briefs(cx.tx, &ids)?.into_iter();
    let events: HashMap<_, _> = events.map(|event| (event.id, event)).collect();
    let mut checks: HashMap<_, Vec<LinkCheck>> = HashMap::new();
    for (id, check) in store::follow_ups::last_checks(cx.tx, keeper.id())? {
        checks.entry(id).or_default().push(check);
    }
    let promised = all.into_iter().filter_map(|follow_up| {
        Some(Promised {
            contact: contacts.get(&follow_up.contact_id)?.clone(),
            guest_event: follow_up
                .guest_event_id
                .and_then(|id| events.get(&id).cloned()),
            checks: checks.remove(&follow_up.id).unwrap_or_default(),
            follow_up,
        })
    });
    Ok(promised.collect())
}

/// One promise with its whole history.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The promise.
    pub promised: Promised,
    /// Its history, oldest first.
    pub changes: Vec<Change>,
    /// Every look at the pages of an exchange of links, newest first.
    pub checks: Vec<LinkCheck>,
    /// Whether the house knows where to write to the contact; the address itself is not shown.
    pub can_be_mailed: bool,
}

/// One promise of the keeper.
pub fn show(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId) -> Result<Shown> {
    let follow_up = super::find(cx, keeper, id)?;
    let contact = contacts::find(cx, keeper, follow_up.contact_id)?;
    let person = match contact.person_id {
        Some(id) => store::people::find(cx.tx, id)?,
        None => None,
    };
    let promised = together(cx, keeper, vec![follow_up])?.pop();
    Ok(Shown {
        promised: promised.ok_or(Error::NotFound)?,
        changes: store::follow_ups::changes(cx.tx, keeper.id(), id)?,
        checks: store::follow_ups::checks(cx.tx, keeper.id(), id)?,
        can_be_mailed: person.is_some_and(|person| person.email.is_some()),
    })
}

/// The form of a promise to a contact, with what can be known beforehand.
#[derive(Clone, Debug)]
pub struct Begun {
    /// To or by whom.
    pub contact: Contact,
    /// What the form begins with.
    pub typed: Typed,
    /// Where a guest may be taken.
    pub guest_events: Vec<Event>,
}

/// The form of a new promise: addresses and pages are those of the cards.
pub fn begin(cx: &mut Cx<'_, '_>, keeper: Keeper, contact: ContactId, kind: Kind) -> Result<Begun> {
    let contact = contacts::find(cx, keeper, contact)?;
    let mut typed = Typed::default();
    if matches!(kind, Kind::Visit | Kind::LinkExchange) {
        let cards = crate::notebook::show(cx, keeper, contact.id)?.line.cards;
        let mut words = cards.into_iter().map(|card| card.words);
        let first = words.find(|w| match kind {
            Kind::Visit => !w.address.is_empty(),
            _ => !w.website.is_empty(),
        });
        let first = first.unwrap_or_default();
        match kind {
            Kind::Visit => typed.place = first.address.replace('\n', ", "),
            _ => typed.their_url = first.website,
        }
    }
    if kind == Kind::LinkExchange {
        let mine = store::people::activities(cx.tx, keeper.id())?.into_iter();
        let mut sites = mine.map(|activity| activity.words.website);
        typed.my_url = sites.find(|site| !site.is_empty()).unwrap_or_default();
    }
    Ok(Begun {
        contact,
        typed,
        guest_events: super::guest_events(cx, keeper)?,
    })
}

/// The form of a promise that is already written down.
pub fn reopen(cx: &mut Cx<'_, '_>, keeper: Keeper, id: FollowUpId) -> Result<(FollowUp, Begun)> {
    let follow_up = super::find(cx, keeper, id)?;
    let begun = Begun {
        contact: contacts::find(cx, keeper, follow_up.contact_id)?,
        typed: Typed::of(&follow_up),
        guest_events: super::guest_events(cx, keeper)?,
    };
    Ok((follow_up, begun))
}
