//! Reminders: who is to be reminded of what, and who was.

use domain::answer::Response;
use domain::id::{EventId, PersonId};
use jiff::Timestamp;

use crate::{Result, Tx, params};

/// Which reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Two days before.
    TwoDays,
    /// Three hours before.
    ThreeHours,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::TwoDays => "two_days",
            Self::ThreeHours => "three_hours",
        }
    }
}

/// Published events that begin within a span, and were made before `made_before`, counted from
/// their beginning (`lead` milliseconds earlier).
pub fn events(
    tx: &mut Tx<'_>,
    after: Timestamp,
    until: Timestamp,
    lead: i64,
) -> Result<Vec<EventId>> {
    let sql = "select id
               from events
               where status = 'published' and starts_at > $1 and starts_at <= $2
                 and created_at <= starts_at - $3
               order by starts_at, id";
    tx.all(sql, params![after, until, lead])
}

/// Whom to remind of an event, with what they answered: those who are going; for two days ahead
/// also those who said maybe and those who were invited and never answered. Nobody twice, nobody
/// who cannot be written to, and nobody who answered or was invited after the moment itself.
pub fn due(
    tx: &mut Tx<'_>,
    event: EventId,
    kind: Kind,
    before: Timestamp,
) -> Result<Vec<(PersonId, Option<Response>)>> {
    let sql = match kind {
        Kind::ThreeHours => {
            "select a.person_id, a.response
             from answers a
             join people p on p.id = a.person_id and p.email is not null
             where a.event_id = $1 and a.place = 'going' and a.answered_at <= $3
               and not exists (select 1 from reminders r
                               where r.event_id = $1 and r.person_id = a.person_id and r.kind = $2)
             order by a.person_id"
        }
        Kind::TwoDays => {
            "select p.id, a.response
             from people p
             left join answers a on a.event_id = $1 and a.person_id = p.id
             left join invitations i on i.event_id = $1 and i.person_id = p.id
             where p.id in (select person_id from answers where event_id = $1
                            union select person_id from invitations where event_id = $1)
               and p.email is not null
               and (a.place = 'going' or a.response = 'maybe' or (a.id is null and i.revoked_at is null))
               and coalesce(a.answered_at, i.created_at) <= $3
               and not exists (select 1 from reminders r
                               where r.event_id = $1 and r.person_id = p.id and r.kind = $2)
             order by p.id"
        }
    };
    tx.all(sql, params![event, kind.word(), before])
}

/// Notes that somebody was reminded, whether or not they still take mail.
pub fn note(
    tx: &mut Tx<'_>,
    event: EventId,
    person: PersonId,
    kind: Kind,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into reminders (event_id, person_id, kind, created_at)
               values ($1, $2, $3, $4)
               on conflict (event_id, person_id, kind) do nothing";
    tx.run(sql, params![event, person, kind.word(), now])
        .map(|_| ())
}
