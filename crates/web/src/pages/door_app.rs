//! The door on a device of its own: the shell of an app that keeps the door of one event without
//! network, its manifest and its worker. There is nothing of the event in them: a device that came
//! in by a host's code fetches that by the interface ([`crate::api::door`]) and keeps it.

use app::devices;
use app::form::Problems;
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use domain::id::EventId;
use serde::Deserialize;
use serde_json::json;

use crate::assets::Assets;
use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit, hushed};
use crate::words::Words;

/// What the app says, by the words' keys; what stands in braces it fills in itself.
pub const WORDS: &[&str] = &[
    "door-admit",
    "door-alike",
    "door-alone",
    "door-app-admitted",
    "door-app-ahead",
    "door-app-back",
    "door-app-badge-add",
    "door-app-badge-added",
    "door-app-badge-take",
    "door-app-badge-taken",
    "door-app-badges-later",
    "door-app-behind",
    "door-app-broken",
    "door-app-code-unknown",
    "door-app-departed",
    "door-app-file-read",
    "door-app-file-wrong",
    "door-app-full",
    "door-app-join-offline",
    "door-app-knows",
    "door-app-link-later",
    "door-app-not-saved",
    "door-app-offline",
    "door-app-online",
    "door-app-over",
    "door-app-persisted",
    "door-app-not-persisted",
    "door-app-refused",
    "door-app-rest-first",
    "door-app-revoked",
    "door-app-synced",
    "door-app-synced-never",
    "door-app-told-in",
    "door-app-told-out",
    "door-app-told-back",
    "door-app-told-same",
    "door-app-trouble",
    "door-app-undone",
    "door-app-waiting",
    "door-app-waiting-none",
    "door-awaited",
    "door-company",
    "door-depart",
    "door-double",
    "door-double-one",
    "door-double-awaited",
    "door-found-none",
    "door-knows-nobody",
    "door-left-at",
    "door-return",
    "door-said",
    "door-since",
    "door-word-maybe",
    "door-word-no",
    "door-word-none",
    "door-word-silent",
    "door-word-waiting",
    "guests-first-time",
    "guests-revoked",
    "walk-in-as",
];

/// What the app keeps of itself: its scripts, and what they are dressed in.
pub const FILES: &[&str] = &[
    "app.css",
    "icons.svg",
    "favicon.svg",
    "door/app.js",
    "door/badges.js",
    "door/card.js",
    "door/enrol.js",
    "door/entry.js",
    "door/fold.js",
    "door/keep.js",
    "door/link.js",
    "door/lists.js",
    "door/people.js",
    "door/screen.js",
    "door/store.js",
    "door/sync.js",
    "door/truth.js",
    "door/walk_in.js",
    "camera.js",
    "name_search.js",
    "lib/qr/decode.js",
    "lib/qr/index.js",
];

/// The shell of the app.
#[derive(Template)]
#[template(path = "door_app/show.html")]
pub struct DoorAppPage {
    frame: Frame,
    event_id: EventId,
    words: Vec<(&'static str, String)>,
}

impl DoorAppPage {
    /// The shell, which is the same for every event.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self::new(frame.clone(), uuid::Uuid::from_u128(1).into())]
    }

    fn new(frame: Frame, event_id: EventId) -> Self {
        let words = WORDS.iter().map(|key| (*key, open_words(frame.w, key)));
        Self {
            words: words.collect(),
            event_id,
            frame,
        }
    }
}

/// A message with its places left open.
fn open_words(w: &Words, key: &str) -> String {
    let places = ["name", "time", "number", "one", "other", "why", "said"];
    let open = places.map(|place| format!("{{{place}}}"));
    let places: Vec<(&str, &str)> = places
        .into_iter()
        .zip(open.iter().map(String::as_str))
        .collect();
    w.with(key, &places)
}

/// `GET /door/{id}/`: the same bytes for everybody, so that the device may keep them.
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let mut frame = visit.frame(None);
    frame.flash = None;
    visit.page(&DoorAppPage::new(frame, id))
}

