//! Pictures of paper cards: taken at a table, read by the machine, confirmed by their keeper.

use app::card_photos::{self, Side, UPLOAD_LIMIT};
use app::contact_cards::Typed;
use app::error::Say;
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use domain::contact_card::{CardPhoto, PhotoState};
use domain::id::CardPhotoId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::state::Web;
use crate::urls;
use crate::visit::{Answer, Failure, Visit};

/// Taking pictures, and those that wait to be confirmed.
#[derive(Template)]
#[template(path = "card_photos/list.html")]
pub struct CardPhotosPage {
    frame: Frame,
    errors: Errors,
    waiting: Vec<Waits>,
}

/// A picture that waits for its keeper.
struct Waits {
    id: CardPhotoId,
    name: String,
    /// The machine has yet to look at it.
    unseen: bool,
}

/// What a picture says, beside the picture.
#[derive(Template)]
#[template(path = "card_photos/show.html")]
pub struct CardPhotoPage {
    frame: Frame,
    errors: Errors,
    id: CardPhotoId,
    state: PhotoState,
    /// The machine has yet to look at it.
    unseen: bool,
    /// The form is there to be typed in.
    form: bool,
    doubts: Vec<&'static str>,
    typed: Typed,
}

/// Whether somebody types what a picture says.
enum Typing {
    /// Not before the machine has read it.
    Waits,
    /// Without waiting for the machine.
    Begins,
    /// This was sent, and has problems.
    Sent(Typed),
}

impl CardPhotosPage {
    /// Nothing yet, and a few pictures with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |problems, names: &[&str]| Self {
            frame: frame.clone(),
            errors: Errors::of(problems, frame.w),
            waiting: names
                .iter()
                .zip(1..)
                .map(|(name, n)| Waits {
                    id: uuid::Uuid::from_u128(n).into(),
                    name: (*name).to_owned(),
                    unseen: name.is_empty() && n == 3,
                })
                .collect(),
        };
        let long = "Marie-Philomène-Antoinette de Repentigny-Vandenbroucke-Charlebois";
        let problem = vec![("photo", Say::new("photo-problem-none"))];
        vec![
            page(Vec::new(), &[]),
            page(problem, &["Inès Belkacem", "", "", long]),
        ]
    }
}

impl CardPhotoPage {
    /// While the machine reads, the page asks again by itself; whoever types meanwhile has it stand still.
    fn new(frame: Frame, photo: &CardPhoto, typing: Typing, errors: Errors) -> Self {
        let (proposed, doubts) = card_photos::proposed(photo);
        Self {
            frame,
            errors,
            id: photo.id,
            state: photo.state,
            unseen: photo.is_unseen(),
            form: !matches!(typing, Typing::Waits) || !photo.is_unseen(),
            doubts,
            typed: match typing {
                Typing::Sent(typed) => typed,
                _ => proposed,
            },
        }
    }

    fn doubted(&self, field: &&str) -> bool {
        self.doubts.contains(field)
    }

    fn hint(&self) -> &'static str {
        match self.state {
            _ if self.unseen && self.form => "photo-typing",
            _ if self.unseen => "photo-reading",
            PhotoState::Waiting => "photo-unread",
            PhotoState::Failed => "photo-failed",
            _ if self.doubts.is_empty() => "photo-sure",
            _ => "photo-doubts",
        }
    }

    /// Read with doubts, not read at all, and still being read: waited for, and typed meanwhile.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |state, doubts, typed| Self {
            frame: frame.clone(),
            errors: Errors::default(),
            id: uuid::Uuid::from_u128(3).into(),
            state,
            unseen: false,
            form: true,
            doubts,
            typed,
        };
        let typed = Typed {
            name: "Inès Belkacem".into(),
            title: "Notaire ".repeat(12),
            phones: "514 555-0142\n438 555-0199".into(),
            emails: "ines@belkacern.example".into(),
            ..Typed::default()
        };
        let blank = |state| page(state, Vec::new(), Typed::default());
        let reads = |form| Self {
            unseen: true,
            form,
            ..blank(PhotoState::Waiting)
        };
        vec![
            page(PhotoState::Read, vec!["title", "emails"], typed),
            blank(PhotoState::Waiting),
            reads(false),
            reads(true),
        ]
    }
}

