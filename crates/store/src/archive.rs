//! A whole installation as one file, the same from either database: a zip with `manifest.json` and
//! one file of JSON lines a table. `docs/archive.md` describes it.
//!
//! Written row by row and read line by line, so that size is no matter. Everything that decides a
//! byte is fixed — tables, columns, order of rows, dates within the zip — so that the same data
//! gives the same file.

pub(crate) mod row;
pub mod schema;

use std::io::{BufRead, BufReader, Read, Seek, Write};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::value::Value;
use crate::{Error, Tx, migrate, params};
use schema::{Table, tables};

/// What the file says it is.
const FORMAT: &str = "cinqasept-archive";
/// The version of the format; raised when a reader of the one before would misread it.
const VERSION: i64 = 1;
/// Rows taken from PostgreSQL at once.
const FETCH: i64 = 500;

/// What the file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The name of the format.
    pub format: String,
    /// Its version.
    pub version: i64,
    /// The version of the schema whose tables these are.
    pub schema: i64,
    /// The tables, in the order they are read.
    pub tables: Vec<Count>,
}

/// A table of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: i64,
}

/// Why a file was not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
    /// The file cannot be read or written as an archive.
    #[error("{0}")]
    File(String),
    /// The database is not empty.
    #[error("the database is not empty ({0} has rows): import into a new one")]
    NotEmpty(&'static str),
    /// A row does not fit.
    #[error("{table}.jsonl line {line}: {what}")]
    Row {
        /// The table.
        table: &'static str,
        /// Which line, from 1.
        line: usize,
        /// The column, and what is wrong.
        what: String,
    },
}

impl From<zip::result::ZipError> for Trouble {
    fn from(error: zip::result::ZipError) -> Self {
        Self::File(format!("the file is no complete archive: {error}"))
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.to_string())
    }
}

/// Writes everything there is, as of one moment.
pub fn export(tx: &mut Tx<'_>, out: impl Write + Seek) -> Result<Manifest, Trouble> {
    tx.see_one_moment()?;
    let mut counts = Vec::new();
    for table in tables() {
        let sql = format!("select count(*) from {}", table.name);
        counts.push(Count {
            name: table.name.to_owned(),
            rows: tx.one(&sql, &[])?,
        });
    }
    let manifest = Manifest {
        format: FORMAT.into(),
        version: VERSION,
        schema: migrate::version(),
        tables: counts,
    };
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600)
        .large_file(true);
    zip.start_file("manifest.json", options)?;
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| Trouble::File(e.to_string()))?;
    zip.write_all(text.as_bytes())?;
    zip.write_all(b"\n")?;
    for table in tables() {
        zip.start_file(format!("{}.jsonl", table.name), options)?;
        write_rows(tx, table, &mut zip)?;
    }
    zip.finish()?.flush()?;
    Ok(manifest)
}

