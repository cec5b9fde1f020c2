//! Which rows are somebody's, by the table of `domain::privacy`, and a copy of them as one zip.

use std::io::{Seek, Write};

use domain::id::PersonId;
use domain::privacy::{self, Table, Whose};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::archive::schema::{self, tables};
use crate::archive::{Trouble, row};
use crate::{Tx, params};

/// Addresses somebody is known by, as a query of `$1`.
pub(crate) const ADDRESSES: &str = "select email from people where id = $1 and email is not null
  union select email from accounts where person_id = $1";

/// The condition that holds for a person's rows of a table, `$1` being the person; `None` when its
/// rows are nobody's.
pub(crate) fn mine(table: &Table) -> Option<String> {
    Some(match table.whose {
        Whose::House => return None,
        Whose::Oneself => "id = $1".into(),
        Whose::Mine(column) | Whose::Shared(column) => format!("{column} = $1"),
        Whose::Address(column) => format!("{column} in ({ADDRESSES})"),
        Whose::Stops => format!("email in ({ADDRESSES})"),
        Whose::Log => "author = $1".into(),
        Whose::Through(column, parent) => {
            let theirs = privacy::table(parent).and_then(mine)?;
            format!("{column} in (select id from {parent} where {theirs})")
        }
    })
}

/// Writes everything that is somebody's as a zip: the given files, then one file of JSON lines a
/// table that holds any, without hashes, secrets, and indexes made from the rest.
pub fn write(
    tx: &mut Tx<'_>,
    person: PersonId,
    files: &[(String, Vec<u8>)],
    out: impl Write + Seek,
) -> Result<(), Trouble> {
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    for table in tables()
        .iter()
        .filter(|t| !privacy::INDEXES.contains(&t.name))
    {
        let Some(rule) = privacy::table(table.name) else {
            continue;
        };
        let Some(mine) = mine(rule) else { continue };
        let copied = copied(table, rule);
        let columns: Vec<_> = copied.columns.iter().map(|column| column.name).collect();
        let key: Vec<_> = table.key().map(|column| column.name).collect();
        let sql = format!(
            "select {} from {} where {mine} order by {}",
            columns.join(", "),
            table.name,
            key.join(", ")
        );
        let mut lines = String::new();
        tx.each(&sql, params![person], |mut found| {
            row::write(&copied, &mut found, &mut lines)
        })?;
        if !lines.is_empty() {
            zip.start_file(format!("data/{}.jsonl", table.name), options)?;
            zip.write_all(lines.as_bytes())?;
        }
    }
    zip.finish()?.flush()?;
    Ok(())
}

/// A table with the columns that a copy holds.
fn copied(table: &schema::Table, rule: &Table) -> schema::Table {
    let mut copied = table.clone();
    let is_copied = |name| rule.class(name).is_some_and(privacy::Class::is_copied);
    copied.columns.retain(|column| is_copied(column.name));
    copied
}
