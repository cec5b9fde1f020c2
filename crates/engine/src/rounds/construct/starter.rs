//! Owns the search for base rounds which, turned by a symmetry, make a schedule.
//! Refuses to store anything: what it finds goes to the caller as rounds.
//!
//! A base round seats everybody once. Turned by the shift it gives `shift` rounds; a pair class
//! (pairs the symmetry takes to one another) is met as often as the base rounds meet it, so the
//! number of repeats of the whole schedule is known from the base rounds alone, exactly.

use super::symmetry::Symmetry;
use crate::seed::Random;
use crate::stop::Stop;

/// What keeps a base round as it is, which decides how many rounds it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: `shift` rounds (with a multiplier, its order times as many).
    Free,
    /// The multiplier: `shift` rounds.
    Multiplied,
    /// The shift, which must be prime and alone: one round.
    Shifted,
}

/// A schedule to search for.
#[derive(Debug, Clone)]
pub struct Starter {
    /// The symmetry of the whole.
    pub symmetry: Symmetry,
    /// Seats per table.
    pub size: usize,
    /// The base rounds wanted.
    pub kinds: Vec<Kind>,
}

/// A schedule found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The rounds, turned.
    pub rounds: Vec<Vec<Vec<u32>>>,
    /// Meetings beyond a pair's first.
    pub repeats: i32,
}

impl Starter {
    /// How many rounds it gives.
    pub fn rounds(&self) -> usize {
        let order = self.symmetry.multiplier.map_or(1, |m| m.order);
        let rounds = |kind: &Kind| match kind {
            Kind::Free => self.symmetry.shift * order,
            Kind::Multiplied => self.symmetry.shift,
            Kind::Shifted => 1,
        };
        self.kinds.iter().map(rounds).sum()
    }
}

/// Searches until no more than `repeats` remain or the budget ends; the best found, if base rounds
/// of these kinds exist at all.
pub fn search(starter: &Starter, repeats: i32, seed: u64, stop: &Stop) -> Option<Found> {
    let mut state = State::new(starter, Random::new(seed))?;
    let unit =
        starter.symmetry.shift as f64 * starter.symmetry.multiplier.map_or(1, |m| m.order) as f64;
    let budget = stop.iterations.unwrap_or(u64::MAX);
    let slots: usize = state.rounds.iter().map(|r| r.slots.len()).sum();
    let mut length = (slots * slots * 30).max(4096) as u64;
    let (hot, cold) = (0.75 * unit, 0.17 * unit);
    let (mut spent, mut best) = (0, None::<Found>);
    while spent < budget {
        state.restart();
        let cooling = (cold / hot).powf(256.0 / length as f64);
        let mut heat = hot;
        for step in 0..length {
            if step % 256 == 0 {
                heat *= cooling;
                spent += 256;
                if stop.is_wanted() || spent >= budget {
                    break;
                }
            }
            state.step(heat);
            if best.as_ref().is_none_or(|b| state.repeats < b.repeats)
                && (state.repeats <= repeats || heat < 2.0 * cold)
            {
                best = Some(Found {
                    rounds: state.turned(),
                    repeats: state.repeats,
                });
            }
            if state.repeats <= repeats {
                return best;
            }
        }
        if stop.is_wanted() {
            break;
        }
        length = (length * 5 / 4).min(3_000_000);
    }
    best
}

/// Cycles and fixed points of what keeps a base round.
struct Keeper {
    order: usize,
    cycles: Vec<Vec<u16>>,
    fixed: Vec<u16>,
    /// Rounds one base round gives.
    turns: Vec<Vec<u16>>,
}

/// People that move together: a cycle's representative in a base table, or all of it in a table
/// that is kept.
struct Slot {
    table: u16,
    people: Vec<u16>,
    cycle: u16,
}

struct BaseRound {
    keeper: Keeper,
    slots: Vec<Slot>,
    /// Slots of each table; tables that are kept come first.
    tables: Vec<Vec<u16>>,
    kept: usize,
    /// How often one pair of a table counts in the whole schedule: kept tables, others.
    worth: (i32, i32),
}

struct State<'a> {
    starter: &'a Starter,
    people: usize,
    class: Vec<u16>,
    sizes: Vec<i32>,
    counts: Vec<i32>,
    repeats: i32,
    rounds: Vec<BaseRound>,
    random: Random,
}

