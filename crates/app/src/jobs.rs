//! What is done by the clock: each minute, by whichever process gets there.

use domain::account::{SESSION_LIFE, SIGN_IN_LIFE};

use crate::{Cx, Result, digests, follow_ups, imports, introductions, own_data, reminders, series};

/// One turn of the clock. Doing it twice does nothing more.
pub fn tick(cx: &mut Cx<'_, '_>) -> Result<()> {
    reminders::send_due(cx)?;
    follow_ups::settle_guests(cx)?;
    digests::send_due(cx)?;
    series::materialise(cx)?;
    introductions::tick(cx)?;
    own_data::forget_old(cx)?;
    imports::forget_waiting(cx)?;
    store::sessions::sweep(cx.tx, cx.now - SESSION_LIFE, cx.now - SIGN_IN_LIFE)?;
    Ok(())
}
