//! What holds whatever people are called and whatever is typed.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::{Entry, Index, Why, typo};
use crate::text::folded;

const GIVEN: &str = "Adèle Alain Albert Alexandre Alice Amélie André Annie Antoine Arthur Audrey Benjamin \
    Bernard Brigitte Bruno Camille Carole Caroline Catherine Cédric Chantal Charlotte Christine \
    Claire Clémence Daniel Danielle David Denis Denise Diane Dominique Édouard Élisabeth Élodie \
    Émile Emma Éric Étienne Fabien Fernand Florence Francine François Frédéric Gabriel Gaston \
    Geneviève Ghislain Gilles Ginette Guillaume Hélène Henri Hugo Isabelle Jacinthe Jacques \
    Jean-Marc Jean-Pierre Jérôme Jocelyne Joël Josiane Judith Julie Karine Laurent Léa Liliane \
    Louise Lucie Marcel Marguerite Marianne Marie-Claude Marie-Ève Marthe Martine Mathilde Maxime \
    Michel Mireille Monique Nathalie Nicolas Normande Olivier Pascal Patricia Paul-André Philippe \
    Raymonde Rémi Rosalie Sébastien Serge Simone Sophie Stéphane Sylvain Thérèse Valérie Victor \
    Vincent Viviane Xavier Yolande Yvette Zoé";
const FAMILY: &str = "Allard Archambault Arsenault Asselin Audet Beauchamp Beaudoin Beaulieu Bélanger \
    Bergeron Bernier Bérubé Bilodeau Blais Boisvert Boivin Bouchard Boucher Boudreau Bourgeois \
    Brassard Brisson Caron Carrier Champagne Charbonneau Chartrand Chénier Cloutier Corriveau \
    Côté Couture D’Amours Daigle Delorme Demers Deschamps Desjardins Desrochers Dion Drouin Dubé \
    Dubois Duchesne Dufour Dufresne Dumont Dupuis Fontaine Fortier Fournier Gagné Gagnon Gaudreault \
    Gauthier Gélinas Gervais Giguère Girard Giroux Godin Gosselin Goulet Gravel Grenier Guérin \
    Hamel Hébert Houle Hudon Jacob Labelle Lachance Lacroix Laflamme Lafontaine Lalonde Lambert \
    Lamontagne Landry Langlois Lapointe Lavallée L’Heureux Leclerc Lefebvre Lessard Lévesque \
    Marcotte Martel Ménard Mercier Michaud Morissette Nadeau Nguyễn Ouellet Paradis Parent Pelletier \
    Perreault Plourde Poirier Proulx Quesnel Raymond Renaud Richard Rioux Robitaille Rousseau Roy \
    St-Amand St-Onge Savard Séguin Simard Sirois Talbot Thériault Therrien Tremblay Trépanier Trudeau \
    Turcotte Vachon Vaillancourt Villeneuve";

/// Chance with a seed: Knuth's linear congruential generator.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// The text with one letter put in, left out, changed or swapped.
    pub fn typo(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let at = self.below(letters.len());
        let letter = char::from(b'a' + self.below(26) as u8);
        match self.below(4) {
            0 => letters.insert(at, letter),
            1 if letters.len() > 1 => drop(letters.remove(at)),
            2 if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => letters[at] = letter,
        }
        letters.into_iter().collect()
    }
}

