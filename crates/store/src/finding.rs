//! What notebooks are searched by. The words of a contact are kept by [`refresh`], in the
//! transaction of whatever they are words of; every statement names the keeper.

mod words;

use std::collections::HashMap;

use domain::finding::{INSIDE, MISTYPED, Rank, Way, cost, is_mistyped, sounds, typos};
use domain::id::{ContactId, PersonId};
use jiff::Timestamp;

use crate::value::{ToValue, Value};
use crate::{Result, Tx, params};

pub use words::{begin, rebuild, refresh, refresh_person, remove};

/// Rows of one statement.
const ROWS: usize = 250;
/// Words of a notebook that one typed word may stand for, beside those that begin so.
const ALIKE: i64 = 200;

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

/// What the nearest words of a contact cost, and whether one of them is perhaps not the keeper's to
/// see.
type Spent = (i64, bool);

/// The contacts of a notebook of whom every word is found, best first, the newest first among
/// equals.
pub fn search(tx: &mut Tx<'_>, keeper: PersonId, terms: &[String]) -> Result<Vec<Hit>> {
    let mut all: Option<HashMap<ContactId, Spent>> = None;
    for term in terms {
        let found = bearers(tx, keeper, term)?;
        let both: HashMap<_, _> = match all {
            None => found,
            Some(all) => all
                .into_iter()
                .filter_map(|(id, (spent, unsure))| {
                    let more = found.get(&id)?;
                    Some((id, (spent + more.0, unsure || more.1)))
                })
                .collect(),
        };
        if both.is_empty() {
            return Ok(Vec::new());
        }
        all = Some(both);
    }
    let mut all: Vec<_> = all.unwrap_or_default().into_iter().collect();
    all.sort_unstable_by_key(|(id, (spent, _))| (*spent, std::cmp::Reverse(*id)));
    let hits = all
        .into_iter()
        .map(|(contact, (_, unsure))| Hit { contact, unsure });
    Ok(hits.collect())
}

/// Who bears a word like the one typed, at what cost.
fn bearers(tx: &mut Tx<'_>, keeper: PersonId, term: &str) -> Result<HashMap<ContactId, Spent>> {
    let mut found = HashMap::new();
    let sql = "select contact_id, case when word = $2 then 1 else 0 end, rank
               from search_words
               where keeper_id = $1 and word >= $2 and word < $3
               order by word, contact_id";
    let beyond = format!("{term}\u{10ffff}");
    tx.each(sql, params![keeper, term, beyond], |mut row| {
        let (contact, same, rank): (ContactId, i64, i64) = (row.take()?, row.take()?, row.take()?);
        let way = if same == 1 { Way::Same } else { Way::Beginning };
        take(&mut found, contact, way, rank);
        Ok(())
    })?;
    for (way, words) in alike(tx, keeper, term, found.is_empty())? {
        for some in words.chunks(ROWS) {
            let sql = format!(
                "select contact_id, rank
                 from search_words
                 where keeper_id = $1 and word in ({})
                 order by contact_id",
                places(2, some.len())
            );
            for (contact, rank) in tx.all::<(ContactId, i64)>(&sql, &values(keeper, some))? {
                take(&mut found, contact, way, rank);
            }
        }
    }
    Ok(found)
}

fn take(found: &mut HashMap<ContactId, Spent>, contact: ContactId, way: Way, rank: i64) {
    let (spent, unsure) = (cost(way, rank), rank == Rank::Shown as i64);
    let best = found.entry(contact).or_insert((spent, unsure));
    // What the keeper may surely see comes before what is nearer.
    let (unsure, spent) = (unsure, spent).min((best.1, best.0));
    *best = (spent, unsure);
}

/// The words of a notebook that sound as typed, hold it, or, when there is nothing nearer, differ by
/// a typo.
fn alike(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    term: &str,
    none: bool,
) -> Result<Vec<(Way, Vec<String>)>> {
    let letters = term.chars().count();
    if letters < INSIDE {
        return Ok(Vec::new());
    }
    let mut alike = Vec::new();
    let [sound, too] = sounds(term);
    if !sound.is_empty() {
        let sql = "select word from search_vocabulary
                   where keeper_id = $1 and sound in ($2, $3)
                   union
                   select word from search_vocabulary
                   where keeper_id = $1 and sound_too in ($2, $3)
                   order by word
                   limit $4";
        let heard = tx.all::<String>(sql, params![keeper, sound, too, ALIKE])?;
        alike.push((Way::Sound, heard));
    }
    let sql = "select word
               from search_vocabulary
               where keeper_id = $1 and replace(word, $2, '') <> word
               order by word
               limit $3";
    let inside = tx.all::<String>(sql, params![keeper, term, ALIKE])?;
    alike.push((Way::Fragment, inside));
    if none && letters >= MISTYPED && alike.iter().all(|(_, words)| words.is_empty()) {
        alike.push((Way::Typo, mistyped(tx, keeper, term, letters)?));
    }
    Ok(alike)
}

fn mistyped(tx: &mut Tx<'_>, keeper: PersonId, term: &str, letters: usize) -> Result<Vec<String>> {
    let sql = "select word
               from search_vocabulary
               where keeper_id = $1 and length(word) between $2 and $3
               order by word";
    let room = typos(letters);
    let (from, to) = ((letters - room) as i64, (letters + room) as i64);
    let mut near = Vec::new();
    tx.each(sql, params![keeper, from, to], |mut row| {
        let word: String = row.take()?;
        if is_mistyped(term, &word) {
            near.push(word);
        }
        Ok(())
    })?;
    near.truncate(ALIKE as usize);
    Ok(near)
}

/// A page of a notebook by name.
pub fn by_name(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    limit: i64,
    offset: i64,
) -> Result<Vec<ContactId>> {
    let sql = "select contact_id
               from search_names
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
