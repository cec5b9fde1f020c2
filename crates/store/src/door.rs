//! What the door looks up: everyone who might come to an event, and how they used to come.

use domain::id::{EventId, GroupId, PersonId};
use domain::person::Person;
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params, people};

/// Everyone the door of an event may be asked about: invited, answering, come, or of its group.
pub fn people(tx: &mut Tx<'_>, event: EventId, group: GroupId) -> Result<Vec<Person>> {
    let sql = format!(
        "select {} from people p
         where p.id in (
             select person_id from answers where event_id = $1
             union select person_id from invitations where event_id = $1
             union select person_id from presences where event_id = $1
             union select person_id from memberships
                   where group_id = $2 and standing <> 'alumni'
           )
         order by p.name_key, p.id",
        people::COLUMNS
    );
    tx.all(&sql, params![event, group])
}

/// What tells that the people of a door have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    answers: i64,
    answered_at: i64,
    invitations: i64,
    revoked: i64,
    members: i64,
}

impl FromRow for Mark {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            answers: row.take()?,
            answered_at: row.take()?,
            invitations: row.take()?,
            revoked: row.take()?,
            members: row.take()?,
        })
    }
}

/// The mark of an event's people as they are.
pub fn mark(tx: &mut Tx<'_>, event: EventId, group: GroupId) -> Result<Mark> {
    let sql = "select
                 (select count(*) from answers where event_id = $1),
                 (select coalesce(max(answered_at), 0) from answers where event_id = $1),
                 (select count(*) from invitations where event_id = $1),
                 (select count(revoked_at) from invitations where event_id = $1),
                 (select count(*) from memberships where group_id = $2)";
    tx.one(sql, params![event, group])
}

/// How somebody used to come.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    /// Who.
    pub person_id: PersonId,
    /// Events they came to before this one.
    pub events: i64,
    /// How long after the beginning, in milliseconds, added up.
    pub delay: i64,
    /// How many of them were held by the same group.
    pub with_group: i64,
}

impl FromRow for Habit {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            person_id: row.take()?,
            events: row.take()?,
            delay: row.take()?,
            with_group: row.take()?,
        })
    }
}

/// The habits of those who came to anything before an event, of all whom its door knows.
pub fn habits(
    tx: &mut Tx<'_>,
    event: EventId,
    group: GroupId,
    before: Timestamp,
) -> Result<Vec<Habit>> {
    let sql = "select p.person_id, count(*),
                 cast(sum(p.arrived_at - e.starts_at) as bigint),
                 cast(sum(case when e.group_id = $2 then 1 else 0 end) as bigint)
               from presences p
               join events e on e.id = p.event_id
               where e.starts_at < $3 and e.id <> $1
                 and p.person_id in (
                   select person_id from answers where event_id = $1
                   union select person_id from invitations where event_id = $1
                   union select person_id from memberships where group_id = $2
                 )
               group by p.person_id
               order by p.person_id";
    tx.all(sql, params![event, group, before])
}

/// The members of the groups somebody belongs to, each with the group's name.
pub fn fellows(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<(PersonId, String)>> {
    let sql = "select o.person_id, g.name
               from memberships m
               join memberships o on o.group_id = m.group_id and o.person_id <> m.person_id
                 and o.standing = 'member'
               join groups g on g.id = m.group_id
               where m.person_id = $1 and m.standing = 'member'
               order by g.name, o.person_id";
    tx.all(sql, params![person])
}

/// How the names of those around an event are said, where somebody wrote it down.
pub fn pronunciations(
    tx: &mut Tx<'_>,
    event: EventId,
    group: GroupId,
) -> Result<Vec<(PersonId, String)>> {
    let sql = "select id, pronunciation from people
               where pronunciation <> ''
                 and id in (
                   select person_id from answers where event_id = $1
                   union select person_id from invitations where event_id = $1
                   union select person_id from presences where event_id = $1
                   union select person_id from memberships
                         where group_id = $2 and standing <> 'alumni'
                 )
               order by id";
    tx.all(sql, params![event, group])
}
