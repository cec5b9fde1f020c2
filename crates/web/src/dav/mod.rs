//! The notebook as a telephone's address book: CardDAV (RFC 6352) over WebDAV (RFC 4918), with the
//! report of what changed (RFC 6578).
//!
//! A handler reads the request, runs one use-case of `app::phone_book`, and writes XML. Whoever has
//! no password of their own for it finds nothing; sessions and cookies do not count here.

mod path;
mod properties;
mod report;
mod xml;

use std::borrow::Cow;

use app::app_passwords::Shown;
use app::error::{Arg, Say};
use app::phone_book::{self, Book, CARD_LIMIT, Condition};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::urls;
use crate::visit::{Failure, Visit};
use path::Place;
use properties::{Asked, Thing, answer, close, open};
use report::Report;
use xml::Element;

/// Largest request in XML: the names of every card of the largest notebook.
const XML_LIMIT: usize = 4 << 20;
const XML: &str = "application/xml; charset=utf-8";
const ALLOW: &str = "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, REPORT";
/// How often a book is opened again when changes come while it is read.
const TRIES: usize = 5;

/// `/.well-known/carddav`: where telephones begin (RFC 6764).
pub async fn well_known() -> Response {
    let to = (header::LOCATION, urls::dav().to_string());
    (StatusCode::MOVED_PERMANENTLY, [to]).into_response()
}

