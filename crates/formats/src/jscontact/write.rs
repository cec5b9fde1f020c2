//! Cards as JSContact.

use domain::card::{Card, Extra, Labelled, Parameter};
use serde_json::{Map, Value, json};

use super::members::parts;
use super::{ADDRESS, CONTEXTS, FEATURES, KEY, MEMBER, NAME, POINTER, clothes};
use crate::jcard;
use crate::vcard::meaning::told_uri;
use crate::vcard::property::plain;
use crate::vcard::write::properties;
use crate::vcard::{ONCE, OTHER, Version};

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
    add(&mut out, "organizations", organisation(card));
    add(&mut out, "titles", titles(card));
    add(&mut out, "phones", values(card, &card.phones, "number"));
    add(&mut out, "emails", values(card, &card.emails, "address"));
    add(&mut out, "links", values(card, &card.websites, "uri"));
    add(&mut out, "addresses", addresses(card));
    add(&mut out, "anniversaries", birthday(card));
    let languages = one(&card.languages, "language");
    add(&mut out, "preferredLanguages", preferred(languages));
    add(&mut out, "notes", notes(card));
    let words = card
        .categories
        .iter()
        .map(|word| (word.clone(), json!(true)));
    add(&mut out, "keywords", words.collect());
    let mut rest = Vec::new();
    for mut extra in properties(&homeless(card), Version::V4) {
        if is_other(card, &extra) {
            extra.name.insert_str(0, OTHER);
        }
        match &*extra.name {
            "FN" if extra.value.is_empty() => {}
            MEMBER if put_back(&mut out, &extra).is_some() => {}
            _ => rest.push(jcard::dressed(&extra)),
        }
    }
    if !rest.is_empty() {
        out.insert("vCardProps".into(), Value::Array(rest));
    }
    Value::Object(out)
}

/// What has no member of its own in JSContact, as a card.
fn homeless(card: &Card) -> Card {
    let more = card.addresses.iter().filter(|a| !a.more.is_empty());
    let told = date(&card.birthday).is_some();
    let undated = card.dressing.iter().filter(|d| d.name == "BDAY" && !told);
    Card {
        addresses: more.cloned().collect(),
        birthday: match told {
            true => String::new(),
            false => card.birthday.clone(),
        },
        dressing: undated.cloned().collect(),
        extras: card.extras.clone(),
        ..Card::default()
    }
}

/// Whether it says a second time what a member says already.
fn is_other(card: &Card, extra: &Extra) -> bool {
    let homeless = extra.name == "BDAY" && date(&card.birthday).is_none();
    let said = !homeless && !card.property(&extra.name).value.is_empty();
    said && ONCE.contains(&extra.name.as_str())
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

/// Which of several languages comes first.
fn preferred(mut languages: Map<String, Value>) -> Map<String, Value> {
    if languages.len() > 1 {
        for (n, language) in (1..).zip(languages.values_mut()) {
            language["pref"] = json!(n);
        }
    }
    languages
}

fn component(kind: &str, value: &str) -> Value {
    json!({ "kind": kind, "value": value })
}

/// The clothes of a field that a card holds once.
fn dressing<'a>(card: &'a Card, name: &str) -> Option<&'a Extra> {
    card.dressing.iter().find(|d| d.name == name)
}

/// Adds the only entry of its property, in its clothes.
fn single(out: &mut Map<String, Value>, card: &Card, name: &str, letter: &str, entry: Value) {
    let Value::Object(mut entry) = entry else {
        return;
    };
    let clothes = dressing(card, name);
    let parameters = clothes.map_or(&[][..], |d| &d.parameters);
    clothes::dress(&mut entry, clothes.map_or("", |d| &d.group), parameters);
    out.insert(key(out, parameters, letter), Value::Object(entry));
}

