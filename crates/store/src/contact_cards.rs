//! The cards of contacts, as they came in. Every statement names the keeper; nobody else's is ever
//! read or written.

use std::collections::BTreeSet;

use domain::contact_card::ContactCard;
use domain::id::{ContactCardId, ContactId, ImportId, PersonId};

use crate::finding::MINE;
use crate::value::{FromRow, Row, ToValue, Value, from_json, json};
use crate::{Result, Tx, finding, params};

const COLUMNS: &str = "id, keeper_id, contact_id, position, source, origin, import_id, card, raw,
  fingerprint, created_at, updated_at";
/// Rows of one statement at most: far below what either database takes.
const ROWS: usize = 100;

impl FromRow for ContactCard {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            contact_id: row.take()?,
            position: row.take()?,
            source: row.take()?,
            origin: row.take()?,
            import_id: row.take()?,
            card: from_json(&row.take::<String>()?)?,
            raw: row.take()?,
            fingerprint: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}

/// A keeper's card.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, id: ContactCardId) -> Result<Option<ContactCard>> {
    let sql = format!("select {COLUMNS} from contact_cards where id = $1 and keeper_id = $2");
    tx.find(&sql, params![id, keeper])
}

/// The card of a notebook that was read from the very same.
pub fn by_fingerprint(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    fingerprint: &[u8],
) -> Result<Option<ContactCard>> {
    let sql =
        format!("select {COLUMNS} from contact_cards where keeper_id = $1 and fingerprint = $2");
    tx.find(&sql, params![keeper, fingerprint.to_vec()])
}

/// The cards of a contact, in order.
pub fn of_contact(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contact: ContactId,
) -> Result<Vec<ContactCard>> {
    let sql = format!(
        "select {COLUMNS} from contact_cards
         where contact_id = $2 and keeper_id = $1
         order by position, id"
    );
    tx.all(&sql, params![keeper, contact])
}

/// The cards of some contacts, contact by contact.
pub fn of_contacts(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[ContactId],
) -> Result<Vec<ContactCard>> {
    let places: Vec<_> = (2..contacts.len() + 2).map(|n| format!("${n}")).collect();
    let places = if places.is_empty() {
        "null".to_owned()
    } else {
        places.join(", ")
    };
    let sql = format!(
        "select {COLUMNS} from contact_cards
         where contact_id in ({places}) and {MINE}
         order by contact_id, position, id"
    );
    let mut values = params![keeper].to_vec();
    values.extend(contacts.iter().map(ToValue::to_value));
    tx.all(&sql, &values)
}

/// Every card of a notebook, contact by contact.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<ContactCard>> {
    let sql = format!(
        "select {COLUMNS} from contact_cards
         where keeper_id = $1
         order by contact_id, position, id"
    );
    tx.all(&sql, params![keeper])
}

/// The cards that a file brought in.
pub fn of_import(tx: &mut Tx<'_>, keeper: PersonId, import: ImportId) -> Result<Vec<ContactCard>> {
    let sql = format!(
        "select {COLUMNS} from contact_cards
         where import_id = $2 and keeper_id = $1
         order by contact_id, position, id"
    );
    tx.all(&sql, params![keeper, import])
}

/// What tells the cards of a notebook apart, each with its contact.
pub fn fingerprints(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<(Vec<u8>, ContactId)>> {
    let sql = "select fingerprint, contact_id
               from contact_cards
               where keeper_id = $1
               order by id";
    tx.all(sql, params![keeper])
}

/// How many cards a notebook holds.
pub fn count(tx: &mut Tx<'_>, keeper: PersonId) -> Result<i64> {
    let sql = "select count(*) from contact_cards where keeper_id = $1";
    tx.one(sql, params![keeper])
}

/// Adds cards, many a statement; those whose fingerprint the notebook has are left out. How many
/// came in.
pub fn insert(tx: &mut Tx<'_>, cards: &[ContactCard]) -> Result<u64> {
    let mut added = 0;
    for cards in cards.chunks(ROWS) {
        let sql = format!(
            "insert into contact_cards ({COLUMNS}) values {}
             on conflict (keeper_id, fingerprint) do nothing",
            crate::value::places(cards.len(), 12)
        );
        let values: Vec<Value> = cards.iter().flat_map(values).collect();
        added += tx.run(&sql, &values)?;
    }
    for of_one in cards.chunk_by(|a, b| a.keeper_id == b.keeper_id) {
        let contacts: BTreeSet<_> = of_one.iter().map(|card| card.contact_id).collect();
        let contacts: Vec<_> = contacts.into_iter().collect();
        finding::refresh(tx, of_one[0].keeper_id, &contacts)?;
    }
    Ok(added)
}

fn values(c: &ContactCard) -> [Value; 12] {
    [
        c.id.to_value(),
        c.keeper_id.to_value(),
        c.contact_id.to_value(),
        c.position.to_value(),
        c.source.to_value(),
        c.origin.to_value(),
        c.import_id.to_value(),
        json(&c.card).to_value(),
        c.raw.to_value(),
        c.fingerprint.to_value(),
        c.created_at.to_value(),
        c.updated_at.to_value(),
    ]
}

/// Rewrites what a card says; what was read stays as it was.
pub fn update(tx: &mut Tx<'_>, c: &ContactCard) -> Result<()> {
    let before = find(tx, c.keeper_id, c.id)?.map(|card| card.contact_id);
    let sql = "update contact_cards
               set contact_id = $3, position = $4, card = $5, updated_at = $6
               where id = $1 and keeper_id = $2";
    let values = params![
        c.id,
        c.keeper_id,
        c.contact_id,
        c.position,
        json(&c.card),
        c.updated_at
    ];
    tx.run(sql, values)?;
    let moved = before.filter(|before| *before != c.contact_id);
    let both: Vec<_> = moved.into_iter().chain([c.contact_id]).collect();
    finding::refresh(tx, c.keeper_id, &both)
}

/// Forgets a card with its picture; whether there was one.
pub fn delete(tx: &mut Tx<'_>, keeper: PersonId, id: ContactCardId) -> Result<bool> {
    let sql = "delete from card_photos where contact_card_id = $1 and keeper_id = $2";
    tx.run(sql, params![id, keeper])?;
    let sql = "delete from contact_cards
               where id = $1 and keeper_id = $2
               returning contact_id";
    let contact = tx.change::<ContactId>(sql, params![id, keeper])?;
    finding::refresh(tx, keeper, &contact)?;
    Ok(!contact.is_empty())
}

/// Forgets the cards of a contact with their pictures.
pub(crate) fn delete_of(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<()> {
    let sql = "delete from card_photos
               where keeper_id = $1 and contact_card_id in (
                 select id from contact_cards where contact_id = $2 and keeper_id = $1
               )";
    tx.run(sql, params![keeper, contact])?;
    let sql = "delete from contact_cards where contact_id = $2 and keeper_id = $1";
    tx.run(sql, params![keeper, contact]).map(|_| ())
}