async fn list_page(visit: Visit, failed: Option<Failure>) -> Answer {
    let problems = match failed {
        Some(failure) => failure.problems()?,
        None => Vec::new(),
    };
    let seen = visit
        .read(|cx| {
            let keeper = my_keeper(cx)?;
            card_photos::open(cx, keeper)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let waiting = seen.value.into_iter().map(|(photo, name)| Waits {
        id: photo.id,
        unseen: photo.is_unseen(),
        name,
    });
    let waiting: Vec<Waits> = waiting.collect();
    if waiting.iter().any(|photo| photo.unseen) {
        visit.web.read_card_photos();
    }
    let page = CardPhotosPage {
        waiting,
        errors: Errors::of(problems, frame.w),
        frame,
    };
    visit.page_with(status, &page)
}

/// `GET /notebook/photos`
pub async fn list(visit: Visit) -> Answer {
    list_page(visit, None).await
}

/// `GET /notebook/photos/offline`: the page without anything of anybody's, for a phone to keep.
pub async fn offline(visit: Visit) -> Answer {
    visit.page(&CardPhotosPage {
        frame: visit.frame(None),
        errors: Errors::default(),
        waiting: Vec::new(),
    })
}

/// `GET /notebook/photos/worker.js`: what keeps that page on the phone, and nothing else.
pub async fn worker() -> impl IntoResponse {
    let scope = HeaderName::from_static("service-worker-allowed");
    (
        [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/javascript; charset=utf-8"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (scope, HeaderValue::from_static("/notebook/photos")),
        ],
        include_str!("../../assets/js/card_photos/worker.js"),
    )
}

/// The picture of a form; the last one that is not empty.
async fn picture_of(request: Request) -> Result<Vec<u8>, Say> {
    let none = || Say::new("photo-problem-none");
    let cut_off = |_| Say::new("portrait-problem-damaged");
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| none())?;
    let mut picture = Vec::new();
    while let Some(mut field) = form.next_field().await.map_err(cut_off)? {
        let is_photo = matches!(field.name(), Some("photo" | "taken"));
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(cut_off)? {
            if bytes.len() + chunk.len() > UPLOAD_LIMIT {
                return Err(card_photos::too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        if is_photo && !bytes.is_empty() {
            picture = bytes;
        }
    }
    if picture.is_empty() {
        Err(none())
    } else {
        Ok(picture)
    }
}

/// `POST /notebook/photos`
pub async fn take(visit: Visit, mut request: Request) -> Answer {
    visit.read(|cx| cx.me().map(|_| ())).await?;
    DefaultBodyLimit::disable().apply(&mut request);
    let in_haste = answers_at_once(&request);
    let sent = match picture_of(request).await {
        Ok(picture) => card_photos::receive(picture).await,
        Err(say) => Err(app::Error::Invalid(vec![("photo", say)])),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(error) => {
            let failure = visit.fail(error);
            return list_page(visit, Some(failure)).await;
        }
    };
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::take_in(cx, keeper, sent)
        })
        .await?;
    if in_haste {
        visit.web.read_card_photos();
    } else {
        read(&visit, seen.value).await;
    }
    visit.go(&urls::card_photo(&seen.value))
}

/// Whether the sender asks not to wait for the reading: a phone that has more pictures to send.
fn answers_at_once(request: &Request) -> bool {
    let prefer = request.headers().get("prefer");
    prefer.is_some_and(|prefer| prefer.as_bytes() == b"respond-async")
}

async fn form(visit: Visit, id: CardPhotoId, failed: Option<Failure>, typing: Typing) -> Answer {
    let problems = match failed {
        Some(failure) => failure.problems()?,
        None => Vec::new(),
    };
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            let photo = card_photos::find(cx, keeper, id)?;
            let contact = card_photos::contact(cx, keeper, &photo)?;
            Ok((photo, contact))
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let (photo, contact) = seen.value;
    if photo.is_unseen() {
        visit.web.read_card_photos();
    }
    if let Some(contact) = contact {
        return visit.go(&urls::contact(&contact));
    }
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let errors = Errors::of(problems, frame.w);
    visit.page_with(status, &CardPhotoPage::new(frame, &photo, typing, errors))
}

/// Whether the card is typed without waiting for the machine.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    r#type: String,
}

/// `GET /notebook/photos/{photo}`
pub async fn show(visit: Visit, Path(id): Path<CardPhotoId>, Query(asked): Query<Asked>) -> Answer {
    let typing = match asked.r#type.is_empty() {
        true => Typing::Waits,
        false => Typing::Begins,
    };
    form(visit, id, None, typing).await
}

