//! The guest list as the log tells it: who answered what, and where that puts them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Entry, What};
use crate::answer::{Place, Response};
use crate::id::{EntryId, PersonId};

/// Where one person stands on the guest list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Their last answer.
    pub response: Response,
    /// How many they bring.
    pub company: u32,
    /// Where that puts them.
    pub place: Place,
    last: (Timestamp, EntryId),
}

/// The guest list as the log tells it: each person's last answer and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuestList {
    answered: BTreeMap<PersonId, Standing>,
    promoted: BTreeMap<PersonId, (Timestamp, EntryId)>,
}

impl GuestList {
    /// Folds a whole log.
    pub fn of<'a>(log: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut list = Self::default();
        log.into_iter().for_each(|entry| list.take(entry));
        list
    }

    /// Takes one more entry, in whatever order it comes.
    pub fn take(&mut self, entry: &Entry) {
        let last = (entry.server_at, entry.id);
        match entry.what {
            What::Answered {
                person,
                response,
                company,
                place,
            } => {
                let standing = Standing {
                    response,
                    company,
                    place,
                    last,
                };
                let kept = self.answered.entry(person).or_insert(standing);
                if kept.last < last {
                    *kept = standing;
                }
            }
            What::Promoted { person } => {
                let kept = self.promoted.entry(person).or_insert(last);
                *kept = (*kept).max(last);
            }
            _ => {}
        }
    }

    /// Where a person stands, if they answered.
    pub fn standing(&self, person: PersonId) -> Option<Standing> {
        let standing = *self.answered.get(&person)?;
        let promoted = self
            .promoted
            .get(&person)
            .is_some_and(|at| *at > standing.last);
        let up = promoted && standing.place == Place::Waiting;
        Some(if up {
            Standing {
                place: Place::Going,
                ..standing
            }
        } else {
            standing
        })
    }

    /// Everyone who answered, in the order of their ids.
    pub fn everyone(&self) -> impl Iterator<Item = (PersonId, Standing)> + '_ {
        self.answered
            .keys()
            .filter_map(|person| Some((*person, self.standing(*person)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn entry(n: u128, at: i64, what: What) -> Entry {
        let at = Timestamp::from_second(at).unwrap();
        Entry {
            id: Uuid::from_u128(n).into(),
            device_at: at,
            server_at: at,
            author: None,
            what,
        }
    }

    fn what() -> impl Strategy<Value = What> {
        let person = (0u128..4).prop_map(|n| PersonId(Uuid::from_u128(n)));
        let response = prop_oneof![
            Just(Response::Yes),
            Just(Response::Maybe),
            Just(Response::No)
        ];
        let place = prop_oneof![Just(Place::Going), Just(Place::Waiting), Just(Place::None)];
        prop_oneof![
            3 => (person.clone(), response, 0u32..3, place).prop_map(|(person, response, company, place)| {
                What::Answered { person, response, company, place }
            }),
            1 => person.prop_map(|person| What::Promoted { person }),
        ]
    }

    proptest! {
        #[test]
        fn any_order_and_repetition_of_a_log_gives_the_same_list(
            whats in prop::collection::vec((0i64..6, what()), 0..30),
            shuffled in any::<prop::sample::Index>(), twice in any::<prop::sample::Index>(),
        ) {
            let log: Vec<Entry> =
                whats.into_iter().enumerate().map(|(n, (at, what))| entry(n as u128, at, what)).collect();
            let mut other = log.clone();
            if !log.is_empty() {
                other.rotate_left(shuffled.index(log.len()));
                other.reverse();
                other.push(log[twice.index(log.len())].clone());
            }
            prop_assert_eq!(GuestList::of(&log), GuestList::of(&other));
        }
    }

    #[test]
    fn an_answer_after_a_promotion_stands_by_itself() {
        let person = PersonId(Uuid::from_u128(7));
        let yes = |place| What::Answered {
            person,
            response: Response::Yes,
            company: 0,
            place,
        };
        let mut list = GuestList::of(&[
            entry(1, 1, yes(Place::Waiting)),
            entry(2, 2, What::Promoted { person }),
        ]);
        assert_eq!(list.standing(person).unwrap().place, Place::Going);
        list.take(&entry(3, 3, yes(Place::Waiting)));
        assert_eq!(list.standing(person).unwrap().place, Place::Waiting);
    }
}
