//! What telephones were last told of a notebook: a counter that only grows, and for each name they
//! know its contact and what it looked like. Every statement names the keeper.

use std::collections::HashMap;

use domain::card::Card;
use domain::id::{ContactId, PersonId};

use crate::finding::{places, values as values_of};
use crate::value::{FromRow, Row, ToValue, Value, from_json, json};
use crate::{Result, Tx, finding, params};

/// A keeper's address book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhoneBook {
    /// Grows with every change.
    pub counter: i64,
    /// Whether private notes go out too.
    pub with_notes: bool,
}

impl FromRow for PhoneBook {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            counter: row.take()?,
            with_notes: row.take()?,
        })
    }
}

/// A name that telephones know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneCard {
    /// Whose.
    pub keeper_id: PersonId,
    /// The name, as it stands in addresses.
    pub name: String,
    /// The contact; nobody when it is gone.
    pub contact_id: Option<ContactId>,
    /// What tells one state of the card from another.
    pub etag: String,
    /// When it last changed.
    pub counter: i64,
    /// Kept in the notebook, and off telephones.
    pub hidden: bool,
    /// What the contact's other cards said when a telephone last wrote.
    pub basis: Card,
}

const COLUMNS: &str = "keeper_id, name, contact_id, etag, counter, hidden, basis";

impl FromRow for PhoneCard {
    fn from_row(row: &mut Row) -> Result<Self> {
        Ok(Self {
            keeper_id: row.take()?,
            name: row.take()?,
            contact_id: row.take()?,
            etag: row.take()?,
            counter: row.take()?,
            hidden: row.take()?,
            basis: from_json(&row.take::<String>()?)?,
        })
    }
}

/// A keeper's address book, as it was begun or not.
pub fn of_keeper(tx: &mut Tx<'_>, keeper: PersonId) -> Result<PhoneBook> {
    let sql = "select counter, with_notes from phone_books where keeper_id = $1";
    let found = tx.find(sql, params![keeper])?;
    Ok(found.unwrap_or_default())
}

/// The next number of a keeper's address book. Two that ask at once get two.
pub fn next(tx: &mut Tx<'_>, keeper: PersonId) -> Result<PhoneBook> {
    let sql = "insert into phone_books (keeper_id, counter, with_notes) values ($1, 1, false)
               on conflict (keeper_id) do update set counter = phone_books.counter + 1
               returning counter, with_notes";
    let mut all: Vec<PhoneBook> = tx.change(sql, params![keeper])?;
    Ok(all.pop().unwrap_or_default())
}

/// Says whether private notes go out.
pub fn set_notes(tx: &mut Tx<'_>, keeper: PersonId, with_notes: bool) -> Result<()> {
    next(tx, keeper)?;
    let sql = "update phone_books set with_notes = $2 where keeper_id = $1";
    tx.run(sql, params![keeper, with_notes]).map(|_| ())
}

/// Every name of an address book.
pub fn cards(tx: &mut Tx<'_>, keeper: PersonId) -> Result<Vec<PhoneCard>> {
    let sql = format!("select {COLUMNS} from phone_cards where keeper_id = $1 order by name");
    tx.all(&sql, params![keeper])
}

/// What a name stands for.
pub fn card(tx: &mut Tx<'_>, keeper: PersonId, name: &str) -> Result<Option<PhoneCard>> {
    let sql = format!("select {COLUMNS} from phone_cards where keeper_id = $1 and name = $2");
    tx.find(&sql, params![keeper, name])
}

/// The name under which telephones know a contact.
pub fn of_contact(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contact: ContactId,
) -> Result<Option<PhoneCard>> {
    let sql = format!("select {COLUMNS} from phone_cards where keeper_id = $1 and contact_id = $2");
    tx.find(&sql, params![keeper, contact])
}

/// What the other cards of some contacts said when a telephone last wrote of them.
pub fn bases(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Card>> {
    if contacts.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select contact_id, basis
         from phone_cards
         where keeper_id = $1 and contact_id in ({})
         order by contact_id",
        places(2, contacts.len())
    );
    let rows = tx.all::<(ContactId, String)>(&sql, &values_of(keeper, contacts))?;
    let cards = rows.into_iter().map(|(contact, basis)| {
        let basis: Card = from_json(&basis)?;
        Ok((contact, basis))
    });
    let all: Result<Vec<_>> = cards.collect();
    let said = |(_, basis): &(ContactId, Card)| *basis != Card::default();
    Ok(all?.into_iter().filter(said).collect())
}

