//! The devices of an event's door: which write to its log, adding one, taking one back.

use app::devices;
use app::form::Problems;
use app::pass;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{DeviceId, EventId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit, hushed};
use crate::words::Words;

/// The devices of an event.
#[derive(Template)]
#[template(path = "devices/list.html")]
pub struct DevicesPage {
    frame: Frame,
    errors: Errors,
    event_id: EventId,
    name: String,
    devices: Vec<Line>,
    made: Option<Made>,
}

/// One device.
struct Line {
    id: DeviceId,
    name: String,
    facts: String,
    revoked: bool,
}

/// A key, shown once.
struct Made {
    token: String,
    qr: String,
}

impl DevicesPage {
    /// None yet; some, with a key just made and a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let device = |n, name: &str, seen_at, revoked_at| devices::Device {
            id: uuid::Uuid::from_u128(n).into(),
            event_id: uuid::Uuid::from_u128(1).into(),
            name: name.into(),
            made_by: uuid::Uuid::from_u128(2).into(),
            created_at: frame.now,
            seen_at,
            revoked_at,
        };
        let zone = || "America/Toronto".to_owned();
        let event = uuid::Uuid::from_u128(1).into();
        let some = vec![
            device(3, "Tablette de l’entrée", Some(frame.now), None),
            device(4, &"Téléphone ".repeat(8), None, Some(frame.now)),
        ];
        let mut full = Self::new(frame.clone(), event, (some, zone()));
        full.made = Some(made(
            frame.w,
            "Tablette",
            "c2FtcGxlLXRva2VuLW9mLXNvbWUtbGVuZ3Ro",
        ));
        full.errors = Errors::of(vec![("name", app::Say::new("problem-missing"))], frame.w);
        vec![Self::new(frame.clone(), event, (Vec::new(), zone())), full]
    }

    fn new(frame: Frame, event_id: EventId, (all, zone): (Vec<devices::Device>, String)) -> Self {
        let w = frame.w;
        Self {
            errors: Errors::of(Problems::new(), w),
            event_id,
            name: String::new(),
            devices: all
                .into_iter()
                .map(|device| line(w, device, &zone))
                .collect(),
            made: None,
            frame,
        }
    }
}

fn line(w: &Words, device: devices::Device, zone: &str) -> Line {
    let date = w.short_date(&device.created_at, zone);
    let seen = match device.seen_at {
        Some(at) => w.with("devices-seen", &[("time", &w.time(&at, zone))]),
        None => w.t("devices-never").to_owned(),
    };
    Line {
        id: device.id,
        facts: [w.with("devices-made", &[("date", &date)]), seen].join(", "),
        name: device.name,
        revoked: device.revoked_at.is_some(),
    }
}

fn made(w: &Words, name: &str, token: &str) -> Made {
    Made {
        qr: pass::picture(token, &w.with("devices-qr", &[("name", name)])),
        token: token.to_owned(),
    }
}

/// The devices, and the zone in which their moments are told.
fn listed(cx: &mut app::Cx<'_, '_>, id: EventId) -> app::Result<(Vec<devices::Device>, String)> {
    let zone = app::access::hosted_event(cx, id)?.event.words.zone;
    Ok((devices::list(cx, id)?, zone))
}

/// `GET /events/{id}/devices`
pub async fn list(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| listed(cx, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&DevicesPage::new(frame, id, seen.value))
}

/// What a device is called.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    name: String,
}

/// `POST /events/{id}/devices`: the key is on the answer's own page, and nowhere again.
pub async fn enrol(visit: Visit, Path(id): Path<EventId>, Form(named): Form<Named>) -> Answer {
    let name = named.name.clone();
    let done = visit.write(move |cx| devices::enrol(cx, id, &name)).await;
    let seen = visit.read(move |cx| listed(cx, id)).await?;
    let mut page = DevicesPage::new(visit.frame(seen.me.as_ref()), id, seen.value);
    match done {
        Ok(enrolled) => {
            let (device, token) = enrolled.value;
            page.made = Some(made(page.frame.w, &device.name, &token));
            hushed(visit.page(&page))
        }
        Err(failure) => {
            page.errors = Errors::of(failure.problems()?, page.frame.w);
            page.name = named.name;
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `POST /events/{id}/devices/{device}/revocation`
pub async fn revoke(visit: Visit, Path((id, device)): Path<(EventId, DeviceId)>) -> Answer {
    visit
        .write(move |cx| devices::revoke(cx, id, device))
        .await?;
    visit.go_saying(&urls::devices(&id), "device-revoked")
}
