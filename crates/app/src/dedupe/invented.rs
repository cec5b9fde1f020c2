//! An invented list of contacts in Québec, on which the score is learnt and measured: people of
//! several activities, nicknames, spellings by ear, families in one firm, namesakes. A seed makes it,
//! so that it is the same everywhere.

use std::collections::HashSet;

use engine::seed::Random;

const GIVEN: &str = include_str!("../../../domain/src/likeness/given_names.txt");
const FAMILY: &str = include_str!("../../../domain/src/likeness/family_names.txt");

const TRADES: [&str; 24] = [
    "Marketing",
    "Stockage infonuagique",
    "Vitalité",
    "Plomberie",
    "Notaires",
    "Chocolaterie",
    "Assurances",
    "Courtage immobilier",
    "Traiteur",
    "Photographie",
    "Toitures",
    "Comptabilité",
    "Design",
    "Informatique",
    "Électricité",
    "Paysagement",
    "Coaching",
    "Traduction",
    "Imprimerie",
    "Voyages",
    "Fleuriste",
    "Rénovation",
    "Hypothèques",
    "Déménagement",
];
const FORMS: [&str; 5] = [" inc.", " ltée", " enr.", "", " S.E.N.C."];
const STREETS: [&str; 24] = [
    "rue Saint-Denis",
    "avenue du Parc",
    "boulevard René-Lévesque",
    "chemin de la Côte-des-Neiges",
    "rue Sherbrooke Ouest",
    "avenue Laurier",
    "rue Ontario Est",
    "boulevard Saint-Laurent",
    "rue Bernard",
    "avenue Van Horne",
    "rue Fleury",
    "rue Notre-Dame",
    "boulevard Décarie",
    "rue Jarry",
    "avenue du Mont-Royal",
    "rue Rachel",
    "rue Beaubien",
    "chemin Chambly",
    "rue Principale",
    "boulevard Taschereau",
    "rue Cartier",
    "rue de l’Église",
    "rang Saint-François",
    "montée Sainte-Rose",
];
const CITIES: [(&str, &str); 8] = [
    ("Montréal", "H2X"),
    ("Outremont", "H2V"),
    ("Laval", "H7N"),
    ("Longueuil", "J4K"),
    ("Québec", "G1R"),
    ("Sherbrooke", "J1H"),
    ("Saint-Jérôme", "J7Z"),
    ("Gatineau", "J8X"),
];
/// What people are called, and what they sign with.
const NICKNAMES: [(&str, &str); 22] = [
    ("michel", "Mike"),
    ("robert", "Bob"),
    ("jeanfrancois", "JF"),
    ("marguerite", "Margot"),
    ("philippe", "Phil"),
    ("alexandre", "Alex"),
    ("catherine", "Cathy"),
    ("sebastien", "Seb"),
    ("frederic", "Fred"),
    ("benoit", "Ben"),
    ("nicolas", "Nic"),
    ("stephanie", "Steph"),
    ("veronique", "Véro"),
    ("genevieve", "Gen"),
    ("isabelle", "Isa"),
    ("patrick", "Pat"),
    ("valerie", "Val"),
    ("samuel", "Sam"),
    ("jeanphilippe", "JP"),
    ("christine", "Chris"),
    ("mathieu", "Mat"),
    ("gabriel", "Gab"),
];

/// The heading of the list.
pub const HEADING: &str = "id,given_name,surname,phone,phone2,email,organisation,street_number,address_1,suburb,postcode,state";

/// One firm.
#[derive(Clone)]
struct Firm {
    name: String,
    domain: String,
    phone: String,
    address: [String; 4],
}

/// One human.
struct Human {
    given: String,
    family: String,
    /// The name of the other parent or of the spouse, where both are borne.
    second: Option<String>,
    mobile: String,
    private: String,
    firms: Vec<Firm>,
}

struct Maker {
    chance: Random,
    /// Mailboxes somebody has: no provider gives one to two people.
    taken: HashSet<String>,
    given: Vec<(String, u32)>,
    family: Vec<(String, u32)>,
}

