//! One's own data: what is held, a copy as files, and being erased. Members confirm with a fresh
//! code; a guest without account does so from the browser that keeps their notebook.

use app::own_data::{self, Held};
use app::seat::{self, Hold, my_keeper};
use app::sign_in::{self, Confirmed};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::id::SignInId;
use domain::text::Lang;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit, hushed};
use crate::words::Library;

/// What is held, and what can be done about it.
#[derive(Template)]
#[template(path = "me/data.html")]
pub struct DataPage {
    frame: Frame,
    errors: Errors,
    held: Held,
    copy: Url,
    erasure: Url,
    /// Whether it is a guest's, who confirms by ticking instead of by a code.
    guest: bool,
}

/// The code that confirms an erasure.
#[derive(Template)]
#[template(path = "me/erasure.html")]
pub struct ErasurePage {
    frame: Frame,
    errors: Errors,
    id: SignInId,
}

impl DataPage {
    /// A member's, and a guest's who did not confirm.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |guest, name: &str, errors| Self {
            frame: frame.clone(),
            errors,
            held: Held {
                name: name.into(),
                cards: 3,
                evenings: 12,
                contacts: 148,
            },
            copy: urls::my_data_copy(),
            erasure: urls::my_erasure(),
            guest,
        };
        let unsure = vec![("sure", app::Say::new("erasure-unsure"))];
        let long = "Marie-Ève de la Bruère-Villeneuve ".repeat(4);
        vec![
            page(false, "Odile Lapointe", Errors::default()),
            page(true, &long, Errors::of(unsure, frame.w)),
        ]
    }
}

impl ErasurePage {
    /// Empty, and with a wrong code.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let wrong = sign_in::say(domain::account::SignInRefusal::WrongCode(3));
        let errors = Errors::of(vec![("code", wrong)], frame.w);
        let id = uuid::Uuid::from_u128(1).into();
        [Errors::default(), errors]
            .map(|errors| Self {
                frame: frame.clone(),
                errors,
                id,
            })
            .into()
    }
}

/// `GET /me/data`
pub async fn show(visit: Visit) -> Answer {
    again(&visit, Vec::new()).await
}

async fn again(visit: &Visit, problems: app::form::Problems) -> Answer {
    let status = status(&problems);
    let seen = visit
        .read(|cx| {
            let keeper = my_keeper(cx)?;
            own_data::held(cx, keeper)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let page = DataPage {
        errors: Errors::of(problems, frame.w),
        frame,
        held: seen.value,
        copy: urls::my_data_copy(),
        erasure: urls::my_erasure(),
        guest: false,
    };
    visit.page_with(status, &page)
}

fn status(problems: &app::form::Problems) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// `GET /me/data/copy`
pub async fn copy(visit: Visit) -> Answer {
    let words = readme(visit.words());
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            own_data::copy(cx, keeper, &words, waiting)
        })
        .await?;
    Ok(zip(seen.value))
}

fn readme(w: &crate::words::Words) -> String {
    w.t("data-readme").replace('\n', "\r\n")
}

fn waiting(lang: Lang) -> String {
    Library::shared().of(lang).t("calendar-waiting").to_owned()
}

fn zip(bytes: Vec<u8>) -> axum::response::Response {
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cinqasept.zip\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, bytes).into_response()
}

/// `POST /me/data/erasure`
pub async fn ask(visit: Visit) -> Answer {
    match visit.write(own_data::ask_erasure).await {
        Ok(seen) => visit.go(&urls::my_erasure_code(&seen.value)),
        Err(failure) => again(&visit, failure.problems()?).await,
    }
}

/// `GET /me/data/erasure/{id}`
pub async fn code_form(visit: Visit, Path(id): Path<SignInId>) -> Answer {
    code_page(&visit, id, Vec::new()).await
}

