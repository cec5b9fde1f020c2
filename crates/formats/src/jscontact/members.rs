//! Members of a JSContact card as properties of vCard.

use domain::card::{Extra, Parameter, escaped};
use serde_json::{Map, Value};

use super::{ADDRESS, CONTEXTS, FEATURES, KEY, NAME, clothes, kept, plain, step, text};
use crate::jcard;

/// Most entries of one member that are understood; those beyond are kept as they stand.
const ENTRIES: usize = 200;

/// Reads one member of a card.
pub(super) fn read(out: &mut Vec<Extra>, name: &str, value: &Value) {
    match (name, value) {
        ("@type", _) => {}
        ("version", value) if value == "1.0" => {}
        ("uid", Value::String(text)) => out.push(plain("UID", text)),
        ("updated", Value::String(text)) => out.push(plain("REV", text)),
        ("name", Value::Object(object)) => full_name(out, object.clone()),
        ("keywords", Value::Object(words)) if words.values().all(|said| said == true) => {
            let words: Vec<String> = words.keys().map(|word| escaped(word)).collect();
            out.push(Extra {
                value: words.join(","),
                ..plain("CATEGORIES", "")
            });
        }
        ("vCardProps", Value::Array(all)) => {
            let read = |value| jcard::property(value).unwrap_or_else(|| jcard::unread(value));
            out.extend(all.iter().map(read));
        }
        (_, Value::Object(entries)) if is_read(name) => {
            for (n, (key, value)) in entries.iter().enumerate() {
                let read = n < ENTRIES && entry(out, name, key, value).is_some();
                if !read {
                    out.push(kept(&format!("{name}/{}", step(key)), value));
                }
            }
        }
        _ => out.push(kept(&step(name), value)),
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

/// Reads one entry of a member; `None` when it is to be kept as it stands.
fn entry(out: &mut Vec<Extra>, name: &str, key: &str, value: &Value) -> Option<()> {
    let mut rest = value.as_object()?.clone();
    rest.remove("@type");
    let property = property(name, &mut rest)?;
    if matches!(&*property.name, "NICKNAME" | "LANG") {
        return listed(out, property, rest);
    }
    push(out, property, key, &mut rest);
    for (part, value) in &rest {
        let pointer = format!("{name}/{}/{}", step(key), step(part));
        out.push(kept(&pointer, value));
    }
    Some(())
}

/// One of a list of plain texts, of which nothing more is said than which comes first.
fn listed(out: &mut Vec<Extra>, mut property: Extra, mut rest: Map<String, Value>) -> Option<()> {
    if property.name == "LANG"
        && let Some(preference) = rest.get("pref").and_then(Value::as_u64)
    {
        rest.remove("pref");
        let told = Parameter::new("PREF", preference.to_string());
        property.parameters.push(told);
    }
    rest.is_empty().then(|| out.push(property))
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
            let name = text(entry, "name")?;
            entry.remove("kind");
            plain(title, &name)
        }
        "organizations" => organisation(entry)?,
        "addresses" => address(entry)?,
        "anniversaries" if entry.get("kind")? == "birth" => birthday(entry)?,
        _ => return None,
    })
}

/// Adds a property with what its entry says of it.
fn push(out: &mut Vec<Extra>, mut property: Extra, key: &str, entry: &mut Map<String, Value>) {
    clothes::undress(entry, &mut property);
    let listed = matches!(&*property.name, "TEL" | "EMAIL" | "URL" | "ADR");
    if listed || !entry.is_empty() {
        property.parameters.push(Parameter::new(KEY, key));
    }
    if !listed {
        out.push(property);
        return;
    }
    if property.name == "TEL" && property.value.starts_with("tel:") {
        property.value = crate::vcard::property::plain(&property.value);
        property.parameters.push(Parameter::new("VALUE", "uri"));
    }
    let kinds = kinds(entry, property.name == "TEL");
    let name = "TYPE".to_owned();
    match property.parameters.iter_mut().find(|p| p.name == name) {
        Some(more) => drop(more.values.splice(..0, kinds)),
        None if kinds.is_empty() => {}
        None => property.parameters.push(Parameter {
            name,
            values: kinds,
        }),
    }
    if let Some(preference) = entry.get("pref").and_then(Value::as_u64) {
        entry.remove("pref");
        let told = Parameter::new("PREF", preference.to_string());
        property.parameters.push(told);
    }
    if let Some(label) = text(entry, "label") {
        if property.group.is_empty() {
            property.group = format!("js{}", out.len());
        }
        out.push(Extra {
            group: property.group.clone(),
            ..plain("X-ABLABEL", &label)
        });
    }
    out.push(property);
}

