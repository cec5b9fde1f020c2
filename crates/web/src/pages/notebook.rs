//! The notebook: everyone its keeper met, one contact with everything known, and who a
//! half-remembered person turns out to be.

use std::iter;

use app::contacts::{self, Described, Typed};
use app::notebook::{self, Brief, Line, Notebook, Search, Shown, Together};
use app::seat::my_keeper;
use app::ties::{Proposal, Reason};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::contact::Note;
use domain::id::{ContactId, NoteId, PersonId};
use domain::person::Name;
use domain::tie::{Closeness, closeness};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::card::Card;
use crate::pages::consents::ConsentLine;
use crate::pages::duplicates::Pair;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::pages::follow_ups::PromiseLine;
use crate::urls::{self, Url};
use crate::visit::{Answer, Failure, Visit};
use crate::words::Words;

mod kept;
mod samples;

pub(crate) use kept::KeptCard;
pub(crate) use samples::{contact as sample_contact, lines as sample_lines};

/// How close somebody is, as a word and as a share of a bar.
#[derive(Clone, Copy, Debug)]
pub struct Bar {
    share: f64,
}

impl Bar {
    /// The word's key.
    pub fn word(&self) -> &'static str {
        match closeness(self.share) {
            Closeness::None => "tie-none",
            Closeness::Faint => "tie-faint",
            Closeness::Growing => "tie-growing",
            Closeness::Good => "tie-good",
            Closeness::Strong => "tie-strong",
        }
    }

    /// The share for `<meter>`.
    pub fn value(&self) -> String {
        format!("{:.2}", self.share)
    }
}

/// A contact as a line of a list.
#[derive(Clone, Debug)]
pub struct ContactLine {
    pub(super) id: ContactId,
    pub(super) face: Face,
    pub(super) name: String,
    half: bool,
    pub(super) does: String,
    pub(super) met: String,
    pub(super) note: String,
    tags: Vec<String>,
    bar: Bar,
}

fn face(line: &Line) -> Face {
    // Whoever is half remembered has a tint too.
    let id = line.contact.person_id.unwrap_or(line.contact.id.0.into());
    let portrait = line.page.as_ref().is_some_and(|person| person.has_portrait);
    Face::new(id, &Name::of_whole(&line.contact.name), portrait)
}

/// « Vin et fromages, 22 mai 2026 »
fn place_of(w: &Words, event: &Brief) -> String {
    let date = w.short_date(&event.starts_at, &event.zone);
    w.with("notebook-met", &[("title", &event.title), ("date", &date)])
}

/// Where and through whom they met.
fn met(w: &Words, line: &Line) -> String {
    let mut met: Vec<String> = line.event.iter().map(|event| place_of(w, event)).collect();
    if let Some(name) = &line.through {
        met.push(w.with("notebook-through", &[("name", name)]));
    }
    met.join(" · ")
}

fn does(line: &Line) -> String {
    if !line.contact.about.is_empty() {
        return line.contact.about.clone();
    }
    let mut titles: Vec<String> = line.cards.iter().map(|a| a.words.title.clone()).collect();
    for told in domain::contact_card::fold(&line.kept).trades {
        let said = kept::trade(&told.value);
        if !titles.contains(&said) {
            titles.push(said);
        }
    }
    titles.join(" · ")
}

impl ContactLine {
    pub(crate) fn new(w: &Words, line: &Line) -> Self {
        let note = line.note.as_deref().unwrap_or_default();
        Self {
            id: line.contact.id,
            face: face(line),
            name: line.contact.name.clone(),
            half: line.is_half_remembered(),
            does: does(line),
            met: met(w, line),
            note: excerpt(note),
            tags: line.contact.tags.clone(),
            bar: Bar {
                share: line.strength,
            },
        }
    }
}

