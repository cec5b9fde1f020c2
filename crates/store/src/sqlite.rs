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
    // What is deleted is overwritten: whoever was erased is not found in the file's free pages.
    conn.pragma_update(None, "secure_delete", true)?;
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

/// Brings the write-ahead log into the file and empties it. It waits for those who read, as long as
/// any statement may; should one of them read on, the log is emptied another time.
pub fn empty_log(conn: &Connection) -> Result<()> {
    conn.execute_batch("pragma wal_checkpoint(truncate)")?;
    Ok(())
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
    use super::{empty_log, numbered, open_writer};

    #[test]
    fn places_are_numbered_and_nothing_else_changes() {
        let sql = "select $2, '$', \"$a\", '$.b' from t where c = $1 and d = $12";
        let told = "select ?2, '$', \"$a\", '$.b' from t where c = ?1 and d = ?12";
        assert_eq!(numbered(sql), told);
        assert_eq!(numbered("begin"), "begin");
    }

    #[test]
    fn an_address_that_is_deleted_or_changed_is_not_found_in_the_file() {
        let folder = std::env::temp_dir().join(format!("cinqasept-erased-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("house.db");
        let conn = open_writer(&path).unwrap();
        conn.execute_batch(
            "create table people (id integer primary key, email text unique, about text) strict;
             with recursive n (id) as (select 1 union all select id + 1 from n where id < 3000)
             insert into people
             select id, 'zenobie.' || id || '@exemple.ca', hex(zeroblob(id % 700)) from n;",
        )
        .unwrap();
        for id in (100..3000).step_by(100) {
            let sql = match id % 200 {
                0 => format!("update people set email = null where id = {id}"),
                _ => format!("delete from people where id = {id}"),
            };
            conn.execute(&sql, []).unwrap();
        }
        empty_log(&conn).unwrap();
        assert_eq!(
            std::fs::metadata(folder.join("house.db-wal"))
                .unwrap()
                .len(),
            0
        );
        conn.close().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let holds = |text: &[u8]| bytes.windows(text.len()).any(|at| at == text);
        assert!(holds(b"zenobie.101@"));
        for id in (100..3000).step_by(100) {
            assert!(!holds(format!("zenobie.{id}@").as_bytes()), "{id}");
        }
    }
}
