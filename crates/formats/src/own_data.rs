//! Somebody's own cards, in the copy of their data.

use domain::activity::Activity;
use domain::person::Name;

/// One vCard 4.0 (RFC 6350) for each activity; one with the name alone when there is none. The address
/// that signs in is on no card.
pub fn vcards(name: &Name, activities: &[Activity]) -> String {
    if activities.is_empty() {
        return vcard(name, None);
    }
    let cards = activities.iter().map(|a| vcard(name, Some(a)));
    cards.collect()
}

fn vcard(name: &Name, activity: Option<&Activity>) -> String {
    let mut card = String::from("BEGIN:VCARD\r\nVERSION:4.0\r\n");
    let mut line = |property: &str, value: &str| {
        if !value.is_empty() {
            fold(&mut card, &format!("{property}:{value}"));
        }
    };
    line("FN", &escaped(&name.full()));
    line(
        "N",
        &format!("{};{};;;", escaped(&name.family), escaped(&name.given)),
    );
    if let Some(Activity { words: w, .. }) = activity {
        line("TITLE", &escaped(&w.title));
        line("ROLE", &escaped(&w.profession));
        line("ORG", &escaped(&w.organisation));
        line("TEL", &escaped(&w.phone));
        line("URL", &w.website.replace(['\r', '\n'], ""));
        if !w.address.is_empty() {
            line("ADR", &format!(";;{};;;;", escaped(&w.address)));
        }
        line("NOTE", &escaped(&w.pitch));
        line("EMAIL", &escaped(&w.email));
    }
    card.push_str("END:VCARD\r\n");
    card
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines hold at most 75 bytes; what goes on begins with a space.
fn fold(out: &mut String, line: &str) {
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::activity::ActivityWords;

    #[test]
    fn a_card_keeps_accents_commas_and_short_lines() {
        let words = ActivityWords {
            title: "Notaire, conseillère; médiatrice".into(),
            pitch: "é".repeat(90),
            ..ActivityWords::default()
        };
        let activity = Activity {
            id: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
            words,
        };
        let text = vcards(&Name::new("Inès", "Belkacem"), &[activity]);
        assert!(text.contains("FN:Inès Belkacem\r\nN:Belkacem;Inès;;;\r\n"));
        assert!(text.contains("TITLE:Notaire\\, conseillère\\; médiatrice\r\n"));
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("NOTE:{}\r\n", "é".repeat(90))));
    }

    #[test]
    fn somebody_without_activity_has_one_card() {
        let text = vcards(&Name::new("Zoé", ""), &[]);
        assert_eq!(text.matches("BEGIN:VCARD").count(), 1);
        assert!(!text.contains("EMAIL"));
    }
}
