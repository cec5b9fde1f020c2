//! On what ground the house, a group or a keeper writes to somebody: the grounds are gathered here,
//! `domain::consent` decides, and [`crate::mail::post`] asks before it keeps a mail.

use domain::account::Email;
use domain::consent::{Basis, Ground, Refusal, decide, zone};
use domain::contact::Contact;
use domain::evening::Token;
use domain::id::{ContactId, GroupId, PersonId};
use jiff::Timestamp;
use serde::Deserialize;
pub use store::consents::Noted;

use crate::error::Say;
use crate::form::Check;
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts};

/// Longest account of where a consent comes from, in characters.
pub const SOURCE_LIMIT: usize = 200;

/// In whose name a mail is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Nobody's: it answers what its reader asked for, or tells them what they take part in.
    Service,
    /// A group's, perhaps at the word of somebody who recommends its reader.
    Group(Option<PersonId>),
    /// One person's, to somebody in their notebook.
    Keeper(PersonId),
}

/// Everything that speaks for or against writing to somebody.
#[derive(Debug, Default)]
struct Grounds {
    grounds: Vec<Ground>,
    withdrawn: Option<Timestamp>,
}

impl Grounds {
    fn take(&mut self, noted: &[Noted]) {
        for noted in noted {
            if noted.withdrawn {
                self.withdrawn = self.withdrawn.max(Some(noted.since));
            } else {
                self.grounds.push(Ground::new(noted.basis, noted.since));
            }
        }
    }
}

/// The ground on which a mail may be written, as the outbox keeps it, or the refusal in a sentence.
/// The one message of a referral is spent by being allowed.
pub fn ground(
    cx: &mut Cx<'_, '_>,
    purpose: Purpose,
    email: &Email,
    group: Option<GroupId>,
) -> Result<&'static str> {
    match (purpose, group) {
        (Purpose::Service, _) => Ok("service"),
        (Purpose::Group(by), Some(group)) => of_group(cx, group, email, by),
        (Purpose::Keeper(keeper), _) => of_keeper(cx, keeper, email),
        // Who writes in nobody's name has nobody's consent.
        (Purpose::Group(_), None) => Err(refused(Refusal::Nothing)),
    }
}

fn of_group(
    cx: &mut Cx<'_, '_>,
    group: GroupId,
    email: &Email,
    by: Option<PersonId>,
) -> Result<&'static str> {
    match group_decision(cx, group, email, by)? {
        Ok(ground) => Ok(ground.basis.word()),
        Err(Refusal::Nothing | Refusal::Ended(..)) if by.is_some() => {
            store::consents::put(cx.tx, (group, email), Basis::Referral, by, cx.now)?;
            Ok(Basis::Referral.word())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

fn group_decision(
    cx: &mut Cx<'_, '_>,
    group: GroupId,
    email: &Email,
    by: Option<PersonId>,
) -> Result<Result<Ground, Refusal>> {
    let mut all = Grounds {
        grounds: store::consents::that_follow(cx.tx, group, email)?,
        ..Grounds::default()
    };
    all.take(&store::consents::of_address(cx.tx, group, email)?);
    if let (Some(by), Err(_)) = (by, decide(&all.grounds, all.withdrawn, cx.now)) {
        // What the reader gave the inviter serves the inviter's invitation too.
        let own = personal(cx, Keeper::writing(by), email)?;
        all.grounds.extend(own.grounds);
        all.withdrawn = all.withdrawn.max(own.withdrawn);
    }
    // A referral stands among the grounds only to say that it is spent, whatever else has ended.
    let spent = all.grounds.iter().find(|g| g.basis == Basis::Referral);
    let spent = spent.map(|ground| ground.since);
    let decided = decide(&all.grounds, all.withdrawn, cx.now);
    Ok(match (decided, spent) {
        (Err(Refusal::Ended(..)), Some(at)) => Err(Refusal::Spent(at)),
        (decided, _) => decided,
    })
}

/// Whether a group could invite an address at somebody's word, without writing anything.
pub fn may_invite(
    cx: &mut Cx<'_, '_>,
    group: GroupId,
    email: &Email,
    by: PersonId,
) -> Result<bool> {
    let decided = group_decision(cx, group, email, Some(by))?;
    Ok(matches!(
        decided,
        Ok(_) | Err(Refusal::Nothing | Refusal::Ended(..))
    ))
}

fn of_keeper(cx: &mut Cx<'_, '_>, keeper: PersonId, email: &Email) -> Result<&'static str> {
    let all = personal(cx, Keeper::writing(keeper), email)?;
    let decided = decide(&all.grounds, all.withdrawn, cx.now);
    decided.map(|ground| ground.basis.word()).map_err(refused)
}

fn personal(cx: &mut Cx<'_, '_>, keeper: Keeper, email: &Email) -> Result<Grounds> {
    let Some(person) = store::people::by_email(cx.tx, email)? else {
        return Ok(Grounds::default());
    };
    let contact = store::contacts::of_person(cx.tx, keeper.id(), person.id)?;
    gather(cx, keeper, Some(person.id), contact.as_ref())
}

fn gather(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    person: Option<PersonId>,
    contact: Option<&Contact>,
) -> Result<Grounds> {
    let mut all = Grounds::default();
    if let Some(contact) = contact {
        all.take(&store::consents::of_contact(
            cx.tx,
            keeper.id(),
            contact.id,
        )?);
    }
    if let Some(person) = person {
        let fellows = store::consents::fellowship(cx.tx, keeper.id(), person)?;
        all.grounds.extend(fellows);
        let given = card_given(cx, keeper.id(), person)?;
        all.grounds
            .extend(given.map(|at| Ground::new(Basis::GaveCard, at)));
    }
    Ok(all)
}

/// When somebody last gave the keeper a card, as the logs of the evenings both came to know.
pub(crate) fn card_given(
    cx: &mut Cx<'_, '_>,
    keeper: PersonId,
    from: PersonId,
) -> Result<Option<Timestamp>> {
    let mut last = None;
    for event in store::presences::shared(cx.tx, keeper, from)? {
        let evening = cx.evening(event)?;
        let cards = evening.exchanges().filter(|exchange| {
            exchange.from == from
                && exchange.to == keeper
                && matches!(exchange.token, Token::Card(_))
        });
        last = last.max(cards.map(|exchange| exchange.at).max());
    }
    Ok(last)
}

/// Whether the keeper may write to a contact, and what speaks for it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The ground that lasts longest, or why there is none.
    pub decided: Result<Ground, Refusal>,
    /// Where it comes from, in the keeper's words; empty when the house knows it by itself.
    pub source: String,
    /// Whether any address is known: consent without one writes to nobody.
    pub reachable: bool,
}

