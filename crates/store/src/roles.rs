//! Rights given to people over a network, a group or an event.

use domain::id::{GroupId, PersonId, RoleId};
use domain::person::Person;
use domain::role::{Role, Scope};
use jiff::Timestamp;
use uuid::Uuid;

use crate::value::{FromRow, Row};
use crate::{Error, Result, Tx, params, people};

fn parts(scope: Scope) -> (&'static str, Uuid) {
    match scope {
        Scope::Network(id) => ("network", id.0),
        Scope::Group(id) => ("group", id.0),
        Scope::Event(id) => ("event", id.0),
    }
}

impl FromRow for Scope {
    fn from_row(row: &mut Row) -> Result<Self> {
        let (kind, id): (String, Uuid) = (row.take()?, row.take()?);
        match kind.as_str() {
            "network" => Ok(Self::Network(id.into())),
            "group" => Ok(Self::Group(id.into())),
            "event" => Ok(Self::Event(id.into())),
            _ => Err(Error::Unreadable(format!("scope {kind}"))),
        }
    }
}

/// A person's rights.
pub fn of_person(tx: &mut Tx<'_>, id: PersonId) -> Result<Vec<(Scope, Role)>> {
    let sql = "select scope_kind, scope_id, role from roles where person_id = $1 order by id";
    tx.all(sql, params![id])
}

/// Who holds rights over a scope itself (not through a wider one), first granted first.
pub fn of_scope(tx: &mut Tx<'_>, scope: Scope) -> Result<Vec<(PersonId, Role)>> {
    let sql = "select person_id, role from roles where scope_id = $1 order by granted_at, id";
    tx.all(sql, params![parts(scope).1])
}

/// Grants a right; granting it twice changes nothing.
pub fn grant(
    tx: &mut Tx<'_>,
    id: RoleId,
    person_id: PersonId,
    (scope, role): (Scope, Role),
    now: Timestamp,
) -> Result<()> {
    let (kind, scope_id) = parts(scope);
    let sql = "insert into roles (id, person_id, role, scope_kind, scope_id, granted_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (scope_id, person_id, role) do nothing";
    tx.run(sql, params![id, person_id, role, kind, scope_id, now])
        .map(|_| ())
}

/// Takes a right back; whether it was held.
pub fn withdraw(tx: &mut Tx<'_>, person_id: PersonId, scope: Scope, role: Role) -> Result<bool> {
    let sql = "delete from roles where person_id = $1 and scope_id = $2 and role = $3";
    Ok(tx.run(sql, params![person_id, parts(scope).1, role])? > 0)
}

/// The people who hold a role over a group itself, first granted first.
pub fn people_of_group(tx: &mut Tx<'_>, group: GroupId, role: Role) -> Result<Vec<Person>> {
    let sql = format!(
        "select {}
         from roles r
         join people p on p.id = r.person_id
         where r.scope_id = $1 and r.role = $2
         order by r.granted_at, r.id",
        people::COLUMNS
    );
    tx.all(&sql, params![group, role])
}
