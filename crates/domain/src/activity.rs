//! What a person does. One person may do several things; each has its own card.

use serde::{Deserialize, Serialize};

use crate::id::ActivityId;
use crate::text::folded;

/// How many activities one person may keep.
pub const ACTIVITIES_LIMIT: usize = 8;
/// Longest line of a card, in characters.
pub const LINE_LIMIT: usize = 120;
/// Longest text of a card, in characters: what can be said in one breath.
pub const TEXT_LIMIT: usize = 400;

/// The words of an activity and of its card, as its owner writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityWords {
    /// The trade in one or two words, as a seat names it: `notaire`.
    pub profession: String,
    /// The title on the card: `Notaire et conseillère juridique`.
    pub title: String,
    /// The organisation on the card.
    pub organisation: String,
    /// One or two sentences said aloud.
    pub pitch: String,
    /// What I offer.
    pub offer: String,
    /// What I seek.
    pub seek: String,
    /// The telephone on the card.
    pub phone: String,
    /// The e-mail on the card.
    pub email: String,
    /// The web site on the card.
    pub website: String,
    /// The postal address on the card.
    pub address: String,
}

/// An activity of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Which.
    pub id: ActivityId,
    /// Its words.
    pub words: ActivityWords,
}

/// What two spellings of one profession have in common: `Notaire ` and `notaire` hold one seat.
pub fn seat_key(profession: &str) -> String {
    folded(&profession.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A telephone as typed, when it can be one: 7 to 15 digits, the usual signs between them, and
/// perhaps an extension.
pub fn phone(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (number, extension) = split_phone(typed);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let usual = number
        .chars()
        .all(|c| c.is_ascii_digit() || "+-.,()/ \u{a0}\u{2011}".contains(c));
    (usual && (7..=15).contains(&digits) && extension.len() <= 6).then(|| typed.to_owned())
}

/// What a telephone dials, for a `tel:` link (RFC 3966): its digits, and its extension apart.
pub fn dialled(phone: &str) -> String {
    let (number, extension) = split_phone(phone);
    let mut dialled: String = number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    if !extension.is_empty() {
        dialled.push_str(";ext=");
        dialled.push_str(&extension);
    }
    dialled
}

/// The number itself and the digits of its extension: what follows `poste`, `ext`, `x` or `#`.
fn split_phone(typed: &str) -> (&str, String) {
    let folded_typed = typed.to_lowercase();
    let starts = ["poste", "ext", "p.", "x", "#"]
        .iter()
        .filter_map(|word| folded_typed.find(word));
    // Lower-casing may change the length of letters; a number that holds such letters is none.
    let Some(at) = starts.min().filter(|at| typed.is_char_boundary(*at)) else {
        return (typed, String::new());
    };
    let (number, rest) = typed.split_at(at);
    (
        number.trim_end(),
        rest.chars().filter(char::is_ascii_digit).collect(),
    )
}

/// A web address as kept: `https://` stands before what was typed without a scheme. Anything but
/// `http` and `https` is refused, and so is a name with a password or without a dot.
pub fn web_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (scheme, rest) = match typed.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), typed),
    };
    if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\{}|^".contains(c);
    if path.contains(odd) {
        return None;
    }
    Some(format!("{scheme}://{}{path}", host_name(host)?))
}

fn host_name(host: &str) -> Option<String> {
    let host = host.to_lowercase();
    let (name, port) = host.split_once(':').unwrap_or((&host, "443"));
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let good = name.contains('.') && name.split('.').all(label) && port.parse::<u16>().is_ok();
    good.then(|| host.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_get_a_scheme_and_nothing_else_passes() {
        for (typed, kept) in [
            ("dalmeida.example", Some("https://dalmeida.example")),
            (
                " HTTP://Chez-Léontine.example/Menu?du=jour#midi ",
                Some("http://chez-léontine.example/Menu?du=jour#midi"),
            ),
            (
                "pralines.example:8443",
                Some("https://pralines.example:8443"),
            ),
            ("javascript:alert(1)", None),
            ("javascript://dalmeida.example/%0aalert(1)", None),
            ("data:text/html,x", None),
            ("https://moi:secret@dalmeida.example", None),
            ("localhost", None),
            ("deux mots.example", None),
            ("a.example/<script>", None),
            ("", None),
        ] {
            assert_eq!(web_address(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn telephones_are_taken_as_people_write_them() {
        for (typed, dials) in [
            ("514 555-0142", Some("5145550142")),
            ("+1 (514) 555.0142", Some("+15145550142")),
            ("514 555-0142, poste 22", Some("5145550142;ext=22")),
            ("514 555-0142 poste 22", Some("5145550142;ext=22")),
            ("514-555-0142 #7", Some("5145550142;ext=7")),
            ("12345", None),
            ("appelez-moi", None),
            ("1234567890123456", None),
        ] {
            assert_eq!(
                phone(typed).map(|kept| dialled(&kept)).as_deref(),
                dials,
                "{typed}"
            );
        }
    }
}
