//! Cards as JSContact.

use domain::card::{Address, Card, Extra, Labelled, Parameter};
use serde_json::{Map, Value, json};

use super::{ADDRESS, CONTEXTS, FEATURES, KEY, MEMBER, NAME, POINTER};
use crate::jcard;
use crate::vcard::Version;
use crate::vcard::property::plain;
use crate::vcard::write::properties;

/// Writes cards: one alone, several as an array.
pub fn write(cards: &[Card]) -> Vec<u8> {
    let cards: Vec<Value> = cards.iter().map(card).collect();
    let all = match &cards[..] {
        [one] => one.to_string(),
        _ => Value::Array(cards).to_string(),
    };
    all.into_bytes()
}

fn card(card: &Card) -> Value {
    let mut out = Map::new();
    out.insert("@type".into(), json!("Card"));
    out.insert("version".into(), json!("1.0"));
    out.insert("uid".into(), json!(card.uid));
    if !card.revision.is_empty() {
        out.insert("updated".into(), json!(card.revision));
    }
    out.insert("name".into(), name(card));
    let one = |texts: &[String], member: &str| {
        entries(texts.iter().map(|text| json!({ member: text })), "k")
    };
    add(&mut out, "nicknames", one(&card.nicknames, "name"));
    add(
        &mut out,
        "organizations",
        entries(organisation(card).into_iter(), "o"),
    );
    add(&mut out, "titles", entries(titles(card).into_iter(), "t"));
    add(&mut out, "phones", values(&card.phones, "number", "tel"));
    add(&mut out, "emails", values(&card.emails, "address", "e"));
    add(&mut out, "links", values(&card.websites, "uri", "l"));
    add(&mut out, "addresses", addresses(&card.addresses));
    add(
        &mut out,
        "anniversaries",
        entries(birthday(card).into_iter(), "b"),
    );
    add(
        &mut out,
        "preferredLanguages",
        one(&card.languages, "language"),
    );
    let note = Some(&card.note).filter(|note| !note.is_empty());
    add(
        &mut out,
        "notes",
        entries(note.into_iter().map(|note| json!({ "note": note })), "n"),
    );
    let words = card
        .categories
        .iter()
        .map(|word| (word.clone(), json!(true)));
    add(&mut out, "keywords", words.collect());
    let mut rest = Vec::new();
    let alone = Card {
        extras: card.extras.clone(),
        ..Card::default()
    };
    for extra in properties(&alone, Version::V4) {
        match &*extra.name {
            "FN" if extra.value.is_empty() => {}
            MEMBER => put_back(&mut out, &extra),
            _ => rest.push(jcard::dressed(&extra)),
        }
    }
    if !rest.is_empty() {
        out.insert("vCardProps".into(), Value::Array(rest));
    }
    Value::Object(out)
}

fn add(out: &mut Map<String, Value>, name: &str, entries: Map<String, Value>) {
    if !entries.is_empty() {
        out.insert(name.into(), Value::Object(entries));
    }
}

fn entries(values: impl Iterator<Item = Value>, letter: &str) -> Map<String, Value> {
    (1..)
        .zip(values)
        .map(|(n, value)| (format!("{letter}{n}"), value))
        .collect()
}

fn component(kind: &str, value: &str) -> Value {
    json!({ "kind": kind, "value": value })
}

fn name(card: &Card) -> Value {
    let parts = [
        &card.family,
        &card.given,
        &card.additional,
        &card.prefix,
        &card.suffix,
    ];
    let mut components = Vec::new();
    for (kind, part) in NAME.iter().zip(parts) {
        let several = matches!(*kind, "title" | "credential");
        let pieces: Vec<&str> = match several {
            true => part.split(", ").collect(),
            false => vec![part],
        };
        let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
        components.extend(pieces.map(|piece| component(kind, piece)));
    }
    let full = match card.full_name.is_empty() {
        true => card.shown_name(),
        false => card.full_name.clone(),
    };
    match components.is_empty() {
        true => json!({ "full": full }),
        false => json!({ "full": full, "components": components }),
    }
}

fn organisation(card: &Card) -> Option<Value> {
    let units: Vec<Value> = card
        .unit
        .lines()
        .map(|unit| json!({ "name": unit }))
        .collect();
    match (card.organisation.is_empty(), units.is_empty()) {
        (true, true) => None,
        (_, true) => Some(json!({ "name": card.organisation })),
        (_, false) => Some(json!({ "name": card.organisation, "units": units })),
    }
}

