//! An event that moved or is called off, in words.

use app::mail::EventBrief;
use app::mail::change::{Change, ChangeLetter};

use super::Part;
use crate::frame::Frame;
use crate::urls;

/// Subject and parts.
pub(super) fn say(frame: &Frame, letter: &ChangeLetter) -> (String, Vec<Part>) {
    let w = frame.w;
    let event = &letter.event;
    let title = [("title", event.title.as_str())];
    let link = match &letter.token {
        Some(token) => frame.absolute(&urls::guest(token)),
        None => frame.absolute(&urls::event(&letter.event_id)),
    };
    let see = |key| Part::Button(w.t(key).to_owned(), link.clone());
    match &letter.change {
        Change::Moved => (
            w.with("mail-moved-subject", &title),
            vec![
                Part::Text(w.with("mail-moved-lead", &title)),
                facts(frame, event),
                Part::Text(w.t("mail-moved-answer").to_owned()),
                see("mail-moved-see"),
            ],
        ),
        Change::Cancelled { reason } => {
            let mut parts = vec![Part::Text(w.with("mail-cancelled-lead", &title))];
            if !reason.is_empty() {
                parts.push(Part::Text(reason.clone()));
            }
            parts.push(facts(frame, event));
            parts.push(see("mail-cancelled-see"));
            (w.with("mail-cancelled-subject", &title), parts)
        }
    }
}

fn facts(frame: &Frame, event: &EventBrief) -> Part {
    let w = frame.w;
    let (start, end) = (
        w.time(&event.starts_at, &event.zone),
        w.time(&event.ends_at, &event.zone),
    );
    let when = format!("{}, {start} – {end}", w.date(&event.starts_at, &event.zone));
    let mut facts = vec![(w.t("event-when").to_owned(), when)];
    if !event.venue.is_empty() {
        facts.push((w.t("event-where").to_owned(), event.venue.clone()));
    }
    Part::Facts(facts)
}
