//! A text as it is compared: its letters, their sounds, and a number that stands for it.

use super::Level;
use super::distance;
use crate::name_search::sound;

/// Longest text that is compared, in octets.
const LETTERS_LIMIT: usize = 40;

/// A folded text without anything but letters and digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    letters: Box<[u8]>,
    hash: u64,
    sounds: [u64; 2],
}

impl Value {
    /// Words run together; `None` when nothing is left. The words are folded already.
    pub fn of<S: AsRef<str>>(words: &[S]) -> Option<Self> {
        let joined: String = words.iter().map(AsRef::as_ref).collect();
        let mut end = joined.len().min(LETTERS_LIMIT);
        while !joined.is_char_boundary(end) {
            end -= 1;
        }
        let joined = &joined[..end];
        if joined.is_empty() {
            return None;
        }
        let units: Vec<u16> = joined.encode_utf16().collect();
        let sounds = sound::keys(&units).map(|key| {
            let octets: Vec<u8> = key.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            hash(&octets)
        });
        Some(Self {
            letters: joined.as_bytes().into(),
            hash: hash(joined.as_bytes()),
            sounds,
        })
    }

    /// The letters.
    pub fn letters(&self) -> &[u8] {
        &self.letters
    }

    /// What stands for the text.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// What stands for its sounds: one, or two that may be the same.
    pub fn sounds(&self) -> [u64; 2] {
        self.sounds
    }

    /// Whether both sound the same in French.
    pub fn sounds_like(&self, other: &Self) -> bool {
        self.letters.len().min(other.letters.len()) > 2
            && self.sounds.iter().any(|sound| other.sounds.contains(sound))
    }

    /// How near the letters come.
    pub fn nearness(&self, other: &Self) -> Level {
        if self.hash == other.hash {
            return Level::Same;
        }
        distance::nearness(&self.letters, &other.letters)
    }
}

/// FNV-1a over 64 bits, mixed: the same on every machine and in every version, since it is stored.
pub fn hash(octets: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for octet in octets {
        hash = (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 32)
}

/// The words of a text: folded, apart at whatever is neither letter nor digit.
pub fn words(text: &str) -> Vec<String> {
    let folded = crate::text::folded(text);
    let apart = folded.split(|c: char| !c.is_alphanumeric());
    let words = apart.filter(|word| !word.is_empty());
    words.take(24).map(str::to_owned).collect()
}

/// *Saint* and its kin as one word.
pub fn saint(word: &str) -> &str {
    match word {
        "saint" | "sainte" | "ste" => "st",
        _ => word,
    }
}
