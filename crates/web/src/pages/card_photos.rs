//! Pictures of paper cards: taken at a table, read by the machine, confirmed by their keeper.

use app::card_photos::{self, UPLOAD_LIMIT};
use app::contact_cards::Typed;
use app::error::Say;
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use domain::contact_card::{CardPhoto, PhotoState};
use domain::id::CardPhotoId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Failure, Visit};

/// Taking pictures, and those that wait to be confirmed.
#[derive(Template)]
#[template(path = "card_photos/list.html")]
pub struct CardPhotosPage {
    frame: Frame,
    errors: Errors,
    waiting: Vec<(CardPhotoId, String)>,
}

/// What a picture says, beside the picture.
#[derive(Template)]
#[template(path = "card_photos/show.html")]
pub struct CardPhotoPage {
    frame: Frame,
    errors: Errors,
    id: CardPhotoId,
    state: PhotoState,
    doubts: Vec<&'static str>,
    typed: Typed,
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
                .map(|(name, n)| (uuid::Uuid::from_u128(n).into(), (*name).to_owned()))
                .collect(),
        };
        let long = "Marie-Philomène-Antoinette de Repentigny-Vandenbroucke-Charlebois";
        let problem = vec![("photo", Say::new("photo-problem-none"))];
        vec![
            page(Vec::new(), &[]),
            page(problem, &["Inès Belkacem", "", long]),
        ]
    }
}

impl CardPhotoPage {
    fn new(frame: Frame, photo: &CardPhoto, sent: Option<Typed>, errors: Errors) -> Self {
        let (proposed, doubts) = card_photos::proposed(photo);
        Self {
            frame,
            errors,
            id: photo.id,
            state: photo.state,
            doubts,
            typed: sent.unwrap_or(proposed),
        }
    }

    fn doubted(&self, field: &&str) -> bool {
        self.doubts.contains(field)
    }

    fn hint(&self) -> &'static str {
        match self.state {
            PhotoState::Waiting => "photo-unread",
            PhotoState::Failed => "photo-failed",
            _ if self.doubts.is_empty() => "photo-sure",
            _ => "photo-doubts",
        }
    }

    /// Read with doubts, and not read at all.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |state, doubts, typed| Self {
            frame: frame.clone(),
            errors: Errors::default(),
            id: uuid::Uuid::from_u128(3).into(),
            state,
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
        vec![
            page(PhotoState::Read, vec!["title", "emails"], typed),
            page(PhotoState::Waiting, Vec::new(), Typed::default()),
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
    let waiting = seen.value.into_iter().map(|(photo, name)| (photo.id, name));
    let page = CardPhotosPage {
        waiting: waiting.collect(),
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
    let looked = match picture_of(request).await {
        Ok(picture) => card_photos::look(picture, visit.letters()).await,
        Err(say) => Err(app::Error::Invalid(vec![("photo", say)])),
    };
    let looked = match looked {
        Ok(looked) => looked,
        Err(error) => {
            let failure = visit.fail(error);
            return list_page(visit, Some(failure)).await;
        }
    };
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            card_photos::take_in(cx, keeper, &looked)
        })
        .await?;
    visit.go(&urls::card_photo(&seen.value))
}

async fn form(visit: Visit, id: CardPhotoId, failed: Option<(Failure, Typed)>) -> Answer {
    let (problems, sent) = match failed {
        Some((failure, typed)) => (failure.problems()?, Some(typed)),
        None => (Vec::new(), None),
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
    if let Some(contact) = contact {
        return visit.go(&urls::contact(&contact));
    }
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let errors = Errors::of(problems, frame.w);
    visit.page_with(status, &CardPhotoPage::new(frame, &photo, sent, errors))
}

/// `GET /notebook/photos/{photo}`
pub async fn show(visit: Visit, Path(id): Path<CardPhotoId>) -> Answer {
    form(visit, id, None).await
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
        Err(failure) => form(visit, id, Some((failure, typed))).await,
    }
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
