//! A group's series of events, for those who run it.

use app::form::Problems;
use app::series::{self, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::event::{Event, Series, Status};
use domain::group::Group;
use domain::id::{EventId, SeriesId};
use domain::recurrence::{Rule, Shape};
use domain::text::Slug;
use domain::venue::Venue;
use jiff::civil::Weekday;

use crate::frame::Frame;
use crate::pages::event::sample;
use crate::pages::event_form::{Choices, Options};
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// A group's series.
#[derive(Template)]
#[template(path = "series/list.html")]
pub struct SeriesListPage {
    frame: Frame,
    group: Group,
    lines: Vec<SeriesLine>,
}

struct SeriesLine {
    id: SeriesId,
    title: String,
    rule: String,
    stopped: bool,
}

/// Beginning or changing a series.
#[derive(Template)]
#[template(path = "series/form.html")]
pub struct SeriesPage {
    frame: Frame,
    errors: Errors,
    group: Group,
    form: app::events::Form,
    repeat: Form,
    id: Option<SeriesId>,
    to: Url,
    venues: Options,
    kinds: Options,
    audiences: Options,
    frequencies: Options,
    weekdays: Options,
    every: Options,
    weeks: Options,
    dates: Vec<DateLine>,
    stopped: bool,
}

struct DateLine {
    id: EventId,
    day: String,
    off: bool,
}

/// A rule in words: « Tous les jeudis », « Le deuxième mardi du mois ».
pub(crate) fn described(rule: &str, w: &Words) -> String {
    let Ok(rule) = Rule::parse(rule) else {
        return rule.to_owned();
    };
    match rule.shape() {
        Shape::Weekly { interval, weekdays } if weekdays.len() == 1 => {
            let day = w.t(day_key(weekdays[0]));
            let every = interval.to_string();
            if interval == 1 {
                w.with("series-weekly-said", &[("day", day)])
            } else {
                w.with("series-weeks-said", &[("day", day), ("every", &every)])
            }
        }
        Shape::MonthlyByWeekday {
            interval: 1,
            nth,
            weekday,
        } => {
            let (nth, day) = (w.t(week_key(nth)), w.t(day_key(weekday)));
            w.with("series-monthly-said", &[("nth", nth), ("day", day)])
        }
        _ => rule.to_string(),
    }
}

fn day_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "weekday-1",
        Weekday::Tuesday => "weekday-2",
        Weekday::Wednesday => "weekday-3",
        Weekday::Thursday => "weekday-4",
        Weekday::Friday => "weekday-5",
        Weekday::Saturday => "weekday-6",
        Weekday::Sunday => "weekday-7",
    }
}

fn week_key(nth: i8) -> &'static str {
    match nth {
        1 => "series-week-1",
        2 => "series-week-2",
        3 => "series-week-3",
        4 => "series-week-4",
        5 => "series-week-5",
        _ => "series-week-last",
    }
}

