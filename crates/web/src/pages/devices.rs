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
    /// The name typed.
    typed: String,
    devices: Vec<Line>,
    made: Option<Made>,
    invited: Option<Invited>,
}

/// A code for a device to come in by, shown once.
struct Invited {
    qr: String,
    code: String,
    lead: String,
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
            told: seen_at.map(|at| {
                let told = devices::Told {
                    waiting: 12,
                    refused: 1,
                    ahead: 540_000,
                };
                (at, told)
            }),
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
        let mut coming = Self::new(frame.clone(), event, (Vec::new(), zone()));
        coming.invited = Some(coming.invited("ABCDEFGHJK"));
        let none = Self::new(frame.clone(), event, (Vec::new(), zone()));
        vec![none, full, coming]
    }

    fn new(frame: Frame, event_id: EventId, (all, zone): (Vec<devices::Device>, String)) -> Self {
        let w = frame.w;
        Self {
            errors: Errors::of(Problems::new(), w),
            event_id,
            typed: String::new(),
            devices: all
                .into_iter()
                .map(|device| line(w, device, &zone))
                .collect(),
            made: None,
            invited: None,
            frame,
        }
    }

    /// The code goes behind `#`: no server, and no log of one, sees it.
    fn invited(&self, code: &str) -> Invited {
        let w = self.frame.w;
        let door = self.frame.absolute(&urls::door_app(&self.event_id));
        let address = self.frame.absolute(&urls::door_enter());
        Invited {
            qr: pass::picture(&format!("{door}#{code}"), w.t("devices-code")),
            lead: w.with("devices-code-lead", &[("address", &address)]),
            code: code
                .as_bytes()
                .chunks(5)
                .map(String::from_utf8_lossy)
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

fn line(w: &Words, device: devices::Device, zone: &str) -> Line {
    let date = w.short_date(&device.created_at, zone);
    let mut facts = vec![w.with("devices-made", &[("date", &date)])];
    facts.push(match (device.told, device.seen_at) {
        (Some((at, _)), _) => w.with("devices-synced", &[("time", &w.time(&at, zone))]),
        (None, Some(at)) => w.with("devices-seen", &[("time", &w.time(&at, zone))]),
        (None, None) => w.t("devices-never").to_owned(),
    });
    if let Some((_, told)) = device.told {
        let mut put = |key, number: i64| {
            if number != 0 {
                facts.push(w.with(key, &[("number", &number.to_string())]));
            }
        };
        put("devices-waiting", told.waiting);
        put("devices-refused", told.refused);
        put("devices-clock", told.ahead / 60_000);
    }
    Line {
        id: device.id,
        facts: facts.join(", "),
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
    /// Asks for a key to copy, instead of a code for the door's own app.
    key: Option<String>,
}

/// What a device comes in by.
enum Way {
    Code(String),
    Key(devices::Device, String),
}

/// `POST /events/{id}/devices`: the code or key is on the answer's own page, and nowhere again.
pub async fn enrol(visit: Visit, Path(id): Path<EventId>, Form(named): Form<Named>) -> Answer {
    let name = named.name.clone();
    let by_key = named.key.is_some();
    let done = visit
        .write(move |cx| match by_key {
            true => devices::enrol(cx, id, &name).map(|(device, key)| Way::Key(device, key)),
            false => devices::invite(cx, id, &name).map(Way::Code),
        })
        .await;
    let seen = visit.read(move |cx| listed(cx, id)).await?;
    let mut page = DevicesPage::new(visit.frame(seen.me.as_ref()), id, seen.value);
    match done {
        Ok(enrolled) => {
            match enrolled.value {
                Way::Code(code) => page.invited = Some(page.invited(&code)),
                Way::Key(device, key) => {
                    page.made = Some(made(page.frame.w, &device.name, &key));
                }
            }
            hushed(visit.page(&page))
        }
        Err(failure) => {
            page.errors = Errors::of(failure.problems()?, page.frame.w);
            page.typed = named.name;
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
