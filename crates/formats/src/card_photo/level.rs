//! Lines made level: the card is turned by the angle at which its rows of ink stand out best.

use image::{GrayImage, Luma};

use super::light;
use super::outline::between;

/// Width at which the angle is looked for.
const SMALL: u32 = 500;
/// The greatest tilt looked for, in degrees.
const MOST: f64 = 22.0;

/// The card with its lines level, when they are tilted by so many degrees.
pub(super) fn straight(card: GrayImage, tilt: f64) -> GrayImage {
    if tilt.abs() < 0.15 {
        return card;
    }
    turned(&card, tilt)
}

/// The tilt of the lines, in degrees.
pub(super) fn tilt(card: &GrayImage) -> f64 {
    let height = (SMALL * card.height() / card.width().max(1)).clamp(20, 4 * SMALL);
    let small = image::imageops::thumbnail(card, SMALL, height);
    let even = light::edges(&small);
    let mut ink = Vec::new();
    // The rim is left out: it is the card's, not the letters'.
    let (rim_x, rim_y) = (SMALL / 40, height / 30);
    for (x, y, pixel) in even.enumerate_pixels() {
        let inside = x > rim_x && y > rim_y && x < SMALL - rim_x && y + rim_y < height;
        if inside && pixel.0[0] < 150 {
            ink.push((
                f64::from(x) - 250.0,
                f64::from(y),
                f64::from(150 - pixel.0[0]),
            ));
        }
    }
    let peak = |angle: f64| {
        let slope = angle.to_radians().tan();
        let rows = height as usize + SMALL as usize;
        let mut sums = vec![0.0_f64; rows];
        for (x, y, weight) in &ink {
            let row = y - x * slope + f64::from(SMALL) / 2.0;
            if let Some(sum) = sums.get_mut(row.max(0.0) as usize) {
                *sum += weight;
            }
        }
        sums.windows(2)
            .map(|pair| (pair[1] - pair[0]).powi(2))
            .sum::<f64>()
    };
    let best = |from: f64, to: f64, step: f64| {
        let steps = ((to - from) / step).round() as i32;
        let angles = (0..=steps).map(|n| from + f64::from(n) * step);
        angles
            .max_by(|a, b| peak(*a).total_cmp(&peak(*b)))
            .unwrap_or(0.0)
    };
    let near = best(-MOST, MOST, 1.0);
    let found = best(near - 1.0, near + 1.0, 0.1);
    // A doubtful tilt is none.
    if peak(found) > 1.1 * peak(0.0) {
        found
    } else {
        0.0
    }
}

/// The card turned by an angle, on a ground that holds all of it.
fn turned(card: &GrayImage, angle: f64) -> GrayImage {
    let (sin, cos) = angle.to_radians().sin_cos();
    let (width, height) = (f64::from(card.width()), f64::from(card.height()));
    let new_width = (width * cos.abs() + height * sin.abs()).ceil();
    let new_height = (width * sin.abs() + height * cos.abs()).ceil();
    GrayImage::from_fn(new_width as u32, new_height as u32, |x, y| {
        let (x, y) = (
            f64::from(x) - new_width / 2.0,
            f64::from(y) - new_height / 2.0,
        );
        let from = (
            x * cos - y * sin + width / 2.0,
            x * sin + y * cos + height / 2.0,
        );
        // Beyond the card's rim its rim goes on, so that no edge is drawn.
        let from = (
            from.0.clamp(0.5, width - 0.5),
            from.1.clamp(0.5, height - 0.5),
        );
        Luma([between(card, from)])
    })
}
