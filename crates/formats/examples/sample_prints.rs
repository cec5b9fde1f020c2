//! Writes badges on every sheet, and the door's list, with names that are hard to fit: to be looked
//! at, and held against real sheets.
//!
//! `cargo run -p formats --example sample_prints -- DIRECTORY [NUMBER OF PEOPLE]`

use std::error::Error;
use std::path::PathBuf;

use formats::badges::{self, Badge, Printing, Sheet};
use formats::door_list::{self, Entry, Words};
use formats::print::Paper;

const NAMES: [(&str, &str, &str); 10] = [
    (
        "Marie-Philomène-Antoinette",
        "de Repentigny-Vandenbroucke-Charlebois",
        "Notaire",
    ),
    ("Lộc", "Trần", "Traiteur"),
    (
        "Linh-Đan",
        "Võ",
        "Architecte de paysage, jardins et toits verts",
    ),
    ("Zofia", "Wójcik", "Traductrice agréée"),
    (
        "Ioana",
        "Drăgulescu",
        "Conseil en gestion du changement et en développement organisationnel",
    ),
    ("Aminata", "N'Diaye", "Avocate"),
    ("Siobhán", "O’Callaghan", ""),
    (
        "Bartholomée-Maximilien-Wenceslas-Emmanuel-Théophile",
        "Wilhelmwaldhausenbergerdorffstein",
        "Ébéniste",
    ),
    ("王小明", "王", "Import"),
    ("", "Ketsia", "Chocolatière"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = PathBuf::from(arguments.next().ok_or("which directory?")?);
    let people = arguments.next().map_or(Ok(26), |number| number.parse())?;
    for sheet in Sheet::ALL {
        let printing = Printing {
            title: format!("{sheet:?}"),
            sheet,
            outlines: true,
            first_label: 2,
            ..Printing::default()
        };
        let file = badges::write(&(0..people).map(badge).collect::<Vec<_>>(), &printing)?;
        std::fs::write(directory.join(format!("{sheet:?}.pdf")), file)?;
    }
    for (name, paper, codes) in [
        ("list-letter", Paper::Letter, false),
        ("list-a4", Paper::A4, true),
    ] {
        let entries: Vec<Entry> = (0..people).map(|n| entry(n, codes)).collect();
        let file = door_list::write(&entries, &words(), paper)?;
        std::fs::write(directory.join(format!("{name}.pdf")), file)?;
    }
    Ok(())
}

fn badge(n: usize) -> Badge {
    let (first, family, activity) = NAMES[n % NAMES.len()];
    Badge {
        first_name: first.into(),
        family_name: family.into(),
        activity: activity.into(),
        group: "Les jeudis d’Outremont".into(),
        newcomer: n.is_multiple_of(3),
        link: (n % 4 != 1).then(|| link(n)),
    }
}

fn entry(n: usize, code: bool) -> Entry {
    let (first, family, activity) = NAMES[n % NAMES.len()];
    let (host, host_family, _) = NAMES[(n + 3) % NAMES.len()];
    Entry {
        family_name: family.into(),
        first_name: first.into(),
        company: (n % 3) as u32,
        activity: activity.into(),
        brought_by: format!("{host} {host_family}"),
        newcomer: n.is_multiple_of(3),
        link: code.then(|| link(n)),
    }
}

fn link(n: usize) -> String {
    format!("https://exemple.test/p/8fK2-9xQ7mZr4T{n:05}")
}

fn words() -> Words {
    Words {
        language: "fr-CA".into(),
        title: "Le cinq à sept des jeudis d’Outremont".into(),
        when: "Jeudi 26 novembre 2026, 17 h 30, La Verrière".into(),
        name: "Nom".into(),
        company: "Accomp.".into(),
        activity: "Métier".into(),
        brought_by: "Invité par".into(),
        newcomer: "vient pour la première fois".into(),
        nobody: "Personne n’est encore inscrit.".into(),
    }
}
