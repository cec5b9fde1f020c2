//! Whoever came with a file that is undone leaves, wherever they stand now: joined to somebody since, or
//! somebody joined to them. What was there before stays, and what its keeper added.

use std::collections::BTreeSet;

use domain::contact_card::{ContactCard, Import};
use domain::id::{ContactCardId, ContactId};
use domain::merge::{Came, Merge};

use crate::seat::Keeper;
use crate::{Cx, Result, duplicates, phone_book};

/// Lets go of those who came with a file before its cards are taken away.
pub(super) fn leave(cx: &mut Cx<'_, '_>, keeper: Keeper, import: &Import) -> Result<()> {
    let (me, Some(kept_at)) = (keeper.id(), import.kept_at) else {
        return Ok(());
    };
    let cards = store::contact_cards::of_import(cx.tx, me, import.id)?;
    let mut brought: BTreeSet<ContactCardId> = cards.iter().map(|card| card.id).collect();
    let to: BTreeSet<ContactId> = cards.iter().map(|card| card.contact_id).collect();
    for contact in to {
        let is_brought = |card: &ContactCard| brought.contains(&card.id);
        let gone = phone_book::without_file(cx, me, contact, is_brought, kept_at)?;
        brought.extend(gone);
    }
    let mut merges = store::contact_merges::of_keeper(cx.tx, me, i64::MAX)?;
    merges.reverse();
    for merge in merges {
        // Those before it may have rewritten it.
        let Some(merge) = store::contact_merges::find(cx.tx, me, merge.id)? else {
            continue;
        };
        let gone = merge.gone.created_at == kept_at && is_all(&merge.moved.cards, &brought);
        let kept = merge.was.created_at == kept_at && is_all(&own_cards(cx, &merge)?, &brought);
        match (gone, kept) {
            (true, _) => duplicates::let_go(cx, keeper, &merge, Came::Gone)?,
            (false, true) => duplicates::let_go(cx, keeper, &merge, Came::Kept)?,
            (false, false) => {}
        }
    }
    Ok(())
}

fn is_all(cards: &[ContactCardId], brought: &BTreeSet<ContactCardId>) -> bool {
    !cards.is_empty() && cards.iter().all(|card| brought.contains(card))
}

/// The cards that the contact that stayed had of its own, when another joined it.
fn own_cards(cx: &mut Cx<'_, '_>, merge: &Merge) -> Result<Vec<ContactCardId>> {
    let me = merge.keeper_id;
    let mut at = merge.kept_id;
    let mut all: Option<Vec<ContactCardId>> = None;
    while let Some(later) = store::contact_merges::of_gone(cx.tx, me, at)? {
        all.get_or_insert_with(|| later.moved.cards.clone());
        at = later.kept_id;
    }
    let there = store::contact_cards::of_contact(cx.tx, me, at)?;
    let early = there
        .into_iter()
        .filter(|card| card.created_at <= merge.created_at);
    let mut own: Vec<ContactCardId> = early.map(|card| card.id).collect();
    own.retain(|id| all.as_ref().is_none_or(|all| all.contains(id)));
    for other in store::contact_merges::joined_to(cx.tx, me, merge.kept_id)? {
        own.retain(|id| !other.moved.cards.contains(id));
    }
    Ok(own)
}
