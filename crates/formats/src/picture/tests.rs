use std::io::Write as _;

use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, Rgba};
use proptest::prelude::*;

use super::*;

/// Four colours in the corners of the middle square, so that any turn or flip shows. 300 × 200,
/// with a grey margin left and right that the square cuts off.
fn corners() -> RgbImage {
    RgbImage::from_fn(300, 200, |x, y| match (x, y) {
        (0..50 | 250.., _) => Rgb([128, 128, 128]),
        (..150, ..100) => Rgb([255, 0, 0]),
        (_, ..100) => Rgb([0, 160, 0]),
        (..150, _) => Rgb([0, 0, 255]),
        _ => Rgb([0, 0, 0]),
    })
}

/// `II`, one directory, one entry: the orientation; then a place that must not leave.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend(orientation.to_le_bytes());
    block.extend([0; 6]);
    block.extend(b"45.5200 N 73.6100 W");
    block
}

fn jpeg(picture: &RgbImage, orientation: Option<u16>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 95);
    if let Some(orientation) = orientation {
        encoder.set_exif_metadata(exif(orientation)).unwrap();
    }
    encoder.encode_image(picture).unwrap();
    file
}

fn png(picture: &DynamicImage, orientation: Option<u16>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = PngEncoder::new(&mut file);
    if let Some(orientation) = orientation {
        encoder.set_exif_metadata(exif(orientation)).unwrap();
    }
    picture.write_with_encoder(encoder).unwrap();
    file
}

fn webp(picture: &RgbImage, orientation: Option<u16>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut file);
    if let Some(orientation) = orientation {
        encoder.set_exif_metadata(exif(orientation)).unwrap();
    }
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

fn opened(file: &[u8]) -> RgbImage {
    assert_eq!(image::guess_format(file).unwrap(), ImageFormat::Jpeg);
    image::load_from_memory(file).unwrap().into_rgb8()
}

/// The corners clockwise from the top left, as letters.
fn read_corners(picture: &RgbImage) -> String {
    let far = picture.width() - picture.width() / 8;
    let near = picture.width() / 8;
    [(near, near), (far, near), (far, far), (near, far)]
        .into_iter()
        .map(|(x, y)| match picture.get_pixel(x, y).0 {
            [200..=255, ..60, ..60] => 'R',
            [..60, 120..200, ..60] => 'G',
            [..60, ..60, 200..=255] => 'B',
            [..60, ..60, ..60] => 'K',
            _ => '?',
        })
        .collect()
}

/// What each EXIF value does to corners that read `RGKB` upright.
const TURNS: [(u16, &str); 8] = [
    (1, "RGKB"),
    (2, "GRBK"),
    (3, "KBRG"),
    (4, "BKGR"),
    (5, "RBKG"),
    (6, "BRGK"),
    (7, "KGRB"),
    (8, "GKBR"),
];

fn assert_upright(file: &[u8], expected: &str) {
    let portrait = portrait(file).unwrap();
    let (small, large) = (opened(&portrait.small), opened(&portrait.large));
    assert_eq!(small.dimensions(), (SMALL_SIDE, SMALL_SIDE));
    assert_eq!(large.dimensions(), (LARGE_SIDE, LARGE_SIDE));
    assert_eq!(read_corners(&large), expected);
    assert_eq!(read_corners(&small), expected);
}

#[test]
fn portraits_stand_upright_whatever_way_the_phone_was_held() {
    for (value, expected) in TURNS {
        assert_upright(&jpeg(&corners(), Some(value)), expected);
    }
    let (value, expected) = TURNS[5];
    let upright = DynamicImage::ImageRgb8(corners());
    assert_upright(&png(&upright, Some(value)), expected);
    assert_upright(&webp(&corners(), Some(value)), expected);
    // Neither a missing nor a meaningless note turns anything.
    assert_upright(&jpeg(&corners(), None), "RGKB");
    assert_upright(&jpeg(&corners(), Some(9)), "RGKB");
}

#[test]
fn nothing_that_came_with_the_file_leaves() {
    let file = jpeg(&corners(), Some(6));
    let holds = |file: &[u8], text: &[u8]| file.windows(text.len()).any(|part| part == text);
    assert!(holds(&file, b"Exif") && holds(&file, b"73.6100 W"));
    let portrait = portrait(&file).unwrap();
    for made in [&portrait.small, &portrait.large] {
        assert!(
            !holds(made, b"Exif") && !holds(made, b"73.6100 W") && !holds(made, b"ICC_PROFILE")
        );
    }
}

