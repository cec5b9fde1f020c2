//! The real clock and real chance; the demo's clock is shifted to the afternoon of its story.

use app::World;
use jiff::{SignedDuration, Timestamp};
use rand::Rng;

/// The machine's clock, moved by a fixed span, and the operating system's randomness.
pub struct RealWorld {
    shift: SignedDuration,
}

impl RealWorld {
    /// The world as it is.
    pub fn new() -> Self {
        Self {
            shift: SignedDuration::ZERO,
        }
    }

    /// A world where it is now that moment, and time goes on from there.
    pub fn starting_at(moment: Timestamp) -> Self {
        Self {
            shift: moment.duration_since(clock()),
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the one place that reads the machine's clock for everyone else"
)]
fn clock() -> Timestamp {
    let now = Timestamp::now();
    // Both databases keep milliseconds: a moment must not change by being stored.
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

impl World for RealWorld {
    fn now(&self) -> Timestamp {
        clock() + self.shift
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "the one place that draws chance for everyone else"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}
