//! Signing in: asking for the mail, typing its code or following its link.

use app::form::Problems;
use app::sign_in::{self, CodeAnswer};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::id::SignInId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit};

/// Asking for the mail.
#[derive(Template)]
#[template(path = "sign_in/form.html")]
pub struct SignInPage {
    frame: Frame,
    errors: Errors,
    email: String,
    to: String,
}

/// Typing the code.
#[derive(Template)]
#[template(path = "sign_in/code.html")]
pub struct CodePage {
    frame: Frame,
    errors: Errors,
    id: SignInId,
}

/// Following the link: one button, since mail scanners follow links but press no buttons.
#[derive(Template)]
#[template(path = "sign_in/link.html")]
pub struct LinkPage {
    frame: Frame,
    token: String,
    email: String,
}

impl SignInPage {
    /// Empty, and with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let errors = Errors::of(vec![("email", app::Say::new("problem-email"))], frame.w);
        let page = |errors, email: &str| Self {
            frame: frame.clone(),
            errors,
            email: email.into(),
            to: "/me".into(),
        };
        vec![page(Errors::default(), ""), page(errors, "odile@")]
    }
}

impl CodePage {
    /// Empty, and with a wrong code.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let wrong = sign_in::say(domain::account::SignInRefusal::WrongCode(3));
        let errors = Errors::of(vec![("code", wrong)], frame.w);
        let id = uuid::Uuid::from_u128(1).into();
        [Errors::default(), errors]
            .map(|errors| Self {
                frame: frame.clone(),
                errors,
                id,
            })
            .into()
    }
}

impl LinkPage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
            token: "t".into(),
            email: "odile@exemple.ca".into(),
        }]
    }
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct To {
    #[serde(default)]
    to: String,
}

/// `GET /sign-in`
pub async fn form(visit: Visit, Query(To { to }): Query<To>) -> Answer {
    let seen = visit.read(|_| Ok(())).await?;
    if seen.me.is_some() && to.is_empty() {
        return visit.go(&urls::me());
    }
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&SignInPage {
        frame,
        errors: Errors::default(),
        email: String::new(),
        to,
    })
}

/// What the form sends.
#[derive(Clone, Deserialize)]
pub struct Asked {
    email: String,
    #[serde(default)]
    to: String,
}

/// `POST /sign-in`
pub async fn ask(visit: Visit, Form(asked): Form<Asked>) -> Answer {
    let lang = visit.lang(None);
    let Asked { email, to } = asked.clone();
    match visit
        .write(move |cx| sign_in::ask(cx, &email, lang, &to))
        .await
    {
        Ok(seen) => visit.go(&urls::sign_in_code(&seen.value)),
        Err(failure) => {
            let frame = visit.frame(None);
            let errors = Errors::of(failure.problems()?, frame.w);
            let page = SignInPage {
                frame,
                errors,
                email: asked.email,
                to: asked.to,
            };
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /sign-in/code/{id}`
pub async fn code_form(visit: Visit, Path(id): Path<SignInId>) -> Answer {
    code_page(&visit, id, Vec::new())
}

fn code_page(visit: &Visit, id: SignInId, problems: Problems) -> Answer {
    let frame = visit.frame(None);
    let errors = Errors::of(problems, frame.w);
    let status = if errors.any() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    visit.page_with(status, &CodePage { frame, errors, id })
}

/// What the code's form sends.
#[derive(Deserialize)]
pub struct Code {
    code: String,
}

/// `POST /sign-in/code/{id}`
pub async fn code(
    visit: Visit,
    Path(id): Path<SignInId>,
    Form(Code { code }): Form<Code>,
) -> Answer {
    let seen = visit
        .write(move |cx| sign_in::with_code(cx, id, &code))
        .await?;
    match seen.value {
        CodeAnswer::Opened(opened) => visit.go_with_session(&opened.back_to, &opened.token),
        CodeAnswer::Refused(refusal) => {
            code_page(&visit, id, vec![("code", sign_in::say(refusal))])
        }
    }
}

/// `GET /sign-in/link/{token}`
pub async fn link_form(visit: Visit, Path(token): Path<String>) -> Answer {
    let peeked = token.clone();
    let seen = visit
        .read(move |cx| sign_in::peek_link(cx, &peeked))
        .await?;
    let page = LinkPage {
        frame: visit.frame(None),
        token,
        email: seen.value.to_string(),
    };
    visit.page(&page)
}

/// `POST /sign-in/link/{token}`
pub async fn link(visit: Visit, Path(token): Path<String>) -> Answer {
    let seen = visit
        .write(move |cx| sign_in::with_link(cx, &token))
        .await?;
    visit.go_with_session(&seen.value.back_to, &seen.value.token)
}

/// `POST /sign-out`
pub async fn out(visit: Visit) -> Answer {
    visit
        .write(|cx| {
            if cx.me.is_some() {
                sign_in::out(cx)
            } else {
                Ok(())
            }
        })
        .await?;
    visit.go_with_session(&urls::home(), "")
}
