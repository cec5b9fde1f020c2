//! Names as they are compared: particles, hyphens, initials, nicknames, swapped order.

use super::Level;
use super::nicknames;
use super::value::{Value, saint, words};
use crate::name_search::is_particle;

/// Words before and after a name that are no name.
const TITLES: [&str; 18] = [
    "m", "mme", "mlle", "mr", "mrs", "ms", "miss", "dr", "dre", "me", "prof", "ing", "cpa", "mba",
    "phd", "monsieur", "madame", "esq",
];

/// Which of several of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// Père, senior.
    Elder,
    /// Fils, junior.
    Younger,
    /// The second, the third…
    Numbered(u8),
}

/// Whether a word before or after a name is none: `Mme`, `ing.`, `fils`.
pub fn is_title(word: &str) -> bool {
    let word = crate::text::folded(word).replace('.', "");
    TITLES.contains(&word.as_str()) || Generation::of(&word).is_some()
}

impl Generation {
    fn of(word: &str) -> Option<Self> {
        match word {
            "pere" | "sr" | "senior" => Some(Self::Elder),
            "fils" | "jr" | "junior" => Some(Self::Younger),
            "ii" => Some(Self::Numbered(2)),
            "iii" => Some(Self::Numbered(3)),
            "iv" | "iiii" => Some(Self::Numbered(4)),
            _ => None,
        }
    }
}

/// Which of several of one name, as one word: `Jr.` and `fils` are `fils`. Nothing where a text does not say.
pub fn generation(text: &str) -> Option<String> {
    let told = words(text).iter().find_map(|word| Generation::of(word))?;
    Some(match told {
        Generation::Elder => "pere".to_owned(),
        Generation::Younger => "fils".to_owned(),
        Generation::Numbered(number) => "i".repeat(number.into()),
    })
}

/// One part of a name: all given names, or all family names.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// All of it, particles included.
    pub whole: Value,
    /// Without particles and middle initials.
    pub core: Value,
    /// Its words, particles apart, when there are several.
    pub words: Vec<Value>,
    /// The nicknames it belongs to.
    kin: Vec<u16>,
}

/// A name that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Given names.
    pub given: Option<Part>,
    /// Family names.
    pub family: Option<Part>,
    /// Which of several of one name.
    pub generation: Option<Generation>,
}

/// Takes a whole name apart: the family name is before a comma, or else the last word with the
/// particles before it.
pub fn split(full: &str) -> (String, String) {
    if let Some((family, given)) = full.split_once(',') {
        return (given.trim().to_owned(), family.trim().to_owned());
    }
    let all: Vec<&str> = full.split_whitespace().collect();
    let is_tail =
        |word: &&str| Generation::of(&crate::text::folded(word).replace('.', "")).is_some();
    let end = all.len() - all.iter().rev().take_while(|word| is_tail(word)).count();
    if end < 2 {
        return (full.trim().to_owned(), String::new());
    }
    let mut at = end - 1;
    while at > 1 {
        let before = crate::text::folded(all[at - 1]).replace('.', "");
        if !is_particle(&before) && saint(&before) != "st" {
            break;
        }
        at -= 1;
    }
    (all[..at].join(" "), all[at..].join(" "))
}

impl Named {
    /// Reads a name. Without family name, the whole is taken apart first.
    pub fn read(given: &str, family: &str) -> Option<Self> {
        if family.trim().is_empty() && given.split_whitespace().count() > 1 {
            let (first, last) = split(given);
            if !last.is_empty() {
                return Self::read(&first, &last);
            }
        }
        let mut named = Self::default();
        let given = named.words(given);
        let family = named.words(family);
        named.given = Part::of(&given);
        named.family = Part::of(&family);
        (named.given.is_some() || named.family.is_some()).then_some(named)
    }

