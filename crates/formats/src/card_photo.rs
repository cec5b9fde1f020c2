//! Pictures of paper cards: makes them upright, flat and evenly lit, has them read by whatever reads
//! letters, and says what each line is: a name, a telephone, an address.
//!
//! Nothing is certain: every value has a confidence, and a person confirms. The same card is read
//! several times, prepared differently each time; what two readings tell alike is trusted, what only
//! one tells is not. Codes are read before any letter: one that is a card is enough, what another says
//! (a page, an address) stands beside what the letters say. Size and pixels are limited before
//! anything is decoded. Refused: deciding whose card it is, which takes a notebook.

use fast_image_resize::{ResizeOptions, Resizer};
use image::{DynamicImage, GrayImage, RgbImage};
use serde::{Deserialize, Serialize};

mod accents;
mod address;
mod code;
mod email;
mod level;
mod light;
mod lines;
mod name;
mod outline;
mod phone;
mod place;
mod reading;
mod website;
mod words;

pub use crate::picture::PictureError;
pub use code::tells_a_card;
pub use lines::{Line, lines};
use place::{Place, Turn};

/// The longer side of a picture before anything is looked for, in pixels.
const SIDE: u32 = 2_200;
/// The longer side of the picture that is kept, in pixels.
const KEPT_SIDE: u32 = 1_400;
/// The quality of the picture that is read later: small print keeps its edges.
const READ_QUALITY: u8 = 92;
/// Below this a value is not to be trusted without a look.
pub const TRUSTED: f32 = 0.8;

/// How the reader of letters should look at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Words anywhere.
    Sparse,
    /// One block of lines.
    Block,
}

/// Whatever reads letters.
pub trait Letters: Send + Sync {
    /// The words of a page (a picture as PNG), as Tesseract's table of words, or why not.
    fn read(&self, page: &[u8], layout: Layout) -> Result<String, Unread>;
}

/// Why no letters were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// The reader is not installed.
    #[error("the reader of letters is not installed")]
    Missing,
    /// It took too long, or too much memory.
    #[error("the reader of letters was stopped")]
    Stopped,
    /// It failed.
    #[error("the reader of letters failed")]
    Failed,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The whole name.
    Name,
    /// Title or trade.
    Title,
    /// Organisation.
    Organisation,
    /// Telephone.
    Phone,
    /// Fax.
    Fax,
    /// E-mail address.
    Email,
    /// Web site.
    Website,
    /// Postal address.
    Address,
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// What it is.
    pub field: Field,
    /// What was read.
    pub text: String,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// What was read of a card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The text of the code on the card, if there is one that is a card. What other codes say is among the
    /// values and the lines.
    pub code: Option<String>,
    /// The values, the surest of each field first.
    pub values: Vec<Value>,
    /// Every line of the reading that tells most.
    pub text: Vec<String>,
}

impl Reading {
    /// What a code says: nothing else needs to be read.
    fn of_code(code: String) -> Self {
        Self {
            code: Some(code),
            ..Self::default()
        }
    }

    /// The values of a field, the surest first.
    pub fn of(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |value| value.field == field)
    }
}

/// A picture, decoded and upright.
pub struct Photo {
    grey: GrayImage,
    colour: RgbImage,
}

/// What looking at a picture gave.
#[derive(Clone, Debug)]
pub struct Look {
    /// What was read.
    pub reading: Reading,
    /// Why the letters were not read, when they were not.
    pub unread: Option<Unread>,
    /// The picture to keep: drawn anew as a JPEG, so that nothing that came with the file stays; the card
    /// alone, as it was read, when that is sure enough.
    pub kept: Vec<u8>,
}

impl Photo {
    /// Decodes a picture, within the limits of [`crate::picture`].
    pub fn open(file: &[u8]) -> Result<Self, PictureError> {
        let upright = within(&crate::picture::upright(file)?, SIDE)?;
        Ok(Self {
            grey: upright.to_luma8(),
            colour: upright.into_rgb8(),
        })
    }

    /// The picture to read later: drawn anew like the one to keep, as large as it is read.
    pub fn to_be_read(file: &[u8]) -> Result<Vec<u8>, PictureError> {
        let upright = crate::picture::upright(file)?;
        crate::picture::encode_at(&within(&upright, SIDE)?, READ_QUALITY)
    }

