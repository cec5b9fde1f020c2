//! Owns schedules whose columns turn: one row of turns per round over a commutative group.
//! Refuses anything else than one person of each column at each table.
//!
//! Person `(column, element)` sits in round `r` at table `element - turns[r][column]`. Two people of
//! different columns meet in two rounds if and only if both rounds give their columns one
//! difference; so all differences of two columns must be distinct (a partial difference matrix, or
//! orthogonal Latin rectangles).

use super::field::Group;
use crate::seed::Random;
use crate::stop::Stop;

/// Turns per round and column over a group.
#[derive(Debug, Clone)]
pub struct Differences {
    /// The group the columns turn in; its order is the number of tables.
    pub group: Group,
    /// A row per round, an element per column.
    pub turns: Vec<Vec<u8>>,
}

impl Differences {
    /// The rounds: people of column `c` are numbered from `c * tables`.
    pub fn rounds(&self) -> Vec<Vec<Vec<u32>>> {
        let tables = self.group.order;
        let table = |row: &[u8], table: usize| {
            let seat = |(column, turn): (usize, &u8)| {
                (column * tables) as u32 + u32::from(self.group.sum(table as u8, *turn))
            };
            row.iter().enumerate().map(seat).collect()
        };
        self.turns
            .iter()
            .map(|row| (0..tables).map(|t| table(row, t)).collect())
            .collect()
    }

    /// Whether no two people meet twice.
    pub fn is_without_repeats(&self) -> bool {
        let columns = self.turns.first().map_or(0, Vec::len);
        (0..columns).all(|a| {
            (0..a).all(|b| {
                let mut seen = vec![false; self.group.order];
                let new = |row: &Vec<u8>| {
                    let difference = usize::from(self.group.difference(row[a], row[b]));
                    !std::mem::replace(&mut seen[difference], true)
                };
                self.turns.iter().all(new)
            })
        })
    }
}

/// Searches for `rounds` rows over a group by annealing; none when the budget ends first.
pub fn search(
    group: &Group,
    columns: usize,
    rounds: usize,
    seed: u64,
    stop: &Stop,
) -> Option<Differences> {
    if rounds > group.order || columns == 0 {
        return None;
    }
    let mut state = State::new(group, columns, rounds, Random::new(seed));
    if columns < 2 || rounds < 2 {
        return Some(state.finish());
    }
    let budget = stop.iterations.unwrap_or(u64::MAX);
    let sweep = (columns * rounds * group.order) as u64;
    let (hot, cold) = (0.55_f64, 0.18_f64);
    let mut length = sweep * 60;
    let mut spent = 0;
    while spent < budget {
        state.restart();
        let mut heat = hot;
        let cooling = (cold / hot).powf(1024.0 / length as f64);
        for step in 0..length {
            if step % 1024 == 0 {
                heat *= cooling;
                spent += 1024;
                if stop.is_wanted() || spent >= budget {
                    return (state.repeats == 0).then(|| state.finish());
                }
                state.set_heat(heat);
            }
            state.step();
            if state.repeats == 0 {
                return Some(state.finish());
            }
        }
        length = (length * 3 / 2).min(sweep * 20_000);
    }
    None
}

struct State<'a> {
    group: &'a Group,
    columns: usize,
    rounds: usize,
    /// `turns[round * columns + column]`.
    turns: Vec<u8>,
    /// How many rounds give two columns a difference: `counts[(a * columns + b) * order + d]`.
    counts: Vec<u8>,
    repeats: i32,
    accept: [u64; 32],
    random: Random,
}

impl<'a> State<'a> {
    fn new(group: &'a Group, columns: usize, rounds: usize, random: Random) -> Self {
        let turns = vec![0; columns * rounds];
        let counts = vec![0; columns * columns * group.order];
        Self {
            group,
            columns,
            rounds,
            turns,
            counts,
            repeats: 0,
            accept: [0; 32],
            random,
        }
    }

    fn restart(&mut self) {
        self.counts.fill(0);
        self.repeats = 0;
        let order = self.group.order;
        for round in 0..self.rounds {
            for column in 0..self.columns {
                let free = round > 0 && column > 0;
                let turn = if free { self.random.below(order) } else { 0 };
                self.turns[round * self.columns + column] = turn as u8;
            }
            for a in 0..self.columns {
                for b in 0..self.columns {
                    let row = &self.turns[round * self.columns..];
                    let d = usize::from(self.group.difference(row[a], row[b]));
                    let count = &mut self.counts[(a * self.columns + b) * order + d];
                    self.repeats += i32::from(a < b && *count > 0);
                    *count += 1;
                }
            }
        }
    }

    fn set_heat(&mut self, heat: f64) {
        for (delta, accept) in self.accept.iter_mut().enumerate() {
            *accept = ((-(delta as f64) / heat).exp() * (1u64 << 32) as f64) as u64;
        }
    }

    /// Proposes another turn of one column in one round.
    fn step(&mut self) {
        let round = 1 + self.random.below(self.rounds - 1);
        let column = 1 + self.random.below(self.columns - 1);
        let order = self.group.order;
        let row = &self.turns[round * self.columns..(round + 1) * self.columns];
        let old = row[column];
        let new = self.random.below(order) as u8;
        if new == old {
            return;
        }
        let mut delta = 0i32;
        for (other, turn) in row.iter().enumerate() {
            if other != column {
                let at = (column * self.columns + other) * order;
                let (was, will) = (
                    self.group.difference(old, *turn),
                    self.group.difference(new, *turn),
                );
                delta += i32::from(self.counts[at + usize::from(will)] > 0)
                    - i32::from(self.counts[at + usize::from(was)] > 1);
            }
        }
        if delta <= 0 || self.random.bits() >> 32 < self.accept[delta.min(31) as usize] {
            self.apply(round, column, old, new);
            self.repeats += delta;
        }
    }

    fn apply(&mut self, round: usize, column: usize, old: u8, new: u8) {
        let order = self.group.order;
        for other in (0..self.columns).filter(|o| *o != column) {
            let turn = self.turns[round * self.columns + other];
            let (forth, back) = (column * self.columns + other, other * self.columns + column);
            let at = |pair: usize, d: u8| pair * order + usize::from(d);
            self.counts[at(forth, self.group.difference(old, turn))] -= 1;
            self.counts[at(back, self.group.difference(turn, old))] -= 1;
            self.counts[at(forth, self.group.difference(new, turn))] += 1;
            self.counts[at(back, self.group.difference(turn, new))] += 1;
        }
        self.turns[round * self.columns + column] = new;
    }

    fn finish(&self) -> Differences {
        let turns = self
            .turns
            .chunks(self.columns)
            .map(<[u8]>::to_vec)
            .collect();
        Differences {
            group: self.group.clone(),
            turns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_turns_of_five_columns_over_ten_tables_are_found() {
        let group = Group::new(&[10]).expect("small");
        let found = search(&group, 5, 8, 1, &Stop::after(20_000_000)).expect("it exists");
        assert!(found.is_without_repeats());
        assert_eq!(found.rounds().len(), 8);
    }

    #[test]
    fn a_search_gives_up_within_its_budget() {
        // Tarry: three columns of six rounds over six tables, with more, cannot be.
        let group = Group::new(&[6]).expect("small");
        assert!(search(&group, 3, 6, 1, &Stop::after(100_000)).is_none());
    }
}
