//! Inviting: one person by mail, many at once, or by a link to pass on; and what became of it.

use app::form::Problems;
use app::invitations::many::{self, Fate, Row};
use app::invitations::{self, Mine, Typed};
use app::mail::EventBrief;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::answer::{Place, Response};
use domain::id::{EventId, InvitationId};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::answers::{sample_brief, when};
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Seen, Visit};
use crate::words::Words;

/// Somebody's invitations to an event, and the ways to invite.
#[derive(Template)]
#[template(path = "invitations/show.html")]
pub struct InvitationsPage {
    frame: Frame,
    errors: Errors,
    brief: EventBrief,
    when: String,
    event_id: EventId,
    open: bool,
    typed: Typed,
    addresses: String,
    link: Option<String>,
    lines: Vec<Line>,
}

/// One invitation as its inviter follows it.
struct Line {
    id: InvitationId,
    who: String,
    email: String,
    look: &'static str,
    icon: &'static str,
    state: String,
    revoked: bool,
}

/// Inviting from a personal link: the same two ways, without the list.
#[derive(Template)]
#[template(path = "invitations/forward.html")]
pub struct ForwardPage {
    frame: Frame,
    errors: Errors,
    brief: EventBrief,
    when: String,
    typed: Typed,
    token: String,
    link: Option<String>,
}

/// A list of addresses, looked at before it is sent.
#[derive(Template)]
#[template(path = "invitations/preview.html")]
pub struct InvitationsPreviewPage {
    frame: Frame,
    event_id: EventId,
    rows: Vec<Row>,
    good: usize,
    many: Many,
}

fn typed_in(frame: &Frame) -> Typed {
    Typed {
        lang: frame.w.lang.code().into(),
        ..Typed::default()
    }
}

impl InvitationsPage {
    /// None yet, and several of every state with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let line = |n: u128, who: &str, answer| {
            line(
                frame.w,
                invitations::Line {
                    id: uuid::Uuid::from_u128(n).into(),
                    person: None,
                    token: None,
                    created_at: frame.now,
                    revoked: n == 4,
                    answer,
                    passed_to: 2,
                },
                who,
            )
        };
        let long = "Marie-Philomène-Antoinette de Repentigny-Vandenbroucke-Charlebois";
        let page = |lines, link: Option<&str>, errors| Self {
            frame: frame.clone(),
            errors,
            brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
            when: "12".into(),
            event_id: uuid::Uuid::from_u128(1).into(),
            open: true,
            typed: typed_in(frame),
            addresses: String::new(),
            link: link.map(Into::into),
            lines,
        };
        let problem = vec![("email", app::Say::new("problem-email"))];
        vec![
            page(Vec::new(), None, Errors::default()),
            page(
                vec![
                    line(1, long, Some((Response::Yes, Place::Going))),
                    line(2, "Théo", Some((Response::Yes, Place::Waiting))),
                    line(3, "Odile", None),
                    line(4, "Ines", Some((Response::No, Place::None))),
                ],
                Some("http://house.example/i/abc"),
                Errors::of(problem, frame.w),
            ),
        ]
    }

    fn new(frame: Frame, mine: Mine, link: Option<String>) -> Self {
        let w = frame.w;
        let told = mine.lines.iter().find_map(|line| line.token.clone());
        let link = link
            .or(told)
            .map(|token| frame.absolute(&urls::guest(&token)));
        let lines = mine.lines.into_iter().map(|l| {
            let name = l.person.as_ref().map(|p| p.name.full());
            let who = name.unwrap_or_else(|| w.t("invitation-is-link").to_owned());
            line(w, l, &who)
        });
        Self {
            lines: lines.collect(),
            when: when(w, &mine.brief),
            brief: mine.brief,
            event_id: mine.event_id,
            open: mine.open,
            typed: typed_in(&frame),
            addresses: String::new(),
            errors: Errors::default(),
            link,
            frame,
        }
    }
}

fn line(w: &Words, line: invitations::Line, who: &str) -> Line {
    let (look, icon, key) = match (line.revoked, line.answer) {
        (true, _) => ("cancelled", "cross", "invitation-revoked"),
        (false, Some((_, Place::Going))) => ("going", "check", "invitation-going"),
        (false, Some((_, Place::Waiting))) => ("waiting", "clock", "invitation-waiting"),
        (false, Some((Response::Maybe, _))) => ("maybe", "maybe", "invitation-maybe"),
        (false, Some(_)) => ("no", "cross", "invitation-no"),
        (false, None) => ("sent", "mail", "invitation-silent"),
    };
    let email = line.person.as_ref().and_then(|p| p.email.as_ref());
    let state = match (line.revoked, &line.person) {
        (false, None) => w.count("invitation-passed", line.passed_to),
        _ => w.t(key).to_owned(),
    };
    Line {
        id: line.id,
        who: who.to_owned(),
        email: email.map(ToString::to_string).unwrap_or_default(),
        look,
        icon,
        state,
        revoked: line.revoked,
    }
}

