//! What is known of each person in the room.

use super::candidates::Rank;
use super::sketch::{Alphabet, Sketch};
use crate::score::{self, Person, Profile, Traits};
use std::collections::HashMap;

/// Not in a list.
const NOWHERE: u32 = u32::MAX;

/// One person, here or not.
#[derive(Clone, Debug, Default)]
pub(super) struct Guest {
    pub person: Person,
    pub profile: Profile,
    pub traits: Traits,
    pub sketch: Sketch,
    pub here: bool,
    pub busy: bool,
    pub quiet: bool,
    /// Alone since when, in milliseconds.
    pub alone: Option<i64>,
    /// Introductions received and made tonight.
    pub received: u32,
    pub hosted: u32,
    /// The slots of those they have met, and of those they are not to be brought together with, in
    /// order.
    pub knows: Vec<u32>,
    pub barred: Vec<u32>,
}

impl Guest {
    pub fn is_available(&self) -> bool {
        self.here && !self.busy && !self.quiet
    }

    pub fn minutes_alone(&self, now: i64) -> Option<i64> {
        self.alone
            .map(|since| now.saturating_sub(since).max(0) / 60_000)
    }

    /// What the person brings to any of their pairs.
    pub fn bonus(&self, now: i64) -> i64 {
        let mut points = 0;
        score::weigh_person(
            &self.traits,
            self.minutes_alone(now),
            self.received,
            |reason| {
                points += reason.points;
            },
        );
        points
    }
}

/// What is read of everyone in the graph when somebody comes or goes, side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    pub sketch: Sketch,
    pub person: Person,
    pub slot: u32,
    /// The least rank that gets onto their shortlist.
    pub least: Rank,
}

/// Everything known. People are kept by slot, numbered from nought at first mention.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub guests: Vec<Guest>,
    slots: HashMap<Person, u32>,
    /// Those in the graph, in no order, and each slot's place among them.
    pub listed: Vec<Listed>,
    places: Vec<u32>,
    alphabet: Alphabet,
    /// The slots of those alone, in no order.
    pub lonely: Vec<u32>,
}

impl Facts {
    pub fn slot(&mut self, person: Person) -> u32 {
        *self.slots.entry(person).or_insert_with(|| {
            let traits = Traits::new(person, &Profile::default());
            self.guests.push(Guest {
                person,
                traits,
                ..Guest::default()
            });
            self.places.push(NOWHERE);
            self.guests.len() as u32 - 1
        })
    }

    pub fn guest(&mut self, slot: u32) -> &mut Guest {
        &mut self.guests[slot as usize]
    }

    pub fn is_listed(&self, slot: u32) -> bool {
        self.places[slot as usize] != NOWHERE
    }

    pub fn list(&mut self, slot: u32) {
        let Guest { person, sketch, .. } = self.guests[slot as usize];
        self.places[slot as usize] = self.listed.len() as u32;
        self.listed.push(Listed {
            sketch,
            person,
            slot,
            least: Rank::default(),
        });
    }

    pub fn unlist(&mut self, slot: u32) {
        let place = std::mem::replace(&mut self.places[slot as usize], NOWHERE);
        self.listed.swap_remove(place as usize);
        if let Some(moved) = self.listed.get(place as usize) {
            self.places[moved.slot as usize] = place;
        }
    }

    pub fn set_least(&mut self, slot: u32, least: Rank) {
        if let Some(listed) = self.listed.get_mut(self.places[slot as usize] as usize) {
            listed.least = least;
        }
    }

    pub fn differs(&self, slot: u32, profile: &Profile) -> bool {
        self.guests[slot as usize].profile != *profile
    }

    pub fn arrive(&mut self, slot: u32, profile: &Profile) {
        let guest = &mut self.guests[slot as usize];
        guest.here = true;
        guest.profile = profile.clone();
        guest.traits = Traits::new(guest.person, profile);
        let stale = self.alphabet.hear(slot, profile);
        for of in stale.into_iter().chain([slot]) {
            self.sketch(of);
        }
    }

    /// Draws somebody's profile in bits, as they count now.
    fn sketch(&mut self, slot: u32) {
        let guest = &mut self.guests[slot as usize];
        guest.sketch = self.alphabet.sketch(&guest.profile);
        if let Some(listed) = self.listed.get_mut(self.places[slot as usize] as usize) {
            listed.sketch = guest.sketch;
        }
    }

    pub fn set_alone(&mut self, slot: u32, since: Option<i64>) {
        let former = std::mem::replace(&mut self.guests[slot as usize].alone, since);
        match (former, since) {
            (None, Some(_)) => self.lonely.push(slot),
            (Some(_), None) => self.lonely.retain(|other| *other != slot),
            _ => {}
        }
    }

    /// Notes that two people know each other. Says whether that is new.
    pub fn acquaint(&mut self, a: u32, b: u32) -> bool {
        add(&mut self.guests[a as usize].knows, b) && add(&mut self.guests[b as usize].knows, a)
    }

    /// Notes that two people are to be kept apart. Says whether that is new.
    pub fn bar(&mut self, a: u32, b: u32) -> bool {
        add(&mut self.guests[a as usize].barred, b) && add(&mut self.guests[b as usize].barred, a)
    }

    /// Whether two people may be brought together, languages apart.
    pub fn may_meet(&self, a: u32, b: u32) -> bool {
        let guest = &self.guests[a as usize];
        a != b && guest.knows.binary_search(&b).is_err() && guest.barred.binary_search(&b).is_err()
    }

    /// The available acquaintance of both who introduces best: who made fewest introductions
    /// tonight, then whose number is smallest.
    pub fn introducer(&self, a: u32, b: u32) -> Option<score::Reason> {
        let ranks = self.introducers(a, b).map(|by| (by.hosted, by.person));
        ranks
            .min()
            .map(|(hosted, person)| score::introducer(person, hosted))
    }

    /// The points of the best introducer; who it is does not matter, so one who made none will do.
    pub fn introducer_points(&self, a: u32, b: u32) -> i64 {
        let mut best = 0;
        for by in self.introducers(a, b) {
            best = best.max(score::introducer(by.person, by.hosted).points);
            if by.hosted == 0 {
                break;
            }
        }
        best
    }

    /// The available acquaintances of both.
    fn introducers(&self, a: u32, b: u32) -> impl Iterator<Item = &Guest> {
        let of = |slot: u32| self.guests[slot as usize].knows.iter().copied();
        let both = common(of(a), of(b)).map(|slot| &self.guests[slot as usize]);
        both.filter(|guest| guest.is_available())
    }
}

/// What two ordered series have in common.
fn common(
    left: impl Iterator<Item = u32>,
    right: impl Iterator<Item = u32>,
) -> impl Iterator<Item = u32> {
    let (mut left, mut right) = (left.peekable(), right.peekable());
    std::iter::from_fn(move || {
        loop {
            let (x, y) = (*left.peek()?, *right.peek()?);
            if x <= y {
                left.next();
            }
            if y <= x {
                right.next();
            }
            if x == y {
                return Some(x);
            }
        }
    })
}

fn add(sorted: &mut Vec<u32>, item: u32) -> bool {
    match sorted.binary_search(&item) {
        Ok(_) => false,
        Err(place) => {
            sorted.insert(place, item);
            true
        }
    }
}
