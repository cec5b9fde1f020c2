//! Lists of events: what comes next, for anyone, for a group, for one person.
//!
//! Every list is one statement, however many events it holds.

use domain::answer::{Place, Response};
use domain::event::{Audience, Kind, Status};
use domain::id::{EventId, GroupId, PersonId};
use domain::text::Slug;
use jiff::Timestamp;

use crate::value::{FromRow, Row, ToValue};
use crate::{Result, Tx, params};

/// An event as one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventLine {
    /// Which.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// What kind of gathering.
    pub kind: Kind,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// IANA zone of the place.
    pub zone: String,
    /// Where it stands.
    pub status: Status,
    /// Who may come.
    pub audience: Audience,
    /// How many people the room holds.
    pub capacity: Option<u32>,
    /// Seats of those going.
    pub taken: u32,
    /// The name of the venue, or empty.
    pub venue: String,
    /// The part of addresses of the group that holds it.
    pub group: Slug,
    /// The group's name.
    pub group_name: String,
    /// What the viewer answered, and where that puts them.
    pub mine: Option<(Response, Place)>,
}

const LINE: &str =
    "select e.id, e.title, e.kind, e.starts_at, e.ends_at, e.zone, e.status, e.audience,
    e.capacity,
    cast((select coalesce(sum(s.company + 1), 0) from answers s
          where s.event_id = e.id and s.place = 'going') as bigint),
    coalesce(v.name, ''), g.slug, g.name, a.response, a.place
  from events e
  join groups g on g.id = e.group_id
  left join venues v on v.id = e.venue_id
  left join answers a on a.event_id = e.id and a.person_id = $1";

impl FromRow for EventLine {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            title: row.take()?,
            kind: row.take()?,
            starts_at: row.take()?,
            ends_at: row.take()?,
            zone: row.take()?,
            status: row.take()?,
            audience: row.take()?,
            capacity: row.take()?,
            taken: row.take()?,
            venue: row.take()?,
            group: row.take()?,
            group_name: row.take()?,
            mine: <(Option<Response>, Option<Place>)>::from_row(row)
                .map(|(response, place)| response.zip(place))?,
        })
    }
}

/// Public events that are not over, next first; called off ones stay in the list until then.
pub fn public(
    tx: &mut Tx<'_>,
    viewer: Option<PersonId>,
    now: Timestamp,
    limit: i64,
    offset: i64,
) -> Result<Vec<EventLine>> {
    let sql = format!(
        "{LINE}
         where e.audience = 'public' and e.status <> 'draft' and e.ends_at > $2
         order by e.starts_at, e.id
         limit $3 offset $4"
    );
    tx.all(&sql, params![viewer, now, limit, offset])
}

/// Some events, in the order of their ids as given.
pub fn by_ids(tx: &mut Tx<'_>, viewer: PersonId, ids: &[EventId]) -> Result<Vec<EventLine>> {
    let mut found = Vec::new();
    for some in ids.chunks(crate::people::CHUNK) {
        let these = crate::people::places_after(1, some.len());
        let sql = format!("{LINE} where e.id in ({these})");
        let mut values = params![viewer].to_vec();
        values.extend(some.iter().map(ToValue::to_value));
        found.extend(tx.all::<EventLine>(&sql, &values)?);
    }
    found.sort_by_key(|line| ids.iter().position(|id| *id == line.id));
    Ok(found)
}

/// A group's events that are not over; drafts too for whoever runs the group.
pub fn of_group(
    tx: &mut Tx<'_>,
    group: GroupId,
    viewer: Option<PersonId>,
    organises: bool,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<EventLine>> {
    let sql = format!(
        "{LINE}
         where e.group_id = $2 and e.ends_at > $3
           and ($4 or e.status <> 'draft')
         order by e.starts_at, e.id
         limit $5"
    );
    tx.all(&sql, params![viewer, group, now, organises, limit])
}

/// The events a person answered yes or maybe to, or is invited to and has not answered, that are
/// not over.
pub fn of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<EventLine>> {
    let sql = format!(
        "{LINE}
         where e.ends_at > $2 and e.status <> 'draft'
           and (a.response in ('yes', 'maybe')
                or (a.response is null and exists (
                      select 1 from invitations i
                      where i.event_id = e.id and i.person_id = $1 and i.revoked_at is null)))
         order by e.starts_at, e.id
         limit $3"
    );
    tx.all(&sql, params![person, now, limit])
}

/// The events of a member's own groups that they have not answered and that are not over.
pub fn in_my_groups(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<EventLine>> {
    let sql = format!(
        "{LINE}
         where e.ends_at > $2 and e.status = 'published' and a.response is null
           and exists (select 1 from memberships m
                       where m.group_id = e.group_id and m.person_id = $1 and m.standing = 'member')
           and not exists (select 1 from invitations i
                           where i.event_id = e.id and i.person_id = $1 and i.revoked_at is null)
         order by e.starts_at, e.id
         limit $3"
    );
    tx.all(&sql, params![person, now, limit])
}

/// The events of groups a member does not belong to, opened to the members of the network or of
/// all networks, that they have not answered and that are not over.
pub fn elsewhere(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<EventLine>> {
    let sql = format!(
        "{LINE}
         where e.ends_at > $2 and e.status = 'published' and a.response is null
           and not exists (select 1 from memberships m
                           where m.group_id = e.group_id and m.person_id = $1
                             and m.standing = 'member')
           and not exists (select 1 from invitations i
                           where i.event_id = e.id and i.person_id = $1 and i.revoked_at is null)
           and exists (select 1 from memberships m join groups h on h.id = m.group_id
                       where m.person_id = $1 and m.standing = 'member'
                         and (e.audience in ('networks', 'public')
                              or (e.audience = 'network' and h.network_id = g.network_id)))
         order by e.starts_at, e.id
         limit $3"
    );
    tx.all(&sql, params![person, now, limit])
}
