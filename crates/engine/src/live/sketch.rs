//! Profiles as bits, so that one person is compared with thousands in microseconds.
//!
//! A topic counts once somebody seeks it, an interest once two people share it: the first 256 of each
//! that come to count have a bit, and so have the first 128 languages and groups heard of. Whoever
//! seeks or shares any other is compared the long way. Which tags have bits changes nothing but the
//! time it takes.

use crate::score::{Profile, Shared, Tag};
use std::collections::HashMap;

/// A set of bits.
type Set = [u64; 4];

/// Bits of a set.
const BITS: u32 = 256;

/// How many bits two sets share. Mostly none: that is seen at once.
fn shared(a: &Set, b: &Set) -> u32 {
    let both = [a[0] & b[0], a[1] & b[1], a[2] & b[2], a[3] & b[3]];
    match both {
        [0, 0, 0, 0] => 0,
        _ => both.iter().map(|word| word.count_ones()).sum(),
    }
}

/// A tag that was heard of.
#[derive(Clone, Debug)]
enum Heard {
    /// It makes no pair yet; those who have it, by slot.
    Idle(Vec<u32>),
    /// It counts, and has a bit unless there was none left.
    Counts(Option<u32>),
}

/// The tags of one kind, and how many of them count.
#[derive(Clone, Debug, Default)]
struct Tags {
    heard: HashMap<Tag, Heard>,
    counting: u32,
}

impl Tags {
    /// Somebody has a tag that only counts when others do their part.
    fn wait(&mut self, tag: Tag, slot: u32) {
        let heard = self.heard.entry(tag);
        if let Heard::Idle(slots) = heard.or_insert_with(|| Heard::Idle(Vec::new()))
            && slots.last() != Some(&slot)
        {
            slots.push(slot);
        }
    }

    /// From now on a tag counts. Those who have it already are put down as `stale`.
    fn count(&mut self, tag: Tag, stale: &mut Vec<u32>) {
        let heard = self.heard.entry(tag);
        let heard = heard.or_insert_with(|| Heard::Idle(Vec::new()));
        if let Heard::Idle(slots) = heard {
            stale.append(slots);
            *heard = Heard::Counts((self.counting < BITS).then_some(self.counting));
            self.counting += 1;
        }
    }

    /// Somebody has a tag that counts when anybody else has it.
    fn share(&mut self, tag: Tag, slot: u32, stale: &mut Vec<u32>) {
        match self.heard.get(&tag) {
            Some(Heard::Idle(slots)) if !slots.contains(&slot) => self.count(tag, stale),
            Some(_) => {}
            None => self.wait(tag, slot),
        }
    }

    /// The tags that count, and whether each of them has a bit.
    fn of(&self, tags: &[Tag]) -> (Set, bool) {
        let (mut set, mut whole) = (Set::default(), true);
        for tag in tags {
            match self.heard.get(tag) {
                Some(Heard::Counts(Some(bit))) => set[*bit as usize / 64] |= 1 << (bit % 64),
                Some(Heard::Counts(None)) => whole = false,
                Some(Heard::Idle(_)) | None => {}
            }
        }
        (set, whole)
    }
}

/// The bit of each of few tags.
#[derive(Clone, Debug, Default)]
struct Few(HashMap<Tag, u32>);

impl Few {
    fn hear(&mut self, tags: &[Tag]) {
        for tag in tags {
            let next = self.0.len() as u32;
            self.0.entry(*tag).or_insert(next);
        }
    }

    fn of(&self, tags: &[Tag]) -> (u128, bool) {
        let (mut set, mut whole) = (0, true);
        for tag in tags {
            match self.0.get(tag) {
                Some(bit) if *bit < u128::BITS => set |= 1 << bit,
                _ => whole = false,
            }
        }
        (set, whole)
    }
}

/// The bits of every kind of tag.
#[derive(Clone, Debug, Default)]
pub(super) struct Alphabet {
    topics: Tags,
    interests: Tags,
    languages: Few,
    groups: Few,
}

