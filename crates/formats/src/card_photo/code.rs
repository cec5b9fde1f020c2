//! Codes on a card: where they are, what each says, and the picture without them, so that no letters are
//! read from their squares.

use domain::contact_card::{email_key, phone_key, website_key};
use image::{DynamicImage, GrayImage, Luma};

use super::{Field, Reading, SIDE, TRUSTED, Value, email, phone, reading, website, within};

/// The longer sides at which codes are looked for, in pixels: one that fills the picture is found best when
/// small.
const SIDES: [u32; 3] = [1_000, 600, SIDE];
/// Codes taken of one picture at most.
const MOST: usize = 8;
/// How much larger than its squares a code is, with the white around it.
const MARGIN: f64 = 1.12;
/// How sure what a code says is: it has a sum of its own.
const SURE: f32 = 0.99;
/// Longest address of a page that is taken, in characters.
const LONGEST: usize = 500;

type Point = (f64, f64);

/// A code of a picture.
pub(super) struct Code {
    /// What it says.
    pub text: String,
    corners: [Point; 4],
}

/// The codes of a picture: of the size at which one tells a card, else of the first that shows any.
pub(super) fn find(picture: &GrayImage) -> Vec<Code> {
    let whole = DynamicImage::ImageLuma8(picture.clone());
    let mut first = Vec::new();
    for side in SIDES {
        let Ok(small) = within(&whole, side) else {
            continue;
        };
        let codes = find_at(&small.into_luma8(), picture.width());
        if codes.iter().any(|code| tells_a_card(&code.text)) {
            return codes;
        }
        if first.is_empty() {
            first = codes;
        }
    }
    first
}

