//! Owns a problem made ready for searching: who may move, who moves together, which company counts.
//! Refuses to seat anybody: that is [`super::first`]'s and [`super::seating`]'s.

use super::problem::{Company, Person, Problem};

/// One broken demand in a [`Gain`]: far above any sum of values.
pub const HARD: i64 = 1 << 40;

/// A change of what a plan is worth: demands kept, times [`HARD`], plus value in units.
pub type Gain = i64;

/// The demands and the value in a gain.
#[inline]
pub fn parts(gain: Gain) -> (i64, i64) {
    let hard = (gain + HARD / 2) >> 40;
    (hard, gain - (hard << 40))
}

/// What a seat changed costs when seats are to be kept: above what its table is worth, below any
/// demand.
const MOVED: Gain = 1 << 30;

/// A person at a table that is no one's.
pub const NOWHERE: u32 = u32::MAX;

/// What somebody's company is worth in a round, besides the meeting itself.
#[derive(Debug, Clone, Copy)]
pub struct Bond {
    /// The other one.
    pub other: Person,
    /// What sharing a table is worth.
    pub gain: Gain,
}

/// How one round may be seated.
#[derive(Debug, Clone, Default)]
pub struct RoundPlan {
    /// Seats of each table.
    pub seats: Vec<u32>,
    /// How many people each table gets when they are spread evenly.
    pub fill: Vec<u32>,
    /// The tables of a round already played.
    pub played: Option<Vec<Vec<Person>>>,
    /// People free to move alone.
    pub free: Vec<Person>,
    /// People who move together, those held at a table left out.
    pub blocks: Vec<Vec<Person>>,
    /// People held at a table, with those who must sit with them.
    pub held: Vec<(Person, u32)>,
    /// The table each person had, when seats are to be kept; empty otherwise.
    pub home: Vec<u32>,
    /// Where each person's bonds begin in `bonds`; empty when nobody has any.
    bond_starts: Vec<u32>,
    bonds: Vec<Bond>,
}

impl RoundPlan {
    /// What somebody's going from one table to another is worth for keeping seats.
    #[inline]
    pub fn stay_gain(&self, person: Person, from: u32, to: u32) -> Gain {
        match self.home.get(person as usize) {
            Some(home) if *home == from => -MOVED,
            Some(home) if *home == to => MOVED,
            _ => 0,
        }
    }

    /// The bonds of a person.
    #[inline]
    pub fn bonds(&self, person: Person) -> &[Bond] {
        if self.bond_starts.is_empty() {
            return &[];
        }
        let at = person as usize;
        &self.bonds[self.bond_starts[at] as usize..self.bond_starts[at + 1] as usize]
    }
}

/// A wish about the mix at tables, in units.
#[derive(Debug, Clone)]
pub struct Mix {
    /// The kind of each person.
    pub kinds: Vec<u32>,
    /// How many kinds there are.
    pub count: usize,
    /// What one too many or too few costs, in units.
    pub cost: i64,
}

/// A problem made ready.
#[derive(Debug, Clone)]
pub struct Room {
    /// How many people there are.
    pub people: usize,
    /// The rounds.
    pub rounds: Vec<RoundPlan>,
    /// Wishes about the mix at tables.
    pub mixes: Vec<Mix>,
    /// Units per one of weight.
    pub scale: f64,
}

impl Room {
    /// Makes every change of seat against a plan cost more than meetings are worth.
    pub fn keep_seats(&mut self, plan: &crate::plan::Plan) {
        for (round, before) in self.rounds.iter_mut().zip(&plan.rounds) {
            round.home = super::adapt::homes(self.people, before);
        }
    }
}

/// Makes a problem ready; `scale` is how many units one of weight makes.
pub fn prepare(problem: &Problem, scale: f64) -> Room {
    let units = |value: f32| (f64::from(value) * scale).round() as i64;
    let mix = |b: &super::problem::Balance| Mix {
        kinds: b.kinds.clone(),
        count: b.kinds.iter().max().map_or(0, |k| *k as usize + 1),
        cost: units(b.cost),
    };
    let rounds = (0..problem.rounds())
        .map(|r| round_plan(problem, r, &units))
        .collect();
    let mixes = problem.balances.iter().map(mix).collect();
    Room {
        people: problem.people,
        rounds,
        mixes,
        scale,
    }
}

