//! The door, on a phone or a tablet: who comes next, who is here, and what to say to whoever stands
//! before it. Everything works by forms; the script only spares reloading.

mod view;
pub mod walk_in;

use app::door::{self, Admitted, Counts, Door};
use app::form::Problems;
use app::mail::EventBrief;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::id::{EntryId, EventId, PersonId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::answers::when;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit};

pub use walk_in::WalkInPage;

use view::{Card, Lists, Row};

/// The door of an event.
#[derive(Template)]
#[template(path = "door/show.html")]
pub struct DoorPage {
    frame: Frame,
    errors: Errors,
    brief: EventBrief,
    when: String,
    event_id: EventId,
    counts: Counts,
    full: Option<String>,
    search: String,
    card: Option<Card>,
    lists: Lists,
    /// What was typed of a walk-in, and who they may be.
    walk_in: String,
    alike: Vec<Row>,
}

/// The lists alone, as the script asks for them.
#[derive(Template)]
#[template(path = "door/lists.html")]
struct ListsPart {
    frame: Frame,
    event_id: EventId,
    search: String,
    lists: Lists,
}

impl DoorPage {
    /// Nobody yet; the middle of the evening with a card; a search, a full house, somebody alike.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |sample: view::Sample, search: &str| {
            let mut page = Self::new(frame.clone(), sample.door, search.into());
            page.card = sample
                .card
                .map(|card| Card::new(frame.w, card, "America/Toronto"));
            page.alike = view::rows(frame.w, sample.alike, "America/Toronto");
            page
        };
        let mut refused = page(view::Sample::searching(frame), "marie");
        let problem = vec![("", app::Say::new("door-scan-unknown"))];
        refused.errors = Errors::of(problem, frame.w);
        refused.walk_in = "Marie".into();
        vec![
            page(view::Sample::empty(frame), ""),
            page(view::Sample::busy(frame), ""),
            refused,
        ]
    }

    fn new(frame: Frame, door: Door, search: String) -> Self {
        let counts = door.counts;
        let full = counts
            .capacity
            .filter(|_| counts.is_full())
            .map(|capacity| {
                let (here, capacity) = (counts.here.to_string(), capacity.to_string());
                frame
                    .w
                    .with("door-full", &[("here", &here), ("capacity", &capacity)])
            });
        Self {
            errors: Errors::of(Problems::new(), frame.w),
            when: when(frame.w, &door.brief),
            event_id: door.event_id,
            lists: Lists::new(frame.w, door.lists, &door.brief.zone),
            brief: door.brief,
            counts,
            full,
            search,
            card: None,
            walk_in: String::new(),
            alike: Vec::new(),
            frame,
        }
    }

    fn own_path(&self) -> urls::Url {
        urls::door(&self.event_id)
    }
}

/// What the door is asked to show.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Whom to look for, or a scanned code.
    #[serde(default)]
    q: String,
    /// Whose card to show.
    person: Option<PersonId>,
}

/// `GET /events/{id}/door`
pub async fn show(visit: Visit, Path(id): Path<EventId>, Query(asked): Query<Asked>) -> Answer {
    if !door::is_code(&asked.q) {
        return page(&visit, id, asked, Vec::new()).await;
    }
    // Looking admits nobody: whoever is recognised is shown, with the button that does.
    let code = asked.q;
    let found = visit.read(move |cx| door::recognise(cx, id, &code)).await;
    match found {
        Ok(seen) => visit.go(&urls::door_person(&id, &seen.value)),
        Err(failure) => {
            let problems = failure.problems()?;
            page(&visit, id, Asked::default(), problems).await
        }
    }
}

