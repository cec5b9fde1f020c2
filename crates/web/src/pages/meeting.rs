//! Meeting somebody, in three taps: who, what to remember and for how long, what was promised. And
//! one person of tonight: cards both ways, tokens, and what is private about them.

use app::meeting::{self, FOUND, Finder, Together, Typed};
use app::seat::Notebook;
use app::sight::Near;
use app::{exchange, form::Problems, portrait};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, Request};
use axum::http::StatusCode;
use domain::follow_up::Kind;
use domain::id::PersonId;
use jiff::Timestamp;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::pages::my_evening::{self, Pile, chosen, piles};
use crate::pages::photo;
use crate::urls;
use crate::visit::{Answer, Failure, Visit, hushed};

mod samples;

/// How long a talk lasted, as the form offers it.
const LENGTHS: [(&str, &str); 5] = [
    ("", "meeting-lasted-on"),
    ("2", "meeting-lasted-2"),
    ("5", "meeting-lasted-5"),
    ("15", "meeting-lasted-15"),
    ("30", "meeting-lasted-30"),
];

/// Whom did you meet?
#[derive(Template)]
#[template(path = "meeting/find.html")]
pub struct FinderPage {
    frame: Frame,
    errors: Errors,
    finder: Finder,
    query: String,
    typed: Typed,
}

impl FinderPage {
    /// Nobody seen, many, a form to mend, notes elsewhere.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        samples::finders(frame)
    }

    fn new(frame: Frame, finder: Finder, query: String) -> Self {
        Self {
            errors: Errors::default(),
            finder,
            query,
            typed: Typed::default(),
            frame,
        }
    }

    fn key(&self) -> &str {
        &self.finder.seat.key
    }

    fn face(&self, near: &Near) -> Face {
        face(near)
    }

    fn with(&self, near: &Near) -> urls::Url {
        urls::meeting_with(self.key(), &near.id.to_string())
    }

    fn more(&self) -> Option<String> {
        let more = self.finder.total.saturating_sub(FOUND);
        (more > 0).then(|| self.frame.w.count("meeting-more", more))
    }

    fn evening(&self) -> &str {
        my_evening::title(&self.frame, &self.finder.seat.event)
    }

    fn elsewhere(&self) -> &str {
        elsewhere(&self.frame, self.finder.notebook)
    }
}

fn face(near: &Near) -> Face {
    Face::new(near.id, &near.name, near.portrait)
}

/// Why notes cannot be written here.
fn elsewhere(frame: &Frame, notebook: Notebook) -> &str {
    frame.w.t(match notebook {
        Notebook::BehindSignIn => "seat-sign-in",
        _ => "seat-claimed",
    })
}

/// Somebody met: for how long, what to remember, what was promised, which cards are given.
#[derive(Template)]
#[template(path = "meeting/form.html")]
pub struct MeetingPage {
    frame: Frame,
    errors: Errors,
    t: Together,
    typed: Typed,
}

impl MeetingPage {
    /// A first word, one with problems, notes elsewhere.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        samples::meetings(frame)
    }

    fn new(frame: Frame, t: Together) -> Self {
        let typed = Typed {
            who: t.who.clone(),
            ..Typed::default()
        };
        Self {
            errors: Errors::default(),
            t,
            typed,
            frame,
        }
    }

    fn key(&self) -> &str {
        &self.t.seat.key
    }

    fn face(&self) -> Face {
        face(&self.t.near)
    }

    fn lengths(&self) -> Vec<(&'static str, &str)> {
        let w = self.frame.w;
        let words = LENGTHS.iter().map(|(value, key)| (*value, w.t(key)));
        words.collect()
    }

    fn kinds(&self) -> Vec<(&'static str, &str)> {
        let none = ("", self.frame.w.t("meeting-promised-nothing"));
        let kinds = Kind::ALL.into_iter();
        let kinds = kinds.map(|kind| (kind.word(), self.frame.w.t(kind_key(kind))));
        [none].into_iter().chain(kinds).collect()
    }

    fn cards_title(&self) -> String {
        let given = &self.t.near.name.given;
        self.frame.w.with("meeting-give", &[("name", given)])
    }

    fn gives(&self, card: &domain::activity::Activity) -> bool {
        self.typed.cards.contains(&card.id)
    }

    fn evening(&self) -> &str {
        my_evening::title(&self.frame, &self.t.seat.event)
    }

    fn elsewhere(&self) -> &str {
        elsewhere(&self.frame, self.t.notebook)
    }
}

/// The key of a kind of promise, as one would say it.
fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Promise => "meeting-promised-promise",
        Kind::OneToOne => "meeting-promised-one-to-one",
        Kind::Guest => "meeting-promised-guest",
        Kind::Visit => "meeting-promised-visit",
        Kind::LinkExchange => "meeting-promised-link-exchange",
        Kind::Referral => "meeting-promised-referral",
    }
}

/// One person of tonight.
#[derive(Template)]
#[template(path = "meeting/person.html")]
pub struct TogetherPage {
    frame: Frame,
    errors: Errors,
    t: Together,
    received: Vec<Pile>,
    token: TokenTyped,
}

