//! "No more mail from this group": a signed link is enough, and it acts at once.

use domain::account::Email;
use domain::consent::Basis;
use domain::group::Group;

use crate::{Cx, Error, Result};

/// A group and an address it writes to.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// The group.
    pub group: Group,
    /// The address.
    pub email: Email,
    /// Whether its mail is stopped.
    pub stopped: bool,
}

/// What a link of a mail stops.
pub fn find(cx: &mut Cx<'_, '_>, token: &str) -> Result<Subscription> {
    let (group_id, email) = cx.signer.read_mail_stop(token).ok_or(Error::NotFound)?;
    let email: Email = email.parse().map_err(|_| Error::NotFound)?;
    let group = store::groups::find(cx.tx, group_id)?.ok_or(Error::NotFound)?;
    let stopped = store::mails::is_stopped(cx.tx, &email, group_id)?;
    Ok(Subscription {
        group,
        email,
        stopped,
    })
}

/// Stops the group's mail to the address; stopping twice changes nothing.
pub fn stop(cx: &mut Cx<'_, '_>, token: &str) -> Result<Subscription> {
    let subscription = find(cx, token)?;
    store::mails::stop(cx.tx, &subscription.email, subscription.group.id, cx.now)?;
    store::mails::drop_waiting(cx.tx, &subscription.email, subscription.group.id)?;
    Ok(Subscription {
        stopped: true,
        ..subscription
    })
}

/// Lets the group write to the address again.
pub fn resume(cx: &mut Cx<'_, '_>, token: &str) -> Result<Subscription> {
    let subscription = find(cx, token)?;
    store::mails::resume(cx.tx, &subscription.email, subscription.group.id)?;
    // They asked to be written to, in so many words.
    let (group, email) = (subscription.group.id, &subscription.email);
    store::consents::put(cx.tx, (group, email), Basis::Express, None, cx.now)?;
    Ok(Subscription {
        stopped: false,
        ..subscription
    })
}
