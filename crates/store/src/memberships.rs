//! Who belongs to which group, and how.

use domain::activity::seat_key;
use domain::id::{EventId, GroupId, MembershipId, NetworkId, PersonId};
use domain::membership::{Membership, Standing};
use domain::person::Person;
use domain::text::Slug;

use jiff::Timestamp;

use crate::value::{FromRow, Row, ToValue};
use crate::{Result, Tx, directory, params, people};

/// The columns of a [`Membership`], under the name `m`.
pub const COLUMNS: &str = "m.id, m.group_id, m.person_id, m.standing, m.invited_by, m.seat,
  m.guest_at, m.applied_at, m.member_at, m.left_at";

/// The constraint that keeps one holder to a seat.
pub const ONE_SEAT: &str = "memberships_group_id_seat_key_key";

impl FromRow for Membership {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            group_id: row.take()?,
            person_id: row.take()?,
            standing: row.take()?,
            invited_by: row.take()?,
            seat: row.take()?,
            guest_at: row.take()?,
            applied_at: row.take()?,
            member_at: row.take()?,
            left_at: row.take()?,
        })
    }
}

/// Where a person stands in each of their groups.
pub fn standings_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<(GroupId, NetworkId, Standing)>> {
    let sql = "select m.group_id, g.network_id, m.standing
               from memberships m
               join groups g on g.id = m.group_id
               where m.person_id = $1
               order by m.id";
    tx.all(sql, params![id])
}

/// A group as one of its people finds it on their own page.
#[derive(Clone, Debug)]
pub struct OwnGroup {
    /// Its part of addresses.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// The network it belongs to.
    pub network: String,
    /// Where the person stands there; `None` for somebody who only runs it.
    pub standing: Option<Standing>,
    /// The seat they hold.
    pub seat: Option<String>,
    /// Whether they run it.
    pub organises: bool,
}

impl FromRow for OwnGroup {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            slug: row.take()?,
            name: row.take()?,
            network: row.take()?,
            standing: row.take()?,
            seat: row.take()?,
            organises: row.take()?,
        })
    }
}

/// The groups a person belongs to or runs, by network and name.
pub fn groups_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<OwnGroup>> {
    let sql = "select slug, name, network, standing, seat, organises
               from (select g.id, g.slug, g.name, n.name as network, m.standing, m.seat,
                       exists (select 1 from roles r
                               where r.person_id = $1 and r.role = 'organiser'
                                 and r.scope_id in (g.id, g.network_id)) as organises
                     from groups g
                     join networks n on n.id = g.network_id
                     left join memberships m on m.group_id = g.id and m.person_id = $1) own
               where standing is not null or organises
               order by network, name, id";
    tx.all(sql, params![id])
}

