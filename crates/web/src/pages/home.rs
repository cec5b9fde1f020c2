//! The installation's own page.

use askama::Template;

use crate::frame::Frame;
use crate::pages::agenda::EventLine;
use crate::visit::{Answer, Visit};

/// What comes next, and the groups.
#[derive(Template)]
#[template(path = "home/show.html")]
pub struct HomePage {
    frame: Frame,
    lines: Vec<EventLine>,
}

impl HomePage {
    /// Before any event, and with some.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        [Vec::new(), EventLine::samples(frame)]
            .map(|lines| Self {
                frame: frame.clone(),
                lines,
            })
            .into()
    }
}

/// How many events the page shows.
const EVENTS: i64 = 6;

/// `GET /`
pub async fn show(visit: Visit) -> Answer {
    let seen = visit
        .read(|cx| app::events::next_public(cx, EVENTS))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let lines = EventLine::all(&seen.value, frame.w);
    visit.page(&HomePage { frame, lines })
}