fn name(card: &Card) -> Value {
    let more = |n: usize| card.name_more.get(n).map_or("", String::as_str);
    let parts = [
        &card.family,
        &card.given,
        &card.additional,
        &card.prefix,
        &card.suffix,
        more(0),
        more(1),
    ];
    let rest = card
        .name_more
        .iter()
        .skip(2)
        .map(|part| ("generation", part.as_str()));
    let mut components = Vec::new();
    for (kind, part) in NAME.into_iter().zip(parts).chain(rest) {
        let pieces = part.split(['\n']).flat_map(|line| line.split(", "));
        let pieces = pieces.filter(|piece| !piece.is_empty());
        components.extend(pieces.map(|piece| component(kind, piece)));
    }
    let full = match card.full_name.is_empty() {
        true => card.shown_name(),
        false => card.full_name.clone(),
    };
    let mut name = Map::new();
    name.insert("full".into(), json!(full));
    if let Some(clothes) = dressing(card, "FN") {
        clothes::dress(&mut name, &clothes.group, &clothes.parameters);
    }
    let first = components.first_mut().and_then(Value::as_object_mut);
    if let (Some(first), Some(clothes)) = (first, dressing(card, "N")) {
        clothes::dress(first, &clothes.group, &clothes.parameters);
    }
    if !components.is_empty() {
        name.insert("components".into(), Value::Array(components));
    }
    Value::Object(name)
}

fn organisation(card: &Card) -> Map<String, Value> {
    let mut out = Map::new();
    if card.organisation.is_empty() && card.unit.is_empty() {
        return out;
    }
    let mut entry = Map::new();
    if !card.organisation.is_empty() {
        entry.insert("name".into(), json!(card.organisation));
    }
    if !card.unit.is_empty() {
        let units = card.unit.split('\n');
        let units: Vec<Value> = units.map(|unit| json!({ "name": unit })).collect();
        entry.insert("units".into(), Value::Array(units));
    }
    single(&mut out, card, "ORG", "o", Value::Object(entry));
    out
}

fn titles(card: &Card) -> Map<String, Value> {
    let mut out = Map::new();
    if !card.title.is_empty() {
        let entry = json!({ "name": card.title, "kind": "title" });
        single(&mut out, card, "TITLE", "t", entry);
    }
    if !card.role.is_empty() {
        let entry = json!({ "name": card.role, "kind": "role" });
        single(&mut out, card, "ROLE", "t", entry);
    }
    out
}

fn notes(card: &Card) -> Map<String, Value> {
    let mut out = Map::new();
    if !card.note.is_empty() {
        single(&mut out, card, "NOTE", "n", json!({ "note": card.note }));
    }
    out
}

/// What is said of a value besides itself.
struct Said<'a> {
    kinds: &'a [String],
    label: &'a str,
    preferred: bool,
    group: &'a str,
    parameters: &'a [Parameter],
    /// Whether it is a telephone, which alone has features, and says itself that it is an address.
    phone: bool,
}

