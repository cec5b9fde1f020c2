//! Handing mails over to a real mail server.

use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use app::mail::Mail;
use app::mail::meeting::Attached;
use app::outbox::{Carrier, Failure};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message, SmtpTransport, Transport};
use web::Web;

use crate::config::{Config, host_of};

/// How long the server may take for one step. A batch of mails must be through before its claim
/// runs out, or another process would send it again.
const STEP: Duration = Duration::from_secs(10);

/// A mail server, and what mails sent through it say of themselves.
pub struct Smtp {
    transport: SmtpTransport,
    web: Web,
    from: Address,
    host: String,
}

impl Smtp {
    /// The configured server; nothing is asked of it yet. None when there is none.
    pub fn open(config: &Config, web: &Web) -> Result<Option<Self>> {
        let Some(url) = &config.smtp_url else {
            return Ok(None);
        };
        Ok(Some(Self {
            transport: transport(url)?,
            web: web.clone(),
            from: config
                .mail_from
                .parse()
                .context("mail_from is no e-mail address")?,
            host: host_of(&config.public_url).to_owned(),
        }))
    }
}

/// The way to a server.
pub fn transport(url: &str) -> Result<SmtpTransport> {
    let builder = SmtpTransport::from_url(&with_tls(url)).context("smtp_url cannot be used")?;
    Ok(builder.timeout(Some(STEP)).build())
}

/// Off this machine, mail goes encrypted unless the operator says otherwise.
fn with_tls(url: &str) -> String {
    let host = url
        .rsplit_once('@')
        .map_or_else(|| host_of(url), |(_, rest)| host_of(rest));
    let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    match url.starts_with("smtp://") && !url.contains("tls=") && !here {
        true => format!(
            "{url}{}tls=required",
            if url.contains('?') { '&' } else { '?' }
        ),
        false => url.replace("?tls=none", "").replace("&tls=none", ""),
    }
}

impl Carrier for Smtp {
    fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        let letter = self
            .letter(mail)
            .map_err(|error| Failure::Never(format!("{error:#}")))?;
        match self.transport.send(&letter) {
            Ok(_) => Ok(()),
            Err(error) if is_final(&error) => Err(Failure::Never(error.to_string())),
            Err(error) => Err(Failure::Later(error.to_string())),
        }
    }
}

/// A permanent answer ends trying, except one about ourselves: a wrong password is the operator's
/// to mend, and no mail is given up for it.
fn is_final(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map_or(0, u16::from);
    error.is_permanent() && !(530..=538).contains(&code)
}

/// The text in both forms; then files for the calendar. A single one is also a form of the mail
/// itself: that is how calendars offer to answer.
fn parts(text: String, html: String, calendars: Vec<Attached>) -> Result<MultiPart> {
    let mut both = MultiPart::alternative_plain_html(text, html);
    if calendars.is_empty() {
        return Ok(both);
    }
    let kind = |file: &Attached| {
        let kind = format!("text/calendar; charset=utf-8; method={}", file.method);
        ContentType::parse(&kind).context("a calendar's content type")
    };
    if let [file] = calendars.as_slice() {
        let form = SinglePart::builder().header(kind(file)?);
        both = both.singlepart(form.body(file.text.clone()));
    }
    let mut all = MultiPart::mixed().multipart(both);
    for file in calendars {
        let kind = kind(&file)?;
        all = all.singlepart(Attachment::new(file.name).body(file.text, kind));
    }
    Ok(all)
}

impl Smtp {
    fn letter(&self, mail: &Mail) -> Result<Message> {
        let words = web::mail::render(mail, &self.web);
        let name = words.from_name.unwrap_or_else(|| "Cinq à sept".into());
        let mut builder = Message::builder()
            .from(Mailbox::new(Some(name), self.from.clone()))
            .to(mail.recipient.as_str().parse()?)
            .date(SystemTime::from(mail.created_at))
            // The same for every try, so that a duplicate can be recognised.
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .subject(words.subject);
        if let Some(reply_to) = words.reply_to {
            builder = builder.reply_to(reply_to.parse()?);
        }
        let mut letter = builder.multipart(parts(words.text, words.html, words.calendars)?)?;
        for (name, value) in words.headers {
            let name = HeaderName::new_from_ascii(name)?;
            letter
                .headers_mut()
                .insert_raw(HeaderValue::new(name, value));
        }
        Ok(letter)
    }
}

#[cfg(test)]
mod tests;
