//! Properties that nobody here understood, as each version writes them. What both write alike goes
//! through as it stood.

use domain::card::{Extra, Parameter, escaped};

use super::Version;
use crate::vcard::property::{BINARY, is_name, is_unescaped, plain, take};

/// How the bytes of pictures begin in base64, and what they are.
const SIGNS: [(&str, &str); 4] = [
    ("/9j/", "jpeg"),
    ("iVBORw0KGgo", "png"),
    ("R0lGOD", "gif"),
    ("UklGR", "webp"),
];
/// What a `TYPE` may say of a value's place, which is nothing about its bytes.
const PLACES: [&str; 3] = ["work", "home", "pref"];

/// A property in a version's own words.
pub(super) fn of(extra: &Extra, version: Version) -> Extra {
    let translated = match (extra.name.as_str(), version) {
        ("GEO", _) => place(extra, version),
        _ if is_spoilt(extra) => Some(as_text(extra)),
        (name, Version::V4) if BINARY.contains(&name) => address(extra),
        (name, Version::V3) if BINARY.contains(&name) => bytes(extra),
        _ => None,
    };
    translated.unwrap_or_else(|| extra.clone())
}

/// Whether a value is told to be bytes and is none: other readers refuse the whole card.
fn is_spoilt(extra: &Extra) -> bool {
    let told = |p: &Parameter| p.name == "ENCODING" && p.values.iter().any(|v| v == "b");
    let is_data = extra.value.starts_with("data:");
    !is_whole(&extra.value) && !is_data && extra.parameters.iter().any(told)
}

/// Whether a text is base64 to its end.
fn is_whole(base64: &str) -> bool {
    let (letters, pad) = base64.split_at(base64.trim_end_matches('=').len());
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    base64.len().is_multiple_of(4) && pad.len() <= 2 && letters.bytes().all(letter)
}

/// The same as a text that nobody takes for bytes.
fn as_text(extra: &Extra) -> Extra {
    let mut parameters = extra.parameters.clone();
    take(&mut parameters, "ENCODING");
    Extra {
        parameters,
        value: escaped(&extra.value),
        ..extra.clone()
    }
}

/// A place on the earth: `45.5;-73.6` in version 3.0, `geo:45.5,-73.6` in 4.0.
fn place(extra: &Extra, version: Version) -> Option<Extra> {
    let text = match is_unescaped(extra) {
        true => extra.value.clone(),
        false => plain(&extra.value),
    };
    let (latitude, longitude) = text.trim_start_matches("geo:").split_once([';', ','])?;
    let (latitude, longitude) = (latitude.trim(), longitude.trim());
    latitude.parse::<f64>().ok()?;
    longitude.parse::<f64>().ok()?;
    let mut parameters = extra.parameters.clone();
    take(&mut parameters, "VALUE");
    Some(Extra {
        value: match version {
            Version::V3 => format!("{latitude};{longitude}"),
            Version::V4 => format!("geo:{latitude},{longitude}"),
        },
        parameters,
        ..extra.clone()
    })
}

/// Bytes behind `ENCODING=b` as a `data:` address.
fn address(extra: &Extra) -> Option<Extra> {
    let mut parameters = extra.parameters.clone();
    take(&mut parameters, "ENCODING").filter(|encoding| encoding == "b")?;
    take(&mut parameters, "VALUE");
    let media = match kind(&mut parameters) {
        Some(kind) if kind.contains('/') => kind,
        Some(kind) => format!("{}/{kind}", family(&extra.name)),
        None => guessed(&extra.value),
    };
    Some(Extra {
        value: format!("data:{media};base64,{}", extra.value),
        parameters,
        ..extra.clone()
    })
}

/// Takes away what a `TYPE` says of the bytes, and leaves what it says of their place.
fn kind(parameters: &mut Vec<Parameter>) -> Option<String> {
    let types = parameters.iter_mut().find(|p| p.name == "TYPE")?;
    let is_place = |value: &String| PLACES.iter().any(|place| value.eq_ignore_ascii_case(place));
    let at = types.values.iter().position(|value| !is_place(value))?;
    let kind = types.values[at].to_ascii_lowercase();
    if !kind.split('/').all(is_name) {
        return None;
    }
    types.values.remove(at);
    parameters.retain(|p| !p.values.is_empty());
    Some(kind)
}

fn guessed(base64: &str) -> String {
    let sign = SIGNS.iter().find(|(sign, _)| base64.starts_with(sign));
    sign.map_or_else(
        || "application/octet-stream".to_owned(),
        |(_, kind)| format!("image/{kind}"),
    )
}

/// A `data:` address as bytes behind `ENCODING=b`.
fn bytes(extra: &Extra) -> Option<Extra> {
    let (media, bytes) = extra.value.get(5..)?.split_once(";base64,")?;
    if !extra.value[..5].eq_ignore_ascii_case("data:") || !is_whole(bytes) {
        return None;
    }
    let mut parameters = extra.parameters.clone();
    take(&mut parameters, "VALUE");
    take(&mut parameters, "ENCODING");
    let kind = media.strip_prefix(family(&extra.name));
    let kind = kind.and_then(|kind| kind.strip_prefix('/'));
    let kind = kind.map_or_else(|| media.to_owned(), str::to_ascii_uppercase);
    match parameters.iter_mut().find(|p| p.name == "TYPE") {
        Some(types) if types.values.iter().any(|v| v.eq_ignore_ascii_case(&kind)) => {}
        Some(types) => types.values.insert(0, kind),
        None => parameters.push(Parameter::new("TYPE", kind)),
    }
    parameters.push(Parameter::new("ENCODING", "b"));
    Some(Extra {
        value: bytes.to_owned(),
        parameters,
        ..extra.clone()
    })
}

fn family(name: &str) -> &'static str {
    match name {
        "SOUND" => "audio",
        "KEY" => "application",
        _ => "image",
    }
}