impl ForwardPage {
    /// Empty, and with a link.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = || Self::new(frame.clone(), sample_brief(frame, "5 à 7"), "abc");
        vec![page(), page().with_link("def")]
    }

    pub(super) fn new(frame: Frame, brief: EventBrief, token: &str) -> Self {
        Self {
            when: when(frame.w, &brief),
            typed: typed_in(&frame),
            errors: Errors::default(),
            brief,
            token: token.to_owned(),
            link: None,
            frame,
        }
    }

    pub(super) fn with_link(mut self, token: &str) -> Self {
        self.link = Some(self.frame.absolute(&urls::guest(token)));
        self
    }

    pub(super) fn mended(mut self, typed: Typed, problems: Problems) -> Self {
        self.errors = Errors::of(problems, self.frame.w);
        self.typed = typed;
        self
    }
}

impl InvitationsPreviewPage {
    /// One of each fate.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let fates = [
            Fate::Good,
            Fate::Repeated,
            Fate::Bad,
            Fate::Invited,
            Fate::Stopped,
            Fate::NoBasis,
        ];
        let rows = (1..).zip(fates).map(|(line, fate)| Row {
            line,
            name: "Marie-Philomène-Antoinette de Repentigny".into(),
            email: "marie-philomene-antoinette.de-repentigny@exemple.ca".into(),
            fate,
        });
        vec![Self {
            frame: frame.clone(),
            event_id: uuid::Uuid::from_u128(1).into(),
            rows: rows.collect(),
            good: 1,
            many: Many::default(),
        }]
    }

    fn fate(&self, fate: &Fate) -> &str {
        self.frame.w.t(match fate {
            Fate::Good => "invitation-fate-good",
            Fate::Repeated => "invitation-fate-repeated",
            Fate::Bad => "invitation-fate-bad",
            Fate::Invited => "invitation-fate-invited",
            Fate::Stopped => "invitation-fate-stopped",
            Fate::NoBasis => "invitation-fate-no-basis",
        })
    }
}

/// `GET /events/{id}/invitations`
pub async fn show(visit: Visit, Path(id): Path<EventId>) -> Answer {
    let seen = visit.read(move |cx| invitations::mine(cx, id)).await?;
    visit.page(&page(&visit, seen, None))
}

fn page(visit: &Visit, seen: Seen<Mine>, link: Option<String>) -> InvitationsPage {
    InvitationsPage::new(visit.frame(seen.me.as_ref()), seen.value, link)
}

/// `POST /events/{id}/invitations`
pub async fn invite(visit: Visit, Path(id): Path<EventId>, Form(typed): Form<Typed>) -> Answer {
    let sent = typed.clone();
    let sent = visit
        .write(move |cx| invitations::invite(cx, id, &sent))
        .await;
    let Err(failure) = sent else {
        return visit.go_saying(&urls::invitations(&id), "invitation-sent");
    };
    let problems = failure.problems()?;
    let seen = visit.read(move |cx| invitations::mine(cx, id)).await?;
    let mut page = page(&visit, seen, None);
    page.errors = Errors::of(problems, page.frame.w);
    page.typed = typed;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /events/{id}/invitations/links`
pub async fn link(visit: Visit, Path(id): Path<EventId>) -> Answer {
    visit.write(move |cx| invitations::link(cx, id)).await?;
    visit.go(&urls::invitations(&id))
}

/// A list of addresses as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Many {
    addresses: String,
    lang: String,
    word: String,
}

/// `POST /events/{id}/invitations/preview`
pub async fn preview(visit: Visit, Path(id): Path<EventId>, Form(many): Form<Many>) -> Answer {
    let text = many.addresses.clone();
    match visit.read(move |cx| many::preview(cx, id, &text)).await {
        Ok(seen) => {
            let good = seen.value.iter().filter(|row| row.fate == Fate::Good);
            visit.page(&InvitationsPreviewPage {
                frame: visit.frame(seen.me.as_ref()),
                event_id: id,
                good: good.count(),
                rows: seen.value,
                many,
            })
        }
        Err(failure) => unsent(&visit, id, many, failure.problems()?).await,
    }
}

async fn unsent(visit: &Visit, id: EventId, many: Many, problems: Problems) -> Answer {
    let seen = visit.read(move |cx| invitations::mine(cx, id)).await?;
    let mut page = page(visit, seen, None);
    page.errors = Errors::of(problems, page.frame.w);
    page.addresses = many.addresses;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST /events/{id}/invitations/many`
pub async fn many(visit: Visit, Path(id): Path<EventId>, Form(many): Form<Many>) -> Answer {
    let sent = many.clone();
    let sent = visit
        .write(move |cx| many::send(cx, id, &sent.addresses, (&sent.lang, &sent.word)))
        .await;
    match sent {
        Ok(_) => visit.go_saying(&urls::invitations(&id), "invitations-sent"),
        Err(failure) => unsent(&visit, id, many, failure.problems()?).await,
    }
}

/// `POST /invitations/{id}/revocation`
pub async fn revoke(visit: Visit, Path(id): Path<InvitationId>) -> Answer {
    let seen = visit.write(move |cx| invitations::revoke(cx, id)).await?;
    visit.go_saying(&urls::invitations(&seen.value), "invitation-revoked")
}

/// `POST /invitations/{id}/renewal`
pub async fn renew(visit: Visit, Path(id): Path<InvitationId>) -> Answer {
    let seen = visit.write(move |cx| invitations::renew(cx, id)).await?;
    visit.go_saying(&urls::invitations(&seen.value), "invitation-renewed")
}
