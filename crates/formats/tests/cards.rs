//! Every reader of cards over ugly files and their mutations: nothing panics, and whatever is read
//! can be written and read again. The mutations are the same each time.

use domain::card::Card;
use formats::vcard::{self, Version};
use formats::{jcard, jscontact, mecard};

const FILES: [&[u8]; 9] = [
    include_bytes!("../../../fixtures/cards/old_phone_2.1.vcf"),
    include_bytes!("../../../fixtures/cards/outlook_latin1_2.1.vcf"),
    include_bytes!("../../../fixtures/cards/wide_3.0.vcf"),
    include_bytes!("../../../fixtures/cards/iphone_3.0.vcf"),
    include_bytes!("../../../fixtures/cards/rfc_4.0.vcf"),
    include_bytes!("../../../fixtures/cards/broken.vcf"),
    include_bytes!("../../../fixtures/cards/card.jcard.json"),
    include_bytes!("../../../fixtures/cards/card.jscontact.json"),
    include_bytes!("../../../fixtures/cards/code.mecard"),
];
/// Mutations of each file.
const ROUNDS: u64 = 400;

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// Changes octets, drops and doubles pieces, and puts in what readers stumble over.
fn mutated(file: &[u8], chance: &mut Chance) -> Vec<u8> {
    const STUMBLES: [&[u8]; 14] = [
        b"\r\n",
        b"\n ",
        b"=\r\n",
        b":",
        b";",
        b",",
        b"\\",
        b"\"",
        b"\xFF",
        b"BEGIN:VCARD\n",
        b"END:VCARD\n",
        b"^n",
        b"[[",
        b"null",
    ];
    let mut out = file.to_vec();
    for _ in 0..=chance.below(6) {
        let (at, other) = (chance.below(out.len()), chance.below(out.len()));
        match chance.below(4) {
            0 if !out.is_empty() => out[at] = chance.below(256) as u8,
            1 => drop(out.drain(at.min(other)..at.max(other).min(at.min(other) + 40))),
            2 => {
                let piece = out[at.min(other)..at.max(other)].to_vec();
                out.splice(at..at, piece.into_iter().take(200));
            }
            _ => drop(out.splice(
                at..at,
                STUMBLES[chance.below(STUMBLES.len())].iter().copied(),
            )),
        }
    }
    out
}

fn cards(file: &[u8]) -> Vec<Card> {
    let mut cards: Vec<Card> = vcard::read(file)
        .flatten()
        .map(|entry| entry.card)
        .collect();
    cards.extend(
        jcard::read(file)
            .into_iter()
            .flatten()
            .map(|entry| entry.card),
    );
    cards.extend(
        jscontact::read(file)
            .into_iter()
            .flatten()
            .map(|entry| entry.card),
    );
    cards.extend(mecard::read(&String::from_utf8_lossy(file)));
    cards
}

fn written_and_read(card: &Card) {
    for version in [Version::V3, Version::V4] {
        let text = vcard::write(card, version);
        let read = vcard::read_one(&text).unwrap_or_else(|refusal| panic!("{refusal}: {text}"));
        assert!(read.card.extras.len() + 3 >= card.extras.len(), "{text}");
    }
    for json in [
        jcard::write(std::slice::from_ref(card)),
        jscontact::write(std::slice::from_ref(card)),
    ] {
        assert!(serde_json::from_slice::<serde_json::Value>(&json).is_ok());
    }
}

#[test]
fn every_ugly_file_gives_its_cards() {
    let counts: Vec<usize> = FILES.iter().map(|file| cards(file).len()).collect();
    assert_eq!(counts[..5], [1, 1, 1, 1, 1]);
    assert!(counts[5] >= 2, "{counts:?}");
    assert_eq!(counts[6..], [1, 1, 1]);
    FILES
        .iter()
        .flat_map(|file| cards(file))
        .for_each(|card| written_and_read(&card));
}

/// The properties of a text: their names, and how many there are of each.
fn names(text: &str) -> Vec<String> {
    let text = text.replace("\r\n ", "");
    let name = |line: &str| {
        let head = line.split([':', ';']).next().unwrap_or_default();
        head.rsplit('.').next().unwrap_or_default().to_uppercase()
    };
    let mut names: Vec<String> = text.lines().map(name).collect();
    names.sort();
    names
}

#[test]
fn no_property_is_lost_on_the_way_through() {
    for file in [FILES[3], FILES[4]] {
        let text = std::str::from_utf8(file).unwrap();
        let version = if text.contains("VERSION:4.0") {
            Version::V4
        } else {
            Version::V3
        };
        let card = vcard::read_one(text).unwrap().card;
        assert_eq!(names(&vcard::write(&card, version)), names(text));
        let again = vcard::read_one(&vcard::write(&card, version)).unwrap().card;
        assert_eq!(again, card);
    }
}

#[test]
fn mutations_are_read_or_refused() {
    let mut chance = Chance(7);
    for file in FILES {
        for _ in 0..ROUNDS {
            let file = mutated(file, &mut chance);
            cards(&file).iter().for_each(written_and_read);
        }
    }
}
