//! How a notebook is searched: by words that are the same, begin so, hold the fragment, sound alike
//! in French, or differ by a typo. The sounds and the typos are those of the door
//! ([`crate::name_search`]); here the words stand in a table, since a notebook holds 20,000 people.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::name_search::{chains, is_typo_of, joins, sound};
use crate::text::folded;

/// Longest word that is kept, in characters; what comes after is not searched.
pub const WORD_LIMIT: usize = 32;
/// Most words kept of one contact.
pub const WORDS_LIMIT: usize = 500;
/// Most words of a query that are looked for.
pub const TERMS_LIMIT: usize = 8;
/// Fewest letters of a word that is looked for inside of others, or by its sound.
pub const INSIDE: usize = 3;
/// Fewest letters of a word that may hold a typo.
pub const MISTYPED: usize = 4;

/// The months as people type them into the search, in both languages: they are never shown.
const MONTHS: [&str; 12] = [
    "janvier january",
    "fevrier february",
    "mars march",
    "avril april",
    "mai may",
    "juin june",
    "juillet july",
    "aout august",
    "septembre september",
    "octobre october",
    "novembre november",
    "decembre december",
];

/// A day in every word by which people look for it: `12 novembre`, `November 2026`, `2026-11-12`.
pub fn when(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let date = at.to_zoned(zone).date();
    let (year, month, day) = (date.year(), date.month(), date.day());
    let named = MONTHS[usize::from(month.unsigned_abs()) - 1];
    format!("{named} {year} {day} {month:02} {day:02}")
}

/// A telephone as one word, in which any run of its digits is found: `15145550142`.
pub fn dialled(phone: &str) -> Option<String> {
    let (number, _) = crate::likeness::phone::e164(phone)?;
    Some(number.trim_start_matches('+').to_owned())
}

/// How near a word is to what was typed, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The same word.
    Same,
    /// It begins so.
    Beginning,
    /// It sounds the same in French.
    Sound,
    /// It holds what was typed.
    Fragment,
    /// A letter or two differ.
    Typo,
}

/// Where a word of a contact stands, weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// In the name.
    Name = 0,
    /// On a card, in the line about them, among the tags.
    Card = 1,
    /// In a note, in where and when they were met.
    Around = 2,
    /// On a card of theirs that the keeper may not be shown: whoever searches looks again.
    Shown = 3,
}

/// The words of a text, folded.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let text = folded(text);
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD_LIMIT).collect())
        .collect();
    words.into_iter()
}

/// The words of a name that are typed as one by those who only heard it: what a hyphen or an apostrophe
/// links, and short words with what follows them (`saintfleur`, `dangelo`, `dilalo`), folded.
pub fn joined(name: &str) -> Vec<String> {
    let mut all = Vec::new();
    // Short words that wait for what follows, joined from each of them on.
    let mut waiting: Vec<String> = Vec::new();
    for chain in chains(name) {
        let word = chain.concat();
        waiting.iter_mut().for_each(|before| before.push_str(&word));
        if chain.iter().all(|part| joins(part)) {
            waiting.push(word);
            continue;
        }
        all.append(&mut waiting);
        if chain.len() > 1 {
            all.push(word);
        }
    }
    let bounded = all.iter().map(|word| word.chars().take(WORD_LIMIT));
    bounded.map(Iterator::collect).collect()
}

/// The words of a query, each once, at most [`TERMS_LIMIT`].
pub fn terms(query: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for word in words(query) {
        if terms.len() < TERMS_LIMIT && !terms.contains(&word) {
            terms.push(word);
        }
    }
    terms
}

/// The one or two sounds of a word; empty for what is no word to be heard.
pub fn sounds(word: &str) -> [String; 2] {
    if word.chars().count() < INSIDE || !word.chars().all(char::is_alphabetic) {
        return [String::new(), String::new()];
    }
    let letters: Vec<u16> = word.encode_utf16().collect();
    sound::keys(&letters).map(|key| String::from_utf16_lossy(&key))
}

