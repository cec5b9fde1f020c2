use super::*;
use crate::print::face::Fonts;
use crate::print::reading::{codes, font_files, texts};
use crate::print::{LINK_LIMIT, PEOPLE_LIMIT};

fn badge(first: &str, family: &str) -> Badge {
    Badge {
        first_name: first.into(),
        family_name: family.into(),
        activity: "Conseil en gestion du changement et en développement organisationnel".into(),
        group: "Les jeudis d’Outremont".into(),
        newcomer: true,
        link: Some("https://exemple.test/p/8fK2-9xQ7mZr4T".into()),
    }
}

fn hard() -> Vec<Badge> {
    let long = "Anne-Sophie de la Tour du Pin "
        .repeat(6)
        .chars()
        .take(160)
        .collect::<String>();
    let names = [
        (
            "Marie-Philomène-Antoinette",
            "de Repentigny-Vandenbroucke-Charlebois",
        ),
        ("Lộc", "Trần"),
        ("Linh-Đan", "Võ"),
        ("Zofia", "Wójcik"),
        ("Ioana", "Drăgulescu"),
        ("Aminata", "N'Diaye"),
        ("Siobhán", "O’Callaghan"),
        (&long, &long),
        (&"w".repeat(160), &"W".repeat(160)),
        ("王小明", "שלום"),
        ("", "Madonna"),
        ("", ""),
    ];
    names
        .iter()
        .map(|(first, family)| badge(first, family))
        .collect()
}

fn overlap(one: Area, other: Area) -> bool {
    // Two hundredths of a point: what rounding may do, and no eye sees.
    let apart = |end: f32, start: f32| end <= start + 0.02;
    !(apart(one.right(), other.left)
        || apart(other.right(), one.left)
        || apart(one.bottom(), other.top)
        || apart(other.bottom(), one.top))
}

#[test]
fn nothing_leaves_its_label_nor_lies_on_something_else() {
    let fonts = Fonts::embedded().unwrap();
    for sheet in Sheet::ALL {
        let printing = Printing {
            sheet,
            ..Printing::default()
        };
        for mut badge in hard() {
            for link in [true, false] {
                badge.link = badge.link.filter(|_| link);
                let label = area(&printing, 0);
                let face = layout::face(&fonts, &badge, label);
                let lines = face
                    .lines
                    .iter()
                    .map(|line| line.area(fonts.get(line.weight)));
                let things: Vec<Area> = lines.chain(face.mark).chain(face.code).collect();
                for (n, thing) in things.iter().enumerate() {
                    let clear = 3.0 * MM;
                    assert!(thing.left >= label.left + clear, "{badge:?}");
                    assert!(thing.top >= label.top + clear, "{badge:?}");
                    assert!(thing.right() <= label.right() - clear, "{badge:?}");
                    assert!(thing.bottom() <= label.bottom() - clear, "{badge:?}");
                    let others = &things[n + 1..];
                    assert!(
                        !others.iter().any(|other| overlap(*thing, *other)),
                        "{sheet:?} {badge:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_first_name_is_larger_than_anything_else_on_the_badge() {
    let fonts = Fonts::embedded().unwrap();
    let label = area(&Printing::default(), 0);
    for badge in &hard()[..9] {
        let face = layout::face(&fonts, badge, label);
        let (bold, rest): (Vec<_>, Vec<_>) = face
            .lines
            .iter()
            .partition(|line| line.weight == crate::print::face::Weight::Bold);
        assert!(
            rest.iter().all(|line| line.size < bold[0].size),
            "{badge:?}"
        );
    }
}

#[test]
fn names_are_read_back_with_their_accents() {
    let text = texts(&write(&hard(), &Printing::default()).unwrap()).concat();
    let letters: String = text.split_whitespace().collect();
    for name in [
        "Philomène",
        "Lộc",
        "Trần",
        "Linh-Đan",
        "Võ",
        "Wójcik",
        "Drăgulescu",
        "N'Diaye",
        "O’Callaghan",
        "Madonna",
        "d’Outremont",
        "\u{FFFD}",
    ] {
        assert!(letters.contains(name), "{name} in {text}");
    }
}

#[test]
fn sheets_are_filled_and_a_begun_sheet_is_used_up() {
    let nine = vec![badge("Odile", "Tanguay"); 9];
    let pages = |sheet, first_label| {
        let printing = Printing {
            sheet,
            first_label,
            ..Printing::default()
        };
        let file = write(&nine, &printing).unwrap();
        let texts = texts(&file);
        texts
            .iter()
            .map(|text| text.matches("Odile").count())
            .collect::<Vec<_>>()
    };
    assert_eq!(pages(Sheet::LetterInserts, 1), [6, 3]);
    assert_eq!(pages(Sheet::LetterInserts, 5), [2, 6, 1]);
    assert_eq!(pages(Sheet::LetterAdhesive, 8), [1, 8]);
    assert_eq!(pages(Sheet::A4Cards, 2), [9]);
}

#[test]
fn a_label_the_sheet_lacks_is_refused() {
    for first_label in [0, 7, usize::MAX] {
        let printing = Printing {
            first_label,
            ..Printing::default()
        };
        assert_eq!(
            write(&hard(), &printing),
            Err(PrintError::NoSuchLabel { last: 6 })
        );
    }
}

#[test]
fn links_become_codes_unless_they_are_too_long() {
    let mut people = vec![badge("Odile", "Tanguay"); 3];
    people[1].link = None;
    assert_eq!(codes(&write(&people, &Printing::default()).unwrap()), 2);
    people[2].link = Some("a".repeat(LINK_LIMIT + 1));
    let refused = write(&people, &Printing::default());
    assert_eq!(refused, Err(PrintError::LinkTooLong { person: 2 }));
}

#[test]
fn many_badges_share_one_copy_of_each_font() {
    let many: Vec<Badge> = hard().into_iter().cycle().take(300).collect();
    let file = write(&many, &Printing::default()).unwrap();
    let fonts = font_files(&file);
    assert_eq!(fonts.len(), 2);
    assert!(fonts.iter().all(|octets| *octets < 20_000), "{fonts:?}");
    assert!(file.len() < 300 * 1_000, "{}", file.len());
}

#[test]
fn too_many_people_are_refused() {
    let crowd = vec![Badge::default(); PEOPLE_LIMIT + 1];
    assert_eq!(
        write(&crowd, &Printing::default()),
        Err(PrintError::TooMany)
    );
}

#[test]
fn the_same_badges_give_the_same_octets_and_nobody_gives_an_empty_sheet() {
    let printing = Printing {
        outlines: true,
        nudge_right: f32::NAN,
        ..Printing::default()
    };
    assert_eq!(write(&hard(), &printing), write(&hard(), &printing));
    assert_eq!(texts(&write(&[], &printing).unwrap()).len(), 1);
}