/// Keeps a name as it now stands; the contact is found by what counts of its cards since.
pub fn keep(tx: &mut Tx<'_>, c: &PhoneCard) -> Result<()> {
    let before = card(tx, c.keeper_id, &c.name)?.map(|card| (card.contact_id, card.basis));
    write(tx, c)?;
    let (contact, basis) = before.unwrap_or_default();
    match c.contact_id {
        Some(id) if basis != c.basis || (contact != Some(id) && basis != Card::default()) => {
            finding::refresh(tx, c.keeper_id, &[id])
        }
        _ => Ok(()),
    }
}

fn write(tx: &mut Tx<'_>, c: &PhoneCard) -> Result<()> {
    let sql = "insert into phone_cards
                 (keeper_id, name, contact_id, etag, counter, hidden, basis)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (keeper_id, name) do update
               set contact_id = $3, etag = $4, counter = $5, hidden = $6, basis = $7";
    tx.run(sql, &values(c)).map(|_| ())
}

fn values(c: &PhoneCard) -> [Value; 7] {
    [
        c.keeper_id.to_value(),
        c.name.to_value(),
        c.contact_id.to_value(),
        c.etag.to_value(),
        c.counter.to_value(),
        c.hidden.to_value(),
        json(&c.basis).to_value(),
    ]
}

/// Notes what changed elsewhere, unless a telephone wrote in the meantime: `seen` is the counter that
/// the name had when it was looked at, none when there was no such name.
pub fn settle(tx: &mut Tx<'_>, c: &PhoneCard, seen: Option<i64>) -> Result<()> {
    let Some(seen) = seen else {
        return begin(tx, c);
    };
    let sql = "update phone_cards set contact_id = $3, etag = $4, counter = $5, basis = $6
               where keeper_id = $1 and name = $2 and counter = $7";
    let basis = json(&c.basis);
    let values = params![
        c.keeper_id,
        c.name,
        c.contact_id,
        c.etag,
        c.counter,
        basis,
        seen
    ];
    tx.run(sql, values).map(|_| ())
}

/// Notes a name that telephones are to hear of: a new one, or one that was gone and stands for a contact
/// again.
fn begin(tx: &mut Tx<'_>, c: &PhoneCard) -> Result<()> {
    let values = values(&PhoneCard {
        hidden: false,
        ..c.clone()
    });
    let sql = "update phone_cards
               set contact_id = $3, etag = $4, counter = $5, hidden = $6, basis = $7
               where keeper_id = $1 and name = $2 and contact_id is null
                 and not exists (
                   select 1 from phone_cards o where o.keeper_id = $1 and o.contact_id = $3
                 )";
    if tx.run(sql, &values)? > 0 {
        return Ok(());
    }
    let sql = "insert into phone_cards
                 (keeper_id, name, contact_id, etag, counter, hidden, basis)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict do nothing";
    tx.run(sql, &values).map(|_| ())
}

/// Brings what was taken off telephones back to them; how many.
pub fn show_again(tx: &mut Tx<'_>, keeper: PersonId, counter: i64) -> Result<u64> {
    let sql = "update phone_cards set hidden = false, counter = $2
               where keeper_id = $1 and hidden = true";
    tx.run(sql, params![keeper, counter])
}

/// Forgets what was said of a contact that is forgotten; telephones hear of its going when they ask.
pub(crate) fn forget(tx: &mut Tx<'_>, keeper: PersonId, contact: ContactId) -> Result<()> {
    let sql = "update phone_cards set basis = '{}' where keeper_id = $1 and contact_id = $2";
    tx.run(sql, params![keeper, contact]).map(|_| ())
}

/// How many contacts are kept off telephones.
pub fn hidden(tx: &mut Tx<'_>, keeper: PersonId) -> Result<i64> {
    let sql = "select count(*) from phone_cards
               where keeper_id = $1 and hidden = true and contact_id is not null";
    tx.one(sql, params![keeper])
}