/// Whether a word is the one typed but for a letter, or two from eight letters on.
pub fn is_mistyped(typed: &str, word: &str) -> bool {
    let long = typed.chars().count();
    long >= MISTYPED && is_typo_of(typed, word, typos(long))
}

/// Whether a word is met by what was typed, in any of the ways.
pub fn meets(typed: &str, word: &str) -> bool {
    let inside = typed.chars().count() >= INSIDE && word.contains(typed);
    if word.starts_with(typed) || inside {
        return true;
    }
    let (heard, said) = (sounds(typed), sounds(word));
    heard.iter().any(|s| !s.is_empty() && said.contains(s)) || is_mistyped(typed, word)
}

/// How many typos a word of so many letters may hold.
pub fn typos(letters: usize) -> usize {
    if letters >= 8 { 2 } else { 1 }
}

/// What a hit costs: the less, the better.
pub fn cost(way: Way, rank: i64) -> i64 {
    way as i64 * 4 + rank.clamp(0, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_taken_apart() {
        let found: Vec<_> = words("Marie-Ève L’Heureux, 5 à 7").collect();
        assert_eq!(found, ["marie", "eve", "l", "heureux", "5", "a", "7"]);
        assert_eq!(
            terms("Chocolat NOVEMBRE chocolat"),
            ["chocolat", "novembre"]
        );
        assert_eq!(terms(&"mot ".repeat(40)).len(), 1);
    }

    #[test]
    fn names_are_met_typed_as_one_word() {
        for (name, typed) in [
            ("Ketsia Saint-Fleur", "saintfleur"),
            ("Enzo Di Lalo", "dilalo"),
            ("Marc D’Angelo", "dangelo"),
            ("Guy de la Durantaye", "deladurantaye"),
            ("Jean-Marc Mac Donald", "macdonald"),
            ("Jean-Marc Roy", "jeanmarc"),
        ] {
            assert!(joined(name).contains(&typed.to_owned()), "{name}");
        }
        assert_eq!(joined("Odile Tremblay"), [""; 0]);
        assert!(meets("sainfleur", "saintfleur"));
    }

    #[test]
    fn days_and_telephones_are_met_as_people_type_them() {
        let met = "2026-11-13T00:30:00Z".parse().unwrap();
        let words: Vec<_> = words(&when(met, "America/Toronto")).collect();
        for typed in ["12 novembre", "november 2026", "2026-11-12"] {
            assert!(
                terms(typed).iter().all(|term| words.contains(term)),
                "{typed}"
            );
        }
        let number = dialled("+1 (514) 555-0142, poste 3").unwrap();
        for typed in ["5145550142", "514 5550142", "+15145550142", "555-0142"] {
            assert!(
                terms(typed).iter().all(|term| meets(term, &number)),
                "{typed}"
            );
        }
        assert_eq!(dialled("0142"), None);
    }

    #[test]
    fn what_is_heard_has_one_sound() {
        let alike = |a: &str, b: &str| {
            let (a, b) = (sounds(a), sounds(b));
            a.iter().any(|sound| !sound.is_empty() && b.contains(sound))
        };
        assert!(alike("thibault", "tibo"));
        assert!(alike("gauthier", "gotier"));
        assert!(!alike("tremblay", "gagnon"));
        assert!(!alike("5", "5"));
    }

    #[test]
    fn a_word_is_met_in_any_way() {
        for typed in ["not", "notaire", "taire", "notiare"] {
            assert!(meets(typed, "notaire"), "{typed}");
        }
        assert!(meets("tibo", "thibault"));
        assert!(!meets("ai", "notaire") && !meets("juin", "notaire"));
    }

    #[test]
    fn a_typo_is_one_letter_or_two_in_a_long_word() {
        assert!(is_mistyped("notiare", "notaire"));
        assert!(is_mistyped("chocolatire", "chocolatier"));
        assert!(!is_mistyped("mai", "mars"));
        assert!(!is_mistyped("notaire", "mercredi"));
    }
}
