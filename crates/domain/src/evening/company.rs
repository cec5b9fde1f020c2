//! Who has company and who has none: until when somebody talks, since when they stand alone, for how
//! long at a stretch, and whom they came for and have not met. `docs/room.md` defines the promise
//! that is measured by it.

use jiff::{SignedDuration, Timestamp};

use super::{Alone, Evening, Introduction};
use crate::id::{EntryId, PersonId};

/// The longest a newcomer should stand alone while somebody could be brought to them.
pub const PROMISE: SignedDuration = SignedDuration::from_mins(5);
/// When a host is told, so that the promise can still be kept.
pub const WARNING: SignedDuration = SignedDuration::from_mins(3);
/// How long a proposed introduction waits for word of it.
pub const OPEN: SignedDuration = SignedDuration::from_mins(10);

impl Evening {
    /// Until when somebody is taken to talk, if they do at a moment.
    pub fn talking_until(&self, person: PersonId, at: Timestamp) -> Option<Timestamp> {
        self.talked_until(person, at).filter(|end| *end > at)
    }

    /// When the last of somebody's talks that began by a moment ended, or will.
    fn talked_until(&self, person: PersonId, at: Timestamp) -> Option<Timestamp> {
        let talks = self.encounters_of(person).filter(|talk| talk.at <= at);
        talks.map(|talk| talk.ended_at()).max()
    }

    /// Who is here and talks with nobody, longest first. Somebody talks while one of their
    /// encounters lasts; how long that is, when nobody said, is [`super::USUAL_TALK`].
    pub fn alone(&self, until: Timestamp) -> Vec<Alone> {
        let mut alone: Vec<Alone> = self
            .known()
            .filter_map(|person| self.alone_since(person, until))
            .collect();
        alone.sort_unstable_by_key(|alone| (alone.since, alone.person));
        alone
    }

    /// Since when somebody stands alone at a moment, if they do.
    pub fn alone_since(&self, person: PersonId, until: Timestamp) -> Option<Alone> {
        let here_since = self
            .presence(person)
            .here_since()
            .filter(|since| *since <= until)?;
        let ended = self.talked_until(person, until);
        let since = ended.map_or(here_since, |ended| ended.max(here_since));
        (since <= until).then_some(Alone {
            person,
            since,
            met_nobody: ended.is_none(),
        })
    }

    /// The stretches of time somebody was in the room without talking with anybody, in order.
    pub fn stretches_alone(
        &self,
        person: PersonId,
        until: Timestamp,
    ) -> Vec<(Timestamp, Timestamp)> {
        let mut talks: Vec<_> = self
            .encounters_of(person)
            .map(|talk| (talk.at, talk.ended_at()))
            .collect();
        talks.sort_unstable();
        let mut stretches = Vec::new();
        for (from, to) in self.presence(person).intervals(until) {
            let mut free_from = from;
            for &(began, ended) in talks
                .iter()
                .filter(|(began, ended)| *ended > from && *began < to)
            {
                if began > free_from {
                    stretches.push((free_from, began));
                }
                free_from = free_from.max(ended);
            }
            if to > free_from {
                stretches.push((free_from, to));
            }
        }
        stretches
    }

    /// The longest of somebody's stretches alone.
    pub fn longest_alone(&self, person: PersonId, until: Timestamp) -> SignedDuration {
        let stretches = self.stretches_alone(person, until).into_iter();
        let spans = stretches.map(|(from, to)| to.duration_since(from));
        spans.max().unwrap_or(SignedDuration::ZERO)
    }

    /// The introductions proposed lately to which nobody has given an answer.
    pub fn open_introductions(&self, at: Timestamp) -> Vec<Introduction> {
        let open = |i: &Introduction| self.is_open(i, at);
        self.introductions().filter(open).collect()
    }

    /// Whether an introduction waits for an answer, both being here.
    pub fn is_open(&self, introduction: &Introduction, at: Timestamp) -> bool {
        let lately = introduction.at <= at && at.duration_since(introduction.at) < OPEN;
        let is_here = |person: &PersonId| self.presence(*person).here_since().is_some();
        introduction.outcome.is_none() && lately && introduction.people.iter().all(is_here)
    }

    /// An introduction, by the entry that proposed it.
    pub fn introduction(&self, id: EntryId) -> Option<Introduction> {
        self.introductions().find(|i| i.id == id)
    }

    /// Whom somebody asked to meet and has not met, in the order of asking.
    pub fn still_wished(&self, person: PersonId) -> Vec<PersonId> {
        let mut wished = Vec::new();
        for to in self.wished(person) {
            let met = self
                .encounters_of(person)
                .any(|talk| talk.other(person) == to);
            if !met && !wished.contains(&to) {
                wished.push(to);
            }
        }
        wished
    }
}
