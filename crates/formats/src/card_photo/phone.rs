//! Telephones in a line of letters that may be misread.

/// A telephone that a line tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phone {
    /// As people write it here: `514 555-0142 poste 22`; or with its country, `+33 1 23 45 67 89`.
    pub text: String,
    /// What compares: the digits.
    pub digits: String,
    /// Whether a machine answers with paper.
    pub fax: bool,
    /// Letters that were taken for digits.
    pub mended: usize,
}

/// What a letter among digits most likely is.
fn digit(c: char) -> Option<(char, bool)> {
    Some(match c {
        '0'..='9' => (c, false),
        'O' | 'o' | 'Q' | 'D' => ('0', true),
        'I' | 'l' | '|' | '!' | 'i' => ('1', true),
        'Z' | 'z' => ('2', true),
        'S' | 's' => ('5', true),
        'B' => ('8', true),
        'G' => ('6', true),
        _ => return None,
    })
}

fn is_between(c: char) -> bool {
    matches!(
        c,
        ' ' | '.'
            | '-'
            | '('
            | ')'
            | '/'
            | '·'
            | '•'
            | '–'
            | '—'
            | '_'
            | ','
            | ':'
            | '~'
            | '\u{a0}'
    )
}

/// Every telephone of a line.
pub(super) fn phones(line: &str) -> Vec<Phone> {
    let chars: Vec<char> = line.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let mut after = 0;
    while at < chars.len() {
        let begins = at == 0 || !chars[at - 1].is_alphanumeric();
        let read = begins
            .then(|| abroad(&chars, at).or_else(|| north(&chars, at)))
            .flatten();
        let Some((digits, mended, end)) = read else {
            at += 1;
            continue;
        };
        let before: String = chars[after..at].iter().collect();
        let (extension, end) = extension(&chars, end);
        found.push(Phone {
            text: written(&digits) + &extension,
            fax: is_fax(&before),
            digits,
            mended,
        });
        at = end;
        after = end;
    }
    found
}

/// A number of North America: three, three and four digits.
fn north(chars: &[char], start: usize) -> Option<(String, usize, usize)> {
    let mut digits = String::new();
    let (mut mended, mut gap, mut at) = (0, 0, start);
    if !matches!(chars[at], '+' | '(' | '0'..='9') && digit(chars[at]).is_none() {
        return None;
    }
    if chars[at] == '+' {
        at += 1;
    }
    let mut plain = 0;
    while at < chars.len() && digits.len() < 11 {
        let c = chars[at];
        if let Some((d, was_letter)) = digit(c) {
            digits.push(d);
            mended += usize::from(was_letter);
            plain += usize::from(!was_letter);
            gap = 0;
            if digits.len() == 10 && !digits.starts_with('1') {
                at += 1;
                break;
            }
        } else if is_between(c) && gap < 3 {
            gap += 1;
        } else {
            return None;
        }
        at += 1;
    }
    let digits = digits.strip_prefix('1').unwrap_or(&digits).to_owned();
    let follows = chars.get(at).is_some_and(char::is_ascii_digit);
    let bytes = digits.as_bytes();
    let sound = bytes.len() == 10
        && !follows
        && plain >= 8
        && (b'2'..=b'9').contains(&bytes[0])
        && (b'2'..=b'9').contains(&bytes[3])
        && bytes[1..3] != *b"11";
    sound.then_some((digits, mended, at))
}

/// A number of elsewhere: a plus, then the country.
fn abroad(chars: &[char], start: usize) -> Option<(String, usize, usize)> {
    if chars[start] != '+' {
        return None;
    }
    let mut digits = String::from("+");
    let (mut at, mut gap) = (start + 1, 0);
    while at < chars.len() && digits.len() < 16 {
        match chars[at] {
            c @ '0'..='9' => {
                digits.push(c);
                gap = 0;
            }
            c if is_between(c) && gap < 2 => gap += 1,
            _ => break,
        }
        at += 1;
    }
    let sound = digits.len() >= 9 && !digits.starts_with("+1") && !digits.starts_with("+0");
    sound.then_some((digits, 0, at - gap))
}

/// « poste 22 », "ext. 22", "#22".
fn extension(chars: &[char], end: usize) -> (String, usize) {
    let rest: String = chars[end..].iter().take(24).collect();
    let folded = domain::text::folded(&rest);
    let bare = folded.trim_start_matches([' ', ',', '.', '(', '-', ';']);
    let mark = ["poste", "extension", "ext", "post", "x", "#", "p."]
        .into_iter()
        .find(|mark| bare.starts_with(mark));
    let Some(mark) = mark else {
        return (String::new(), end);
    };
    let number: String = bare[mark.len()..]
        .trim_start_matches([' ', '.', ':', '#'])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if number.is_empty() || number.len() > 6 {
        return (String::new(), end);
    }
    let skipped = rest
        .find(&number)
        .map_or(0, |at| rest[..at].chars().count());
    (format!(" poste {number}"), end + skipped + number.len())
}

fn written(digits: &str) -> String {
    if digits.starts_with('+') {
        return digits.to_owned();
    }
    format!("{} {}-{}", &digits[..3], &digits[3..6], &digits[6..])
}

fn is_fax(before: &str) -> bool {
    let before = domain::text::folded(before);
    let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric()).collect();
    let last: Vec<&&str> = words
        .iter()
        .rev()
        .filter(|word| !word.is_empty())
        .take(1)
        .collect();
    last.iter().any(|word| {
        matches!(**word, "f" | "fax" | "tc" | "telec")
            || word.starts_with("telecop")
            || word.starts_with("facsim")
    })
}

#[cfg(test)]
mod tests {
    use super::phones;

    fn texts(line: &str) -> Vec<String> {
        phones(line).into_iter().map(|phone| phone.text).collect()
    }

    #[test]
    fn telephones_are_found_however_they_are_written() {
        for line in [
            "514 555-0142",
            "Tél. : (514) 555-0142",
            "T 514.555.0142",
            "+1 514 555 0142",
            "1-514-555-0142",
            "514·555·0142",
            "Cell: 5l4 555-O142",
        ] {
            assert_eq!(texts(line), ["514 555-0142"], "{line}");
        }
        assert_eq!(texts("514 555-0142 poste 22"), ["514 555-0142 poste 22"]);
        assert_eq!(texts("T 514 555-0142 | C 438 555-0199").len(), 2);
        assert_eq!(texts("+33 1 23 45 67 89"), ["+33123456789"]);
    }

    #[test]
    fn what_is_no_telephone_is_left() {
        for line in [
            "H2W 1Y4",
            "4201, rue Saint-Denis",
            "0142 555-514",
            "1234567890123",
            "",
        ] {
            assert!(texts(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_fax_is_told_from_a_telephone() {
        let found = phones("T 514 555-0142 F 514 555-0143 Téléc. 514 555-0144");
        let fax: Vec<bool> = found.iter().map(|phone| phone.fax).collect();
        assert_eq!(fax, [false, true, true]);
    }
}
