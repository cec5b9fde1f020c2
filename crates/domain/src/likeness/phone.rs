//! Phone numbers as E.164, read as people of North America write them.

/// A phone number as E.164, and its extension: `+15145550123`, `42`. `None` for what is too short
/// or too long to be one. Ten digits, or eleven that begin with 1, are of North America; what begins
/// with `+`, `00` or `011` is of the country it names.
pub fn e164(written: &str) -> Option<(String, String)> {
    let lower = written.to_lowercase();
    let cut = ["poste", "ext", "x", "#", ";"]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min();
    let (number, extension) = lower.split_at(cut.unwrap_or(lower.len()));
    let extension: String = extension.chars().filter(char::is_ascii_digit).collect();
    let abroad = number.trim_start().starts_with('+') || number.contains("(+");
    let number = if abroad {
        number.replace("(0)", "")
    } else {
        number.to_owned()
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let international = match abroad {
        true => Some(digits.as_str()),
        false => digits
            .strip_prefix("011")
            .or_else(|| digits.strip_prefix("00")),
    };
    let full = match (international, digits.len()) {
        (Some(full), _) => full.to_owned(),
        (None, 10) => format!("1{digits}"),
        (None, 11) if digits.starts_with('1') => digits,
        _ => return None,
    };
    let plausible = (8..=15).contains(&full.len()) && (!full.starts_with('1') || full.len() == 11);
    plausible.then(|| (format!("+{full}"), extension.chars().take(8).collect()))
}

/// Whether a number is one of those that firms share: toll-free in North America.
pub fn is_toll_free(e164: &str) -> bool {
    let prefixes = ["800", "822", "833", "844", "855", "866", "877", "888"];
    e164.strip_prefix("+1")
        .is_some_and(|rest| prefixes.iter().any(|p| rest.starts_with(p)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_number_is_one_number() {
        for written in [
            "514 555-0123",
            "(514) 555-0123",
            "1-514-555-0123",
            "+1 514 555 0123",
            "514.555.0123",
            "Tél. : 514 555-0123",
            "001 514 555 0123",
        ] {
            assert_eq!(e164(written).unwrap().0, "+15145550123", "{written}");
        }
        assert_eq!(e164("514-555-0123 poste 42").unwrap().1, "42");
        assert_eq!(e164("514-555-0123 x42").unwrap().1, "42");
        assert_eq!(e164("+33 (0)1 23 45 67 89").unwrap().0, "+33123456789");
        assert_eq!(e164("011 44 20 7946 0000").unwrap().0, "+442079460000");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for written in [
            "",
            "poste 12",
            "555-0123",
            "+1 514 555",
            "123456789012345678",
        ] {
            assert_eq!(e164(written), None, "{written}");
        }
        assert!(is_toll_free("+18005550100"));
    }
}
