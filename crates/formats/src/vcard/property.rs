//! One property: its content line taken apart, its value brought into UTF-8 and into the escapes of
//! vCard 3.0 and 4.0, whatever it was written in.

use std::borrow::Cow;

use domain::card::{Extra, Parameter};
use encoding_rs::{Encoding, WINDOWS_1252};

/// Properties whose values are bytes.
pub(crate) const BINARY: [&str; 4] = ["PHOTO", "LOGO", "SOUND", "KEY"];

/// Whether the card is of version 2.1, which has escapes of its own.
#[derive(Clone, Copy)]
pub(super) struct Old(pub bool);

/// Bytes as text: UTF-8 where they are, else the charset that is told, else Windows-1252, which is
/// what files without one are in.
pub(super) fn decoded<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let told = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let told = told.filter(|encoding| encoding.is_ascii_compatible());
    told.unwrap_or(WINDOWS_1252)
        .decode_without_bom_handling(bytes)
        .0
}

/// Takes a content line apart; `None` when it is none.
pub(super) fn read(line: &[u8], old: Old) -> Option<Extra> {
    let colon = end_of(line, b':', true).or_else(|| end_of(line, b':', false))?;
    let head = decoded(&line[..colon], None);
    let mut parts = split(&head, ';', true).into_iter();
    let name = parts.next()?.trim();
    let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
    if !is_name(name) || !(group.is_empty() || group.split('.').all(is_name)) {
        return None;
    }
    let mut property = Extra {
        group: group.to_owned(),
        name: name.to_ascii_uppercase(),
        ..Extra::default()
    };
    for part in parts.filter(|part| !part.trim().is_empty()) {
        add_parameter(&mut property.parameters, part.trim(), old);
    }
    let charset = take(&mut property.parameters, "CHARSET");
    let printable = take_printable(&mut property.parameters);
    let value = if printable {
        Cow::Owned(from_printable(&line[colon + 1..]))
    } else {
        Cow::Borrowed(&line[colon + 1..])
    };
    let text = decoded(&value, charset.as_deref());
    // Whether it is bytes in an address is told by how it begins.
    property.value = text.trim_start().chars().take(5).collect();
    if is_binary(&property) && !is_data(&property) && !is_base64(&text) {
        take(&mut property.parameters, "ENCODING");
    }
    property.value = canonical(&property, &text, old.0 || printable, old);
    Some(property)
}

fn end_of(line: &[u8], what: u8, quotes: bool) -> Option<usize> {
    let mut quoted = false;
    line.iter().position(|b| {
        quoted ^= quotes && *b == b'"';
        !quoted && *b == what
    })
}

pub(crate) fn is_name(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (1..=80).contains(&text.len()) && text.bytes().all(letter)
}

/// Splits at a sign that stands outside double quotes.
fn split(text: &str, at: char, quotes: bool) -> Vec<&str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= quotes && c == '"';
        !quoted && c == at
    })
    .collect()
}

fn add_parameter(parameters: &mut Vec<Parameter>, part: &str, old: Old) {
    let (name, values) = match part.split_once('=') {
        Some((name, values)) if is_name(name.trim()) => (name.trim().to_ascii_uppercase(), values),
        _ => (bare(part).to_owned(), part),
    };
    let values = split(values, ',', true).into_iter().map(str::trim);
    let plain = |value: &str| {
        let value = value.trim_matches('"');
        if old.0 {
            value.to_owned()
        } else {
            uncaret(value)
        }
    };
    let mut values: Vec<String> = values.map(plain).collect();
    if name == "TYPE" {
        // `TYPE="work,voice"` is written for a list, and meant as one.
        let listed = values.iter().flat_map(|value| value.split(','));
        values = listed.map(|value| value.trim().to_owned()).collect();
        values.retain(|value| !value.is_empty());
    }
    if values.is_empty() {
        return;
    }
    match parameters.iter_mut().find(|p| p.name == name) {
        Some(known) => known.values.extend(values),
        None => parameters.push(Parameter { name, values }),
    }
}

/// What a value without a name is the value of, as vCard 2.1 allows.
fn bare(value: &str) -> &'static str {
    match value.to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" | "BASE64" | "7BIT" | "8BIT" => "ENCODING",
        "INLINE" | "URL" | "CONTENT-ID" | "CID" => "VALUE",
        _ => "TYPE",
    }
}

