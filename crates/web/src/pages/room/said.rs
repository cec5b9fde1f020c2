//! An introduction in words: why, and what to say first. The reasons come as data; these sentences are
//! made so that no gender and no number of anybody's need be guessed.

use app::introductions::{Ground, Idea, Someone};
use domain::person::Name;

use crate::words::Words;

/// Why two people should meet, in one sentence.
pub fn ground(w: &Words, ground: &Ground) -> String {
    match ground {
        Ground::Wish { by, to } => {
            w.with("room-ground-wish", &[("by", &by.given), ("to", &to.given)])
        }
        Ground::Seek {
            seeker,
            other,
            seek,
            has,
            trade,
            ..
        } => {
            let key = if *trade {
                "room-ground-trade"
            } else {
                "room-ground-offer"
            };
            let (seek, has) = (begun(seek), begun_unless(has, *trade));
            let texts = [
                ("seeker", seeker.given.as_str()),
                ("other", &other.given),
                ("seek", &seek),
                ("has", &has),
            ];
            w.with(key, &texts)
        }
        Ground::Word { word } => w.with("room-ground-word", &[("word", word)]),
    }
}

/// What whoever introduces two people can say.
pub fn opening(w: &Words, [one, other]: [&Someone; 2], grounds: &[Ground]) -> String {
    match grounds.first() {
        Some(Ground::Wish { by, to }) => {
            w.with("room-open-wish", &[("by", &by.given), ("to", &to.given)])
        }
        Some(Ground::Seek {
            seeker,
            other,
            seek,
            ..
        }) => {
            let (who, whom) = (&other.given, &seeker.given);
            let seek = begun(seek);
            w.with(
                "room-open-seek",
                &[("a", who), ("b", whom), ("seek", &seek)],
            )
        }
        Some(Ground::Word { word }) => {
            let (a, b) = (&one.name.given, &other.name.given);
            w.with("room-open-word", &[("a", a), ("b", b), ("word", word)])
        }
        None => {
            let (a, b) = (&other.name.given, &one.name.given);
            w.with("room-open-plain", &[("a", a), ("b", b)])
        }
    }
}

/// What one of the two can say to the other.
pub fn first_words(w: &Words, me: &Name, grounds: &[Ground]) -> String {
    match grounds.first() {
        Some(Ground::Seek { seeker, seek, .. }) if seeker == me => {
            w.with("room-first-seek", &[("seek", &begun(seek))])
        }
        Some(Ground::Seek { seek, .. }) => w.with("room-first-have", &[("seek", &begun(seek))]),
        Some(Ground::Word { word }) => w.with("room-first-word", &[("word", word)]),
        _ => w.t("room-first-plain").to_owned(),
    }
}

/// Why, when nothing on their cards says so.
pub fn presence(w: &Words, idea: &Idea) -> String {
    let [one, other] = &idea.people;
    let (a, b) = (&one.name.given, &other.name.given);
    w.with("room-ground-none", &[("a", a), ("b", b)])
}

/// A phrase as it stands in the middle of a sentence: its first letter small, unless the word is one of
/// capitals.
pub(super) fn begun(phrase: &str) -> String {
    let mut chars = phrase.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second.is_whitespace() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => phrase.to_owned(),
    }
}

fn begun_unless(phrase: &str, is_title: bool) -> String {
    if is_title {
        phrase.to_owned()
    } else {
        begun(phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Library;
    use domain::text::Lang;

    fn seek() -> Ground {
        Ground::Seek {
            seeker: Name::new("Inès", "Belkacem"),
            other: Name::new("Anselme", "Thibault"),
            seek: "Des généalogistes pour les successions".into(),
            has: "Généalogiste".into(),
            trade: true,
            open: true,
        }
    }

    #[test]
    fn a_need_that_is_met_is_said_in_the_seeker_s_own_words() {
        let fr = Library::shared().of(Lang::Fr);
        assert_eq!(
            ground(fr, &seek()),
            "Inès cherche «\u{a0}des généalogistes pour les successions\u{a0}». Justement, Anselme\u{a0}: Généalogiste."
        );
        let en = Library::shared().of(Lang::En);
        assert_eq!(
            ground(en, &seek()),
            "Inès is looking for “des généalogistes pour les successions”. As it happens, Anselme: Généalogiste."
        );
    }

    #[test]
    fn each_of_the_two_has_first_words_of_their_own() {
        let fr = Library::shared().of(Lang::Fr);
        let (ines, anselme) = (
            Name::new("Inès", "Belkacem"),
            Name::new("Anselme", "Thibault"),
        );
        let said = first_words(fr, &ines, &[seek()]);
        assert!(said.contains("je cherche des généalogistes"), "{said}");
        let said = first_words(fr, &anselme, &[seek()]);
        assert!(said.contains("vous cherchez des généalogistes"), "{said}");
    }

    #[test]
    fn capitals_stay_where_they_are_a_word_s() {
        assert_eq!(begun("Des notaires"), "des notaires");
        assert_eq!(begun("A plumber"), "a plumber");
        assert_eq!(begun("PME du quartier"), "PME du quartier");
        assert_eq!(begun(""), "");
    }
}
