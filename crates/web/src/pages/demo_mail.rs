//! The demo's mails, readable in the browser since the demo never sends any.

use app::mail::{self, Mail};
use askama::Template;
use axum::extract::Path;
use domain::id::MailId;
use jiff::Timestamp;

use crate::frame::Frame;
use crate::visit::{Answer, Visit};

/// One mail in the list.
pub struct MailLine {
    id: MailId,
    recipient: String,
    subject: String,
    created_at: Timestamp,
}

/// The newest mails.
#[derive(Template)]
#[template(path = "demo/mails.html")]
pub struct MailsPage {
    frame: Frame,
    mails: Vec<MailLine>,
}

/// One mail, as its recipient reads it.
#[derive(Template)]
#[template(path = "demo/mail.html")]
pub struct MailPage {
    frame: Frame,
    recipient: String,
    subject: String,
    headers: Vec<(String, String)>,
    text: String,
    html: String,
}

impl MailsPage {
    /// None, and some.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let line = MailLine {
            id: uuid::Uuid::from_u128(1).into(),
            recipient: "odile@exemple.ca".into(),
            subject: "Votre code".into(),
            created_at: frame.now,
        };
        vec![
            Self {
                frame: frame.clone(),
                mails: Vec::new(),
            },
            Self {
                frame: frame.clone(),
                mails: vec![line],
            },
        ]
    }
}

impl MailPage {
    /// A short mail.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let code = "123456";
        vec![Self {
            frame: frame.clone(),
            recipient: "odile@exemple.ca".into(),
            subject: frame.w.with("mail-sign-in-subject", &[("code", code)]),
            headers: vec![(
                "List-Unsubscribe".into(),
                "<https://soirees.example/stop/t>".into(),
            )],
            text: code.into(),
            html: format!("<p><strong>{code}</strong></p>"),
        }]
    }
}

/// `GET /demo/mail`
pub async fn list(visit: Visit) -> Answer {
    let seen = visit.read(mail::demo_newest).await?;
    let frame = visit.frame(seen.me.as_ref());
    let line = |mail: Mail| MailLine {
        subject: crate::mail::render(&mail, &visit.web).subject,
        id: mail.id,
        recipient: mail.recipient.to_string(),
        created_at: mail.created_at,
    };
    let mails = seen.value.into_iter().map(line).collect();
    visit.page(&MailsPage { frame, mails })
}

/// `GET /demo/mail/{id}`
pub async fn show(visit: Visit, Path(id): Path<MailId>) -> Answer {
    let seen = visit.read(move |cx| mail::demo_find(cx, id)).await?;
    let rendered = crate::mail::render(&seen.value, &visit.web);
    visit.page(&MailPage {
        frame: visit.frame(seen.me.as_ref()),
        recipient: seen.value.recipient.to_string(),
        subject: rendered.subject,
        headers: rendered.headers,
        text: rendered.text,
        html: rendered.body,
    })
}