/// A card as confirmed, and whether the picture goes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Confirmed {
    drop: String,
    #[serde(flatten)]
    typed: Typed,
}

/// `POST /notebook/photos/{photo}`
pub async fn confirm(
    visit: Visit,
    Path(id): Path<CardPhotoId>,
    Form(sent): Form<Confirmed>,
) -> Answer {
    let typed = sent.typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::confirm(cx, keeper, id, &sent.typed, !sent.drop.is_empty())
        })
        .await;
    match done {
        Ok(seen) => crate::pages::contact_cards::arrived(&visit, &seen.value),
        Err(failure) => form(visit, id, Some(failure), Typing::Sent(typed)).await,
    }
}

/// To where a picture is turned.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Turned {
    to: String,
}

/// `POST /notebook/photos/{photo}/turns`
pub async fn turn(visit: Visit, Path(id): Path<CardPhotoId>, Form(sent): Form<Turned>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::picture(cx, keeper, id)
        })
        .await?;
    let to = match sent.to.as_str() {
        "left" => Side::Left,
        _ => Side::Right,
    };
    let turned = card_photos::turned(seen.value, to).await;
    let turned = turned.map_err(|error| visit.fail(error))?;
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::turn(cx, keeper, id, turned)
        })
        .await?;
    visit.go(&urls::card_photo(&id))
}

/// `POST /notebook/photos/{photo}/readings`
pub async fn read_again(visit: Visit, Path(id): Path<CardPhotoId>) -> Answer {
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::read_again(cx, keeper, id)
        })
        .await?;
    read(&visit, id).await;
    visit.go(&urls::card_photo(&id))
}

/// Has a picture read, and waits a little for that.
async fn read(visit: &Visit, id: CardPhotoId) {
    let Web { desk, app, .. } = &visit.web;
    visit.web.read_card_photos();
    desk.wait(app, &visit.caller, id).await;
}

/// `POST /notebook/photos/{photo}/removal`
pub async fn forget(visit: Visit, Path(id): Path<CardPhotoId>) -> Answer {
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::forget(cx, keeper, id)
        })
        .await?;
    visit.go_saying(&urls::card_photos(), "photo-dropped")
}

/// `GET /notebook/photos/{photo}/picture`
pub async fn picture(visit: Visit, Path(id): Path<CardPhotoId>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::picture(cx, keeper, id)
        })
        .await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, seen.value).into_response())
}

/// The words for a field of a card.
pub(crate) fn label(field: &str) -> &'static str {
    match field {
        "name" => "card-name",
        "title" => "card-title",
        "organisation" => "activity-organisation",
        "phones" => "card-phones",
        "emails" => "card-emails",
        "websites" => "card-websites",
        _ => "activity-address",
    }
}
