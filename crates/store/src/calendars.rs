//! What calendars are made of: events with the line that says where.

use domain::account::Email;
use domain::answer::{Place, Response};
use domain::event::Event;
use domain::id::{AccountId, GroupId, PersonId};
use jiff::Timestamp;

use crate::events::COLUMNS;
use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// An event as a calendar shows it.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The event.
    pub event: Event,
    /// The venue's name, address and city, any of which may be empty.
    pub venue: [String; 3],
    /// The group's name.
    pub group_name: String,
    /// Where the group can be written to.
    pub group_email: Option<Email>,
    /// What the calendar's owner answered, and where that puts them.
    pub mine: Option<(Response, Place)>,
}

impl FromRow for Dated {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            event: Event::from_row(row)?,
            venue: [row.take()?, row.take()?, row.take()?],
            group_name: row.take()?,
            group_email: row.take()?,
            mine: <(Option<Response>, Option<Place>)>::from_row(row)
                .map(|(response, place)| response.zip(place))?,
        })
    }
}

fn select() -> String {
    format!(
        "select {COLUMNS}, coalesce(v.name, ''), coalesce(v.address, ''), coalesce(v.city, ''),
           g.name, g.email, a.response, a.place
         from events e
         join groups g on g.id = e.group_id
         left join venues v on v.id = e.venue_id
         left join answers a on a.event_id = e.id and a.person_id = $1"
    )
}

/// A group's published events that end after a time, in order; called off ones too, so that
/// calendars take them away.
pub fn of_group(tx: &mut Tx<'_>, group: GroupId, since: Timestamp) -> Result<Vec<Dated>> {
    let sql = format!(
        "{}
         where e.group_id = $2 and e.status <> 'draft' and e.ends_at > $3
         order by e.starts_at, e.id",
        select()
    );
    tx.all(&sql, params![None::<PersonId>, group, since])
}

/// A person's events that end after a time, in order: those of the groups they belong to, unless
/// they said no, and those they said yes or maybe to.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId, since: Timestamp) -> Result<Vec<Dated>> {
    let sql = format!(
        "{}
         where e.status <> 'draft' and e.ends_at > $2
           and (a.response in ('yes', 'maybe')
                or (a.response is null and exists (
                      select 1 from memberships m
                      where m.group_id = e.group_id and m.person_id = $1 and m.standing = 'member')))
         order by e.starts_at, e.id",
        select()
    );
    tx.all(&sql, params![person, since])
}

/// Makes the earlier addresses of an account's calendar void.
pub fn renew(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let sql = "update accounts set calendar_version = calendar_version + 1 where id = $1";
    tx.run(sql, params![account]).map(|_| ())
}
