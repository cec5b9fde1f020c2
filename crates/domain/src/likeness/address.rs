//! Postal addresses as they are compared: kinds of streets, directions and units never count.

use super::value::{Value, saint, words};
use super::{Level, Place, distance};

/// Kinds of streets, in full and short, in French and English.
const KINDS: [&str; 64] = [
    "rue",
    "r",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "boul",
    "bd",
    "blvd",
    "chemin",
    "ch",
    "place",
    "pl",
    "montee",
    "mtee",
    "rang",
    "rg",
    "cote",
    "route",
    "rte",
    "cours",
    "croissant",
    "crois",
    "impasse",
    "imp",
    "allee",
    "carre",
    "terrasse",
    "tsse",
    "promenade",
    "prom",
    "quai",
    "square",
    "sq",
    "autoroute",
    "aut",
    "street",
    "st",
    "road",
    "rd",
    "drive",
    "dr",
    "court",
    "ct",
    "crt",
    "lane",
    "ln",
    "crescent",
    "cres",
    "cr",
    "circuit",
    "cct",
    "close",
    "cl",
    "circle",
    "cir",
    "way",
    "grove",
    "gr",
    "parade",
    "pde",
    "highway",
    "hwy",
    "terrace",
];
const DIRECTIONS: [&str; 13] = [
    "nord", "sud", "est", "ouest", "north", "south", "east", "west", "n", "s", "e", "o", "w",
];
const UNITS: [&str; 11] = [
    "bureau",
    "suite",
    "app",
    "apt",
    "appartement",
    "apartment",
    "unit",
    "unite",
    "local",
    "etage",
    "floor",
];

/// An address that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Located {
    /// Civic number.
    pub number: Option<Value>,
    /// Street without its kind.
    pub street: Option<Value>,
    /// The second line.
    pub complement: Option<Value>,
    /// City.
    pub city: Option<Value>,
    /// Postal code.
    pub postcode: Option<Value>,
    /// Province.
    pub region: Option<Value>,
}

impl Located {
    /// Reads an address; `None` when nothing is left.
    pub fn read(place: &Place) -> Option<Self> {
        let (inside, street) = street(&place.street);
        let number = words(&place.number);
        let number = if number.is_empty() { inside } else { number };
        let mut city = words(&place.city);
        let mut postcode = words(&place.postcode);
        let (digits, letters) = (has_digit(&city), postcode.iter().all(|w| !has_digit(&[w])));
        if (digits && letters) || (city.is_empty() && !postcode.is_empty() && letters) {
            std::mem::swap(&mut city, &mut postcode);
        }
        let city: Vec<&str> = city.iter().map(|word| saint(word)).collect();
        let located = Self {
            number: Value::of(&number),
            street: Value::of(&street),
            complement: Value::of(&street_words(&place.complement)),
            city: Value::of(&city),
            postcode: Value::of(&postcode),
            region: Value::of(&words(&place.region)),
        };
        (located != Self::default()).then_some(located)
    }

    /// Whether the two lines of one address are swapped in the other.
    pub fn swapped(&self, other: &Self) -> bool {
        let same = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
            (Some(a), Some(b)) => matches!(a.nearness(b), Level::Same | Level::Near),
            _ => false,
        };
        let straight =
            same(&self.street, &other.street) || same(&self.complement, &other.complement);
        !straight
            && (same(&self.street, &other.complement) || same(&self.complement, &other.street))
    }
}

fn has_digit<S: AsRef<str>>(words: &[S]) -> bool {
    words
        .iter()
        .any(|word| word.as_ref().bytes().any(|b| b.is_ascii_digit()))
}

/// The civic number at the beginning of a line, and the name of the street.
fn street(line: &str) -> (Vec<String>, Vec<String>) {
    let mut all = words(line);
    let mut number = Vec::new();
    if all.len() > 1 && has_digit(&all[..1]) {
        number = vec![all.remove(0)];
        // « 400-123, rue… » is unit 400 at 123.
        if all.len() > 1 && all[0].bytes().all(|b| b.is_ascii_digit()) {
            number = vec![all.remove(0)];
        }
    }
    (number, street_words_of(all))
}

fn street_words(line: &str) -> Vec<String> {
    street_words_of(words(line))
}

fn street_words_of(mut all: Vec<String>) -> Vec<String> {
    let unit = |word: &String| UNITS.contains(&word.as_str());
    if let Some(at) = all.iter().skip(1).position(unit) {
        all.truncate(at + 1);
    }
    let mut kept = &all[..];
    if kept.len() > 1 && DIRECTIONS.contains(&kept[kept.len() - 1].as_str()) {
        kept = &kept[..kept.len() - 1];
    }
    if kept.len() > 1 && KINDS.contains(&kept[kept.len() - 1].as_str()) {
        kept = &kept[..kept.len() - 1];
    } else if kept.len() > 1 && KINDS.contains(&kept[0].as_str()) && kept[0] != "st" {
        kept = &kept[1..];
    }
    kept.iter().map(|word| saint(word).to_owned()).collect()
}

/// How near two postal codes come; in Canada the first half is a neighbourhood.
pub fn postcodes(a: &Value, b: &Value) -> Level {
    let (x, y) = (a.letters(), b.letters());
    if a.hash() == b.hash() {
        Level::Same
    } else if distance::osa(x, y) == 1 {
        Level::Near
    } else if x.len() >= 3 && y.len() >= 3 && x[..3] == y[..3] && x[0].is_ascii_alphabetic() {
        Level::Part
    } else {
        Level::Differs
    }
}

/// How near two civic numbers come.
pub fn numbers(a: &Value, b: &Value) -> Level {
    match distance::osa(a.letters(), b.letters()) {
        0 => Level::Same,
        1 => Level::Near,
        _ => Level::Differs,
    }
}
