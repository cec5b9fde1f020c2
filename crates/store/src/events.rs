//! Events.

use domain::account::Email;
use domain::answer::Place;
use domain::event::{Event, EventWords};
use domain::id::{EventId, InvitationId, PersonId, SeriesId, VenueId};
use domain::person::Name;
use domain::text::Lang;
use domain::venue::Venue;
use jiff::{SignedDuration, Timestamp};

use crate::value::{FromRow, Row, from_json, json};
use crate::{Result, Tx, directory, params};

/// The columns of an [`Event`], under the name `e`.
pub const COLUMNS: &str = "e.id, e.group_id, e.series_id, e.occurrence, e.kind, e.title, e.about,
  e.venue_id, e.starts_at, e.ends_at, e.zone, e.capacity, e.audience, e.languages, e.programme,
  e.status, e.sequence, e.cancel_reason, e.created_at, e.updated_at";

impl FromRow for EventWords {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            kind: row.take()?,
            title: row.take()?,
            about: row.take()?,
            venue_id: row.take()?,
            starts_at: row.take()?,
            ends_at: row.take()?,
            zone: row.take()?,
            capacity: row.take()?,
            audience: row.take()?,
            languages: from_json(&row.take::<String>()?)?,
            programme: from_json(&row.take::<String>()?)?,
        })
    }
}

impl FromRow for Event {
    fn from_row(row: &mut Row) -> Result<Self> {
        let (id, group_id) = (row.take()?, row.take()?);
        let series: (Option<SeriesId>, Option<String>) = (row.take()?, row.take()?);
        Ok(Self {
            id,
            group_id,
            series: series.0.zip(series.1),
            words: EventWords::from_row(row)?,
            status: row.take()?,
            sequence: row.take()?,
            cancel_reason: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}

/// An event by id.
pub fn find(tx: &mut Tx<'_>, id: EventId) -> Result<Option<Event>> {
    tx.find(
        &format!("select {COLUMNS} from events e where e.id = $1"),
        params![id],
    )
}

/// Adds an event.
pub fn insert(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let sql = "insert into events
                 (id, group_id, series_id, occurrence, kind, title, about, venue_id, starts_at, ends_at,
                  zone, capacity, audience, languages, programme, status, sequence, cancel_reason,
                  created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                       $19, $20)";
    let w = &event.words;
    let (series_id, occurrence) = event.series.clone().unzip();
    let values = params![
        event.id,
        event.group_id,
        series_id,
        occurrence,
        w.kind,
        w.title,
        w.about,
        w.venue_id,
        w.starts_at,
        w.ends_at,
        w.zone,
        w.capacity,
        w.audience,
        json(&w.languages),
        json(&w.programme),
        event.status,
        event.sequence,
        event.cancel_reason,
        event.created_at,
        event.updated_at
    ];
    tx.run(sql, values)?;
    directory::refresh_event(tx, event.id)
}

/// Rewrites an event: its words, status and sequence.
pub fn update(tx: &mut Tx<'_>, event: &Event) -> Result<()> {
    let sql = "update events
               set kind = $2, title = $3, about = $4, venue_id = $5, starts_at = $6, ends_at = $7,
                   zone = $8, capacity = $9, audience = $10, languages = $11, programme = $12,
                   status = $13, sequence = $14, cancel_reason = $15, updated_at = $16
               where id = $1";
    let w = &event.words;
    let values = params![
        event.id,
        w.kind,
        w.title,
        w.about,
        w.venue_id,
        w.starts_at,
        w.ends_at,
        w.zone,
        w.capacity,
        w.audience,
        json(&w.languages),
        json(&w.programme),
        event.status,
        event.sequence,
        event.cancel_reason,
        event.updated_at
    ];
    tx.run(sql, values)?;
    directory::refresh_event(tx, event.id)
}

/// What surrounds an event on its page.
#[derive(Clone, Debug)]
pub struct Around {
    /// Where it is held.
    pub venue: Option<Venue>,
    /// Seats of those going.
    pub taken: u32,
    /// Seats that those on the waiting list ask for.
    pub waiting: u32,
}

impl FromRow for Around {
    fn from_row(row: &mut Row) -> Result<Self> {
        let taken = row.take()?;
        let waiting = row.take()?;
        let id: Option<VenueId> = row.take()?;
        let venue = id
            .map(|id| crate::venues::facts_after(id, row))
            .transpose()?;
        Ok(Self {
            venue,
            taken,
            waiting,
        })
    }
}

/// The venue of an event and the seats asked for, in one statement.
pub fn around(tx: &mut Tx<'_>, id: EventId) -> Result<Around> {
    let sql = format!(
        "select
           cast((select coalesce(sum(a.company + 1), 0) from answers a
                 where a.event_id = e.id and a.place = 'going') as bigint),
           cast((select coalesce(sum(a.company + 1), 0) from answers a
                 where a.event_id = e.id and a.place = 'waiting') as bigint),
           {}
         from events e
         left join venues v on v.id = e.venue_id
         where e.id = $1",
        crate::venues::COLUMNS
    );
    tx.one(&sql, params![id])
}

/// Somebody going who lets anyone see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Who.
    pub person_id: PersonId,
    /// What they are called.
    pub name: Name,
    /// Whether a portrait is kept.
    pub has_portrait: bool,
}

impl FromRow for Face {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            person_id: row.take()?,
            name: Name::new(row.take::<String>()?, row.take::<String>()?),
            has_portrait: row.take()?,
        })
    }
}

/// Those going who let anyone see them, by name.
pub fn public_faces(tx: &mut Tx<'_>, id: EventId, limit: i64) -> Result<Vec<Face>> {
    let sql = "select p.id, p.given_name, p.family_name,
                 exists (select 1 from portraits t where t.person_id = p.id)
               from answers a
               join people p on p.id = a.person_id
               where a.event_id = $1 and a.place = 'going' and p.visibility = 'public'
               order by p.name_key, p.id
               limit $2";
    tx.all(sql, params![id, limit])
}

