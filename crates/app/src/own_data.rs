//! One's own data: a copy of it as files, and being erased.

use std::io::Cursor;

use domain::account::{Email, SignInRefusal};
use domain::id::{PersonId, SignInId};
use domain::person::{Name, Person};
use domain::privacy::nameless;
use domain::text::Lang;
use formats::own_data;
use jiff::Timestamp;

use crate::calendars::{self, Waiting};
use crate::notebook_out::{self, Wanted};
use crate::seat::{Hold, Keeper, Notebook, Seat};
use crate::sign_in::{self, Confirmed, Use};
use crate::{Cx, Error, Result, seat};

/// How many contacts and cards somebody would lose or take along.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// What they are called.
    pub name: String,
    /// Their cards.
    pub cards: usize,
    /// Evenings they came to.
    pub evenings: usize,
    /// People in their notebook.
    pub contacts: i64,
}

/// What the house holds of whoever keeps a notebook.
pub fn held(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Held> {
    count(cx, keeper.id())
}

fn count(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<Held> {
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    Ok(Held {
        name: person.name.full(),
        cards: store::people::activities(cx.tx, id)?.len(),
        evenings: store::events::attended(cx.tx, id, cx.now)?.len(),
        contacts: store::contacts::count(cx.tx, id)?,
    })
}

/// A copy of everything that is one's own, as a zip: each table's rows as JSON lines, one's cards as
/// vCards, one's events as iCalendar, one's notebook as CSV. The words come from the caller.
pub fn copy(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    readme: &str,
    waiting: Waiting,
) -> Result<Vec<u8>> {
    let id = keeper.id();
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let activities = store::people::activities(cx.tx, id)?;
    let cards = own_data::vcards(&person.name, &activities);
    let files = vec![
        ("README.txt".to_owned(), readme.as_bytes().to_vec()),
        ("cards.vcf".to_owned(), cards.into_bytes()),
        (
            "events.ics".to_owned(),
            calendars::of_person(cx, &person, Timestamp::UNIX_EPOCH, waiting)?
                .text
                .into_bytes(),
        ),
        (
            "notebook.csv".to_owned(),
            notebook_out::write(cx, keeper, &whole_notebook(), person.lang)?.bytes,
        ),
    ];
    let mut zip = Cursor::new(Vec::new());
    store::own_data::write(cx.tx, id, &files, &mut zip)
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok(zip.into_inner())
}

/// The table that the notebook gives of itself, with every note.
fn whole_notebook() -> Wanted {
    Wanted {
        file: "csv".into(),
        notes: "on".into(),
        ..Wanted::default()
    }
}

/// Sends the viewer the code that confirms their erasure.
pub fn ask_erasure(cx: &mut Cx<'_, '_>) -> Result<SignInId> {
    let me = cx.me()?.clone();
    may_go(cx, me.person_id)?;
    sign_in::ask_to_confirm(cx, (&me.email, me.lang), Use::Erasure, None)
}

/// Erases the viewer once the code is right. A wrong code is an answer, not an error: it is counted.
pub fn erase_with_code(cx: &mut Cx<'_, '_>, id: SignInId, code: &str) -> Result<Confirmed> {
    let me = cx.me()?.clone();
    let confirmed = sign_in::confirm(cx, Use::Erasure, (id, &me.email), code)?;
    if matches!(confirmed, Confirmed::Yes) {
        may_go(cx, me.person_id)?;
        erase(cx, me.person_id)?;
    }
    Ok(confirmed)
}

/// What proves that whoever holds a guest's link is the guest, before a copy or an erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A code sent to their own address: a link may have been forwarded.
    Code,
    /// The browser of their notebook, where the house knows no address.
    Browser,
    /// Their session: they have an account.
    Session,
    /// Nothing here: no address is known, and the notebook is in another browser.
    Elsewhere,
}

/// A guest's data, as far as their link shows it.
#[derive(Clone, Debug)]
pub struct OfGuest {
    /// What they are called.
    pub name: String,
    /// How much is held; nothing is said of a notebook that is not open here.
    pub held: Option<Held>,
    /// What they must show first.
    pub proof: Proof,
}

/// What is held of a guest.
pub fn of_guest(cx: &mut Cx<'_, '_>, seat: &Seat) -> Result<OfGuest> {
    let notebook = seat.notebook(cx)?;
    let held = match notebook.takes() {
        true => Some(count(cx, seat.person.id)?),
        false => None,
    };
    Ok(OfGuest {
        name: seat.person.name.full(),
        held,
        proof: proof(cx, seat)?,
    })
}

fn proof(cx: &mut Cx<'_, '_>, seat: &Seat) -> Result<Proof> {
    let notebook = seat.notebook(cx)?;
    Ok(match &seat.person.email {
        _ if notebook == Notebook::BehindSignIn || seat.hold == Hold::Session => Proof::Session,
        Some(_) => Proof::Code,
        None if notebook.takes() => Proof::Browser,
        None => Proof::Elsewhere,
    })
}

/// The address of a guest who confirms by a code.
fn address(cx: &mut Cx<'_, '_>, seat: &Seat) -> Result<Email> {
    match (proof(cx, seat)?, &seat.person.email) {
        (Proof::Code, Some(email)) => Ok(email.clone()),
        (Proof::Session, _) => Err(Error::refused("seat-sign-in")),
        _ => Err(Error::refused("data-elsewhere")),
    }
}

/// What came of asking as a guest.
#[derive(Clone, Debug)]
pub enum Asked<T> {
    /// It is done, from the browser of their notebook; with the secret that it keeps.
    Done(T, Option<String>),
    /// A code is on its way to their address.
    Sent(SignInId),
}

/// Copies or erases what is a guest's, or sends the code that does: `act` runs where no code can.
pub fn ask_as_guest<T>(
    cx: &mut Cx<'_, '_>,
    key: &str,
    what: Use,
    act: impl FnOnce(&mut Cx<'_, '_>, Keeper) -> Result<T>,
) -> Result<Asked<T>> {
    let seat = seat::seat(cx, key)?;
    if proof(cx, &seat)? == Proof::Browser {
        let (keeper, secret) = seat.keep(cx)?;
        return Ok(Asked::Done(act(cx, keeper)?, secret));
    }
    let (email, lang) = (address(cx, &seat)?, seat.person.lang);
    let id = sign_in::ask_to_confirm(cx, (&email, lang), what, Some(key))?;
    Ok(Asked::Sent(id))
}

/// Copies or erases what is a guest's once the code is right.
pub fn confirm_as_guest<T>(
    cx: &mut Cx<'_, '_>,
    key: &str,
    what: Use,
    (id, code): (SignInId, &str),
    act: impl FnOnce(&mut Cx<'_, '_>, Keeper) -> Result<T>,
) -> Result<std::result::Result<T, SignInRefusal>> {
    let seat = seat::seat(cx, key)?;
    let email = address(cx, &seat)?;
    match sign_in::confirm(cx, what, (id, &email), code)? {
        Confirmed::Yes => act(cx, Keeper::proven(seat.person.id)).map(Ok),
        Confirmed::No(refusal) => Ok(Err(refusal)),
    }
}

/// Erases a guest who proved to be one.
pub fn erase_guest(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<()> {
    may_go(cx, keeper.id())?;
    erase(cx, keeper.id())
}

/// Whoever alone runs a group or the installation hands it over first.
fn may_go(cx: &mut Cx<'_, '_>, person: PersonId) -> Result<()> {
    if store::erasure::runs_alone(cx.tx, person)? > 0 {
        return Err(Error::refused("erasure-organiser"));
    }
    let operator = cx.me.as_ref().is_some_and(|me| me.operator);
    if operator && store::accounts::operators(cx.tx)?.len() < 2 {
        return Err(Error::refused("erasure-operator"));
    }
    Ok(())
}

/// Takes away what was somebody's. What others share with them stays under an id that has no name;
/// what others wrote of them is theirs. Doing it twice does nothing more.
pub fn erase(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<()> {
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    forget_copied_names(cx, &person)?;
    let name = Name::new(nameless(person.lang), "");
    Ok(store::erasure::erase(cx.tx, id, &name, cx.now)?)
}

/// The house itself wrote the name into the notebooks of those who met them. It stays where a card
/// was handed over, and where the keeper wrote another; elsewhere it goes.
fn forget_copied_names(cx: &mut Cx<'_, '_>, person: &Person) -> Result<()> {
    let name = person.name.full();
    for (contact, keeper) in store::erasure::named_copies(cx.tx, person.id, &name)? {
        if crate::consent::card_given(cx, keeper, person.id)?.is_none() {
            let lang = store::people::find(cx.tx, keeper)?.map_or(Lang::default(), |k| k.lang);
            store::erasure::unname(cx.tx, keeper, contact, nameless(lang))?;
        }
    }
    for mut merge in store::contact_merges::naming(cx.tx, person.id, &name)? {
        let keeper = merge.keeper_id;
        if crate::consent::card_given(cx, keeper, person.id)?.is_none() {
            let lang = store::people::find(cx.tx, keeper)?.map_or(Lang::default(), |k| k.lang);
            merge.unname(person.id, &name, nameless(lang));
            store::contact_merges::rewrite(cx.tx, &merge)?;
        }
    }
    Ok(())
}

/// How many silent guests one turn of the clock erases.
const AT_ONCE: i64 = 50;

/// Once a day: what was kept long enough goes.
pub fn forget_old(cx: &mut Cx<'_, '_>) -> Result<()> {
    let today = cx.now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    if store::settings::find(cx.tx, "forgotten-on")?.is_some_and(|last| last >= today) {
        return Ok(());
    }
    let rows = store::erasure::forget_old(cx.tx, cx.now)?;
    let words = store::erasure::forget_evening_words(cx.tx, cx.now)?;
    let silent = store::erasure::silent_guests(cx.tx, cx.now, AT_ONCE)?;
    for guest in &silent {
        erase(cx, *guest)?;
    }
    if rows > 0 || words > 0 || !silent.is_empty() {
        tracing::info!(
            rows,
            words,
            guests = silent.len(),
            "what was kept long enough is gone"
        );
    }
    // As long as there are more of them, the next turn goes on.
    if (silent.len() as i64) < AT_ONCE {
        store::settings::put(cx.tx, "forgotten-on", &today)?;
    }
    Ok(())
}
