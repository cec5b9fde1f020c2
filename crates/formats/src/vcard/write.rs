//! Cards to properties, and properties to lines that nothing can break out of.

use std::collections::HashSet;

use domain::card::{Address, Card, Extra, LINE_LIMIT, Labelled, Parameter, escaped};

use super::meaning::told_uri;
use super::property::is_name;
use super::{FULL_NAME, ONCE, OTHER, Version};
use crate::calendar::line::fold;

mod extras;
mod moments;

/// The year that telephones write where none is told.
const NO_YEAR: &str = "1604";

pub(super) fn card(out: &mut String, card: &Card, version: Version) {
    let number = match version {
        Version::V3 => "3.0",
        Version::V4 => "4.0",
    };
    out.push_str("BEGIN:VCARD\r\nVERSION:");
    out.push_str(number);
    out.push_str("\r\n");
    let mut text = String::new();
    for property in properties(card, version) {
        text.clear();
        line(&mut text, &property);
        fold(out, &text);
    }
    out.push_str("END:VCARD\r\n");
}

/// The card's properties, in an order that is always the same.
pub(crate) fn properties(card: &Card, version: Version) -> Vec<Extra> {
    let mut all = Properties {
        card,
        version,
        out: Vec::with_capacity(16),
        groups: 0,
    };
    let full_name = match card.full_name.is_empty() {
        true => card.shown_name(),
        false => card.full_name.clone(),
    };
    // Put together of parts it may be longer than a reader takes.
    let full_name: String = full_name.chars().take(LINE_LIMIT).collect();
    all.single("UID", &card.uid);
    all.always("FN", escaped(&full_name));
    all.name();
    all.list("NICKNAME", &card.nicknames);
    all.organisation();
    all.single("TITLE", &card.title);
    all.single("ROLE", &card.role);
    all.values("TEL", &card.phones);
    all.values("EMAIL", &card.emails);
    for address in &card.addresses {
        all.address(address);
    }
    all.values("URL", &card.websites);
    all.birthday();
    all.languages();
    all.list("CATEGORIES", &card.categories);
    all.single("NOTE", &card.note);
    all.single("REV", &card.revision);
    let extras = card.extras.iter();
    all.out
        .extend(extras.map(|extra| extras::of(extra, version)));
    once(&mut all.out, version);
    for property in &mut all.out {
        moments::say(property, version);
    }
    all.out
}

/// Gives another name to what is said a second time where the version has it once.
fn once(all: &mut [Extra], version: Version) {
    let mut said = HashSet::new();
    for property in all {
        let full_name = property.name == "FN" && version == Version::V3;
        let counts = full_name || ONCE.contains(&property.name.as_str());
        if !counts || said.insert(property.name.clone()) {
            continue;
        }
        match full_name {
            true => {
                "NICKNAME".clone_into(&mut property.name);
                let told = Parameter::new(FULL_NAME, "yes");
                property.parameters.push(told);
            }
            false => property.name.insert_str(0, OTHER),
        }
    }
}

struct Properties<'a> {
    card: &'a Card,
    version: Version,
    out: Vec<Extra>,
    groups: usize,
}

