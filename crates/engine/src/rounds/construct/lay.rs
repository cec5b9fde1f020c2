//! Owns how a schedule of equal tables becomes a plan at real tables, some of them one seat smaller.
//! Refuses sizes that differ by more: no removal of people makes those from equal tables.

use crate::plan::Plan;
use crate::seed::Random;

/// The shape of equal tables that hold these sizes, when they differ by one at most: how many, their
/// size, and how many people are to be taken out.
pub fn shape(sizes: &[u32]) -> Option<(usize, usize, usize)> {
    let (least, most) = (*sizes.iter().min()?, *sizes.iter().max()?);
    let short = sizes.iter().filter(|s| **s < most).count();
    (most - least <= 1 && least > 0).then_some((sizes.len(), most as usize, short))
}

/// Lays a schedule of equal tables at tables of these sizes: as many people as are too many are
/// taken out, none of whom ever met another, so each round has exactly that many shorter tables.
/// None when no such people are found.
pub fn lay(rounds: Vec<Vec<Vec<u32>>>, sizes: &[u32]) -> Option<Plan> {
    let (tables, size, short) = shape(sizes)?;
    if short == 0 {
        return Some(Plan { rounds });
    }
    let people = tables * size;
    let gone = strangers(&rounds, people, tables, short)?;
    let mut name = vec![u32::MAX; people];
    let mut next = 0;
    for (person, name) in name.iter_mut().enumerate() {
        if !gone[person] {
            *name = next;
            next += 1;
        }
    }
    let laid = rounds.into_iter().map(|round| {
        let (mut full, mut shorter) = (Vec::new(), Vec::new());
        for mut table in round {
            table.retain(|p| !gone[*p as usize]);
            table.iter_mut().for_each(|p| *p = name[*p as usize]);
            if table.len() == size {
                full.push(table)
            } else {
                shorter.push(table)
            }
        }
        let take = |s: &u32| {
            if *s as usize == size {
                full.pop()
            } else {
                shorter.pop()
            }
        };
        sizes.iter().map(take).collect::<Option<Vec<_>>>()
    });
    Some(Plan {
        rounds: laid.collect::<Option<Vec<_>>>()?,
    })
}

/// People who never meet one another: the last of the last column where that will do, else searched.
fn strangers(
    rounds: &[Vec<Vec<u32>>],
    people: usize,
    tables: usize,
    wanted: usize,
) -> Option<Vec<bool>> {
    let column: Vec<u32> = (people - wanted.min(tables)..people)
        .map(|p| p as u32)
        .collect();
    let mut gone = vec![false; people];
    if wanted <= tables {
        column.iter().for_each(|p| gone[*p as usize] = true);
        if never_meet(rounds, &gone) {
            return Some(gone);
        }
    }
    if people > 2_000 {
        return None;
    }
    let mut met = vec![false; people * people];
    for table in rounds.iter().flatten() {
        for a in table {
            table
                .iter()
                .for_each(|b| met[*a as usize * people + *b as usize] = true);
        }
    }
    let mut random = Random::new(wanted as u64);
    let mut order: Vec<usize> = (0..people).collect();
    for _ in 0..4_000 {
        random.shuffle(&mut order);
        let mut chosen: Vec<usize> = Vec::new();
        for person in &order {
            if chosen.iter().all(|c| !met[c * people + person]) {
                chosen.push(*person);
            }
        }
        if chosen.len() >= wanted {
            let mut gone = vec![false; people];
            chosen.iter().take(wanted).for_each(|p| gone[*p] = true);
            return Some(gone);
        }
    }
    None
}

fn never_meet(rounds: &[Vec<Vec<u32>>], gone: &[bool]) -> bool {
    let alone = |table: &Vec<u32>| table.iter().filter(|p| gone[**p as usize]).count() <= 1;
    rounds.iter().flatten().all(alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tally;
    use crate::rounds::construct::schedule;
    use crate::rounds::problem::Problem;

    #[test]
    fn sizes_that_differ_by_one_are_laid_without_repeats() {
        let cases: [(&[u32], usize); 4] = [
            (&[6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 5, 5, 5], 8),
            (&[4, 4, 4, 3, 3], 4),
            (&[5, 4, 5, 5, 5, 5, 5], 7),
            (&[2, 2, 1], 5),
        ];
        for (sizes, rounds) in cases {
            let found = schedule(sizes.len(), sizes[0] as usize, rounds, true);
            let plan = lay(found.rounds, sizes).expect("strangers enough");
            let people = sizes.iter().sum::<u32>() as usize;
            let tally = tally(&Problem::plain(people, sizes, rounds), &plan);
            assert_eq!((tally.repeats, tally.broken), (0, vec![]), "{sizes:?}");
        }
    }

    #[test]
    fn sizes_that_differ_by_more_are_refused() {
        assert_eq!(shape(&[6, 4]), None);
    }
}
