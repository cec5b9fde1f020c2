//! What opens when somebody's QR is scanned: meeting them, once it is known who scanned it. A
//! stranger is told nothing of whose it is.

use app::pass::{self, Leads};
use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;

use crate::frame::Frame;
use crate::urls;
use crate::visit::{Answer, SEAT, Visit, cookie, hushed};

/// A pass, to whoever is not known.
#[derive(Template)]
#[template(path = "pass/show.html")]
pub struct PassPage {
    frame: Frame,
}

impl PassPage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
        }]
    }
}

/// `GET /m/{pass}`
pub async fn show(visit: Visit, Path(pass): Path<String>, headers: HeaderMap) -> Answer {
    let (asked, link) = (pass.clone(), cookie(&headers, SEAT));
    let seen = visit
        .read(move |cx| pass::open(cx, &asked, link.as_deref()))
        .await?;
    hushed(match seen.value {
        Leads::Meeting(key) => visit.go(&urls::meeting_with(&key, &pass)),
        Leads::Own(key) => visit.go(&urls::my_evening(&key)),
        Leads::Unknown => visit.page(&PassPage {
            frame: visit.frame(seen.me.as_ref()),
        }),
    })
}
