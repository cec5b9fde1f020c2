//! Who came to which event: the first arrivals of the log's fold, kept in rows so that a person's
//! evenings and a group's regulars are found without reading every log.

use domain::id::{EventId, GroupId, PersonId};
use domain::person::Person;
use jiff::Timestamp;

use crate::{Result, Tx, params};

/// Notes an arrival; an earlier one stands.
pub fn note(tx: &mut Tx<'_>, event: EventId, person: PersonId, at: Timestamp) -> Result<()> {
    let sql = "insert into presences (event_id, person_id, arrived_at)
               values ($1, $2, $3)
               on conflict (event_id, person_id) do update
               set arrived_at = excluded.arrived_at
               where excluded.arrived_at < presences.arrived_at";
    tx.run(sql, params![event, person, at]).map(|_| ())
}

/// Puts the rows of an event in place of those there are.
pub fn replace(tx: &mut Tx<'_>, event: EventId, all: &[(PersonId, Timestamp)]) -> Result<()> {
    tx.run("delete from presences where event_id = $1", params![event])?;
    all.iter()
        .try_for_each(|(person, at)| note(tx, event, *person, *at))
}

/// When somebody first came to an event, if they did.
pub fn of(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Option<Timestamp>> {
    let sql = "select arrived_at from presences where event_id = $1 and person_id = $2";
    tx.find(sql, params![event, person])
}

/// The events that two people came to, latest first.
pub fn shared(tx: &mut Tx<'_>, one: PersonId, other: PersonId) -> Result<Vec<EventId>> {
    let sql = "select a.event_id
               from presences a
               join presences b on b.event_id = a.event_id
               where a.person_id = $1 and b.person_id = $2
               order by a.arrived_at desc, a.event_id";
    tx.all(sql, params![one, other])
}

/// The events somebody came to, latest first.
pub fn events_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<(EventId, Timestamp)>> {
    let sql = "select event_id, arrived_at
               from presences
               where person_id = $1
               order by arrived_at desc, event_id";
    tx.all(sql, params![person])
}

/// Those who came to an event, in the order of coming.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<(PersonId, Timestamp)>> {
    let sql = "select person_id, arrived_at
               from presences
               where event_id = $1
               order by arrived_at, person_id";
    tx.all(sql, params![event])
}

/// Who was often where somebody was: people who came, or had a seat, at `least` of the past events
/// that somebody came or had a seat at, with how many, most first.
pub fn seen_often(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    least: i64,
) -> Result<Vec<(PersonId, i64)>> {
    let sql = "with mine as (
                 select e.id
                 from events e
                 where e.starts_at < $2 and e.status = 'published'
                   and e.id in (
                     select event_id from presences where person_id = $1
                     union
                     select event_id from answers where person_id = $1 and place = 'going'
                   )
               )
               select person_id, count(*)
               from (
                   select p.event_id, p.person_id
                   from presences p join mine on mine.id = p.event_id
                   union
                   select a.event_id, a.person_id
                   from answers a join mine on mine.id = a.event_id
                   where a.place = 'going'
                 ) as there
               where person_id <> $1
               group by person_id
               having count(*) >= $3
               order by count(*) desc, person_id";
    tx.all(sql, params![person, now, least])
}

/// Everybody who came to an event, as they are.
pub fn people_of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Person>> {
    let sql = format!(
        "select {}
         from presences c
         join people p on p.id = c.person_id
         where c.event_id = $1
         order by c.arrived_at, p.id",
        crate::people::COLUMNS
    );
    tx.all(&sql, params![event])
}

/// The groups of those who came to an event, as members.
pub fn groups_of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<(PersonId, GroupId)>> {
    let sql = "select m.person_id, m.group_id
               from presences c
               join memberships m on m.person_id = c.person_id and m.standing = 'member'
               where c.event_id = $1
               order by m.person_id, m.group_id";
    tx.all(sql, params![event])
}

/// The events that a person came to, was invited to or answered, that began by a moment, latest
/// first.
pub fn evenings_of(
    tx: &mut Tx<'_>,
    person: PersonId,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<(EventId, (String, Timestamp))>> {
    let sql = "select e.id, e.title, e.starts_at
               from events e
               where e.status = 'published' and e.starts_at <= $2
                 and (exists (select 1 from presences c where c.event_id = e.id and c.person_id = $1)
                   or exists (select 1 from answers a
                              where a.event_id = e.id and a.person_id = $1 and a.place <> 'none')
                   or exists (select 1 from invitations i
                              where i.event_id = e.id and i.person_id = $1
                                and i.revoked_at is null))
               order by e.starts_at desc, e.id
               limit $3";
    tx.all(sql, params![person, until, limit])
}

/// Those who had come to an event of a group before a moment.
pub fn before(tx: &mut Tx<'_>, group: GroupId, began: Timestamp) -> Result<Vec<PersonId>> {
    let sql = "select distinct c.person_id
               from presences c
               join events e on e.id = c.event_id
               where e.group_id = $1 and e.starts_at < $2
               order by c.person_id";
    tx.all(sql, params![group, began])
}

/// The last events of a group that began before a moment and that somebody came to, latest first.
pub fn last_events(
    tx: &mut Tx<'_>,
    group: GroupId,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<(EventId, Timestamp)>> {
    let sql = "select e.id, e.starts_at
               from events e
               where e.group_id = $1 and e.status = 'published' and e.starts_at < $2
                 and exists (select 1 from presences c where c.event_id = e.id)
               order by e.starts_at desc, e.id
               limit $3";
    tx.all(sql, params![group, before, limit])
}

/// At how many of a group's last events (at most `limit`, ended before a moment) each member or
/// organiser was, of how many held since they joined.
pub fn shares(
    tx: &mut Tx<'_>,
    group: GroupId,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<(PersonId, (i64, i64))>> {
    let sql = "with held as (
                 select e.id, e.starts_at
                 from events e
                 where e.group_id = $1 and e.status = 'published' and e.ends_at <= $2
                   and exists (select 1 from presences c where c.event_id = e.id)
                 order by e.starts_at desc, e.id
                 limit $3
               )
               select m.person_id,
                 cast((select count(*) from held h
                       join presences c on c.event_id = h.id and c.person_id = m.person_id
                       where m.member_at is null or h.starts_at >= m.member_at) as bigint),
                 cast((select count(*) from held h
                       where m.member_at is null or h.starts_at >= m.member_at) as bigint)
               from memberships m
               where m.group_id = $1 and m.standing = 'member'
               order by m.person_id";
    tx.all(sql, params![group, before, limit])
}

/// The members of a group.
pub fn members(tx: &mut Tx<'_>, group: GroupId) -> Result<Vec<Person>> {
    let sql = format!(
        "select {}
         from memberships m
         join people p on p.id = m.person_id
         where m.group_id = $1 and m.standing = 'member'
         order by p.name_key, p.id",
        crate::people::COLUMNS
    );
    tx.all(&sql, params![group])
}
