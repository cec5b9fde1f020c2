//! What the installation remembers of itself.

use crate::{Result, Tx, params};

/// A setting, if it was ever made.
pub fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>> {
    tx.find("select value from settings where key = $1", params![key])
}

/// Makes or replaces a setting.
pub fn put(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    let sql = "insert into settings (key, value) values ($1, $2)
               on conflict (key) do update set value = excluded.value";
    tx.run(sql, params![key, value]).map(|_| ())
}

/// Makes a setting unless another process was first; the one that stands.
pub fn keep(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<String> {
    let sql = "insert into settings (key, value) values ($1, $2) on conflict (key) do nothing";
    tx.run(sql, params![key, value])?;
    Ok(find(tx, key)?.unwrap_or_else(|| value.to_owned()))
}

/// How many people, accounts and events there are.
pub fn census(tx: &mut Tx<'_>) -> Result<(i64, i64, i64)> {
    tx.one(
        "select (select count(*) from people), (select count(*) from accounts),
           (select count(*) from events)",
        &[],
    )
}
