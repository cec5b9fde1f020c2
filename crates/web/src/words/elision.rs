//! French "de" before a name: `de Fabrizio`, `d’Anselme`.

/// A name with its "de". It elides before a vowel and before h, which is mute in nearly every given
/// name heard in Québec (`d’Henri`, `d’Hugo`); before y only where a consonant follows (`d’Yves`, but
/// `de Yasmina`). What begins with anything else, a place left open for instance, stays apart.
pub fn de(name: &str) -> String {
    match elides(name) {
        true => format!("d’{name}"),
        false => format!("de {name}"),
    }
}

fn elides(name: &str) -> bool {
    let folded = domain::text::folded(name);
    let mut letters = folded.chars();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    match letters.next() {
        Some('y') => letters
            .next()
            .is_some_and(|c| c.is_alphabetic() && !is_vowel(c)),
        Some('h') => letters.next().is_some_and(char::is_alphabetic),
        Some(c) => is_vowel(c),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::de;

    #[test]
    fn de_elides_before_what_is_heard_as_a_vowel() {
        for (name, said) in [
            ("Anselme Thibault", "d’Anselme Thibault"),
            ("Émile", "d’Émile"),
            ("Odile", "d’Odile"),
            ("Œuvres", "d’Œuvres"),
            ("Hugo", "d’Hugo"),
            ("Yves", "d’Yves"),
            ("Yasmina", "de Yasmina"),
            ("Fabrizio", "de Fabrizio"),
            ("{name}", "de {name}"),
            ("", "de "),
        ] {
            assert_eq!(de(name), said);
        }
    }
}
