//! The guest list, for those who run the event; on the screen and as a file.

use app::guests::{self, Guest, List, Totals};
use app::mail::EventBrief;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use domain::answer::{AnswerWords, Place, Response};
use domain::id::{EventId, PersonId};
use domain::person::{Name, Person, Visibility};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::answers::{sample_brief, when};
use crate::urls;
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// The guest list.
#[derive(Template)]
#[template(path = "guests/show.html")]
pub struct GuestsPage {
    frame: Frame,
    brief: EventBrief,
    when: String,
    event_id: EventId,
    search: String,
    totals: Totals,
    parts: Vec<Part>,
}

/// Guests with the same answer.
struct Part {
    title: String,
    lines: Vec<Line>,
}

/// One guest, as the list shows them.
struct Line {
    id: PersonId,
    name: String,
    email: String,
    turn: Option<usize>,
    first_time: bool,
    revoked: bool,
    company: String,
    needs: String,
    does: String,
    path: String,
}

impl GuestsPage {
    /// Nobody, and some of each.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let list = |guests: Vec<Guest>| List {
            brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
            event_id: uuid::Uuid::from_u128(1).into(),
            waiting: guests.clone(),
            maybe: Vec::new(),
            no: Vec::new(),
            silent: Vec::new(),
            going: guests,
            totals: Totals {
                parties: 2,
                seats: 3,
                capacity: Some(60),
                diets: vec![("végétarien".into(), 2)],
                ..Totals::default()
            },
        };
        let some = vec![sample(1, "Lộc", "Trần"), {
            let family = "de Repentigny-Vandenbroucke-Charlebois";
            sample(2, "Marie-Philomène-Antoinette", family)
        }];
        vec![
            Self::new(frame.clone(), list(Vec::new()), "zut".into()),
            Self::new(frame.clone(), list(some), String::new()),
        ]
    }

    fn new(frame: Frame, list: List, search: String) -> Self {
        let w = frame.w;
        let part = |key: &str, guests: Vec<Guest>| Part {
            title: w.t(key).to_owned(),
            lines: guests.into_iter().map(|guest| line(w, guest)).collect(),
        };
        let parts = vec![
            part("guests-going", list.going),
            part("guests-waiting", list.waiting),
            part("guests-maybe", list.maybe),
            part("guests-no", list.no),
            part("guests-silent", list.silent),
        ];
        Self {
            parts,
            when: when(w, &list.brief),
            brief: list.brief,
            event_id: list.event_id,
            search,
            totals: list.totals,
            frame,
        }
    }
}

fn sample(n: u128, given: &str, family: &str) -> Guest {
    let words = AnswerWords {
        response: Response::Yes,
        company: 2,
        company_names: "Claude Lefebvre, Claude Lefèvre".into(),
        diet: "végétarien".into(),
        access: "une rampe".into(),
        first_time: Some(true),
        does: "Relieur d’art".into(),
        seeks: String::new(),
    };
    Guest {
        person: Person {
            id: uuid::Uuid::from_u128(n).into(),
            name: Name::new(given, family),
            email: None,
            lang: domain::text::Lang::Fr,
            visibility: Visibility::Private,
            has_portrait: false,
        },
        answer: Some((words, Place::Going)),
        turn: None,
        path: vec!["Théo Bélanger".into(), "Odile Marchessault".into()],
        revoked: n == 2,
        invitation: None,
    }
}

fn line(w: &Words, guest: Guest) -> Line {
    let words = guest.answer.map(|(words, _)| words);
    let of = |pick: fn(&AnswerWords) -> String| words.as_ref().map(pick).unwrap_or_default();
    let needs = [of(|w| w.diet.clone()), of(|w| w.access.clone())];
    let needs = needs.into_iter().filter(|need| !need.is_empty());
    Line {
        id: guest.person.id,
        name: guest.person.name.full(),
        email: guest.person.email.map(String::from).unwrap_or_default(),
        turn: guest.turn,
        first_time: words.as_ref().is_some_and(|w| w.first_time == Some(true)),
        revoked: guest.revoked,
        company: of(|w| match w.company {
            0 => String::new(),
            n => format!("+\u{a0}{n} {}", w.company_names).trim().to_owned(),
        }),
        needs: needs.collect::<Vec<_>>().join(" · "),
        does: of(|w| w.does.clone()),
        path: through(w, &guest.path),
    }
}

