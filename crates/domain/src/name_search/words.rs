//! From names to words: what is folded, taken apart, run together and dropped.

use crate::text::folded;

/// A word, folded, in UTF-16 units: what a browser compares.
pub type Letters = Box<[u16]>;

/// Longest word that is compared, in UTF-16 units.
pub const WORD_LIMIT: usize = 32;
/// Most parts of a person's names.
const NAME_PARTS: u32 = 20;
/// Most words of organisation and trade.
const EXTRA_WORDS: u32 = 10;
/// What a word that stands for initials begins with: nobody can type it.
const INITIALS: u16 = 1;

/// Words that people add and leave out at will.
const PARTICLES: [&str; 19] = [
    "d", "da", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "l", "la", "le",
    "les", "van", "von", "y",
];

/// A word of one person.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Which word.
    pub word: u32,
    /// Which parts of the name it is made of, as bits: a part is met once.
    pub parts: u32,
    /// Whether it is of the organisation and not of the name.
    pub extra: bool,
}

/// Takes a text apart: chains of parts that a hyphen or an apostrophe links.
pub fn chains(text: &str) -> Vec<Vec<String>> {
    let mut chains = vec![vec![String::new()]];
    for c in folded(text).chars() {
        let chain = chains.last_mut().expect("there is always one");
        if "'‘ʻʼ`-‐–−".contains(c) {
            chain.push(String::new());
        } else if c.is_alphanumeric() {
            chain.last_mut().expect("there is always one").push(c);
        } else {
            chains.push(vec![String::new()]);
        }
    }
    for chain in &mut chains {
        chain.retain(|part| !part.is_empty());
    }
    chains.retain(|chain| !chain.is_empty());
    chains
}

/// The letters of a word as it is compared: *saint* and its kin are `st`, alone or in front.
pub fn letters(word: &str) -> Letters {
    let short = match word {
        "saint" | "sainte" | "ste" => "st".to_owned(),
        _ => match word.strip_prefix("saint") {
            Some(rest) => format!("st{rest}"),
            None => word.to_owned(),
        },
    };
    bounded(&short)
}

/// The letters of a word as they stand.
pub fn bounded(word: &str) -> Letters {
    word.encode_utf16().take(WORD_LIMIT).collect()
}

/// Whether a word may be left out.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a part may be written together with the one after it: `Mac Donald`, `El Khatib`.
pub fn joins(part: &str) -> bool {
    is_particle(part) || letters(part).len() <= 3
}

/// Whether a word stands for initials.
pub fn is_initials(word: &[u16]) -> bool {
    word.first() == Some(&INITIALS)
}

/// The word that stands for these initials.
pub fn initials(letters: impl IntoIterator<Item = u16>) -> Letters {
    std::iter::once(INITIALS).chain(letters).collect()
}

/// The set of a word's letters, one bit each for a to z and six for all others together.
/// Empty for initials, which nothing resembles.
pub fn mask(word: &[u16]) -> u32 {
    if is_initials(word) {
        return 0;
    }
    word.iter().fold(0, |mask, unit| {
        let bit = match unit {
            97..=122 => unit - 97,
            _ => 26 + unit % 6,
        };
        mask | 1 << bit
    })
}

/// What people are sorted by among equals: family name, then given name.
pub fn sort_name(given: &str, family: &str) -> Letters {
    format!("{} {}", folded(family), folded(given))
        .encode_utf16()
        .collect()
}

/// The words of one person.
pub struct Named {
    /// Each word, the parts of the name it covers, and whether it is extra.
    pub words: Vec<(Letters, u32, bool)>,
    /// The parts that are not particles: the whole name, for who says it all.
    pub whole: u32,
}

/// Every word a person is found by.
pub fn of_person(given: &str, family: &str, extra: &str) -> Named {
    let mut person = Words::default();
    let given = person.name(given);
    let all = [given.clone(), person.name(family)].concat();
    let family = &all[given.len()..];
    person.initials(&given);
    person.initials(&all);
    if given.len() > 1 {
        person.initials(&[&given[..1], family].concat());
    }
    for word in chains(extra).concat() {
        if word.encode_utf16().count() >= 3 && !is_particle(&word) && person.extras < EXTRA_WORDS {
            let part = 1 << (NAME_PARTS + person.extras);
            person.extras += 1;
            person.add(&word, part, true);
        }
    }
    Named {
        words: person.words,
        whole: all.iter().fold(0, |whole, (_, bit)| whole | bit),
    }
}

/// The words of a person while they are gathered.
#[derive(Default)]
struct Words {
    words: Vec<(Letters, u32, bool)>,
    parts: u32,
    extras: u32,
}

impl Words {
    fn add(&mut self, word: &str, parts: u32, extra: bool) {
        let short = letters(word);
        // While "sain" is typed, it is not yet a saint.
        let spelt = match word {
            "st" | "ste" => bounded("saint"),
            _ => bounded(word),
        };
        if spelt != short {
            self.words.push((spelt, parts, extra));
        }
        self.words.push((short, parts, extra));
    }

    /// Adds the words of a given or family name; the parts that are not particles, with their bits.
    fn name(&mut self, text: &str) -> Vec<(u16, u32)> {
        let mut heads = Vec::new();
        // The short parts that stand before, each with its bit.
        let mut before: Vec<(String, u32)> = Vec::new();
        for chain in chains(text) {
            let mut bits = Vec::new();
            for part in &chain {
                if self.parts == NAME_PARTS {
                    return heads;
                }
                let bit = 1 << self.parts;
                self.parts += 1;
                bits.push(bit);
                self.add(part, bit, false);
                if !is_particle(part) {
                    heads.extend(part.encode_utf16().next().map(|unit| (unit, bit)));
                }
            }
            if chain.len() > 1 {
                self.add(&chain.concat(), bits.iter().sum(), false);
            }
            if chain.len() > 2 && joins(&chain[0]) {
                self.add(&chain[..2].concat(), bits[0] | bits[1], false);
            }
            let (mut joined, mut covered) = (chain[0].clone(), bits[0]);
            for (short, bit) in before.iter().rev() {
                joined.insert_str(0, short);
                covered |= bit;
                self.add(&joined, covered, false);
            }
            if chain.len() == 1 && joins(&chain[0]) {
                before.push((chain[0].clone(), bits[0]));
            } else {
                before.clear();
            }
        }
        heads
    }

    fn initials(&mut self, heads: &[(u16, u32)]) {
        if heads.len() < 2 {
            return;
        }
        let word = initials(heads.iter().map(|(unit, _)| *unit));
        if !self.words.iter().any(|(known, ..)| *known == word) {
            let parts = heads.iter().fold(0, |all, (_, bit)| all | bit);
            self.words.push((word, parts, false));
        }
    }
}
