//! Where the card lies in the picture, and what is there, flattened.
//!
//! What lies around the card is told from the picture's rim. Where the rim is not even, or what is
//! left is no four-sided thing, the whole picture is taken for the card.

use image::{GrayImage, Luma};

/// Side at which the card is looked for.
const SMALL: u32 = 320;

type Point = (f64, f64);

/// The corners of a card, clockwise from its upper left.
pub(super) type Corners = [Point; 4];

fn small(picture: &GrayImage) -> (GrayImage, f64) {
    let longest = picture.width().max(picture.height());
    let scale = f64::from(longest) / f64::from(SMALL.min(longest));
    let width = (f64::from(picture.width()) / scale).round().max(1.0) as u32;
    let height = (f64::from(picture.height()) / scale).round().max(1.0) as u32;
    (
        image::imageops::thumbnail(picture, width, height),
        f64::from(picture.width()) / f64::from(width),
    )
}

/// The card's corners; none where it cannot be told from what lies around it.
pub(super) fn corners(picture: &GrayImage) -> Option<Corners> {
    let (small, scale) = small(picture);
    let (width, height) = (small.width() as usize, small.height() as usize);
    if width < 40 || height < 40 {
        return None;
    }
    let rim = Rim::of(&small)?;
    let mut mask = vec![false; width * height];
    for (x, y, pixel) in small.enumerate_pixels() {
        let away = (f64::from(pixel.0[0]) - rim.at(x, y)).abs();
        mask[y as usize * width + x as usize] = away > rim.limit;
    }
    let card = largest(&mask, width, height)?;
    let corners = extremes(&card, width);
    let covered = covered(&card, width, height, &corners);
    let size = area(&corners);
    let whole = (width * height) as f64;
    let convex = (0..4).all(|n| turn(corners[n], corners[(n + 1) % 4], corners[(n + 2) % 4]) > 0.0);
    let sound = convex && size > 0.15 * whole && size < 0.97 * whole && covered > 0.93;
    sound.then(|| corners.map(|(x, y)| ((x + 0.5) * scale, (y + 0.5) * scale)))
}

/// The brightness around the card, as a plane laid through the picture's rim.
struct Rim {
    plane: [f64; 3],
    limit: f64,
}

impl Rim {
    fn of(small: &GrayImage) -> Option<Self> {
        let (width, height) = small.dimensions();
        let band = 3.max(width.min(height) / 40);
        let mut points = Vec::new();
        for (x, y, pixel) in small.enumerate_pixels() {
            let inside = x >= band && y >= band && x < width - band && y < height - band;
            if !inside {
                points.push((f64::from(x), f64::from(y), f64::from(pixel.0[0])));
            }
        }
        let mut plane = fit(&points)?;
        // Once more without what lies far off: the card may reach the rim.
        let away = |p: &(f64, f64, f64), plane: &[f64; 3]| {
            (p.2 - plane[0] - plane[1] * p.0 - plane[2] * p.1).abs()
        };
        let mut spread: Vec<f64> = points.iter().map(|p| away(p, &plane)).collect();
        spread.sort_by(f64::total_cmp);
        let near = spread[spread.len() * 3 / 4].max(4.0);
        let kept: Vec<_> = points
            .iter()
            .copied()
            .filter(|p| away(p, &plane) <= near)
            .collect();
        plane = fit(&kept)?;
        let mut spread: Vec<f64> = points.iter().map(|p| away(p, &plane)).collect();
        spread.sort_by(f64::total_cmp);
        let usual = spread[spread.len() * 7 / 10];
        (usual < 22.0).then(|| Self {
            plane,
            limit: (3.0 * usual).clamp(14.0, 45.0),
        })
    }

    fn at(&self, x: u32, y: u32) -> f64 {
        self.plane[0] + self.plane[1] * f64::from(x) + self.plane[2] * f64::from(y)
    }
}

