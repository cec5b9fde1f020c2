//! Under what contacts are filed so that whom a new one may be is found without looking through
//! everybody.

use std::collections::HashMap;

use domain::contact_card::ContactCard;
use domain::id::{ContactId, PersonId};
use domain::likeness::{Keys, Read, Record};

use super::{MINE, ROWS, places, values};
use crate::value::{ToValue, Value};
use crate::{Result, Tx, contact_cards, contacts, params};

/// Whom one contact may be, at most.
const ALIKE: i64 = 60;

/// Files contacts anew.
pub(super) fn refresh(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<()> {
    remove(tx, keeper, ids)?;
    let mut cards = HashMap::<ContactId, Vec<ContactCard>>::new();
    for card in contact_cards::of_contacts(tx, keeper, ids)? {
        cards.entry(card.contact_id).or_default().push(card);
    }
    let mut rows = Vec::new();
    for contact in contacts::by_ids(tx, keeper, ids)? {
        let cards = cards.remove(&contact.id).unwrap_or_default();
        let Some(record) = Record::of_contact(&contact, &cards) else {
            continue;
        };
        let keys = Keys::of(&Read::of(&record)).kept;
        rows.extend(keys.into_iter().map(|key| (key, contact.id)));
    }
    for some in rows.chunks(ROWS) {
        let row = |n: usize| format!("($1, {})", places(2 * n + 2, 2));
        let rows: Vec<_> = (0..some.len()).map(row).collect();
        let sql = format!(
            "insert into search_keys (keeper_id, key, contact_id) values {}",
            rows.join(", ")
        );
        let mut values = params![keeper].to_vec();
        for (key, contact) in some {
            values.extend([key.to_value(), contact.to_value()]);
        }
        tx.run(&sql, &values)?;
    }
    Ok(())
}

/// Takes contacts out of every file.
pub(super) fn remove(tx: &mut Tx<'_>, keeper: PersonId, ids: &[ContactId]) -> Result<()> {
    let sql = format!(
        "delete from search_keys where contact_id in ({}) and {MINE}",
        places(2, ids.len())
    );
    tx.run(&sql, &values(keeper, ids)).map(|_| ())
}

/// The contacts of a notebook that are filed under one of some keys, those under most of them first.
pub fn filed(tx: &mut Tx<'_>, keeper: PersonId, keys: &[i64]) -> Result<Vec<ContactId>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select contact_id
         from search_keys
         where keeper_id = $1 and key in ({})
         group by contact_id
         order by count(*) desc, contact_id
         limit ${}",
        places(2, keys.len()),
        keys.len() + 2
    );
    let mut all: Vec<Value> = values(keeper, keys);
    all.push(ALIKE.to_value());
    tx.all(&sql, &all)
}
