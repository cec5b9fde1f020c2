//! A record read once, to be compared many times.

use super::address::Located;
use super::mail::{self, Address};
use super::name::Named;
use super::organisation::Firm;
use super::value::hash;
use super::{Record, VALUES_LIMIT, phone};

/// A record as it is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    pub(crate) names: Vec<Named>,
    pub(crate) birth: Option<[u8; 8]>,
    pub(crate) phones: Vec<Line>,
    pub(crate) emails: Vec<Address>,
    pub(crate) firms: Vec<Firm>,
    pub(crate) places: Vec<Located>,
}

/// A phone line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub number: String,
    pub hash: u64,
    pub extension: String,
    pub is_shared: bool,
}

impl Read {
    /// Reads a record. What cannot be read is left out: it says nothing.
    pub fn of(record: &Record) -> Self {
        let names = record.names.iter();
        let names = names.filter_map(|(given, family)| Named::read(given, family));
        let names = respelt(once(names), &record.emails);
        let phones = record
            .phones
            .iter()
            .filter_map(|written| Line::read(written));
        let emails = record
            .emails
            .iter()
            .filter_map(|written| Address::read(written));
        let firms = record
            .organisations
            .iter()
            .filter_map(|written| Firm::read(written));
        let places = record.places.iter().filter_map(Located::read);
        Self {
            names,
            birth: date(&record.birth),
            phones: once(phones),
            emails: once(emails),
            firms: once(firms),
            places: once(places),
        }
    }
}

/// The names, and what mailboxes make of them: whoever owns a mailbox spells it, whoever typed the
/// record may have spelt by ear.
fn respelt(mut names: Vec<Named>, emails: &[String]) -> Vec<Named> {
    let mailboxes = emails.iter().filter_map(|written| mail::names_in(written));
    let spelt = mailboxes.filter_map(|(given, family)| Named::read(given, family));
    let more = spelt.filter(|spelt| {
        !names.contains(spelt) && names.iter().any(|name| spelt.is_another_spelling_of(name))
    });
    let more: Vec<Named> = more.collect();
    names.extend(more);
    once(names.into_iter())
}

/// Each once, and not more than are compared.
fn once<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for value in values {
        if kept.len() < VALUES_LIMIT && !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

impl Line {
    fn read(written: &str) -> Option<Self> {
        let (number, extension) = phone::e164(written)?;
        Some(Self {
            hash: hash(number.as_bytes()),
            is_shared: phone::is_toll_free(&number),
            number,
            extension,
        })
    }
}

/// Eight digits, the year first: `19560409`, `1956-04-09`, `09/04/1956`. A slip of the hand may
/// have made it impossible; it is compared all the same.
fn date(written: &str) -> Option<[u8; 8]> {
    let parts: Vec<&str> = written.trim().split(['-', '/', '.', ' ']).collect();
    let joined = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}{month:0>2}{day:0>2}"),
        [day, month, year] if year.len() == 4 => format!("{year}{month:0>2}{day:0>2}"),
        _ => written.trim().to_owned(),
    };
    joined.as_bytes().try_into().ok()
}
