//! Finding a name at a noisy door: as it is typed, misheard, misspelt, shortened or turned around.
//!
//! Owns an index in memory over the people of one evening (made for up to 10,000) and the order in
//! which it answers. Refuses everything else: it knows no database, no clock and no page, and keeps
//! nothing of what was asked. `crates/web/assets/js/name_search.js` is the same search for a door
//! without network; `fixtures/door/search.json` holds the two to the same answers.
//!
//! **A word of the query meets a word of a person** in the best of these ways:
//!
//! 1. the same word;
//! 2. its beginning, which is all that one or two letters may be;
//! 3. initials: `js` is Jean-Sébastien, `mt` Marie Tremblay;
//! 4. the same sound in French ([`sound`]), or the beginning of it;
//! 5. a typo: one insertion, deletion, substitution or transposition in a word of four letters or
//!    more, two from eight on; then the beginning of a word, with as many.
//!
//! Case, accents, hyphens and apostrophes never count. Words may come in any order, be run together
//! (`delabruere`, `stonge`) or taken apart (`mac donald`). Particles (*de*, *la*, *van*…) may be left
//! out or added. *Saint*, *sainte*, *st* and *ste* are one word. A word of what somebody's
//! organisation is called serves as well, half a step behind the same match in the name.
//!
//! **The order**: more words met; then nearer ways, summed over the words; then particles met and the
//! whole name said; then the weight, which says who is likely to come next; then family name, given
//! name, and who was added first. Somebody may miss at most half of the words, and must then meet one
//! of three letters or more better than by a mistyped beginning.

use std::cmp::Ordering;
use std::collections::HashMap;

mod ask;
mod meeting;
pub mod sound;
mod typo;
mod words;

#[cfg(test)]
mod tests;

use ask::{Ask, Part};
pub use words::is_particle;
use words::{Letters, Slot};
pub(crate) use words::{chains, joins};

/// Most characters of a query that are read; what comes after is ignored.
pub const QUERY_LIMIT: usize = 80;

/// One person to be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a, K> {
    /// What a hit gives back. Each is added once.
    pub id: K,
    /// Given names, as written.
    pub given: &'a str,
    /// Family names, as written; empty for a mononym.
    pub family: &'a str,
    /// Words of the organisation, trade or anything else people are asked for by.
    pub extra: &'a str,
    /// How likely this person is to be the one asked for; greater comes first among equals.
    pub weight: f32,
}

/// The least near way in which a person meets the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Every word is the same.
    Exact,
    /// A word begins as asked.
    Prefix,
    /// The initials are those.
    Initials,
    /// It sounds the same in French.
    Sound,
    /// A letter or two differ.
    Typo,
}

/// One person found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<K> {
    /// Who.
    pub id: K,
    /// The order before weights: 10,000 for each word met and less than that for how near.
    pub score: u32,
    /// The weakest link.
    pub why: Why,
}

#[derive(Debug)]
struct Person<K> {
    id: K,
    weight: f32,
    name: Letters,
    slots: std::ops::Range<u32>,
    /// The parts of the name that are not particles.
    whole: u32,
}

/// Everybody who can be found. Words are kept once, however many people share them.
#[derive(Debug)]
pub struct Index<K> {
    people: Vec<Person<K>>,
    slots: Vec<Slot>,
    texts: Vec<Letters>,
    ids: HashMap<Letters, u32>,
    /// Ids of words in the order of their letters, for prefixes.
    order: Vec<u32>,
    /// The set of letters of each word, to pass over most words without looking at them.
    masks: Vec<u32>,
    /// The one or two sounds of each word.
    sounds: Vec<[u32; 2]>,
    /// The people who have each word: twice the person, plus one when it is an extra word.
    bearers: Vec<Vec<u32>>,
    keys: Vec<Letters>,
    key_ids: HashMap<Letters, u32>,
}

/// What ranks a hit.
struct Found {
    score: u32,
    why: Why,
    person: u32,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self {
            people: Vec::new(),
            slots: Vec::new(),
            texts: Vec::new(),
            ids: HashMap::new(),
            order: Vec::new(),
            masks: Vec::new(),
            sounds: Vec::new(),
            bearers: Vec::new(),
            keys: Vec::new(),
            key_ids: HashMap::new(),
        }
    }
}

/// Whether two words, as written, differ by at most so many typos (2 at most).
pub(crate) fn is_typo_of(one: &str, other: &str, typos: usize) -> bool {
    let near = |[one, other]: &[Letters; 2]| {
        let (whole, _) = typo::distances(one, other, typos.min(2));
        whole <= typos
    };
    let short = [one, other].map(words::letters);
    // `sainfleur` is near `saintfleur`, and far from `stfleur`.
    let written = [one, other].map(words::bounded);
    near(&short) || (written != short && near(&written))
}

