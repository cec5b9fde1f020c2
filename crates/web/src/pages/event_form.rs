//! Planning, changing, publishing and calling off an event.

use app::events::{self, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::event::{Audience, Kind};
use domain::id::EventId;
use domain::text::Slug;
use domain::venue::Venue;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::event::sample;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// Values and words of a choice.
pub(crate) type Options = Vec<(String, String)>;

/// Planning or changing an event.
#[derive(Template)]
#[template(path = "events/form.html")]
pub struct EventFormPage {
    frame: Frame,
    errors: Errors,
    form: Form,
    to: Url,
    group: Slug,
    group_name: String,
    venues: Options,
    kinds: Options,
    audiences: Options,
    is_new: bool,
}

/// About to call an event off.
#[derive(Template)]
#[template(path = "events/cancel.html")]
pub struct CancelPage {
    frame: Frame,
    errors: Errors,
    id: EventId,
    title: String,
    reason: String,
    told: usize,
}

/// What a form of several events' words offers to choose from.
pub(crate) struct Choices {
    pub(crate) venues: Options,
    pub(crate) kinds: Options,
    pub(crate) audiences: Options,
}

impl Choices {
    pub(crate) fn new(venues: &[Venue], w: &Words) -> Self {
        let pair = |value: &str, key: &'static str| (value.to_owned(), w.t(key).to_owned());
        let none = (String::new(), w.t("event-venue-none").to_owned());
        let named = venues.iter().map(|v| (v.id.to_string(), v.facts.line()));
        let audience = |value: &str, audience| pair(value, explained(audience));
        Self {
            venues: std::iter::once(none).chain(named).collect(),
            kinds: vec![
                pair(value_of(Kind::FiveToSeven), "event-kind-five-to-seven"),
                pair(value_of(Kind::Lunch), "event-kind-lunch"),
                pair(value_of(Kind::WineAndCheese), "event-kind-wine-and-cheese"),
                pair(value_of(Kind::Other), "event-kind-other"),
            ],
            audiences: vec![
                audience("members", Audience::Members),
                audience("network", Audience::Network),
                audience("networks", Audience::Networks),
                audience("public", Audience::Public),
            ],
        }
    }
}

fn value_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Lunch => "lunch",
        Kind::FiveToSeven => "five_to_seven",
        Kind::WineAndCheese => "wine_and_cheese",
        Kind::Other => "other",
    }
}

fn explained(audience: Audience) -> &'static str {
    match audience {
        Audience::Members => "event-audience-members-means",
        Audience::Network => "event-audience-network-means",
        Audience::Networks => "event-audience-networks-means",
        Audience::Public => "event-audience-public-means",
    }
}

impl EventFormPage {
    fn new(frame: Frame, form: Form, place: (&Slug, &str, &[Venue]), id: Option<EventId>) -> Self {
        let (group, group_name, venues) = place;
        let choices = Choices::new(venues, frame.w);
        Self {
            frame,
            errors: Errors::default(),
            form,
            to: id.map_or_else(|| urls::event_new(group), |id| urls::event_edit(&id)),
            group: group.clone(),
            group_name: group_name.to_owned(),
            venues: choices.venues,
            kinds: choices.kinds,
            audiences: choices.audiences,
            is_new: id.is_none(),
        }
    }

    /// Empty, filled in, and with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let shown = sample(frame);
        let group = &shown.seen.group;
        let place = (&group.slug, group.words.name.as_str(), &[][..]);
        let page = |form, id| Self::new(frame.clone(), form, place, id);
        let filled = Form::of(&shown.seen.event.words);
        let mut wrong = page(Form::default(), None);
        let missing = || app::Say::new("problem-missing");
        let problems = vec![("title", missing()), ("date", missing()), ("fr", missing())];
        wrong.errors = Errors::of(problems, frame.w);
        vec![
            page(Form::fresh(group), None),
            page(filled, Some(shown.seen.event.id)),
            wrong,
        ]
    }
}

impl CancelPage {
    fn told(&self) -> String {
        self.frame.w.count("event-cancel-told", self.told)
    }

    /// Nobody to tell, and many.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        [0, 68]
            .map(|told| Self {
                frame: frame.clone(),
                errors: Errors::default(),
                id: sample(frame).seen.event.id,
                title: "Soirée ouverte d’automne".into(),
                reason: String::new(),
                told,
            })
            .into()
    }
}

