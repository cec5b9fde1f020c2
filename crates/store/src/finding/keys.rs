//! Under what contacts are filed so that whom a new one may be is found without looking through
//! everybody.

use std::collections::{BTreeSet, HashMap};

use domain::activity::Activity;
use domain::contact::Contact;
use domain::contact_card::{ContactCard, Source};
use domain::id::{ContactId, PersonId};
use domain::likeness::{self, Read, Record};

use super::{ROWS, places, values};
use crate::value::{ToValue, Value};
use crate::{Result, Tx, params, people};

/// Whom one contact may be, at most.
const ALIKE: i64 = 60;

/// The files of a contact.
pub(super) type Keys = BTreeSet<i64>;

/// Under what a contact is to be filed; nothing for whoever is only described. All that the person does
/// counts, whoever may see it: filed under it they are looked at, and compared by what is shown.
pub(super) fn of(contact: &Contact, cards: &[ContactCard], does: &[Activity]) -> Keys {
    let record = Record::of_contact(contact, cards, does);
    let keys = record.map(|record| likeness::Keys::of(&Read::of(&record)).kept);
    let written = cards.iter().filter(|card| card.source == Source::Carddav);
    let called = written.map(|card| card.card.uid.as_str());
    let called = called.filter(|uid| !uid.is_empty()).map(likeness::calling);
    keys.into_iter().flatten().chain(called).collect()
}

/// What those do whom some contacts are.
pub(super) fn does(
    tx: &mut Tx<'_>,
    contacts: &[Contact],
) -> Result<HashMap<PersonId, Vec<Activity>>> {
    let people: Vec<PersonId> = contacts.iter().filter_map(|c| c.person_id).collect();
    let mut does = HashMap::<_, Vec<Activity>>::new();
    for (person, activity) in people::activities_of(tx, &people)? {
        does.entry(person).or_default().push(activity);
    }
    Ok(does)
}

/// What differs between the files that are kept and those there are.
#[derive(Default)]
pub(super) struct Change {
    gone: Vec<(ContactId, i64)>,
    new: Vec<(i64, ContactId)>,
}

impl Change {
    /// Notes what changes of a contact's files.
    pub(super) fn note(&mut self, contact: ContactId, before: &Keys, now: &Keys) {
        let gone = before.difference(now).map(|key| (contact, *key));
        self.gone.extend(gone);
        self.new
            .extend(now.difference(before).map(|key| (*key, contact)));
    }

    /// Writes it.
    pub(super) fn write(mut self, tx: &mut Tx<'_>, keeper: PersonId) -> Result<()> {
        for of_one in self.gone.chunk_by(|a, b| a.0 == b.0) {
            let sql = format!(
                "delete from search_keys where keeper_id = $1 and contact_id = $2 and key in ({})",
                places(3, of_one.len())
            );
            let mut values = params![keeper, of_one[0].0].to_vec();
            values.extend(of_one.iter().map(|(_, key)| key.to_value()));
            tx.run(&sql, &values)?;
        }
        // In the order of the table, so that many rows touch few of its pages.
        self.new.sort_unstable();
        for some in self.new.chunks(ROWS) {
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
