//! Two records compared: one level for each comparison that both know something of. Which of the two
//! comes first never matters.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::address::{self, Located};
use super::distance::osa;
use super::mail::Address;
use super::name::{Named, Part};
use super::read::{Line, Read};
use super::value::Value;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Given names.
    Given,
    /// Family names.
    Family,
    /// Whether given and family name have changed places.
    Order,
    /// Father or son, senior or junior.
    Generation,
    /// Date of birth.
    Birth,
    /// Phone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Organisations.
    Organisation,
    /// Civic numbers.
    Number,
    /// Streets.
    Street,
    /// Second lines of addresses.
    Complement,
    /// Whether the two lines of an address have changed places.
    Lines,
    /// Cities.
    City,
    /// Postal codes.
    Postcode,
    /// Provinces or states.
    Region,
}

/// How near a comparison comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The same, but for accents, case, particles and legal forms.
    Same,
    /// A nickname of the other.
    Alias,
    /// The same sound in French.
    Sound,
    /// A slip of the hand away.
    Near,
    /// Looks alike.
    Close,
    /// Initials of the other.
    Initial,
    /// One is a part of the other, or a part is the same.
    Part,
    /// The same line or mailbox, of those that several people share.
    Shared,
    /// Mailboxes of one firm.
    Domain,
    /// Changed places.
    Swapped,
    /// Nothing alike.
    Differs,
}

impl Comparison {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 15] = [
        Self::Given,
        Self::Family,
        Self::Order,
        Self::Generation,
        Self::Birth,
        Self::Phone,
        Self::Email,
        Self::Organisation,
        Self::Number,
        Self::Street,
        Self::Complement,
        Self::Lines,
        Self::City,
        Self::Postcode,
        Self::Region,
    ];

    /// Whether it is a part of a postal address.
    pub fn is_of_a_place(self) -> bool {
        matches!(
            self,
            Self::Number
                | Self::Street
                | Self::Complement
                | Self::Lines
                | Self::City
                | Self::Postcode
                | Self::Region
        )
    }
}

impl Level {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 11] = [
        Self::Same,
        Self::Alias,
        Self::Sound,
        Self::Near,
        Self::Close,
        Self::Initial,
        Self::Part,
        Self::Shared,
        Self::Domain,
        Self::Swapped,
        Self::Differs,
    ];

    /// How much it stands for one value, to choose between several values.
    fn rank(self) -> u8 {
        match self {
            Self::Same => 6,
            Self::Alias | Self::Sound | Self::Near | Self::Shared => 4,
            Self::Close | Self::Initial | Self::Part => 3,
            Self::Domain => 1,
            Self::Swapped | Self::Differs => 0,
        }
    }
}

const COMPARISONS: usize = Comparison::ALL.len();

/// How two records meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    levels: [Option<Level>; COMPARISONS],
    values: [u64; COMPARISONS],
}

impl Meeting {
    /// Compares two records.
    pub fn of(one: &Read, other: &Read) -> Self {
        let mut meeting = Self {
            levels: [None; COMPARISONS],
            values: [0; COMPARISONS],
        };
        meeting.names(one, other);
        if let (Some(a), Some(b)) = (one.birth, other.birth) {
            meeting.set(Comparison::Birth, births(&a, &b), super::value::hash(&a));
        }
        meeting.best(Comparison::Phone, &one.phones, &other.phones, |a, b| {
            (phones(a, b), a.hash.min(b.hash))
        });
        meeting.best(Comparison::Email, &one.emails, &other.emails, |a, b| {
            (a.level(b), a.whole.min(b.whole))
        });
        meeting.best(
            Comparison::Organisation,
            &one.firms,
            &other.firms,
            |a, b| (a.level(b), a.whole.hash().min(b.whole.hash())),
        );
        meeting.doubt_mailbox(one, other);
        meeting.places(&one.places, &other.places);
        meeting
    }

