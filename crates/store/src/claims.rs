//! The browser in which a guest first wrote something private through their personal link. Whoever
//! else holds the link (an inviter who made it, a host who showed it) reads nothing private.

use domain::id::{InvitationId, PersonId};
use jiff::Timestamp;

use crate::{Result, Tx, params};

/// The hash of the secret that the claiming browser keeps, if there is one.
pub fn find(tx: &mut Tx<'_>, invitation: InvitationId) -> Result<Option<Vec<u8>>> {
    let sql = "select secret_hash from claims where invitation_id = $1";
    tx.find(sql, params![invitation])
}

/// The hashes of the secrets by which a person's links are claimed.
pub fn of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Vec<u8>>> {
    let sql = "select c.secret_hash
               from claims c
               join invitations i on i.id = c.invitation_id
               where i.person_id = $1
               order by c.claimed_at, c.invitation_id";
    tx.all(sql, params![person])
}

/// Whether somebody has written anything private.
pub fn has_written(tx: &mut Tx<'_>, person: PersonId) -> Result<bool> {
    let sql = "select exists (select 1 from contacts where keeper_id = $1)
                 or exists (select 1 from lessons where person_id = $1)
                 or exists (select 1 from recalls where keeper_id = $1)
                 or exists (select 1 from not_with where keeper_id = $1)
                 or exists (select 1 from venue_ratings where person_id = $1)";
    tx.one(sql, params![person])
}

/// Claims a link for the holder of a secret; the first claim stands. Whether this was it.
pub fn insert(
    tx: &mut Tx<'_>,
    invitation: InvitationId,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<bool> {
    let sql = "insert into claims (invitation_id, secret_hash, claimed_at) values ($1, $2, $3)
               on conflict (invitation_id) do nothing";
    Ok(tx.run(sql, params![invitation, secret_hash, now])? > 0)
}
