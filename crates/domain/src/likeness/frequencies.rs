//! How often values occur: two Tremblays are less of a coincidence than two Zwickers.

use std::collections::HashMap;

use super::Comparison;
use super::read::Read;
use super::value::{Value, words};

/// Family names of Québec and the share of people, in ten thousandths: orders of magnitude, which is all
/// that fifty records' weight needs.
const FAMILY: &str = include_str!("family_names.txt");
/// Given names, likewise, over all ages.
const GIVEN: &str = include_str!("given_names.txt");
/// How many records the shipped table is worth beside those counted.
const WEIGHT: f64 = 50.0;
/// A name that no table has.
const UNHEARD: f64 = 0.000_02;

/// How often values occur among the records at hand, and among people.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    people: HashMap<(u8, u64), f64>,
    counts: HashMap<(u8, u64), u32>,
    totals: [u32; Comparison::ALL.len()],
}

impl Frequencies {
    /// What is known of names before any record is counted.
    pub fn shipped() -> Self {
        let mut all = Self::default();
        for (comparison, table) in [(Comparison::Family, FAMILY), (Comparison::Given, GIVEN)] {
            for line in table.lines() {
                let Some((name, share)) = line.rsplit_once(' ') else {
                    continue;
                };
                let (Some(value), Ok(share)) = (Value::of(&words(name)), share.parse::<f64>())
                else {
                    continue;
                };
                all.people
                    .insert((comparison as u8, value.hash()), share / 10_000.0);
            }
        }
        all
    }

    /// Counts the values of records.
    pub fn count<'r>(&mut self, reads: impl IntoIterator<Item = &'r Read>) {
        for read in reads {
            read.each_value(|comparison, value| {
                *self.counts.entry((comparison as u8, value)).or_default() += 1;
                self.totals[comparison as usize] += 1;
            });
        }
    }

    /// The share of records that have a value; `None` where nothing is known of its kind.
    pub fn of(&self, comparison: Comparison, value: u64) -> Option<f64> {
        let key = (comparison as u8, value);
        let total = f64::from(self.totals[comparison as usize]);
        let is_name = matches!(comparison, Comparison::Given | Comparison::Family);
        if !is_name && total < 200.0 {
            return None;
        }
        // Of those that bear the value, one is the record itself.
        let count = f64::from(self.counts.get(&key).copied().unwrap_or(1)).max(1.0);
        if !is_name {
            return Some(count / (total + 1.0));
        }
        let known = self.people.get(&key).copied().unwrap_or(UNHEARD);
        let seen = if total > 0.0 { count } else { 0.0 };
        Some((seen + WEIGHT * known) / (total + WEIGHT))
    }
}

impl Read {
    /// Every value whose frequency matters.
    fn each_value(&self, mut take: impl FnMut(Comparison, u64)) {
        for name in &self.names {
            if let Some(given) = &name.given {
                take(Comparison::Given, given.core.hash());
            }
            if let Some(family) = &name.family {
                take(Comparison::Family, family.core.hash());
            }
        }
        if let Some(birth) = self.birth {
            take(Comparison::Birth, super::value::hash(&birth));
        }
        for phone in &self.phones {
            take(Comparison::Phone, phone.hash);
        }
        for email in &self.emails {
            take(Comparison::Email, email.whole);
        }
        for firm in &self.firms {
            take(Comparison::Organisation, firm.whole.hash());
        }
        for place in &self.places {
            let parts = [
                (Comparison::Number, &place.number),
                (Comparison::Street, &place.street),
                (Comparison::Complement, &place.complement),
                (Comparison::City, &place.city),
                (Comparison::Postcode, &place.postcode),
                (Comparison::Region, &place.region),
            ];
            for (comparison, value) in parts {
                if let Some(value) = value {
                    take(comparison, value.hash());
                }
            }
        }
    }
}