fn write_rows(tx: &mut Tx<'_>, table: &Table, out: &mut impl Write) -> Result<(), Trouble> {
    let select = select(tx, table);
    let mut failed = None;
    let mut take = |mut row: crate::Row| {
        let mut line = String::new();
        row::write(table, &mut row, &mut line)?;
        if let Err(error) = out.write_all(line.as_bytes()) {
            failed.get_or_insert(error);
        }
        Ok(())
    };
    if tx.is_postgres() {
        // A cursor, since a plain query would hold the whole table in memory.
        let cursor = format!("archive_{}", table.name);
        tx.run(
            &format!("declare {cursor} no scroll cursor for {select}"),
            &[],
        )?;
        loop {
            let mut taken = 0;
            tx.each(&format!("fetch {FETCH} from {cursor}"), &[], |row| {
                taken += 1;
                take(row)
            })?;
            if taken < FETCH {
                break;
            }
        }
        tx.run(&format!("close {cursor}"), &[])?;
    } else {
        tx.each(&select, &[], take)?;
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn select(tx: &Tx<'_>, table: &Table) -> String {
    let columns: Vec<_> = table.columns.iter().map(|c| c.name).collect();
    // Text is ordered by its bytes, whatever the database's language.
    let bytewise = if tx.is_postgres() {
        " collate \"C\""
    } else {
        ""
    };
    let order: Vec<_> = table
        .key()
        .map(|column| match column.kind {
            schema::Kind::Text => format!("{}{bytewise}", column.name),
            _ => column.name.to_owned(),
        })
        .collect();
    format!(
        "select {} from {} order by {}",
        columns.join(", "),
        table.name,
        order.join(", ")
    )
}

/// Reads a whole installation into an empty database, within the given transaction: whatever does
/// not fit, nothing is kept.
pub fn import(tx: &mut Tx<'_>, file: impl Read + Seek) -> Result<Manifest, Trouble> {
    let mut zip = ZipArchive::new(file)?;
    let manifest = manifest(&mut zip)?;
    empty(tx)?;
    for table in tables() {
        let rows = read_rows(tx, table, &mut zip)?;
        let told = manifest
            .tables
            .iter()
            .find(|count| count.name == table.name);
        let told = told.map_or(0, |count| count.rows);
        if rows != told {
            return Err(Trouble::File(format!(
                "{}.jsonl has {rows} rows where the manifest tells {told}",
                table.name
            )));
        }
    }
    Ok(manifest)
}

fn manifest<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Manifest, Trouble> {
    let mut text = String::new();
    zip.by_name("manifest.json")?.read_to_string(&mut text)?;
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|error| Trouble::File(format!("manifest.json: {error}")))?;
    let refuse = |why: String| Err(Trouble::File(why));
    if manifest.format != FORMAT {
        return refuse(format!("the file is a {}, not a {FORMAT}", manifest.format));
    }
    if manifest.version > VERSION || manifest.schema > migrate::version() {
        return refuse(format!(
            "the file is of a newer format (version {}, schema {}) than this program reads ({VERSION}, {}): install the newer cinqasept",
            manifest.version,
            manifest.schema,
            migrate::version()
        ));
    }
    if manifest.schema < migrate::version() {
        return refuse(format!(
            "the file is of schema {}, older than this program's {}: import it with the program that wrote it, then start this one on the result",
            manifest.schema,
            migrate::version()
        ));
    }
    let known = |name: &str| tables().iter().any(|table| table.name == name);
    match manifest.tables.iter().find(|count| !known(&count.name)) {
        Some(count) => refuse(format!("manifest.json: there is no table {}", count.name)),
        None => Ok(manifest),
    }
}

/// The installation's own settings are made at its first start and give way; anything else stays.
fn empty(tx: &mut Tx<'_>) -> Result<(), Trouble> {
    for table in tables().iter().filter(|table| table.name != "settings") {
        let sql = format!("select exists (select 1 from {})", table.name);
        if tx.one(&sql, &[])? {
            return Err(Trouble::NotEmpty(table.name));
        }
    }
    tx.run("delete from settings", &[])?;
    Ok(())
}

/// A reference of a row to another of its own table, made once all are there.
struct Later {
    line: usize,
    key: Value,
    column: &'static str,
    to: Value,
}

fn read_rows<R: Read + Seek>(
    tx: &mut Tx<'_>,
    table: &'static Table,
    zip: &mut ZipArchive<R>,
) -> Result<i64, Trouble> {
    let trouble = |line, what| Trouble::Row {
        table: table.name,
        line,
        what,
    };
    let mut later = Vec::new();
    let (mut line, mut number) = (String::new(), 0);
    let insert = insert(table);
    let mut lines = BufReader::new(zip.by_name(&format!("{}.jsonl", table.name))?);
    loop {
        line.clear();
        let read = lines.read_line(&mut line);
        if read.map_err(|error| trouble(number + 1, error.to_string()))? == 0 {
            break;
        }
        number += 1;
        let mut values = row::read(table, &line).map_err(|what| trouble(number, what))?;
        for (index, column) in table.columns.iter().enumerate().filter(|(_, c)| c.own) {
            let to = std::mem::replace(&mut values[index], Value::Null);
            if to != Value::Null {
                let key = values[0].clone();
                let column = column.name;
                later.push(Later {
                    line: number,
                    key,
                    column,
                    to,
                });
            }
        }
        let done = tx.run(&insert, &values);
        done.map_err(|error| refusal(table, number, error))?;
    }
    for Later {
        line,
        key,
        column,
        to,
    } in later
    {
        let sql = format!(
            "update {} set {column} = $2 where {} = $1",
            table.name, table.columns[0].name
        );
        let done = tx.run(&sql, params![key, to]);
        done.map_err(|error| match error {
            Error::ForeignKey => trouble(line, format!("{column} refers to no row of the file")),
            error => refusal(table, line, error),
        })?;
    }
    Ok(i64::try_from(number).unwrap_or(i64::MAX))
}

fn refusal(table: &'static Table, line: usize, error: Error) -> Trouble {
    let what = match error {
        Error::ForeignKey => {
            let columns = table.columns.iter().filter(|c| c.refers && !c.own);
            let columns: Vec<_> = columns.map(|column| column.name).collect();
            format!("{} refers to no row of the file", columns.join(" or "))
        }
        Error::Unique(_) | Error::Check(_) => error.to_string(),
        Error::Failed(ref what) if what.contains("0x00") => "a text holds a zero byte".into(),
        other => return Trouble::Store(other),
    };
    Trouble::Row {
        table: table.name,
        line,
        what,
    }
}

fn insert(table: &Table) -> String {
    let columns: Vec<_> = table.columns.iter().map(|column| column.name).collect();
    let values: Vec<_> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!(
        "insert into {} ({}) values ({})",
        table.name,
        columns.join(", "),
        values.join(", ")
    )
}
