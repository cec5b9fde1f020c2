use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const FRENCH: &str = "Prénom;NOM;Courriel;Téléphone;Métier;Titre;Entreprise;Site web;Statut;Depuis;\
Langue;Offre;Cherche;Présentation;Allergies\r\n\
Éloïse;Nguyễn;Eloise@Exemple.TEST;514 555-0134;Chocolatière;Fondatrice;Cacao du Nord;\
cacao.test;Membre;05/03/2026;français;pralines;« un local; petit »;\"Deux\r\nlignes\";noix\r\n\
\r\n\
Théo;Roy;;;;;;;invité;2026-11-26;EN;;;;\r\n";

#[test]
fn a_french_file_is_read_whole() {
    let table = read(FRENCH.replace("« un local; petit »", "un local").as_bytes()).unwrap();
    assert_eq!((table.separator, table.encoding), (';', Encoding::Utf8));
    assert_eq!(table.columns.len(), 15);
    let known = table.columns.iter().filter(|c| c.meaning.is_some()).count();
    assert_eq!((known, table.columns[14].meaning), (14, None));
    let [eloise, theo] = &table.rows[..] else {
        panic!("{:?}", table.rows)
    };
    assert_eq!(
        eloise,
        &MemberRow {
            line: 2,
            given: "Éloïse".into(),
            family: "Nguyễn".into(),
            email: Some("eloise@exemple.test".parse().unwrap()),
            phone: "514 555-0134".into(),
            trade: "Chocolatière".into(),
            title: "Fondatrice".into(),
            organisation: "Cacao du Nord".into(),
            website: "cacao.test".into(),
            standing: Some(Standing::Member),
            since: Some(date(2026, 3, 5)),
            language: Some(Lang::Fr),
            offers: "pralines".into(),
            seeks: "un local".into(),
            pitch: "Deux\r\nlignes".into(),
            other: vec![("Allergies".into(), "noix".into())],
            problems: vec![],
        }
    );
    // After a cell of two lines and a blank line.
    assert_eq!((theo.line, theo.email.as_ref()), (5, None));
    assert_eq!(theo.since, Some(date(2026, 11, 26)));
    assert_eq!((theo.language, theo.problems.len()), (Some(Lang::En), 0));
}

#[test]
fn a_cell_cut_by_its_own_separator_is_told() {
    let table = read(FRENCH.as_bytes()).unwrap();
    let eloise = &table.rows[0];
    assert_eq!(eloise.seeks, "« un local");
    assert_eq!(eloise.problems.len(), 1);
    assert_eq!(eloise.problems[0].kind, ProblemKind::BeyondHeadings);
    assert_eq!(eloise.problems[0].found, "noix");
    assert!(eloise.other.contains(&(String::new(), "noix".into())));
}