    /// The comparisons of which both know something.
    pub fn levels(&self) -> impl Iterator<Item = (Comparison, Level)> + '_ {
        let all = Comparison::ALL.into_iter().zip(self.levels);
        all.filter_map(|(comparison, level)| Some((comparison, level?)))
    }

    /// How near one comparison comes.
    pub fn level(&self, comparison: Comparison) -> Option<Level> {
        self.levels[comparison as usize]
    }

    /// What stands for the value both share, where they do: of two that only count as the same, the
    /// lesser.
    pub fn value(&self, comparison: Comparison) -> u64 {
        self.values[comparison as usize]
    }

    fn set(&mut self, comparison: Comparison, level: Level, value: u64) {
        self.levels[comparison as usize] = Some(level);
        self.values[comparison as usize] = value;
    }

    fn best<T>(
        &mut self,
        comparison: Comparison,
        some: &[T],
        others: &[T],
        level: impl Fn(&T, &T) -> (Level, u64),
    ) {
        let pairs = some.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
        let levels = pairs.map(|(a, b)| level(a, b));
        if let Some((level, value)) = levels.max_by_key(nearest) {
            self.set(comparison, level, value);
        }
    }

    /// A mailbox that is the name itself says nothing that the name does not say.
    fn doubt_mailbox(&mut self, one: &Read, other: &Read) {
        let Some(told @ (Level::Part | Level::Near)) = self.level(Comparison::Email) else {
            return;
        };
        let is_named = |of: &Read, email: &Address| of.names.iter().any(|n| email.is_made_of(n));
        let pairs = one
            .emails
            .iter()
            .flat_map(|a| other.emails.iter().map(move |b| (a, b)));
        let mut told = pairs.filter(|(a, b)| a.level(b) == told);
        if told.any(|(a, b)| is_named(one, a) || is_named(other, b)) {
            self.levels[Comparison::Email as usize] = None;
        }
    }

    fn names(&mut self, one: &Read, other: &Read) {
        let pairs = one
            .names
            .iter()
            .flat_map(|a| other.names.iter().map(move |b| (a, b)));
        let met = pairs
            .map(|(a, b)| NamesMet::of(a, b))
            .max_by_key(NamesMet::nearest);
        let Some(met) = met else { return };
        for (comparison, part) in [
            (Comparison::Given, met.given),
            (Comparison::Family, met.family),
        ] {
            if let Some((level, value)) = part {
                self.set(comparison, level, value);
            }
        }
        if met.swapped {
            self.set(Comparison::Order, Level::Swapped, 0);
        }
        if let Some(level) = generations(one, other) {
            self.set(Comparison::Generation, level, 0);
        }
    }

    fn places(&mut self, some: &[Located], others: &[Located]) {
        let pairs = some.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
        let met = pairs.map(|(a, b)| places(a, b));
        let nearest = |met: &[PartMet; 6]| {
            let levels = met.iter().flatten();
            let rank: u32 = levels.map(|(level, _)| u32::from(level.rank())).sum();
            (rank, Reverse(*met))
        };
        let several = some.len() * others.len() > 1;
        let best = if several {
            met.max_by_key(nearest)
        } else {
            { met }.next()
        };
        let Some(met) = best else { return };
        const PARTS: [Comparison; 6] = [
            Comparison::Number,
            Comparison::Street,
            Comparison::Complement,
            Comparison::City,
            Comparison::Postcode,
            Comparison::Region,
        ];
        for (comparison, part) in PARTS.into_iter().zip(met) {
            if let Some((level, value)) = part {
                self.set(comparison, level, value);
            }
        }
        if let ([a], [b]) = (some, others)
            && a.swapped(b)
        {
            self.set(Comparison::Lines, Level::Swapped, 0);
        }
    }
}

type PartMet = Option<(Level, u64)>;

/// What comes nearest is the greatest; among what comes equally near, one is as good as the other.
fn nearest(met: &(Level, u64)) -> (u8, Reverse<(Level, u64)>) {
    (met.0.rank(), Reverse(*met))
}

/// Two parts that were compared across, the nearer first: which record wrote them the wrong way
/// round, nobody knows.
fn in_order(one: PartMet, other: PartMet) -> (PartMet, PartMet) {
    let far = |met: &PartMet| met.unwrap_or((Level::Differs, u64::MAX));
    match far(&one) <= far(&other) {
        true => (one, other),
        false => (other, one),
    }
}

