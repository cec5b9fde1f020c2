//! One's own data: what is held, a copy as files, and being erased. Members confirm with a fresh
//! code, and so does a guest whose address is known; any other does so from the browser that keeps
//! their notebook.

use app::own_data::{self, Asked, Held, Proof};
use app::seat::{self, Hold, my_keeper};
use app::sign_in::{self, Confirmed, Use};
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

/// How whoever looks at their data proves that it is theirs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By their session; an erasure takes a code as well.
    Member,
    /// As a guest.
    Guest(Proof),
}

/// What is held, and what can be done about it.
#[derive(Template)]
#[template(path = "me/data.html")]
pub struct DataPage {
    frame: Frame,
    errors: Errors,
    name: String,
    held: Option<Held>,
    copy: Url,
    erasure: Url,
    way: Way,
}

/// The code that confirms a copy or an erasure.
#[derive(Template)]
#[template(path = "me/confirm.html")]
pub struct ConfirmPage {
    frame: Frame,
    errors: Errors,
    /// Whether it erases; else it copies.
    erases: bool,
    to: Url,
    back: Url,
}

impl DataPage {
    /// Whether a tick is all that can be asked of whoever wants to be erased.
    fn ticks(&self) -> bool {
        self.way == Way::Guest(Proof::Browser)
    }

    /// Whether a copy takes a code.
    fn codes(&self) -> bool {
        self.way == Way::Guest(Proof::Code)
    }

    /// Why nothing can be done from here, if so: the message.
    fn closed(&self) -> Option<&'static str> {
        match self.way {
            Way::Guest(Proof::Session) => Some("data-account"),
            Way::Guest(Proof::Elsewhere) => Some("data-elsewhere"),
            _ => None,
        }
    }

    /// A member's, a guest's who did not confirm, and one for each other way.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |way, name: &str, errors| Self {
            frame: frame.clone(),
            errors,
            name: name.into(),
            held: (way != Way::Guest(Proof::Elsewhere)).then(|| Held {
                name: name.into(),
                cards: 3,
                evenings: 12,
                contacts: 148,
            }),
            copy: urls::my_data_copy(),
            erasure: urls::my_erasure(),
            way,
        };
        let unsure = vec![("sure", app::Say::new("erasure-unsure"))];
        let long = "Marie-Ève de la Bruère-Villeneuve ".repeat(4);
        let (none, ketsia) = (Errors::default, "Ketsia");
        vec![
            page(Way::Member, "Odile Lapointe", none()),
            page(
                Way::Guest(Proof::Browser),
                &long,
                Errors::of(unsure, frame.w),
            ),
            page(Way::Guest(Proof::Code), ketsia, none()),
            page(Way::Guest(Proof::Elsewhere), ketsia, none()),
            page(Way::Guest(Proof::Session), ketsia, none()),
        ]
    }
}

impl ConfirmPage {
    fn of_member(frame: Frame, errors: Errors, id: SignInId) -> Self {
        Self {
            frame,
            errors,
            erases: true,
            to: urls::my_erasure_code(&id),
            back: urls::my_data(),
        }
    }

    /// Empty, with a wrong code, and a guest's copy.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let wrong = sign_in::say(domain::account::SignInRefusal::WrongCode(3));
        let errors = Errors::of(vec![("code", wrong)], frame.w);
        let id = uuid::Uuid::from_u128(1).into();
        vec![
            Self::of_member(frame.clone(), Errors::default(), id),
            Self::of_member(frame.clone(), errors, id),
            Self {
                erases: false,
                ..Self::of_member(frame.clone(), Errors::default(), id)
            },
        ]
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
        name: seen.value.name.clone(),
        held: Some(seen.value),
        copy: urls::my_data_copy(),
        erasure: urls::my_erasure(),
        way: Way::Member,
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
    visit.page_with(status, &ConfirmPage::of_member(frame, errors, id))
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
            let data = own_data::of_guest(cx, &seat)?;
            Ok((seat.hold, data))
        })
        .await?;
    let (hold, data) = seen.value;
    if hold == Hold::Session {
        return visit.go(&urls::my_data());
    }
    let frame = visit.frame(seen.me.as_ref());
    let status = status(&problems);
    let page = DataPage {
        errors: Errors::of(problems, frame.w),
        frame,
        name: data.name,
        held: data.held,
        copy: urls::guest_data_copy(&key),
        erasure: urls::guest_erasure(&key),
        way: Way::Guest(data.proof),
    };
    visit.page_with(status, &page)
}