/// The plane nearest to some points, by least squares.
fn fit(points: &[(f64, f64, f64)]) -> Option<[f64; 3]> {
    let mut m = [[0.0_f64; 4]; 3];
    for &(x, y, z) in points {
        let row = [1.0, x, y];
        for (line, by) in m.iter_mut().zip(row) {
            for (cell, value) in line.iter_mut().zip(row) {
                *cell += by * value;
            }
            line[3] += by * z;
        }
    }
    let [a, b, c] = solve(m)?;
    Some([a, b, c])
}

/// Solves as many linear equations as there are unknowns.
fn solve<const N: usize, const M: usize>(mut m: [[f64; M]; N]) -> Option<[f64; N]> {
    for at in 0..N {
        let best = (at..N).max_by(|a, b| m[*a][at].abs().total_cmp(&m[*b][at].abs()))?;
        m.swap(at, best);
        if m[at][at].abs() < 1e-9 {
            return None;
        }
        let pivot = m[at];
        for (_, line) in m.iter_mut().enumerate().filter(|(row, _)| *row != at) {
            let factor = line[at] / pivot[at];
            for (cell, value) in line.iter_mut().zip(pivot).skip(at) {
                *cell -= factor * value;
            }
        }
    }
    Some(std::array::from_fn(|n| m[n][N] / m[n][n]))
}

/// The largest thing of a mask, its holes filled.
fn largest(mask: &[bool], width: usize, height: usize) -> Option<Vec<bool>> {
    let mut seen = vec![0_u32; mask.len()];
    let mut best = (0, 0);
    let mut name = 0;
    let mut waiting = Vec::new();
    for start in 0..mask.len() {
        if !mask[start] || seen[start] != 0 {
            continue;
        }
        name += 1;
        let mut size = 0;
        seen[start] = name;
        waiting.push(start);
        while let Some(at) = waiting.pop() {
            size += 1;
            for next in around(at, width, height) {
                if mask[next] && seen[next] == 0 {
                    seen[next] = name;
                    waiting.push(next);
                }
            }
        }
        if size > best.0 {
            best = (size, name);
        }
    }
    if best.0 == 0 {
        return None;
    }
    // What cannot be reached from the rim belongs to it.
    let mut outside = vec![false; mask.len()];
    for at in 0..mask.len() {
        let (x, y) = (at % width, at / width);
        let rim = x == 0 || y == 0 || x == width - 1 || y == height - 1;
        if rim && seen[at] != best.1 && !outside[at] {
            outside[at] = true;
            waiting.push(at);
            while let Some(at) = waiting.pop() {
                for next in around(at, width, height) {
                    if seen[next] != best.1 && !outside[next] {
                        outside[next] = true;
                        waiting.push(next);
                    }
                }
            }
        }
    }
    Some(outside.into_iter().map(|out| !out).collect())
}

fn around(at: usize, width: usize, height: usize) -> impl Iterator<Item = usize> {
    let (x, y) = (at % width, at / width);
    let beside = [
        (x > 0).then(|| at - 1),
        (x + 1 < width).then_some(at + 1),
        (y > 0).then(|| at.wrapping_sub(width)),
        (y + 1 < height).then_some(at + width),
    ];
    beside.into_iter().flatten()
}

/// The four-sided figure of the largest area among the outline's extremes in many directions.
fn extremes(card: &[bool], width: usize) -> [Point; 4] {
    const DIRECTIONS: usize = 72;
    let mut hull = [(f64::MIN, (0.0, 0.0)); DIRECTIONS];
    for (at, _) in card.iter().enumerate().filter(|(_, in_card)| **in_card) {
        let (x, y) = ((at % width) as f64, (at / width) as f64);
        for (n, best) in hull.iter_mut().enumerate() {
            let angle = n as f64 * std::f64::consts::TAU / DIRECTIONS as f64;
            let reach = x * angle.cos() + y * angle.sin();
            if reach > best.0 {
                *best = (reach, (x, y));
            }
        }
    }
    let hull: Vec<Point> = hull.iter().map(|(_, point)| *point).collect();
    let mut best = (f64::MIN, [hull[0]; 4]);
    for a in 0..DIRECTIONS {
        for b in a + 3..DIRECTIONS {
            for c in b + 3..DIRECTIONS {
                for d in (c + 3..DIRECTIONS).step_by(2) {
                    let figure = [hull[a], hull[b], hull[c], hull[d]];
                    let size = area(&figure);
                    if size > best.0 {
                        best = (size, figure);
                    }
                }
            }
        }
    }
    let mut figure = best.1;
    // Clockwise from the upper left.
    let first = (0..4).min_by(|a, b| {
        let sum = |n: &usize| figure[*n].0 + figure[*n].1;
        sum(a).total_cmp(&sum(b))
    });
    figure.rotate_left(first.unwrap_or(0));
    figure
}

