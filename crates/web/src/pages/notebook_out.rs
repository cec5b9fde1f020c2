//! The notebook as a file for other programs: which file, whom, and whether private notes go too.

use app::notebook_out::{self, Wanted};
use app::seat;
use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::IntoResponse;

use crate::frame::Frame;
use crate::visit::{Answer, Visit};

/// The form.
#[derive(Template)]
#[template(path = "notebook_out/form.html")]
pub struct NotebookOutPage {
    frame: Frame,
    wanted: Wanted,
    /// Whether a file was asked for of which nobody would be.
    nobody: bool,
    files: Vec<(&'static str, String)>,
}

impl NotebookOutPage {
    /// Everybody, what a search found, and nobody.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let searched = Wanted {
            q: "chocolat novembre ".repeat(4),
            tag: "Succession".into(),
            ..Wanted::default()
        };
        let nobody = searched.clone();
        [
            (Wanted::default(), false),
            (searched, false),
            (nobody, true),
        ]
        .map(|(wanted, nobody)| Self::new(frame.clone(), wanted, nobody))
        .into()
    }

    fn new(frame: Frame, wanted: Wanted, nobody: bool) -> Self {
        let words = |file: &str| match file {
            "vcard3" => "notebook-out-vcard3",
            "vcard4" => "notebook-out-vcard4",
            "jscontact" => "notebook-out-jscontact",
            "table" => "notebook-out-table",
            _ => "notebook-out-csv",
        };
        let files = notebook_out::FILES.iter();
        Self {
            files: files
                .map(|(file, ..)| (*file, frame.w.t(words(file)).to_owned()))
                .collect(),
            wanted,
            nobody,
            frame,
        }
    }
}

/// `GET /notebook/out`
pub async fn form(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let seen = visit.read(|cx| seat::my_keeper(cx)).await?;
    let frame = visit.frame(seen.me.as_ref());
    visit.page(&NotebookOutPage::new(frame, wanted, false))
}

/// `GET /notebook/file`
pub async fn file(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let lang = visit.lang(None);
    let asked = wanted.clone();
    let job = move |cx: &mut app::Cx<'_, '_>| {
        let keeper = seat::my_keeper(cx)?;
        notebook_out::write(cx, keeper, &asked, lang)
    };
    let seen = visit.read(job).await?;
    let file = seen.value;
    if file.contacts == 0 {
        let frame = visit.frame(seen.me.as_ref());
        return visit.page(&NotebookOutPage::new(frame, wanted, true));
    }
    let name = visit.words().t("notebook-out-name");
    let told = [
        (header::CONTENT_TYPE, file.kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{}\"", file.end),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((told, file.bytes).into_response())
}
