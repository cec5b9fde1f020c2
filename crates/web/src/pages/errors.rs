//! What is shown when something is not there, not allowed, not possible, or broken: what happened,
//! and a way on.

use app::Error;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::frame::{Frame, Someone};
use crate::urls;
use crate::visit::Visit;
use crate::way_back;

/// A page that says why there is no other.
#[derive(Template)]
#[template(path = "errors/show.html")]
pub struct ErrorPage {
    frame: Frame,
    status: u16,
    title: String,
    body: String,
    /// The nearest page there is, for whoever came to an address that only takes forms.
    on: Option<String>,
}

impl ErrorPage {
    /// One of each.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        [
            "not-found",
            "forbidden",
            "too-many",
            "busy",
            "internal",
            "no-page",
        ]
        .map(|kind| Self::new(frame.clone(), 500, kind))
        .into()
    }

    fn new(frame: Frame, status: u16, kind: &str) -> Self {
        let title = frame.w.t(&format!("error-{kind}-title")).to_owned();
        let body = frame.w.t(&format!("error-{kind}-body")).to_owned();
        Self {
            frame,
            status,
            title,
            body,
            on: None,
        }
    }
}

/// `GET` anything else
pub async fn not_found(visit: Visit) -> Response {
    if visit.path.starts_with("/api/") {
        return crate::api::nothing(&visit).into_response();
    }
    page(&visit, &Error::NotFound)
}

/// `GET` an address that only takes forms: a bookmark, or a page read again after signing in.
pub fn no_page(visit: &Visit) -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let mut page = ErrorPage::new(visit.frame(None), status.as_u16(), "no-page");
    let path = visit.path.split('?').next().unwrap_or_default();
    page.on = Some(way_back::nearest(path).to_owned());
    let page = visit.page_with(status, &page);
    page.unwrap_or_else(|_| status.into_response())
}

/// The page of an error. What is broken is logged here, once.
pub fn page(visit: &Visit, error: &Error) -> Response {
    let (status, kind) = match error {
        Error::SignInNeeded => {
            return Redirect::to(&urls::sign_in_for(&visit.back).to_string()).into_response();
        }
        Error::NotFound => (StatusCode::NOT_FOUND, "not-found"),
        Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
        Error::Refused(_) | Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "refused"),
        Error::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many"),
        Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Error::Internal(reason) => {
            tracing::error!(
                path = visit.path.split('?').next(),
                reason,
                "a request failed"
            );
            (StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    };
    let mut frame = visit.frame(None);
    if visit.caller.session.is_some() {
        let given = frame.w.t("nav-me").to_owned();
        frame.someone = Some(Someone {
            given,
            operator: false,
        });
    }
    let mut page = ErrorPage::new(frame, status.as_u16(), kind);
    match error {
        Error::Refused(say) => page.body = page.frame.w.say(say),
        Error::Invalid(problems) => {
            let sentences: Vec<_> = problems
                .iter()
                .map(|(_, say)| page.frame.w.say(say))
                .collect();
            page.body = sentences.join(" ");
        }
        _ => {}
    }
    let mut response = visit
        .page_with(status, &page)
        .unwrap_or_else(|_| status.into_response());
    if matches!(
        status,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    ) {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}
