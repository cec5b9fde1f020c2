//! A query, read once: which words must be met, which may be, and which may belong together.

use super::sound;
use super::words::{Letters, chains, is_particle, letters, mask};

/// Most words of a query that are read.
const WORDS: usize = 8;
/// Longest query, in words, in which words are tried run together.
const JOINED_WORDS: usize = 5;
/// Shortest word that is tried by running two together.
const JOINED_LETTERS: usize = 4;

/// What a term is to its query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Two words that may be one.
    Joined,
    /// A word to meet.
    Required,
    /// A particle beside other words.
    Optional,
}

/// One thing to look for.
#[derive(Debug)]
pub struct Term {
    /// As compared.
    pub letters: Letters,
    /// The words of the query it answers for, as bits.
    pub cover: u8,
    /// How it counts.
    pub part: Part,
    /// Its letters as a set.
    pub mask: u32,
    /// Its one or two sounds.
    pub sounds: [Letters; 2],
}

impl Term {
    fn new(letters: Letters, cover: u8, part: Part) -> Self {
        Self {
            mask: mask(&letters),
            sounds: sound::keys(&letters),
            letters,
            cover,
            part,
        }
    }

    /// Whether it is long enough to be looked for in organisations.
    pub fn reaches_extra(&self) -> bool {
        self.letters.len() >= 3
    }

    /// How many typos are forgiven.
    pub fn typos(&self) -> usize {
        match self.letters.len() {
            _ if self.part != Part::Required => 0,
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        }
    }

    /// Whether it is compared by ear.
    pub fn heard(&self) -> bool {
        self.part == Part::Required && self.letters.len() >= 3 && self.sounds[0].len() >= 2
    }
}

/// A query.
#[derive(Debug, Default)]
pub struct Ask {
    /// What to look for: joined, then required, then optional, each longest first, so that the
    /// order in which words were typed is forgotten.
    pub terms: Vec<Term>,
    /// The words to meet, as bits.
    pub required: u8,
}

impl Ask {
    /// Reads what was typed. `begins` says whether any word known begins so.
    pub fn read(query: &str, begins: impl Fn(&[u16]) -> bool) -> Self {
        let typed: String = query.chars().take(super::QUERY_LIMIT).collect();
        let mut words: Vec<String> = chains(&typed).concat();
        words.truncate(WORDS);
        words.sort_by_cached_key(|word| {
            let units: Vec<u16> = word.encode_utf16().collect();
            (std::cmp::Reverse(units.len()), units)
        });
        let particles_only = words.iter().all(|word| is_particle(word));
        let mut ask = Self::default();
        let (mut singles, mut optional) = (Vec::new(), Vec::new());
        for (at, word) in words.iter().enumerate() {
            let bit = 1 << at;
            if particles_only || !is_particle(word) {
                ask.required |= bit;
                singles.push(Term::new(letters(word), bit, Part::Required));
            } else {
                optional.push(Term::new(letters(word), bit, Part::Optional));
            }
        }
        if words.len() <= JOINED_WORDS {
            ask.join(&words, begins);
        }
        ask.terms.append(&mut singles);
        ask.terms.append(&mut optional);
        ask
    }

    fn join(&mut self, words: &[String], begins: impl Fn(&[u16]) -> bool) {
        for (a, first) in words.iter().enumerate() {
            for (b, second) in words.iter().enumerate() {
                let cover = 1 << a | 1 << b;
                if a == b || cover & self.required == 0 {
                    continue;
                }
                let joined = letters(&format!("{first}{second}"));
                if joined.len() >= JOINED_LETTERS && begins(&joined) {
                    self.terms.push(Term::new(joined, cover, Part::Joined));
                }
            }
        }
        self.terms.sort_by(|a, b| {
            (b.letters.len().cmp(&a.letters.len())).then(a.letters.cmp(&b.letters))
        });
    }

    /// Whether so many words met are worth showing.
    pub fn enough(&self, met: u32) -> bool {
        met * 2 >= self.required.count_ones()
    }
}
