//! MECARD, the short card that codes carry: `MECARD:N:Roy,Odile;TEL:514 555-0142;;`.

use domain::card::{Address, Card, Extra, LINE_LIMIT, Labelled, escaped};

use crate::vcard::property::{is_name, pieces, plain, readable};

/// Longest text, in octets: more than any code holds.
pub const LIMIT: usize = 8_192;

/// Reads a card; `None` when the text is something else.
pub fn read(text: &str) -> Option<Card> {
    let text = text.trim();
    let begins = text.get(..7)?.eq_ignore_ascii_case("MECARD:");
    if !begins || text.len() > LIMIT {
        return None;
    }
    let mut card = Card::default();
    for field in pieces(&text[7..], ';') {
        // What has no name of its own is kept all the same.
        let (name, value) = field.split_once(':').unwrap_or(("", field));
        let (name, value) = (name.trim().to_ascii_uppercase(), readable(value));
        let value = value.trim();
        // A note may be as long as the code.
        let fits = name == "NOTE" || value.chars().count() <= LINE_LIMIT;
        match (value, fits) {
            ("", _) => {}
            (_, true) => place(&mut card, &name, value),
            (_, false) => place(&mut card, &format!("X-MECARD-{name}"), value),
        }
    }
    card.undirect();
    (!card.is_blank()).then_some(card)
}

fn place(card: &mut Card, name: &str, value: &str) {
    let text = plain(value);
    match name {
        "N" if card.full_name.is_empty() => {
            let mut parts = pieces(value, ',')
                .into_iter()
                .map(|part| plain(part.trim()));
            card.family = parts.next().unwrap_or_default();
            card.given = parts.next().unwrap_or_default();
            let more: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            card.additional = more.join(" ");
            card.full_name = format!("{} {}", card.given, card.family).trim().to_owned();
        }
        "TEL" => card.phones.push(Labelled::new(text)),
        "EMAIL" => card.emails.push(Labelled::new(text)),
        "URL" => card.websites.push(Labelled::new(text)),
        "ADR" => card.addresses.push(address(value)),
        "ORG" if card.organisation.is_empty() => card.organisation = text,
        "TITLE" if card.title.is_empty() => card.title = text,
        "NICKNAME" => card.nicknames.push(text),
        "NOTE" if card.note.is_empty() => card.note = text,
        "BDAY" if card.birthday.is_empty() => card.birthday = birthday(&text),
        _ => card.extras.push(Extra {
            name: match name {
                "SOUND" => "X-PHONETIC-NAME".to_owned(),
                // No field begins or ends the vCard in which it goes out.
                "BEGIN" | "END" | "VERSION" => "X-MECARD".to_owned(),
                _ if is_name(name) => name.to_owned(),
                _ => "X-MECARD".to_owned(),
            },
            value: escaped(&text),
            ..Extra::default()
        }),
    }
}

/// With seven parts where the writer takes them apart, on its lines where not.
fn address(value: &str) -> Address {
    let parts: Vec<String> = pieces(value, ',')
        .into_iter()
        .map(|p| plain(p.trim()))
        .collect();
    let [post_box, extended, street, city, region, postcode, country] = &parts[..] else {
        return Address::of_lines(&parts.join(", "));
    };
    Address {
        post_box: post_box.clone(),
        extended: extended.clone(),
        street: street.clone(),
        city: city.clone(),
        region: region.clone(),
        postcode: postcode.clone(),
        country: country.clone(),
        ..Address::default()
    }
}

fn birthday(text: &str) -> String {
    match text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        true => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcard;

    #[test]
    fn a_code_becomes_a_card() {
        let text = "MECARD:N:D’Almeida,Joaquim;TEL:514 555-0142;TEL:438 555-0101;EMAIL:j@dalmeida.example;\
                    URL:https\\://dalmeida.example;ADR:,,4201\\, rue Saint-Denis,Montréal,QC,H2J 2K9,Canada;\
                    BDAY:19700105;NOTE:Marketing\\; nuages;X-FOO:bar;;";
        let card = read(text).unwrap();
        assert_eq!(card.full_name, "Joaquim D’Almeida");
        assert_eq!(card.phones.len(), 2);
        assert_eq!(card.websites[0].value, "https://dalmeida.example");
        assert_eq!(card.addresses[0].street, "4201, rue Saint-Denis");
        assert_eq!(card.birthday, "1970-01-05");
        assert_eq!(card.note, "Marketing; nuages");
        assert_eq!(card.extras[0].name, "X-FOO");
    }

    #[test]
    fn something_else_is_no_card() {
        for text in [
            "",
            "MECARD",
            "MECARD:",
            "MECARD:;;",
            "https://exemple.test",
            "mecard:X",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read("mecard:n:Roy;").is_some());
    }

    #[test]
    fn no_field_ends_the_card_in_which_it_goes_out() {
        let card = read("MECARD:N:Roy;END:VCARD;BEGIN:VCARD;VERSION:2.1;;").unwrap();
        assert!(card.extras.iter().all(|extra| extra.name == "X-MECARD"));
        let text = vcard::write(&card, vcard::Version::V4);
        assert_eq!(vcard::read(text.as_bytes()).count(), 1);
        assert_eq!(vcard::read_one(&text).unwrap().card.extras, card.extras);
    }
}
