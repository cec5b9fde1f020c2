//! Days and moments, in the words that each version has for them: readers of others refuse a whole
//! card over one that is written in the other's.

use domain::card::{Extra, Parameter};

use super::Version;
use crate::vcard::UNTIMED;
use crate::vcard::property::plain;

/// Says a property in the version's words. What is no moment is told to be a text, or gets a
/// name of its own where version 3.0 knows of no such text.
pub(super) fn say(property: &mut Extra, version: Version) {
    let text = plain(&property.value);
    let sound = match (property.name.as_str(), version) {
        ("REV", Version::V4) => match stamp(&text) {
            Some(stamp) => {
                property.value = stamp;
                return;
            }
            None => false,
        },
        (name @ ("BDAY" | "REV"), Version::V3) if !is_moment(&text) => {
            let own = UNTIMED.iter().find(|(known, _)| *known == name);
            property.name = own.map_or(name, |(_, own)| own).to_owned();
            return;
        }
        ("BDAY" | "ANNIVERSARY" | "DEATHDATE", Version::V4) => is_moment(&text),
        ("TZ", Version::V3) => is_offset(&text),
        _ => true,
    };
    let told = property.parameters.iter().any(|p| p.name == "VALUE");
    if !sound && !told {
        property.parameters.push(Parameter::new("VALUE", "text"));
    }
}

/// Whether a text is made of the signs of dates and times.
fn is_moment(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let sign = |c: char| c.is_ascii_digit() || "-:+.TZ".contains(c);
    digits >= 2
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text.chars().all(sign)
}

/// `-05:00` or `-0500`.
fn is_offset(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or("");
    let digits = digits.replace(':', "");
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `20080424T195243Z`, however its parts are set apart.
fn stamp(text: &str) -> Option<String> {
    let (day, time) = text.split_once('T')?;
    let day = day.replace('-', "");
    let (time, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let (time, part) = time.split_once('.').unwrap_or((time, "0"));
    let (time, zone) = (time.replace(':', ""), zone.replace(':', ""));
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
    };
    let offset = zone.strip_prefix(['+', '-']);
    let sound = digits(&day, 8) && digits(&time, 6) && part.bytes().all(|b| b.is_ascii_digit());
    let zoned = matches!(&*zone, "" | "Z") || offset.is_some_and(|o| digits(o, 4) || digits(o, 2));
    (sound && zoned).then(|| format!("{day}T{time}{zone}"))
}