/// Everything under `/dav`.
pub async fn serve(visit: Visit, request: Request) -> Response {
    let mut response = match answered(&visit, request).await {
        Ok(response) => response,
        Err(refused) => refused.into_response(),
    };
    let headers = response.headers_mut();
    let dav = HeaderName::from_static("dav");
    headers.insert(dav, header::HeaderValue::from_static("1, 3, addressbook"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(header::HeaderValue::from_static("no-store"));
    response
}

/// Why a telephone does not get what it asks for.
enum Refused {
    Plain(StatusCode),
    Unmet(StatusCode, Cow<'static, str>),
}

impl Refused {
    fn unmet(status: StatusCode, what: &'static str) -> Self {
        Self::Unmet(status, what.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Plain(StatusCode::UNAUTHORIZED) => {
                let ask = "Basic realm=\"Cinq a sept\", charset=\"UTF-8\"";
                (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, ask)]).into_response()
            }
            Self::Plain(status @ StatusCode::METHOD_NOT_ALLOWED) => {
                (status, [(header::ALLOW, ALLOW)]).into_response()
            }
            Self::Plain(status) => status.into_response(),
            Self::Unmet(status, what) => {
                let body = format!("{HEAD}<d:error {SPACES}>{what}</d:error>");
                (status, [(header::CONTENT_TYPE, XML)], body).into_response()
            }
        }
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SPACES: &str = "xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\" xmlns:s=\"http://calendarserver.org/ns/\"";

async fn answered(visit: &Visit, request: Request) -> Result<Response, Refused> {
    let (parts, body) = request.into_parts();
    if parts.method.as_str() == "OPTIONS" {
        return Ok((StatusCode::OK, [(header::ALLOW, ALLOW)]).into_response());
    }
    let shown = shown(&parts.headers).ok_or(Refused::Plain(StatusCode::UNAUTHORIZED))?;
    let place = Place::of(parts.uri.path());
    let headers = &parts.headers;
    match (parts.method.as_str(), place) {
        ("PUT", Some(Place::Card(name))) => put(visit, shown, name, headers, body).await,
        ("DELETE", Some(Place::Card(name))) => delete(visit, shown, name, headers).await,
        ("PROPFIND", place) => propfind(visit, &shown, place, headers, body).await,
        ("PROPPATCH", Some(place)) => proppatch(visit, &shown, &place, body).await,
        ("REPORT", Some(Place::Book)) => report(visit, &shown, headers, body).await,
        ("GET" | "HEAD", Some(Place::Card(name))) => get(visit, &shown, &name, headers).await,
        _ => {
            opened(visit, &shown).await?;
            Err(Refused::Plain(StatusCode::METHOD_NOT_ALLOWED))
        }
    }
}

fn shown(headers: &HeaderMap) -> Option<Shown> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (login, secret) = text.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| Shown {
        login: login.to_owned(),
        secret: secret.to_owned(),
    })
}

/// The book, with all that changed elsewhere noted.
async fn opened(visit: &Visit, shown: &Shown) -> Result<Book, Refused> {
    for _ in 0..TRIES {
        let own = shown.clone();
        let book = visit.read(move |cx| phone_book::open(cx, &own)).await;
        let mut book = book.map_err(|failure| refused(visit, &failure))?.value;
        let Some(unsettled) = book.unsettled.take() else {
            return Ok(book);
        };
        let own = shown.clone();
        let settled = visit
            .write(move |cx| phone_book::settle(cx, &own, unsettled))
            .await;
        settled.map_err(|failure| refused(visit, &failure))?;
    }
    Err(Refused::Plain(StatusCode::SERVICE_UNAVAILABLE))
}

fn refused(visit: &Visit, failure: &Failure) -> Refused {
    use app::Error;
    Refused::Plain(match failure.error() {
        Error::SignInNeeded if visit.web.limits.is_guessing(&visit.caller.ip) => {
            StatusCode::TOO_MANY_REQUESTS
        }
        Error::SignInNeeded => StatusCode::UNAUTHORIZED,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Error::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Error::Refused(say) => match say.key {
            "phone-card-changed" => StatusCode::PRECONDITION_FAILED,
            "phone-card-unread" => {
                return Refused::unmet(StatusCode::FORBIDDEN, "<c:valid-address-data/>");
            }
            "phone-card-called" => return called(say),
            "contact-limit" => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::FORBIDDEN,
        },
        Error::Forbidden | Error::Invalid(_) => StatusCode::FORBIDDEN,
        Error::Internal(reason) => {
            tracing::error!(%reason, "a request of a telephone failed");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    })
}

/// The card that calls itself so already (RFC 6352 § 6.3.2.1).
fn called(say: &Say) -> Refused {
    let mut names = say.args.iter().filter_map(|(_, arg)| match arg {
        Arg::Text(name) => Some(Place::Card(name.clone()).href()),
        Arg::Number(_) | Arg::Day(_) => None,
    });
    let href = names.next().unwrap_or_default();
    let what = format!("<c:no-uid-conflict><d:href>{href}</d:href></c:no-uid-conflict>");
    Refused::Unmet(StatusCode::CONFLICT, what.into())
}

async fn body_of(body: Body, limit: usize) -> Result<Vec<u8>, Refused> {
    let bytes = to_bytes(body, limit).await;
    let bytes = bytes.map_err(|_| Refused::Plain(StatusCode::PAYLOAD_TOO_LARGE))?;
    Ok(bytes.into())
}

async fn xml_of(body: Body) -> Result<Option<Element>, Refused> {
    let bad = Refused::Plain(StatusCode::BAD_REQUEST);
    let bytes = body_of(body, XML_LIMIT).await?;
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(bad);
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    xml::read(&text).map(Some).ok_or(bad)
}

fn multistatus(body: &str) -> Response {
    let body = format!("{HEAD}<d:multistatus {SPACES}>{body}</d:multistatus>");
    (
        StatusCode::MULTI_STATUS,
        [(header::CONTENT_TYPE, XML)],
        body,
    )
        .into_response()
}

/// What the book is called on telephones.
fn title(visit: &Visit) -> &'static str {
    visit.words().t("phone-book-name")
}

async fn propfind(
    visit: &Visit,
    shown: &Shown,
    place: Option<Place>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let request = xml_of(body).await?;
    let asked = request.as_ref().map_or_else(Asked::default, report::asked);
    let deep = headers.get("depth").is_none_or(|depth| depth != "0");
    let book = opened(visit, shown).await?;
    let own = Thing::Book(&book, title(visit));
    let mut out = String::new();
    match &place {
        None => return Err(Refused::Plain(StatusCode::NOT_FOUND)),
        Some(Place::Book) => {
            answer(&mut out, own, &asked);
            for entry in book.entries.iter().filter(|_| deep) {
                answer(&mut out, Thing::Card(entry), &asked);
            }
        }
        Some(Place::Card(name)) => answer(&mut out, Thing::Card(entry(&book, name)?), &asked),
        Some(place) => {
            answer(&mut out, Thing::Place(place), &asked);
            if deep && *place == Place::Home {
                answer(&mut out, own, &asked);
            }
        }
    }
    Ok(multistatus(&out))
}

fn entry<'a>(book: &'a Book, name: &str) -> Result<&'a phone_book::Entry, Refused> {
    let found = book.entries.iter().find(|entry| entry.name == name);
    found.ok_or(Refused::Plain(StatusCode::NOT_FOUND))
}

