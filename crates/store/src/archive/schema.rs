//! The tables and columns of an archive, read off the migrations that make them: there is no second
//! list to forget. SQLite does not tell an id from other bytes, or a truth from a number; the
//! PostgreSQL migrations do.

use std::sync::OnceLock;

use crate::migrate;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id, written as text.
    Uuid,
    /// Text.
    Text,
    /// A number.
    Int,
    /// A truth value.
    Bool,
    /// Bytes, written in base64.
    Bytes,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it refers to a row.
    pub refers: bool,
    /// Whether that row is one of the same table.
    pub own: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the schema's order.
    pub columns: Vec<Column>,
    key: Vec<&'static str>,
}

impl Table {
    /// The columns of its primary key.
    pub fn key(&self) -> impl Iterator<Item = &Column> {
        let named = |name: &&'static str| self.columns.iter().find(|c| c.name == *name);
        self.key.iter().filter_map(named)
    }
}

/// Every table, each after those it refers to.
pub fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Vec::new();
        migrate::postgres_texts().for_each(|text| read(text, &mut tables));
        tables
    })
}

fn read(text: &'static str, tables: &mut Vec<Table>) {
    let mut open: Option<Table> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("create table ") {
            open = Some(Table {
                name: rest.trim_end_matches(" ("),
                columns: Vec::new(),
                key: Vec::new(),
            });
        } else if line.starts_with(')') {
            tables.extend(open.take());
        } else if let Some(table) = &mut open {
            read_line(line.trim(), table);
        } else if let Some(rest) = line.strip_prefix("drop table ") {
            tables.retain(|table| table.name != rest.trim_end_matches(';'));
        } else if let Some(rest) = line.strip_prefix("alter table ")
            && let Some((name, added)) = rest.split_once(" add column ")
            && let Some(table) = tables.iter_mut().find(|table| table.name == name)
        {
            read_line(added, table);
        }
    }
}

fn read_line(line: &'static str, table: &mut Table) {
    if let Some(rest) = line.strip_prefix("primary key (") {
        let names = rest.split(')').next().unwrap_or_default();
        table.key = names.split(", ").collect();
        return;
    }
    let mut words = line.split([' ', ',', ';']);
    let (Some(name), Some(kind)) = (words.next(), words.next().and_then(kind)) else {
        return;
    };
    if line.contains(" primary key") {
        table.key = vec![name];
    }
    let to = line.split(" references ").nth(1);
    table.columns.push(Column {
        name,
        kind,
        refers: to.is_some(),
        own: to.is_some_and(|to| to.split(' ').next() == Some(table.name)),
    });
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "uuid" => Kind::Uuid,
        "text" => Kind::Text,
        "bigint" => Kind::Int,
        "boolean" => Kind::Bool,
        "bytea" => Kind::Bytes,
        _ => return None,
    })
}
