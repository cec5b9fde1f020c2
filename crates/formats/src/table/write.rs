//! Writes CSV that spreadsheets open as it is: UTF-8 with a mark, and no cell taken for a formula.

use std::borrow::Cow;

use csv::WriterBuilder;
use domain::membership::Standing;
use domain::text::Lang;

use super::{Meaning, MemberRow};

/// Writes a table. A cell that a spreadsheet would run as a formula gets an apostrophe in front,
/// which reading takes away again.
pub fn rows<S: AsRef<str>>(
    headings: &[S],
    rows: impl IntoIterator<Item = Vec<String>>,
    separator: u8,
) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    // Writing to memory cannot fail.
    let _ = writer.write_record(
        headings
            .iter()
            .map(|cell| guarded(cell.as_ref()).into_owned()),
    );
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

/// Writes people so that [`super::read`] gives the same back, unknown columns and problems apart.
pub fn members(people: &[MemberRow], language: Lang) -> Vec<u8> {
    // A file whose only name column is that of families would read as whole names: both are there.
    let columns: Vec<Meaning> = Meaning::all()
        .filter(|meaning| *meaning != Meaning::FullName)
        .collect();
    let headings: Vec<&str> = columns
        .iter()
        .map(|meaning| meaning.heading(language))
        .collect();
    let cells = |person: &MemberRow| {
        let cells = columns.iter();
        cells
            .map(|meaning| person.cell(*meaning, language))
            .collect()
    };
    rows(&headings, people.iter().map(cells), b',')
}

impl MemberRow {
    fn cell(&self, meaning: Meaning, written_in: Lang) -> String {
        let text = match meaning {
            Meaning::Given | Meaning::FullName => &self.given,
            Meaning::Family => &self.family,
            Meaning::Phone => &self.phone,
            Meaning::Trade => &self.trade,
            Meaning::Title => &self.title,
            Meaning::Organisation => &self.organisation,
            Meaning::Website => &self.website,
            Meaning::Offers => &self.offers,
            Meaning::Seeks => &self.seeks,
            Meaning::Pitch => &self.pitch,
            Meaning::Email => {
                return self
                    .email
                    .as_ref()
                    .map_or_else(String::new, ToString::to_string);
            }
            Meaning::Since => return self.since.map_or_else(String::new, |date| date.to_string()),
            Meaning::Language => {
                return self
                    .language
                    .map_or_else(String::new, |lang| lang.code().to_owned());
            }
            Meaning::Standing => {
                return self.standing.map_or_else(String::new, |standing| {
                    word(standing, written_in).to_owned()
                });
            }
        };
        text.clone()
    }
}

fn word(standing: Standing, language: Lang) -> &'static str {
    match (standing, language) {
        (Standing::Guest, Lang::Fr) => "invité",
        (Standing::Guest, Lang::En) => "guest",
        (Standing::Applicant, Lang::Fr) => "candidat",
        (Standing::Applicant, Lang::En) => "applicant",
        (Standing::Member, Lang::Fr) => "membre",
        (Standing::Member, Lang::En) => "member",
        (Standing::Alumni, Lang::Fr) => "ancien",
        (Standing::Alumni, Lang::En) => "alumni",
    }
}

fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) || cell.strip_prefix('\'').is_some_and(needs_mark) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// Takes the apostrophe away again.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if needs_mark(rest) => rest,
        _ => cell,
    }
}

/// What stands behind an apostrophe of ours: a formula, or an apostrophe that was typed before one.
fn needs_mark(rest: &str) -> bool {
    is_formula(rest.trim_start_matches('\''))
}

/// What a spreadsheet may run. Telephone numbers begin with a sign too, and are harmless.
fn is_formula(cell: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '.' | '(' | ')');
    match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => !cell.chars().all(number),
        _ => false,
    }
}
