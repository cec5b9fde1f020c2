//! What somebody says of themselves, and who may see it.

use app::form::Problems;
use app::person::{self, Profile, ProfileTyped};
use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use domain::person::{Name, Visibility};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::card::Card;
use crate::pages::face::Face;
use crate::pages::people::visibility_key;
use crate::pages::{field::Errors, me};
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};

/// The viewer's profile: what can be rewritten, and what others see of it.
#[derive(Template)]
#[template(path = "people/profile.html")]
pub struct ProfilePage {
    frame: Frame,
    errors: Errors,
    typed: ProfileTyped,
    email: String,
    page: Url,
    name: String,
    face: Face,
    has_portrait: bool,
    cards: Vec<Card>,
    visibility: Visibility,
    editable: bool,
}

/// The three answers to « who may see me », with their keys in the locales.
const VISIBILITIES: [(&str, &str, &str); 3] = [
    ("private", "profile-private", "profile-private-means"),
    ("members", "profile-members", "profile-members-means"),
    ("public", "profile-public", "profile-public-means"),
];

impl ProfilePage {
    /// Somebody new, somebody with three cards and a portrait, and a form with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let id = uuid::Uuid::from_u128(9).into();
        let page = |name: Name, cards, problems, has_portrait, visibility| Self {
            frame: frame.clone(),
            errors: Errors::of(problems, frame.w),
            typed: typed(&name, String::new(), frame.w.lang, visibility),
            email: "joaquim@vitalite.example".into(),
            page: urls::person(&id),
            face: Face::new(id, &name, has_portrait),
            name: name.full(),
            has_portrait,
            cards,
            visibility,
            editable: false,
        };
        let problems = vec![
            ("given", app::Say::new("problem-missing")),
            ("visibility", app::Say::new("problem-choice")),
            ("portrait", app::portrait::too_large()),
        ];
        let name = Name::new("Joaquim", "D’Almeida");
        let long = Name::new(
            "Marie-Clémentine".repeat(5),
            "de La Rochefoucauld".repeat(4),
        );
        vec![
            page(
                Name::new("odile", ""),
                Vec::new(),
                Vec::new(),
                false,
                Visibility::Private,
            ),
            page(name, Card::samples(), Vec::new(), true, Visibility::Public),
            page(long, Card::samples(), problems, false, Visibility::Members),
        ]
    }

    fn visibility_key(&self) -> &'static str {
        visibility_key(self.visibility)
    }

    fn visibilities(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        &VISIBILITIES
    }
}

fn typed(
    name: &Name,
    pronunciation: String,
    lang: domain::text::Lang,
    visibility: Visibility,
) -> ProfileTyped {
    let visibility = match visibility {
        Visibility::Private => "private",
        Visibility::Members => "members",
        Visibility::Public => "public",
    };
    ProfileTyped {
        given: name.given.clone(),
        family: name.family.clone(),
        pronunciation,
        lang: lang.code().into(),
        visibility: visibility.into(),
    }
}

/// `GET /me/profile`
pub async fn form(visit: Visit) -> Answer {
    again(&visit, Vec::new(), None).await
}

/// The profile with the problems of one of its forms and what was typed there.
pub async fn again(visit: &Visit, problems: Problems, kept: Option<ProfileTyped>) -> Answer {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let seen = visit.read(person::profile).await?;
    let email = seen.me.as_ref().map(|me| me.email.to_string());
    let frame = visit.frame(seen.me.as_ref());
    let Profile {
        person,
        pronunciation,
        portrait_at,
        activities,
    } = seen.value;
    let page = ProfilePage {
        errors: Errors::of(problems, frame.w),
        frame,
        typed: kept
            .unwrap_or_else(|| typed(&person.name, pronunciation, person.lang, person.visibility)),
        email: email.unwrap_or_default(),
        page: urls::person(&person.id),
        face: Face::from(&person).as_of(portrait_at),
        name: person.name.full(),
        has_portrait: person.has_portrait,
        cards: Card::all(activities),
        visibility: person.visibility,
        editable: false,
    };
    visit.page_with(status, &page)
}

/// What the profile's form sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    given: String,
    family: String,
    pronunciation: String,
    lang: String,
    visibility: String,
}

/// `POST /me/profile`
pub async fn describe(visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let typed = ProfileTyped {
        given: typed.given,
        family: typed.family,
        pronunciation: typed.pronunciation,
        lang: typed.lang,
        visibility: typed.visibility,
    };
    let words = typed.clone();
    match visit.write(move |cx| person::describe(cx, &words)).await {
        Ok(_) => visit.go_saying(&urls::profile(), "profile-saved"),
        Err(failure) => again(&visit, failure.problems()?, Some(typed)).await,
    }
}

/// `POST /me/name`
pub async fn rename(visit: Visit, Form(Typed { given, family, .. }): Form<Typed>) -> Answer {
    let name = Name::new(given.clone(), family.clone());
    match visit
        .write(move |cx| person::rename(cx, &given, &family))
        .await
    {
        Ok(_) => visit.go_saying(&urls::me(), "profile-saved"),
        Err(failure) => me::again(&visit, failure.problems()?, Some(name)).await,
    }
}
