//! How near a word of the query is to a word of a person, and what that makes of the person.

use super::ask::{Ask, Part, Term};
use super::words::{self, Slot};
use super::{Index, Person, Why, sound, typo};

// The ways of meeting, nearest first; 0 is none. Bytes, because a query holds one for every word.
const SAME: u8 = 1;
const BEGINS: u8 = 2;
const INITIALS: u8 = 3;
const SOUNDS: u8 = 4;
const SOUNDS_BEGIN: u8 = 5;
/// One typo; the next is two, and the two after are those in a beginning.
const TYPO: u8 = 6;
const TYPO_BEGINS: u8 = 8;

/// Shortest sound that is enough for a beginning.
const SOUND_BEGINNING: usize = 3;

/// How a term meets a word, by looking at both.
pub fn kind(term: &Term, word: &[u16]) -> u8 {
    if words::is_initials(word) {
        let same = term.part == Part::Required && word[1..] == *term.letters;
        return if same { INITIALS } else { 0 };
    }
    if *word == *term.letters {
        return SAME;
    }
    if word.starts_with(&term.letters) {
        return BEGINS;
    }
    let ways = sound::keys(word).map(|key| heard(term, &key));
    match ways.into_iter().filter(|way| *way != 0).min() {
        Some(way) => way,
        None => mistyped(term, word),
    }
}

fn heard(term: &Term, key: &[u16]) -> u8 {
    if !term.heard() {
        0
    } else if term.sounds.iter().any(|sound| **sound == *key) {
        SOUNDS
    } else if term.sounds[0].len() >= SOUND_BEGINNING && key.starts_with(&term.sounds[0]) {
        SOUNDS_BEGIN
    } else {
        0
    }
}

fn mistyped(term: &Term, word: &[u16]) -> u8 {
    let limit = term.typos();
    if limit == 0 {
        return 0;
    }
    let (whole, start) = typo::distances(&term.letters, word, limit);
    if (1..=limit).contains(&whole) {
        TYPO + whole as u8 - 1
    } else if (1..=limit).contains(&start) && word.first() == term.letters.first() {
        TYPO_BEGINS + start as u8 - 1
    } else {
        0
    }
}

impl<K: Copy> Index<K> {
    fn beginning<'a>(&'a self, letters: &'a [u16]) -> impl Iterator<Item = u32> + 'a {
        let from = self
            .order
            .partition_point(|word| *self.texts[*word as usize] < *letters);
        self.order[from..]
            .iter()
            .copied()
            .take_while(move |word| self.texts[*word as usize].starts_with(letters))
    }

    /// Whether any word begins so.
    pub(super) fn begins(&self, letters: &[u16]) -> bool {
        self.beginning(letters).next().is_some()
    }

    /// Writes down how a term meets every word, and lists those that it meets: [`kind`] for all
    /// words, without looking at most of them.
    pub(super) fn meet(&self, term: &Term, kinds: &mut [u8], met: &mut Vec<u32>) {
        for word in self.beginning(&term.letters) {
            let same = self.texts[word as usize].len() == term.letters.len();
            kinds[word as usize] = if same { SAME } else { BEGINS };
            met.push(word);
        }
        if term.part != Part::Required {
            return;
        }
        if term.letters.len() > 1
            && let Some(word) = self.ids.get(&words::initials(term.letters.iter().copied()))
        {
            kinds[*word as usize] = INITIALS;
            met.push(*word);
        }
        if term.letters.len() < 3 {
            return;
        }
        let heard: Vec<u8> = self.keys.iter().map(|key| heard(term, key)).collect();
        let limit = term.typos();
        for (word, known) in kinds.iter_mut().enumerate() {
            if *known != 0 {
                continue;
            }
            let [first, second] = self.sounds[word].map(|key| heard[key as usize]);
            *known = match (first, second) {
                (0, way) | (way, 0) => way,
                (first, second) => first.min(second),
            };
            // A typo takes away one kind of letter at most.
            let missing = (term.mask & !self.masks[word]).count_ones() as usize;
            if *known == 0 && limit > 0 && missing <= limit {
                let text = &self.texts[word];
                let surplus = (self.masks[word] & !term.mask).count_ones() as usize;
                if surplus <= limit || text.first() == term.letters.first() {
                    *known = mistyped(term, text);
                }
            }
            if *known != 0 {
                met.push(word as u32);
            }
        }
    }

