//! What people say of themselves.

use domain::text::Lang;

use crate::{Cx, Error, Result};

/// The viewer reads this language from now on.
pub fn speak(cx: &mut Cx<'_, '_>, lang: Lang) -> Result<()> {
    let Some(me) = &cx.me else { return Ok(()) };
    let person = store::people::find(cx.tx, me.person_id)?.ok_or(Error::NotFound)?;
    Ok(store::people::update(
        cx.tx,
        &domain::person::Person { lang, ..person },
    )?)
}
