//! What a person does. One person may do several things; each has its own card.

use serde::{Deserialize, Serialize};

use crate::id::ActivityId;
use crate::text::folded;

/// How many activities one person may keep.
pub const ACTIVITIES_LIMIT: usize = 8;

/// The words of an activity and of its card, as its owner writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityWords {
    /// The trade in one or two words, as a seat names it: `notaire`.
    pub profession: String,
    /// The title on the card: `Notaire et conseillère juridique`.
    pub title: String,
    /// The organisation on the card.
    pub organisation: String,
    /// One or two sentences said aloud.
    pub pitch: String,
    /// What I offer.
    pub offer: String,
    /// What I seek.
    pub seek: String,
    /// The telephone on the card.
    pub phone: String,
    /// The e-mail on the card.
    pub email: String,
    /// The web site on the card.
    pub website: String,
    /// The postal address on the card.
    pub address: String,
}

/// An activity of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Which.
    pub id: ActivityId,
    /// Its words.
    pub words: ActivityWords,
}

/// What two spellings of one profession have in common: `Notaire ` and `notaire` hold one seat.
pub fn seat_key(profession: &str) -> String {
    folded(&profession.split_whitespace().collect::<Vec<_>>().join(" "))
}
