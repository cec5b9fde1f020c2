//! The headings of the common address books, each with what its column holds.

use super::*;

/// What the columns hold, then their headings, apart by bars.
const GOOGLE: &[(&str, &str)] = &[
    ("name", "Name"),
    ("given", "First Name|Given Name|Prénom"),
    ("additional", "Middle Name|Additional Name|Deuxième prénom"),
    ("family", "Last Name|Family Name|Nom de famille"),
    ("prefix", "Name Prefix|Préfixe du nom"),
    ("suffix", "Name Suffix|Suffixe du nom"),
    ("nickname", "Nickname|Surnom"),
    (
        "organisation",
        "Organization Name|Organization 1 - Name|Nom de l'organisation|Nom de l’entreprise",
    ),
    (
        "title",
        "Organization Title|Organization 1 - Title|Titre dans l'organisation|Intitulé du poste",
    ),
    (
        "unit",
        "Organization Department|Organization 1 - Department|Service de l'organisation",
    ),
    ("role", "Occupation"),
    ("birthday", "Birthday|Anniversaire"),
    ("note", "Notes"),
    ("category", "Labels|Group Membership|Libellés"),
    (
        "label",
        "E-mail 1 - Label|E-mail 2 - Label|E-mail 1 - Type|Libellé de l'e-mail 1|Phone 1 - Label|Phone 2 - Type|\
         Libellé du téléphone 1|Address 1 - Label|Address 2 - Type|Libellé de l'adresse 1|Website 1 - Label|\
         Website 1 - Type|Libellé du site Web 1",
    ),
    (
        "email",
        "E-mail 1 - Value|E-mail 4 - Value|Valeur de l'e-mail 1",
    ),
    (
        "phone",
        "Phone 1 - Value|Phone 3 - Value|Valeur du téléphone 1",
    ),
    ("website", "Website 1 - Value|Valeur du site Web 1"),
    ("street", "Address 1 - Street|Rue de l'adresse 1"),
    ("city", "Address 1 - City|Ville de l'adresse 1"),
    ("box", "Address 1 - PO Box|Boîte postale de l'adresse 1"),
    ("region", "Address 1 - Region|Région de l'adresse 1"),
    (
        "postcode",
        "Address 1 - Postal Code|Code postal de l'adresse 1",
    ),
    ("country", "Address 1 - Country|Pays de l'adresse 1"),
    (
        "extended",
        "Address 1 - Extended Address|Complément de l'adresse 1",
    ),
    (
        "extra",
        "Phonetic First Name|Phonetic Middle Name|Phonetic Last Name|Prénom phonétique|Deuxième prénom phonétique|\
         Nom de famille phonétique|Yomi Name|Given Name Yomi|Additional Name Yomi|Family Name Yomi|File As|\
         Classer sous|Initials|Short Name|Maiden Name|Gender|Location|Billing Information|Directory Server|Mileage|\
         Hobby|Sensitivity|Priority|Subject|Language|Photo|Address 1 - Formatted|Organization 1 - Type|\
         Organization 1 - Yomi Name|Organization 1 - Symbol|Organization 1 - Location|\
         Organization 1 - Job Description|IM 1 - Type|IM 1 - Service|IM 1 - Value|Relation 1 - Label|\
         Relation 1 - Value|Event 1 - Label|Event 1 - Value|Custom Field 1 - Label|Custom Field 1 - Value|\
         Libellé de l'événement 1|Valeur de l'événement 1|Libellé du champ personnalisé 1|\
         Valeur du champ personnalisé 1",
    ),
];

