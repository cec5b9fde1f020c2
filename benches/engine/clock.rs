//! The time a thread has worked: on a shared machine, the wall clock measures the neighbours too.

use rustix::time::{ClockId, clock_gettime};

/// A moment in the work of this thread.
pub struct Instant(f64);

/// Milliseconds by a clock.
fn milliseconds(clock: ClockId) -> f64 {
    let time = clock_gettime(clock);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Seconds by the clock on the wall, for what several threads do together.
#[allow(dead_code, reason = "each bench takes the clock it needs")]
pub fn wall() -> f64 {
    milliseconds(ClockId::Monotonic) / 1e3
}

#[allow(dead_code, reason = "each bench takes the clock it needs")]
impl Instant {
    /// This moment.
    pub fn now() -> Self {
        Self(milliseconds(ClockId::ThreadCPUTime))
    }

    /// Milliseconds of work since.
    pub fn elapsed_ms(&self) -> f64 {
        Self::now().0 - self.0
    }
}
