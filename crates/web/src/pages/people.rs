//! A person's page: who they are and their cards.

use app::person::{self, Shown};
use askama::Template;
use axum::extract::Path;
use domain::id::PersonId;
use domain::person::{Name, Visibility};

use crate::frame::Frame;
use crate::pages::card::Card;
use crate::pages::face::Face;
use crate::visit::{Answer, Visit};

/// A person.
#[derive(Template)]
#[template(path = "people/show.html")]
pub struct PersonPage {
    frame: Frame,
    face: Face,
    person_id: PersonId,
    name: String,
    given: String,
    profession: String,
    cards: Vec<Card>,
    is_me: bool,
    visibility: Visibility,
    editable: bool,
}

impl PersonPage {
    /// Somebody without a card, with three, and the viewer; one with a very long name.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |name: Name, cards, is_me| Self {
            frame: frame.clone(),
            face: Face::new(uuid::Uuid::from_u128(4).into(), &name, false),
            person_id: uuid::Uuid::from_u128(4).into(),
            given: name.given.clone(),
            name: name.full(),
            profession: "marketing".into(),
            cards,
            is_me,
            visibility: Visibility::Members,
            editable: false,
        };
        let long = Name::new(
            "Marie-Clémentine-Philomène".repeat(3),
            "de La Rochefoucauld-Tremblay",
        );
        vec![
            page(Name::new("Uashat", ""), Vec::new(), false),
            page(Name::new("Joaquim", "D’Almeida"), Card::samples(), false),
            page(long, Card::samples(), true),
        ]
    }

    fn visibility_key(&self) -> &'static str {
        visibility_key(self.visibility)
    }
}

/// The sentence that tells somebody who sees them.
pub fn visibility_key(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Private => "profile-now-private",
        Visibility::Members => "profile-now-members",
        Visibility::Public => "profile-now-public",
    }
}

/// `GET /people/{id}`
pub async fn show(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let seen = visit.read(move |cx| person::show(cx, id)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let Shown { seen, activities } = seen.value;
    let profession = activities.first().map(|a| a.words.profession.clone());
    visit.page(&PersonPage {
        frame,
        face: Face::from(&seen.person),
        person_id: id,
        name: seen.person.name.full(),
        given: seen.person.name.given,
        profession: profession.unwrap_or_default(),
        cards: Card::all(activities),
        is_me: seen.is_me,
        visibility: seen.person.visibility,
        editable: false,
    })
}
