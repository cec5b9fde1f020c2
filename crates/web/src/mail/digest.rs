//! The digest of promises, in words.

use app::mail::digest::{Digest, Line};
use domain::follow_up::Side;
use jiff::tz::TimeZone;

use super::Part;
use crate::frame::Frame;
use crate::pages::follow_ups::kind_title;
use crate::urls;

/// Subject and body of a digest.
pub fn say(frame: &Frame, digest: &Digest) -> (String, Vec<Part>) {
    let w = frame.w;
    let facts = digest.lines.iter().map(|line| {
        let what = what(frame, line);
        (when(frame, line, digest), what)
    });
    let parts = vec![
        Part::Text(w.t("mail-digest-lead").into()),
        Part::Facts(facts.collect()),
        Part::Button(
            w.t("mail-digest-button").into(),
            frame.absolute(&urls::follow_ups()),
        ),
    ];
    (w.count("mail-digest-subject", digest.lines.len()), parts)
}

fn what(frame: &Frame, line: &Line) -> String {
    let w = frame.w;
    let who = match line.side {
        Side::Mine => "follow-up-to",
        Side::Theirs => "follow-up-by",
    };
    let who = w.with(who, &[("name", &line.name)]);
    let mut what = format!("{} {who}", w.t(kind_title(line.kind)));
    if !line.words.is_empty() {
        what = format!("{what} · {}", line.words);
    }
    what
}

fn when(frame: &Frame, line: &Line, digest: &Digest) -> String {
    let w = frame.w;
    if line.due_on == digest.today {
        return w.t("mail-digest-today").to_owned();
    }
    let day = line.due_on.to_zoned(TimeZone::UTC);
    let day = day.map(|day| w.day(&day.timestamp(), "UTC"));
    let day = day.unwrap_or_default();
    match line.due_on < digest.today {
        true => w.with("mail-digest-late", &[("date", &day)]),
        false => day,
    }
}