#[test]
fn what_was_transparent_is_white() {
    let mut picture = RgbaImage::from_pixel(64, 64, Rgba([200, 0, 0, 0]));
    for pixel in picture.pixels_mut().take(64 * 32) {
        *pixel = Rgba([0, 0, 200, 255]);
    }
    let portrait = portrait(&png(&DynamicImage::ImageRgba8(picture), None)).unwrap();
    let large = opened(&portrait.large);
    assert!(large.get_pixel(256, 500).0.iter().all(|part| *part > 250));
    assert!(matches!(
        large.get_pixel(256, 10).0,
        [..20, ..20, 180..=255]
    ));
}

#[test]
fn shades_of_grey_and_sixteen_bits_are_taken() {
    let upright = DynamicImage::ImageRgb8(corners());
    for picture in [
        DynamicImage::ImageLuma8(upright.to_luma8()),
        DynamicImage::ImageLumaA8(upright.to_luma_alpha8()),
        DynamicImage::ImageRgb16(upright.to_rgb16()),
        DynamicImage::ImageRgba16(upright.to_rgba16()),
    ] {
        assert!(portrait(&png(&picture, None)).is_ok());
    }
    let tiny = DynamicImage::ImageRgb8(RgbImage::new(1, 3));
    assert!(portrait(&png(&tiny, None)).is_ok());
}

#[test]
fn files_that_are_no_picture_are_refused() {
    assert_eq!(portrait(b""), Err(PictureError::Empty));
    let large = vec![0; FILE_LIMIT + 1];
    assert_eq!(portrait(&large), Err(PictureError::FileTooLarge));
    for file in [
        &b"%PDF-1.7"[..],
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"BM",
    ] {
        assert_eq!(portrait(file), Err(PictureError::UnknownKind));
    }
}

fn png_chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap();
    file.write_all(&length.to_be_bytes()).unwrap();
    let body = [&kind[..], data].concat();
    file.write_all(&body).unwrap();
    let mut check = u32::MAX;
    for byte in body {
        check ^= u32::from(byte);
        for _ in 0..8 {
            check = (check >> 1) ^ (0xEDB8_8320 & (check & 1).wrapping_neg());
        }
    }
    file.write_all(&(!check).to_be_bytes()).unwrap();
}

/// A few octets that claim a huge picture.
fn png_bomb(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    png_chunk(
        &mut file,
        b"IHDR",
        &[&size[..], &[depth, 6, 0, 0, 0]].concat(),
    );
    png_chunk(&mut file, b"IDAT", b"\x78\x9c\x63\0\0\0\x01\0\x01");
    png_chunk(&mut file, b"IEND", b"");
    file
}

#[test]
fn a_small_file_that_claims_a_huge_picture_is_refused_before_decoding() {
    for (width, height, depth) in [(60_000, 60_000, 8), (6_400, 6_400, 8), (6_300, 6_300, 16)] {
        let bomb = png_bomb(width, height, depth);
        assert_eq!(portrait(&bomb), Err(PictureError::TooManyPixels));
    }
    // The same trick on a JPEG: its size is rewritten to 65 535 × 65 535.
    let mut file = jpeg(&corners(), None);
    let size = file
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap()
        + 5;
    file[size..size + 4].fill(0xFF);
    assert_eq!(portrait(&file), Err(PictureError::TooManyPixels));
}

#[test]
fn files_that_stop_half_way_are_refused() {
    let upright = DynamicImage::ImageRgb8(corners());
    for file in [
        jpeg(&corners(), Some(1)),
        png(&upright, None),
        webp(&corners(), None),
    ] {
        assert!(portrait(&file).is_ok());
        for part in 1..10 {
            let cut = &file[..file.len() * part / 10];
            assert_eq!(portrait(cut), Err(PictureError::Damaged), "{part}");
        }
    }
    let whole = jpeg(&corners(), None);
    assert_eq!(
        portrait(&whole[..whole.len() - 2]),
        Err(PictureError::Damaged)
    );
}

fn small_files() -> Vec<Vec<u8>> {
    let small = image::imageops::thumbnail(&corners(), 24, 16);
    vec![
        jpeg(&small, Some(6)),
        png(&DynamicImage::ImageRgb8(small.clone()), Some(3)),
        webp(&small, Some(8)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_bytes_are_a_portrait_or_an_error(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        head in prop::sample::select(vec![
            &b""[..], b"\xFF\xD8\xFF\xE0", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBPVP8L",
        ]),
    ) {
        let _ = portrait(&[head, &bytes].concat());
    }

    #[test]
    fn spoilt_pictures_are_a_portrait_or_an_error(
        which in 0usize..3,
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = small_files().swap_remove(which);
        for (place, byte) in spoilt {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = portrait(&file);
    }
}
