//! The two embedded fonts: which glyph shows a letter, how wide a text is, how close two letters stand.
//!
//! A letter that the fonts lack is shown by its base letter (the wide *Ａ* by *A*) where it has one, and
//! otherwise by the fonts' own empty box: seen at once, never an error.

use std::ops::Range;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::PrintError;

const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSans-Bold.ttf");
/// What a box says when its text is copied.
const UNKNOWN: char = '\u{FFFD}';

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Both fonts, read once a file.
pub(crate) struct Fonts {
    regular: Font,
    bold: Font,
}

impl Fonts {
    pub fn embedded() -> Result<Self, PrintError> {
        Ok(Self {
            regular: Font::read(REGULAR, "NotoSans-Regular")?,
            bold: Font::read(BOLD, "NotoSans-Bold")?,
        })
    }

    pub fn get(&self, weight: Weight) -> &Font {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// One glyph of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub id: u16,
    /// The letter it stands for.
    pub letter: char,
    /// Its own width, in thousandths of the size.
    pub width: f32,
    /// What is added between it and the next, in thousandths of the size.
    pub kern: f32,
}

/// Where each letter of a text starts and ends, by its octets, at size one.
pub(crate) struct Measured {
    starts: Vec<f32>,
    ends: Vec<f32>,
}

impl Measured {
    /// Width of a part that starts and ends between letters.
    pub fn width(&self, part: Range<usize>) -> f32 {
        if part.is_empty() {
            return 0.0;
        }
        self.ends[part.end] - self.starts[part.start]
    }
}

/// One font.
pub(crate) struct Font {
    pub data: &'static [u8],
    pub name: &'static str,
    pub face: Face<'static>,
    pairs: Vec<Vec<PairAdjustment<'static>>>,
    /// Thousandths in one unit of the font.
    pub scale: f32,
}

impl Font {
    fn read(data: &'static [u8], name: &'static str) -> Result<Self, PrintError> {
        let face = Face::parse(data, 0).map_err(|_| PrintError::Fonts)?;
        let scale = 1000.0 / f32::from(face.units_per_em());
        Ok(Self {
            data,
            name,
            pairs: pairs(&face),
            face,
            scale,
        })
    }

    /// The glyphs that show a text, in its order.
    pub fn glyphs(&self, text: &str) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
        for (id, letter) in text.chars().flat_map(|c| self.shown(c)) {
            if let Some(last) = glyphs.last_mut() {
                last.kern = f32::from(self.kern(GlyphId(last.id), id)) * self.scale;
            }
            let width = f32::from(self.face.glyph_hor_advance(id).unwrap_or(0)) * self.scale;
            glyphs.push(Glyph {
                id: id.0,
                letter,
                width,
                kern: 0.0,
            });
        }
        glyphs
    }

    /// Width of a text at size one.
    pub fn width(&self, text: &str) -> f32 {
        let glyphs = self.glyphs(text);
        glyphs
            .iter()
            .map(|glyph| glyph.width + glyph.kern)
            .sum::<f32>()
            / 1000.0
    }

    /// Measures a text once, so that its parts can be asked for often.
    pub fn measured(&self, text: &str) -> Measured {
        let mut starts = vec![0.0; text.len() + 1];
        let mut ends = vec![0.0; text.len() + 1];
        let (mut end, mut last) = (0.0, None);
        for (at, c) in text.char_indices() {
            starts[at] = end;
            if let Some((id, _)) = self.shown(c) {
                let kern = last.map_or(0, |last| self.kern(last, id));
                starts[at] = end + f32::from(kern) * self.scale / 1000.0;
                let width = f32::from(self.face.glyph_hor_advance(id).unwrap_or(0));
                end = starts[at] + width * self.scale / 1000.0;
                last = Some(id);
            }
            ends[at + c.len_utf8()] = end;
        }
        Measured { starts, ends }
    }

