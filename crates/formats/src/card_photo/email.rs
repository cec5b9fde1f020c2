//! E-mail addresses in a line of letters that may be misread.

use domain::account::Email;

/// Every address of a line.
pub(super) fn emails(line: &str) -> Vec<String> {
    let line: String = line
        .chars()
        .map(|c| match c {
            '©' | '®' | '\u{fe6b}' | '＠' => '@',
            ',' => '.',
            '’' | '‘' => '\'',
            c => c,
        })
        .collect();
    let line = close(&line);
    let words = line.split(|c: char| c.is_whitespace() || "|<>()[];\"".contains(c));
    let mut found: Vec<String> = words
        .filter(|word| word.contains('@'))
        .filter_map(read)
        .collect();
    found.dedup();
    found
}

/// Spaces around an at sign, and around the points of what follows it, are the machine's.
fn close(line: &str) -> String {
    let Some(at) = line.find('@') else {
        return line.to_owned();
    };
    let before = line[..at].trim_end();
    let after = line[at + 1..].trim_start();
    let mut closed = String::new();
    let mut rest = after.chars().peekable();
    while let Some(c) = rest.next() {
        if c == ' ' {
            let point = rest.peek() == Some(&'.') || closed.ends_with('.');
            // « notaires. example » is one word; « notaires.example Tél » is two.
            let tail: String = rest
                .clone()
                .take_while(|c| c.is_ascii_lowercase())
                .collect();
            let is_end = rest.clone().nth(tail.len()).is_none_or(char::is_whitespace);
            let short = tail.len() <= 8;
            if point && short && (rest.peek() == Some(&'.') || is_end) {
                continue;
            }
        }
        closed.push(c);
    }
    format!("{before}@{closed}")
}

fn read(word: &str) -> Option<String> {
    // A label may stand right before: « courriel:ines@… ».
    let word = match word.split_once('@') {
        Some((local, domain)) => {
            let local = local.rsplit([':', '=']).next().unwrap_or(local);
            format!("{local}@{domain}")
        }
        None => return None,
    };
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.to_lowercase();
    let word: String = domain::text::folded(&word);
    let (local, domain) = word.split_once('@')?;
    let domain = domain.split('/').next()?.replace("..", ".");
    let local = local.trim_matches(|c: char| !c.is_alphanumeric());
    let end = domain.rsplit('.').next()?;
    if local.is_empty() || !(2..=12).contains(&end.len()) || !end.chars().all(char::is_alphabetic) {
        return None;
    }
    let email: Email = format!("{local}@{domain}").parse().ok()?;
    Some(email.to_string())
}

#[cfg(test)]
mod tests {
    use super::emails;

    #[test]
    fn addresses_are_found_however_the_machine_spaces_them() {
        for line in [
            "ines.belkacem@notaires.example",
            "Courriel : ines.belkacem @ notaires.example",
            "E: Ines.Belkacem@Notaires.Example",
            "ines.belkacem©notaires.example",
            "courriel:ines.belkacem@notaires. example",
            "T 514 555-0142 | ines.belkacem@notaires.example",
        ] {
            assert_eq!(emails(line), ["ines.belkacem@notaires.example"], "{line}");
        }
    }

    #[test]
    fn what_is_no_address_is_left() {
        for line in [
            "@",
            "ines@",
            "@notaires.example",
            "ines@notaires",
            "a@b.1",
            "",
        ] {
            assert!(emails(line).is_empty(), "{line}");
        }
    }
}
