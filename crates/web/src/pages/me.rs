//! The viewer's own page, and their sessions.

use app::form::Problems;
use app::me::OwnGroup;
use app::sign_in;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::activity::ACTIVITIES_LIMIT;
use domain::id::SessionId;
use domain::membership::Standing;
use domain::person::Name;
use domain::text::Slug;
use jiff::Timestamp;

use crate::frame::Frame;
use crate::pages::agenda::EventLine;
use crate::pages::card::Card;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};

/// The member's home.
#[derive(Template)]
#[template(path = "me/show.html")]
pub struct MePage {
    frame: Frame,
    errors: Errors,
    given: String,
    unnamed: Option<Name>,
    face: Face,
    page: Url,
    groups: Vec<OwnGroup>,
    cards: Vec<Card>,
    editable: bool,
    is_full: bool,
    is_operator: bool,
    /// What they answered or are invited to, what their groups hold, what others open to them.
    agenda: [(&'static str, Vec<EventLine>); 3],
    calendar: String,
}

impl MePage {
    /// Somebody new, somebody of two groups with three cards, and an operator.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let id = uuid::Uuid::from_u128(9).into();
        let page = |name: Name, groups, cards, is_operator| Self {
            frame: frame.clone(),
            errors: Errors::default(),
            given: name.given.clone(),
            unnamed: None,
            face: Face::new(id, &name, false),
            page: urls::person(&id),
            groups,
            cards,
            editable: true,
            is_full: false,
            is_operator,
            agenda: [
                ("me-events", EventLine::samples(frame)),
                ("me-events-groups", Vec::new()),
                ("me-events-elsewhere", EventLine::samples(frame)),
            ],
            calendar: frame.absolute(&urls::calendar("jeton")),
        };
        let group = |slug: &str, name: String, standing, organises: bool| OwnGroup {
            slug: Slug::from_name(slug).expect("a name that can be read"),
            name,
            network: "Alliance du fleuve".into(),
            standing,
            seat: organises.then(|| "traductrice juridique".to_owned()),
            organises,
        };
        let groups = |name: &str| {
            vec![
                group("outremont", name.into(), Some(Standing::Member), true),
                group("laval", "Laval".into(), Some(Standing::Applicant), false),
                group("rosemont", "Rosemont".into(), None, true),
            ]
        };
        let unnamed = Self {
            unnamed: Some(Name::default()),
            errors: Errors::of(vec![("given", app::Say::new("problem-missing"))], frame.w),
            ..page(
                Name::new("odile.lapointe", ""),
                Vec::new(),
                Vec::new(),
                false,
            )
        };
        let odile = Name::new("Odile", "Lapointe");
        let long = "Groupe des gens d’affaires du Vieux-Montréal et des environs ".repeat(3);
        vec![
            unnamed,
            page(odile.clone(), groups("Outremont"), Card::samples(), false),
            page(odile, groups(&long), Card::samples(), true),
        ]
    }

    /// The badge of a standing: its class, its icon, its word's key.
    fn standing_badge(&self, standing: &Standing) -> (&'static str, &'static str, &'static str) {
        match standing {
            Standing::Guest => ("guest", "glass", "me-standing-guest"),
            Standing::Applicant => ("applicant", "clock", "me-standing-applicant"),
            Standing::Member => ("member", "star", "me-standing-member"),
            Standing::Alumni => ("alumni", "out", "me-standing-alumni"),
        }
    }
}

/// `GET /me`
pub async fn show(visit: Visit) -> Answer {
    again(&visit, Vec::new(), None).await
}

/// The home with the problems of the name's form and what was typed there.
pub async fn again(visit: &Visit, problems: Problems, typed: Option<Name>) -> Answer {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let seen = visit.read(app::me::home).await?;
    let frame = visit.frame(seen.me.as_ref());
    let home = seen.value;
    let person = home.profile.person;
    let lines = |lines: &[app::events::EventLine]| EventLine::all(lines, frame.w);
    let agenda = [
        ("me-events", lines(&home.next.answered)),
        ("me-events-groups", lines(&home.next.groups)),
        ("me-events-elsewhere", lines(&home.next.elsewhere)),
    ];
    let unnamed = home.is_unnamed.then(Name::default);
    let page = MePage {
        errors: Errors::of(problems, frame.w),
        agenda,
        calendar: frame.absolute(&urls::calendar(&home.calendar)),
        frame,
        face: Face::from(&person).as_of(home.profile.portrait_at),
        page: urls::person(&person.id),
        given: person.name.given,
        unnamed: typed.or(unnamed),
        groups: home.groups,
        is_full: home.profile.activities.len() >= ACTIVITIES_LIMIT,
        cards: Card::all(home.profile.activities),
        editable: true,
        is_operator: seen.me.is_some_and(|me| me.operator),
    };
    visit.page_with(status, &page)
}

/// One of the viewer's sessions.
pub struct SessionLine {
    id: SessionId,
    device: String,
    seen_at: Timestamp,
    is_this: bool,
}

/// The viewer's sessions.
#[derive(Template)]
#[template(path = "me/sessions.html")]
pub struct SessionsPage {
    frame: Frame,
    sessions: Vec<SessionLine>,
}

impl SessionsPage {
    /// One session, and several.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let line = |n: u128, device: &str| SessionLine {
            id: uuid::Uuid::from_u128(n).into(),
            device: device.into(),
            seen_at: frame.now,
            is_this: n == 1,
        };
        let long = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126 Mobile"
            .repeat(2);
        vec![
            Self {
                frame: frame.clone(),
                sessions: vec![line(1, "Firefox")],
            },
            Self {
                frame: frame.clone(),
                sessions: vec![line(1, &long), line(2, "Safari")],
            },
        ]
    }
}

/// `GET /me/sessions`
pub async fn sessions(visit: Visit) -> Answer {
    let seen = visit.read(sign_in::sessions).await?;
    let this = seen.me.as_ref().map(|me| me.session_id);
    let sessions = seen.value.into_iter().map(|session| SessionLine {
        is_this: Some(session.id) == this,
        id: session.id,
        device: session.device,
        seen_at: session.seen_at,
    });
    let sessions = sessions.collect();
    visit.page(&SessionsPage {
        frame: visit.frame(seen.me.as_ref()),
        sessions,
    })
}

/// `POST /me/sessions/{id}/end`
pub async fn end_session(visit: Visit, Path(id): Path<SessionId>) -> Answer {
    visit.write(move |cx| sign_in::revoke(cx, id)).await?;
    visit.go_saying(&urls::sessions(), "session-ended")
}
