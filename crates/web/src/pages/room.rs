//! The host's board and the room's wall. Live when there is a script; by reloading when there is none.

mod projector;
pub mod said;
mod samples;

use app::board::{self, Board, Pressing, Unmet, Waiting};
use app::introductions::{self, About, Ground, Idea, Reply, Someone};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{EntryId, EventId, PersonId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::pictures;
use crate::urls;
use crate::visit::{Answer, Failure, Visit, hushed};

pub use projector::{ProjectorPage, show as projector};

/// The host's board.
#[derive(Template)]
#[template(path = "room/show.html")]
pub struct RoomPage {
    frame: Frame,
    errors: Errors,
    b: Board,
    left: String,
    arrivals: String,
    arrivals_text: String,
}

impl RoomPage {
    fn new(frame: Frame, b: Board) -> Self {
        let text = arrivals_text(&frame, &b);
        let said = pictures::Said {
            id: "arrivals-picture",
            title: frame.w.t("room-arrivals").to_owned(),
            text: text.clone(),
        };
        let (from, minutes) = &b.arrivals;
        Self {
            errors: Errors::default(),
            left: left(&frame, &b),
            arrivals: pictures::arrivals(*from, minutes, &b.brief.zone, frame.w, &said),
            arrivals_text: text,
            b,
            frame,
        }
    }

    /// Nobody yet; the middle of an evening; long names and everything at once.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let all = samples::boards(frame).into_iter();
        all.map(|board| Self::new(frame.clone(), board)).collect()
    }

    fn face(&self, someone: &Someone) -> Face {
        Face::new(someone.id, &someone.name, someone.portrait)
    }

    /// How a wait looks: its class, icon and words.
    fn pressing(&self, waiting: &Waiting) -> (&'static str, &'static str, String) {
        let minutes = self.frame.w.count("room-minutes", waiting.minutes);
        match waiting.pressing {
            Pressing::Broken => ("cancelled", "warn", minutes),
            Pressing::Soon => ("waiting", "clock", minutes),
            Pressing::No => ("draft", "clock", minutes),
        }
    }

    fn grounds(&self, idea: &Idea) -> Vec<String> {
        let w = self.frame.w;
        if idea.grounds.is_empty() {
            return vec![said::presence(w, idea)];
        }
        let grounds = idea.grounds.iter();
        grounds
            .map(|ground: &Ground| said::ground(w, ground))
            .collect()
    }

    fn opening(&self, idea: &Idea) -> String {
        let [one, other] = &idea.people;
        said::opening(self.frame.w, [one, other], &idea.grounds)
    }

    fn by(&self, idea: &Idea) -> String {
        match &idea.introducer {
            Some(by) => self.frame.w.with("room-by", &[("name", &by.name.full())]),
            None => self.frame.w.t("room-by-host").to_owned(),
        }
    }

    fn pair(&self, idea: &Idea) -> String {
        let [one, other] = &idea.people;
        let (a, b) = (one.name.full(), other.name.full());
        self.frame.w.with("room-pair", &[("a", &a), ("b", &b)])
    }

    fn unmet(&self, unmet: &Unmet) -> String {
        let (name, other) = (unmet.name.full(), unmet.other.full());
        let seeks = said::begun(&unmet.seeks);
        let texts = [("name", name.as_str()), ("other", &other), ("seek", &seeks)];
        let key = match (unmet.seeks.is_empty(), unmet.here) {
            (false, _) => "room-unmet-seek",
            (true, true) => "room-unmet-here",
            (true, false) => "room-unmet-away",
        };
        self.frame.w.with(key, &texts)
    }

    fn promise(&self) -> String {
        let kept = self.b.newcomers.iter().filter(|f| f.kept).count() as i64;
        let say = app::Say::new("room-promise")
            .number("kept", kept)
            .number("count", self.b.newcomers.len() as i64);
        self.frame.w.say(&say)
    }

    fn minutes(&self, minutes: &i64) -> String {
        self.frame.w.count("room-minutes", *minutes)
    }

    fn more(&self) -> Option<String> {
        let more = self.b.waiting_more;
        (more > 0).then(|| self.frame.w.count("room-waiting-more", more))
    }
}

fn left(frame: &Frame, b: &Board) -> String {
    let (from, to) = b.span;
    let minutes =
        |a: jiff::Timestamp, b: jiff::Timestamp| (b.duration_since(a).as_secs() + 59) / 60;
    if b.now < from {
        frame.w.count("room-begins-in", minutes(b.now, from))
    } else if b.now < to {
        frame.w.count("room-left", minutes(b.now, to))
    } else {
        frame.w.t("room-over").to_owned()
    }
}

fn arrivals_text(frame: &Frame, b: &Board) -> String {
    let recent: u32 = b.arrivals.1.iter().rev().take(10).sum();
    frame.w.count("room-arrivals-recent", i64::from(recent))
}

/// `GET /events/{id}/room`
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| board::show(cx, id)).await?;
    let page = RoomPage::new(visit.frame(seen.me.as_ref()), seen.value);
    hushed(visit.page(&page))
}

/// What a host says of an introduction.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    introduction: String,
    a: String,
    b: String,
    by: String,
    reply: String,
}

impl Said {
    fn read(&self) -> Option<(About, Reply)> {
        let person = |typed: &str| typed.parse::<PersonId>().ok();
        let about = About {
            introduction: self.introduction.parse::<EntryId>().ok(),
            people: [person(&self.a)?, person(&self.b)?],
            introducer: person(&self.by),
        };
        Some((about, Reply::parse(&self.reply)?))
    }
}

/// `POST /events/{id}/room/introductions`
pub async fn say(visit: Visit, Path(id): Path<EventId>, Form(said): Form<Said>) -> Answer {
    let done = visit
        .write(move |cx| {
            // Who may not be here is told so before anything that was sent is read.
            app::access::hosted_event(cx, id)?;
            let read = said.read().ok_or(app::Error::refused("room-nobody"))?;
            introductions::say(cx, id, read.0, read.1)?;
            Ok(read.1)
        })
        .await;
    match done {
        Ok(seen) => {
            let key = match seen.value {
                Reply::Taken => "room-taken",
                Reply::Made => "room-made",
                Reply::Later => "room-later",
                Reply::WrongMatch | Reply::AlreadyKnown => "room-declined",
            };
            visit.go_saying(&urls::room(&id), key)
        }
        Err(failure) => again(&visit, failure, id).await,
    }
}

async fn again(visit: &Visit, failure: Failure, id: EventId) -> Answer {
    let problems = failure.problems()?;
    let seen = visit.read(move |cx| board::show(cx, id)).await?;
    let mut page = RoomPage::new(visit.frame(seen.me.as_ref()), seen.value);
    page.errors = Errors::of(problems, page.frame.w);
    hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
