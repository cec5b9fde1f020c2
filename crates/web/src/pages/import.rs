//! Bringing members in from a table: choosing it, checking what it would do, doing it.

use app::import::{self, Fate, Preview, RowFate};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use domain::group::Group;
use domain::text::Slug;

use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::pages::groups::sample_group;
use crate::urls;
use crate::visit::{Answer, Visit};

/// Choosing a table.
#[derive(Template)]
#[template(path = "import/form.html")]
pub struct ImportPage {
    frame: Frame,
    errors: Errors,
    group: Group,
    csv: String,
}

/// What a table would do.
#[derive(Template)]
#[template(path = "import/preview.html")]
pub struct PreviewPage {
    frame: Frame,
    preview: Preview,
    csv: String,
}

impl ImportPage {
    /// Empty, and with a problem.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |errors| Self {
            frame: frame.clone(),
            errors,
            group: sample_group("Laval", ""),
            csv: "Prénom;Nom;Courriel\n".into(),
        };
        let empty = vec![("csv", app::Say::new("import-empty"))];
        vec![page(Errors::default()), page(Errors::of(empty, frame.w))]
    }
}

impl PreviewPage {
    /// The figures, each with its words.
    fn figures(&self) -> [(&'static str, usize); 5] {
        [
            ("import-new", self.preview.count(Fate::New)),
            ("import-joins", self.preview.count(Fate::Joins)),
            ("import-filled", self.preview.count(Fate::Filled)),
            ("import-unchanged", self.preview.count(Fate::Unchanged)),
            ("import-bad", self.preview.count(Fate::Bad)),
        ]
    }

    fn any_good(&self) -> bool {
        let changes = [Fate::New, Fate::Joins, Fate::Filled];
        self.preview
            .rows
            .iter()
            .any(|row| changes.contains(&row.fate))
    }

    fn ignored(&self) -> String {
        let unknown = self.preview.columns.iter().filter(|c| c.meaning.is_none());
        let names: Vec<_> = unknown.map(|column| column.heading.as_str()).collect();
        names.join(", ")
    }

    fn recognised(&self) -> String {
        let known = self.preview.columns.iter().filter(|c| c.meaning.is_some());
        let names: Vec<_> = known.map(|column| column.heading.as_str()).collect();
        names.join(", ")
    }

    /// What happens to a row: its words, a badge's class and icon.
    fn badge(&self, row: &RowFate) -> (&'static str, &'static str, &'static str) {
        match row.fate {
            Fate::New => ("import-row-new", "going", "plus"),
            Fate::Joins => ("import-row-joins", "member", "star"),
            Fate::Filled => ("import-row-filled", "published", "pencil"),
            Fate::Unchanged => ("import-row-unchanged", "draft", "check"),
            Fate::Bad => ("import-row-bad", "failed", "warn"),
        }
    }

    fn sentences(&self, row: &RowFate) -> Vec<String> {
        row.problems
            .iter()
            .map(|say| self.frame.w.say(say))
            .collect()
    }

    /// Nothing to do, and one row of each fate with very long words.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let fates = [
            Fate::New,
            Fate::Joins,
            Fate::Filled,
            Fate::Unchanged,
            Fate::Bad,
        ];
        let row = |(n, fate): (usize, Fate)| RowFate {
            line: n + 2,
            name: "Anticonstitutionnellement ".repeat(n),
            email: format!("{}@exemple.ca", "odile-lapointe".repeat(n)),
            fate,
            problems: match fate {
                Fate::Bad => vec![app::Say::new("import-problem-name")],
                _ => Vec::new(),
            },
        };
        let page = |rows| Self {
            frame: frame.clone(),
            csv: "Prénom;Nom\n".into(),
            preview: Preview {
                group: sample_group("Laval", ""),
                columns: Vec::new(),
                rows,
            },
        };
        let all = fates.into_iter().enumerate().map(row).collect();
        vec![page(Vec::new()), page(all)]
    }
}

type Sent = Result<Multipart, MultipartRejection>;

/// The table in a form (nothing, in any other form): a file when one was chosen, else what was pasted.
async fn table(visit: &Visit, parts: Sent) -> Result<String, crate::visit::Failure> {
    let mut pasted = String::new();
    let Ok(mut parts) = parts else {
        return Ok(pasted);
    };
    let cut_off = |_| visit.fail(app::Error::refused("import-cut-off"));
    while let Some(part) = parts.next_field().await.map_err(cut_off)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(cut_off)?;
        match name.as_str() {
            "file" if !bytes.is_empty() => return text(visit, &bytes),
            "csv" => pasted = String::from_utf8_lossy(&bytes).into_owned(),
            _ => {}
        }
    }
    Ok(pasted)
}

fn text(visit: &Visit, file: &[u8]) -> Result<String, crate::visit::Failure> {
    import::text(file).map_err(|error| visit.fail(error))
}

async fn form_page(visit: Visit, slug: Slug, problems: app::form::Problems, csv: String) -> Answer {
    let seen = visit.read(move |cx| import::form(cx, &slug)).await?;
    let frame = visit.frame(seen.me.as_ref());
    let errors = Errors::of(problems, frame.w);
    let status = if errors.any() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = ImportPage {
        frame,
        errors,
        group: seen.value,
        csv,
    };
    visit.page_with(status, &page)
}

/// `GET /groups/{slug}/import`
pub async fn form(visit: Visit, Path(slug): Path<Slug>) -> Answer {
    form_page(visit, slug, Vec::new(), String::new()).await
}

/// `POST /groups/{slug}/import/preview`
pub async fn preview(visit: Visit, Path(slug): Path<Slug>, parts: Sent) -> Answer {
    let csv = match table(&visit, parts).await {
        Ok(csv) => csv,
        Err(failure) => return form_page(visit, slug, failure.problems()?, String::new()).await,
    };
    let (to, asked) = (slug.clone(), csv.clone());
    match visit.read(move |cx| import::preview(cx, &to, &asked)).await {
        Ok(seen) => visit.page(&PreviewPage {
            frame: visit.frame(seen.me.as_ref()),
            preview: seen.value,
            csv,
        }),
        Err(failure) => form_page(visit, slug, failure.problems()?, csv).await,
    }
}

/// `POST /groups/{slug}/import`
pub async fn apply(visit: Visit, Path(slug): Path<Slug>, parts: Sent) -> Answer {
    let csv = table(&visit, parts).await?;
    let (to, asked) = (slug.clone(), csv.clone());
    match visit.write(move |cx| import::apply(cx, &to, &asked)).await {
        Ok(_) => visit.go_saying(&urls::members(&slug), "imported"),
        Err(failure) => form_page(visit, slug, failure.problems()?, csv).await,
    }
}
