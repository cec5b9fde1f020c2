//! The operator's page: networks and groups, mail, and those who run the installation.

use app::operator::{self, Overview, Trouble};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::MailId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit};

/// The installation at a glance.
#[derive(Template)]
#[template(path = "operator/show.html")]
pub struct OperatorPage {
    frame: Frame,
    errors: Errors,
    overview: Overview,
    email: String,
}

impl OperatorPage {
    /// A fresh installation, and one whose mail is in trouble.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let trouble = |n: u128| Trouble {
            id: uuid::Uuid::from_u128(n).into(),
            recipient: "odile@exemple.ca".parse().expect("it is one"),
            created_at: frame.now,
            attempts: 9,
            given_up: n.is_multiple_of(2),
            last_error: "connection refused ".repeat(n as usize * 4),
        };
        let page = |n: u128, errors| Self {
            frame: frame.clone(),
            errors,
            email: String::new(),
            overview: Overview {
                networks: Vec::new(),
                census: (1, 1, 0),
                mails: (n as i64, n as i64, 0),
                troubles: (0..n).map(trouble).collect(),
                schema: 1,
                operators: Vec::new(),
            },
        };
        let missing = vec![("email", app::Say::new("problem-missing"))];
        vec![
            page(0, Errors::default()),
            page(4, Errors::of(missing, frame.w)),
        ]
    }
}

/// `GET /operator`
pub async fn show(visit: Visit) -> Answer {
    let seen = visit.read(operator::overview).await?;
    visit.page(&OperatorPage {
        frame: visit.frame(seen.me.as_ref()),
        errors: Errors::default(),
        overview: seen.value,
        email: String::new(),
    })
}

/// Whom to appoint.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Appointed {
    email: String,
}

/// `POST /operator/operators`
pub async fn appoint(visit: Visit, Form(Appointed { email }): Form<Appointed>) -> Answer {
    let typed = email.clone();
    match visit.write(move |cx| operator::appoint(cx, &typed)).await {
        Ok(_) => visit.go_saying(&urls::operator(), "operator-appointed"),
        Err(failure) => {
            let problems = failure.problems()?;
            let seen = visit.read(operator::overview).await?;
            let frame = visit.frame(seen.me.as_ref());
            let page = OperatorPage {
                errors: Errors::of(problems, frame.w),
                frame,
                overview: seen.value,
                email,
            };
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `POST /operator/mails/{id}/retry`
pub async fn retry(visit: Visit, Path(id): Path<MailId>) -> Answer {
    visit.write(move |cx| operator::retry(cx, id)).await?;
    visit.go_saying(&urls::operator(), "mail-retried")
}
