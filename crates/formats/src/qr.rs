//! QR codes as SVG: crisp at any size, no script, no style, nothing that a strict page refuses; and
//! their squares, for printed sheets.
//!
//! Text outside ASCII is announced as UTF-8 (ECI 26); without it some readers garble accents.

use qrcode::bits::Bits;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode, Version};
use thiserror::Error;

/// White modules that must surround a code.
const QUIET: usize = 4;
/// ECI designator of UTF-8.
const UTF_8: u32 = 26;

/// The text is longer than the largest QR code holds (some 2 300 octets).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the text is too long for a QR code")]
pub struct TooLong;

/// Draws a text as an SVG document whose title is read aloud in place of the picture. It has a
/// `viewBox` and no size: the page gives one.
pub fn svg(text: &str, title: &str) -> Result<String, TooLong> {
    let code = code(text).map_err(|_| TooLong)?;
    let side = code.width() + 2 * QUIET;
    let title = escaped(title);
    let path = path(&code);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         aria-label=\"{title}\" shape-rendering=\"crispEdges\"><title>{title}</title>\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// The squares of a code, without its white border.
pub(crate) struct Squares {
    /// How many squares a side has.
    pub side: usize,
    dark: Vec<bool>,
}

impl Squares {
    /// One bit a square, rows padded to whole octets; a dark square is 0, as paint is to a mask.
    pub fn bits(&self) -> Vec<u8> {
        let octet = |squares: &[bool]| {
            let bits = squares.iter().enumerate();
            bits.fold(0xFF_u8, |octet, (n, dark)| {
                octet & !(u8::from(*dark) << (7 - n))
            })
        };
        let rows = self.dark.chunks(self.side);
        rows.flat_map(|row| row.chunks(8).map(octet)).collect()
    }
}

/// The code of a text, to be drawn by others.
pub(crate) fn squares(text: &str) -> Result<Squares, TooLong> {
    let code = code(text).map_err(|_| TooLong)?;
    let colours = code.to_colors();
    Ok(Squares {
        side: code.width(),
        dark: colours.into_iter().map(|c| c == Color::Dark).collect(),
    })
}

fn code(text: &str) -> Result<QrCode, QrError> {
    if text.is_ascii() {
        return QrCode::with_error_correction_level(text, EcLevel::M);
    }
    for version in (1..=40).map(Version::Normal) {
        let mut bits = Bits::new(version);
        let fits = bits
            .push_eci_designator(UTF_8)
            .and_then(|()| bits.push_byte_data(text.as_bytes()))
            .and_then(|()| bits.push_terminator(EcLevel::M));
        if fits.is_ok() {
            return QrCode::with_bits(bits, EcLevel::M);
        }
    }
    Err(QrError::DataTooLong)
}

/// One stroke for each run of dark modules of a row.
fn path(code: &QrCode) -> String {
    let width = code.width();
    let mut out = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let (left, top, long) = (x + QUIET, y + QUIET, run.len());
                out.push_str(&format!("M{left} {top}h{long}v1h-{long}z"));
            }
            x += run.len();
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Neither control characters nor these two may stand in XML.
            _ if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SCALE: usize = 4;

    /// Paints the strokes of the SVG itself, then reads them as a camera's software would.
    fn read_back(svg: &str) -> String {
        let side: usize = between(svg, "viewBox=\"0 0 ", " ").parse().unwrap();
        let mut dark = vec![false; side * side];
        for stroke in between(svg, "#000\" d=\"M", "z\"/></svg>").split("zM") {
            let numbers: Vec<usize> = stroke
                .split([' ', 'h', 'v', '-'])
                .filter_map(|n| n.parse().ok())
                .collect();
            let start = numbers[1] * side + numbers[0];
            dark[start..start + numbers[2]].fill(true);
        }
        let shade = |x: usize, y: usize| {
            if dark[y / SCALE * side + x / SCALE] {
                0
            } else {
                255
            }
        };
        let size = side * SCALE;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size, size, shade);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
        let rest = text.split_once(before).unwrap().1;
        rest.split_once(after).unwrap().0
    }

    #[test]
    fn links_and_accents_are_read_back() {
        for text in [
            "https://exemple.test/r/8fK2-9x",
            "Éloïse Nguyễn, chocolatière à Québec : « goûtez »",
            "HTTPS://EXEMPLE.TEST/123",
            &"é".repeat(900),
        ] {
            assert_eq!(read_back(&svg(text, "Code").unwrap()), text);
        }
    }

    #[test]
    fn a_code_has_a_title_and_nothing_a_strict_page_refuses() {
        let svg = svg("abc", "Carte de <b>\"Zoé\" & cie\u{1}").unwrap();
        let title = "Carte de &lt;b&gt;&quot;Zoé&quot; &amp; cie ";
        assert!(svg.contains(&format!("<title>{title}</title>")));
        assert!(!svg.contains("style") && !svg.contains("script") && !svg.contains("width="));
        // Version 1 is 21 modules wide, and four more are white on either side.
        assert!(svg.contains("viewBox=\"0 0 29 29\""));
    }

    #[test]
    fn a_text_too_long_is_an_error() {
        assert_eq!(svg(&"a".repeat(3_000), ""), Err(TooLong));
        assert_eq!(svg(&"é".repeat(1_500), ""), Err(TooLong));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_short_text_is_read_back(text in "[ -~]{1,60}|\\PC{1,60}") {
            prop_assert_eq!(read_back(&svg(&text, &text).unwrap()), text);
        }
    }
}