impl TogetherPage {
    /// Not met yet, met with everything, notes elsewhere.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        samples::togethers(frame)
    }

    fn new(frame: Frame, t: Together) -> Self {
        Self {
            errors: Errors::default(),
            received: piles(&t.exchanges),
            token: TokenTyped::default(),
            t,
            frame,
        }
    }

    fn key(&self) -> &str {
        &self.t.seat.key
    }

    fn id(&self) -> &PersonId {
        &self.t.near.id
    }

    fn face(&self) -> Face {
        face(&self.t.near)
    }

    fn meet(&self) -> urls::Url {
        urls::meeting_with(self.key(), &self.t.who)
    }

    fn time(&self, at: &Timestamp) -> String {
        self.frame.w.time(at, &self.t.seat.event.words.zone)
    }

    fn minutes(&self, minutes: &u16) -> String {
        self.frame.w.count("my-evening-minutes", *minutes)
    }

    fn kind(&self, kind: &Kind) -> &str {
        self.frame.w.t(kind_key(*kind))
    }

    fn given(&self) -> String {
        self.t.near.name.given.clone()
    }

    fn is_apart(&self) -> bool {
        self.t.private.as_ref().is_some_and(|private| private.apart)
    }

    fn waits_for_mine(&self) -> bool {
        let id = self.id();
        self.t
            .exchanges
            .offers
            .iter()
            .any(|offer| offer.from == *id)
    }

    fn has_met(&self) -> bool {
        !self.t.talks.is_empty()
    }

    /// Whether a card can still be given: one that was not, or oneself when there is none.
    fn can_give(&self) -> bool {
        let cards = self.t.exchanges.given.iter().filter(|g| g.card).count();
        cards < self.t.cards.len().max(1)
    }

    fn evening(&self) -> &str {
        my_evening::title(&self.frame, &self.t.seat.event)
    }

    fn elsewhere(&self) -> &str {
        elsewhere(&self.frame, self.t.notebook)
    }

    fn introduce(&self) -> String {
        let name = self.t.near.name.full();
        self.frame.w.with("meeting-introduce", &[("name", &name)])
    }
}

/// What is looked for: a scanned text, somebody chosen, or words.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    scan: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    q: String,
}

/// `GET /evening/{seat}/meet`
pub async fn form(visit: Visit, Path(key): Path<String>, Query(asked): Query<Asked>) -> Answer {
    if !asked.scan.trim().is_empty() {
        return scanned(&visit, key, asked.scan).await;
    }
    if asked.who.is_empty() {
        return finder(&visit, key, asked.q, Vec::new(), Typed::default()).await;
    }
    let seen = visit
        .read(move |cx| meeting::open(cx, &key, &asked.who))
        .await?;
    let page = MeetingPage::new(visit.frame(seen.me.as_ref()), seen.value);
    hushed(visit.page(&page))
}

async fn scanned(visit: &Visit, key: String, text: String) -> Answer {
    let asked = key.clone();
    match visit
        .read(move |cx| meeting::scanned(cx, &asked, &text))
        .await
    {
        Ok(seen) => hushed(visit.go(&urls::meeting_with(&key, &seen.value))),
        Err(failure) => {
            let problems = failure.problems()?;
            finder(visit, key, String::new(), problems, Typed::default()).await
        }
    }
}

/// `POST /evening/{seat}/meet/code`: a photo of their code, for browsers that read none themselves.
pub async fn photographed(visit: Visit, Path(key): Path<String>, request: Request) -> Answer {
    let asked = key.clone();
    visit.read(move |cx| meeting::find(cx, &asked, "")).await?;
    let codes = match photo::sent(request, "photo").await {
        Ok(file) => portrait::codes(file).await,
        Err(say) => Err(app::Error::Invalid(vec![("photo", say)])),
    };
    match codes {
        Ok(codes) => match codes.into_iter().next() {
            Some(code) => scanned(&visit, key, code).await,
            None => {
                let none = vec![("photo", app::Say::new("meeting-photo-none"))];
                finder(&visit, key, String::new(), none, Typed::default()).await
            }
        },
        Err(error) => {
            let problems = visit.fail(error).problems()?;
            finder(&visit, key, String::new(), problems, Typed::default()).await
        }
    }
}

async fn finder(
    visit: &Visit,
    key: String,
    query: String,
    problems: Problems,
    typed: Typed,
) -> Answer {
    let asked = query.clone();
    let seen = visit
        .read(move |cx| meeting::find(cx, &key, &asked))
        .await?;
    let mut page = FinderPage::new(visit.frame(seen.me.as_ref()), seen.value, query);
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page.errors = Errors::of(problems, page.frame.w);
    page.typed = typed;
    hushed(visit.page_with(status, &page))
}

