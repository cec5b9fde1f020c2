//! Searches a notebook while a million contacts lie in the installation: a hundred keepers with ten
//! thousand each. `cargo bench -p store --bench finding [-- KEEPERS CONTACTS]`
//!
//! Every query is one that somebody types: a beginning, a fragment, two words, a sound, a typo, a
//! trade and a month. Times are worked by one thread, through the same reader the server uses.

#![allow(clippy::disallowed_methods)] // a benchmark is what a clock is for

use std::time::Instant;

use domain::contact::Contact;
use domain::finding::terms;
use domain::id::{ContactId, PersonId};
use domain::person::{Name, Person, Visibility};
use domain::text::Lang;
use jiff::{SignedDuration, Timestamp};
use store::{Db, Location};
use uuid::Uuid;

const GIVEN: [&str; 40] = [
    "Thibault",
    "Inès",
    "Anselme",
    "Ketsia",
    "Odile",
    "Marie-Ève",
    "Jean-Sébastien",
    "Youssef",
    "Régine",
    "Loïc",
    "Mélina",
    "Fabrizio",
    "Noémie",
    "Gaëtan",
    "Aïcha",
    "Étienne",
    "Solange",
    "Hugo",
    "Maude",
    "Rachid",
    "Geneviève",
    "Louis-Philippe",
    "Chantal",
    "Ibrahim",
    "Sylvie",
    "Normand",
    "Baptiste",
    "Lise",
    "Catherine",
    "Olivier",
    "Fatou",
    "Guillaume",
    "Annick",
    "Denis",
    "Nathalie",
    "Karim",
    "Josée",
    "Xavier",
    "Mireille",
    "Théo",
];
const FAMILY: [&str; 40] = [
    "Tremblay",
    "Gagnon",
    "Belkacem",
    "Saint-Fleur",
    "Lapointe",
    "Gauthier",
    "Bouchard",
    "Côté",
    "Morin",
    "Desrosiers",
    "Lefebvre",
    "Ouellet",
    "Nguyen",
    "Charlebois",
    "de la Bruère",
    "Haddad",
    "Di Lallo",
    "Pelletier",
    "Bergeron",
    "Leblanc",
    "Beaulieu",
    "Girard",
    "Simard",
    "Cloutier",
    "Diallo",
    "Poirier",
    "Thériault",
    "Villeneuve",
    "Arsenault",
    "Dufresne",
    "Rousseau",
    "Zhang",
    "Hébert",
    "Lévesque",
    "Martel",
    "Quintal",
    "Paquette",
    "Vachon",
    "Traoré",
    "Blais",
];
const TRADES: [&str; 20] = [
    "notaire",
    "courtière hypothécaire",
    "chocolatier",
    "comptable",
    "architecte",
    "plombier",
    "traductrice juridique",
    "astrologue",
    "graphiste",
    "avocate",
    "électricien",
    "photographe",
    "fleuriste",
    "menuisier",
    "consultante",
    "traiteur",
    "imprimeur",
    "ergothérapeute",
    "coiffeur",
    "webmestre",
];
const SYLLABLES: [&str; 24] = [
    "bo", "ra", "ti", "lu", "me", "no", "ca", "ve", "do", "si", "pa", "le", "go", "mi", "fe", "ro",
    "na", "cha", "vi", "du", "bel", "mont", "var", "lin",
];

/// A generator that repeats itself (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    fn invented(&mut self) -> String {
        let parts = 2 + self.below(3);
        (0..parts).map(|_| self.of(&SYLLABLES)).collect()
    }
}

fn contact(dice: &mut Dice, keeper: PersonId, n: u128, now: Timestamp) -> Contact {
    // Half of the family names are common, half are rare.
    let family = match dice.below(2) {
        0 => dice.of(&FAMILY).to_owned(),
        _ => dice.invented(),
    };
    let days = dice.below(1500) as i64;
    Contact {
        id: ContactId(Uuid::from_u128(n)),
        keeper_id: keeper,
        person_id: None,
        name: format!("{} {family}", dice.of(&GIVEN)),
        about: format!("{}, {} inc.", dice.of(&TRADES), dice.invented()),
        event_id: None,
        met_at: Some(now - SignedDuration::from_hours(24 * days)),
        through_id: None,
        tags: vec![dice.of(&["client", "ami", "fournisseur"]).to_owned()],
        created_at: now,
        updated_at: now,
    }
}

