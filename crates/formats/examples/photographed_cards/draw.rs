//! Letters on paper: outlines of a font filled by lines of dots, four to a pixel.

use image::{GrayImage, Luma};
use ttf_parser::OutlineBuilder;

/// A font.
pub struct Face {
    face: ttf_parser::Face<'static>,
}

impl Face {
    pub fn of(bytes: &[u8]) -> Self {
        // The pictures last as long as the program.
        let bytes: &'static [u8] = Box::leak(bytes.to_vec().into_boxed_slice());
        Self {
            face: ttf_parser::Face::parse(bytes, 0).expect("a font"),
        }
    }

    fn width(&self, text: &str, size: f64) -> f64 {
        let scale = size / f64::from(self.face.units_per_em());
        let advance = |c| {
            let glyph = self.face.glyph_index(c).unwrap_or_default();
            f64::from(self.face.glyph_hor_advance(glyph).unwrap_or(0))
        };
        text.chars().map(advance).sum::<f64>() * scale
    }
}

/// A card, flat.
pub struct Sheet {
    pub picture: GrayImage,
}

/// The sides of a letter.
struct Sides {
    at: (f64, f64),
    start: (f64, f64),
    origin: (f64, f64),
    scale: f64,
    sides: Vec<[(f64, f64); 2]>,
}

impl Sides {
    fn place(&self, x: f32, y: f32) -> (f64, f64) {
        (
            self.origin.0 + f64::from(x) * self.scale,
            self.origin.1 - f64::from(y) * self.scale,
        )
    }

    fn to(&mut self, point: (f64, f64)) {
        self.sides.push([self.at, point]);
        self.at = point;
    }
}

impl OutlineBuilder for Sides {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.start = self.at;
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let point = self.place(x, y);
        self.to(point);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (a, b, c) = (self.at, self.place(x1, y1), self.place(x, y));
        for n in 1..=6 {
            let t = f64::from(n) / 6.0;
            let mix = |a: f64, b: f64, c: f64| {
                (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c
            };
            self.to((mix(a.0, b.0, c.0), mix(a.1, b.1, c.1)));
        }
    }
    fn curve_to(&mut self, _: f32, _: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.quad_to(x2, y2, x, y);
    }
    fn close(&mut self) {
        let start = self.start;
        self.to(start);
    }
}

impl Sheet {
    pub fn new(width: u32, height: u32, paper: u8) -> Self {
        Self {
            picture: GrayImage::from_pixel(width, height, Luma([paper])),
        }
    }

    pub fn band(&mut self, from: f64, to: f64, ink: u8) {
        for y in from as u32..to as u32 {
            for x in 0..self.picture.width() {
                self.picture.put_pixel(x, y, Luma([ink]));
            }
        }
    }

    pub fn centred(&mut self, face: &Face, text: &str, y: f64, size: f64, ink: u8) {
        let x = (f64::from(self.picture.width()) - face.width(text, size)) / 2.0;
        self.text(face, text, x.max(30.0), y, size, ink);
    }

    /// Text from a point on; smaller where it would not fit.
    pub fn text(&mut self, face: &Face, text: &str, x: f64, y: f64, size: f64, ink: u8) {
        let room = f64::from(self.picture.width()) - x - 30.0;
        let size = size * (room / face.width(text, size).max(1.0)).min(1.0);
        let scale = size / f64::from(face.face.units_per_em());
        let mut pen = x;
        for c in text.chars() {
            let glyph = face.face.glyph_index(c).unwrap_or_default();
            let mut sides = Sides {
                at: (0.0, 0.0),
                start: (0.0, 0.0),
                origin: (pen, y),
                scale,
                sides: Vec::new(),
            };
            face.face.outline_glyph(glyph, &mut sides);
            self.fill(&sides.sides, ink);
            pen += f64::from(face.face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        }
    }

    fn fill(&mut self, sides: &[[(f64, f64); 2]], ink: u8) {
        const DOTS: usize = 4;
        let low = sides
            .iter()
            .flatten()
            .map(|p| p.1)
            .fold(f64::MAX, f64::min)
            .max(0.0) as usize;
        let high = sides
            .iter()
            .flatten()
            .map(|p| p.1)
            .fold(0.0, f64::max)
            .ceil() as usize;
        let (width, height) = self.picture.dimensions();
        for y in low..high.min(height as usize) {
            let mut row = vec![0.0_f64; width as usize];
            for dot in 0..DOTS {
                let line = y as f64 + (dot as f64 + 0.5) / DOTS as f64;
                let mut cuts: Vec<(f64, i32)> = Vec::new();
                for [a, b] in sides {
                    if (a.1 <= line) != (b.1 <= line) {
                        let x = a.0 + (line - a.1) / (b.1 - a.1) * (b.0 - a.0);
                        cuts.push((x, if b.1 > a.1 { 1 } else { -1 }));
                    }
                }
                cuts.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut winding = 0;
                for pair in cuts.windows(2) {
                    winding += pair[0].1;
                    if winding != 0 {
                        cover(&mut row, pair[0].0, pair[1].0, 1.0 / DOTS as f64);
                    }
                }
            }
            for (x, covered) in row
                .iter()
                .enumerate()
                .filter(|(_, covered)| **covered > 0.0)
            {
                let pixel = self.picture.get_pixel_mut(x as u32, y as u32);
                let share = covered.min(1.0);
                pixel.0[0] = (f64::from(pixel.0[0]) * (1.0 - share) + f64::from(ink) * share) as u8;
            }
        }
    }
}

fn cover(row: &mut [f64], from: f64, to: f64, weight: f64) {
    let (from, to) = (from.max(0.0), to.min(row.len() as f64));
    let mut x = from;
    while x < to {
        let cell = x.floor();
        let end = (cell + 1.0).min(to);
        row[cell as usize] += (end - x) * weight;
        x = cell + 1.0;
    }
}
