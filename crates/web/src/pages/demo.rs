//! The demo's doors: links that sign in as somebody of the cast, without mail.

use app::demo;
use axum::extract::Path;

use crate::visit::{Answer, Visit};

/// `GET /demo/sign-in/{token}`
pub async fn enter(visit: Visit, Path(token): Path<String>) -> Answer {
    let seen = visit.write(move |cx| demo::enter(cx, &token)).await?;
    visit.go_with_session(&seen.value.back_to, &seen.value.token)
}
