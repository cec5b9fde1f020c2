//! How many slips of the hand lie between two words, and how alike they look.
//!
//! The distance is the restricted one of Damerau and Levenshtein (optimal string alignment); the
//! likeness is Winkler's of 1990 over Jaro's of 1989.

use super::Level;

const LIMIT: usize = 40;

/// One slip is near (two from eight letters on); what still looks alike is close.
pub fn nearness(a: &[u8], b: &[u8]) -> Level {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let slips = if longer - shorter <= 2 { osa(a, b) } else { 9 };
    if (slips <= 1 && shorter >= 3) || (slips == 2 && shorter >= 8) {
        Level::Near
    } else if (slips == 2 && shorter >= 5) || (slips == 1 && shorter >= 2) || alike(a, b) {
        Level::Close
    } else {
        Level::Differs
    }
}

/// Looks alike, or one is the beginning of the other.
fn alike(a: &[u8], b: &[u8]) -> bool {
    // Both are greedy: the order of the two would matter, once in a while.
    let (a, b) = match (a.len(), a) <= (b.len(), b) {
        true => (a, b),
        false => (b, a),
    };
    a.len() >= 4 && (*a == b[..a.len()] || (share(a, b) && jaro_winkler(a, b) >= 0.87))
}

/// A cheap look before the dear one: whether at least half of the letters of the shorter word are
/// in the longer.
fn share(short: &[u8], long: &[u8]) -> bool {
    let set = long
        .iter()
        .fold(0_u64, |set, octet| set | 1 << (octet & 63));
    let shared = short.iter().filter(|octet| set & 1 << (**octet & 63) != 0);
    shared.count() * 3 >= short.len() * 2
}

/// Insertions, deletions, substitutions and transpositions of neighbours.
pub fn osa(a: &[u8], b: &[u8]) -> usize {
    let (a, b) = (&a[..a.len().min(LIMIT)], &b[..b.len().min(LIMIT)]);
    let mut rows = [[0_u8; LIMIT + 1]; 3];
    for (column, cell) in rows[0].iter_mut().enumerate() {
        *cell = column as u8;
    }
    for row in 1..=a.len() {
        let (now, last, before) = (row % 3, (row + 2) % 3, (row + 1) % 3);
        rows[now][0] = row as u8;
        for column in 1..=b.len() {
            let differs = u8::from(a[row - 1] != b[column - 1]);
            let mut cell = rows[last][column - 1] + differs;
            cell = cell
                .min(rows[last][column] + 1)
                .min(rows[now][column - 1] + 1);
            let crossed =
                row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
            if crossed {
                cell = cell.min(rows[before][column - 2] + 1);
            }
            rows[now][column] = cell;
        }
    }
    usize::from(rows[a.len() % 3][b.len()])
}

/// From 0, nothing alike, to 1, the same.
pub fn jaro_winkler(a: &[u8], b: &[u8]) -> f64 {
    let (a, b) = (&a[..a.len().min(LIMIT)], &b[..b.len().min(LIMIT)]);
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut of_a, mut of_b) = (0_u64, 0_u64);
    for (at, letter) in a.iter().enumerate() {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(b.len());
        if let Some(met) = (from..to).find(|n| of_b & 1 << n == 0 && b[*n] == *letter) {
            of_a |= 1 << at;
            of_b |= 1 << met;
        }
    }
    let met = f64::from(of_a.count_ones());
    if met == 0.0 {
        return 0.0;
    }
    let in_order = |word: &[u8], set: u64| -> Vec<u8> {
        let kept = (0..word.len()).filter(|n| set & 1 << n != 0);
        kept.map(|n| word[n]).collect()
    };
    let (left, right) = (in_order(a, of_a), in_order(b, of_b));
    let crossed = left.iter().zip(&right).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let jaro = (met / a.len() as f64 + met / b.len() as f64 + (met - crossed) / met) / 3.0;
    let begun = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f64;
    jaro + begun * 0.1 * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_as_the_hand_makes_them() {
        for (a, b, slips) in [
            ("tremblay", "tremblay", 0),
            ("tremblay", "trembaly", 1),
            ("gagnon", "gagon", 1),
            ("roy", "roi", 1),
            ("lapointe", "laponite", 1),
            ("simard", "girard", 2),
            ("", "abc", 3),
        ] {
            assert_eq!(osa(a.as_bytes(), b.as_bytes()), slips, "{a} {b}");
        }
    }

    /// The examples of Winkler's papers.
    #[test]
    fn winkler_s_examples_come_out() {
        for (a, b, likeness) in [
            ("martha", "marhta", 0.961),
            ("dwayne", "duane", 0.840),
            ("dixon", "dicksonx", 0.813),
            ("abc", "xyz", 0.0),
        ] {
            let found = jaro_winkler(a.as_bytes(), b.as_bytes());
            assert!((found - likeness).abs() < 0.001, "{a} {b}: {found}");
        }
    }
}
