//! Tables of contacts, as address books export them: Google, Outlook in French and in English,
//! LinkedIn, and any other whose headings say what they hold, or whose owner does.
//!
//! A column nobody knows is kept with the card, under its heading.

use std::collections::BTreeMap;

use domain::card::{Address, Card, EXTRAS_LIMIT, Extra, LINE_LIMIT, Labelled, TEXT_LIMIT, escaped};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::card_file::{Item, kept};
use crate::vcard::property::readable;
use crate::vcard::{Trouble, said_again};

mod heading;
mod rows;

use rows::Rows;

pub use heading::{MEANINGS, meaning};

/// Most rows, headings apart.
pub const ROW_LIMIT: usize = 20_000;
/// Most columns that are read.
pub const COLUMN_LIMIT: usize = 200;
/// Rows among which the headings are looked for: some files begin with a few words.
const PREAMBLE: usize = 12;
/// Rows in which something is looked for that shows what a column holds.
const SAMPLED: usize = 50;
/// How much of it is shown, in characters.
const SAMPLE_LIMIT: usize = 80;

/// A file as text, whatever its encoding.
pub(crate) fn decoded(file: &[u8]) -> String {
    let text = if file.starts_with(b"\xFF\xFE") {
        UTF_16LE.decode(file).0
    } else if file.starts_with(b"\xFE\xFF") {
        UTF_16BE.decode(file).0
    } else {
        let cut = file.len() - incomplete(file);
        match UTF_8.decode(&file[..cut]) {
            (_, _, true) => WINDOWS_1252.decode_without_bom_handling(file).0,
            (text, ..) => text,
        }
    };
    text.into_owned()
}

/// How many bytes at the end are the beginning of a letter.
fn incomplete(file: &[u8]) -> usize {
    let tail = &file[file.len().saturating_sub(3)..];
    let start = tail.iter().rposition(|byte| *byte >= 0xC0);
    let Some(start) = start else { return 0 };
    let wanted = match tail[start] {
        0xF0.. => 4,
        0xE0.. => 3,
        _ => 2,
    };
    let there = tail.len() - start;
    if there < wanted { there } else { 0 }
}

fn separator(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(PREAMBLE).collect();
    let count = |c: char| {
        head.iter()
            .map(|line| line.matches(c).count())
            .max()
            .unwrap_or(0)
    };
    let mut best = (b',', count(','));
    for (byte, c) in [(b';', ';'), (b'\t', '\t')] {
        if count(c) > best.1 {
            best = (byte, count(c));
        }
    }
    best.0
}

struct Table {
    rows: Rows,
    headings: Vec<String>,
}

fn table(file: &[u8]) -> Table {
    let text = decoded(file);
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    let separator = separator(&text);
    let mut rows = Rows::new(text, separator);
    // The headings are the first row that names the most.
    let mut best = (0, 0);
    for (n, row) in rows.by_ref().take(PREAMBLE).enumerate() {
        let known = row.cells.iter().filter(|cell| meaning(cell) != "extra");
        let known = known.count();
        if known > best.1 {
            best = (n, known);
        }
    }
    let mut rows = rows.again();
    let headings = rows.nth(best.0).map(|row| row.cells).unwrap_or_default();
    let headings = headings.iter().take(COLUMN_LIMIT);
    let headings = headings.map(|cell| cell.trim().to_owned()).collect();
    Table { rows, headings }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// What it is taken for, a word of [`MEANINGS`].
    pub meaning: String,
    /// The first of what stands in it.
    pub sample: String,
}

/// The columns of a table. `said` is what its owner says they hold; empty for what their headings say.
pub fn columns(file: &[u8], said: &[String]) -> Vec<Column> {
    let Table { rows, headings } = table(file);
    let codes = codes(&headings, said);
    let mut samples = vec![String::new(); headings.len()];
    for row in rows.take(SAMPLED) {
        for (sample, cell) in samples.iter_mut().zip(&row.cells) {
            if sample.is_empty() {
                let cell = readable(cell);
                *sample = cell.trim().chars().take(SAMPLE_LIMIT).collect();
            }
        }
    }
    let columns = headings.into_iter().zip(codes).zip(samples);
    columns
        .map(|((heading, meaning), sample)| Column {
            heading,
            meaning,
            sample,
        })
        .collect()
}