    /// Whether a letter is shown by an empty box.
    pub fn lacks(&self, c: char) -> bool {
        self.shown(c).is_some_and(|(id, _)| id.0 == 0)
    }

    fn shown(&self, c: char) -> Option<(GlyphId, char)> {
        if let Some(id) = self.face.glyph_index(c) {
            return Some((id, c));
        }
        if is_combining_mark(c) {
            return None;
        }
        let base = std::iter::once(c)
            .nfkd()
            .find_map(|base| Some((self.face.glyph_index(base)?, base)));
        Some(base.unwrap_or((GlyphId(0), UNKNOWN)))
    }

    fn kern(&self, left: GlyphId, right: GlyphId) -> i16 {
        let found = |lookup: &Vec<_>| lookup.iter().find_map(|pair| adjusted(pair, left, right));
        self.pairs.iter().filter_map(found).sum()
    }
}

/// The lookups of the table GPOS that move a pair of glyphs, each with its subtables.
fn pairs(face: &Face<'static>) -> Vec<Vec<PairAdjustment<'static>>> {
    let Some(table) = face.tables().gpos else {
        return Vec::new();
    };
    let lookups = table.lookups.into_iter().map(|lookup| {
        let subtables = lookup.subtables.into_iter::<PositioningSubtable>();
        let pairs = subtables.filter_map(|subtable| match subtable {
            PositioningSubtable::Pair(pair) => Some(pair),
            _ => None,
        });
        pairs.collect()
    });
    lookups.collect()
}

/// What a subtable adds to the first glyph's width; nothing when the pair is not its business.
fn adjusted(pair: &PairAdjustment, left: GlyphId, right: GlyphId) -> Option<i16> {
    let place = pair.coverage().get(left)?;
    let first = match pair {
        PairAdjustment::Format1 { sets, .. } => sets.get(place)?.get(right)?.0,
        PairAdjustment::Format2 {
            classes, matrix, ..
        } => matrix.get((classes.0.get(left), classes.1.get(right)))?.0,
    };
    Some(first.x_advance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let fonts = Fonts::embedded().unwrap();
        fonts
            .get(Weight::Bold)
            .glyphs(text)
            .iter()
            .map(|glyph| glyph.letter)
            .collect()
    }

    #[test]
    fn letters_of_europe_and_vietnam_are_in_both_fonts() {
        let fonts = Fonts::embedded().unwrap();
        for font in [fonts.get(Weight::Regular), fonts.get(Weight::Bold)] {
            for text in [
                "àâäçéèêëîïôœùûüÿ«»’–—…€",
                "LộcTrầnVõĐanƯỡng",
                "Wójcik Łódź Drăgulescu Ștefan",
                "Αθηνά Ольга",
            ] {
                assert!(
                    font.glyphs(text).iter().all(|glyph| glyph.id != 0),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn a_letter_the_fonts_lack_is_its_base_letter_or_a_box() {
        assert_eq!(shown("Ａｎ"), "An");
        assert_eq!(shown("王 Ng"), "\u{FFFD} Ng");
        assert_eq!(shown("\u{1D5D4}"), "A");
    }

    #[test]
    fn parts_of_a_text_are_as_wide_as_they_are_alone() {
        let fonts = Fonts::embedded().unwrap();
        let font = fonts.get(Weight::Regular);
        let text = "Lộc Trần, To\u{302}WAV 王";
        let measured = font.measured(text);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for (n, start) in places.iter().enumerate() {
            for end in &places[n..] {
                let alone = font.width(&text[*start..*end]);
                assert!((measured.width(*start..*end) - alone).abs() < 0.001);
            }
        }
    }

    #[test]
    fn letters_that_lean_on_each_other_stand_closer() {
        let fonts = Fonts::embedded().unwrap();
        let font = fonts.get(Weight::Bold);
        assert!(font.width("To") < font.width("T") + font.width("o"));
    }
}
