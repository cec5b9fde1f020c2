//! Whom the cards of a file may be: somebody in the notebook, or somebody else of the same file.

use std::collections::{HashMap, HashSet};

use domain::id::ContactId;
use domain::likeness::{Likeness, Read, Reason, Record, Sides, search};

use super::{PROPOSALS, THRESHOLD, readable};
use crate::imports::{Plan, Preview};
use crate::seat::Keeper;
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
/// each with the one they most probably are; and what the file would do.
pub fn arriving(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    plan: Plan,
) -> Result<(Preview, usize, Vec<Alike>)> {
    let (preview, names, new) = newcomers(plan);
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?;
    let (known, mut reads) = readable(cx, keeper, &contacts)?;
    reads.extend(new);
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
            None => (names[one - known.len()].clone(), None),
        };
        all.push(Alike {
            name: names[new].clone(),
            other,
            contact,
            probability: found.score.probability,
            reasons: found.score.reasons,
        });
    }
    let count = all.len();
    all.truncate(PROPOSALS);
    Ok((preview, count, all))
}

/// What a file would do, and the names of those whom it would add, with what their cards say.
fn newcomers(mut plan: Plan) -> (Preview, Vec<String>, Vec<Read>) {
    let mut places = HashMap::new();
    let (mut names, mut records) = (Vec::new(), Vec::<Record>::new());
    for (contact, card) in plan.newcomers() {
        let place = *places.entry(contact).or_insert_with(|| {
            names.push(card.shown_name());
            records.push(Record::default());
            records.len() - 1
        });
        records[place].add_card(&card);
    }
    let reads = records.into_iter().map(|record| Read::of(&record));
    (plan.preview(), names, reads.collect())
}
