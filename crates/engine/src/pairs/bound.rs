//! What no plan can exceed: duals of the fractional problem in which each person meets at most as many
//! others as they have rounds, each at most once.
//!
//! Any prices `y ≥ 0` of people and `λ ≥ 0` of a meeting bound the weight by
//! `Σ rounds(v) · y(v) + seats · λ + Σ max(0, w(u, v) − y(u) − y(v) − λ)`. Each price in turn goes to the
//! middle of where the sum is least (the weights a person could still earn, sorted, between the last
//! meeting they have time for and the next), then steps along the subgradient make all of them agree.

/// The pairs worth something, and how often each person can meet.
pub(super) struct Market<'a> {
    pub edges: &'a [(u32, u32, f64)],
    /// By person: their edges.
    pub at: Vec<Vec<u32>>,
    /// By person: rounds they are there.
    pub rounds: Vec<u32>,
    pub seats: u64,
}

/// The least bound found, and the prices of people that give it.
pub(super) fn duals(market: &Market, sweeps: usize) -> (f64, Vec<f64>) {
    let mut y = vec![0.0; market.rounds.len()];
    let mut best = (f64::INFINITY, y.clone());
    let keep = |y: &[f64], best: &mut (f64, Vec<f64>)| {
        let bound = bound(market, y, 0.0);
        if bound < best.0 {
            *best = (bound, y.to_vec());
        }
        bound
    };
    keep(&y, &mut best);
    for _ in 0..sweeps {
        sweep(market, &mut y);
        keep(&y, &mut best);
    }
    y.clone_from(&best.1);
    let mean = y.iter().sum::<f64>() / y.len().max(1) as f64;
    for step in 0..8 * sweeps {
        let length = 0.02 * mean / (1.0 + step as f64 / 8.0);
        descend(market, &mut y, length);
        keep(&y, &mut best);
    }
    for part in 0..=16 {
        let mut sorted = best.1.clone();
        sorted.sort_by(f64::total_cmp);
        let shift = sorted.get(sorted.len() * part / 64).copied().unwrap_or(0.0);
        let lower: Vec<f64> = best.1.iter().map(|y| (y - shift).max(0.0)).collect();
        best.0 = best.0.min(bound(market, &lower, 2.0 * shift));
    }
    best
}

/// The bound that prices give.
fn bound(market: &Market, y: &[f64], meeting: f64) -> f64 {
    let people: f64 = y
        .iter()
        .zip(&market.rounds)
        .map(|(y, rounds)| y * f64::from(*rounds))
        .sum();
    let gain =
        |&(u, v, w): &(u32, u32, f64)| (w - y[u as usize] - y[v as usize] - meeting).max(0.0);
    people + meeting * market.seats as f64 + market.edges.iter().map(gain).sum::<f64>()
}

fn sweep(market: &Market, y: &mut [f64]) {
    let mut worth = Vec::new();
    for person in 0..y.len() {
        worth.clear();
        for edge in &market.at[person] {
            let (u, v, w) = market.edges[*edge as usize];
            let other = if u as usize == person { v } else { u };
            worth.push(w - y[other as usize]);
        }
        let rounds = market.rounds[person] as usize;
        y[person] = if worth.len() <= rounds {
            0.0
        } else {
            let (last, next, _) = split(&mut worth, rounds);
            (0.5 * (last + next)).max(0.0)
        };
    }
}

/// The `rounds`-th largest, the one after, and how many there are.
fn split(worth: &mut [f64], rounds: usize) -> (f64, f64, usize) {
    let (larger, next, _) = worth.select_nth_unstable_by(rounds, |a, b| b.total_cmp(a));
    let last = larger.iter().copied().fold(f64::INFINITY, f64::min);
    let next = *next;
    (
        if last.is_finite() {
            last
        } else {
            next.max(0.0)
        },
        next,
        worth.len(),
    )
}

fn descend(market: &Market, y: &mut [f64], length: f64) {
    let mut wanted: Vec<f64> = market
        .rounds
        .iter()
        .map(|rounds| -f64::from(*rounds))
        .collect();
    for &(u, v, w) in market.edges {
        if w > y[u as usize] + y[v as usize] {
            wanted[u as usize] += 1.0;
            wanted[v as usize] += 1.0;
        }
    }
    for (y, wanted) in y.iter_mut().zip(wanted) {
        *y = (*y + length * wanted).max(0.0);
    }
}
