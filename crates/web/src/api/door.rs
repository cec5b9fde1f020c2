//! The door without network: a device comes in by its code, takes along what it needs, and tells how
//! it fares. What happens at the door goes through the log ([`super::log`]).

use app::devices::{self, Told};
use app::door::{self, Bundle, Listing};
use app::log::{self, Open};
use app::{Cx, pass};
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use domain::evening::coming::Word;
use domain::id::{DeviceId, EventId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::log::EntryStored;
use crate::api::{Reply, bearer};
use crate::urls;
use crate::visit::Visit;

/// A code, as a host showed it.
#[derive(Default, Serialize, Deserialize, ToSchema)]
pub struct Joining {
    /// The code.
    #[serde(default)]
    pub code: String,
}

/// A device that came in.
#[derive(Serialize, ToSchema)]
pub struct Joined {
    /// Which.
    pub device: DeviceId,
    /// What its host calls it.
    pub name: String,
    /// Its token, told this once.
    pub token: String,
}

/// Lets a device in. The code is used up.
#[utoipa::path(
    post, path = "/api/v1/events/{id}/devices", tag = "door",
    params(("id" = EventId, Path, description = "The event")),
    request_body = Joining,
    responses(
        (status = 200, description = "The device and its token", body = Joined),
        (status = 422, description = "The code is used, too old or another event's", body = super::ErrorBody),
    ),
)]
pub async fn join(visit: Visit, Path(id): Path<EventId>, body: Bytes) -> Reply<Joined> {
    let Joining { code } = serde_json::from_slice(&body).unwrap_or_default();
    let job = move |cx: &mut Cx<'_, '_>| devices::join(cx, id, &code);
    let (device, token) = visit.write(job).await?.value;
    Ok(Json(Joined {
        device: device.id,
        name: device.name,
        token,
    }))
}

/// How a device fares.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Report {
    /// Entries it holds that are not stored yet.
    pub waiting: u32,
    /// Entries it was refused, and keeps.
    pub refused: u32,
    /// By how many milliseconds its clock is ahead; less than nothing when it is behind.
    pub ahead: i64,
}

/// The server's clock.
#[derive(Serialize, ToSchema)]
pub struct Clock {
    /// What it shows.
    #[schema(value_type = String, format = DateTime)]
    pub server_at: Timestamp,
}

/// Notes how a device fares, and tells it the time.
#[utoipa::path(
    post, path = "/api/v1/events/{id}/door/report", tag = "door",
    params(("id" = EventId, Path, description = "The event")),
    request_body = Report,
    responses(
        (status = 200, description = "The server's clock", body = Clock),
        (status = 401, description = "No token of one of the event's devices", body = super::ErrorBody),
        (status = 404, description = "The token is another event's", body = super::ErrorBody),
    ),
    security(("device" = [])),
)]
pub async fn report(
    visit: Visit,
    Path(id): Path<EventId>,
    headers: HeaderMap,
    body: Bytes,
) -> Reply<Clock> {
    let report: Report = serde_json::from_slice(&body).unwrap_or_default();
    let told = Told {
        waiting: report.waiting.into(),
        refused: report.refused.into(),
        ahead: report.ahead,
    };
    let token = bearer(&headers).unwrap_or_default();
    let job = move |cx: &mut Cx<'_, '_>| devices::tell(cx, id, &token, told);
    visit.write(job).await?;
    Ok(Json(Clock {
        server_at: visit.web.app.now(),
    }))
}

/// Somebody the door may be asked about. What is empty is left out.
#[derive(Serialize, ToSchema)]
pub struct Person {
    /// Which.
    pub id: PersonId,
    /// Given name.
    pub given: String,
    /// Family name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// How the name is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// What they answered: `going` `waiting` `maybe` `silent` `no`; nothing for whoever was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<&'static str>,
    /// When they usually come, in minutes after the beginning.
    pub delay: f64,
    /// Whether their invitation was taken back.
    #[serde(skip_serializing_if = "is_false")]
    pub revoked: bool,
    /// Whether it is their first time with the group.
    #[serde(skip_serializing_if = "is_false")]
    pub first: bool,
    /// How many they announced.
    #[serde(skip_serializing_if = "is_zero")]
    pub company: u32,
    /// Who these are.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub company_names: String,
    /// What they do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub does: String,
    /// What they seek.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub seeks: String,
    /// What they need to be at ease.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub access: String,
    /// Through whom they came, nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Who invited them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inviter: Option<PersonId>,
    /// The first 12 bytes of the SHA-256 of each of their codes, in base64url.
    pub codes: Vec<String>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

fn word(word: Word) -> &'static str {
    match word {
        Word::Going => "going",
        Word::Waiting => "waiting",
        Word::Maybe => "maybe",
        Word::Silent => "silent",
        Word::No => "no",
    }
}

