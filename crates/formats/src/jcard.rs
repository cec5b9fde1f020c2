//! jCard (RFC 7095): vCards as JSON. Properties are the same; only their clothes differ.

use std::borrow::Cow;

use domain::card::{Card, EXTRAS_LIMIT, Extra, Parameter, escaped};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::vcard::property::{is_name, is_unescaped, pieces, plain, readable};
use crate::vcard::{
    self, CARD_LIMIT, CARDS_LIMIT, Entry, LINES_LIMIT, Reason, Refusal, SHOWN, Trouble, UNREAD,
    Version, meaning,
};

/// Largest file, in octets.
pub const FILE_LIMIT: usize = 32 * 1024 * 1024;

/// Reads a card, or an array of cards.
pub fn read(file: &[u8]) -> Vec<Result<Entry, Refusal>> {
    each(file, |value| {
        let items = value.as_array()?;
        let properties = items.get(1).filter(|_| items[0] == "vcard")?.as_array()?;
        let read = |value| property(value).unwrap_or_else(|| unread(value));
        Some(properties.iter().map(read).collect())
    })
}

/// Something that is no property, kept as it stands.
pub(crate) fn unread(value: &Value) -> Extra {
    Extra {
        name: UNREAD.to_owned(),
        value: escaped(&value.to_string()),
        ..Extra::default()
    }
}

/// Reads each value of a file of JSON: one alone, or an array of them.
pub(crate) fn each(
    file: &[u8],
    properties: impl Fn(&Value) -> Option<Vec<Extra>>,
) -> Vec<Result<Entry, Refusal>> {
    let refused = |line, reason, text: &str| {
        let text = text.chars().take(SHOWN).collect();
        Err(Refusal { line, reason, text })
    };
    if file.len() > FILE_LIMIT {
        return vec![refused(1, Reason::TooLarge, "")];
    }
    let text = String::from_utf8_lossy(file);
    let text = text.trim_start_matches('\u{FEFF}');
    let begins = text.trim_start().strip_prefix('[').map(str::trim_start);
    let several = begins.is_some_and(|rest| rest.starts_with(['[', '{']));
    let all: Result<Vec<&RawValue>, _> = match several {
        true => serde_json::from_str(text),
        false => serde_json::from_str(text).map(|one| vec![one]),
    };
    let all = match all {
        Ok(all) => all,
        Err(error) => return vec![refused(error.line(), Reason::NotACard, text)],
    };
    let mut out = Vec::with_capacity(all.len());
    let (mut line, mut counted) = (1, 0);
    for raw in all {
        let before = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        line += text[counted..before].matches('\n').count();
        counted = before;
        if out.len() >= CARDS_LIMIT {
            out.push(refused(line, Reason::TooManyCards, ""));
            break;
        }
        let entry = entry(line, raw.get(), &properties);
        out.push(entry.or_else(|reason| refused(line, reason, raw.get())));
    }
    out
}

fn entry(
    line: usize,
    raw: &str,
    properties: impl Fn(&Value) -> Option<Vec<Extra>>,
) -> Result<Entry, Reason> {
    if raw.len() > CARD_LIMIT {
        return Err(Reason::TooLarge);
    }
    let value: Option<Value> = serde_json::from_str(raw).ok();
    let properties = value.as_ref().and_then(properties);
    let mut properties = properties.ok_or(Reason::NotACard)?;
    properties.iter_mut().for_each(clean);
    if properties.len() > LINES_LIMIT {
        return Err(Reason::TooManyLines);
    }
    let unread = |p: &&Extra| p.name == UNREAD || meaning::is_too_long(p);
    let troubles = properties.iter().filter(unread);
    let troubles = troubles.map(|property| Trouble::new(line, &plain(&property.value)));
    let troubles = troubles.collect();
    let card = meaning::understand(properties);
    if card.is_blank() {
        return Err(Reason::Blank);
    }
    if card.extras.len() > EXTRAS_LIMIT {
        return Err(Reason::TooManyLines);
    }
    Ok(Entry {
        line,
        raw: raw.to_owned(),
        card,
        troubles,
    })
}

