//! What is printed for the door: badges on sheets of labels, and the list to tick.

use app::badges::{self, ListWords, Paper, SHEETS, Typed};
use app::form::Problems;
use app::mail::EventBrief;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::id::EventId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::answers::{sample_brief, when};
use crate::pages::field::Errors;
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// Choosing what to print.
#[derive(Template)]
#[template(path = "badges/form.html")]
pub struct BadgesPage {
    frame: Frame,
    errors: Errors,
    brief: EventBrief,
    event_id: EventId,
    typed: Typed,
    sheets: Vec<(&'static str, String)>,
    go: String,
    perhaps: Option<String>,
}

impl BadgesPage {
    /// For nobody, and for some with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |(going, perhaps), typed, problems| {
            let brief = sample_brief(frame, "5 à 7 ouvert de novembre");
            let id = uuid::Uuid::from_u128(1).into();
            let mut page = Self::new(frame.clone(), id, (brief, going, perhaps), typed);
            page.errors = Errors::of(problems, frame.w);
            page
        };
        let number = app::Say::new("problem-number").number("least", 1);
        let problem = vec![("from", number.number("most", 8))];
        vec![
            page((0, 0), Typed::default(), Vec::new()),
            page((60, 7), Typed::default(), problem),
        ]
    }

    fn new(
        frame: Frame,
        event_id: EventId,
        (brief, going, perhaps): (EventBrief, usize, usize),
        typed: Typed,
    ) -> Self {
        let w = frame.w;
        let words = |key: &str| w.t(&format!("badges-sheet-{key}")).to_owned();
        Self {
            errors: Errors::of(Problems::new(), w),
            sheets: SHEETS.iter().map(|(key, _)| (*key, words(key))).collect(),
            go: w.count("badges-go", going),
            perhaps: (perhaps > 0).then(|| w.count("badges-perhaps", perhaps)),
            brief,
            event_id,
            typed,
            frame,
        }
    }
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    sheet: String,
    from: String,
    perhaps: String,
    outlines: String,
}

impl From<Asked> for Typed {
    fn from(asked: Asked) -> Self {
        Self {
            sheet: asked.sheet,
            from: asked.from,
            perhaps: !asked.perhaps.is_empty(),
            outlines: !asked.outlines.is_empty(),
        }
    }
}

/// `GET /events/{id}/badges`
pub async fn form(visit: Visit, Path(id): Path<EventId>) -> Answer {
    page(&visit, id, Typed::default(), Vec::new()).await
}

async fn page(visit: &Visit, id: EventId, typed: Typed, problems: Problems) -> Answer {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let seen = visit.read(move |cx| badges::form(cx, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let mut page = BadgesPage::new(frame, id, seen.value, typed);
    page.errors = Errors::of(problems, page.frame.w);
    visit.page_with(status, &page)
}

/// `GET /events/{id}/badges.pdf`
pub async fn pdf(visit: Visit, Path(id): Path<EventId>, Query(asked): Query<Asked>) -> Answer {
    let typed = Typed::from(asked);
    let (sent, lang) = (typed.clone(), visit.lang(None));
    let read = visit
        .read(move |cx| badges::badges(cx, id, &sent, lang))
        .await;
    match read {
        Ok(seen) => file(&visit, "badges.pdf", move || seen.value.pdf()).await,
        Err(failure) => page(&visit, id, typed, failure.problems()?).await,
    }
}

/// The paper of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct On {
    paper: String,
}

/// `GET /events/{id}/door.pdf`
pub async fn door_list(visit: Visit, Path(id): Path<EventId>, Query(on): Query<On>) -> Answer {
    let paper = match on.paper.as_str() {
        "a4" => Paper::A4,
        _ => Paper::Letter,
    };
    let w = visit.web.words(visit.lang(None));
    let seen = visit
        .read(move |cx| badges::door_list(cx, id, paper, |brief| list_words(w, brief)))
        .await?;
    file(&visit, "door.pdf", move || seen.value.pdf()).await
}

fn list_words(w: &Words, brief: &EventBrief) -> ListWords {
    let of = |key: &str| w.t(key).to_owned();
    ListWords {
        language: badges::tag(w.lang).into(),
        title: brief.title.clone(),
        when: [when(w, brief), brief.venue.clone()].join(" · "),
        name: of("badges-column-name"),
        company: of("badges-column-company"),
        activity: of("badges-column-activity"),
        brought_by: of("badges-column-by"),
        newcomer: of("guests-first-time"),
        nobody: of("badges-nobody"),
    }
}

/// Draws a file aside, as it may take a second, and gives it.
pub(crate) async fn file(
    visit: &Visit,
    name: &str,
    draw: impl FnOnce() -> app::Result<Vec<u8>> + Send + 'static,
) -> Answer {
    let drawn = tokio::task::spawn_blocking(draw).await;
    let drawn = drawn.unwrap_or_else(|error| Err(app::Error::Internal(error.to_string())));
    let pdf = drawn.map_err(|error| visit.fail(error))?;
    let kept = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((kept, pdf).into_response())
}