/// `GET /door/{id}/app.webmanifest`
pub async fn manifest(visit: Visit, Path(id): Path<EventId>) -> impl IntoResponse {
    let frame = visit.frame(None);
    let start = format!("{}?lang={}", urls::door_app(&id), frame.w.lang.code());
    let icon = |file: &str, sizes: &str, purpose: &str| json!({ "src": frame.asset(file), "sizes": sizes, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": urls::door_app(&id).to_string(),
        "name": frame.w.t("door-app-name"),
        "short_name": frame.w.t("door-title"),
        "description": frame.w.t("door-app-lead"),
        "lang": frame.html_lang(),
        "start_url": start,
        "scope": urls::door_app(&id).to_string(),
        "display": "standalone",
        "background_color": "#14233d",
        "theme_color": "#14233d",
        "icons": [
            icon("door-192.png", "192x192", "any"),
            icon("door-512.png", "512x512", "any"),
            icon("door-maskable.png", "512x512", "maskable"),
        ],
    });
    (
        [(header::CONTENT_TYPE, "application/manifest+json")],
        Json(manifest).0.to_string(),
    )
}

/// `GET /door/{id}/worker.js`: the worker, told which files it keeps. A new version of any of them
/// is a new worker.
pub async fn worker(visit: Visit) -> Response {
    let assets = Assets::shared();
    let files: Vec<String> = FILES.iter().map(|name| assets.url(name)).collect();
    let script = format!(
        "self.VERSION = {};\nself.FILES = {};\n{}",
        json!(assets.version()),
        json!(files),
        assets.text("door/worker.js"),
    );
    let mut response = script.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    drop(visit);
    response
}

/// Where a device types its code.
#[derive(Template)]
#[template(path = "door_app/enter.html")]
pub struct EnterPage {
    frame: Frame,
    errors: Errors,
    code: String,
}

impl EnterPage {
    /// Empty, and with a code that is too old.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |code: &str, problems: Problems| Self {
            errors: Errors::of(problems, frame.w),
            code: code.into(),
            frame: frame.clone(),
        };
        let dead = vec![("code", app::Say::new("devices-code-dead"))];
        vec![page("", Problems::new()), page("ABCDE FGHJK", dead)]
    }
}

/// `GET /door`
pub async fn enter(visit: Visit) -> Answer {
    entered(&visit, String::new(), Problems::new())
}

fn entered(visit: &Visit, code: String, problems: Problems) -> Answer {
    let status = match problems.is_empty() {
        true => axum::http::StatusCode::OK,
        false => axum::http::StatusCode::UNPROCESSABLE_ENTITY,
    };
    let frame = visit.frame(None);
    visit.page_with(
        status,
        &EnterPage {
            errors: Errors::of(problems, frame.w),
            code,
            frame,
        },
    )
}

/// A code as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
}

/// `POST /door`: on to the door the code opens. The code goes along behind `#`, where no server and
/// no log sees it.
pub async fn find(visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let code = typed.code.clone();
    match visit.read(move |cx| devices::event_of(cx, &code)).await {
        Ok(seen) => {
            let to = format!(
                "{}#{}",
                urls::door_app(&seen.value),
                devices::plain(&typed.code)
            );
            hushed(visit.go(&to))
        }
        Err(failure) => {
            let problems = failure.problems()?.into_iter();
            let problems = problems.map(|(_, say)| ("code", say)).collect();
            entered(&visit, typed.code, problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Library;
    use domain::text::Lang;

    #[test]
    fn the_app_has_its_words_and_its_files() {
        for lang in [Lang::Fr, Lang::En] {
            let words = Library::shared().of(lang);
            let missing: Vec<_> = WORDS.iter().filter(|key| !words.has(key)).collect();
            assert_eq!(missing, Vec::<&&str>::new());
        }
        for file in FILES.iter().chain(&["door/worker.js"]) {
            assert!(!Assets::shared().text(file).is_empty(), "{file}");
        }
    }
}
