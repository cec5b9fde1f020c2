//! Pictures made on the server: curves and circles in SVG, drawn with the classes of the style
//! sheet, so that they follow the light and print. Each has a title and a description for those who
//! do not see it.

use std::collections::BTreeMap;
use std::f64::consts::TAU;
use std::fmt::Write as _;

use app::debrief::pictures::{Circle, Node, Room};
use domain::id::PersonId;
use jiff::{SignedDuration, Timestamp};

use crate::words::Words;

/// The sentences of a picture.
pub struct Said<'a> {
    /// What the elements' ids begin with.
    pub id: &'a str,
    /// What it is.
    pub title: String,
    /// What it shows.
    pub text: String,
}

/// A text as it may stand in SVG.
fn escaped(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            _ => to.push(c),
        }
    }
    to
}

fn open(said: &Said<'_>, kind: &str, (width, height): (u32, u32)) -> String {
    let Said { id, title, text } = said;
    let (title, text) = (escaped(title), escaped(text));
    format!(
        "<svg class=\"picture {kind}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-desc\">{text}</desc>"
    )
}

/// Where the curve stands in its picture.
const LEFT: f64 = 12.0;
const RIGHT: f64 = 708.0;
const TOP: f64 = 34.0;
const FLOOR: f64 = 214.0;

