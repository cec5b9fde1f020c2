//! A group's venues, for those who run it.

use app::form::Problems;
use app::venues::{self, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::group::Group;
use domain::id::VenueId;
use domain::text::Slug;
use domain::venue::Venue;

use crate::frame::Frame;
use crate::pages::event::sample;
use crate::pages::event_form::Options;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};

/// A group's venues.
#[derive(Template)]
#[template(path = "venues/list.html")]
pub struct VenuesPage {
    frame: Frame,
    group: Group,
    venues: Vec<Venue>,
}

/// Adding or changing a venue.
#[derive(Template)]
#[template(path = "venues/form.html")]
pub struct VenuePage {
    frame: Frame,
    errors: Errors,
    group: Group,
    form: Form,
    to: Url,
    noises: Options,
}

impl VenuesPage {
    /// None, and several with a very long name.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let shown = sample(frame);
        let mut venues: Vec<_> = shown.venue.into_iter().collect();
        venues.extend(venues.clone());
        venues[1].facts.name = "Taverne de l’Ancien-Marché-Bonsecours-et-des-Éclusiers ".repeat(2);
        [Vec::new(), venues]
            .map(|venues| Self {
                frame: frame.clone(),
                group: shown.seen.group.clone(),
                venues,
            })
            .into()
    }
}

impl VenuePage {
    fn new(
        frame: Frame,
        group: Group,
        form: Form,
        id: Option<VenueId>,
        problems: Problems,
    ) -> Self {
        let w = frame.w;
        let pair = |value: &str, key: &'static str| (value.to_owned(), w.t(key).to_owned());
        let noises = vec![
            pair("", "venue-noise-unknown"),
            pair("quiet", "venue-noise-quiet"),
            pair("lively", "venue-noise-lively"),
            pair("loud", "venue-noise-loud"),
        ];
        let slug = &group.slug;
        let to = id.map_or_else(|| urls::venue_new(slug), |id| urls::venue_edit(slug, &id));
        Self {
            errors: Errors::of(problems, w),
            frame,
            form,
            to,
            noises,
            group,
        }
    }

    /// Empty, filled in, and with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let shown = sample(frame);
        let venue = shown.venue.map(|venue| Form::of(&venue.facts));
        let group = shown.seen.group;
        let page = |form, problems| Self::new(frame.clone(), group.clone(), form, None, problems);
        let problems = vec![
            ("name", app::Say::new("problem-missing")),
            ("price", app::Say::new("venue-problem-price")),
        ];
        vec![
            page(Form::default(), Vec::new()),
            page(venue.unwrap_or_default(), Vec::new()),
            page(Form::default(), problems),
        ]
    }
}

/// `GET /groups/{slug}/venues`
pub async fn list(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| venues::list(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let (group, venues) = seen.value;
    visit.page(&VenuesPage {
        frame,
        group,
        venues,
    })
}

/// `GET /groups/{slug}/venues/new`
pub async fn new_form(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| venues::list(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = VenuePage::new(frame, seen.value.0, Form::default(), None, Vec::new());
    visit.page(&page)
}

/// `POST /groups/{slug}/venues/new`
pub async fn add(
    visit: Visit,
    Path(slug): Path<Slug>,
    axum::Form(form): axum::Form<Form>,
) -> Answer {
    let (to, typed) = (slug.clone(), form.clone());
    let problems = match visit.write(move |cx| venues::add(cx, &to, &typed)).await {
        Ok(_) => return visit.go_saying(&urls::venues(&slug), "venue-saved"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit.read(move |cx| venues::list(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = VenuePage::new(frame, seen.value.0, form, None, problems);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /groups/{slug}/venues/{id}/edit`
pub async fn edit_form(visit: Visit, Path((slug, id)): Path<(Slug, VenueId)>) -> Answer {
    let seen = visit.read(move |cx| venues::find(cx, &slug, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let (group, venue) = seen.value;
    let page = VenuePage::new(frame, group, Form::of(&venue.facts), Some(id), Vec::new());
    visit.page(&page)
}

/// `POST /groups/{slug}/venues/{id}/edit`
pub async fn edit(
    visit: Visit,
    Path((slug, id)): Path<(Slug, VenueId)>,
    axum::Form(form): axum::Form<Form>,
) -> Answer {
    let (to, typed) = (slug.clone(), form.clone());
    let problems = match visit
        .write(move |cx| venues::edit(cx, &to, id, &typed))
        .await
    {
        Ok(_) => return visit.go_saying(&urls::venues(&slug), "venue-saved"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit.read(move |cx| venues::find(cx, &slug, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = VenuePage::new(frame, seen.value.0, form, Some(id), problems);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
