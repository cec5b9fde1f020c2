//! Pictures of paper cards. Every statement names the keeper; nobody else's is ever read or written.

use domain::contact_card::{CardPhoto, PhotoState};
use domain::id::{CardPhotoId, ContactCardId, PersonId};
use jiff::Timestamp;

use crate::finding::MINE;
use crate::value::{FromRow, Row};
use crate::{Result, Tx, params};

const COLUMNS: &str = "id, keeper_id, contact_card_id, state, reading, created_at";

impl FromRow for CardPhoto {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            keeper_id: row.take()?,
            contact_card_id: row.take()?,
            state: row.take()?,
            reading: row.take()?,
            created_at: row.take()?,
        })
    }
}

/// A keeper's picture, without its bytes.
pub fn find(tx: &mut Tx<'_>, keeper: PersonId, id: CardPhotoId) -> Result<Option<CardPhoto>> {
    let sql = format!("select {COLUMNS} from card_photos where id = $1 and keeper_id = $2");
    tx.find(&sql, params![id, keeper])
}

/// The bytes of a keeper's picture.
pub fn picture(tx: &mut Tx<'_>, keeper: PersonId, id: CardPhotoId) -> Result<Option<Vec<u8>>> {
    let sql = "select picture from card_photos where id = $1 and keeper_id = $2";
    tx.find(sql, params![id, keeper])
}

/// The picture of the same bytes, if the keeper has it.
pub fn same(tx: &mut Tx<'_>, keeper: PersonId, print: &[u8]) -> Result<Option<CardPhoto>> {
    let sql =
        format!("select {COLUMNS} from card_photos where keeper_id = $1 and fingerprint = $2");
    tx.find(&sql, params![keeper, print.to_vec()])
}

/// The pictures that wait for the machine or for their keeper, oldest first.
pub fn open(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<CardPhoto>> {
    let sql = format!(
        "select {COLUMNS} from card_photos
         where keeper_id = $1 and state <> 'kept'
         order by created_at, id"
    );
    tx.all(&sql, params![keeper])
}

/// The pictures of cards, each with its card.
pub fn of_cards(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    cards: &[ContactCardId],
) -> Result<Vec<(ContactCardId, CardPhotoId)>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = (2..cards.len() + 2).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select contact_card_id, id from card_photos
         where contact_card_id in ({}) and {MINE}
         order by id",
        places.join(", ")
    );
    let mut values = params![keeper].to_vec();
    values.extend(cards.iter().map(crate::value::ToValue::to_value));
    tx.all(&sql, &values)
}

/// How many pictures a notebook holds.
pub fn count(tx: &mut Tx<'_>, keeper: PersonId) -> Result<i64> {
    let sql = "select count(*) from card_photos where keeper_id = $1";
    tx.one(sql, params![keeper])
}

/// Keeps a picture that nobody read yet.
pub fn insert(tx: &mut Tx<'_>, photo: &CardPhoto, picture: &[u8], print: &[u8]) -> Result<bool> {
    let sql = "insert into card_photos
                 (id, keeper_id, contact_card_id, state, picture, reading, fingerprint, created_at,
                  updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
               on conflict (keeper_id, fingerprint) do nothing";
    let values = params![
        photo.id,
        photo.keeper_id,
        photo.contact_card_id,
        photo.state,
        picture.to_vec(),
        photo.reading,
        print.to_vec(),
        photo.created_at
    ];
    Ok(tx.run(sql, values)? > 0)
}

/// Notes what the machine read, unless a person confirmed meanwhile.
pub fn set_reading(
    tx: &mut Tx<'_>,
    (keeper, id): (PersonId, CardPhotoId),
    state: PhotoState,
    reading: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "update card_photos
               set state = $3, reading = $4, updated_at = $5
               where id = $1 and keeper_id = $2 and state <> 'kept'";
    tx.run(sql, params![id, keeper, state, reading, now])
        .map(|_| ())
}

/// Gives a picture to the card that was made of it.
pub fn keep(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    id: CardPhotoId,
    card: ContactCardId,
    now: Timestamp,
) -> Result<()> {
    let sql = "update card_photos
               set state = 'kept', contact_card_id = $3, updated_at = $4
               where id = $1 and keeper_id = $2";
    tx.run(sql, params![id, keeper, card, now]).map(|_| ())
}

/// Drops a picture; whether there was one.
pub fn delete(tx: &mut Tx<'_>, keeper: PersonId, id: CardPhotoId) -> Result<bool> {
    let sql = "delete from card_photos where id = $1 and keeper_id = $2";
    Ok(tx.run(sql, params![id, keeper])? > 0)
}
