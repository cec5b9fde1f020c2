//! Every reader of what a stranger may send, given files that were damaged: it ends, it does not
//! panic, and what it made of them can be written and read again.
//!
//! The suite tries a thousand inputs for each. `cargo bolero test -p formats NAME` (from
//! crates.io) goes on by the coverage of libFuzzer for as long as one likes.

use bolero::{TypeGenerator, check};
use domain::card::Card;
use domain::contact_card::Source;
use formats::{
    addresses, card_file, card_table, jcard, jscontact, links, mecard, picture, qr_photo, table,
    trace, vcard,
};

/// One thing that befell a file; places are shares of its length.
#[derive(Clone, Debug, TypeGenerator)]
enum Damage {
    Put { at: u16, byte: u8 },
    Insert { at: u16, token: u8, times: u8 },
    Cut { at: u16, length: u8 },
    Copy { from: u16, to: u16, length: u8 },
    End { at: u16 },
}

/// What is put into a file: all that means something to one of the readers.
const TOKENS: [&[u8]; 32] = [
    b"\r\n",
    b"\n ",
    b"\n\t",
    b"\r",
    b":",
    b";",
    b",",
    b"=",
    b"=\r\n",
    b"\\",
    b"\"",
    b"^n",
    b"\0",
    b"\xFF",
    b"\xC3",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"VERSION:4.0\r\n",
    b";ENCODING=QUOTED-PRINTABLE",
    b";ENCODING=b",
    b";CHARSET=UTF-16",
    b"item1.",
    b"AGENT:BEGIN:VCARD\r\n",
    b"X-:",
    b"[",
    b"{\"",
    b"}",
    b"\\u0000",
    b"\\ud800",
    b"-1e999",
];
/// Longest file tried, in bytes.
const LONGEST: usize = 64 * 1024;

impl Damage {
    fn strike(&self, file: &mut Vec<u8>) {
        let place = |share: u16| usize::from(share) * file.len() / (usize::from(u16::MAX) + 1);
        match *self {
            _ if file.is_empty() || file.len() > LONGEST => {}
            Self::Put { at, byte } => {
                let at = place(at);
                file[at] = byte;
            }
            Self::Insert { at, token, times } => {
                let (at, token) = (place(at), TOKENS[usize::from(token) % TOKENS.len()]);
                file.splice(at..at, token.repeat(1 + usize::from(times) % 64));
            }
            Self::Cut { at, length } => {
                let at = place(at);
                file.drain(at..(at + usize::from(length)).min(file.len()));
            }
            Self::Copy { from, to, length } => {
                let (from, to) = (place(from), place(to));
                let piece = file[from..(from + usize::from(length)).min(file.len())].to_vec();
                file.splice(to..to, piece);
            }
            Self::End { at } => file.truncate(place(at)),
        }
    }
}

/// A sound file, damaged in up to a dozen places.
fn damaged(sound: &[&[u8]], (which, damages): &(u8, Vec<Damage>)) -> Vec<u8> {
    let mut file = sound[usize::from(*which) % sound.len()].to_vec();
    damages.iter().take(12).for_each(|d| d.strike(&mut file));
    file
}

/// Gives a reader damaged files. A macro, so that each test is a target under its own name.
macro_rules! fuzz {
    ($sound:expr, $inputs:literal, $read:expr) => {
        check!()
            .with_iterations($inputs)
            .with_type()
            .for_each(|how| $read(&damaged($sound, how)))
    };
}

/// Whatever was read is written in every form, and each form is read as one card.
fn goes_out(card: &Card) {
    for version in [vcard::Version::V3, vcard::Version::V4] {
        let text = vcard::write(card, version);
        is_one_card(vcard::read(text.as_bytes()).collect());
    }
    let one = std::slice::from_ref(card);
    is_one_card(jcard::read(&jcard::write(one)));
    is_one_card(jscontact::read(&jscontact::write(one)));
}