/// The events a person was asked to or answered, with the group and network of each.
pub fn events_of(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<(EventId, GroupId, NetworkId)>> {
    let sql = "select e.id, e.group_id, g.network_id
               from events e
               join groups g on g.id = e.group_id
               where e.id in (select event_id from answers where person_id = $1)
                 or e.id in (select event_id from invitations
                             where person_id = $1 and revoked_at is null)
               order by e.id";
    tx.all(sql, params![id])
}

/// A person's membership of a group.
pub fn of_person(tx: &mut Tx<'_>, group: GroupId, person: PersonId) -> Result<Option<Membership>> {
    let sql =
        format!("select {COLUMNS} from memberships m where m.group_id = $1 and m.person_id = $2");
    tx.find(&sql, params![group, person])
}

/// A membership of a group, by its id.
pub fn find(tx: &mut Tx<'_>, group: GroupId, id: MembershipId) -> Result<Option<Membership>> {
    let sql = format!("select {COLUMNS} from memberships m where m.group_id = $1 and m.id = $2");
    tx.find(&sql, params![group, id])
}

/// Who holds a seat of a group.
pub fn seat_holder(tx: &mut Tx<'_>, group: GroupId, profession: &str) -> Result<Option<PersonId>> {
    let sql = "select person_id from memberships where group_id = $1 and seat_key = $2";
    tx.find(sql, params![group, seat_key(profession)])
}

/// Adds a membership.
pub fn insert(tx: &mut Tx<'_>, m: &Membership) -> Result<()> {
    let sql = "insert into memberships
                 (id, group_id, person_id, standing, invited_by, seat, seat_key,
                  guest_at, applied_at, member_at, left_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let key = m.seat.as_deref().map(seat_key);
    let values = params![
        m.id,
        m.group_id,
        m.person_id,
        m.standing,
        m.invited_by,
        m.seat,
        key,
        m.guest_at,
        m.applied_at,
        m.member_at,
        m.left_at
    ];
    tx.run(sql, values)?;
    directory::refresh_person(tx, m.person_id)
}

/// Rewrites a membership.
pub fn update(tx: &mut Tx<'_>, m: &Membership) -> Result<()> {
    let sql = "update memberships
               set standing = $3, invited_by = $4, seat = $5, seat_key = $6, guest_at = $7,
                   applied_at = $8, member_at = $9, left_at = $10
               where id = $1 and group_id = $2";
    let key = m.seat.as_deref().map(seat_key);
    let values = params![
        m.id,
        m.group_id,
        m.standing,
        m.invited_by,
        m.seat,
        key,
        m.guest_at,
        m.applied_at,
        m.member_at,
        m.left_at
    ];
    tx.run(sql, values)?;
    directory::refresh_person(tx, m.person_id)
}

/// Forgets a membership.
pub fn delete(tx: &mut Tx<'_>, group: GroupId, id: MembershipId) -> Result<()> {
    let whose = "select person_id from memberships where group_id = $1 and id = $2";
    let whose: Option<PersonId> = tx.find(whose, params![group, id])?;
    let sql = "delete from memberships where group_id = $1 and id = $2";
    tx.run(sql, params![group, id])?;
    whose.map_or(Ok(()), |person| directory::refresh_person(tx, person))
}

/// Everyone who is a member of a group that a person is a member of, themselves apart.
pub fn fellows(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<PersonId>> {
    let sql = "select distinct theirs.person_id
               from memberships own
               join memberships theirs on theirs.group_id = own.group_id
               where own.person_id = $1 and own.standing = 'member'
                 and theirs.standing = 'member' and theirs.person_id <> $1
               order by theirs.person_id";
    tx.all(sql, params![id])
}

/// The groups some people are members of, in no order.
pub fn groups_of_people(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<Vec<(PersonId, GroupId)>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(people::CHUNK) {
        let sql = format!(
            "select person_id, group_id
             from memberships
             where standing = 'member' and person_id in ({})",
            people::places_after(0, chunk.len())
        );
        let values: Vec<_> = chunk.iter().map(ToValue::to_value).collect();
        found.extend(tx.all::<(PersonId, GroupId)>(&sql, &values)?);
    }
    Ok(found)
}

/// How many members a group has.
pub fn count_members(tx: &mut Tx<'_>, group: GroupId) -> Result<i64> {
    let sql = "select count(*) from memberships where group_id = $1 and standing = 'member'";
    tx.one(sql, params![group])
}

/// The seats of a group that are taken, by profession, with who holds them.
pub fn seats(tx: &mut Tx<'_>, group: GroupId) -> Result<Vec<(String, Person)>> {
    let sql = format!(
        "select m.seat, {}
         from memberships m
         join people p on p.id = m.person_id
         where m.group_id = $1 and m.seat is not null
         order by m.seat_key",
        people::COLUMNS
    );
    tx.all(&sql, params![group])
}

/// Everyone of a group, by name: their membership and themselves.
pub fn of_group(tx: &mut Tx<'_>, group: GroupId) -> Result<Vec<(Membership, Person)>> {
    let sql = format!(
        "select {COLUMNS}, {}
         from memberships m
         join people p on p.id = m.person_id
         where m.group_id = $1
         order by p.name_key, p.id",
        people::COLUMNS
    );
    tx.all(&sql, params![group])
}

/// The professions of everyone of a group, in each person's own order.
pub fn professions(tx: &mut Tx<'_>, group: GroupId) -> Result<Vec<(PersonId, String)>> {
    let sql = "select a.person_id, a.profession
               from memberships m
               join activities a on a.person_id = m.person_id
               where m.group_id = $1 and a.profession <> ''
               order by a.person_id, a.position, a.id";
    tx.all(sql, params![group])
}

/// The people of a group whom somebody brought to it, by name.
pub fn brought_by(tx: &mut Tx<'_>, group: GroupId, id: PersonId) -> Result<Vec<Person>> {
    let sql = format!(
        "select {}
         from memberships m
         join people p on p.id = m.person_id
         where m.group_id = $1 and m.invited_by = $2
         order by p.name_key, p.id",
        people::COLUMNS
    );
    tx.all(&sql, params![group, id])
}

/// The people who are members of a group that somebody is a member of, both since before a moment.
pub fn fellows_of(tx: &mut Tx<'_>, id: PersonId, before: Timestamp) -> Result<Vec<PersonId>> {
    let sql = "select distinct o.person_id
               from memberships m
               join memberships o on o.group_id = m.group_id and o.person_id <> m.person_id
               where m.person_id = $1 and m.standing = 'member' and o.standing = 'member'
                 and coalesce(m.member_at, 0) <= $2 and coalesce(o.member_at, 0) <= $2
               order by o.person_id";
    tx.all(sql, params![id, before])
}
