//! Every pair of one human in a list, or between two lists.

use super::candidates::{self, Sides};
use super::compare::Meeting;
use super::read::Read;
use super::{Likeness, Score, group, learn};

/// Two records that are of one human.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The places of both, the lesser first.
    pub pair: (u32, u32),
    /// How likely it is, and why.
    pub score: Score,
    /// Whether it is by the records both have in common that it is believed, more than by itself.
    pub implied: bool,
}

/// What a search finds.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Pairs, in the order of the list.
    pub matches: Vec<Match>,
    /// Records of one human, two or more.
    pub groups: Vec<Vec<u32>>,
    /// How many pairs were compared.
    pub compared: usize,
    /// The rates in the end.
    pub likeness: Likeness,
}

/// Finds all pairs at least as likely as `threshold`. With `fit`, rates are learnt from the records
/// first.
pub fn search(
    mut likeness: Likeness,
    reads: &[Read],
    sides: Sides,
    threshold: f64,
    fit: bool,
) -> Outcome {
    likeness.frequencies.count(reads);
    let pairs = candidates::pairs(reads, sides);
    let meet = |a: u32, b: u32| Meeting::of(&reads[a as usize], &reads[b as usize]);
    let meetings: Vec<Meeting> = pairs.iter().map(|(a, b)| meet(*a, *b)).collect();
    if fit {
        learn::fit(&mut likeness, reads, sides, &meetings);
    }
    let pool = learn::records(sides, reads.len());
    let least = (threshold / (1.0 - threshold)).log2();
    let scored = pairs
        .iter()
        .zip(&meetings)
        .map(|((a, b), meeting)| (*a, *b, likeness.odds(meeting, pool).0));
    let scored: Vec<(u32, u32, f64)> = scored.filter(|(_, _, bits)| *bits > least - 20.0).collect();
    let mean = |a, b| {
        let (bits, kin) = likeness.odds(&meet(a, b), pool);
        (kin < 0.5).then_some(bits)
    };
    let groups = group(reads.len(), &scored, least, mean);
    let mut matches: Vec<Match> = Vec::new();
    for group in &groups {
        for (n, a) in group.iter().enumerate() {
            for b in &group[n + 1..] {
                if sides.asks(*a as usize, *b as usize) {
                    let score = likeness.score(&reads[*a as usize], &reads[*b as usize], pool);
                    let implied = score.bits < least;
                    matches.push(Match {
                        pair: (*a, *b),
                        score,
                        implied,
                    });
                }
            }
        }
    }
    matches.sort_by_key(|found| found.pair);
    Outcome {
        matches,
        groups,
        compared: pairs.len(),
        likeness,
    }
}