#[test]
fn the_same_people_come_out_of_every_encoding() {
    let text = "Name,E-mail,Trade\nÉloïse Côté,a@exemple.test,Œnologue\n";
    let expected = read(text.as_bytes()).unwrap().rows;
    assert_eq!(expected[0].given, "Éloïse Côté");
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for (file, encoding) in [
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
        (latin, Encoding::Windows1252),
        (
            [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat(),
            Encoding::Utf16,
        ),
        (
            [b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat(),
            Encoding::Utf16,
        ),
        (text.replace('\n', "\r").into_bytes(), Encoding::Utf8),
        (text.replace(',', "\t").into_bytes(), Encoding::Utf8),
    ] {
        let table = read(&file).unwrap();
        assert_eq!((table.rows, table.encoding), (expected.clone(), encoding));
    }
}

#[test]
fn headings_are_understood_in_both_languages() {
    use Meaning::*;
    for (heading, meaning) in [
        (" PRENOM ", Some(Given)),
        ("given_name", Some(Given)),
        ("Nom de famille :", Some(Family)),
        ("Last Name", Some(Family)),
        ("Nom complet", Some(FullName)),
        ("name", Some(FullName)),
        ("adresse courriel", Some(Email)),
        ("E-Mail", Some(Email)),
        ("Téléphone", Some(Phone)),
        ("profession", Some(Trade)),
        ("métier", Some(Trade)),
        ("Title", Some(Title)),
        ("organization", Some(Organisation)),
        ("Site Web", Some(Website)),
        ("standing", Some(Standing)),
        ("Depuis", Some(Since)),
        ("Date d’adhésion", Some(Since)),
        ("langue", Some(Language)),
        ("J'offre", Some(Offers)),
        ("seek", Some(Seeks)),
        ("pitch", Some(Pitch)),
        ("Allergies", None),
        ("", None),
    ] {
        assert_eq!(Meaning::of(heading), meaning, "{heading}");
    }
    for meaning in Meaning::all() {
        for language in [Lang::Fr, Lang::En] {
            assert_eq!(Meaning::of(meaning.heading(language)), Some(meaning));
        }
    }
}

#[test]
fn names_are_told_once() {
    let named = |text: &str| {
        let row = read(text.as_bytes()).unwrap().rows.swap_remove(0);
        (row.given, row.family, row.other.len())
    };
    let name = |given: &str, family: &str, other| (given.to_owned(), family.to_owned(), other);
    assert_eq!(named("nom\nMarie Roy"), name("Marie Roy", "", 0));
    assert_eq!(named("nom,prénom\nRoy,Marie"), name("Marie", "Roy", 0));
    let three = "first name,last name,name\nMarie,Roy,Marie Roy";
    assert_eq!(named(three), name("Marie", "Roy", 1));
    assert_eq!(named("name,nom\nMarie Roy,Roy"), name("Marie Roy", "", 1));
    assert_eq!(named("nom,nom\nMarie,Roy"), name("Marie", "", 1));
}

#[test]
fn each_problem_is_told_with_its_line_and_what_was_found() {
    let long = "é".repeat(CELL_LIMIT + 1);
    let text = format!(
        "name,email,standing,since,language,pitch\n\
         ,a@exemple.test,,,,\n\
         Marie,pas une adresse,chef,31/02/2026,latin,{long}\n\n\
         Zoé,A@exemple.test,guest,26-11-2026,,\n\
         ' ,,,26/11/26,,\n"
    );
    let table = read(text.as_bytes()).unwrap();
    let told: Vec<_> = table
        .rows
        .iter()
        .flat_map(|row| {
            row.problems
                .iter()
                .map(|p| (row.line, p.kind, p.found.as_str()))
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, ProblemKind::MissingName, ""),
            (3, ProblemKind::BadEmail, "pas une adresse"),
            (3, ProblemKind::UnknownStanding, "chef"),
            (3, ProblemKind::BadDate, "31/02/2026"),
            (3, ProblemKind::UnknownLanguage, "latin"),
            (3, ProblemKind::TooLong, long.as_str()),
            (5, ProblemKind::DuplicateEmail { line: 2 }, "A@exemple.test"),
            (5, ProblemKind::BadDate, "26-11-2026"),
            (6, ProblemKind::BadDate, "26/11/26"),
        ]
    );
    assert_eq!(table.rows[1].pitch, long);
}

#[test]
fn files_that_are_no_table_of_people_are_refused() {
    let refused = |file: &[u8]| read(file).unwrap_err();
    assert_eq!(refused(b""), TableError::Empty);
    assert_eq!(refused(b"\xEF\xBB\xBF \r\n"), TableError::Empty);
    assert_eq!(refused(b",,\n\n , ,"), TableError::Empty);
    assert_eq!(refused(b"PK\x03\x04..."), TableError::Spreadsheet);
    assert_eq!(refused(b"name\n\0\x01\x02"), TableError::NotText);
    assert_eq!(
        refused(&vec![b'a'; FILE_LIMIT + 1]),
        TableError::FileTooLarge
    );
    let headings = vec!["Ville".to_owned(), "Âge".to_owned()];
    let ages = "Ville,Âge\nLaval,40\n".as_bytes();
    assert_eq!(refused(ages), TableError::NobodyNamed { headings });
    let wide = format!("name{}\n", ",x".repeat(COLUMN_LIMIT));
    assert_eq!(refused(wide.as_bytes()), TableError::TooManyColumns);
    let long = format!("name\n{}", "Zoé\n".repeat(ROW_LIMIT));
    assert_eq!(read(long.as_bytes()).unwrap().rows.len(), ROW_LIMIT);
    let longer = format!("{long}Zoé\n");
    assert_eq!(refused(longer.as_bytes()), TableError::TooManyRows);
}

#[test]
fn no_cell_is_written_as_a_formula() {
    let cells = [
        "=1+1",
        "@a",
        "+1 514 555-0134",
        "-2+cmd|' /C'!A0",
        "'=1",
        "Zoé",
    ];
    let row = cells.map(str::to_owned).to_vec();
    let file = String::from_utf8(rows(&["a", "=b"], [row], b',')).unwrap();
    assert_eq!(
        file,
        "\u{FEFF}a,'=b\r\n'=1+1,'@a,+1 514 555-0134,'-2+cmd|' /C'!A0,''=1,Zoé\r\n"
    );
}

fn texts() -> impl Strategy<Value = String> {
    "[=+@'\\-]{0,3}[ -~é;,\"\n\t]{0,40}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn people()(
        given in "[a-zé' -]{0,20}[a-z]", family in texts(), phone in texts(), trade in texts(),
        (title, organisation, website) in (texts(), texts(), texts()),
        (offers, seeks, pitch) in (texts(), texts(), texts()),
        email in prop::option::of(0u32..1_000_000),
        standing in prop::option::of(prop::sample::select(Standing::ALL.to_vec())),
        days in prop::option::of(0i32..20_000),
        language in prop::option::of(prop_oneof![Just(Lang::Fr), Just(Lang::En)]),
    ) -> MemberRow {
        MemberRow {
            given: given.trim().to_owned(),
            email: email.map(|n| format!("p{n}@exemple.test").parse().unwrap()),
            since: days.map(|n| date(1990, 1, 1) + jiff::Span::new().days(n)),
            family, phone, trade, title, organisation, website, standing, language,
            offers, seeks, pitch,
            ..MemberRow::default()
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_the_same(
        people in prop::collection::vec(people(), 0..6),
        language in prop_oneof![Just(Lang::Fr), Just(Lang::En)],
    ) {
        let table = read(&members(&people, language)).unwrap();
        let mut read = table.rows;
        for row in &mut read {
            row.line = 0;
            row.problems.retain(|p| !matches!(p.kind, ProblemKind::DuplicateEmail { .. }));
        }
        prop_assert_eq!(read, people);
    }

    #[test]
    fn any_bytes_are_a_table_or_an_error(
        head in prop::sample::select(vec!["", "name,email\n", "nom;courriel\r\n", "\u{FEFF}Name\t"]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let file = [head.as_bytes(), &bytes].concat();
        if let Ok(table) = read(&file) {
            let lines = 1 + bytes.len() + head.len();
            prop_assert!(table.rows.windows(2).all(|pair| pair[0].line < pair[1].line));
            prop_assert!(table.rows.iter().all(|row| (1..=lines).contains(&row.line)));
        }
    }
}
