//! What a heading means, in French and in English, whatever its case, accents and punctuation.

use domain::text::{Lang, folded};

use super::{COLUMN_LIMIT, Column, TableError};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// Both names in one cell.
    FullName,
    /// E-mail address.
    Email,
    /// Telephone.
    Phone,
    /// Profession.
    Trade,
    /// Title at work.
    Title,
    /// Company or other organisation.
    Organisation,
    /// Web site.
    Website,
    /// Guest, applicant, member or alumni.
    Standing,
    /// Since when.
    Since,
    /// Language.
    Language,
    /// What they offer.
    Offers,
    /// What they seek.
    Seeks,
    /// How they present themselves.
    Pitch,
}

/// Meaning, French headings, English headings. The first of each is the one written.
const HEADINGS: [(Meaning, &[&str], &[&str]); 15] = [
    (
        Meaning::Given,
        &["Prénom", "Prénoms"],
        &["First name", "Given name", "Firstname", "Forename"],
    ),
    (
        Meaning::Family,
        &["Nom", "Nom de famille"],
        &["Last name", "Family name", "Lastname", "Surname"],
    ),
    (
        Meaning::FullName,
        &["Nom complet", "Prénom et nom", "Nom et prénom"],
        &["Full name", "Name", "Fullname"],
    ),
    (
        Meaning::Email,
        &["Courriel", "Adresse courriel", "Adresse électronique"],
        &["E-mail", "Email", "Mail", "Email address", "E-mail address"],
    ),
    (
        Meaning::Phone,
        &["Téléphone", "Tél", "Cellulaire", "Numéro de téléphone"],
        &[
            "Phone",
            "Phone number",
            "Telephone number",
            "Mobile",
            "Cell",
        ],
    ),
    (
        Meaning::Trade,
        &["Profession", "Métier"],
        &["Trade", "Occupation"],
    ),
    (
        Meaning::Title,
        &["Titre", "Fonction", "Poste"],
        &["Title", "Job title", "Position"],
    ),
    (
        Meaning::Organisation,
        &["Entreprise", "Organisation", "Société", "Compagnie"],
        &["Company", "Organization", "Business"],
    ),
    (
        Meaning::Website,
        &["Site web", "Site", "Site internet"],
        &["Website", "Web", "URL"],
    ),
    (
        Meaning::Standing,
        &["Statut"],
        &["Standing", "Status", "Membership"],
    ),
    (
        Meaning::Since,
        &["Depuis", "Membre depuis", "Date d'adhésion"],
        &["Since", "Member since", "Joined"],
    ),
    (Meaning::Language, &["Langue"], &["Language", "Lang"]),
    (
        Meaning::Offers,
        &["Offre", "Offres", "J'offre"],
        &["Offers", "Offer", "I offer"],
    ),
    (
        Meaning::Seeks,
        &["Cherche", "Recherche", "Je cherche"],
        &["Seeks", "Seek", "Looking for", "I seek"],
    ),
    (
        Meaning::Pitch,
        &["Présentation", "Description"],
        &["Pitch", "Bio", "About"],
    ),
];

impl Meaning {
    /// All of them, in the order they are written.
    pub fn all() -> impl Iterator<Item = Self> {
        HEADINGS.iter().map(|(meaning, ..)| *meaning)
    }

    /// The meaning of a heading, or `None` when it is not known.
    pub fn of(heading: &str) -> Option<Self> {
        let heading = words(heading);
        let known = |names: &[&str]| names.iter().any(|name| words(name) == heading);
        HEADINGS
            .iter()
            .find(|(_, french, english)| known(french) || known(english))
            .map(|(meaning, ..)| *meaning)
    }

    /// The heading that a file written here has.
    pub fn heading(self, language: Lang) -> &'static str {
        let found = HEADINGS.iter().find(|(meaning, ..)| *meaning == self);
        found.map_or("", |(_, french, english)| match language {
            Lang::Fr => french[0],
            Lang::En => english[0],
        })
    }
}

/// Lower case, without accents or punctuation.
fn words(heading: &str) -> String {
    let heading = folded(heading);
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The columns of a row of headings. The first column of a meaning has it.
pub(super) fn columns(headings: Vec<String>) -> Result<Vec<Column>, TableError> {
    if headings.len() > COLUMN_LIMIT {
        return Err(TableError::TooManyColumns);
    }
    let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
    for heading in headings {
        let meaning = Meaning::of(&heading);
        let repeated = columns.iter().any(|column| column.meaning == meaning);
        columns.push(Column {
            heading,
            meaning: meaning.filter(|_| !repeated),
        });
    }
    settle_names(&mut columns);
    let names = [
        Meaning::Given,
        Meaning::Family,
        Meaning::FullName,
        Meaning::Email,
    ];
    let named = |column: &Column| column.meaning.is_some_and(|found| names.contains(&found));
    if columns.iter().any(named) {
        return Ok(columns);
    }
    let headings = columns.into_iter().map(|column| column.heading).collect();
    Err(TableError::NobodyNamed { headings })
}

/// Names are told once: in two columns, or else in one. A lonely « nom » is the whole name, as in
/// most French files.
fn settle_names(columns: &mut [Column]) {
    let has = |meaning| columns.iter().any(|column| column.meaning == Some(meaning));
    let (given, family) = (has(Meaning::Given), has(Meaning::Family));
    let whole = has(Meaning::FullName);
    for column in columns {
        column.meaning = match column.meaning {
            Some(Meaning::FullName) if given && family => None,
            Some(Meaning::Given | Meaning::Family) if whole && !(given && family) => None,
            Some(Meaning::Family) if !given => Some(Meaning::FullName),
            meaning => meaning,
        };
    }
}
