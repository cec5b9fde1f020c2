//! Mails in words: subject, text and HTML in the recipient's language, and the headers that let
//! them stop.

use app::mail::meeting::Attached;
use app::mail::{Mail, Message, Sender};
use askama::Template;
use domain::consent::Basis;

use crate::Web;
use crate::frame::Frame;
use crate::urls;

mod change;
mod confirm;
mod digest;
mod guest;
mod meeting;
mod membership;

/// A mail in words, ready for the wire.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The whole HTML document.
    pub html: String,
    /// The inside of the HTML, for showing within a page.
    pub body: String,
    /// Headers beyond the usual.
    pub headers: Vec<(String, String)>,
    /// The name it is sent under, when a group writes.
    pub from_name: Option<String>,
    /// Where answers go: to whoever proposes to meet, else to the group.
    pub reply_to: Option<String>,
    /// Files for the recipient's calendar.
    pub calendars: Vec<Attached>,
}

/// One thing a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A line that stands out: a code, a date.
    Large(String),
    /// A link shown as a button: its words, its address.
    Button(String, String),
    /// A few facts, each with its name.
    Facts(Vec<(String, String)>),
}

#[derive(Template)]
#[template(path = "mail/body.html")]
struct Body<'a> {
    parts: &'a [Part],
    foot: &'a [Part],
}

#[derive(Template)]
#[template(path = "mail/document.html")]
struct Document<'a> {
    lang: &'a str,
    subject: &'a str,
    body: &'a str,
}

#[derive(Template)]
#[template(path = "mail/body.txt")]
struct Text<'a> {
    parts: &'a [Part],
    foot: &'a [Part],
}

/// Puts a mail into words.
pub fn render(mail: &Mail, web: &Web) -> Rendered {
    let frame = Frame::new(
        web.words(mail.lang),
        &web.app.settings().public_url,
        web.app.now(),
    );
    let (subject, parts) = say(&frame, mail);
    let foot = foot(&frame, mail.sender.as_ref());
    let body = Body {
        parts: &parts,
        foot: &foot,
    }
    .render()
    .unwrap_or_default();
    let document = Document {
        lang: frame.html_lang(),
        subject: &subject,
        body: &body,
    };
    Rendered {
        html: document.render().unwrap_or_default(),
        text: Text {
            parts: &parts,
            foot: &foot,
        }
        .render()
        .unwrap_or_default(),
        headers: headers(&frame, mail.sender.as_ref()),
        from_name: mail.sender.as_ref().map(|sender| sender.name.clone()),
        reply_to: reply_to(mail),
        calendars: match &mail.message {
            Message::Meeting(letter) => meeting::calendars(&frame, letter),
            _ => Vec::new(),
        },
        subject,
        body,
    }
}

fn reply_to(mail: &Mail) -> Option<String> {
    if let Message::Meeting(letter) = &mail.message
        && !letter.reply_to.is_empty()
    {
        return Some(letter.reply_to.clone());
    }
    let sender = mail.sender.as_ref()?;
    sender.email.as_ref().map(ToString::to_string)
}

fn say(frame: &Frame, mail: &Mail) -> (String, Vec<Part>) {
    let (w, message) = (frame.w, &mail.message);
    match message {
        Message::SignIn { code, token } => (
            w.with("mail-sign-in-subject", &[("code", code)]),
            vec![
                Part::Text(w.t("mail-sign-in-link").into()),
                Part::Button(
                    w.t("mail-sign-in-button").into(),
                    frame.absolute(&urls::sign_in_link(token)),
                ),
                Part::Text(w.t("mail-sign-in-code").into()),
                Part::Large(code.clone()),
                Part::Text(w.t("mail-sign-in-not-me").into()),
            ],
        ),
        Message::Confirm { .. } => confirm::say(frame, message).unwrap_or_default(),
        Message::Application { .. } | Message::Accepted { .. } => {
            membership::say(frame, message).unwrap_or_default()
        }
        Message::Guest(letter) => guest::say(frame, letter, mail.basis == Some(Basis::Referral)),
        Message::Change(letter) => change::say(frame, letter),
        Message::Meeting(letter) => meeting::say(frame, letter),
        Message::Digest(digest) => digest::say(frame, digest),
    }
}

/// The law asks commercial mail for a name, a postal address, and a way to stop.
fn foot(frame: &Frame, sender: Option<&Sender>) -> Vec<Part> {
    let Some(sender) = sender else {
        return Vec::new();
    };
    let mut who = sender.name.clone();
    for line in [
        Some(sender.postal_address.clone()),
        sender.email.as_ref().map(ToString::to_string),
    ] {
        if let Some(line) = line.filter(|line| !line.is_empty()) {
            who = format!("{who} · {line}");
        }
    }
    let stop = frame.absolute(&urls::mail_stop(&sender.stop_token));
    vec![
        Part::Text(who),
        Part::Button(frame.w.t("mail-stop").into(), stop),
    ]
}

fn headers(frame: &Frame, sender: Option<&Sender>) -> Vec<(String, String)> {
    let Some(sender) = sender else {
        return Vec::new();
    };
    let stop = frame.absolute(&urls::mail_stop(&sender.stop_token));
    vec![
        ("List-Unsubscribe".into(), format!("<{stop}>")),
        (
            "List-Unsubscribe-Post".into(),
            "List-Unsubscribe=One-Click".into(),
        ),
    ]
}
