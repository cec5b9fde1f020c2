//! The notebook as a file for other programs: all of it, or what a search finds. Private notes go
//! out only when asked.

use std::collections::{BTreeSet, HashSet};

use domain::card::{Address, Card, Extra, Labelled, VALUES_LIMIT};
use domain::contact_card::Source;
use domain::text::Lang;
use formats::vcard::{OTHER, Version};
use formats::{card_file, jscontact, table, vcard};
use serde::Deserialize;

use crate::contact_cards::fingerprint;
use crate::notebook::{Search, Shelf};
use crate::phone_book::{Seen, whole};
use crate::seat::Keeper;
use crate::{Cx, Error, Result, finding};

mod room;

/// The files, by the word that addresses use, with the end of their names and what they are.
pub const FILES: [(&str, &str, &str); 5] = [
    ("vcard3", "vcf", "text/vcard; charset=utf-8"),
    ("vcard4", "vcf", "text/vcard; version=4.0; charset=utf-8"),
    ("jscontact", "json", "application/jscontact+json"),
    ("csv", "csv", "text/csv; charset=utf-8"),
    ("table", "csv", "text/csv; charset=utf-8"),
];

/// Most columns of a table besides those that other programs know.
const REST_LIMIT: usize = 100;

/// What is wanted, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// One of [`FILES`].
    pub file: String,
    /// Words to be found.
    pub q: String,
    /// A tag.
    pub tag: String,
    /// Private notes too.
    pub notes: String,
}

/// A file to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The end of its name.
    pub end: &'static str,
    /// What it is.
    pub kind: &'static str,
    /// How many contacts it tells of.
    pub contacts: usize,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Writes the keeper's contacts.
pub fn write(cx: &mut Cx<'_, '_>, keeper: Keeper, wanted: &Wanted, lang: Lang) -> Result<File> {
    let known = FILES.iter().find(|(word, ..)| *word == wanted.file);
    let (word, end, kind) = known.ok_or(Error::NotFound)?;
    let cards = faces(cx, keeper, wanted)?;
    Ok(File {
        end,
        kind,
        contacts: cards.len(),
        bytes: said(cards, word, lang),
    })
}

fn said(mut cards: Vec<Card>, word: &str, lang: Lang) -> Vec<u8> {
    if word != "csv" && word != "table" {
        cards = cards.into_iter().flat_map(room::apart).collect();
    }
    match word {
        "vcard3" => vcards(&cards, Version::V3),
        "vcard4" => vcards(&cards, Version::V4),
        "jscontact" => jscontact::write(&cards),
        // Google reads commas alone; French spreadsheets separate by semicolons.
        "table" if lang == Lang::Fr => csv(&cards, b';'),
        _ => csv(&cards, b','),
    }
}

/// What the notebook's own files of a kind say, card by card as they are read back: who brings one in
/// again brings nothing new.
pub(crate) fn prints(cx: &mut Cx<'_, '_>, keeper: Keeper, source: Source) -> Result<Vec<Vec<u8>>> {
    let words: &[&str] = match source {
        Source::Vcard => &["vcard3", "vcard4"],
        Source::Jscontact => &["jscontact"],
        Source::Csv => &["csv"],
        _ => return Ok(Vec::new()),
    };
    let cards = faces(cx, keeper, &Wanted::default())?;
    let mut prints = Vec::with_capacity(cards.len() * words.len());
    for word in words {
        let bytes = said(cards.clone(), word, Lang::En);
        let read = card_file::read(source, &bytes, &[]);
        let read = read.filter_map(|item| item.card.ok());
        prints.extend(read.map(|card| fingerprint(&card, None)));
    }
    Ok(prints)
}

fn faces(cx: &mut Cx<'_, '_>, keeper: Keeper, wanted: &Wanted) -> Result<Vec<Card>> {
    let search = Search {
        q: wanted.q.clone(),
        tag: wanted.tag.clone(),
        sort: "name".into(),
        page: String::new(),
    };
    let contacts = finding::everybody(cx, keeper, &search)?;
    let shelf = Shelf::read(cx, keeper, contacts)?;
    let mut names = HashSet::new();
    let faces = shelf.contacts().iter().map(|contact| {
        let seen = Seen {
            contact,
            cards: shelf.kept(contact),
            activities: shelf.cards(contact),
            person: shelf.person(contact),
            notes: (wanted.notes == "on").then(|| shelf.notes(contact)),
        };
        whole(&seen, &mut names)
    });
    Ok(faces.collect())
}

fn vcards(cards: &[Card], version: Version) -> Vec<u8> {
    let cards = cards.iter().map(|card| vcard::write(card, version));
    cards.collect::<String>().into_bytes()
}

