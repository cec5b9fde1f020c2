//! Whether two records are of one human, and why: probabilistic record linkage.
//!
//! Owns the reading of names, phones, addresses and the like into what is compared, the comparison
//! of two records level by level, the score, its learning from data, and the cautious grouping of
//! pairs into people. Refuses to merge anything: it proposes. It reads no clock, draws no number
//! and never looks at a national number.
//!
//! **The score** is that of Fellegi and Sunter (*A Theory for Record Linkage*, JASA 64, 1969): each
//! comparison adds log₂(m/u), where m is how often two records of one human meet at that level, u
//! how often two of anybody do. Agreement on a rare value counts for more (term frequencies). To the
//! two classes a third is added, **kin**: father and son at one firm share a family name, an address
//! and a phone, which would outweigh any given name if all evidence were independent. Rates of the
//! three classes are in `parameters.json`; [`learn`] fits them to data by expectation and
//! maximisation. `docs/likeness.md` says each level, its source and what it reaches.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

mod address;
mod candidates;
mod compare;
mod distance;
mod frequencies;
mod groups;
mod keys;
pub mod learn;
mod mail;
mod name;
mod nicknames;
mod of_cards;
mod organisation;
mod parameters;
pub mod phone;
mod read;
mod search;
mod value;

#[cfg(test)]
mod tests;

pub use candidates::Sides;
pub use compare::{Comparison, Level, Meeting};
pub use frequencies::Frequencies;
pub use groups::group;
pub use keys::{Keys, calling};
pub use mail::is_shared_mailbox;
pub use name::{generation, is_title, split};
pub use parameters::{Parameters, ParametersError, Rates};
pub use read::Read;
pub use search::{Match, Outcome, search};

/// Most values of one kind that are compared: what is beyond is kept by its owner, not read here.
pub const VALUES_LIMIT: usize = 12;

/// A human as one record describes them. Empty texts are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Ways in which they are named, each given and family name; either may be empty.
    pub names: Vec<(String, String)>,
    /// Date of birth, in any usual order.
    pub birth: String,
    /// Phone numbers, as written.
    pub phones: Vec<String>,
    /// E-mail addresses, as written.
    pub emails: Vec<String>,
    /// Companies and other organisations.
    pub organisations: Vec<String>,
    /// Postal addresses.
    pub places: Vec<Place>,
}

/// A postal address as written. The number may be in the street.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Civic number.
    pub number: String,
    /// Street, with or without its number.
    pub street: String,
    /// Second line of the address.
    pub complement: String,
    /// City, suburb or village.
    pub city: String,
    /// Postal code.
    pub postcode: String,
    /// Province or state.
    pub region: String,
}

/// One reason of a score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What was compared.
    pub comparison: Comparison,
    /// How near it came.
    pub level: Level,
    /// What it says, in bits: above zero for one human, below for two.
    pub bits: f64,
}

/// How likely two records are of one human.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The probability that they are.
    pub probability: f64,
    /// The same as log₂ of the odds.
    pub bits: f64,
    /// The probability that they are two of one family or firm.
    pub kin: f64,
    /// What gave it, the strongest first.
    pub reasons: Vec<Reason>,
}

/// What is needed to score: rates, and how often values occur.
#[derive(Clone, Debug)]
pub struct Likeness {
    /// The rates of each level.
    pub parameters: Parameters,
    /// How often values occur.
    pub frequencies: Frequencies,
}

impl Default for Likeness {
    fn default() -> Self {
        Self {
            parameters: Parameters::shipped(),
            frequencies: Frequencies::shipped(),
        }
    }
}

