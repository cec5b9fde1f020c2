//! People, their portraits and what they do.

use domain::account::Email;
use domain::activity::{Activity, ActivityWords};
use domain::id::{ActivityId, EventId, GroupId, PersonId};
use domain::person::{Name, Person, Visibility};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, directory, finding, params};

/// The columns of a [`Person`], for joins with the table `people` under the name `p`.
pub const COLUMNS: &str = "p.id, p.given_name, p.family_name, p.email, p.lang, p.visibility,
  exists (select 1 from portraits where person_id = p.id)";

impl FromRow for Person {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            name: Name {
                given: row.take()?,
                family: row.take()?,
            },
            email: row.take()?,
            lang: row.take()?,
            visibility: row.take()?,
            has_portrait: row.take()?,
        })
    }
}

/// A person by id.
pub fn find(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Person>> {
    tx.find(
        &format!("select {COLUMNS} from people p where p.id = $1"),
        params![id],
    )
}

/// The person who can be written to at an address.
pub fn by_email(tx: &mut Tx<'_>, email: &Email) -> Result<Option<Person>> {
    tx.find(
        &format!("select {COLUMNS} from people p where p.email = $1"),
        params![email],
    )
}

/// Whether there is anybody at all.
pub fn any(tx: &mut Tx<'_>) -> Result<bool> {
    tx.one("select exists (select 1 from people)", &[])
}

/// Adds a person.
pub fn insert(tx: &mut Tx<'_>, person: &Person, now: Timestamp) -> Result<()> {
    let sql = "insert into people
                 (id, given_name, family_name, name_key, email, lang, visibility, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = params![
        person.id,
        person.name.given,
        person.name.family,
        person.name.key(),
        person.email,
        person.lang,
        person.visibility,
        now
    ];
    tx.run(sql, values)?;
    // Whoever is new belongs to nothing yet.
    match person.visibility {
        Visibility::Public => directory::refresh_person(tx, person.id),
        Visibility::Members | Visibility::Private => Ok(()),
    }
}

/// Rewrites a person's name, address, language and visibility.
pub fn update(tx: &mut Tx<'_>, person: &Person) -> Result<()> {
    let sql = "update people
               set given_name = $2, family_name = $3, name_key = $4, email = $5, lang = $6,
                   visibility = $7
               where id = $1";
    let values = params![
        person.id,
        person.name.given,
        person.name.family,
        person.name.key(),
        person.email,
        person.lang,
        person.visibility
    ];
    tx.run(sql, values)?;
    directory::refresh_person(tx, person.id)
}

/// How somebody says their name is said; empty when they did not say.
pub fn pronunciation(tx: &mut Tx<'_>, id: PersonId) -> Result<String> {
    tx.one(
        "select pronunciation from people where id = $1",
        params![id],
    )
}

/// Keeps how somebody's name is said.
pub fn set_pronunciation(tx: &mut Tx<'_>, id: PersonId, said: &str) -> Result<()> {
    tx.run(
        "update people set pronunciation = $2 where id = $1",
        params![id, said],
    )
    .map(|_| ())
}

/// The two sizes of a portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortraitSize {
    /// For lists.
    Small,
    /// For a person's page.
    Large,
}

/// A portrait's picture, and since when it is kept.
pub fn portrait(
    tx: &mut Tx<'_>,
    id: PersonId,
    size: PortraitSize,
) -> Result<Option<(Vec<u8>, Timestamp)>> {
    let sql = match size {
        PortraitSize::Small => "select small, created_at from portraits where person_id = $1",
        PortraitSize::Large => "select large, created_at from portraits where person_id = $1",
    };
    tx.find(sql, params![id])
}

/// Since when a person's portrait is kept.
pub fn portrait_at(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Timestamp>> {
    tx.find(
        "select created_at from portraits where person_id = $1",
        params![id],
    )
}

/// Keeps a portrait in place of any earlier one.
pub fn put_portrait(
    tx: &mut Tx<'_>,
    id: PersonId,
    (small, large): (&[u8], &[u8]),
    now: Timestamp,
) -> Result<()> {
    delete_portrait(tx, id)?;
    let sql = "insert into portraits (person_id, small, large, created_at) values ($1, $2, $3, $4)";
    tx.run(sql, params![id, small, large, now]).map(|_| ())
}

/// Forgets a portrait.
pub fn delete_portrait(tx: &mut Tx<'_>, id: PersonId) -> Result<()> {
    tx.run("delete from portraits where person_id = $1", params![id])
        .map(|_| ())
}

const ACTIVITY: &str = "id, profession, title, organisation, pitch, offer, seek, phone, email,
  website, address";

impl FromRow for Activity {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            words: ActivityWords {
                profession: row.take()?,
                title: row.take()?,
                organisation: row.take()?,
                pitch: row.take()?,
                offer: row.take()?,
                seek: row.take()?,
                phone: row.take()?,
                email: row.take()?,
                website: row.take()?,
                address: row.take()?,
            },
        })
    }
}