/// Which of several of one name both are, where both tell it: by whichever of their names does.
fn generations(one: &Read, other: &Read) -> Option<Level> {
    let told = |of: &Read| of.names.iter().find_map(|name| name.generation);
    Some(match told(one)? == told(other)? {
        true => Level::Same,
        false => Level::Differs,
    })
}

/// How two names meet, in the order that brings them nearer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct NamesMet {
    given: PartMet,
    family: PartMet,
    swapped: bool,
}

impl NamesMet {
    fn of(a: &Named, b: &Named) -> Self {
        let met = Self {
            given: parts(a.given.as_ref(), b.given.as_ref()),
            family: parts(a.family.as_ref(), b.family.as_ref()),
            swapped: false,
        };
        if !met.agrees() {
            let (given, family) = in_order(
                parts(a.given.as_ref(), b.family.as_ref()),
                parts(a.family.as_ref(), b.given.as_ref()),
            );
            let crossed = Self {
                given,
                family,
                swapped: true,
            };
            if crossed.agrees() {
                return crossed;
            }
        }
        met
    }

    /// Whether at least one part is as good as the same.
    fn agrees(&self) -> bool {
        let parts = [self.given, self.family].into_iter().flatten();
        let mut levels = parts.map(|(level, _)| level);
        levels.any(|level| matches!(level, Level::Same | Level::Near | Level::Sound))
    }

    fn nearest(&self) -> (u8, Reverse<Self>) {
        let parts = [self.given, self.family].into_iter().flatten();
        let ranks = parts.map(|(level, _)| level.rank());
        (ranks.sum(), Reverse(*self))
    }
}

fn parts(a: Option<&Part>, b: Option<&Part>) -> PartMet {
    let (a, b) = (a?, b?);
    Some((a.level(b), a.core.hash().min(b.core.hash())))
}

fn places(a: &Located, b: &Located) -> [PartMet; 6] {
    let met = |a: &Option<Value>, b: &Option<Value>, level: fn(&Value, &Value) -> Level| {
        let (a, b) = (a.as_ref()?, b.as_ref()?);
        Some((level(a, b), a.hash().min(b.hash())))
    };
    // Only what is known on both sides of a swap is compared across it.
    let crossed = a.swapped(b);
    let (street, complement) = match crossed {
        true => (&b.complement, &b.street),
        false => (&b.street, &b.complement),
    };
    let mut lines = (
        met(&a.street, street, by_ear),
        met(&a.complement, complement, by_ear),
    );
    if crossed {
        lines = in_order(lines.0, lines.1);
    }
    [
        met(&a.number, &b.number, address::numbers),
        lines.0,
        lines.1,
        met(&a.city, &b.city, by_ear),
        met(&a.postcode, &b.postcode, address::postcodes),
        met(&a.region, &b.region, Value::nearness),
    ]
}

fn by_ear(a: &Value, b: &Value) -> Level {
    match a.nearness(b) {
        Level::Close | Level::Differs if a.sounds_like(b) => Level::Sound,
        level => level,
    }
}

fn births(a: &[u8; 8], b: &[u8; 8]) -> Level {
    if a == b {
        return Level::Same;
    }
    let turned = a[..4] == b[..4] && a[4..6] == b[6..8] && a[6..8] == b[4..6];
    let parts = [0..4, 4..6, 6..8]
        .into_iter()
        .filter(|part| a[part.clone()] == b[part.clone()]);
    let same_parts = parts.count();
    match osa(a, b) {
        1 => Level::Near,
        _ if turned => Level::Near,
        2 if same_parts == 2 => Level::Close,
        _ if same_parts == 2 => Level::Part,
        _ => Level::Differs,
    }
}

fn phones(a: &Line, b: &Line) -> Level {
    if a.hash != b.hash {
        let near =
            a.number.len() == b.number.len() && osa(a.number.as_bytes(), b.number.as_bytes()) == 1;
        return if near { Level::Near } else { Level::Differs };
    }
    let apart = !a.extension.is_empty() && !b.extension.is_empty() && a.extension != b.extension;
    if apart || a.is_shared {
        Level::Shared
    } else {
        Level::Same
    }
}
