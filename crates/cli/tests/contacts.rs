//! A file of cards read into a notebook by the program, on both databases: previewed, kept, read in
//! twice without a change, each refused card named by its line.

#[allow(dead_code, reason = "each test uses what it needs of this file")]
mod place;

use std::process::Output;

use app::Caller;
use place::{Place, command, in_a_folder, on_a_server, open};

const WHO: &str = "anselme@racines-rameaux.example";

/// Three cards, of which the second names nobody, and a stray line.
const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé Arbour\r\nTITLE:Chapelière\r\nTEL:514 555-0171\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ulric Wapachee\r\nEMAIL:ulric@exemple.ca\r\nEND:VCARD\r\n";

fn import(place: &Place, file: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let mut words = vec!["import", "contacts", file];
    words.extend(more);
    let Output {
        status,
        stdout,
        stderr,
    } = command(place, &words);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// Every name in the notebook, and how many files it remembers.
fn notebook(place: &Place) -> (Vec<String>, i64) {
    let read = |cx: &mut app::Cx<'_, '_>| {
        let names = "select name from contacts where keeper_id =
                       (select person_id from accounts where email = $1) order by name";
        let who = app::Value::Text(WHO.into());
        let names = cx.tx.all::<String>(names, &[who])?;
        Ok((names, cx.tx.one("select count(*) from imports", &[])?))
    };
    open(place).write_blocking(Caller::default(), read).unwrap()
}

fn read_in_twice(place: &Place) {
    let fill = |cx: &mut app::Cx<'_, '_>| app::demo::fill(cx, 0);
    open(place).write_blocking(Caller::default(), fill).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let cards = path("cartes.vcf", CARDS);
    let before = notebook(place);

    let (code, out, err) = import(place, &cards, &["--for", WHO, "--dry-run"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        out.contains("line 1: Zoé Arbour (Chapelière): New contact"),
        "{out}"
    );
    assert!(out.contains("would add 2 contacts, 0 cards"), "{out}");
    assert!(
        err.contains("line 7 is refused: the card names nobody"),
        "{err}"
    );
    assert_eq!(notebook(place), before, "a dry run keeps nothing");

    let (code, out, err) = import(place, &cards, &["--for", WHO]);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        out.contains(
            "added 2 contacts, 0 cards to contacts there are, 0 cards are known already, 1 refused"
        ),
        "{out}"
    );
    assert!(
        !out.contains("line 1:") && err.contains("line 7 is refused"),
        "{out}{err}"
    );
    let after = notebook(place);
    assert_eq!(after.0.len(), before.0.len() + 2);
    assert!(after.0.contains(&"Zoé Arbour".into()));

    let (code, out, _) = import(place, &cards, &["--for", WHO]);
    assert_eq!(code, Some(2));
    assert!(
        out.contains("nothing changed: 2 cards are known already, 1 refused"),
        "{out}"
    );
    assert_eq!(notebook(place), after, "twice changes nothing");

    // The other readers: a table with columns that its headings do not name, jCard, JSContact.
    let table = path("liste.csv", "Qui,Quoi\nMaude Ferland,514 555-0172\n");
    let (code, out, err) = import(place, &table, &["--for", WHO, "--columns", "name,phone"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("added 1 contact, 0 cards"), "{out}");
    let jcard = r#"["vcard",[["version",{},"text","4.0"],["fn",{},"text","Noé Picard"]]]"#;
    let jscontact = r#"{"@type":"Card","version":"1.0","uid":"x","name":{"full":"Ada Roy"}}"#;
    for (name, text) in [("a.json", jcard), ("b.json", jscontact)] {
        let (code, out, err) = import(place, &path(name, text), &["--for", WHO]);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    }
    let names = notebook(place).0;
    for name in ["Maude Ferland", "Noé Picard", "Ada Roy"] {
        assert!(names.iter().any(|known| known == name), "{name}");
    }

    for (file, more, why) in [
        (
            &cards,
            ["--for", "personne@exemple.ca"],
            "nobody signs in with personne@exemple.ca",
        ),
        (
            &cards,
            ["--for", "personne"],
            "nobody signs in with personne",
        ),
        (&path("vide.vcf", ""), ["--for", WHO], "Choose a file"),
        (&"nulle-part.vcf".into(), ["--for", WHO], "cannot be read"),
    ] {
        let (code, _, err) = import(place, file, &more);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.contains(why), "{err}");
    }
    let (code, _, err) = import(place, &table, &["--for", WHO, "--columns", "nom,rien"]);
    assert_eq!(code, Some(1));
    assert!(
        err.contains("--columns names what no column can hold"),
        "{err}"
    );
}

#[test]
fn a_file_of_cards_is_read_in_once_on_sqlite() {
    read_in_twice(&in_a_folder());
}

#[test]
fn a_file_of_cards_is_read_in_once_on_postgresql() {
    read_in_twice(&on_a_server("contacts"));
}