/// The beginning of a note: what fits on two lines.
fn excerpt(note: &str) -> String {
    const FITS: usize = 140;
    let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(FITS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// A one-to-one that never happened, with the way to promise it.
#[derive(Clone, Debug)]
pub struct ProposalLine {
    name: String,
    face: Face,
    reason: String,
    contact: Option<Url>,
    person: PersonId,
}

impl ProposalLine {
    /// The line of a proposal; `contact` is the person as the keeper keeps them, if they do.
    pub fn new(
        w: &Words,
        Proposal { person, reason }: &Proposal,
        contact: Option<ContactId>,
    ) -> Self {
        let reason = match reason {
            Reason::TalkedWell(minutes) => w.count("one-to-one-talked", *minutes),
            Reason::SeenOften(evenings) => w.count("one-to-one-often", *evenings),
            Reason::Fellows => w.t("one-to-one-fellows").to_owned(),
        };
        Self {
            name: person.name.full(),
            face: Face::new(person.id, &person.name, false),
            reason,
            contact: contact.map(|id| urls::follow_up_new_of(&id, "one_to_one")),
            person: person.id,
        }
    }
}

/// The notebook.
#[derive(Template)]
#[template(path = "notebook/list.html")]
pub struct NotebookPage {
    frame: Frame,
    lines: Vec<ContactLine>,
    found: usize,
    total: usize,
    page: usize,
    pages: usize,
    tags: Vec<(String, usize)>,
    proposals: Vec<ProposalLine>,
    open_promises: i64,
    search: Search,
    sorts: Vec<(String, String)>,
}

impl NotebookPage {
    fn new(frame: Frame, notebook: Notebook, search: Search) -> Self {
        let w = frame.w;
        let lines = notebook.lines.iter().map(|line| ContactLine::new(w, line));
        let proposals = notebook.proposals.iter();
        let sorts = [
            ("recent", "notebook-sort-recent"),
            ("close", "notebook-sort-close"),
            ("name", "notebook-sort-name"),
        ];
        Self {
            lines: lines.collect(),
            found: notebook.found,
            total: notebook.total,
            page: notebook.page,
            pages: notebook.pages,
            tags: notebook.tags,
            proposals: proposals
                .map(|(proposal, contact)| ProposalLine::new(w, proposal, *contact))
                .collect(),
            open_promises: notebook.open_promises,
            sorts: sorts
                .map(|(value, key)| (value.into(), w.t(key).into()))
                .into(),
            search,
            frame,
        }
    }

    fn is_searched(&self) -> bool {
        !self.search.q.trim().is_empty() || !self.search.tag.is_empty()
    }

    fn page_url(&self, page: usize) -> String {
        let Search { q, tag, sort, .. } = &self.search;
        let [q, tag, sort] = [q, tag, sort].map(|text| urls::escaped(text));
        format!(
            "{}?q={q}&tag={tag}&sort={sort}&page={page}",
            urls::notebook()
        )
    }

    fn tag_url(&self, tag: &str) -> String {
        format!("{}?tag={}", urls::notebook(), urls::escaped(tag))
    }
}

/// One evening with a contact, in words.
#[derive(Clone, Debug)]
pub struct TogetherLine {
    place: String,
    url: Url,
    talked: Option<String>,
    received: String,
    change: Option<String>,
    bar: Bar,
}

impl TogetherLine {
    fn new(w: &Words, t: &Together) -> Self {
        let gained = ((t.after - t.before) * 100.0).round() as i64;
        Self {
            place: place_of(w, &t.event),
            url: urls::event(&t.event.id),
            talked: (t.minutes > 0).then(|| w.count("notebook-talked", t.minutes)),
            received: t.received.join(" · "),
            change: (gained > 0).then(|| w.count("tie-gained", gained)),
            bar: Bar { share: t.after },
        }
    }
}

/// One contact with everything its keeper knows.
#[derive(Template)]
#[template(path = "notebook/show.html")]
pub struct ContactPage {
    frame: Frame,
    errors: Errors,
    id: ContactId,
    name: String,
    half: bool,
    about: String,
    face: Face,
    person: Option<Url>,
    met: String,
    last: Option<String>,
    bar: Bar,
    tags: Vec<String>,
    cards: Vec<Card>,
    kept: Vec<KeptCard>,
    editable: bool,
    notes: Vec<(Note, String)>,
    together: Vec<TogetherLine>,
    promises: Vec<PromiseLine>,
    consent: ConsentLine,
    alike: Vec<Pair>,
    then: Option<ContactId>,
    typed: String,
}

impl ContactPage {
    fn new(frame: Frame, shown: Shown, errors: Errors, typed: String) -> Self {
        let w = frame.w;
        let Shown { line, notes, .. } = &shown;
        let notes = notes.iter().map(|(note, event)| {
            let zone = event.as_ref().map_or(HOME, |event| &event.zone);
            let mut at = w.short_date(&note.created_at, zone);
            if let Some(event) = event {
                at = format!("{at} · {}", event.title);
            }
            (note.clone(), at)
        });
        let zone = line.event.as_ref().map_or(HOME, |event| &event.zone);
        let promises = shown.promises.iter();
        Self {
            id: line.contact.id,
            name: line.contact.name.clone(),
            half: line.is_half_remembered(),
            about: line.contact.about.clone(),
            face: face(line),
            person: line.page.as_ref().map(|person| urls::person(&person.id)),
            met: met(w, line),
            last: line.last_met.map(|at| w.short_date(&at, zone)),
            bar: Bar {
                share: line.strength,
            },
            tags: line.contact.tags.clone(),
            cards: Card::all(line.cards.clone()),
            kept: KeptCard::all(w, &shown.cards),
            editable: false,
            notes: notes.collect(),
            together: shown
                .together
                .iter()
                .map(|t| TogetherLine::new(w, t))
                .collect(),
            promises: promises
                .map(|p| PromiseLine::new(w, p, frame.now))
                .collect(),
            consent: ConsentLine::new(w, &shown.consent),
            alike: shown.alike.iter().map(|p| Pair::new(w, p)).collect(),
            then: Some(line.contact.id),
            errors,
            typed,
            frame,
        }
    }

    fn tag_url(&self, tag: &str) -> String {
        format!("{}?tag={}", urls::notebook(), urls::escaped(tag))
    }
}

/// Where dates are told when no event says.
pub(crate) const HOME: &str = "America/Toronto";

/// Rewriting what one says of a contact.
#[derive(Template)]
#[template(path = "notebook/edit.html")]
pub struct ContactFormPage {
    frame: Frame,
    errors: Errors,
    id: ContactId,
    name: String,
    typed: Typed,
    evenings: Vec<(String, String)>,
}

impl ContactFormPage {
    fn new(frame: Frame, form: Described, errors: Errors) -> Self {
        let w = frame.w;
        let label = |e: &Brief| format!("{} · {}", w.short_date(&e.starts_at, &e.zone), e.title);
        let evenings = form.evenings.iter().map(|e| (e.id.to_string(), label(e)));
        let none = (String::new(), w.t("contact-met-elsewhere").to_owned());
        Self {
            errors,
            id: form.contact.id,
            name: form.contact.name,
            typed: form.typed,
            evenings: iter::once(none).chain(evenings).collect(),
            frame,
        }
    }
}

/// Who a half-remembered person turns out to be.
#[derive(Template)]
#[template(path = "notebook/merge.html")]
pub struct MergePage {
    frame: Frame,
    half: ContactLine,
    lines: Vec<ContactLine>,
    q: String,
}

/// `GET /notebook`
pub async fn list(visit: Visit, Query(search): Query<Search>) -> Answer {
    let asked = search.clone();
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            notebook::leaf(cx, keeper, &asked)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&NotebookPage::new(frame, seen.value, search))
}

/// `GET /notebook/{contact}`
pub async fn show(visit: Visit, Path(id): Path<ContactId>) -> Answer {
    again(&visit, id, None).await
}

/// The contact's page, perhaps with what cannot be taken as typed.
async fn again(visit: &Visit, id: ContactId, failed: Option<(Failure, String)>) -> Answer {
    let (problems, typed) = match failed {
        Some((failure, typed)) => (failure.problems()?, typed),
        None => Default::default(),
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            notebook::show(cx, keeper, id)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let errors = Errors::of(problems, frame.w);
    visit.page_with(status, &ContactPage::new(frame, seen.value, errors, typed))
}

/// A note as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoteTyped {
    note: String,
}

/// `POST /notebook/{contact}/notes`
pub async fn note(
    visit: Visit,
    Path(id): Path<ContactId>,
    Form(NoteTyped { note }): Form<NoteTyped>,
) -> Answer {
    let text = note.clone();
    let noted = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::note(cx, keeper, id, None, &text)
        })
        .await;
    match noted {
        Ok(_) => visit.go_saying(&urls::contact(&id), "noted"),
        Err(failure) => again(&visit, id, Some((failure, note))).await,
    }
}

