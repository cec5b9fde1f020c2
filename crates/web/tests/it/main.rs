//! The application behind its real router, on both databases.

mod answers;
mod calendars;
mod cast;
mod contact_cards;
mod debrief;
mod door;
mod events;
mod gallery;
mod gathering;
mod groups;
mod guests;
mod harness;
mod import;
mod log;
mod meeting;
mod memberships;
mod my_evening;
mod notebook;
mod operator;
mod people;
mod privacy;
mod roles;
mod sign_in;
mod story;
mod words;
