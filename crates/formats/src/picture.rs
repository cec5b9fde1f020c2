//! Portraits: takes whatever was uploaded and makes two square JPEG pictures out of it, or says
//! why not.
//!
//! The kind is told by the content, never by a name. Size and pixels are checked before anything is
//! decoded. The pictures are drawn anew, so nothing that came with the file leaves: no place, no
//! date, no camera, no colour profile. Refused: animations (the first frame counts), vector
//! drawings, and files that stop half-way.

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use thiserror::Error;

/// Largest file, in octets.
pub const FILE_LIMIT: usize = 8 * 1024 * 1024;
/// Most pixels, width times height.
pub const PIXEL_LIMIT: u64 = 40_000_000;
/// Side of the small picture, in pixels.
pub const SMALL_SIDE: u32 = 128;
/// Side of the large picture, in pixels.
pub const LARGE_SIDE: u32 = 512;

/// What a decoder may use: room for [`PIXEL_LIMIT`] pixels of four octets, and for its own work.
const MEMORY_LIMIT: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 82;

/// A person's portrait in two sizes, both square JPEG files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portrait {
    /// For lists: [`SMALL_SIDE`] pixels.
    pub small: Vec<u8>,
    /// For the person's page: [`LARGE_SIDE`] pixels.
    pub large: Vec<u8>,
}

/// Why a portrait cannot be made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PictureError {
    /// Nothing was sent.
    #[error("the file is empty")]
    Empty,
    /// More than [`FILE_LIMIT`].
    #[error("the file is larger than {FILE_LIMIT} octets")]
    FileTooLarge,
    /// Neither JPEG, PNG nor WebP.
    #[error("the file is neither a JPEG, a PNG nor a WebP picture")]
    UnknownKind,
    /// More than [`PIXEL_LIMIT`], or too much memory to decode.
    #[error("the picture has more than {PIXEL_LIMIT} pixels")]
    TooManyPixels,
    /// The picture cannot be decoded, or stops half-way.
    #[error("the picture is damaged or incomplete")]
    Damaged,
}

/// Makes a portrait: upright, cut to the square in the middle, drawn in two sizes on white.
///
/// A decoder may need some 250 MB for the largest pictures: run few of these at once.
pub fn portrait(file: &[u8]) -> Result<Portrait, PictureError> {
    let (picture, orientation) = decode(file)?;
    let mut large = square(picture)?;
    large.apply_orientation(orientation);
    let small = scaled(&large, SMALL_SIDE)?;
    Ok(Portrait {
        small: encode(&small)?,
        large: encode(&large)?,
    })
}

/// The picture upright, on white where it is transparent.
pub(crate) fn upright(file: &[u8]) -> Result<DynamicImage, PictureError> {
    let (picture, orientation) = decode(file)?;
    let mut picture = match picture.color().has_alpha() {
        true => DynamicImage::ImageRgb8(on_white(&picture.into_rgba8())),
        false => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    picture.apply_orientation(orientation);
    Ok(picture)
}

pub(crate) fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    let kind = kind(file)?;
    if kind == ImageFormat::Jpeg && !jpeg_is_whole(file) {
        return Err(PictureError::Damaged);
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), kind);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY_LIMIT);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(problem)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXEL_LIMIT || decoder.total_bytes() > MEMORY_LIMIT {
        return Err(PictureError::TooManyPixels);
    }
    // A spoilt note of orientation is no reason to refuse a good picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(problem)?;
    Ok((picture, orientation))
}

fn kind(file: &[u8]) -> Result<ImageFormat, PictureError> {
    if file.is_empty() {
        return Err(PictureError::Empty);
    }
    if file.len() > FILE_LIMIT {
        return Err(PictureError::FileTooLarge);
    }
    match image::guess_format(file) {
        Ok(kind @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(kind),
        _ => Err(PictureError::UnknownKind),
    }
}

/// The decoder paints the missing part of a cut JPEG grey without a word, so we look for its end:
/// skip the segments before the picture (an embedded preview has an end of its own), then find the
/// end mark, which coded pixels cannot hold.
fn jpeg_is_whole(file: &[u8]) -> bool {
    let mut rest = &file[2..];
    while let [0xFF, mark, high, low, ..] = *rest {
        if mark == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        let Some(next) = rest.get(length..) else {
            return false;
        };
        rest = next;
        if mark == 0xDA {
            return rest.windows(2).any(|pair| pair == [0xFF, 0xD9]);
        }
    }
    false
}

fn problem(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => {
                PictureError::TooManyPixels
            }
            _ => PictureError::Damaged,
        },
        _ => PictureError::Damaged,
    }
}

/// The middle square, at the large size, without transparency.
fn square(picture: DynamicImage) -> Result<DynamicImage, PictureError> {
    if picture.color().has_alpha() {
        let picture = scaled(&DynamicImage::ImageRgba8(picture.into_rgba8()), LARGE_SIDE)?;
        return Ok(DynamicImage::ImageRgb8(on_white(&picture.into_rgba8())));
    }
    scaled(&DynamicImage::ImageRgb8(picture.into_rgb8()), LARGE_SIDE)
}

fn scaled(picture: &DynamicImage, side: u32) -> Result<DynamicImage, PictureError> {
    let mut drawn = DynamicImage::new(side, side, picture.color());
    let middle = ResizeOptions::new().fit_into_destination(Some((0.5, 0.5)));
    Resizer::new()
        .resize(picture, &mut drawn, &middle)
        .map_err(|_| PictureError::Damaged)?;
    Ok(drawn)
}

fn on_white(picture: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        let over = |colour: u32| ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        image::Rgb([over(red), over(green), over(blue)])
    })
}

pub(crate) fn encode(picture: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    encode_at(picture, JPEG_QUALITY)
}

pub(crate) fn encode_at(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let mut file = Vec::new();
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))
        .map_err(|_| PictureError::Damaged)?;
    Ok(file)
}

#[cfg(test)]
mod tests;
