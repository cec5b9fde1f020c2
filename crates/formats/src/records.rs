//! Lists of people to be compared: any CSV file whose headings name what is compared, in English or
//! French, and lists as linkage research publishes them.
//!
//! A national number is never read, whatever its heading. What is wrong is told with its line.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use domain::likeness::{Place, Record};
use domain::text::folded;
use thiserror::Error;

use crate::table::TableError;
use crate::table::decode;

/// Largest file, in octets.
pub const FILE_LIMIT: usize = 512 * 1024 * 1024;
/// Most records.
pub const RECORD_LIMIT: usize = 2_000_000;
/// Longest cell, in characters.
pub const CELL_LIMIT: usize = 2_000;

/// Why a list cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordsError {
    /// Not a table at all.
    #[error("{0}")]
    Table(TableError),
    /// Too large.
    #[error("the file is larger than {FILE_LIMIT} octets")]
    FileTooLarge,
    /// Too long.
    #[error("line {0}: more than {RECORD_LIMIT} records")]
    TooMany(usize),
    /// No heading names what is compared.
    #[error(
        "line 1: no heading names a person; known are given_name, surname, name, phone, email, organisation, \
         street_number, address_1, address_2, suburb, postcode, state, date_of_birth, and the same in French"
    )]
    NobodyNamed,
    /// A heading to be ignored is not there.
    #[error("line 1: there is no heading {0}")]
    NoHeading(String),
    /// More cells than headings.
    #[error("line {line}: {cells} cells under {headings} headings")]
    Cells {
        /// At which line the record begins.
        line: usize,
        /// How many there are.
        cells: usize,
        /// How many there may be.
        headings: usize,
    },
    /// A cell is too long.
    #[error("line {0}: a cell has more than {CELL_LIMIT} characters")]
    LongCell(usize),
    /// Two records of one id.
    #[error("line {line}: the id {id} is on line {first} already")]
    SameId {
        /// At which line the record begins.
        line: usize,
        /// The id.
        id: String,
        /// The first line with it.
        first: usize,
    },
}

/// A record of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the list calls it, or its line.
    pub id: String,
    /// What it says.
    pub record: Record,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Given,
    Family,
    Full,
    Birth,
    Phone,
    Email,
    Organisation,
    Number,
    Street,
    Complement,
    City,
    Postcode,
    Region,
}

/// What headings mean: folded, words joined by one space, without a number at the end.
const HEADINGS: [(Field, &[&str]); 14] = [
    (
        Field::Id,
        &[
            "id",
            "rec id",
            "record id",
            "unique id",
            "identifiant",
            "numero",
        ],
    ),
    (
        Field::Given,
        &[
            "given name",
            "first name",
            "firstname",
            "forename",
            "given",
            "prenom",
            "prenoms",
        ],
    ),
    (
        Field::Family,
        &[
            "surname",
            "last name",
            "lastname",
            "family name",
            "family",
            "nom de famille",
            "nom",
        ],
    ),
    (
        Field::Full,
        &[
            "name",
            "full name",
            "nom complet",
            "prenom et nom",
            "nom et prenom",
        ],
    ),
    (
        Field::Birth,
        &[
            "date of birth",
            "dob",
            "birth date",
            "birthdate",
            "birthday",
            "date de naissance",
            "naissance",
        ],
    ),
    (
        Field::Phone,
        &[
            "phone",
            "phone number",
            "telephone",
            "mobile",
            "cell",
            "tel",
            "cellulaire",
            "work phone",
            "home phone",
        ],
    ),
    (
        Field::Email,
        &[
            "email",
            "e mail",
            "mail",
            "courriel",
            "adresse courriel",
            "email address",
        ],
    ),
    (
        Field::Organisation,
        &[
            "organisation",
            "organization",
            "company",
            "employer",
            "firm",
            "entreprise",
            "societe",
            "compagnie",
            "employeur",
        ],
    ),
    (
        Field::Number,
        &[
            "street number",
            "number",
            "civic number",
            "house number",
            "numero civique",
            "no civique",
        ],
    ),
    (
        Field::Street,
        &[
            "address",
            "address 1",
            "street",
            "street name",
            "address line",
            "address line 1",
            "adresse",
            "adresse 1",
            "rue",
        ],
    ),
    (
        Field::Complement,
        &[
            "address 2",
            "address line 2",
            "adresse 2",
            "complement",
            "complement d adresse",
        ],
    ),
    (
        Field::City,
        &[
            "suburb",
            "city",
            "town",
            "locality",
            "ville",
            "municipalite",
            "localite",
        ],
    ),
    (
        Field::Postcode,
        &[
            "postcode",
            "postal code",
            "post code",
            "zip",
            "zip code",
            "zipcode",
            "code postal",
        ],
    ),
    (Field::Region, &["state", "province", "region"]),
];

impl Field {
    fn of(heading: &str) -> Option<Self> {
        let folded = folded(heading);
        let words = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        let bare = words
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end();
        let named = |text: &str| {
            let found = HEADINGS.iter().find(|(_, names)| names.contains(&text));
            found.map(|(field, _)| *field)
        };
        // « phone2 » is a phone; « id 2 » is not the id.
        named(&words).or_else(|| named(bare).filter(|field| *field != Self::Id))
    }
}

