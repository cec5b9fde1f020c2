//! Erasing a person, and forgetting what was kept long enough, by the table of `domain::privacy`: a
//! table that is added there is covered here.

use domain::evening::{WalkIn, What};
use domain::id::{ContactId, EntryId, EventId, PersonId};
use domain::person::Name;
use domain::privacy::{self, Kept, Whose};
use jiff::{SignedDuration, Timestamp};

use crate::archive::schema::{Kind, tables};
use crate::own_data::mine;
use crate::value::{from_json, json};
use crate::{Result, Tx, directory, finding, marks, params};

/// Takes everything that is a person's away, and their name from what stays. Doing it twice does
/// nothing more.
pub fn erase(tx: &mut Tx<'_>, person: PersonId, nameless: &Name, now: Timestamp) -> Result<()> {
    tx.erases();
    directory::remove(tx, person.0)?;
    forget_mails_that_name(tx, person)?;
    marks::leave(tx, person)?;
    let links = "update invitations
                 set revoked_at = coalesce(revoked_at, $2)
                 where person_id = $1 or (inviter_id = $1 and person_id is null)";
    tx.run(links, params![person, now])?;
    forget_said_names(tx, person, nameless)?;
    // Each table before those it refers to.
    for table in tables().iter().rev() {
        let Some(rule) = privacy::table(table.name) else {
            continue;
        };
        let Some(mine) = mine(rule) else { continue };
        match rule.whose {
            Whose::Mine(_) | Whose::Through(..) | Whose::Address(_) => {
                let sql = format!("delete from {} where {mine}", table.name);
                tx.run(&sql, params![person])?;
            }
            Whose::Shared(_) => {
                let blanked = |name| rule.class(name).is_some_and(privacy::Class::is_blanked);
                let texts = table.columns.iter().filter(|c| c.kind == Kind::Text);
                let texts = texts.filter(|column| blanked(column.name));
                let blank: Vec<_> = texts
                    .map(|column| format!("{} = ''", column.name))
                    .collect();
                if !blank.is_empty() {
                    let sql = format!(
                        "update {} set {} where {mine}",
                        table.name,
                        blank.join(", ")
                    );
                    tx.run(&sql, params![person])?;
                }
            }
            Whose::House | Whose::Oneself | Whose::Log | Whose::Stops => {}
        }
    }
    // What they did is found in no notebook any more.
    finding::refresh_person(tx, person)?;
    // Whoever refused, or was refused, a card: a row of two people.
    tx.run(
        "delete from card_refusals where from_id = $1",
        params![person],
    )?;
    // Whom somebody would rather not meet, once that is nobody.
    tx.run("delete from not_with where person_id = $1", params![person])?;
    let sql = "update people
               set given_name = $2, family_name = $3, name_key = $4, email = null,
                   visibility = 'private', pronunciation = ''
               where id = $1";
    let values = params![person, nameless.given, nameless.family, nameless.key()];
    tx.run(sql, values).map(|_| ())
}

/// Mails to others that call the person by their whole name or their address.
fn forget_mails_that_name(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let sql = "select given_name, family_name, email from people where id = $1";
    let found: Option<(String, String, Option<String>)> = tx.find(sql, params![person])?;
    let Some((given, family, email)) = found else {
        return Ok(());
    };
    let full = Name { given, family }.full();
    // A given name alone says nobody.
    let names = full.contains(' ').then_some(full);
    for text in names.into_iter().chain(email) {
        let sql = "delete from mails where replace(message, $1, '') <> message";
        tx.run(sql, params![text])?;
    }
    Ok(())
}

/// How far from the evening a person who walked in may have been made known: devices sync late.
const LATE: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A name said at the door stands in the entry of the arrival. It is the one thing of a log that is
/// ever rewritten: id, author, times and kind stay.
fn forget_said_names(tx: &mut Tx<'_>, person: PersonId, nameless: &Name) -> Result<()> {
    let made = "select created_at from people where id = $1";
    let Some(made) = tx.find::<Timestamp>(made, params![person])? else {
        return Ok(());
    };
    let sql = "select event_id, id, body
               from entries
               where event_id in (
                   select event_id from presences where person_id = $1
                   union select id from events where starts_at between $2 and $3
                 )
                 and body like '%walk_in%'
               order by event_id, position";
    let around = params![person, made - LATE, made + LATE];
    for (event, id, body) in tx.all::<(EventId, EntryId, String)>(sql, around)? {
        let mut what: What = from_json(&body)?;
        let What::Arrived {
            person: who,
            walk_in: Some(said),
            ..
        } = &mut what
        else {
            continue;
        };
        if *who == person {
            *said = WalkIn {
                given: nameless.given.clone(),
                family: nameless.family.clone(),
            };
            let sql = "update entries set body = $3 where event_id = $1 and id = $2";
            tx.run(sql, params![event, id, json(&what)])?;
        }
    }
    Ok(())
}