/// So many invented people, no two of one name.
pub fn names(count: usize) -> Vec<(String, String)> {
    let given: Vec<_> = GIVEN.split_whitespace().collect();
    let family: Vec<_> = FAMILY.split_whitespace().collect();
    let mut chance = Chance(2);
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    while names.len() < count {
        let name = (
            given[chance.below(given.len())].to_owned(),
            family[chance.below(family.len())].to_owned(),
        );
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn entry<'a, K>(id: K, given: &'a str, family: &'a str) -> Entry<'a, K> {
    Entry {
        id,
        given,
        family,
        extra: "",
        weight: 0.0,
    }
}

fn index(names: &[(String, String)]) -> Index<usize> {
    Index::build(
        names
            .iter()
            .enumerate()
            .map(|(id, (given, family))| entry(id, given, family)),
    )
}

#[test]
fn any_single_typo_in_a_word_of_five_letters_still_finds_them() {
    let names = names(500);
    let index = index(&names);
    for (id, (given, family)) in names.iter().enumerate().step_by(7) {
        for (word, other) in [(given, family), (family, given)] {
            let letters: Vec<char> = folded(word).chars().collect();
            if letters.len() < 5 || !letters.iter().all(char::is_ascii_lowercase) {
                continue;
            }
            for typed in typos(&letters) {
                let query = format!("{typed} {other}");
                let hits = index.find(&query, 10);
                assert!(
                    hits.iter().any(|hit| hit.id == id),
                    "{query}: {given} {family}"
                );
            }
        }
    }
}

fn typos(letters: &[char]) -> Vec<String> {
    let mut typos = Vec::new();
    for at in 0..=letters.len() {
        for letter in 'a'..='z' {
            let mut typed = letters.to_vec();
            typed.insert(at, letter);
            typos.push(typed);
            if at < letters.len() {
                let mut typed = letters.to_vec();
                typed[at] = letter;
                typos.push(typed);
            }
        }
        if at < letters.len() {
            let mut typed = letters.to_vec();
            typed.remove(at);
            typos.push(typed);
        }
        if at + 1 < letters.len() {
            let mut typed = letters.to_vec();
            typed.swap(at, at + 1);
            typos.push(typed);
        }
    }
    typos.into_iter().map(String::from_iter).collect()
}

#[test]
fn a_walk_in_is_found_as_if_known_before() {
    let names = names(200);
    let whole = index(&names);
    let mut grown = index(&names[..100]);
    for (id, (given, family)) in names.iter().enumerate().skip(100) {
        grown.insert(&entry(id, given, family));
    }
    for query in ["ma", "gotier", "tremblai", "jm", "marie eve", "l", "stonge"] {
        assert_eq!(whole.find(query, 50), grown.find(query, 50), "{query}");
        assert_eq!(
            grown.find(query, 50),
            grown.find_by_scan(query, 50),
            "{query}"
        );
    }
}

#[test]
fn among_equals_the_likely_one_comes_first_and_then_the_name() {
    let names = [
        ("Marie", "Roy"),
        ("Marie", "Caron"),
        ("Marie", "Dion"),
        ("Mario", "Allard"),
    ];
    let mut index = Index::build(
        names
            .iter()
            .enumerate()
            .map(|(id, (given, family))| entry(id, given, family)),
    );
    let ids = |index: &Index<usize>, query| -> Vec<_> {
        index.find(query, 9).iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&index, "marie"), [1, 2, 0, 3]);
    assert_eq!(ids(&index, "mari"), [3, 1, 2, 0]);
    index.set_weight(2, 0.5);
    index.set_weight(3, f32::NAN);
    index.set_weight(9, 0.5);
    assert_eq!(ids(&index, "marie"), [2, 1, 0, 3]);
    assert_eq!(index.find("marie", 9)[0].why, Why::Exact);
}

#[test]
fn no_limit_no_letter_and_nobody_are_answers_too() {
    let empty = Index::<u32>::default();
    assert!(empty.is_empty());
    assert_eq!(empty.find("marie tremblay", 5), []);
    let index = Index::build([entry(1, "", ""), entry(2, "…", "-'-"), entry(3, "Zoé", "")]);
    assert_eq!(index.len(), 3);
    assert_eq!(index.find("zoe", 0), []);
    assert_eq!(index.find("…", 5), []);
    assert_eq!(index.find("zoe", usize::MAX).len(), 1);
}

#[test]
fn typos_are_counted_once_each() {
    let letters = |text: &str| -> Vec<u16> { text.encode_utf16().collect() };
    for (word, other, whole, start) in [
        ("tremblay", "tremblay", 0, 0),
        ("tremblay", "trembaly", 1, 1),
        ("tremblay", "trembley", 1, 1),
        ("tremblay", "tremblays", 1, 0),
        ("tremlay", "tremblay", 1, 1),
        ("trembal", "tremblay", 2, 1),
        ("tremlby", "tremblay", 2, 2),
        ("abc", "", 3, 3),
        ("", "abc", 3, 0),
        ("", "", 0, 0),
        ("marie", "sophie", 3, 3),
    ] {
        let found = typo::distances(&letters(word), &letters(other), 2);
        assert_eq!(found, (whole, start), "{word} {other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_typed_and_no_name_makes_it_panic(
        names in prop::collection::vec((any::<String>(), any::<String>(), any::<String>(), any::<f32>()), 0..8),
        query in any::<String>(),
        at in any::<prop::sample::Index>(),
    ) {
        let mut index = Index::build(names.iter().enumerate().map(|(id, (given, family, extra, weight))| {
            Entry { id, given, family, extra, weight: *weight }
        }));
        index.find(&query, 5);
        index.insert(&entry(99, &query, "O’Brien-Lacombe de la Tour"));
        prop_assert_eq!(index.find(&query, 9), index.find_by_scan(&query, 9));
        if !names.is_empty() {
            let (given, family, ..) = &names[at.index(names.len())];
            index.find(&format!("{family} {given}"), 5);
        }
    }

    #[test]
    fn the_order_of_words_and_accents_change_nothing(seed in any::<u64>()) {
        let names = names(300);
        let index = index(&names);
        let mut chance = Chance(seed);
        let mut words = Vec::new();
        for _ in 0..1 + chance.below(4) {
            let (given, family) = &names[chance.below(names.len())];
            let word = if chance.below(2) == 0 { given } else { family };
            let word = if chance.below(3) == 0 { chance.typo(word) } else { word.clone() };
            words.push(word);
        }
        let typed = words.join(" ");
        let hits = index.find(&typed, 400);
        prop_assert_eq!(&hits, &index.find(&folded(&typed), 400));
        let swap = chance.below(words.len());
        words.swap(0, swap);
        words.reverse();
        prop_assert_eq!(&hits, &index.find(&words.join(" "), 400));
        prop_assert_eq!(&hits, &index.find_by_scan(&typed, 400));
    }
}
