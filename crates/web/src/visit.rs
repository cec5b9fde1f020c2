//! One request of one visitor: its language, its session, and how its answers are made.
//!
//! A handler takes a [`Visit`], runs one use-case through it, and renders. Whatever goes wrong
//! becomes a designed page in the visitor's language ([`Failure`]).

use std::net::SocketAddr;

use app::{Caller, Cx, Me};
use askama::Template;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::text::Lang;

use crate::Web;
use crate::frame::Frame;
use crate::pages::errors;
use crate::way_back;
use crate::words::Words;

/// What a handler answers.
pub type Answer = Result<Response, Failure>;

/// The cookie of the session.
pub const SESSION: &str = "session";
/// The cookie of the secret by which this browser claimed personal links.
const CLAIM: &str = "claim";
/// The cookie of the personal link last opened, so that a scanned pass finds its way back to it.
pub const SEAT: &str = "seat";
const LANG: &str = "lang";
const FLASH: &str = "flash";

/// One request of one visitor.
#[derive(Clone)]
pub struct Visit {
    /// What every handler shares.
    pub web: Web,
    /// The call, as `app` sees it.
    pub caller: Caller,
    /// The path and query asked for.
    pub path: String,
    /// The path and query of the page to come back to: the one asked for, or that held the form.
    pub back: String,
    hint: Lang,
    flash: Option<String>,
}

/// What a use-case gave, and who asked.
pub struct Seen<T> {
    /// Who asked, when signed in.
    pub me: Option<Me>,
    /// What the use-case gave.
    pub value: T,
}

/// Something went wrong on a visit.
pub struct Failure {
    visit: Box<Visit>,
    error: app::Error,
}

impl FromRequestParts<Web> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let ip = client_ip(parts, web);
        let headers = &parts.headers;
        let text = |name| {
            headers
                .get(name)
                .and_then(|v: &HeaderValue| v.to_str().ok())
        };
        let device = text(header::USER_AGENT).unwrap_or("").to_owned();
        let hint = language(&parts.uri, headers);
        let path = parts
            .uri
            .path_and_query()
            .map_or("/", |p| p.as_str())
            .to_owned();
        let back = way_back::page_of(&parts.method, &parts.uri, headers);
        let caller = Caller {
            session: cookie(headers, SESSION),
            ip,
            device,
            claim: cookie(headers, CLAIM),
        };
        Ok(Self {
            web: web.clone(),
            caller,
            path,
            back,
            hint,
            flash: cookie(headers, FLASH),
        })
    }
}

fn client_ip(parts: &Parts, web: &Web) -> String {
    let named = web.options.client_ip_header.as_ref().and_then(|name| {
        // The last hop is the one our own proxy saw; earlier ones are the client's claim.
        parts
            .headers
            .get(name)?
            .to_str()
            .ok()?
            .rsplit(',')
            .next()
            .map(|ip| ip.trim().to_owned())
    });
    let peer = || {
        parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.0.ip().to_string())
    };
    named.or_else(peer).unwrap_or_default()
}

/// A cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = all
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The address, then the cookie, then the browser; French when none says.
fn language(uri: &Uri, headers: &HeaderMap) -> Lang {
    let asked = uri.query().into_iter().flat_map(|query| query.split('&'));
    let asked = asked
        .filter_map(|pair| pair.strip_prefix("lang="))
        .find_map(Lang::parse);
    let kept = || cookie(headers, LANG).and_then(|code| Lang::parse(&code));
    let browser = || {
        let accepts = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        let mut wanted: Vec<(Lang, f32)> = accepts.split(',').filter_map(weighted).collect();
        wanted.sort_by(|a, b| b.1.total_cmp(&a.1));
        wanted.first().map(|(lang, _)| *lang)
    };
    asked.or_else(kept).or_else(browser).unwrap_or_default()
}

fn weighted(range: &str) -> Option<(Lang, f32)> {
    let mut parts = range.split(';');
    let lang = Lang::parse(parts.next()?.trim())?;
    let weight = parts
        .find_map(|p| p.trim().strip_prefix("q=")?.parse().ok())
        .unwrap_or(1.0);
    (weight > 0.0).then_some((lang, weight))
}

