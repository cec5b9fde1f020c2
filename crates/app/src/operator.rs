//! The installation itself, as its operator sees it.

use crate::{Cx, Result, token};

/// A fresh token for the first-run page, while nobody runs the installation.
pub fn first_run_token(cx: &mut Cx<'_, '_>) -> Result<Option<String>> {
    let has_operator = store::accounts::has_operator(cx.tx)?;
    Ok((!has_operator).then(|| token::to_text(&cx.random::<24>())))
}

pub use store::health::{Health, look as health};
