//! A place where events are held, and the facts that make people meet there or not.

use serde::{Deserialize, Serialize};

use crate::id::{GroupId, VenueId};

/// How loud a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Noise {
    /// One hears a low voice.
    Quiet,
    /// One speaks up.
    Lively,
    /// One leans in.
    Loud,
}

/// A venue of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Which.
    pub id: VenueId,
    /// The group that keeps its facts.
    pub group_id: GroupId,
    /// The facts.
    pub facts: VenueFacts,
}

/// What is known of a venue. Unknown is `None` or empty, never a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenueFacts {
    /// Its name.
    pub name: String,
    /// Street address.
    pub address: String,
    /// City.
    pub city: String,
    /// How loud it is.
    pub noise: Option<Noise>,
    /// Price of an ordinary drink, in cents of a Canadian dollar.
    pub drink_price_cents: Option<i64>,
    /// How one gets in with a wheelchair, a cane, a pram.
    pub access: String,
    /// What people wear.
    pub dress: String,
    /// Anything else worth knowing.
    pub notes: String,
}

impl VenueFacts {
    /// Name, address and city on one line, as far as they are known.
    pub fn line(&self) -> String {
        let parts = [&self.name, &self.address, &self.city];
        let known: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        known.join(", ")
    }
}