/// A list of about so many contacts; records of one human have ids that begin alike: `17-0`, `17-1`.
pub fn list(humans: usize, seed: u64) -> String {
    let mut maker = Maker {
        chance: Random::new(seed),
        taken: HashSet::new(),
        given: weighted(GIVEN),
        family: weighted(FAMILY),
    };
    let mut lines = Vec::new();
    let mut number = 0;
    while number < humans {
        for human in maker.household() {
            for (n, record) in maker.records(&human).into_iter().enumerate() {
                lines.push((maker.chance.bits(), format!("{number}-{n},{record}")));
            }
            number += 1;
        }
    }
    lines.sort();
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    format!("{HEADING}\n{}\n", lines.join("\n"))
}

fn weighted(table: &str) -> Vec<(String, u32)> {
    let mut sum = 0;
    let lines = table.lines().filter_map(|line| line.rsplit_once(' '));
    let mut add = |(name, share): (&str, &str)| {
        sum += share.parse::<u32>().ok()?;
        Some((name.to_owned(), sum))
    };
    lines.filter_map(&mut add).collect()
}

impl Maker {
    fn of<'t>(&mut self, table: &[&'t str]) -> &'t str {
        table[self.chance.below(table.len())]
    }

    fn name(chance: &mut Random, table: &[(String, u32)]) -> String {
        let drawn = chance.below(table[table.len() - 1].1 as usize) as u32;
        let at = table.partition_point(|(_, sum)| *sum <= drawn);
        table[at].0.clone()
    }

    fn given(&mut self) -> String {
        Self::name(&mut self.chance, &self.given)
    }

    fn family(&mut self) -> String {
        let name = Self::name(&mut self.chance, &self.family);
        // Half of the people bear names that no table has.
        if self.chance.chance(0.5) {
            let ends = [
                "ard", "eau", "ier", "in", "ette", "on", "al", "et", "ois", "esse", "man", "ski",
            ];
            let end = self.of(&ends);
            let starts = [
                "B", "Br", "C", "Ch", "D", "F", "G", "Gr", "L", "M", "N", "P", "R", "S", "T", "V",
                "Z",
            ];
            let middles = [
                "ar", "el", "in", "or", "ub", "ant", "ov", "ing", "ol", "ust", "ez", "im",
            ];
            let (start, middle) = (self.of(&starts), self.of(&middles));
            return format!("{start}{middle}{end}").to_lowercase();
        }
        name
    }

    fn phone(&mut self) -> String {
        let areas = ["514", "438", "450", "418", "819", "579"];
        let area = self.of(&areas);
        let (exchange, rest) = (200 + self.chance.below(800), self.chance.below(10_000));
        format!("{area}{exchange:03}{rest:04}")
    }

    fn firm(&mut self, family: &str) -> Firm {
        let (trade, form) = (self.of(&TRADES), self.of(&FORMS));
        let name = match self.chance.below(3) {
            0 => format!("{trade} {}{form}", titled(family)),
            1 => format!("{} {trade}{form}", titled(&self.family())),
            _ => format!("{trade} {}{form}", titled(&self.given())),
        };
        let plain: String = domain::text::folded(&name)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let (street, (city, fsa)) = (self.of(&STREETS), CITIES[self.chance.below(CITIES.len())]);
        let letters = b"ABCEGHJKLMNPRSTVWXYZ";
        let letter = char::from(letters[self.chance.below(letters.len())]);
        let code = format!(
            "{fsa} {}{letter}{}",
            self.chance.below(10),
            self.chance.below(10)
        );
        Firm {
            domain: format!("{plain}.example"),
            name,
            phone: self.phone(),
            address: [
                (1 + self.chance.below(9_999)).to_string(),
                street.to_owned(),
                city.to_owned(),
                code,
            ],
        }
    }

    /// A mailbox of a public provider: as wished, or with the first number that is free.
    fn mailbox(&mut self, wished: &str, host: &str) -> String {
        let numbered = (2..).map(|n| format!("{wished}{n}@{host}"));
        let mut all = std::iter::once(format!("{wished}@{host}")).chain(numbered);
        let free = all.find(|mailbox| self.taken.insert(mailbox.clone()));
        free.unwrap_or_default()
    }

    /// One human, a family in one firm, or colleagues.
    fn household(&mut self) -> Vec<Human> {
        let family = self.family();
        let first = self.firm(&family);
        let (count, relatives) = match self.chance.below(10) {
            0 => (2, true),
            1 => (2, false),
            2 => (3, self.chance.chance(0.5)),
            _ => (1, true),
        };
        let mut humans: Vec<Human> = Vec::new();
        while humans.len() < count {
            let given = self.given();
            if humans.iter().any(|human| human.given == given) {
                continue;
            }
            let family = if relatives {
                family.clone()
            } else {
                self.family()
            };
            let mut firms = vec![first.clone()];
            while firms.len() < 3 && self.chance.chance(0.25) {
                firms.push(self.firm(&family));
            }
            let tail = if self.chance.chance(0.6) {
                String::new()
            } else {
                self.chance.below(100).to_string()
            };
            let host = self.of(&["gmail.com", "hotmail.com", "videotron.ca", "outlook.com"]);
            let second = self.chance.chance(0.06).then(|| self.family());
            humans.push(Human {
                second,
                private: self.mailbox(&format!("{given}.{}{tail}", family.replace(' ', "")), host),
                mobile: self.phone(),
                given,
                family,
                firms,
            });
        }
        humans
    }

    /// The records of one human: a card for each activity, and what others typed.
    fn records(&mut self, human: &Human) -> Vec<String> {
        let mut records: Vec<String> = human
            .firms
            .iter()
            .map(|firm| self.card(human, firm))
            .collect();
        if self.chance.chance(0.35) {
            let record = self.typed(human);
            records.push(record);
        }
        if self.chance.chance(0.2) {
            let firm = self.chance.below(human.firms.len());
            let record = self.card(human, &human.firms[firm]);
            records.push(record);
        }
        records
    }

    fn card(&mut self, human: &Human, firm: &Firm) -> String {
        let given = self.called(&human.given, 0.06);
        let family = self.surname(human, 0.02);
        let has_mobile = self.chance.chance(0.92);
        let mobile = self.written(&human.mobile);
        let mobile = if has_mobile { mobile } else { String::new() };
        let phone = match self.chance.below(10) {
            0..=5 => self.written(&firm.phone),
            6 => format!(
                "{} poste {}",
                self.written(&firm.phone),
                self.chance.below(90)
            ),
            _ => String::new(),
        };
        let local = format!("{}.{}", human.given, human.family.replace(' ', ""));
        let email = match self.chance.below(10) {
            // Whoever gives no mobile gives the address they read.
            _ if !has_mobile => human.private.clone(),
            0 | 1 => format!("info@{}", firm.domain),
            2..=5 => format!("{local}@{}", firm.domain),
            6..=8 => human.private.clone(),
            _ => String::new(),
        };
        let [number, street, city, code] = if self.chance.chance(0.7) {
            self.addressed(&firm.address)
        } else {
            Default::default()
        };
        let name = if self.chance.chance(0.1) {
            firm.name.to_uppercase()
        } else {
            firm.name.clone()
        };
        format!(
            "{given},{family},{mobile},{phone},{email},{name},{number},{street},{city},{code},QC"
        )
    }

    /// What somebody typed after the evening.
    fn typed(&mut self, human: &Human) -> String {
        let given = self.called(&human.given, 0.3);
        let family = self.surname(human, 0.15);
        let (given, family) = if self.chance.chance(0.03) {
            (family, given)
        } else {
            (given, family)
        };
        let mobile = if self.chance.chance(0.8) {
            let (area, rest) = human.mobile.split_at(3);
            let dialled = format!("{area}{}", self.slipped(rest, 0.02));
            self.written(&dialled)
        } else {
            String::new()
        };
        let email = if mobile.is_empty() || self.chance.chance(0.3) {
            self.slipped(&human.private, 0.02)
        } else {
            String::new()
        };
        let firm = if self.chance.chance(0.4) {
            human.firms[0].name.clone()
        } else {
            String::new()
        };
        format!("{given},{family},{mobile},,{email},{firm},,,,,")
    }

    fn called(&mut self, given: &str, often: f64) -> String {
        if self.chance.chance(often) {
            if let Some((_, called)) = NICKNAMES.iter().find(|(name, _)| *name == given) {
                return (*called).to_owned();
            }
            match (compound(given), self.chance.below(5)) {
                (_, 0) => return titled(&given[..1]) + ".",
                (Some((first, _)), 1 | 2) => return titled(first),
                _ => {}
            }
            return self.spelt(given, 0.5);
        }
        match compound(given) {
            Some((first, second)) => format!("{}-{}", titled(first), titled(second)),
            None => titled(given),
        }
    }

    /// The family name, or the two that somebody bears: together, or one of them.
    fn surname(&mut self, human: &Human, often: f64) -> String {
        let family = self.spelt(&human.family, often);
        let Some(second) = &human.second else {
            return family;
        };
        match self.chance.below(10) {
            0..=3 => format!("{family}-{}", titled(second)),
            4..=5 => format!("{family} {}", titled(second)),
            6..=8 => family,
            _ => titled(second),
        }
    }

    fn addressed(&mut self, address: &[String; 4]) -> [String; 4] {
        let [number, street, city, code] = address;
        [
            self.slipped(number, 0.02),
            self.spelt(street, 0.04),
            self.spelt(city, 0.02),
            self.slipped(code, 0.02),
        ]
    }

    /// What was typed with, seldom, two neighbours in the wrong order.
    fn slipped(&mut self, text: &str, often: f64) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        if letters.len() > 2 && self.chance.chance(often) {
            let at = self.chance.below(letters.len() - 1);
            letters.swap(at, at + 1);
        }
        letters.into_iter().collect()
    }

    fn spelt(&mut self, name: &str, often: f64) -> String {
        if !self.chance.chance(often) {
            return titled(name);
        }
        let ears = [
            ("ault", "o"),
            ("eau", "o"),
            ("ph", "f"),
            ("qu", "k"),
            ("ay", "é"),
            ("th", "t"),
            ("ou", "oo"),
            ("er", "é"),
            ("ss", "s"),
            ("nn", "n"),
            ("y", "i"),
            ("au", "o"),
        ];
        let by_ear = ears.iter().find(|(from, _)| name.contains(from));
        if let Some((from, to)) = by_ear.filter(|_| self.chance.chance(0.5)) {
            return titled(&name.replacen(from, to, 1));
        }
        let mut letters: Vec<char> = name.chars().collect();
        let at = self.chance.below(letters.len().saturating_sub(1).max(1));
        match self.chance.below(3) {
            0 if letters.len() > 3 => {
                letters.remove(at);
            }
            1 if letters.len() > 3 => letters.swap(at, at + 1),
            _ => letters.insert(at, letters[at]),
        }
        titled(&letters.into_iter().collect::<String>())
    }

    fn written(&mut self, number: &str) -> String {
        let (area, exchange, rest) = (&number[..3], &number[3..6], &number[6..]);
        match self.chance.below(4) {
            0 => format!("({area}) {exchange}-{rest}"),
            1 => format!("+1 {area} {exchange} {rest}"),
            2 => format!("{area}.{exchange}.{rest}"),
            _ => format!("{area} {exchange}-{rest}"),
        }
    }
}

/// The two names of which one is made: `mariehelene`.
fn compound(given: &str) -> Option<(&str, &str)> {
    let first = ["jean", "marie"]
        .into_iter()
        .find(|first| given.starts_with(first))?;
    let (first, second) = given.split_at(first.len());
    (second.len() > 2).then_some((first, second))
}

fn titled(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    first + letters.as_str()
}
