//! Text that fits its box: as large as may be, then smaller, then on more lines, then cut with an
//! ellipsis. It never comes out wider or higher than the box.

use std::ops::Range;

#[cfg(test)]
use super::Area;
use super::face::{Font, Measured, Weight};

/// From one baseline to the next, in sizes: two storeys of accents (*Ộ*) clear the line above.
pub(crate) const LEADING: f32 = 1.2;
/// From a line's upper edge to its baseline, in sizes.
pub(crate) const RISE: f32 = 0.96;
/// A text goes to another line rather than below this share of its largest size.
const MODEST: f32 = 0.75;
/// Another line has to make a text this much larger.
const WORTH: f32 = 1.15;
const STEP: f32 = 0.5;
const ELLIPSIS: char = '…';

/// What a text may use; lengths in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub width: f32,
    pub height: f32,
    pub largest: f32,
    pub smallest: f32,
    pub lines: usize,
}

/// Lines of one size.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub lines: Vec<String>,
    pub size: f32,
}

/// One line at its place: `baseline` is measured downwards from the sheet's upper edge.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub text: String,
    pub weight: Weight,
    pub size: f32,
    pub left: f32,
    pub baseline: f32,
    /// From 0, black, to 1, white.
    pub grey: f32,
}

impl Block {
    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.size * LEADING
    }

    /// The lines one below the other from a point on, all starting at the same left edge.
    pub fn at(self, left: f32, top: f32, weight: Weight, grey: f32) -> impl Iterator<Item = Line> {
        let size = self.size;
        let place = move |(n, text)| {
            let baseline = top + (n as f32 * LEADING + RISE) * size;
            Line {
                text,
                weight,
                size,
                left,
                baseline,
                grey,
            }
        };
        self.lines.into_iter().enumerate().map(place)
    }
}

impl Line {
    /// What the line covers, accents and tails included.
    #[cfg(test)]
    pub fn area(&self, font: &Font) -> Area {
        Area {
            left: self.left,
            top: self.baseline - RISE * self.size,
            width: font.width(&self.text) * self.size,
            height: LEADING * self.size,
        }
    }
}

/// Fits a tidied text.
pub(crate) fn fit(font: &Font, text: &str, room: Room) -> Block {
    if text.is_empty() {
        return Block {
            lines: Vec::new(),
            size: room.smallest,
        };
    }
    let words = Words {
        text,
        pieces: pieces(text),
        measured: font.measured(text),
    };
    let mut best = words.on_one_line(room);
    for lines in 2..=room.lines {
        let enough = best
            .as_ref()
            .is_some_and(|block| block.size >= MODEST * room.largest);
        if enough {
            break;
        }
        if let Some(more) = words.on_lines(room, lines)
            && best
                .as_ref()
                .is_none_or(|block| more.size >= WORTH * block.size)
        {
            best = Some(more);
        }
    }
    best.unwrap_or_else(|| words.cut(font, room))
}

/// A text, measured, and where its lines may end.
struct Words<'a> {
    text: &'a str,
    pieces: Vec<Range<usize>>,
    measured: Measured,
}

