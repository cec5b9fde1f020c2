//! The door's list on paper, as PDF: for the evening when the network is down.
//!
//! One line a person, in the order given: a box to tick, the lozenge of those who are new, the
//! names, who comes along, what they do, who brought them, and if wanted a small code. Every page
//! repeats the header and says which it is. This module knows no language and sorts nothing: words
//! come from the caller, and so does the order.

mod layout;

use crate::print::document::Document;
use crate::print::{Area, Paper, PrintError, check};
use layout::{Frame, LOZENGE};

/// One person of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Bold: the list is looked through by it.
    pub family_name: String,
    /// Below it.
    pub first_name: String,
    /// How many come along; shown as `+2`, and nothing for nobody.
    pub company: u32,
    /// What the person does.
    pub activity: String,
    /// Who brought them.
    pub brought_by: String,
    /// Draws the lozenge.
    pub newcomer: bool,
    /// Drawn as a small code; at most [`crate::print::LINK_LIMIT`] octets.
    pub link: Option<String>,
}

/// The words of the list, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The file's language, a BCP 47 tag such as `fr-CA`.
    pub language: String,
    /// The event's title.
    pub title: String,
    /// When and where, in one line.
    pub when: String,
    /// Above the names.
    pub name: String,
    /// Above the number of those who come along.
    pub company: String,
    /// Above what people do.
    pub activity: String,
    /// Above who brought them.
    pub brought_by: String,
    /// After the lozenge, at the foot of the page.
    pub newcomer: String,
    /// In place of people when there are none.
    pub nobody: String,
}

/// Draws the list as a PDF file.
pub fn write(people: &[Entry], words: &Words, paper: Paper) -> Result<Vec<u8>, PrintError> {
    check(people.iter().map(|entry| entry.link.as_deref()))?;
    let mut document = Document::new(paper)?;
    let frame = Frame::new(paper, people.iter().any(|entry| entry.link.is_some()));
    let pages = people.len().div_ceil(frame.rows).max(1);
    for page in 0..pages {
        document.new_page();
        furnish(
            &mut document,
            &frame,
            words,
            &format!("{}/{pages}", page + 1),
        );
        let first = page * frame.rows;
        let rest = people.iter().enumerate().skip(first).take(frame.rows);
        for (row, (person, entry)) in rest.enumerate() {
            draw(&mut document, &frame, entry, row)
                .map_err(|_| PrintError::LinkTooLong { person })?;
        }
    }
    if people.is_empty() {
        let lines = layout::nobody(&document.fonts, &frame, words);
        lines.iter().for_each(|line| document.line(line));
    }
    document.finish(&words.title, &words.language)
}

/// What every page has.
fn furnish(document: &mut Document, frame: &Frame, words: &Words, number: &str) {
    for line in layout::header(&document.fonts, frame, words) {
        document.line(&line);
    }
    for line in layout::footer(&document.fonts, frame, words, number) {
        document.line(&line);
    }
    if !words.newcomer.is_empty() {
        document.lozenge(frame.legend(), LOZENGE);
    }
    document.rule(frame.left, frame.right, frame.first_row, 0.8, 0.0);
}

fn draw(
    document: &mut Document,
    frame: &Frame,
    entry: &Entry,
    row: usize,
) -> Result<(), crate::qr::TooLong> {
    for line in layout::row(&document.fonts, frame, entry, row) {
        document.line(&line);
    }
    document.outline(frame.tick(row), 0.9, 0.2);
    if entry.newcomer {
        document.lozenge(frame.mark(row), LOZENGE);
    }
    let below: Area = frame.area(row);
    document.rule(frame.left, frame.right, below.bottom(), 0.3, 0.6);
    match &entry.link {
        Some(link) => document.code(link, frame.code(row)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
