//! Portraits: uploading one's own, and the pictures themselves.

use app::portrait::{self, PortraitSize};
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use domain::id::PersonId;

use crate::pages::{photo, profile};
use crate::urls;
use crate::visit::{Answer, Failure, Visit};

/// `POST /me/portrait`
pub async fn keep(visit: Visit, request: Request) -> Answer {
    visit.read(|cx| cx.me().map(|_| ())).await?;
    let kept = match photo::sent(request, "portrait").await {
        Ok(file) => take(&visit, file).await,
        Err(say) => Err(visit.fail(app::Error::Invalid(vec![("portrait", say)]))),
    };
    match kept {
        Ok(()) => visit.go_saying(&urls::profile(), "portrait-kept"),
        Err(failure) => profile::again(&visit, failure.problems()?, None).await,
    }
}

async fn take(visit: &Visit, file: Vec<u8>) -> Result<(), Failure> {
    let drawn = portrait::draw(file).await.map_err(|e| visit.fail(e))?;
    visit.write(move |cx| portrait::keep(cx, &drawn)).await?;
    Ok(())
}

/// `POST /me/portrait/remove`
pub async fn remove(visit: Visit) -> Answer {
    visit.write(portrait::remove).await?;
    visit.go_saying(&urls::profile(), "portrait-removed")
}

/// `GET /people/{id}/portrait/{size}`
pub async fn show(
    visit: Visit,
    Path((id, size)): Path<(PersonId, String)>,
    headers: HeaderMap,
) -> Answer {
    let wanted = match size.as_str() {
        "small" => PortraitSize::Small,
        "large" => PortraitSize::Large,
        _ => return Err(visit.fail(app::Error::NotFound)),
    };
    let seen = visit.read(move |cx| portrait::show(cx, id, wanted)).await?;
    let (picture, kept_at) = seen.value;
    let tag = format!("\"{}-{size}\"", kept_at.as_millisecond());
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = HeaderValue::from_static("image/jpeg");
        ([(header::CONTENT_TYPE, kind)], picture).into_response()
    };
    let headers = response.headers_mut();
    // Only the viewer's own browser keeps it: whether it may be seen depends on who looks.
    let kept = HeaderValue::from_static("private, max-age=300");
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}
