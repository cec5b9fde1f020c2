//! One row as one line of JSON, and back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::archive::schema::{Column, Kind, Table};
use crate::value::Value;
use crate::{Result, Row};

/// Writes a row, with its columns in the schema's order.
pub fn write(table: &Table, row: &mut Row, line: &mut String) -> Result<()> {
    for (index, column) in table.columns.iter().enumerate() {
        line.push(if index == 0 { '{' } else { ',' });
        line.push_str(&Json::from(column.name).to_string());
        line.push(':');
        line.push_str(&json(column.kind, row)?.to_string());
    }
    line.push_str("}\n");
    Ok(())
}

fn json(kind: Kind, row: &mut Row) -> Result<Json> {
    fn or_null<T: Into<Json>>(value: Option<T>) -> Json {
        value.map_or(Json::Null, Into::into)
    }
    Ok(match kind {
        Kind::Uuid => or_null(row.take::<Option<Uuid>>()?.map(|id| id.to_string())),
        Kind::Text => or_null(row.take::<Option<String>>()?),
        Kind::Int => or_null(row.take::<Option<i64>>()?),
        Kind::Bool => or_null(row.take::<Option<bool>>()?),
        Kind::Bytes => or_null(row.take::<Option<Vec<u8>>>()?.map(|b| STANDARD.encode(b))),
    })
}

/// Reads a line back, or says which column does not fit and why.
pub fn read(table: &Table, line: &str) -> Result<Vec<Value>, String> {
    let mut fields = match serde_json::from_str(line) {
        Ok(Json::Object(fields)) => fields,
        Ok(_) => return Err("the line is no JSON object".into()),
        Err(error) => return Err(format!("the line is no JSON: {error}")),
    };
    let mut values = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let field = fields.remove(column.name);
        let field = field.ok_or_else(|| format!("{} is missing", column.name))?;
        values.push(value(column, field)?);
    }
    match fields.keys().next() {
        Some(name) => Err(format!("{name} is no column")),
        None => Ok(values),
    }
}

fn value(column: &Column, field: Json) -> Result<Value, String> {
    let wanted = match column.kind {
        Kind::Uuid => "an id",
        Kind::Text => "text",
        Kind::Int => "a whole number",
        Kind::Bool => "true or false",
        Kind::Bytes => "base64",
    };
    let read = match (column.kind, field) {
        (_, Json::Null) => Some(Value::Null),
        (Kind::Uuid, Json::String(text)) => Uuid::parse_str(&text).ok().map(Value::Uuid),
        (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
        (Kind::Int, Json::Number(number)) => number.as_i64().map(Value::Int),
        (Kind::Bool, Json::Bool(truth)) => Some(Value::Bool(truth)),
        (Kind::Bytes, Json::String(text)) => STANDARD.decode(text).ok().map(Value::Blob),
        _ => None,
    };
    read.ok_or_else(|| format!("{} is not {wanted}", column.name))
}
