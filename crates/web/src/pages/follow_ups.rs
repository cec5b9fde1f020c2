//! Follow-ups: what I promised and what was promised to me, one promise with what can be done about
//! it, and the form that writes one down.

use app::follow_ups::{self, Begun, InviteTyped, Invited, MoveTyped, Promised, Shown, Typed};
use app::form::Problems;
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::follow_up::{Due, FollowUp, Kind, LinkCheck, LinkOutcome, Side, State};
use domain::id::{ContactId, FollowUpId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::pages::notebook::HOME;
use crate::urls::{self, Url};
use crate::visit::{Answer, Failure, Visit};
use crate::words::Words;

mod samples;

pub(crate) use samples::sample_promises;

/// The title of a kind, and the words of the button that begins one.
fn kind_keys(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Guest => ("follow-up-guest", "follow-up-guest-new", "glass"),
        Kind::OneToOne => ("follow-up-one-to-one", "follow-up-one-to-one-new", "people"),
        Kind::Visit => ("follow-up-visit", "follow-up-visit-new", "place"),
        Kind::LinkExchange => ("follow-up-links", "follow-up-links-new", "link"),
        Kind::Referral => ("follow-up-referral", "follow-up-referral-new", "share"),
        Kind::Promise => ("follow-up-promise", "follow-up-promise-new", "star"),
    }
}

/// The title of a kind of promise.
pub fn kind_title(kind: Kind) -> &'static str {
    kind_keys(kind).0
}

/// Where each kind of promise to a contact is written down, with the button's words.
pub fn kinds_for(contact: &ContactId) -> Vec<(Url, &'static str)> {
    let all = Kind::ALL.into_iter();
    all.map(|kind| {
        let url = urls::follow_up_new_of(contact, kind.word());
        (url, kind_keys(kind).1)
    })
    .collect()
}

/// A state's class, icon and word.
fn badge(state: State) -> (&'static str, &'static str, &'static str) {
    match state {
        State::Open => ("guest", "clock", "follow-up-open"),
        State::Kept => ("going", "check", "follow-up-kept"),
        State::Broken => ("cancelled", "cross", "follow-up-broken"),
        State::Dropped => ("draft", "out", "follow-up-dropped"),
    }
}

/// A promise as a line of a list.
#[derive(Clone, Debug)]
pub struct PromiseLine {
    pub(crate) url: Url,
    pub(crate) icon: &'static str,
    pub(crate) title: &'static str,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) due: Option<(&'static str, String)>,
    pub(crate) badge: Option<(&'static str, &'static str, &'static str)>,
    pub(crate) links: Vec<String>,
}

impl PromiseLine {
    /// The line of a promise.
    pub fn new(w: &Words, p: &Promised, now: Timestamp) -> Self {
        let f = &p.follow_up;
        let (title, _, icon) = kind_keys(f.kind);
        let who = match f.side {
            Side::Mine => "follow-up-to",
            Side::Theirs => "follow-up-by",
        };
        Self {
            url: urls::follow_up(&f.id),
            icon,
            title,
            who: w.with(who, &[("name", &p.contact.name)]),
            what: what(w, p),
            due: (f.state == State::Open).then(|| due(w, f, now)).flatten(),
            badge: (f.state != State::Open).then(|| badge(f.state)),
            links: p.checks.iter().map(|check| link(w, f, check)).collect(),
        }
    }
}

