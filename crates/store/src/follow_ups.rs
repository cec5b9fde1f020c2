//! Follow-ups with their history and the looks at promised links. Every statement that serves a
//! person names the keeper; those of the clock's work say so.

use domain::follow_up::{Change, FollowUp, LinkCheck, State};
use domain::id::{ContactId, EventId, FollowUpId, PersonId};
use jiff::Timestamp;

use crate::value::{FromRow, Row, from_json, json};
use crate::{Result, Tx, params};

const COLUMNS: &str = "f.id, f.keeper_id, f.contact_id, f.event_id, f.kind, f.side, f.state,
  f.due_on, f.details, f.guest_event_id, f.invitation_id, f.created_at, f.updated_at";

impl FromRow for FollowUp {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            contact_id: row.take()?,
            event_id: row.take()?,
            kind: row.take()?,
            side: row.take()?,
            state: row.take()?,
            due_on: row.take()?,
            details: from_json(&row.take::<String>()?)?,
            guest_event_id: row.take()?,
            invitation_id: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}

impl FromRow for Change {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            at: row.take()?,
            state: row.take()?,
            note: row.take()?,
        })
    }
}

impl FromRow for LinkCheck {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            side: row.take()?,
            at: row.take()?,
            outcome: row.take()?,
            detail: row.take()?,
        })
    }
}

/// A keeper's follow-up.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, id: FollowUpId) -> Result<Option<FollowUp>> {
    let sql = format!("select {COLUMNS} from follow_ups f where f.id = $1 and f.keeper_id = $2");
    tx.find(&sql, params![id, keeper])
}

/// A keeper's follow-ups, open ones first and by their dates, then the last changed.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "select {COLUMNS} from follow_ups f
         where f.keeper_id = $1
         order by case when f.state = 'open' then 0 else 1 end,
           case when f.state = 'open' then coalesce(f.due_on, '9999-12-31') end,
           f.updated_at desc, f.id"
    );
    tx.all(&sql, params![keeper])
}

/// A keeper's follow-ups that were made at an event, in the order of making.
pub fn of_event(tx: &mut Tx<'_>, keeper: PersonId, event: EventId) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "select {COLUMNS} from follow_ups f
         where f.keeper_id = $1 and f.event_id = $2
         order by f.created_at, f.id"
    );
    tx.all(&sql, params![keeper, event])
}

/// A keeper's follow-ups with a contact, newest first.
pub fn of_contact(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "select {COLUMNS} from follow_ups f
         where f.keeper_id = $1 and f.contact_id = $2
         order by f.created_at desc, f.id desc"
    );
    tx.all(&sql, params![keeper, contact])
}

/// How many follow-ups a keeper has.
pub fn count(tx: &mut Tx<'_>, keeper: PersonId) -> Result<i64> {
    let sql = "select count(*) from follow_ups where keeper_id = $1";
    tx.one(sql, params![keeper])
}

