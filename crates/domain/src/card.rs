//! A business card in no format's terms: what vCards, tables, codes and photographs become, and what
//! they are written from.
//!
//! Nothing that was read is lost: what has no place of its own here is an [`Extra`], kept as it
//! stood, and goes out again. Refused: deciding who somebody is, which takes more than one card.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::activity::ActivityWords;
use crate::person::Name;
use crate::text::undirected;

mod combined;
mod groups;
mod replaced;
mod single;
mod values;

/// Longest line of a card, in characters: a name, a telephone, a title.
pub const LINE_LIMIT: usize = 1_000;
/// Longest text of a card, in characters: its note.
pub const TEXT_LIMIT: usize = 20_000;
/// Most values of one kind: telephones, addresses.
pub const VALUES_LIMIT: usize = 50;
/// Most properties that nobody understood.
pub const EXTRAS_LIMIT: usize = 500;

/// A business card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The name as it is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub full_name: String,
    /// Given name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub given: String,
    /// Family name, with its particle.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// Names in between.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub additional: String,
    /// Before the name: `Me`, `Dr`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// After the name: `ing.`, `CPA`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// Parts of a name that newer formats know: second family name, generation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name_more: Vec<String>,
    /// What friends say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nicknames: Vec<String>,
    /// The organisation.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// The unit of the organisation; several, from the larger to the smaller, on lines of their own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The title on the card.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The trade.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Telephones, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Labelled>,
    /// E-mail addresses, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Labelled>,
    /// Web sites, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub websites: Vec<Labelled>,
    /// Postal addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Day of birth: `1985-04-12`, `--04-12` when the year is not told, or as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub birthday: String,
    /// Languages, as tags: `fr`, `en-CA`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The card's own categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// What the card says besides.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What the card calls itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub uid: String,
    /// When the card last changed, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub revision: String,
    /// Parameters of the single fields above that say more than the field: the property's name in
    /// `name`, no value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dressing: Vec<Extra>,
    /// Properties that nobody here understood, pictures among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<Extra>,
}

/// A value that may be one of several: at work, at home, the preferred one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Labelled {
    /// As written.
    pub value: String,
    /// In lower case: `work`, `home`, `cell`, `fax`…
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The owner's own word for it: `Chalet`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Whether it is the one to use first.
    #[serde(skip_serializing_if = "is_false")]
    pub preferred: bool,
    /// The group that ties properties of one card together; often empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Parameters that nobody here understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
}

/// A postal address. A part that has several lines keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Post office box.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub post_box: String,
    /// Flat or suite, where it stands apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub extended: String,
    /// Number and street.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// City.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// Province or state.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Postal code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Parts that newer formats know: floor, landmark.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
    /// In lower case: `work`, `home`…
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The owner's own word for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Whether it is the one to use first.
    #[serde(skip_serializing_if = "is_false")]
    pub preferred: bool,
    /// The group that ties properties of one card together.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Parameters that nobody here understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
}

/// A property kept as it stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extra {
    /// The group that ties properties of one card together; often empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// In upper case: `X-TWITTER`.
    pub name: String,
    /// In the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// As it stands in a vCard: escaped, unfolded, in UTF-8.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
}

/// A parameter of a property.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// In upper case.
    pub name: String,
    /// At least one.
    pub values: Vec<String>,
}

impl Parameter {
    /// A parameter of one value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            values: vec![value.into()],
        }
    }
}

impl Labelled {
    /// A value of which nothing more is known.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..Self::default()
        }
    }

    /// A value of a kind.
    pub fn of(value: impl Into<String>, kind: &str) -> Self {
        Self {
            kinds: vec![kind.to_lowercase()],
            ..Self::new(value)
        }
    }

    /// Whether it is of a kind.
    pub fn is(&self, kind: &str) -> bool {
        self.kinds.iter().any(|k| k == kind)
    }
}

impl Address {
    /// An address of which only the lines are known.
    pub fn of_lines(lines: &str) -> Self {
        Self {
            street: lines.to_owned(),
            ..Self::default()
        }
    }

    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|part| part.is_empty()) && self.more.is_empty()
    }

    /// The seven parts, in the order that vCards write them.
    pub fn parts(&self) -> [&str; 7] {
        [
            &self.post_box,
            &self.extended,
            &self.street,
            &self.city,
            &self.region,
            &self.postcode,
            &self.country,
        ]
    }

    /// On one line, as an envelope orders it.
    pub fn line(&self) -> String {
        let place = [self.region.as_str(), self.postcode.as_str()];
        let place = joined(&place, " ");
        let parts = [
            self.post_box.as_str(),
            &self.extended,
            &self.street,
            &self.city,
            &place,
            &self.country,
        ];
        joined(&parts, ", ").replace('\n', ", ")
    }
}

impl Card {
    /// The card of somebody's activity, as they show it.
    pub fn of_activity(name: &Name, words: &ActivityWords) -> Self {
        let one = |text: &String, kind: &str| {
            let given = !text.is_empty();
            given.then(|| Labelled::of(text, kind)).into_iter()
        };
        let address = Address {
            kinds: vec!["work".into()],
            ..Address::of_lines(&words.address)
        };
        Self {
            full_name: name.full(),
            given: name.given.clone(),
            family: name.family.clone(),
            organisation: words.organisation.clone(),
            title: words.title.clone(),
            role: words.profession.clone(),
            phones: one(&words.phone, "work").collect(),
            emails: one(&words.email, "work").collect(),
            websites: one(&words.website, "work").collect(),
            addresses: Some(address)
                .filter(|a| !a.is_empty())
                .into_iter()
                .collect(),
            note: words.pitch.clone(),
            ..Self::default()
        }
    }

