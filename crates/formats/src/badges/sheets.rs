//! The sheets of labels that shops sell, in millimetres.
//!
//! Sizes of labels are those printed on the packets. Where a packet gives no margins, labels stand
//! in the middle of the paper and touch, as cards that are torn apart do: print a trial on plain
//! paper with outlines, hold it against a sheet, and nudge.

use crate::print::{Area, MM, Paper};

/// A sheet of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// Letter, 6 inserts of 4 × 3 in for badge holders: Avery 5392, 74459, 74461 and alike. Two
    /// columns and three rows that touch, in the middle of the paper.
    #[default]
    LetterInserts,
    /// Letter, 8 adhesive badges of 3⅜ × 2⅓ in: Avery 5395, 8395 and alike. Margins and gaps as
    /// in the template of gLabels for part 5395 (x0 11/16 in, y0 7/12 in, dx 3¾ in, dy 2½ in).
    LetterAdhesive,
    /// A4, 8 inserts of 86.5 × 55.5 mm: Avery L7418 and alike. Taken as touching, in the middle of
    /// the paper: worth a trial.
    A4Inserts,
    /// A4, 10 cards of 90 × 54 mm: stock for business cards, two columns and five rows that touch,
    /// in the middle of the paper.
    A4Cards,
}

impl Sheet {
    /// Every sheet, in the order for choosing.
    pub const ALL: [Self; 4] = [
        Self::LetterInserts,
        Self::LetterAdhesive,
        Self::A4Inserts,
        Self::A4Cards,
    ];

    /// Where the labels are.
    pub fn grid(self) -> Grid {
        const IN: f32 = 25.4;
        match self {
            Self::LetterInserts => Grid::centred(Paper::Letter, (2, 3), (4.0 * IN, 3.0 * IN)),
            Self::LetterAdhesive => Grid {
                paper: Paper::Letter,
                columns: 2,
                rows: 4,
                width: 3.375 * IN,
                height: 7.0 / 3.0 * IN,
                left: 0.6875 * IN,
                top: 7.0 / 12.0 * IN,
                across: 3.75 * IN,
                down: 2.5 * IN,
            },
            Self::A4Inserts => Grid::centred(Paper::A4, (2, 4), (86.5, 55.5)),
            Self::A4Cards => Grid::centred(Paper::A4, (2, 5), (90.0, 54.0)),
        }
    }
}

/// Equal labels in columns and rows; lengths in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// The sheet's paper.
    pub paper: Paper,
    /// Labels side by side.
    pub columns: usize,
    /// Labels one below the other.
    pub rows: usize,
    /// A label's width.
    pub width: f32,
    /// A label's height.
    pub height: f32,
    /// From the paper's left edge to the first label.
    pub left: f32,
    /// From the paper's upper edge to the first label.
    pub top: f32,
    /// From one label's left edge to the next one's.
    pub across: f32,
    /// From one label's upper edge to the next one's.
    pub down: f32,
}

impl Grid {
    /// How many labels a sheet has.
    pub fn labels(&self) -> usize {
        self.columns * self.rows
    }

    /// Where a label is on the sheet, in points; labels count from zero, rows first.
    pub(crate) fn area(&self, label: usize) -> Area {
        let (row, column) = (label / self.columns, label % self.columns);
        Area {
            left: (self.left + column as f32 * self.across) * MM,
            top: (self.top + row as f32 * self.down) * MM,
            width: self.width * MM,
            height: self.height * MM,
        }
    }

    /// Labels that touch, in the middle of the paper.
    pub(crate) fn centred(
        paper: Paper,
        (columns, rows): (usize, usize),
        (width, height): (f32, f32),
    ) -> Self {
        let (paper_width, paper_height) = paper.millimetres();
        Self {
            paper,
            columns,
            rows,
            width,
            height,
            left: (paper_width - columns as f32 * width) / 2.0,
            top: (paper_height - rows as f32 * height) / 2.0,
            across: width,
            down: height,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_on_the_paper_and_off_each_other() {
        for sheet in Sheet::ALL {
            let grid = sheet.grid();
            let (width, height) = grid.paper.millimetres();
            let right = grid.left + (grid.columns - 1) as f32 * grid.across + grid.width;
            let bottom = grid.top + (grid.rows - 1) as f32 * grid.down + grid.height;
            assert!(
                grid.across >= grid.width && grid.down >= grid.height,
                "{sheet:?}"
            );
            // Both margins of a sheet are alike, which a slip in any measurement would undo.
            assert!((width - right - grid.left).abs() < 0.01, "{sheet:?}");
            assert!((height - bottom - grid.top).abs() < 0.01, "{sheet:?}");
            // No label begins where a printer cannot print, were its text at the very edge.
            assert!(grid.left > 5.0 && grid.top > 5.0, "{sheet:?}");
        }
    }
}
