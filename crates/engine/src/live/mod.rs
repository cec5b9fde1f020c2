//! The live room: told what happens, asked which introductions to make now.
//!
//! Owns the room's facts, the sparse graph of candidates drawn from them, and the matching kept best from
//! one event to the next. Refuses to read a clock (times are told, in milliseconds) and to write a
//! sentence (reasons are data).
//!
//! **Candidates.** A pair is a candidate when both are available (here, neither busy nor quiet), have
//! not met, may be brought together, and one is among the other's best by profile
//! ([`Settings::candidates`], ties by a fixed mix of their numbers). The graph is a function of the
//! facts alone, whatever the order in which they were told.
//!
//! **Weights.** A pair's weight is its points (see [`crate::score`]) times 2³², plus a fixed mix of the two
//! numbers below 2²⁰: of the matchings of most points the mix picks one, and always the same; it cannot
//! outweigh a single point in a room of 8,000.
//!
//! What is a person's own (the wait, the fairness) is shared by all their pairs and goes straight into
//! their dual; most events then need no search at all.

mod answer;
mod candidates;
mod facts;
mod sketch;

use crate::matching::LiveMatching;
use crate::score::{Person, Profile};
use candidates::Shortlist;
use facts::Facts;

pub use answer::{Answer, Suggestion};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody comes, or comes back, or tells more of themselves.
    Arrive {
        /// Who.
        person: Person,
        /// As they are from now on.
        profile: Profile,
    },
    /// Somebody goes.
    Leave {
        /// Who.
        person: Person,
    },
    /// Two people have met, tonight or long ago.
    Met {
        /// One.
        a: Person,
        /// The other.
        b: Person,
    },
    /// Somebody stands alone since a time, or no more.
    Alone {
        /// Who.
        person: Person,
        /// Since when, in milliseconds.
        since: Option<i64>,
    },
    /// Somebody is in the middle of something, or free again.
    Busy {
        /// Who.
        person: Person,
        /// Whether they are.
        busy: bool,
    },
    /// Somebody wants no introduction for now, or does again.
    Quiet {
        /// Who.
        person: Person,
        /// Whether they want none.
        quiet: bool,
    },
    /// Two people are not to be brought together.
    NotWith {
        /// One.
        a: Person,
        /// The other.
        b: Person,
    },
    /// An introduction was made: the two have met, and all three have had their share.
    Introduced {
        /// Who made it, if somebody did.
        by: Option<Person>,
        /// One.
        a: Person,
        /// The other.
        b: Person,
    },
}

/// How the room chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many candidates each person has by their own list; at least one.
    pub candidates: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { candidates: 16 }
    }
}

/// A room full of people, and the best introductions among them.
#[derive(Clone, Debug, Default)]
pub struct Room {
    facts: Facts,
    candidates: usize,
    /// By slot: the best candidates by profile.
    lists: Vec<Shortlist>,
    /// By slot: what the person brings to any of their pairs, as the matching knows it.
    bonus: Vec<i64>,
    live: LiveMatching,
    now: i64,
    /// Scratch, by slot: marked when equal to `turn`.
    marks: Vec<u64>,
    turn: u64,
}

impl Room {
    /// An empty room.
    pub fn new(settings: Settings) -> Self {
        Self {
            candidates: settings.candidates.max(1),
            ..Self::default()
        }
    }

    /// How many people are here.
    pub fn here(&self) -> usize {
        self.facts.guests.iter().filter(|guest| guest.here).count()
    }

    /// How many people can be introduced now.
    pub fn available(&self) -> usize {
        self.facts.listed.len()
    }

    /// Takes note of what happened. Events may come twice, and about anyone.
    pub fn tell(&mut self, event: &Event) {
        match event {
            Event::Arrive { person, profile } => {
                let slot = self.slot(*person);
                if self.facts.is_listed(slot) && self.facts.differs(slot, profile) {
                    self.exit(slot);
                }
                self.facts.arrive(slot, profile);
                self.renew_bonus(slot);
                self.follow(slot);
            }
            Event::Leave { person } => {
                let slot = self.slot(*person);
                self.facts.guest(slot).here = false;
                self.follow(slot);
            }
            Event::Busy { person, busy } => {
                let slot = self.slot(*person);
                self.facts.guest(slot).busy = *busy;
                self.follow(slot);
            }
            Event::Quiet { person, quiet } => {
                let slot = self.slot(*person);
                self.facts.guest(slot).quiet = *quiet;
                self.follow(slot);
            }
            Event::Alone { person, since } => {
                let slot = self.slot(*person);
                self.facts.set_alone(slot, *since);
                self.renew_bonus(slot);
            }
            Event::Met { a, b } => self.met(*a, *b),
            Event::NotWith { a, b } => {
                let (a, b) = (self.slot(*a), self.slot(*b));
                if a != b && self.facts.bar(a, b) {
                    self.part(a, b);
                }
            }
            Event::Introduced { by, a, b } => self.introduced(*by, *a, *b),
        }
    }

    /// Moves the time on: those alone have waited longer.
    pub fn at(&mut self, now: i64) {
        if now != self.now {
            self.now = now;
            for place in 0..self.facts.lonely.len() {
                self.renew_bonus(self.facts.lonely[place]);
            }
        }
    }

    fn introduced(&mut self, by: Option<Person>, a: Person, b: Person) {
        self.met(a, b);
        for person in [a, b] {
            let slot = self.slot(person);
            let guest = self.facts.guest(slot);
            guest.received = guest.received.saturating_add(1);
            self.renew_bonus(slot);
        }
        if let Some(by) = by {
            let slot = self.slot(by);
            let guest = self.facts.guest(slot);
            guest.hosted = guest.hosted.saturating_add(1);
            self.renew_introduced_by(slot);
        }
    }

    fn met(&mut self, a: Person, b: Person) {
        let (a, b) = (self.slot(a), self.slot(b));
        if a == b || !self.facts.acquaint(a, b) {
            return;
        }
        self.part(a, b);
        // Each may now introduce the other to whom they know.
        self.renew_between(b, a);
        self.renew_between(a, b);
    }

    /// The slot of a person, given at first mention.
    fn slot(&mut self, person: Person) -> u32 {
        let slot = self.facts.slot(person);
        let count = self.facts.guests.len();
        if count > self.lists.len() {
            self.lists.resize_with(count, Shortlist::default);
            self.bonus.resize(count, 0);
            self.marks.resize(count, 0);
            self.live.grow_to(count as u32);
        }
        slot
    }

    /// Brings a person into the graph, or out of it, as the facts now say.
    fn follow(&mut self, slot: u32) {
        match (
            self.facts.is_listed(slot),
            self.facts.guests[slot as usize].is_available(),
        ) {
            (false, true) => self.enter(slot),
            (true, false) => self.exit(slot),
            _ => return,
        }
        self.renew_introduced_by(slot);
    }
}