/// Headings as Google writes and reads them.
fn csv(cards: &[Card], separator: u8) -> Vec<u8> {
    let most = |of: fn(&Card) -> usize, least: usize| {
        cards.iter().map(of).max().unwrap_or(0).clamp(least, 5)
    };
    let (emails, phones) = (most(|c| c.emails.len(), 1), most(|c| c.phones.len(), 1));
    let sites = most(|c| c.websites.len(), 1);
    // Addresses share no cell.
    let places = cards.iter().map(|c| c.addresses.len()).max();
    let places = places.unwrap_or(0).clamp(1, VALUES_LIMIT);
    let mut headings: Vec<String> = [
        "Name",
        "Given Name",
        "Additional Name",
        "Family Name",
        "Name Prefix",
        "Name Suffix",
        "Nickname",
        "Birthday",
        "Notes",
        "Group Membership",
        "Organization 1 - Name",
        "Organization 1 - Title",
        "Organization 1 - Department",
    ]
    .map(str::to_owned)
    .to_vec();
    for (what, count) in [("E-mail", emails), ("Phone", phones), ("Website", sites)] {
        for n in 1..=count {
            headings.extend([format!("{what} {n} - Type"), format!("{what} {n} - Value")]);
        }
    }
    for n in 1..=places {
        let part = |part: &str| format!("Address {n} - {part}");
        headings.extend(
            [
                "Type",
                "Formatted",
                "Street",
                "City",
                "PO Box",
                "Region",
                "Postal Code",
                "Country",
            ]
            .map(part),
        );
    }
    let rest: BTreeSet<String> = cards
        .iter()
        .flat_map(rest)
        .map(|extra| extra.name)
        .collect();
    let rest: Vec<String> = rest.into_iter().take(REST_LIMIT).collect();
    headings.extend(rest.iter().cloned());
    let row = |card: &Card| {
        let mut row = vec![
            card.full_name.clone(),
            card.given.clone(),
            card.additional.clone(),
            card.family.clone(),
            card.prefix.clone(),
            card.suffix.clone(),
            card.nicknames.join(", "),
            card.birthday.clone(),
            card.note.clone(),
            card.categories.join(" ::: "),
            card.organisation.clone(),
            card.title.clone(),
            card.unit.clone(),
        ];
        row.extend(columns(&card.emails, emails));
        row.extend(columns(&card.phones, phones));
        row.extend(columns(&card.websites, sites));
        for n in 0..places {
            row.extend(
                card.addresses
                    .get(n)
                    .map_or_else(|| vec![String::new(); 8], place),
            );
        }
        row.extend(named(card, &rest));
        row
    };
    table::rows(&headings, cards.iter().map(row), separator)
}

/// What has no column that other programs know, as properties; bytes are for no cell.
fn rest(card: &Card) -> Vec<Extra> {
    let alone = Card {
        full_name: card.full_name.clone(),
        given: card.given.clone(),
        family: card.family.clone(),
        birthday: card.birthday.clone(),
        role: card.role.clone(),
        languages: card.languages.clone(),
        uid: card.uid.clone(),
        revision: card.revision.clone(),
        extras: card.extras.clone(),
        ..Card::default()
    };
    let mut all = vcard::properties(&alone, Version::V4);
    // The first of each has its column.
    for known in ["FN", "N", "BDAY"] {
        if let Some(at) = all.iter().position(|extra| extra.name == known) {
            all.remove(at);
        }
    }
    all.retain(|extra| {
        let bytes = extra.value.starts_with("data:")
            || extra.parameters.iter().any(|p| p.name == "ENCODING");
        !extra.value.is_empty() && !bytes
    });
    for extra in all.iter_mut().filter(|extra| extra.name == "FN") {
        extra.name.insert_str(0, OTHER);
    }
    all
}

/// The cells of the columns of [`rest`].
fn named(card: &Card, names: &[String]) -> Vec<String> {
    let all = rest(card);
    let text = |extra: &Extra| match extra.name.strip_prefix(OTHER) {
        Some("N") => extra.value.clone(),
        _ => vcard::text(extra),
    };
    let cell = |name: &String| {
        let texts = all.iter().filter(|extra| extra.name == *name);
        let texts: Vec<String> = texts.map(text).collect();
        texts.join(" ::: ")
    };
    names.iter().map(cell).collect()
}

/// What a value is called, in Google's words.
fn kind(label: &str, kinds: &[String]) -> String {
    if !label.is_empty() {
        return label.to_owned();
    }
    let has = |kind: &str| kinds.iter().any(|k| k == kind);
    let word = match () {
        () if kinds.is_empty() => "",
        () if has("fax") && has("home") => "Home Fax",
        () if has("fax") && has("work") => "Work Fax",
        () if has("fax") => "Fax",
        () if has("cell") => "Mobile",
        () if has("work") => "Work",
        () if has("home") => "Home",
        () => "Other",
    };
    word.to_owned()
}

/// Values with their kinds; those beyond the last column share it, as Google writes them.
fn columns(values: &[Labelled], count: usize) -> Vec<String> {
    let mut cells = Vec::with_capacity(2 * count);
    for n in 0..count {
        let Some(value) = values.get(n) else {
            cells.extend([String::new(), String::new()]);
            continue;
        };
        let kind = kind(&value.label, &value.kinds);
        let rest = if n + 1 == count {
            &values[n..]
        } else {
            &values[n..=n]
        };
        let rest: Vec<&str> = rest.iter().map(|v| v.value.as_str()).collect();
        cells.extend([kind, rest.join(" ::: ")]);
    }
    cells
}

fn place(a: &Address) -> Vec<String> {
    let kind = kind(&a.label, &a.kinds);
    let street = match a.extended.is_empty() {
        true => a.street.clone(),
        false => format!("{}, {}", a.street, a.extended),
    };
    vec![
        kind,
        a.line(),
        street,
        a.city.clone(),
        a.post_box.clone(),
        a.region.clone(),
        a.postcode.clone(),
        a.country.clone(),
    ]
}
