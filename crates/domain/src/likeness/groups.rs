//! From pairs to people, cautiously: nobody is chained to somebody through weak links.

use std::collections::HashMap;

/// Largest number of records that are taken for one human without being looked at.
const GROUP_LIMIT: usize = 40;

/// Groups of records, each of one human, the least first. Pairs are joined from the likeliest on;
/// two groups become one only when **all** their pairs together speak for it: the mean of their
/// bits is at least `least`, and none of them is known to be of two humans (`apart`).
pub fn group(
    count: usize,
    pairs: &[(u32, u32, f64)],
    least: f64,
    mut bits: impl FnMut(u32, u32) -> Option<f64>,
) -> Vec<Vec<u32>> {
    let mut order: Vec<usize> = (0..pairs.len()).filter(|n| pairs[*n].2 >= least).collect();
    order.sort_by(|a, b| pairs[*b].2.total_cmp(&pairs[*a].2).then(a.cmp(b)));
    let known: HashMap<(u32, u32), f64> =
        pairs.iter().map(|(a, b, bits)| ((*a, *b), *bits)).collect();
    let mut of: Vec<u32> = (0..count as u32).collect();
    let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
    for n in order {
        let (a, b) = (of[pairs[n].0 as usize], of[pairs[n].1 as usize]);
        if a == b {
            continue;
        }
        let members = |id: u32| groups.get(&id).cloned().unwrap_or_else(|| vec![id]);
        let (some, others) = (members(a), members(b));
        if some.len() + others.len() > GROUP_LIMIT {
            continue;
        }
        let mut odds = |x: u32, y: u32| {
            let pair = (x.min(y), x.max(y));
            known
                .get(&pair)
                .copied()
                .map_or_else(|| bits(pair.0, pair.1), Some)
        };
        let each = some
            .iter()
            .flat_map(|x| others.iter().map(move |y| (*x, *y)));
        let all: Option<Vec<f64>> = each.map(|(x, y)| odds(x, y)).collect();
        let Some(all) = all else { continue };
        if all.iter().sum::<f64>() / (all.len() as f64) < least {
            continue;
        }
        let mut joined = [some, others].concat();
        joined.sort_unstable();
        groups.remove(&b);
        joined.iter().for_each(|member| of[*member as usize] = a);
        groups.insert(a, joined);
    }
    let mut groups: Vec<Vec<u32>> = groups.into_values().collect();
    groups.sort_unstable();
    groups
}