/// Whether the keeper may write to a contact.
pub fn of_contact(cx: &mut Cx<'_, '_>, keeper: Keeper, contact: &Contact) -> Result<Standing> {
    let all = gather(cx, keeper, contact.person_id, Some(contact))?;
    let decided = decide(&all.grounds, all.withdrawn, cx.now);
    let noted = store::consents::of_contact(cx.tx, keeper.id(), contact.id)?;
    let told = |noted: &&Noted| match decided {
        Ok(ground) => (noted.basis, noted.since) == (ground.basis, ground.since),
        Err(Refusal::Withdrawn(at)) => noted.withdrawn && noted.since == at,
        Err(_) => false,
    };
    let source = noted.iter().find(told).map(|noted| noted.source.clone());
    Ok(Standing {
        decided,
        source: source.unwrap_or_default(),
        reachable: reachable(cx, keeper, contact)?,
    })
}

fn reachable(cx: &mut Cx<'_, '_>, keeper: Keeper, contact: &Contact) -> Result<bool> {
    if let Some(id) = contact.person_id
        && store::people::find(cx.tx, id)?.is_some_and(|person| person.email.is_some())
    {
        return Ok(true);
    }
    let cards = store::contact_cards::of_contact(cx.tx, keeper.id(), contact.id)?;
    Ok(cards.iter().any(|card| !card.card.emails.is_empty()))
}

/// What a keeper notes of a contact's consent, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `express`, `gave_card`, `inquiry`, or `withdrawn`.
    pub what: String,
    /// The day it happened.
    pub on: String,
    /// Where or how; may be empty.
    pub source: String,
}

/// Notes that a contact consents, on what ground and since when, or does so no more.
pub fn note(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId, typed: &Typed) -> Result<()> {
    let contact = contacts::find(cx, keeper, id)?;
    let mut check = Check::default();
    let withdrawn = typed.what == "withdrawn";
    let basis = Basis::parse(&typed.what).filter(|basis| Basis::NOTED.contains(basis));
    if basis.is_none() && !withdrawn {
        check.problem("what", Say::new("problem-choice"));
    }
    let on = check.date("on", &typed.on);
    let source = check.optional_line("source", &typed.source, SOURCE_LIMIT);
    // The very moment when it was today; the end of a day that is over.
    let zone = zone();
    let today = cx.now.to_zoned(zone.clone()).date();
    let since = match on {
        Some(day) if day > today => {
            check.problem("on", Say::new("consent-future"));
            None
        }
        Some(day) if day == today => Some(cx.now),
        Some(day) => day.to_zoned(zone).ok().map(|start| start.timestamp()),
        None => None,
    };
    check.done()?;
    let noted = Noted {
        basis: basis.unwrap_or(Basis::Express),
        withdrawn,
        since: since.ok_or(Error::NotFound)?,
        source,
    };
    Ok(store::consents::note(
        cx.tx,
        keeper.id(),
        contact.id,
        &noted,
        cx.now,
    )?)
}

fn refused(refusal: Refusal) -> Error {
    Error::Refused(say(refusal))
}

/// The sentence of a refusal.
pub fn say(refusal: Refusal) -> Say {
    let day = |at: Timestamp| at.to_zoned(zone()).date();
    match refusal {
        Refusal::Nothing => Say::new("consent-nothing"),
        Refusal::Ended(basis, at) => Say::new(match basis {
            Basis::Member => "consent-ended-member",
            Basis::Inquiry => "consent-ended-inquiry",
            _ => "consent-ended-card",
        })
        .day("date", day(at)),
        Refusal::Spent(at) => Say::new("consent-spent").day("date", day(at)),
        Refusal::Withdrawn(at) => Say::new("consent-withdrawn").day("date", day(at)),
    }
}
