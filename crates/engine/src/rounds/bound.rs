//! Owns how good a plan could be at most, and why.
//! Refuses to search: every bound here is an argument that holds for any plan.

use super::problem::{DENSE_PEOPLE, Person, Problem, Weights};

/// Where a bound comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// As many pairs as the tables make in all rounds.
    Seats,
    /// As many people as each person can meet.
    Company,
    /// Every pair there is.
    Pairs,
    /// A theorem on designs: no schedule of this many rounds is without repeats.
    Design(&'static str),
    /// Each person's best company, weighted (a relaxation of a b-matching).
    BestCompany,
    /// The lengths of the offer and seek vectors.
    Lengths,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Seats => write!(f, "counting: pairs the tables make"),
            Self::Company => write!(f, "counting: people each person can meet"),
            Self::Pairs => write!(f, "counting: all pairs"),
            Self::Design(theorem) => write!(f, "design theory: {theorem}"),
            Self::BestCompany => write!(f, "b-matching: each person's best company"),
            Self::Lengths => write!(f, "lengths of the offer and seek vectors"),
        }
    }
}

/// What no plan can exceed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The most weight of distinct pairs; pairs themselves when each is worth one.
    pub weight: f64,
    /// The most distinct pairs.
    pub distinct: u64,
    /// Where [`Bound::weight`] comes from.
    pub source: Source,
}

/// The best bound known without searching.
pub fn bound(problem: &Problem) -> Bound {
    let (distinct, source) = distinct_pairs(problem);
    let weight = match &problem.weights {
        Weights::Uniform => {
            return Bound {
                weight: distinct as f64,
                distinct,
                source,
            };
        }
        Weights::Pairs(pairs) => best_company(problem, pairs),
        Weights::Exchange { .. } => return exchange(problem, distinct),
    };
    Bound {
        weight,
        distinct,
        source: Source::BestCompany,
    }
}

/// The most pairs that can meet, whatever they are worth.
fn distinct_pairs(problem: &Problem) -> (u64, Source) {
    let seats: u64 = (0..problem.rounds())
        .map(|r| pairs_in_round(problem, r))
        .sum();
    let people = problem.people as u64;
    let mut best = (seats, Source::Seats);
    let company = company_limits(problem)
        .iter()
        .map(|d| *d as u64)
        .sum::<u64>()
        / 2;
    for (limit, source) in [
        (people * people.saturating_sub(1) / 2, Source::Pairs),
        (company, Source::Company),
    ] {
        if limit < best.0 {
            best = (limit, source);
        }
    }
    if let Some((repeats, theorem)) = forced_repeats(problem)
        && seats.saturating_sub(repeats) < best.0
    {
        best = (seats - repeats, Source::Design(theorem));
    }
    best
}

/// The most pairs one round can hold: the largest tables full.
fn pairs_in_round(problem: &Problem, round: usize) -> u64 {
    let mut sizes = problem.tables[round].clone();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let mut left = problem.attendance(round) as u64;
    let mut pairs = 0;
    for size in sizes {
        let seated = left.min(u64::from(size));
        pairs += seated * seated.saturating_sub(1) / 2;
        left -= seated;
    }
    pairs
}

/// The most people each person can meet.
pub fn company_limits(problem: &Problem) -> Vec<usize> {
    let mut limits = vec![0usize; problem.people];
    for round in 0..problem.rounds() {
        let most = problem.tables[round].iter().copied().max().unwrap_or(0) as usize;
        let mates = most.min(problem.attendance(round)).saturating_sub(1);
        for (person, limit) in limits.iter_mut().enumerate() {
            if problem.is_present(round, person as Person) {
                *limit += mates;
            }
        }
    }
    limits
        .iter_mut()
        .for_each(|l| *l = (*l).min(problem.people.saturating_sub(1)));
    limits
}

/// The most rounds of `tables` tables of `size` known to be possible without a repeat, with the
/// theorem when it is stronger than counting.
pub fn most_rounds(tables: usize, size: usize) -> (usize, Option<&'static str>) {
    let people = tables * size;
    let counting = if size < 2 {
        usize::MAX
    } else {
        (people - 1) / (size - 1)
    };
    match (tables, size) {
        (_, 0 | 1) | (0, _) => (usize::MAX, None),
        (1, _) => (1, None),
        (g, p) if g < p => (1, Some("fewer tables than seats: a second round repeats")),
        (4, 3) => (4, Some("no nearly Kirkman triple system on 12")),
        (2, 3) => (1, Some("fewer tables than seats: a second round repeats")),
        (5, 4) => (
            5,
            Some("no resolvable 4-group-divisible design of type 2^10"),
        ),
        (6, 6) => (
            3,
            Some("no pair of orthogonal Latin squares of order 6 (Tarry)"),
        ),
        (10, 10) => (8, Some("at most six orthogonal Latin squares of order 10")),
        _ => (counting, None),
    }
}

/// Repeats that no plan avoids, for equal tables and everybody there.
fn forced_repeats(problem: &Problem) -> Option<(u64, &'static str)> {
    let tables = problem.tables.first()?;
    let size = *tables.first()? as usize;
    let equal = problem
        .tables
        .iter()
        .all(|r| r.len() == tables.len() && r.iter().all(|s| *s as usize == size));
    if !equal || !problem.present.is_empty() || tables.len() * size != problem.people || size < 2 {
        return None;
    }
    let rounds = problem.rounds();
    let (most, theorem) = most_rounds(tables.len(), size);
    let theorem = theorem?;
    if rounds <= most {
        return None;
    }
    // A table of a later round draws from fewer tables than it has seats.
    let spread = (size / tables.len(), size % tables.len());
    let choose = |n: usize| (n * n.saturating_sub(1) / 2) as u64;
    let each = (tables.len() - spread.1) as u64 * choose(spread.0)
        + spread.1 as u64 * choose(spread.0 + 1);
    let pigeonhole = (rounds as u64 - 1) * tables.len() as u64 * each;
    // Without the round of a repeat there is one repeat less, and so on down to `most` rounds.
    Some((pigeonhole.max((rounds - most) as u64), theorem))
}

