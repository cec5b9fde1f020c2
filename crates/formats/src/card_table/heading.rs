//! What a heading means: those of Google, Outlook and LinkedIn, in French and in English, and whatever
//! resembles them.

use domain::text::folded;

/// What a column may hold, as words. A place may be followed by `:home` or `:other`.
pub const MEANINGS: [&str; 34] = [
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
    "home-phone",
    "work-phone",
    "fax",
    "email",
    "website",
    "street",
    "city",
    "region",
    "postcode",
    "country",
    "street:home",
    "city:home",
    "region:home",
    "postcode:home",
    "country:home",
    "birthday",
    "note",
    "category",
    "label",
    "extra",
    "skip",
];

/// Headings that are what they say, without accents, numbers or punctuation.
const EXACT: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "name",
            "full name",
            "display name",
            "nom complet",
            "prenom et nom",
            "nom et prenom",
            "nom affiche",
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
            "civilite",
            "titre de civilite",
            "honorific prefix",
        ],
    ),
    (
        "suffix",
        &["name suffix", "suffix", "suffixe", "honorific suffix"],
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
            "societe",
            "entreprise",
            "compagnie",
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
            "poste",
            "titre professionnel",
            "intitule de poste",
        ],
    ),
    ("role", &["profession", "occupation", "metier", "trade"]),
    (
        "birthday",
        &[
            "birthday",
            "anniversaire",
            "date de naissance",
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
    (
        "website",
        &[
            "web page",
            "website",
            "url",
            "page web",
            "site web",
            "site",
            "site internet",
            "web",
        ],
    ),
    (
        "extra",
        &[
            "connected on",
            "en relation depuis",
            "photo",
            "e mail type",
            "file as",
        ],
    ),
];

fn words(heading: &str) -> String {
    let heading = folded(heading);
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !w.is_empty() && !w.chars().all(|c| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

/// What a heading means; `extra` when it is not known.
pub fn meaning(heading: &str) -> &'static str {
    let words = words(heading);
    if words.is_empty() {
        return "extra";
    }
    if let Some((code, _)) = EXACT
        .iter()
        .find(|(_, names)| names.contains(&words.as_str()))
    {
        return code;
    }
    let all: Vec<&str> = words.split(' ').collect();
    let has = |any: &[&str]| any.iter().any(|word| all.contains(word));
    let begins = |any: &[&str]| {
        all.iter()
            .any(|word| any.iter().any(|start| word.starts_with(start)))
    };
    let is_label = has(&["type", "label", "libelle"]);
    let email = begins(&["email", "courriel", "messagerie"]) || words.contains("e mail");
    let phone = begins(&[
        "phone",
        "telephone",
        "tel",
        "mobile",
        "cell",
        "fax",
        "telecop",
    ]);
    if is_label && (email || phone || has(&["address", "adresse", "website", "organization"])) {
        return "label";
    }
    if email {
        return if has(&["display", "name", "nom", "affichage"]) {
            "extra"
        } else {
            "email"
        };
    }
    if begins(&["fax", "telecop"]) {
        return "fax";
    }
    if begins(&["mobile", "cell", "portable"]) {
        return "cell";
    }
    if phone {
        return match () {
            () if begins(&["telex"]) => "extra",
            () if has(&["home", "domicile", "personnel", "maison"]) => "home-phone",
            () if has(&[
                "business", "bureau", "work", "company", "travail", "societe",
            ]) =>
            {
                "work-phone"
            }
            () => "phone",
        };
    }
    place(&all, &begins).unwrap_or(match () {
        () if has(&["website", "web"]) => "website",
        () if begins(&["organization"]) && has(&["name"]) => "organisation",
        () => "extra",
    })
}

/// Which of several addresses a column is of, where its heading numbers them: `Address 2 - City`.
pub(super) fn place_number(heading: &str) -> Option<usize> {
    let (which, _) = heading.split_once(" - ")?;
    let (what, number) = which.rsplit_once(' ')?;
    let known = ["address", "adresse"].contains(&folded(what).as_str());
    known.then(|| number.parse().ok()).flatten()
}

fn place(all: &[&str], begins: &dyn Fn(&[&str]) -> bool) -> Option<&'static str> {
    let has = |any: &[&str]| any.iter().any(|word| all.contains(word));
    let home = has(&["home", "domicile", "personnel", "personnelle"]);
    if has(&["formatted", "extended"]) {
        return None;
    }
    let (work, at_home) = match () {
        () if has(&["postal", "postcode", "zip"]) => ("postcode", "postcode:home"),
        () if has(&["street", "rue"]) => ("street", "street:home"),
        () if has(&["city", "ville"]) => ("city", "city:home"),
        () if has(&["state", "province", "dep", "etat"]) => ("region", "region:home"),
        () if has(&["country", "pays"]) => ("country", "country:home"),
        () if has(&["region"]) => ("region", "region:home"),
        () if all == ["address"]
            || all == ["adresse"]
            || begins(&["adresse"]) && all.len() <= 2 =>
        {
            ("street", "street:home")
        }
        () => return None,
    };
    Some(if home { at_home } else { work })
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
