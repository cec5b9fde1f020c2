//! The group's debrief of an evening, for those who hold it: counted from the log, never from
//! anybody's notebook.

use app::Say;
use app::debrief::group::{self, OurDebrief};
use askama::Template;
use axum::extract::Path;
use domain::id::{EventId, PersonId};

use crate::frame::Frame;
use crate::pictures::{self, Said};
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit, hushed};
use crate::words::Words;

/// A quarter of an hour at the door.
pub struct Quarter {
    time: String,
    heads: u32,
}

/// How a newcomer fared.
pub struct NewcomerLine {
    name: String,
    arrived: String,
    first: String,
    alone: String,
    longest: String,
    kept: bool,
}

/// The group's debrief.
#[derive(Template)]
#[template(path = "debrief/ours.html")]
pub struct GroupDebriefPage {
    frame: Frame,
    d: OurDebrief,
    when: String,
    lead: String,
    numbers: Vec<(String, String)>,
    quarters: Vec<Quarter>,
    most: u32,
    room: String,
    room_text: String,
    circle: String,
    circle_text: String,
    newcomers: Vec<NewcomerLine>,
    promise: String,
    alone: Vec<String>,
    no_shows: Vec<String>,
    links: Vec<(String, usize)>,
    candidates: Vec<String>,
    ratings: Vec<(String, String)>,
    back: Url,
}

impl GroupDebriefPage {
    fn new(frame: Frame, d: OurDebrief) -> Self {
        let w = frame.w;
        let zone = d.event.words.zone.clone();
        let names = |people: &[PersonId]| -> Vec<String> {
            let mut names: Vec<String> = people
                .iter()
                .filter_map(|id| d.people.get(id))
                .map(|person| person.name.full())
                .collect();
            names.sort();
            names
        };
        let room_text = room_text(w, &d);
        let circle_text = circle_text(w, &d);
        let said = |id, title: &str, text: &str| Said {
            id,
            title: w.t(title).to_owned(),
            text: text.to_owned(),
        };
        let room = said("room", "debrief-room", &room_text);
        let circle = said("circle", "debrief-circle", &circle_text);
        let quarters = quarters(w, &d);
        Self {
            when: w.date(&d.event.words.starts_at, &zone),
            lead: lead(w, &d),
            numbers: numbers(w, &d),
            most: quarters.iter().map(|q| q.heads).max().unwrap_or(1).max(1),
            quarters,
            room: pictures::room(&d.room, &zone, w, &room),
            circle: pictures::circle(&d.circle, "", &circle),
            room_text,
            circle_text,
            newcomers: newcomers(w, &d),
            promise: promise(w, &d),
            alone: names(&d.story.stayed_alone),
            no_shows: names(&d.story.no_shows),
            links: links(w, &d),
            candidates: candidates(w, &d),
            ratings: ratings(w, &d),
            back: urls::event(&d.event.id),
            d,
            frame,
        }
    }

    fn stars(&self) -> Option<String> {
        let tenths = self.d.stars()?;
        let decimal = match self.frame.w.lang {
            domain::text::Lang::Fr => ',',
            domain::text::Lang::En => '.',
        };
        let mean = format!("{}{decimal}{}", tenths / 10, tenths % 10);
        let say = Say::new("debrief-our-stars")
            .text("stars", mean)
            .number("count", self.d.ratings.len() as i64);
        Some(self.frame.w.say(&say))
    }

    /// Nobody came, and a full evening of long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |n| Self::new(frame.clone(), samples::ours(frame, n));
        vec![page(0), page(9)]
    }
}

/// How many newcomers had company in time.
fn promise(w: &Words, d: &OurDebrief) -> String {
    let kept = d.story.newcomers.iter().filter(|n| n.kept_company).count();
    let say = Say::new("room-promise")
        .number("kept", kept as i64)
        .number("count", d.story.newcomers.len() as i64);
    w.say(&say)
}

fn lead(w: &Words, d: &OurDebrief) -> String {
    let say = Say::new("debrief-our-lead")
        .number("heads", i64::from(d.story.heads))
        .number("talks", d.story.encounters as i64);
    w.say(&say)
}

fn numbers(w: &Words, d: &OurDebrief) -> Vec<(String, String)> {
    let s = &d.story;
    let all = [
        ("debrief-our-heads", s.heads as usize),
        ("debrief-our-newcomers", s.newcomers.len()),
        ("debrief-our-encounters", s.encounters),
        ("debrief-our-proposed", s.introductions_proposed),
        ("debrief-our-made", s.introductions_made),
        ("debrief-our-links", s.links_between_groups.len()),
        ("debrief-our-alone", s.stayed_alone.len()),
        ("debrief-our-no-shows", s.no_shows.len()),
    ];
    let line = |(key, count): (&str, usize)| (w.t(key).to_owned(), count.to_string());
    all.into_iter().map(line).collect()
}