/// Reads a list. The columns headed `ignored` are passed over.
pub fn read(file: &[u8], ignored: &[String]) -> Result<Vec<Row>, RecordsError> {
    if file.len() > FILE_LIMIT {
        return Err(RecordsError::FileTooLarge);
    }
    let (text, _) = decode::unbounded(file).map_err(RecordsError::Table)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(decode::separator(&text))
        .from_reader(text.as_bytes());
    let mut cells = StringRecord::new();
    let not_text = |_| RecordsError::Table(TableError::NotText);
    reader.read_record(&mut cells).map_err(not_text)?;
    let fields = fields(&cells, ignored)?;
    let mut rows = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    while reader.read_record(&mut cells).map_err(not_text)? {
        let line = cells
            .position()
            .map_or(0, |position| position.line() as usize);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == RECORD_LIMIT {
            return Err(RecordsError::TooMany(line));
        }
        let row = row(&cells, &fields, line)?;
        if let Some(first) = seen.insert(row.id.clone(), line) {
            return Err(RecordsError::SameId {
                line,
                id: row.id,
                first,
            });
        }
        rows.push(row);
    }
    Ok(rows)
}

fn fields(headings: &StringRecord, ignored: &[String]) -> Result<Vec<Option<Field>>, RecordsError> {
    let plain = |heading: &str| folded(heading.trim());
    if let Some(missing) = ignored
        .iter()
        .find(|name| !headings.iter().any(|h| plain(h) == plain(name)))
    {
        return Err(RecordsError::NoHeading(missing.clone()));
    }
    let is_ignored = |heading: &str| ignored.iter().any(|name| plain(name) == plain(heading));
    let fields = headings
        .iter()
        .map(|heading| Field::of(heading).filter(|_| !is_ignored(heading)));
    let mut fields: Vec<Option<Field>> = fields.collect();
    // A lonely « nom » is the whole name.
    if !fields.contains(&Some(Field::Given)) {
        for field in fields
            .iter_mut()
            .filter(|field| **field == Some(Field::Family))
        {
            *field = Some(Field::Full);
        }
    }
    let compared = |field: &Option<Field>| field.is_some_and(|field| field != Field::Id);
    if !fields.iter().any(compared) {
        return Err(RecordsError::NobodyNamed);
    }
    Ok(fields)
}

fn row(cells: &StringRecord, fields: &[Option<Field>], line: usize) -> Result<Row, RecordsError> {
    if cells.len() > fields.len() {
        let (cells, headings) = (cells.len(), fields.len());
        return Err(RecordsError::Cells {
            line,
            cells,
            headings,
        });
    }
    let (mut record, mut place) = (Record::default(), Place::default());
    let (mut id, mut given, mut family) = (String::new(), String::new(), String::new());
    for (cell, field) in cells.iter().zip(fields) {
        let cell = cell.trim();
        if cell.chars().count() > CELL_LIMIT {
            return Err(RecordsError::LongCell(line));
        }
        let Some(field) = field.filter(|_| !cell.is_empty()) else {
            continue;
        };
        let cell = cell.to_owned();
        match field {
            Field::Id => id = cell,
            Field::Given => given = cell,
            Field::Family => family = cell,
            Field::Full => record.names.push((cell, String::new())),
            Field::Birth => record.birth = cell,
            Field::Phone => record.phones.push(cell),
            Field::Email => record.emails.push(cell),
            Field::Organisation => record.organisations.push(cell),
            Field::Number => place.number = cell,
            Field::Street => place.street = cell,
            Field::Complement => place.complement = cell,
            Field::City => place.city = cell,
            Field::Postcode => place.postcode = cell,
            Field::Region => place.region = cell,
        }
    }
    if !(given.is_empty() && family.is_empty()) {
        record.names.insert(0, (given, family));
    }
    if place != Place::default() {
        record.places.push(place);
    }
    let id = if id.is_empty() { line.to_string() } else { id };
    Ok(Row { id, record })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_either_language_are_read_and_national_numbers_never() {
        let file = "rec_id, given_name, surname, street_number, address_1, postcode, soc_sec_id\n\
                    rec-1-org, odile, roy, 12, rue ontario, h2x1y1, 123456789\n";
        let rows = read(file.as_bytes(), &[]).unwrap();
        assert_eq!(rows[0].id, "rec-1-org");
        assert_eq!(rows[0].record.names, [("odile".into(), "roy".into())]);
        assert_eq!(rows[0].record.places[0].postcode, "h2x1y1");
        assert!(!format!("{rows:?}").contains("123456789"));
        let rows = read(
            "Nom;Téléphone;Courriel\nOdile Roy;514 555-0123;o@roy.example\n".as_bytes(),
            &[],
        )
        .unwrap();
        assert_eq!(rows[0].record.names[0].0, "Odile Roy");
        assert_eq!(rows[0].id, "2");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let said = |file: &str| read(file.as_bytes(), &[]).unwrap_err().to_string();
        assert!(said("a,b\n1,2\n").starts_with("line 1: no heading names"));
        assert_eq!(
            said("id,name\n1,a\n1,b\n"),
            "line 3: the id 1 is on line 2 already"
        );
        assert_eq!(said("id,name\n1,a,b\n"), "line 2: 3 cells under 2 headings");
        assert_eq!(said(" "), "the file is empty");
        let ignored = read(b"id,name\n", &["dob".to_owned()]).unwrap_err();
        assert_eq!(ignored.to_string(), "line 1: there is no heading dob");
    }
}
