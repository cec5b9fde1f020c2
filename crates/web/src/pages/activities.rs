//! Writing one's activities: each becomes a card.

use app::activity;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::activity::ActivityWords;
use domain::id::ActivityId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::card::Card;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Failure, Visit};

/// A new activity, or one being rewritten.
#[derive(Template)]
#[template(path = "activities/form.html")]
pub struct ActivityPage {
    frame: Frame,
    errors: Errors,
    id: Option<ActivityId>,
    typed: ActivityWords,
}

impl ActivityPage {
    /// Empty, with problems, and with very long words.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let problems = vec![
            ("title", app::Say::new("problem-missing")),
            ("phone", app::Say::new("activity-problem-phone")),
            ("website", app::Say::new("activity-problem-website")),
            (
                "",
                app::Say::new("activity-refused-limit").number("limit", 8),
            ),
        ];
        let page = |problems, id: Option<u128>, typed| Self {
            frame: frame.clone(),
            errors: Errors::of(problems, frame.w),
            id: id.map(|n| uuid::Uuid::from_u128(n).into()),
            typed,
        };
        let mut samples = vec![
            page(Vec::new(), None, ActivityWords::default()),
            page(problems, None, ActivityWords::default()),
        ];
        let cards = Card::samples();
        samples.extend(
            cards
                .iter()
                .map(|c| page(Vec::new(), Some(1), c.words().clone())),
        );
        samples
    }

    fn title_key(&self) -> &'static str {
        if self.id.is_some() {
            "activity-edit-title"
        } else {
            "activity-new-title"
        }
    }

    fn action(&self) -> Url {
        match &self.id {
            Some(id) => urls::activity_edit(id),
            None => urls::activity_new(),
        }
    }
}

/// What the form sends; what a browser leaves out was left empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    profession: String,
    title: String,
    organisation: String,
    pitch: String,
    offer: String,
    seek: String,
    phone: String,
    email: String,
    website: String,
    address: String,
}

impl From<Typed> for ActivityWords {
    fn from(typed: Typed) -> Self {
        Self {
            profession: typed.profession,
            title: typed.title,
            organisation: typed.organisation,
            pitch: typed.pitch,
            offer: typed.offer,
            seek: typed.seek,
            phone: typed.phone,
            email: typed.email,
            website: typed.website,
            address: typed.address,
        }
    }
}

/// `GET /me/activities/new`
pub async fn new_form(visit: Visit) -> Answer {
    let seen = visit.read(|cx| cx.me().map(|_| ())).await?;
    visit.page(&ActivityPage {
        frame: visit.frame(seen.me.as_ref()),
        errors: Errors::default(),
        id: None,
        typed: ActivityWords::default(),
    })
}

/// `POST /me/activities/new`
pub async fn add(visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let typed = ActivityWords::from(typed);
    let words = typed.clone();
    match visit.write(move |cx| activity::add(cx, &words)).await {
        Ok(_) => visit.go_saying(&urls::me(), "activity-added"),
        Err(failure) => again(&visit, failure, None, typed).await,
    }
}

/// `GET /me/activities/{id}/edit`
pub async fn edit_form(visit: Visit, Path(id): Path<ActivityId>) -> Answer {
    let seen = visit.read(move |cx| activity::find(cx, id)).await?;
    visit.page(&ActivityPage {
        frame: visit.frame(seen.me.as_ref()),
        errors: Errors::default(),
        id: Some(id),
        typed: seen.value.words,
    })
}

/// `POST /me/activities/{id}/edit`
pub async fn edit(visit: Visit, Path(id): Path<ActivityId>, Form(typed): Form<Typed>) -> Answer {
    let typed = ActivityWords::from(typed);
    let words = typed.clone();
    match visit.write(move |cx| activity::edit(cx, id, &words)).await {
        Ok(_) => visit.go_saying(&urls::me(), "activity-saved"),
        Err(failure) => again(&visit, failure, Some(id), typed).await,
    }
}

async fn again(
    visit: &Visit,
    failure: Failure,
    id: Option<ActivityId>,
    typed: ActivityWords,
) -> Answer {
    let problems = failure.problems()?;
    let seen = visit.read(|_| Ok(())).await?;
    let frame = visit.frame(seen.me.as_ref());
    let errors = Errors::of(problems, frame.w);
    let page = ActivityPage {
        frame,
        errors,
        id,
        typed,
    };
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /me/activities/{id}/remove`
pub async fn remove(visit: Visit, Path(id): Path<ActivityId>) -> Answer {
    visit.write(move |cx| activity::remove(cx, id)).await?;
    visit.go_saying(&urls::me(), "activity-removed")
}

/// `POST /me/activities/{id}/up`
pub async fn raise(visit: Visit, Path(id): Path<ActivityId>) -> Answer {
    visit.write(move |cx| activity::raise(cx, id)).await?;
    visit.go(&urls::me())
}
