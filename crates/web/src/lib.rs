//! HTML first: routes, pages, templates, words.
//!
//! Invariants: a handler parses, calls one use-case of `app`, and renders one page; it holds no SQL
//! and no rule. Addresses come from [`urls`], words from the locales, who may see what from `app`.
//! Pages work without JavaScript, carry nothing inline, and ask no other host for anything.

pub mod api;
mod assets;
mod dav;
mod frame;
mod kept;
mod live;
pub mod mail;
mod markdown;
pub mod pages;
pub mod pictures;
pub mod routes;
mod shield;
mod state;
pub mod urls;
mod visit;
mod way_back;
pub mod words;

pub use state::{Options, Web};

/// The whole application as a service.
pub fn service(web: Web) -> axum::Router {
    shield::around(routes::router(), &web).with_state(web)
}