/// What the form sends: the words, and which button.
#[derive(Clone, Deserialize)]
pub struct Sent {
    #[serde(flatten)]
    form: Form,
    #[serde(default)]
    publish: String,
}

/// `GET /groups/{slug}/events/new`
pub async fn new_form(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| events::planner(cx, &slug)).await?;
    let (group, venues) = seen.value;
    let place = (&group.slug, group.words.name.as_str(), &venues[..]);
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&EventFormPage::new(frame, Form::fresh(&group), place, None))
}

/// `POST /groups/{slug}/events/new`
pub async fn plan(
    visit: Visit,
    Path(slug): Path<Slug>,
    axum::Form(sent): axum::Form<Sent>,
) -> Answer {
    let (to, typed, publish) = (slug.clone(), sent.form.clone(), !sent.publish.is_empty());
    let failed = match visit
        .write(move |cx| events::plan(cx, &to, &typed, publish))
        .await
    {
        Ok(seen) if publish => {
            return visit.go_saying(&urls::event(&seen.value), "event-published");
        }
        Ok(seen) => return visit.go_saying(&urls::event(&seen.value), "event-saved"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit.read(move |cx| events::planner(cx, &slug)).await?;
    let (group, venues) = seen.value;
    let place = (&group.slug, group.words.name.as_str(), &venues[..]);
    let mut page = EventFormPage::new(visit.frame(seen.me.as_ref()), sent.form, place, None);
    page.errors = Errors::of(failed, page.frame.w);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /events/{id}/edit`
pub async fn edit_form(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| events::editor(cx, id)).await?;
    let (known, venues) = seen.value;
    let place = (
        &known.group.slug,
        known.group.words.name.as_str(),
        &venues[..],
    );
    let form = Form::of(&known.event.words);
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&EventFormPage::new(frame, form, place, Some(id)))
}

/// `POST /events/{id}/edit`
pub async fn edit(
    visit: Visit,
    Path(id): Path<EventId>,
    axum::Form(form): axum::Form<Form>,
) -> Answer {
    let typed = form.clone();
    let failed = match visit.write(move |cx| events::edit(cx, id, &typed)).await {
        Ok(_) => return visit.go_saying(&urls::event(&id), "event-saved"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit.read(move |cx| events::editor(cx, id)).await?;
    let (known, venues) = seen.value;
    let place = (
        &known.group.slug,
        known.group.words.name.as_str(),
        &venues[..],
    );
    let mut page = EventFormPage::new(visit.frame(seen.me.as_ref()), form, place, Some(id));
    page.errors = Errors::of(failed, page.frame.w);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /events/{id}/publication`
pub async fn publish(visit: Visit, Path(id): Path<EventId>) -> Answer {
    visit.write(move |cx| events::publish(cx, id)).await?;
    visit.go_saying(&urls::event(&id), "event-published")
}

/// `POST /events/{id}/withdrawal`
pub async fn withdraw(visit: Visit, Path(id): Path<EventId>) -> Answer {
    visit.write(move |cx| events::withdraw(cx, id)).await?;
    visit.go_saying(&urls::event(&id), "event-withdrawn")
}

/// Why it is called off.
#[derive(Clone, Deserialize)]
pub struct Reason {
    #[serde(default)]
    reason: String,
}

/// `GET /events/{id}/cancellation`
pub async fn cancel_form(visit: Visit, Path(id): Path<EventId>) -> Answer {
    cancel_page(&visit, id, String::new(), Vec::new()).await
}

/// `POST /events/{id}/cancellation`
pub async fn cancel(
    visit: Visit,
    Path(id): Path<EventId>,
    axum::Form(Reason { reason }): axum::Form<Reason>,
) -> Answer {
    let typed = reason.clone();
    match visit.write(move |cx| events::cancel(cx, id, &typed)).await {
        Ok(_) => visit.go_saying(&urls::event(&id), "event-cancelled"),
        Err(failure) => cancel_page(&visit, id, reason, failure.problems()?).await,
    }
}

async fn cancel_page(
    visit: &Visit,
    id: EventId,
    reason: String,
    problems: app::form::Problems,
) -> Answer {
    let seen = visit
        .read(move |cx| events::before_cancelling(cx, id))
        .await?;
    let (known, told) = seen.value;
    let frame = visit.frame(seen.me.as_ref());
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = CancelPage {
        errors: Errors::of(problems, frame.w),
        frame,
        id,
        title: known.event.words.title,
        reason,
        told,
    };
    visit.page_with(status, &page)
}
