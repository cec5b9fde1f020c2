//! Which pairs are worth comparing: those that share more than chance would give them.
//!
//! Every value is filed under itself, its sounds, its beginning and its end. A pair is worth
//! comparing when the bits of what it shares, log₂ of how rare each shared file is, come near what
//! would single one record out among all. Files that hold too many records tell nobody apart and are
//! passed over, so that the work grows with the records and not with their square.

use std::collections::HashMap;

use super::read::Read;
use super::value::{Value, hash};

/// How many bits short of singling a record out a pair may be.
const SLACK: f64 = 1.0;
/// About how many entries of files may be looked through in all.
const WORK: usize = 30_000_000;

/// Whether records are compared among themselves, or those of one list with those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// All with all.
    One,
    /// Those before this place with those from it on.
    Two(usize),
}

impl Sides {
    /// Whether a pair, the lesser first, is asked for.
    pub fn asks(self, a: usize, b: usize) -> bool {
        match self {
            Self::One => a < b,
            Self::Two(left) => a < left && b >= left,
        }
    }

    /// How many pairs there are among `n` records.
    pub fn pairs(self, n: usize) -> f64 {
        match self {
            Self::One => n as f64 * n.saturating_sub(1) as f64 / 2.0,
            Self::Two(left) => left as f64 * n.saturating_sub(left) as f64,
        }
    }
}

/// A file of a field.
type File = (u8, u64);

/// Every pair worth comparing, the lesser first.
pub(crate) fn pairs(reads: &[Read], sides: Sides) -> Vec<(u32, u32)> {
    let filed: Vec<Vec<File>> = reads.iter().map(files).collect();
    let mut drawers: HashMap<u64, Vec<u32>> = HashMap::new();
    for (at, files) in filed.iter().enumerate() {
        for (_, file) in files {
            let drawer = drawers.entry(*file).or_default();
            if drawer.last() != Some(&(at as u32)) {
                drawer.push(at as u32);
            }
        }
    }
    let count = reads.len().max(2);
    let most = (WORK / (count * 12)).clamp(30, (count / 16).max(30));
    let enough = (count as f64).log2() - SLACK;
    let mut found = Vec::new();
    let mut bits = vec![0.0_f32; reads.len()];
    let mut seen = vec![0_u8; reads.len()];
    let mut touched: Vec<u32> = Vec::new();
    for (at, files) in filed.iter().enumerate() {
        let mut open: Vec<(u8, &Vec<u32>)> = files
            .iter()
            .map(|(field, file)| (*field, &drawers[file]))
            .filter(|(_, drawer)| drawer.len() > 1 && drawer.len() <= most)
            .collect();
        // The rarest file of a field counts, once.
        open.sort_by_key(|(field, drawer)| (*field, drawer.len()));
        for (field, drawer) in open {
            let rare = (count as f64 / drawer.len() as f64).log2() as f32;
            for other in drawer
                .iter()
                .rev()
                .take_while(|other| **other as usize > at)
            {
                let other_at = *other as usize;
                if seen[other_at] == 0 {
                    touched.push(*other);
                }
                if seen[other_at] != field + 1 {
                    seen[other_at] = field + 1;
                    bits[other_at] += rare;
                }
            }
        }
        for other in touched.drain(..) {
            let other_at = other as usize;
            if f64::from(bits[other_at]) >= enough && sides.asks(at, other_at) {
                found.push((at as u32, other));
            }
            (bits[other_at], seen[other_at]) = (0.0, 0);
        }
    }
    found
}

/// The files of a record: the field of the record, and the file. Given and family names are filed
/// together, as are the two lines of an address: they change places.
fn files(read: &Read) -> Vec<File> {
    let mut files = Vec::new();
    for name in &read.names {
        for (field, part) in [(0, &name.given), (1, &name.family)] {
            if let Some(part) = part {
                file(&mut files, field, b'n', &part.core);
                for word in part.words.iter().filter(|word| word.letters().len() > 2) {
                    file(&mut files, field, b'n', word);
                }
            }
        }
    }
    for place in &read.places {
        let parts = [
            (2, b's', &place.street),
            (3, b's', &place.complement),
            (4, b'c', &place.city),
            (5, b'p', &place.postcode),
            (6, b'#', &place.number),
        ];
        for (field, kind, value) in parts {
            if let Some(value) = value {
                file(&mut files, field, kind, value);
            }
        }
    }
    let mut whole =
        |field: u8, kind: u8, value: u64| files.push((field, value ^ u64::from(kind) << 56));
    read.birth
        .iter()
        .for_each(|birth| whole(7, b'b', hash(birth)));
    read.phones
        .iter()
        .for_each(|phone| whole(8, b't', phone.hash));
    read.emails
        .iter()
        .for_each(|email| whole(9, b'@', email.whole));
    for firm in &read.firms {
        file(&mut files, 10, b'o', &firm.whole);
    }
    files
}

fn file(files: &mut Vec<File>, field: u8, kind: u8, value: &Value) {
    let letters = value.letters();
    let mut add = |tag: u8, value: u64| {
        let file = value.rotate_left(u32::from(tag) * 8) ^ u64::from(kind) << 56;
        files.push((field, file));
    };
    add(0, value.hash());
    if letters.len() < 4 || kind == b'#' {
        return;
    }
    let [first, second] = value.sounds();
    add(1, first);
    if second != first {
        add(1, second);
    }
    add(2, hash(&letters[..4]));
    add(3, hash(&letters[letters.len() - 4..]));
}