const OUTLOOK: &[(&str, &str)] = &[
    ("given", "First Name|Prénom"),
    ("additional", "Middle Name|Deuxième prénom"),
    ("family", "Last Name|Nom"),
    ("suffix", "Suffix|Suffixe"),
    ("nickname", "Nickname|Surnom"),
    ("organisation", "Company|Société|Société "),
    ("unit", "Department|Service|Service "),
    // The first of two is read as what goes before the name.
    (
        "title",
        "Title|Titre|Job Title|Titre professionnel|Fonction",
    ),
    ("role", "Profession"),
    (
        "street",
        "Business Street|Business Street 2|Rue (bureau)|Rue (bureau) 3|Business Address",
    ),
    ("city", "Business City|Ville (bureau)"),
    ("region", "Business State|Dép/Région (bureau)"),
    ("postcode", "Business Postal Code|Code postal (bureau)"),
    (
        "country",
        "Business Country/Region|Business Country|Pays/Région (bureau)|Pays (bureau)",
    ),
    ("box", "Business Address PO Box|B.P. professionnelle"),
    (
        "street:home",
        "Home Street|Home Street 3|Rue (domicile)|Rue (domicile) 2",
    ),
    ("city:home", "Home City|Ville (domicile)"),
    ("region:home", "Home State|Dép/Région (domicile)"),
    ("postcode:home", "Home Postal Code|Code postal (domicile)"),
    ("country:home", "Home Country/Region|Pays/Région (domicile)"),
    ("box:home", "Home Address PO Box|Boîte postale du domicile"),
    ("street:other", "Other Street|Rue (autre)"),
    ("city:other", "Other City|Ville (autre)"),
    ("region:other", "Other State|Dép/Région (autre)"),
    ("postcode:other", "Other Postal Code|Code postal (autre)"),
    ("country:other", "Other Country/Region|Pays/Région (autre)"),
    ("box:other", "Other Address PO Box|Autre boîte postale"),
    (
        "fax",
        "Business Fax|Home Fax|Other Fax|Télécopie (bureau)|Télécopie (domicile)|Télécopie (autre)",
    ),
    (
        "work-phone",
        "Business Phone|Business Phone 2|Company Main Phone|Téléphone (bureau)|Téléphone 2 (bureau)|Téléphone société",
    ),
    (
        "home-phone",
        "Home Phone|Home Phone 2|Téléphone (domicile)|Téléphone 2 (domicile)",
    ),
    ("cell", "Mobile Phone|Tél. mobile|Téléphone mobile"),
    (
        "phone",
        "Car Phone|Other Phone|Primary Phone|Radio Phone|TTY/TDD Phone|Téléphone (voiture)|Téléphone (autre)|\
         Téléphone principal|Radio téléphone|Téléphone TDD/TTY",
    ),
    (
        "email",
        "E-mail Address|E-mail 2 Address|E-mail 3 Address|Adresse de messagerie|Adresse de messagerie 2|Adresse e-mail",
    ),
    ("website", "Web Page|Personal Web Page|Page Web"),
    ("birthday", "Birthday|Anniversaire"),
    ("note", "Notes"),
    ("category", "Categories|Catégories"),
    (
        "extra",
        "Assistant's Phone|Assistant's Name|Manager's Name|Callback|ISDN|Pager|Telex|Account|Anniversary|\
         Billing Information|Children|Directory Server|E-mail Type|E-mail 2 Type|E-mail Display Name|\
         E-mail 3 Display Name|Gender|Government ID Number|Hobby|Initials|Internet Free Busy|Keywords|Language|\
         Location|Mileage|Office Location|Organizational ID Number|Priority|Private|Referred By|Sensitivity|Spouse|\
         Schools|User 1|Given Yomi|Surname Yomi|Company Yomi|IMAddress|\
         Téléphone de l'assistant(e)|Nom de l'assistant(e)|Rappel|RNIS|Récepteur de radiomessagerie|Télex|\
         Type de messagerie|Type de messagerie 2|Nom complet de l'adresse de messagerie|\
         Nom complet de l'adresse de messagerie 2|Anniversaire de mariage ou fête|Bureau|Code gouvernement|Compte|\
         Conjoint(e)|Critère de diffusion|Disponibilité Internet|Emplacement|Enfants|Informations facturation|\
         Initiales|Kilométrage|Langue|Mots clés|Numéro d'identification de l'organisation|Passe-temps|Priorité|\
         Privé|Recommandé par|Responsable|Serveur d'annuaire|Sexe|Utilisateur 1|Société Yomi",
    ),
];

const LINKEDIN: &[(&str, &str)] = &[
    ("given", "First Name|Prénom"),
    ("family", "Last Name|Nom"),
    ("website", "URL"),
    ("email", "Email Address|Adresse e-mail"),
    ("organisation", "Company|Entreprise|Société"),
    ("title", "Position|Poste"),
    ("extra", "Connected On|En relation depuis|Connecté le"),
];

const OTHERS: &[(&str, &str)] = &[
    ("name", "Nom complet|Nom et prénom|Nom, prénom|Contact Name"),
    (
        "email",
        "Courriel|Adresse courriel|Adresse électronique|Courrier él.|Mail|Email",
    ),
    (
        "phone",
        "Téléphone|Tél.|Tel|Phone Number|Numéro de téléphone",
    ),
    ("cell", "Cell|Cellulaire|Cel."),
    ("work-phone", "Tél. bureau|Work Phone"),
    (
        "street",
        "Adresse|Adresse postale|Address|Mailing Address|Street Address|Rue",
    ),
    ("postcode", "Code postal|Zip|Zip Code|Postcode"),
    ("city", "Ville|City|Municipalité"),
    ("region", "Province|State|Province/État"),
    ("country", "Pays|Country"),
    ("website", "Site web|Site Internet|LinkedIn URL|Website"),
    (
        "extra",
        "Nom de jeune fille|Phonétique|Où|Combien|Telecom|Cellier|42|",
    ),
];

#[test]
fn each_heading_of_the_common_address_books_is_read_as_what_it_says() {
    for list in [GOOGLE, OUTLOOK, LINKEDIN, OTHERS] {
        for (expected, headings) in list {
            assert!(MEANINGS.contains(expected));
            for heading in headings.split('|') {
                assert_eq!(meaning(heading), *expected, "{heading:?}");
            }
        }
    }
}

#[test]
fn addresses_are_told_apart_by_their_numbers() {
    for (heading, number) in [
        ("Address 2 - City", Some(2)),
        ("Ville de l'adresse 3", Some(3)),
        ("Rue de l’adresse 1", Some(1)),
        ("Adresse 2", None),
        ("Rue (bureau) 2", None),
        ("E-mail 2 - Value", None),
    ] {
        assert_eq!(place_number(heading), number, "{heading}");
    }
}
