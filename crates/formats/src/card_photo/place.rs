//! Where and how a card lies in its picture, and the card alone, upright, of it: in grey to be read, in
//! colour to be kept.

use image::{GrayImage, Luma, Rgb, RgbImage};

use super::{level, outline};

/// What the longer side of a card is to the shorter one: what is outside that is a part of a card, or no
/// card.
const SHAPES: std::ops::RangeInclusive<f64> = 1.2..=2.4;

/// How the card lies on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// As it is read.
    Upright,
    /// On its head.
    Over,
    /// On its left side: it is turned to the right to be read.
    Right,
    /// On its right side.
    Left,
}

impl Turn {
    /// Upright first, which is most likely.
    pub(super) const ALL: [Self; 4] = [Self::Upright, Self::Over, Self::Right, Self::Left];

    fn apply(self, card: GrayImage) -> GrayImage {
        match self {
            Self::Upright => card,
            Self::Over => image::imageops::rotate180(&card),
            Self::Right => image::imageops::rotate90(&card),
            Self::Left => image::imageops::rotate270(&card),
        }
    }
}

/// Where and how a card lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its corners, clockwise; none when it is not told from what lies around it.
    corners: Option<outline::Corners>,
    /// How its lines are tilted, in degrees.
    tilt: f64,
    /// How it lies.
    turn: Turn,
}

impl Place {
    /// The whole picture, as it is.
    const WHOLE: Self = Self {
        corners: None,
        tilt: 0.0,
        turn: Turn::Upright,
    };

    /// Where the card lies; how it is turned only reading tells.
    pub(super) fn of(picture: &GrayImage) -> Self {
        let corners = outline::corners(picture);
        let flat = Self {
            corners,
            ..Self::WHOLE
        };
        Self {
            tilt: level::tilt(&flat.card(picture)),
            ..flat
        }
    }

    /// The same, lying otherwise.
    pub(super) fn lying(self, turn: Turn) -> Self {
        Self { turn, ..self }
    }

    /// What of it is kept: what tells something as it was read, and without the table where it was told from
    /// the table well; else the whole picture.
    pub(super) fn to_keep(self, tells: bool) -> Self {
        match tells {
            true if self.is_a_card() => self,
            true => Self::WHOLE.lying(self.turn),
            false => Self::WHOLE,
        }
    }

    /// Whether what was found has the shape of a card.
    fn is_a_card(&self) -> bool {
        self.corners.is_some_and(|corners| {
            let (width, height) = outline::sides(&corners);
            SHAPES.contains(&(width.max(height) / width.min(height)))
        })
    }

    /// The card alone, upright.
    pub(super) fn card(&self, picture: &GrayImage) -> GrayImage {
        let card = match self.corners {
            Some(corners) => outline::flatten(picture, corners),
            None => picture.clone(),
        };
        self.turn.apply(level::straight(card, self.tilt))
    }

    /// The same in colour.
    pub(super) fn coloured(&self, picture: &RgbImage) -> RgbImage {
        let part = |n: usize| {
            let grey = GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
                Luma([picture.get_pixel(x, y).0[n]])
            });
            self.card(&grey)
        };
        let [red, green, blue] = [part(0), part(1), part(2)];
        RgbImage::from_fn(red.width(), red.height(), |x, y| {
            Rgb([&red, &green, &blue].map(|part| part.get_pixel(x, y).0[0]))
        })
    }
}
