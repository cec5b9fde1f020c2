//! What properties mean: where each goes in a card. One that is understood only in part, or comes a
//! second time where a card holds one, stays an extra: nothing is lost.

use domain::card::{
    Address, Card, Extra, LINE_LIMIT, Labelled, Parameter, TEXT_LIMIT, VALUES_LIMIT,
};

use super::property::{is_unescaped, pieces, plain, take};
use super::{FULL_NAME, UNTIMED, said_again};

/// Properties that a card has places for.
const PLACED: [&str; 16] = [
    "FN",
    "N",
    "NICKNAME",
    "ORG",
    "TITLE",
    "ROLE",
    "NOTE",
    "UID",
    "REV",
    "BDAY",
    "TEL",
    "EMAIL",
    "URL",
    "ADR",
    "CATEGORIES",
    "LANG",
];
/// How much is shown of a name that is too long, in characters.
const NAME_SHOWN: usize = 120;

/// The card that properties make.
pub(crate) fn understand(properties: Vec<Extra>) -> Card {
    let mut card = Card::default();
    let mut labels: Vec<Extra> = Vec::new();
    for mut property in properties {
        if let Some((name, _)) = UNTIMED.iter().find(|(_, own)| *own == property.name) {
            (*name).clone_into(&mut property.name);
        }
        match property.name.as_str() {
            "VERSION" | "BEGIN" | "END" => {}
            "X-ABLABEL" if !property.group.is_empty() => labels.push(property),
            _ => match other(property) {
                Ok(other) => card.extras.push(other),
                Err(property) => place(&mut card, property),
            },
        }
    }
    for label in labels {
        name_group(&mut card, label);
    }
    if card.given.is_empty() && card.family.is_empty() && card.full_name.is_empty() {
        card.full_name = shortened_name(&card.extras).unwrap_or_default();
    }
    card.undirect();
    card
}

/// What a card says a second time, under its own name again; else the property as it was.
fn other(mut property: Extra) -> Result<Extra, Extra> {
    if let Some(name) = said_again(&property.name) {
        property.name = name.to_owned();
        return Ok(property);
    }
    if property.name == "NICKNAME" && take(&mut property.parameters, FULL_NAME).is_some() {
        "FN".clone_into(&mut property.name);
        return Ok(property);
    }
    Err(property)
}

/// The beginning of a name that is too long to be one: better than to call somebody by their
/// telephone. The whole of it stays an extra.
fn shortened_name(extras: &[Extra]) -> Option<String> {
    let named = |name: &str| extras.iter().find(|extra| extra.name == name);
    let text = match named("FN") {
        Some(full) => plain(&full.value),
        None => {
            let parts = parts(&named("N")?.value);
            let parts = [1, 0].map(|at| parts.get(at).cloned().unwrap_or_default());
            parts.join(" ")
        }
    };
    let start: String = text.trim().chars().take(NAME_SHOWN).collect();
    Some(format!("{}…", start.trim_end()))
}

/// What a value may have, in characters.
fn limit(property: &Extra) -> usize {
    match property.name.as_str() {
        "NOTE" => TEXT_LIMIT,
        _ => LINE_LIMIT,
    }
}

/// Whether a value is no longer than a place for it. Counted without escapes, which a card that is
/// written may add.
fn fits(property: &Extra) -> bool {
    let (limit, value) = (limit(property), &property.value);
    value.len() <= limit || (value.len() <= 8 * limit && plain(value).chars().count() <= limit)
}

/// Whether a property would have a place of its own, were it not so long: it is kept as it stood.
pub(crate) fn is_too_long(property: &Extra) -> bool {
    PLACED.contains(&property.name.as_str()) && !fits(property)
}

fn place(card: &mut Card, property: Extra) {
    let unread = match fits(&property) {
        true => placed(card, property),
        false => Some(property),
    };
    if let Some(extra) = unread.filter(|extra| !extra.value.is_empty()) {
        card.extras.push(extra);
    }
}

/// Puts a property in its place; gives back one that has none.
fn placed(card: &mut Card, property: Extra) -> Option<Extra> {
    if property.value.trim().is_empty() {
        return None;
    }
    match property.name.as_str() {
        "TEL" => value(&mut card.phones, property),
        "EMAIL" => value(&mut card.emails, property),
        "URL" => value(&mut card.websites, property),
        "ADR" => address(&mut card.addresses, property),
        "N" => name(card, property),
        "ORG" => organisation(card, property),
        "NICKNAME" => list(&mut card.nicknames, property),
        "CATEGORIES" => list(&mut card.categories, property),
        "LANG" => language(&mut card.languages, property),
        _ => single(card, property),
    }
}

