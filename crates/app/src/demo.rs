//! The demo: an installation filled with the cast, with a door for each role. Nothing here works in
//! an installation that is no demo.

use domain::account::Email;
use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::cast;
use crate::scale;
use crate::sign_in::{self, Opened};
use crate::{Cx, Error, Result};

/// What marks an installation as a demo, in its settings: the story's event.
const MARK: &str = "demo";
/// One of the events that were made for measuring.
const SCALED: &str = "demo_scaled";
/// The evening where everyone who was made for measuring is expected.
const CROWD: &str = "demo_crowd";
/// Until when the story has been told, in milliseconds.
const PLAYED: &str = "demo_played";
/// Who was invited and has no account.
const GUEST: &str = "ketsia";

/// The roles that have a door, and whom of the cast it opens for.
const ROLES: &[(&str, &str)] = &[
    ("protagonist", "anselme"),
    ("greeter", "odile"),
    ("host", "youssef"),
    ("organiser", "regine"),
    ("neighbour", "esther"),
    ("member", "loc"),
    ("applicant", "nour"),
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

/// Fills an empty installation with the cast, and with `people` more in groups and events of their
/// own; one that is filled already stays as it is. Anything else is refused: somebody's real
/// evenings are no place to play.
pub fn fill(cx: &mut Cx<'_, '_>, people: u32) -> Result<()> {
    only_here(cx)?;
    if store::settings::find(cx.tx, MARK)?.is_some() {
        return Ok(());
    }
    if store::people::any(cx.tx)? {
        return Err(Error::refused("demo-refused-elsewhere"));
    }
    let cast = cast::load(cx)?;
    let evening = cast.events.get(cast::EVENING);
    let evening = evening.ok_or_else(|| Error::Internal("the cast has no evening".into()))?;
    store::settings::put(cx.tx, MARK, &evening.to_string())?;
    store::settings::put(cx.tx, PLAYED, &cx.now.as_millisecond().to_string())?;
    if people > 0 {
        let scaled = scale::load(cx, people)?;
        store::settings::put(cx.tx, SCALED, &scaled.page.to_string())?;
        store::settings::put(cx.tx, CROWD, &scaled.crowd.to_string())?;
    }
    Ok(())
}

/// Lets the story go on until now: what it tells in the meantime is written down, as if by those who
/// are there.
pub fn play(cx: &mut Cx<'_, '_>) -> Result<()> {
    only_here(cx)?;
    let (Some(evening), Some(played)) = (event(cx, MARK)?, played_until(cx.tx)?) else {
        return Ok(());
    };
    if !cast::is_due(played, cx.now)? {
        return Ok(());
    }
    let people = cast::everyone(cx)?;
    cast::play(cx, evening, &people, (played, cx.now))?;
    let now = cx.now.as_millisecond().to_string();
    Ok(store::settings::put(cx.tx, PLAYED, &now)?)
}

/// Until when the story has been told in a demo that was begun before.
pub fn played_until(tx: &mut store::Tx<'_>) -> Result<Option<Timestamp>> {
    let kept = store::settings::find(tx, PLAYED)?;
    let ms = kept.and_then(|ms| ms.parse().ok());
    Ok(ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()))
}

/// Whether the data is a demo's, however it is served.
pub fn is_one(cx: &mut Cx<'_, '_>) -> Result<bool> {
    Ok(store::settings::find(cx.tx, MARK)?.is_some())
}

/// The ways into a demo.
#[derive(Clone, Debug)]
pub struct Doors {
    /// The story's event.
    pub evening: EventId,
    /// The personal link of somebody invited, who has no account.
    pub guest: Option<String>,
    /// A door for each role.
    pub roles: Vec<Door>,
    /// A public event among those made for measuring.
    pub scaled: Option<EventId>,
    /// An evening made for measuring, where everyone is expected.
    pub crowd: Option<EventId>,
}

/// The ways into this demo.
pub fn doors(cx: &mut Cx<'_, '_>) -> Result<Doors> {
    only_here(cx)?;
    let evening = event(cx, MARK)?.ok_or(Error::NotFound)?;
    let mut roles = Vec::new();
    for (role, key) in ROLES {
        let email = cast::email_of(key).ok_or(Error::NotFound)?;
        roles.extend(door(cx, role, &email)?);
    }
    let operator = cast::OPERATOR.parse().map_err(|_| Error::NotFound)?;
    roles.extend(door(cx, "operator", &operator)?);
    Ok(Doors {
        evening,
        guest: guest(cx, evening)?,
        roles,
        scaled: event(cx, SCALED)?,
        crowd: event(cx, CROWD)?,
    })
}

fn event(cx: &mut Cx<'_, '_>, key: &str) -> Result<Option<EventId>> {
    let kept = store::settings::find(cx.tx, key)?;
    Ok(kept.and_then(|id| id.parse().ok()))
}

fn door(cx: &mut Cx<'_, '_>, role: &'static str, email: &Email) -> Result<Option<Door>> {
    let person = store::people::by_email(cx.tx, email)?;
    Ok(person.map(|person| Door {
        role,
        token: cx.signer.demo(person.id),
    }))
}

fn guest(cx: &mut Cx<'_, '_>, evening: EventId) -> Result<Option<String>> {
    let email = cast::email_of(GUEST).ok_or(Error::NotFound)?;
    let Some(person) = store::people::by_email(cx.tx, &email)? else {
        return Ok(None);
    };
    let invitation = store::invitations::of_person(cx.tx, evening, person.id)?;
    Ok(invitation.map(|i| cx.signer.invitation(i.id, i.link_version)))
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
