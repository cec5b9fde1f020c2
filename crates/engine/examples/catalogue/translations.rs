//! Searches for schedules of eight tables of four whose every round is kept by the eight
//! translations of Z₂³.
//!
//! The 32 people are four circles of eight; a translation adds one vector in each. A round that all
//! translations keep is made of block orbits of three kinds: a block with one person of each circle
//! (eight blocks); two of one circle and two of another, their difference the same (four); a plane of
//! one circle (two). A pair's class is its circles and its difference: 28 classes of four pairs within
//! circles, 48 of eight between them, and ten rounds without a repeat are ten rounds without a class
//! in common. There are 13,497 rounds; the search picks the class with fewest left, as in an exact
//! cover, and lets classes of sixteen pairs in all go uncovered, since everybody misses one person.

use engine::seed::Random;

/// Circles, and people in each.
const CIRCLES: u8 = 4;
const ORDER: u8 = 8;

/// A round: its classes as a set, and a block of each of its orbits.
#[derive(Clone)]
struct Round {
    classes: u128,
    blocks: Vec<Vec<u8>>,
}

/// Ten rounds, table after table, if a few thousand nodes find them from this seed.
pub fn search(seed: u64) -> Option<Vec<Vec<Vec<u8>>>> {
    let mut all = rounds();
    Random::new(seed).shuffle(&mut all);
    let all: Vec<&Round> = all.iter().collect();
    let mut nodes = 20_000;
    let chosen = cover(&all, 0, 16, 10, &mut nodes)?;
    Some(chosen.into_iter().map(turned).collect())
}

/// The tables of a round: every translation of its blocks, each once.
fn turned(round: &Round) -> Vec<Vec<u8>> {
    let moved = |block: &Vec<u8>, by: u8| {
        let mut block: Vec<u8> = block.iter().map(|p| p ^ by).collect();
        block.sort_unstable();
        block
    };
    let turns = |block| (0..ORDER).map(move |by| moved(block, by));
    let mut tables: Vec<Vec<u8>> = round.blocks.iter().flat_map(turns).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

fn cover<'a>(
    all: &[&'a Round],
    gone: u128,
    spare: u32,
    wanted: usize,
    nodes: &mut u32,
) -> Option<Vec<&'a Round>> {
    if wanted == 0 {
        return Some(Vec::new());
    }
    *nodes = nodes.checked_sub(1)?;
    let mut counts = [0u32; 76];
    for round in all {
        let mut classes = round.classes;
        while classes != 0 {
            counts[classes.trailing_zeros() as usize] += 1;
            classes &= classes - 1;
        }
    }
    let open = (0..76).filter(|class| gone >> class & 1 == 0);
    let class = open.min_by_key(|class| counts[*class as usize])?;
    let with = |round: &&&Round| round.classes >> class & 1 == 1;
    for round in all.iter().filter(with) {
        let apart = |other: &&&Round| other.classes & round.classes == 0;
        let rest: Vec<&Round> = all.iter().filter(apart).copied().collect();
        if let Some(mut chosen) = cover(&rest, gone | round.classes, spare, wanted - 1, nodes) {
            chosen.push(round);
            return Some(chosen);
        }
    }
    let pairs = if class < 28 { 4 } else { 8 };
    let rest: Vec<&Round> = all.iter().filter(|round| !with(round)).copied().collect();
    let spare = spare.checked_sub(pairs)?;
    cover(&rest, gone | 1 << class, spare, wanted, nodes)
}

/// Every round that all translations keep and in which no class is met twice.
fn rounds() -> Vec<Round> {
    let mut all = Vec::new();
    let mut parts = vec![(
        0u8,
        Round {
            classes: 0,
            blocks: vec![],
        },
    )];
    let orbits = orbits();
    while let Some((circles, round)) = parts.pop() {
        if circles == 0b1111 {
            all.push(round);
            continue;
        }
        let first = circles.trailing_ones();
        for (theirs, orbit) in &orbits {
            let fits = theirs.trailing_zeros() == first && theirs & circles == 0;
            if fits && orbit.classes & round.classes == 0 {
                let classes = orbit.classes | round.classes;
                let blocks = [round.blocks.clone(), orbit.blocks.clone()].concat();
                parts.push((circles | theirs, Round { classes, blocks }));
            }
        }
    }
    all
}

/// The block orbits, with the circles they cover.
fn orbits() -> Vec<(u8, Round)> {
    let mut all = Vec::new();
    let mut add = |block: Vec<u8>| {
        let circles = block.iter().fold(0u8, |all, p| all | 1 << (p / ORDER));
        let classes = (0..4).flat_map(|i| (0..i).map(move |j| (i, j)));
        let classes = classes.fold(0, |all, (i, j)| all | 1u128 << class(block[i], block[j]));
        let blocks = vec![block];
        all.push((circles, Round { classes, blocks }));
    };
    for offsets in 0..512u16 {
        let circle = |c: u16| (8 * c + (offsets >> (3 * (c - 1)) & 7)) as u8;
        add(vec![0, circle(1), circle(2), circle(3)]);
    }
    for (one, other) in (0..CIRCLES).flat_map(|j| (0..j).map(move |i| (8 * i, 8 * j))) {
        for a in 1..ORDER {
            for b in (0..ORDER).filter(|b| *b < b ^ a) {
                add(vec![one, one + a, other + b, other + (b ^ a)]);
            }
        }
    }
    for circle in (0..CIRCLES).map(|c| 8 * c) {
        for (a, b) in (1..ORDER).flat_map(|b| (1..b).map(move |a| (a, b))) {
            if b < a ^ b {
                add(vec![circle, circle + a, circle + b, circle + (a ^ b)]);
            }
        }
    }
    all
}

/// The class of a pair.
fn class(x: u8, y: u8) -> u32 {
    let (x, y) = (x.min(y), x.max(y));
    let (i, j, difference) = (x / ORDER, y / ORDER, (x ^ y) % ORDER);
    if i == j {
        u32::from(i * 7 + difference - 1)
    } else {
        u32::from(28 + (j * (j - 1) / 2 + i) * 8 + difference)
    }
}
