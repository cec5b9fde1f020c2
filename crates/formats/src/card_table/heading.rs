//! What a heading means: those of Google, Outlook and LinkedIn, in French and in English, old and new,
//! and whatever resembles them.

use domain::text::folded;

/// What a column may hold, as words. A place may be followed by `:home` or `:other`.
pub const MEANINGS: [&str; 45] = [
    "extra",
    "skip",
    "name",
    "given",
    "additional",
    "family",
    "prefix",
    "suffix",
    "nickname",
    "organisation",
    "unit",
    "title",
    "role",
    "phone",
    "cell",
    "work-phone",
    "home-phone",
    "fax",
    "email",
    "website",
    "street",
    "extended",
    "box",
    "city",
    "region",
    "postcode",
    "country",
    "street:home",
    "extended:home",
    "box:home",
    "city:home",
    "region:home",
    "postcode:home",
    "country:home",
    "street:other",
    "extended:other",
    "box:other",
    "city:other",
    "region:other",
    "postcode:other",
    "country:other",
    "birthday",
    "note",
    "category",
    "label",
];

/// Headings that are what they say, without accents, numbers or punctuation.
const EXACT: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "name",
            "full name",
            "display name",
            "contact name",
            "nom complet",
            "prenom et nom",
            "nom et prenom",
            "prenom nom",
            "nom prenom",
            "nom affiche",
            "nom du contact",
            "contact",
        ],
    ),
    (
        "given",
        &[
            "first name",
            "given name",
            "prenom",
            "prenoms",
            "firstname",
            "forename",
        ],
    ),
    (
        "additional",
        &[
            "middle name",
            "additional name",
            "deuxieme prenom",
            "second prenom",
            "autres prenoms",
        ],
    ),
    (
        "family",
        &[
            "last name",
            "family name",
            "surname",
            "lastname",
            "nom",
            "nom de famille",
        ],
    ),
    (
        "prefix",
        &[
            "name prefix",
            "prefix",
            "prefixe",
            "prefixe du nom",
            "civilite",
            "titre de civilite",
            "honorific prefix",
        ],
    ),
    (
        "suffix",
        &[
            "name suffix",
            "suffix",
            "suffixe",
            "suffixe du nom",
            "honorific suffix",
        ],
    ),
    ("nickname", &["nickname", "surnom"]),
    (
        "organisation",
        &[
            "company",
            "organization",
            "organisation",
            "organization name",
            "organisation name",
            "company name",
            "nom de l organisation",
            "nom de l entreprise",
            "nom de la societe",
            "societe",
            "entreprise",
            "compagnie",
            "raison sociale",
            "employer",
            "employeur",
            "business",
        ],
    ),
    (
        "unit",
        &[
            "department",
            "organization department",
            "service",
            "service de l organisation",
            "departement",
        ],
    ),
    (
        "title",
        &[
            "job title",
            "title",
            "organization title",
            "position",
            "fonction",
            "titre",
            "titre dans l organisation",
            "titre de l organisation",
            "fonction dans l organisation",
            "poste",
            "titre professionnel",
            "titre du poste",
            "intitule de poste",
            "intitule du poste",
        ],
    ),
    (
        "role",
        &["role", "profession", "occupation", "metier", "trade"],
    ),
    (
        "birthday",
        &[
            "birthday",
            "anniversaire",
            "date d anniversaire",
            "date de naissance",
            "naissance",
            "birth date",
            "date of birth",
        ],
    ),
    (
        "note",
        &["notes", "note", "remarques", "commentaires", "comments"],
    ),
    (
        "category",
        &[
            "categories",
            "labels",
            "group membership",
            "etiquettes",
            "tags",
            "groupes",
            "libelles",
        ],
    ),
];

/// Parts of a postal address: at work or unknown, at home, elsewhere.
const PLACES: [[&str; 3]; 7] = [
    ["street", "street:home", "street:other"],
    ["extended", "extended:home", "extended:other"],
    ["box", "box:home", "box:other"],
    ["city", "city:home", "city:other"],
    ["region", "region:home", "region:other"],
    ["postcode", "postcode:home", "postcode:other"],
    ["country", "country:home", "country:other"],
];

/// A heading without case, accents, numbers and punctuation.
struct Heading<'t> {
    text: &'t str,
    words: Vec<&'t str>,
}

impl Heading<'_> {
    fn has(&self, any: &[&str]) -> bool {
        any.iter().any(|word| self.words.contains(word))
    }

    fn begins(&self, any: &[&str]) -> bool {
        let mut words = self.words.iter();
        words.any(|word| any.iter().any(|start| word.starts_with(start)))
    }

    fn says(&self, any: &[&str]) -> bool {
        let text = format!(" {} ", self.text);
        any.iter().any(|said| text.contains(&format!(" {said} ")))
    }
}

