//! Files of cards, whatever their format: told by their content, read one card at a time.
//!
//! Nothing is dropped without a word: what is no card is told with its line and why, and what a card
//! says that nobody understood is kept in it. Limits on size and count are those of each format;
//! [`FILE_LIMIT`] is for all. Refused: deciding whose cards they are.

use domain::card::Card;
use domain::contact_card::{RAW_LIMIT, Refusal, Source};
use thiserror::Error;

pub use crate::vcard::{Trouble, UNENDED};
use crate::{card_table, jcard, jscontact, mecard, vcard};

/// Largest file, in octets.
pub const FILE_LIMIT: usize = 32 * 1024 * 1024;
/// Longest beginning of what was refused, in characters.
const REFUSED_LIMIT: usize = 160;

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// More than [`FILE_LIMIT`].
    #[error("the file is larger than {FILE_LIMIT} octets")]
    TooLarge,
    /// A spreadsheet's own format: it must be saved as CSV first.
    #[error("the file is a spreadsheet, not CSV")]
    Spreadsheet,
    /// XML or a web page: no format of cards that is read here.
    #[error("the file is XML or a web page")]
    Markup,
    /// Neither cards nor a table.
    #[error("the file is neither cards nor a table")]
    Unknown,
}

/// A card of a file, or what stands in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The line at which it begins, from 1; the place in the list, where a format has no lines.
    pub line: usize,
    /// What stood there, as text, when it is short enough to be kept.
    pub raw: String,
    /// The card, or why there is none: a word.
    pub card: Result<Card, &'static str>,
    /// Its lines that could not be understood: they are kept as they stood.
    pub troubles: Vec<Trouble>,
}

impl Item {
    /// What is told of an item that is no card.
    pub fn refusal(&self) -> Option<Refusal> {
        let why = self.card.as_ref().err()?;
        Some(Refusal {
            line: self.line,
            why: (*why).to_owned(),
            raw: self.raw.chars().take(REFUSED_LIMIT).collect(),
        })
    }
}

/// What a file is, by its content.
pub fn kind(file: &[u8]) -> Result<Source, FileError> {
    if file.len() > FILE_LIMIT {
        return Err(FileError::TooLarge);
    }
    if file.starts_with(b"PK\x03\x04") || file.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(FileError::Spreadsheet);
    }
    let beginning = card_table::decoded(&file[..file.len().min(64 * 1024)]);
    let beginning = beginning.trim_start_matches('\u{feff}').trim_start();
    if beginning.is_empty() {
        return Err(FileError::Empty);
    }
    let start: String = beginning
        .chars()
        .take(12)
        .collect::<String>()
        .to_ascii_uppercase();
    if start.starts_with("BEGIN:VCARD") || start.starts_with("MECARD:") {
        return Ok(Source::Vcard);
    }
    if start.starts_with('[') || start.starts_with('{') {
        return Ok(match beginning.to_ascii_lowercase().contains("\"vcard\"") {
            true => Source::Jcard,
            false => Source::Jscontact,
        });
    }
    if beginning.to_ascii_uppercase().contains("BEGIN:VCARD") {
        return Ok(Source::Vcard);
    }
    match (start.starts_with('<'), beginning.contains('\0')) {
        (true, _) => Err(FileError::Markup),
        (_, true) => Err(FileError::Unknown),
        _ => Ok(Source::Csv),
    }
}

/// Reads the cards of a file. `columns` says what the columns of a table hold; empty for what their
/// headings say.
pub fn read<'a>(
    source: Source,
    file: &'a [u8],
    columns: &[String],
) -> Box<dyn Iterator<Item = Item> + 'a> {
    match source {
        Source::Csv => Box::new(card_table::read(file, columns)),
        _ if file
            .trim_ascii_start()
            .to_ascii_uppercase()
            .starts_with(b"MECARD:") =>
        {
            Box::new(std::iter::once(of_mecard(&card_table::decoded(file))))
        }
        Source::Jcard => Box::new(jcard::read(file).into_iter().map(of_entry)),
        Source::Jscontact => Box::new(jscontact::read(file).into_iter().map(of_entry)),
        _ => Box::new(vcard::read(file).map(of_entry)),
    }
}

fn of_mecard(text: &str) -> Item {
    Item {
        line: 1,
        raw: kept(text.to_owned()),
        card: mecard::read(text.trim()).ok_or("not-a-card"),
        troubles: Vec::new(),
    }
}

/// The card that the text of a code tells, a vCard or a MECARD.
pub fn of_code(text: &str) -> Option<Card> {
    mecard::read(text.trim()).or_else(|| Some(vcard::read_one(text).ok()?.card))
}

fn of_entry(read: Result<vcard::Entry, vcard::Refusal>) -> Item {
    match read {
        Ok(entry) => Item {
            line: entry.line,
            raw: kept(entry.raw),
            card: Ok(entry.card),
            troubles: entry.troubles,
        },
        Err(refusal) => Item {
            line: refusal.line,
            raw: shown(&refusal.text),
            card: Err(match refusal.reason {
                vcard::Reason::NotACard => "not-a-card",
                vcard::Reason::TooLarge => "too-large",
                vcard::Reason::TooManyLines => "too-many-lines",
                vcard::Reason::TooDeep => "too-deep",
                vcard::Reason::TooManyCards => "too-many",
                vcard::Reason::Blank => "blank",
                vcard::Reason::Unreadable => "unreadable",
            }),
            troubles: Vec::new(),
        },
    }
}

/// What is kept of what was read: a card with a large picture is not kept twice.
pub(crate) fn kept(raw: String) -> String {
    if raw.len() <= RAW_LIMIT {
        shown(&raw)
    } else {
        String::new()
    }
}

/// A text with a sign for what no database keeps and nobody can see.
fn shown(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

#[cfg(test)]
mod tests;
