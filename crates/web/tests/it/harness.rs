//! A house for tests: the real router over a real database, with a controlled clock and seeded
//! chance, and a client for each kind of visitor.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::{App, Caller, Cx, Settings, World};
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use domain::account::Email;
use jiff::{SignedDuration, Timestamp};
use store::{Db, Location};
use tower::ServiceExt;
use web::{Options, Web};

/// The public address of every house.
pub const PUBLIC: &str = "http://house.example";

/// The evening's afternoon: Thursday 12 November 2026, 16:30 in Montréal.
pub const NOW: &str = "2026-11-12T21:30:00Z";

/// A clock that stands still until told, and chance that repeats itself.
pub struct TestWorld {
    now: AtomicI64,
    drawn: AtomicU64,
}

impl World for TestWorld {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now.load(Ordering::SeqCst)).unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            // SplitMix64, one step a byte: plenty for tests.
            let mut z = self
                .drawn
                .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (z >> 56) as u8;
        }
    }
}

/// The application, its router and its world.
pub struct House {
    pub web: Web,
    pub world: Arc<TestWorld>,
    _files: Option<tempfile::TempDir>,
}

/// Which database a test runs on.
#[derive(Clone, Copy)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Runs a test on both databases: `both!(a_name, |house| async move { … });`
#[macro_export]
macro_rules! both {
    ($name:ident, $test:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let test = $test;
                test($crate::harness::House::open($crate::harness::On::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let test = $test;
                test($crate::harness::House::open($crate::harness::On::Postgres).await).await;
            }
        }
    };
}

impl House {
    /// An empty installation.
    pub async fn open(on: On) -> Self {
        tokio::task::spawn_blocking(move || Self::open_now(on))
            .await
            .unwrap()
    }

    fn open_now(on: On) -> Self {
        let (location, files) = match on {
            On::Sqlite => {
                let files = tempfile::tempdir().unwrap();
                let path: PathBuf = files.path().join("house.db");
                (Location::Sqlite(path), Some(files))
            }
            On::Postgres => (Location::Postgres(fresh_postgres()), None),
        };
        let now: Timestamp = NOW.parse().unwrap();
        let world = Arc::new(TestWorld {
            now: AtomicI64::new(now.as_millisecond()),
            drawn: AtomicU64::new(7),
        });
        let db = Db::open(&location, 2, now).unwrap();
        let settings = Settings {
            public_url: PUBLIC.into(),
            demo: true,
        };
        let app = App::new(db, world.clone(), settings).unwrap();
        let options = Options {
            gallery: true,
            ..Options::default()
        };
        Self {
            web: Web::new(app, options),
            world,
            _files: files,
        }
    }

    /// Lets time pass.
    pub fn wait(&self, duration: SignedDuration) {
        self.world
            .now
            .fetch_add(duration.as_millis() as i64, Ordering::SeqCst);
    }

    /// Somebody without session.
    pub fn anonymous(&self) -> Client {
        Client {
            web: self.web.clone(),
            cookies: Vec::new(),
            lang: "fr-CA",
        }
    }

    /// Somebody signed in with an address; the account and person are made when new.
    pub async fn signed_in(&self, email: &str) -> Client {
        let email: Email = email.parse().unwrap();
        let token = self
            .write(move |cx| {
                let account = app::sign_in::account_of(cx, &email)?;
                app::sign_in::open_session(cx, &account)
            })
            .await;
        let mut client = self.anonymous();
        client.cookies.push(("session".into(), token));
        client
    }

    /// Fills the house with the cast.
    pub async fn with_cast(&self) -> app::cast::Cast {
        self.write(app::cast::load).await
    }

    /// Somebody of the cast, signed in.
    pub async fn cast_member(&self, key: &str) -> Client {
        let email = app::cast::email_of(key).unwrap_or_else(|| panic!("nobody is called {key}"));
        self.signed_in(email.as_str()).await
    }

