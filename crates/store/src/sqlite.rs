//! The native SQLite connection: its pragmas, its statements, its values.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};

use crate::{Error, Result, Row, Value};

/// Opens the file for writing, in write-ahead mode with every commit on the disk before it counts.
pub fn open_writer(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    // FULL: an acknowledged entry survives a power cut. The group commit makes it cheap.
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "wal_autocheckpoint", 4000)?;
    prepare(&conn)?;
    Ok(conn)
}

/// Opens the file for reading only.
pub fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    prepare(&conn)?;
    Ok(conn)
}

fn prepare(conn: &Connection) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    // A plan never depends on what is bound: otherwise statements that might use a partial index are
    // planned anew at each call, which costs more than running them.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.pragma_update(None, "cache_size", -8000)?;
    conn.pragma_update(None, "mmap_size", 256 << 20)?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Bool(b) => ValueRef::Integer(i64::from(*b)),
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Uuid(uuid) => ValueRef::Blob(uuid.as_bytes()),
        }))
    }
}

fn value(raw: ValueRef<'_>) -> Result<Value> {
    Ok(match raw {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Text(text) => Value::Text(
            std::str::from_utf8(text)
                .map_err(|e| Error::Unreadable(e.to_string()))?
                .to_owned(),
        ),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        ValueRef::Real(_) => return Err(Error::Unreadable("a fraction".into())),
    })
}

/// The statement with `?1` for `$1`: SQLite takes that for a number, and the other for a name, of which
/// it would keep a list that is gone through for each.
fn numbered(sql: &str) -> String {
    let mut numbered = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        numbered.push_str(before);
        let is_number = after.starts_with(|c: char| c.is_ascii_digit());
        numbered.push(if is_number { '?' } else { '$' });
        rest = after;
    }
    numbered.push_str(rest);
    numbered
}

fn bind(statement: &mut rusqlite::CachedStatement<'_>, params: &[Value]) -> Result<()> {
    let count = statement.parameter_count();
    if count != params.len() {
        let told = params.len();
        return Err(Error::Failed(format!("{told} values for {count} places")));
    }
    for (param, index) in params.iter().zip(1..) {
        statement.raw_bind_parameter(index, param)?;
    }
    Ok(())
}

/// Runs a query and hands each row over.
pub fn query(
    conn: &Connection,
    sql: &str,
    params: &[Value],
    mut take: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    let mut statement = conn.prepare_cached(&numbered(sql))?;
    let width = statement.column_count();
    bind(&mut statement, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..width)
            .map(|i| value(row.get_ref(i)?))
            .collect::<Result<Vec<_>>>()?;
        take(Row::new(values))?;
    }
    Ok(())
}

/// Runs a statement; how many rows it changed.
pub fn execute(conn: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let mut statement = conn.prepare_cached(&numbered(sql))?;
    bind(&mut statement, params)?;
    Ok(statement.raw_execute()? as u64)
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn places_are_numbered_and_nothing_else_changes() {
        let sql = "select $2, '$', \"$a\", '$.b' from t where c = $1 and d = $12";
        let told = "select ?2, '$', \"$a\", '$.b' from t where c = ?1 and d = ?12";
        assert_eq!(numbered(sql), told);
        assert_eq!(numbered("begin"), "begin");
    }
}