impl From<Listing> for Person {
    fn from(of: Listing) -> Self {
        Self {
            id: of.id,
            given: of.name.given,
            family: of.name.family,
            said: of.said,
            word: of.word.map(word),
            delay: (of.delay * 10.0).round() / 10.0,
            revoked: of.revoked,
            first: of.first_time,
            company: of.company,
            company_names: of.company_names,
            does: of.does,
            seeks: of.seeks,
            access: of.access,
            path: of.path,
            inviter: of.inviter,
            codes: of.codes,
        }
    }
}

/// What a device takes along.
#[derive(Serialize, ToSchema)]
pub struct Door {
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    pub server_at: Timestamp,
    /// The event's title.
    pub title: String,
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// When the device forgets all this.
    #[schema(value_type = String, format = DateTime)]
    pub forget_at: Timestamp,
    /// The place's IANA zone.
    pub zone: String,
    /// Seats there are.
    pub capacity: Option<u32>,
    /// Seats of those who have one, company included.
    pub expected: u32,
    /// Everyone it may be asked about.
    pub people: Vec<Person>,
    /// What happened at the door so far.
    pub entries: Vec<EntryStored>,
    /// The position of the log's last entry: go on from here.
    pub next: i64,
}

fn told(bundle: Bundle, now: Timestamp) -> Door {
    let words = bundle.event.words;
    Door {
        server_at: now,
        title: words.title,
        starts_at: words.starts_at,
        ends_at: words.ends_at,
        forget_at: bundle.forget_at,
        zone: words.zone,
        capacity: words.capacity,
        expected: bundle.expected,
        people: bundle.people.into_iter().map(Person::from).collect(),
        entries: bundle.entries.into_iter().map(EntryStored::from).collect(),
        next: bundle.position,
    }
}

fn open(cx: &mut Cx<'_, '_>, id: EventId, token: Option<String>) -> app::Result<Open> {
    match token {
        Some(token) => devices::open(cx, id, &token),
        None => log::open_by_session(cx, id),
    }
}

/// What a device needs to keep the door without network.
#[utoipa::path(
    get, path = "/api/v1/events/{id}/door", tag = "door",
    params(("id" = EventId, Path, description = "The event")),
    responses(
        (status = 200, description = "Everyone, and what happened so far", body = Door),
        (status = 401, description = "No session, and no token of one of the event's devices", body = super::ErrorBody),
        (status = 403, description = "The event is not yours to run", body = super::ErrorBody),
        (status = 404, description = "There is no such event, or the token is another's", body = super::ErrorBody),
        (status = 422, description = "The event is over", body = super::ErrorBody),
    ),
    security(("device" = []), ("session" = [])),
)]
pub async fn bundle(visit: Visit, Path(id): Path<EventId>, headers: HeaderMap) -> Reply<Door> {
    let token = bearer(&headers);
    let job = move |cx: &mut Cx<'_, '_>| {
        let open = open(cx, id, token)?;
        door::bundle(cx, &open)
    };
    let bundle = visit.read(job).await?.value;
    Ok(Json(told(bundle, visit.web.app.now())))
}

/// What a walk-in takes home.
#[derive(Serialize, ToSchema)]
pub struct Link {
    /// Their personal link.
    pub link: String,
    /// The same as a picture, in SVG.
    pub qr: String,
}

/// The personal link of a walk-in, for the host who let them in, until they wrote through it.
#[utoipa::path(
    get, path = "/api/v1/events/{id}/door/walk-ins/{person}", tag = "door",
    params(
        ("id" = EventId, Path, description = "The event"),
        ("person" = PersonId, Path, description = "The walk-in"),
    ),
    responses(
        (status = 200, description = "The link", body = Link),
        (status = 401, description = "No session, and no token of one of the event's devices", body = super::ErrorBody),
        (status = 404, description = "There is none, or it is no longer the host's to show", body = super::ErrorBody),
    ),
    security(("device" = []), ("session" = [])),
)]
pub async fn link(
    visit: Visit,
    Path((id, person)): Path<(EventId, PersonId)>,
    headers: HeaderMap,
) -> Reply<Link> {
    let token = bearer(&headers);
    let job = move |cx: &mut Cx<'_, '_>| {
        let open = open(cx, id, token)?;
        log::may_read(&open)?;
        door::link(cx, id, open.hand.author(), person)
    };
    let (person, token) = visit.read(job).await?.value;
    let link = format!(
        "{}{}",
        visit.web.app.settings().public_url,
        urls::guest(&token)
    );
    let words = visit.words();
    let title = words.with("walk-in-qr", &[("name", &person.name.given)]);
    Ok(Json(Link {
        qr: pass::picture(&link, &title),
        link,
    }))
}
