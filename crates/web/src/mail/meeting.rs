//! A one-to-one, in words and for the calendar.

use app::mail::meeting::{Attached, Letter, Tell};

use super::Part;
use crate::frame::Frame;

/// Subject and body of a letter.
pub fn say(frame: &Frame, letter: &Letter) -> (String, Vec<Part>) {
    let w = frame.w;
    let (subject, lead) = match letter.tell {
        Tell::Proposed => ("mail-meeting-subject", "mail-meeting-lead"),
        Tell::Agreed { .. } => ("mail-meeting-agreed-subject", "mail-meeting-agreed-lead"),
    };
    let name = [("name", letter.from.as_str())];
    let mut facts = Vec::new();
    for at in &letter.times {
        let (date, time) = (w.date(at, &letter.zone), w.time(at, &letter.zone));
        let moment = w.with("follow-up-moment", &[("date", &date), ("time", &time)]);
        facts.push((w.t("mail-meeting-time").to_owned(), moment));
    }
    for (key, text) in [
        ("mail-meeting-place", &letter.place),
        ("mail-meeting-words", &letter.words),
        ("mail-meeting-answer", &letter.reply_to),
    ] {
        if !text.is_empty() {
            facts.push((w.t(key).to_owned(), text.clone()));
        }
    }
    (
        w.with(subject, &name),
        vec![Part::Text(w.with(lead, &name)), Part::Facts(facts)],
    )
}

/// The files for the calendar of whoever is asked.
pub fn calendars(frame: &Frame, letter: &Letter) -> Vec<Attached> {
    let w = frame.w;
    let names = [("from", letter.from.as_str()), ("to", letter.to.as_str())];
    let summary = w.with("mail-meeting-summary", &names);
    let host = frame.public_url.split("://").last().unwrap_or_default();
    let host = host.split([':', '/']).next().unwrap_or_default();
    letter.calendars(w.lang, host, &summary)
}
