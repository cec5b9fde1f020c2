//! Light made even: shadows go, letters stay, whether dark on light or light on dark.

use image::{GrayImage, Luma};

use super::Layout;

/// The width at which letters are read best, in pixels: a card's small print is then some 30 high.
const WIDTH: u32 = 1_900;

/// The card prepared in different ways, each with how to look at it.
pub(super) fn pages(card: &GrayImage) -> Vec<(GrayImage, Layout)> {
    let large = scaled(card, WIDTH);
    let even = even(&large);
    let edged = edges(&large);
    let larger = sharp(&scaled(&even, WIDTH * 4 / 3));
    vec![
        (even.clone(), Layout::Sparse),
        (edged, Layout::Sparse),
        (larger, Layout::Block),
        (ink(&even), Layout::Block),
    ]
}

fn scaled(card: &GrayImage, width: u32) -> GrayImage {
    let longest = card.width().max(card.height()).max(1);
    let scale = f64::from(width) / f64::from(longest);
    let to = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let filter = image::imageops::FilterType::CatmullRom;
    image::imageops::resize(card, to(card.width()), to(card.height()), filter)
}

/// The paper made white everywhere; a card darker than not is turned light first.
pub(super) fn even(card: &GrayImage) -> GrayImage {
    let mut seen = [0_u64; 256];
    card.pixels().for_each(|p| seen[usize::from(p.0[0])] += 1);
    let (ink, paper) = (quantile(&seen, 0.02), quantile(&seen, 0.98));
    let middle = quantile(&seen, 0.5);
    let dark = u32::from(middle) * 2 < u32::from(ink) + u32::from(paper);
    let mut card = card.clone();
    if dark {
        image::imageops::invert(&mut card);
    }
    let paper = Ground::of(&card, 0.85);
    let mut out = GrayImage::from_fn(card.width(), card.height(), |x, y| {
        let light = f64::from(card.get_pixel(x, y).0[0]);
        Luma([(light * 245.0 / paper.at(x, y).max(24.0)).min(255.0) as u8])
    });
    stretch(&mut out);
    out
}

fn quantile(seen: &[u64; 256], share: f64) -> u8 {
    let all: u64 = seen.iter().sum();
    let wanted = (all as f64 * share) as u64;
    let mut sum = 0;
    for (value, count) in seen.iter().enumerate() {
        sum += count;
        if sum > wanted {
            return value as u8;
        }
    }
    255
}

/// The darkest ink becomes black.
fn stretch(page: &mut GrayImage) {
    let mut seen = [0_u64; 256];
    page.pixels().for_each(|p| seen[usize::from(p.0[0])] += 1);
    let low = f64::from(quantile(&seen, 0.01).min(170));
    for pixel in page.pixels_mut() {
        let light = (f64::from(pixel.0[0]) - low) * 255.0 / (245.0 - low);
        pixel.0[0] = light.clamp(0.0, 255.0) as u8;
    }
}

/// How far each point is from the light around it: letters are dark, whatever they stand on.
pub(super) fn edges(card: &GrayImage) -> GrayImage {
    let ground = Ground::of(card, 0.5);
    let mut out = GrayImage::from_fn(card.width(), card.height(), |x, y| {
        let away = (f64::from(card.get_pixel(x, y).0[0]) - ground.at(x, y)).abs();
        Luma([(255.0 - 2.0 * away).clamp(0.0, 255.0) as u8])
    });
    stretch(&mut out);
    out
}

/// Letters sharpened: each point goes away from the mean around it.
fn sharp(page: &GrayImage) -> GrayImage {
    let soft = blurred(page, 3);
    GrayImage::from_fn(page.width(), page.height(), |x, y| {
        let (light, mean) = (page.get_pixel(x, y).0[0], soft.get_pixel(x, y).0[0]);
        let light = f64::from(light) + 1.2 * (f64::from(light) - f64::from(mean));
        Luma([light.clamp(0.0, 255.0) as u8])
    })
}