/// The door as asked for, with what could not be done.
async fn page(visit: &Visit, id: EventId, asked: Asked, problems: Problems) -> Answer {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let (q, person) = (asked.q.clone(), asked.person);
    let seen = visit
        .read(move |cx| {
            let door = door::show(cx, id, &q)?;
            let card = person.map(|person| door::greet(cx, id, person));
            Ok((door, card.transpose()?))
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (door, card) = seen.value;
    let zone = door.brief.zone.clone();
    let mut page = DoorPage::new(frame, door, asked.q);
    page.card = card.map(|card| Card::new(page.frame.w, card, &zone));
    page.errors = Errors::of(problems, page.frame.w);
    visit.page_with(status, &page)
}

/// `GET /events/{id}/door/search`: the lists alone, as they are or as searched.
pub async fn search(visit: Visit, Path(id): Path<EventId>, Query(asked): Query<Asked>) -> Answer {
    let q = asked.q.clone();
    let seen = visit.read(move |cx| door::show(cx, id, &q)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let lists = Lists::new(frame.w, seen.value.lists, &seen.value.brief.zone);
    visit.page(&ListsPart {
        frame,
        event_id: id,
        search: asked.q,
        lists,
    })
}

/// Whom a form of the door is about.
#[derive(Deserialize)]
pub struct About {
    #[serde(default)]
    person: String,
    company: Option<String>,
}

impl About {
    fn person(&self, visit: &Visit) -> Result<PersonId, crate::visit::Failure> {
        let read = self.person.parse();
        read.map_err(|_| visit.fail(app::Error::refused("door-nobody")))
    }
}

/// `POST /events/{id}/door/arrivals`
pub async fn admit(visit: Visit, Path(id): Path<EventId>, Form(about): Form<About>) -> Answer {
    let company = about.company.as_ref().and_then(|typed| typed.parse().ok());
    let person = about.person(&visit);
    // Who may not be at this door is told so before anything that was typed is read.
    let done = visit
        .write(move |cx| {
            app::access::hosted_event(cx, id)?;
            let person = person.map_err(|_| app::Error::refused("door-nobody"))?;
            Ok((person, door::admit(cx, id, person, company)?))
        })
        .await;
    match done {
        Ok(seen) => greeted(&visit, id, seen.value),
        Err(failure) => {
            let problems = failure.problems()?;
            page(&visit, id, Asked::default(), problems).await
        }
    }
}

fn greeted(visit: &Visit, id: EventId, (person, admitted): (PersonId, Admitted)) -> Answer {
    let said = match admitted {
        Admitted::In => "door-in",
        Admitted::Back => "door-back",
        Admitted::Already => "door-already",
    };
    visit.go_saying(&urls::door_person(&id, &person), said)
}

/// `POST /events/{id}/door/departures`
pub async fn depart(visit: Visit, Path(id): Path<EventId>, Form(about): Form<About>) -> Answer {
    let person = about.person(&visit);
    let done = visit
        .write(move |cx| {
            app::access::hosted_event(cx, id)?;
            let person = person.map_err(|_| app::Error::refused("door-nobody"))?;
            door::depart(cx, id, person)
        })
        .await;
    match done {
        Ok(_) => visit.go_saying(&urls::door(&id), "door-out"),
        Err(failure) => {
            let problems = failure.problems()?;
            page(&visit, id, Asked::default(), problems).await
        }
    }
}

/// Which entry to take back.
#[derive(Deserialize)]
pub struct Undone {
    #[serde(default)]
    entry: String,
}

/// `POST /events/{id}/door/undo`
pub async fn undo(
    visit: Visit,
    Path(id): Path<EventId>,
    Form(Undone { entry }): Form<Undone>,
) -> Answer {
    let done = visit
        .write(move |cx| {
            app::access::hosted_event(cx, id)?;
            let entry: EntryId = entry
                .parse()
                .map_err(|_| app::Error::refused("door-nothing"))?;
            door::undo(cx, id, entry)
        })
        .await;
    match done {
        Ok(_) => visit.go_saying(&urls::door(&id), "door-undone"),
        Err(failure) => {
            let problems = failure.problems()?;
            page(&visit, id, Asked::default(), problems).await
        }
    }
}

/// Who turns out to be whom.
#[derive(Deserialize)]
pub struct Joined {
    #[serde(default)]
    person: String,
    #[serde(default)]
    double: String,
}

/// `POST /events/{id}/door/same`
pub async fn same(visit: Visit, Path(id): Path<EventId>, Form(joined): Form<Joined>) -> Answer {
    let done = visit
        .write(move |cx| {
            app::access::hosted_event(cx, id)?;
            let read = |typed: &str| {
                let read = typed.parse::<PersonId>();
                read.map_err(|_| app::Error::refused("door-nobody"))
            };
            door::same(cx, id, read(&joined.person)?, read(&joined.double)?)
        })
        .await;
    match done {
        Ok(_) => visit.go_saying(&urls::door(&id), "door-same"),
        Err(failure) => {
            let problems = failure.problems()?;
            page(&visit, id, Asked::default(), problems).await
        }
    }
}

/// What a scanner read.
#[derive(Deserialize)]
pub struct Scanned {
    #[serde(default)]
    code: String,
}

/// `POST /events/{id}/door/scan`
pub async fn scan(
    visit: Visit,
    Path(id): Path<EventId>,
    Form(Scanned { code }): Form<Scanned>,
) -> Answer {
    let done = visit.write(move |cx| door::scan(cx, id, &code)).await;
    match done {
        Ok(seen) => greeted(&visit, id, seen.value),
        Err(failure) => {
            let problems = failure.problems()?;
            page(&visit, id, Asked::default(), problems).await
        }
    }
}
