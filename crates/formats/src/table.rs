//! Tables of people, as spreadsheets write them: reads the members of a group out of a CSV file,
//! and writes CSV that spreadsheets open rightly.
//!
//! Whatever a spreadsheet may do to a file is understood here: its encoding, its separator, its
//! headings in either language, its way of writing dates. Nothing is lost and nothing is guessed:
//! a cell that cannot be read is told with its line, and a column that is not known is kept.
//! Refused: deciding who is already known, which takes the group's members.

use domain::account::Email;
use domain::membership::Standing;
use domain::text::Lang;
use jiff::civil::Date;
use thiserror::Error;

mod cells;
pub(crate) mod decode;
mod heading;
mod write;

pub use decode::Encoding;
pub use heading::Meaning;
pub use write::{members, rows};

/// Largest file, in octets.
pub const FILE_LIMIT: usize = 2 * 1024 * 1024;
/// Most rows, headings apart.
pub const ROW_LIMIT: usize = 5_000;
/// Most columns.
pub const COLUMN_LIMIT: usize = 60;
/// Longest cell, in characters.
pub const CELL_LIMIT: usize = 2_000;

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// More than [`FILE_LIMIT`].
    #[error("the file is larger than {FILE_LIMIT} octets")]
    FileTooLarge,
    /// A spreadsheet's own format: it must be saved as CSV first.
    #[error("the file is a spreadsheet, not CSV")]
    Spreadsheet,
    /// Not text.
    #[error("the file is not text")]
    NotText,
    /// More than [`ROW_LIMIT`].
    #[error("the table has more than {ROW_LIMIT} rows")]
    TooManyRows,
    /// More than [`COLUMN_LIMIT`].
    #[error("the table has more than {COLUMN_LIMIT} columns")]
    TooManyColumns,
    /// No heading tells a name or an e-mail address.
    #[error("no heading tells a name or an e-mail address")]
    NobodyNamed {
        /// The headings found.
        headings: Vec<String>,
    },
}

/// One column, as the file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As written in the file.
    pub heading: String,
    /// What it holds; `None` when the heading is not known, or repeats one before it.
    pub meaning: Option<Meaning>,
}

/// A table of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// How the file was encoded.
    pub encoding: Encoding,
    /// What separates its cells.
    pub separator: char,
    /// In the order of the file.
    pub columns: Vec<Column>,
    /// Those that are not blank, in the order of the file.
    pub rows: Vec<MemberRow>,
}

/// One person. Texts are trimmed and empty where nothing is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberRow {
    /// Line of the file at which the row begins; the headings are usually on line 1.
    pub line: usize,
    /// Given name, or the whole name where the file does not take names apart.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Valid and in lower case.
    pub email: Option<Email>,
    /// As typed.
    pub phone: String,
    /// Profession.
    pub trade: String,
    /// Title at work.
    pub title: String,
    /// Company or other organisation.
    pub organisation: String,
    /// As typed.
    pub website: String,
    /// On the group's path.
    pub standing: Option<Standing>,
    /// Since when.
    pub since: Option<Date>,
    /// Language they read.
    pub language: Option<Lang>,
    /// What they offer.
    pub offers: String,
    /// What they seek.
    pub seeks: String,
    /// How they present themselves.
    pub pitch: String,
    /// Cells of other columns that are not empty, with their headings; a cell beyond the last
    /// heading has an empty one.
    pub other: Vec<(String, String)>,
    /// What could not be read, in the order of the columns.
    pub problems: Vec<Problem>,
}

/// A cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The column, if it is one of those known.
    pub meaning: Option<Meaning>,
    /// What the cell says; empty when nothing is there.
    pub found: String,
    /// What is the matter.
    pub kind: ProblemKind,
}

/// What may be the matter with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Neither a given nor a family name.
    MissingName,
    /// Not an e-mail address.
    BadEmail,
    /// The same e-mail address as on this line.
    DuplicateEmail {
        /// The first line with that address.
        line: usize,
    },
    /// None of member, guest, applicant, alumni.
    UnknownStanding,
    /// Neither `2026-11-26` nor `26/11/2026`.
    BadDate,
    /// Neither French nor English.
    UnknownLanguage,
    /// More than [`CELL_LIMIT`] characters.
    TooLong,
    /// Cells beyond the last heading: most often a separator inside a text without quotes.
    BeyondHeadings,
}

/// The text of a file, whatever its encoding: what a form can carry.
pub fn text(file: &[u8]) -> Result<String, TableError> {
    decode::text(file).map(|(text, _)| text.into_owned())
}

/// Reads a table of people.
pub fn read(file: &[u8]) -> Result<Table, TableError> {
    let (text, encoding) = decode::text(file)?;
    let separator = decode::separator(&text);
    let records = cells::records(&text, separator)?;
    let mut records = records.into_iter();
    let headings = records.next().ok_or(TableError::Empty)?;
    let columns = heading::columns(headings.cells)?;
    let mut reader = cells::Reader::new(&columns);
    let rows = records.map(|record| reader.row(record)).collect();
    Ok(Table {
        encoding,
        separator: char::from(separator),
        columns,
        rows,
    })
}

#[cfg(test)]
mod tests;