/// Takes away the contexts and the features that both formats know.
fn kinds(entry: &mut Map<String, Value>, with_features: bool) -> Vec<String> {
    let mut kinds = Vec::new();
    for (member, known) in [("contexts", &CONTEXTS[..]), ("features", &FEATURES[..])] {
        let all = entry.get(member).and_then(Value::as_object);
        let all = all.filter(|all| {
            let is_known = |k: &String| known.iter().any(|(theirs, _)| theirs == k);
            all.iter().all(|(k, said)| is_known(k) && said == true)
        });
        let Some(all) = all.filter(|_| with_features || member == "contexts") else {
            continue;
        };
        let ours = known.iter().filter(|(theirs, _)| all.contains_key(*theirs));
        kinds.extend(ours.map(|(_, ours)| (*ours).to_owned()));
        entry.remove(member);
    }
    kinds
}

/// The parts of a name or address by their kinds; `None` when one has no place.
pub(super) fn parts(components: &Value, order: &[&str]) -> Option<Vec<String>> {
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
            parts[place].push(if order == NAME { ',' } else { ' ' });
        }
        let text = escaped(value);
        parts[place].push_str(&text);
    }
    Some(parts)
}

/// Whether parts tell all that components do.
fn is_whole(components: &Value, order: &[&str]) -> bool {
    let mut kinds = Vec::new();
    let known = ["@type", "kind", "value", "vCardParams"];
    components.as_array().is_some_and(|all| {
        all.iter().all(|component| {
            let members = component.as_object().map(Map::keys);
            let plain = members.is_some_and(|mut m| m.all(|m| known.contains(&m.as_str())));
            let kind = component.get("kind").and_then(Value::as_str);
            let kind = kind.filter(|kind| order.contains(kind));
            let again = order == ADDRESS && kinds.contains(&kind);
            kinds.push(kind);
            plain && kind.is_some() && !again
        })
    })
}

fn full_name(out: &mut Vec<Extra>, mut name: Map<String, Value>) {
    name.remove("@type");
    if let Some(full) = text(&mut name, "full") {
        let mut property = plain("FN", &full);
        clothes::undress(&mut name, &mut property);
        out.push(property);
    }
    let read = name.get("components").and_then(|all| parts(all, &NAME));
    if let Some(parts) = read {
        let mut property = Extra {
            value: parts.join(";"),
            ..plain("N", "")
        };
        let whole = is_whole(&name["components"], &NAME);
        let first = name.get_mut("components").and_then(|all| all.get_mut(0));
        if let Some(first) = first.and_then(Value::as_object_mut) {
            clothes::undress(first, &mut property);
        }
        out.push(property);
        if whole {
            name.remove("components");
        }
    }
    for (part, value) in &name {
        out.push(kept(&format!("name/{}", step(part)), value));
    }
}

fn organisation(entry: &mut Map<String, Value>) -> Option<Extra> {
    let units = entry.get("units").map(Value::as_array);
    let unit = |unit: &Value| {
        let unit = unit.as_object()?;
        let alone = unit.keys().all(|k| k == "name" || k == "@type");
        let name = unit.get("name").and_then(Value::as_str)?;
        alone.then(|| escaped(name))
    };
    let units: Option<Vec<String>> = match units {
        Some(Some(units)) => units.iter().map(unit).collect(),
        _ => None,
    };
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
    let parts = match entry.get("components") {
        Some(components) => {
            let parts = self::parts(components, &ADDRESS)?;
            if is_whole(components, &ADDRESS) {
                entry.remove("components");
            }
            parts
        }
        None => {
            let mut parts = vec![String::new(); ADDRESS.len()];
            let full = text(entry, "full")?;
            let lines: Vec<String> = full.lines().map(escaped).collect();
            parts[2] = lines.join(",");
            parts
        }
    };
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
    let known = ["@type", "year", "month", "day", "utc"];
    if date
        .as_object()?
        .keys()
        .any(|k| !known.contains(&k.as_str()))
    {
        return None;
    }
    entry.remove("date");
    entry.remove("kind");
    Some(plain("BDAY", &day))
}
