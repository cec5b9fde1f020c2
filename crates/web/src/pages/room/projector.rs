//! The room's wall: for everybody's eyes, at ten paces. First names of those who let everybody see them,
//! and nothing of anybody's solitude.

use app::board::{self, Wall};
use app::rounds::{Seating, Table};
use askama::Template;
use axum::extract::Path;
use domain::id::EventId;

use crate::frame::Frame;
use crate::visit::{Answer, Visit, hushed};

/// The room's wall.
#[derive(Template)]
#[template(path = "room/projector.html")]
pub struct ProjectorPage {
    frame: Frame,
    wall: Wall,
}

impl ProjectorPage {
    /// Nobody yet, and a full room.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let walls = super::samples::walls(frame).into_iter();
        walls
            .map(|wall| Self {
                frame: frame.clone(),
                wall,
            })
            .collect()
    }

    fn clock(&self) -> String {
        self.frame.w.time(&self.wall.now, &self.wall.brief.zone)
    }

    fn until(&self) -> String {
        let end = self.frame.w.time(&self.wall.ends_at, &self.wall.brief.zone);
        self.frame.w.with("wall-until", &[("time", &end)])
    }

    fn round(&self, seating: &Seating) -> String {
        let say = app::Say::new("rounds-round").number("round", seating.round as i64);
        self.frame.w.say(&say)
    }

    fn table(&self, at: &usize) -> String {
        let say = app::Say::new("rounds-table").number("table", *at as i64 + 1);
        self.frame.w.say(&say)
    }

    fn seated(&self, table: &Table) -> String {
        let mut seated = table.names.join(", ");
        if table.others > 0 {
            let others = self.frame.w.count("wall-others", table.others);
            seated = format!("{seated} {others}");
        }
        seated.trim().to_owned()
    }

    fn welcome(&self) -> String {
        self.wall.welcome.join(" · ")
    }
}

/// `GET /events/{id}/room/projector`
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| board::wall(cx, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    hushed(visit.page(&ProjectorPage {
        frame,
        wall: seen.value,
    }))
}