/// Adds a follow-up.
pub fn insert(tx: &mut Tx<'_>, f: &FollowUp) -> Result<()> {
    let sql = "insert into follow_ups
                 (id, keeper_id, contact_id, event_id, kind, side, state, due_on, details,
                  guest_event_id, invitation_id, created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = params![
        f.id,
        f.keeper_id,
        f.contact_id,
        f.event_id,
        f.kind,
        f.side,
        f.state,
        f.due_on,
        json(&f.details),
        f.guest_event_id,
        f.invitation_id,
        f.created_at,
        f.updated_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Rewrites where a follow-up stands and what it is about.
pub fn update(tx: &mut Tx<'_>, f: &FollowUp) -> Result<()> {
    let sql = "update follow_ups
               set state = $3, due_on = $4, details = $5, guest_event_id = $6,
                   invitation_id = $7, updated_at = $8
               where id = $1 and keeper_id = $2";
    let values = params![
        f.id,
        f.keeper_id,
        f.state,
        f.due_on,
        json(&f.details),
        f.guest_event_id,
        f.invitation_id,
        f.updated_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Notes a change in the life of a follow-up; two in one moment are one, and the later stands.
pub fn insert_change(tx: &mut Tx<'_>, id: FollowUpId, change: &Change) -> Result<()> {
    let sql = "insert into follow_up_changes (follow_up_id, changed_at, state, note)
               values ($1, $2, $3, $4)
               on conflict (follow_up_id, changed_at) do update
               set state = excluded.state, note = excluded.note";
    let values = params![id, change.at, change.state, change.note];
    tx.run(sql, values).map(|_| ())
}

/// The history of a keeper's follow-up, oldest first.
pub fn changes(tx: &mut Tx<'_>, keeper: PersonId, id: FollowUpId) -> Result<Vec<Change>> {
    let sql = "select c.changed_at, c.state, c.note
               from follow_up_changes c
               join follow_ups f on f.id = c.follow_up_id and f.keeper_id = $1
               where c.follow_up_id = $2
               order by c.changed_at";
    tx.all(sql, params![keeper, id])
}

/// The looks at the pages of a keeper's exchange of links, newest first.
pub fn checks(tx: &mut Tx<'_>, keeper: PersonId, id: FollowUpId) -> Result<Vec<LinkCheck>> {
    let sql = "select l.side, l.checked_at, l.outcome, l.detail
               from link_checks l
               join follow_ups f on f.id = l.follow_up_id and f.keeper_id = $1
               where l.follow_up_id = $2
               order by l.checked_at desc, l.side";
    tx.all(sql, params![keeper, id])
}

/// The last look at each side's page, for every exchange of links of a keeper.
pub fn last_checks(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<(FollowUpId, LinkCheck)>> {
    let sql = "select l.follow_up_id, l.side, l.checked_at, l.outcome, l.detail
               from link_checks l
               join follow_ups f on f.id = l.follow_up_id and f.keeper_id = $1
               where l.checked_at = (
                   select max(m.checked_at) from link_checks m
                   where m.follow_up_id = l.follow_up_id and m.side = l.side
                 )
               order by l.follow_up_id, l.side";
    tx.all(sql, params![keeper])
}

/// Notes a look at a page.
pub fn insert_check(tx: &mut Tx<'_>, id: FollowUpId, check: &LinkCheck) -> Result<()> {
    let sql = "insert into link_checks (follow_up_id, side, checked_at, outcome, detail)
               values ($1, $2, $3, $4, $5)
               on conflict (follow_up_id, side, checked_at) do nothing";
    let values = params![id, check.side, check.at, check.outcome, check.detail];
    tx.run(sql, values).map(|_| ())
}

/// For the clock: exchanges of links to look at, longest ago first: open ones that nobody looked at
/// since a moment, kept and broken ones since another. One that is let go of is left alone, and so
/// is one of which a page is not known.
pub fn unchecked(
    tx: &mut Tx<'_>,
    open: Timestamp,
    settled: Timestamp,
    limit: i64,
) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "select {COLUMNS}
         from follow_ups f
         left join (select follow_up_id, max(checked_at) as at
                    from link_checks group by follow_up_id) l on l.follow_up_id = f.id
         where f.kind = 'link_exchange'
           and ((f.state = 'open' and coalesce(l.at, 0) < $1)
                or (f.state in ('kept', 'broken') and coalesce(l.at, 0) < $2))
           and f.details like '%\"my_url\":%' and f.details like '%\"their_url\":%'
         order by coalesce(l.at, 0), f.id
         limit $3"
    );
    tx.all(&sql, params![open, settled, limit])
}

/// For the clock: a follow-up, whoever keeps it.
pub fn any(tx: &mut Tx<'_>, id: FollowUpId) -> Result<Option<FollowUp>> {
    let sql = format!("select {COLUMNS} from follow_ups f where f.id = $1");
    tx.find(&sql, params![id])
}

/// For the clock: open promises of a guest who has since said yes, or come.
pub fn guests_who_come(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "select {COLUMNS}
         from follow_ups f
         join invitations i on i.id = f.invitation_id
         where f.state = 'open' and f.kind = 'guest'
           and (exists (select 1 from answers a
                        where a.event_id = f.guest_event_id and a.person_id = i.person_id
                          and a.response = 'yes')
                or exists (select 1 from presences p
                           where p.event_id = f.guest_event_id and p.person_id = i.person_id))
         order by f.id
         limit $1"
    );
    tx.all(&sql, params![limit])
}

/// For the clock: the open promises of everyone with an account whose digest of a day was not sent,
/// due until a day, with their keepers in order.
pub fn due(
    tx: &mut Tx<'_>,
    today: jiff::civil::Date,
    until: jiff::civil::Date,
) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "select {COLUMNS}
         from follow_ups f
         join accounts a on a.person_id = f.keeper_id
         left join digests d on d.person_id = f.keeper_id
         where f.state = 'open' and f.due_on <= $2 and (d.sent_on is null or d.sent_on < $1)
         order by f.keeper_id, f.due_on, f.id"
    );
    tx.all(&sql, params![today, until])
}

/// For the clock: notes that somebody's digest of a day was seen to; whether it was not before.
pub fn note_digest(tx: &mut Tx<'_>, person: PersonId, on: jiff::civil::Date) -> Result<bool> {
    let sql = "insert into digests (person_id, sent_on) values ($1, $2)
               on conflict (person_id) do update set sent_on = excluded.sent_on
               where digests.sent_on < excluded.sent_on";
    Ok(tx.run(sql, params![person, on])? > 0)
}

/// How many of a keeper's follow-ups stand in a state.
pub fn count_in(tx: &mut Tx<'_>, keeper: PersonId, state: State) -> Result<i64> {
    let sql = "select count(*) from follow_ups where keeper_id = $1 and state = $2";
    tx.one(sql, params![keeper, state])
}