/// What a person does, in their own order.
pub fn activities(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<Activity>> {
    let sql =
        format!("select {ACTIVITY} from activities where person_id = $1 order by position, id");
    tx.all(&sql, params![id])
}

/// One activity of its owner.
pub fn activity(tx: &mut Tx<'_>, owner: PersonId, id: ActivityId) -> Result<Option<Activity>> {
    let sql = format!("select {ACTIVITY} from activities where id = $1 and person_id = $2");
    tx.find(&sql, params![id, owner])
}

/// Holds a person's own things still until the transaction ends, so that two forms sent at once
/// count the same activities.
pub fn hold(tx: &mut Tx<'_>, id: PersonId) -> Result<()> {
    tx.run(
        "update people set name_key = name_key where id = $1",
        params![id],
    )
    .map(|_| ())
}

/// Adds an activity at the end.
pub fn insert_activity(
    tx: &mut Tx<'_>,
    owner: PersonId,
    Activity { id, words: w }: &Activity,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into activities
                 (id, person_id, position, profession, title, organisation, pitch, offer, seek,
                  phone, email, website, address, created_at)
               values ($1, $2,
                 (select coalesce(max(position), 0) + 1 from activities where person_id = $2),
                 $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = params![
        id,
        owner,
        w.profession,
        w.title,
        w.organisation,
        w.pitch,
        w.offer,
        w.seek,
        w.phone,
        w.email,
        w.website,
        w.address,
        now
    ];
    tx.run(sql, values)?;
    said(tx, owner)
}

/// Rewrites an activity of its owner; whether there is one.
pub fn update_activity(
    tx: &mut Tx<'_>,
    owner: PersonId,
    Activity { id, words: w }: &Activity,
) -> Result<bool> {
    let sql = "update activities
               set profession = $3, title = $4, organisation = $5, pitch = $6, offer = $7,
                   seek = $8, phone = $9, email = $10, website = $11, address = $12
               where id = $1 and person_id = $2";
    let values = params![
        id,
        owner,
        w.profession,
        w.title,
        w.organisation,
        w.pitch,
        w.offer,
        w.seek,
        w.phone,
        w.email,
        w.website,
        w.address
    ];
    let there = tx.run(sql, values)? > 0;
    said(tx, owner)?;
    Ok(there)
}

/// Puts an activity of its owner at a place among the others.
pub fn place_activity(
    tx: &mut Tx<'_>,
    owner: PersonId,
    id: ActivityId,
    position: i64,
) -> Result<()> {
    let sql = "update activities set position = $3 where id = $1 and person_id = $2";
    tx.run(sql, params![id, owner, position]).map(|_| ())
}

/// What somebody does has changed: they are found by it.
fn said(tx: &mut Tx<'_>, owner: PersonId) -> Result<()> {
    directory::refresh_person(tx, owner)?;
    finding::refresh_person(tx, owner)
}

/// Removes an activity of its owner; whether there was one.
pub fn delete_activity(tx: &mut Tx<'_>, owner: PersonId, id: ActivityId) -> Result<bool> {
    let sql = "delete from activities where id = $1 and person_id = $2";
    let there = tx.run(sql, params![id, owner])? > 0;
    said(tx, owner)?;
    Ok(there)
}

/// Statements list at most this many values.
pub(crate) const CHUNK: usize = 500;

fn places(count: usize) -> String {
    places_after(0, count)
}

/// The places of so many values that come after some others.
pub(crate) fn places_after(others: usize, count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|n| format!("${}", others + n)).collect();
    places.join(", ")
}

/// The people who can be written to at some addresses.
pub fn by_emails(tx: &mut Tx<'_>, emails: &[Email]) -> Result<Vec<Person>> {
    let mut found = Vec::new();
    for chunk in emails.chunks(CHUNK) {
        let sql = format!(
            "select {COLUMNS} from people p where p.email in ({}) order by p.id",
            places(chunk.len())
        );
        let values: Vec<_> = chunk.iter().map(crate::value::ToValue::to_value).collect();
        found.extend(tx.all::<Person>(&sql, &values)?);
    }
    Ok(found)
}

/// What some people are called.
pub fn names(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<Vec<(PersonId, Name)>> {
    let mut found = Vec::new();
    for chunk in people.chunks(CHUNK) {
        let sql = format!(
            "select id, given_name, family_name from people where id in ({}) order by id",
            places(chunk.len())
        );
        let values: Vec<_> = chunk.iter().map(crate::value::ToValue::to_value).collect();
        for (id, given, family) in tx.all::<(PersonId, String, String)>(&sql, &values)? {
            found.push((id, Name { given, family }));
        }
    }
    Ok(found)
}

/// The titles and organisations of what some people do.
pub fn activity_titles(
    tx: &mut Tx<'_>,
    people: &[PersonId],
) -> Result<Vec<(PersonId, String, String)>> {
    let mut found = Vec::new();
    for chunk in people.chunks(CHUNK) {
        let sql = format!(
            "select person_id, title, organisation
             from activities
             where person_id in ({})
             order by person_id, position, id",
            places(chunk.len())
        );
        let values: Vec<_> = chunk.iter().map(crate::value::ToValue::to_value).collect();
        found.extend(tx.all::<(PersonId, String, String)>(&sql, &values)?);
    }
    Ok(found)
}

/// Whether an event knows somebody: they were invited, answered, came, or belong to its group.
pub fn is_around(tx: &mut Tx<'_>, event: EventId, group: GroupId, id: PersonId) -> Result<bool> {
    let sql = "select exists (select 1 from presences where event_id = $1 and person_id = $3)
                 or exists (select 1 from answers where event_id = $1 and person_id = $3)
                 or exists (select 1 from invitations where event_id = $1 and person_id = $3)
                 or exists (select 1 from memberships where group_id = $2 and person_id = $3)";
    tx.one(sql, params![event, group, id])
}

/// Everyone who answered an event, was invited to it, or invited somebody, by name.
pub fn around_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Person>> {
    let sql = format!(
        "select {COLUMNS} from people p
         where p.id in (
             select person_id from answers where event_id = $1
             union select person_id from invitations where event_id = $1
             union select inviter_id from invitations where event_id = $1
           )
         order by p.name_key, p.id"
    );
    tx.all(&sql, params![event])
}

/// Some people, in no order.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<Vec<Person>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let sql = format!(
            "select {COLUMNS} from people p where p.id in ({})",
            places(chunk.len())
        );
        let values: Vec<_> = chunk.iter().map(crate::value::ToValue::to_value).collect();
        found.extend(tx.all::<Person>(&sql, &values)?);
    }
    Ok(found)
}

/// What some people do, each in their own order.
pub fn activities_of(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<Vec<(PersonId, Activity)>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let sql = format!(
            "select person_id, {ACTIVITY} from activities
             where person_id in ({})
             order by person_id, position, id",
            places(chunk.len())
        );
        let values: Vec<_> = chunk.iter().map(crate::value::ToValue::to_value).collect();
        found.extend(tx.all::<(PersonId, Activity)>(&sql, &values)?);
    }
    Ok(found)
}
