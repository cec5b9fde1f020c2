//! Badges that a door asks for, of those it chose.

use app::{Cx, badges, devices};
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::{EventId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Refusal, bearer};
use crate::pages::badges::file;
use crate::visit::Visit;

/// Badges one request may ask for.
const LIMIT: usize = 500;

/// Whose badges a door prints.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Printed {
    /// Who; whom the event does not know is left out.
    #[schema(max_items = 500)]
    pub people: Vec<PersonId>,
}

/// Badges of those whom a door chose, as a PDF of common labels.
#[utoipa::path(
    post, path = "/api/v1/events/{id}/door/badges", tag = "door",
    params(("id" = EventId, Path, description = "The event")),
    request_body = Printed,
    responses(
        (status = 200, description = "The sheets", content_type = "application/pdf"),
        (status = 401, description = "No token of one of the event's devices", body = super::ErrorBody),
        (status = 404, description = "The token is another event's", body = super::ErrorBody),
        (status = 422, description = "There is nobody to print for", body = super::ErrorBody),
    ),
    security(("device" = [])),
)]
pub async fn chosen(
    visit: Visit,
    Path(id): Path<EventId>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let mut printed: Printed = serde_json::from_slice(&body).unwrap_or_default();
    printed.people.truncate(LIMIT);
    let (token, lang) = (bearer(&headers).unwrap_or_default(), visit.lang(None));
    let job = move |cx: &mut Cx<'_, '_>| {
        let open = devices::open(cx, id, &token)?;
        badges::chosen(cx, &open, &printed.people, lang)
    };
    let badges = visit.read(job).await?.value;
    Ok(file(&visit, "badges.pdf", move || badges.pdf()).await?)
}
