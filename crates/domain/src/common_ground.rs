//! What two people may have in common, read off the words of their cards: topics that compare
//! across gender, number, accents and, for trades, across French and English.
//!
//! A rough stem is enough: it only has to bring `courtiers` to `Courtière` and `notaries` to
//! `Notaire`. Words that everybody in business uses are no topic.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::text::folded;

/// Topics one text gives at most.
const MOST: usize = 24;
/// The shortest word that can be a topic, in letters.
const SHORTEST: usize = 4;

/// A topic: what compares, and how its owner wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What compares.
    pub key: String,
    /// The word as written.
    pub word: String,
}

impl Topic {
    /// The topic as a number: the same on every machine and after every restart.
    pub fn tag(&self) -> u32 {
        tag(&self.key)
    }
}

/// A text as a number (FNV-1a, 32 bits).
pub fn tag(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The topics of a text, each once, in order.
pub fn topics(text: &str) -> Vec<Topic> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let Some(key) = key(word) else { continue };
        if found.len() < MOST && seen.insert(key.clone()) {
            let word = word.to_lowercase();
            found.push(Topic { key, word });
        }
    }
    found
}

fn key(word: &str) -> Option<String> {
    let plain = folded(word);
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    if letters < SHORTEST || COMMON.contains(plain.as_str()) {
        return None;
    }
    let stem = stem(&plain);
    if stem.len() < 3 || COMMON.contains(stem.as_str()) {
        return None;
    }
    let same = ENGLISH.iter().find(|(english, _)| *english == stem);
    Some(same.map_or(stem, |(_, french)| (*french).to_owned()))
}

/// Endings that tell number, gender or a way of being something, the longest first.
const ENDINGS: &[(&str, &str)] = &[
    ("istes", ""),
    ("iste", ""),
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("eurs", "eur"),
    ("ieres", "ier"),
    ("iere", "ier"),
    ("iers", "ier"),
    ("aires", "air"),
    ("aire", "air"),
    ("aries", "air"),
    ("ary", "air"),
    ("ennes", "en"),
    ("enne", "en"),
    ("elles", "el"),
    ("elle", "el"),
    ("ives", "if"),
    ("ive", "if"),
    ("aux", "al"),
    ("ies", ""),
    ("ie", ""),
    ("ics", ""),
    ("ers", "er"),
    ("es", ""),
    ("s", ""),
    ("x", ""),
    ("e", ""),
    ("y", ""),
];

/// The least that must be left of a word.
const LEAST: usize = 4;

fn stem(word: &str) -> String {
    for (ending, instead) in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() + instead.len() >= LEAST
        {
            return format!("{rest}{instead}");
        }
    }
    word.to_owned()
}

/// Trades that French and English call differently, by their stems.
const ENGLISH: &[(&str, &str)] = &[
    ("accountant", "comptabl"),
    ("baker", "boulanger"),
    ("bookbinder", "relieur"),
    ("bookkeeper", "comptabl"),
    ("broker", "courtier"),
    ("cabinetmaker", "eben"),
    ("carpenter", "charpentier"),
    ("caterer", "traiteur"),
    ("contractor", "entrepreneur"),
    ("daycar", "garder"),
    ("doctor", "medecin"),
    ("engineer", "ingenieur"),
    ("florist", "fleur"),
    ("genealog", "genealog"),
    ("genealogist", "genealog"),
    ("insurer", "assureur"),
    ("insuranc", "assuranc"),
    ("lawyer", "avocat"),
    ("locksmith", "serrurier"),
    ("osteopath", "osteopath"),
    ("photographer", "photograph"),
    ("physician", "medecin"),
    ("plumber", "plombier"),
    ("printer", "imprimeur"),
    ("therap", "therap"),
    ("therapist", "therap"),
    ("translator", "traducteur"),
];

/// Words that join nobody: those of grammar, and those of every card.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "about accompagne affair affaire affaires aider aime aiment ainsi alors annee annees anyone
     apres assez aucun aussi autre autres avant avec avoir beau beaucoup boit boite boites before bien bons both
     build bureau bureaux business cadeau cela celle ceux chaque cherche cherchent chez client
     clients comme commerc commerce commerces company compagnie conseil conseils cours dans
     depuis deux dire dix does donc elles encore english entre entreprise entreprises entrepris
     equip equipe equipes etre every faire fais fait famille familles famill fois free from gens
     good grand group groupe have heur heure help here hour idee idees into jamais jeunes jour
     jours leur leurs ligne list long looking mais make making meilleur meme memes merci mesur
     mesure minute minutes mois moins mond monde montreal more most moyen nous notre offr offre
     people personn personne personnes petit petite petites petits plus point pour premier
     premiere professionel professionnel professionnels projet projets propr propre propres
     propriet proposition quand quebec quelqu quelque quelques quest rien sans savoir semain
     semaine service services seul siecle sites small some someth something soir sommes sont sous
     sure talk temps that their them they this thing things tous tout toute toutes travail
     travailleur travailleurs trois trouver veulent vieux vingt visite visit visiteur votr votre
     vous want week what when where which with without work world year years your"
        .split_ascii_whitespace()
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(one: &str, other: &str) -> Vec<String> {
        let theirs: Vec<_> = topics(other).into_iter().map(|topic| topic.key).collect();
        let shared = topics(one).into_iter();
        let shared = shared.filter(|topic| theirs.contains(&topic.key));
        shared.map(|topic| topic.word).collect()
    }

    #[test]
    fn a_trade_sought_meets_the_trade_whatever_its_gender_number_and_language() {
        for (sought, trade, word) in [
            (
                "Des généalogistes pour les successions",
                "Généalogiste",
                "généalogistes",
            ),
            ("Des généalogistes", "généalogie", "généalogistes"),
            (
                "Des architectes et des courtiers",
                "Courtière hypothécaire",
                "courtiers",
            ),
            ("Des notaires, des paroisses", "Notaire", "notaires"),
            ("Therapists, notaries and planners", "Notaire", "notaries"),
            ("Des graphistes sans développeur", "Graphiste", "graphistes"),
            (
                "Contractors, caterers",
                "Traiteuse libanaise, traiteur",
                "caterers",
            ),
            ("un photographe", "Photographer", "photographe"),
            ("des triplex", "Rénovation de triplex", "triplex"),
        ] {
            assert_eq!(meets(sought, trade), [word], "{sought} / {trade}");
        }
    }

    #[test]
    fn words_of_every_card_join_nobody() {
        let one = "Des entreprises qui veulent être vues, des clients, une équipe";
        assert!(meets(one, "Services aux entreprises et à leurs clients").is_empty());
        assert!(topics("le la les un et de à au").is_empty());
    }

    #[test]
    fn a_topic_is_told_once_and_always_has_the_same_number() {
        let found = topics("Papier, papiers et PAPIER");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].word, "papier");
        // FNV-1a's own test vectors.
        assert_eq!(
            (tag(""), tag("a"), tag("foobar")),
            (0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968)
        );
    }

    #[test]
    fn a_long_text_gives_a_bounded_list() {
        let long: String = (0..500).map(|n| format!("sujet{n}abcd ")).collect();
        assert_eq!(topics(&long).len(), MOST);
    }
}
