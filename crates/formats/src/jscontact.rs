//! JSContact (RFC 9553): cards as JSON objects, by way of the properties of vCard (RFC 9555).
//!
//! What has no place in a card of ours is kept: members of JSContact as `JSPROP`, and properties of
//! vCard, on the way out, as `vCardProps`.

mod clothes;
mod members;
mod write;

use domain::card::{Extra, Parameter, escaped};
use serde_json::{Map, Value};

use crate::jcard;
use crate::vcard::{Entry, Refusal};

pub use write::write;

/// The parameter that holds the key of a member.
const KEY: &str = "PROP-ID";
/// The property that holds a member nobody here understood, and the parameter that says where.
const MEMBER: &str = "JSPROP";
const POINTER: &str = "JSPTR";

/// Kinds of telephones, as both formats call them.
const FEATURES: [(&str, &str); 7] = [
    ("mobile", "cell"),
    ("voice", "voice"),
    ("fax", "fax"),
    ("pager", "pager"),
    ("text", "text"),
    ("video", "video"),
    ("textphone", "textphone"),
];
/// Contexts, as both formats call them.
const CONTEXTS: [(&str, &str); 2] = [("work", "work"), ("private", "home")];
/// Parts of names and of addresses, in the order of vCard.
const NAME: [&str; 7] = [
    "surname",
    "given",
    "given2",
    "title",
    "credential",
    "surname2",
    "generation",
];
const ADDRESS: [&str; 7] = [
    "postOfficeBox",
    "apartment",
    "name",
    "locality",
    "region",
    "postcode",
    "country",
];

/// Reads a card, or an array of cards.
pub fn read(file: &[u8]) -> Vec<Result<Entry, Refusal>> {
    jcard::each(file, |value| {
        let card = value.as_object()?;
        if card.get("@type").is_some_and(|kind| kind != "Card") {
            return None;
        }
        let mut properties = Vec::new();
        for (name, value) in card {
            members::read(&mut properties, name, value);
        }
        Some(properties)
    })
}

/// A property without parameters.
fn plain(name: &str, text: &str) -> Extra {
    Extra {
        name: name.to_owned(),
        value: escaped(text),
        ..Extra::default()
    }
}

/// Keeps a member as it stands.
fn kept(pointer: &str, value: &Value) -> Extra {
    Extra {
        name: MEMBER.to_owned(),
        parameters: vec![Parameter::new(POINTER, pointer)],
        value: escaped(&value.to_string()),
        ..Extra::default()
    }
}

/// A key as a step of a pointer (RFC 6901).
fn step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Takes a text out of an object.
fn text(object: &mut Map<String, Value>, name: &str) -> Option<String> {
    object.get(name)?.as_str()?;
    match object.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcard;
    use domain::card::Card;

    const CARD: &str = r#"{"@type":"Card","version":"1.0","uid":"22B2C7DF","kind":"individual","name":{"full":"Éloïse, Nguyễn",
        "components":[{"kind":"given","value":"Éloïse"},{"kind":"surname","value":"Nguyễn"},{"kind":"credential","value":"CPA"}],"isOrdered":true},
        "nicknames":{"k1":{"name":"Lili"}},"organizations":{"o1":{"name":"Cacao; du Nord","units":[{"name":"Atelier"}]}},
        "titles":{"t1":{"name":"Fondatrice"},"t2":{"name":"Chocolatière","kind":"role"}},
        "phones":{"tel0":{"number":"514 555-0134","contexts":{"work":true},"features":{"mobile":true},"pref":1,"label":"Boutique"},
          "tel3":{"number":"tel:+1-514-555-0199","odd":{"a":[1]}}},
        "emails":{"e1":{"address":"eloise@exemple.test","contexts":{"private":true}}},
        "links":{"l1":{"uri":"https://cacao.test"}},
        "addresses":{"a1":{"components":[{"kind":"number","value":"12"},{"kind":"name","value":"rue X"},{"kind":"locality","value":"Laval"}],"countryCode":"CA"},
          "a2":{"full":"3, place Y\nParis"}},
        "anniversaries":{"b":{"kind":"birth","date":{"@type":"PartialDate","year":1985,"month":4,"day":12}},"w":{"kind":"wedding","date":{"year":2010}}},
        "preferredLanguages":{"p1":{"language":"fr"}},"notes":{"n1":{"note":"Deux\nlignes"}},"keywords":{"chocolat":true},
        "speakToAs":{"grammaticalGender":"feminine"},"vCardProps":[["x-odd",{"group":"item1"},"unknown","raw\\,"]]}"#;

    fn one(text: &[u8]) -> Card {
        read(text).remove(0).unwrap().card
    }

    #[test]
    fn a_card_is_read_and_what_nobody_understands_is_kept() {
        let card = one(CARD.as_bytes());
        assert_eq!(
            (card.given.as_str(), card.family.as_str()),
            ("Éloïse", "Nguyễn")
        );
        assert_eq!(card.organisation, "Cacao; du Nord");
        assert_eq!(
            (card.title.as_str(), card.role.as_str()),
            ("Fondatrice", "Chocolatière")
        );
        assert!(
            card.phones[0].preferred
                && card.phones[0].is("cell")
                && card.phones[0].label == "Boutique"
        );
        assert_eq!(card.addresses[0].street, "12 rue X");
        assert_eq!(card.addresses[1].street, "3, place Y\nParis");
        assert_eq!(card.birthday, "1985-04-12");
        assert_eq!(card.categories, ["chocolat"]);
        let kept = |pointer: &str| {
            card.extras
                .iter()
                .any(|e| e.name == MEMBER && e.parameters[0].values == [pointer])
        };
        assert!(
            kept("speakToAs") && kept("anniversaries/w") && kept("phones/tel3/odd"),
            "{:?}",
            card.extras
        );
    }

    #[test]
    fn what_is_written_is_read_back_and_nothing_is_lost() {
        let card = one(CARD.as_bytes());
        let written = write(std::slice::from_ref(&card));
        let value: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(value["phones"]["tel3"]["odd"]["a"][0], 1);
        assert_eq!(value["speakToAs"]["grammaticalGender"], "feminine");
        assert_eq!(value["vCardProps"][0][0], "x-odd");
        assert_eq!(one(&written), card);
        // By way of a vCard too.
        for version in [vcard::Version::V3, vcard::Version::V4] {
            let by_vcard = vcard::read_one(&vcard::write(&card, version)).unwrap().card;
            let back: Value = serde_json::from_slice(&write(&[by_vcard])).unwrap();
            assert_eq!(back["phones"]["tel3"]["odd"]["a"][0], 1);
        }
    }
}
