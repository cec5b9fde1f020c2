//! For machines: whether the process lives, whether it can serve, what robots may read.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Web;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers too.
pub async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    let answer = web.app.read(app::Caller::default(), app::ready).await;
    match answer {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        ),
    }
}

/// `GET /robots.txt`: personal links and private pages are not for search engines.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /i/\nDisallow: /me\nDisallow: /stop/\nDisallow: /sign-in\nDisallow: /people/\n"
}