/// Takes away the signs that nobody can read, which a text of JSON may hold.
fn clean(property: &mut Extra) {
    let parameters = property.parameters.iter_mut();
    let texts = parameters.flat_map(|p| p.values.iter_mut());
    for text in texts.chain([&mut property.value]) {
        if let Cow::Owned(cleaned) = readable(text) {
            *text = cleaned;
        }
    }
}

/// Writes cards: one alone, several as an array.
pub fn write(cards: &[Card]) -> Vec<u8> {
    let cards: Vec<Value> = cards.iter().map(value).collect();
    let all = match &cards[..] {
        [one] => one.to_string(),
        _ => Value::Array(cards).to_string(),
    };
    all.into_bytes()
}

fn value(card: &Card) -> Value {
    let mut all = vec![json!(["version", {}, "text", "4.0"])];
    let properties = vcard::write::properties(card, Version::V4);
    all.extend(properties.iter().map(dressed));
    json!(["vcard", all])
}

/// The type of a property's value, when none is told.
fn usual(name: &str) -> &'static str {
    match name {
        "URL" | "PHOTO" | "LOGO" | "SOUND" | "KEY" | "IMPP" | "MEMBER" | "RELATED" | "SOURCE"
        | "FBURL" | "CALURI" | "CALADRURI" | "UID" | "GEO" => "uri",
        "LANG" => "language-tag",
        "BDAY" | "ANNIVERSARY" => "date-and-or-time",
        "REV" => "timestamp",
        "FN" | "N" | "ADR" | "ORG" | "GENDER" | "NICKNAME" | "CATEGORIES" | "TEL" | "EMAIL"
        | "TITLE" | "ROLE" | "NOTE" | "PRODID" | "KIND" | "TZ" | "CLIENTPIDMAP" | "VERSION"
        | "XML" => "text",
        _ => "unknown",
    }
}

fn is_structured(name: &str) -> bool {
    matches!(name, "N" | "ADR" | "ORG" | "GENDER" | "CLIENTPIDMAP")
}

/// A property in the clothes of a jCard.
pub(crate) fn dressed(property: &Extra) -> Value {
    let mut parameters = Map::new();
    let mut kind = usual(&property.name).to_owned();
    if !property.group.is_empty() {
        parameters.insert("group".into(), json!(property.group));
    }
    for parameter in &property.parameters {
        match (&*parameter.name, &parameter.values[..]) {
            ("VALUE", [told, ..]) => kind = told.to_lowercase(),
            (name, [one]) => {
                parameters.insert(name.to_lowercase(), json!(one));
            }
            (name, several) => {
                parameters.insert(name.to_lowercase(), json!(several));
            }
        }
    }
    let mut all = vec![
        json!(property.name.to_lowercase()),
        Value::Object(parameters),
        json!(kind),
    ];
    let text = &property.value;
    if kind == "uri" && !is_unescaped(property) && text.contains('\\') {
        // No address has escapes: this is a text, whatever it is called.
        kind = "text".to_owned();
    }
    all[2] = json!(kind);
    match (&*property.name, &*kind) {
        (name, "text") if is_structured(name) => all.push(structured(text)),
        ("NICKNAME" | "CATEGORIES", "text") => {
            all.extend(
                pieces(text, ',')
                    .into_iter()
                    .map(|piece| json!(plain(piece))),
            );
        }
        ("BDAY", "date-and-or-time") => all.push(json!(long_date(text))),
        (_, "unknown") => all.push(json!(text)),
        (_, "uri") if is_unescaped(property) => all.push(json!(text)),
        _ => all.push(json!(plain(text))),
    }
    Value::Array(all)
}

fn structured(text: &str) -> Value {
    let part = |part: &str| match &pieces(part, ',')[..] {
        [one] => json!(plain(one)),
        several => several.iter().map(|text| json!(plain(text))).collect(),
    };
    let parts: Vec<Value> = pieces(text, ';').into_iter().map(part).collect();
    match parts.len() {
        1 => parts.into_iter().next().unwrap_or_default(),
        _ => Value::Array(parts),
    }
}

fn long_date(text: &str) -> String {
    match (text.len(), text.strip_prefix("--")) {
        (6, Some(day)) if day.is_ascii() => format!("--{}-{}", &day[..2], &day[2..]),
        (8, None) if text.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
        }
        _ => text.to_owned(),
    }
}

