//! Text as people type it: trimmed, bounded, folded for comparison.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Why a text cannot be taken as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing but white space.
    Missing,
    /// More than this many characters.
    TooLong(usize),
    /// Holds control characters.
    Unprintable,
}

/// One line: white space collapsed, no control characters, at most `limit` characters.
pub fn line(typed: &str, limit: usize) -> Result<String, TextProblem> {
    let typed = undirected(typed);
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(text, limit)
}

/// Several lines: line ends normalised, trailing space dropped, at most `limit` characters.
pub fn paragraphs(typed: &str, limit: usize) -> Result<String, TextProblem> {
    let text = undirected(typed).replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    let text = text
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n");
    bounded(text.trim().to_owned(), limit)
}

/// A text without the signs that turn the direction of what stands around them: with one, a name
/// can look like another. Names that are written from right to left are so by their letters.
pub fn undirected(text: &str) -> Cow<'_, str> {
    match text.contains(is_direction) {
        true => Cow::Owned(text.chars().filter(|c| !is_direction(*c)).collect()),
        false => Cow::Borrowed(text),
    }
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn bounded(text: String, limit: usize) -> Result<String, TextProblem> {
    if text.is_empty() {
        return Err(TextProblem::Missing);
    }
    if text.chars().count() > limit {
        return Err(TextProblem::TooLong(limit));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(TextProblem::Unprintable);
    }
    Ok(text)
}

/// Lower case without accents: what search and uniqueness compare. Names keep their accents
/// everywhere else.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            // Letters that Unicode does not take apart.
            'đ' => out.push('d'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            '’' => out.push('\''),
            _ => out.push(c),
        }
    }
    out
}

/// The part of an address that names a group or network: lower-case ASCII, digits and single
/// hyphens, 2 to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Makes a slug out of a name: accents dropped, everything else joined by hyphens. `None` when
    /// too little is left to read.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut out = String::new();
        for c in folded(name).chars() {
            if c.is_ascii_alphanumeric() {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        let out: String = out.chars().take(60).collect();
        Self::parse(out.trim_end_matches('-'))
    }

    /// Takes a slug as it stands, or `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let ok = (2..=60).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        ok.then(|| Self(text.to_owned()))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The `n`th alternative when the name is taken: `laval`, `laval-2`, `laval-3`…
    pub fn numbered(&self, n: u32) -> Self {
        if n < 2 {
            self.clone()
        } else {
            Self(format!("{}-{n}", &self.0[..self.0.len().min(56)]))
        }
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The two languages of every screen and mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Canadian French, the language everything falls back to.
    #[default]
    Fr,
    /// Canadian English.
    En,
}

impl Lang {
    /// `fr` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Reads `fr`, `fr-CA`, `en`, `en-US`… and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        match text.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_and_accents_and_nothing_else() {
        for (typed, folded_to) in [
            ("Lefèvre", "lefevre"),
            ("Nguyễn Thị Ánh", "nguyen thi anh"),
            ("L’Écuyer", "l'ecuyer"),
            ("Bœuf", "boeuf"),
            ("e\u{301}te\u{301}", "ete"),
            ("D'Amours-Roy", "d'amours-roy"),
        ] {
            assert_eq!(folded(typed), folded_to);
        }
    }

    #[test]
    fn slugs_come_out_of_names() {
        assert_eq!(
            Slug::from_name("Réseau d'affaires — Outremont")
                .unwrap()
                .as_str(),
            "reseau-d-affaires-outremont"
        );
        assert_eq!(Slug::from_name("¡!"), None);
        assert_eq!(Slug::parse("a--b"), None);
        assert_eq!(
            Slug::parse("laval").unwrap().numbered(3).as_str(),
            "laval-3"
        );
    }

    #[test]
    fn lines_are_collapsed_and_bounded() {
        assert_eq!(line("  Marie \n Claude ", 40).unwrap(), "Marie Claude");
        assert_eq!(line(" ", 40), Err(TextProblem::Missing));
        assert_eq!(line("abc", 2), Err(TextProblem::TooLong(2)));
        assert_eq!(line("a\u{7}b", 9), Err(TextProblem::Unprintable));
    }

    #[test]
    fn no_name_disguises_itself_as_another() {
        assert_eq!(line("\u{202e}Evil\u{202c} Roy", 40).unwrap(), "Evil Roy");
        assert_eq!(line("\u{2067}\u{200f}", 40), Err(TextProblem::Missing));
        let arabic = "محمد بن عبد الله";
        assert_eq!(undirected(arabic), arabic);
        // What joins letters, or keeps them apart, turns nothing.
        assert_eq!(undirected("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }
}
