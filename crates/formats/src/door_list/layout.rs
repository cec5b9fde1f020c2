//! Columns and rows of the door's list, in points.

use super::{Entry, Words};
use crate::print::face::{Fonts, Weight};
use crate::print::fit::{LEADING, Line, Room, fit};
use crate::print::{Area, MM, Paper, tidy};

const MARGIN: f32 = 12.0 * MM;
const HEADER: f32 = 56.0;
const FOOTER: f32 = 18.0;
const ROW: f32 = 28.0;
const ROW_WITH_CODE: f32 = 46.0;
const CODE: f32 = 13.0 * MM;
const TICK: f32 = 13.0;
const MARK: f32 = 7.0;
const GAP: f32 = 8.0;
/// Shares of the width that ticks and codes leave.
const NAME: f32 = 0.36;
const COMPANY: f32 = 0.08;
const ACTIVITY: f32 = 0.30;
/// The lozenge's grey.
pub(super) const LOZENGE: f32 = 0.2;
const INK: f32 = 0.0;
const MUTED: f32 = 0.3;

/// A column.
#[derive(Clone, Copy)]
struct Column {
    left: f32,
    width: f32,
}

/// Where things stand on every page.
pub(super) struct Frame {
    pub left: f32,
    pub right: f32,
    /// Upper edge of the first row.
    pub first_row: f32,
    /// How many rows a page has.
    pub rows: usize,
    row: f32,
    foot: f32,
    name: Column,
    company: Column,
    activity: Column,
    brought_by: Column,
}

impl Frame {
    pub fn new(paper: Paper, codes: bool) -> Self {
        let (width, height) = paper.millimetres();
        let (left, right) = (MARGIN, width * MM - MARGIN);
        let foot = height * MM - MARGIN - FOOTER;
        let first_row = MARGIN + HEADER;
        let row = if codes { ROW_WITH_CODE } else { ROW };
        let start = left + TICK + GAP + MARK + GAP;
        let room = right - start - if codes { CODE + GAP } else { 0.0 } - 3.0 * GAP;
        let mut at = start;
        let mut column = |share: f32| {
            let column = Column {
                left: at,
                width: share * room,
            };
            at += column.width + GAP;
            column
        };
        Self {
            left,
            right,
            first_row,
            rows: ((foot - first_row) / row) as usize,
            row,
            foot,
            name: column(NAME),
            company: column(COMPANY),
            activity: column(ACTIVITY),
            brought_by: column(1.0 - NAME - COMPANY - ACTIVITY),
        }
    }

    /// A row, counted from zero on its page.
    pub fn area(&self, row: usize) -> Area {
        let top = self.first_row + row as f32 * self.row;
        Area {
            left: self.left,
            top,
            width: self.right - self.left,
            height: self.row,
        }
    }

    /// The box to tick.
    pub fn tick(&self, row: usize) -> Area {
        self.square(row, self.left, TICK)
    }

    /// The lozenge.
    pub fn mark(&self, row: usize) -> Area {
        self.square(row, self.left + TICK + GAP, MARK)
    }

    /// The code.
    pub fn code(&self, row: usize) -> Area {
        self.square(row, self.right - CODE, CODE)
    }

    /// The lozenge that is explained at the foot of the page.
    pub fn legend(&self) -> Area {
        Area {
            left: self.left,
            top: self.foot + 8.0,
            width: MARK,
            height: MARK,
        }
    }

    fn square(&self, row: usize, left: f32, side: f32) -> Area {
        let area = self.area(row);
        Area {
            left,
            top: area.top + (area.height - side) / 2.0,
            width: side,
            height: side,
        }
    }
}

/// The event, when it is, and what the columns hold.
pub(super) fn header(fonts: &Fonts, frame: &Frame, words: &Words) -> Vec<Line> {
    let whole = Column {
        left: frame.left,
        width: frame.right - frame.left,
    };
    let mut lines = one(
        fonts,
        &words.title,
        whole,
        MARGIN,
        (Weight::Bold, 15.0, 10.0, INK),
    );
    lines.extend(one(
        fonts,
        &words.when,
        whole,
        MARGIN + 19.0,
        (Weight::Regular, 10.0, 7.5, MUTED),
    ));
    let top = frame.first_row - 12.0;
    let columns = [
        (&words.name, frame.name),
        (&words.company, frame.company),
        (&words.activity, frame.activity),
        (&words.brought_by, frame.brought_by),
    ];
    for (word, column) in columns {
        lines.extend(one(
            fonts,
            word,
            column,
            top,
            (Weight::Regular, 8.0, 6.0, MUTED),
        ));
    }
    lines
}

