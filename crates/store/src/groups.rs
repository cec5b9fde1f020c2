//! Networks and groups.

use domain::group::{Group, GroupWords, Network};
use domain::id::{GroupId, NetworkId, PersonId};
use domain::text::Slug;
use jiff::Timestamp;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, directory, params};

/// The columns of a [`Group`], under the name `g`.
pub const COLUMNS: &str = "g.id, g.network_id, g.slug, g.name, g.about, g.lang, g.zone, g.seated,
  g.email, g.postal_address, g.created_at";

impl FromRow for Group {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            network_id: row.take()?,
            slug: row.take()?,
            words: GroupWords {
                name: row.take()?,
                about: row.take()?,
                lang: row.take()?,
                zone: row.take()?,
                seated: row.take()?,
                email: row.take()?,
                postal_address: row.take()?,
            },
            created_at: row.take()?,
        })
    }
}

impl FromRow for Network {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            slug: row.take()?,
            name: row.take()?,
            about: row.take()?,
        })
    }
}

/// A group by id.
pub fn find(tx: &mut Tx<'_>, id: GroupId) -> Result<Option<Group>> {
    tx.find(
        &format!("select {COLUMNS} from groups g where g.id = $1"),
        params![id],
    )
}

/// The group a person has been a member of for longest.
pub fn first_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Group>> {
    let sql = format!(
        "select {COLUMNS} from groups g
         join memberships m on m.group_id = g.id
         where m.person_id = $1 and m.standing = 'member'
         order by coalesce(m.member_at, 0), m.id
         limit 1"
    );
    tx.find(&sql, params![person])
}

/// A group by its part of addresses.
pub fn by_slug(tx: &mut Tx<'_>, slug: &Slug) -> Result<Option<Group>> {
    tx.find(
        &format!("select {COLUMNS} from groups g where g.slug = $1"),
        params![slug],
    )
}

/// Adds a group.
pub fn insert(tx: &mut Tx<'_>, group: &Group) -> Result<()> {
    let sql = "insert into groups
                 (id, network_id, slug, name, about, lang, zone, seated, email, postal_address, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let w = &group.words;
    let values = params![
        group.id,
        group.network_id,
        group.slug,
        w.name,
        w.about,
        w.lang,
        w.zone,
        w.seated,
        w.email,
        w.postal_address,
        group.created_at
    ];
    tx.run(sql, values)?;
    directory::refresh_group(tx, group.id)
}

/// Rewrites a group's words.
pub fn update(tx: &mut Tx<'_>, id: GroupId, w: &GroupWords) -> Result<()> {
    let sql = "update groups
               set name = $2, about = $3, lang = $4, zone = $5, seated = $6, email = $7, postal_address = $8
               where id = $1";
    let values = params![
        id,
        w.name,
        w.about,
        w.lang,
        w.zone,
        w.seated,
        w.email,
        w.postal_address
    ];
    tx.run(sql, values)?;
    directory::refresh_group(tx, id)
}

/// Whether a part of addresses is taken, by a group or a network.
pub fn slug_taken(tx: &mut Tx<'_>, slug: &Slug) -> Result<bool> {
    tx.one(
        "select exists (select 1 from groups where slug = $1)
             or exists (select 1 from networks where slug = $1)",
        params![slug],
    )
}

/// A network by id.
pub fn network(tx: &mut Tx<'_>, id: NetworkId) -> Result<Option<Network>> {
    tx.find(
        "select id, slug, name, about from networks where id = $1",
        params![id],
    )
}

/// Every network, by name.
pub fn networks(tx: &mut Tx<'_>) -> Result<Vec<Network>> {
    tx.all(
        "select id, slug, name, about from networks order by name, id",
        &[],
    )
}

/// Adds a network.
pub fn insert_network(tx: &mut Tx<'_>, network: &Network, now: Timestamp) -> Result<()> {
    let sql =
        "insert into networks (id, slug, name, about, created_at) values ($1, $2, $3, $4, $5)";
    let values = params![network.id, network.slug, network.name, network.about, now];
    tx.run(sql, values).map(|_| ())
}

/// Every group with its network and how many members it has, by network and name.
pub fn listed(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(Group, Network, i64)>> {
    let sql = format!(
        "select {COLUMNS}, n.id, n.slug, n.name, n.about, coalesce(c.members, 0)
         from groups g
         join networks n on n.id = g.network_id
         left join (select group_id, count(*) as members
                    from memberships
                    where standing = 'member'
                    group by group_id) c on c.group_id = g.id
         order by n.name, n.id, g.name, g.id
         limit $1"
    );
    tx.all(&sql, params![limit])
}

/// Holds a group still until the transaction ends, so that its last organiser cannot leave twice.
pub fn hold(tx: &mut Tx<'_>, id: GroupId) -> Result<()> {
    tx.run("update groups set zone = zone where id = $1", params![id])
        .map(|_| ())
}
