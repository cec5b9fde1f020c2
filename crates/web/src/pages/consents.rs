//! Whether one may write to a contact: on what ground, until when, and noting that they agreed or
//! agree no more.

use app::consent::{self, Standing, Typed};
use app::contacts;
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::consent::{Basis, Ground, Refusal};
use domain::id::ContactId;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::pages::notebook::HOME;
use crate::urls;
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// Whether one may write, in a sentence.
pub struct ConsentLine {
    /// Whether one may.
    pub may: bool,
    /// On what ground and until when, or why not.
    pub words: String,
    /// Where that comes from, in the keeper's words; may be empty.
    pub source: String,
}

impl ConsentLine {
    /// A standing in words.
    pub fn new(w: &Words, standing: &Standing) -> Self {
        let (may, words) = match &standing.decided {
            Ok(_) if !standing.reachable => (false, w.t("consent-no-address").to_owned()),
            Ok(ground) => (true, granted(w, ground)),
            Err(refusal) => (false, w.say(&consent::say(*refusal))),
        };
        Self {
            may,
            words,
            source: standing.source.clone(),
        }
    }
}

fn granted(w: &Words, ground: &Ground) -> String {
    let since = w.short_date(&ground.since, HOME);
    let key = match ground.basis {
        Basis::Express => "consent-express",
        Basis::Member => "consent-member",
        Basis::GaveCard => "consent-gave-card",
        Basis::Inquiry => "consent-inquiry",
        Basis::Referral => "consent-referral",
    };
    let why = w.with(key, &[("date", &since)]);
    match ground.ends() {
        Some(end) => {
            let end = w.short_date(&end, HOME);
            format!("{why} {}", w.with("consent-until", &[("date", &end)]))
        }
        None => why,
    }
}

/// Noting a consent.
#[derive(Template)]
#[template(path = "notebook/consent.html")]
pub struct ConsentPage {
    frame: Frame,
    errors: Errors,
    id: ContactId,
    name: String,
    line: ConsentLine,
    typed: Typed,
    options: Vec<(&'static str, String)>,
}

impl ConsentPage {
    fn new(
        frame: Frame,
        id: ContactId,
        (name, standing): (String, &Standing),
        errors: Errors,
        typed: Typed,
    ) -> Self {
        let word = |(value, key): (&'static str, &str)| (value, frame.w.t(key).to_owned());
        let options = [
            ("express", "consent-note-express"),
            ("gave_card", "consent-note-gave-card"),
            ("inquiry", "consent-note-inquiry"),
            ("withdrawn", "consent-note-withdrawn"),
        ];
        Self {
            line: ConsentLine::new(frame.w, standing),
            options: options.map(word).into(),
            errors,
            id,
            name,
            typed,
            frame,
        }
    }

    /// A card that lasts, and nothing, with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let card = Standing {
            decided: Ok(Ground::new(Basis::GaveCard, frame.now)),
            source: "Vin et fromages, de la main à la main".into(),
            reachable: true,
        };
        let mute = Standing {
            reachable: false,
            ..card.clone()
        };
        let nothing = Standing {
            decided: Err(Refusal::Nothing),
            source: String::new(),
            reachable: true,
        };
        let problems = vec![
            ("what", app::Say::new("problem-choice")),
            ("on", app::Say::new("consent-future")),
        ];
        let page = |name: &str, standing, errors| {
            let id = uuid::Uuid::from_u128(2).into();
            let of = (name.to_owned(), standing);
            Self::new(frame.clone(), id, of, errors, Typed::default())
        };
        let errors = Errors::of(problems, frame.w);
        vec![
            page("Inès Belkacem", &card, Errors::default()),
            page("Quelqu’un", &mute, Errors::default()),
            page(&"Marie-Ève de la Bruère ".repeat(6), &nothing, errors),
        ]
    }
}

/// `GET /notebook/{contact}/consent`
pub async fn form(visit: Visit, Path(id): Path<ContactId>) -> Answer {
    page(&visit, id, Vec::new(), None).await
}

async fn page(
    visit: &Visit,
    id: ContactId,
    problems: app::form::Problems,
    typed: Option<Typed>,
) -> Answer {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            let contact = contacts::find(cx, keeper, id)?;
            let standing = consent::of_contact(cx, keeper, &contact)?;
            Ok((contact.name, standing))
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let typed = typed.unwrap_or_else(|| Typed {
        on: frame.w.iso(&frame.now, HOME).chars().take(10).collect(),
        ..Typed::default()
    });
    let errors = Errors::of(problems, frame.w);
    let (name, standing) = seen.value;
    visit.page_with(
        status,
        &ConsentPage::new(frame, id, (name, &standing), errors, typed),
    )
}

/// `POST /notebook/{contact}/consent`
pub async fn note(visit: Visit, Path(id): Path<ContactId>, Form(typed): Form<Typed>) -> Answer {
    let sent = typed.clone();
    let noted = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            consent::note(cx, keeper, id, &sent)
        })
        .await;
    match noted {
        Ok(_) => visit.go_saying(&urls::contact(&id), "consent-noted"),
        Err(failure) => page(&visit, id, failure.problems()?, Some(typed)).await,
    }
}