impl Said<'_> {
    fn write(&self, object: &mut Map<String, Value>, card: &Card) {
        let mut left: Vec<String> = self.kinds.to_vec();
        for (member, known) in [("contexts", &CONTEXTS[..]), ("features", &FEATURES[..])] {
            if member == "features" && !self.phone {
                continue;
            }
            let theirs = known
                .iter()
                .filter(|(_, ours)| self.kinds.iter().any(|k| k == ours));
            let all: Map<String, Value> = theirs
                .map(|(theirs, _)| ((*theirs).to_owned(), json!(true)))
                .collect();
            left.retain(|kind| known.iter().all(|(_, ours)| kind != ours));
            add(object, member, all);
        }
        if !self.label.is_empty() {
            object.insert("label".into(), json!(self.label));
        }
        let told = self.parameters.iter().find(|p| p.name == "PREF");
        let told = told.and_then(|p| p.values.first()?.parse::<u64>().ok());
        if let Some(preference) = self.preferred.then_some(1).or(told) {
            object.insert("pref".into(), json!(preference));
        }
        let written = |p: &&Parameter| {
            let uri = self.phone && told_uri(std::slice::from_ref(p));
            !(uri || p.name == "PREF" && told.is_some())
        };
        let left = (!left.is_empty()).then(|| Parameter {
            name: "TYPE".to_owned(),
            values: left,
        });
        let all = left.iter().chain(self.parameters.iter().filter(written));
        clothes::dress(object, self.tie(card), all);
    }

    /// The group, where a label does not tell it: one that ties the value to something else.
    fn tie(&self, card: &Card) -> &str {
        let mut others = card.extras.iter().chain(&card.dressing);
        let tied = self.label.is_empty() || others.any(|other| other.group == self.group);
        if tied { self.group } else { "" }
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

fn values(card: &Card, all: &[Labelled], member: &str) -> Map<String, Value> {
    let phone = member == "number";
    let letter = match member {
        "number" => "tel",
        "address" => "e",
        _ => "l",
    };
    let mut out = Map::new();
    for value in all {
        let uri = told_uri(&value.parameters);
        let text = match phone && uri && !value.value.contains(':') {
            true => format!("tel:{}", value.value),
            false => value.value.clone(),
        };
        let mut object = Map::new();
        object.insert(member.into(), json!(text));
        let said = Said {
            kinds: &value.kinds,
            label: &value.label,
            preferred: value.preferred,
            group: &value.group,
            parameters: &value.parameters,
            phone,
        };
        said.write(&mut object, card);
        out.insert(key(&out, &value.parameters, letter), Value::Object(object));
    }
    out
}

fn addresses(card: &Card) -> Map<String, Value> {
    let mut out = Map::new();
    for address in card.addresses.iter().filter(|a| a.more.is_empty()) {
        let parts = ADDRESS.iter().zip(address.parts());
        let parts = parts.filter(|(_, part)| !part.is_empty());
        let parts: Vec<Value> = parts.map(|(kind, part)| component(kind, part)).collect();
        let mut object = Map::new();
        match address.street.contains('\n') && parts.len() == 1 {
            true => object.insert("full".into(), json!(address.street)),
            false => object.insert("components".into(), Value::Array(parts)),
        };
        let said = Said {
            kinds: &address.kinds,
            label: &address.label,
            preferred: address.preferred,
            group: &address.group,
            parameters: &address.parameters,
            phone: false,
        };
        said.write(&mut object, card);
        out.insert(key(&out, &address.parameters, "a"), Value::Object(object));
    }
    out
}

fn birthday(card: &Card) -> Map<String, Value> {
    let mut out = Map::new();
    if let Some(date) = date(&card.birthday) {
        let entry = json!({ "kind": "birth", "date": date });
        single(&mut out, card, "BDAY", "b", entry);
    }
    out
}

/// A day, a day of no year, a year or a moment; `None` when it is said in another way.
fn date(day: &str) -> Option<Value> {
    let (of, time) = day.split_once('T').unwrap_or((day, ""));
    let number = |part: &str| {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u64>().ok()).flatten()
    };
    let parts: Vec<&str> = of.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers: Vec<Option<u64>> = parts.iter().map(|part| number(part)).collect();
    Some(match (&lengths[..], &numbers[..], time) {
        ([4, 2, 2], [Some(year), Some(month), Some(day)], "") => {
            json!({ "@type": "PartialDate", "year": year, "month": month, "day": day })
        }
        ([0, 0, 2, 2], [.., Some(month), Some(day)], "") => {
            json!({ "@type": "PartialDate", "month": month, "day": day })
        }
        ([4], [Some(year)], "") => json!({ "@type": "PartialDate", "year": year }),
        ([4, 2, 2], [Some(_), Some(_), Some(_)], time) if time.ends_with('Z') => {
            json!({ "@type": "Timestamp", "utc": day })
        }
        _ => return None,
    })
}

/// Puts a member back where it stood; `None` when something else stands there.
fn put_back(out: &mut Map<String, Value>, extra: &Extra) -> Option<()> {
    let pointer = extra.parameters.iter().find(|p| p.name == POINTER)?;
    let pointer = pointer.values.first()?;
    let value: Value = serde_json::from_str(&plain(&extra.value)).ok()?;
    let key = |step: &str| step.replace("~1", "/").replace("~0", "~");
    let mut steps: Vec<String> = pointer.split('/').map(key).collect();
    let last = steps.pop()?;
    let mut at = out;
    for step in steps.into_iter().take(3) {
        at = at
            .entry(step)
            .or_insert_with(|| json!({}))
            .as_object_mut()?;
    }
    let before = at.get(&last);
    let same = |order: &[&str]| {
        let told = before.and_then(|before| parts(before, order));
        told.is_some() && told == parts(&value, order)
    };
    let known = last == "components" && (same(&NAME) || same(&ADDRESS));
    if before.is_some() && !known {
        return None;
    }
    at.insert(last, value);
    Some(())
}
