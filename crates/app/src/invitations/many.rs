//! Inviting many at once: pasted addresses or a CSV file, looked at first, then sent.

use std::collections::HashSet;

use domain::account::Email;
use domain::event::Event;
use domain::id::EventId;
use formats::addresses::{self, AddressesError};

use super::{Inviter, Typed};
use crate::error::Say;
use crate::{Cx, Error, Result, access, consent};

/// What will become of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Will be invited.
    Good,
    /// Stands among the others already.
    Repeated,
    /// Is no address.
    Bad,
    /// Was invited, or answered, already.
    Invited,
    /// Wants no more mail from this group.
    Stopped,
    /// Was written to once and did not answer: there is no basis for more.
    NoBasis,
}

/// One address of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the text.
    pub line: usize,
    /// The name beside it, if any.
    pub name: String,
    /// The address, or what stands in its place.
    pub email: String,
    /// What will become of it.
    pub fate: Fate,
}

/// What a pasted list would do, line by line. Changes nothing.
pub fn preview(cx: &mut Cx<'_, '_>, event_id: EventId, text: &str) -> Result<Vec<Row>> {
    let seen = access::event(cx, event_id)?;
    super::inviter(cx, &seen)?;
    rows(cx, &seen.event, text)
}

/// Invites every good address of a list; how many. The others are left alone, so that sending the
/// same list twice invites nobody twice.
pub fn send(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    text: &str,
    (lang, word): (&str, &str),
) -> Result<usize> {
    let seen = access::event(cx, event_id)?;
    let by: Inviter = super::inviter(cx, &seen)?;
    let rows = rows(cx, &seen.event, text)?;
    let good = rows.into_iter().filter(|row| row.fate == Fate::Good);
    let mut sent = 0;
    for row in good {
        let typed = Typed {
            name: row.name,
            email: row.email,
            lang: lang.to_owned(),
            word: word.to_owned(),
        };
        super::by_mail(cx, &seen.event, by, &typed)?;
        sent += 1;
    }
    Ok(sent)
}

fn rows(cx: &mut Cx<'_, '_>, event: &Event, text: &str) -> Result<Vec<Row>> {
    let read = addresses::parse(text).map_err(unreadable)?;
    let me = cx.me()?.email.clone();
    let known = store::people::around_event(cx.tx, event.id)?;
    let mut invited: HashSet<Email> = known.into_iter().filter_map(|p| p.email).collect();
    invited.insert(me);
    let stopped = store::mails::stops_of(cx.tx, event.group_id)?;
    let barred = barred(cx, event, &read.good)?;
    let fate = |email: &Email| match email {
        email if invited.contains(email) => Fate::Invited,
        email if stopped.hold(email) => Fate::Stopped,
        email if barred.contains(email) => Fate::NoBasis,
        _ => Fate::Good,
    };
    let good = read.good.into_iter().map(|a| (fate(&a.email), a));
    let repeated = read.repeated.into_iter().map(|a| (Fate::Repeated, a));
    let mut rows: Vec<Row> = good
        .chain(repeated)
        .map(|(fate, address)| Row {
            line: address.line,
            name: address.name,
            email: address.email.to_string(),
            fate,
        })
        .collect();
    rows.extend(read.bad.into_iter().map(|bad| Row {
        line: bad.line,
        name: String::new(),
        email: bad.found,
        fate: Fate::Bad,
    }));
    rows.sort_by_key(|row| row.line);
    Ok(rows)
}

/// The addresses that were sent the one message of a referral, and gave no other basis since.
fn barred(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    addresses: &[addresses::Address],
) -> Result<HashSet<Email>> {
    let me = cx.me()?.person_id;
    let spent = store::consents::spent(cx.tx, event.group_id)?;
    let mut barred = HashSet::new();
    for address in addresses.iter().filter(|a| spent.hold(&a.email)) {
        if !consent::may_invite(cx, event.group_id, &address.email, me)? {
            barred.insert(address.email.clone());
        }
    }
    Ok(barred)
}

fn unreadable(error: AddressesError) -> Error {
    let say = match error {
        AddressesError::Empty => Say::new("invitation-many-empty"),
        AddressesError::TooLong | AddressesError::TooMany => {
            let limit = i64::try_from(addresses::ADDRESS_LIMIT).unwrap_or(i64::MAX);
            Say::new("invitation-many-limit").number("limit", limit)
        }
        AddressesError::Table(_) => Say::new("invitation-many-table"),
    };
    Error::Invalid(vec![("addresses", say)])
}
