//! Profiles as bits, so that one person is compared with thousands in microseconds.
//!
//! The first 128 tags of each kind that the room hears of have a bit each; a profile with any other
//! tag is compared the long way. Which tags have bits changes nothing but the time it takes.

use crate::score::{Profile, Shared, Tag};
use std::collections::HashMap;

/// The bit of each tag of one kind.
#[derive(Clone, Debug, Default)]
struct Bits(HashMap<Tag, u32>);

impl Bits {
    /// The tags as a set of bits, or `None` when one of them has no bit.
    fn of(&mut self, tags: &[Tag]) -> Option<u128> {
        let mut set = 0;
        for tag in tags {
            let next = self.0.len() as u32;
            if next >= u128::BITS && !self.0.contains_key(tag) {
                return None;
            }
            set |= 1 << *self.0.entry(*tag).or_insert(next);
        }
        Some(set)
    }
}

/// The bits of every kind of tag.
#[derive(Clone, Debug, Default)]
pub(super) struct Alphabet {
    topics: Bits,
    interests: Bits,
    languages: Bits,
    groups: Bits,
}

impl Alphabet {
    pub fn sketch(&mut self, profile: &Profile) -> Sketch {
        let mut bits = || {
            Some(Sketch {
                seeks: self.topics.of(&profile.seeks)?,
                offers: self.topics.of(&profile.offers)?,
                interests: self.interests.of(&profile.interests)?,
                languages: self.languages.of(&profile.languages)?,
                groups: self.groups.of(&profile.groups)?,
                newcomer: profile.newcomer,
                whole: true,
            })
        };
        bits().unwrap_or_default()
    }
}

/// A profile as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sketch {
    seeks: u128,
    offers: u128,
    interests: u128,
    languages: u128,
    groups: u128,
    newcomer: bool,
    /// Whether every tag has a bit.
    whole: bool,
}

impl Sketch {
    /// The points that depend on two profiles alone, as the profiles themselves count them.
    pub fn affinity(
        &self,
        other: &Self,
        the_long_way: impl FnOnce() -> Option<i64>,
    ) -> Option<i64> {
        if !(self.whole && other.whole) {
            return the_long_way();
        }
        let tell_languages = self.languages != 0 && other.languages != 0;
        if tell_languages && self.languages & other.languages == 0 {
            return None;
        }
        let grouped = self.groups != 0 && other.groups != 0;
        let shared = Shared {
            seeks_met: [self.seeks & other.offers, other.seeks & self.offers].map(u128::count_ones),
            interests: (self.interests & other.interests).count_ones(),
            bridge: grouped && self.groups & other.groups == 0,
            language: tell_languages,
            newcomers: self.newcomer && other.newcomer,
        };
        Some(shared.points())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Traits;
    use crate::seed::Random;

    #[test]
    fn bits_count_what_the_profiles_count() {
        let mut random = Random::new(1);
        for topics in [10, 100, 400] {
            let mut alphabet = Alphabet::default();
            let mut profile = || {
                let newcomer = random.chance(0.5);
                let mut some = |most: usize, of: usize| -> Vec<u32> {
                    (0..random.below(most))
                        .map(|_| random.below(of) as u32)
                        .collect()
                };
                Profile {
                    seeks: some(9, topics),
                    offers: some(9, topics),
                    interests: some(6, 12),
                    languages: some(3, 4),
                    groups: some(3, 6),
                    newcomer,
                }
            };
            for _ in 0..2000 {
                let (a, b) = (profile(), profile());
                let (one, other) = (alphabet.sketch(&a), alphabet.sketch(&b));
                let slow = Traits::new(1, &a).affinity(&Traits::new(2, &b));
                assert_eq!(one.affinity(&other, || slow), slow);
            }
        }
    }
}