fn is_one_card(read: Vec<Result<vcard::Entry, vcard::Refusal>>) {
    assert!(matches!(read[..], [Ok(_)]), "{read:?}");
}

fn of_file(source: Source, file: &[u8]) {
    let _ = card_file::kind(file);
    for item in card_file::read(source, file, &[]) {
        if let Ok(card) = &item.card {
            goes_out(card);
        }
    }
}

#[test]
fn vcards() {
    let sound: [&[u8]; 5] = [
        include_bytes!("../../../fixtures/cards/old_phone_2.1.vcf"),
        include_bytes!("../../../fixtures/cards/outlook_latin1_2.1.vcf"),
        include_bytes!("../../../fixtures/cards/wide_3.0.vcf"),
        include_bytes!("../../../fixtures/cards/rfc_4.0.vcf"),
        include_bytes!("../../../fixtures/cards/broken.vcf"),
    ];
    fuzz!(&sound, 1000, |file: &[u8]| of_file(Source::Vcard, file));
}

#[test]
fn jcards() {
    let sound = include_bytes!("../../../fixtures/cards/card.jcard.json");
    fuzz!(&[sound], 1000, |file: &[u8]| of_file(Source::Jcard, file));
}

#[test]
fn jscontacts() {
    let sound = include_bytes!("../../../fixtures/cards/card.jscontact.json");
    fuzz!(&[sound], 1000, |file: &[u8]| of_file(
        Source::Jscontact,
        file
    ));
}

#[test]
fn codes() {
    let sound = include_bytes!("../../../fixtures/cards/code.mecard");
    fuzz!(&[sound], 1000, |file: &[u8]| {
        let text = String::from_utf8_lossy(file);
        if let Some(card) = mecard::read(&text) {
            goes_out(&card);
        }
        let _ = card_file::of_code(&text);
    });
}

const TABLES: [&[u8]; 3] = [
    "Prénom,Nom,Adresse de messagerie,Téléphone mobile\nZoé,Roy,zoe@exemple.test,514 555-0142\n".as_bytes(),
    b"\xEF\xBB\xBFFirst Name;Last Name;E-mail 1 - Value;Notes\r\n\"Ann\";\"O\"\"Neil\";ann@exemple.test;\"a\nb\"\r\n",
    b"Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nLi,Wu,,li@exemple.test,X,Y,01 Jan 2024\n",
];

#[test]
fn tables_of_contacts() {
    fuzz!(&TABLES, 1000, |file: &[u8]| {
        let _ = card_table::columns(file, &[]);
        of_file(Source::Csv, file);
    });
}

#[test]
fn tables_of_members_and_pasted_addresses() {
    fuzz!(&TABLES, 1000, |file: &[u8]| {
        let _ = table::read(file);
        let _ = addresses::parse(&String::from_utf8_lossy(file));
    });
}

#[test]
fn traces_of_contacts() {
    let sound =
        b"1353303380\t1148\t1644\tMED\tADM\n1353303400\t1148\t1644\tMED\tADM\n20 1 2\n40 1 2\n";
    fuzz!(&[sound], 1000, |file: &[u8]| {
        let text = String::from_utf8_lossy(file);
        let _ = (trace::read(&text), trace::newcomers(&text));
    });
}

#[test]
fn pages_with_links() {
    let sound = b"<html><body><a rel='nofollow' href=\"/x\">x</a><a href=https://exemple.test/y>y</a></body></html>";
    fuzz!(&[sound], 1000, |file: &[u8]| {
        let text = String::from_utf8_lossy(file);
        let _ = links::leads_to(&text, "https://autre.test/page", "exemple.test");
        let _ = links::host_of(&text);
    });
}

#[test]
fn pictures() {
    let sound = include_bytes!("../../../fixtures/cards/code.png");
    fuzz!(&[sound], 200, |file: &[u8]| {
        let _ = (picture::portrait(file), qr_photo::read(file));
    });
}
