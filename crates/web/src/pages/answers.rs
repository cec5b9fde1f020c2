//! Answering an evening: with an account, without one, or for a guest.

use std::fmt::Display;

use app::answers::{self, Asked, Given, Typed};
use app::form::Problems;
use app::mail::EventBrief;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::answer::Place;
use domain::event::Closed;
use domain::id::{EventId, PersonId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Seen, Visit};
use crate::words::Words;

/// An evening and its form, whoever answers.
#[derive(Template)]
#[template(path = "answers/show.html")]
pub struct AnswerPage {
    frame: Frame,
    errors: Errors,
    brief: EventBrief,
    when: String,
    closed: Option<String>,
    reason: String,
    free: Option<String>,
    typed: Typed,
    action: String,
    form_title: String,
    pub(super) private: bool,
    pub(super) evening: Option<String>,
    pub(super) via: Option<String>,
    pub(super) who: Option<Who>,
    standing: Option<Standing>,
    pub(super) calendar: Option<String>,
    pub(super) own_link: Option<String>,
    pub(super) forward: Option<String>,
    pub(super) not_me: Option<(String, String)>,
}

/// The name and address of somebody who is not known yet.
#[derive(Clone, Debug, Default)]
pub struct Who {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) email_needed: bool,
}

/// Where the last answer left somebody.
struct Standing {
    look: &'static str,
    icon: &'static str,
    title: String,
    body: String,
}

/// The personal link is on its way: shown whether or not the address was known.
#[derive(Template)]
#[template(path = "answers/by_mail.html")]
pub struct ByMailPage {
    frame: Frame,
}

impl ByMailPage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
        }]
    }

    pub(super) fn new(frame: Frame) -> Self {
        Self { frame }
    }
}

/// `jeudi 12 novembre 2026, de 17 h à 19 h`.
pub fn when(w: &Words, brief: &EventBrief) -> String {
    let (date, from, to) = (
        w.date(&brief.starts_at, &brief.zone),
        w.time(&brief.starts_at, &brief.zone),
        w.time(&brief.ends_at, &brief.zone),
    );
    w.with(
        "mail-when-value",
        &[("date", &date), ("from", &from), ("to", &to)],
    )
}

/// An evening for samples.
pub fn sample_brief(frame: &Frame, title: &str) -> EventBrief {
    EventBrief {
        title: title.into(),
        starts_at: frame.now,
        ends_at: frame.now + jiff::SignedDuration::from_hours(2),
        zone: "America/Toronto".into(),
        venue: "Bar Le Fanal, 214, rue Saint-Amable, Montréal".into(),
        group: "Les Lanternes du Vieux-Montréal".into(),
    }
}

impl AnswerPage {
    /// For a stranger with problems, for a guest who has a seat and one who waits, closed.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let long = "Soirée ouverte d’automne des métiers d’art et de la généalogie ".repeat(2);
        let asked = |title: &str, place, closed| Asked {
            brief: sample_brief(frame, title),
            event_id: uuid::Uuid::from_u128(1).into(),
            group_slug: domain::text::Slug::from_name("lanternes").expect("a slug"),
            closed,
            cancel_reason: String::new(),
            on: true,
            free: Some(1),
            person: None,
            answer: None,
            given: Given {
                place,
                turn: (place == Place::Waiting).then_some(3),
            },
        };
        let typed = |response: &str| Typed {
            response: response.into(),
            ..Typed::default()
        };
        let page = |asked, typed| Self::new(frame.clone(), asked, typed, &"/");
        let mut stranger = page(asked("5 à 7", Place::None, None), Typed::default());
        stranger.who = Some(Who::default());
        stranger.errors = Errors::of(vec![("response", app::Say::new("problem-choice"))], frame.w);
        let mut seated = page(asked(&long, Place::Going, None), typed("yes"));
        seated.via = Some(long.clone());
        seated.evening = Some(urls::my_evening("AbCdEf").to_string());
        seated.own_link = Some(frame.absolute(&urls::guest("AbCdEf")));
        seated.calendar = Some(urls::guest_calendar("AbCdEf").to_string());
        seated.forward = Some("/".into());
        seated.not_me = Some(("?".into(), "/".into()));
        let waits = page(asked("5 à 7", Place::Waiting, None), typed("yes"));
        let over = page(
            asked("5 à 7", Place::None, Some(Closed::Cancelled)),
            typed("no"),
        );
        vec![stranger, seated, waits, over]
    }

    pub(super) fn new(frame: Frame, asked: Asked, typed: Typed, action: &dyn Display) -> Self {
        let w = frame.w;
        let known = asked.answer.is_some();
        let title = if known {
            "answer-change"
        } else {
            "answer-title"
        };
        Self {
            when: when(w, &asked.brief),
            closed: asked.closed.map(|c| w.t(answers::closed_key(c)).to_owned()),
            reason: asked.cancel_reason,
            free: asked.free.map(|free| w.count("answer-free", free)),
            standing: standing(w, &typed, asked.given),
            form_title: w.t(title).to_owned(),
            brief: asked.brief,
            errors: Errors::default(),
            typed,
            action: action.to_string(),
            private: false,
            via: None,
            who: None,
            calendar: None,
            own_link: None,
            evening: None,
            forward: None,
            not_me: None,
            frame,
        }
    }

    /// The page again, with what was typed and what is to be mended.
    pub(super) fn mended(mut self, problems: Problems) -> Self {
        self.errors = Errors::of(problems, self.frame.w);
        self.standing = None;
        self
    }
}

