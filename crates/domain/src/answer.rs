//! Answers and the guest list: who has a seat, who waits, and who moves up when seats come free.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::PersonId;

/// The most people one answer may bring along.
pub const COMPANY_LIMIT: u32 = 9;

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Response {
    /// I come.
    Yes,
    /// Perhaps; keeps no seat.
    Maybe,
    /// I do not come.
    No,
}

/// Where an answer puts somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Place {
    /// Has a seat, with all their company.
    Going,
    /// Is on the waiting list.
    Waiting,
    /// Keeps no seat.
    None,
}

/// What a guest writes in answer; private to them and to those who run the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerWords {
    /// Yes, maybe or no.
    pub response: Response,
    /// How many people come along.
    pub company: u32,
    /// Who they are.
    pub company_names: String,
    /// What they do not eat.
    pub diet: String,
    /// What they need to get in and be at ease.
    pub access: String,
    /// Whether it is their first time with the group, if they said.
    pub first_time: Option<bool>,
    /// What they do.
    pub does: String,
    /// What they seek.
    pub seeks: String,
}

/// A party that asked for seats: one person and their company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who answered.
    pub person_id: PersonId,
    /// Themselves and their company.
    pub size: u32,
    /// Since when they wait; orders the queue, earliest first.
    pub since: Timestamp,
}

/// The room: how many it holds, and how many seats are taken by parties that are going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// `None`: as many as come.
    pub capacity: Option<u32>,
    /// Seats of those going.
    pub taken: u32,
}

impl Room {
    /// Seats left; `None` when there is no limit.
    pub fn free(self) -> Option<u32> {
        self.capacity
            .map(|capacity| capacity.saturating_sub(self.taken))
    }

    fn fits(self, size: u32) -> bool {
        self.free().is_none_or(|free| size <= free)
    }

    fn with(self, size: u32) -> Self {
        Self {
            taken: self.taken + size,
            ..self
        }
    }
}

/// Where a new or changed answer puts its party.
///
/// `held` is how many seats the party has already, not counted in `room.taken`; `queue_empty` is
/// false while somebody waits, whom a newcomer never overtakes. A party that holds seats keeps
/// them when its new size fits, and is never sent back to the queue for shrinking.
pub fn place(
    room: Room,
    response: Response,
    size: u32,
    held: Option<u32>,
    queue_empty: bool,
) -> Place {
    match response {
        Response::Maybe | Response::No => Place::None,
        Response::Yes if held.is_some_and(|held| size <= held) => Place::Going,
        Response::Yes if room.fits(size) && (held.is_some() || queue_empty) => Place::Going,
        Response::Yes => Place::Waiting,
    }
}

/// Who moves up from the queue (in the order of waiting): each party, earliest first, whose whole
/// size still fits. A smaller party may pass a larger one that does not fit, so that no seat stays
/// empty while somebody it would seat is waiting.
pub fn promotions(room: Room, queue: &[Party]) -> Vec<PersonId> {
    let mut room = room;
    let mut up = Vec::new();
    for party in queue {
        if room.fits(party.size) {
            room = room.with(party.size);
            up.push(party.person_id);
        }
    }
    up
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn room(capacity: u32, taken: u32) -> Room {
        Room {
            capacity: Some(capacity),
            taken,
        }
    }

    #[test]
    fn answers_are_placed_by_seats_left_and_queue() {
        use Response::*;
        for (name, room, response, size, held, queue_empty, expected) in [
            ("seats left", room(10, 8), Yes, 2, None, true, Place::Going),
            (
                "one too many",
                room(10, 9),
                Yes,
                2,
                None,
                true,
                Place::Waiting,
            ),
            (
                "behind others who wait",
                room(10, 5),
                Yes,
                1,
                None,
                false,
                Place::Waiting,
            ),
            (
                "grows within its seats",
                room(10, 8),
                Yes,
                2,
                Some(1),
                false,
                Place::Going,
            ),
            (
                "grows beyond the room",
                room(10, 8),
                Yes,
                3,
                Some(2),
                true,
                Place::Waiting,
            ),
            (
                "shrinks in a room that has shrunk more",
                room(5, 8),
                Yes,
                1,
                Some(3),
                false,
                Place::Going,
            ),
            (
                "no limit",
                Room {
                    capacity: None,
                    taken: 500,
                },
                Yes,
                9,
                None,
                true,
                Place::Going,
            ),
            (
                "maybe keeps no seat",
                room(10, 0),
                Maybe,
                1,
                None,
                true,
                Place::None,
            ),
            (
                "no keeps no seat",
                room(10, 0),
                No,
                1,
                Some(1),
                true,
                Place::None,
            ),
        ] {
            assert_eq!(
                place(room, response, size, held, queue_empty),
                expected,
                "{name}"
            );
        }
    }

    proptest! {
        #[test]
        fn promotion_fills_the_room_and_never_overfills_it(
            capacity in 0u32..40, taken in 0u32..50, sizes in prop::collection::vec(1u32..6, 0..20),
        ) {
            let queue: Vec<Party> = sizes.iter().enumerate().map(|(i, size)| Party {
                person_id: Uuid::from_u128(i as u128).into(),
                size: *size,
                since: Timestamp::from_second(i as i64).unwrap(),
            }).collect();
            let start = room(capacity, taken);
            let up = promotions(start, &queue);
            let seated: u32 = queue.iter().filter(|p| up.contains(&p.person_id)).map(|p| p.size).sum();
            prop_assert!(seated <= start.free().unwrap());
            let left = start.free().unwrap() - seated;
            for party in queue.iter().filter(|p| !up.contains(&p.person_id)) {
                prop_assert!(party.size > left, "a party that fits was left waiting");
            }
        }
    }
}
