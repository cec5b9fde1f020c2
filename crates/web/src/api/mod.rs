//! The JSON interface: the same use-cases as the pages, for devices and other programs.
//!
//! Invariants: an error is JSON too, with a code that stays and a sentence in the reader's language;
//! a bearer token opens one event's log and nothing else; what a session may do here it may do on a
//! page. The description at `/api/openapi.json` is generated from this code.

pub mod badges;
pub mod door;
pub mod log;
pub mod me;
pub mod openapi;

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::visit::{self, Visit};

/// What a handler of the interface answers.
pub type Reply<T> = Result<Json<T>, Refusal>;

/// What went wrong.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A word that programs may rely on.
    pub code: String,
    /// A sentence for people, in the language of the request.
    pub message: String,
}

/// The body of every error.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: Problem,
}

/// A request of the interface that was not done.
pub struct Refusal(Box<(StatusCode, Problem)>);

impl Refusal {
    /// A refusal in the words of a message.
    pub fn new(visit: &Visit, status: StatusCode, code: &str, key: &str) -> Self {
        let message = visit.words().t(key).to_owned();
        Self(Box::new((
            status,
            Problem {
                code: code.into(),
                message,
            },
        )))
    }

    /// The refusal of an error.
    pub fn of(visit: &Visit, error: &app::Error) -> Self {
        use app::Error;
        let (status, code) = match error {
            Error::SignInNeeded => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Error::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Error::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many"),
            Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Error::Internal(reason) => {
                tracing::error!(%reason, path = visit.path.split('?').next(), "a request of the interface failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
            Error::Refused(say) => {
                let message = visit.words().say(say);
                let problem = Problem {
                    code: say.key.into(),
                    message,
                };
                return Self(Box::new((StatusCode::UNPROCESSABLE_ENTITY, problem)));
            }
            Error::Invalid(problems) => {
                let words = visit.words();
                let said = problems
                    .iter()
                    .map(|(field, say)| format!("{field}: {}", words.say(say)));
                let message = said.collect::<Vec<_>>().join(" ");
                let problem = Problem {
                    code: "invalid".into(),
                    message,
                };
                return Self(Box::new((StatusCode::UNPROCESSABLE_ENTITY, problem)));
            }
        };
        Self::new(visit, status, code, &format!("api-{code}"))
    }
}

impl From<visit::Failure> for Refusal {
    fn from(failure: visit::Failure) -> Self {
        Self::of(failure.visit(), failure.error())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, error) = *self.0;
        let mut response = (status, Json(ErrorBody { error })).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        response
    }
}

/// A refusal for an address of the interface that names nothing.
pub fn nothing(visit: &Visit) -> Refusal {
    Refusal::of(visit, &app::Error::NotFound)
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}
