//! Schema changes: forward only, each in its own transaction, under a lock that keeps a second
//! process from running them at the same time.

use ::postgres::Client;
use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use crate::{Error, Result};

struct Migration {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_foundation"),
    migration!(2, "0002_evening"),
    migration!(3, "0003_door"),
    migration!(4, "0004_room"),
    migration!(5, "0005_contact_cards"),
    migration!(7, "0007_privacy"),
    migration!(8, "0008_phone_books"),
    migration!(9, "0009_finding"),
    migration!(10, "0010_contact_merges"),
    migration!(12, "0012_directory"),
    migration!(13, "0013_search_contacts"),
    migration!(14, "0014_search_contacts_anew"),
    migration!(15, "0015_search_as_one_word"),
];

const LEDGER: &str = "create table if not exists migrations (
  version bigint primary key,
  name text not null,
  applied_at bigint not null
)";

/// The PostgreSQL texts of every migration, in order.
pub fn postgres_texts() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().map(|migration| migration.postgres)
}

/// The schema version this binary works with.
pub fn version() -> i64 {
    MIGRATIONS.last().map_or(0, |m| m.version)
}

/// Brings a SQLite file up to date.
pub fn sqlite(conn: &mut Connection, now: Timestamp) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    tx.execute_batch(LEDGER)?;
    let at: i64 = tx.query_row(
        "select coalesce(max(version), 0) from migrations",
        [],
        |r| r.get(0),
    )?;
    refuse_newer(at)?;
    for migration in MIGRATIONS.iter().filter(|m| m.version > at) {
        tx.execute_batch(migration.sqlite)?;
        tx.execute(
            "insert into migrations (version, name, applied_at) values (?1, ?2, ?3)",
            (migration.version, migration.name, now.as_millisecond()),
        )?;
    }
    Ok(tx.commit()?)
}

/// Any number that no other program is likely to lock.
const LOCK: i64 = 0x05_07_05_07;

/// Brings a PostgreSQL database up to date.
pub fn postgres(client: &mut Client, now: Timestamp) -> Result<()> {
    let mut tx = client.transaction()?;
    tx.execute("select pg_advisory_xact_lock($1)", &[&LOCK])?;
    tx.batch_execute(LEDGER)?;
    let at: i64 = tx
        .query_one("select coalesce(max(version), 0) from migrations", &[])?
        .get(0);
    refuse_newer(at)?;
    for migration in MIGRATIONS.iter().filter(|m| m.version > at) {
        tx.batch_execute(migration.postgres)?;
        tx.execute(
            "insert into migrations (version, name, applied_at) values ($1, $2, $3)",
            &[&migration.version, &migration.name, &now.as_millisecond()],
        )?;
    }
    Ok(tx.commit()?)
}

fn refuse_newer(at: i64) -> Result<()> {
    if at > version() {
        return Err(Error::Failed(format!(
            "the database is at schema version {at}, newer than this program's {}: install the newer cinqasept",
            version()
        )));
    }
    Ok(())
}