    /// Reads the card: a code before any letter. When the reader of letters is stopped, what it read until
    /// then counts.
    pub fn look(&self, letters: &dyn Letters) -> Result<Look, PictureError> {
        let codes = code::find(&self.grey);
        let page = code::without(&self.grey, &codes);
        let mut place = Place::of(&page);
        let card = codes.iter().find(|code| tells_a_card(&code.text));
        let (reading, unread) = match card {
            Some(code) => (Reading::of_code(code.text.clone()), None),
            None => {
                let read = read_turned(&page, &mut place, letters, !codes.is_empty());
                let unread = read.as_ref().err().copied();
                (code::beside(read.unwrap_or_default(), &codes), unread)
            }
        };
        let tells = reading.code.is_some() || !reading::is_poor(&reading);
        Ok(Look {
            reading,
            unread,
            kept: self.drawn(&place.to_keep(tells))?,
        })
    }

    fn drawn(&self, place: &Place) -> Result<Vec<u8>, PictureError> {
        let card = DynamicImage::ImageRgb8(place.coloured(&self.colour));
        crate::picture::encode(&within(&card, KEPT_SIDE)?)
    }
}

/// A picture turned by a quarter, drawn anew.
pub fn quarter_turn(file: &[u8], to: Side) -> Result<Vec<u8>, PictureError> {
    let picture = crate::picture::upright(file)?;
    crate::picture::encode(&match to {
        Side::Left => picture.rotate270(),
        Side::Right => picture.rotate90(),
    })
}

/// To where a picture is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Against the clock.
    Left,
    /// With the clock.
    Right,
}

/// Reads the letters of a picture, and notes how the card is turned: perhaps it lies on its side, or on its
/// head. Where a code was and nothing else, there is nothing to be turned.
fn read_turned(
    picture: &GrayImage,
    place: &mut Place,
    letters: &dyn Letters,
    coded: bool,
) -> Result<Reading, Unread> {
    let mut best: Option<Reading> = None;
    for turn in Turn::ALL {
        let turned = place.lying(turn);
        let (reading, ended) = match read(&turned.card(picture), letters) {
            Ok(read) => read,
            Err(_) if best.is_some() => break,
            Err(unread) => return Err(unread),
        };
        let blank = coded && reading == Reading::default();
        let better = |best: &Reading| reading::worth(&reading) > reading::worth(best);
        if best.as_ref().is_none_or(better) {
            *place = turned;
            best = Some(reading);
        }
        let poor = best.as_ref().is_some_and(reading::is_poor);
        if blank || !ended || !poor {
            break;
        }
    }
    Ok(best.unwrap_or_default())
}

/// What the pages of a card tell that were read, and whether that is all of them.
fn read(card: &GrayImage, letters: &dyn Letters) -> Result<(Reading, bool), Unread> {
    let mut seen = Vec::new();
    for (page, layout) in light::pages(card) {
        match letters.read(&png(&page), layout) {
            Ok(table) => seen.push(lines::lines(&table, page.dimensions())),
            Err(Unread::Stopped) if !seen.is_empty() => return Ok((reading::assign(&seen), false)),
            Err(unread) => return Err(unread),
        }
    }
    Ok((reading::assign(&seen), true))
}

fn png(page: &GrayImage) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    // Writing to memory cannot fail.
    let _ = page.write_to(&mut file, image::ImageFormat::Png);
    file.into_inner()
}

/// The picture, no side longer than given.
fn within(picture: &DynamicImage, side: u32) -> Result<DynamicImage, PictureError> {
    let longest = picture.width().max(picture.height());
    if longest <= side {
        return Ok(picture.clone());
    }
    let scale = |length: u32| (u64::from(length) * u64::from(side) / u64::from(longest)).max(1);
    let (width, height) = (scale(picture.width()), scale(picture.height()));
    let mut drawn = DynamicImage::new(width as u32, height as u32, picture.color());
    Resizer::new()
        .resize(picture, &mut drawn, &ResizeOptions::new())
        .map_err(|_| PictureError::Damaged)?;
    Ok(drawn)
}

#[cfg(test)]
mod tests;
