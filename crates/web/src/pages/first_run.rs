//! The first run: the page opened by the token on the console, gone once somebody is operator.

use app::first_run::{self, FirstRunInput};
use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit};

/// The operator's account, the first network, the first group.
#[derive(Template)]
#[template(path = "first_run/form.html")]
pub struct FirstRunPage {
    frame: Frame,
    errors: Errors,
    input: FirstRunInput,
    langs: [(&'static str, &'static str); 2],
}

impl FirstRunPage {
    fn new(frame: Frame, errors: Errors, input: FirstRunInput) -> Self {
        Self {
            frame,
            errors,
            input,
            langs: LANGS,
        }
    }

    /// Empty, and with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let errors = Errors::of(vec![("email", app::Say::new("problem-email"))], frame.w);
        let typed = FirstRunInput {
            given: "Marie-Christine-Alexandrine".repeat(2),
            email: "m@".into(),
            ..FirstRunInput::default()
        };
        vec![
            Self::new(frame.clone(), Errors::default(), FirstRunInput::default()),
            Self::new(frame.clone(), errors, typed),
        ]
    }
}

/// Each language in its own words.
pub const LANGS: [(&str, &str); 2] = [("fr", "Français"), ("en", "English")];

/// What the link on the console carries.
#[derive(Deserialize)]
pub struct Token {
    #[serde(default)]
    token: String,
}

/// `GET /first-run`
pub async fn form(visit: Visit, Query(Token { token }): Query<Token>) -> Answer {
    let (expected, given) = (visit.web.options.first_run_token.clone(), token.clone());
    visit
        .read(move |cx| first_run::open(cx, expected.as_deref(), &given))
        .await?;
    let frame = visit.frame(None);
    let input = FirstRunInput {
        token,
        lang: frame.w.lang.code().into(),
        ..FirstRunInput::default()
    };
    visit.page(&FirstRunPage::new(frame, Errors::default(), input))
}

/// `POST /first-run`
pub async fn begin(visit: Visit, Form(input): Form<FirstRunInput>) -> Answer {
    let (expected, typed) = (visit.web.options.first_run_token.clone(), input.clone());
    let begun = visit
        .write(move |cx| first_run::begin(cx, expected.as_deref(), &typed))
        .await;
    match begun {
        Ok(seen) => visit.go_with_session(&urls::operator(), &seen.value),
        Err(failure) => {
            let frame = visit.frame(None);
            let errors = Errors::of(failure.problems()?, frame.w);
            let page = FirstRunPage::new(frame, errors, input);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