/// Somebody whom a change of the event concerns, and how to write to them.
#[derive(Clone, Debug)]
pub struct Reached {
    /// Where they can be written to.
    pub email: Email,
    /// The language they read.
    pub lang: Lang,
    /// Where their answer puts them; `None` when they have not answered.
    pub place: Option<Place>,
    /// Their personal invitation and its link version.
    pub invitation: Option<(InvitationId, u32)>,
}

impl FromRow for Reached {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            email: row.take()?,
            lang: row.take()?,
            place: row.take()?,
            invitation: <(Option<InvitationId>, Option<u32>)>::from_row(row)
                .map(|(id, version)| id.zip(version))?,
        })
    }
}

/// Everyone with an address who answered yes or maybe, waits, or is invited and has not answered.
pub fn reached(tx: &mut Tx<'_>, id: EventId) -> Result<Vec<Reached>> {
    let sql = "select p.email, p.lang, a.place, i.id, i.link_version
               from people p
               left join answers a on a.person_id = p.id and a.event_id = $1
               left join invitations i
                 on i.person_id = p.id and i.event_id = $1 and i.revoked_at is null
               where p.email is not null
                 and p.id in (select person_id from answers where event_id = $1
                              union
                              select person_id from invitations
                              where event_id = $1 and person_id is not null)
                 and (a.response in ('yes', 'maybe') or (a.response is null and i.id is not null))
               order by p.email";
    tx.all(sql, params![id])
}

/// Whether anybody was invited to an event or answered: it must then be kept.
pub fn is_touched(tx: &mut Tx<'_>, id: EventId) -> Result<bool> {
    let sql = "select exists (select 1 from answers where event_id = $1)
                   or exists (select 1 from invitations where event_id = $1)
                   or exists (select 1 from entries where event_id = $1)
                   or exists (select 1 from reminders where event_id = $1)";
    tx.one(sql, params![id])
}

/// Removes an event that nobody was invited to.
pub fn delete(tx: &mut Tx<'_>, id: EventId) -> Result<()> {
    directory::remove(tx, id.0)?;
    tx.run("delete from events where id = $1", params![id])
        .map(|_| ())
}

/// A series' events that begin after a time, in order.
pub fn of_series(tx: &mut Tx<'_>, series: SeriesId, after: Timestamp) -> Result<Vec<Event>> {
    let sql = format!(
        "select {COLUMNS} from events e
         where e.series_id = $1 and e.starts_at > $2
         order by e.starts_at, e.id"
    );
    tx.all(&sql, params![series, after])
}

/// The occurrences already made, of every series, from a local date on.
pub fn occurrences(tx: &mut Tx<'_>, from: &str) -> Result<Vec<(SeriesId, String)>> {
    let sql = "select series_id, occurrence from events
               where series_id is not null and occurrence >= $1
               order by series_id, occurrence";
    tx.all(sql, params![from])
}

/// Gives an event of a series another date of its rule.
pub fn set_occurrence(tx: &mut Tx<'_>, id: EventId, occurrence: &str) -> Result<()> {
    let sql = "update events set occurrence = $2 where id = $1";
    tx.run(sql, params![id, occurrence]).map(|_| ())
}

/// The events somebody came to, or had a seat at, that began before a time, in order.
pub fn attended(tx: &mut Tx<'_>, person: PersonId, before: Timestamp) -> Result<Vec<Event>> {
    let sql = format!(
        "select {COLUMNS} from events e
         where e.id in (
             select event_id from presences where person_id = $1
             union
             select event_id from answers where person_id = $1 and place = 'going'
           )
           and e.starts_at < $2 and e.status = 'published'
         order by e.starts_at, e.id"
    );
    tx.all(&sql, params![person, before])
}

/// The next event of each group that a person is a member of, soonest first.
pub fn next_of_groups(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<Vec<Event>> {
    let sql = format!(
        "select {COLUMNS} from events e
         join memberships m on m.group_id = e.group_id
         where m.person_id = $1 and m.standing = 'member' and e.status = 'published'
           and e.starts_at = (
             select min(n.starts_at) from events n
             where n.group_id = e.group_id and n.status = 'published' and n.starts_at > $2
           )
         order by e.starts_at, e.id"
    );
    tx.all(&sql, params![person, now])
}

/// Where and when an event is, in few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Which.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// IANA zone of the place.
    pub zone: String,
    /// The name of the venue, or empty.
    pub venue: String,
}

impl FromRow for Brief {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            title: row.take()?,
            starts_at: row.take()?,
            zone: row.take()?,
            venue: row.take()?,
        })
    }
}

/// Some events in few words, in no order.
pub fn briefs(tx: &mut Tx<'_>, ids: &[EventId]) -> Result<Vec<Brief>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "select e.id, e.title, e.starts_at, e.zone, coalesce(v.name, '')
             from events e
             left join venues v on v.id = e.venue_id
             where e.id in ({})",
            places.join(", ")
        );
        let values: Vec<_> = chunk.iter().map(crate::value::ToValue::to_value).collect();
        found.extend(tx.all::<Brief>(&sql, &values)?);
    }
    Ok(found)
}

/// The events that people are at: published, begun or about to, and not long over.
pub fn going_on(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Event>> {
    let sql = format!(
        "select {COLUMNS}
         from events e
         where e.status = 'published' and e.starts_at <= $1 and e.ends_at >= $2
         order by e.starts_at, e.id"
    );
    let around = SignedDuration::from_hours(2);
    tx.all(&sql, params![now + around, now])
}
