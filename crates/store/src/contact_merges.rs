//! Contacts that became one and can part again, and those that are two people. Every statement
//! names the keeper.

use domain::id::{ContactId, MergeId, PersonId};
use domain::merge::{Consent, Merge, Moved};
use jiff::Timestamp;

use crate::finding::MINE;
use crate::value::{FromRow, Row, ToValue, Value, from_json, json};
use crate::{Result, Tx, finding, params};

const COLUMNS: &str = "id, keeper_id, kept_id, gone, was, became, moved, created_at";
/// Ids of one statement at most.
const IDS: usize = 200;

impl FromRow for Merge {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            kept_id: row.take()?,
            gone: from_json(&row.take::<String>()?)?,
            was: from_json(&row.take::<String>()?)?,
            became: from_json(&row.take::<String>()?)?,
            moved: from_json(&row.take::<String>()?)?,
            created_at: row.take()?,
        })
    }
}

/// A keeper's merge.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, id: MergeId) -> Result<Option<Merge>> {
    let sql = format!("select {COLUMNS} from contact_merges where id = $1 and keeper_id = $2");
    tx.find(&sql, params![id, keeper])
}

/// Those that can be undone, the last first.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId, limit: i64) -> Result<Vec<Merge>> {
    let sql = format!(
        "select {COLUMNS} from contact_merges
         where keeper_id = $1
         order by created_at desc, id desc
         limit $2"
    );
    tx.all(&sql, params![keeper, limit])
}

/// The merge in which a contact went.
pub fn of_gone(tx: &mut Tx<'_>, keeper: PersonId, gone: ContactId) -> Result<Option<Merge>> {
    let sql = format!("select {COLUMNS} from contact_merges where gone_id = $2 and keeper_id = $1");
    tx.find(&sql, params![keeper, gone])
}

/// The merges in which others joined a contact, the first first.
pub fn joined_to(tx: &mut Tx<'_>, keeper: PersonId, kept: ContactId) -> Result<Vec<Merge>> {
    let sql = format!(
        "select {COLUMNS} from contact_merges
         where kept_id = $2 and keeper_id = $1
         order by created_at, id"
    );
    tx.all(&sql, params![keeper, kept])
}

