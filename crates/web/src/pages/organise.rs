//! What a group's organisers see first: who asks to join, who is here, what they can do.

use app::groups::{self, Organised};
use askama::Template;
use axum::extract::Path;
use domain::text::Slug;

use crate::frame::Frame;
use crate::pages::agenda::EventLine;
use crate::pages::groups::sample_group;
use crate::visit::{Answer, Visit};

/// The organiser's page of a group.
#[derive(Template)]
#[template(path = "groups/organise.html")]
pub struct OrganisePage {
    frame: Frame,
    organised: Organised,
    lines: Vec<EventLine>,
}

impl OrganisePage {
    /// An empty group, and one where many ask to join.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |n: u128| Self {
            frame: frame.clone(),
            organised: Organised {
                group: sample_group("Laval", ""),
                applicants: (0..n).map(super::memberships::sample_line).collect(),
                members: n as usize * 9,
                guests: 0,
                next: Vec::new(),
            },
            lines: if n == 0 {
                Vec::new()
            } else {
                EventLine::samples(frame)
            },
        };
        vec![page(0), page(5)]
    }
}

/// `GET /groups/{slug}/organise`
pub async fn show(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| groups::organise(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&OrganisePage {
        lines: EventLine::all(&seen.value.next, frame.w),
        frame,
        organised: seen.value,
    })
}
