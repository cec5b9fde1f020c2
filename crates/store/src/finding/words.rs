//! The words of contacts: read from the contact, its notes, and where and when it was met; written
//! as the difference to what is there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::card::Card;
use domain::finding::{self, MONTHS, Rank, sounds};
use domain::id::{ContactId, PersonId};
use domain::text::folded;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{ROWS, places, values};
use crate::value::{ToValue, from_json};
use crate::{Result, Tx, params};

/// Contacts whose words are made at once.
const CONTACTS: usize = 200;

/// Words with their rank.
type Words = BTreeMap<String, i64>;
type Row = (String, ContactId, i64);

/// Makes the words of some contacts anew.
pub fn refresh(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<()> {
    for some in contacts.chunks(CONTACTS) {
        let mut now = read(tx, keeper, some)?;
        let mut before = kept(tx, keeper, some)?;
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for contact in some {
            let now = now.remove(contact).unwrap_or_default();
            let before = before.remove(contact).unwrap_or_default();
            let row = |(word, rank): (&String, &i64)| (word.clone(), *contact, *rank);
            gone.extend(
                before
                    .iter()
                    .filter(|(w, r)| now.get(*w) != Some(*r))
                    .map(row),
            );
            new.extend(
                now.iter()
                    .filter(|(w, r)| before.get(*w) != Some(*r))
                    .map(row),
            );
        }
        remove_rows(tx, keeper, &gone)?;
        insert(tx, keeper, &new)?;
        forget(tx, keeper, gone.into_iter().map(|(word, ..)| word))?;
        sort_in(tx, keeper, some)?;
    }
    Ok(())
}

/// Makes the words anew of everybody's contact that is this person: what they do has changed.
pub fn refresh_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let sql = "select keeper_id, id from contacts where person_id = $1 order by id";
    for (keeper, contact) in tx.all::<(PersonId, ContactId)>(sql, params![person])? {
        refresh(tx, keeper, &[contact])?;
    }
    Ok(())
}

/// Keeps the name by which contacts are sorted, and their tags.
fn sort_in(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<()> {
    let these = places(2, contacts.len());
    for table in ["search_names", "search_tags"] {
        let sql = format!("delete from {table} where contact_id in ({these}) and keeper_id = $1");
        tx.run(&sql, &values(keeper, contacts))?;
    }
    let sql = format!(
        "select id, name, tags
         from contacts
         where id in ({these}) and keeper_id = $1
         order by id"
    );
    let all: Vec<(ContactId, String, String)> = tx.all(&sql, &values(keeper, contacts))?;
    for some in all.chunks(ROWS) {
        let sql = format!(
            "insert into search_names (contact_id, keeper_id, name_key) values {}",
            pairs_with_keeper(some.len())
        );
        let mut names = params![keeper].to_vec();
        for (id, name, _) in some {
            names.extend([id.to_value(), folded(name).to_value()]);
        }
        tx.run(&sql, &names)?;
    }
    let mut tagged = BTreeSet::new();
    for (id, _, tags) in all {
        let tags = from_json::<Vec<String>>(&tags)?.into_iter();
        tagged.extend(tags.map(|tag| (id, tag)));
    }
    let tagged: Vec<_> = tagged.into_iter().collect();
    for some in tagged.chunks(ROWS) {
        let sql = format!(
            "insert into search_tags (contact_id, keeper_id, tag) values {}",
            pairs_with_keeper(some.len())
        );
        let mut tags = params![keeper].to_vec();
        for (id, tag) in some {
            tags.extend([id.to_value(), tag.to_value()]);
        }
        tx.run(&sql, &tags)?;
    }
    Ok(())
}

/// Rows of a value, the keeper `$1`, and another value.
fn pairs_with_keeper(rows: usize) -> String {
    let each = (0..rows).map(|n| format!("(${}, $1, ${})", 2 * n + 2, 2 * n + 3));
    each.collect::<Vec<_>>().join(", ")
}

/// Takes the words of contacts away, before they go.
pub fn remove(tx: &mut Tx<'_>, keeper: PersonId, contacts: &[ContactId]) -> Result<()> {
    let before = kept(tx, keeper, contacts)?;
    for some in contacts.chunks(CONTACTS) {
        let these = places(2, some.len());
        for table in ["search_words", "search_names", "search_tags"] {
            let sql =
                format!("delete from {table} where contact_id in ({these}) and keeper_id = $1");
            tx.run(&sql, &values(keeper, some))?;
        }
    }
    forget(tx, keeper, before.into_values().flat_map(Words::into_keys))
}

/// Makes the words of every notebook anew; of how many contacts.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<usize> {
    for table in [
        "search_words",
        "search_vocabulary",
        "search_names",
        "search_tags",
    ] {
        tx.run(&format!("delete from {table}"), &[])?;
    }
    let sql = "select keeper_id, id from contacts order by keeper_id, id";
    let all: Vec<(PersonId, ContactId)> = tx.all(sql, &[])?;
    for of_one in all.chunk_by(|a, b| a.0 == b.0) {
        let contacts: Vec<_> = of_one.iter().map(|(_, contact)| *contact).collect();
        refresh(tx, of_one[0].0, &contacts)?;
    }
    Ok(all.len())
}