impl<K: Copy> Index<K> {
    /// An index over these people.
    pub fn build<'a>(entries: impl IntoIterator<Item = Entry<'a, K>>) -> Self {
        let mut index = Self::default();
        for entry in entries {
            index.add(&entry);
        }
        let texts = &index.texts;
        index.order = (0..texts.len() as u32).collect();
        index
            .order
            .sort_unstable_by(|a, b| texts[*a as usize].cmp(&texts[*b as usize]));
        index
    }

    /// Adds somebody who came unannounced.
    pub fn insert(&mut self, entry: &Entry<'_, K>) {
        let known = self.texts.len();
        self.add(entry);
        for id in known..self.texts.len() {
            let texts = &self.texts;
            let at = self
                .order
                .partition_point(|other| texts[*other as usize] < texts[id]);
            self.order.insert(at, id as u32);
        }
    }

    /// How many people can be found.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody can be found.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The best `limit` people for what was typed, best first. Nobody for a query without a letter.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit<K>> {
        let ask = Ask::read(query, |joined| self.begins(joined));
        if ask.terms.is_empty() || limit == 0 {
            return Vec::new();
        }
        let size = self.texts.len();
        let mut kinds = vec![0_u8; ask.terms.len() * size];
        let mut reach = vec![0_u8; self.people.len()];
        let mut reached = Vec::new();
        let mut met = Vec::new();
        for (term, kinds) in ask.terms.iter().zip(kinds.chunks_exact_mut(size.max(1))) {
            met.clear();
            self.meet(term, kinds, &mut met);
            if term.part == Part::Optional {
                continue;
            }
            for bearer in met.iter().flat_map(|word| &self.bearers[*word as usize]) {
                if bearer & 1 == 1 && !term.reaches_extra() {
                    continue;
                }
                let person = bearer >> 1;
                if reach[person as usize] == 0 {
                    reached.push(person);
                }
                reach[person as usize] |= term.cover;
            }
        }
        let found = reached
            .into_iter()
            .filter(|person| ask.enough((reach[*person as usize] & ask.required).count_ones()))
            .filter_map(|person| {
                self.weigh(person, &ask, |term, word| {
                    kinds[term * size + word as usize]
                })
            })
            .collect();
        self.best(found, limit)
    }

    /// The same answer by comparing every word of everybody: what the index is measured and
    /// tested against.
    #[doc(hidden)]
    pub fn find_by_scan(&self, query: &str, limit: usize) -> Vec<Hit<K>> {
        let ask = Ask::read(query, |joined| self.begins(joined));
        if ask.terms.is_empty() {
            return Vec::new();
        }
        let found = (0..self.people.len() as u32)
            .filter_map(|person| {
                self.weigh(person, &ask, |term, word| {
                    meeting::kind(&ask.terms[term], &self.texts[word as usize])
                })
            })
            .collect();
        self.best(found, limit)
    }

    fn best(&self, mut found: Vec<Found>, limit: usize) -> Vec<Hit<K>> {
        if limit < found.len() {
            found.select_nth_unstable_by(limit, |a, b| self.before(a, b));
            found.truncate(limit);
        }
        found.sort_unstable_by(|a, b| self.before(a, b));
        found
            .iter()
            .map(|found| Hit {
                id: self.people[found.person as usize].id,
                score: found.score,
                why: found.why,
            })
            .collect()
    }

    fn before(&self, a: &Found, b: &Found) -> Ordering {
        let (one, other) = (
            &self.people[a.person as usize],
            &self.people[b.person as usize],
        );
        b.score
            .cmp(&a.score)
            .then_with(|| other.weight.total_cmp(&one.weight))
            .then_with(|| one.name.cmp(&other.name))
            .then_with(|| a.person.cmp(&b.person))
    }

    fn add(&mut self, entry: &Entry<'_, K>) {
        let person = self.people.len() as u32;
        let start = self.slots.len() as u32;
        let named = words::of_person(entry.given, entry.family, entry.extra);
        for (text, parts, extra) in named.words {
            let word = self.word(text);
            self.slots.push(Slot { word, parts, extra });
            let bearer = person << 1 | u32::from(extra);
            let bearers = &mut self.bearers[word as usize];
            if bearers.last() != Some(&bearer) {
                bearers.push(bearer);
            }
        }
        // One zero and no NaN, so that weights have one order in every language.
        let weight = if entry.weight.is_finite() {
            entry.weight + 0.0
        } else {
            0.0
        };
        self.people.push(Person {
            id: entry.id,
            weight,
            name: words::sort_name(entry.given, entry.family),
            slots: start..self.slots.len() as u32,
            whole: named.whole,
        });
    }

    fn word(&mut self, text: Letters) -> u32 {
        if let Some(id) = self.ids.get(&text) {
            return *id;
        }
        let id = self.texts.len() as u32;
        let [first, second] = if words::is_initials(&text) {
            [Letters::default(), Letters::default()]
        } else {
            sound::keys(&text)
        };
        let sounds = [self.key(first), self.key(second)];
        self.sounds.push(sounds);
        self.masks.push(words::mask(&text));
        self.bearers.push(Vec::new());
        self.ids.insert(text.clone(), id);
        self.texts.push(text);
        id
    }

    fn key(&mut self, key: Letters) -> u32 {
        if let Some(id) = self.key_ids.get(&key) {
            return *id;
        }
        let id = self.keys.len() as u32;
        self.key_ids.insert(key.clone(), id);
        self.keys.push(key);
        id
    }
}

impl<K: Copy + PartialEq> Index<K> {
    /// Says anew how likely somebody is to be asked for; nothing happens when nobody has this id.
    pub fn set_weight(&mut self, id: K, weight: f32) {
        if let Some(person) = self.people.iter_mut().find(|person| person.id == id) {
            person.weight = if weight.is_finite() {
                weight + 0.0
            } else {
                0.0
            };
        }
    }
}
