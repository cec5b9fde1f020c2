//! Invented people, plausible in Québec; their domains lead nowhere.

use super::Chance;

const GIVEN: [&str; 36] = [
    "Inès",
    "Jean-François",
    "Anne-Marie",
    "Théo",
    "Régine",
    "Youssef",
    "Mireille",
    "Lộc",
    "Geneviève",
    "Étienne",
    "Odile",
    "Ibrahima",
    "Noémie",
    "Graham",
    "Wilhelmine",
    "François",
    "Zoé",
    "Marc-André",
    "Hélène",
    "Émile",
    "Catherine",
    "Mathieu",
    "Aïcha",
    "Benoît",
    "Chloé",
    "Daniel",
    "Sofia",
    "Patrick",
    "Josée",
    "Kevin",
    "Véronique",
    "Antoine",
    "Margaret",
    "Olivier",
    "Fatou",
    "Simon",
];
const FAMILY: [&str; 34] = [
    "Belkacem",
    "Tremblay",
    "Côté",
    "Gagnon",
    "Lévesque",
    "Trần",
    "Bélanger",
    "D’Almeida",
    "Lahlou",
    "Roy",
    "Bouchard",
    "Desrochers",
    "Diallo",
    "Lapointe",
    "Nguyen",
    "O’Brien",
    "Thibault",
    "Pelletier",
    "Fournier",
    "Girard",
    "Morin",
    "Di Lallo",
    "Beaulieu",
    "Charbonneau",
    "Ouellet",
    "Poirier",
    "Saint-Pierre",
    "Vézina",
    "Zimmermann",
    "Kowalski",
    "Fernandez",
    "Haddad",
    "MacLeod",
    "Larivière",
];
const FRENCH: [(&str, &str); 18] = [
    ("Notaire", "Notaires"),
    ("Courtière immobilière", "Immobilier"),
    ("Avocat", "Avocats"),
    ("Comptable professionnelle agréée", "CPA"),
    ("Conseiller en sécurité financière", "Assurances"),
    ("Graphiste", "Studio"),
    ("Chocolatier", "Chocolaterie"),
    ("Architecte", "Architectes"),
    ("Directrice des ventes", "Distribution"),
    ("Généalogiste", "Racines"),
    ("Traductrice agréée", "Traductions"),
    ("Luthière", "Atelier"),
    ("Photographe", "Studio"),
    ("Président-directeur général", "Groupe"),
    ("Ergothérapeute", "Clinique"),
    ("Conseillère en marketing", "Agence"),
    ("Ingénieur", "Génie-conseil"),
    ("Traiteur", "Saveurs"),
];
const ENGLISH: [(&str, &str); 8] = [
    ("Mortgage Broker", "Mortgages"),
    ("Sales Manager", "Supplies"),
    ("Partner", "Partners"),
    ("Real Estate Broker", "Realty"),
    ("Founder", "Labs"),
    ("Lawyer", "Law"),
    ("Marketing Director", "Media"),
    ("Financial Advisor", "Capital"),
];
const PLACES: [(&str, &str); 10] = [
    ("Montréal (Québec)", "H2W 1Y4"),
    ("Québec (Québec)", "G1R 2S5"),
    ("Laval QC", "H7N 5X1"),
    ("Longueuil (Québec)", "J4K 1A5"),
    ("Outremont (Québec)", "H2V 4R8"),
    ("Gatineau QC", "J8X 3Y7"),
    ("Sherbrooke (Québec)", "J1H 1Z1"),
    ("Montreal, QC", "H3B 2T6"),
    ("Lévis (Québec)", "G6V 8T4"),
    ("Westmount, QC", "H3Z 1P9"),
];
const STREETS: [&str; 10] = [
    "rue Saint-Denis",
    "avenue du Mont-Royal Est",
    "boulevard Charest Ouest",
    "chemin de la Côte-Sainte-Catherine",
    "rue Sherbrooke Ouest",
    "Sainte-Catherine Street West",
    "boul. René-Lévesque",
    "rue Racine",
    "avenue Bernard",
    "King Street West",
];

