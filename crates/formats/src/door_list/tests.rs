use super::*;
use crate::print::face::Fonts;
use crate::print::reading::{codes, font_files, texts};
use crate::print::{LINK_LIMIT, MM, PEOPLE_LIMIT};

fn words() -> Words {
    Words {
        language: "fr-CA".into(),
        title: "Le cinq à sept des jeudis d’Outremont".into(),
        when: "Jeudi 26 novembre 2026, 17 h 30, La Verrière".into(),
        name: "Nom".into(),
        company: "Accomp.".into(),
        activity: "Métier".into(),
        brought_by: "Invité par".into(),
        newcomer: "première fois".into(),
        nobody: "Personne n’est encore inscrit.".into(),
    }
}

fn entry(family: &str, first: &str) -> Entry {
    Entry {
        family_name: family.into(),
        first_name: first.into(),
        company: 2,
        activity: "Conseil en gestion du changement et en développement organisationnel".into(),
        brought_by: "Marie-Philomène-Antoinette de Repentigny-Vandenbroucke".into(),
        newcomer: true,
        link: None,
    }
}

fn hard() -> Vec<Entry> {
    let (wide, long) = ("W".repeat(160), "de la Tour du Pin ".repeat(12));
    let names = [
        (
            "de Repentigny-Vandenbroucke-Charlebois",
            "Marie-Philomène-Antoinette",
        ),
        ("Drăgulescu", "Ioana"),
        ("N'Diaye", "Aminata"),
        ("O’Callaghan", "Siobhán"),
        ("Trần", "Lộc"),
        ("Võ", "Linh-Đan"),
        ("Wójcik", "Zofia"),
        (&wide, &long),
        ("王", "小明"),
        ("", ""),
    ];
    names
        .iter()
        .map(|(family, first)| entry(family, first))
        .collect()
}

#[test]
fn words_stay_in_their_row_and_their_column() {
    let fonts = Fonts::embedded().unwrap();
    for (paper, codes) in [(Paper::Letter, true), (Paper::A4, false)] {
        let frame = Frame::new(paper, codes);
        for entry in hard() {
            let area = frame.area(0);
            let lines = layout::row(&fonts, &frame, &entry, 0);
            let mut taken: Vec<Area> = lines.iter().map(|l| l.area(fonts.get(l.weight))).collect();
            taken.extend([frame.tick(0), frame.mark(0)]);
            if codes {
                taken.push(frame.code(0));
            }
            taken.sort_by(|one, other| one.left.total_cmp(&other.left));
            for (n, one) in taken.iter().enumerate() {
                assert!(
                    one.top >= area.top && one.bottom() <= area.bottom(),
                    "{one:?} {entry:?}"
                );
                assert!(
                    one.left >= area.left && one.right() <= area.right() + 0.01,
                    "{entry:?}"
                );
                let later = taken[n + 1..].iter().find(|other| other.left > one.left);
                assert!(
                    later.is_none_or(|other| one.right() < other.left),
                    "{entry:?}"
                );
            }
        }
    }
}

#[test]
fn every_page_says_what_it_is_and_which() {
    let people: Vec<Entry> = hard().into_iter().cycle().take(70).collect();
    let pages = texts(&write(&people, &words(), Paper::Letter).unwrap());
    for (n, page) in pages.iter().enumerate() {
        for word in [
            "Le cinq à sept des jeudis d’Outremont",
            "17 h 30",
            "Invité par",
            "première fois",
        ] {
            assert!(page.contains(word), "{word} in {page}");
        }
        assert!(
            page.contains(&format!("{}/{}", n + 1, pages.len())),
            "{page}"
        );
    }
    let company: usize = pages.iter().map(|page| page.matches("+2").count()).sum();
    assert_eq!((pages.len(), company), (4, 70));
}

#[test]
fn names_are_read_back_in_the_order_given() {
    let text = texts(&write(&hard(), &words(), Paper::A4).unwrap()).concat();
    let mut rest = text.as_str();
    for name in [
        "Drăgulescu",
        "N'Diaye",
        "O’Callaghan",
        "Siobhán",
        "Trần",
        "Lộc",
        "Võ",
        "Wójcik",
    ] {
        rest = rest
            .split_once(name)
            .unwrap_or_else(|| panic!("{name} in {text}"))
            .1;
    }
}

#[test]
fn an_empty_list_says_so() {
    let pages = texts(&write(&[], &words(), Paper::A4).unwrap());
    assert_eq!(pages.len(), 1);
    assert!(pages[0].contains("Personne n’est encore inscrit."));
    assert!(pages[0].contains("1/1"));
}

#[test]
fn links_become_codes_unless_they_are_too_long() {
    let mut people = hard();
    people[0].link = Some("https://exemple.test/p/8fK2-9xQ7mZr4T".into());
    assert_eq!(codes(&write(&people, &words(), Paper::A4).unwrap()), 1);
    people[3].link = Some("a".repeat(LINK_LIMIT + 1));
    let refused = write(&people, &words(), Paper::A4);
    assert_eq!(refused, Err(PrintError::LinkTooLong { person: 3 }));
}

#[test]
fn the_margins_are_wide_enough_for_any_printer() {
    for paper in [Paper::Letter, Paper::A4] {
        let frame = Frame::new(paper, true);
        let (width, height) = paper.millimetres();
        let last = frame.area(frame.rows - 1).bottom();
        assert!(frame.left >= 5.0 * MM && frame.right <= (width - 5.0) * MM);
        assert!(last < frame.legend().top && frame.legend().bottom() <= (height - 5.0) * MM);
    }
}

#[test]
fn a_crowd_is_written_with_one_copy_of_each_font_and_more_are_refused() {
    let mut people = vec![entry("Tanguay", "Odile"); PEOPLE_LIMIT + 1];
    assert_eq!(
        write(&people, &words(), Paper::A4),
        Err(PrintError::TooMany)
    );
    people.truncate(500);
    let file = write(&people, &words(), Paper::A4).unwrap();
    assert_eq!(font_files(&file).len(), 2);
    assert!(file.len() < 500 * 300, "{}", file.len());
}