fn titles(card: &Card) -> Vec<Value> {
    let mut titles = Vec::new();
    if !card.title.is_empty() {
        titles.push(json!({ "name": card.title, "kind": "title" }));
    }
    if !card.role.is_empty() {
        titles.push(json!({ "name": card.role, "kind": "role" }));
    }
    titles
}

/// What is said of a value besides itself.
fn said(
    object: &mut Map<String, Value>,
    kinds: &[String],
    label: &str,
    preferred: bool,
    more: &[Parameter],
) {
    for (member, known) in [("contexts", &CONTEXTS[..]), ("features", &FEATURES[..])] {
        let theirs = known
            .iter()
            .filter(|(_, ours)| kinds.iter().any(|kind| kind == ours));
        let all: Map<String, Value> = theirs
            .map(|(theirs, _)| ((*theirs).to_owned(), json!(true)))
            .collect();
        add(object, member, all);
    }
    if !label.is_empty() {
        object.insert("label".into(), json!(label));
    }
    let told = more
        .iter()
        .find(|p| p.name == "PREF")
        .and_then(|p| p.values.first()?.parse::<u64>().ok());
    if let Some(preference) = preferred.then_some(1).or(told) {
        object.insert("pref".into(), json!(preference));
    }
}

/// The key of an entry: its own, or one that nobody has.
fn key(out: &Map<String, Value>, more: &[Parameter], letter: &str) -> String {
    let own = more
        .iter()
        .find(|p| p.name == KEY)
        .and_then(|p| p.values.first());
    let fresh = || {
        (1..)
            .map(|n| format!("{letter}{n}"))
            .find(|key| !out.contains_key(key))
    };
    let own = own.filter(|own| !out.contains_key(*own)).cloned();
    own.or_else(fresh).unwrap_or_default()
}

fn values(all: &[Labelled], member: &str, letter: &str) -> Map<String, Value> {
    let mut out = Map::new();
    for value in all {
        let uri = crate::vcard::meaning::told_uri(&value.parameters);
        let text = match member == "number" && uri && !value.value.contains(':') {
            true => format!("tel:{}", value.value),
            false => value.value.clone(),
        };
        let mut object = Map::new();
        object.insert(member.into(), json!(text));
        said(
            &mut object,
            &value.kinds,
            &value.label,
            value.preferred,
            &value.parameters,
        );
        out.insert(key(&out, &value.parameters, letter), Value::Object(object));
    }
    out
}

fn addresses(all: &[Address]) -> Map<String, Value> {
    let mut out = Map::new();
    for address in all {
        let parts = ADDRESS.iter().zip(address.parts());
        let parts = parts.filter(|(_, part)| !part.is_empty());
        let parts: Vec<Value> = parts.map(|(kind, part)| component(kind, part)).collect();
        let mut object = Map::new();
        match address.street.contains('\n') && parts.len() == 1 {
            true => object.insert("full".into(), json!(address.street)),
            false => object.insert("components".into(), Value::Array(parts)),
        };
        said(
            &mut object,
            &address.kinds,
            &address.label,
            address.preferred,
            &address.parameters,
        );
        out.insert(key(&out, &address.parameters, "a"), Value::Object(object));
    }
    out
}

fn birthday(card: &Card) -> Option<Value> {
    let day = &card.birthday;
    let numbers: Vec<u64> = day
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    let date = match (&numbers[..], day.starts_with("--")) {
        ([year, month, day], false) => {
            json!({ "@type": "PartialDate", "year": year, "month": month, "day": day })
        }
        ([month, day], true) => json!({ "@type": "PartialDate", "month": month, "day": day }),
        ([year], false) if day.len() == 4 => json!({ "@type": "PartialDate", "year": year }),
        _ if day.is_empty() => return None,
        _ => json!({ "@type": "Timestamp", "utc": day }),
    };
    Some(json!({ "kind": "birth", "date": date }))
}

/// Puts a member back where it stood.
fn put_back(out: &mut Map<String, Value>, extra: &Extra) {
    let pointer = extra.parameters.iter().find(|p| p.name == POINTER);
    let pointer = pointer
        .and_then(|p| p.values.first())
        .map_or("", String::as_str);
    let Ok(value) = serde_json::from_str(&plain(&extra.value)) else {
        return;
    };
    let mut steps: Vec<&str> = pointer.split('/').filter(|step| !step.is_empty()).collect();
    let Some(last) = steps.pop() else { return };
    let mut at = out;
    for step in steps.into_iter().take(3) {
        let next = at.entry(step).or_insert_with(|| json!({}));
        let Some(next) = next.as_object_mut() else {
            return;
        };
        at = next;
    }
    at.entry(last).or_insert(value);
}
