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
    /// Asked now and then; true ends the search.
    pub asked: Option<&'a (dyn Fn() -> bool + Sync)>,
    /// Asked now and then for the share of the time that is gone; one ends the search. A search that
    /// knows its share paces itself, so a deadline is best given here.
    pub elapsed: Option<&'a (dyn Fn() -> f64 + Sync)>,
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
            || self.elapsed.is_some_and(|elapsed| elapsed() >= 1.0)
    }

    /// The share of the budget that is gone after some iterations; none when there is no budget.
    pub fn share(&self, iterations: u64) -> Option<f64> {
        let counted = self
            .iterations
            .map(|most| iterations as f64 / most.max(1) as f64);
        let timed = self.elapsed.map(|elapsed| elapsed());
        match (counted, timed) {
            (Some(counted), Some(timed)) => Some(counted.max(timed)),
            (one, other) => one.or(other),
        }
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
        assert!(
            Stop {
                elapsed: Some(&|| 1.5),
                ..Stop::default()
            }
            .is_wanted()
        );
        assert!(!Stop::after(10).is_wanted());
    }

    #[test]
    fn the_budget_spent_first_counts() {
        assert_eq!(Stop::after(10).share(5), Some(0.5));
        let both = Stop {
            elapsed: Some(&|| 0.75),
            ..Stop::after(10)
        };
        assert_eq!(both.share(5), Some(0.75));
        assert_eq!(Stop::default().share(5), None);
    }
}
