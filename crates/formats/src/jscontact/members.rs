//! Members of a JSContact card as properties of vCard.

use domain::card::{Extra, Parameter, escaped};
use serde_json::{Map, Value};

use super::{ADDRESS, CONTEXTS, FEATURES, KEY, NAME, kept, plain, text};
use crate::jcard;

/// Most entries of one member.
const ENTRIES: usize = 200;

/// Reads one member of a card.
pub(super) fn read(out: &mut Vec<Extra>, name: &str, value: &Value) {
    match (name, value) {
        ("@type" | "version", _) => {}
        ("uid", Value::String(text)) => out.push(plain("UID", text)),
        ("updated", Value::String(text)) => out.push(plain("REV", text)),
        ("name", Value::Object(object)) => full_name(out, object.clone()),
        ("keywords", Value::Object(words)) => {
            let words: Vec<String> = words.keys().map(|word| escaped(word)).collect();
            out.push(Extra {
                value: words.join(","),
                ..plain("CATEGORIES", "")
            });
        }
        ("vCardProps", Value::Array(all)) => out.extend(all.iter().filter_map(jcard::property)),
        (_, Value::Object(entries)) if is_read(name) => {
            for (key, entry) in entries.iter().take(ENTRIES) {
                let Some(object) = entry.as_object() else {
                    out.push(kept(&format!("{name}/{key}"), entry));
                    continue;
                };
                let mut rest = object.clone();
                rest.remove("@type");
                let Some(property) = property(name, &mut rest) else {
                    out.push(kept(&format!("{name}/{key}"), entry));
                    continue;
                };
                push(out, property, key, &mut rest);
                for (part, value) in &rest {
                    out.push(kept(&format!("{name}/{key}/{part}"), value));
                }
            }
        }
        _ => out.push(kept(name, value)),
    }
}

fn is_read(name: &str) -> bool {
    matches!(
        name,
        "nicknames"
            | "organizations"
            | "titles"
            | "phones"
            | "emails"
            | "links"
            | "addresses"
            | "anniversaries"
            | "preferredLanguages"
            | "notes"
    )
}

/// The property that an entry is, its understood parts taken away; `None` when it is none.
fn property(name: &str, entry: &mut Map<String, Value>) -> Option<Extra> {
    Some(match name {
        "nicknames" => plain("NICKNAME", &text(entry, "name")?),
        "phones" => plain("TEL", &text(entry, "number")?),
        "emails" => plain("EMAIL", &text(entry, "address")?),
        "links" if !entry.contains_key("kind") => plain("URL", &text(entry, "uri")?),
        "notes" => plain("NOTE", &text(entry, "note")?),
        "preferredLanguages" => plain("LANG", &text(entry, "language")?),
        "titles" => {
            let title = match entry.get("kind").and_then(Value::as_str) {
                Some("role") => "ROLE",
                Some("title") | None => "TITLE",
                Some(_) => return None,
            };
            entry.remove("kind");
            plain(title, &text(entry, "name")?)
        }
        "organizations" => organisation(entry)?,
        "addresses" => address(entry)?,
        "anniversaries" if entry.get("kind")? == "birth" => birthday(entry)?,
        _ => return None,
    })
}

