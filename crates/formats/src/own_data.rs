//! The files of somebody's copy of their own data: their cards, and their notebook as a table.

use domain::account::Email;
use domain::activity::Activity;
use domain::person::Name;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A line of the notebook.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What they are called.
    pub name: String,
    /// The line about them.
    pub about: String,
    /// The tags.
    pub tags: String,
    /// When they met.
    pub met: Option<Timestamp>,
    /// Every note.
    pub notes: String,
}

/// One vCard 4.0 (RFC 6350) for each activity; one with the name alone when there is none.
pub fn vcards(name: &Name, email: Option<&Email>, activities: &[Activity]) -> String {
    if activities.is_empty() {
        return vcard(name, email, None);
    }
    let cards = activities.iter().map(|a| vcard(name, email, Some(a)));
    cards.collect()
}

fn vcard(name: &Name, email: Option<&Email>, activity: Option<&Activity>) -> String {
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
    let own = email.map_or("", Email::as_str);
    let mut emails = vec![own];
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
        emails.push(&w.email);
    }
    emails.dedup();
    emails
        .iter()
        .for_each(|email| line("EMAIL", &escaped(email)));
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

/// The notebook as CSV (RFC 4180), which spreadsheets read as UTF-8.
pub fn notebook(rows: &[Row]) -> String {
    let mut out = String::from("\u{feff}name,about,tags,met,notes\r\n");
    for row in rows {
        let met = row
            .met
            .map(|at| at.to_zoned(TimeZone::UTC).date().to_string());
        let cells = [
            row.name.as_str(),
            &row.about,
            &row.tags,
            met.as_deref().unwrap_or_default(),
            &row.notes,
        ];
        let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// Quoted where it must be, and never read as a formula by a spreadsheet.
fn cell(text: &str) -> String {
    let safe = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
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
        let text = vcards(&Name::new("Inès", "Belkacem"), None, &[activity]);
        assert!(text.contains("FN:Inès Belkacem\r\nN:Belkacem;Inès;;;\r\n"));
        assert!(text.contains("TITLE:Notaire\\, conseillère\\; médiatrice\r\n"));
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("NOTE:{}\r\n", "é".repeat(90))));
    }

    #[test]
    fn somebody_without_activity_has_one_card() {
        let email = "zoe@exemple.qc.ca".parse().unwrap();
        let text = vcards(&Name::new("Zoé", ""), Some(&email), &[]);
        assert_eq!(text.matches("BEGIN:VCARD").count(), 1);
        assert!(text.contains("EMAIL:zoe@exemple.qc.ca\r\n"));
    }

    #[test]
    fn the_notebook_quotes_what_it_must_and_runs_no_formula() {
        let row = Row {
            name: "=SOMME(A1)".into(),
            notes: "« oui », dit-il\n\"vraiment\"".into(),
            ..Row::default()
        };
        let text = notebook(&[row]);
        assert!(text.starts_with('\u{feff}'));
        assert!(text.contains("'=SOMME(A1),,,,\"« oui », dit-il\n\"\"vraiment\"\"\"\r\n"));
    }
}