impl Visit {
    /// Runs a use-case that only reads.
    pub async fn read<T, F>(&self, job: F) -> Result<Seen<T>, Failure>
    where
        F: FnOnce(&mut Cx<'_, '_>) -> app::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let job = |cx: &mut Cx<'_, '_>| Ok((job(cx)?, cx.me.take()));
        self.seen(self.web.app.read(self.caller.clone(), job).await)
    }

    /// Runs a use-case that changes things.
    pub async fn write<T, F>(&self, job: F) -> Result<Seen<T>, Failure>
    where
        F: FnOnce(&mut Cx<'_, '_>) -> app::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let job = |cx: &mut Cx<'_, '_>| Ok((job(cx)?, cx.me.take()));
        self.seen(self.web.app.write(self.caller.clone(), job).await)
    }

    fn seen<T>(&self, answer: app::Result<(T, Option<Me>)>) -> Result<Seen<T>, Failure> {
        match answer {
            Ok((value, me)) => Ok(Seen { me, value }),
            Err(error) => Err(self.fail(error)),
        }
    }

    /// A failure of this visit.
    pub fn fail(&self, error: app::Error) -> Failure {
        Failure {
            visit: Box::new(self.clone()),
            error,
        }
    }

    /// The language of this visit: the person's, else what the request says. `?lang=` and the
    /// language switch win over both.
    pub fn lang(&self, me: Option<&Me>) -> Lang {
        match me {
            Some(me) if !self.path.contains("lang=") => me.lang,
            _ => self.hint,
        }
    }

    /// The words of this visit, for what is no page.
    pub fn words(&self) -> &'static Words {
        self.web.words(self.hint)
    }

    /// What the page has around it.
    pub fn frame(&self, me: Option<&Me>) -> Frame {
        let settings = self.web.app.settings();
        let words = self.web.words(self.lang(me));
        let mut frame = Frame::new(words, &settings.public_url, self.web.app.now()).seen_by(me);
        frame.path.clone_from(&self.back);
        frame.demo = settings.demo;
        frame.flash = self.flash.as_ref().and_then(|key| {
            let key = format!("flash-{key}");
            words.has(&key).then(|| words.t(&key).to_owned())
        });
        frame
    }

    /// A page. Whatever depends on the viewer is never kept by a cache.
    pub fn page(&self, page: &impl Template) -> Answer {
        self.page_with(StatusCode::OK, page)
    }

    /// A page with another status than 200.
    pub fn page_with(&self, status: StatusCode, page: &impl Template) -> Answer {
        Ok(self.html(status, self.rendered(page)?))
    }

    /// A public page, made anew only when nobody asked for it a moment ago or something changed.
    /// What a signed-in visitor sees is theirs, and never kept.
    pub async fn public_page<P: Template>(
        &self,
        make: impl Future<Output = Result<P, Failure>>,
    ) -> Answer {
        if self.caller.session.is_some() || self.flash.is_some() {
            return self.page(&make.await?);
        }
        let (kept, page) = (&self.web.kept, (self.path.clone(), self.hint));
        let (changes, now) = (self.web.app.db().changes(), self.web.app.now());
        if let Some(html) = kept.find(&page, changes, now) {
            return Ok(self.html(StatusCode::OK, html));
        }
        let html = self.rendered(&make.await?)?;
        kept.keep(page, changes, now, html.clone());
        Ok(self.html(StatusCode::OK, html))
    }

    fn rendered(&self, page: &impl Template) -> Result<Bytes, Failure> {
        let html = page.render();
        let html = html.map_err(|e| self.fail(app::Error::Internal(e.to_string())))?;
        Ok(Bytes::from(html))
    }

    fn html(&self, status: StatusCode, html: Bytes) -> Response {
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        let kept = if self.caller.session.is_some() {
            "private, no-store"
        } else {
            "no-cache"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        headers.insert(
            header::VARY,
            HeaderValue::from_static("Cookie, Accept-Language"),
        );
        if self.flash.is_some() {
            set_cookie(headers, &format!("{FLASH}=; Path=/; Max-Age=0"));
        }
        response
    }

    /// Goes on to another page after something was done.
    pub fn go(&self, to: &impl std::fmt::Display) -> Answer {
        Ok(Redirect::to(&to.to_string()).into_response())
    }

    /// [`Visit::go`], with a notice there: the message `flash-{key}`.
    pub fn go_saying(&self, to: &impl std::fmt::Display, key: &str) -> Answer {
        let mut response = Redirect::to(&to.to_string()).into_response();
        let kept = format!(
            "{FLASH}={key}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax{}",
            self.secure()
        );
        set_cookie(response.headers_mut(), &kept);
        Ok(response)
    }

    /// The attribute of cookies that travel over TLS only, where the installation is reached so.
    fn secure(&self) -> &'static str {
        if self.web.app.settings().public_url.starts_with("https:") {
            "; Secure"
        } else {
            ""
        }
    }

    /// Goes on with a new session, or (with an empty token) with none.
    pub fn go_with_session(&self, to: &impl std::fmt::Display, token: &str) -> Answer {
        let mut response = Redirect::to(&to.to_string()).into_response();
        let age = if token.is_empty() {
            0
        } else {
            domain::account::SESSION_LIFE.as_secs()
        };
        let kept = format!(
            "{SESSION}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{}",
            self.secure()
        );
        set_cookie(response.headers_mut(), &kept);
        Ok(response)
    }

    /// Keeps, with an answer, the secret by which this browser claimed a personal link, if there is
    /// one: private things written through the link open in this browser only.
    pub fn keeping_claim(&self, answer: Answer, secret: Option<String>) -> Answer {
        let Some(secret) = secret else { return answer };
        let kept = format!(
            "{CLAIM}={secret}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{}",
            self.secure()
        );
        with_cookie(answer, &kept)
    }

    /// Keeps, with an answer, the personal link it was opened by; only scanned passes are told.
    pub fn keeping_seat(&self, answer: Answer, token: &str) -> Answer {
        let kept = format!(
            "{SEAT}={token}; Path=/m; Max-Age=259200; HttpOnly; SameSite=Lax{}",
            self.secure()
        );
        with_cookie(answer, &kept)
    }

    /// Goes on in a language, kept for a year.
    pub fn go_in(&self, to: &str, lang: Lang) -> Answer {
        let mut response = Redirect::to(to).into_response();
        let kept = format!(
            "{LANG}={}; Path=/; Max-Age=31536000; SameSite=Lax{}",
            lang.code(),
            self.secure()
        );
        set_cookie(response.headers_mut(), &kept);
        Ok(response)
    }
}

/// For pages whose address is a secret: it goes to no other site, no cache, no search engine.
pub fn hushed(answer: Answer) -> Answer {
    answer.map(|mut response| {
        let headers = response.headers_mut();
        let mut put = |name, value| headers.insert(name, HeaderValue::from_static(value));
        put(header::REFERRER_POLICY, "no-referrer");
        put(header::CACHE_CONTROL, "private, no-store");
        put(header::HeaderName::from_static("x-robots-tag"), "noindex");
        response
    })
}

fn with_cookie(answer: Answer, cookie: &str) -> Answer {
    answer.map(|mut response| {
        set_cookie(response.headers_mut(), cookie);
        response
    })
}

fn set_cookie(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

impl Failure {
    /// The visit it went wrong on.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// What went wrong.
    pub fn error(&self) -> &app::Error {
        &self.error
    }

    /// Splits a form's problems from other failures: the problems go back beside the fields.
    pub fn problems(self) -> Result<app::form::Problems, Self> {
        match self.error {
            app::Error::Invalid(problems) => Ok(problems),
            app::Error::Refused(say) => Ok(vec![("", say)]),
            error => Err(Self { error, ..self }),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        errors::page(&self.visit, &self.error)
    }
}