/// Makes the words of notebooks that have none, as those of an older installation.
pub fn begin(tx: &mut Tx<'_>) -> Result<()> {
    let sql = "select exists (select 1 from contacts) and not exists (select 1 from search_names)";
    if tx.one(sql, &[])? {
        rebuild(tx)?;
    }
    Ok(())
}

fn kept(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Words>> {
    let sql = format!(
        "select contact_id, word, rank
         from search_words
         where contact_id in ({}) and keeper_id = $1
         order by contact_id, word",
        places(2, contacts.len())
    );
    let mut kept = HashMap::<_, Words>::new();
    for (contact, word, rank) in
        tx.all::<(ContactId, String, i64)>(&sql, &values(keeper, contacts))?
    {
        kept.entry(contact).or_default().insert(word, rank);
    }
    Ok(kept)
}

/// A contact as its words are read: id, name, line, tags; moment, event's title, zone, venue.
type Told = (
    (ContactId, String, String, String),
    (Option<Timestamp>, String, String, String),
);

fn read(
    tx: &mut Tx<'_>,
    keeper: PersonId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Words>> {
    let these = places(2, contacts.len());
    let sql = format!(
        "select c.id, c.name, c.about, c.tags, coalesce(c.met_at, e.starts_at),
           coalesce(e.title, ''), coalesce(e.zone, ''), coalesce(v.name, '')
         from contacts c
         left join events e on e.id = c.event_id
         left join venues v on v.id = e.venue_id
         where c.id in ({these}) and c.keeper_id = $1
         order by c.id"
    );
    let mut read = HashMap::<_, Words>::new();
    for ((id, name, about, tags), (at, title, zone, venue)) in
        tx.all::<Told>(&sql, &values(keeper, contacts))?
    {
        let words = read.entry(id).or_default();
        add(words, &name, Rank::Name);
        add(words, &about, Rank::Card);
        let tags: Vec<String> = from_json(&tags)?;
        tags.iter().for_each(|tag| add(words, tag, Rank::Card));
        add(words, &title, Rank::Around);
        add(words, &venue, Rank::Around);
        if let Some(at) = at {
            let zone = TimeZone::get(&zone).unwrap_or(TimeZone::UTC);
            let day = at.to_zoned(zone);
            let month = usize::from(day.month().unsigned_abs()) - 1;
            add(words, MONTHS[month], Rank::Around);
            add(words, &day.year().to_string(), Rank::Around);
        }
    }
    let sql = format!(
        "select c.id, a.title, a.profession, a.organisation
         from contacts c
         join activities a on a.person_id = c.person_id
         where c.id in ({these}) and c.keeper_id = $1
         order by c.id, a.position, a.id"
    );
    type Card = (ContactId, String, String, String);
    for (id, title, profession, organisation) in tx.all::<Card>(&sql, &values(keeper, contacts))? {
        let words = read.entry(id).or_default();
        for text in [title, profession, organisation] {
            add(words, &text, Rank::Shown);
        }
    }
    for kept in crate::contact_cards::of_contacts(tx, keeper, contacts)? {
        add_card(read.entry(kept.contact_id).or_default(), &kept.card);
    }
    let sql = format!(
        "select contact_id, text
         from notes
         where contact_id in ({these}) and keeper_id = $1
         order by contact_id, id"
    );
    for (id, text) in tx.all::<(ContactId, String)>(&sql, &values(keeper, contacts))? {
        add(read.entry(id).or_default(), &text, Rank::Around);
    }
    Ok(read)
}

fn add_card(words: &mut Words, card: &Card) {
    for name in [&card.full_name, &card.given, &card.family] {
        add(words, name, Rank::Name);
    }
    for text in [&card.title, &card.role, &card.organisation, &card.unit] {
        add(words, text, Rank::Card);
    }
    card.nicknames
        .iter()
        .for_each(|name| add(words, name, Rank::Name));
    let reached = card.phones.iter().chain(&card.emails).chain(&card.websites);
    reached.for_each(|value| add(words, &value.value, Rank::Card));
    for address in &card.addresses {
        add(words, &address.street, Rank::Around);
        add(words, &address.city, Rank::Around);
    }
    add(words, &card.note, Rank::Around);
}

fn add(words: &mut Words, text: &str, rank: Rank) {
    for word in finding::words(text) {
        let rank = rank as i64;
        let room = words.len() < finding::WORDS_LIMIT;
        match words.get_mut(&word) {
            Some(known) => *known = rank.min(*known),
            None if room => {
                words.insert(word, rank);
            }
            None => {}
        }
    }
}

/// Adds words to contacts, and to what the notebook knows.
fn insert(tx: &mut Tx<'_>, keeper: PersonId, rows: &[Row]) -> Result<()> {
    for some in rows.chunks(ROWS) {
        let sql = format!(
            "insert into search_words (keeper_id, word, contact_id, rank) values {}",
            triples(some.len())
        );
        let mut values = params![keeper].to_vec();
        for (word, contact, rank) in some {
            values.extend([word.to_value(), contact.to_value(), rank.to_value()]);
        }
        tx.run(&sql, &values)?;
    }
    let words: BTreeSet<_> = rows.iter().map(|(word, ..)| word).collect();
    let words: Vec<_> = words.into_iter().collect();
    for some in words.chunks(ROWS) {
        let sql = format!(
            "insert into search_vocabulary (keeper_id, word, sound, sound_too) values {}
             on conflict (keeper_id, word) do nothing",
            triples(some.len())
        );
        let mut values = params![keeper].to_vec();
        for word in some {
            let [sound, too] = sounds(word);
            values.extend([word.to_value(), sound.to_value(), too.to_value()]);
        }
        tx.run(&sql, &values)?;
    }
    Ok(())
}

/// Rows of the keeper, `$1`, and three values each.
fn triples(rows: usize) -> String {
    let each = (0..rows).map(|n| format!("($1, {})", places(3 * n + 2, 3)));
    each.collect::<Vec<_>>().join(", ")
}

/// Takes words from contacts.
fn remove_rows(tx: &mut Tx<'_>, keeper: PersonId, rows: &[Row]) -> Result<()> {
    for some in rows.chunks(ROWS) {
        // Neither database reads a list of pairs as the other writes it.
        let row = |n: usize| format!("word = ${} and contact_id = ${}", 2 * n + 2, 2 * n + 3);
        let these: Vec<_> = (0..some.len()).map(row).collect();
        let sql = format!(
            "delete from search_words where keeper_id = $1 and ({})",
            these.join(" or ")
        );
        let mut values = params![keeper].to_vec();
        for (word, contact, _) in some {
            values.extend([word.to_value(), contact.to_value()]);
        }
        tx.run(&sql, &values)?;
    }
    Ok(())
}

/// Words that nobody of the notebook bears any more are not kept.
fn forget(tx: &mut Tx<'_>, keeper: PersonId, words: impl Iterator<Item = String>) -> Result<()> {
    let words: BTreeSet<_> = words.collect();
    let words: Vec<_> = words.into_iter().collect();
    for some in words.chunks(ROWS) {
        let sql = format!(
            "delete from search_vocabulary
             where keeper_id = $1 and word in ({})
               and not exists (
                 select 1
                 from search_words w
                 where w.keeper_id = $1 and w.word = search_vocabulary.word
               )",
            places(2, some.len())
        );
        tx.run(&sql, &values(keeper, some))?;
    }
    Ok(())
}
