//! Two contacts become one, and part again at any later time.

use std::collections::BTreeSet;

use domain::contact::{Contact, NOTES_LIMIT};
use domain::contact_card::CARDS_LIMIT;
use domain::id::{ContactId, MergeId, PersonId};
use domain::merge::{
    Came, Consent, Merge, Moved, joined, left_out, may_join, parted, without_file,
};

use crate::error::Say;
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts, phone_book};

/// Makes one contact of two: everything of one goes to the other, and what moved is remembered. The
/// one that stays, which is given: whom the house knows, or else `kept`.
pub fn merge(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    gone: ContactId,
    kept: ContactId,
) -> Result<ContactId> {
    let me = keeper.id();
    // Two forms sent at once see one another's work.
    store::people::hold(cx.tx, me)?;
    let gone = contacts::find(cx, keeper, gone)?;
    let was = contacts::find(cx, keeper, kept)?;
    if !may_join(&was, &gone) {
        return Err(Error::refused("duplicates-two-people"));
    }
    let (was, gone) = match gone.person_id {
        Some(_) => (gone, was),
        None => (was, gone),
    };
    let mut moved = moving(cx, me, &was, &gone)?;
    phone_book::remember(cx, me, (was.id, gone.id), &mut moved)?;
    let merge = Merge {
        id: cx.id(),
        keeper_id: me,
        kept_id: was.id,
        became: joined(&was, &gone, cx.now),
        gone,
        was,
        moved,
        created_at: cx.now,
    };
    inherit_differences(cx, &merge)?;
    store::contact_merges::insert(cx.tx, &merge)?;
    store::contacts::hand_over(cx.tx, me, merge.gone.id, merge.kept_id)?;
    // The person goes with it, and a notebook has each person once.
    store::contacts::delete(cx.tx, me, merge.gone.id)?;
    store::contacts::update(cx.tx, &merge.became)?;
    if let Some(line) = left_out(&merge) {
        contacts::note(cx, keeper, merge.kept_id, None, line)?;
    }
    Ok(merge.kept_id)
}

/// What goes from one contact to another, which has room for it.
fn moving(cx: &mut Cx<'_, '_>, me: PersonId, kept: &Contact, gone: &Contact) -> Result<Moved> {
    let mut moved = store::contact_merges::belongings(cx.tx, me, gone.id)?;
    let there = store::contact_merges::belongings(cx.tx, me, kept.id)?;
    if there.cards.len() + moved.cards.len() > CARDS_LIMIT {
        let say = Say::new("card-limit").number("limit", CARDS_LIMIT as i64);
        return Err(Error::Refused(say));
    }
    if (there.notes.len() + moved.notes.len()) as i64 >= NOTES_LIMIT {
        let say = Say::new("note-limit").number("limit", NOTES_LIMIT);
        return Err(Error::Refused(say));
    }
    let own = there.consents.into_iter();
    moved.own_consents = own
        .filter(|own| moved.consents.iter().any(|c| c.is_kin(own)))
        .collect();
    Ok(moved)
}

/// Whoever is somebody else than the contact that goes is somebody else than the one that stays.
fn inherit_differences(cx: &mut Cx<'_, '_>, merge: &Merge) -> Result<()> {
    for (one, other) in store::contact_merges::differences(cx.tx, merge.keeper_id)? {
        let other = match merge.gone.id {
            gone if gone == one => other,
            gone if gone == other => one,
            _ => continue,
        };
        if other != merge.kept_id {
            let pair = (merge.kept_id, other);
            store::contact_merges::differ(cx.tx, merge.keeper_id, pair, cx.now)?;
        }
    }
    Ok(())
}