fn options(w: &Words, pairs: &[(&str, &'static str)]) -> Options {
    let pair = |(value, key): &(&str, &'static str)| ((*value).to_owned(), w.t(key).to_owned());
    pairs.iter().map(pair).collect()
}

impl SeriesListPage {
    fn new(frame: Frame, group: Group, series: Vec<Series>) -> Self {
        let line = |series: Series| SeriesLine {
            id: series.id,
            rule: described(&series.rule, frame.w),
            title: series.words.title,
            stopped: series.ended_at.is_some(),
        };
        Self {
            lines: series.into_iter().map(line).collect(),
            frame,
            group,
        }
    }

    /// None, and several.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let series = |rule: &str, ended_at| Series {
            id: uuid::Uuid::from_u128(9).into(),
            group_id: sample(frame).seen.group.id,
            rule: rule.into(),
            starts: "2026-02-05T12:00".into(),
            minutes: 90,
            words: sample(frame).seen.event.words,
            ended_at,
        };
        let several = vec![
            series("FREQ=WEEKLY;BYDAY=TH", None),
            series("FREQ=MONTHLY;BYDAY=2TU", Some(frame.now)),
            series("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", None),
        ];
        [Vec::new(), several]
            .map(|series| Self::new(frame.clone(), sample(frame).seen.group, series))
            .into()
    }
}

impl SeriesPage {
    fn new(frame: Frame, group: Group, venues: &[Venue], repeat: Form, problems: Problems) -> Self {
        let w = frame.w;
        let choices = Choices::new(venues, w);
        let days = [1, 2, 3, 4, 5, 6, 7].map(|n: i8| {
            let day = Weekday::from_monday_one_offset(n).unwrap_or(Weekday::Monday);
            (n.to_string(), w.t(day_key(day)).to_owned())
        });
        let weeks = ["1", "2", "3", "4", "-1"].map(|n| {
            let key = week_key(n.parse().unwrap_or(1));
            (n.to_owned(), w.t(key).to_owned())
        });
        let every = [1, 2, 3, 4].map(|n: i64| (n.to_string(), w.count("series-every-weeks", n)));
        Self {
            errors: Errors::of(problems, w),
            to: urls::series_new(&group.slug),
            group,
            form: repeat.event.clone(),
            repeat,
            id: None,
            venues: choices.venues,
            kinds: choices.kinds,
            audiences: choices.audiences,
            frequencies: options(
                w,
                &[
                    ("weekly", "series-weekly"),
                    ("monthly", "series-monthly"),
                    ("rule", "series-by-rule"),
                ],
            ),
            weekdays: days.into(),
            every: every.into(),
            weeks: weeks.into(),
            dates: Vec::new(),
            stopped: false,
            frame,
        }
    }

    fn known(mut self, series: &Series, events: &[Event]) -> Self {
        self.to = urls::series_edit(&series.id);
        self.id = Some(series.id);
        self.stopped = series.ended_at.is_some();
        let w = self.frame.w;
        let line = |event: &Event| DateLine {
            id: event.id,
            day: format!(
                "{}, {}",
                w.date(&event.words.starts_at, &event.words.zone),
                w.time(&event.words.starts_at, &event.words.zone)
            ),
            off: event.status != Status::Published,
        };
        self.dates = events.iter().map(line).collect();
        self
    }

    /// Empty, and with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let group = sample(frame).seen.group;
        let page = |form, problems| Self::new(frame.clone(), group.clone(), &[], form, problems);
        let problem = app::Say::new("series-problem-rule").text("why", "FREQ is missing");
        vec![
            page(Form::fresh(&group), Vec::new()),
            page(Form::default(), vec![("rule", problem)]),
        ]
    }
}

/// `GET /groups/{slug}/series`
pub async fn list(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit.read(move |cx| series::list(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&SeriesListPage::new(frame, seen.value.0, seen.value.1))
}

/// `GET /groups/{slug}/series/new`
pub async fn new_form(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    let seen = visit
        .read(move |cx| app::events::planner(cx, &slug))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (group, venues) = seen.value;
    let form = Form::fresh(&group);
    visit.page(&SeriesPage::new(frame, group, &venues, form, Vec::new()))
}

/// `POST /groups/{slug}/series/new`
pub async fn begin(
    visit: Visit,
    Path(slug): Path<Slug>,
    axum::Form(form): axum::Form<Form>,
) -> Answer {
    let (to, typed) = (slug.clone(), form.clone());
    let problems = match visit.write(move |cx| series::begin(cx, &to, &typed)).await {
        Ok(_) => return visit.go_saying(&urls::series_list(&slug), "series-saved"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit
        .read(move |cx| app::events::planner(cx, &slug))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (group, venues) = seen.value;
    let page = SeriesPage::new(frame, group, &venues, form, problems);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /series/{id}/edit`
pub async fn edit_form(visit: Visit, Path(id): Path<SeriesId>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let known = series::find(cx, id)?;
            let form = Form::of(&known.series)?;
            Ok((known, form))
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (known, form) = seen.value;
    let page = SeriesPage::new(frame, known.group, &known.venues, form, Vec::new());
    visit.page(&page.known(&known.series, &known.events))
}

/// `POST /series/{id}/edit`
pub async fn edit(
    visit: Visit,
    Path(id): Path<SeriesId>,
    axum::Form(form): axum::Form<Form>,
) -> Answer {
    let typed = form.clone();
    let problems = match visit.write(move |cx| series::edit(cx, id, &typed)).await {
        Ok(_) => return visit.go_saying(&urls::series_edit(&id), "series-saved"),
        Err(failure) => failure.problems()?,
    };
    let seen = visit.read(move |cx| series::find(cx, id)).await?;
    let (frame, known) = (visit.frame(seen.me.as_ref()), seen.value);
    let page = SeriesPage::new(frame, known.group, &known.venues, form, problems);
    let page = page.known(&known.series, &known.events);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /series/{id}/end`
pub async fn stop(visit: Visit, Path(id): Path<SeriesId>) -> Answer {
    visit.write(move |cx| series::stop(cx, id)).await?;
    visit.go_saying(&urls::series_edit(&id), "series-stopped")
}
