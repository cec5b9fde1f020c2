//! Where things stand on one badge: decided before anything is drawn, so that it can be measured.

use super::Badge;
use crate::print::face::{Fonts, Weight};
use crate::print::fit::{Line, Room, fit};
use crate::print::{Area, MM, tidy};

/// From a label's edge to what it says.
const PADDING: f32 = 4.5 * MM;
const GAP: f32 = 1.5 * MM;
/// A side of the code; its white border is the padding around it, and [`BORDER`].
const CODE: f32 = 16.0 * MM;
/// Four squares of a code for a link of some forty letters.
const BORDER: f32 = 2.2 * MM;
const MARK: f32 = 2.2 * MM;
const GROUP_SIZE: f32 = 9.0;
/// Share of the room for names that the first name may fill, when there is a family name.
const FIRST_SHARE: f32 = 0.64;
/// The family name is at most this share of the first name, so that there is no doubt.
const MODEST: f32 = 0.8;
/// Sizes as shares of the room's height, largest and smallest.
const FIRST: (f32, f32) = (0.34, 0.105);
const FAMILY: (f32, f32) = (0.16, 0.075);
const ACTIVITY: (f32, f32) = (0.105, 0.065);

/// A badge at its place on the sheet.
pub(super) struct Face {
    pub lines: Vec<Line>,
    pub mark: Option<Area>,
    pub code: Option<Area>,
}

/// Lays out a badge on a label.
pub(super) fn face(fonts: &Fonts, badge: &Badge, label: Area) -> Face {
    let inner = Area {
        left: label.left + PADDING,
        top: label.top + PADDING,
        width: label.width - 2.0 * PADDING,
        height: label.height - 2.0 * PADDING,
    };
    let mark = badge.newcomer.then(|| Area {
        left: inner.right() - MARK,
        top: inner.top,
        width: MARK,
        height: MARK,
    });
    let code = badge.link.as_ref().map(|_| Area {
        left: inner.right() - CODE,
        top: inner.bottom() - CODE,
        width: CODE,
        height: CODE,
    });
    let mut lines = Vec::new();
    let top = group(fonts, badge, inner, &mut lines);
    let bottom = activity(fonts, badge, inner, code, &mut lines);
    let middle = Area {
        top,
        height: bottom - top,
        ..inner
    };
    names(fonts, badge, inner.height, middle, &mut lines);
    Face { lines, mark, code }
}

/// Gives where the names may begin.
fn group(fonts: &Fonts, badge: &Badge, inner: Area, lines: &mut Vec<Line>) -> f32 {
    // The lozenge keeps its place on every badge, so that no line tells by its length who is new.
    let width = inner.width - MARK - GAP;
    let room = Room {
        width,
        height: 14.0,
        largest: GROUP_SIZE,
        smallest: 7.0,
        lines: 1,
    };
    let block = fit(fonts.get(Weight::Regular), &tidy(&badge.group), room);
    let height = block.height().max(MARK);
    lines.extend(block.at(inner.left, inner.top, Weight::Regular, 0.35));
    inner.top + height + GAP
}

/// Gives where the names must end.
fn activity(
    fonts: &Fonts,
    badge: &Badge,
    inner: Area,
    code: Option<Area>,
    lines: &mut Vec<Line>,
) -> f32 {
    let width = code.map_or(inner.width, |code| code.left - BORDER - inner.left);
    let room = Room {
        width,
        height: 0.27 * inner.height,
        largest: ACTIVITY.0 * inner.height,
        smallest: ACTIVITY.1 * inner.height,
        lines: 2,
    };
    let block = fit(fonts.get(Weight::Regular), &tidy(&badge.activity), room);
    let top = inner.bottom() - block.height();
    let bottom = code.map_or(top - GAP, |code| (code.top - BORDER).min(top - GAP));
    lines.extend(block.at(inner.left, top, Weight::Regular, 0.0));
    bottom
}

/// The names, one below the other, in the middle of the room they have.
fn names(fonts: &Fonts, badge: &Badge, whole: f32, middle: Area, lines: &mut Vec<Line>) {
    let (first, family) = (tidy(&badge.first_name), tidy(&badge.family_name));
    let (first, family) = if first.is_empty() {
        (family, first)
    } else {
        (first, family)
    };
    let share = if family.is_empty() { 1.0 } else { FIRST_SHARE };
    let room = |height: f32, (largest, smallest): (f32, f32)| Room {
        width: middle.width,
        height,
        largest,
        smallest: smallest.min(largest),
        lines: 2,
    };
    let bold = fonts.get(Weight::Bold);
    let first = fit(
        bold,
        &first,
        room(share * middle.height, (FIRST.0 * whole, FIRST.1 * whole)),
    );
    // What the first name leaves, the family name may use.
    let left = middle.height - first.height();
    let largest = (FAMILY.0 * whole).min(MODEST * first.size);
    let family = fit(
        fonts.get(Weight::Regular),
        &family,
        room(left, (largest, FAMILY.1 * whole)),
    );
    let above = (left - family.height()) / 2.0;
    let below = middle.top + above + first.height();
    lines.extend(first.at(middle.left, middle.top + above, Weight::Bold, 0.0));
    lines.extend(family.at(middle.left, below, Weight::Regular, 0.0));
}