/// The codes of a picture, where they are in the one of that width.
fn find_at(grey: &GrayImage, width: u32) -> Vec<Code> {
    let scale = f64::from(width) / f64::from(grey.width().max(1));
    let light = |x: usize, y: usize| grey.get_pixel(x as u32, y as u32).0[0];
    let (columns, rows) = (grey.width() as usize, grey.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(columns, rows, light);
    let grids = prepared.detect_grids();
    let codes = grids.iter().filter_map(|grid| {
        let corner = |n: usize| {
            let point = grid.bounds[n];
            (f64::from(point.x) * scale, f64::from(point.y) * scale)
        };
        Some(Code {
            text: grid.decode().ok()?.1,
            corners: std::array::from_fn(corner),
        })
    });
    codes.take(MOST).collect()
}

/// Whether the text of a code is a card.
pub fn tells_a_card(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(11).collect();
    let start = start.to_ascii_uppercase();
    start.starts_with("BEGIN:VCARD") || start.starts_with("MECARD:")
}

/// The picture with paper where its codes are.
pub(super) fn without(picture: &GrayImage, codes: &[Code]) -> GrayImage {
    let mut picture = picture.clone();
    for code in codes {
        blank(&mut picture, &code.corners);
    }
    picture
}

fn blank(picture: &mut GrayImage, corners: &[Point; 4]) {
    let middle = |of: fn(&Point) -> f64| corners.iter().map(of).sum::<f64>() / 4.0;
    let middle = (middle(|p| p.0), middle(|p| p.1));
    let corners = corners.map(|(x, y)| {
        let away = |at: f64, from: f64| from + (at - from) * MARGIN;
        (away(x, middle.0), away(y, middle.1))
    });
    let inside = |x: u32, y: u32| {
        let side = |n: usize| {
            let (a, b) = (corners[n], corners[(n + 1) % 4]);
            (b.0 - a.0) * (f64::from(y) - a.1) - (b.1 - a.1) * (f64::from(x) - a.0)
        };
        let sides = [0, 1, 2, 3].map(side);
        sides.iter().all(|s| *s >= 0.0) || sides.iter().all(|s| *s <= 0.0)
    };
    let (width, height) = picture.dimensions();
    let all: Vec<(u32, u32)> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .filter(|(x, y)| inside(*x, *y))
        .collect();
    let mut lights: Vec<u8> = all
        .iter()
        .map(|(x, y)| picture.get_pixel(*x, *y).0[0])
        .collect();
    lights.sort_unstable();
    let Some(paper) = lights.get(lights.len() * 9 / 10).copied() else {
        return;
    };
    for (x, y) in all {
        picture.put_pixel(x, y, Luma([paper]));
    }
}

/// What the letters say, with what codes that are no cards say beside it. Letters of which nothing is sure
/// and that reach nobody are taken for none.
pub(super) fn beside(mut read: Reading, codes: &[Code]) -> Reading {
    let said: Vec<Value> = codes.iter().flat_map(|code| values(&code.text)).collect();
    if said.is_empty() {
        return read;
    }
    let sure = read.values.iter().any(|value| value.confidence >= TRUSTED);
    if !sure && reading::is_poor(&read) {
        read = Reading::default();
    }
    let told = |value: &Value| said.iter().any(|other| same(other, value));
    read.values.retain(|value| !told(value));
    read.values.splice(0..0, said);
    let texts = codes.iter().map(|code| code.text.clone());
    read.text.splice(0..0, texts);
    read
}

fn same(one: &Value, other: &Value) -> bool {
    let key = match one.field {
        Field::Website => website_key,
        Field::Email => email_key,
        _ => phone_key,
    };
    one.field == other.field && key(&one.text) == key(&other.text)
}

/// What the text of a code says that is no card: a page, an address, a telephone.
fn values(text: &str) -> Vec<Value> {
    let text = text.trim();
    let (kind, rest) = text.split_once(':').unwrap_or(("", text));
    let kind = kind.to_ascii_lowercase();
    let until = |ends: &[char]| rest.split(ends).next().unwrap_or_default();
    match kind.as_str() {
        "http" | "https" => site(text),
        "url" | "urlto" => site(rest),
        "mailto" => address(&until(&['?']).replace("%40", "@")),
        "smtp" => address(until(&[':'])),
        "matmsg" => {
            let to = rest.split(';').find_map(|part| {
                let (name, value) = part.split_once(':')?;
                name.trim().eq_ignore_ascii_case("to").then_some(value)
            });
            to.map(address).unwrap_or_default()
        }
        "tel" | "sms" | "smsto" => number(until(&[':', '?', ';'])),
        _ if text.contains(char::is_whitespace) => Vec::new(),
        _ if text.contains('@') => address(text),
        _ => match website::websites(text).as_slice() {
            [_] => site(text),
            _ => Vec::new(),
        },
    }
}

fn sure(field: Field, text: &str) -> Vec<Value> {
    vec![Value {
        field,
        text: text.to_owned(),
        confidence: SURE,
    }]
}

fn site(text: &str) -> Vec<Value> {
    let text = text.trim();
    let host = text.split_once("//").map_or(text, |(_, host)| host);
    let sound = host.contains('.') && !text.contains(char::is_whitespace);
    match sound && text.chars().count() <= LONGEST {
        true => sure(Field::Website, text),
        false => Vec::new(),
    }
}

fn address(text: &str) -> Vec<Value> {
    let emails = text.split(',').flat_map(email::emails);
    emails.flat_map(|text| sure(Field::Email, &text)).collect()
}

fn number(text: &str) -> Vec<Value> {
    if let Some(phone) = phone::phones(text).into_iter().next() {
        return sure(Field::Phone, &phone.text);
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match (5..=15).contains(&digits) {
        true => sure(Field::Phone, text.trim()),
        false => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_no_card_tells_a_page_an_address_or_a_telephone() {
        use Field::{Email, Phone, Website};
        for (text, field, told) in [
            (
                "https://belkacem.example/fr?de=carte",
                Website,
                "https://belkacem.example/fr?de=carte",
            ),
            (
                "HTTP://BELKACEM.EXAMPLE",
                Website,
                "HTTP://BELKACEM.EXAMPLE",
            ),
            (
                "URLTO:https://belkacem.example",
                Website,
                "https://belkacem.example",
            ),
            ("www.belkacem.example", Website, "www.belkacem.example"),
            (
                "mailto:ines%40belkacem.example?subject=Allo",
                Email,
                "ines@belkacem.example",
            ),
            (
                "MATMSG:TO:ines@belkacem.example;SUB:Allo;BODY:;;",
                Email,
                "ines@belkacem.example",
            ),
            ("ines@belkacem.example", Email, "ines@belkacem.example"),
            ("tel:+15145550142", Phone, "514 555-0142"),
            ("SMSTO:+33123456789:Allo", Phone, "+33123456789"),
        ] {
            let values = values(text);
            assert_eq!(values.len(), 1, "{text}");
            assert_eq!((values[0].field, values[0].text.as_str()), (field, told));
            assert!(values[0].confidence >= TRUSTED);
        }
    }

    #[test]
    fn what_reaches_nobody_tells_nothing() {
        let long = format!("https://belkacem.example/{}", "a".repeat(LONGEST));
        for text in [
            "",
            "WIFI:T:WPA;S:salle;P:secret;;",
            "4006381333931",
            "allo : toi",
            long.as_str(),
            "tel:1",
        ] {
            assert!(values(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_letters_and_a_code_both_say_is_said_once() {
        let value = |field, text: &str, confidence| Value {
            field,
            text: text.into(),
            confidence,
        };
        let read = Reading {
            values: vec![
                value(Field::Website, "belkacem.example", 0.6),
                value(Field::Website, "notaires.example", 0.6),
                value(Field::Phone, "514 555-0142", 0.9),
            ],
            ..Reading::default()
        };
        let code = Code {
            text: "https://www.belkacem.example/".into(),
            corners: [(0.0, 0.0); 4],
        };
        let read = beside(read, &[code]);
        let texts: Vec<_> = read.values.iter().map(|v| v.text.as_str()).collect();
        let told = [
            "https://www.belkacem.example/",
            "notaires.example",
            "514 555-0142",
        ];
        assert_eq!(texts, told);
        assert_eq!(read.text, ["https://www.belkacem.example/"]);
    }
}
