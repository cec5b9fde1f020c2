//! Somebody's card as it goes out: a page with its code and its files, one for each activity and one
//! of all; and, for its owner, on paper.

use app::my_cards::{self, Code, Given, Typed, Version};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use domain::id::{ActivityId, PersonId};
use domain::text::Slug;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::badges::file;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// A card to be taken.
#[derive(Template)]
#[template(path = "card_out/show.html")]
pub struct CardOutPage {
    frame: Frame,
    given: Given,
    picture: String,
    notes: Vec<String>,
    paper_notes: Vec<String>,
    stocks: Vec<(&'static str, String)>,
}

impl CardOutPage {
    /// Somebody's only card; all of three, as their owner sees them; one with very long words.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        use domain::activity::{Activity, ActivityWords};
        use domain::card::Card;
        use domain::person::Name;
        let activity = |n: u128, title: &str| Activity {
            id: uuid::Uuid::from_u128(n).into(),
            words: ActivityWords {
                title: title.into(),
                organisation: "D’Almeida et filles".into(),
                phone: "514 555-0142".into(),
                email: "joaquim@dalmeida.example".into(),
                website: "https://dalmeida.example".into(),
                ..ActivityWords::default()
            },
        };
        let page = |name: Name, titles: &[&str], is_me, one: bool| {
            let activities: Vec<_> = (1..).zip(titles).map(|(n, t)| activity(n, t)).collect();
            let cards: Vec<_> = activities
                .iter()
                .map(|a| Card::of_activity(&name, &a.words))
                .collect();
            let given = Given {
                person: uuid::Uuid::from_u128(9).into(),
                name: name.full(),
                is_me,
                one: activities.first().map(|a| a.id).filter(|_| one),
                card: Card::combined(&cards),
                activities,
            };
            Self::new(frame.clone(), given)
        };
        let joaquim = Name::new("Joaquim", "D’Almeida");
        let three = [
            "Marketing de proximité",
            "Stockage infonuagique",
            "Pastilles vitalité",
        ];
        let long = Name::new(
            "Marie-Clémentine-Philomène".repeat(3),
            "de La Rochefoucauld",
        );
        let title = "Conseillère principale en stratégie d’internationalisation ".repeat(2);
        vec![
            page(joaquim.clone(), &three[..1], false, false),
            page(joaquim, &three, true, true),
            page(long, &[title.trim()], true, false),
        ]
    }

    fn new(frame: Frame, given: Given) -> Self {
        let w = frame.w;
        let title = w.with("card-out-code", &[("name", &given.name)]);
        let stocks = my_cards::STOCKS.iter().map(|(word, _)| {
            let key = match *word {
                "a4" => "card-out-a4",
                _ => "card-out-letter",
            };
            (*word, w.t(key).to_owned())
        });
        let code = given.code();
        let mut paper_notes = Vec::new();
        if given.is_me {
            paper_notes.extend(left_out(w, &given.code_on_paper()));
            let lacking = given.lacking_on_paper().into_iter();
            paper_notes.extend(lacking.map(|(text, letters)| {
                let args = [("text", text.as_str()), ("letters", letters.as_str())];
                w.with("card-out-letters", &args)
            }));
        }
        Self {
            picture: Given::picture(&code, &title),
            notes: left_out(w, &code).into_iter().collect(),
            paper_notes,
            stocks: stocks.collect(),
            given,
            frame,
        }
    }

    /// The address of a card of this person.
    fn page_of(&self, one: Option<&ActivityId>) -> Url {
        match one {
            Some(one) => urls::card_out(&self.given.person, one),
            None => urls::cards_out(&self.given.person),
        }
    }

    fn file_of(&self) -> Url {
        match &self.given.one {
            Some(one) => urls::card_file(&self.given.person, one),
            None => urls::cards_file(&self.given.person),
        }
    }

    fn sheet_of(&self) -> String {
        let one = self.given.one.map(|one| one.to_string());
        one.unwrap_or_default()
    }
}

/// What a code has no room for, as a sentence.
fn left_out(w: &Words, code: &Code) -> Option<String> {
    if code.text.is_none() {
        return Some(w.t("card-out-no-code").to_owned());
    }
    let word = |part: &&str| match *part {
        "address" => "card-out-part-address",
        "websites" => "card-out-part-websites",
        "emails" => "card-out-part-emails",
        "phones" => "card-out-part-phones",
        "activities" => "card-out-part-activities",
        _ => "card-out-part-trade",
    };
    let parts: Vec<&str> = code.left_out.iter().map(|part| w.t(word(part))).collect();
    let parts = parts.join(", ");
    (!parts.is_empty()).then(|| w.with("card-out-short", &[("parts", &parts)]))
}

async fn page(visit: Visit, id: PersonId, one: Option<ActivityId>) -> Answer {
    let seen = visit.read(move |cx| my_cards::give(cx, id, one)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&CardOutPage::new(frame, seen.value))
}

/// `GET /people/{id}/cards`
pub async fn all(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    page(visit, id, None).await
}

/// `GET /people/{id}/cards/{activity}`
pub async fn one(visit: Visit, Path((id, one)): Path<(PersonId, ActivityId)>) -> Answer {
    page(visit, id, Some(one)).await
}

/// Which vCard is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    version: String,
}

async fn vcard(visit: Visit, id: PersonId, one: Option<ActivityId>, wanted: Wanted) -> Answer {
    let seen = visit.read(move |cx| my_cards::give(cx, id, one)).await?;
    let version = match wanted.version.as_str() {
        "4.0" => Version::V4,
        _ => Version::V3,
    };
    let given = seen.value;
    let name = Slug::from_name(&given.name);
    let name = name.as_ref().map_or("card", Slug::as_str);
    let told = [
        (header::CONTENT_TYPE, "text/vcard; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.vcf\""),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((told, given.file(version)).into_response())
}

/// `GET /people/{id}/cards.vcf`
pub async fn all_file(
    visit: Visit,
    Path(id): Path<PersonId>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    vcard(visit, id, None, wanted).await
}

/// `GET /people/{id}/cards/{activity}/card.vcf`
pub async fn one_file(
    visit: Visit,
    Path((id, one)): Path<(PersonId, ActivityId)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    vcard(visit, id, Some(one), wanted).await
}

/// Which sheets are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OnPaper {
    activity: String,
    stock: String,
    outlines: String,
}

/// `GET /me/cards.pdf`
pub async fn paper(visit: Visit, Query(asked): Query<OnPaper>) -> Answer {
    let one = match asked.activity.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| visit.fail(app::Error::NotFound))?),
    };
    let typed = Typed {
        stock: asked.stock,
        outlines: asked.outlines == "on",
    };
    let lang = visit.lang(None);
    let job = move |cx: &mut app::Cx<'_, '_>| my_cards::sheets(cx, one, &typed, lang);
    let seen = visit.read(job).await?;
    file(&visit, "cards.pdf", move || seen.value.pdf()).await
}