impl Words<'_> {
    fn on_one_line(&self, room: Room) -> Option<Block> {
        let widest = room.width / self.width(0..self.text.len()).max(f32::EPSILON);
        let size = room.largest.min(room.height / LEADING).min(widest);
        (size >= room.smallest).then(|| Block {
            lines: vec![self.text.to_owned()],
            size,
        })
    }

    fn on_lines(&self, room: Room, lines: usize) -> Option<Block> {
        let mut size = room.largest.min(room.height / (lines as f32 * LEADING));
        while size >= room.smallest {
            if let Some(wrapped) = self.wrapped(room.width / size, lines) {
                let lines = wrapped.into_iter().map(|line| self.shown(line).to_owned());
                return Some(Block {
                    lines: lines.collect(),
                    size,
                });
            }
            size -= STEP;
        }
        None
    }

    fn wrapped(&self, width: f32, most: usize) -> Option<Vec<Range<usize>>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        for piece in &self.pieces {
            if let Some(last) = lines.last_mut()
                && self.width(last.start..piece.end) <= width
            {
                last.end = piece.end;
                continue;
            }
            if lines.len() == most || self.width(piece.clone()) > width {
                return None;
            }
            lines.push(piece.clone());
        }
        Some(lines)
    }

    /// The smallest size, as many lines as there is room for, and an ellipsis.
    fn cut(&self, font: &Font, room: Room) -> Block {
        let size = room.smallest.min(room.height / LEADING).max(1.0);
        let width = room.width / size;
        let room_for = (room.height / (size * LEADING)) as usize;
        let most = room.lines.min(room_for).max(1);
        let (mut lines, mut start) = (Vec::new(), 0);
        while lines.len() + 1 < most && self.width(start..self.text.len()) > width {
            let end = self.line_end(start, width);
            lines.push(self.shown(start..end).to_owned());
            start = end;
        }
        lines.push(self.shortened(font, start, width));
        Block { lines, size }
    }

    /// Where a line ends: where it may, or else in the middle of a word.
    fn line_end(&self, start: usize, width: f32) -> usize {
        let fits = |end: &usize| self.width(start..*end) <= width;
        let ends = self
            .pieces
            .iter()
            .map(|piece| piece.end)
            .filter(|end| *end > start);
        if let Some(end) = ends.take_while(fits).last() {
            return end;
        }
        let mut letters = self.letter_ends(start);
        let first = letters.next().unwrap_or(self.text.len());
        letters.take_while(fits).last().unwrap_or(first)
    }

    fn shortened(&self, font: &Font, start: usize, width: f32) -> String {
        if self.width(start..self.text.len()) <= width {
            return self.text[start..].to_owned();
        }
        let fits = |end: &usize| self.width(start..*end) <= width;
        let end = self
            .letter_ends(start)
            .take_while(fits)
            .last()
            .unwrap_or(start);
        let mut short = self.text[start..end].to_owned();
        loop {
            let shown = format!("{}{ELLIPSIS}", short.trim_end_matches([' ', ',', '-']));
            if short.pop().is_none() || font.width(&shown) <= width {
                return shown;
            }
        }
    }

    fn letter_ends(&self, start: usize) -> impl Iterator<Item = usize> {
        let letters = self.text[start..].char_indices();
        letters.map(move |(at, c)| start + at + c.len_utf8())
    }

    /// Width at size one of what is shown of a part.
    fn width(&self, part: Range<usize>) -> f32 {
        let end = part.start + self.shown(part.clone()).len();
        self.measured.width(part.start..end)
    }

    /// A part without the space it ends with.
    fn shown(&self, part: Range<usize>) -> &str {
        self.text[part].trim_end()
    }
}

/// The text up to each place where a line may end: after a space, a hyphen, a dash or a slash.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let pieces = text
        .split_inclusive([' ', '-', '‐', '–', '—', '/'])
        .map(|piece| {
            let end = start + piece.len();
            std::mem::replace(&mut start, end)..end
        });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::face::Fonts;
    use super::super::tidy;
    use super::*;

    const ROOM: Room = Room {
        width: 200.0,
        height: 80.0,
        largest: 40.0,
        smallest: 16.0,
        lines: 2,
    };

    fn fitted(text: &str) -> Block {
        let fonts = Fonts::embedded().unwrap();
        let block = fit(fonts.get(Weight::Bold), &tidy(text), ROOM);
        for line in &block.lines {
            assert!(
                fonts.get(Weight::Bold).width(line) * block.size <= ROOM.width + 0.01,
                "{line}"
            );
        }
        assert!(block.lines.len() <= ROOM.lines && block.height() <= ROOM.height + 0.01);
        block
    }

    #[test]
    fn a_short_name_is_as_large_as_the_box_lets_it() {
        assert_eq!(
            fitted("Zoé"),
            Block {
                lines: vec!["Zoé".into()],
                size: 40.0
            }
        );
    }

    #[test]
    fn a_longer_name_shrinks_before_it_wraps() {
        let block = fitted("Bartholomée");
        assert_eq!(block.lines.len(), 1);
        assert!(block.size < 40.0 && block.size > 28.0);
    }

    #[test]
    fn a_double_name_wraps_after_its_hyphen() {
        assert_eq!(
            fitted("Marie-Philomène-Antoinette").lines,
            ["Marie-Philomène-", "Antoinette"]
        );
    }

    #[test]
    fn what_cannot_fit_ends_with_an_ellipsis() {
        let block = fitted(&"Wilhelmine".repeat(16));
        assert_eq!((block.lines.len(), block.size), (2, 16.0));
        assert!(block.lines[1].ends_with('…'));
    }

    #[test]
    fn nothing_takes_no_line() {
        assert_eq!(fitted(" \u{200B}\n").lines.len(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_stays_in_its_box(text in "\\PC{0,160}|[A-Za-zÀ-ỹ' -]{0,200}") {
            fitted(&text);
        }
    }
}
