//! What notebooks are searched by. The words of a contact are kept by [`refresh`], in the
//! transaction of whatever they are words of; every statement names the keeper.

pub(crate) mod index;
mod keys;
mod refresh;
mod words;

use domain::id::{ContactId, PersonId};
use jiff::Timestamp;

use crate::value::{ToValue, Value};
use crate::{Result, Tx, params};

pub use keys::filed;
pub use refresh::{begin, rebuild, refresh, refresh_person, remove};

/// Rows of one statement.
const ROWS: usize = 250;
/// The words of everybody's contacts.
const NOTEBOOKS: index::Index = index::Index {
    words: "search_words",
    vocabulary: "search_vocabulary",
    shelf: "keeper_id",
    subject: "contact_id",
};

/// That a row is the keeper's, `$1`, where rows are asked for by their ids. Said so that SQLite, which
/// takes any keeper for one of a few rows, goes by the ids and not through the whole notebook.
pub(crate) const MINE: &str = "not keeper_id <> $1";

pub(crate) fn places(from: usize, count: usize) -> String {
    let places: Vec<_> = (from..from + count).map(|n| format!("${n}")).collect();
    places.join(", ")
}

pub(crate) fn values<T: ToValue>(keeper: PersonId, all: &[T]) -> Vec<Value> {
    let mut values = params![keeper].to_vec();
    values.extend(all.iter().map(ToValue::to_value));
    values
}

/// Somebody found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whom.
    pub contact: ContactId,
    /// Whether a word stands only where the keeper may not look.
    pub unsure: bool,
}

/// The contacts of a notebook of whom every word is found, best first, the newest first among
/// equals.
pub fn search(tx: &mut Tx<'_>, keeper: PersonId, terms: &[String]) -> Result<Vec<Hit>> {
    let found = NOTEBOOKS.search(tx, &[keeper.0], terms)?.into_iter();
    let hits = found.map(|(id, unsure)| Hit {
        contact: id.into(),
        unsure,
    });
    Ok(hits.collect())
}

/// A page of a notebook by name.
pub fn by_name(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    limit: i64,
    offset: i64,
) -> Result<Vec<ContactId>> {
    let sql = "select contact_id
               from search_contacts
               where keeper_id = $1
               order by name_key, contact_id
               limit $2 offset $3";
    tx.all(sql, params![keeper, limit, offset])
}

/// The contacts of a notebook that were met or noted last, latest first, with when.
pub fn latest(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    limit: i64,
) -> Result<Vec<(ContactId, Timestamp)>> {
    let sql = "select id, coalesce(met_at, created_at)
               from contacts
               where keeper_id = $1
               order by coalesce(met_at, created_at) desc, id desc
               limit $2";
    tx.all(sql, params![keeper, limit])
}

/// The contacts of a notebook that bear a tag.
pub fn tagged(tx: &mut Tx<'_>, keeper: PersonId, tag: &str) -> Result<Vec<ContactId>> {
    let sql = "select contact_id
               from search_tags
               where keeper_id = $1 and tag = $2
               order by contact_id desc";
    tx.all(sql, params![keeper, tag])
}

/// Every tag of a notebook with how many bear it.
pub fn tags(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<(String, i64)>> {
    let sql =
        "select tag, count(*) from search_tags where keeper_id = $1 group by tag order by tag";
    tx.all(sql, params![keeper])
}
