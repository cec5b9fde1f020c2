use domain::card::{Address, Extra, Labelled, Parameter};
use proptest::prelude::*;

use super::*;

fn one(text: &str) -> Card {
    read_one(text).unwrap().card
}

#[test]
fn an_old_card_with_accents_in_printable_is_read() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:L=E9vesque;Jos=E9e\r\n\
        FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9e L=C3=A9ves=\r\nque\r\n\
        TEL;WORK;VOICE;PREF:514 555-0142\r\nADR;HOME:;;12, rue X;Laval;QC;H7N 1A1;Canada\r\n\
        NOTE;QUOTED-PRINTABLE:Deux=0D=0Alignes, et\\; demie\r\nX-FOO;BAR:baz\r\n\
        PHOTO;JPEG;ENCODING=BASE64:\r\n AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\n";
    let card = one(text);
    assert_eq!(
        (card.family.as_str(), card.given.as_str()),
        ("Lévesque", "Josée")
    );
    assert_eq!(card.full_name, "Josée Lévesque");
    assert_eq!(card.note, "Deux\nlignes, et; demie");
    assert!(card.phones[0].preferred && card.phones[0].is("work"));
    assert_eq!(card.addresses[0].street, "12, rue X");
    let photo = card.extras.iter().find(|e| e.name == "PHOTO").unwrap();
    assert_eq!(photo.value, "AAAABBBB");
    let again = write(&card, Version::V4);
    assert!(
        again.contains("PHOTO:data:image/jpeg;base64,AAAABBBB"),
        "{again}"
    );
    assert!(again.contains("X-FOO;TYPE=BAR:baz"));
}

#[test]
fn a_comma_in_an_address_is_a_list_only_without_a_space() {
    let read = |street: &str| {
        let text = format!("BEGIN:VCARD\nVERSION:3.0\nFN:Odile\nADR:;;{street};Laval\nEND:VCARD\n");
        let card = one(&text);
        for version in [Version::V3, Version::V4] {
            assert_eq!(one(&write(&card, version)).addresses, card.addresses);
        }
        card.addresses[0].street.clone()
    };
    assert_eq!(read("12, rue de l’Église"), "12, rue de l’Église");
    assert_eq!(read("12\\, rue de l’Église"), "12, rue de l’Église");
    assert_eq!(read("12\\,rue de l’Église"), "12,rue de l’Église");
    assert_eq!(read("12 rue X,bureau 3"), "12 rue X\nbureau 3");
}

#[test]
fn files_in_other_encodings_are_read() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:Éloïse Bœuf\nTEL:514\nEND:VCARD\n";
    let latin: Vec<u8> = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{FEFF}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    let marked = ["\u{FEFF}", text].concat().into_bytes();
    let returns = text.replace('\n', "\r").into_bytes();
    for file in [
        latin,
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        marked,
        returns,
    ] {
        // One octet at a time: nothing depends on how the bytes arrive.
        for capacity in [1, 2, 3, 4_096] {
            let input = std::io::BufReader::with_capacity(capacity, &file[..]);
            let cards: Vec<_> = read(input).collect();
            assert_eq!(cards.len(), 1, "{cards:?}");
            assert_eq!(
                cards[0].as_ref().unwrap().card.full_name,
                "Éloïse Bœuf",
                "{capacity}"
            );
        }
    }
}

#[test]
fn a_telephones_card_keeps_its_groups_labels_and_what_it_alone_knows() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17//EN\r\nN:Roy;Odile;;;\r\nFN:Odile Roy\r\n\
        item1.TEL;type=pref:514 555-0142\r\nitem1.X-ABLabel:_$!<Other>!$_\r\nitem2.URL:http\\://a.example/b\r\n\
        item2.X-ABLabel:Chalet\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\nitem3.X-ABDATE:2001-01-01\r\n\
        item3.X-ABLabel:_$!<Anniversary>!$_\r\nORG:Étude Roy;Droit;Successions\r\nEND:VCARD\r\n";
    let card = one(text);
    assert_eq!(card.websites[0].label, "Chalet");
    assert_eq!(card.websites[0].value, "http://a.example/b");
    assert_eq!(card.birthday, "--04-12");
    assert_eq!(card.unit, "Droit\nSuccessions");
    let again = write(&card, Version::V3);
    for line in [
        "item3.X-ABDATE:2001-01-01",
        "item3.X-ABLABEL:_$!<Anniversary>!$_",
        "item2.X-ABLabel:Chalet",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
        "PRODID:-//Apple",
        "ORG:Étude Roy;Droit;Successions",
    ] {
        assert!(again.contains(line), "{line} in {again}");
    }
    assert_eq!(one(&again), card);
}

