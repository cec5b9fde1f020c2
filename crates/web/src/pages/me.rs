//! The viewer's own page, and their sessions.

use app::sign_in;
use askama::Template;
use axum::extract::Path;
use domain::id::SessionId;
use jiff::Timestamp;

use crate::frame::Frame;
use crate::urls;
use crate::visit::{Answer, Visit};

/// The member's home.
#[derive(Template)]
#[template(path = "me/show.html")]
pub struct MePage {
    frame: Frame,
}

impl MePage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
        }]
    }
}

/// `GET /me`
pub async fn show(visit: Visit) -> Answer {
    let seen = visit.read(|cx| cx.me().map(|_| ())).await?;
    visit.page(&MePage {
        frame: visit.frame(seen.me.as_ref()),
    })
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
