//! vCards 2.1, 3.0 and 4.0 to cards and back.
//!
//! Reading is a stream: one card at a time, whatever the size of the file, each either a card or a
//! refusal with its line and its reason. Encodings that real files are in are understood (UTF-8,
//! UTF-16 with its mark, Latin-1, quoted-printable with or without a charset), and so are the slips
//! that real programs make. What has no place in a card of ours is kept as it stood and written back
//! out; a line that is no property is kept too, and told. Nothing here is without limit.
//!
//! A card is anonymous people's text in a line format: that no value can end a line or add a
//! property is proved by a property test, as in [`crate::calendar`].

use std::io::BufRead;

use domain::card::{Card, Extra};
use thiserror::Error;

mod lines;
pub(crate) mod meaning;
pub(crate) mod property;
mod reader;
mod unfold;
pub(crate) mod write;

pub use reader::Reader;

/// Largest card, its picture included, in octets.
pub const CARD_LIMIT: usize = 1024 * 1024;
/// Most cards in one file.
pub const CARDS_LIMIT: usize = 20_000;
/// Most lines of one card, continuations apart.
pub const LINES_LIMIT: usize = 1_000;
/// How deep cards may stand in one another (`AGENT`).
pub const DEPTH_LIMIT: usize = 4;
/// How much is shown of what is refused or not understood, in characters.
pub(crate) const SHOWN: usize = 120;
/// What is told of a card that nothing ends.
pub const UNENDED: &str = "END:VCARD?";
/// The name under which a line that is no property is kept.
pub const UNREAD: &str = "X-CINQASEPT-UNREAD";
/// What a birthday (« vers 1956 ») and a revision that are no moments are called in version 3.0,
/// which has no place for them.
pub const UNTIMED: [(&str, &str); 2] = [("BDAY", "X-CINQASEPT-BDAY"), ("REV", "X-CINQASEPT-REV")];

/// How the name begins of what a card says a second time where vCards say it once: the other day of
/// birth, the other name in its parts, of somebody whose cards have become one.
pub const OTHER: &str = "X-CINQASEPT-OTHER-";
/// What a vCard says once at most (RFC 6350, RFC 6474).
pub(crate) const ONCE: [&str; 11] = [
    "N",
    "BDAY",
    "ANNIVERSARY",
    "GENDER",
    "KIND",
    "PRODID",
    "REV",
    "UID",
    "BIRTHPLACE",
    "DEATHDATE",
    "DEATHPLACE",
];
/// Tells that a nickname is a full name: version 3.0 has one such, and somebody may have others.
pub(crate) const FULL_NAME: &str = "X-CINQASEPT-FULL-NAME";

/// What a name says a second time, if it is such a name: `BDAY` of `X-CINQASEPT-OTHER-BDAY`.
pub(crate) fn said_again(name: &str) -> Option<&str> {
    let again = name.strip_prefix(OTHER);
    again.filter(|name| ONCE.contains(name) || *name == "FN")
}

/// Which vCard is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// RFC 2426: what telephones understand.
    #[default]
    V3,
    /// RFC 6350.
    V4,
}

/// A card that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of the file at which it begins, from 1.
    pub line: usize,
    /// What was read, as text.
    pub raw: String,
    /// What it says.
    pub card: Card,
    /// What could not be understood in it.
    pub troubles: Vec<Trouble>,
}

/// A line of a card that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The line of the file, from 1.
    pub line: usize,
    /// The line's beginning.
    pub text: String,
}

impl Trouble {
    /// The beginning of a line that could not be understood.
    pub(crate) fn new(line: usize, text: &str) -> Self {
        Self {
            line,
            text: text.chars().take(SHOWN).collect(),
        }
    }
}

/// Something in a file that is no card.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct Refusal {
    /// The line of the file, from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
    /// The beginning of what is refused.
    pub text: String,
}

/// Why something is no card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// Text between cards, or a file of something else.
    #[error("this is not a vCard")]
    NotACard,
    /// More than [`CARD_LIMIT`].
    #[error("the card is larger than {CARD_LIMIT} octets")]
    TooLarge,
    /// More than [`LINES_LIMIT`].
    #[error("the card has more than {LINES_LIMIT} lines")]
    TooManyLines,
    /// More than [`DEPTH_LIMIT`].
    #[error("cards stand in one another more than {DEPTH_LIMIT} deep")]
    TooDeep,
    /// More than [`CARDS_LIMIT`]; nothing after it is read.
    #[error("the file holds more than {CARDS_LIMIT} cards")]
    TooManyCards,
    /// No name, no organisation, no way to reach anybody.
    #[error("the card says nothing of anybody")]
    Blank,
    /// The bytes stopped coming; nothing after it is read.
    #[error("the file cannot be read to its end")]
    Unreadable,
}

/// Reads cards one at a time.
pub fn read<R: BufRead>(input: R) -> Reader<R> {
    Reader::new(input)
}

/// The first card of a text.
pub fn read_one(text: &str) -> Result<Entry, Refusal> {
    let refused = Refusal {
        line: 1,
        reason: Reason::NotACard,
        text: String::new(),
    };
    read(text.as_bytes()).next().unwrap_or(Err(refused))
}

/// The properties of a card.
pub fn properties(card: &Card, version: Version) -> Vec<Extra> {
    write::properties(card, version)
}

/// The value of a property, as people read it.
pub fn text(property: &Extra) -> String {
    match property::is_unescaped(property) {
        true => property.value.clone(),
        false => property::plain(&property.value),
    }
}

/// Whether a property's value is bytes: a picture, a sound, a key.
pub fn is_bytes(property: &Extra) -> bool {
    property::is_binary(property) || property::is_data(property)
}

/// Writes a card.
pub fn write(card: &Card, version: Version) -> String {
    let mut out = String::with_capacity(512);
    write::card(&mut out, card, version);
    out
}

#[cfg(test)]
mod tests;