#[test]
fn slips_of_real_programs_are_told_and_kept() {
    let text = "BEGIN:VCARD\nFN:Zoé\nthis is nothing\nNOTE:a\n\n b\nTEL;TYPE=\"work:514 555-0142\nEND:VCARD\n\
        rubbish\nBEGIN:VCARD\nFN:Two\nBEGIN:VCARD\nFN:Three\nAGENT:\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nend:vcard\nBEGIN:VCARD\nEND:VCARD";
    let all: Vec<_> = read(text.as_bytes()).collect();
    let names: Vec<_> = all
        .iter()
        .map(|read| match read {
            Ok(entry) => entry.card.full_name.clone(),
            Err(refusal) => format!("{}", refusal),
        })
        .collect();
    assert_eq!(
        names,
        [
            "Zoé",
            "line 9: this is not a vCard",
            "Two",
            "Three",
            "line 19: the card says nothing of anybody"
        ]
    );
    let first = all[0].as_ref().unwrap();
    assert_eq!(
        first.troubles,
        [Trouble {
            line: 3,
            text: "this is nothing".into()
        }]
    );
    assert!(first.card.extras.iter().any(|e| e.name == UNREAD));
    let three = all[3].as_ref().unwrap();
    let agent = three
        .card
        .extras
        .iter()
        .find(|e| e.name == "AGENT")
        .unwrap();
    assert_eq!(agent.value, "BEGIN:VCARD\\nFN:Inner\\nEND:VCARD");
}

#[test]
fn limits_refuse_and_go_on() {
    let big = format!(
        "BEGIN:VCARD\nFN:Big\nNOTE:{}\nEND:VCARD\n",
        "x".repeat(CARD_LIMIT)
    );
    let many = format!(
        "BEGIN:VCARD\nFN:Many\n{}END:VCARD\n",
        "X-A:b\n".repeat(LINES_LIMIT + 1)
    );
    let deep = format!(
        "BEGIN:VCARD\nFN:Deep\n{}{}END:VCARD\n",
        "AGENT:\nBEGIN:VCARD\n".repeat(9),
        "END:VCARD\n".repeat(9)
    );
    let text = format!("{big}{many}{deep}BEGIN:VCARD\nFN:Good\nEND:VCARD\n");
    let all: Vec<_> = read(text.as_bytes())
        .map(|r| r.map(|e| e.card.full_name).map_err(|r| r.reason))
        .collect();
    assert_eq!(
        all,
        [
            Err(Reason::TooLarge),
            Err(Reason::TooManyLines),
            Err(Reason::TooDeep),
            Ok("Good".into())
        ]
    );
    let crowd = "BEGIN:VCARD\nFN:A\nEND:VCARD\n".repeat(CARDS_LIMIT + 2);
    let last = read(crowd.as_bytes()).last().unwrap();
    assert_eq!(last.unwrap_err().reason, Reason::TooManyCards);
    assert_eq!(read(crowd.as_bytes()).count(), CARDS_LIMIT + 1);
}

fn text() -> impl Strategy<Value = String> {
    "([ -~éÉœ’漢\\n]{0,40})".prop_map(|t: String| t.trim().to_owned())
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-zé;,:\\\\\"^n'.=]{1,14}"
}

fn labelled() -> impl Strategy<Value = Labelled> {
    (
        word(),
        prop::collection::vec("(work|home|cell|x-foo)", 0..2),
        "[a-zé;,\\\\]{0,9}",
        any::<bool>(),
        word(),
    )
        .prop_map(|(value, mut kinds, label, preferred, more)| {
            kinds.dedup();
            Labelled {
                value,
                kinds,
                label,
                preferred,
                group: String::new(),
                parameters: vec![Parameter::new("X-MORE", more)],
            }
        })
}

