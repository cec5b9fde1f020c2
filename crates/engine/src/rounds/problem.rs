//! Owns what is asked of a plan in rounds: people, tables, rounds, demands and wishes, as plain data.
//! Refuses to judge: whether the demands can be met at all is [`super::explain`]'s, how well is
//! [`super::bound`]'s.

/// A person, by position in the caller's list.
pub type Person = u32;

/// The most rounds a problem may have: meetings of a pair are counted in one byte.
pub const MOST_ROUNDS: usize = 250;

/// Above this many people nothing may take memory for every pair.
pub const DENSE_PEOPLE: usize = 5_000;

/// What pairs are worth when they meet.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Weights {
    /// Every pair is worth one.
    #[default]
    Uniform,
    /// Pairs listed are worth what is said, all others nothing. A pair listed twice, in either
    /// order, is worth what the last line says.
    Pairs(Vec<(Person, Person, f32)>),
    /// A pair is worth `offer(a)·seek(b) + offer(b)·seek(a)`, computed when it is needed.
    Exchange {
        /// The length of each vector.
        dimensions: usize,
        /// Person after person, `dimensions` numbers each.
        offers: Vec<f32>,
        /// Person after person, `dimensions` numbers each.
        seeks: Vec<f32>,
    },
}

/// A demand on some people, in every round or in some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Company {
    /// The people it is about, two or more; a demand to sit apart holds between any two of them.
    pub people: Vec<Person>,
    /// The rounds it holds in; every round when none is listed.
    pub rounds: Vec<usize>,
}

/// Somebody kept at one table, as a host is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Who.
    pub person: Person,
    /// The table, from zero.
    pub table: usize,
    /// The rounds it holds in; every round when none is listed.
    pub rounds: Vec<usize>,
}

/// A wish that two people share a table (or, below zero, that they do not), worth its value in each
/// round in which they do.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// One of the two.
    pub a: Person,
    /// The other.
    pub b: Person,
    /// What each round at one table is worth.
    pub value: f32,
}

/// A wish that every table gets its share of each kind of people: newcomers, groups, trades.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// The kind of each person, counted from zero.
    pub kinds: Vec<u32>,
    /// What one person too many or too few of a kind costs at a table in a round.
    pub cost: f32,
}

/// What is asked of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Problem {
    /// How many people there are; they are `0..people`.
    pub people: usize,
    /// The seats of each table, round after round.
    pub tables: Vec<Vec<u32>>,
    /// Who is there, round after round; everybody in every round when empty.
    pub present: Vec<Vec<bool>>,
    /// Must not share a table.
    pub apart: Vec<Company>,
    /// Must share a table, whenever present together.
    pub together: Vec<Company>,
    /// Must sit at a given table when present.
    pub pinned: Vec<Pin>,
    /// Rounds already played, as `(round, its tables)`; they stay as they are.
    pub frozen: Vec<(usize, Vec<Vec<Person>>)>,
    /// No pair meets more often than this.
    pub at_most: Option<u8>,
    /// What pairs are worth.
    pub weights: Weights,
    /// What each repeated meeting costs; by default one when pairs are worth one each, and a quarter
    /// of the mean weight otherwise.
    pub repeat_cost: Option<f32>,
    /// Soft wishes about two people.
    pub wishes: Vec<Wish>,
    /// Soft wishes about the mix at each table.
    pub balances: Vec<Balance>,
}

impl Problem {
    /// The same tables in every round and nothing else asked.
    pub fn plain(people: usize, tables: &[u32], rounds: usize) -> Self {
        Self {
            people,
            tables: vec![tables.to_vec(); rounds],
            ..Self::default()
        }
    }

    /// How many rounds there are.
    pub fn rounds(&self) -> usize {
        self.tables.len()
    }

    /// Whether somebody is there in a round.
    #[inline]
    pub fn is_present(&self, round: usize, person: Person) -> bool {
        self.present
            .get(round)
            .is_none_or(|there| there[person as usize])
    }

    /// Who is there in a round, in order.
    pub fn attendees(&self, round: usize) -> Vec<Person> {
        (0..self.people as Person)
            .filter(|p| self.is_present(round, *p))
            .collect()
    }

    /// How many are there in a round.
    pub fn attendance(&self, round: usize) -> usize {
        match self.present.get(round) {
            None => self.people,
            Some(there) => there.iter().filter(|t| **t).count(),
        }
    }

    /// Whether a list of rounds (empty: all) names this round.
    pub fn covers(rounds: &[usize], round: usize) -> bool {
        rounds.is_empty() || rounds.contains(&round)
    }

