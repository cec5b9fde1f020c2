//! How a name sounds in French, as spoken in Québec: a key that spellings of one sound share.
//!
//! The idea is published: F. Brouard's *Phonex* (1999) and *FONEM* (G. Bouchard, P. Brard and
//! Y. Lavoie, *Population* 36, 1981, made for the families of the Saguenay) rewrite groups of letters,
//! in their surroundings, into one sign a sound. The rules here are our own, read off how names are
//! written and said around us, and keep more vowels apart than either, because a door wants few
//! names and not all cousins.
//!
//! One pass from the left; the first rule that fits takes its letters and gives its signs; without
//! a rule a letter is its own sign; a sign is never written twice in a row. Signs beyond letters:
//! `0` eu, `1` an, `2` in and un, `3` on, `S` ch; `u` is ou, `y` is u, `i` also stands for the
//! glide of *fille*. What is silent goes: *h*, most last consonants, *s* in *Desrosiers* and
//! *Dufresne*, *b* in *Lefebvre*, *l* in *Thibault*. A last *e* without its accent may be silent or
//! not (*Côte*, *Côté*), so such a word has two keys.

use std::sync::LazyLock;

use super::words::Letters;

/// The rules, by first letter, as `before/letters/after/signs`. Before and after are sets: small
/// letters stand for themselves, `V` vowels, `C` consonants, `E` e i y, `N` what makes the vowel
/// before an n nasal (the end, or a consonant but n, m and h), `^` the start, `$` the end; empty is
/// anything. The same table, to the letter, is in `name_search.js`.
pub const RULES: [&str; 18] = [
    "/aim/N/2 /ain/N/2 /aill//ai /ail/$/ai /aie/$/e /ay/V/ai /ay//e /ai//e /au//o /am/bp/1 /an/N/1",
    "e/b/v/ /bapt//bat",
    "/ch/rl/k /ch//S /cqu//k /ck//k /cc/E/ks /cois/$/swa /coise/$/swaz /c/E/s /c//k",
    "^/des/C/de /ds/$/ /d/$/",
    "/eau//o gj/e/ao/ /eill//ei /eil/$/ei /eim/N/2 /ein/N/2 /ei//e /ey/V/ei /ey//e /eu//0 /er/$/e /ers/$/e /ez/$/e /erc/$/er iy/en/$/2 /em/bp/1 /en/N/1 /esque/$/ek /ee//e VC/es/$/ VC/e/$/",
    "/guay//ge /gu/E/g /gni//ni /gn//ni /g/E/j",
    "/h//",
    "/im/bp/2 /in/N/2 cgv/ill//il /ill/aeou/i",
    "u/l/dtx/",
    "^/nguy//nyi",
    "/oeu//0 /oin/N/w2 /oye/$/wa /oy/V/wai /oy//wa /oi//wa /ouill//ui /ou/V/w /ou//u /oo//u /om/bp/3 /on/N/3",
    "/ph//f m/p/$/",
    "/qu//k /q//k",
    "/sch//S /sh//S /sc/E/s V/st/$/ /ss//s V/s/V/z V/s/n/ /s/$/",
    "/tch//S /th//t /tion//si3 /tt/$/t /ts/$/ /t/$/",
    "/un/N/2 /um/bp/2 /u//y",
    "^/x//gz iul/x/$/ /x//ks",
    "/yn/N/2 /ym/bp/2 /y//i /z/$/",
];

struct Rule {
    before: Vec<u16>,
    letters: Vec<u16>,
    after: Vec<u16>,
    signs: Vec<u16>,
}

/// The rules of each letter of the alphabet.
static TABLE: LazyLock<[Vec<Rule>; 26]> = LazyLock::new(|| {
    let mut table = [const { Vec::new() }; 26];
    for rule in RULES.iter().flat_map(|line| line.split(' ')) {
        let mut fields = rule.split('/').map(|field| field.encode_utf16().collect());
        let mut field = || -> Vec<u16> { fields.next().unwrap_or_default() };
        let rule = Rule {
            before: field(),
            letters: field(),
            after: field(),
            signs: field(),
        };
        if let Some(letter @ 97..=122) = rule.letters.first() {
            table[usize::from(letter - 97)].push(rule);
        }
    }
    table
});

const START: u16 = b'^' as u16;
const END: u16 = b'$' as u16;
const MUTE: u16 = b'e' as u16;