impl Alphabet {
    /// Hears what somebody brings. Says of whom another sketch must be made: of those who have what
    /// now counts.
    pub fn hear(&mut self, slot: u32, profile: &Profile) -> Vec<u32> {
        let mut stale = Vec::new();
        for topic in &profile.seeks {
            self.topics.count(*topic, &mut stale);
        }
        for topic in &profile.offers {
            self.topics.wait(*topic, slot);
        }
        for interest in &profile.interests {
            self.interests.share(*interest, slot, &mut stale);
        }
        self.languages.hear(&profile.languages);
        self.groups.hear(&profile.groups);
        stale.sort_unstable();
        stale.dedup();
        stale
    }

    /// The sketch of a profile that was heard.
    pub fn sketch(&self, profile: &Profile) -> Sketch {
        let (seeks, all_sought) = self.topics.of(&profile.seeks);
        // Of topics without a bit it is enough that whoever seeks them is compared the long way.
        let (offers, _) = self.topics.of(&profile.offers);
        let (interests, all_shared) = self.interests.of(&profile.interests);
        let (languages, all_spoken) = self.languages.of(&profile.languages);
        let (groups, all_groups) = self.groups.of(&profile.groups);
        Sketch {
            seeks,
            offers,
            interests,
            languages,
            groups,
            newcomer: profile.newcomer,
            whole: all_sought && all_shared && all_spoken && all_groups,
        }
    }
}

/// A profile as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sketch {
    seeks: Set,
    offers: Set,
    interests: Set,
    languages: u128,
    groups: u128,
    newcomer: bool,
    /// Whether every tag that matters has a bit.
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
            seeks_met: [
                shared(&self.seeks, &other.offers),
                shared(&other.seeks, &self.offers),
            ],
            interests: shared(&self.interests, &other.interests),
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

    fn profile(random: &mut Random, own: u32, topics: usize, interests: usize) -> Profile {
        let newcomer = random.chance(0.5);
        let mut some = |most: usize, of: usize| -> Vec<u32> {
            (0..random.below(most))
                .map(|_| random.below(of) as u32)
                .collect()
        };
        let mut offers = some(9, topics);
        // As people do: everybody offers what nobody else does.
        offers.push(1_000_000 + own);
        Profile {
            seeks: some(9, topics),
            offers,
            interests: some(6, interests),
            languages: some(3, 4),
            groups: some(3, 6),
            newcomer,
        }
    }

    #[test]
    fn bits_count_what_the_profiles_count() {
        let mut random = Random::new(1);
        for (topics, interests) in [(10, 12), (100, 200), (400, 300), (400, 3000)] {
            let mut alphabet = Alphabet::default();
            let mut all: Vec<(Profile, Sketch)> = Vec::new();
            for slot in 0..200_u32 {
                let new = profile(&mut random, slot, topics, interests);
                for stale in alphabet.hear(slot, &new) {
                    if let Some((of, sketch)) = all.get_mut(stale as usize) {
                        *sketch = alphabet.sketch(of);
                    }
                }
                let sketch = alphabet.sketch(&new);
                all.push((new, sketch));
                for (other, of_other) in &all[..slot as usize] {
                    let (new, sketch) = &all[slot as usize];
                    let slow = Traits::new(1, new).affinity(&Traits::new(2, other));
                    assert_eq!(sketch.affinity(of_other, || slow), slow);
                }
            }
        }
    }

    #[test]
    fn what_nobody_seeks_takes_no_bit() {
        let mut alphabet = Alphabet::default();
        for slot in 0..5_000 {
            let profile = Profile {
                seeks: vec![slot % 100],
                offers: vec![slot % 50, 1_000 + slot],
                interests: vec![10_000 + slot],
                ..Profile::default()
            };
            alphabet.hear(slot, &profile);
            assert!(alphabet.sketch(&profile).whole);
        }
    }
}
