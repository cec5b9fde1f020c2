//! The code that confirms something about one's own data, in words: what it does, and where it is
//! typed. It opens no session, and no link does it by itself.

use app::mail::Message;
use app::sign_in::Use;

use super::Part;
use crate::frame::Frame;
use crate::urls;

/// Subject and body.
pub fn say(frame: &Frame, message: &Message) -> Option<(String, Vec<Part>)> {
    let Message::Confirm {
        what,
        code,
        id,
        seat,
    } = message
    else {
        return None;
    };
    let w = frame.w;
    let (subject, lead, button, not_me) = match what {
        Use::Erasure => (
            "mail-erasure-subject",
            w.t("mail-erasure-lead"),
            w.t("mail-erasure-button"),
            w.t("mail-erasure-not-me"),
        ),
        Use::Copy => (
            "mail-copy-subject",
            w.t("mail-copy-lead"),
            w.t("mail-copy-button"),
            w.t("mail-copy-not-me"),
        ),
        Use::SignIn => return None,
    };
    let page = match (what, seat) {
        (Use::Copy, Some(seat)) => urls::guest_copy_code(seat, id),
        (_, Some(seat)) => urls::guest_erasure_code(seat, id),
        (_, None) => urls::my_erasure_code(id),
    };
    let parts = vec![
        Part::Text(lead.into()),
        Part::Large(code.clone()),
        Part::Button(button.into(), frame.absolute(&page)),
        Part::Text(not_me.into()),
    ];
    Some((w.with(subject, &[("code", code)]), parts))
}
