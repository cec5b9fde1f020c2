//! Whether the database is sound, for the operator.

use jiff::Timestamp;

use crate::{Result, Tx, migrate, params};

/// What a look at the database found.
#[derive(Clone, Debug)]
pub struct Health {
    /// The schema's version.
    pub schema: i64,
    /// What is damaged.
    pub damage: Option<String>,
    /// The server's clock, when the database is a server.
    pub now: Option<Timestamp>,
}

/// Looks at the database; writes and takes back one setting to see that it can.
pub fn look(tx: &mut Tx<'_>) -> Result<Health> {
    crate::settings::put(tx, "doctor", "here")?;
    tx.run("delete from settings where key = $1", params!["doctor"])?;
    let (mut damage, mut now) = (None, None);
    if tx.is_postgres() {
        let sql = "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        now = Some(tx.one(sql, &[])?);
    } else {
        let said: String = tx.one("pragma quick_check(1)", &[])?;
        damage = (said != "ok").then_some(said);
    }
    Ok(Health {
        schema: migrate::version(),
        damage,
        now,
    })
}
