//! Invitations and the chains they form.

use domain::id::{EventId, InvitationId, PersonId};
use domain::invitation::Invitation;

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
