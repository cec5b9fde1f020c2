//! Bringing a file of cards into the notebook: choosing it, checking what it would do, keeping it,
//! undoing it.

use app::duplicates;
use app::error::Say;
use app::imports::{self, UPLOAD_LIMIT};
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request};
use axum::http::StatusCode;
use domain::contact_card::{Import, Refusal, Source};
use domain::id::ImportId;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::urls;
use crate::visit::{Answer, Failure, Visit};

mod preview;

pub use preview::CardsPreviewPage;

/// Choosing a file, and the files there were.
#[derive(Template)]
#[template(path = "imports/form.html")]
pub struct ImportsPage {
    frame: Frame,
    errors: Errors,
    /// Those that were kept.
    files: Vec<(ImportId, String, String)>,
    /// Those of which only the preview was seen.
    waiting: Vec<(ImportId, String, String)>,
    text: String,
}

/// What became of a file.
#[derive(Template)]
#[template(path = "imports/show.html")]
pub struct ImportedPage {
    frame: Frame,
    import: Import,
    refusals: Vec<(Refusal, String)>,
    date: String,
}

fn sample(frame: &Frame, source: Source) -> Import {
    Import {
        id: uuid::Uuid::from_u128(9).into(),
        keeper_id: uuid::Uuid::from_u128(1).into(),
        name: "cartes-de-novembre.vcf".into(),
        source,
        columns: Vec::new(),
        refusals: Vec::new(),
        added: 12,
        joined: 3,
        known: 1,
        refused: 2,
        created_at: frame.now,
        kept_at: Some(frame.now),
        undone_at: None,
    }
}

impl ImportsPage {
    /// Empty, and with a problem and two files, one of which waits.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |problems, files: Vec<_>| Self {
            frame: frame.clone(),
            errors: Errors::of(problems, frame.w),
            waiting: files.iter().skip(1).cloned().collect(),
            files,
            text: String::new(),
        };
        let id = |n| uuid::Uuid::from_u128(n).into();
        let long = "cartes-de-toutes-les-soirees-".repeat(6);
        let files = vec![
            (id(1), "cartes.vcf".into(), "12 novembre 2026".into()),
            (id(2), long, "11 novembre 2026".into()),
        ];
        vec![
            page(Vec::new(), Vec::new()),
            page(vec![("file", Say::new("imports-empty"))], files),
        ]
    }
}

impl ImportedPage {
    fn new(frame: Frame, import: Import) -> Self {
        let why = |refusal: &Refusal| frame.w.t(imports::why_key(&refusal.why)).to_owned();
        let at = import.kept_at.unwrap_or(import.created_at);
        Self {
            refusals: import
                .refusals
                .iter()
                .map(|r| (r.clone(), why(r)))
                .collect(),
            date: frame.w.short_date(&at, super::notebook::HOME),
            frame,
            import,
        }
    }

    fn figures(&self) -> [(&'static str, i64); 4] {
        [
            ("imports-new", self.import.added),
            ("imports-joins", self.import.joined),
            ("imports-known", self.import.known),
            ("imports-bad", self.import.refused),
        ]
    }

    /// Kept with refusals, and undone.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let refusal = Refusal {
            line: 12,
            why: "blank".into(),
            raw: "BEGIN:VCARD".repeat(8),
        };
        let kept = Import {
            refusals: vec![refusal],
            ..sample(frame, Source::Vcard)
        };
        let undone = Import {
            undone_at: Some(frame.now),
            ..sample(frame, Source::Csv)
        };
        vec![
            Self::new(frame.clone(), kept),
            Self::new(frame.clone(), undone),
        ]
    }
}

