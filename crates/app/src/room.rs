//! The room as the engine keeps it: one `engine::live::Room` an event, told what the log tells, kept at
//! hand, and made anew from the log when it must be. `docs/room.md` says what it knows of people.
//!
//! Only readers keep what they settled: what a writer sees may yet be undone, so it works on a copy.
//! People are numbered in the order in which the log first mentions them, topics by their words: a room
//! made anew gives the same answers.

mod asked;
mod kept;
pub(crate) mod traits;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::event::Event;
use domain::id::EventId;

use crate::{Cx, Result};

pub(crate) use kept::{Kept, LATER};

/// Rooms kept at once; one more, and all are made anew.
const LIMIT: usize = 64;

/// The rooms, by event.
#[derive(Default)]
pub struct Rooms(Mutex<HashMap<EventId, Arc<Mutex<Kept>>>>);

impl Rooms {
    fn of(&self, event: EventId) -> Arc<Mutex<Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= LIMIT && !all.contains_key(&event) {
            all.clear();
        }
        all.entry(event).or_default().clone()
    }
}

impl Cx<'_, '_> {
    /// Does something with an event's room as it is now.
    pub(crate) fn in_room<T>(
        &mut self,
        event: &Event,
        job: impl FnOnce(&mut Kept) -> T,
    ) -> Result<T> {
        let room = self.rooms.of(event.id);
        let mut kept = room.lock().unwrap_or_else(PoisonError::into_inner);
        if self.writes {
            let mut copy = kept.clone();
            drop(kept);
            copy.settle(self, event)?;
            return Ok(job(&mut copy));
        }
        if let Err(error) = kept.settle(self, event) {
            // Half told is worse than not at all.
            *kept = Kept::default();
            return Err(error);
        }
        Ok(job(&mut kept))
    }
}
