//! The only SQL: one thin database over SQLite and PostgreSQL.
