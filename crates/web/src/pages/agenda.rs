//! Lists of events, by month and as lines of other pages.

use app::events;
use askama::Template;
use axum::extract::Query;
use domain::answer::{Place, Response};
use domain::event::Status;
use domain::id::EventId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// An event as one line: what `events/lines.html` shows of each.
#[derive(Clone, Debug)]
pub struct EventLine {
    /// Which.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// When it begins, for machines.
    pub iso: String,
    /// `jeu.`
    pub weekday: String,
    /// The day of the month.
    pub day: i8,
    /// `nov.`
    pub month: String,
    /// `17 h – 19 h`.
    pub hours: String,
    /// The group's name, then the venue's.
    pub place: String,
    /// Whether it is called off.
    pub off: bool,
    /// The badge's class, icon and word, when there is something to say.
    pub badge: Option<(&'static str, &'static str, String)>,
    /// How many seats are left, in words; empty where that says nothing.
    pub seats: String,
    month_year: String,
}

impl EventLine {
    /// A line in the words of a language.
    pub fn of(line: &events::EventLine, w: &Words) -> Self {
        let (at, zone) = (&line.starts_at, line.zone.as_str());
        let place = match line.venue.as_str() {
            "" => line.group_name.clone(),
            venue => format!("{} · {venue}", line.group_name),
        };
        Self {
            id: line.id,
            title: line.title.clone(),
            iso: w.iso(at, zone),
            weekday: w.weekday(at, zone),
            day: w.day_number(at, zone),
            month: w.month(at, zone),
            hours: format!("{} – {}", w.time(at, zone), w.time(&line.ends_at, zone)),
            place,
            off: line.status == Status::Cancelled,
            badge: badge(line, w),
            seats: match line.capacity {
                Some(capacity) if line.status == Status::Published => {
                    w.count("event-seats-left", capacity.saturating_sub(line.taken))
                }
                _ => String::new(),
            },
            month_year: w.month_year(at, zone),
        }
    }

    /// Lines in the words of a language.
    pub fn all(lines: &[events::EventLine], w: &Words) -> Vec<Self> {
        lines.iter().map(|line| Self::of(line, w)).collect()
    }

    /// Lines for sample pages: an ordinary one, a called off one, one of very long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let line = |n: u128, title: &str, status, mine| events::EventLine {
            id: uuid::Uuid::from_u128(n).into(),
            title: title.into(),
            kind: domain::event::Kind::Lunch,
            starts_at: frame.now,
            ends_at: frame.now + jiff::SignedDuration::from_mins(90),
            zone: "America/Toronto".into(),
            status,
            audience: domain::event::Audience::Public,
            capacity: Some(24),
            taken: 23,
            venue: "La Cuillère d’étain".into(),
            group: domain::text::Slug::from_name("Outremont").expect("a plain name"),
            group_name: "La Tablée d’Outremont".into(),
            mine,
        };
        let long = "Soirée ouverte d’automne des Lanternes du Vieux-Montréal et de la Rive-Sud réunies, vin et fromage";
        let lines = [
            line(
                1,
                "Le midi du jeudi",
                Status::Published,
                Some((Response::Yes, Place::Going)),
            ),
            line(2, "Le midi du jeudi", Status::Cancelled, None),
            line(
                3,
                long,
                Status::Published,
                Some((Response::Yes, Place::Waiting)),
            ),
        ];
        Self::all(&lines, frame.w)
    }
}

fn badge(line: &events::EventLine, w: &Words) -> Option<(&'static str, &'static str, String)> {
    let word = |class, icon, key: &'static str| Some((class, icon, w.t(key).to_owned()));
    match (line.status, line.mine) {
        (Status::Cancelled, _) => word("cancelled", "cross", "event-status-cancelled"),
        (Status::Draft, _) => word("draft", "pencil", "event-status-draft"),
        (_, Some((Response::Yes, Place::Waiting))) => {
            word("waiting", "clock", "event-mine-waiting")
        }
        (_, Some((Response::Yes, _))) => word("going", "check", "event-mine-yes"),
        (_, Some((Response::Maybe, _))) => word("maybe", "maybe", "event-mine-maybe"),
        (_, Some((Response::No, _))) => word("no", "cross", "event-mine-no"),
        _ => None,
    }
}

/// Public events to come, by month.
#[derive(Template)]
#[template(path = "events/list.html")]
pub struct EventsPage {
    frame: Frame,
    months: Vec<(String, Vec<EventLine>)>,
    earlier: Option<Url>,
    later: Option<Url>,
}

impl EventsPage {
    fn new(frame: Frame, lines: Vec<EventLine>, page: i64, more: bool) -> Self {
        let mut months: Vec<(String, Vec<EventLine>)> = Vec::new();
        for line in lines {
            match months.last_mut() {
                Some((month, lines)) if *month == line.month_year => lines.push(line),
                _ => months.push((line.month_year.clone(), vec![line])),
            }
        }
        Self {
            frame,
            months,
            earlier: (page > 1).then(|| urls::events_page(page - 1)),
            later: more.then(|| urls::events_page(page + 1)),
        }
    }

    /// None, and a page among others.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![
            Self::new(frame.clone(), Vec::new(), 1, false),
            Self::new(frame.clone(), EventLine::samples(frame), 2, true),
        ]
    }
}

/// Which page.
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    page: String,
}

/// `GET /events`
pub async fn list(visit: Visit, Query(which): Query<Which>) -> Answer {
    let page = which.page.parse().unwrap_or(1).clamp(1, 1_000);
    let seen = visit.read(move |cx| events::upcoming(cx, page)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let (lines, more) = seen.value;
    let lines = EventLine::all(&lines, frame.w);
    visit.page(&EventsPage::new(frame, lines, page, more))
}