prop_compose! {
    fn any_card()(full_name in word(), given in word(), family in word(), note in text(), organisation in word(), unit in word(),
        phones in prop::collection::vec(labelled(), 0..3), emails in prop::collection::vec(labelled(), 0..3),
        street in text(), city in word(), nicknames in prop::collection::vec(word(), 0..3), extra in word(), birthday in "(--04-12|1985-04-12|unknown|)",
        languages in prop::collection::vec("(fr|en|pt-BR)", 0..2)) -> Card {
        Card { full_name, given, family, note, organisation, unit, phones, emails, nicknames, birthday, languages,
            addresses: vec![Address { street: street.replace("\n\n", "\n").lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n"), city, ..Address::default() }],
            extras: vec![Extra { name: "X-ODD".into(), value: domain::card::escaped(&extra), group: "item1".into(), parameters: vec![Parameter::new("P", extra)] }],
            ..Card::default() }
    }
}

/// Labels put values into groups, which a card made by hand has none of.
fn ungrouped(mut card: Card) -> Card {
    let values = card
        .phones
        .iter_mut()
        .chain(&mut card.emails)
        .chain(&mut card.websites);
    values.for_each(|v| v.group.clear());
    card
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back(card in any_card()) {
        for version in [Version::V3, Version::V4] {
            let text = write(&card, version);
            prop_assert!(text.lines().all(|line| line.len() <= 76), "{}", text);
            let read = read_one(&text).unwrap();
            prop_assert_eq!(&read.troubles, &vec![]);
            prop_assert_eq!(ungrouped(read.card), card.clone(), "{}", text);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let framed = [b"BEGIN:VCARD\n", &bytes[..], b"\nEND:VCARD\n"].concat();
        for file in [&bytes, &framed] {
            let _ = read(&file[..]).count();
        }
    }
}

#[test]
fn words_that_end_a_card_end_nothing_where_a_line_is_folded() {
    for blanks in 0..160 {
        let note = format!("{}END:VCARD", "x".repeat(blanks));
        let card = Card {
            full_name: "Odile Roy".into(),
            note: note.clone(),
            ..Card::default()
        };
        let text = write(&card, Version::V4);
        let cards: Vec<_> = read(text.as_bytes()).collect();
        assert_eq!(cards.len(), 1, "{text}");
        assert_eq!(cards[0].as_ref().unwrap().card.note, note);
    }
}

#[test]
fn a_text_full_of_separators_comes_back_in_its_place() {
    let card = Card {
        full_name: ";,".repeat(500),
        ..Card::default()
    };
    for version in [Version::V3, Version::V4] {
        let back = read_one(&write(&card, version)).unwrap().card;
        assert_eq!(back.full_name, card.full_name);
    }
}

#[test]
fn a_card_may_begin_behind_white_space() {
    let text = "\n  BEGIN:VCARD\nVERSION:3.0\nFN:Odile Roy\nEND:VCARD  \n";
    assert_eq!(one(text).full_name, "Odile Roy");
}

#[test]
fn a_name_too_long_to_be_one_is_shortened_told_and_kept_whole() {
    let long = "Marie-Philomène ".repeat(125);
    for name in ["FN", "N"] {
        let text = format!("BEGIN:VCARD\nTEL:514 555-0142\n{name}:{long}\nEND:VCARD");
        let entry = read_one(&text).unwrap();
        let shown = entry.card.shown_name();
        assert!(shown.starts_with("Marie-Philomène Marie-Philomène") && shown.ends_with('…'));
        assert!(shown.chars().count() < 160, "{shown}");
        assert_eq!(entry.troubles[0].line, 3);
        assert!(entry.troubles[0].text.starts_with(&format!("{name}:Marie")));
        assert_eq!(entry.card.extras[0].value.trim_end(), long.trim_end());
        // Written and read again, nothing has changed.
        let again = read_one(&write(&entry.card, Version::V3)).unwrap();
        assert_eq!(again.card.shown_name(), shown);
        assert_eq!(again.card.extras, entry.card.extras);
    }
    let text = format!("BEGIN:VCARD\nFN:Odile\nTITLE:{long}\nX-LONG:{long}\nEND:VCARD");
    let entry = read_one(&text).unwrap();
    assert_eq!(
        (entry.card.shown_name().as_str(), entry.troubles.len()),
        ("Odile", 1)
    );
}
