//! Invitations and the chains they form.

use domain::id::{EventId, InvitationId, PersonId};
use domain::invitation::Invitation;
use domain::person::Name;

use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

/// The columns of an [`Invitation`], under the name `i`.
pub const COLUMNS: &str =
    "i.id, i.event_id, i.person_id, i.inviter_id, i.parent_id, i.link_version,
  i.created_at, i.revoked_at";

impl FromRow for Invitation {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            event_id: row.take()?,
            person_id: row.take()?,
            inviter_id: row.take()?,
            parent_id: row.take()?,
            link_version: row.take()?,
            created_at: row.take()?,
            revoked_at: row.take()?,
        })
    }
}

/// An invitation by id.
pub fn find(tx: &mut Tx<'_>, id: InvitationId) -> Result<Option<Invitation>> {
    tx.find(
        &format!("select {COLUMNS} from invitations i where i.id = $1"),
        params![id],
    )
}

/// A person's invitation to an event.
pub fn of_person(tx: &mut Tx<'_>, event: EventId, person: PersonId) -> Result<Option<Invitation>> {
    let sql =
        format!("select {COLUMNS} from invitations i where i.event_id = $1 and i.person_id = $2");
    tx.find(&sql, params![event, person])
}

/// Adds an invitation.
pub fn insert(tx: &mut Tx<'_>, i: &Invitation) -> Result<()> {
    let sql = "insert into invitations
                 (id, event_id, person_id, inviter_id, parent_id, link_version, created_at, revoked_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = params![
        i.id,
        i.event_id,
        i.person_id,
        i.inviter_id,
        i.parent_id,
        i.link_version,
        i.created_at,
        i.revoked_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Rewrites an invitation's link version and revocation.
pub fn update(tx: &mut Tx<'_>, i: &Invitation) -> Result<()> {
    let sql = "update invitations set link_version = $2, revoked_at = $3 where id = $1";
    tx.run(sql, params![i.id, i.link_version, i.revoked_at])
        .map(|_| ())
}

/// How many invitations a person made to an event.
pub fn count_by(tx: &mut Tx<'_>, event: EventId, inviter: PersonId) -> Result<i64> {
    let sql = "select count(*) from invitations where event_id = $1 and inviter_id = $2";
    tx.one(sql, params![event, inviter])
}

/// Every invitation of an event, oldest first.
pub fn of_event(tx: &mut Tx<'_>, event: EventId) -> Result<Vec<Invitation>> {
    let sql = format!(
        "select {COLUMNS} from invitations i where i.event_id = $1 order by i.created_at, i.id"
    );
    tx.all(&sql, params![event])
}

/// The invitations a person made to an event, oldest first.
pub fn made_by(tx: &mut Tx<'_>, event: EventId, inviter: PersonId) -> Result<Vec<Invitation>> {
    let sql = format!(
        "select {COLUMNS} from invitations i
         where i.event_id = $1 and i.inviter_id = $2
         order by i.created_at, i.id"
    );
    tx.all(&sql, params![event, inviter])
}

/// Who made an invitation and those above it, nearest first: each inviter's name, at most `limit`.
pub fn path(tx: &mut Tx<'_>, id: InvitationId, limit: i64) -> Result<Vec<Name>> {
    let sql = "with recursive path (inviter_id, parent_id, depth) as (
                 select inviter_id, parent_id, cast(1 as bigint) from invitations where id = $1
                 union all
                 select i.inviter_id, i.parent_id, path.depth + 1
                 from invitations i
                 join path on path.parent_id = i.id
                 where path.depth < $2
               )
               select p.given_name, p.family_name
               from path
               join people p on p.id = path.inviter_id
               order by path.depth";
    let names: Vec<(String, String)> = tx.all(sql, params![id, limit])?;
    Ok(names
        .into_iter()
        .map(|(given, family)| Name { given, family })
        .collect())
}
