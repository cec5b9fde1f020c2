//! Which line is the name, which the organisation, which the title: by their words, their size, and
//! what the addresses say of them.

use domain::text::folded;

use super::lines::Line;
use super::{address, email, phone, website, words};

/// What the addresses of a card say of names: the parts before and after the at sign.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    pub locals: Vec<String>,
    pub hosts: Vec<String>,
}

impl Hints {
    pub fn of(emails: &[String], sites: &[String]) -> Self {
        let plain = |text: &str| -> String {
            folded(text)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect()
        };
        let host = |host: &str| {
            let bare = host.strip_prefix("www.").unwrap_or(host);
            bare.split(['.', '/']).next().map(plain).unwrap_or_default()
        };
        let mut hints = Self::default();
        for (local, domain) in emails.iter().filter_map(|email| email.split_once('@')) {
            hints.locals.push(folded(local));
            hints.hosts.push(host(domain));
        }
        hints.hosts.extend(sites.iter().map(|site| host(site)));
        hints
    }

    /// How much of a name the part before the at sign tells, from 0 to 1.
    fn tells(&self, name: &str) -> f32 {
        let words = words::bare(name);
        let long: Vec<&String> = words.iter().filter(|word| word.len() >= 3).collect();
        let told = |local: &String| {
            let hits = long
                .iter()
                .filter(|word| local.contains(word.as_str()))
                .count();
            let near = long.iter().filter(|word| {
                let parts = local.split(|c: char| !c.is_alphanumeric());
                let mut parts = parts.filter(|part| part.len() >= 4);
                parts.any(|part| distance(part, word) <= 1)
            });
            let initial = words
                .first()
                .zip(words.last())
                .is_some_and(|(first, last)| {
                    let plain: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
                    let first: String = first.chars().take(1).collect();
                    plain == format!("{first}{last}")
                });
            let best = hits.max(near.count()) as f32 / 2.0;
            best.max(f32::from(u8::from(initial))).min(1.0)
        };
        self.locals.iter().map(told).fold(0.0, f32::max)
    }

    /// How much of an organisation the domain tells, from 0 to 1.
    fn hosts(&self, line: &str) -> f32 {
        let words = words::bare(line);
        let joined = words.concat();
        let told = |host: &String| {
            if host.len() < 3 || joined.is_empty() {
                return 0.0;
            }
            if joined.contains(host.as_str()) || host.contains(&joined) {
                return 1.0;
            }
            let hits = words
                .iter()
                .filter(|word| word.len() >= 4 && host.contains(word.as_str()));
            (hits.count() as f32 * 0.6).min(1.0)
        };
        self.hosts.iter().map(told).fold(0.0, f32::max)
    }
}

/// How many letters differ, at most a few.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 3 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let now = (before + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            before = row[j + 1];
            row[j + 1] = now;
        }
    }
    row[b.len()]
}

/// Whether a line tells how to reach somebody.
fn reaches(line: &str) -> bool {
    line.contains('@')
        || line.contains("www")
        || !phone::phones(line).is_empty()
        || !email::emails(line).is_empty()
        || !website::websites(line).is_empty()
        || address::postcode(line).is_some()
}

/// A line with how well it would be each thing.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub text: String,
    pub confidence: f32,
    pub name: f32,
    pub title: f32,
    pub organisation: f32,
}

/// What the lines of a page may be.
pub(super) fn parts(lines: &[Line], hints: &Hints) -> Vec<Part> {
    let plain: Vec<&Line> = lines
        .iter()
        .filter(|line| sound(line) && !reaches(&line.text))
        .collect();
    let tallest = plain
        .iter()
        .map(|line| line.height)
        .fold(0.0, f32::max)
        .max(1e-6);
    plain
        .iter()
        .map(|line| part(line, tallest, hints))
        .collect()
}

/// Whether a line may be words at all.
fn sound(line: &Line) -> bool {
    let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
    let others = line
        .text
        .chars()
        .filter(|c| !c.is_alphabetic() && !c.is_whitespace())
        .count();
    letters >= 3 && letters > 2 * others && line.confidence > 0.3
}

fn part(line: &Line, tallest: f32, hints: &Hints) -> Part {
    let text = tidy(&line.text);
    let capitals = text
        .split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .count();
    let number = text.split_whitespace().count();
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let (trade, organisation) = (
        words::trade(&text) as f32,
        words::organisation(&text) as f32,
    );
    let (street, given) = (words::street(&text) as f32, words::given(&text) as f32);
    let size = line.height / tallest;
    let local = hints.tells(&text);
    let host = hints.hosts(&text);
    let shape = match number {
        2 | 3 => 1.0,
        4 | 5 => 0.4,
        _ => -2.0,
    };
    let capital = if capitals >= 2 { 0.8 } else { -1.0 };
    let name = 1.4 * size + 3.2 * local + 1.6 * given.min(1.0) + shape + capital
        - 2.4 * trade.min(1.0)
        - 1.8 * organisation.min(2.0)
        - 1.2 * street.min(1.0)
        - if digits { 3.0 } else { 0.0 };
    let organisation = 0.9 * size + 2.0 * organisation.min(2.0) + 2.2 * host
        - 0.8 * trade.min(1.0)
        - 2.4 * local
        - 0.7 * given.min(1.0)
        - 1.0 * street.min(1.0);
    let title = 2.6 * trade.min(2.0)
        - 0.8 * size
        - 1.2 * local
        - 0.6 * host
        - if digits { 1.0 } else { 0.0 };
    Part {
        confidence: line.confidence,
        name,
        title,
        organisation,
        text,
    }
}

/// A line without what the machine saw at its rims.
pub(super) fn tidy(text: &str) -> String {
    let keeps = |c: char| c.is_alphanumeric() || "()'’.&".contains(c);
    let text = text.trim_matches(|c: char| !keeps(c));
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let stray = |word: &&str| {
        word.chars().all(|c| !c.is_alphanumeric() && c != '&')
            || (word.chars().count() == 1 && word.chars().all(|c| c.is_lowercase() && c != 'à'))
    };
    while words.first().is_some_and(stray) {
        words.remove(0);
    }
    while words.last().is_some_and(stray) {
        words.pop();
    }
    words
        .join(" ")
        .trim_end_matches(['.', '\'', '’'])
        .to_owned()
}

/// A name in capitals, as it is written in a letter.
pub(super) fn in_small_letters(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 4 || letters.iter().any(|c| c.is_lowercase()) {
        return name.to_owned();
    }
    let mut small = String::new();
    let mut begins = true;
    for c in name.chars() {
        if begins {
            small.extend(c.to_uppercase());
        } else {
            small.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    small
}
