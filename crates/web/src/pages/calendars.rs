//! Calendars to subscribe to. They answer `304 Not Modified` when nothing changed.

use app::calendars::{self, Calendar};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::EventId;
use domain::text::{Lang, Slug};

use crate::urls;
use crate::visit::{Answer, Visit};
use crate::words::Library;

/// `GET /events/{id}/event.ics`
pub async fn event(visit: Visit, Path(id): Path<EventId>, headers: HeaderMap) -> Answer {
    let seen = visit.read(move |cx| calendars::event(cx, id)).await?;
    let mut answer = serve(seen.value, &headers);
    answer.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"cinqasept.ics\""),
    );
    Ok(answer)
}

/// `GET /groups/{slug}/calendar.ics`
pub async fn group(visit: Visit, Path(slug): Path<Slug>, headers: HeaderMap) -> Answer {
    let seen = visit.read(move |cx| calendars::group(cx, &slug)).await?;
    Ok(serve(seen.value, &headers))
}

/// `GET /calendar/{token}/cinqasept.ics`
pub async fn member(visit: Visit, Path(token): Path<String>, headers: HeaderMap) -> Answer {
    let seen = visit
        .read(move |cx| calendars::member(cx, &token, waiting))
        .await?;
    Ok(serve(seen.value, &headers))
}

/// `POST /me/calendar/renew`
pub async fn renew(visit: Visit) -> Answer {
    visit.write(calendars::renew).await?;
    visit.go_saying(&urls::me(), "calendar-renewed")
}

fn waiting(lang: Lang) -> String {
    Library::shared().of(lang).t("calendar-waiting").to_owned()
}

fn serve(calendar: Calendar, asked: &HeaderMap) -> Response {
    let etag = format!("\"{}\"", calendar.etag);
    let known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .any(|value| value.to_str().is_ok_and(|tags| tags.contains(&etag)));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        calendar.text.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=300"),
        (header::ETAG, &etag),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
