//! A card of a contact, typed or corrected by its keeper.

use app::contact_cards::{self, Arrived, Typed};
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{ContactCardId, ContactId};

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Failure, Visit};

/// What a form is about: a new contact's card, one more card of a contact, or one there is.
#[derive(Clone, Debug, Default)]
struct About {
    name: String,
    contact: Option<ContactId>,
    card: Option<ContactCardId>,
    raw: String,
}

/// A card to type or correct.
#[derive(Template)]
#[template(path = "contact_cards/form.html")]
pub struct ContactCardPage {
    frame: Frame,
    errors: Errors,
    about: About,
    typed: Typed,
}

impl ContactCardPage {
    fn title_key(&self) -> &'static str {
        match (self.about.contact, self.about.card) {
            (None, _) => "card-new-contact",
            (_, None) => "card-new",
            _ => "card-correct",
        }
    }

    fn action(&self) -> Url {
        match (self.about.contact, self.about.card) {
            (Some(contact), Some(card)) => urls::contact_card(&contact, &card),
            (Some(contact), None) => urls::contact_card_new(&contact),
            _ => urls::card_new(),
        }
    }

    fn back(&self) -> Url {
        match self.about.contact {
            Some(contact) => urls::contact(&contact),
            None => urls::notebook(),
        }
    }

    /// A new contact, and a card with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let id = |n| uuid::Uuid::from_u128(n);
        let page = |about, typed, problems| Self {
            frame: frame.clone(),
            errors: Errors::of(problems, frame.w),
            about,
            typed,
        };
        let about = About {
            name: "Inès Belkacem".into(),
            contact: Some(id(1).into()),
            card: Some(id(2).into()),
            raw: "BEGIN:VCARD\nVERSION:3.0\nFN:Inès Belkacem\nEND:VCARD".into(),
        };
        let problems = vec![
            ("name", app::Say::new("card-problem-nobody")),
            ("emails", app::Say::new("problem-email")),
        ];
        let typed = Typed {
            title: "Notaire ".repeat(20),
            emails: "ines".into(),
            ..Typed::default()
        };
        vec![
            page(About::default(), Typed::default(), Vec::new()),
            page(about, typed, problems),
        ]
    }
}

/// What a form is about, loaded.
async fn about(
    visit: &Visit,
    contact: Option<ContactId>,
    card: Option<ContactCardId>,
) -> Result<(Frame, About, Typed), Failure> {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            let mut about = About {
                contact,
                card,
                ..About::default()
            };
            let mut typed = Typed::default();
            if let (Some(contact), Some(card)) = (contact, card) {
                let (contact, card) = contact_cards::find(cx, keeper, contact, card)?;
                (about.name, about.raw) = (contact.name, card.raw);
                typed = Typed::of(&card.card);
            } else if let Some(contact) = contact {
                about.name = app::contacts::find(cx, keeper, contact)?.name;
                typed.name.clone_from(&about.name);
            }
            Ok((about, typed))
        })
        .await?;
    let (about, typed) = seen.value;
    Ok((visit.frame(seen.me.as_ref()), about, typed))
}

async fn form(
    visit: Visit,
    contact: Option<ContactId>,
    card: Option<ContactCardId>,
    failed: Option<(Failure, Typed)>,
) -> Answer {
    let (problems, sent) = match failed {
        Some((failure, typed)) => (failure.problems()?, Some(typed)),
        None => (Vec::new(), None),
    };
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (frame, about, typed) = about(&visit, contact, card).await?;
    let page = ContactCardPage {
        errors: Errors::of(problems, frame.w),
        frame,
        about,
        typed: sent.unwrap_or(typed),
    };
    visit.page_with(status, &page)
}

/// `GET /notebook/cards/new`
pub async fn begin_form(visit: Visit) -> Answer {
    form(visit, None, None, None).await
}

/// `POST /notebook/cards/new`
pub async fn begin(visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contact_cards::begin(cx, keeper, &sent)
        })
        .await;
    match done {
        Ok(seen) => arrived(&visit, &seen.value),
        Err(failure) => form(visit, None, None, Some((failure, typed))).await,
    }
}

/// The page of a contact whose card came in, which says whether it was there.
pub(crate) fn arrived(visit: &Visit, Arrived { card, joined }: &Arrived) -> Answer {
    let said = if *joined { "card-joined" } else { "card-kept" };
    visit.go_saying(&urls::contact(&card.contact_id), said)
}

/// `GET /notebook/{contact}/cards/new`
pub async fn new_form(visit: Visit, Path(contact): Path<ContactId>) -> Answer {
    form(visit, Some(contact), None, None).await
}

/// `POST /notebook/{contact}/cards/new`
pub async fn add(visit: Visit, Path(contact): Path<ContactId>, Form(typed): Form<Typed>) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contact_cards::add(cx, keeper, contact, &sent)
        })
        .await;
    match done {
        Ok(_) => visit.go_saying(&urls::contact(&contact), "card-kept"),
        Err(failure) => form(visit, Some(contact), None, Some((failure, typed))).await,
    }
}

/// `GET /notebook/{contact}/cards/{card}`
pub async fn show(visit: Visit, Path((contact, card)): Path<(ContactId, ContactCardId)>) -> Answer {
    form(visit, Some(contact), Some(card), None).await
}

/// `POST /notebook/{contact}/cards/{card}`
pub async fn correct(
    visit: Visit,
    Path((contact, card)): Path<(ContactId, ContactCardId)>,
    Form(typed): Form<Typed>,
) -> Answer {
    let sent = typed.clone();
    let done = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contact_cards::correct(cx, keeper, contact, card, &sent)
        })
        .await;
    match done {
        Ok(_) => visit.go_saying(&urls::contact(&contact), "card-kept"),
        Err(failure) => form(visit, Some(contact), Some(card), Some((failure, typed))).await,
    }
}

/// `POST /notebook/{contact}/cards/{card}/removal`
pub async fn forget(
    visit: Visit,
    Path((contact, card)): Path<(ContactId, ContactCardId)>,
) -> Answer {
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contact_cards::forget(cx, keeper, contact, card)
        })
        .await?;
    visit.go_saying(&urls::contact(&contact), "card-forgotten")
}

/// `POST /notebook/{contact}/cards/{card}/parting`
pub async fn part(visit: Visit, Path((contact, card)): Path<(ContactId, ContactCardId)>) -> Answer {
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            contact_cards::part(cx, keeper, contact, card)
        })
        .await?;
    visit.go_saying(&urls::contact(&seen.value), "card-parted")
}
