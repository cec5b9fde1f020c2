//! Name badges on sheets of labels, as PDF: a first name to be read across a room.
//!
//! A badge shows the first name very large, the family name below, the trade in one or two lines,
//! and if wanted the group and a small code of the person's own link. A small lozenge in the upper
//! right corner tells those who know, and nobody else, that the person is new here. Long names
//! shrink, then wrap, then end with an ellipsis; nothing leaves its label. What is private never
//! comes here: a badge is read by all.

mod layout;
mod sheets;

pub use sheets::{Grid, Sheet};

use crate::print::document::Document;
use crate::print::{Area, MM, PrintError, check};
use layout::Face;

/// Farthest a whole sheet may be nudged, in millimetres.
pub const NUDGE_LIMIT: f32 = 10.0;

/// What one badge says. Empty fields leave no gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badge {
    /// Very large. A person with one name only may have it here or in the family name.
    pub first_name: String,
    /// Below it, smaller.
    pub family_name: String,
    /// What the person does.
    pub activity: String,
    /// Small, at the top: the group or the evening.
    pub group: String,
    /// Draws the lozenge.
    pub newcomer: bool,
    /// Drawn as a small code; at most [`crate::print::LINK_LIMIT`] octets.
    pub link: Option<String>,
}

/// How badges are printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Printing {
    /// The file's title, for the reader's window.
    pub title: String,
    /// Language of the badges, for reading aloud: a BCP 47 tag such as `fr-CA`.
    pub language: String,
    /// The sheet in the printer.
    pub sheet: Sheet,
    /// The first label to print on, from 1, rows first: for a sheet that was begun before.
    pub first_label: usize,
    /// Moves everything to the right, in millimetres, for a printer that pulls paper askew.
    pub nudge_right: f32,
    /// Moves everything down, likewise; both are held within [`NUDGE_LIMIT`].
    pub nudge_down: f32,
    /// Draws the edges of labels: for a trial on plain paper, and for scissors.
    pub outlines: bool,
}

impl Default for Printing {
    fn default() -> Self {
        Self {
            title: String::new(),
            language: "fr-CA".into(),
            sheet: Sheet::default(),
            first_label: 1,
            nudge_right: 0.0,
            nudge_down: 0.0,
            outlines: false,
        }
    }
}

/// Draws the badges in the order given, as a PDF file. Nobody gives one sheet without badges.
pub fn write(badges: &[Badge], printing: &Printing) -> Result<Vec<u8>, PrintError> {
    check(badges.iter().map(|badge| badge.link.as_deref()))?;
    let grid = printing.sheet.grid();
    let last = grid.labels();
    if !(1..=last).contains(&printing.first_label) {
        return Err(PrintError::NoSuchLabel { last });
    }
    let mut document = Document::new(grid.paper)?;
    new_sheet(&mut document, printing);
    let mut label = printing.first_label - 1;
    for (person, badge) in badges.iter().enumerate() {
        if label == last {
            new_sheet(&mut document, printing);
            label = 0;
        }
        let face = layout::face(&document.fonts, badge, area(printing, label));
        draw(&mut document, badge, &face).map_err(|_| PrintError::LinkTooLong { person })?;
        label += 1;
    }
    document.finish(&printing.title, &printing.language)
}

fn new_sheet(document: &mut Document, printing: &Printing) {
    document.new_page();
    if printing.outlines {
        for label in 0..printing.sheet.grid().labels() {
            document.outline(area(printing, label), 0.4, 0.6);
        }
    }
}

/// Where a label is on the sheet; labels count from zero, rows first.
fn area(printing: &Printing, label: usize) -> Area {
    let area = printing.sheet.grid().area(label);
    let nudge = |by: f32| {
        if by.is_finite() {
            by.clamp(-NUDGE_LIMIT, NUDGE_LIMIT)
        } else {
            0.0
        }
    };
    Area {
        left: area.left + nudge(printing.nudge_right) * MM,
        top: area.top + nudge(printing.nudge_down) * MM,
        ..area
    }
}

fn draw(document: &mut Document, badge: &Badge, face: &Face) -> Result<(), crate::qr::TooLong> {
    for line in &face.lines {
        document.line(line);
    }
    if let Some(area) = face.mark {
        document.lozenge(area, 0.45);
    }
    if let (Some(link), Some(area)) = (&badge.link, face.code) {
        document.code(link, area)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
