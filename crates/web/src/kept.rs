//! Public pages just made, kept for whoever asks for the same one within a second: when an
//! invitation is sent to a thousand people, the page is made once and not a thousand times.
//!
//! A copy is shown only to visitors without session, and only while this process has committed no
//! change; the second bounds what another node may have changed meanwhile.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use domain::text::Lang;
use jiff::{SignedDuration, Timestamp};

/// How long a copy is shown.
const LIFE: SignedDuration = SignedDuration::from_secs(1);
/// Copies kept at once; one more, and all are made anew.
const LIMIT: usize = 512;
/// The longest path kept.
const PATH_LIMIT: usize = 200;

struct Copy {
    changes: u64,
    made_at: Timestamp,
    html: Bytes,
}

/// The copies, by path and language.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<(String, Lang), Copy>>);

impl Kept {
    /// The copy of a page, unless something may have changed since it was made.
    pub fn find(&self, page: &(String, Lang), changes: u64, now: Timestamp) -> Option<Bytes> {
        let copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let copy = copies.get(page)?;
        let fresh = copy.changes == changes && now.duration_since(copy.made_at) < LIFE;
        fresh.then(|| copy.html.clone())
    }

    /// Keeps a page that was read when the database stood at `changes`.
    pub fn keep(&self, page: (String, Lang), changes: u64, now: Timestamp, html: Bytes) {
        if page.0.len() > PATH_LIMIT {
            return;
        }
        let mut copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if copies.len() >= LIMIT {
            copies.clear();
        }
        copies.insert(
            page,
            Copy {
                changes,
                made_at: now,
                html,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_shown_for_a_second_and_until_something_changes() {
        let kept = Kept::default();
        let page = || ("/events/1".to_owned(), Lang::Fr);
        let now = Timestamp::UNIX_EPOCH;
        kept.keep(page(), 7, now, Bytes::from_static(b"page"));
        assert!(kept.find(&page(), 7, now).is_some());
        assert!(kept.find(&page(), 8, now).is_none(), "something changed");
        assert!(
            kept.find(&page(), 7, now + LIFE).is_none(),
            "a second is over"
        );
        assert!(
            kept.find(&("/events/1".into(), Lang::En), 7, now).is_none(),
            "another language"
        );
    }
}
