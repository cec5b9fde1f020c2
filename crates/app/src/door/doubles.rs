//! People who may have been entered twice: a walk-in whose name, as written, heard or mistyped, is
//! that of somebody else who came, or of whom the group knows and nobody has let in. A host says
//! whether they are one; that is an entry of the log, and undone like any other. Only names are
//! looked at: no notebook, and nothing that anybody told of themselves.

use std::collections::{BTreeMap, BTreeSet};

use domain::evening::{Evening, What};
use domain::id::{EntryId, EventId, PersonId};
use domain::likeness::{Likeness, Read, Reason, Record};
use domain::name_search::{Entry, Index};
use domain::person::Name;
use jiff::Timestamp;

use super::open;
use super::roster::{Roster, whole};
use crate::log;
use crate::{Cx, Result};

/// Pairs proposed at once.
const SHOWN: usize = 5;
/// People looked at who may be a walk-in.
const LOOKED: usize = 10;

/// Two people who may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Double {
    /// Who would be kept: the one who was expected, or came first; when they came, if they did.
    pub kept: (PersonId, Name, Option<Timestamp>),
    /// Who may be the same.
    pub double: (PersonId, Name, Timestamp),
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// Those of an evening who may have been entered twice, latest first.
pub fn likely(cx: &mut Cx<'_, '_>, roster: &Roster, evening: &Evening) -> Result<Vec<Double>> {
    let walk_ins: BTreeSet<PersonId> = evening.walk_ins().collect();
    let ever: BTreeSet<PersonId> = evening.ever_walk_ins().collect();
    let new: Vec<PersonId> = walk_ins.iter().copied().collect();
    let new = store::people::names(cx.tx, &new)?;
    let index = Index::build(new.iter().enumerate().map(|(n, (_, name))| Entry {
        id: n,
        given: &name.given,
        family: &name.family,
        extra: "",
        weight: 0.0,
    }));
    // A walk-in comes after whoever was expected, else after whoever came first.
    let rank = |person: PersonId| {
        let at = evening.presence(person).arrived_at();
        let kept = evening.as_one(person) == person && (at.is_some() || !ever.contains(&person));
        kept.then_some((walk_ins.contains(&person), at, person))
    };
    let mut found = BTreeMap::new();
    for (double, name) in &new {
        let full = name.full();
        let hits = index.find(&full, LOOKED).into_iter();
        let hits = hits
            .filter(|hit| whole(hit, &full))
            .map(|hit| new[hit.id].clone());
        for (kept, other) in hits.chain(roster.alike(&full)) {
            if let (Some(first), Some(second)) = (rank(kept), rank(*double))
                && let Some(came) = second.1
                // By a first name alone, somebody who is not here yet may be anybody.
                && (first.1.is_some() || !name.family.is_empty())
                && first < second
            {
                let at = (came, *double, kept, first.1);
                found.insert(at, (other, name.clone()));
            }
        }
    }
    let latest = found.into_iter().rev().take(SHOWN);
    Ok(latest
        .map(|((second, double, kept, first), (other, name))| Double {
            reasons: reasons(&other, &name, roster),
            kept: (kept, other, first),
            double: (double, name, second),
        })
        .collect())
}

fn reasons(one: &Name, other: &Name, roster: &Roster) -> Vec<Reason> {
    let read = |name: &Name| {
        Read::of(&Record {
            names: vec![(name.given.clone(), name.family.clone())],
            ..Record::default()
        })
    };
    let pool = roster.listed().len();
    Likeness::shipped()
        .score(&read(one), &read(other), pool)
        .reasons
}

/// Says that two people are one; who is kept.
pub fn same(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    person: PersonId,
    double: PersonId,
) -> Result<EntryId> {
    let open = open(cx, event)?;
    log::take_single(cx, &open, What::Same { person, double })
}
