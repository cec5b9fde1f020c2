//! Owns finite fields and finite commutative groups, small, as tables.
//! Refuses orders above [`LARGEST`]: no schedule needs them, the cyclic rule serves larger rooms.

/// The largest order for which tables are made.
pub const LARGEST: usize = 1024;

/// A finite field: sums and products by table, elements `0..order`.
#[derive(Debug, Clone)]
pub struct Field {
    /// How many elements there are: a power of a prime.
    pub order: usize,
    sums: Vec<u16>,
    products: Vec<u16>,
}

impl Field {
    /// The field of an order, none when the order is no power of a prime or too large.
    pub fn new(order: usize) -> Option<Self> {
        let (prime, degree) = prime_power(order).filter(|_| order <= LARGEST)?;
        let modulus = irreducible(prime, degree)?;
        let mut sums = vec![0; order * order];
        let mut products = vec![0; order * order];
        for a in 0..order {
            for b in 0..order {
                sums[a * order + b] = add(a, b, prime) as u16;
                products[a * order + b] = multiply(a, b, prime, degree, &modulus) as u16;
            }
        }
        Some(Self {
            order,
            sums,
            products,
        })
    }

    /// The sum of two elements.
    pub fn sum(&self, a: usize, b: usize) -> usize {
        usize::from(self.sums[a * self.order + b])
    }

    /// The product of two elements.
    pub fn product(&self, a: usize, b: usize) -> usize {
        usize::from(self.products[a * self.order + b])
    }
}

/// The prime and exponent of a prime power.
pub fn prime_power(order: usize) -> Option<(usize, usize)> {
    let prime = (2..)
        .take_while(|d| d * d <= order)
        .find(|d| order.is_multiple_of(*d));
    let prime = prime.unwrap_or(order);
    if order < 2 {
        return None;
    }
    let (mut rest, mut degree) = (order, 0);
    while rest.is_multiple_of(prime) {
        rest /= prime;
        degree += 1;
    }
    (rest == 1).then_some((prime, degree))
}

/// The prime powers whose product is the number, each to its full exponent.
pub fn prime_power_parts(number: usize) -> Vec<usize> {
    let (mut rest, mut parts, mut prime) = (number, Vec::new(), 2);
    while rest > 1 {
        if prime * prime > rest {
            prime = rest;
        }
        let mut part = 1;
        while rest.is_multiple_of(prime) {
            rest /= prime;
            part *= prime;
        }
        if part > 1 {
            parts.push(part);
        }
        prime += 1;
    }
    parts
}

fn digits(mut number: usize, prime: usize, length: usize) -> Vec<usize> {
    let digit = |_| {
        let digit = number % prime;
        number /= prime;
        digit
    };
    (0..length).map(digit).collect()
}

fn number(digits: &[usize], prime: usize) -> usize {
    digits.iter().rev().fold(0, |sum, d| sum * prime + d)
}

fn add(a: usize, b: usize, prime: usize) -> usize {
    let length = 16;
    let (a, b) = (digits(a, prime, length), digits(b, prime, length));
    let sums: Vec<usize> = a.iter().zip(&b).map(|(a, b)| (a + b) % prime).collect();
    number(&sums, prime)
}

/// The product of two polynomials modulo `x^degree + modulus`.
fn multiply(a: usize, b: usize, prime: usize, degree: usize, modulus: &[usize]) -> usize {
    let (a, b) = (digits(a, prime, degree), digits(b, prime, degree));
    let mut product = vec![0; 2 * degree];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            product[i + j] = (product[i + j] + x * y) % prime;
        }
    }
    for high in (degree..2 * degree).rev() {
        let lead = std::mem::take(&mut product[high]);
        for (at, m) in modulus.iter().enumerate() {
            let low = &mut product[high - degree + at];
            *low = (*low + lead * (prime - m)) % prime;
        }
    }
    number(&product[..degree], prime)
}