/// The one or two keys of a folded word; the second repeats the first when there is but one.
pub fn keys(word: &[u16]) -> [Letters; 2] {
    let mut key: Vec<u16> = Vec::with_capacity(word.len() + 1);
    let mut at = 0;
    while at < word.len() {
        let rule = match word[at] {
            letter @ 97..=122 => TABLE[usize::from(letter - 97)]
                .iter()
                .find(|rule| fits(rule, word, at)),
            _ => None,
        };
        let signs = rule.map_or(&word[at..=at], |rule| &rule.signs);
        for sign in signs {
            if key.last() != Some(sign) {
                key.push(*sign);
            }
        }
        at += rule.map_or(1, |rule| rule.letters.len());
    }
    let first: Letters = key.as_slice().into();
    if word.last() == Some(&MUTE) && key.last().is_some_and(|sign| *sign != MUTE) {
        key.push(MUTE);
    }
    [first, key.into()]
}

fn fits(rule: &Rule, word: &[u16], at: usize) -> bool {
    let end = at + rule.letters.len();
    let before = if at == 0 { START } else { word[at - 1] };
    word[at..].starts_with(&rule.letters)
        && is_of(&rule.before, before)
        && is_of(&rule.after, word.get(end).copied().unwrap_or(END))
}

fn is_of(set: &[u16], letter: u16) -> bool {
    let Ok(letter) = u8::try_from(letter) else {
        return set.is_empty();
    };
    let vowel = b"aeiouy".contains(&letter);
    let consonant = letter.is_ascii_lowercase() && !vowel;
    set.is_empty()
        || set.iter().any(|class| match *class as u8 {
            b'V' => vowel,
            b'C' => consonant,
            b'E' => b"eiy".contains(&letter),
            b'N' => letter == b'$' || (consonant && !b"nmh".contains(&letter)),
            class => class == letter,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name_search::words::letters;

    fn sounds(word: &str) -> [String; 2] {
        let word = crate::text::folded(word);
        keys(&letters(&word)).map(|key| String::from_utf16_lossy(&key))
    }

    #[test]
    fn spellings_of_one_sound_share_a_key() {
        for family in [
            "Thibault Thibeau Thibeault Thibaud Tibo Tibaut",
            "Lefebvre Lefèvre Lefebvre",
            "Gauthier Gautier Gotier Gotié Gothier",
            "Hébert Ébert Hebbert",
            "Beaulieu Bolieu Beaulieux",
            "Phaneuf Faneuf",
            "Desrosiers Derozier Derosier Desrosier",
            "Côté Coté Cotté Coter Cauté",
            "Trần Tran",
            "Jean Gens Jan",
            "Tremblay Tremblé Tranblé Tramblay",
            "Archambault Archambeau Archambo",
            "Arnauld Arnaud Arnault Arno",
            "Proulx Prou Prout",
            "Lavoie Lavoi Lavoye",
            "Forest Forêt Foret",
            "Gagné Ganier Gagner",
            "Gagnon Ganion",
            "Dubé Duber Dubay",
            "Descôteaux Décoteau",
            "Dufresne Dufrêne",
            "Lévesque Lévêque",
            "Leclerc Leclair Leclère",
            "Ouellet Wellet Ouelet",
            "Lemieux Lemieu",
            "Desjardins Déjardin",
            "Durand Durant",
            "Roy Roi",
            "Jacques Jaques Jak",
            "Éric Érick Erik",
            "François Franswa",
            "Chloé Cloé Kloé",
            "Guy Gui",
            "Lucille Lucile",
            "Josée José",
            "Vaillancourt Vayancourt",
            "Benoît Benoist",
            "Baptiste Batiste",
            "Nguyễn Nuyen",
            "Lacroix Lacroi",
            "Guay Gué",
        ] {
            let mut spellings = family.split(' ').map(sounds);
            let first = spellings.next().unwrap();
            for other in spellings {
                assert!(
                    first.iter().any(|key| other.contains(key)),
                    "{family}: {first:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn names_that_sound_apart_stay_apart() {
        for pair in [
            ["Bouchard", "Boucher"],
            ["Martin", "Morin"],
            ["Roy", "Ray"],
            ["Paul", "Paule-Anne"],
            ["Simon", "Simone"],
            ["Jean", "Jeanne"],
            ["Lebel", "Labelle"],
            ["Picard", "Ricard"],
            ["Gagnon", "Gagné"],
            ["Côté", "Cossette"],
        ] {
            let [one, other] = pair.map(sounds);
            assert!(one.iter().all(|key| !other.contains(key)), "{pair:?}");
        }
    }
}
