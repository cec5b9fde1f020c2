//! What can go wrong in a database, told apart where a person can mend it.

/// A failure of the database, or a refusal by its constraints.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A unique constraint refused the row; named `table_column_…_key` on both databases.
    #[error("a row with the same key exists ({0})")]
    Unique(String),
    /// A row refers to one that does not exist, or is referred to.
    #[error("a related row is missing or in the way")]
    ForeignKey,
    /// A check or not-null constraint refused the row.
    #[error("a value is not allowed ({0})")]
    Check(String),
    /// More work is waiting than the database can take.
    #[error("the database is busy")]
    Busy,
    /// The database cannot be reached, or is full, or failed.
    #[error("the database failed: {0}")]
    Failed(String),
    /// A stored value does not read as what it should be.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
}

impl Error {
    /// Whether this is the refusal of that unique constraint.
    pub fn is_unique(&self, constraint: &str) -> bool {
        matches!(self, Self::Unique(name) if name == constraint)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return Self::Failed(error.to_string());
        };
        let message = message.clone().unwrap_or_default();
        match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                Self::Unique(sqlite_constraint(&message))
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::ForeignKey,
            ffi::SQLITE_CONSTRAINT_CHECK
            | ffi::SQLITE_CONSTRAINT_NOTNULL
            | ffi::SQLITE_CONSTRAINT_DATATYPE => Self::Check(message),
            ffi::SQLITE_BUSY => Self::Busy,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// `UNIQUE constraint failed: people.email` → `people_email_key`, PostgreSQL's default name.
fn sqlite_constraint(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let mut name = String::new();
    for column in columns.split(", ") {
        match (column.split_once('.'), name.is_empty()) {
            (Some((table, column)), true) => name = format!("{table}_{column}"),
            (Some((_, column)), false) => name = format!("{name}_{column}"),
            (None, _) => name.push_str(column),
        }
    }
    format!("{name}_key")
}

impl From<::postgres::Error> for Error {
    fn from(error: ::postgres::Error) -> Self {
        use ::postgres::error::SqlState;
        let Some(db) = error.as_db_error() else {
            return Self::Failed(describe(&error));
        };
        let constraint = db.constraint().unwrap_or_default().to_owned();
        match *db.code() {
            SqlState::UNIQUE_VIOLATION => Self::Unique(constraint),
            SqlState::FOREIGN_KEY_VIOLATION => Self::ForeignKey,
            SqlState::CHECK_VIOLATION => Self::Check(constraint),
            SqlState::NOT_NULL_VIOLATION => Self::Check(db.message().to_owned()),
            SqlState::T_R_DEADLOCK_DETECTED | SqlState::T_R_SERIALIZATION_FAILURE => Self::Busy,
            _ => Self::Failed(db.message().to_owned()),
        }
    }
}

fn describe(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", describe(source)),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_constraints_are_named_as_postgresql_names_them() {
        for (message, name) in [
            ("UNIQUE constraint failed: people.email", "people_email_key"),
            (
                "UNIQUE constraint failed: memberships.group_id, memberships.seat_key",
                "memberships_group_id_seat_key_key",
            ),
        ] {
            assert_eq!(sqlite_constraint(message), name);
        }
    }
}
