//! The demo: an installation filled with the cast, with a door for each role. Nothing here works in
//! an installation that is no demo.

use domain::account::Email;
use domain::id::PersonId;
use domain::person::{Name, Person, Visibility};
use domain::text::Lang;
use store::accounts::Account;

use crate::sign_in::{self, Opened};
use crate::{Cx, Error, Result};

/// What marks an installation as a demo, in its settings.
const MARK: &str = "demo";
/// Who runs the demo; nobody of the cast.
const OPERATOR: &str = "maude@cinqasept.example";

/// The roles that have a door, and whom of the cast it opens for.
const ROLES: &[(&str, &str)] = &[
    ("protagonist", "anselme@racines-rameaux.example"),
    ("greeter", "odile@marchessault-voyages.example"),
    ("host", "youssef@auberge-place-royale.example"),
    ("organiser", "regine@dorvilus-assurances.example"),
    ("neighbour", "esther@abitbol-planification.example"),
    ("operator", OPERATOR),
    ("member", "loc@atelier-tran.example"),
    ("applicant", "nour@assiette-claire.example"),
];

/// A way into the demo for one role.
#[derive(Clone, Debug)]
pub struct Door {
    /// The role.
    pub role: &'static str,
    /// What opens it.
    pub token: String,
}

fn only_here(cx: &Cx<'_, '_>) -> Result<()> {
    if cx.settings.demo {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Fills an empty installation with the cast; one that is filled already stays as it is. Anything
/// else is refused: somebody's real evenings are no place to play.
pub fn fill(cx: &mut Cx<'_, '_>) -> Result<bool> {
    only_here(cx)?;
    if store::settings::find(cx.tx, MARK)?.is_some() {
        return Ok(false);
    }
    if store::people::any(cx.tx)? {
        return Err(Error::refused("demo-refused-elsewhere"));
    }
    store::settings::put(cx.tx, MARK, "cast")?;
    operator(cx)?;
    Ok(true)
}

fn operator(cx: &mut Cx<'_, '_>) -> Result<()> {
    let email: Email = OPERATOR
        .parse()
        .map_err(|_| Error::Internal("the operator's address".into()))?;
    let person = Person {
        id: cx.id(),
        name: Name::new("Maude", "Kirouac"),
        email: Some(email.clone()),
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    let account = Account {
        id: cx.id(),
        person_id: person.id,
        email,
        operator: true,
        calendar_version: 1,
    };
    Ok(store::accounts::insert(cx.tx, &account, cx.now)?)
}

/// A door for each role that somebody of this demo holds.
pub fn doors(cx: &mut Cx<'_, '_>) -> Result<Vec<Door>> {
    only_here(cx)?;
    let mut doors = Vec::new();
    for (role, email) in ROLES {
        let email: Email = email
            .parse()
            .map_err(|_| Error::Internal("a role's address".into()))?;
        if let Some(person) = store::people::by_email(cx.tx, &email)? {
            let token = cx.signer.demo(person.id);
            doors.push(Door { role, token });
        }
    }
    Ok(doors)
}

/// Opens a session for whom a door is for; it can be used again and again.
pub fn enter(cx: &mut Cx<'_, '_>, token: &str) -> Result<Opened> {
    only_here(cx)?;
    let person_id: PersonId = cx.signer.read_demo(token).ok_or(Error::NotFound)?;
    let person = store::people::find(cx.tx, person_id)?.ok_or(Error::NotFound)?;
    let email = person.email.ok_or(Error::NotFound)?;
    let account = sign_in::account_of(cx, &email)?;
    Ok(Opened {
        token: sign_in::open_session(cx, &account)?,
        back_to: "/me".into(),
    })
}
