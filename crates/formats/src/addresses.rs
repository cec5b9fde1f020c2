//! E-mail addresses as people paste them: one a line, separated by commas or semicolons, copied out
//! of a mail program with names, or a whole CSV file.
//!
//! Every address is either good, a repetition, or told with its line. Refused: guessing what a
//! wrong address was meant to be.

use std::collections::HashSet;

use domain::account::Email;
use thiserror::Error;

use crate::table::{self, Meaning, ProblemKind, TableError};

/// Most addresses at once, repetitions apart.
pub const ADDRESS_LIMIT: usize = 500;

/// Why nothing can be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressesError {
    /// Nothing but white space.
    #[error("nothing was pasted")]
    Empty,
    /// More than [`table::FILE_LIMIT`].
    #[error("the text is longer than {} octets", table::FILE_LIMIT)]
    TooLong,
    /// More than [`ADDRESS_LIMIT`].
    #[error("more than {ADDRESS_LIMIT} addresses")]
    TooMany,
    /// The text is a CSV file with headings, and cannot be read as one.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Line of the text.
    pub line: usize,
    /// As given beside the address; may be empty.
    pub name: String,
    /// Valid and in lower case.
    pub email: Email,
}

/// Something that is no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadAddress {
    /// Line of the text.
    pub line: usize,
    /// What stands there.
    pub found: String,
}

/// What was found, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// To write to, each once.
    pub good: Vec<Address>,
    /// Good ones that stand among the good already.
    pub repeated: Vec<Address>,
    /// To be mended.
    pub bad: Vec<BadAddress>,
}

/// Reads pasted text, or the text of a CSV file whose headings tell an e-mail address.
pub fn parse(text: &str) -> Result<Addresses, AddressesError> {
    if text.len() > table::FILE_LIMIT {
        return Err(AddressesError::TooLong);
    }
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Err(AddressesError::Empty);
    }
    let mut found = Found::default();
    if has_headings(text) {
        from_table(text, &mut found)?;
    } else {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for (n, line) in text.split('\n').enumerate() {
            from_line(n + 1, line, &mut found);
        }
    }
    match found.addresses.good.len() {
        0..=ADDRESS_LIMIT => Ok(found.addresses),
        _ => Err(AddressesError::TooMany),
    }
}

#[derive(Default)]
struct Found {
    addresses: Addresses,
    seen: HashSet<Email>,
}

impl Found {
    fn take(&mut self, line: usize, name: &str, typed: &str) {
        let typed = typed.trim();
        let plain = typed.strip_prefix("mailto:").unwrap_or(typed);
        match plain.parse::<Email>() {
            Ok(email) => self.good(line, name.to_owned(), email),
            Err(_) => self.bad(line, typed),
        }
    }

    fn good(&mut self, line: usize, name: String, email: Email) {
        let new = self.seen.insert(email.clone());
        let address = Address { line, name, email };
        match new {
            true => self.addresses.good.push(address),
            false => self.addresses.repeated.push(address),
        }
    }

    fn bad(&mut self, line: usize, found: &str) {
        let found = found.trim().to_owned();
        if !found.is_empty() {
            self.addresses.bad.push(BadAddress { line, found });
        }
    }
}

/// The first line that is not blank names an e-mail column and holds no address.
fn has_headings(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let mut cells = line.split([',', ';', '\t']);
    !line.contains('@') && cells.any(|cell| Meaning::of(cell) == Some(Meaning::Email))
}

fn from_table(text: &str, found: &mut Found) -> Result<(), AddressesError> {
    for row in table::read(text.as_bytes())?.rows {
        let bad = row
            .problems
            .iter()
            .find(|problem| problem.kind == ProblemKind::BadEmail);
        let name = format!("{} {}", row.given, row.family).trim().to_owned();
        match (row.email, bad) {
            (Some(email), _) => found.good(row.line, name, email),
            (None, Some(problem)) => found.bad(row.line, &problem.found),
            (None, None) => found.bad(row.line, &name),
        }
    }
    Ok(())
}

