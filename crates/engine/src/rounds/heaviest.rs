//! Owns each person's heaviest pairs, out of a list as it was written.
//! Refuses pairs worth nought or less: nobody looks for those.

use super::problem::Person;

/// Rows of others with their worth, one per person.
#[derive(Debug, Clone, Default)]
pub struct Heaviest {
    starts: Vec<u32>,
    /// How many of each row are kept; they come first.
    kept: Vec<u32>,
    listed: Vec<(Person, f32)>,
}

impl Heaviest {
    /// The `most` heaviest pairs of each person, sorted by the other's number; the last line about a
    /// pair holds.
    pub fn new(people: usize, pairs: &[(Person, Person, f32)], most: usize) -> Self {
        let mut rows = Self::listed(people, pairs);
        (0..people).for_each(|person| rows.settle(person, most));
        rows
    }

    /// Each pair in both rows, in the order of the lines.
    fn listed(people: usize, pairs: &[(Person, Person, f32)]) -> Self {
        let mut starts = vec![0u32; people + 1];
        for (a, b, _) in pairs {
            starts[*a as usize + 1] += 1;
            starts[*b as usize + 1] += 1;
        }
        (0..people).for_each(|p| starts[p + 1] += starts[p]);
        let mut next = starts.clone();
        let mut listed = vec![(0, 0.0); pairs.len() * 2];
        for (a, b, worth) in pairs {
            for (one, other) in [(*a, *b), (*b, *a)] {
                listed[next[one as usize] as usize] = (other, *worth);
                next[one as usize] += 1;
            }
        }
        Self {
            starts,
            kept: vec![0; people],
            listed,
        }
    }

    fn settle(&mut self, person: usize, most: usize) {
        let row = self.starts[person] as usize..self.starts[person + 1] as usize;
        let row = &mut self.listed[row];
        row.sort_by_key(|(other, _)| *other);
        let mut kept = 0;
        for at in 0..row.len() {
            let is_last = row.get(at + 1).is_none_or(|next| next.0 != row[at].0);
            if is_last && row[at].1 > 0.0 && row[at].0 as usize != person {
                row[kept] = row[at];
                kept += 1;
            }
        }
        let row = &mut row[..kept];
        if kept > most {
            row.select_nth_unstable_by(most, |x, y| y.1.total_cmp(&x.1));
            row[..most].sort_unstable_by_key(|(other, _)| *other);
            kept = most;
        }
        self.kept[person] = kept as u32;
    }

    /// Somebody's heaviest pairs.
    #[inline]
    pub fn of(&self, person: Person) -> &[(Person, f32)] {
        let start = self.starts[person as usize] as usize;
        &self.listed[start..start + self.kept[person as usize] as usize]
    }

    /// Whether nobody has any.
    pub fn is_empty(&self) -> bool {
        self.kept.iter().all(|kept| *kept == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_about_a_pair_holds() {
        let rows = Heaviest::new(3, &[(0, 1, 5.0), (2, 0, 1.0), (1, 0, 3.0), (1, 2, -1.0)], 9);
        assert_eq!(rows.of(0), [(1, 3.0), (2, 1.0)]);
        assert_eq!(rows.of(1), [(0, 3.0)]);
    }

    #[test]
    fn the_lightest_are_left_out() {
        let rows = Heaviest::new(4, &[(0, 3, 1.0), (0, 1, 2.0), (0, 2, 3.0)], 2);
        assert_eq!(rows.of(0), [(1, 2.0), (2, 3.0)]);
        assert_eq!(rows.of(3), [(0, 1.0)]);
    }
}
