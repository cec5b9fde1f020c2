//! An event: one gathering, its status, who may come, and until when one can answer.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::id::{EventId, GroupId, SeriesId, VenueId};
use crate::recurrence;
use crate::text::{self, Lang};

/// What kind of gathering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A lunch meeting.
    Lunch,
    /// A *5 à 7*.
    FiveToSeven,
    /// A wine-and-cheese.
    WineAndCheese,
    /// Anything else.
    Other,
}

/// Who may come without having been invited in person. An invitation always admits the one it was
/// made for. Once published, anyone may see that the event is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The group's members.
    Members,
    /// The members of every group of the network.
    Network,
    /// The members of the installation's other networks too.
    Networks,
    /// Anyone.
    Public,
}

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Seen by its organisers only.
    Draft,
    /// Open to its audience.
    Published,
    /// Called off; everyone who answered was told.
    Cancelled,
}

/// How near somebody is to the group that holds the event, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// A member of the group.
    Member,
    /// A member of another group of the network.
    Network,
    /// A member of a group of another network.
    Elsewhere,
    /// Nobody known.
    Stranger,
}

impl Audience {
    /// Whether the audience holds somebody so near.
    pub fn holds(self, nearness: Nearness) -> bool {
        match self {
            Self::Members => nearness <= Nearness::Member,
            Self::Network => nearness <= Nearness::Network,
            Self::Networks => nearness <= Nearness::Elsewhere,
            Self::Public => true,
        }
    }
}

/// One line of an evening's programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeLine {
    /// Local time, `HH:MM`.
    pub at: String,
    /// What happens then.
    pub what: String,
}

/// The most lines a programme may have.
pub const PROGRAMME_LIMIT: usize = 40;
/// Longest line of a programme, in characters.
pub const PROGRAMME_LINE_LIMIT: usize = 200;

/// Reads a programme typed one line a moment: `17:00 Accueil`, `17 h 30 Tour de table`. `Err` holds
/// the number, from 1, of the first line that cannot be read.
pub fn read_programme(typed: &str) -> Result<Vec<ProgrammeLine>, usize> {
    let lines = typed.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(at, line)| programme_line(line).ok_or(at + 1));
    let read: Vec<_> = read.collect::<Result<_, _>>()?;
    if read.len() > PROGRAMME_LIMIT {
        return Err(PROGRAMME_LIMIT + 1);
    }
    Ok(read)
}

/// The programme as it is typed.
pub fn programme_text(lines: &[ProgrammeLine]) -> String {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| format!("{} {}", line.at, line.what))
        .collect();
    lines.join("\n")
}

fn programme_line(line: &str) -> Option<ProgrammeLine> {
    let line = text::line(line, PROGRAMME_LINE_LIMIT).ok()?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, rest) = line.split_at(digits(&line));
    let rest = rest.trim_start();
    let rest = rest.strip_prefix([':', 'h', 'H']);
    let rest = rest?.trim_start();
    let (minute, what) = rest.split_at(digits(rest));
    let what = what.trim_start_matches(|c: char| c.is_whitespace() || "–—-:".contains(c));
    let minute = if minute.is_empty() { "0" } else { minute };
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60 && !what.is_empty()).then(|| ProgrammeLine {
        at: format!("{hour:02}:{minute:02}"),
        what: what.to_owned(),
    })
}

/// The instants of an evening typed as a date and two times of day in a place. An end that is not
/// after the start is after midnight.
pub fn span(date: Date, start: Time, end: Time, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let starts_at = recurrence::at(date.to_datetime(start), zone);
    let last = if end <= start {
        date.tomorrow().unwrap_or(date)
    } else {
        date
    };
    (starts_at, recurrence::at(last.to_datetime(end), zone))
}

/// What an organiser writes about an event and decides for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventWords {
    /// What kind of gathering.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// What it is, in Markdown.
    pub about: String,
    /// Where.
    pub venue_id: Option<VenueId>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends, after it begins.
    pub ends_at: Timestamp,
    /// IANA time zone of the place.
    pub zone: String,
    /// How many people the room holds; `None` when that does not matter.
    pub capacity: Option<u32>,
    /// Who may come.
    pub audience: Audience,
    /// The languages spoken there.
    pub languages: Vec<Lang>,
    /// The evening, line by line.
    pub programme: Vec<ProgrammeLine>,
}

