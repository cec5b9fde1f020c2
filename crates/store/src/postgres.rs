//! The native PostgreSQL connection: its statements and its values.

use std::collections::HashMap;
use std::error::Error as StdError;

use ::postgres::types::private::BytesMut;
use ::postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use ::postgres::{Client, NoTls, Statement, Transaction};
use uuid::Uuid;

use crate::{Error, Result, Row, Value};

/// Statements prepared on one connection, by their text.
pub type Statements = HashMap<String, Statement>;

/// Connects, or says why not.
pub fn open(url: &str) -> Result<Client> {
    Ok(Client::connect(url, NoTls)?)
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(b) => b.to_sql(ty, out),
            Self::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Self::Int(n) => n.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
            Self::Blob(bytes) => bytes.to_sql(ty, out),
            Self::Uuid(uuid) => uuid.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(match *ty {
            Type::BOOL => Self::Bool(bool::from_sql(ty, raw)?),
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::BYTEA => Self::Blob(raw.to_vec()),
            Type::UUID => Self::Uuid(Uuid::from_sql(ty, raw)?),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        [Type::BOOL, Type::INT8, Type::INT4, Type::BYTEA, Type::UUID].contains(ty)
            || <String as FromSql>::accepts(ty)
    }
}

fn prepared<'s>(
    tx: &mut Transaction<'_>,
    statements: &'s mut Statements,
    sql: &str,
) -> Result<&'s Statement> {
    if !statements.contains_key(sql) {
        let statement = tx.prepare(sql)?;
        statements.insert(sql.to_owned(), statement);
    }
    statements.get(sql).ok_or(Error::Busy)
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

/// Runs a query and hands each row over.
pub fn query(
    tx: &mut Transaction<'_>,
    statements: &mut Statements,
    sql: &str,
    params: &[Value],
    mut take: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    let statement = prepared(tx, statements, sql)?;
    for row in tx.query(statement, &borrowed(params))? {
        let values = (0..row.len())
            .map(|i| row.try_get(i))
            .collect::<Result<Vec<_>, _>>()?;
        take(Row::new(values))?;
    }
    Ok(())
}

/// Runs a statement; how many rows it changed.
pub fn execute(
    tx: &mut Transaction<'_>,
    statements: &mut Statements,
    sql: &str,
    params: &[Value],
) -> Result<u64> {
    let statement = prepared(tx, statements, sql)?;
    Ok(tx.execute(statement, &borrowed(params))?)
}
