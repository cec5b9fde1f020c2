//! The ugly folder of cards: each file gives cards or a reason, and whatever it says goes out again,
//! in every format, as [`witness`] sees it. What is lost by right is named in [`losses`], one by one.

use std::path::Path;

use domain::card::Card;
use formats::card_file::{self, Item};
use formats::vcard::{self, Version};
use formats::{jcard, jscontact};
use serde_json::Value;

mod losses;
mod witness;

use losses::is_right;
use witness::{Pair, bare, missing};

/// A file of the folder.
struct Ugly {
    name: String,
    bytes: Vec<u8>,
    items: Vec<Item>,
}

/// Every file of the folder, read as an import reads it.
fn folder() -> Vec<Ugly> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cards/ugly");
    let files = std::fs::read_dir(path).unwrap();
    let mut all: Vec<Ugly> = files
        .map(|file| {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let source = card_file::kind(&bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
            let items = card_file::read(source, &bytes, &[]).collect();
            Ugly { name, bytes, items }
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// What a card says once it has gone out, by each way that files of contacts go.
fn ways(card: &Card) -> Vec<(&'static str, Vec<Pair>)> {
    let one = std::slice::from_ref(card);
    let through = |json: Vec<_>| match json.into_iter().next() {
        Some(Ok(vcard::Entry { card, .. })) => vcard::write(&card, Version::V4),
        other => panic!("{other:?}"),
    };
    let texts = [
        ("3.0", vcard::write(card, Version::V3)),
        ("4.0", vcard::write(card, Version::V4)),
        (
            "JSContact",
            through(jscontact::read(&jscontact::write(one))),
        ),
        ("jCard", through(jcard::read(&jcard::write(one)))),
    ];
    let said = texts.map(|(way, text)| {
        let mut cards = witness::cards(text.as_bytes());
        assert_eq!(cards.len(), 1, "{way}: {text}");
        (way, cards.remove(0).said)
    });
    said.into()
}

#[test]
fn every_file_gives_cards_or_a_reason() {
    let all = folder();
    assert!(all.len() >= 50, "{}", all.len());
    for Ugly { name, items, .. } in all {
        assert!((1..=20).contains(&items.len()), "{name}: {}", items.len());
        for item in &items {
            let told = item.refusal().map(|refusal| (refusal.line, refusal.why));
            let sound = told.is_none_or(|(line, why)| line > 0 && !why.is_empty());
            assert!(sound, "{name}: {item:?}");
        }
        let cards = items.iter().filter(|item| item.card.is_ok()).count();
        assert!(cards > 0, "{name} gives nobody: {items:?}");
    }
}

#[test]
fn every_property_of_a_vcard_goes_out_again() {
    let mut lost = Vec::new();
    let mut met = 0;
    for Ugly { name, bytes, items } in folder().iter().filter(|u| u.name.ends_with("vcf")) {
        for seen in witness::cards(bytes) {
            let item = items.iter().find(|item| item.line == seen.line);
            let item = item.unwrap_or_else(|| panic!("{name}:{} is forgotten", seen.line));
            let Ok(card) = &item.card else { continue };
            met += seen.said.len();
            for (way, said) in ways(card) {
                let wrong = missing(&seen.said, &said);
                let wrong = wrong.iter().filter(|pair| !is_right(name, way, pair));
                lost.extend(wrong.map(|(what, value)| {
                    let value: String = value.chars().take(90).collect();
                    format!("{name}:{} {way} {what} = {value}", seen.line)
                }));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(met > 300, "{met}");
}

/// The texts of a file that is no vCard, which knows nothing of properties. What was refused is told
/// with its reason, and goes nowhere.
fn texts(Ugly { name, bytes, items }: &Ugly) -> Vec<String> {
    let text = witness::decoded(bytes);
    if name.ends_with("json") {
        return leaves_of(serde_json::from_str(&text).unwrap(), items);
    }
    if name.ends_with("mecard") {
        let marked = text
            .trim_end()
            .replace("\\;", "\u{1}")
            .replace("\\,", "\u{2}");
        let fields = marked[7..].split(';');
        let values = fields.map(|field| match field.split_once(':') {
            Some((_, value)) => value,
            None => field,
        });
        let parts = values.flat_map(|value| value.split(','));
        let plain = |part: &str| part.replace('\u{1}', ";").replace('\u{2}', ",");
        return parts.map(plain).collect();
    }
    cells(&text)
}

/// The texts of the cards of a file of JSON that were read.
fn leaves_of(file: Value, items: &[Item]) -> Vec<String> {
    let all = match file {
        Value::Array(all) if all[0] != "vcard" => all,
        one => vec![one],
    };
    let mut out = Vec::new();
    let read = all.iter().zip(items).filter(|(_, item)| item.card.is_ok());
    for (card, _) in read {
        let properties = card.get(1).or(card.get("vCardProps"));
        let properties = properties.and_then(Value::as_array).into_iter().flatten();
        for property in properties.filter(|property| property[0] != "version") {
            out.extend(property.as_str().map(str::to_owned));
            let values = property
                .as_array()
                .map_or(&[][..], |all| all.get(3..).unwrap_or(all));
            values.iter().for_each(|value| leaves(value, &mut out));
            leaves(property.get(1).unwrap_or(&Value::Null), &mut out);
        }
        for (name, member) in card.as_object().into_iter().flatten() {
            if !["@type", "version", "vCardProps"].contains(&name.as_str()) {
                leaves(member, &mut out);
            }
        }
    }
    out
}

/// What stands in the cells of a table, headings and the words above them apart.
fn cells(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let separator = ["\t", ";"]
        .into_iter()
        .find(|s| text.lines().any(|l| l.matches(s).count() > 2));
    let separator = separator.map_or(b',', |s| s.as_bytes()[0]);
    let reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows: Vec<_> = reader.into_records().map(Result::unwrap).collect();
    let headings = rows.iter().position(|row| row.len() > 2).unwrap();
    let cells = rows[headings + 1..].iter().flat_map(|row| row.iter());
    cells
        .flat_map(|cell| cell.split(" ::: ").map(str::to_owned))
        .collect()
}

fn leaves(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|value| leaves(value, out)),
        // The names of groups tie properties together, and say nothing themselves.
        Value::Object(all) => {
            let said = all.iter().filter(|(name, _)| *name != "group");
            said.for_each(|(_, value)| leaves(value, out));
        }
        Value::String(text) => out.push(text.clone()),
        Value::Number(number) => out.push(number.to_string()),
        _ => {}
    }
}

/// A text as it may be sought in another, whatever it was written in.
fn sought(text: &str) -> String {
    let text = text
        .rsplit_once(";base64,")
        .map_or(text, |(_, bytes)| bytes);
    let text = text.trim_start_matches("tel:").trim_start_matches("geo:");
    let text = bare(text).to_lowercase().replace("\\n", "⏎");
    text.replace(['"', '\\', '-'], "")
}

#[test]
fn every_text_of_another_format_goes_out_again() {
    let mut lost = Vec::new();
    for ugly in folder().iter().filter(|u| !u.name.ends_with("vcf")) {
        let cards = ugly.items.iter().filter_map(|item| item.card.as_ref().ok());
        let cards: Vec<_> = cards.map(ways).collect();
        for n in 0..4 {
            let way = cards[0][n].0;
            let said = cards.iter().flat_map(|ways| &ways[n].1);
            let said: Vec<String> = said.map(|(_, value)| sought(value)).collect();
            for text in texts(ugly) {
                let known = said.iter().any(|value| value.contains(&sought(&text)));
                if !known && !is_right(&ugly.name, way, &(String::new(), bare(&text))) {
                    lost.push(format!("{} {way}: {text}", ugly.name));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn what_went_out_is_read_and_written_the_same() {
    for Ugly { name, items, .. } in folder() {
        for card in items.into_iter().filter_map(|item| item.card.ok()) {
            for version in [Version::V3, Version::V4] {
                let text = vcard::write(&card, version);
                let again = vcard::read_one(&text).unwrap_or_else(|why| panic!("{name}: {why}"));
                assert_eq!(again.troubles, [], "{name}: {text}");
                assert_eq!(vcard::write(&again.card, version), text, "{name}");
            }
            let json = jscontact::write(std::slice::from_ref(&card));
            let again = jscontact::read(&json).remove(0).unwrap();
            let twice = jscontact::write(&[again.card]);
            let value = |json: &[u8]| serde_json::from_slice::<Value>(json).unwrap();
            assert_eq!(value(&twice), value(&json), "{name}");
        }
    }
}

/// The other tests would notice: without one property, the witness misses it.
#[test]
fn a_property_that_is_dropped_is_missed() {
    let all = folder();
    let ugly = all.iter().find(|u| u.name.starts_with("groups")).unwrap();
    let seen = witness::cards(&ugly.bytes);
    let mut card = ugly.items[0].card.clone().unwrap();
    card.extras.retain(|extra| extra.name != "X-ABDATE");
    for (way, said) in ways(&card) {
        let lost = missing(&seen[0].said, &said);
        assert!(
            lost.iter().any(|(name, _)| name == "X-ABDATE"),
            "{way}: {lost:?}"
        );
    }
}