fn keeper(symmetry: &Symmetry, kind: Kind) -> Option<Keeper> {
    let people = symmetry.people();
    let identity: Vec<u16> = (0..people as u16).collect();
    let shifts = || {
        (0..symmetry.shift)
            .map(|by| symmetry.shifted(by))
            .collect::<Vec<_>>()
    };
    let (map, order, turns) = match kind {
        Kind::Free => {
            let mut turns = shifts();
            if let (Some(map), Some(multiplier)) = (symmetry.multiplied(), symmetry.multiplier) {
                let mut power = identity.clone();
                for _ in 1..multiplier.order {
                    power = power.iter().map(|p| map[usize::from(*p)]).collect();
                    turns.extend(
                        shifts()
                            .iter()
                            .map(|s| power.iter().map(|p| s[usize::from(*p)]).collect()),
                    );
                }
            }
            (identity, 1, turns)
        }
        Kind::Multiplied => (symmetry.multiplied()?, symmetry.multiplier?.order, shifts()),
        Kind::Shifted => (symmetry.shifted(1), symmetry.shift, vec![identity]),
    };
    let mut seen = vec![false; people];
    let (mut cycles, mut fixed) = (Vec::new(), Vec::new());
    for start in 0..people {
        if seen[start] {
            continue;
        }
        let mut cycle = vec![start as u16];
        let mut at = usize::from(map[start]);
        while at != start {
            seen[at] = true;
            cycle.push(at as u16);
            at = usize::from(map[at]);
        }
        match cycle.len() {
            1 if order > 1 => fixed.push(start as u16),
            length if length == order => cycles.push(cycle),
            _ => return None,
        }
    }
    Some(Keeper {
        order,
        cycles,
        fixed,
        turns,
    })
}

/// How many fixed people each kept table takes: every way, as lists per number of kept tables.
fn shares(tables: usize, size: usize, order: usize, fixed: usize) -> Vec<Vec<usize>> {
    if order == 1 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for kept in (tables % order..=tables).step_by(order) {
        extend_shares(kept, size, order, fixed, &mut Vec::new(), &mut all);
    }
    all
}

fn extend_shares(
    kept: usize,
    size: usize,
    order: usize,
    left: usize,
    list: &mut Vec<usize>,
    all: &mut Vec<Vec<usize>>,
) {
    if list.len() == kept {
        if left == 0 {
            all.push(list.clone());
        }
        return;
    }
    let most = list.last().copied().unwrap_or(size);
    for share in (size % order..=most.min(left)).step_by(order) {
        list.push(share);
        extend_shares(kept, size, order, left - share, list, all);
        list.pop();
    }
}

impl<'a> State<'a> {
    fn new(starter: &'a Starter, random: Random) -> Option<Self> {
        let people = starter.symmetry.people();
        let (class, sizes) = starter.symmetry.pair_classes();
        let mut rounds = Vec::new();
        for kind in &starter.kinds {
            let keeper = keeper(&starter.symmetry, *kind)?;
            let turns = keeper.turns.len() as i32;
            let worth = (turns, turns * keeper.order as i32);
            let tables = people / starter.size;
            if shares(tables, starter.size, keeper.order, keeper.fixed.len()).is_empty() {
                return None;
            }
            rounds.push(BaseRound {
                keeper,
                slots: Vec::new(),
                tables: Vec::new(),
                kept: 0,
                worth,
            });
        }
        let counts = vec![0; sizes.len()];
        Some(Self {
            starter,
            people,
            class,
            sizes,
            counts,
            repeats: 0,
            rounds,
            random,
        })
    }

    fn restart(&mut self) {
        self.counts.fill(0);
        self.repeats = 0;
        for at in 0..self.rounds.len() {
            self.seat(at);
            for table in 0..self.rounds[at].tables.len() {
                for slot in self.rounds[at].tables[table].clone() {
                    self.count(at, usize::from(slot), 1, true);
                }
            }
        }
    }

