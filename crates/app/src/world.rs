//! The clock and the randomness, passed in.

use jiff::Timestamp;

/// Where use-cases take the time and chance from: the real ones in the binary, controlled ones in
/// tests, a shifted clock in the demo.
pub trait World: Send + Sync {
    /// The moment.
    fn now(&self) -> Timestamp;
    /// Fills a buffer with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}
