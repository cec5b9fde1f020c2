//! What a file of cards would do, before anything of it is kept.

use app::duplicates::Alike;
use app::error::Say;
use app::imports::{self, By, Fate, Joins, Preview, Row, Trouble, UNENDED};
use askama::Template;
use domain::contact_card::Source;

use super::sample;
use crate::frame::Frame;
use crate::pages::duplicates as duplicates_page;
use crate::urls::{self, Url};
use crate::words::Words;

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

/// What a column of a table may hold, in words: « Ville (domicile) ».
fn meaning(w: &Words, code: &str) -> String {
    let key = |what: &str| format!("column-{what}");
    match code.split_once(':') {
        Some((what, which)) => {
            let what = w.t(&key(what)).to_owned();
            w.with(&key(which), &[("what", &what)])
        }
        None => w.t(&key(code)).to_owned(),
    }
}

impl CardsPreviewPage {
    pub(super) fn new(
        frame: Frame,
        mut preview: Preview,
        (alike, likely): (usize, Vec<Alike>),
    ) -> Self {
        for (n, column) in preview.columns.iter_mut().enumerate() {
            if column.heading.is_empty() {
                column.heading = frame.w.count("imports-column-unnamed", n + 1);
            }
        }
        let meanings = imports::MEANINGS.iter();
        let meanings = meanings.map(|code| ((*code).to_owned(), meaning(frame.w, code)));
        Self {
            meanings: meanings.collect(),
            alike,
            likely: likely.iter().map(|a| AlikeLine::new(frame.w, a)).collect(),
            frame,
            preview,
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

    /// Whether a table has no column that names anybody.
    fn nobody_named(&self) -> bool {
        let columns = &self.preview.columns;
        let names = ["name", "given", "family", "nickname"];
        let names = |code: &str| names.contains(&code);
        !columns.is_empty() && !columns.iter().any(|column| names(&column.meaning))
    }

    fn are_columns_open(&self) -> bool {
        !self.any_good() || self.nobody_named()
    }

    /// A line that was not understood, with its number.
    fn unread(&self, trouble: &Trouble) -> String {
        let w = self.frame.w;
        let text = match trouble.text.as_str() {
            UNENDED => w.t("imports-unended"),
            text => text,
        };
        let line = w.number(trouble.line);
        w.with("imports-unread", &[("line", &line), ("text", text)])
    }

    /// How many lines that were not understood are not in the list.
    fn unread_beyond(&self) -> usize {
        self.preview.troubles - self.preview.unread.len()
    }

    /// Whom a card joins and why: « Joaquim D’Almeida : même nom, même téléphone ».
    fn joins(&self, joins: &Joins) -> String {
        let w = self.frame.w;
        let key = match (joins.by, joins.contact) {
            (By::Phone, Some(_)) => "imports-joins-phone",
            (By::Email, Some(_)) => "imports-joins-email",
            (By::Phone, None) => "imports-joins-here-phone",
            (By::Email, None) => "imports-joins-here-email",
        };
        w.with(key, &[("name", &joins.name)])
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
            reached: vec![
                "514 555-0142".into(),
                format!("{}@exemple.ca", "m".repeat(9 * n + 1)),
            ],
            fate: fates[n % 4],
            joins: (n % 4 == 1).then(|| Joins {
                contact: Some(uuid::Uuid::from_u128(4).into()),
                name: "Marie-Philomène de Repentigny".into(),
                by: By::Phone,
            }),
            said: (n % 4 == 3).then(|| Say::new("imports-why-blank")),
            raw: "BEGIN:VCARD".repeat(n / 3 * 9),
        };
        let page = |source, rows: Vec<Row>, columns: &[(&str, &str)]| {
            let preview = Preview {
                import: sample(frame, source),
                columns: columns
                    .iter()
                    .map(|(heading, meaning)| imports::Column {
                        heading: (*heading).into(),
                        meaning: (*meaning).into(),
                        sample: "Marie-Philomène ".repeat(meaning.len()),
                    })
                    .collect(),
                counts: [rows.len() / 2, rows.len() / 4, rows.len() / 4, 1],
                rows,
                troubles: 2,
                unread: vec![Trouble {
                    line: 12,
                    text: "ligne sans deux-points ".repeat(5),
                }],
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
                    ("Qui", "extra"),
                    ("Nom de jeune fille de l’arrière-grand-mère", "extra"),
                ],
            ),
            page(Source::Vcard, (0..4).map(row).collect(), &[]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Library;
    use domain::text::Lang;
    use std::collections::BTreeSet;

    #[test]
    fn each_meaning_of_a_column_has_words_of_its_own_in_both_languages() {
        for lang in [Lang::Fr, Lang::En] {
            let w = Library::shared().of(lang);
            let all = imports::MEANINGS.map(|code| meaning(w, code));
            let told: BTreeSet<&String> = all.iter().collect();
            assert_eq!(told.len(), all.len(), "{all:?}");
            assert!(
                !all.iter().any(|words| words.contains("column-")),
                "{all:?}"
            );
        }
    }
}