/// Remembers a merge.
pub fn insert(tx: &mut Tx<'_>, m: &Merge) -> Result<()> {
    let sql = "insert into contact_merges
                 (id, keeper_id, kept_id, gone_id, gone, was, became, moved, created_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = params![
        m.id,
        m.keeper_id,
        m.kept_id,
        m.gone.id,
        json(&m.gone),
        json(&m.was),
        json(&m.became),
        json(&m.moved),
        m.created_at
    ];
    tx.run(sql, values).map(|_| ())
}

/// Rewrites what the contacts were, and what moved.
pub fn rewrite(tx: &mut Tx<'_>, m: &Merge) -> Result<()> {
    let sql = "update contact_merges set gone = $3, was = $4, became = $5, moved = $6
               where id = $1 and keeper_id = $2";
    let values = params![
        m.id,
        m.keeper_id,
        json(&m.gone),
        json(&m.was),
        json(&m.became),
        json(&m.moved)
    ];
    tx.run(sql, values).map(|_| ())
}

/// Lets what joined one contact have joined another, which is that one from now on.
pub fn succeed(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    let sql = "update contact_merges set kept_id = $3 where kept_id = $2 and keeper_id = $1";
    tx.run(sql, params![keeper, from, to]).map(|_| ())
}

/// Everybody's merges that hold a person under a name.
pub fn naming(tx: &mut Tx<'_>, person: PersonId, name: &str) -> Result<Vec<Merge>> {
    let sql = format!(
        "select {COLUMNS} from contact_merges
         where replace(gone || was || became, $1, '') <> gone || was || became
         order by id"
    );
    let mut all: Vec<Merge> = tx.all(&sql, params![person.to_string()])?;
    all.retain(|merge| merge.names(person, name));
    Ok(all)
}

/// Forgets a merge: undone, or of a contact that is forgotten.
pub fn delete(tx: &mut Tx<'_>, keeper: PersonId, id: MergeId) -> Result<()> {
    let sql = "delete from contact_merges where id = $1 and keeper_id = $2";
    tx.run(sql, params![id, keeper]).map(|_| ())
}

/// Forgets what is remembered of a contact and of those that joined it.
pub fn forget(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<()> {
    let mut all = vec![contact];
    while let Some(kept) = all.pop() {
        let sql = "select gone_id from contact_merges where kept_id = $2 and keeper_id = $1
                   order by gone_id";
        all.extend(tx.all::<ContactId>(sql, params![keeper, kept])?);
        let sql = "delete from contact_merges where kept_id = $2 and keeper_id = $1";
        tx.run(sql, params![keeper, kept])?;
        let sql = "delete from contact_differences
                   where keeper_id = $1 and (one_id = $2 or other_id = $2)";
        tx.run(sql, params![keeper, kept])?;
    }
    Ok(())
}

/// What belongs to a contact.
pub fn belongings(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<Moved> {
    let sql = |table: &str| {
        format!("select id from {table} where contact_id = $2 and keeper_id = $1 order by id")
    };
    let consents = "select basis, withdrawn, since, source
                    from contact_consents
                    where contact_id = $2 and keeper_id = $1
                    order by basis, withdrawn";
    let consents =
        tx.all::<(String, bool, Timestamp, String)>(consents, params![keeper, contact])?;
    let consents = consents
        .into_iter()
        .map(|(basis, withdrawn, since, source)| Consent {
            basis,
            withdrawn,
            since,
            source,
        });
    Ok(Moved {
        cards: tx.all(&sql("contact_cards"), params![keeper, contact])?,
        notes: tx.all(&sql("notes"), params![keeper, contact])?,
        follow_ups: tx.all(&sql("follow_ups"), params![keeper, contact])?,
        consents: consents.collect(),
        ..Moved::default()
    })
}

/// Gives the grounds of a contact that comes back to it, and takes those that came with it from
/// the contact where they are now, which has its own again.
pub fn give_consents(
    tx: &mut Tx<'_>,
    merge: &Merge,
    (from, back): (ContactId, ContactId),
    own: &[Consent],
    now: Timestamp,
) -> Result<()> {
    let keeper = merge.keeper_id;
    for c in &merge.moved.consents {
        let sql = "delete from contact_consents
                   where keeper_id = $1 and contact_id = $2 and basis = $3 and withdrawn = $4
                     and since = $5 and source = $6";
        let values = params![keeper, from, c.basis, c.withdrawn, c.since, c.source];
        tx.run(sql, values)?;
    }
    let back = merge.moved.consents.iter().map(|c| (back, c));
    for (contact, c) in own.iter().map(|c| (from, c)).chain(back) {
        let sql = "insert into contact_consents
                     (keeper_id, contact_id, basis, withdrawn, since, source, created_at)
                   values ($1, $2, $3, $4, $5, $6, $7)
                   on conflict (contact_id, basis, withdrawn) do update
                   set since = excluded.since, source = excluded.source
                   where contact_consents.since < excluded.since";
        let values = params![
            keeper,
            contact,
            c.basis,
            c.withdrawn,
            c.since,
            c.source,
            now
        ];
        tx.run(sql, values)?;
    }
    Ok(())
}

/// Gives what moved to a contact, from the one where it is now: whatever of it is still there.
pub fn give(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    moved: &Moved,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    let values = |ids: &[uuid::Uuid]| ids.iter().map(ToValue::to_value).collect::<Vec<_>>();
    let ids = |ids: Vec<uuid::Uuid>| values(&ids);
    let tables = [
        (
            "contact_cards",
            ids(moved.cards.iter().map(|id| id.0).collect()),
        ),
        ("notes", ids(moved.notes.iter().map(|id| id.0).collect())),
        (
            "follow_ups",
            ids(moved.follow_ups.iter().map(|id| id.0).collect()),
        ),
    ];
    for (table, ids) in tables {
        for some in ids.chunks(IDS) {
            let places: Vec<_> = (3..some.len() + 3).map(|n| format!("${n}")).collect();
            let sql = format!(
                "update {table} set contact_id = $2 where id in ({}) and {MINE}",
                places.join(", ")
            );
            let mut values: Vec<Value> = vec![keeper.to_value(), to.to_value()];
            values.extend_from_slice(some);
            tx.run(&sql, &values)?;
        }
    }
    finding::refresh(tx, keeper, &[from, to])
}

/// Remembers that two contacts are two people.
pub fn differ(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    pair: (ContactId, ContactId),
    now: Timestamp,
) -> Result<()> {
    let (one, other) = (pair.0.min(pair.1), pair.0.max(pair.1));
    let sql = "insert into contact_differences (keeper_id, one_id, other_id, created_at)
               values ($1, $2, $3, $4)
               on conflict (keeper_id, one_id, other_id) do nothing";
    tx.run(sql, params![keeper, one, other, now]).map(|_| ())
}

/// The pairs that are two people, the lesser id first.
pub fn differences(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<(ContactId, ContactId)>> {
    let sql = "select one_id, other_id
               from contact_differences
               where keeper_id = $1
               order by one_id, other_id";
    tx.all(sql, params![keeper])
}