/// Half the sum of what each person could have at best.
fn best_company(problem: &Problem, pairs: &[(Person, Person, f32)]) -> f64 {
    let limits = company_limits(problem);
    let mut listed: Vec<(Person, Person, usize)> = pairs
        .iter()
        .enumerate()
        .filter(|(_, (a, b, _))| a != b)
        .map(|(at, (a, b, _))| (*a.min(b), *a.max(b), at))
        .collect();
    listed.sort_unstable();
    let mut values: Vec<Vec<f32>> = vec![Vec::new(); problem.people];
    for (at, (a, b, line)) in listed.iter().enumerate() {
        let last = listed
            .get(at + 1)
            .is_none_or(|next| (next.0, next.1) != (*a, *b));
        let worth = pairs[*line].2;
        if last && worth > 0.0 && may_meet(problem, *a, *b) {
            values[*a as usize].push(worth);
            values[*b as usize].push(worth);
        }
    }
    half_of_best(&mut values, &limits)
}

fn may_meet(problem: &Problem, a: Person, b: Person) -> bool {
    problem.present.is_empty()
        || (0..problem.rounds()).any(|r| problem.is_present(r, a) && problem.is_present(r, b))
}

fn half_of_best(values: &mut [Vec<f32>], limits: &[usize]) -> f64 {
    let best = |(values, limit): (&mut Vec<f32>, &usize)| {
        values.sort_unstable_by(|x, y| y.total_cmp(x));
        values
            .iter()
            .take(*limit)
            .map(|v| f64::from(*v))
            .sum::<f64>()
    };
    values.iter_mut().zip(limits).map(best).sum::<f64>() / 2.0
}

/// The bound under offers and seeks: exact company up to a size, vector lengths above.
fn exchange(problem: &Problem, distinct: u64) -> Bound {
    let Weights::Exchange {
        dimensions,
        offers,
        seeks,
    } = &problem.weights
    else {
        return Bound {
            weight: 0.0,
            distinct,
            source: Source::Lengths,
        };
    };
    let row = |of: &'_ [f32], p: usize| of[p * dimensions..(p + 1) * dimensions].to_vec();
    let limits = company_limits(problem);
    if problem.people <= DENSE_PEOPLE {
        let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
        let mut total = 0.0;
        let rows: Vec<_> = (0..problem.people)
            .map(|p| (row(offers, p), row(seeks, p)))
            .collect();
        for (person, (offer, seek)) in rows.iter().enumerate() {
            let others = rows
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != person);
            let mut values = vec![
                others
                    .map(|(_, (o, s))| dot(offer, s) + dot(o, seek))
                    .filter(|v| *v > 0.0)
                    .collect(),
            ];
            total += half_of_best(&mut values, &limits[person..=person]);
        }
        // Single precision in another order: room for its last digits.
        return Bound {
            weight: total * (1.0 + 1e-5),
            distinct,
            source: Source::BestCompany,
        };
    }
    let length = |v: &[f32]| v.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>().sqrt();
    let lengths = |of: &[f32]| {
        (0..problem.people)
            .map(|p| length(&row(of, p)))
            .collect::<Vec<_>>()
    };
    let (offers, seeks) = (lengths(offers), lengths(seeks));
    let top = |of: &[f64]| of.iter().copied().fold(0.0, f64::max);
    let (most_offer, most_seek) = (top(&offers), top(&seeks));
    let each = |p: usize| (offers[p] * most_seek + seeks[p] * most_offer) * limits[p] as f64;
    let weight = (0..problem.people).map(each).sum::<f64>() / 2.0;
    Bound {
        weight,
        distinct,
        source: Source::Lengths,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_bound_a_few_rounds_and_pairs_bound_many() {
        let few = bound(&Problem::plain(32, &[4; 8], 9));
        assert_eq!((few.distinct, few.source), (9 * 8 * 6, Source::Seats));
        let many = bound(&Problem::plain(32, &[4; 8], 30));
        assert_eq!((many.distinct, many.source), (32 * 31 / 2, Source::Pairs));
    }

    #[test]
    fn a_theorem_bounds_what_counting_allows() {
        let thirty_six = bound(&Problem::plain(36, &[6; 6], 5));
        assert_eq!(thirty_six.distinct, 5 * 6 * 15 - 2);
        assert!(matches!(thirty_six.source, Source::Design(_)));
        let narrow = bound(&Problem::plain(6, &[3; 2], 2));
        assert_eq!(narrow.distinct, 12 - 2);
    }

    #[test]
    fn weights_are_bounded_by_each_person_s_best_company() {
        let mut problem = Problem::plain(4, &[2, 2], 1);
        problem.weights = Weights::Pairs(vec![(0, 1, 3.0), (1, 2, 5.0), (1, 0, 4.0), (2, 3, -1.0)]);
        // Person 0 can have 4, person 1 can have 5, person 2 can have 5, person 3 nothing.
        assert_eq!(bound(&problem).weight, 7.0);
    }

    #[test]
    fn a_counted_bound_knows_who_is_absent() {
        let mut problem = Problem::plain(4, &[4], 1);
        problem.present = vec![vec![true, true, true, false]];
        assert_eq!(bound(&problem).distinct, 3);
    }
}