/// Takes two contacts apart again, whatever was done since: what came with each goes back, what was
/// added since stays where it was added.
pub fn undo(cx: &mut Cx<'_, '_>, keeper: Keeper, id: MergeId) -> Result<ContactId> {
    let me = keeper.id();
    store::people::hold(cx.tx, me)?;
    let merge = store::contact_merges::find(cx.tx, me, id)?.ok_or(Error::NotFound)?;
    if let Some(now) = store::contacts::find(cx.tx, me, merge.kept_id)? {
        store::contacts::update(cx.tx, &parted(&now, &merge, cx.now))?;
    }
    let (at, own) = tell_later(cx, &merge)?;
    store::contact_merges::delete(cx.tx, me, id)?;
    let gone = merge.gone.clone();
    let person = gone.person_id;
    let taken = match person {
        Some(person) => store::contacts::of_person(cx.tx, me, person)?.is_some(),
        None => false,
    };
    let back = Contact {
        person_id: person.filter(|_| !taken),
        updated_at: cx.now,
        ..gone
    };
    store::contacts::insert(cx.tx, &back)?;
    store::contact_merges::give_consents(cx.tx, &merge, (at, back.id), &own, cx.now)?;
    phone_book::part(cx, &merge, at)?;
    store::contact_merges::give(cx.tx, me, &merge.moved, (at, back.id))?;
    phone_book::come_back(cx, &merge)?;
    for other in BTreeSet::from([merge.kept_id, at]) {
        store::contact_merges::differ(cx.tx, me, (back.id, other), cx.now)?;
    }
    Ok(back.id)
}

/// Lets go of whoever came with a file and became one with another since: what is left is the other,
/// with all that their keeper said of either.
pub(crate) fn let_go(cx: &mut Cx<'_, '_>, keeper: Keeper, merge: &Merge, came: Came) -> Result<()> {
    let me = keeper.id();
    if let Some(now) = store::contacts::find(cx.tx, me, merge.kept_id)? {
        store::contacts::update(cx.tx, &without_file(&now, merge, came, cx.now))?;
    }
    if let Some(mut later) = store::contact_merges::of_gone(cx.tx, me, merge.kept_id)? {
        later.gone = without_file(&later.gone, merge, came, cx.now);
        let became = joined(&later.was, &later.gone, later.became.updated_at);
        if let Some(mut now) = store::contacts::find(cx.tx, me, later.kept_id)? {
            if now.about == later.became.about {
                now.about.clone_from(&became.about);
            }
            if now.name == later.became.name {
                now.name.clone_from(&became.name);
            }
            store::contacts::update(cx.tx, &now)?;
        }
        later.became = became;
        store::contact_merges::rewrite(cx.tx, &later)?;
    }
    store::contact_merges::delete(cx.tx, me, merge.id)?;
    for mut other in store::contact_merges::joined_to(cx.tx, me, merge.kept_id)? {
        if other.created_at >= merge.created_at {
            other.was = without_file(&other.was, merge, came, cx.now);
            other.became = without_file(&other.became, merge, came, cx.now);
            store::contact_merges::rewrite(cx.tx, &other)?;
        }
    }
    if came == Came::Kept {
        let ids = (merge.gone.id, merge.kept_id);
        store::contact_merges::succeed(cx.tx, me, ids)?;
    }
    Ok(())
}

/// Whom the contact joined may itself have joined another since, and that one another: none of them
/// takes back what goes away now. The contact in which it all is now, and the consents that those
/// which go away stood in the place of.
fn tell_later(cx: &mut Cx<'_, '_>, merge: &Merge) -> Result<(ContactId, Vec<Consent>)> {
    let mut at = merge.kept_id;
    let mut own = merge.moved.own_consents.clone();
    while let Some(mut later) = store::contact_merges::of_gone(cx.tx, merge.keeper_id, at)? {
        if later.gone.id == merge.kept_id {
            later.gone = parted(&later.gone, merge, cx.now);
        }
        let back = |c: &&Consent| merge.moved.consents.iter().any(|gone| gone.is_kin(c));
        own.extend(later.moved.own_consents.iter().filter(back).cloned());
        later.moved.release(&merge.moved);
        store::contact_merges::rewrite(cx.tx, &later)?;
        at = later.kept_id;
    }
    Ok((at, own))
}