    /// What a repeated meeting costs.
    pub fn cost_of_repeat(&self) -> f32 {
        if let Some(cost) = self.repeat_cost {
            return cost;
        }
        match &self.weights {
            Weights::Uniform => 1.0,
            Weights::Pairs(pairs) if !pairs.is_empty() => {
                let sum: f64 = pairs.iter().map(|p| f64::from(p.2.abs())).sum();
                (sum / pairs.len() as f64 * 0.25) as f32
            }
            Weights::Pairs(_) => 1.0,
            Weights::Exchange { .. } => 0.0,
        }
    }

    /// Whether only sizes are asked: same tables each round, exactly filled, nothing else.
    pub fn is_plain(&self) -> bool {
        let seats = |tables: &Vec<u32>| tables.iter().map(|s| *s as usize).sum::<usize>();
        self.present.is_empty()
            && self.has_no_demands()
            && self.weights == Weights::Uniform
            && self.tables.windows(2).all(|w| w[0] == w[1])
            && self.tables.first().is_some_and(|t| seats(t) == self.people)
    }

    /// Whether anybody may sit anywhere in any round.
    pub fn has_no_demands(&self) -> bool {
        self.apart.is_empty()
            && self.together.is_empty()
            && self.pinned.is_empty()
            && self.frozen.is_empty()
            && self.wishes.is_empty()
            && self.balances.is_empty()
            && self.at_most.is_none()
    }

    /// What is malformed, as opposed to contradictory: numbers out of range, lists of wrong lengths.
    pub fn malformed(&self) -> Option<Malformed> {
        let people = self.people;
        let rounds = self.rounds();
        let known = |p: Person| (p as usize) < people;
        if rounds > MOST_ROUNDS {
            return Some(Malformed::TooManyRounds(rounds));
        }
        if people > u32::MAX as usize / 4 {
            return Some(Malformed::TooManyPeople(people));
        }
        let lengths = (self.present.is_empty() || self.present.len() == rounds)
            && self.present.iter().all(|there| there.len() == people)
            && self.balances.iter().all(|b| b.kinds.len() == people)
            && match &self.weights {
                Weights::Exchange {
                    dimensions,
                    offers,
                    seeks,
                } => offers.len() == dimensions * people && seeks.len() == dimensions * people,
                _ => true,
            };
        if !lengths {
            return Some(Malformed::Length);
        }
        let groups = self.apart.iter().chain(&self.together);
        let mut named = groups
            .flat_map(|c| c.people.iter().copied())
            .chain(self.pinned.iter().map(|p| p.person))
            .chain(
                self.frozen
                    .iter()
                    .flat_map(|f| f.1.iter().flatten().copied()),
            )
            .chain(self.wishes.iter().flat_map(|w| [w.a, w.b]));
        if let Some(person) = named.find(|p| !known(*p)) {
            return Some(Malformed::UnknownPerson(person));
        }
        if let Weights::Pairs(pairs) = &self.weights {
            if let Some(pair) = pairs.iter().find(|p| !known(p.0) || !known(p.1)) {
                return Some(Malformed::UnknownPerson(pair.0.max(pair.1)));
            }
            if pairs.iter().any(|p| !p.2.is_finite()) {
                return Some(Malformed::NotANumber);
            }
        }
        let numbers = self.wishes.iter().map(|w| w.value);
        let numbers = numbers
            .chain(self.balances.iter().map(|b| b.cost))
            .chain(self.repeat_cost);
        if numbers.into_iter().any(|n| !n.is_finite()) {
            return Some(Malformed::NotANumber);
        }
        let groups = self
            .apart
            .iter()
            .chain(&self.together)
            .flat_map(|c| c.rounds.iter());
        let mut named = groups
            .chain(self.pinned.iter().flat_map(|p| p.rounds.iter()))
            .chain(self.frozen.iter().map(|f| &f.0));
        named
            .find(|r| **r >= rounds)
            .map(|r| Malformed::UnknownRound(*r))
    }
}

/// Why a problem cannot even be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// More rounds than [`MOST_ROUNDS`].
    TooManyRounds(usize),
    /// More people than can be numbered.
    TooManyPeople(usize),
    /// A list whose length is not the number of people or of rounds.
    Length,
    /// A person beyond the last.
    UnknownPerson(Person),
    /// A round beyond the last.
    UnknownRound(usize),
    /// A weight that is infinite or no number.
    NotANumber,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooManyRounds(n) => {
                write!(f, "{n} rounds asked; at most {MOST_ROUNDS} are planned")
            }
            Self::TooManyPeople(n) => write!(f, "{n} people are more than can be numbered"),
            Self::Length => write!(f, "a list has not one entry per person or per round"),
            Self::UnknownPerson(p) => write!(f, "there is no person number {p}"),
            Self::UnknownRound(r) => write!(f, "there is no round {}", r + 1),
            Self::NotANumber => write!(f, "a weight is not a finite number"),
        }
    }
}
