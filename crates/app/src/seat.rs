//! A seat: somebody at one event, by their session or by their personal link. Everything a guest or
//! member does during an evening goes through their seat.
//!
//! Its key stands in addresses: the event's id for whoever is signed in, the personal link's token
//! for a guest. What is private (notes, promises, the lesson) is bound further: to the session, or
//! to the browser that first wrote something private through the link ([`Seat::keeper`]).

use domain::account::Email;
use domain::event::{Event, Status};
use domain::group::Group;
use domain::id::{EventId, InvitationId, PersonId};
use domain::person::Person;
use subtle::ConstantTimeEq;

use crate::log::{Hand, Open};
use crate::{Cx, Error, Result, access};

/// How somebody holds their seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// By their session.
    Session,
    /// By their personal link.
    Link(InvitationId),
}

/// Somebody at an event.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The key in addresses.
    pub key: String,
    /// Who.
    pub person: Person,
    /// The event.
    pub event: Event,
    /// The group that holds it.
    pub group: Group,
    /// How.
    pub hold: Hold,
}

/// Where the notebook of a seat's holder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notebook {
    /// Open here.
    Open,
    /// Empty: the first private thing written here begins it, in this browser.
    Unclaimed,
    /// In another browser, or begun in none that is known.
    Elsewhere,
    /// Behind their own sign-in.
    BehindSignIn,
}

impl Notebook {
    /// Whether something private can be written from here.
    pub fn takes(self) -> bool {
        matches!(self, Self::Open | Self::Unclaimed)
    }
}

/// Whoever may read and write what is private to a person: the proof is having one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keeper(PersonId);

impl Keeper {
    /// The person whose notebook it is.
    pub fn id(self) -> PersonId {
        self.0
    }
}

impl Keeper {
    /// The owner of a debrief who shows it: what is shown is read in their name.
    pub(crate) fn of_share(share: &store::shares::Share) -> Self {
        Self(share.person_id)
    }

    /// Whoever writes a mail: what they noted of its reader speaks for or against it.
    pub(crate) fn writing(person: PersonId) -> Self {
        Self(person)
    }

    /// Whoever typed a code that was sent to their own address.
    pub(crate) fn proven(person: PersonId) -> Self {
        Self(person)
    }

    /// The owner of a password that a telephone showed.
    pub(crate) fn of_app_password(password: &store::app_passwords::AppPassword) -> Self {
        Self(password.keeper_id)
    }
}

/// The viewer's own notebook, by their session.
pub fn my_keeper(cx: &Cx<'_, '_>) -> Result<Keeper> {
    Ok(Keeper(cx.me()?.person_id))
}

/// The notebook of whoever signs in with an address: for the program's own commands, which whoever
/// holds the database runs. No page may ask for it.
pub fn keeper_at(cx: &mut Cx<'_, '_>, email: &str) -> Result<Keeper> {
    let email: Email = email.parse().map_err(|_| Error::SignInNeeded)?;
    let account = store::accounts::by_email(cx.tx, &email)?;
    let account = account.ok_or(Error::SignInNeeded)?;
    Ok(Keeper(account.person_id))
}

/// The seat of a key.
pub fn seat(cx: &mut Cx<'_, '_>, key: &str) -> Result<Seat> {
    match key.parse::<EventId>() {
        Ok(event) => by_session(cx, key, event),
        Err(_) => by_link(cx, key),
    }
}

fn by_session(cx: &mut Cx<'_, '_>, key: &str, event: EventId) -> Result<Seat> {
    let me = cx.me()?.person_id;
    let seen = access::event(cx, event)?;
    if !seen.may_answer && store::presences::of(cx.tx, event, me)?.is_none() {
        return Err(Error::Forbidden);
    }
    let person = store::people::find(cx.tx, me)?.ok_or(Error::NotFound)?;
    Ok(Seat {
        key: key.into(),
        person,
        event: seen.event,
        group: seen.group,
        hold: Hold::Session,
    })
}