/// RFC 6868.
fn uncaret(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let meant = match (c, chars.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('\'')) => '"',
            ('^', Some('^')) => '^',
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(meant);
        chars.next();
    }
    out
}

/// Takes a parameter away.
pub(crate) fn take(parameters: &mut Vec<Parameter>, name: &str) -> Option<String> {
    let at = parameters.iter().position(|p| p.name == name)?;
    parameters.remove(at).values.into_iter().next()
}

/// Whether the value is quoted-printable; that and other ways to say "as it stands" are taken away,
/// and binary ones are said in one way.
fn take_printable(parameters: &mut Vec<Parameter>) -> bool {
    let Some(encoding) = take(parameters, "ENCODING") else {
        return false;
    };
    match encoding.to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" | "Q" => return true,
        "7BIT" | "8BIT" => {}
        "B" | "BASE64" => parameters.push(Parameter::new("ENCODING", "b")),
        _ => parameters.push(Parameter::new("ENCODING", encoding)),
    }
    false
}

fn from_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, more @ ..] = rest {
        let pair = more
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        let octet = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match octet {
            Some(octet) if *first == b'=' => {
                out.push(octet);
                rest = &more[2..];
            }
            _ => {
                out.push(*first);
                rest = more;
            }
        }
    }
    out
}

/// Whether a value is an address of the net or bytes, in which no escapes stand.
pub(crate) fn is_unescaped(property: &Extra) -> bool {
    let address = |p: &Parameter| p.name == "VALUE" && p.values.iter().any(|v| is_address(v));
    is_binary(property) || is_data(property) || property.parameters.iter().any(address)
}

pub(super) fn is_binary(property: &Extra) -> bool {
    let told = |p: &Parameter| p.name == "ENCODING" && p.values.iter().any(|v| v == "b");
    property.parameters.iter().any(told)
}

/// Whether a text may be bytes: some say so of what is none.
fn is_base64(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c) || c.is_whitespace();
    text.chars().all(letter)
}

/// Whether a value is bytes in an address, which version 4.0 writes without saying so.
pub(super) fn is_data(property: &Extra) -> bool {
    let start = property.value.get(..5);
    BINARY.contains(&property.name.as_str())
        && start.is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

fn is_address(value: &str) -> bool {
    let known = ["uri", "url", "cid", "content-id"];
    known.iter().any(|known| value.eq_ignore_ascii_case(known))
}

/// A value with the escapes of vCard 3.0 and 4.0.
fn canonical(property: &Extra, text: &str, loose: bool, old: Old) -> String {
    if is_binary(property) || is_data(property) {
        return text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\\')
            .collect();
    }
    if is_unescaped(property) {
        // Addresses have no escapes; programs put them all the same.
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        return plain(text.trim());
    }
    let lists = matches!(property.name.as_str(), "CATEGORIES" | "NICKNAME");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.peek() {
                Some('\\' | ';' | ',' | 'n' | 'N' | ':' | '"') if !old.0 => {
                    out.push('\\');
                    out.extend(chars.next());
                }
                // Version 2.1 knows of one escape; the others stand in its files all the same.
                Some(';' | ',' | 'n' | 'N' | '\\') => {
                    out.push('\\');
                    out.extend(chars.next());
                }
                _ => out.push_str("\\\\"),
            },
            ',' if old.0 && !lists => out.push_str("\\,"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' if loose => out.push_str("\\n"),
            '\t' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// The text behind the escapes.
pub(crate) fn plain(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, false) => out.push(c),
            _ => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ ('\\' | ';' | ',' | ':' | '"')) => out.push(c),
                Some(c) => out.extend(['\\', c]),
                None => out.push('\\'),
            },
        }
    }
    out
}

/// A text without the signs that nobody can read.
pub(crate) fn readable(text: &str) -> Cow<'_, str> {
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match text.contains(strange) {
        true => text.chars().filter(|c| !strange(*c)).collect(),
        false => Cow::Borrowed(text),
    }
}

/// Splits a value at a sign that no backslash stands before.
pub(crate) fn pieces(value: &str, at: char) -> Vec<&str> {
    let mut escaped = false;
    value
        .split(move |c| {
            let here = !escaped && c == at;
            escaped = !escaped && c == '\\';
            here
        })
        .collect()
}
