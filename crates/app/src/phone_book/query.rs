//! What a telephone looks for among cards (RFC 6352 § 10.5).

use domain::card::{Card, Extra};
use formats::vcard::{self, Version};

/// Whether one or all must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Test {
    /// One is enough.
    #[default]
    Any,
    /// Each must.
    All,
}

impl Test {
    fn of(self, mut answers: impl Iterator<Item = bool>) -> bool {
        match self {
            Self::Any => answers.any(|yes| yes),
            Self::All => answers.all(|yes| yes),
        }
    }
}

/// What is looked for; nothing finds everybody.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// How the properties go together.
    pub test: Test,
    /// What must hold of properties.
    pub properties: Vec<Property>,
}

/// What must hold of a property.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name, in upper case.
    pub name: String,
    /// There is none.
    pub absent: bool,
    /// How texts and parameters go together.
    pub test: Test,
    /// What its value says.
    pub texts: Vec<Match>,
    /// What its parameters say.
    pub parameters: Vec<Parameter>,
}

/// What must hold of a parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name, in upper case.
    pub name: String,
    /// There is none.
    pub absent: bool,
    /// What one of its values says.
    pub text: Option<Match>,
}

/// A text that is looked for.
#[derive(Clone, Debug)]
pub struct Match {
    /// The text.
    pub text: String,
    /// Where it must stand.
    pub how: Matching,
    /// How letters are compared.
    pub letters: Letters,
    /// Whether it must not.
    pub negated: bool,
}

/// Where a text must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// Anywhere.
    Contains,
    /// It is all there is.
    Equals,
    /// At the beginning.
    Begins,
    /// At the end.
    Ends,
}

/// How letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Whatever their case.
    Folded,
    /// As they are.
    Exact,
}

impl Filter {
    /// Whether a card is one of those looked for.
    pub fn finds(&self, card: &Card) -> bool {
        if self.properties.is_empty() {
            return true;
        }
        let all = vcard::properties(card, Version::V3);
        self.test.of(self.properties.iter().map(|p| p.holds(&all)))
    }
}

impl Property {
    fn holds(&self, all: &[Extra]) -> bool {
        let mut of_name = all
            .iter()
            .filter(|p| p.name.eq_ignore_ascii_case(&self.name));
        if self.absent {
            return of_name.next().is_none();
        }
        of_name.any(|property| {
            if self.texts.is_empty() && self.parameters.is_empty() {
                return true;
            }
            let value = vcard::text(property);
            let texts = self.texts.iter().map(|text| text.holds(&value));
            let parameters = self.parameters.iter().map(|p| p.holds(property));
            self.test.of(texts.chain(parameters))
        })
    }
}

impl Parameter {
    fn holds(&self, property: &Extra) -> bool {
        let found = property.parameters.iter().find(|p| p.name == self.name);
        match (found, &self.text) {
            (None, _) => self.absent,
            (Some(_), None) => !self.absent,
            (Some(found), Some(text)) => found.values.iter().any(|value| text.holds(value)),
        }
    }
}

impl Match {
    fn holds(&self, value: &str) -> bool {
        let fold = |text: &str| match self.letters {
            Letters::Folded => text.to_lowercase(),
            Letters::Exact => text.to_owned(),
        };
        let (value, text) = (fold(value), fold(&self.text));
        let holds = match self.how {
            Matching::Contains => value.contains(&text),
            Matching::Equals => value == text,
            Matching::Begins => value.starts_with(&text),
            Matching::Ends => value.ends_with(&text),
        };
        holds != self.negated
    }
}