/// Nothing of ours can be set; each property is told so.
async fn proppatch(
    visit: &Visit,
    shown: &Shown,
    place: &Place,
    body: Body,
) -> Result<Response, Refused> {
    let request = xml_of(body).await?;
    opened(visit, shown).await?;
    let mut out = format!(
        "<d:response><d:href>{}</d:href><d:propstat><d:prop>",
        place.href()
    );
    let changes = request.iter().flat_map(|request| &request.children);
    let props = changes.flat_map(|change| change.all(xml::DAV, "prop"));
    for property in props.flat_map(|prop| &prop.children) {
        open(&mut out, &property.name);
        close(&mut out, &property.name);
    }
    out.push_str("</d:prop><d:status>HTTP/1.1 403 Forbidden</d:status></d:propstat></d:response>");
    Ok(multistatus(&out))
}

/// Whether cards are wanted as vCard 4.0.
fn wants_newest(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.replace([' ', '"'], "").contains("version=4.0"))
}

async fn report(
    visit: &Visit,
    shown: &Shown,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let request = xml_of(body).await?;
    let request = request.ok_or(Refused::Plain(StatusCode::BAD_REQUEST))?;
    let book = opened(visit, shown).await?;
    match report::make(&book, &request, wants_newest(headers)) {
        Report::Found(body) => Ok(multistatus(&body)),
        Report::Unmet(what) => Err(Refused::unmet(StatusCode::FORBIDDEN, what)),
        Report::Unknown => Err(Refused::unmet(
            StatusCode::FORBIDDEN,
            "<d:supported-report/>",
        )),
    }
}

async fn get(
    visit: &Visit,
    shown: &Shown,
    name: &str,
    headers: &HeaderMap,
) -> Result<Response, Refused> {
    let book = opened(visit, shown).await?;
    let entry = entry(&book, name)?;
    let (text, kind) = match wants_newest(headers) {
        true => (entry.newest(), "text/vcard; version=4.0; charset=utf-8"),
        false => (entry.text.clone(), "text/vcard; charset=utf-8"),
    };
    let etag = format!("\"{}\"", entry.etag);
    let told = [
        (header::CONTENT_TYPE, kind),
        (header::ETAG, &etag),
        (header::VARY, "accept"),
    ];
    Ok((told, text).into_response())
}

/// The states a header names, without quotes.
fn states(headers: &HeaderMap, name: HeaderName) -> Vec<String> {
    let values = headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let states = values.flat_map(|value| value.split(','));
    let bare = |state: &str| {
        let state = state.trim();
        state
            .strip_prefix("W/")
            .unwrap_or(state)
            .trim_matches('"')
            .to_owned()
    };
    states.map(bare).filter(|state| !state.is_empty()).collect()
}

fn condition(headers: &HeaderMap) -> Condition {
    Condition {
        is: states(headers, header::IF_MATCH),
        absent: states(headers, header::IF_NONE_MATCH)
            .iter()
            .any(|state| state == "*"),
    }
}

async fn put(
    visit: &Visit,
    shown: Shown,
    name: String,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let known = [
        "text/vcard",
        "text/x-vcard",
        "text/directory",
        "application/octet-stream",
    ];
    if kind.is_some_and(|kind| {
        !known
            .iter()
            .any(|known| kind.to_ascii_lowercase().starts_with(known))
    }) {
        let unmet = "<c:supported-address-data/>";
        return Err(Refused::unmet(StatusCode::UNSUPPORTED_MEDIA_TYPE, unmet));
    }
    let bytes = body_of(body, CARD_LIMIT).await?;
    let condition = condition(headers);
    let done = visit
        .write(move |cx| phone_book::put(cx, &shown, &name, &bytes, &condition))
        .await;
    let done = done.map_err(|failure| refused(visit, &failure))?.value;
    let status = match done.created {
        true => StatusCode::CREATED,
        false => StatusCode::NO_CONTENT,
    };
    Ok(match done.etag {
        Some(etag) => (status, [(header::ETAG, format!("\"{etag}\""))]).into_response(),
        None => status.into_response(),
    })
}

async fn delete(
    visit: &Visit,
    shown: Shown,
    name: String,
    headers: &HeaderMap,
) -> Result<Response, Refused> {
    let condition = condition(headers);
    let done = visit
        .write(move |cx| phone_book::delete(cx, &shown, &name, &condition))
        .await;
    done.map_err(|failure| refused(visit, &failure))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