    /// Seats a base round at random.
    fn seat(&mut self, at: usize) {
        let size = self.starter.size;
        let tables = self.people / size;
        let round = &mut self.rounds[at];
        let keeper = &round.keeper;
        let ways = shares(tables, size, keeper.order, keeper.fixed.len());
        let share = &ways[self.random.below(ways.len())];
        let (mut cycles, mut fixed): (Vec<u16>, Vec<u16>) = (
            (0..keeper.cycles.len() as u16).collect(),
            keeper.fixed.clone(),
        );
        self.random.shuffle(&mut cycles);
        self.random.shuffle(&mut fixed);
        round.slots.clear();
        round.tables.clear();
        round.kept = share.len();
        for (table, share) in share.iter().enumerate() {
            let mut slots = Vec::new();
            for person in fixed.drain(..*share) {
                slots.push(round.slots.len() as u16);
                round.slots.push(Slot {
                    table: table as u16,
                    people: vec![person],
                    cycle: u16::MAX,
                });
            }
            for _ in 0..(size - share) / keeper.order {
                let cycle = cycles
                    .pop()
                    .expect("shares use no more cycles than there are");
                slots.push(round.slots.len() as u16);
                let people = keeper.cycles[usize::from(cycle)].clone();
                round.slots.push(Slot {
                    table: table as u16,
                    people,
                    cycle,
                });
            }
            round.tables.push(slots);
        }
        for table in share.len()..share.len() + (tables - share.len()) / keeper.order {
            let mut slots = Vec::new();
            for _ in 0..size {
                let cycle = cycles.pop().expect("as many cycles as seats");
                let phase = self.random.below(keeper.order);
                slots.push(round.slots.len() as u16);
                let people = vec![keeper.cycles[usize::from(cycle)][phase]];
                round.slots.push(Slot {
                    table: table as u16,
                    people,
                    cycle,
                });
            }
            round.tables.push(slots);
        }
    }

    /// Adds or takes away the meetings of a slot with its table (`earlier`: with slots before it
    /// only, so that summing over a table counts each pair once) and within itself.
    fn count(&mut self, at: usize, slot: usize, sign: i32, earlier: bool) {
        let Self {
            class,
            sizes,
            counts,
            repeats,
            rounds,
            people,
            ..
        } = self;
        let round = &rounds[at];
        let mine = &round.slots[slot];
        let kept = usize::from(mine.table) < round.kept;
        let worth = sign * if kept { round.worth.0 } else { round.worth.1 };
        let mut meet = |a: u16, b: u16| {
            let class = usize::from(class[usize::from(a) * *people + usize::from(b)]);
            let (count, size) = (&mut counts[class], sizes[class]);
            let before = (*count - size).max(0);
            *count += worth;
            *repeats += (*count - size).max(0) - before;
        };
        for (i, a) in mine.people.iter().enumerate() {
            mine.people[..i].iter().for_each(|b| meet(*a, *b));
        }
        for other in &round.tables[usize::from(mine.table)] {
            if usize::from(*other) == slot {
                if earlier {
                    break;
                }
                continue;
            }
            for b in &round.slots[usize::from(*other)].people {
                mine.people.iter().for_each(|a| meet(*a, *b));
            }
        }
    }

    /// Proposes one change and keeps it if it is good enough for the heat.
    fn step(&mut self, heat: f64) {
        let at = self.random.below(self.rounds.len());
        let slots = self.rounds[at].slots.len();
        let one = self.random.below(slots);
        let order = self.rounds[at].keeper.order;
        let turn = order > 1 && self.random.below(3) == 0;
        let two = if turn { one } else { self.random.below(slots) };
        let (first, second) = (&self.rounds[at].slots[one], &self.rounds[at].slots[two]);
        let kept = usize::from(first.table) < self.rounds[at].kept;
        if turn == (first.table != second.table)
            || (turn && kept)
            || (first.cycle == u16::MAX) != (second.cycle == u16::MAX)
        {
            return;
        }
        let before = self.repeats;
        self.count(at, one, -1, false);
        if one != two {
            self.count(at, two, -1, false);
        }
        let old = [
            self.rounds[at].slots[one].people.clone(),
            self.rounds[at].slots[two].people.clone(),
        ];
        self.exchange(at, one, two);
        self.count(at, one, 1, false);
        if one != two {
            self.count(at, two, 1, false);
        }
        let worse = self.repeats - before;
        if worse <= 0 || self.random.unit() < (-f64::from(worse) / heat).exp() {
            return;
        }
        self.count(at, one, -1, false);
        if one != two {
            self.count(at, two, -1, false);
            let round = &mut self.rounds[at];
            let cycle = round.slots[one].cycle;
            round.slots[one].cycle = round.slots[two].cycle;
            round.slots[two].cycle = cycle;
        }
        let [one_people, two_people] = old;
        self.rounds[at].slots[one].people = one_people;
        self.rounds[at].slots[two].people = two_people;
        self.count(at, one, 1, false);
        if one != two {
            self.count(at, two, 1, false);
        }
    }