async fn form_page(visit: Visit, failed: Option<(Failure, String)>) -> Answer {
    let (problems, text) = match failed {
        Some((failure, text)) => (failure.problems()?, text),
        None => Default::default(),
    };
    let seen = visit
        .read(|cx| {
            let keeper = my_keeper(cx)?;
            imports::list(cx, keeper)
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let date = |import: &Import| {
        frame
            .w
            .short_date(&import.created_at, super::notebook::HOME)
    };
    let (kept, waiting): (Vec<Import>, _) =
        seen.value.into_iter().partition(|i| i.kept_at.is_some());
    let lines = |all: Vec<Import>| {
        let all = all.iter().map(|i| (i.id, i.name.clone(), date(i)));
        all.collect()
    };
    let page = ImportsPage {
        files: lines(kept),
        waiting: lines(waiting),
        errors: Errors::of(problems, frame.w),
        frame,
        text,
    };
    visit.page_with(status, &page)
}

/// `GET /notebook/import`
pub async fn form(visit: Visit) -> Answer {
    form_page(visit, None).await
}

/// What a form sends: a file, or text that was pasted.
#[derive(Default)]
struct Sent {
    name: String,
    file: Vec<u8>,
    text: String,
}

/// The form, read chunk by chunk so that no file is larger in memory than it may be.
async fn sent(request: Request) -> Result<Sent, Say> {
    let none = || Say::new("imports-empty");
    let cut_off = |_| Say::new("import-cut-off");
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| none())?;
    let mut sent = Sent::default();
    let mut size = 0;
    while let Some(mut field) = form.next_field().await.map_err(cut_off)? {
        let is_file = field.name() == Some("file");
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(cut_off)? {
            size += chunk.len();
            if size > UPLOAD_LIMIT {
                return Err(imports::too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        if is_file && !bytes.is_empty() {
            (sent.name, sent.file) = (name, bytes);
        } else if !is_file {
            sent.text = String::from_utf8_lossy(&bytes).into_owned();
        }
    }
    Ok(sent)
}

/// `POST /notebook/import`
pub async fn take_in(visit: Visit, mut request: Request) -> Answer {
    visit.read(|cx| cx.me().map(|_| ())).await?;
    DefaultBodyLimit::disable().apply(&mut request);
    let sent = match sent(request).await {
        Ok(sent) => sent,
        Err(say) => {
            let failure = visit.fail(app::Error::Invalid(vec![("file", say)]));
            return form_page(visit, Some((failure, String::new()))).await;
        }
    };
    let text = sent.text.clone();
    let taken = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            if sent.file.is_empty() {
                imports::take_in(cx, keeper, "", sent.text.as_bytes())
            } else {
                imports::take_in(cx, keeper, &sent.name, &sent.file)
            }
        })
        .await;
    match taken {
        Ok(seen) => visit.go(&urls::notebook_import(&seen.value)),
        Err(failure) => form_page(visit, Some((failure, text))).await,
    }
}

/// `GET /notebook/imports/{import}`
pub async fn show(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            let preview = match imports::waiting(cx, keeper, id)? {
                Some(plan) => Some(duplicates::arriving(cx, keeper, plan)?),
                None => None,
            };
            Ok((imports::find(cx, keeper, id)?, preview))
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    match seen.value {
        (_, Some((preview, count, alike))) => {
            visit.page(&CardsPreviewPage::new(frame, preview, (count, alike)))
        }
        (import, None) => visit.page(&ImportedPage::new(frame, import)),
    }
}

/// `POST /notebook/imports/{import}/columns`: what each column holds, in their order.
pub async fn columns(
    visit: Visit,
    Path(id): Path<ImportId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let pairs = pairs.into_iter();
    let columns = pairs.filter(|(name, _)| name == "column");
    let columns: Vec<String> = columns.map(|(_, value)| value).collect();
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            imports::say_columns(cx, keeper, id, &columns)
        })
        .await?;
    visit.go(&urls::notebook_import(&id))
}

/// `POST /notebook/imports/{import}`: worked out on a reader's thread, so that the writer's does
/// nothing but write. Whoever sends the form again sees what became of the file.
pub async fn keep(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            imports::waiting(cx, keeper, id)
        })
        .await?;
    let Some(plan) = seen.value else {
        return visit.go(&urls::notebook_import(&id));
    };
    visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            imports::keep(cx, keeper, plan)
        })
        .await?;
    visit.go_saying(&urls::notebook_import(&id), "imports-kept")
}

/// `POST /notebook/imports/{import}/removal`
pub async fn undo(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let seen = visit
        .write(move |cx| {
            let keeper = my_keeper(cx)?;
            imports::undo(cx, keeper, id)
        })
        .await?;
    match seen.value {
        true => visit.go_saying(&urls::notebook_import(&id), "imports-undone"),
        false => visit.go_saying(&urls::notebook_imports(), "imports-dropped"),
    }
}
