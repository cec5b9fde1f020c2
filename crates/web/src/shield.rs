//! What stands between the network and the handlers: headers, limits, and the refusal of requests
//! that another site makes in a visitor's name.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::Web;
use crate::api;
use crate::pages::errors;
use crate::visit::Visit;

/// The largest body of a request; uploads have their own, smaller limits within.
const BODY_LIMIT: usize = 9 << 20;
/// How long a request may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);
/// Forms one address may send within a minute. A whole room may share one address, so this only
/// stops machines.
const FORMS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(600).unwrap();
/// Wrong passwords of telephones that one address may send within a minute. They cannot be guessed;
/// this spares the database.
const GUESSES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();

/// How often whom.
pub struct Limits {
    forms: DefaultKeyedRateLimiter<IpAddr>,
    guesses: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            forms: RateLimiter::keyed(Quota::per_minute(FORMS_PER_MINUTE)),
            guesses: RateLimiter::keyed(Quota::per_minute(GUESSES_PER_MINUTE)),
        }
    }
}

impl Limits {
    /// Forgets addresses that have been quiet.
    pub fn sweep(&self) {
        self.forms.retain_recent();
        self.guesses.retain_recent();
    }

    /// Notes a wrong password; whether too many came from there.
    pub fn is_guessing(&self, ip: &str) -> bool {
        let ip = ip.parse::<IpAddr>();
        ip.is_ok_and(|ip| self.guesses.check_key(&ip).is_err())
    }
}

/// Nothing inline, nothing from elsewhere, framed by nobody.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
  font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
  frame-ancestors 'none'; base-uri 'none'";

/// Puts the shield around the routes.
pub fn around(router: Router<Web>, web: &Web) -> Router<Web> {
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(web.clone(), guard))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME_LIMIT,
        ))
        .layer(CatchPanicLayer::new())
}

async fn guard(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visit) = Visit::from_request_parts(&mut parts, &web).await;
    if !parts.method.is_safe()
        && let Some(error) = refusal(&visit, &parts)
    {
        let refused = match is_api(&visit) {
            true => api::Refusal::of(&visit, &error).into_response(),
            false => visit.fail(error).into_response(),
        };
        return shielded(refused, &web);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    // An address whose id is no id names nothing: the designed page, not the router's own words.
    let response = match response.status() {
        StatusCode::BAD_REQUEST if visit.path.starts_with("/dav") => response,
        StatusCode::BAD_REQUEST if is_api(&visit) => api::nothing(&visit).into_response(),
        StatusCode::BAD_REQUEST => visit.fail(app::Error::NotFound).into_response(),
        // Devices and telephones know what 405 means; people get a way on.
        StatusCode::METHOD_NOT_ALLOWED if !visit.path.starts_with("/dav") && !is_api(&visit) => {
            let allow = response.headers().get(header::ALLOW).cloned();
            let mut page = errors::no_page(&visit);
            allow.map(|allow| page.headers_mut().insert(header::ALLOW, allow));
            page
        }
        _ => response,
    };
    shielded(response, &web)
}

fn is_api(visit: &Visit) -> bool {
    visit.path.starts_with("/api/")
}

fn refusal(visit: &Visit, parts: &Parts) -> Option<app::Error> {
    if from_elsewhere(&visit.web, parts) {
        return Some(app::Error::Forbidden);
    }
    // Personal and unsubscribe links are signed, a device's token is beyond guessing: and a burst
    // from one room is what we are here for.
    let path = parts.uri.path();
    if ["/i/", "/evening/", "/stop/", "/api/", "/dav"]
        .iter()
        .any(|start| path.starts_with(start))
    {
        return None;
    }
    let ip: IpAddr = visit.caller.ip.parse().ok()?;
    let asked_too_often = visit.web.limits.forms.check_key(&ip).is_err();
    asked_too_often.then_some(app::Error::TooMany)
}

/// Whether a browser says that another site caused this request. Every browser of the last years
/// sends `Sec-Fetch-Site`, the older ones `Origin`; what sends neither carries no cookie of ours.
fn from_elsewhere(web: &Web, parts: &Parts) -> bool {
    // One-click unsubscription comes from mail services, and its link is its proof.
    if parts.uri.path().starts_with("/stop/") {
        return false;
    }
    let text = |name: HeaderName| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else {
        return false;
    };
    let host = text(header::HOST).unwrap_or_default();
    let bare = origin.split_once("://").map_or("", |(_, host)| host);
    bare != host && origin != web.app.settings().public_url
}

fn shielded(mut response: Response, web: &Web) -> Response {
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    put(header::CONTENT_SECURITY_POLICY, POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    put(
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(), microphone=()",
    );
    if web.app.settings().public_url.starts_with("https:") {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