/// How full the room was, moment by moment, with the owner's presence below and their talks on it.
pub fn room(room: &Room, zone: &str, w: &Words, said: &Said<'_>) -> String {
    let whole = room.until.duration_since(room.from).as_secs_f64().max(60.0);
    let x = |at: Timestamp| {
        let part = at.duration_since(room.from).as_secs_f64() / whole;
        LEFT + (RIGHT - LEFT) * part.clamp(0.0, 1.0)
    };
    let most = f64::from(room.fullest().map_or(1, |(_, heads)| heads.max(1)));
    let y = |heads: u32| FLOOR - (FLOOR - TOP) * f64::from(heads) / most;
    let mut svg = open(
        said,
        "room",
        (720, if room.mine.is_empty() { 256 } else { 304 }),
    );
    hours(&mut svg, room, zone, w, x);
    let mut line = String::new();
    for (at, heads) in &room.heads {
        let (x, y) = (x(*at), y(*heads));
        let _ = if line.is_empty() {
            write!(line, "M{x:.1} {y:.1}")
        } else {
            write!(line, "H{x:.1}V{y:.1}")
        };
    }
    if !line.is_empty() {
        let _ = write!(line, "H{:.1}", x(room.until));
        let _ = write!(
            svg,
            "<path class=\"area\" d=\"{line}V{FLOOR}H{LEFT}Z\"/><path class=\"line\" d=\"{line}\"/>"
        );
    }
    if let Some((at, heads)) = room.fullest().filter(|(_, heads)| *heads > 0) {
        let (x, y) = (x(at).clamp(40.0, 680.0), y(heads));
        let _ = write!(
            svg,
            "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>"
        );
        let _ = write!(
            svg,
            "<text class=\"most\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{heads}</text>",
            y - 12.0
        );
    }
    for (came, went) in &room.mine {
        let (from, to) = (x(*came), x(*went));
        let _ = write!(
            svg,
            "<rect class=\"mine\" x=\"{from:.1}\" y=\"264\" width=\"{:.1}\" height=\"28\" rx=\"6\"/>",
            (to - from).max(2.0)
        );
    }
    for (at, minutes) in &room.talks {
        let from = x(*at);
        let to = x(*at + SignedDuration::from_mins((*minutes).max(1)));
        let _ = write!(
            svg,
            "<rect class=\"talk\" x=\"{from:.1}\" y=\"270\" width=\"{:.1}\" height=\"16\" rx=\"3\"/>",
            (to - from - 1.0).max(3.0)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Heads that came through the door in each minute from a moment on.
pub fn arrivals(
    from: Timestamp,
    minutes: &[u32],
    zone: &str,
    w: &Words,
    said: &Said<'_>,
) -> String {
    // A few minutes make no curve: the picture spans an hour at least.
    let count = minutes.len().max(60);
    let room = Room {
        from,
        until: from + SignedDuration::from_mins(count as i64),
        heads: Vec::new(),
        mine: Vec::new(),
        talks: Vec::new(),
    };
    let each = (RIGHT - LEFT) / count as f64;
    let most = f64::from(minutes.iter().copied().max().unwrap_or(0).max(4));
    let mut svg = open(said, "minutes", (720, 256));
    hours(&mut svg, &room, zone, w, |at| {
        LEFT + each * at.duration_since(from).as_secs_f64() / 60.0
    });
    for (n, heads) in minutes.iter().enumerate().filter(|(_, heads)| **heads > 0) {
        let (x, high) = (
            LEFT + each * n as f64,
            (FLOOR - TOP) * f64::from(*heads) / most,
        );
        let _ = write!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{high:.1}\"/>",
            FLOOR - high,
            (each - 1.0).max(1.0)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The floor, and the clock's half-hours below it.
fn hours(svg: &mut String, room: &Room, zone: &str, w: &Words, x: impl Fn(Timestamp) -> f64) {
    let _ = write!(svg, "<path class=\"floor\" d=\"M{LEFT} {FLOOR}H{RIGHT}\"/>");
    let minutes = room.until.duration_since(room.from).as_mins();
    let step = match minutes {
        ..=210 => 30,
        211..=480 => 60,
        _ => 240,
    };
    let (mut at, mut odd) = (room.from, false);
    while at <= room.until {
        let here = x(at);
        let anchor = match here {
            h if h < 50.0 => "start",
            h if h > 670.0 => "end",
            _ => "middle",
        };
        let time = escaped(&w.time(&at, zone));
        // A phone has room for every other one.
        let class = if odd { " class=\"odd\"" } else { "" };
        let _ = write!(
            svg,
            "<path class=\"tick\" d=\"M{here:.1} {FLOOR}v8\"/>\
             <text{class} x=\"{here:.1}\" y=\"250\" text-anchor=\"{anchor}\">{time}</text>"
        );
        odd = !odd;
        at += SignedDuration::from_mins(step);
    }
}

/// The middle of a circle, in its picture of 720 by 720.
const MIDDLE: f64 = 360.0;
/// Whom one met stand so far from the middle.
const NEAR: f64 = 158.0;
/// And the others so far.
const FAR: f64 = 322.0;
/// Names that a circle has room for.
const NAMES: usize = 14;
/// Longest name there, in characters.
const NAME: usize = 13;

#[derive(Clone, Copy)]
struct Spot {
    x: f64,
    y: f64,
    angle: f64,
}

fn spot(angle: f64, radius: f64) -> Spot {
    Spot {
        x: MIDDLE + radius * angle.sin(),
        y: MIDDLE - radius * angle.cos(),
        angle,
    }
}

/// Who talked with whom: around their owner in the order of meeting, or everybody group by group.
pub fn circle(circle: &Circle, me: &str, said: &Said<'_>) -> String {
    let spots = places(circle);
    let mut svg = open(said, "circle", (720, 720));
    let own = circle.me.as_ref().map(|me| me.id);
    let mut bold = String::new();
    for ([a, b], minutes) in &circle.talks {
        let (Some(from), Some(to)) = (spots.get(a), spots.get(b)) else {
            continue;
        };
        if own == Some(*a) || own == Some(*b) {
            let width = (2.0 + *minutes as f64 / 4.0).min(9.0);
            let _ = write!(
                bold,
                "<path class=\"own\" stroke-width=\"{width:.1}\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>",
                from.x, from.y, to.x, to.y
            );
        } else {
            chord(&mut svg, *from, *to);
        }
    }
    svg.push_str(&bold);
    for node in &circle.others {
        dot(&mut svg, node, &spots, 7.0);
    }
    for node in &circle.met {
        dot(&mut svg, node, &spots, 12.0);
    }
    for node in circle.met.iter().take(NAMES) {
        if let (Some(spot), Some(name)) = (spots.get(&node.id), &node.name) {
            label(&mut svg, *spot, name);
        }
    }
    if circle.me.is_some() {
        let _ = write!(
            svg,
            "<circle class=\"me\" cx=\"360\" cy=\"360\" r=\"30\"/>\
             <text class=\"me\" x=\"360\" y=\"369\" text-anchor=\"middle\">{}</text>",
            escaped(me)
        );
    }
    svg.push_str("</svg>");
    svg
}

fn places(circle: &Circle) -> BTreeMap<PersonId, Spot> {
    let mut spots = BTreeMap::new();
    let Some(me) = &circle.me else {
        spread(
            &mut spots,
            circle.others.iter().map(|node| node.id).collect(),
            FAR,
        );
        return spots;
    };
    spots.insert(
        me.id,
        Spot {
            x: MIDDLE,
            y: MIDDLE,
            angle: 0.0,
        },
    );
    spread(
        &mut spots,
        circle.met.iter().map(|node| node.id).collect(),
        NEAR,
    );
    // Everybody else stands behind those they talked with.
    let mut others: Vec<(f64, PersonId)> = circle
        .others
        .iter()
        .map(|node| (towards(node.id, me.id, circle, &spots), node.id))
        .collect();
    others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    spread(
        &mut spots,
        others.into_iter().map(|(_, id)| id).collect(),
        FAR,
    );
    spots
}

/// Spreads people over a ring, from its top on.
fn spread(spots: &mut BTreeMap<PersonId, Spot>, people: Vec<PersonId>, radius: f64) {
    let count = people.len().max(1) as f64;
    for (n, id) in people.into_iter().enumerate() {
        spots.insert(id, spot(TAU * (n as f64 + 0.5) / count, radius));
    }
}

/// The direction in which somebody's partners stand.
fn towards(id: PersonId, me: PersonId, circle: &Circle, spots: &BTreeMap<PersonId, Spot>) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    for ([a, b], _) in &circle.talks {
        let other = match id {
            id if id == *a => *b,
            id if id == *b => *a,
            _ => continue,
        };
        if let Some(spot) = spots.get(&other).filter(|_| other != me) {
            x += spot.angle.sin();
            y += spot.angle.cos();
        }
    }
    if x == 0.0 && y == 0.0 {
        return TAU;
    }
    x.atan2(y).rem_euclid(TAU)
}

/// A line that bends towards the middle, more so the farther it goes.
fn chord(svg: &mut String, from: Spot, to: Spot) {
    let bend = |a: f64, b: f64| MIDDLE + ((a + b) / 2.0 - MIDDLE) * 0.45;
    let _ = write!(
        svg,
        "<path class=\"chord\" d=\"M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}\"/>",
        from.x,
        from.y,
        bend(from.x, to.x),
        bend(from.y, to.y),
        to.x,
        to.y
    );
}

fn dot(svg: &mut String, node: &Node, spots: &BTreeMap<PersonId, Spot>, radius: f64) {
    let Some(spot) = spots.get(&node.id) else {
        return;
    };
    let class = match node.group {
        Some(group) => format!("node g{}", group % 4),
        None => "node".to_owned(),
    };
    let _ = write!(
        svg,
        "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius}\"/>",
        spot.x, spot.y
    );
}

/// A name beside its dot, on the far side from the middle.
fn label(svg: &mut String, spot: Spot, name: &str) {
    let anchor = match spot.angle.sin() {
        s if s > 0.35 => "start",
        s if s < -0.35 => "end",
        _ => "middle",
    };
    let mut name: String = name.to_owned();
    if name.chars().count() > NAME {
        name = name.chars().take(NAME - 1).chain(['…']).collect();
    }
    let (dx, dy) = (20.0 * spot.angle.sin(), -30.0 * spot.angle.cos() + 9.0);
    let _ = write!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>",
        spot.x + dx,
        spot.y + dy,
        escaped(&name)
    );
}