/// What each column holds: as its owner says, or as its heading does.
fn codes(headings: &[String], said: &[String]) -> Vec<String> {
    let mut codes: Vec<String> = headings.iter().map(|h| meaning(h).to_owned()).collect();
    // Outlook's « Titre » goes before the name; the one at work is called otherwise.
    if codes.iter().filter(|code| *code == "title").count() > 1
        && let Some(first) = codes.iter_mut().find(|code| *code == "title")
    {
        *first = "prefix".into();
    }
    // A lonely « nom » is the whole name.
    if codes.iter().any(|c| c == "family") && !codes.iter().any(|c| c == "given") {
        let lonely = codes.iter_mut().filter(|code| *code == "family");
        lonely.for_each(|code| *code = "name".into());
    }
    for (code, said) in codes.iter_mut().zip(said) {
        if MEANINGS.contains(&said.as_str()) {
            code.clone_from(said);
        }
    }
    codes
}

/// Reads the cards of a table, row by row.
pub(crate) fn read(file: &[u8], said: &[String]) -> impl Iterator<Item = Item> + use<> {
    let Table { rows, headings } = table(file);
    let codes = codes(&headings, said);
    let rows = rows.take(ROW_LIMIT + 1).enumerate();
    rows.filter_map(move |(n, row)| {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let troubles = row.open.iter().map(|text| Trouble::new(row.line, text));
        let raw = row.cells.join("\t");
        Some(Item {
            line: row.line,
            raw: kept(row.open.clone().unwrap_or(raw)),
            card: match n {
                ROW_LIMIT => Err("too-many"),
                _ => card(&headings, &codes, &row.cells),
            },
            troubles: troubles.collect(),
        })
    })
}

fn card(headings: &[String], codes: &[String], row: &[String]) -> Result<Card, &'static str> {
    let mut card = Card::default();
    let mut addresses: BTreeMap<(usize, &str), Address> = BTreeMap::new();
    let mut label = String::new();
    for (n, cell) in row.iter().enumerate() {
        // What stands beyond the last heading is kept too.
        let heading = headings.get(n).map_or("", String::as_str);
        let code = codes.get(n).map_or("extra", String::as_str);
        let cell = readable(cell);
        let cell = cell.trim();
        if code == "label" {
            label = cell.trim_start_matches(['*', ' ']).to_owned();
            if let Some(place) = heading::place_number(heading) {
                called(addresses.entry((place, "work")).or_default(), &label);
            }
            continue;
        }
        // Outlook writes 0/0/00 where no day is known.
        let no_day =
            code == "birthday" && !cell.contains(|c: char| c.is_alphanumeric() && c != '0');
        if cell.is_empty() || no_day || code == "skip" {
            // A label is of the value that follows it, and of no other.
            label.clear();
            continue;
        }
        let limit = if code == "note" {
            TEXT_LIMIT
        } else {
            LINE_LIMIT
        };
        if cell.chars().count() > limit {
            return Err("too-long");
        }
        let (part, group) = code.split_once(':').unwrap_or((code, "work"));
        match part {
            "street" | "extended" | "box" | "city" | "region" | "postcode" | "country" => {
                let which = (heading::place_number(heading).unwrap_or(0), group);
                place(addresses.entry(which).or_default(), part, cell);
            }
            _ => put(&mut card, part, heading, cell, &label),
        }
        label.clear();
    }
    for ((_, group), mut address) in addresses {
        if address.is_empty() {
            continue;
        }
        if address.kinds.is_empty() && address.label.is_empty() {
            address.kinds = match group {
                "home" | "work" => vec![group.to_owned()],
                _ => Vec::new(),
            };
        }
        card.addresses.push(address);
    }
    card.undirect();
    match () {
        () if card.is_blank() => Err("blank"),
        () if card.extras.len() > EXTRAS_LIMIT => Err("too-many-lines"),
        () => Ok(card),
    }
}

