//! Pictures of paper cards. Every statement names the keeper; nobody else's is ever read or written, and
//! of whose pictures wait only the machine that reads them asks.

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

/// A picture that the machine has yet to look at.
#[derive(Clone, Debug)]
pub struct Unseen {
    /// Which.
    pub id: CardPhotoId,
    /// Its bytes.
    pub picture: Vec<u8>,
    /// When it was last touched: what is read of it counts only if that is still so.
    pub touched_at: Timestamp,
}

impl FromRow for Unseen {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            picture: row.take()?,
            touched_at: row.take()?,
        })
    }
}

/// Whose pictures the machine has yet to look at, each with the oldest one's moment.
pub fn unseen_keepers(tx: &mut Tx<'_>) -> Result<Vec<(PersonId, Timestamp)>> {
    let sql = "select keeper_id, min(created_at) from card_photos
               where state = 'waiting' and reading = ''
               group by keeper_id
               order by keeper_id";
    tx.all(sql, params![])
}

/// The oldest picture of a keeper that the machine has yet to look at.
pub fn next_unseen(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Option<Unseen>> {
    let sql = "select id, picture, updated_at from card_photos
               where keeper_id = $1 and state = 'waiting' and reading = ''
               order by created_at, id
               limit 1";
    tx.find(sql, params![keeper])
}

/// What the machine made of a picture.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where it stands now.
    pub state: PhotoState,
    /// What was read, as JSON.
    pub reading: String,
    /// The picture to keep from now on, when another than the one that was read.
    pub picture: Option<Vec<u8>>,
}

/// Notes what the machine read, unless a person touched the picture meanwhile.
pub fn set_seen(
    tx: &mut Tx<'_>,
    (keeper, of): (PersonId, &Unseen),
    seen: Seen,
    now: Timestamp,
) -> Result<()> {
    let sql = "update card_photos
               set state = $4, reading = $5, picture = $6, updated_at = $7
               where id = $1 and keeper_id = $2 and updated_at = $3
                 and state = 'waiting' and reading = ''";
    let picture = seen.picture.unwrap_or_else(|| of.picture.clone());
    let values = params![
        of.id,
        keeper,
        of.touched_at,
        seen.state,
        seen.reading,
        picture,
        now
    ];
    tx.run(sql, values).map(|_| ())
}

/// A picture is to be read, whatever was read of it before, unless a person confirmed it.
pub fn set_unseen(
    tx: &mut Tx<'_>,
    (keeper, id): (PersonId, CardPhotoId),
    now: Timestamp,
) -> Result<()> {
    let sql = "update card_photos
               set state = 'waiting', reading = '', updated_at = $3
               where id = $1 and keeper_id = $2 and state <> 'kept'";
    tx.run(sql, params![id, keeper, now]).map(|_| ())
}

/// Other bytes for a keeper's picture.
pub fn set_picture(
    tx: &mut Tx<'_>,
    (keeper, id): (PersonId, CardPhotoId),
    picture: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    let sql = "update card_photos
               set picture = $3, updated_at = $4
               where id = $1 and keeper_id = $2";
    tx.run(sql, params![id, keeper, picture, now]).map(|_| ())
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