    /// The score of a person, and why; `None` when too little is met. `kind` tells how a term, by
    /// its place in the query, meets a word.
    pub(super) fn weigh(
        &self,
        person: u32,
        ask: &Ask,
        kind: impl Fn(usize, u32) -> u8,
    ) -> Option<super::Found> {
        let Person { slots, whole, .. } = &self.people[person as usize];
        let slots = &self.slots[slots.start as usize..slots.end as usize];
        let mut best = attempt(slots, *whole, ask, false, &kind);
        if ask.terms[0].part == Part::Joined {
            let joined = attempt(slots, *whole, ask, true, &kind);
            if joined.map(|(score, _)| score) > best.map(|(score, _)| score) {
                best = joined;
            }
        }
        best.map(|(score, why)| super::Found { score, why, person })
    }
}

/// Gives each term the nearest part of the name that is still free, longest term first.
fn attempt(
    slots: &[Slot],
    whole: u32,
    ask: &Ask,
    joined: bool,
    kind: &impl Fn(usize, u32) -> u8,
) -> Option<(u32, Why)> {
    let (mut used, mut covered) = (0_u32, 0_u8);
    let (mut met, mut cost, mut bonus, mut worst, mut long) = (0, 0, 0, 0, false);
    for (at, term) in ask.terms.iter().enumerate() {
        if term.cover & covered != 0 || (term.part == Part::Joined && !joined) {
            continue;
        }
        let Some((step, way, slot)) = nearest(slots, term, used, |word| kind(at, word)) else {
            continue;
        };
        used |= slot.parts;
        covered |= term.cover;
        let words = (term.cover & ask.required).count_ones();
        let particles = (term.cover & !ask.required).count_ones();
        met += words;
        // Two words that are one are half a way farther.
        cost += (step + u32::from(term.part == Part::Joined)) * words;
        bonus += particles * if way == SAME { 2 } else { 1 };
        if words > 0 {
            worst = worst.max(way);
            long |= term.letters.len() >= 3 && way < TYPO_BEGINS;
        }
    }
    let all = met == ask.required.count_ones();
    if met == 0 || !(all || (ask.enough(met) && long)) {
        return None;
    }
    if used & whole == whole {
        bonus += 3;
    }
    // Eight words cost 8 × 18 at most and earn less than 20.
    let score = met * 10_000 + 4_000 - 20 * cost + bonus;
    Some((score, why(worst)))
}

/// The nearest free word: its cost, the way, and where it is. An extra word costs half a way more.
fn nearest<'a>(
    slots: &'a [Slot],
    term: &Term,
    used: u32,
    kind: impl Fn(u32) -> u8,
) -> Option<(u32, u8, &'a Slot)> {
    slots
        .iter()
        .filter(|slot| slot.parts & used == 0 && (!slot.extra || term.reaches_extra()))
        .map(|slot| (kind(slot.word), slot))
        .filter(|(way, _)| *way != 0)
        .map(|(way, slot)| (u32::from(way - 1) * 2 + u32::from(slot.extra), way, slot))
        .min_by_key(|(cost, ..)| *cost)
}

fn why(worst: u8) -> Why {
    match worst {
        SAME => Why::Exact,
        BEGINS => Why::Prefix,
        INITIALS => Why::Initials,
        SOUNDS | SOUNDS_BEGIN => Why::Sound,
        _ => Why::Typo,
    }
}