/// The last answer as typed, or an empty form.
pub(super) fn typed_of(asked: &Asked) -> Typed {
    asked.answer.as_ref().map(Typed::of).unwrap_or_default()
}

fn standing(w: &Words, typed: &Typed, given: Given) -> Option<Standing> {
    let (look, icon, key) = match (given.place, typed.response.as_str()) {
        (Place::Going, _) => ("good", "check", "answer-going"),
        (Place::Waiting, _) => ("warn", "clock", "answer-waiting"),
        (Place::None, "maybe") => ("", "maybe", "answer-perhaps"),
        (Place::None, "no") => ("", "info", "answer-declined"),
        (Place::None, _) => return None,
    };
    let body = match given.turn {
        Some(turn) => w.count("answer-waiting-turn", turn),
        None => w.t(&format!("{key}-body")).to_owned(),
    };
    Some(Standing {
        look,
        icon,
        title: w.t(key).to_owned(),
        body,
    })
}

/// What a form with a name sends.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) email: String,
    #[serde(flatten)]
    pub(super) typed: Typed,
}

/// `GET /events/{id}/answer`
pub async fn form(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| answers::open(cx, id)).await?;
    let typed = typed_of(&seen.value);
    visit.page(&page(&visit, seen, id, typed))
}

fn page(visit: &Visit, seen: Seen<Asked>, id: EventId, typed: Typed) -> AnswerPage {
    let frame = visit.frame(seen.me.as_ref());
    let signed_in = seen.me.is_some();
    let (answered, on) = (seen.value.answer.is_some(), seen.value.on);
    let mut page = AnswerPage::new(frame, seen.value, typed, &urls::answer(&id));
    page.who = (!signed_in).then(|| Who {
        email_needed: true,
        ..Who::default()
    });
    page.calendar = (signed_in && answered).then(|| urls::event_calendar(&id).to_string());
    page.forward = (signed_in && answered).then(|| urls::invitations(&id).to_string());
    page.evening = (signed_in && on).then(|| urls::my_evening(&id.to_string()).to_string());
    page
}

/// `POST /events/{id}/answer`
pub async fn give(visit: Visit, Path(id): Path<EventId>, Form(named): Form<Named>) -> Answer {
    let (sent, lang) = (named.clone(), visit.lang(None));
    let given = visit
        .write(move |cx| {
            if cx.me.is_some() {
                return answers::give_mine(cx, id, &sent.typed).map(|_| true);
            }
            let who = (sent.name.as_str(), sent.email.as_str());
            answers::give_as_stranger(cx, id, who, lang, &sent.typed).map(|()| false)
        })
        .await;
    match given {
        Ok(seen) if seen.value => visit.go(&urls::answer(&id)),
        Ok(_) => visit.page(&ByMailPage::new(visit.frame(None))),
        Err(failure) => {
            let problems = failure.problems()?;
            let seen = visit.read(move |cx| answers::open(cx, id)).await?;
            let mut page = page(&visit, seen, id, named.typed).mended(problems);
            if let Some(who) = &mut page.who {
                (who.name, who.email) = (named.name, named.email);
            }
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /events/{id}/guests/{person}/answer`
pub async fn form_for(visit: Visit, Path((id, person)): Path<(EventId, PersonId)>) -> Answer {
    let seen = visit
        .read(move |cx| answers::open_for(cx, id, person))
        .await?;
    let typed = typed_of(&seen.value);
    visit.page(&page_for(&visit, seen, (id, person), typed))
}

fn page_for(
    visit: &Visit,
    seen: Seen<Asked>,
    (id, person): (EventId, PersonId),
    typed: Typed,
) -> AnswerPage {
    let frame = visit.frame(seen.me.as_ref());
    let name = seen.value.person.as_ref().map(|p| p.name.full());
    let mut page = AnswerPage::new(frame, seen.value, typed, &urls::answer_for(&id, &person));
    let name = name.unwrap_or_default();
    page.via = Some(page.frame.w.with("answer-for", &[("name", &name)]));
    page
}

/// `POST /events/{id}/guests/{person}/answer`
pub async fn give_for(
    visit: Visit,
    Path((id, person)): Path<(EventId, PersonId)>,
    Form(typed): Form<Typed>,
) -> Answer {
    let sent = typed.clone();
    let given = visit
        .write(move |cx| answers::give_for(cx, id, person, &sent))
        .await;
    match given {
        Ok(_) => visit.go_saying(&urls::guests(&id), "answer-kept"),
        Err(failure) => {
            let problems = failure.problems()?;
            let seen = visit
                .read(move |cx| answers::open_for(cx, id, person))
                .await?;
            let page = page_for(&visit, seen, (id, person), typed).mended(problems);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