fn round_plan(problem: &Problem, round: usize, units: &dyn Fn(f32) -> i64) -> RoundPlan {
    let seats = problem.tables[round].clone();
    let attendees = problem.attendees(round);
    let mut plan = RoundPlan {
        fill: even_fill(&seats, attendees.len()),
        seats,
        ..RoundPlan::default()
    };
    plan.played = problem
        .frozen
        .iter()
        .find(|f| f.0 == round)
        .map(|f| f.1.clone());
    let groups = groups(problem, round);
    let mut pinned = vec![NOWHERE; problem.people];
    for pin in problem
        .pinned
        .iter()
        .filter(|p| Problem::covers(&p.rounds, round))
    {
        pinned[pin.person as usize] = pin.table as u32;
    }
    let mut grouped = vec![false; problem.people];
    for group in groups {
        group.iter().for_each(|p| grouped[*p as usize] = true);
        let table = group
            .iter()
            .map(|p| pinned[*p as usize])
            .find(|t| *t != NOWHERE);
        match table {
            Some(table) => plan.held.extend(group.iter().map(|p| (*p, table))),
            None => plan.blocks.push(group),
        }
    }
    for person in attendees.into_iter().filter(|p| !grouped[*p as usize]) {
        match pinned[person as usize] {
            NOWHERE => plan.free.push(person),
            table => plan.held.push((person, table)),
        }
    }
    add_bonds(problem, round, units, &mut plan);
    plan
}

/// How many people each table gets: the largest tables give up seats first.
pub fn even_fill(seats: &[u32], attendees: usize) -> Vec<u32> {
    let total: usize = seats.iter().map(|s| *s as usize).sum();
    let mut fill = seats.to_vec();
    let mut spare = total.saturating_sub(attendees);
    let mut level = seats.iter().copied().max().unwrap_or(0);
    while spare > 0 && level > 0 {
        for table in (0..fill.len()).rev() {
            if spare > 0 && fill[table] == level {
                fill[table] -= 1;
                spare -= 1;
            }
        }
        level -= 1;
    }
    fill
}

/// The people present in a round who must sit together, as groups of two or more.
pub fn groups(problem: &Problem, round: usize) -> Vec<Vec<Person>> {
    let here = |c: &&Company| Problem::covers(&c.rounds, round);
    let mut parent: Vec<u32> = Vec::new();
    let mut any = false;
    for company in problem.together.iter().filter(here) {
        if !any {
            parent = (0..problem.people as u32).collect();
            any = true;
        }
        let mut present = company
            .people
            .iter()
            .filter(|p| problem.is_present(round, **p));
        if let Some(first) = present.next() {
            for other in present {
                let (a, b) = (root(&mut parent, *first), root(&mut parent, *other));
                parent[a.max(b) as usize] = a.min(b);
            }
        }
    }
    let mut members: std::collections::BTreeMap<u32, Vec<Person>> =
        std::collections::BTreeMap::new();
    for person in 0..parent.len() as u32 {
        let root = root(&mut parent, person);
        members.entry(root).or_default().push(person);
    }
    members.into_values().filter(|m| m.len() > 1).collect()
}

fn root(parent: &mut [u32], mut person: u32) -> u32 {
    while parent[person as usize] != person {
        parent[person as usize] = parent[parent[person as usize] as usize];
        person = parent[person as usize];
    }
    person
}

fn add_bonds(problem: &Problem, round: usize, units: &dyn Fn(f32) -> i64, plan: &mut RoundPlan) {
    let mut all: Vec<(Person, Bond)> = Vec::new();
    let mut add = |a: Person, b: Person, gain: Gain| {
        if a != b && gain != 0 && problem.is_present(round, a) && problem.is_present(round, b) {
            all.push((a, Bond { other: b, gain }));
            all.push((b, Bond { other: a, gain }));
        }
    };
    for company in problem
        .apart
        .iter()
        .filter(|c| Problem::covers(&c.rounds, round))
    {
        for (at, a) in company.people.iter().enumerate() {
            company.people[..at].iter().for_each(|b| add(*a, *b, -HARD));
        }
    }
    for wish in &problem.wishes {
        add(wish.a, wish.b, units(wish.value));
    }
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(person, bond)| (*person, bond.other));
    let mut starts = vec![0u32; problem.people + 1];
    all.iter()
        .for_each(|(person, _)| starts[*person as usize + 1] += 1);
    (0..problem.people).for_each(|p| starts[p + 1] += starts[p]);
    plan.bond_starts = starts;
    plan.bonds = all.into_iter().map(|(_, bond)| bond).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_are_spread_evenly() {
        assert_eq!(even_fill(&[4, 4, 4], 10), [4, 3, 3]);
        assert_eq!(even_fill(&[6, 2, 2], 6), [2, 2, 2]);
        assert_eq!(even_fill(&[3], 9), [3]);
    }

    #[test]
    fn demands_to_sit_together_chain() {
        let mut problem = Problem::plain(6, &[3, 3], 1);
        let company = |people: &[u32]| Company {
            people: people.to_vec(),
            rounds: vec![],
        };
        problem.together = vec![company(&[0, 3]), company(&[3, 5])];
        assert_eq!(groups(&problem, 0), [vec![0, 3, 5]]);
    }

    #[test]
    fn a_gain_holds_demands_and_value_apart() {
        assert_eq!(parts(-3 * HARD + 17), (-3, 17));
        assert_eq!(parts(2 * HARD - 17), (2, -17));
    }
}
