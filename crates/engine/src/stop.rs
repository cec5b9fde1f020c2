//! Owns when a search ends: a budget of iterations, a long spell without progress, a caller's wish.
//! Refuses to read a clock: a deadline is a closure of the caller's.

use std::sync::atomic::{AtomicBool, Ordering};

/// When to stop searching. The first condition that holds ends the search.
#[derive(Default, Clone, Copy)]
pub struct Stop<'a> {
    /// The most iterations in all; the result is then the same on every machine.
    pub iterations: Option<u64>,
    /// Give up after this many iterations in a row without a better plan.
    pub stalled: Option<u64>,
    /// Set from another thread to cancel.
    pub cancelled: Option<&'a AtomicBool>,
    /// Asked now and then; true ends the search. A deadline belongs here.
    pub asked: Option<&'a (dyn Fn() -> bool + Sync)>,
}

impl<'a> Stop<'a> {
    /// Stop after a number of iterations.
    pub fn after(iterations: u64) -> Self {
        Self {
            iterations: Some(iterations),
            ..Self::default()
        }
    }

    /// Stop when the closure says so.
    pub fn when(asked: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self {
            asked: Some(asked),
            ..Self::default()
        }
    }

    /// Whether the caller wants the search to end now, iterations apart.
    pub fn is_wanted(&self) -> bool {
        self.cancelled
            .is_some_and(|flag| flag.load(Ordering::Relaxed))
            || self.asked.is_some_and(|asked| asked())
    }
}

impl std::fmt::Debug for Stop<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stop")
            .field("iterations", &self.iterations)
            .field("stalled", &self.stalled)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_search_is_wanted_to_end() {
        let flag = AtomicBool::new(false);
        let stop = Stop {
            cancelled: Some(&flag),
            ..Stop::default()
        };
        assert!(!stop.is_wanted());
        flag.store(true, Ordering::Relaxed);
        assert!(stop.is_wanted());
    }

    #[test]
    fn a_caller_s_deadline_is_asked() {
        assert!(Stop::when(&|| true).is_wanted());
        assert!(!Stop::after(10).is_wanted());
    }
}