/// A semicolon always separates. A comma may also stand inside a name (« Roy, Théo
/// <theo@exemple.test> »), so what comes before a comma and has no address of its own belongs to
/// what follows, if that ends in an address between brackets.
fn from_line(line: usize, text: &str, found: &mut Found) {
    for piece in split(text, |c| matches!(c, ';' | '\t')) {
        let mut waiting: Vec<&str> = Vec::new();
        for part in split(piece, |c| c == ',') {
            if !part.contains('@') {
                waiting.push(part);
                continue;
            }
            match bracketed(part) {
                Some((name, typed)) => {
                    let name = whole_name(&waiting, name);
                    found.take(line, &name, typed);
                }
                None => {
                    waiting.iter().for_each(|part| found.bad(line, part));
                    from_words(line, part, found);
                }
            }
            waiting.clear();
        }
        waiting.iter().for_each(|part| found.bad(line, part));
    }
}

/// Cuts where no quotes and no brackets are open.
fn split(text: &str, separates: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut pieces, mut from) = (Vec::new(), 0);
    let (mut quoted, mut inside) = (false, false);
    // A quote that never closes is a character like any other.
    let quotes = text.matches('"').count() / 2 * 2;
    let mut met = 0;
    let last_bracket = text.rfind('>');
    for (at, c) in text.char_indices() {
        match c {
            '"' if met < quotes => {
                quoted = !quoted;
                met += 1;
            }
            '<' => inside = last_bracket.is_some_and(|last| last > at),
            '>' => inside = false,
            _ if !quoted && !inside && separates(c) => {
                pieces.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(text[from..].trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// `Name <address>`.
fn bracketed(part: &str) -> Option<(&str, &str)> {
    let (name, rest) = part.split_once('<')?;
    let (typed, _) = rest.split_once('>')?;
    Some((name.trim(), typed))
}

/// « Roy », « Théo » → « Théo Roy »; more parts than two are left as they stand.
fn whole_name(waiting: &[&str], last: &str) -> String {
    let name = match waiting {
        [] => last.to_owned(),
        [family] if !last.is_empty() => format!("{last} {family}"),
        _ => format!("{}, {last}", waiting.join(", ")),
    };
    let around = |c: char| matches!(c, '"' | '\'' | '«' | '»' | '(' | ')') || c.is_whitespace();
    name.trim_matches(around).replace('"', "")
}

/// Without brackets: one address and perhaps a name around it, or several addresses.
fn from_words(line: usize, part: &str, found: &mut Found) {
    let (addresses, others): (Vec<&str>, Vec<&str>) =
        part.split_whitespace().partition(|word| word.contains('@'));
    let name = match addresses.len() {
        1 => whole_name(&[], &others.join(" ")),
        _ => String::new(),
    };
    for address in addresses {
        let brackets = |c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"');
        found.take(line, &name, address.trim_matches(brackets));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn good(text: &str) -> Vec<(usize, String, String)> {
        let addresses = parse(text).unwrap();
        assert_eq!(addresses.bad, [], "{text}");
        let good = addresses.good.into_iter();
        good.map(|a| (a.line, a.name, a.email.to_string()))
            .collect()
    }

    fn one(line: usize, name: &str, email: &str) -> (usize, String, String) {
        (line, name.to_owned(), email.to_owned())
    }

    #[test]
    fn addresses_are_found_however_they_are_pasted() {
        for text in [
            "a@exemple.test, b@exemple.test",
            "A@Exemple.test;b@exemple.test;",
            "a@exemple.test b@exemple.test",
            "<a@exemple.test>,<mailto:b@exemple.test>",
            "\u{FEFF}a@exemple.test\tb@exemple.test",
        ] {
            let expected = [one(1, "", "a@exemple.test"), one(1, "", "b@exemple.test")];
            assert_eq!(good(text), expected, "{text}");
        }
        let expected = [one(1, "", "a@exemple.test"), one(3, "", "b@exemple.test")];
        assert_eq!(good("a@exemple.test\r\n\r\nb@exemple.test"), expected);
    }

    #[test]
    fn names_beside_addresses_are_kept() {
        for (text, name) in [
            ("Théo Roy <t@exemple.test>", "Théo Roy"),
            (
                "\"Roy; notaire, Théo\" <t@exemple.test>",
                "Roy; notaire, Théo",
            ),
            ("Roy, Théo <t@exemple.test>", "Théo Roy"),
            ("Théo Roy t@exemple.test", "Théo Roy"),
            ("« Théo Roy » <t@exemple.test>", "Théo Roy"),
            ("t@exemple.test (Théo)", "Théo"),
        ] {
            assert_eq!(good(text), [one(1, name, "t@exemple.test")], "{text}");
        }
        let two = "Roy, Théo <t@exemple.test>, Zoé Côté <z@exemple.test>; m@exemple.test";
        let expected = [
            one(1, "Théo Roy", "t@exemple.test"),
            one(1, "Zoé Côté", "z@exemple.test"),
            one(1, "", "m@exemple.test"),
        ];
        assert_eq!(good(two), expected);
    }

    #[test]
    fn a_table_with_headings_is_read_as_one() {
        let text = "Courriel;Prénom;Nom\nt@exemple.test;Théo;Roy\nrien;Zoé;Côté\n;Léa;\n";
        let addresses = parse(text).unwrap();
        assert_eq!(addresses.good[0].name, "Théo Roy");
        let bad: Vec<_> = addresses
            .bad
            .iter()
            .map(|b| (b.line, b.found.as_str()))
            .collect();
        assert_eq!(bad, [(3, "rien"), (4, "Léa")]);
        assert_eq!(
            good("email\nt@exemple.test"),
            [one(2, "", "t@exemple.test")]
        );
    }

    #[test]
    fn repetitions_and_mistakes_are_told_with_their_line() {
        let addresses = parse("a@exemple.test\nBonjour, A@EXEMPLE.test\nb@exemple\n@ ; c@@d.test");
        let addresses = addresses.unwrap();
        assert_eq!(addresses.good.len(), 1);
        assert_eq!(addresses.repeated.len(), 1);
        assert_eq!(addresses.repeated[0].line, 2);
        let bad: Vec<_> = addresses
            .bad
            .iter()
            .map(|b| (b.line, b.found.as_str()))
            .collect();
        assert_eq!(
            bad,
            [(2, "Bonjour"), (3, "b@exemple"), (4, "@"), (4, "c@@d.test")]
        );
    }

    #[test]
    fn too_much_or_nothing_is_an_error() {
        let many = |n: usize| {
            (0..n)
                .map(|n| format!("p{n}@exemple.test\n"))
                .collect::<String>()
        };
        assert_eq!(
            parse(&many(ADDRESS_LIMIT)).unwrap().good.len(),
            ADDRESS_LIMIT
        );
        assert_eq!(
            parse(&many(ADDRESS_LIMIT + 1)),
            Err(AddressesError::TooMany)
        );
        assert_eq!(parse(" \n"), Err(AddressesError::Empty));
        let long = "a".repeat(table::FILE_LIMIT + 1);
        assert_eq!(parse(&long), Err(AddressesError::TooLong));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_losing_an_address(
            before in "[\\PC\n,;<>\"@]{0,60}", n in 0u32..1_000_000,
        ) {
            let _ = parse(&before);
            let email = format!("p{n}@exemple.test");
            let text = format!("{}\n{email}", before.replace("courriel", ""));
            let addresses = parse(&text).unwrap();
            let all = addresses.good.iter().chain(&addresses.repeated);
            prop_assert!(all.filter(|a| a.email.as_str() == email).count() >= 1);
        }

        #[test]
        fn what_is_written_is_read_the_same(
            people in prop::collection::btree_map(0u32..10_000, "([A-Z][a-zé]{1,8}( [A-Z][a-zé-]{1,8})?)?", 1..20),
            separator in prop::sample::select(vec![", ", "; ", "\n"]),
        ) {
            let written: Vec<String> = people
                .iter()
                .map(|(n, name)| format!("{name} <p{n}@exemple.test>"))
                .collect();
            let read = parse(&written.join(separator)).unwrap();
            let read: Vec<_> = read.good.iter().map(|a| (a.name.clone(), a.email.to_string())).collect();
            let expected: Vec<_> = people
                .iter()
                .map(|(n, name)| (name.clone(), format!("p{n}@exemple.test")))
                .collect();
            prop_assert_eq!(read, expected);
        }
    }
}