fn words(heading: &str) -> String {
    let heading = folded(heading);
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !w.is_empty() && !w.chars().all(|c| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

/// What a heading means; `extra` when it is not known.
pub fn meaning(heading: &str) -> &'static str {
    let text = words(heading);
    let exact = EXACT.iter().find(|(_, all)| all.contains(&text.as_str()));
    if let Some((code, _)) = exact {
        return code;
    }
    let words = Heading {
        text: &text,
        words: text.split(' ').collect(),
    };
    // How a name is said, and whom to ask instead, are not the name and the number.
    if text.is_empty() || words.begins(&["phonet", "assist"]) || words.has(&["yomi"]) {
        return "extra";
    }
    if words.has(&["type", "label", "libelle"]) {
        // Outlook tells the type of an address, not whose it is, after the address.
        let before = heading.contains(" - ") || words.has(&["libelle"]);
        return match before && labels(&words) {
            true => "label",
            false => "extra",
        };
    }
    reached(&words).or_else(|| place(&words)).unwrap_or("extra")
}

/// Whether the value of which a label is told takes one.
fn labels(words: &Heading<'_>) -> bool {
    reached(words).is_some() || words.has(&["address", "adresse"])
}

/// Telephones, e-mail and web sites.
fn reached(words: &Heading<'_>) -> Option<&'static str> {
    if is_email(words) {
        let about = words.has(&["display", "name", "nom", "affichage", "format"]);
        return Some(if about { "extra" } else { "email" });
    }
    if words.begins(&["fax", "telecop"]) {
        return Some("fax");
    }
    if words.has(&["mobile", "cell", "cel", "gsm", "portable"]) || words.begins(&["cellul"]) {
        return Some("cell");
    }
    if words.has(&["phone", "phones", "tel"]) || words.begins(&["telephon"]) {
        return Some(match () {
            () if words.has(&["home", "domicile", "personnel", "maison"]) => "home-phone",
            () if words.has(&[
                "business", "bureau", "work", "company", "travail", "societe",
            ]) =>
            {
                "work-phone"
            }
            () => "phone",
        });
    }
    let web = ["website", "web", "url", "www", "site"];
    words.has(&web).then_some("website")
}

fn is_email(words: &Heading<'_>) -> bool {
    words.begins(&["email", "courriel", "messagerie"])
        || words.says(&["e mail", "mail", "adresse electronique"])
        || words.begins(&["courrier"]) && words.begins(&["el"])
}

/// Which of several addresses a column is of, where its heading numbers them: `Address 2 - City`,
/// « Ville de l’adresse 2 ».
pub(super) fn place_number(heading: &str) -> Option<usize> {
    let heading = folded(heading);
    let (_, number) = match heading.split_once(" - ") {
        Some((which, _)) => which.rsplit_once(' ')?,
        None => heading.split_once("de l'adresse ")?,
    };
    let known = heading.contains("address") || heading.contains("adresse");
    known.then(|| number.trim().parse().ok()).flatten()
}

fn place(words: &Heading<'_>) -> Option<&'static str> {
    let has = |any: &[&str]| words.has(any);
    let part = match () {
        () if has(&["formatted", "forme"]) => return None,
        () if words.says(&["po box", "boite postale", "case postale", "b p"]) => 2,
        () if words.begins(&["extended", "etendu", "complement"]) => 1,
        () if has(&["postal", "postcode", "zip"]) => 5,
        () if has(&["street", "rue"]) => 0,
        () if has(&["city", "ville", "municipalite"]) => 3,
        () if has(&["state", "province", "dep", "etat"]) => 4,
        () if has(&["country", "pays"]) => 6,
        () if has(&["region"]) => 4,
        () if has(&["address", "adresse"]) && words.words.len() <= 3 => 0,
        () => return None,
    };
    let group = match () {
        () if has(&["home", "domicile", "maison"]) || words.begins(&["personnel"]) => 1,
        () if has(&["other", "autre"]) => 2,
        () => 0,
    };
    Some(PLACES[part][group])
}

/// The kind that a label tells: `* Work` is work.
pub(super) fn kind(label: &str) -> Option<&'static str> {
    let label = folded(label);
    let tells = |words: &[&str]| words.iter().any(|word| label.contains(word));
    Some(match () {
        () if tells(&["fax", "telecop"]) => "fax",
        () if tells(&["mobile", "cell", "portable"]) => "cell",
        () if tells(&["work", "travail", "bureau", "business", "professionnel"]) => "work",
        () if tells(&["home", "domicile", "personnel", "maison"]) => "home",
        () => return None,
    })
}

#[cfg(test)]
mod tests;
