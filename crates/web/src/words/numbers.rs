//! Whole numbers as each language groups their digits: `20 000`, whose space breaks no line, `20,000`.

use domain::text::Lang;
use fluent_bundle::FluentValue;
use intl_memoizer::concurrent::IntlLangMemoizer;

use super::Words;

impl Words {
    /// A whole number.
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        grouped(number.try_into().unwrap_or(i64::MAX), self.lang)
    }
}

/// Writes the numbers that stand in messages of a language.
pub(super) fn formatter(lang: Lang) -> fn(&FluentValue<'_>, &IntlLangMemoizer) -> Option<String> {
    match lang {
        Lang::Fr => |value, _| written(value, Lang::Fr),
        Lang::En => |value, _| written(value, Lang::En),
    }
}

fn written(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(grouped(number.value as i64, lang))
        }
        _ => None,
    }
}

fn grouped(number: i64, lang: Lang) -> String {
    let between = match lang {
        Lang::Fr => '\u{a0}',
        Lang::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(between);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Library;

    #[test]
    fn thousands_stand_apart_in_figures_and_in_sentences() {
        for (number, french, english) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_007, "1\u{a0}007", "1,007"),
            (-20_000, "-20\u{a0}000", "-20,000"),
            (1_234_567, "1\u{a0}234\u{a0}567", "1,234,567"),
        ] {
            assert_eq!(grouped(number, Lang::Fr), french);
            assert_eq!(grouped(number, Lang::En), english);
        }
        let library = Library::shared();
        let count = |lang, n| library.of(lang).count("notebook-count", n);
        assert_eq!(count(Lang::Fr, 1_007), "1\u{a0}007 contacts");
        assert_eq!(count(Lang::En, 1), "1 contact");
    }
}