/// What the lozenge means, and the page's number.
pub(super) fn footer(fonts: &Fonts, frame: &Frame, words: &Words, number: &str) -> Vec<Line> {
    let style = (Weight::Regular, 8.5, 6.5, MUTED);
    let width = fonts.get(Weight::Regular).width(number) * style.1;
    let page = Column {
        left: frame.right - width - 0.1,
        width: width + 0.1,
    };
    let left = frame.left + MARK + GAP / 2.0;
    let legend = Column {
        left,
        width: page.left - GAP - left,
    };
    let top = frame.foot + 6.0;
    let mut lines = one(fonts, &words.newcomer, legend, top, style);
    lines.extend(one(fonts, number, page, top, style));
    lines
}

/// What stands in place of people.
pub(super) fn nobody(fonts: &Fonts, frame: &Frame, words: &Words) -> Vec<Line> {
    let whole = Column {
        left: frame.left,
        width: frame.right - frame.left,
    };
    one(
        fonts,
        &words.nobody,
        whole,
        frame.first_row + 12.0,
        (Weight::Regular, 11.0, 8.0, INK),
    )
}

/// The words of one row.
pub(super) fn row(fonts: &Fonts, frame: &Frame, entry: &Entry, row: usize) -> Vec<Line> {
    let area = frame.area(row);
    let company = match entry.company {
        0 => String::new(),
        more => format!("+{more}"),
    };
    let mut lines = name(fonts, entry, frame.name, area);
    lines.extend(beside(
        fonts,
        &company,
        frame.company,
        area,
        (Weight::Bold, 10.0, 6.0),
    ));
    let small = (Weight::Regular, 9.0, 7.5);
    lines.extend(beside(fonts, &entry.activity, frame.activity, area, small));
    lines.extend(beside(
        fonts,
        &entry.brought_by,
        frame.brought_by,
        area,
        small,
    ));
    lines
}

/// Family name, and first name below: together in the middle of the row.
fn name(fonts: &Fonts, entry: &Entry, column: Column, area: Area) -> Vec<Line> {
    let half = (area.height - 2.0) / 2.0;
    let room = |largest| Room {
        width: column.width,
        height: half,
        largest,
        smallest: 7.0,
        lines: 1,
    };
    let family = fit(
        fonts.get(Weight::Bold),
        &tidy(&entry.family_name),
        room(10.5),
    );
    let first = fit(
        fonts.get(Weight::Regular),
        &tidy(&entry.first_name),
        room(10.0),
    );
    let top = area.top + (area.height - family.height() - first.height()) / 2.0;
    let below = top + family.height();
    let mut lines: Vec<Line> = family.at(column.left, top, Weight::Bold, INK).collect();
    lines.extend(first.at(column.left, below, Weight::Regular, INK));
    lines
}

/// One or two lines in the middle of the row.
fn beside(
    fonts: &Fonts,
    text: &str,
    column: Column,
    area: Area,
    (weight, largest, smallest): (Weight, f32, f32),
) -> Vec<Line> {
    let height = area.height - 2.0;
    let room = Room {
        width: column.width,
        height,
        largest,
        smallest,
        lines: 2,
    };
    let block = fit(fonts.get(weight), &tidy(text), room);
    let top = area.top + (area.height - block.height()) / 2.0;
    block.at(column.left, top, weight, INK).collect()
}

fn one(
    fonts: &Fonts,
    text: &str,
    column: Column,
    top: f32,
    (weight, largest, smallest, grey): (Weight, f32, f32, f32),
) -> Vec<Line> {
    let height = largest * LEADING;
    let room = Room {
        width: column.width,
        height,
        largest,
        smallest,
        lines: 1,
    };
    let block = fit(fonts.get(weight), &tidy(text), room);
    // Words of different lengths in one line of words keep one baseline.
    let lower = top + height - block.height();
    block.at(column.left, lower, weight, grey).collect()
}