fn area(c: &[Point; 4]) -> f64 {
    let cross = |a: Point, b: Point| a.0 * b.1 - b.0 * a.1;
    (cross(c[0], c[1]) + cross(c[1], c[2]) + cross(c[2], c[3]) + cross(c[3], c[0])) / 2.0
}

fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0)
}

/// How much of the figure the card fills, and of the card the figure.
fn covered(card: &[bool], width: usize, height: usize, corners: &[Point; 4]) -> f64 {
    let (mut both, mut either) = (0.0_f64, 0.0_f64);
    for y in 0..height {
        for x in 0..width {
            let point = (x as f64, y as f64);
            let inside = (0..4).all(|n| turn(corners[n], corners[(n + 1) % 4], point) >= -1.0);
            let of_card = card[y * width + x];
            both += f64::from(u8::from(inside && of_card));
            either += f64::from(u8::from(inside || of_card));
        }
    }
    both / either.max(1.0)
}

/// How wide and how high a figure is, at the most.
pub(super) fn sides(corners: &Corners) -> (f64, f64) {
    let long = |a: Point, b: Point| (a.0 - b.0).hypot(a.1 - b.1);
    let width = long(corners[0], corners[1]).max(long(corners[3], corners[2]));
    let height = long(corners[0], corners[3]).max(long(corners[1], corners[2]));
    (width, height)
}

/// The figure drawn as a rectangle.
pub(super) fn flatten(picture: &GrayImage, corners: Corners) -> GrayImage {
    let (width, height) = sides(&corners);
    // A hair inside, so that the rim of the card does not show.
    let (width, height) = (width.max(16.0), height.max(16.0));
    let to = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
    let Some(map) = projection(to, corners) else {
        return picture.clone();
    };
    GrayImage::from_fn(width as u32, height as u32, |x, y| {
        let inset = 0.008;
        let x = width * inset + f64::from(x) * (1.0 - 2.0 * inset);
        let y = height * inset + f64::from(y) * (1.0 - 2.0 * inset);
        let w = map[6] * x + map[7] * y + 1.0;
        let from = (
            (map[0] * x + map[1] * y + map[2]) / w,
            (map[3] * x + map[4] * y + map[5]) / w,
        );
        Luma([between(picture, from)])
    })
}

/// The projection that takes four points to four others.
fn projection(from: [Point; 4], to: [Point; 4]) -> Option<[f64; 8]> {
    let mut m = [[0.0_f64; 9]; 8];
    for n in 0..4 {
        let ((x, y), (u, v)) = (from[n], to[n]);
        m[2 * n] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        m[2 * n + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    solve(m)
}

/// The brightness at a point between pixels; white beyond the rim.
pub(super) fn between(picture: &GrayImage, (x, y): Point) -> u8 {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let at = |dx: f64, dy: f64| {
        let (x, y) = (left + dx, top + dy);
        let width = f64::from(picture.width() - 1);
        let height = f64::from(picture.height() - 1);
        if x < -1.0 || y < -1.0 || x > width + 1.0 || y > height + 1.0 {
            return 255.0;
        }
        let (x, y) = (x.clamp(0.0, width) as u32, y.clamp(0.0, height) as u32);
        f64::from(picture.get_pixel(x, y).0[0])
    };
    let (u, v) = (x - left, y - top);
    let upper = at(0.0, 0.0) * (1.0 - u) + at(1.0, 0.0) * u;
    let lower = at(0.0, 1.0) * (1.0 - u) + at(1.0, 1.0) * u;
    (upper * (1.0 - v) + lower * v).round() as u8
}
