//! Venues.

use domain::id::{GroupId, VenueId};
use domain::venue::{Venue, VenueFacts};
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// The columns of a [`Venue`], under the name `v`.
pub const COLUMNS: &str =
    "v.id, v.group_id, v.name, v.address, v.city, v.noise, v.drink_price_cents,
  v.access, v.dress, v.notes";

impl FromRow for Venue {
    fn from_row(row: &mut Row) -> Result<Self> {
        let id = row.take()?;
        facts_after(id, row)
    }
}

/// The columns after the id: apart, since an event may have no venue.
pub(crate) fn facts_after(id: VenueId, row: &mut Row) -> Result<Venue> {
    Ok(Venue {
        id,
        group_id: row.take()?,
        facts: VenueFacts {
            name: row.take()?,
            address: row.take()?,
            city: row.take()?,
            noise: row.take()?,
            drink_price_cents: row.take()?,
            access: row.take()?,
            dress: row.take()?,
            notes: row.take()?,
        },
    })
}

/// A venue by id.
pub fn find(tx: &mut Tx<'_>, id: VenueId) -> Result<Option<Venue>> {
    tx.find(
        &format!("select {COLUMNS} from venues v where v.id = $1"),
        params![id],
    )
}

/// A group's venues, by name.
pub fn of_group(tx: &mut Tx<'_>, group: GroupId) -> Result<Vec<Venue>> {
    let sql = format!("select {COLUMNS} from venues v where v.group_id = $1 order by v.name, v.id");
    tx.all(&sql, params![group])
}

/// Adds a venue.
pub fn insert(tx: &mut Tx<'_>, venue: &Venue, now: Timestamp) -> Result<()> {
    let sql = "insert into venues
                 (id, group_id, name, address, city, noise, drink_price_cents, access, dress, notes,
                  created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let f = &venue.facts;
    let values = params![
        venue.id,
        venue.group_id,
        f.name,
        f.address,
        f.city,
        f.noise,
        f.drink_price_cents,
        f.access,
        f.dress,
        f.notes,
        now
    ];
    tx.run(sql, values).map(|_| ())
}

/// Rewrites a venue of its group; whether there is one.
pub fn update(tx: &mut Tx<'_>, venue: &Venue) -> Result<bool> {
    let sql = "update venues
               set name = $3, address = $4, city = $5, noise = $6, drink_price_cents = $7, access = $8,
                   dress = $9, notes = $10
               where id = $1 and group_id = $2";
    let f = &venue.facts;
    let values = params![
        venue.id,
        venue.group_id,
        f.name,
        f.address,
        f.city,
        f.noise,
        f.drink_price_cents,
        f.access,
        f.dress,
        f.notes
    ];
    Ok(tx.run(sql, values)? > 0)
}
