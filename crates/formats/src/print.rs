//! What printed sheets have in common: paper, the embedded fonts, text that fits its box, pages.
//!
//! Pages are PDF, made in memory: the same input gives the same octets, for there is no clock and
//! no chance in it. Each file carries the letters it uses and no others, once. Refused: more than
//! [`PEOPLE_LIMIT`] people, and links that no small code holds. This module knows of boxes and
//! letters; what a badge or a list says is theirs.

pub(crate) mod document;
pub(crate) mod face;
pub(crate) mod fit;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Most people in one file.
pub const PEOPLE_LIMIT: usize = 10_000;
/// Longest link that is drawn as a small code, in octets: beyond, its squares are too fine for a
/// phone.
pub const LINK_LIMIT: usize = 200;

/// Letters of one field that are looked at; no printed line holds as many.
const LETTERS: usize = 300;
/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// Why nothing can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PrintError {
    /// More than [`PEOPLE_LIMIT`].
    #[error("more than {PEOPLE_LIMIT} people in one file")]
    TooMany,
    /// The sheet has no such label.
    #[error("the sheet has labels 1 to {last}")]
    NoSuchLabel {
        /// The sheet's last label.
        last: usize,
    },
    /// A link of more than [`LINK_LIMIT`] octets.
    #[error("the link of person {person} is longer than {LINK_LIMIT} octets")]
    LinkTooLong {
        /// Which of the people, counted from zero.
        person: usize,
    },
    /// The program's own fonts cannot be read, which a test rules out.
    #[error("the embedded fonts cannot be read")]
    Fonts,
}

/// The paper in the printer, upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 8½ × 11 inches.
    #[default]
    Letter,
    /// 210 × 297 mm (ISO 216).
    A4,
}

impl Paper {
    /// Width and height in millimetres.
    pub fn millimetres(self) -> (f32, f32) {
        match self {
            Self::Letter => (215.9, 279.4),
            Self::A4 => (210.0, 297.0),
        }
    }
}

/// A rectangle in points, measured from the sheet's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }
}

/// The text as one line of composed letters, without what has no shape (marks of direction,
/// joiners, variation selectors) and no longer than any box can use.
pub(crate) fn tidy(text: &str) -> String {
    let shown = text.nfc().filter(|c| !is_invisible(*c)).take(LETTERS);
    let spaced: String = shown
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<&str> = spaced
        .split([' ', '\u{2028}', '\u{2029}', '\u{3000}'])
        .collect();
    words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

/// Refuses too many people, and links too long for a small code.
pub(crate) fn check<'a>(
    links: impl ExactSizeIterator<Item = Option<&'a str>>,
) -> Result<(), PrintError> {
    if links.len() > PEOPLE_LIMIT {
        return Err(PrintError::TooMany);
    }
    for (person, link) in links.enumerate() {
        if link.is_some_and(|link| link.len() > LINK_LIMIT) {
            return Err(PrintError::LinkTooLong { person });
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod reading;
