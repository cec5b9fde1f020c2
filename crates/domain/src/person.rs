//! A person: a name, a language, and who may see them.

use serde::{Deserialize, Serialize};

use crate::account::Email;
use crate::id::PersonId;
use crate::likeness::{is_title, split};
use crate::text::{Lang, folded};

/// Longest given or family name, in characters.
pub const NAME_LIMIT: usize = 80;

/// A person's name. The family name may be empty: some people have one name, some say only one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// What they are called.
    pub given: String,
    /// The family name, with its particle.
    pub family: String,
}

impl Name {
    /// A name of two parts.
    pub fn new(given: impl Into<String>, family: impl Into<String>) -> Self {
        Self {
            given: given.into(),
            family: family.into(),
        }
    }

    /// A whole name taken apart, without what stands before and after it: « Mme », « ing. ».
    pub fn of_whole(whole: &str) -> Self {
        let bare = |text: &str| {
            let words = text.split_whitespace().filter(|word| !is_title(word));
            words.collect::<Vec<_>>().join(" ")
        };
        let (before, after) = whole.split_once(',').unwrap_or((whole, ""));
        let after = after.split(',').map(bare).collect::<Vec<_>>().join(" ");
        let name = match (bare(before), after.trim()) {
            (name, "") => name,
            (family, given) => format!("{family}, {given}"),
        };
        let name = if name.is_empty() { whole } else { &name };
        let (given, family) = split(name);
        Self { given, family }
    }

    /// `Given Family`.
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }

    /// Folded `family given`: what lists sort by and search looks in.
    pub fn key(&self) -> String {
        folded(format!("{} {}", self.family, self.given).trim())
    }

    /// One or two letters for a person without a portrait.
    pub fn initials(&self) -> String {
        let first = |s: &str| {
            s.chars()
                .find(|c| c.is_alphabetic())
                .map(|c| c.to_uppercase().to_string())
        };
        [first(&self.given), first(&self.family)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// Who may see that a person exists and what they do. Nothing is public until they say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Only those who run the groups they belong to and the events they come to.
    #[default]
    Private,
    /// Also the members of their groups.
    Members,
    /// Anyone.
    Public,
}

/// A person as the installation knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: Name,
    /// Where they can be written to.
    pub email: Option<Email>,
    /// The language they read.
    pub lang: Lang,
    /// Who may see them.
    pub visibility: Visibility,
    /// Whether a portrait is kept.
    pub has_portrait: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_sort_and_shrink() {
        let name = Name::new("Élise", "d’Amours-Roy");
        assert_eq!(name.full(), "Élise d’Amours-Roy");
        assert_eq!(name.key(), "d'amours-roy elise");
        assert_eq!(name.initials(), "ÉD");
        assert_eq!(Name::new("Uashat", "").full(), "Uashat");
        assert_eq!(Name::new("Uashat", "").initials(), "U");
    }

    #[test]
    fn titles_are_no_initials() {
        for (whole, initials) in [
            ("Jean-Guy de la Durantaye, ing.", "JD"),
            ("Mme Ghyslaine Dubé", "GD"),
            ("Dr. Hervé O'Neil-Tremblay", "HO"),
            ("Dubé, Ghyslaine", "GD"),
            ("R. D’Été, CPA, MBA", "RD"),
            ("Serrures PGR", "SP"),
            ("Me", "M"),
            ("Uashat", "U"),
            ("", ""),
        ] {
            assert_eq!(Name::of_whole(whole).initials(), initials, "{whole}");
        }
    }
}
