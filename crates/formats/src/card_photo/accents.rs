//! Accents of names: in a blur a mark is lost far sooner than one is seen that is not there.

use domain::text::folded;

/// Given and family names of Québec that are nearly always written with these marks.
const WRITTEN: &str = "\
    Adélaïde Adèle Agnès Aïcha Aimée Amélie Anaël Anaïs André Andrée Andréanne Angèle Angélique Aurélie \
    Aurélien Barthélemy Béatrice Bénédicte Benoît Bérénice Bérangère Cécile Céleste Célestin Céline \
    Cédric Chloé Clémence Clément Clémentine Danaé Danièle Daphné Délia Désiré Désirée Dorothée Édith Édouard \
    Éléonore Élie Éliane Élisabeth Élise Élodie Éloi Éloïse Élyse Émile Émilie Émilien Éric Érika \
    Étienne Eugène Eugénie Évangéline Ève Évelyne Félicité Félix François Françoise Frédéric Frédérick \
    Frédérique Gaël Gaëlle Gaétan Gaétane Geneviève Géraldine Gérard Gisèle Grégoire Hélène \
    Héloïse Hervé Honoré Inès Irène Isaïe Jérémie Jérémy Jérôme Joëlle Joël Josée Joséphine Josué Laëtitia Léa \
    Léandre Léo Léon Léonie Loïc Maël Maëlle Maïka Maïté Marlène Mathéo Médéric Mégane Mélanie \
    Mélodie Micaël Michaël Michèle Mickaël Moïse Mylène Naïma Nadège Noé Noël Noëlla \
    Noémie Océane Odélie Ophélie Pénélope Raphaël Raphaëlle Réal Réjean Réjeanne Rémi Rémy Rénald René Renée \
    Salomé Sébastien Séverine Solène Stéphane Stéphanie Sylvère Théo \
    Théophile Thérèse Timothée Valère Valérie Véronique Yaël Zélie Zoé Béchard Béland Bélanger Bélisle Bédard \
    Bérubé Côté Crépeau Dubé Émond Fréchette Gagné Gélinas Guérin Hébert Héroux Hétu Lafrenière Larivière \
    Laverdière Légaré Lépine Létourneau Lévesque Mélançon Ménard Péloquin Pépin Préfontaine Rhéaume Rivière \
    Séguin Thériault Thérien Tétreault Vézina";

/// A spelling with the accents that readings saw, where one in three saw them.
pub(super) fn seen(text: &str, told: &[String]) -> String {
    let words = text.split(' ').enumerate().map(|(at, word)| {
        let key = folded(word);
        let others = told.iter().filter_map(|other| other.split(' ').nth(at));
        let same: Vec<&str> = others.filter(|other| folded(other) == key).collect();
        let times = |one: &&&str| same.iter().filter(|other| other == one).count();
        let enough = same.iter().filter(|one| 3 * times(one) >= same.len());
        let best = enough.max_by_key(|one| (marks(one), times(one)));
        best.filter(|best| marks(best) > marks(word))
            .map_or(word, |best| best)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A name with the accents that it is written with elsewhere; `None` when it has them all. Nobody saw
/// them on the card: whoever shows the name must have it looked at.
pub(super) fn supposed(name: &str) -> Option<String> {
    let letters = |c: char| c.is_alphabetic();
    let mut written = String::new();
    for piece in name.split_inclusive(|c| !letters(c)) {
        let word = piece.trim_end_matches(|c| !letters(c));
        written += &known(word).unwrap_or_else(|| word.to_owned());
        written += &piece[word.len()..];
    }
    (written != name).then_some(written)
}

fn known(word: &str) -> Option<String> {
    if word.len() < 3 || marks(word) > 0 {
        return None;
    }
    let key = folded(word);
    let all = WRITTEN.split_whitespace();
    let known = { all }.find(|name| folded(name) == key)?;
    let is_small = word.chars().any(char::is_lowercase);
    Some(match is_small {
        true => known.to_owned(),
        false => known.to_uppercase(),
    })
}

/// How many letters of a word bear a mark.
fn marks(word: &str) -> usize {
    let marked = |c: &char| c.is_alphabetic() && !c.is_ascii();
    word.chars().filter(marked).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_the_accents_they_are_written_with() {
        for (read, written) in [
            ("Helene Cote", "Hélène Côté"),
            ("JEAN-FRANCOIS LEVESQUE-ROY", "JEAN-FRANÇOIS LÉVESQUE-ROY"),
            ("Emile de Grandpre", "Émile de Grandpre"),
        ] {
            assert_eq!(supposed(read).as_deref(), Some(written));
        }
        for right in ["Hélène Côté", "Marie Roy", "Rui D'Almeida", "", "-"] {
            assert_eq!(supposed(right), None, "{right}");
        }
    }
}
