//! Who is whom: people entered twice at the door, taken for one once somebody says so.
//!
//! What was said of either counts for the one who is kept. The pairs are a set: whoever is in any
//! way joined is one person, called by the id that no pair calls a double; when a circle of pairs
//! leaves none, or several are left, by the smallest.

use std::collections::{BTreeMap, BTreeSet};

use super::What;
use super::fold::ById;
use crate::id::PersonId;

/// Who is taken for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Same {
    kept: ById<PersonId, PersonId>,
}

impl Same {
    /// Of pairs of somebody kept and their double.
    pub fn of(pairs: impl IntoIterator<Item = (PersonId, PersonId)>) -> Self {
        let mut joined: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
        let mut doubles = BTreeSet::new();
        for (kept, double) in pairs.into_iter().filter(|(a, b)| a != b) {
            joined.entry(kept).or_default().push(double);
            joined.entry(double).or_default().push(kept);
            doubles.insert(double);
        }
        let mut same = Self::default();
        for person in joined.keys() {
            if !same.kept.contains_key(person) {
                same.join(&reached(*person, &joined), &doubles);
            }
        }
        same
    }

    fn join(&mut self, all: &BTreeSet<PersonId>, doubles: &BTreeSet<PersonId>) {
        let kept = all.iter().find(|person| !doubles.contains(person));
        if let Some(kept) = kept.or(all.first()) {
            self.kept.extend(all.iter().map(|person| (*person, *kept)));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The one whom somebody is taken for: mostly themselves.
    pub fn as_one(&self, person: PersonId) -> PersonId {
        if self.is_empty() {
            return person;
        }
        self.kept.get(&person).copied().unwrap_or(person)
    }

    /// What was said, of those who are kept.
    pub fn said_of(&self, what: &What) -> What {
        let mut what = what.clone();
        for person in what.people_mut().into_iter().flatten() {
            *person = self.as_one(*person);
        }
        what
    }
}

fn reached(from: PersonId, joined: &BTreeMap<PersonId, Vec<PersonId>>) -> BTreeSet<PersonId> {
    let mut all = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(person) = open.pop() {
        for other in joined.get(&person).into_iter().flatten() {
            if all.insert(*other) {
                open.push(*other);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn kept(pairs: &[(u128, u128)]) -> Vec<u128> {
        let id = |n: u128| PersonId(Uuid::from_u128(n));
        let same = Same::of(pairs.iter().map(|(a, b)| (id(*a), id(*b))));
        (1..=4).map(|n| same.as_one(id(n)).0.as_u128()).collect()
    }

    #[test]
    fn whoever_is_joined_is_one_person_in_whatever_order_it_was_said() {
        assert_eq!(kept(&[]), [1, 2, 3, 4]);
        assert_eq!(kept(&[(2, 1)]), [2, 2, 3, 4]);
        assert_eq!(
            kept(&[(2, 1), (3, 2)]),
            [3, 3, 3, 4],
            "a chain ends with its last"
        );
        assert_eq!(kept(&[(3, 2), (2, 1)]), [3, 3, 3, 4]);
        assert_eq!(kept(&[(1, 2), (2, 1)]), [1, 1, 3, 4], "a circle");
        assert_eq!(kept(&[(2, 1), (4, 1)]), [2, 2, 3, 2], "one double of two");
        assert_eq!(kept(&[(3, 3)]), [1, 2, 3, 4], "nobody is their own double");
    }
}
