//! Owns the symmetries a schedule may have: a shift that turns people through residues, and a
//! multiplier that keeps base rounds as they are.
//! Refuses other groups: products of a cyclic group and a group of prime order were enough.

/// A symmetry of a schedule.
///
/// People are `orbits` circles of `shift` each, then `fixed` people whom the shift leaves alone.
/// The multiplier maps residue `x` to `unit * x` and, when it rotates, takes circles (and fixed
/// people) round in groups of its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symmetry {
    /// The order of the shift.
    pub shift: usize,
    /// How many circles it turns.
    pub orbits: usize,
    /// How many people it leaves alone.
    pub fixed: usize,
    /// The multiplier, if any.
    pub multiplier: Option<Multiplier>,
}

/// A second symmetry, of prime order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multiplier {
    /// Its order, a prime.
    pub order: usize,
    /// What residues are multiplied by; `unit^order` is one.
    pub unit: usize,
    /// Whether it takes circles round in groups of its order.
    pub rotates: bool,
    /// Whether it takes fixed people round in groups of its order.
    pub rotates_fixed: bool,
}

impl Symmetry {
    /// How many people there are.
    pub fn people(&self) -> usize {
        self.orbits * self.shift + self.fixed
    }

    /// Where the shift takes each person.
    pub fn shifted(&self, by: usize) -> Vec<u16> {
        let moved = |p: usize| {
            let circle = p / self.shift;
            if circle < self.orbits {
                circle * self.shift + (p % self.shift + by) % self.shift
            } else {
                p
            }
        };
        (0..self.people()).map(|p| moved(p) as u16).collect()
    }

    /// Where the multiplier takes each person.
    pub fn multiplied(&self) -> Option<Vec<u16>> {
        let multiplier = self.multiplier?;
        let rotate = |at: usize, count: usize, rotates: bool| {
            let whole = count / multiplier.order * multiplier.order;
            if !rotates || at >= whole {
                return at;
            }
            let start = at / multiplier.order * multiplier.order;
            start + (at - start + 1) % multiplier.order
        };
        let moved = |p: usize| {
            let circle = p / self.shift;
            if circle < self.orbits {
                let circle = rotate(circle, self.orbits, multiplier.rotates);
                circle * self.shift + p % self.shift * multiplier.unit % self.shift
            } else {
                let first = self.orbits * self.shift;
                first + rotate(p - first, self.fixed, multiplier.rotates_fixed)
            }
        };
        Some((0..self.people()).map(|p| moved(p) as u16).collect())
    }

    /// The class of each pair (`a * people + b`) under the whole group, and the classes' sizes.
    pub fn pair_classes(&self) -> (Vec<u16>, Vec<i32>) {
        let people = self.people();
        let mut generators = vec![self.shifted(1)];
        generators.extend(self.multiplied());
        let mut class = vec![u16::MAX; people * people];
        let mut sizes = Vec::new();
        let mut open = Vec::new();
        for a in 0..people {
            for b in 0..a {
                if class[a * people + b] != u16::MAX {
                    continue;
                }
                let (name, mut size) = (sizes.len() as u16, 0);
                class[a * people + b] = name;
                class[b * people + a] = name;
                open.push((a, b));
                while let Some((x, y)) = open.pop() {
                    size += 1;
                    for generator in &generators {
                        let (x, y) = (usize::from(generator[x]), usize::from(generator[y]));
                        if class[x * people + y] == u16::MAX {
                            class[x * people + y] = name;
                            class[y * people + x] = name;
                            open.push((x, y));
                        }
                    }
                }
                sizes.push(size);
            }
        }
        (class, sizes)
    }

    /// Multipliers worth trying for this shift, none first.
    pub fn multipliers(shift: usize, orbits: usize, fixed: usize) -> Vec<Option<Multiplier>> {
        let mut all = vec![None];
        for order in [2, 3, 5, 7] {
            let power = |unit: usize| (0..order).fold(1, |power, _| power * unit % shift.max(1));
            let units = (1..shift.max(2)).filter(|u| power(*u) == 1 % shift.max(1));
            for unit in units {
                for rotates in [false, true] {
                    if (unit == 1 && !rotates) || (rotates && orbits < order) {
                        continue;
                    }
                    for rotates_fixed in [false, true] {
                        if rotates_fixed && fixed < order {
                            continue;
                        }
                        all.push(Some(Multiplier {
                            order,
                            unit,
                            rotates,
                            rotates_fixed,
                        }));
                    }
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pair_classes_cover_every_pair_once() {
        let multiplier = Multiplier {
            order: 3,
            unit: 3,
            rotates: false,
            rotates_fixed: false,
        };
        let symmetry = Symmetry {
            shift: 13,
            orbits: 3,
            fixed: 1,
            multiplier: Some(multiplier),
        };
        let (_, sizes) = symmetry.pair_classes();
        assert_eq!(sizes.iter().sum::<i32>(), 40 * 39 / 2);
    }

    #[test]
    fn a_multiplier_comes_back_to_where_it_began() {
        for multiplier in Symmetry::multipliers(7, 3, 3).into_iter().flatten() {
            let symmetry = Symmetry {
                shift: 7,
                orbits: 3,
                fixed: 3,
                multiplier: Some(multiplier),
            };
            let map = symmetry.multiplied().expect("it has one");
            for start in 0..symmetry.people() as u16 {
                let end = (0..multiplier.order).fold(start, |p, _| map[usize::from(p)]);
                assert_eq!(end, start);
            }
        }
    }
}