/// The lower coefficients of a polynomial modulo which every element but zero has an inverse.
fn irreducible(prime: usize, degree: usize) -> Option<Vec<usize>> {
    let order = prime.pow(degree as u32);
    if degree == 1 {
        return Some(vec![0]);
    }
    (0..order)
        .map(|code| digits(code, prime, degree))
        .find(|modulus| {
            // x generates every element but zero: the polynomial is even primitive.
            let mut power = 1;
            for step in 1..order {
                power = multiply(power, prime, prime, degree, modulus);
                if power == 1 {
                    return step == order - 1;
                }
                if power == 0 {
                    return false;
                }
            }
            false
        })
}

/// A finite commutative group as a product of cyclic ones, differences by table.
#[derive(Debug, Clone)]
pub struct Group {
    /// The orders of its cyclic factors.
    pub factors: Vec<usize>,
    /// How many elements there are.
    pub order: usize,
    differences: Vec<u8>,
}

impl Group {
    /// The product of cyclic groups of these orders; none when it has more than 256 elements.
    pub fn new(factors: &[usize]) -> Option<Self> {
        let order: usize = factors.iter().product();
        if order > 256 || order == 0 {
            return None;
        }
        let mut differences = vec![0; order * order];
        for a in 0..order {
            for b in 0..order {
                differences[a * order + b] = difference(a, b, factors) as u8;
            }
        }
        Some(Self {
            factors: factors.to_vec(),
            order,
            differences,
        })
    }

    /// `a - b`.
    #[inline]
    pub fn difference(&self, a: u8, b: u8) -> u8 {
        self.differences[usize::from(a) * self.order + usize::from(b)]
    }

    /// `a + b`.
    pub fn sum(&self, a: u8, b: u8) -> u8 {
        self.difference(a, self.difference(0, b))
    }

    /// Every group of an order that is a product of cyclic ones, those with most factors first:
    /// they have most schedules.
    pub fn all(order: usize) -> Vec<Self> {
        let mut lists: Vec<Vec<usize>> = vec![Vec::new()];
        for part in prime_power_parts(order) {
            let (prime, degree) = prime_power(part).unwrap_or((part, 1));
            let mut longer = Vec::new();
            for split in partitions(degree, degree) {
                for list in &lists {
                    let mut list = list.clone();
                    list.extend(split.iter().map(|e| prime.pow(*e as u32)));
                    longer.push(list);
                }
            }
            lists = longer;
        }
        lists.sort_by_key(|l| std::cmp::Reverse(l.len()));
        lists
            .iter()
            .filter_map(|factors| Self::new(factors))
            .collect()
    }
}

fn difference(mut a: usize, mut b: usize, factors: &[usize]) -> usize {
    let (mut result, mut place) = (0, 1);
    for factor in factors {
        result += (a % factor + factor - b % factor) % factor * place;
        a /= factor;
        b /= factor;
        place *= factor;
    }
    result
}

fn partitions(total: usize, most: usize) -> Vec<Vec<usize>> {
    if total == 0 {
        return vec![Vec::new()];
    }
    let first = 1..=total.min(most);
    first
        .flat_map(|part| {
            partitions(total - part, part)
                .into_iter()
                .map(move |mut rest| {
                    rest.insert(0, part);
                    rest
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_inverses_and_distribute() {
        for order in [2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 49] {
            let field = Field::new(order).expect("a prime power");
            for a in 1..order {
                assert_eq!(
                    (1..order).filter(|b| field.product(a, *b) == 1).count(),
                    1,
                    "{order}"
                );
                for b in 0..order {
                    let c = (a + b) % order;
                    let left = field.product(a, field.sum(b, c));
                    assert_eq!(left, field.sum(field.product(a, b), field.product(a, c)));
                }
            }
        }
    }

    #[test]
    fn no_field_has_an_order_that_is_no_prime_power() {
        assert!(
            [0, 1, 6, 10, 12, 36]
                .iter()
                .all(|n| Field::new(*n).is_none())
        );
    }

    #[test]
    fn groups_of_an_order_are_all_there() {
        let factors: Vec<_> = Group::all(12).into_iter().map(|g| g.factors).collect();
        assert_eq!(factors, [vec![2, 2, 3], vec![4, 3]]);
        assert_eq!(Group::all(16).len(), 5);
    }
}
