//! The time a thread has worked: on a shared machine, the wall clock measures the neighbours too.

use rustix::time::{ClockId, clock_gettime};

/// A moment in the work of this thread.
pub struct Instant(f64);

impl Instant {
    /// This moment.
    pub fn now() -> Self {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Self(time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6)
    }

    /// Milliseconds of work since.
    pub fn elapsed_ms(&self) -> f64 {
        Self::now().0 - self.0
    }
}