/// A property out of its clothes; `None` when it is none.
pub(crate) fn property(value: &Value) -> Option<Extra> {
    let items = value.as_array()?;
    let name = items.first()?.as_str()?.to_ascii_uppercase();
    let (clothes, kind) = (items.get(1)?.as_object()?, items.get(2)?.as_str()?);
    if !is_name(&name) || items.len() < 4 {
        return None;
    }
    let mut property = Extra {
        name,
        ..Extra::default()
    };
    for (name, value) in clothes {
        let values: Vec<String> = match value {
            Value::Array(several) => several.iter().map(bare).collect(),
            one => vec![bare(one)],
        };
        match (&*name.to_ascii_uppercase(), values.first()) {
            ("GROUP", Some(group)) if group.split('.').all(is_name) => {
                property.group.clone_from(group)
            }
            (name, Some(_)) if is_name(name) => property.parameters.push(Parameter {
                name: name.to_owned(),
                values,
            }),
            _ => {}
        }
    }
    if kind != usual(&property.name) && kind != "unknown" {
        property.parameters.push(Parameter::new("VALUE", kind));
    }
    let raw = matches!(kind, "unknown" | "uri") || (kind != "text" && is_unescaped(&property));
    let text = |value: &Value| match raw {
        true => bare(value).replace(['\r', '\n'], " "),
        false => escaped(&bare(value)),
    };
    let part = |value: &Value| match value {
        Value::Array(several) => several.iter().map(text).collect::<Vec<_>>().join(","),
        one => text(one),
    };
    let whole = |value: &Value| match value {
        Value::Array(parts) => parts.iter().map(part).collect::<Vec<_>>().join(";"),
        one => text(one),
    };
    let values: Vec<String> = items[3..].iter().map(whole).collect();
    property.value = values.join(",");
    Some(property)
}

fn bare(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_of_the_rfc_is_read_and_written_back() {
        let text = r#"["vcard",[["version",{},"text","4.0"],["fn",{},"text","Simon, Perreault"],
            ["n",{},"text",["Perreault","Simon","","",["ing. jr","M.Sc."]]],["bday",{},"date-and-or-time","--02-03"],
            ["lang",{"pref":"1"},"language-tag","fr"],["org",{"type":"work"},"text","Viagenie"],
            ["adr",{"type":"work"},"text",["","Suite D2-630","2875 Laurier","Quebec","QC","G1V 2M2","Canada"]],
            ["tel",{"type":["work","voice"],"pref":"1"},"uri","tel:+1-418-656-9254;ext=102"],
            ["email",{"type":"work","group":"item1"},"text","simon@exemple.ca"],["geo",{"type":"work"},"uri","geo:46.772673,-71.282945"],
            ["x-odd",{"x-p":"a;b"},"unknown","raw;\\,value"],["categories",{},"text","un","deux, trois"]]]"#;
        let all = read(text.as_bytes());
        let entry = all[0].as_ref().unwrap();
        let card = &entry.card;
        assert_eq!(card.full_name, "Simon, Perreault");
        assert_eq!(card.suffix, "ing. jr, M.Sc.");
        assert_eq!(card.birthday, "--02-03");
        assert_eq!(card.phones[0].value, "+1-418-656-9254;ext=102");
        assert_eq!(card.categories, ["un", "deux, trois"]);
        assert_eq!(card.emails[0].group, "item1");
        let again = read(&write(std::slice::from_ref(card)));
        assert_eq!(&again[0].as_ref().unwrap().card, card);
        let two = write(&[card.clone(), card.clone()]);
        assert_eq!(read(&two).len(), 2);
    }

    #[test]
    fn rubbish_is_refused_with_its_line() {
        for text in [
            "",
            "{}",
            "[",
            "[[[]]]",
            "[\"vcard\"]",
            "[1,\n2]",
            &"[".repeat(9_000),
            "[\"vcard\",[]]",
        ] {
            let all = read(text.as_bytes());
            assert!(
                all.iter().all(Result::is_err) && !all.is_empty(),
                "{text:.20}"
            );
        }
        let text = "[\n[\"vcard\",[[\"fn\",{},\"text\",\"A\"]]],\n7]";
        let text = text.replace("\n7", "\n[7]");
        let all = read(text.as_bytes());
        assert!(all[0].is_ok());
        assert_eq!(all[1].as_ref().unwrap_err().line, 3);
    }
}
