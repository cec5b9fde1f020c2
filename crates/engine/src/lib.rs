//! Who should meet whom: plain data and a seed in, plans, reasons and bounds out.
//!
//! The crate knows no accounts, no SQL and no clock. Chance comes from [`seed`] alone and a search
//! ends by [`stop::Stop`].

pub mod live;
pub mod matching;
pub mod pairs;
pub mod plan;
pub mod rounds;
pub mod score;
pub mod seed;
pub mod stop;