    /// Exchanges the cycles of two slots (one and the same: only its phase), phases drawn anew.
    fn exchange(&mut self, at: usize, one: usize, two: usize) {
        let Self { rounds, random, .. } = self;
        let round = &mut rounds[at];
        let (first, second) = (round.slots[one].cycle, round.slots[two].cycle);
        if first == u16::MAX {
            let people = round.slots[one].people.clone();
            round.slots[one].people = std::mem::replace(&mut round.slots[two].people, people);
            return;
        }
        let mut fill = |slot: usize, cycle: u16| {
            let all = &round.keeper.cycles[usize::from(cycle)];
            let kept = usize::from(round.slots[slot].table) < round.kept;
            let slot = &mut round.slots[slot];
            slot.cycle = cycle;
            slot.people.clear();
            if kept {
                slot.people.extend_from_slice(all);
            } else {
                slot.people.push(all[random.below(all.len())]);
            }
        };
        fill(one, second);
        fill(two, first);
    }

    /// All rounds, turned.
    fn turned(&self) -> Vec<Vec<Vec<u32>>> {
        let mut all = Vec::new();
        for round in &self.rounds {
            let people = |table: &Vec<u16>| {
                let slots = table
                    .iter()
                    .flat_map(|s| &round.slots[usize::from(*s)].people);
                slots.copied().collect::<Vec<u16>>()
            };
            let keep = |people: &[u16], phase: usize| {
                let cycle = |p: &u16| round.keeper.cycles.iter().find(|c| c.contains(p));
                let turn = |p: &u16| {
                    cycle(p).map_or(*p, |c| {
                        let at = c.iter().position(|x| x == p).unwrap_or(0);
                        c[(at + phase) % c.len()]
                    })
                };
                people.iter().map(turn).collect::<Vec<u16>>()
            };
            let mut base: Vec<Vec<u16>> = round.tables[..round.kept].iter().map(people).collect();
            for table in &round.tables[round.kept..] {
                base.extend((0..round.keeper.order).map(|phase| keep(&people(table), phase)));
            }
            for turn in &round.keeper.turns {
                let table =
                    |t: &Vec<u16>| t.iter().map(|p| u32::from(turn[usize::from(*p)])).collect();
                all.push(base.iter().map(table).collect());
            }
        }
        all
    }
}

/// Starters that may give a number of rounds of equal tables, likelier ones first.
pub fn candidates(tables: usize, size: usize, rounds: usize) -> Vec<Starter> {
    let people = tables * size;
    let mut all = Vec::new();
    for shift in 2..=rounds.min(people) {
        for fixed in (people % shift..=tables.min(people - 1)).step_by(shift) {
            let orbits = (people - fixed) / shift;
            if orbits == 0 {
                continue;
            }
            for multiplier in Symmetry::multipliers(shift, orbits, fixed) {
                let symmetry = Symmetry {
                    shift,
                    orbits,
                    fixed,
                    multiplier,
                };
                let (turned, rest) = (rounds / shift, rounds % shift);
                let kind = if multiplier.is_some() {
                    Kind::Multiplied
                } else {
                    Kind::Free
                };
                let mut kinds = vec![kind; turned];
                let prime = (2..shift).all(|d| !shift.is_multiple_of(d));
                if rest > 0 && (!prime || multiplier.is_some()) {
                    continue;
                }
                kinds.extend(std::iter::repeat_n(Kind::Shifted, rest));
                let starter = Starter {
                    symmetry,
                    size,
                    kinds,
                };
                if State::new(&starter, Random::new(0)).is_some() {
                    all.push(starter);
                }
            }
        }
    }
    let freedom = |s: &Starter| {
        let order = s.symmetry.multiplier.map_or(1, |m| m.order);
        std::cmp::Reverse(s.symmetry.shift * order)
    };
    all.sort_by_key(freedom);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, tally};
    use crate::rounds::problem::Problem;

    #[test]
    fn the_repeats_of_base_rounds_are_the_repeats_of_the_schedule() {
        for (number, starter) in candidates(6, 4, 7).into_iter().enumerate() {
            let found = search(&starter, 0, number as u64, &Stop::after(6_000)).expect("some plan");
            let plan = Plan {
                rounds: found.rounds,
            };
            let tally = tally(&Problem::plain(24, &[4; 6], 7), &plan);
            assert_eq!(tally.broken, []);
            assert_eq!(tally.repeats, found.repeats as u64, "{starter:?}");
        }
    }

    #[test]
    fn fifteen_schoolgirls_walk_for_seven_days() {
        let found = candidates(5, 3, 7)
            .iter()
            .find_map(|s| search(s, 0, 1, &Stop::after(300_000)).filter(|f| f.repeats == 0));
        assert_eq!(found.expect("a Kirkman system").rounds.len(), 7);
    }
}
