//! Bytes to domain and back: calendars, tables, pictures.
