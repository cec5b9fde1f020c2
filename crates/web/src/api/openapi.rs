//! The interface's description, generated from its handlers.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::IntoResponse;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::api::{badges, door, log, me};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cinq à sept",
        description = "The evening as an append-only log. Moments are RFC 3339; ids are UUIDs.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(log::append, log::page, me::events, me::debrief, door::join, door::bundle, door::report, door::link, badges::chosen),
    modifiers(&Keys),
    tags(
        (name = "log", description = "What happened at an event"),
        (name = "door", description = "The door without network"),
        (name = "me", description = "What it was worth to me")
    )
)]
struct Description;

/// The two ways in.
struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let device = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("device", device);
        let session =
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(crate::visit::SESSION)));
        components.add_security_scheme("session", session);
    }
}

/// `GET /api/openapi.json`
pub async fn show() -> impl IntoResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| Description::openapi().to_pretty_json().unwrap_or_default());
    let kind = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (kind, text.as_str())
}