fn fill(db: &Db, keepers: usize, contacts: usize, now: Timestamp) {
    let started = Instant::now();
    for k in 0..keepers {
        let filled: store::Result<()> = db.write_blocking(move |tx| {
            let mut dice = Dice(k as u64 + 1);
            let keeper = PersonId(Uuid::from_u128(k as u128 + 1));
            let person = Person {
                id: keeper,
                name: Name::new("Gardien", k.to_string()),
                email: None,
                lang: Lang::Fr,
                visibility: Visibility::Private,
                has_portrait: false,
            };
            store::people::insert(tx, &person, now)?;
            for c in 0..contacts {
                let n = ((k + 1) * 1_000_000 + c) as u128;
                store::contacts::insert(tx, &contact(&mut dice, keeper, n, now))?;
            }
            Ok(())
        });
        filled.unwrap();
    }
    let spent = started.elapsed();
    println!(
        "filled {} contacts in {:.0} s: {:.2} ms each, index and commit included",
        keepers * contacts,
        spent.as_secs_f64(),
        spent.as_secs_f64() * 1000.0 / (keepers * contacts) as f64
    );
}

/// What people type, by kind.
fn query(dice: &mut Dice, kind: usize) -> String {
    let given = dice.of(&GIVEN);
    let family = dice.of(&FAMILY);
    let trade = dice.of(&TRADES).split(' ').next().unwrap_or_default();
    match kind {
        0 => given.chars().take(3).collect(),
        1 => family.to_owned(),
        2 => format!("{given} {family}"),
        3 => trade.chars().skip(2).take(5).collect(),
        4 => format!("{trade} novembre"),
        5 => {
            ["tibo", "gotier", "dérosier", "lefèvre", "nguen", "bouchar"][dice.below(6)].to_owned()
        }
        6 => {
            let mut letters: Vec<char> = trade.chars().collect();
            letters.swap(2, 3);
            letters.into_iter().collect()
        }
        _ => dice.invented(),
    }
}

const KINDS: [&str; 8] = [
    "beginning",
    "family name",
    "whole name",
    "fragment",
    "trade and month",
    "sound",
    "typo",
    "rare",
];

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let keepers = numbers.first().copied().unwrap_or(100);
    let contacts = numbers.get(1).copied().unwrap_or(10_000);
    let now: Timestamp = "2026-11-12T22:30:00Z".parse().unwrap();
    let folder = std::env::temp_dir().join(format!("cinqasept-finding-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let db = Db::open(&Location::Sqlite(folder.join("bench.db")), 1, now).unwrap();
    fill(&db, keepers, contacts, now);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut dice = Dice(42);
    let mut all = Vec::new();
    println!(
        "{:<16} {:>8} {:>8} {:>8} {:>8}",
        "kind", "median", "p99", "worst", "found"
    );
    for (kind, name) in KINDS.iter().enumerate() {
        let (mut times, mut found) = (Vec::new(), 0);
        for _ in 0..500 {
            let keeper = PersonId(Uuid::from_u128(dice.below(keepers) as u128 + 1));
            let q = query(&mut dice, kind);
            let terms = terms(&q);
            let started = Instant::now();
            let hits: store::Result<_> =
                runtime.block_on(db.read(move |tx| store::finding::search(tx, keeper, &terms)));
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            found += hits.unwrap().len();
        }
        told(name, &mut times, found / 500);
        all.extend(times);
    }
    told("all", &mut all, 0);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn told(name: &str, times: &mut [f64], found: usize) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{name:<16} {:>6.2}ms {:>6.2}ms {:>6.2}ms {found:>8}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
