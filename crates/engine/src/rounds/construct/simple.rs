//! Owns the constructions that need no search: the circle method, the cyclic rule, finite fields.
//! Refuses sizes other than equal tables; [`super::lay`] takes people out afterwards.
//!
//! Everywhere but in the circle method person `column * tables + row` is the one of `row` in
//! `column`, and people of one column never meet.

use super::field::{Field, prime_power_parts};

/// The circle method: everybody meets everybody in tables of two.
pub fn circle(tables: usize, rounds: usize) -> Vec<Vec<Vec<u32>>> {
    let others = (2 * tables).saturating_sub(1).max(1);
    let pair = |round: usize, at: usize| {
        if at == 0 {
            return vec![others as u32, (round % others) as u32];
        }
        vec![
            ((round + at) % others) as u32,
            ((round + others - at) % others) as u32,
        ]
    };
    (0..rounds)
        .map(|round| (0..tables).map(|at| pair(round, at)).collect())
        .collect()
}

/// How many rounds the cyclic rule gives without a repeat.
pub fn cyclic_rounds(tables: usize, size: usize) -> usize {
    if size < 2 {
        return usize::MAX;
    }
    // Columns i apart meet again after j rounds when i * j is a multiple of the tables.
    let again = (1..size)
        .map(|columns| tables / greatest_common_divisor(tables, columns))
        .min();
    again.unwrap_or(usize::MAX)
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

/// The cyclic rule: table `(row + column * round) mod tables`.
pub fn cyclic(tables: usize, size: usize, rounds: usize) -> Vec<Vec<Vec<u32>>> {
    let seat = |round: usize, table: usize, column: usize| {
        let row = (table + tables - column * round % tables) % tables;
        (column * tables + row) as u32
    };
    let table = |round, table| (0..size).map(|column| seat(round, table, column)).collect();
    (0..rounds)
        .map(|round| (0..tables).map(|t| table(round, t)).collect())
        .collect()
}

/// How many columns finite fields carry through as many rounds as there are tables.
pub fn field_columns(tables: usize) -> usize {
    if tables > super::field::LARGEST {
        return 0;
    }
    prime_power_parts(tables).into_iter().min().unwrap_or(1)
}

/// Lines of finite planes, or of a product of them: `table = row + column * round` in a product of
/// fields, whose columns differ in every factor. Up to `tables` rounds for as many columns as the
/// smallest factor has elements.
pub fn fields(tables: usize, size: usize, rounds: usize) -> Option<Vec<Vec<Vec<u32>>>> {
    if size > field_columns(tables) || rounds > tables {
        return None;
    }
    let parts = prime_power_parts(tables);
    let fields: Option<Vec<Field>> = parts.iter().map(|q| Field::new(*q)).collect();
    let fields = fields?;
    let by_factor =
        |combine: &dyn Fn(&Field, usize, usize) -> usize, mut a: usize, mut b: usize| {
            let (mut result, mut place) = (0, 1);
            for field in &fields {
                result += combine(field, a % field.order, b % field.order) * place;
                a /= field.order;
                b /= field.order;
                place *= field.order;
            }
            result
        };
    // A column's element is the same number in every factor, so two columns differ in all of them.
    let element = |column: usize| {
        let step = |(sum, place): (usize, usize), field: &Field| {
            (sum + column * place, place * field.order)
        };
        fields.iter().fold((0, 1), step).0
    };
    let mut all = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let mut seats = vec![vec![0u32; size]; tables];
        for (column, element) in (0..size).map(|column| (column, element(column))) {
            let turn = by_factor(&|f, a, b| f.product(a, b), element, round);
            for row in 0..tables {
                let table = by_factor(&|f, a, b| f.sum(a, b), row, turn);
                seats[table][column] = (column * tables + row) as u32;
            }
        }
        all.push(seats);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, tally};
    use crate::rounds::problem::Problem;

    fn repeats(tables: usize, size: usize, rounds: Vec<Vec<Vec<u32>>>) -> u64 {
        let problem = Problem::plain(tables * size, &vec![size as u32; tables], rounds.len());
        let tally = tally(&problem, &Plan { rounds });
        assert_eq!(tally.broken, []);
        tally.repeats
    }

    #[test]
    fn the_circle_method_lets_everybody_meet_everybody() {
        for tables in 1..12 {
            assert_eq!(repeats(tables, 2, circle(tables, 2 * tables - 1)), 0);
        }
    }

    #[test]
    fn the_cyclic_rule_repeats_exactly_when_it_says_so() {
        for tables in 2..30 {
            for size in 2..=tables.min(9) {
                let rounds = cyclic_rounds(tables, size);
                assert_eq!(repeats(tables, size, cyclic(tables, size, rounds)), 0);
                assert!(repeats(tables, size, cyclic(tables, size, rounds + 1)) > 0);
            }
        }
    }

    #[test]
    fn fields_and_their_products_never_repeat() {
        for (tables, size) in [
            (4, 4),
            (8, 5),
            (9, 9),
            (12, 3),
            (15, 3),
            (16, 10),
            (20, 4),
            (35, 5),
        ] {
            let rounds = fields(tables, size, tables).expect("enough columns");
            assert_eq!(repeats(tables, size, rounds), 0, "{tables} of {size}");
        }
        assert!(fields(6, 3, 6).is_none());
    }
}
