//! Learning the rates from data, without being told who is who: expectation and maximisation
//! (Dempster, Laird and Rubin, 1977; for record linkage Winkler, 1988).
//!
//! `u` is counted between records taken at random, nearly all of which are of two humans. `m` is
//! then found by going back and forth: given rates, how likely each meeting is of one human; given
//! that, the rates. What the rates were before counts as so many observations, so that few records
//! move them little.

use super::candidates::Sides;
use super::compare::{Comparison, Level, Meeting};
use super::parameters::Rates;
use super::read::Read;
use super::{Likeness, Odds, probability};

/// What the rates before are worth, in pairs of one human.
const PRIOR_PAIRS: f64 = 12.0;
/// What they are worth in pairs of two humans.
const PRIOR_OTHERS: f64 = 200.0;
/// What is known before of how many pairs there are is worth so many records.
const PRIOR_RECORDS: f64 = 20.0;
/// Pairs taken at random.
const SAMPLE: usize = 40_000;
/// Most rounds.
const ROUNDS: usize = 25;

const COMPARISONS: usize = Comparison::ALL.len();
const LEVELS: usize = Level::ALL.len();
type Counts = [[f64; LEVELS]; COMPARISONS];

/// Fits the rates to records and to the meetings of the pairs worth comparing.
pub fn fit(likeness: &mut Likeness, reads: &[Read], sides: Sides, meetings: &[Meeting]) {
    let pairs = sides.pairs(reads.len());
    if pairs < 1.0 {
        return;
    }
    count_others(likeness, reads, sides);
    let records = records(sides, reads.len()) as f64;
    let before = likeness.parameters.clone();
    let mut last = f64::NEG_INFINITY;
    for _ in 0..ROUNDS {
        let mut seen = Seen::default();
        for meeting in meetings {
            seen.add(meeting, &likeness.weigh(meeting, records as usize));
        }
        let share = |found: f64, before: f64| {
            ((found + PRIOR_RECORDS * before) / (records + PRIOR_RECORDS)).max(1e-4)
        };
        let rates = &mut likeness.parameters;
        rates.matches_per_record = share(seen.one, before.matches_per_record);
        rates.kin_per_record = share(seen.kin, before.kin_per_record);
        let elsewhere = seen.placed - seen.here + PRIOR_PAIRS * before.elsewhere;
        rates.elsewhere = (elsewhere / (seen.placed + PRIOR_PAIRS)).clamp(1e-4, 0.999);
        let (counts, one) = (seen.counts, seen.one);
        blend(
            likeness,
            &counts,
            |rates| rates.m,
            PRIOR_PAIRS,
            &before,
            |rates, m| rates.m = m,
        );
        if (one - last).abs() < 0.05 {
            break;
        }
        last = one;
    }
}

/// What one round counts.
struct Seen {
    counts: Counts,
    one: f64,
    kin: f64,
    placed: f64,
    here: f64,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            counts: [[0.0; LEVELS]; COMPARISONS],
            one: 0.0,
            kin: 0.0,
            placed: 0.0,
            here: 0.0,
        }
    }
}

impl Seen {
    fn add(&mut self, meeting: &Meeting, odds: &Odds) {
        let likely = probability(odds.bits);
        self.kin += odds.kin;
        if likely < 1e-4 {
            return;
        }
        self.one += likely;
        let mut has_place = false;
        for (comparison, level) in meeting.levels() {
            // Parts of another address say nothing of how one is written twice.
            let weight = match comparison.is_of_a_place() {
                true => likely * odds.here,
                false => likely,
            };
            has_place |= comparison.is_of_a_place();
            self.counts[comparison as usize][level as usize] += weight;
        }
        if has_place {
            self.placed += likely;
            self.here += likely * odds.here;
        }
    }
}

/// How many records one may meet.
pub(crate) fn records(sides: Sides, all: usize) -> usize {
    match sides {
        Sides::One => all.saturating_sub(1) / 2,
        Sides::Two(left) => all - left,
    }
    .max(2)
}

fn count_others(likeness: &mut Likeness, reads: &[Read], sides: Sides) {
    let mut counts: Counts = [[0.0; LEVELS]; COMPARISONS];
    let all = sides.pairs(reads.len());
    let sample = SAMPLE.min((all * 4.0) as usize);
    for n in 0..sample as u64 {
        let (a, b) = at_random(n, reads.len(), sides);
        if a == b {
            continue;
        }
        for (comparison, level) in Meeting::of(&reads[a], &reads[b]).levels() {
            counts[comparison as usize][level as usize] += 1.0;
        }
    }
    let before = likeness.parameters.clone();
    blend(
        likeness,
        &counts,
        |rates| rates.u,
        PRIOR_OTHERS,
        &before,
        |rates, u| rates.u = u,
    );
}

/// The `n`th pair of a walk that has no pattern: SplitMix64 of its number.
fn at_random(n: u64, count: usize, sides: Sides) -> (usize, usize) {
    let draw = |n: u64, below: usize| {
        let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    };
    match sides {
        Sides::One => (draw(2 * n + 1, count), draw(2 * n + 2, count)),
        Sides::Two(left) => (draw(2 * n + 1, left), left + draw(2 * n + 2, count - left)),
    }
}

/// Shares of the levels of each comparison, what was before counting as `weight` observations.
/// Comparisons that nobody made, and those of one level only, stay as they are.
fn blend(
    likeness: &mut Likeness,
    counts: &Counts,
    rate: impl Fn(&Rates) -> f64,
    weight: f64,
    before: &super::Parameters,
    put: impl Fn(&mut Rates, f64),
) {
    for comparison in Comparison::ALL {
        let known = |level: Level| before.known(comparison, level);
        let levels: Vec<Level> = Level::ALL
            .into_iter()
            .filter(|l| known(*l).is_some())
            .collect();
        let counted = |level: Level| counts[comparison as usize][level as usize];
        let total: f64 = levels.iter().map(|level| counted(*level)).sum();
        if total == 0.0 || levels.len() < 2 {
            continue;
        }
        let prior: f64 = levels
            .iter()
            .filter_map(|level| known(*level))
            .map(|r| rate(&r))
            .sum();
        for level in levels {
            let was = known(level).map_or(0.0, |rates| rate(&rates)) / prior;
            let now = (counted(level) + weight * was) / (total + weight);
            if let Some(mut rates) = likeness.parameters.known(comparison, level) {
                put(&mut rates, now.clamp(1e-9, 1.0));
                likeness.parameters.set(comparison, level, rates);
            }
        }
    }
}
