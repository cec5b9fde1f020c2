//! Stopping a group's mail: one button for people, one request for mail programs.

use app::mail_stops::{self, Subscription};
use askama::Template;
use axum::extract::Path;

use crate::frame::Frame;
use crate::urls;
use crate::visit::{Answer, Seen, Visit};

/// What a link stops, or has stopped.
#[derive(Template)]
#[template(path = "mail_stops/show.html")]
pub struct MailStopPage {
    frame: Frame,
    token: String,
    group: String,
    email: String,
    stopped: bool,
    resumed: bool,
}

impl MailStopPage {
    /// Before, after, and after changing one's mind.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        [(false, false), (true, false), (false, true)]
            .map(|(stopped, resumed)| Self {
                frame: frame.clone(),
                token: "t".into(),
                group: "Les Lanternes du Vieux-Montréal".into(),
                email: "marie-philomene.de-repentigny@exemple.ca".into(),
                stopped,
                resumed,
            })
            .into()
    }
}

fn page(visit: &Visit, seen: Seen<Subscription>, token: String, resumed: bool) -> Answer {
    visit.page(&MailStopPage {
        frame: visit.frame(seen.me.as_ref()),
        token,
        group: seen.value.group.words.name,
        email: seen.value.email.to_string(),
        stopped: seen.value.stopped,
        resumed,
    })
}

/// `GET /stop/{token}`
pub async fn show(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let seen = visit.read(move |cx| mail_stops::find(cx, &asked)).await?;
    page(&visit, seen, token, false)
}

/// `POST /stop/{token}`: whatever the body says, since the link is the proof.
pub async fn stop(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let seen = visit.write(move |cx| mail_stops::stop(cx, &asked)).await?;
    page(&visit, seen, token, false)
}

/// `POST /stop/{token}/resume`
pub async fn resume(visit: Visit, Path(token): Path<String>) -> Answer {
    let asked = token.clone();
    let seen = visit
        .write(move |cx| mail_stops::resume(cx, &asked))
        .await?;
    page(&visit, seen, token, true)
}
