//! Somebody nobody expected: one field at the door, and a link to take home.

use app::door::{self, Handed, Typed, WalkedIn};
use app::mail::EventBrief;
use app::pass;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{EventId, PersonId};
use domain::person::Name;
use serde::Deserialize;

use super::{DoorPage, view};
use crate::frame::Frame;
use crate::pages::answers::sample_brief;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit, hushed};

/// What a walk-in takes home: their link, to be photographed.
#[derive(Template)]
#[template(path = "door/walk_in.html")]
pub struct WalkInPage {
    frame: Frame,
    brief: EventBrief,
    event_id: EventId,
    person_id: PersonId,
    name: String,
    link: String,
    qr: String,
}

impl WalkInPage {
    /// A short name and a long one.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let long = Name::new("Marie-Philomène-Antoinette", "de Repentigny-Vandenbroucke");
        let page = |name| {
            let brief = sample_brief(frame, "5 à 7 ouvert de novembre");
            let (event, person) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
            let token = "c2FtcGxlLXRva2VuLW9mLXNvbWUtbGVuZ3Ro";
            Self::new(
                frame.clone(),
                brief,
                (event.into(), person.into()),
                name,
                token,
            )
        };
        vec![page(Name::new("Jo", "")), page(long)]
    }

    fn new(
        frame: Frame,
        brief: EventBrief,
        (event_id, person_id): (EventId, PersonId),
        name: Name,
        token: &str,
    ) -> Self {
        let link = frame.absolute(&urls::guest(token));
        let name = name.full();
        let title = frame.w.with("walk-in-qr", &[("name", &name)]);
        Self {
            qr: pass::picture(&link, &title),
            link,
            name,
            brief,
            event_id,
            person_id,
            frame,
        }
    }
}

/// A walk-in's form.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    nobody_else: String,
}

/// `POST /events/{id}/door/walk-ins`
pub async fn take(visit: Visit, Path(id): Path<EventId>, Form(sent): Form<Sent>) -> Answer {
    let typed = Typed {
        name: sent.name.clone(),
        nobody_else: !sent.nobody_else.is_empty(),
    };
    let done = visit.write(move |cx| door::walk_in(cx, id, &typed)).await;
    let (problems, alike) = match done {
        Ok(seen) => match seen.value {
            WalkedIn::In(person) => return visit.go(&urls::door_walk_in(&id, &person)),
            WalkedIn::Perhaps(alike) => (Vec::new(), alike),
        },
        Err(failure) => (failure.problems()?, Vec::new()),
    };
    let seen = visit.read(move |cx| door::show(cx, id, "")).await?;
    let frame = visit.frame(seen.me.as_ref());
    let zone = seen.value.brief.zone.clone();
    let mut page = DoorPage::new(frame, seen.value, String::new());
    page.alike = view::rows(page.frame.w, alike, &zone);
    page.walk_in = sent.name;
    page.errors = Errors::of(problems, page.frame.w);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /events/{id}/door/walk-ins/{person}`
pub async fn show(visit: Visit, Path((id, person)): Path<(EventId, PersonId)>) -> Answer {
    let seen = visit.read(move |cx| door::hand(cx, id, person)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let Handed {
        brief,
        person: who,
        token,
    } = seen.value;
    hushed(visit.page(&WalkInPage::new(
        frame,
        brief,
        (id, person),
        who.name,
        &token,
    )))
}
