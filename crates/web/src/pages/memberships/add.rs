//! Adding one person to a group by hand.

use app::memberships::{self, PersonInput};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::text::Slug;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit};

/// The form of adding somebody.
#[derive(Template)]
#[template(path = "memberships/add.html")]
pub struct AddPage {
    frame: Frame,
    errors: Errors,
    slug: Slug,
    input: PersonInput,
    standings: Vec<(String, String)>,
}

impl AddPage {
    fn new(frame: Frame, problems: app::form::Problems, slug: Slug, input: PersonInput) -> Self {
        Self {
            errors: Errors::of(problems, frame.w),
            standings: super::standings(&frame),
            frame,
            slug,
            input,
        }
    }

    /// Empty, and with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let slug = Slug::parse("laval").expect("it is one");
        let wrong = vec![("given", app::Say::new("problem-missing"))];
        vec![
            Self::new(
                frame.clone(),
                Vec::new(),
                slug.clone(),
                PersonInput::default(),
            ),
            Self::new(frame.clone(), wrong, slug, PersonInput::default()),
        ]
    }
}

/// `GET /groups/{slug}/members/new`
pub async fn add_form(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let asked = slug.clone();
    let seen = visit
        .read(move |cx| memberships::add_form(cx, &asked))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&AddPage::new(
        frame,
        Vec::new(),
        slug,
        PersonInput::default(),
    ))
}

/// `POST /groups/{slug}/members/new`
pub async fn add(visit: Visit, Path(slug): Path<Slug>, Form(input): Form<PersonInput>) -> Answer {
    let (to, typed) = (slug.clone(), input.clone());
    match visit
        .write(move |cx| memberships::add(cx, &to, &typed))
        .await
    {
        Ok(_) => visit.go_saying(&urls::members(&slug), "membership-added"),
        Err(failure) => {
            let problems = failure.problems()?;
            let seen = visit.read(|_| Ok(())).await?;
            let frame = visit.frame(seen.me.as_ref());
            let page = AddPage::new(frame, problems, slug, input);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
