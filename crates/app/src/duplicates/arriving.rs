//! Whom the cards of a file may be: somebody in the notebook, or somebody else of the same file.

use std::collections::{HashMap, HashSet};

use domain::id::ContactId;
use domain::likeness::{Likeness, Read, Reason, Record, Sides, search};

use super::{PROPOSALS, Shelf, THRESHOLD, read};
use crate::imports::Plan;
use crate::seat::Keeper;
use crate::shown::Shown;
use crate::{Cx, Result};

/// A card of a file that may be somebody's who is known.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The name on the card.
    pub name: String,
    /// Whom it may be.
    pub other: String,
    /// The contact that the other is; none when they come in the same file.
    pub contact: Option<ContactId>,
    /// How likely it is, 0 to 1.
    pub probability: f64,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// How many of those whom a file would add may be somebody who is known, and the likeliest of them,
/// each with the one they most probably are.
pub fn arriving(cx: &mut Cx<'_, '_>, keeper: Keeper, plan: &Plan) -> Result<(usize, Vec<Alike>)> {
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?;
    let shown = Shown::of(cx, keeper, &contacts)?;
    let cards = store::contact_cards::of_keeper(cx.tx, keeper.id())?;
    let shelf = Shelf::new(cards, shown);
    let known = contacts.iter().map(|contact| shelf.known(contact));
    let known = known.filter_map(|known| Some((known.contact, read(known)?)));
    let (known, mut reads): (Vec<_>, Vec<Read>) = known.unzip();
    let mut places = HashMap::new();
    let mut records: Vec<(String, Record)> = Vec::new();
    for (contact, card) in plan.newcomers() {
        let place = *places.entry(contact).or_insert_with(|| {
            records.push((card.shown_name(), Record::default()));
            records.len() - 1
        });
        records[place].1.add_card(card);
    }
    reads.extend(records.iter().map(|(_, record)| Read::of(record)));
    let found = search(Likeness::default(), &reads, Sides::One, THRESHOLD, false);
    let mut matches = found.matches;
    matches.sort_by(|a, b| b.score.bits.total_cmp(&a.score.bits));
    let (mut all, mut told) = (Vec::new(), HashSet::new());
    for found in matches {
        let (one, new) = (found.pair.0 as usize, found.pair.1 as usize);
        let Some(new) = new.checked_sub(known.len()) else {
            continue;
        };
        if !told.insert(new) {
            continue;
        }
        let (other, contact) = match known.get(one) {
            Some(contact) => (contact.name.clone(), Some(contact.id)),
            None => (records[one - known.len()].0.clone(), None),
        };
        all.push(Alike {
            name: records[new].0.clone(),
            other,
            contact,
            probability: found.score.probability,
            reasons: found.score.reasons,
        });
    }
    let count = all.len();
    all.truncate(PROPOSALS);
    Ok((count, all))
}