    /// Whether both parts come near those of another name, and not both are the same.
    pub fn is_another_spelling_of(&self, other: &Self) -> bool {
        let level = |one: &Option<Part>, other: &Option<Part>| {
            let (one, other) = (one.as_ref()?, other.as_ref()?);
            Some(one.level(other)).filter(|level| *level != Level::Differs)
        };
        let levels = (
            level(&self.given, &other.given),
            level(&self.family, &other.family),
        );
        match levels {
            (Some(given), Some(family)) => (given, family) != (Level::Same, Level::Same),
            _ => false,
        }
    }

    fn words(&mut self, text: &str) -> Vec<String> {
        let all = words(text);
        let several = all.len() > 1;
        let mut kept = Vec::new();
        for (at, word) in all.iter().enumerate() {
            match Generation::of(word) {
                Some(generation) if at > 0 => self.generation = Some(generation),
                _ if several && TITLES.contains(&word.as_str()) && word.len() > 1 => {}
                _ => kept.push(saint(word).to_owned()),
            }
        }
        if kept.is_empty() { all } else { kept }
    }
}

impl Part {
    fn of(words: &[String]) -> Option<Self> {
        let whole = Value::of(words)?;
        let named: Vec<&String> = words.iter().filter(|word| !is_particle(word)).collect();
        let long: Vec<&&String> = named.iter().filter(|word| word.len() > 1).collect();
        let core = if long.is_empty() {
            &named.iter().collect()
        } else {
            &long
        };
        let core = Value::of(core).unwrap_or_else(|| whole.clone());
        let several = named.len() > 1;
        let mut kin = nicknames::of(std::str::from_utf8(core.letters()).unwrap_or_default());
        if several {
            kin.extend(nicknames::of(named[0]));
        }
        let words = match several {
            true => named.iter().filter_map(|word| Value::of(&[word])).collect(),
            false => Vec::new(),
        };
        Some(Self {
            whole,
            core,
            words,
            kin,
        })
    }

    /// The words: the only one, or several.
    fn each(&self) -> &[Value] {
        match self.words.is_empty() {
            true => std::slice::from_ref(&self.core),
            false => &self.words,
        }
    }

    /// How near two given names, or two family names, come.
    pub fn level(&self, other: &Self) -> Level {
        if self.is(other) {
            return Level::Same;
        }
        let mut level = self.core.nearness(&other.core);
        if level == Level::Differs {
            level = self.whole.nearness(&other.whole);
        }
        if level == Level::Near {
            return level;
        }
        if self.kin.iter().any(|group| other.kin.contains(group)) {
            Level::Alias
        } else if self.core.sounds_like(&other.core) {
            Level::Sound
        } else if self.abbreviates(other) || other.abbreviates(self) {
            Level::Initial
        } else if self.holds(other) || other.holds(self) {
            Level::Part
        } else {
            level
        }
    }

    fn is(&self, other: &Self) -> bool {
        let hashes = |part: &Self| [part.core.hash(), part.whole.hash()];
        let of_other = hashes(other);
        hashes(self).iter().any(|hash| of_other.contains(hash))
    }

    /// `J.`, `JF` and `J.-F.` for Jean-François.
    fn abbreviates(&self, other: &Self) -> bool {
        let of_words = other.each().iter().map(|word| word.letters()[0]);
        let mut initials = of_words.take(4).collect::<Vec<u8>>();
        if initials.is_empty() {
            return false;
        }
        let letters = self.whole.letters();
        if self.whole.letters().len() == other.whole.letters().len() || letters.len() > 3 {
            return false;
        }
        if letters.len() == 1 {
            initials.truncate(1);
        }
        letters == initials
    }

    /// One of several names is all of the other.
    fn holds(&self, other: &Self) -> bool {
        let words = self.words.iter();
        let mut long = words.filter(|word| word.letters().len() > 2);
        !self.words.is_empty()
            && (long.any(|word| word.hash() == other.core.hash())
                || shared(&self.words, &other.words))
    }
}

fn shared(some: &[Value], others: &[Value]) -> bool {
    let is_in =
        |word: &Value| word.letters().len() > 2 && others.iter().any(|o| o.hash() == word.hash());
    some.iter().any(is_in)
}
