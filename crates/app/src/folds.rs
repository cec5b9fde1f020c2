//! The state of each evening, folded from its log and kept at hand: reading it again costs only the
//! entries that are new. Only readers keep what they folded: what a writer sees may yet be undone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::evening::Evening;
use domain::id::EventId;
use store::Tx;

use crate::{Cx, Result};

/// Evenings kept at once; one more, and all are folded anew.
const LIMIT: usize = 1024;

#[derive(Default)]
struct Kept {
    position: i64,
    evening: Arc<Evening>,
}

/// The states, by event.
#[derive(Default)]
pub struct Folds(Mutex<HashMap<EventId, Arc<Mutex<Kept>>>>);

impl Folds {
    fn of(&self, event: EventId) -> Arc<Mutex<Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= LIMIT && !all.contains_key(&event) {
            all.clear();
        }
        all.entry(event).or_default().clone()
    }
}

fn new_entries(
    tx: &mut Tx<'_>,
    event: EventId,
    kept: &Kept,
) -> Result<Vec<store::entries::Placed>> {
    Ok(store::entries::after(tx, event, kept.position, i64::MAX)?)
}

impl Cx<'_, '_> {
    /// The state of an event's evening, as of its log's last entry.
    pub fn evening(&mut self, event: EventId) -> Result<Arc<Evening>> {
        let folds = self.folds.of(event);
        let mut kept = folds.lock().unwrap_or_else(PoisonError::into_inner);
        let new = new_entries(self.tx, event, &kept)?;
        let Some(last) = new.last() else {
            return Ok(kept.evening.clone());
        };
        let position = last.position;
        if self.writes {
            let mut evening = Evening::clone(&kept.evening);
            new.iter().for_each(|placed| evening.take(&placed.entry));
            return Ok(Arc::new(evening));
        }
        // Usually nobody holds the state any more, and it grows in place.
        let evening = Arc::make_mut(&mut kept.evening);
        new.iter().for_each(|placed| evening.take(&placed.entry));
        kept.position = position;
        Ok(kept.evening.clone())
    }
}