/// Gives an address the kind that a label tells, or else the label.
fn called(address: &mut Address, label: &str) {
    match heading::kind(label) {
        Some(kind) => address.kinds = vec![kind.to_owned()],
        None if label.eq_ignore_ascii_case("other") => {}
        None => label.clone_into(&mut address.label),
    }
}

fn place(address: &mut Address, part: &str, cell: &str) {
    let to = match part {
        "street" => &mut address.street,
        "extended" => &mut address.extended,
        "box" => &mut address.post_box,
        "city" => &mut address.city,
        "region" => &mut address.region,
        "postcode" => &mut address.postcode,
        _ => &mut address.country,
    };
    if to.is_empty() {
        cell.clone_into(to);
    } else {
        *to = format!("{to}\n{cell}");
    }
}

fn put(card: &mut Card, part: &str, heading: &str, cell: &str, label: &str) {
    // Google writes several values into one cell.
    let several = || {
        cell.split(" ::: ")
            .map(str::trim)
            .filter(|value| !value.is_empty())
    };
    let labelled = |kind: &str| {
        let told = heading::kind(label);
        // What Google says of what is of no kind.
        let is_other = label.eq_ignore_ascii_case("other");
        let own = if told.is_none() && !is_other {
            label
        } else {
            ""
        };
        let kind = told.unwrap_or(kind);
        let kinds = Some(kind.to_owned()).filter(|kind| !kind.is_empty());
        let kinds: Vec<String> = kinds.into_iter().collect();
        several().map(move |value| Labelled {
            kinds: kinds.clone(),
            label: own.to_owned(),
            ..Labelled::new(value)
        })
    };
    let one = match part {
        "name" => &mut card.full_name,
        "given" => &mut card.given,
        "additional" => &mut card.additional,
        "family" => &mut card.family,
        "prefix" => &mut card.prefix,
        "suffix" => &mut card.suffix,
        "organisation" => &mut card.organisation,
        "unit" => &mut card.unit,
        "title" => &mut card.title,
        "role" => &mut card.role,
        "birthday" => &mut card.birthday,
        "note" => &mut card.note,
        "phone" => return card.phones.extend(labelled("")),
        "cell" => return card.phones.extend(labelled("cell")),
        "home-phone" => return card.phones.extend(labelled("home")),
        "work-phone" => return card.phones.extend(labelled("work")),
        "fax" => return card.phones.extend(labelled("fax")),
        "email" => return card.emails.extend(labelled("")),
        "website" => return card.websites.extend(labelled("")),
        "nickname" => return card.nicknames.extend(several().map(str::to_owned)),
        "category" => return card.categories.extend(several().map(str::to_owned)),
        _ => {
            match said_again(heading) {
                Some(name) => card
                    .extras
                    .extend(several().map(|value| other(name, value))),
                None => card.extras.push(extra(heading, cell)),
            }
            return;
        }
    };
    if one.is_empty() {
        cell.clone_into(one);
    } else {
        card.extras.push(extra(heading, cell));
    }
}

/// What a card of ours says a second time; a name in its parts stands there as it is.
fn other(name: &str, value: &str) -> Extra {
    Extra {
        name: name.to_owned(),
        value: match name {
            "N" => value.to_owned(),
            _ => escaped(value),
        },
        ..Extra::default()
    }
}

/// A cell that has no place in a card, kept as a property of its own.
fn extra(heading: &str, cell: &str) -> Extra {
    let name: String = domain::text::folded(heading)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    let name = name.trim_matches('-');
    let name = name.strip_prefix("X-").unwrap_or(name);
    let name = if name.is_empty() { "COLUMN" } else { name };
    let value = cell
        .replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "");
    Extra {
        name: format!("X-{name}"),
        value: value.replace(',', "\\,").replace(';', "\\;"),
        ..Extra::default()
    }
}

#[cfg(test)]
mod tests;
