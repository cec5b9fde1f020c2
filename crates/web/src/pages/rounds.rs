//! Rounds: making them, playing them, taking one back, printing each person's card.

use app::form::Problems;
use app::introductions::Someone;
use app::rounds::{self, Shown, Typed};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{EventId, PersonId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::answers::sample_brief;
use crate::pages::badges::file;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Failure, Visit, hushed};

/// The rounds of an event.
#[derive(Template)]
#[template(path = "rounds/show.html")]
pub struct RoundsPage {
    frame: Frame,
    errors: Errors,
    r: Shown,
    typed: Typed,
}

impl RoundsPage {
    fn new(frame: Frame, r: Shown) -> Self {
        let typed = Typed {
            seats: "6".into(),
            rounds: "3".into(),
            minutes: "10".into(),
            ..Typed::default()
        };
        Self {
            errors: Errors::default(),
            r,
            typed,
            frame,
        }
    }

    /// None yet with a problem, and rounds of long names of which one was played.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let none = Shown {
            brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
            event_id: uuid::Uuid::from_u128(1).into(),
            plan: None,
            people: Default::default(),
            changed: (0, 0),
            here: 14,
        };
        let names = [
            "Inès",
            "Marie-Philomène-Antoinette",
            "Jo",
            "Lộc",
            "Graham",
            "Ketsia",
            "Bruno",
        ];
        let someone = |(n, given): (u128, &&str)| {
            let id: PersonId = uuid::Uuid::from_u128(n + 2).into();
            let family = if n == 1 {
                "de Repentigny-Vandenbroucke-Charlebois"
            } else {
                ""
            };
            let name = domain::person::Name::new(*given, family);
            let (does, portrait, newcomer) = (String::new(), false, false);
            (
                id,
                Someone {
                    id,
                    name,
                    does,
                    portrait,
                    newcomer,
                },
            )
        };
        let people: std::collections::BTreeMap<_, _> = (0..).zip(&names).map(someone).collect();
        let ids: Vec<PersonId> = people.keys().copied().collect();
        let plan = rounds::Plan {
            seats: 4,
            minutes: 10,
            rounds: vec![vec![ids[..4].to_vec(), ids[4..].to_vec()]; 3],
            played: vec![Vec::new()],
            ..rounds::Plan::default()
        };
        let some = Shown {
            plan: Some(plan),
            people,
            changed: (2, 1),
            ..none.clone()
        };
        let mut refused = Self::new(frame.clone(), none);
        let problem = app::Say::new("problem-number")
            .number("least", 3)
            .number("most", 20);
        refused.errors = Errors::of(vec![("seats", problem)], frame.w);
        vec![refused, Self::new(frame.clone(), some)]
    }

    fn round(&self, at: &usize) -> String {
        let say = app::Say::new("rounds-round").number("round", *at as i64 + 1);
        self.frame.w.say(&say)
    }

    fn played(&self) -> usize {
        self.r.plan.as_ref().map_or(0, rounds::Plan::count_played)
    }

    fn next_round(&self) -> String {
        self.round(&self.played())
    }

    fn is_played(&self, at: &usize) -> bool {
        *at < self.played()
    }

    fn table(&self, at: &usize) -> String {
        let say = app::Say::new("rounds-table").number("table", *at as i64 + 1);
        self.frame.w.say(&say)
    }

    fn names(&self, table: &[PersonId]) -> String {
        let found = table.iter().filter_map(|id| self.r.people.get(id));
        let names: Vec<String> = found.map(|someone| someone.name.full()).collect();
        names.join(", ")
    }

    fn here(&self) -> String {
        self.frame.w.count("rounds-here", self.r.here)
    }

    fn changed(&self) -> Option<String> {
        let (late, gone) = self.r.changed;
        let say = app::Say::new("rounds-changed")
            .number("late", late as i64)
            .number("gone", gone as i64);
        (late + gone > 0).then(|| self.frame.w.say(&say))
    }
}

/// `GET /events/{id}/rounds`
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    page(&visit, id, None, Vec::new()).await
}

async fn page(visit: &Visit, id: EventId, typed: Option<Typed>, problems: Problems) -> Answer {
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let seen = visit.read(move |cx| rounds::show(cx, id)).await?;
    let mut page = RoundsPage::new(visit.frame(seen.me.as_ref()), seen.value);
    page.errors = Errors::of(problems, page.frame.w);
    page.typed = typed.unwrap_or(page.typed);
    hushed(visit.page_with(status, &page))
}

/// What rounds to make.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    seats: String,
    rounds: String,
    minutes: String,
    hosts: String,
    together: String,
}

impl From<Asked> for Typed {
    fn from(asked: Asked) -> Self {
        Self {
            pairs: asked.kind == "pairs",
            seats: asked.seats,
            rounds: asked.rounds,
            minutes: asked.minutes,
            hosts: !asked.hosts.is_empty(),
            together: asked.together,
        }
    }
}

/// `POST /events/{id}/rounds`
pub async fn make(visit: Visit, Path(id): Path<EventId>, Form(asked): Form<Asked>) -> Answer {
    let typed = Typed::from(asked);
    let sent = typed.clone();
    let done = visit.write(move |cx| rounds::make(cx, id, &sent)).await;
    back(&visit, id, done.map(|_| ()), Some(typed)).await
}

/// What to do with the rounds there are.
#[derive(Deserialize)]
pub struct Deed {
    #[serde(default)]
    deed: String,
}

/// `POST /events/{id}/rounds/deeds`
pub async fn deed(
    visit: Visit,
    Path(id): Path<EventId>,
    Form(Deed { deed }): Form<Deed>,
) -> Answer {
    let done = visit
        .write(move |cx| match deed.as_str() {
            "play" => rounds::play(cx, id),
            "undo" => rounds::undo(cx, id),
            "adapt" => rounds::adapt(cx, id),
            "end" => rounds::end(cx, id),
            _ => {
                app::access::hosted_event(cx, id)?;
                Err(app::Error::NotFound)
            }
        })
        .await;
    back(&visit, id, done.map(|_| ()), None).await
}

async fn back(
    visit: &Visit,
    id: EventId,
    done: Result<(), Failure>,
    typed: Option<Typed>,
) -> Answer {
    match done {
        Ok(()) => visit.go(&urls::rounds(&id)),
        Err(failure) => page(visit, id, typed, failure.problems()?).await,
    }
}

/// `GET /events/{id}/rounds.pdf`
pub async fn cards(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let w = visit.web.words(visit.lang(None));
    let place = |round: usize, table: usize| {
        let say = app::Say::new("rounds-card")
            .number("round", round as i64)
            .number("table", table as i64);
        w.say(&say)
    };
    let lang = w.lang;
    let seen = visit
        .read(move |cx| rounds::cards(cx, id, lang, place))
        .await?;
    file(&visit, "rounds.pdf", move || seen.value.pdf()).await
}
