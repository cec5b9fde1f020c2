//! Privacy, in plain words.

use askama::Template;

use crate::frame::Frame;
use crate::visit::{Answer, Visit};

/// What is kept, who sees it, how to have it back or erased.
#[derive(Template)]
#[template(path = "home/privacy.html")]
pub struct PrivacyPage {
    frame: Frame,
}

impl PrivacyPage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
        }]
    }
}

/// `GET /privacy`
pub async fn show(visit: Visit) -> Answer {
    let seen = visit.read(|_| Ok(())).await?;
    visit.page(&PrivacyPage {
        frame: visit.frame(seen.me.as_ref()),
    })
}
