//! The postal address among the lines of a card.

use super::{lines::Line, words};

/// A Canadian postal code somewhere in a line.
pub(super) fn postcode(line: &str) -> Option<String> {
    let chars: Vec<char> = line
        .to_uppercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let letter = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        '5' => 'S',
        '8' => 'B',
        '2' => 'Z',
        c => c,
    };
    let digit = |c: char| match c {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'S' => '5',
        'B' => '8',
        'Z' => '2',
        c => c,
    };
    let first = "ABCEGHJKLMNPRSTVXY";
    chars.windows(6).rev().find_map(|six| {
        let exact = six.iter().enumerate().filter(|(n, c)| {
            if n % 2 == 0 {
                c.is_alphabetic()
            } else {
                c.is_ascii_digit()
            }
        });
        if exact.count() < 5 {
            return None;
        }
        let code: String = six
            .iter()
            .enumerate()
            .map(|(n, c)| if n % 2 == 0 { letter(*c) } else { digit(*c) })
            .collect();
        let sound = code.chars().enumerate().all(|(n, c)| {
            if n % 2 == 0 {
                c.is_ascii_uppercase()
            } else {
                c.is_ascii_digit()
            }
        });
        (sound && first.contains(&code[..1])).then(|| format!("{} {}", &code[..3], &code[3..]))
    })
}

fn is_street(line: &str) -> bool {
    let number = line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let anywhere = line.chars().any(|c| c.is_ascii_digit());
    let words = words::street(line);
    (number && words > 0) || (anywhere && words > 1)
}

/// The lines of an address, together.
pub(super) fn address(lines: &[Line]) -> Option<(String, f32)> {
    let told = |line: &Line| {
        let reach = line.text.contains('@') || !super::phone::phones(&line.text).is_empty();
        !reach && (is_street(&line.text) || postcode(&line.text).is_some())
    };
    let found: Vec<&Line> = lines.iter().filter(|line| told(line)).take(3).collect();
    if found.is_empty() {
        return None;
    }
    let texts: Vec<&str> = found.iter().map(|line| line.text.trim()).collect();
    let sure: f32 = found.iter().map(|line| line.confidence).sum::<f32>() / found.len() as f32;
    let complete = found.iter().any(|line| postcode(&line.text).is_some());
    Some((texts.join("\n"), if complete { sure } else { sure * 0.7 }))
}

#[cfg(test)]
mod tests {
    use super::postcode;

    #[test]
    fn postal_codes_are_found_even_misread() {
        assert_eq!(
            postcode("Montréal (Québec) H2W 1Y4").as_deref(),
            Some("H2W 1Y4")
        );
        assert_eq!(postcode("MONTREAL QC H2WIY4").as_deref(), Some("H2W 1Y4"));
        assert_eq!(postcode("514 555-0142"), None);
        assert_eq!(postcode("Inès Belkacem"), None);
    }
}
