//! Files told by their content, and ugly ones.

use super::*;

#[test]
fn a_file_is_told_by_its_content() {
    for (file, kind_of) in [
        (
            &b"\xEF\xBB\xBFBEGIN:VCARD\r\nFN:A\r\nEND:VCARD"[..],
            Ok(Source::Vcard),
        ),
        (b"  begin:vcard\nFN:A\nend:vcard", Ok(Source::Vcard)),
        (b"[\"vcard\", []]", Ok(Source::Jcard)),
        (b"{\"@type\": \"Card\"}", Ok(Source::Jscontact)),
        (b"Nom;Courriel\nA;a@b.ca", Ok(Source::Csv)),
        (b"PK\x03\x04", Err(FileError::Spreadsheet)),
        (b" \r\n", Err(FileError::Empty)),
        (b"\x00\x01\x02", Err(FileError::Unknown)),
        (b"<?xml version='1.0'?><vcards/>", Err(FileError::Markup)),
    ] {
        assert_eq!(kind(file), kind_of, "{file:?}");
    }
}

#[test]
fn cards_in_json_are_read_each_with_its_line() {
    let jcards = br#"[["vcard",[["version",{},"text","4.0"],["fn",{},"text","In\u00e8s"]]],
      ["vcard",[["version",{},"text","4.0"],["tel",{},"text","514 555-0142"]]],
      7]"#;
    let contact = br#"{"@type":"Card","version":"1.0","name":{"full":"L\u1ed9c"}}"#;
    let said = |file: &[u8]| -> Vec<(usize, Option<String>)> {
        let items = read(kind(file).unwrap(), file, &[]);
        items
            .map(|item| (item.line, item.card.ok().map(|card| card.full_name)))
            .collect()
    };
    let [ines, nameless, refused] = &said(jcards)[..] else {
        panic!("{:?}", said(jcards))
    };
    assert_eq!(*ines, (1, Some("Inès".into())));
    assert_eq!((nameless.0, refused), (2, &(3, None)));
    assert_eq!(said(contact), [(1, Some("Lộc".into()))]);
}

/// Cards and tables spoilt at random places: an answer for each, never a panic, never an end that
/// does not come. The numbers come from a fixed seed.
#[test]
fn no_file_stops_the_reader() {
    let whole: [&[u8]; 5] = [
        br#"[["vcard",[["version",{},"text","4.0"],["fn",{},"text","A"]]]]"#,
        br#"{"@type":"Card","name":{"full":"A"},"phones":{"p":{"number":"1"}}}"#,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Inès\r\nN:Belkacem;Inès;;;\r\nTEL;TYPE=CELL:514 555-0142\r\nitem1.X-ABLabel:chalet\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=C3=A9=\r\n suite\r\nEND:VCARD\r\n".as_bytes(),
        "Prénom,Nom,E-mail 1 - Value,Address 1 - Street\n\"Inès\",\"Bel\"\"kacem\",a@b.ca,\"1, rue\nA\"\n".as_bytes(),
        "Notes:\n\nFirst Name;Last Name\nA;B\n".as_bytes(),
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % most.max(1) as u64) as usize
    };
    for round in 0..4_000 {
        let mut file = whole[round % whole.len()].to_vec();
        for _ in 0..=next(6) {
            let at = next(file.len());
            match next(5) {
                0 => file.truncate(at),
                1 => file.insert(at, next(256) as u8),
                2 if !file.is_empty() => file[at] = b"\r\n\";,:=\x00\xFF"[next(9)],
                3 => file.extend_from_within(at..),
                _ if !file.is_empty() => drop(file.remove(at)),
                _ => {}
            }
        }
        if let Ok(source) = kind(&file) {
            assert!(read(source, &file, &[]).count() < 500);
        }
    }
}

#[test]
fn no_name_of_a_file_looks_like_another() {
    for file in [
        "BEGIN:VCARD\nFN:\u{202e}Evil\u{202c} Roy\nTITLE:\u{2067}Notaire\nEND:VCARD\n",
        "Nom;Titre\n\u{202e}Evil\u{202c} Roy;\u{2067}Notaire\n",
        "MECARD:N:Roy,\u{202e}Evil\u{202c};TITLE:\u{2067}Notaire;;",
    ] {
        let source = kind(file.as_bytes()).unwrap();
        let item = read(source, file.as_bytes(), &[]).next().unwrap();
        let card = item.card.unwrap();
        assert_eq!(card.shown_name(), "Evil Roy");
        assert_eq!(card.title, "Notaire");
        assert!(item.raw.contains('\u{202e}'), "what was read is kept");
    }
}
