//! A card, photographed by somebody in a hurry.

use image::{GrayImage, Luma};

use super::Chance;
use super::draw::Sheet;

type Point = (f64, f64);

/// The card on a table: tilted, seen from the side, in a shadow, out of focus, with noise.
pub fn taken(card: &Sheet, chance: &mut Chance) -> GrayImage {
    let (width, height) = (1_600.0, 1_150.0);
    let tilt = chance.between(-9.0, 9.0_f64).to_radians();
    let scale = chance.between(0.95, 1.25);
    let ground = chance.between(60.0, 200.0);
    let grain = chance.between(1.0, 9.0);
    let light = (chance.between(-0.25, 0.25), chance.between(-0.2, 0.2));
    let shadow = (
        chance.between(0.2, 1.2),
        chance.between(0.0, 0.45),
        chance.between(-0.6, 0.6),
    );
    let corners: [Point; 4] = [
        (-525.0, -300.0),
        (525.0, -300.0),
        (525.0, 300.0),
        (-525.0, 300.0),
    ];
    let corners = corners.map(|(x, y)| {
        let (x, y) = (x * scale, y * scale);
        let (sin, cos) = tilt.sin_cos();
        let bend = (chance.between(-28.0, 28.0), chance.between(-28.0, 28.0));
        (
            width / 2.0 + x * cos - y * sin + bend.0,
            height / 2.0 + x * sin + y * cos + bend.1,
        )
    });
    let flat = [(0.0, 0.0), (1050.0, 0.0), (1050.0, 600.0), (0.0, 600.0)];
    let map = projection(corners, flat);
    let mut picture = GrayImage::from_fn(width as u32, height as u32, |x, y| {
        let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let w = map[6] * x + map[7] * y + 1.0;
        let at = (
            (map[0] * x + map[1] * y + map[2]) / w,
            (map[3] * x + map[4] * y + map[5]) / w,
        );
        let shade = sample(&card.picture, at);
        Luma([shade.unwrap_or(ground) as u8])
    });
    let blur = chance.between(0.0, 1.5);
    if blur > 0.3 {
        picture = image::imageops::blur(&picture, blur as f32);
    }
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (u, v) = (f64::from(x) / width - 0.5, f64::from(y) / height - 0.5);
        let even = 1.0 + light.0 * u + light.1 * v;
        // The edge of a shadow is soft.
        let into = ((u + v * shadow.2 + 0.5 - shadow.0) * 14.0).clamp(0.0, 1.0);
        let dark = 1.0 - shadow.1 * into;
        let noise = chance.between(-grain, grain) + chance.between(-grain, grain);
        let value = f64::from(pixel.0[0]) * even * dark * 0.94 + noise;
        pixel.0[0] = value.clamp(0.0, 255.0) as u8;
    }
    picture
}

fn sample(card: &GrayImage, (x, y): Point) -> Option<f64> {
    let (x, y) = (x - 0.5, y - 0.5);
    let (width, height) = (f64::from(card.width()), f64::from(card.height()));
    if x < 0.0 || y < 0.0 || x >= width - 1.0 || y >= height - 1.0 {
        return None;
    }
    let (left, top) = (x.floor(), y.floor());
    let at =
        |dx: f64, dy: f64| f64::from(card.get_pixel((left + dx) as u32, (top + dy) as u32).0[0]);
    let (u, v) = (x - left, y - top);
    let upper = at(0.0, 0.0) * (1.0 - u) + at(1.0, 0.0) * u;
    let lower = at(0.0, 1.0) * (1.0 - u) + at(1.0, 1.0) * u;
    Some(upper * (1.0 - v) + lower * v)
}

/// The projection that takes four points to four others (Heckbert).
fn projection(from: [Point; 4], to: [Point; 4]) -> [f64; 8] {
    let mut m = [[0.0_f64; 9]; 8];
    for n in 0..4 {
        let ((x, y), (u, v)) = (from[n], to[n]);
        m[2 * n] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        m[2 * n + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for at in 0..8 {
        let best = (at..8).max_by(|a, b| m[*a][at].abs().total_cmp(&m[*b][at].abs()));
        m.swap(at, best.expect("a row"));
        let pivot = m[at];
        for (_, line) in m.iter_mut().enumerate().filter(|(row, _)| *row != at) {
            let factor = line[at] / pivot[at];
            for (cell, value) in line.iter_mut().zip(pivot).skip(at) {
                *cell -= factor * value;
            }
        }
    }
    std::array::from_fn(|n| m[n][8] / m[n][n])
}