/// Black on white, decided against the mean around each point (Bradley and Roth).
fn ink(page: &GrayImage) -> GrayImage {
    let mean = blurred(page, 24);
    GrayImage::from_fn(page.width(), page.height(), |x, y| {
        let (light, mean) = (page.get_pixel(x, y).0[0], mean.get_pixel(x, y).0[0]);
        let dark = f64::from(light) < 0.86 * f64::from(mean);
        Luma([if dark { 0 } else { 255 }])
    })
}

/// The mean of a square around each point, by running sums.
fn blurred(page: &GrayImage, radius: u32) -> GrayImage {
    let (width, height) = (page.width() as usize, page.height() as usize);
    let mut sums = vec![0_u64; (width + 1) * (height + 1)];
    for y in 0..height {
        let mut row = 0;
        for x in 0..width {
            row += u64::from(page.get_pixel(x as u32, y as u32).0[0]);
            sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
        }
    }
    let radius = radius as usize;
    GrayImage::from_fn(page.width(), page.height(), |x, y| {
        let (x, y) = (x as usize, y as usize);
        let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(width));
        let (top, bottom) = (y.saturating_sub(radius), (y + radius + 1).min(height));
        let at = |x: usize, y: usize| sums[y * (width + 1) + x];
        let sum = at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top);
        Luma([(sum / ((right - left) * (bottom - top)) as u64) as u8])
    })
}

/// The light of the ground around each point, from coarse squares.
struct Ground {
    cells: Vec<f64>,
    columns: usize,
    rows: usize,
    side: f64,
}

impl Ground {
    /// `share` is the place of the ground among the lights of a square: half for the middle one.
    fn of(card: &GrayImage, share: f64) -> Self {
        let side = (card.width().max(card.height()) / 48).max(4);
        let columns = card.width().div_ceil(side) as usize;
        let rows = card.height().div_ceil(side) as usize;
        let mut cells = Vec::with_capacity(columns * rows);
        for row in 0..rows as u32 {
            for column in 0..columns as u32 {
                // A square and a half around, so that a letter does not fill it.
                let from = |n: u32| (n * side).saturating_sub(side / 2);
                let mut seen = [0_u64; 256];
                for y in from(row)..((row + 1) * side + side / 2).min(card.height()) {
                    for x in from(column)..((column + 1) * side + side / 2).min(card.width()) {
                        seen[usize::from(card.get_pixel(x, y).0[0])] += 1;
                    }
                }
                cells.push(f64::from(quantile(&seen, share)));
            }
        }
        let side = f64::from(side);
        let mut ground = Self {
            cells,
            columns,
            rows,
            side,
        };
        ground.soften();
        ground
    }

    fn soften(&mut self) {
        let cell = |x: isize, y: isize| {
            let x = x.clamp(0, self.columns as isize - 1) as usize;
            let y = y.clamp(0, self.rows as isize - 1) as usize;
            self.cells[y * self.columns + x]
        };
        let mut soft = Vec::with_capacity(self.cells.len());
        for y in 0..self.rows as isize {
            for x in 0..self.columns as isize {
                let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
                soft.push(around.map(|(dx, dy)| cell(x + dx, y + dy)).sum::<f64>() / 9.0);
            }
        }
        self.cells = soft;
    }

    fn at(&self, x: u32, y: u32) -> f64 {
        let place = |n: u32, most: usize| {
            let n = ((f64::from(n) + 0.5) / self.side - 0.5).clamp(0.0, most as f64 - 1.0);
            let low = n.floor() as usize;
            (low, (low + 1).min(most - 1), n - n.floor())
        };
        let (left, right, u) = place(x, self.columns);
        let (top, bottom, v) = place(y, self.rows);
        let cell = |x: usize, y: usize| self.cells[y * self.columns + x];
        let upper = cell(left, top) * (1.0 - u) + cell(right, top) * u;
        let lower = cell(left, bottom) * (1.0 - u) + cell(right, bottom) * u;
        upper * (1.0 - v) + lower * v
    }
}