/// `POST /notebook/{contact}/notes/{note}/removal`
pub async fn forget_note(visit: Visit, Path((id, note)): Path<(ContactId, NoteId)>) -> Answer {
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::forget_note(cx, keeper, note)
        })
        .await?;
    visit.go_saying(&urls::contact(&id), "note-forgotten")
}

/// `GET /notebook/{contact}/edit`
pub async fn edit_form(visit: Visit, Path(id): Path<ContactId>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::described(cx, keeper, id)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&ContactFormPage::new(frame, seen.value, Errors::default()))
}

/// `POST /notebook/{contact}/edit`
pub async fn edit(visit: Visit, Path(id): Path<ContactId>, Form(typed): Form<Typed>) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::describe(cx, keeper, id, &sent)
        })
        .await;
    let Err(failure) = done else {
        return visit.go_saying(&urls::contact(&id), "contact-saved");
    };
    let problems = failure.problems()?;
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::described(cx, keeper, id)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let errors = Errors::of(problems, frame.w);
    let form = Described {
        typed,
        ..seen.value
    };
    visit.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &ContactFormPage::new(frame, form, errors),
    )
}

/// `POST /notebook/{contact}/removal`
pub async fn forget(visit: Visit, Path(id): Path<ContactId>) -> Answer {
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::forget(cx, keeper, id)
        })
        .await?;
    visit.go_saying(&urls::notebook(), "contact-forgotten")
}