    /// What to call whoever it is of: the name as it is said, or put together from its parts, or
    /// whatever else tells them. « Mme » and « ing. », where they stand apart, are no part of a name,
    /// whatever the file they came in.
    pub fn shown_name(&self) -> String {
        // Several names of one kind are said one after the other.
        let names = [self.given.as_str(), &self.additional, &self.family];
        let put_together = joined(&names, " ").replace(", ", " ");
        let titles = joined(&[self.prefix.as_str(), &self.suffix], " ");
        let nickname = self.nicknames.first().cloned().unwrap_or_default();
        let first = |values: &[Labelled]| values.first().map(|v| v.value.clone());
        [self.full_name.trim().to_owned(), put_together, nickname]
            .into_iter()
            .chain([self.organisation.clone()])
            .chain(first(&self.emails))
            .chain(first(&self.phones))
            .chain([titles])
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }

    /// Gives the card another name, taken apart where that is known.
    pub fn rename(&mut self, name: &str, parts: Option<&Name>) {
        self.full_name = name.to_owned();
        let split = || match name.rsplit_once(' ') {
            Some((given, family)) => Name::new(given, family),
            None => Name::new(name, ""),
        };
        let parts = parts.filter(|parts| parts.full() == name);
        let Name { given, family } = parts.cloned().unwrap_or_else(split);
        (self.given, self.family) = (given, family);
        for part in [&mut self.additional, &mut self.prefix, &mut self.suffix] {
            part.clear();
        }
        self.name_more.clear();
        self.dressing.retain(|d| d.name != "FN" && d.name != "N");
    }

    /// Gives the card the name of another, as it is said there.
    pub fn call(&mut self, other: &Self) {
        self.take("FN", other);
        self.take("N", other);
        if self.full_name.is_empty() {
            self.full_name = other.shown_name();
        }
    }

    /// Whether it says nothing of anybody but their name, in the words of whatever program.
    pub fn is_name_alone(&self) -> bool {
        let mut rest = self.clone();
        rest.forget_parts();
        for part in [&mut rest.full_name, &mut rest.uid, &mut rest.revision] {
            part.clear();
        }
        rest.dressing.clear();
        rest.extras.retain(|extra| extra.name != "PRODID");
        rest == Self::default()
    }

    /// Leaves out the name's parts.
    fn forget_parts(&mut self) {
        for part in [
            &mut self.given,
            &mut self.family,
            &mut self.additional,
            &mut self.prefix,
            &mut self.suffix,
        ] {
            part.clear();
        }
        self.name_more.clear();
    }

    /// Takes away the signs that turn the direction of a text, from all that is shown in a line with
    /// something else: no card looks like another's.
    pub fn undirect(&mut self) {
        let values = self.phones.iter_mut().chain(&mut self.emails);
        let values = values.chain(&mut self.websites);
        let texts = values.flat_map(|v| [&mut v.value, &mut v.label]);
        let lines = [
            &mut self.full_name,
            &mut self.given,
            &mut self.family,
            &mut self.additional,
            &mut self.prefix,
            &mut self.suffix,
            &mut self.organisation,
            &mut self.unit,
            &mut self.title,
            &mut self.role,
        ];
        for text in texts.chain(lines).chain(&mut self.nicknames) {
            if let Cow::Owned(straight) = undirected(text) {
                *text = straight;
            }
        }
    }

    /// Whether a picture comes with it.
    pub fn has_picture(&self) -> bool {
        self.extras.iter().any(|e| e.name == "PHOTO")
    }

    /// Whether it tells of nobody: no name, no organisation, no way to reach them.
    pub fn is_blank(&self) -> bool {
        self.shown_name().is_empty()
    }
}

/// A text as vCards write it: separators and line ends behind a backslash.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn joined(parts: &[&str], between: &str) -> String {
    let given: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    given.join(between)
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(name: &str, organisation: &str, phone: &str) -> Card {
        Card {
            full_name: name.into(),
            organisation: organisation.into(),
            phones: vec![Labelled::of(phone, "work")],
            ..Card::default()
        }
    }

    #[test]
    fn whoever_has_no_name_is_called_by_what_there_is() {
        let parts = Card {
            given: "Odile".into(),
            family: "Roy".into(),
            prefix: "Me".into(),
            ..Card::default()
        };
        assert_eq!(parts.shown_name(), "Odile Roy");
        assert_eq!(card("", "Pralines", "514").shown_name(), "Pralines");
        assert_eq!(card("", "", "514 555-0142").shown_name(), "514 555-0142");
        assert!(Card::default().is_blank());
    }

    #[test]
    fn a_card_is_kept_without_its_empty_fields() {
        let card = card("Odile", "", "514");
        let kept = serde_json::to_string(&card).unwrap();
        assert_eq!(
            kept,
            r#"{"full_name":"Odile","phones":[{"value":"514","kinds":["work"]}]}"#
        );
        assert_eq!(serde_json::from_str::<Card>(&kept).unwrap(), card);
    }
}
