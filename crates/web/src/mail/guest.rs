//! The letters of one evening to its guests, in words.

use app::mail::EventBrief;
use app::mail::guest::{Letter, Tell};
use domain::answer::{Place, Response};

use super::Part;
use crate::frame::Frame;
use crate::urls;

/// Subject and body of a letter. The one message of a referral says that it is: who recommends its
/// reader, and that nothing follows without their word (SOR/2013-221, s. 4).
pub fn say(frame: &Frame, letter: &Letter, referred: bool) -> (String, Vec<Part>) {
    let w = frame.w;
    let event = &letter.event;
    let (subject, lead) = match &letter.tell {
        Tell::Invited { inviter, .. } => ("mail-invited-subject", {
            let args = [("inviter", inviter.as_str()), ("title", &event.title)];
            w.with("mail-invited-lead", &args)
        }),
        Tell::Answered {
            response, place, ..
        } => (
            answered(*response, *place).0,
            w.t(answered(*response, *place).1).to_owned(),
        ),
        Tell::Promoted => ("mail-promoted-subject", w.t("mail-promoted-lead").into()),
        Tell::Link => ("mail-link-subject", w.t("mail-link-lead").into()),
        Tell::InTwoDays { response } => ("mail-two-days-subject", w.t(two_days(*response)).into()),
        Tell::InThreeHours => (
            "mail-three-hours-subject",
            w.t("mail-three-hours-lead").into(),
        ),
    };
    let inviter = match &letter.tell {
        Tell::Invited { inviter, .. } => inviter.as_str(),
        _ => "",
    };
    let subject = w.with(subject, &[("inviter", inviter), ("title", &event.title)]);
    let mut parts = vec![Part::Text(lead)];
    if let Tell::Invited { word, .. } = &letter.tell
        && !word.is_empty()
    {
        parts.push(Part::Text(w.with("mail-invited-word", &[("word", word)])));
    }
    parts.push(Part::Facts(facts(frame, letter)));
    parts.extend(links(frame, letter));
    if referred {
        let args = [("inviter", inviter), ("group", &event.group)];
        parts.push(Part::Text(w.with("mail-invited-referral", &args)));
    }
    (subject, parts)
}

fn answered(response: Response, place: Place) -> (&'static str, &'static str) {
    match (response, place) {
        (Response::Yes, Place::Waiting) => ("mail-waiting-subject", "mail-waiting-lead"),
        (Response::Yes, _) => ("mail-going-subject", "mail-going-lead"),
        (Response::Maybe, _) => ("mail-maybe-subject", "mail-maybe-lead"),
        (Response::No, _) => ("mail-no-subject", "mail-no-lead"),
    }
}

fn two_days(response: Option<Response>) -> &'static str {
    match response {
        Some(Response::Yes) => "mail-two-days-going",
        Some(_) => "mail-two-days-maybe",
        None => "mail-two-days-unanswered",
    }
}

fn facts(frame: &Frame, letter: &Letter) -> Vec<(String, String)> {
    let w = frame.w;
    let event = &letter.event;
    let mut facts = vec![
        (w.t("mail-when").to_owned(), when(frame, event)),
        (w.t("mail-who").to_owned(), event.group.clone()),
    ];
    if !event.venue.is_empty() {
        facts.insert(1, (w.t("mail-where").to_owned(), event.venue.clone()));
    }
    if let Tell::Answered { company, .. } = letter.tell
        && company > 0
    {
        facts.push((w.t("mail-company").to_owned(), company.to_string()));
    }
    facts
}

fn when(frame: &Frame, event: &EventBrief) -> String {
    let w = frame.w;
    let (date, from, to) = (
        w.date(&event.starts_at, &event.zone),
        w.time(&event.starts_at, &event.zone),
        w.time(&event.ends_at, &event.zone),
    );
    w.with(
        "mail-when-value",
        &[("date", &date), ("from", &from), ("to", &to)],
    )
}

fn links(frame: &Frame, letter: &Letter) -> Vec<Part> {
    let w = frame.w;
    let Some(token) = &letter.token else {
        let url = frame.absolute(&urls::event(&letter.event_id));
        return vec![Part::Button(w.t("mail-event-button").into(), url)];
    };
    let answers = matches!(
        letter.tell,
        Tell::Invited { .. } | Tell::InTwoDays { response: None }
    );
    let button = if answers {
        "mail-answer-button"
    } else {
        "mail-change-button"
    };
    let mut parts = vec![Part::Button(
        w.t(button).into(),
        frame.absolute(&urls::guest(token)),
    )];
    let coming = !matches!(
        letter.tell,
        Tell::Answered {
            response: Response::No,
            ..
        }
    );
    if coming {
        let url = frame.absolute(&urls::guest_calendar(token));
        parts.push(Part::Button(w.t("mail-calendar-button").into(), url));
    }
    parts.push(Part::Text(w.t("mail-link-note").into()));
    parts
}