/// Whom the half-remembered person is looked for among.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MergeSearch {
    q: String,
}

/// `GET /notebook/{contact}/merge`
pub async fn merge_form(
    visit: Visit,
    Path(id): Path<ContactId>,
    Query(MergeSearch { q }): Query<MergeSearch>,
) -> Answer {
    let asked = q.clone();
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            notebook::candidates(cx, keeper, id, &asked)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (half, lines) = seen.value;
    visit.page(&MergePage {
        half: ContactLine::new(frame.w, &half),
        lines: lines.iter().map(|l| ContactLine::new(frame.w, l)).collect(),
        q,
        frame,
    })
}

/// Who it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct MergeTyped {
    into: String,
}

/// `POST /notebook/{contact}/merge`
pub async fn merge(
    visit: Visit,
    Path(id): Path<ContactId>,
    Form(MergeTyped { into }): Form<MergeTyped>,
) -> Answer {
    let into = into.parse();
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            let into: ContactId = into.map_err(|_| app::Error::NotFound)?;
            contacts::merge(cx, keeper, id, into)
        })
        .await?;
    visit.go_saying(&urls::contact(&seen.value), "contact-merged")
}

/// `POST /notebook/people/{person}`
pub async fn keep(visit: Visit, Path(person): Path<PersonId>) -> Answer {
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contacts::keep(cx, keeper, person)
        })
        .await?;
    visit.go(&urls::follow_up_new_of(&seen.value.id, "one_to_one"))
}