fn by_link(cx: &mut Cx<'_, '_>, key: &str) -> Result<Seat> {
    let (id, version) = cx.signer.read_invitation(key).ok_or(Error::NotFound)?;
    let invitation = store::invitations::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    if invitation.revoked_at.is_some() || invitation.link_version != version {
        return Err(Error::refused("guest-link-dead"));
    }
    let event = store::events::find(cx.tx, invitation.event_id)?.ok_or(Error::NotFound)?;
    if event.status == Status::Draft {
        return Err(Error::NotFound);
    }
    let group = store::groups::find(cx.tx, event.group_id)?.ok_or(Error::NotFound)?;
    let person = invitation.person_id.ok_or(Error::NotFound)?;
    let person = store::people::find(cx.tx, person)?.ok_or(Error::NotFound)?;
    Ok(Seat {
        key: key.into(),
        person,
        event,
        group,
        hold: Hold::Link(invitation.id),
    })
}

impl Seat {
    /// The event's log, to say what concerns oneself.
    pub fn log(&self) -> Open {
        Open {
            event: self.event.clone(),
            hand: Hand::Guest(self.person.id),
        }
    }

    /// Whose notebook this seat opens, if it does: the session's, or the claiming browser's.
    pub fn keeper(&self, cx: &mut Cx<'_, '_>) -> Result<Option<Keeper>> {
        let Hold::Link(invitation) = self.hold else {
            return Ok(Some(Keeper(self.person.id)));
        };
        // Somebody with an account keeps their notebook behind their session.
        if store::accounts::of_person(cx.tx, self.person.id)?.is_some() {
            return Ok(None);
        }
        let Some(hash) = store::claims::find(cx.tx, invitation)? else {
            return Ok(None);
        };
        let shown = cx.caller.claim.as_deref().map(crate::token::hash);
        let same = shown.is_some_and(|shown| bool::from(shown.ct_eq(&hash)));
        Ok(same.then_some(Keeper(self.person.id)))
    }

    /// Whether private things can be read and written from here, or where else.
    pub fn notebook(&self, cx: &mut Cx<'_, '_>) -> Result<Notebook> {
        let Hold::Link(invitation) = self.hold else {
            return Ok(Notebook::Open);
        };
        if self.keeper(cx)?.is_some() {
            return Ok(Notebook::Open);
        }
        if store::accounts::of_person(cx.tx, self.person.id)?.is_some() {
            return Ok(Notebook::BehindSignIn);
        }
        let begun = store::claims::of_person(cx.tx, self.person.id)?;
        let shown = cx.caller.claim.as_deref().map(crate::token::hash);
        let here = match begun.is_empty() {
            true => !store::claims::has_written(cx.tx, self.person.id)?,
            false => shown.is_some_and(|shown| begun.contains(&shown)),
        };
        if here && store::claims::find(cx.tx, invitation)?.is_none() {
            Ok(Notebook::Unclaimed)
        } else {
            Ok(Notebook::Elsewhere)
        }
    }

    /// The notebook to write to. A link that nobody claimed yet is claimed, as long as the notebook
    /// is empty: what somebody wrote opens to no link by itself. The secret that comes with it must be
    /// kept by the browser, as the cookie of [`crate::Caller::claim`].
    pub fn keep(&self, cx: &mut Cx<'_, '_>) -> Result<(Keeper, Option<String>)> {
        if let Some(keeper) = self.keeper(cx)? {
            return Ok((keeper, None));
        }
        let Hold::Link(invitation) = self.hold else {
            return Err(Error::Forbidden);
        };
        if store::accounts::of_person(cx.tx, self.person.id)?.is_some() {
            return Err(Error::refused("seat-sign-in"));
        }
        // One secret serves every link that this browser claims.
        let secret = match &cx.caller.claim {
            Some(secret) if secret.len() >= 32 => secret.clone(),
            _ => crate::token::to_text(&cx.random::<32>()),
        };
        let hash = crate::token::hash(&secret);
        // A notebook begun elsewhere opens to no new link: an account brings them together.
        let begun = store::claims::of_person(cx.tx, self.person.id)?;
        let elsewhere = match begun.is_empty() {
            true => store::claims::has_written(cx.tx, self.person.id)?,
            false => !begun.contains(&hash),
        };
        if elsewhere {
            return Err(Error::refused("seat-claimed"));
        }
        if !store::claims::insert(cx.tx, invitation, &hash, cx.now)? {
            return Err(Error::refused("seat-claimed"));
        }
        Ok((Keeper(self.person.id), Some(secret)))
    }
}