/// Somebody with a card.
pub struct Person {
    pub name: String,
    pub title: String,
    pub organisation: String,
    pub phone: String,
    pub email: String,
    pub site: String,
    address: [String; 2],
    fax: Option<String>,
    english: bool,
}

fn plain(text: &str) -> String {
    let folded = domain::text::folded(text);
    folded
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect()
}

fn telephone(chance: &mut Chance) -> String {
    let area = *chance.one(&["514", "438", "450", "418", "819", "581", "579", "613"]);
    format!(
        "{area} {}{:02}-{:04}",
        2 + chance.below(8),
        chance.below(100),
        chance.below(10_000)
    )
}

impl Person {
    pub fn invented(chance: &mut Chance) -> Self {
        let (given, family) = (*chance.one(&GIVEN), *chance.one(&FAMILY));
        let english = chance.below(4) == 0;
        let (title, kind) = if english {
            *chance.one(&ENGLISH)
        } else {
            *chance.one(&FRENCH)
        };
        let partner = *chance.one(&FAMILY);
        let organisation = match chance.below(4) {
            0 => format!("{kind} {family}"),
            1 => format!("{family} {kind} inc."),
            2 => format!("{family}, {partner} et associés"),
            _ => format!("{kind} {partner}"),
        };
        let end = *chance.one(&["ca", "com", "quebec", "example"]);
        let host = match chance.below(3) {
            0 => format!("{}{}.{end}", plain(kind), plain(family)),
            1 => format!("{}-{}.{end}", plain(family), plain(kind)),
            _ => format!("{}.{end}", plain(&organisation)),
        };
        let (g, f) = (plain(given), plain(family));
        let local = match chance.below(4) {
            0 => format!("{g}.{f}"),
            1 => g.clone(),
            2 => format!("{}{f}", &g[..1]),
            _ => "info".to_owned(),
        };
        let (city, postcode) = *chance.one(&PLACES);
        Self {
            name: format!("{given} {family}"),
            title: title.to_owned(),
            organisation,
            phone: telephone(chance),
            email: format!("{local}@{host}"),
            site: host,
            address: [
                format!("{}, {}", 10 + chance.below(9_000), chance.one(&STREETS)),
                format!("{city} {postcode}"),
            ],
            fax: (chance.below(4) == 0).then(|| telephone(chance)),
            english,
        }
    }

    /// How to reach them, one line each.
    pub fn lines(&self, chance: &mut Chance) -> Vec<String> {
        let digits = self.phone.replace([' ', '-'], "");
        let (a, b, c) = (&digits[..3], &digits[3..6], &digits[6..]);
        let phone = match chance.below(5) {
            0 => format!("{a}.{b}.{c}"),
            1 => format!("({a}) {b}-{c}"),
            2 => format!("+1 {a} {b} {c}"),
            3 => format!("{a}-{b}-{c}"),
            _ => self.phone.clone(),
        };
        let label = match (self.english, chance.below(3)) {
            (_, 0) => "T ",
            (true, 1) => "Phone: ",
            (false, 1) => "Tél. : ",
            _ => "",
        };
        let mut lines = vec![format!("{label}{phone}")];
        if let Some(fax) = &self.fax {
            lines.push(format!(
                "{} {fax}",
                if self.english { "Fax:" } else { "Téléc. :" }
            ));
        }
        lines.push(self.email.clone());
        let www = if chance.below(2) == 0 { "www." } else { "" };
        lines.push(format!("{www}{}", self.site));
        if lines.len() < 4 || chance.below(2) == 0 {
            lines
                .push(format!("{}, {}", self.address[0], self.address[1]).replacen("00,", "0,", 1));
        }
        lines.truncate(5);
        lines
    }
}
