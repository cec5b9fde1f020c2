//! Use-cases: one function per intention of a user.
//!
//! Invariants: a use-case takes a [`Cx`] (one transaction, one viewer, one moment) and typed input,
//! loads through [`access`], asks `domain` to decide, writes through `store` together with the
//! mails it causes, and returns plain data. Pages, API, command line and jobs share it. There is no
//! HTTP type, no HTML, no clock and no randomness of its own: both come in through [`World`].

pub mod access;
pub mod activity;
pub mod answers;
pub mod app_passwords;
pub mod badges;
pub mod board;
pub mod calendars;
pub mod card_photos;
pub mod cast;
pub mod consent;
pub mod contact_cards;
pub mod contacts;
mod cx;
pub mod debrief;
pub mod dedupe;
pub mod demo;
pub mod devices;
pub mod digests;
pub mod door;
pub mod duplicates;
pub mod error;
pub mod evening;
pub mod events;
pub mod exchange;
pub mod finding;
pub mod first_run;
mod folds;
pub mod follow_ups;
pub mod form;
pub mod groups;
pub mod guest;
pub mod guests;
pub mod import;
pub mod imports;
pub mod introductions;
pub mod invitations;
pub mod jobs;
pub mod links;
pub mod log;
pub mod mail;
pub mod mail_stops;
pub mod me;
pub mod meeting;
pub mod memberships;
pub mod my_cards;
pub mod my_evening;
pub mod not_with;
pub mod notebook;
pub mod notebook_out;
pub mod operator;
pub mod outbox;
pub mod own_data;
pub mod pass;
pub mod person;
pub mod phone_book;
pub mod portrait;
pub mod reminders;
pub mod room;
pub mod rounds;
mod same;
pub mod scale;
pub mod search;
pub mod seat;
pub mod series;
mod shown;
pub mod sight;
pub mod sign_in;
pub mod ties;
pub mod token;
pub mod trace;
pub mod venues;
pub mod world;

pub use cx::{App, Caller, Cx, Me, Settings};
pub use error::{Error, Say};
pub use store::{Db, Location, Notice, Value, archive};
pub use world::World;

/// What every use-case returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whether the database answers.
pub fn ready(cx: &mut Cx<'_, '_>) -> Result<()> {
    store::settings::find(cx.tx, "secret")?;
    Ok(())
}