fn typed(pairs: &[(String, String)]) -> Typed {
    let of = |field: &str| {
        let found = pairs.iter().find(|(key, _)| key == field);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Typed {
        who: of("who"),
        about: of("about"),
        lasted: of("lasted"),
        note: of("note"),
        kind: of("kind"),
        words: of("words"),
        cards: chosen(pairs, "card"),
        give: of("give") == "on",
    }
}

/// `POST /evening/{seat}/meet`
pub async fn meet(
    visit: Visit,
    Path(key): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = typed(&pairs);
    let (asked, sent) = (key.clone(), typed.clone());
    match visit
        .write(move |cx| meeting::meet(cx, &asked, &sent))
        .await
    {
        Ok(seen) => {
            let met = seen.value;
            let to = match met.person {
                Some(person) => urls::my_person(&key, &person),
                None => urls::my_evening(&key),
            };
            let answer = hushed(visit.go_saying(&to, "meeting-kept"));
            visit.keeping_claim(answer, met.secret)
        }
        Err(failure) => again(&visit, failure, key, typed).await,
    }
}

async fn again(visit: &Visit, failure: Failure, key: String, typed: Typed) -> Answer {
    let mut problems = failure.problems()?;
    for (field, _) in &mut problems {
        // What a promise of this kind lacks is said where its kind was chosen.
        if *field == "guest_event" {
            *field = "kind";
        }
    }
    if typed.who.is_empty() {
        return finder(visit, key, String::new(), problems, typed).await;
    }
    let who = typed.who.clone();
    let seen = visit.read(move |cx| meeting::open(cx, &key, &who)).await?;
    let mut page = MeetingPage::new(visit.frame(seen.me.as_ref()), seen.value);
    page.errors = Errors::of(problems, page.frame.w);
    page.typed = typed;
    hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// `GET /evening/{seat}/people/{person}`
pub async fn show(visit: Visit, Path((key, person)): Path<(String, PersonId)>) -> Answer {
    together(&visit, key, person, Vec::new(), TokenTyped::default()).await
}

async fn together(
    visit: &Visit,
    key: String,
    person: PersonId,
    problems: Problems,
    token: TokenTyped,
) -> Answer {
    let seen = visit
        .read(move |cx| meeting::open(cx, &key, &person.to_string()))
        .await?;
    let mut page = TogetherPage::new(visit.frame(seen.me.as_ref()), seen.value);
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page.errors = Errors::of(problems, page.frame.w);
    page.token = token;
    hushed(visit.page_with(status, &page))
}

/// Does something with somebody, and shows them again.
async fn with<F>(
    visit: &Visit,
    (key, person): (String, PersonId),
    said: TokenTyped,
    job: F,
) -> Answer
where
    F: FnOnce(&mut app::Cx<'_, '_>, &str) -> app::Result<()> + Send + 'static,
{
    let asked = key.clone();
    match visit.write(move |cx| job(cx, &asked)).await {
        Ok(_) => hushed(visit.go(&urls::my_person(&key, &person))),
        Err(failure) => together(visit, key, person, failure.problems()?, said).await,
    }
}

/// `POST /evening/{seat}/people/{person}/cards`
pub async fn give(
    visit: Visit,
    Path((key, person)): Path<(String, PersonId)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let cards = chosen(&pairs, "card");
    let job = move |cx: &mut app::Cx<'_, '_>, key: &str| exchange::give(cx, key, person, &cards);
    with(&visit, (key, person), TokenTyped::default(), job).await
}

/// `POST /evening/{seat}/people/{person}/refusal`
pub async fn refuse(visit: Visit, Path((key, person)): Path<(String, PersonId)>) -> Answer {
    my_evening::then_back(&visit, key, move |cx, key| {
        exchange::refuse(cx, key, person)
    })
    .await
}

/// A token that is no card.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TokenTyped {
    what: String,
    /// `received`, or anything else for what was given.
    side: String,
}

/// `POST /evening/{seat}/people/{person}/tokens`
pub async fn note(
    visit: Visit,
    Path((key, person)): Path<(String, PersonId)>,
    Form(typed): Form<TokenTyped>,
) -> Answer {
    let (received, what) = (typed.side == "received", typed.what.clone());
    let job =
        move |cx: &mut app::Cx<'_, '_>, key: &str| exchange::note(cx, key, person, received, &what);
    with(&visit, (key, person), typed, job).await
}

/// A switch: `on`, or anything else.
#[derive(Deserialize)]
pub struct Apart {
    #[serde(default)]
    on: String,
}

/// `POST /evening/{seat}/people/{person}/apart`
pub async fn keep_apart(
    visit: Visit,
    Path((key, person)): Path<(String, PersonId)>,
    Form(to): Form<Apart>,
) -> Answer {
    let (asked, on) = (key.clone(), to.on == "on");
    let done = visit.write(move |cx| app::not_with::set(cx, &asked, person, on));
    match done.await {
        Ok(seen) => {
            let answer = hushed(visit.go(&urls::my_person(&key, &person)));
            visit.keeping_claim(answer, seen.value)
        }
        Err(failure) => {
            let problems = failure.problems()?;
            together(&visit, key, person, problems, TokenTyped::default()).await
        }
    }
}
