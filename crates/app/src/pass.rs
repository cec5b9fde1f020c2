//! Passes: the QR by which somebody says who they are at an event. A pass names its holder to those
//! who are at the same event, and gives no rights to anybody.

use domain::id::{EventId, PersonId};

use crate::seat::{self, Seat};
use crate::{Cx, Error, Result};

/// Where a pass leads whoever opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To meeting its holder, at the seat of whoever opened it: the seat's key.
    Meeting(String),
    /// To one's own evening: the pass is one's own.
    Own(String),
    /// Nowhere yet: nobody knows who opened it.
    Unknown,
}

/// The pass of whoever holds a seat.
pub fn of(cx: &Cx<'_, '_>, seat: &Seat) -> String {
    cx.signer.pass(seat.event.id, seat.person.id)
}

/// Opens a pass: by the viewer's session, else by the personal link that this browser last opened.
pub fn open(cx: &mut Cx<'_, '_>, pass: &str, link: Option<&str>) -> Result<Leads> {
    let (event, person) = cx.signer.read_pass(pass).ok_or(Error::NotFound)?;
    let mut keys = Vec::new();
    if cx.me.is_some() {
        keys.push(event.to_string());
    }
    keys.extend(link.map(str::to_owned));
    for key in keys {
        match seat::seat(cx, &key) {
            Ok(seat) if seat.event.id != event => {}
            Ok(seat) if seat.person.id == person => return Ok(Leads::Own(key)),
            Ok(_) => return Ok(Leads::Meeting(key)),
            Err(Error::Internal(why)) => return Err(Error::Internal(why)),
            Err(Error::Busy) => return Err(Error::Busy),
            Err(_) => {}
        }
    }
    Ok(Leads::Unknown)
}

/// What a scanned text says: a pass by itself, or in an address of this installation.
pub fn in_text(cx: &Cx<'_, '_>, text: &str) -> Option<(String, EventId, PersonId)> {
    let text = text.trim();
    let end = text.rfind("/m/").map_or(0, |at| at + "/m/".len());
    let pass = text[end..].split(['?', '#']).next()?;
    let (event, person) = cx.signer.read_pass(pass)?;
    Some((pass.to_owned(), event, person))
}

/// A text as a QR picture, with the words read aloud in its place. Nothing when it is too long.
pub fn picture(text: &str, title: &str) -> String {
    formats::qr::svg(text, title).unwrap_or_default()
}
