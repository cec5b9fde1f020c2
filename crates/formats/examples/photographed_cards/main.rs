//! Invented business cards, rendered and then photographed badly: tilted, out of focus, in a shadow,
//! seen from the side, saved as JPEG. The same seed gives the same pictures.
//!
//! `cargo run -p formats --example photographed_cards -- OUT [NUMBER] [SEED] [FONT…]` writes `OUT/001.jpg`
//! … and `OUT/truth.tsv`: file, name, title, organisation, telephone, e-mail, site. Fonts are added to
//! the one that the project carries.

mod cast;
mod draw;
mod photo;

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::Path;

use cast::Person;
use draw::{Face, Sheet};

/// Numbers that look like chance and are not (xorshift).
pub struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A whole number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() >> 11) as usize % most.max(1)
    }

    /// A number between two.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * ((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("where to write the pictures");
    let number: usize = arguments
        .next()
        .map_or(60, |n| n.parse().expect("a number"));
    let seed: u64 = arguments.next().map_or(7, |n| n.parse().expect("a seed"));
    let fonts: Vec<Vec<u8>> = arguments
        .map(|path| std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}")))
        .collect();
    let own: [&[u8]; 2] = [
        include_bytes!("../../fonts/NotoSans-Regular.ttf"),
        include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    ];
    let mut faces = vec![(Face::of(own[0]), Face::of(own[1]))];
    for pair in fonts.chunks(2) {
        faces.push((Face::of(&pair[0]), Face::of(pair.last().expect("a font"))));
    }
    std::fs::create_dir_all(&out).expect("a folder");
    let mut truth = String::new();
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for n in 1..=number {
        let person = Person::invented(&mut chance);
        let (plain, bold) = chance.one(&faces);
        let card = lay_out(&person, plain, bold, &mut chance);
        let picture = photo::taken(&card, &mut chance);
        let mut file = Cursor::new(Vec::new());
        let quality = 55 + chance.below(35) as u8;
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality)
            .encode_image(&picture)
            .expect("memory takes it");
        let name = format!("{n:03}.jpg");
        std::fs::write(Path::new(&out).join(&name), file.into_inner()).expect("a file");
        let Person {
            name: who,
            title,
            organisation,
            phone,
            email,
            site,
            ..
        } = &person;
        let row =
            [&name, who, title, organisation, phone, email, site].map(|s| s.replace('\t', " "));
        writeln!(truth, "{}", row.join("\t")).expect("memory takes it");
    }
    std::fs::write(Path::new(&out).join("truth.tsv"), truth).expect("a file");
}

/// One of several layouts, in one of several colours.
fn lay_out(person: &Person, plain: &Face, bold: &Face, chance: &mut Chance) -> Sheet {
    let dark = chance.below(7) == 0;
    let paper = if dark {
        24 + chance.below(40) as u8
    } else {
        226 + chance.below(30) as u8
    };
    let ink = if dark { 235 } else { chance.below(70) as u8 };
    let soft = if dark {
        205
    } else {
        40 + chance.below(60) as u8
    };
    let mut sheet = Sheet::new(1050, 600, paper);
    let capitals = chance.below(4) == 0;
    let name = if capitals {
        person.name.to_uppercase()
    } else {
        person.name.clone()
    };
    let size = chance.between(46.0, 66.0);
    let small = chance.between(25.0, 31.0);
    let lines: Vec<String> = person.lines(chance);
    let layout = chance.below(4);
    match layout {
        // All on the left.
        0 => {
            sheet.text(bold, &person.organisation, 70.0, 90.0, 34.0, soft);
            sheet.text(bold, &name, 70.0, 210.0, size, ink);
            sheet.text(plain, &person.title, 70.0, 262.0, 32.0, soft);
            for (n, line) in lines.iter().enumerate() {
                sheet.text(plain, line, 70.0, 350.0 + 44.0 * n as f64, small, ink);
            }
        }
        // In the middle.
        1 => {
            sheet.centred(bold, &name, 130.0, size, ink);
            sheet.centred(plain, &person.title, 185.0, 31.0, soft);
            sheet.centred(bold, &person.organisation, 250.0, 36.0, ink);
            for (n, line) in lines.iter().enumerate() {
                sheet.centred(plain, line, 340.0 + 46.0 * n as f64, small, ink);
            }
        }
        // A band across the top, the rest below.
        2 => {
            let band = if dark { 235 } else { 40 };
            sheet.band(0.0, 150.0, band);
            sheet.text(bold, &person.organisation, 60.0, 95.0, 42.0, 255 - band);
            sheet.text(bold, &name, 60.0, 250.0, size, ink);
            sheet.text(plain, &person.title, 60.0, 300.0, 30.0, soft);
            for (n, line) in lines.iter().enumerate() {
                sheet.text(plain, line, 60.0, 375.0 + 42.0 * n as f64, small, ink);
            }
        }
        // Two columns: who on the left, how to reach them on the right.
        _ => {
            sheet.text(bold, &name, 55.0, 150.0, size.min(52.0), ink);
            sheet.text(plain, &person.title, 55.0, 200.0, 28.0, soft);
            sheet.text(bold, &person.organisation, 55.0, 500.0, 34.0, soft);
            for (n, line) in lines.iter().enumerate() {
                sheet.text(
                    plain,
                    line,
                    520.0,
                    270.0 + 45.0 * n as f64,
                    small.min(27.0),
                    ink,
                );
            }
        }
    }
    sheet
}