/// Farthest last, as it is told: the inviter, then through whom.
pub fn through(w: &Words, path: &[String]) -> String {
    match path {
        [] => String::new(),
        [only] => w.with("guest-invited-by", &[("name", only)]),
        [between @ .., first] => {
            let between: Vec<_> = between.iter().rev().map(String::as_str).collect();
            w.with(
                "guest-invited-through",
                &[("name", first), ("through", &between.join(", "))],
            )
        }
    }
}

/// What is looked for.
#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

/// `GET /events/{id}/guests`
pub async fn show(
    visit: Visit,
    Path(id): Path<EventId>,
    Query(Search { q }): Query<Search>,
) -> Answer {
    let wanted = q.clone();
    let seen = visit.read(move |cx| guests::list(cx, id, &wanted)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&GuestsPage::new(frame, seen.value, q))
}

/// `GET /events/{id}/guests.csv`
pub async fn csv(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| guests::list(cx, id, "")).await?;
    let frame = visit.frame(seen.me.as_ref());
    let kept = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"guests.csv\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((kept, file(frame.w, seen.value)).into_response())
}

fn file(w: &Words, list: List) -> String {
    let heads = [
        "guests-name",
        "guests-csv-email",
        "guests-csv-response",
        "guests-csv-turn",
        "guests-csv-company",
        "guests-csv-company-names",
        "guests-csv-diet",
        "guests-csv-access",
        "guests-first-time",
        "guests-csv-does",
        "guests-csv-seeks",
        "guests-path",
    ];
    // Spreadsheets take a file for UTF-8 only when it begins so.
    let mut text = String::from("\u{feff}");
    text.push_str(&row(heads.map(|key| w.t(key).to_owned())));
    let parts = [
        ("guests-going", list.going),
        ("guests-waiting", list.waiting),
        ("guests-maybe", list.maybe),
        ("guests-no", list.no),
        ("guests-silent", list.silent),
    ];
    for (key, guests) in parts {
        for guest in guests {
            text.push_str(&row(cells(w, w.t(key), guest)));
        }
    }
    text
}

fn cells(w: &Words, state: &str, guest: Guest) -> [String; 12] {
    let words = guest.answer.map(|(words, _)| words);
    let of = |pick: fn(&AnswerWords) -> &str| words.as_ref().map_or("", pick).to_owned();
    let first_time = words.as_ref().is_some_and(|w| w.first_time == Some(true));
    [
        guest.person.name.full(),
        guest.person.email.map(String::from).unwrap_or_default(),
        state.to_owned(),
        guest.turn.map(|turn| turn.to_string()).unwrap_or_default(),
        words
            .as_ref()
            .map(|w| w.company.to_string())
            .unwrap_or_default(),
        of(|w| &w.company_names),
        of(|w| &w.diet),
        of(|w| &w.access),
        if first_time {
            w.t("guests-yes").to_owned()
        } else {
            String::new()
        },
        of(|w| &w.does),
        of(|w| &w.seeks),
        guest.path.join(" < "),
    ]
}

fn row<const N: usize>(cells: [String; N]) -> String {
    let cells = cells.map(|cell| quoted(&cell));
    format!("{}\r\n", cells.join(","))
}

/// A cell that no spreadsheet takes for a formula: what begins like one is led by an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let lead = if formula { "'" } else { "" };
    format!("\"{lead}{}\"", cell.replace('"', "\"\""))
}
