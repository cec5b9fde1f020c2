//! Contacts that become one and part again, as telephones know them: the name and the card that each
//! had are remembered, and what a telephone wrote of both while they were one is set apart.

use domain::card::Card;
use domain::contact_card::ContactCard;
use domain::id::{ContactCardId, ContactId, PersonId};
use domain::merge::{Merge, Moved, OnTelephones, Written};
use jiff::Timestamp;
use store::phone_books::PhoneCard;

use super::change::own_card;
use super::face::own;
use crate::{Cx, Result};

/// Remembers what telephones know of two contacts before they become one.
pub(crate) fn remember(
    cx: &mut Cx<'_, '_>,
    me: PersonId,
    (kept, gone): (ContactId, ContactId),
    moved: &mut Moved,
) -> Result<()> {
    for contact in [kept, gone] {
        let cards = store::contact_cards::of_contact(cx.tx, me, contact)?;
        moved.written.extend(own(&cards).map(|own| Written {
            id: own.id,
            says: own.card.clone(),
        }));
    }
    let row = store::phone_books::of_contact(cx.tx, me, gone)?;
    moved.telephone = row.map(|row| OnTelephones {
        name: row.name,
        hidden: row.hidden,
        basis: row.basis,
    });
    Ok(())
}

/// Sets apart what telephones wrote of a contact that goes away from `at`, where its cards still are:
/// what it had before goes with it, and what was written since stays, without what only its cards said.
pub(crate) fn part(cx: &mut Cx<'_, '_>, merge: &Merge, at: ContactId) -> Result<()> {
    let me = merge.keeper_id;
    let cards = store::contact_cards::of_contact(cx.tx, me, at)?;
    let Some(own) = own(&cards) else {
        return Ok(());
    };
    let before = |card: &ContactCard| {
        let mut written = merge.moved.written.iter();
        let written = written.find(|written| written.id == card.id);
        written.map(|written| written.says.clone())
    };
    let said = before(own);
    if said.as_ref() == Some(&own.card) {
        return Ok(());
    }
    let goes = |card: &ContactCard| merge.moved.cards.contains(&card.id);
    let of = |going: bool| {
        let some = cards.iter().filter(|card| goes(card) == going);
        let some = some.filter_map(|card| match card.id == own.id {
            true => said.clone(),
            false => before(card).or_else(|| Some(card.card.clone())),
        });
        Card::combined(&some.collect::<Vec<_>>())
    };
    let (theirs, ours) = (of(true), of(false));
    let stays = own.card.without(&theirs, &ours);
    match said.filter(|_| goes(own)) {
        None => say(cx, own, stays)?,
        Some(said) => {
            say(cx, own, said)?;
            let mut rest = cards.iter().filter(|card| !goes(card));
            match rest.find(|card| card.source == own.source) {
                Some(other) => say(cx, other, stays)?,
                None => {
                    let last = cards.iter().map(|card| card.position).max();
                    let new = own_card(cx, (me, at), last, stays);
                    store::contact_cards::insert(cx.tx, &[new])?;
                }
            }
        }
    }
    forget_seen(cx, me, at, (&theirs, &ours))
}

/// Takes what a file brought to a contact out of the card that telephones began since; the card that
/// said nothing else, which goes. One that was there before stays as it is: what it says may be its own.
pub(crate) fn without_file(
    cx: &mut Cx<'_, '_>,
    me: PersonId,
    contact: ContactId,
    is_brought: impl Fn(&ContactCard) -> bool,
    since: Timestamp,
) -> Result<Option<ContactCardId>> {
    let cards = store::contact_cards::of_contact(cx.tx, me, contact)?;
    let Some(own) = own(&cards).filter(|own| own.created_at > since) else {
        return Ok(None);
    };
    let of = |brought: bool| {
        let some = cards.iter().filter(|card| card.id != own.id);
        let some = some.filter(|card| is_brought(card) == brought);
        Card::combined(some.map(|card| &card.card))
    };
    let (theirs, ours) = (of(true), of(false));
    forget_seen(cx, me, contact, (&theirs, &ours))?;
    let stays = own.card.without(&theirs, &ours);
    if stays.is_name_alone() {
        store::contact_cards::delete(cx.tx, me, own.id)?;
        return Ok(Some(own.id));
    }
    say(cx, own, stays)?;
    Ok(None)
}

fn say(cx: &mut Cx<'_, '_>, card: &ContactCard, says: Card) -> Result<()> {
    let card = ContactCard {
        card: says,
        updated_at: cx.now,
        ..card.clone()
    };
    Ok(store::contact_cards::update(cx.tx, &card)?)
}

/// What went away has not been seen on telephones: should it come back, they show it.
fn forget_seen(
    cx: &mut Cx<'_, '_>,
    me: PersonId,
    contact: ContactId,
    (theirs, ours): (&Card, &Card),
) -> Result<()> {
    if let Some(row) = store::phone_books::of_contact(cx.tx, me, contact)? {
        let basis = row.basis.without(theirs, ours);
        store::phone_books::keep(cx.tx, &PhoneCard { basis, ..row })?;
    }
    Ok(())
}

/// Gives a contact that comes back the name under which telephones knew it.
pub(crate) fn come_back(cx: &mut Cx<'_, '_>, merge: &Merge) -> Result<()> {
    let (me, back) = (merge.keeper_id, merge.gone.id);
    let Some(known) = &merge.moved.telephone else {
        return Ok(());
    };
    let row = store::phone_books::card(cx.tx, me, &known.name)?;
    let Some(row) = row.filter(|row| row.contact_id.is_none_or(|id| id == back)) else {
        return Ok(());
    };
    let row = PhoneCard {
        contact_id: Some(back),
        etag: String::new(),
        hidden: known.hidden,
        basis: known.basis.clone(),
        ..row
    };
    Ok(store::phone_books::keep(cx.tx, &row)?)
}
