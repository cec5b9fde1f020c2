//! From text to rows: where each begins, what its cells say, what is the matter with them.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use domain::account::Email;
use domain::membership::Standing;
use domain::text::{Lang, folded};
use jiff::civil::Date;

use super::write::unguarded;
use super::{
    CELL_LIMIT, COLUMN_LIMIT, Column, Meaning, MemberRow, Problem, ProblemKind, ROW_LIMIT,
    TableError,
};

/// The cells of one row, and the line at which it begins.
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// Every row that is not blank, the headings among them.
pub(super) fn records(text: &str, separator: u8) -> Result<Vec<Record>, TableError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut lines = LineCounter::new(text);
    let mut found = Vec::new();
    let mut record = StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // The text is known to be UTF-8 and rows may differ in length: nothing else can fail.
        if !reader
            .read_record(&mut record)
            .map_err(|_| TableError::NotText)?
        {
            return Ok(found);
        }
        if record.len() > COLUMN_LIMIT {
            return Err(TableError::TooManyColumns);
        }
        let line = lines.line_of_row(from);
        let cells: Vec<String> = record
            .iter()
            .map(|cell| unguarded(cell.trim()).to_owned())
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            found.push(Record { line, cells });
        }
        if found.len() > ROW_LIMIT + 1 {
            return Err(TableError::TooManyRows);
        }
    }
}

/// Counts lines as an editor does. The reader's own count stops before the blank lines that
/// precede a row, and misses line ends of old Macintosh files.
struct LineCounter<'t> {
    bytes: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the row whose reading began at this octet. Asked in order.
    fn line_of_row(&mut self, from: usize) -> usize {
        while self.at < self.bytes.len() {
            let byte = self.bytes[self.at];
            if self.at >= from && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            let next = self.bytes.get(self.at + 1);
            self.line += usize::from(byte == b'\n' || byte == b'\r' && next != Some(&b'\n'));
            self.at += 1;
        }
        self.line
    }
}

/// Reads rows one after the other; remembers the addresses seen.
pub(super) struct Reader<'c> {
    columns: &'c [Column],
    seen: HashMap<Email, usize>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(columns: &'c [Column]) -> Self {
        Self {
            columns,
            seen: HashMap::new(),
        }
    }

    pub(super) fn row(&mut self, record: Record) -> MemberRow {
        let mut row = MemberRow {
            line: record.line,
            ..MemberRow::default()
        };
        for (n, cell) in record.cells.into_iter().enumerate() {
            if cell.is_empty() {
                continue;
            }
            let column = self.columns.get(n);
            let meaning = column.and_then(|column| column.meaning);
            if cell.chars().count() > CELL_LIMIT {
                row.problem(meaning, &cell, ProblemKind::TooLong);
            }
            match (column, meaning) {
                (_, Some(Meaning::Email)) => self.email(&mut row, &cell),
                (_, Some(meaning)) => row.take(meaning, cell),
                (Some(column), None) => row.other.push((column.heading.clone(), cell)),
                (None, None) => {
                    row.problem(None, &cell, ProblemKind::BeyondHeadings);
                    row.other.push((String::new(), cell));
                }
            }
        }
        if row.given.is_empty() && row.family.is_empty() {
            row.problem(Some(Meaning::FullName), "", ProblemKind::MissingName);
        }
        row
    }

    fn email(&mut self, row: &mut MemberRow, cell: &str) {
        let meaning = Some(Meaning::Email);
        let Ok(email) = cell.parse::<Email>() else {
            return row.problem(meaning, cell, ProblemKind::BadEmail);
        };
        match self.seen.get(&email) {
            Some(line) => {
                let kind = ProblemKind::DuplicateEmail { line: *line };
                row.problem(meaning, cell, kind);
            }
            None => {
                self.seen.insert(email.clone(), row.line);
            }
        }
        row.email = Some(email);
    }
}

impl MemberRow {
    fn take(&mut self, meaning: Meaning, cell: String) {
        match meaning {
            Meaning::Given | Meaning::FullName => self.given = cell,
            Meaning::Family => self.family = cell,
            Meaning::Phone => self.phone = cell,
            Meaning::Trade => self.trade = cell,
            Meaning::Title => self.title = cell,
            Meaning::Organisation => self.organisation = cell,
            Meaning::Website => self.website = cell,
            Meaning::Offers => self.offers = cell,
            Meaning::Seeks => self.seeks = cell,
            Meaning::Pitch => self.pitch = cell,
            Meaning::Standing => {
                self.standing = self.known(meaning, &cell, standing, ProblemKind::UnknownStanding);
            }
            Meaning::Since => self.since = self.known(meaning, &cell, date, ProblemKind::BadDate),
            Meaning::Language => {
                self.language = self.known(meaning, &cell, language, ProblemKind::UnknownLanguage);
            }
            Meaning::Email => {}
        }
    }

    fn known<T>(
        &mut self,
        meaning: Meaning,
        cell: &str,
        read: impl Fn(&str) -> Option<T>,
        otherwise: ProblemKind,
    ) -> Option<T> {
        let value = read(cell);
        if value.is_none() {
            self.problem(Some(meaning), cell, otherwise);
        }
        value
    }

    fn problem(&mut self, meaning: Option<Meaning>, found: &str, kind: ProblemKind) {
        self.problems.push(Problem {
            meaning,
            found: found.to_owned(),
            kind,
        });
    }
}

fn standing(cell: &str) -> Option<Standing> {
    match folded(cell).as_str() {
        "membre" | "member" => Some(Standing::Member),
        "invite" | "invitee" | "invite(e)" | "guest" => Some(Standing::Guest),
        "candidat" | "candidate" | "candidat(e)" | "applicant" => Some(Standing::Applicant),
        "ancien" | "ancienne" | "ancien membre" | "alumni" | "alumnus" | "alumna" => {
            Some(Standing::Alumni)
        }
        _ => None,
    }
}

fn language(cell: &str) -> Option<Lang> {
    match folded(cell).as_str() {
        "fr" | "fr-ca" | "fr-fr" | "francais" | "french" => Some(Lang::Fr),
        "en" | "en-ca" | "en-us" | "en-gb" | "anglais" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// `2026-11-26` or `26/11/2026`, the day first, as in Québec.
fn date(cell: &str) -> Option<Date> {
    let (format, separator) = match cell.contains('/') {
        true => ("%d/%m/%Y", '/'),
        false => ("%Y-%m-%d", '-'),
    };
    let lengths: Vec<usize> = cell.split(separator).map(str::len).collect();
    let year = if separator == '/' { 2 } else { 0 };
    (lengths.len() == 3 && lengths[year] == 4)
        .then(|| Date::strptime(format, cell).ok())
        .flatten()
}