fn single(card: &mut Card, mut property: Extra) -> Option<Extra> {
    let birthday = property.name == "BDAY";
    let field = match property.name.as_str() {
        "FN" => &mut card.full_name,
        "TITLE" => &mut card.title,
        "ROLE" => &mut card.role,
        "NOTE" => &mut card.note,
        "UID" => &mut card.uid,
        "REV" => &mut card.revision,
        "BDAY" => &mut card.birthday,
        _ => return Some(property),
    };
    if !field.is_empty() {
        return Some(property);
    }
    *field = if birthday {
        date(&mut property)
    } else if is_unescaped(&property) {
        property.value.clone()
    } else {
        plain(&property.value)
    };
    dress(card, property);
    None
}

/// Keeps what a single property's parameters say.
fn dress(card: &mut Card, mut property: Extra) {
    property.parameters.retain(|p| !is_given(p, &property.name));
    if !property.parameters.is_empty() || !property.group.is_empty() {
        property.value.clear();
        card.dressing.push(property);
    }
}

/// Whether a parameter says what goes without saying.
fn is_given(parameter: &Parameter, name: &str) -> bool {
    let says = |what: &str| {
        parameter
            .values
            .iter()
            .all(|v| v.eq_ignore_ascii_case(what))
    };
    match parameter.name.as_str() {
        "VALUE" => says("text") || (says("date") && name == "BDAY"),
        _ => false,
    }
}

/// `1985-04-12` whichever way it is written; as written when it is no day.
fn date(property: &mut Extra) -> String {
    let text = plain(&property.value);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let whole = text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let day = |d: &str| format!("{}-{}", &d[..2], &d[2..4]);
    match (whole, digits.len(), text.starts_with("--")) {
        (true, 4, true) => format!("--{}", day(&digits)),
        (true, 8, false) => {
            let omitted = take(&mut property.parameters, "X-APPLE-OMIT-YEAR");
            if omitted.as_deref() == Some(&digits[..4]) {
                return format!("--{}", day(&digits[4..]));
            }
            if let Some(year) = omitted {
                let told = Parameter::new("X-APPLE-OMIT-YEAR", year);
                property.parameters.push(told);
            }
            format!("{}-{}", &digits[..4], day(&digits[4..]))
        }
        _ => text,
    }
}

fn list(values: &mut Vec<String>, property: Extra) -> Option<Extra> {
    let told = property.parameters.iter().any(|p| !is_given(p, ""));
    let pieces = pieces(&property.value, ',');
    if told || !property.group.is_empty() || values.len() + pieces.len() > VALUES_LIMIT {
        return Some(property);
    }
    let texts = pieces.into_iter().map(|piece| plain(piece.trim()));
    values.extend(texts.filter(|text| !text.is_empty()));
    None
}

/// Languages are in the order of preference; one that says it in another is kept as it stands.
fn language(languages: &mut Vec<String>, mut property: Extra) -> Option<Extra> {
    let next = (languages.len() + 1).to_string();
    let as_is = property.clone();
    match take(&mut property.parameters, "PREF") {
        Some(told) if told != next => Some(as_is),
        _ => list(languages, property).map(|_| as_is),
    }
}

fn value(values: &mut Vec<Labelled>, property: Extra) -> Option<Extra> {
    if values.len() >= VALUES_LIMIT {
        return Some(property);
    }
    let Extra {
        group,
        name,
        parameters,
        value: text,
    } = property;
    let mut labelled = Labelled {
        group,
        ..Labelled::default()
    };
    let address = name != "TEL" && name != "EMAIL";
    let uri = told_uri(&parameters);
    labelled.value = match (address, uri) {
        (false, true) => text
            .strip_prefix("tel:")
            .map_or(text.clone(), str::to_owned),
        _ => plain(text.trim()),
    };
    (labelled.kinds, labelled.preferred, labelled.parameters) = kinds(parameters);
    if address {
        labelled.parameters.retain(|p| p.name != "VALUE");
    }
    values.push(labelled);
    None
}

/// Whether a value is told to be an address of the net.
pub(crate) fn told_uri(parameters: &[Parameter]) -> bool {
    let uri = |p: &&Parameter| {
        p.name == "VALUE" && p.values.iter().any(|v| v.eq_ignore_ascii_case("uri"))
    };
    parameters.iter().any(|p| uri(&p))
}