/// `POST /evening/{seat}/data/copy`
pub async fn guest_copy(visit: Visit, Path(key): Path<String>) -> Answer {
    let (words, asked) = (readme(visit.words()), key.clone());
    let copied = visit
        .write(move |cx| {
            own_data::ask_as_guest(cx, &asked, Use::Copy, |cx, keeper| {
                own_data::copy(cx, keeper, &words, waiting)
            })
        })
        .await;
    hushed(match copied {
        Ok(seen) => match seen.value {
            Asked::Done(bytes, secret) => visit.keeping_claim(Ok(zip(bytes)), secret),
            Asked::Sent(id) => visit.go(&urls::guest_copy_code(&key, &id)),
        },
        Err(failure) => guest_page(&visit, key, failure.problems()?).await,
    })
}

/// What confirms a guest's erasure where no code can.
#[derive(Deserialize)]
pub struct Sure {
    #[serde(default)]
    sure: String,
}

/// `POST /evening/{seat}/data/erasure`
pub async fn ask_erasure_as_guest(
    visit: Visit,
    Path(key): Path<String>,
    Form(Sure { sure }): Form<Sure>,
) -> Answer {
    let asked = key.clone();
    let erased = visit
        .write(move |cx| {
            own_data::ask_as_guest(cx, &asked, Use::Erasure, |cx, keeper| {
                if sure == "yes" {
                    own_data::erase_guest(cx, keeper)
                } else {
                    let unsure = vec![("sure", app::Say::new("erasure-unsure"))];
                    Err(app::Error::Invalid(unsure))
                }
            })
        })
        .await;
    hushed(match erased {
        Ok(seen) => match seen.value {
            Asked::Done((), _) => visit.go(&urls::erased()),
            Asked::Sent(id) => visit.go(&urls::guest_erasure_code(&key, &id)),
        },
        Err(failure) => guest_page(&visit, key, failure.problems()?).await,
    })
}

/// `GET /evening/{seat}/data/copy/{id}`
pub async fn guest_copy_form(visit: Visit, Path((key, id)): Path<(String, SignInId)>) -> Answer {
    hushed(guest_code_page(&visit, (&key, id), Use::Copy, Vec::new()).await)
}

/// `GET /evening/{seat}/data/erasure/{id}`
pub async fn guest_erasure_form(visit: Visit, Path((key, id)): Path<(String, SignInId)>) -> Answer {
    hushed(guest_code_page(&visit, (&key, id), Use::Erasure, Vec::new()).await)
}

async fn guest_code_page(
    visit: &Visit,
    (key, id): (&str, SignInId),
    what: Use,
    problems: app::form::Problems,
) -> Answer {
    let asked = key.to_owned();
    let seen = visit
        .read(move |cx| seat::seat(cx, &asked).map(|_| ()))
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let status = status(&problems);
    let erases = what == Use::Erasure;
    let page = ConfirmPage {
        errors: Errors::of(problems, frame.w),
        frame,
        erases,
        to: match erases {
            true => urls::guest_erasure_code(key, &id),
            false => urls::guest_copy_code(key, &id),
        },
        back: urls::guest_data(key),
    };
    visit.page_with(status, &page)
}

/// `POST /evening/{seat}/data/copy/{id}`
pub async fn copy_as_guest(
    visit: Visit,
    Path((key, id)): Path<(String, SignInId)>,
    Form(Code { code }): Form<Code>,
) -> Answer {
    let (words, asked) = (readme(visit.words()), key.clone());
    let copied = visit
        .write(move |cx| {
            own_data::confirm_as_guest(cx, &asked, Use::Copy, (id, &code), |cx, keeper| {
                own_data::copy(cx, keeper, &words, waiting)
            })
        })
        .await?;
    hushed(match copied.value {
        Ok(bytes) => Ok(zip(bytes)),
        Err(refusal) => {
            let wrong = vec![("code", sign_in::say(refusal))];
            guest_code_page(&visit, (&key, id), Use::Copy, wrong).await
        }
    })
}

/// `POST /evening/{seat}/data/erasure/{id}`
pub async fn erase_as_guest(
    visit: Visit,
    Path((key, id)): Path<(String, SignInId)>,
    Form(Code { code }): Form<Code>,
) -> Answer {
    let asked = key.clone();
    let erased = visit
        .write(move |cx| {
            let act = own_data::erase_guest;
            own_data::confirm_as_guest(cx, &asked, Use::Erasure, (id, &code), act)
        })
        .await?;
    hushed(match erased.value {
        Ok(()) => visit.go(&urls::erased()),
        Err(refusal) => {
            let wrong = vec![("code", sign_in::say(refusal))];
            guest_code_page(&visit, (&key, id), Use::Erasure, wrong).await
        }
    })
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
