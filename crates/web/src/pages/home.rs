//! The installation's own page.

use askama::Template;

use crate::frame::Frame;
use crate::visit::{Answer, Visit};

/// What comes next, and the groups.
#[derive(Template)]
#[template(path = "home/show.html")]
pub struct HomePage {
    frame: Frame,
}

impl HomePage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
        }]
    }
}

/// `GET /`
pub async fn show(visit: Visit) -> Answer {
    let seen = visit.read(|_| Ok(())).await?;
    visit.page(&HomePage {
        frame: visit.frame(seen.me.as_ref()),
    })
}