fn quarters(w: &Words, d: &OurDebrief) -> Vec<Quarter> {
    let from = d.event.words.starts_at;
    let zone = &d.event.words.zone;
    let mut quarters: Vec<Quarter> = d
        .story
        .arrivals
        .iter()
        .zip(0..)
        .map(|(heads, n): (_, i64)| Quarter {
            time: w.time(&(from + jiff::SignedDuration::from_mins(15 * n)), zone),
            heads: *heads,
        })
        .collect();
    while quarters.last().is_some_and(|quarter| quarter.heads == 0) {
        quarters.pop();
    }
    quarters
}

fn room_text(w: &Words, d: &OurDebrief) -> String {
    let fullest = d.room.fullest().filter(|(_, heads)| *heads > 0);
    fullest.map_or_else(String::new, |(at, heads)| {
        let say = Say::new("debrief-room-fullest")
            .number("heads", i64::from(heads))
            .text("time", w.time(&at, &d.event.words.zone));
        w.say(&say)
    })
}

fn circle_text(w: &Words, d: &OurDebrief) -> String {
    let say = Say::new("debrief-our-circle")
        .number("people", d.circle.others.len() as i64)
        .number("talks", d.circle.talks.len() as i64);
    w.say(&say)
}

fn newcomers(w: &Words, d: &OurDebrief) -> Vec<NewcomerLine> {
    let line = |newcomer: &domain::evening::Newcomer| {
        let person = d.people.get(&newcomer.person)?;
        Some(NewcomerLine {
            name: person.name.full(),
            arrived: w.time(&newcomer.arrived_at, &d.event.words.zone),
            first: match newcomer.first_encounter_after {
                Some(minutes) => w.count("debrief-our-minutes", minutes),
                None => w.t("debrief-our-never").to_owned(),
            },
            alone: w.count("debrief-our-minutes", newcomer.minutes_alone),
            longest: w.count("debrief-our-minutes", newcomer.longest_alone),
            kept: newcomer.kept_company,
        })
    };
    d.story.newcomers.iter().filter_map(line).collect()
}

fn links(w: &Words, d: &OurDebrief) -> Vec<(String, usize)> {
    let name = |group: &str| {
        if group.is_empty() {
            w.t("debrief-our-guests").to_owned()
        } else {
            group.to_owned()
        }
    };
    let line = |(pair, count): &([String; 2], usize)| {
        let [a, b] = pair;
        (format!("{} ↔ {}", name(a), name(b)), *count)
    };
    d.links.iter().map(line).collect()
}

fn candidates(w: &Words, d: &OurDebrief) -> Vec<String> {
    let line = |(person, inviter): &(domain::person::Person, domain::person::Person)| {
        let (name, by) = (person.name.full(), inviter.name.full());
        w.with("debrief-our-candidate", &[("name", &name), ("by", &by)])
    };
    d.candidates.iter().map(line).collect()
}

fn ratings(w: &Words, d: &OurDebrief) -> Vec<(String, String)> {
    let said = d.ratings.iter().filter(|rating| !rating.words.is_empty());
    let line = |rating: &app::debrief::Rating| {
        (w.count("debrief-stars", rating.stars), rating.words.clone())
    };
    said.map(line).collect()
}

/// `GET /events/{id}/debrief`
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| group::ours(cx, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    hushed(visit.page(&GroupDebriefPage::new(frame, seen.value)))
}

mod samples {
    use app::debrief::group::OurDebrief;
    use app::debrief::{Circle, Rating};
    use domain::evening::{GroupDebrief, Newcomer};

    use crate::frame::Frame;
    use crate::pages::debrief::samples;
    use crate::pages::groups::sample_person;

    pub(super) fn ours(frame: &Frame, n: u128) -> OurDebrief {
        let mine = samples::debrief(frame, n);
        let ids: Vec<_> = (0..n).map(samples::id).collect();
        let newcomer = |k: &domain::id::PersonId| Newcomer {
            person: *k,
            arrived_at: mine.event.words.starts_at,
            first_encounter_after: k.0.as_u128().is_multiple_of(2).then_some(7),
            minutes_alone: 12,
            longest_alone: 7,
            kept_company: false,
        };
        let long = "Les Lanternes du Vieux-Montréal et des environs ".repeat(3);
        OurDebrief {
            story: GroupDebrief {
                heads: n as u32,
                arrivals: (0..n as u32).map(|k| k * 5 % 13).collect(),
                newcomers: ids.iter().map(newcomer).collect(),
                stayed_alone: ids.iter().take(3).copied().collect(),
                no_shows: ids.clone(),
                people: ids,
                ..GroupDebrief::default()
            },
            links: (0..n as usize)
                .map(|k| ([long.clone(), String::new()], k))
                .collect(),
            candidates: (0..n)
                .map(|k| (sample_person(k, &long), sample_person(3, &long)))
                .collect(),
            ratings: (0..n as u32)
                .map(|k| Rating {
                    stars: k % 5 + 1,
                    words: "Le foyer. ".repeat(k as usize),
                })
                .collect(),
            room: samples::room(mine.event.words.starts_at, n as i64),
            circle: Circle {
                me: None,
                ..mine.circle
            },
            legend: vec![long; n.min(3) as usize],
            event: mine.event,
            group: mine.group,
            until: mine.until,
            people: mine.people,
        }
    }
}