impl Likeness {
    /// What the project ships, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Likeness> = LazyLock::new(Likeness::default);
        &SHIPPED
    }

    /// How likely two records are of one human, where one of `pool` records may be the other's.
    pub fn score(&self, one: &Read, other: &Read, pool: usize) -> Score {
        let meeting = Meeting::of(one, other);
        let Odds {
            bits, kin, place, ..
        } = self.weigh(&meeting, pool);
        let mut reasons = self.reasons(&meeting, place);
        reasons.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
        Score {
            probability: probability(bits),
            bits,
            kin,
            reasons,
        }
    }

    /// log₂ of the odds that a meeting is of one human, and the probability that it is of kin.
    pub(crate) fn odds(&self, meeting: &Meeting, pool: usize) -> (f64, f64) {
        let odds = self.weigh(meeting, pool);
        (odds.bits, odds.kin)
    }

    pub(crate) fn weigh(&self, meeting: &Meeting, pool: usize) -> Odds {
        let pool = pool.max(2) as f64;
        let rates = &self.parameters;
        let (mut one, mut kin, mut any) = (Sum::default(), Sum::default(), Sum::default());
        for (comparison, level) in meeting.levels() {
            let rates = self.parameters.rates(comparison, level);
            let chance = self.chance(meeting, comparison, level, rates);
            let is_place = comparison.is_of_a_place();
            one.add(is_place, rates.m.log2());
            any.add(is_place, chance);
            kin.add(is_place, rates.k.map_or(chance, f64::log2));
        }
        let (placed, here) = one.place(&any, rates.elsewhere);
        let (kin_placed, _) = kin.place(&any, rates.kin_elsewhere);
        let one = one.rest + placed + (rates.matches_per_record / pool).log2();
        let kin = kin.rest + kin_placed + (rates.kin_per_record / pool).log2();
        let chance = any.rest + any.place;
        Odds {
            bits: one - sum(kin, chance),
            kin: probability(kin - sum(one, chance)),
            here,
            place: placed - any.place,
        }
    }

    /// log₂ of how often two of anybody meet so: by the value where it is the same and known.
    fn chance(&self, meeting: &Meeting, c: Comparison, level: Level, rates: Rates) -> f64 {
        let frequency = match level {
            Level::Same => self.frequencies.of(c, meeting.value(c)),
            _ => None,
        };
        frequency.unwrap_or(rates.u).log2()
    }

    /// What each comparison says. Those of an address share what the address says as a whole.
    fn reasons(&self, meeting: &Meeting, place: f64) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = Vec::new();
        for (comparison, level) in meeting.levels() {
            let rates = self.parameters.rates(comparison, level);
            let bits = rates.m.log2() - self.chance(meeting, comparison, level, rates);
            reasons.push(Reason {
                comparison,
                level,
                bits,
            });
        }
        let of_place = |reason: &&mut Reason| reason.comparison.is_of_a_place();
        let told: Vec<&mut Reason> = reasons.iter_mut().filter(of_place).collect();
        let all: f64 = told.iter().map(|reason| reason.bits).sum();
        let count = told.len() as f64;
        for reason in told {
            reason.bits = match all * place > 0.0 {
                true => reason.bits * place / all,
                false => place / count,
            };
        }
        reasons
    }
}

/// What a meeting comes to.
pub(crate) struct Odds {
    /// log₂ of the odds for one human.
    pub bits: f64,
    /// The probability of kin.
    pub kin: f64,
    /// The probability that one human's two addresses are meant to be one.
    pub here: f64,
    /// What the address as a whole says.
    place: f64,
}

/// log₂ of the rates of one class, of an address and of all else.
#[derive(Clone, Copy, Default)]
struct Sum {
    place: f64,
    rest: f64,
}

impl Sum {
    fn add(&mut self, is_place: bool, bits: f64) {
        match is_place {
            true => self.place += bits,
            false => self.rest += bits,
        }
    }

    /// The parts of an address agree or differ together: with the probability `elsewhere` it is
    /// another address of the same human, and its parts meet as anybody's. Also the probability that
    /// it is not.
    fn place(&self, any: &Self, elsewhere: f64) -> (f64, f64) {
        let here = (1.0 - elsewhere).log2() + self.place;
        let there = elsewhere.log2() + any.place;
        (sum(here, there), probability(here - there))
    }
}

/// log₂(2^a + 2^b).
fn sum(a: f64, b: f64) -> f64 {
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    more + (1.0 + (less - more).exp2()).log2()
}

/// From log₂ of the odds.
fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}