impl Properties<'_> {
    fn single(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.always(name, escaped(text));
        }
    }

    fn always(&mut self, name: &str, value: String) {
        let dressing = self.card.dressing.iter().find(|d| d.name == name);
        let mut property = dressing.cloned().unwrap_or_default();
        property.name = name.to_owned();
        property.value = value;
        self.out.push(property);
    }

    fn list(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
            self.always(name, texts.join(","));
        }
    }

    fn name(&mut self) {
        let value = self.card.name_value();
        match (self.version, value.is_empty()) {
            (Version::V3, true) => self.always("N", ";;;;".to_owned()),
            (_, true) => {}
            (_, false) => self.always("N", value),
        }
    }

    fn organisation(&mut self) {
        let value = self.card.organisation_value();
        if !value.is_empty() {
            self.always("ORG", value);
        }
    }

    fn values(&mut self, name: &str, values: &[Labelled]) {
        for v in values {
            let uri = told_uri(&v.parameters);
            let value = match name {
                "URL" => v.value.replace('\\', "\\\\"),
                "TEL" if uri && self.version == Version::V4 => tel(&v.value),
                _ => escaped(&v.value),
            };
            let property = Extra {
                group: self.group(&v.group, &v.label),
                name: name.to_owned(),
                parameters: self.parameters(&v.kinds, v.preferred, &v.parameters),
                value,
            };
            self.labelled(property, &v.label);
        }
    }

    fn address(&mut self, address: &Address) {
        let parts = address.parts().into_iter().map(listed);
        let parts: Vec<String> = parts
            .chain(address.more.iter().map(|m| listed(m)))
            .collect();
        let property = Extra {
            group: self.group(&address.group, &address.label),
            name: "ADR".to_owned(),
            parameters: self.parameters(&address.kinds, address.preferred, &address.parameters),
            value: parts.join(";"),
        };
        self.labelled(property, &address.label);
    }

    fn birthday(&mut self) {
        let day = &self.card.birthday;
        if day.is_empty() {
            return;
        }
        let plain = day.chars().all(|c| c.is_ascii_digit() || c == '-');
        match (self.version, day.strip_prefix("--")) {
            (Version::V3, Some(day)) if plain && day.len() == 5 => {
                self.always("BDAY", format!("{NO_YEAR}-{day}"));
                let omitted = Parameter::new("X-APPLE-OMIT-YEAR", NO_YEAR);
                self.out
                    .iter_mut()
                    .rev()
                    .take(1)
                    .for_each(|p| p.parameters.push(omitted.clone()));
            }
            (Version::V4, Some(day)) if plain && day.len() == 5 => {
                self.always("BDAY", format!("--{}", day.replace('-', "")));
            }
            (Version::V4, None) if plain && day.len() == 10 => {
                self.always("BDAY", day.replace('-', ""))
            }
            _ => self.single("BDAY", day),
        }
    }

    fn languages(&mut self) {
        let several = self.card.languages.len() > 1;
        for (n, language) in self.card.languages.iter().enumerate() {
            self.always("LANG", escaped(language));
            if let (true, Some(last)) = (several, self.out.last_mut()) {
                last.parameters
                    .push(Parameter::new("PREF", (n + 1).to_string()));
            }
        }
    }

    /// The group that a value stands in: its own, or a fresh one for its label.
    fn group(&mut self, own: &str, label: &str) -> String {
        if !own.is_empty() || label.is_empty() {
            return own.to_owned();
        }
        loop {
            self.groups += 1;
            let group = format!("item{}", self.groups);
            if !self.is_taken(&group) {
                return group;
            }
        }
    }

    fn is_taken(&self, group: &str) -> bool {
        let c = self.card;
        let values = c.phones.iter().chain(&c.emails).chain(&c.websites);
        let groups = values
            .map(|v| &v.group)
            .chain(c.addresses.iter().map(|a| &a.group));
        let groups = groups.chain(c.extras.iter().chain(&c.dressing).map(|e| &e.group));
        groups.into_iter().any(|taken| taken == group)
    }

    fn labelled(&mut self, property: Extra, label: &str) {
        let group = property.group.clone();
        self.out.push(property);
        if !label.is_empty() {
            self.out.push(Extra {
                group,
                name: "X-ABLabel".to_owned(),
                value: escaped(label),
                ..Extra::default()
            });
        }
    }

    fn parameters(&self, kinds: &[String], preferred: bool, more: &[Parameter]) -> Vec<Parameter> {
        let mut values = kinds.to_vec();
        if preferred && self.version == Version::V3 {
            values.push("pref".to_owned());
        }
        let name = "TYPE".to_owned();
        let types = (!values.is_empty()).then_some(Parameter { name, values });
        let first = (preferred && self.version == Version::V4).then(|| Parameter::new("PREF", "1"));
        let more = more
            .iter()
            .filter(|p| self.version == Version::V4 || !told_uri(std::slice::from_ref(p)));
        types
            .into_iter()
            .chain(first)
            .chain(more.cloned())
            .collect()
    }
}

fn tel(number: &str) -> String {
    if number.contains(':') {
        number.to_owned()
    } else {
        format!("tel:{number}")
    }
}

/// A part whose lines are several values.
fn listed(part: &str) -> String {
    let texts: Vec<String> = part.split('\n').map(escaped).collect();
    texts.join(",")
}

fn line(out: &mut String, property: &Extra) {
    if property.group.split('.').all(is_name) {
        // Groups in groups are no group to other readers.
        out.push_str(&property.group.replace('.', "-"));
        out.push('.');
    }
    out.push_str(if is_name(&property.name) {
        &property.name
    } else {
        "X-UNNAMED"
    });
    for parameter in property.parameters.iter().filter(|p| is_name(&p.name)) {
        out.push(';');
        out.push_str(&parameter.name);
        for (n, value) in parameter.values.iter().enumerate() {
            out.push(if n == 0 { '=' } else { ',' });
            caret(out, value);
        }
    }
    out.push(':');
    out.extend(
        property
            .value
            .chars()
            .filter(|c| !c.is_control() || *c == '\t'),
    );
}

/// RFC 6868, in quotes where signs of the line's own stand in it.
fn caret(out: &mut String, value: &str) {
    let quoted = value.contains([':', ';', ',']);
    if quoted {
        out.push('"');
    }
    for c in value.chars() {
        match c {
            '"' => out.push_str("^'"),
            '^' => out.push_str("^^"),
            '\n' => out.push_str("^n"),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    if quoted {
        out.push('"');
    }
}
