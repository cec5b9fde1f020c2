//! The viewer's telephones: how to put the notebook on one, and the passwords that let them in.

use app::app_passwords::{self, AppPassword};
use app::form::Problems;
use app::phone_book::{self, Telephones};
use app::seat;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::AppPasswordId;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Visit, hushed};

/// The viewer's telephones.
#[derive(Template)]
#[template(path = "phone_book/show.html")]
pub struct PhonePage {
    frame: Frame,
    errors: Errors,
    server: String,
    telephones: Telephones,
    typed: String,
    /// A password just made: of which telephone, and what it is.
    made: Option<(String, String)>,
}

impl PhonePage {
    /// No telephone yet; two, with a password just made; a name that is refused.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let password = |n: u128, name: &str, seen_at| AppPassword {
            id: uuid::Uuid::from_u128(n).into(),
            keeper_id: uuid::Uuid::from_u128(1).into(),
            name: name.into(),
            created_at: frame.now,
            seen_at,
        };
        let none = Telephones {
            login: "odile.lapointe@exemple.ca".into(),
            passwords: Vec::new(),
            with_notes: false,
            hidden: 0,
        };
        let some = Telephones {
            passwords: vec![
                password(2, "iPhone d’Odile", Some(frame.now)),
                password(3, &"Tablette du bureau ".repeat(3), None),
            ],
            with_notes: true,
            hidden: 3,
            ..none.clone()
        };
        let mut full = Self::new(frame.clone(), some);
        let secret = "k7m2pq-x9d4ra-hw3bnt-e6cyu8";
        full.made = Some(("iPhone d’Odile".into(), secret.into()));
        let mut wrong = Self::new(frame.clone(), none.clone());
        wrong.errors = Errors::of(vec![("name", app::Say::new("problem-missing"))], frame.w);
        vec![Self::new(frame.clone(), none), full, wrong]
    }

    fn new(frame: Frame, telephones: Telephones) -> Self {
        Self {
            errors: Errors::of(Problems::new(), frame.w),
            server: frame.absolute(&urls::dav()),
            typed: String::new(),
            made: None,
            telephones,
            frame,
        }
    }

    fn hidden(&self) -> usize {
        usize::try_from(self.telephones.hidden).unwrap_or_default()
    }

    /// When a password was made and last used.
    fn facts(&self, password: &AppPassword) -> String {
        let w = self.frame.w;
        let day = |at| w.short_date(at, ZONE);
        let made = w.with("phone-made", &[("date", &day(&password.created_at))]);
        let seen = match &password.seen_at {
            Some(at) => w.with("phone-seen", &[("date", &day(at))]),
            None => w.t("phone-never").to_owned(),
        };
        [made, seen].join(", ")
    }
}

/// Days are told as Montréal counts them: no telephone says where it is.
const ZONE: &str = "America/Toronto";

fn telephones(cx: &mut app::Cx<'_, '_>) -> app::Result<Telephones> {
    let keeper = seat::my_keeper(cx)?;
    phone_book::telephones(cx, keeper)
}

/// `GET /me/phone`
pub async fn show(visit: Visit) -> Answer {
    let seen = visit.read(telephones).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&PhonePage::new(frame, seen.value))
}

/// What a telephone is called.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Named {
    name: String,
}

/// `POST /me/phone/passwords`: the password is on the answer's own page, and nowhere again.
pub async fn make(visit: Visit, Form(named): Form<Named>) -> Answer {
    let name = named.name.clone();
    let job = move |cx: &mut app::Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        app_passwords::make(cx, keeper, &name)
    };
    let done = visit.write(job).await;
    let seen = visit.read(telephones).await?;
    let mut page = PhonePage::new(visit.frame(seen.me.as_ref()), seen.value);
    match done {
        Ok(made) => {
            let (password, secret) = made.value;
            page.made = Some((password.name, secret));
            hushed(visit.page(&page))
        }
        Err(failure) => {
            page.errors = Errors::of(failure.problems()?, page.frame.w);
            page.typed = named.name;
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `POST /me/phone/passwords/{id}/revocation`
pub async fn revoke(visit: Visit, Path(id): Path<AppPasswordId>) -> Answer {
    let job = move |cx: &mut app::Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        app_passwords::revoke(cx, keeper, id)
    };
    visit.write(job).await?;
    visit.go_saying(&urls::phone_book(), "phone-revoked")
}

/// Whether private notes go out.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Notes {
    notes: String,
}

/// `POST /me/phone/notes`
pub async fn notes(visit: Visit, Form(typed): Form<Notes>) -> Answer {
    let job = move |cx: &mut app::Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        phone_book::send_notes(cx, keeper, typed.notes == "on")
    };
    visit.write(job).await?;
    visit.go_saying(&urls::phone_book(), "phone-notes-saved")
}

/// `POST /me/phone/return`
pub async fn show_again(visit: Visit) -> Answer {
    let job = |cx: &mut app::Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        phone_book::show_again(cx, keeper)
    };
    visit.write(job).await?;
    visit.go_saying(&urls::phone_book(), "phone-returned")
}
