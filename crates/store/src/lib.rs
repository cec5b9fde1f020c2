//! The only SQL of the house: one thin database over SQLite and PostgreSQL, one file per noun.
//!
//! Invariants: a unit of work is a closure run on a thread that owns its connection, so nothing
//! here is async and no transaction outlives its closure. Every statement is written once, in the
//! subset both databases share; native differences live in `migrations/` and in [`db`]. Rows come
//! out as domain types. There is no HTTP, no rule about who may see what, and no clock.

pub mod accounts;
pub mod agenda;
pub mod answers;
pub mod app_passwords;
pub mod archive;
pub mod calendars;
pub mod card_photos;
pub mod card_refusals;
pub mod claims;
pub mod consents;
pub mod contact_cards;
pub mod contact_merges;
pub mod contacts;
pub mod db;
pub mod devices;
pub mod directory;
pub mod door;
pub mod entries;
pub mod erasure;
mod error;
pub mod evening_cards;
pub mod events;
pub mod finding;
pub mod follow_ups;
pub mod groups;
pub mod health;
pub mod imports;
pub mod invitations;
pub mod lessons;
pub mod mails;
pub mod marks;
pub mod memberships;
mod migrate;
pub mod not_with;
pub mod notes;
mod notices;
pub mod own_data;
pub mod people;
pub mod phone_books;
mod postgres;
pub mod presences;
pub mod recalls;
pub mod reminders;
pub mod roles;
pub mod round_plans;
pub mod series;
pub mod sessions;
pub mod settings;
pub mod shares;
mod sqlite;
pub mod value;
pub mod venue_ratings;
pub mod venues;
mod work;

pub use db::{Db, Location, Tx};
pub use error::Error;
pub use migrate::version as schema_version;
pub use notices::{Notice, Notices};
pub use value::{FromRow, Row, Value};

/// What every store function returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;