async fn code_page(visit: &Visit, id: SignInId, problems: app::form::Problems) -> Answer {
    let seen = visit.read(|cx| cx.me().map(|_| ())).await?;
    let frame = visit.frame(seen.me.as_ref());
    let status = status(&problems);
    let errors = Errors::of(problems, frame.w);
    visit.page_with(status, &ErasurePage { frame, errors, id })
}

/// What the code's form sends.
#[derive(Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
}

/// `POST /me/data/erasure/{id}`
pub async fn erase(
    visit: Visit,
    Path(id): Path<SignInId>,
    Form(Code { code }): Form<Code>,
) -> Answer {
    let confirmed = visit
        .write(move |cx| own_data::erase_with_code(cx, id, &code))
        .await;
    let problems = match confirmed {
        Ok(seen) => match seen.value {
            Confirmed::Yes => return visit.go_with_session(&urls::erased(), ""),
            Confirmed::No(refusal) => vec![("code", sign_in::say(refusal))],
        },
        Err(failure) => failure.problems()?,
    };
    code_page(&visit, id, problems).await
}

/// `GET /evening/{seat}/data`
pub async fn guest(visit: Visit, Path(key): Path<String>) -> Answer {
    hushed(guest_page(&visit, key, Vec::new()).await)
}

async fn guest_page(visit: &Visit, key: String, problems: app::form::Problems) -> Answer {
    let asked = key.clone();
    let seen = visit
        .read(move |cx| {
            let seat = seat::seat(cx, &asked)?;
            let keeper = seat.keeper(cx)?;
            let held = match keeper {
                Some(keeper) => own_data::held(cx, keeper)?,
                // Not claimed yet: what the link shows anyway.
                None => Held {
                    name: seat.person.name.full(),
                    ..Held::default()
                },
            };
            Ok((seat.hold, held))
        })
        .await?;
    let (hold, held) = seen.value;
    if hold == Hold::Session {
        return visit.go(&urls::my_data());
    }
    let frame = visit.frame(seen.me.as_ref());
    let status = status(&problems);
    let page = DataPage {
        errors: Errors::of(problems, frame.w),
        frame,
        held,
        copy: urls::guest_data_copy(&key),
        erasure: urls::guest_erasure(&key),
        guest: true,
    };
    visit.page_with(status, &page)
}

/// `POST /evening/{seat}/data/copy`
pub async fn guest_copy(visit: Visit, Path(key): Path<String>) -> Answer {
    let words = readme(visit.words());
    let copied = visit
        .write(move |cx| {
            let seat = seat::seat(cx, &key)?;
            let (keeper, secret) = seat.keep(cx)?;
            Ok((own_data::copy(cx, keeper, &words, waiting)?, secret))
        })
        .await?;
    let (bytes, secret) = copied.value;
    hushed(visit.keeping_claim(Ok(zip(bytes)), secret))
}

/// What confirms a guest's erasure.
#[derive(Deserialize)]
pub struct Sure {
    #[serde(default)]
    sure: String,
}

/// `POST /evening/{seat}/data/erasure`
pub async fn erase_guest(
    visit: Visit,
    Path(key): Path<String>,
    Form(Sure { sure }): Form<Sure>,
) -> Answer {
    if sure != "yes" {
        let unsure = vec![("sure", app::Say::new("erasure-unsure"))];
        return hushed(guest_page(&visit, key, unsure).await);
    }
    let asked = key.clone();
    match visit
        .write(move |cx| own_data::erase_guest(cx, &asked))
        .await
    {
        Ok(_) => visit.go(&urls::erased()),
        Err(failure) => hushed(guest_page(&visit, key, failure.problems()?).await),
    }
}

/// It is done.
#[derive(Template)]
#[template(path = "me/erased.html")]
pub struct ErasedPage {
    frame: Frame,
}

impl ErasedPage {
    /// The page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![Self {
            frame: frame.clone(),
        }]
    }
}

/// `GET /erased`
pub async fn erased(visit: Visit) -> Answer {
    let seen = visit.read(|_| Ok(())).await?;
    visit.page(&ErasedPage {
        frame: visit.frame(seen.me.as_ref()),
    })
}