/// One gathering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which.
    pub id: EventId,
    /// The group that holds it.
    pub group_id: GroupId,
    /// The series it came from, with the local date-time the rule gave it (kept when it is moved).
    pub series: Option<(SeriesId, String)>,
    /// Its words.
    pub words: EventWords,
    /// Where it stands.
    pub status: Status,
    /// How many times its published facts changed: the calendar's SEQUENCE.
    pub sequence: u32,
    /// Why it was cancelled, as told to those who answered.
    pub cancel_reason: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Why an event takes no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Not published yet.
    Draft,
    /// Called off.
    Cancelled,
    /// Already over.
    Over,
}

impl Event {
    /// Whether an answer is still taken: from publication to the event's end.
    pub fn takes_answers(&self, now: Timestamp) -> Result<(), Closed> {
        match self.status {
            Status::Draft => Err(Closed::Draft),
            Status::Cancelled => Err(Closed::Cancelled),
            Status::Published if now >= self.words.ends_at => Err(Closed::Over),
            Status::Published => Ok(()),
        }
    }

    /// Whether a change of words must reach calendars and people: time or place.
    pub fn moves_with(&self, next: &EventWords) -> bool {
        (
            self.words.starts_at,
            self.words.ends_at,
            self.words.venue_id,
            &self.words.zone,
        ) != (next.starts_at, next.ends_at, next.venue_id, &next.zone)
    }
}

/// The rule by which a group's events repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Which.
    pub id: SeriesId,
    /// The group.
    pub group_id: GroupId,
    /// RFC 5545 recurrence rule, without the start.
    pub rule: String,
    /// Local date and time of the first occurrence, `2026-02-05T12:00`.
    pub starts: String,
    /// How long each lasts.
    pub minutes: u32,
    /// The words every occurrence begins with; its times are those of the first one.
    pub words: EventWords,
    /// When it was stopped: no occurrence begins at or after.
    pub ended_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_widen_from_members_to_anyone() {
        use Nearness::*;
        let held = |a: Audience| [Member, Network, Elsewhere, Stranger].map(|n| a.holds(n));
        assert_eq!(held(Audience::Members), [true, false, false, false]);
        assert_eq!(held(Audience::Network), [true, true, false, false]);
        assert_eq!(held(Audience::Networks), [true, true, true, false]);
        assert_eq!(held(Audience::Public), [true, true, true, true]);
    }

    #[test]
    fn programmes_are_read_as_people_type_them() {
        let typed = "17:00 Accueil\n\n17 h 30  Tour de table\r\n18h – Le mot de la fin";
        let lines = read_programme(typed).unwrap();
        assert_eq!(
            programme_text(&lines),
            "17:00 Accueil\n17:30 Tour de table\n18:00 Le mot de la fin"
        );
        for (typed, wrong) in [
            ("Accueil", 1),
            ("17:00 Accueil\n24:00 Fin", 2),
            ("17:00", 1),
        ] {
            assert_eq!(read_programme(typed), Err(wrong), "{typed}");
        }
        assert_eq!(read_programme(&"9:00 Un\n".repeat(41)), Err(41));
    }

    #[test]
    fn an_evening_may_end_after_midnight_and_noon_stays_noon() {
        let zone = TimeZone::get("America/Toronto").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (time, date) = (jiff::civil::time, jiff::civil::date);
        assert_eq!(
            span(
                date(2026, 7, 10),
                time(21, 0, 0, 0),
                time(1, 0, 0, 0),
                &zone
            ),
            (at("2026-07-11T01:00:00Z"), at("2026-07-11T05:00:00Z"))
        );
        let noon = |day| span(day, time(12, 0, 0, 0), time(13, 30, 0, 0), &zone).0;
        assert_eq!(noon(date(2026, 10, 29)), at("2026-10-29T16:00:00Z"));
        assert_eq!(noon(date(2026, 11, 5)), at("2026-11-05T17:00:00Z"));
    }
}