    /// Runs a use-case as nobody.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Cx<'_, '_>) -> app::Result<T> + Send + 'static,
    ) -> T {
        self.web.app.write(Caller::default(), job).await.unwrap()
    }

    /// The mails in the outbox, newest first: recipient and message.
    pub async fn mails(&self) -> Vec<(String, app::mail::Message)> {
        let mails = self.write(app::mail::demo_newest).await;
        mails
            .into_iter()
            .map(|mail| (mail.recipient.to_string(), mail.message))
            .collect()
    }
}

/// A database of its own on the server that `bin/test` starts.
fn fresh_postgres() -> String {
    let server = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL server: bin/test starts one and sets it");
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = format!(
        "t{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::SeqCst)
    );
    let mut admin = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    admin
        .batch_execute(&format!("drop database if exists {name}"))
        .unwrap();
    admin
        .batch_execute(&format!("create database {name}"))
        .unwrap();
    let base = server.rsplit_once('/').unwrap().0;
    format!("{base}/{name}")
}

/// A browser: it keeps cookies and follows nothing by itself.
pub struct Client {
    web: Web,
    pub cookies: Vec<(String, String)>,
    pub lang: &'static str,
}

/// An answer as a test looks at it.
pub struct Reply {
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

/// A text with every space that does not break as one that does: a story tells words, not lines.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

impl Reply {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Fails unless the page holds this text.
    #[track_caller]
    pub fn shows(&self, wanted: &str) -> &Self {
        assert!(
            plain(&self.text()).contains(&plain(wanted)),
            "{} lacks {wanted:?}: {}",
            self.status,
            self.text()
        );
        self
    }

    /// Fails when the page holds this text.
    #[track_caller]
    pub fn hides(&self, unwanted: &str) -> &Self {
        assert!(
            !plain(&self.text()).contains(&plain(unwanted)),
            "shows {unwanted:?}: {}",
            self.text()
        );
        self
    }

    /// Fails unless the status is this.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// Where a redirect leads.
    #[track_caller]
    pub fn to(&self) -> String {
        assert!(
            self.status.is_redirection(),
            "{} is no redirect: {}",
            self.status,
            self.text()
        );
        self.location.clone().unwrap()
    }
}

impl Client {
    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded(form);
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends JSON, with a device's token or else with this client's session.
    pub async fn post_json(&mut self, path: &str, token: Option<&str>, body: &str) -> Reply {
        let mut request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    /// Sends a file in a form of one field.
    pub async fn upload(&mut self, path: &str, field: &str, file: &str, bytes: &[u8]) -> Reply {
        let mut body = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A request with this client's cookies and language, to be finished by the test.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        Request::builder()
            .method(method)
            .uri(path.strip_prefix(PUBLIC).unwrap_or(path))
            .header(header::HOST, "house.example")
            .header(header::ACCEPT_LANGUAGE, self.lang)
            .header(header::COOKIE, cookies.join("; "))
    }

    /// Sends a request and keeps the cookies of its answer.
    pub async fn send(&mut self, request: Request<Body>) -> Reply {
        let response: Response<Body> = web::service(self.web.clone())
            .oneshot(request)
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            let line = value.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            if !line.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let streams = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/event-stream");
        if streams {
            // A stream never ends: its beginning is the answer.
            return Reply {
                status: parts.status,
                location: None,
                headers: parts.headers,
                bytes: Vec::new(),
            };
        }
        let bytes = axum::body::to_bytes(body, usize::MAX)
            .await
            .unwrap()
            .to_vec();
        let location = parts
            .headers
            .get(header::LOCATION)
            .map(|v| v.to_str().unwrap().to_owned());
        Reply {
            status: parts.status,
            location,
            headers: parts.headers,
            bytes,
        }
    }
}

fn form_urlencoded(form: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect()
    };
    form.iter()
        .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
        .collect::<Vec<_>>()
        .join("&")
}