/// Kinds, preference, and what else the parameters say.
fn kinds(parameters: Vec<Parameter>) -> (Vec<String>, bool, Vec<Parameter>) {
    let (mut kinds, mut preferred, mut rest) = (Vec::<String>::new(), false, Vec::new());
    for parameter in parameters {
        let first = parameter.values.first().map_or("", String::as_str);
        match parameter.name.as_str() {
            "TYPE" => {
                for kind in parameter.values.iter().map(|kind| kind.to_lowercase()) {
                    if kind == "pref" {
                        preferred = true;
                    } else if !kinds.contains(&kind) {
                        kinds.push(kind);
                    }
                }
            }
            "PREF" if first == "1" => preferred = true,
            "VALUE" if first.eq_ignore_ascii_case("text") => {}
            _ => rest.push(parameter),
        }
    }
    (kinds, preferred, rest)
}

/// The parts of a value, each with its own several values on lines of their own.
fn parts(value: &str) -> Vec<String> {
    let texts = |part: &str| {
        let texts = pieces(part, ',').into_iter().map(|text| plain(text.trim()));
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        texts.join("\n")
    };
    pieces(value, ';').into_iter().map(texts).collect()
}

/// The parts of an address. Many programs leave commas as they are: one with a space behind it belongs
/// to the text, one without stands between two values.
fn address_parts(value: &str) -> Vec<String> {
    let texts = |part: &str| {
        let mut texts: Vec<String> = Vec::new();
        for piece in pieces(part, ',') {
            let goes_on = piece.starts_with(char::is_whitespace);
            match texts.last_mut().filter(|_| goes_on) {
                Some(text) => {
                    text.push(',');
                    text.push_str(&plain(piece.trim_end()));
                }
                None => texts.push(plain(piece.trim())),
            }
        }
        texts.retain(|text| !text.is_empty());
        texts.join("\n")
    };
    pieces(value, ';').into_iter().map(texts).collect()
}

fn address(addresses: &mut Vec<Address>, property: Extra) -> Option<Extra> {
    if addresses.len() >= VALUES_LIMIT {
        return Some(property);
    }
    // Some say an address on its label alone.
    let labelled = property.parameters.iter().any(|p| p.name == "LABEL");
    if labelled && property.value.chars().all(|c| c == ';') {
        return Some(property);
    }
    let mut parts = address_parts(&property.value).into_iter();
    let mut next = || parts.next().unwrap_or_default();
    let mut address = Address {
        post_box: next(),
        extended: next(),
        street: next(),
        city: next(),
        region: next(),
        postcode: next(),
        country: next(),
        group: property.group,
        ..Address::default()
    };
    address.more = trimmed(parts.collect());
    (address.kinds, address.preferred, address.parameters) = kinds(property.parameters);
    if !address.is_empty() {
        addresses.push(address);
    }
    None
}

fn trimmed(mut parts: Vec<String>) -> Vec<String> {
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts
}

fn name(card: &mut Card, property: Extra) -> Option<Extra> {
    let taken = [
        &card.given,
        &card.family,
        &card.additional,
        &card.prefix,
        &card.suffix,
    ];
    if taken.iter().any(|part| !part.is_empty()) {
        return Some(property);
    }
    let mut parts = parts(&property.value).into_iter();
    let mut next = || parts.next().unwrap_or_default().replace('\n', ", ");
    card.family = next();
    card.given = next();
    card.additional = next();
    card.prefix = next();
    card.suffix = next();
    card.name_more = trimmed(parts.collect());
    dress(card, property);
    None
}

fn organisation(card: &mut Card, property: Extra) -> Option<Extra> {
    if !card.organisation.is_empty() || !card.unit.is_empty() {
        return Some(property);
    }
    let mut parts = pieces(&property.value, ';').into_iter().map(plain);
    card.organisation = parts.next().unwrap_or_default();
    card.unit = trimmed(parts.collect()).join("\n");
    dress(card, property);
    None
}

/// Gives a label to what stands in its group; a label of something else stays an extra.
fn name_group(card: &mut Card, label: Extra) {
    let text = plain(&label.value);
    let values = card.phones.iter_mut().chain(&mut card.emails);
    let values = values.chain(&mut card.websites);
    let groups = values.map(|v| (&v.group, &mut v.label));
    let groups = groups.chain(card.addresses.iter_mut().map(|a| (&a.group, &mut a.label)));
    let mut same = groups.filter(|(group, own)| **group == label.group && own.is_empty());
    match same.next() {
        Some((_, own)) if label.parameters.is_empty() && !text.is_empty() => *own = text,
        _ => card.extras.push(label),
    }
}
