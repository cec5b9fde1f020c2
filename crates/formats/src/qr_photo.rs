//! QR codes read from a photo: for phones whose browser reads none by itself. Refused: whatever the
//! portraits refuse. A photo in which no code is found gives none.

use image::GrayImage;
use image::imageops::FilterType;

use crate::picture::{self, PictureError};

/// Sides to which a photo is scaled, in pixels, tried in this order: a code that fills the picture
/// is read best when small, one held far away when large.
const SIDES: [u32; 3] = [800, 1600, 400];
/// Codes taken from one photo at most.
const CODES: usize = 8;

/// The texts of the QR codes in a JPEG, PNG or WebP file; none when no code can be read.
pub fn read(file: &[u8]) -> Result<Vec<String>, PictureError> {
    let (photo, _) = picture::decode(file)?;
    Ok(read_grey(&photo.to_luma8()))
}

/// The texts of the QR codes in a picture of greys.
pub fn read_grey(photo: &GrayImage) -> Vec<String> {
    let mut found = SIDES.iter().map(|side| codes(photo, *side));
    found.find(|texts| !texts.is_empty()).unwrap_or_default()
}

fn codes(photo: &GrayImage, side: u32) -> Vec<String> {
    let longest = photo.width().max(photo.height());
    let scaled = match longest > side {
        false => photo.clone(),
        true => {
            let part =
                |length: u32| (u64::from(length) * u64::from(side) / u64::from(longest)).max(1);
            let (width, height) = (part(photo.width()), part(photo.height()));
            image::imageops::resize(photo, width as u32, height as u32, FilterType::Triangle)
        }
    };
    let (width, height) = (scaled.width() as usize, scaled.height() as usize);
    let shade = |x: usize, y: usize| scaled.get_pixel(x as u32, y as u32).0[0];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
    let grids = prepared.detect_grids();
    let texts = grids.iter().filter_map(|grid| grid.decode().ok());
    texts.map(|(_, text)| text).take(CODES).collect()
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, Luma, Rgb, RgbImage};

    use super::*;

    /// A code painted on a larger sheet, `scale` pixels a square.
    fn photo(text: &str, scale: u32, sheet: (u32, u32)) -> GrayImage {
        let squares = crate::qr::squares(text).unwrap();
        let side = squares.side as u32;
        let (bits, row) = (squares.bits(), squares.side.div_ceil(8));
        let dark = |x: usize, y: usize| bits[y * row + x / 8] >> (7 - x % 8) & 1 == 0;
        let left = (sheet.0 - side * scale) / 2;
        let top = (sheet.1 - side * scale) / 2;
        GrayImage::from_fn(sheet.0, sheet.1, |x, y| {
            let inside = |at: u32, from: u32| at.checked_sub(from).filter(|at| *at < side * scale);
            let place = inside(x, left).zip(inside(y, top));
            let ink = place.is_some_and(|(x, y)| dark((x / scale) as usize, (y / scale) as usize));
            Luma([if ink { 30 } else { 215 }])
        })
    }

    fn file(photo: &GrayImage, format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let coloured = RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
            Rgb([photo.get_pixel(x, y).0[0]; 3])
        });
        DynamicImage::ImageRgb8(coloured)
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_code_is_read_from_a_large_photo_and_from_a_small_one() {
        let text = "https://soirees.example/m/Zm9v-é";
        for (scale, sheet) in [(24, (2400, 3200)), (5, (400, 300)), (7, (1600, 1200))] {
            let jpeg = file(&photo(text, scale, sheet), image::ImageFormat::Jpeg);
            assert_eq!(read(&jpeg).unwrap(), [text], "{scale} {sheet:?}");
        }
    }

    #[test]
    fn a_blurred_and_turned_code_is_read() {
        let text = "https://soirees.example/m/abc";
        let blurred = image::imageops::blur(&photo(text, 12, (900, 700)), 2.5);
        let turned = image::imageops::rotate90(&blurred);
        assert_eq!(read_grey(&turned), [text]);
    }

    #[test]
    fn what_holds_no_code_gives_none_and_what_is_no_picture_is_refused() {
        let blank = GrayImage::from_pixel(300, 200, Luma([200]));
        let png = file(&blank, image::ImageFormat::Png);
        assert!(read(&png).unwrap().is_empty());
        assert_eq!(read(b""), Err(PictureError::Empty));
        assert_eq!(read(b"%PDF-1.7"), Err(PictureError::UnknownKind));
        assert_eq!(read(&png[..png.len() / 2]), Err(PictureError::Damaged));
    }
}
