//! The mails of a group's path: somebody asks to join, somebody is accepted.

use app::mail::Message;

use super::Part;
use crate::frame::Frame;
use crate::urls;

/// The subject and the parts, for a message that is about a membership.
pub fn say(frame: &Frame, message: &Message) -> Option<(String, Vec<Part>)> {
    let w = frame.w;
    match message {
        Message::Application {
            slug,
            group,
            name,
            word,
        } => {
            let args = [("name", name.as_str()), ("group", group.as_str())];
            let mut parts = vec![Part::Text(w.with("mail-application-body", &args))];
            if !word.is_empty() {
                parts.push(Part::Text(
                    w.with("mail-application-word", &[("word", word)]),
                ));
            }
            let to = frame.absolute(&urls::members(slug));
            parts.push(Part::Button(w.t("mail-application-button").into(), to));
            Some((w.with("mail-application-subject", &args), parts))
        }
        Message::Accepted { slug, group } => {
            let args = [("group", group.as_str())];
            let to = frame.absolute(&urls::members(slug));
            let parts = vec![
                Part::Text(w.with("mail-accepted-body", &args)),
                Part::Text(w.t("membership-seen").into()),
                Part::Button(w.t("mail-accepted-button").into(), to),
            ];
            Some((w.with("mail-accepted-subject", &args), parts))
        }
        _ => None,
    }
}
