//! Bringing a file of cards into the notebook: choosing it, checking what it would do, keeping it,
//! undoing it.

use app::duplicates::{self, Alike};
use app::error::Say;
use app::imports::{self, Fate, Preview, Row, UPLOAD_LIMIT};
use app::seat::my_keeper;
use askama::Template;
use axum::Form;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request};
use axum::http::StatusCode;
use domain::contact_card::{Import, Refusal, Source};
use domain::id::ImportId;

use crate::frame::Frame;
use crate::pages::duplicates as duplicates_page;
use crate::pages::field::Errors;
use crate::urls::{self, Url};
use crate::visit::{Answer, Failure, Visit};
use crate::words::Words;

/// Choosing a file, and the files there were.
#[derive(Template)]
#[template(path = "imports/form.html")]
pub struct ImportsPage {
    frame: Frame,
    errors: Errors,
    files: Vec<(ImportId, String, String)>,
    text: String,
}

/// What a file would do.
#[derive(Template)]
#[template(path = "imports/preview.html")]
pub struct CardsPreviewPage {
    frame: Frame,
    preview: Preview,
    meanings: Vec<(String, String)>,
    /// How many cards may be somebody's who is known.
    alike: usize,
    /// The likeliest of them, in words.
    likely: Vec<AlikeLine>,
}

/// A card that may be somebody's who is known, in words.
#[derive(Clone, Debug)]
struct AlikeLine {
    name: String,
    other: String,
    contact: Option<Url>,
    sure: &'static str,
    reasons: String,
}

impl AlikeLine {
    fn new(w: &Words, alike: &Alike) -> Self {
        let reasons = duplicates_page::reasons(w, &alike.reasons).into_iter();
        Self {
            name: alike.name.clone(),
            other: alike.other.clone(),
            contact: alike.contact.map(|id| urls::contact(&id)),
            sure: duplicates_page::sure(alike.probability),
            reasons: reasons
                .filter_map(|(for_one, words)| for_one.then_some(words))
                .collect::<Vec<_>>()
                .join(" · "),
        }
    }
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

/// What the columns of a table may hold, in words.
const COLUMNS: [(&str, &str); 20] = [
    ("extra", "column-extra"),
    ("skip", "column-skip"),
    ("name", "column-name"),
    ("given", "column-given"),
    ("family", "column-family"),
    ("organisation", "column-organisation"),
    ("title", "column-title"),
    ("role", "column-role"),
    ("email", "column-email"),
    ("phone", "column-phone"),
    ("cell", "column-cell"),
    ("fax", "column-fax"),
    ("website", "column-website"),
    ("street", "column-street"),
    ("city", "column-city"),
    ("region", "column-region"),
    ("postcode", "column-postcode"),
    ("country", "column-country"),
    ("note", "column-note"),
    ("category", "column-category"),
];

impl CardsPreviewPage {
    fn new(frame: Frame, preview: Preview, (alike, likely): (usize, Vec<Alike>)) -> Self {
        let mut meanings: Vec<(String, String)> = COLUMNS
            .iter()
            .map(|(code, key)| ((*code).to_owned(), frame.w.t(key).to_owned()))
            .collect();
        // What the headings say beyond the short list stays as it is when the form is sent.
        for (heading, code) in &preview.columns {
            if !meanings.iter().any(|(known, _)| known == code) {
                meanings.push((code.clone(), heading.clone()));
            }
        }
        Self {
            alike,
            likely: likely.iter().map(|a| AlikeLine::new(frame.w, a)).collect(),
            frame,
            preview,
            meanings,
        }
    }

    fn figures(&self) -> [(&'static str, usize); 4] {
        let [new, joins, known, bad] = self.preview.counts;
        [
            ("imports-new", new),
            ("imports-joins", joins),
            ("imports-known", known),
            ("imports-bad", bad),
        ]
    }

    fn any_good(&self) -> bool {
        self.preview.counts[0] + self.preview.counts[1] > 0
    }

    /// How many cards are not in the list.
    fn beyond(&self) -> usize {
        self.preview.counts.iter().sum::<usize>() - self.preview.rows.len()
    }

    fn badge(&self, row: &Row) -> (&'static str, &'static str, &'static str) {
        match row.fate {
            Fate::New => ("imports-row-new", "going", "plus"),
            Fate::Joins => ("imports-row-joins", "member", "star"),
            Fate::Known => ("imports-row-known", "draft", "check"),
            Fate::Bad => ("imports-row-bad", "failed", "warn"),
        }
    }

    fn said(&self, row: &Row) -> String {
        row.said
            .as_ref()
            .map(|say| self.frame.w.say(say))
            .unwrap_or_default()
    }

    /// A table of which nothing can be taken, and cards of every fate with very long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let fates = [Fate::New, Fate::Joins, Fate::Known, Fate::Bad];
        let row = |n: usize| Row {
            line: 7 * n + 1,
            name: "Marie-Philomène de Repentigny ".repeat(n + 1),
            does: "Conseillère ".repeat(3 * n),
            fate: fates[n % 4],
            said: (n % 4 == 3).then(|| Say::new("imports-why-blank")),
        };
        let page = |source, rows: Vec<Row>, columns: &[(&str, &str)]| {
            let preview = Preview {
                import: sample(frame, source),
                columns: columns
                    .iter()
                    .map(|(h, c)| ((*h).into(), (*c).into()))
                    .collect(),
                counts: [rows.len() / 2, rows.len() / 4, rows.len() / 4, 1],
                rows,
                troubles: 2,
            };
            let alike = Alike {
                name: "Marie-Philomène de Repentigny ".repeat(3),
                other: "Mme M.-P. de Repentigny-Lanaudière ".repeat(2),
                contact: Some(uuid::Uuid::from_u128(4).into()),
                probability: 0.9,
                reasons: duplicates_page::sample(1, frame).reasons,
            };
            let likely = match preview.rows.is_empty() {
                true => Vec::new(),
                false => vec![alike],
            };
            Self::new(frame.clone(), preview, (likely.len(), likely))
        };
        vec![
            page(
                Source::Csv,
                Vec::new(),
                &[
                    ("Qui", "name"),
                    ("Nom de jeune fille de l’arrière-grand-mère", "extra"),
                ],
            ),
            page(Source::Vcard, (0..4).map(row).collect(), &[]),
        ]
    }
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
    /// Empty, and with a problem and two files.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |problems, files| Self {
            frame: frame.clone(),
            errors: Errors::of(problems, frame.w),
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
    let files = seen.value.iter().map(|i| (i.id, i.name.clone(), date(i)));
    let page = ImportsPage {
        files: files.collect(),
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
            let import = imports::find(cx, keeper, id)?;
            let preview = match import.kept_at {
                None => {
                    let plan = imports::plan(cx, keeper, id)?;
                    let alike = duplicates::arriving(cx, keeper, &plan)?;
                    Some((plan.preview(), alike))
                }
                Some(_) => None,
            };
            Ok((import, preview))
        })
        .await?;
    let frame = visit.frame(seen.me.as_ref());
    match seen.value {
        (_, Some((preview, alike))) => visit.page(&CardsPreviewPage::new(frame, preview, alike)),
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
/// nothing but write.
pub async fn keep(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let seen = visit
        .read(move |cx| {
            let keeper = my_keeper(cx)?;
            imports::plan(cx, keeper, id)
        })
        .await?;
    let plan = seen.value;
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
