//! What is done about a promise: it is kept, broken or let go of; a guest is really invited.

use domain::follow_up::{FollowUp, Kind, Side, State, WORDS_LIMIT};
use domain::id::FollowUpId;
use serde::Deserialize;

use super::{LINE_LIMIT, find, note_change};
use crate::error::Say;
use crate::form::Check;
use crate::invitations::{self, WORD_LIMIT};
use crate::seat::Keeper;
use crate::{Cx, Error, Result, access, contacts};

/// The most a referral may be worth, in dollars.
const VALUE_LIMIT: i64 = 1_000_000_000;
/// Guests' promises settled in one turn of the clock.
const SETTLED: i64 = 100;

/// What became of a promise, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct MoveTyped {
    /// `open`, `kept`, `broken` or `dropped`.
    pub state: String,
    /// A word about it.
    pub note: String,
    /// What came of a referral.
    pub outcome: String,
    /// What a referral was worth, in dollars.
    pub value: String,
}

/// Says what became of a promise.
pub fn change(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    id: FollowUpId,
    typed: &MoveTyped,
) -> Result<()> {
    let mut follow_up = find(cx, keeper, id)?;
    let mut check = Check::default();
    let state = check.choice::<State>("state", &typed.state);
    let note = check.optional_line("note", &typed.note, WORDS_LIMIT);
    if follow_up.kind == Kind::Referral {
        follow_up.details.outcome = check.optional_line("outcome", &typed.outcome, LINE_LIMIT);
        follow_up.details.value_cents = cents(&mut check, &typed.value);
    }
    check.done()?;
    follow_up.state = state.unwrap_or(follow_up.state);
    follow_up.updated_at = cx.now;
    store::follow_ups::update(cx.tx, &follow_up)?;
    note_change(cx, &follow_up, note)
}

/// Dollars as people write them: `1 200`, `1,200.50`, `1200,5 $`.
fn cents(check: &mut Check, typed: &str) -> Option<i64> {
    let bare: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '$')
        .collect();
    if bare.is_empty() {
        return None;
    }
    let cents = dollars(&bare).filter(|cents| (0..=VALUE_LIMIT * 100).contains(cents));
    if cents.is_none() {
        check.problem("value", Say::new("follow-up-problem-value"));
    }
    cents
}

fn dollars(bare: &str) -> Option<i64> {
    // The last mark with one or two digits behind it parts dollars from cents; others group.
    let (whole, part) = match bare.rfind([',', '.']) {
        Some(at) if bare.len() - at <= 3 => (&bare[..at], &bare[at + 1..]),
        _ => (bare, ""),
    };
    let whole: String = whole.chars().filter(|c| *c != ',' && *c != '.').collect();
    let part = format!("{part:0<2}");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(&whole) || !digits(&part) || whole.len() > 12 {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?)
}

/// How a guest is invited, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct InviteTyped {
    /// Where to write to, when the house does not know.
    pub email: String,
    /// A word of one's own.
    pub word: String,
    /// Anything but empty: make a link to pass on instead.
    pub link: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// A mail is on its way.
    ByMail,
    /// They had an invitation already.
    Already,
    /// The token of a link to pass on.
    Link(String),
}

/// Invites the guest of a promise to the event it names: by mail where the house knows them, at a
/// typed address, or by a link to pass on.
pub fn invite(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    id: FollowUpId,
    typed: &InviteTyped,
) -> Result<Invited> {
    let mut follow_up = find(cx, keeper, id)?;
    let promised = (follow_up.kind, follow_up.side) == (Kind::Guest, Side::Mine);
    let event_id = follow_up.guest_event_id.filter(|_| promised);
    let event_id = event_id.ok_or(Error::NotFound)?;
    let contact = contacts::find(cx, keeper, follow_up.contact_id)?;
    let seen = access::event(cx, event_id)?;
    let by = invitations::inviter(cx, &seen)?;
    let mut check = Check::default();
    let word = check.optional_text("word", &typed.word, WORD_LIMIT);
    check.done()?;
    let person = match contact.person_id {
        Some(id) => store::people::find(cx.tx, id)?,
        None => None,
    };
    if let Some(person) = &person
        && let Some(known) = store::invitations::of_person(cx.tx, event_id, person.id)?
        && known.revoked_at.is_none()
    {
        follow_up.invitation_id = Some(known.id);
        store::follow_ups::update(cx.tx, &follow_up)?;
        return Ok(Invited::Already);
    }
    if !typed.link.is_empty() {
        return invitations::to_pass_on(cx, &seen.event, by).map(Invited::Link);
    }
    let person = match person.filter(|person| person.email.is_some()) {
        Some(person) => {
            invitations::to_person(cx, &seen.event, by, &person, &word)?;
            Some(person)
        }
        None => {
            let by_mail = invitations::Typed {
                name: contact.name.clone(),
                email: typed.email.clone(),
                lang: cx.me()?.lang.code().into(),
                word,
            };
            invitations::by_mail(cx, &seen.event, by, &by_mail)?;
            match typed.email.parse() {
                Ok(email) => store::people::by_email(cx.tx, &email)?,
                Err(_) => None,
            }
        }
    };
    if let Some(person) = person {
        let invitation = store::invitations::of_person(cx.tx, event_id, person.id)?;
        follow_up.invitation_id = invitation.map(|invitation| invitation.id);
    }
    follow_up.details.mailed_at = Some(cx.now);
    follow_up.updated_at = cx.now;
    store::follow_ups::update(cx.tx, &follow_up)?;
    Ok(Invited::ByMail)
}

/// For the clock: a guest who said yes, or came, keeps the promise.
pub fn settle_guests(cx: &mut Cx<'_, '_>) -> Result<()> {
    for follow_up in store::follow_ups::guests_who_come(cx.tx, SETTLED)? {
        let kept = FollowUp {
            state: State::Kept,
            updated_at: cx.now,
            ..follow_up
        };
        store::follow_ups::update(cx.tx, &kept)?;
        note_change(cx, &kept, String::new())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_read_as_people_write_them() {
        for (typed, read) in [
            ("1 200", Some(120_000)),
            ("1,200.50", Some(120_050)),
            ("1200,5 $", Some(120_050)),
            ("1.200", Some(120_000)),
            ("0", Some(0)),
            ("-5", None),
            ("beaucoup", None),
            ("1e9", None),
        ] {
            assert_eq!(cents(&mut Check::default(), typed), read, "{typed}");
        }
    }
}
