//! What somebody does, on one card: of each activity the trade, the firm and the ways to reach it stand
//! in a group of their own, with the activity's name as its label.

use domain::card::{Card, Extra, Labelled, escaped};

/// One card of all activities.
pub(super) fn together(mut cards: Vec<Card>) -> Card {
    if cards.len() > 1 {
        let all = cards.clone();
        for (n, card) in cards.iter_mut().enumerate() {
            tie(card, n, &all);
        }
    }
    Card::combined(&cards)
}

fn tie(card: &mut Card, n: usize, all: &[Card]) {
    let group = format!("item{}", n + 1);
    let others = || all.iter().enumerate().filter(move |(m, _)| *m != n);
    for name in ["ORG", "TITLE", "ROLE"] {
        if !card.property(name).value.is_empty() {
            card.dressing.push(Extra {
                group: group.clone(),
                name: name.into(),
                ..Extra::default()
            });
        }
    }
    // What several activities share belongs to none of them.
    let tie_values = |mine: &mut Vec<Labelled>, of: fn(&Card) -> &Vec<Labelled>| {
        for value in mine {
            let shared =
                others().any(|(_, other)| of(other).iter().any(|v| v.value == value.value));
            if !shared {
                value.group.clone_from(&group);
            }
        }
    };
    tie_values(&mut card.phones, |card| &card.phones);
    tie_values(&mut card.emails, |card| &card.emails);
    tie_values(&mut card.websites, |card| &card.websites);
    for address in &mut card.addresses {
        let shared = others().any(|(_, other)| other.addresses.contains(address));
        if !shared {
            address.group.clone_from(&group);
        }
    }
    let same_title = others().any(|(_, other)| other.title == card.title);
    let label = match same_title && !card.organisation.is_empty() {
        true => &card.organisation,
        false => &card.title,
    };
    if !label.is_empty() {
        card.extras.push(Extra {
            group,
            name: "X-ABLabel".into(),
            value: escaped(label),
            ..Extra::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::vcard::{self, Version};

    fn card(title: &str, firm: &str, email: &str) -> Card {
        Card {
            full_name: "Odile Roy".into(),
            title: title.into(),
            organisation: firm.into(),
            phones: vec![Labelled::of("514 555-0142", "work")],
            emails: vec![Labelled::of(email, "work")],
            ..Card::default()
        }
    }

    #[test]
    fn what_belongs_to_one_activity_stands_together() {
        let all = together(vec![
            card("Chocolatière", "Pralines", "o@pralines.test"),
            card("Pilote", "Nuages, inc.", "o@nuages.test"),
        ]);
        let text = vcard::write(&all, Version::V3);
        for line in [
            "item1.ORG:Pralines",
            "item1.TITLE:Chocolatière",
            "item1.EMAIL;TYPE=work:o@pralines.test",
            "item2.ORG:Nuages\\, inc.",
            "item2.TITLE:Pilote",
            "item2.EMAIL;TYPE=work:o@nuages.test",
            "\r\nTEL;TYPE=work:514 555-0142",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        let home = vcard::read(text.as_bytes()).next().unwrap().unwrap().card;
        assert_eq!(home.emails[1].label, "Pilote");
        let one = card("Pilote", "Nuages", "o@nuages.test");
        assert_eq!(together(vec![one.clone()]), one);
    }
}