/// Who keeps a person as a contact, under the name the house gave: the contact and its keeper.
pub fn named_copies(
    tx: &mut Tx<'_>,
    person: PersonId,
    name: &str,
) -> Result<Vec<(ContactId, PersonId)>> {
    let sql = "select id, keeper_id
               from contacts
               where person_id = $1 and name = $2
               order by id";
    tx.all(sql, params![person, name])
}

/// Takes the name from a keeper's contact.
pub fn unname(tx: &mut Tx<'_>, keeper: PersonId, id: ContactId, nameless: &str) -> Result<()> {
    let sql = "update contacts set name = $3 where id = $1 and keeper_id = $2";
    tx.run(sql, params![id, keeper, nameless])?;
    finding::refresh(tx, keeper, &[id])
}

/// Groups of which somebody is the only organiser.
pub fn runs_alone(tx: &mut Tx<'_>, person: PersonId) -> Result<i64> {
    let sql = "select count(*)
               from roles r
               where r.person_id = $1 and r.role = 'organiser'
                 and not exists (
                   select 1
                   from roles o
                   where o.scope_id = r.scope_id and o.role = 'organiser' and o.person_id <> $1
                 )";
    tx.one(sql, params![person])
}

/// Rows that were kept long enough go; how many went.
pub fn forget_old(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let mut gone = 0;
    for table in privacy::TABLES {
        if let Kept::After(column, days) = table.kept {
            let sql = format!("delete from {} where {column} < $1", table.name);
            gone += tx.run(&sql, params![days_before(now, days)])?;
        }
    }
    Ok(gone)
}

/// Empties what was told for one evening that is over.
pub fn forget_evening_words(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let over = days_before(now, privacy::EVENING_WORDS_DAYS);
    let mut gone = 0;
    for (table, columns) in privacy::EVENING_WORDS {
        let blank: Vec<_> = columns.iter().map(|c| format!("{c} = ''")).collect();
        let said: Vec<_> = columns.iter().map(|c| format!("{c} <> ''")).collect();
        let sql = format!(
            "update {table} set {}
             where ({}) and event_id in (select id from events where ends_at < $1)",
            blank.join(", "),
            said.join(" or ")
        );
        gone += tx.run(&sql, params![over])?;
    }
    Ok(gone)
}

/// Guests without account, membership or role of whom there was no sign for long, at most `limit`:
/// those who still have something of their own to lose.
pub fn silent_guests(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<PersonId>> {
    let nameless = [domain::text::Lang::Fr, domain::text::Lang::En].map(privacy::nameless);
    let sql = "select p.id
               from people p
               where p.created_at < $1
                 and not (p.given_name in ($2, $3) and p.family_name = '' and p.email is null)
                 and not exists (select 1 from accounts where person_id = p.id)
                 and not exists (select 1 from memberships where person_id = p.id)
                 and not exists (select 1 from roles where person_id = p.id)
                 and not exists (
                   select 1 from answers where person_id = p.id and answered_at >= $1
                 )
                 and not exists (
                   select 1 from presences where person_id = p.id and arrived_at >= $1
                 )
                 and not exists (
                   select 1 from invitations where person_id = p.id and created_at >= $1
                 )
                 and not exists (select 1 from contacts where keeper_id = p.id and updated_at >= $1)
               order by p.id
               limit $4";
    let since = days_before(now, privacy::GUEST_DAYS);
    tx.all(sql, params![since, nameless[0], nameless[1], limit])
}

fn days_before(now: Timestamp, days: i64) -> Timestamp {
    now - SignedDuration::from_hours(24 * days)
}