/// What a promise is about, in one line.
fn what(w: &Words, p: &Promised) -> String {
    let d = &p.follow_up.details;
    let own = match p.follow_up.kind {
        Kind::Guest => match &p.guest_event {
            Some(event) => {
                let date = w.date(&event.starts_at, &event.zone);
                w.with(
                    "follow-up-guest-to",
                    &[("title", &event.title), ("date", &date)],
                )
            }
            None => String::new(),
        },
        Kind::OneToOne => match d.agreed {
            Some(at) => moment(w, at, &d.zone),
            None if d.times.is_empty() => String::new(),
            None => w.count("follow-up-times", d.times.len()),
        },
        Kind::Visit => d.place.clone(),
        Kind::LinkExchange => [&d.my_url, &d.their_url].map(|url| host(url)).join(" ↔ "),
        Kind::Referral if !d.who.is_empty() || !d.to.is_empty() => {
            [d.who.as_str(), &d.to].join(" → ")
        }
        Kind::Referral | Kind::Promise => String::new(),
    };
    let parts = [own, d.words.clone()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn host(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    bare.split('/').next().unwrap_or(bare)
}

fn moment(w: &Words, at: Timestamp, zone: &str) -> String {
    let (date, time) = (w.date(&at, zone), w.time(&at, zone));
    w.with("follow-up-moment", &[("date", &date), ("time", &time)])
}

/// When an open promise is due, with the class that shows how near that is.
fn due(w: &Words, f: &FollowUp, now: Timestamp) -> Option<(&'static str, String)> {
    let on = f.due_on?;
    let zone = TimeZone::get(HOME).unwrap_or(TimeZone::UTC);
    let noon = on.to_zoned(TimeZone::UTC).ok()?.timestamp();
    let date = w.short_date(&noon, "UTC");
    let said = |key| w.with(key, &[("date", &date)]);
    Some(match f.due(now.to_zoned(zone).date()) {
        Due::Overdue => ("late", said("follow-up-overdue")),
        Due::Today => ("today", w.t("follow-up-today").to_owned()),
        _ => ("", said("follow-up-due-on")),
    })
}

/// What the last look at a page said.
fn link(w: &Words, f: &FollowUp, check: &LinkCheck) -> String {
    let d = &f.details;
    let url = match check.side {
        Side::Mine => &d.my_url,
        Side::Theirs => &d.their_url,
    };
    let key = match (check.outcome, f.state) {
        (LinkOutcome::Kept, _) => "link-kept",
        (LinkOutcome::Broken, State::Open) => "link-awaited",
        (LinkOutcome::Broken, _) => "link-broken",
        (LinkOutcome::Unreachable, _) => "link-unreachable",
    };
    let date = w.short_date(&check.at, HOME);
    w.with(key, &[("page", host(url)), ("date", &date)])
}

/// What I promised, what was promised to me, what became of the rest.
#[derive(Template)]
#[template(path = "follow_ups/list.html")]
pub struct FollowUpsPage {
    frame: Frame,
    sections: [(&'static str, Vec<PromiseLine>); 3],
}

/// How many closed promises the page shows.
const CLOSED: usize = 100;

impl FollowUpsPage {
    fn new(frame: Frame, all: &[Promised]) -> Self {
        let (w, now) = (frame.w, frame.now);
        let lines = |open: bool, side: Option<Side>, most: usize| -> Vec<PromiseLine> {
            let wanted = all.iter().filter(|p| {
                (p.follow_up.state == State::Open) == open
                    && side.is_none_or(|side| p.follow_up.side == side)
            });
            let wanted = wanted.take(most);
            wanted.map(|p| PromiseLine::new(w, p, now)).collect()
        };
        Self {
            sections: [
                ("follow-ups-mine", lines(true, Some(Side::Mine), usize::MAX)),
                (
                    "follow-ups-theirs",
                    lines(true, Some(Side::Theirs), usize::MAX),
                ),
                ("follow-ups-closed", lines(false, None, CLOSED)),
            ],
            frame,
        }
    }

    fn is_empty(&self) -> bool {
        self.sections.iter().all(|(_, lines)| lines.is_empty())
    }
}

/// One promise, with what can be done about it.
#[derive(Template)]
#[template(path = "follow_ups/show.html")]
pub struct FollowUpPage {
    frame: Frame,
    errors: Errors,
    shown: Shown,
    line: PromiseLine,
    changes: Vec<(String, &'static str, String)>,
    checks: Vec<String>,
    times: Vec<(String, String)>,
    agreed: Option<String>,
    map: Option<String>,
    link: Option<String>,
    invite: InviteTyped,
    moved: MoveTyped,
}

impl FollowUpPage {
    fn new(frame: Frame, shown: Shown, problems: Problems) -> Self {
        let w = frame.w;
        let f = &shown.promised.follow_up;
        let d = &f.details;
        let changes = shown.changes.iter().map(|change| {
            let at = w.short_date(&change.at, HOME);
            (at, badge(change.state).2, change.note.clone())
        });
        let times = d
            .times
            .iter()
            .map(|at| (at.to_string(), moment(w, *at, &d.zone)));
        let value = d
            .value_cents
            .map(|cents| format!("{}.{:02}", cents / 100, cents % 100));
        Self {
            line: PromiseLine::new(w, &shown.promised, frame.now),
            changes: changes.collect(),
            checks: shown
                .checks
                .iter()
                .take(24)
                .map(|c| link(w, f, c))
                .collect(),
            times: times.collect(),
            agreed: d.agreed.map(|at| moment(w, at, &d.zone)),
            map: (!d.place.is_empty()).then(|| urls::map(&d.place)),
            link: None,
            invite: InviteTyped::default(),
            moved: MoveTyped {
                outcome: d.outcome.clone(),
                value: value.unwrap_or_default(),
                ..MoveTyped::default()
            },
            errors: Errors::of(problems, w),
            frame,
            shown,
        }
    }

    fn follow_up(&self) -> &FollowUp {
        &self.shown.promised.follow_up
    }

    fn is_open(&self) -> bool {
        self.follow_up().state == State::Open
    }

    fn is(&self, kind: &str) -> bool {
        self.follow_up().kind.word() == kind
    }

    /// Whether the guest can be invited from here, and was not.
    fn may_invite(&self) -> bool {
        let f = self.follow_up();
        self.is_open() && f.guest_event_id.is_some() && f.invitation_id.is_none()
    }

    /// Where a promise may go from here: the value sent and the button's words.
    fn moves(&self) -> Vec<(&'static str, &'static str)> {
        let all = [
            (State::Kept, "follow-up-keep"),
            (State::Broken, "follow-up-break"),
            (State::Dropped, "follow-up-drop"),
        ];
        match self.is_open() {
            true => all.map(|(state, key)| (state.word(), key)).into(),
            false => vec![("open", "follow-up-reopen")],
        }
    }
}

/// The form that writes a promise down.
#[derive(Template)]
#[template(path = "follow_ups/form.html")]
pub struct FollowUpFormPage {
    frame: Frame,
    errors: Errors,
    kind: Kind,
    title: &'static str,
    name: String,
    back: Url,
    action: Url,
    is_new: bool,
    sides: Vec<(String, String)>,
    events: Vec<(String, String)>,
    typed: Typed,
}

impl FollowUpFormPage {
    fn new(
        frame: Frame,
        begun: Begun,
        kind: Kind,
        id: Option<FollowUpId>,
        problems: Problems,
    ) -> Self {
        let w = frame.w;
        let contact = begun.contact;
        let side = |value: &str, key| {
            let words = w.with(key, &[("name", contact.name.as_str())]);
            (value.to_owned(), words)
        };
        let sides = vec![
            side("mine", "follow-up-side-mine"),
            side("theirs", "follow-up-side-theirs"),
        ];
        let events = begun.guest_events.iter().map(|event| {
            let date = w.date(&event.words.starts_at, &event.words.zone);
            let title = &event.words.title;
            let words = w.with("notebook-met", &[("title", title), ("date", &date)]);
            (event.id.to_string(), words)
        });
        let mut typed = begun.typed;
        if typed.side.is_empty() {
            typed.side = "mine".into();
        }
        Self {
            errors: Errors::of(problems, w),
            kind,
            title: kind_keys(kind).0,
            back: match &id {
                Some(id) => urls::follow_up(id),
                None => urls::contact(&contact.id),
            },
            action: match &id {
                Some(id) => urls::follow_up_edit(id),
                None => urls::follow_up_new_of(&contact.id, kind.word()),
            },
            is_new: id.is_none(),
            name: contact.name,
            sides,
            events: events.collect(),
            typed,
            frame,
        }
    }
}

impl FollowUpFormPage {
    fn is(&self, kind: &str) -> bool {
        self.kind.word() == kind
    }
}

/// `GET /follow-ups`
pub async fn list(visit: Visit) -> Answer {
    let seen = visit
        .read(|cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::mine(cx, keeper)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&FollowUpsPage::new(frame, &seen.value))
}

/// `GET /follow-ups/{id}`
pub async fn show(visit: Visit, Path(id): Path<FollowUpId>) -> Answer {
    let page = page(&visit, id, Vec::new()).await?;
    visit.page(&page)
}

async fn page(visit: &Visit, id: FollowUpId, problems: Problems) -> Result<FollowUpPage, Failure> {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::show(cx, keeper, id)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    Ok(FollowUpPage::new(frame, seen.value, problems))
}

/// Which kind of promise a form is for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    kind: String,
}

impl Which {
    fn kind(&self) -> Kind {
        let all = Kind::ALL.into_iter();
        all.into_iter()
            .find(|kind| kind.word() == self.kind)
            .unwrap_or(Kind::Promise)
    }
}

async fn form(
    visit: &Visit,
    contact: ContactId,
    kind: Kind,
    failed: Option<(Problems, Typed)>,
) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::begin(cx, keeper, contact, kind)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let mut begun = seen.value;
    let Some((problems, typed)) = failed else {
        return visit.page(&FollowUpFormPage::new(frame, begun, kind, None, Vec::new()));
    };
    begun.typed = typed;
    let page = FollowUpFormPage::new(frame, begun, kind, None, problems);
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /notebook/{contact}/follow-ups/new`
pub async fn new_form(
    visit: Visit,
    Path(contact): Path<ContactId>,
    Query(which): Query<Which>,
) -> Answer {
    form(&visit, contact, which.kind(), None).await
}

/// `POST /notebook/{contact}/follow-ups/new`
pub async fn promise(
    visit: Visit,
    Path(contact): Path<ContactId>,
    Query(which): Query<Which>,
    Form(typed): Form<Typed>,
) -> Answer {
    let (kind, sent) = (which.kind(), typed.clone());
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::promise(cx, keeper, contact, None, kind, &sent)
        })
        .await;
    match done {
        Ok(seen) => visit.go_saying(&urls::follow_up(&seen.value.id), "promised"),
        Err(failure) => form(&visit, contact, kind, Some((failure.problems()?, typed))).await,
    }
}

async fn edit_page(visit: &Visit, id: FollowUpId, failed: Option<(Problems, Typed)>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::reopen(cx, keeper, id)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (follow_up, mut begun) = seen.value;
    let status = match &failed {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let problems = match failed {
        Some((problems, typed)) => {
            begun.typed = typed;
            problems
        }
        None => Vec::new(),
    };
    let page = FollowUpFormPage::new(frame, begun, follow_up.kind, Some(id), problems);
    visit.page_with(status, &page)
}

/// `GET /follow-ups/{id}/edit`
pub async fn edit_form(visit: Visit, Path(id): Path<FollowUpId>) -> Answer {
    edit_page(&visit, id, None).await
}

/// `POST /follow-ups/{id}/edit`
pub async fn edit(visit: Visit, Path(id): Path<FollowUpId>, Form(typed): Form<Typed>) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::rewrite(cx, keeper, id, &sent)
        })
        .await;
    match done {
        Ok(_) => visit.go_saying(&urls::follow_up(&id), "promise-saved"),
        Err(failure) => edit_page(&visit, id, Some((failure.problems()?, typed))).await,
    }
}

/// `POST /follow-ups/{id}/state`
pub async fn change(
    visit: Visit,
    Path(id): Path<FollowUpId>,
    Form(typed): Form<MoveTyped>,
) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::change(cx, keeper, id, &sent)
        })
        .await;
    let Err(failure) = done else {
        return visit.go_saying(&urls::follow_up(&id), "promise-saved");
    };
    let mut page = page(&visit, id, failure.problems()?).await?;
    page.moved = typed;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /follow-ups/{id}/invitation`
pub async fn invite(
    visit: Visit,
    Path(id): Path<FollowUpId>,
    Form(typed): Form<InviteTyped>,
) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::invite(cx, keeper, id, &sent)
        })
        .await;
    match done {
        Ok(seen) => match seen.value {
            Invited::ByMail => visit.go_saying(&urls::follow_up(&id), "guest-invited"),
            Invited::Already => visit.go_saying(&urls::follow_up(&id), "guest-already"),
            Invited::Link(token) => {
                let mut page = page(&visit, id, Vec::new()).await?;
                page.link = Some(page.frame.absolute(&urls::guest(&token)));
                visit.page(&page)
            }
        },
        Err(failure) => {
            let mut page = page(&visit, id, failure.problems()?).await?;
            page.invite = typed;
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn after<T>(visit: Visit, id: FollowUpId, done: Result<T, Failure>, said: &str) -> Answer {
    let Err(failure) = done else {
        return visit.go_saying(&urls::follow_up(&id), said);
    };
    let page = page(&visit, id, failure.problems()?).await?;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /follow-ups/{id}/proposal`
pub async fn propose(visit: Visit, Path(id): Path<FollowUpId>) -> Answer {
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::propose(cx, keeper, id)
        })
        .await;
    after(visit, id, done, "times-proposed").await
}

/// Which of the times.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Agreed {
    at: String,
}

/// `POST /follow-ups/{id}/agreement`
pub async fn agree(
    visit: Visit,
    Path(id): Path<FollowUpId>,
    Form(Agreed { at }): Form<Agreed>,
) -> Answer {
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            follow_ups::agree(cx, keeper, id, &at)
        })
        .await;
    after(visit, id, done, "time-agreed").await
}