/// Adds a property with what its entry says of it.
fn push(out: &mut Vec<Extra>, mut property: Extra, key: &str, entry: &mut Map<String, Value>) {
    let listed = matches!(&*property.name, "TEL" | "EMAIL" | "URL" | "ADR");
    if !listed {
        out.push(property);
        return;
    }
    property.parameters.push(Parameter::new(KEY, key));
    if property.name == "TEL" && property.value.starts_with("tel:") {
        property.value = property.value.replace("\\;", ";");
        property.parameters.push(Parameter::new("VALUE", "uri"));
    }
    let mut kinds = Vec::new();
    for (member, known) in [("contexts", &CONTEXTS[..]), ("features", &FEATURES[..])] {
        let all = entry.get(member).and_then(Value::as_object);
        let all = all.filter(|all| {
            all.keys()
                .all(|k| known.iter().any(|(theirs, _)| theirs == k))
        });
        if let Some(all) = all {
            let ours = known.iter().filter(|(theirs, _)| all.contains_key(*theirs));
            kinds.extend(ours.map(|(_, ours)| (*ours).to_owned()));
            entry.remove(member);
        }
    }
    if !kinds.is_empty() {
        let name = "TYPE".to_owned();
        property.parameters.push(Parameter {
            name,
            values: kinds,
        });
    }
    if let Some(preference) = entry.get("pref").and_then(Value::as_u64) {
        entry.remove("pref");
        property
            .parameters
            .push(Parameter::new("PREF", preference.to_string()));
    }
    if let Some(label) = text(entry, "label") {
        property.group = format!("js{}", out.len());
        out.push(Extra {
            group: property.group.clone(),
            ..plain("X-ABLABEL", &label)
        });
    }
    out.push(property);
}

/// The parts of a name or address by their kinds; `None` when one has no place.
fn parts(components: &Value, order: &[&str]) -> Option<Vec<String>> {
    let mut parts = vec![String::new(); order.len()];
    for component in components.as_array()? {
        let (kind, value) = (
            component.get("kind")?.as_str()?,
            component.get("value")?.as_str()?,
        );
        let place = match kind {
            "separator" => continue,
            "number" | "block" | "direction" if order == ADDRESS => 2,
            _ => order.iter().position(|known| *known == kind)?,
        };
        if !parts[place].is_empty() {
            parts[place].push(if order == NAME && place > 2 { ',' } else { ' ' });
        }
        let text = escaped(value);
        parts[place].push_str(&text);
    }
    Some(parts)
}

fn full_name(out: &mut Vec<Extra>, mut name: Map<String, Value>) {
    name.remove("@type");
    name.remove("isOrdered");
    if let Some(full) = text(&mut name, "full") {
        out.push(plain("FN", &full));
    }
    if let Some(parts) = name
        .get("components")
        .and_then(|parts| self::parts(parts, &NAME))
    {
        name.remove("components");
        out.push(Extra {
            value: parts.join(";"),
            ..plain("N", "")
        });
    }
    for (part, value) in &name {
        out.push(kept(&format!("name/{part}"), value));
    }
}

fn organisation(entry: &mut Map<String, Value>) -> Option<Extra> {
    let units = entry
        .get("units")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let units: Option<Vec<String>> = units
        .iter()
        .map(|unit| Some(escaped(unit.get("name")?.as_str()?)))
        .collect();
    let name = text(entry, "name").unwrap_or_default();
    let mut all = vec![escaped(&name)];
    if let Some(units) = units {
        entry.remove("units");
        all.extend(units);
    }
    Some(Extra {
        value: all.join(";"),
        ..plain("ORG", "")
    })
}

fn address(entry: &mut Map<String, Value>) -> Option<Extra> {
    entry.remove("isOrdered");
    let parts = match entry.get("components") {
        Some(components) => self::parts(components, &ADDRESS)?,
        None => {
            let mut parts = vec![String::new(); ADDRESS.len()];
            let full = text(entry, "full")?;
            let lines: Vec<String> = full.lines().map(escaped).collect();
            parts[2] = lines.join(",");
            parts
        }
    };
    entry.remove("components");
    Some(Extra {
        value: parts.join(";"),
        ..plain("ADR", "")
    })
}

fn birthday(entry: &mut Map<String, Value>) -> Option<Extra> {
    let date = entry.get("date")?;
    let part = |name: &str| date.get(name).and_then(Value::as_u64);
    let day = match (part("year"), part("month"), part("day"), date.get("utc")) {
        (Some(year), Some(month), Some(day), _) => format!("{year:04}-{month:02}-{day:02}"),
        (None, Some(month), Some(day), _) => format!("--{month:02}-{day:02}"),
        (Some(year), None, None, _) => format!("{year:04}"),
        (.., Some(Value::String(moment))) => moment.clone(),
        _ => return None,
    };
    entry.remove("date");
    entry.remove("kind");
    Some(plain("BDAY", &day))
}
