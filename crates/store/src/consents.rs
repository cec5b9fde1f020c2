//! The grounds on which somebody may be written to: those written down, and those that follow from
//! memberships, answers and arrivals.

use domain::account::Email;
use domain::consent::{Basis, Ground};
use domain::id::{ContactId, GroupId, PersonId};
use jiff::Timestamp;

use crate::marks::{self, Addresses};
use crate::{Error, Result, Tx, params};

/// A ground as it was written down, or its withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Which.
    pub basis: Basis,
    /// Whether it takes consent back.
    pub withdrawn: bool,
    /// Since when.
    pub since: Timestamp,
    /// Where it comes from, in the words of whoever noted it; may be empty.
    pub source: String,
}

type Row = (String, bool, Timestamp, String);

fn noted(rows: Vec<Row>) -> Result<Vec<Noted>> {
    let each = |(word, withdrawn, since, source): Row| {
        let basis = Basis::parse(&word);
        let basis = basis.ok_or_else(|| Error::Unreadable(format!("basis {word}")))?;
        Ok(Noted {
            basis,
            withdrawn,
            since,
            source,
        })
    };
    rows.into_iter().map(each).collect()
}

/// What a keeper noted of a contact, newest first.
pub fn of_contact(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<Vec<Noted>> {
    let sql = "select basis, withdrawn, since, source
               from contact_consents
               where contact_id = $2 and keeper_id = $1
               order by since desc, basis, withdrawn";
    noted(tx.all(sql, params![keeper, contact])?)
}

/// Notes a ground or its withdrawal of a keeper's contact, in place of an earlier one of its kind.
pub fn note(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contact: ContactId,
    noted: &Noted,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into contact_consents
                 (keeper_id, contact_id, basis, withdrawn, since, source, created_at)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (contact_id, basis, withdrawn) do update
               set since = excluded.since, source = excluded.source,
                   created_at = excluded.created_at";
    let values = params![
        keeper,
        contact,
        noted.basis.word(),
        noted.withdrawn,
        noted.since,
        noted.source,
        now
    ];
    tx.run(sql, values).map(|_| ())
}

/// What is written down of a group's writing to an address.
pub fn of_address(tx: &mut Tx<'_>, group: GroupId, email: &Email) -> Result<Vec<Noted>> {
    let sql = "select basis, withdrawn, since, ''
               from mail_consents
               where group_id = $1 and email in ($2, $3)
               order by since desc, basis, withdrawn";
    noted(tx.all(sql, params![group, email, marks::of(email.as_str())])?)
}

/// Writes down a ground of a group for an address, with whoever recommended it.
pub fn put(
    tx: &mut Tx<'_>,
    (group, email): (GroupId, &Email),
    basis: Basis,
    referrer: Option<PersonId>,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into mail_consents
                 (group_id, email, basis, withdrawn, since, referrer_id, created_at)
               values ($1, $2, $3, $4, $5, $6, $5)
               on conflict (group_id, email, basis, withdrawn) do update
               set since = excluded.since, referrer_id = excluded.referrer_id";
    let values = params![group, email, basis.word(), false, now, referrer];
    tx.run(sql, values).map(|_| ())
}

/// The addresses to which a group has sent the one message of a referral.
pub fn spent(tx: &mut Tx<'_>, group: GroupId) -> Result<Addresses> {
    let sql = "select email from mail_consents where group_id = $1 and basis = 'referral'";
    tx.all(sql, params![group]).map(Addresses::new)
}

/// The membership of whoever has an address in a group, and whatever they last asked of it: an
/// answer that was no refusal, an application, an arrival.
pub fn that_follow(tx: &mut Tx<'_>, group: GroupId, email: &Email) -> Result<Vec<Ground>> {
    let members = "select m.member_at, case when m.standing = 'alumni' then m.left_at end
                   from memberships m
                   join people p on p.id = m.person_id
                   where m.group_id = $1 and p.email = $2
                     and m.standing in ('member', 'alumni') and m.member_at is not null
                   order by m.id";
    let members: Vec<(Timestamp, Option<Timestamp>)> = tx.all(members, params![group, email])?;
    let asked = "select max(asked.at)
                 from (
                     select a.answered_at as at
                     from answers a
                     join events e on e.id = a.event_id
                     join people p on p.id = a.person_id
                     where e.group_id = $1 and p.email = $2 and a.response <> 'no'
                     union all
                     select s.arrived_at
                     from presences s
                     join events e on e.id = s.event_id
                     join people p on p.id = s.person_id
                     where e.group_id = $1 and p.email = $2
                     union all
                     select m.applied_at
                     from memberships m
                     join people p on p.id = m.person_id
                     where m.group_id = $1 and p.email = $2 and m.applied_at is not null
                   ) asked";
    let asked: Option<Timestamp> = tx.one(asked, params![group, email])?;
    let members = members
        .into_iter()
        .map(|(at, left)| Ground::member(at, left));
    let asked = asked.map(|at| Ground::new(Basis::Inquiry, at));
    Ok(members.chain(asked).collect())
}

/// The time two people are, or were, both members of one group.
pub fn fellowship(tx: &mut Tx<'_>, one: PersonId, other: PersonId) -> Result<Vec<Ground>> {
    let sql = "select a.member_at, b.member_at,
                 case when a.standing = 'alumni' then a.left_at end,
                 case when b.standing = 'alumni' then b.left_at end
               from memberships a
               join memberships b on b.group_id = a.group_id
               where a.person_id = $1 and b.person_id = $2
                 and a.standing in ('member', 'alumni') and b.standing in ('member', 'alumni')
                 and a.member_at is not null and b.member_at is not null
               order by a.id";
    type Both = (Timestamp, Timestamp, Option<Timestamp>, Option<Timestamp>);
    let rows: Vec<Both> = tx.all(sql, params![one, other])?;
    let both = rows.into_iter().map(|(a, b, a_left, b_left)| {
        let left = [a_left, b_left].into_iter().flatten().min();
        Ground::member(a.max(b), left)
    });
    // Those who were never members at the same time were no fellows.
    Ok(both
        .filter(|g| g.from.is_none_or(|left| left > g.since))
        .collect())
}

/// What is noted of a contact is noted of the one it turns out to be, unless that has its own since
/// later: consent taken back stays taken back.
pub fn hand_over(tx: &mut Tx<'_>, keeper: PersonId, from: ContactId, to: ContactId) -> Result<()> {
    let sql = "insert into contact_consents
                 (keeper_id, contact_id, basis, withdrawn, since, source, created_at)
               select keeper_id, $3, basis, withdrawn, since, source, created_at
               from contact_consents
               where contact_id = $2 and keeper_id = $1
               on conflict (contact_id, basis, withdrawn) do update
               set since = excluded.since, source = excluded.source,
                   created_at = excluded.created_at
               where contact_consents.since < excluded.since";
    tx.run(sql, params![keeper, from, to]).map(|_| ())
}
