//! Words and who bears them: the tables behind every search, whatever they are words of. A shelf
//! holds what may be looked through together; every statement names the shelves.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::finding::{self, INSIDE, MISTYPED, Rank, Way, cost, is_mistyped, sounds, typos, when};
use jiff::Timestamp;
use uuid::Uuid;

use super::{ROWS, places};
use crate::value::{ToValue, Value};
use crate::{Result, Tx};

/// Words of the shelves that one typed word may stand for, beside those that begin so.
const ALIKE: usize = 200;

/// Words with their rank.
pub(crate) type Words = BTreeMap<String, i64>;

/// A word, who bears it, and where it stands.
type Row = (String, Uuid, i64);

/// What the nearest words of somebody cost, and whether one of them is perhaps not to be seen.
type Spent = (i64, bool);

/// Two tables: who bears a word, and the words of a shelf with their sounds.
pub(crate) struct Index {
    pub(crate) words: &'static str,
    pub(crate) vocabulary: &'static str,
    pub(crate) shelf: &'static str,
    pub(crate) subject: &'static str,
}

/// Adds the words of a text.
pub(crate) fn add(words: &mut Words, text: &str, rank: Rank) {
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

/// Adds the words of a name, and those that are typed as one.
pub(crate) fn add_name(words: &mut Words, name: &str) {
    add(words, name, Rank::Name);
    for word in finding::joined(name) {
        add(words, &word, Rank::Name);
    }
}

/// Adds the month, in both languages, and the year of a moment.
pub(crate) fn add_when(words: &mut Words, at: Timestamp, zone: &str) {
    add(words, &when(at, zone), Rank::Around);
}

/// What differs between the words that are kept and those there are.
#[derive(Default)]
pub(crate) struct Change {
    gone: Vec<Row>,
    new: Vec<Row>,
}

impl Change {
    /// Notes what changes of somebody's words.
    pub(crate) fn note(&mut self, subject: Uuid, before: &Words, now: &Words) {
        let row = |(word, rank): (&String, &i64)| (word.clone(), subject, *rank);
        let gone = before.iter().filter(|(w, r)| now.get(*w) != Some(*r));
        self.gone.extend(gone.map(row));
        let new = now.iter().filter(|(w, r)| before.get(*w) != Some(*r));
        self.new.extend(new.map(row));
    }
}

fn values<T: ToValue>(before: &[Uuid], all: &[T]) -> Vec<Value> {
    let mut values: Vec<Value> = before.iter().map(ToValue::to_value).collect();
    values.extend(all.iter().map(ToValue::to_value));
    values
}

impl Index {
    /// Those on some shelves who bear every word, best first, the newest first among equals; with
    /// whether a word stands only where perhaps nobody may look.
    pub(crate) fn search(
        &self,
        tx: &mut Tx<'_>,
        shelves: &[Uuid],
        terms: &[String],
    ) -> Result<Vec<(Uuid, bool)>> {
        let mut all: Option<HashMap<Uuid, Spent>> = None;
        for term in terms {
            let found = self.bearers(tx, shelves, term)?;
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
        Ok(all
            .into_iter()
            .map(|(id, (_, unsure))| (id, unsure))
            .collect())
    }

    /// Who bears a word like the one typed, at what cost.
    fn bearers(
        &self,
        tx: &mut Tx<'_>,
        shelves: &[Uuid],
        term: &str,
    ) -> Result<HashMap<Uuid, Spent>> {
        let mut found = HashMap::new();
        let Self {
            words,
            shelf,
            subject,
            ..
        } = self;
        let sql = format!(
            "select {subject}, case when word = $1 then 1 else 0 end, rank
             from {words}
             where {shelf} in ({}) and word >= $1 and word < $2
             order by word, {subject}",
            places(3, shelves.len())
        );
        let mut asked = vec![term.to_value(), format!("{term}\u{10ffff}").to_value()];
        asked.extend(shelves.iter().map(ToValue::to_value));
        tx.each(&sql, &asked, |mut row| {
            let (id, same, rank): (Uuid, i64, i64) = (row.take()?, row.take()?, row.take()?);
            let way = if same == 1 { Way::Same } else { Way::Beginning };
            take(&mut found, id, way, rank);
            Ok(())
        })?;
        for (way, alike) in self.alike(tx, shelves, term, found.is_empty())? {
            for some in alike.chunks(ROWS) {
                let sql = format!(
                    "select {subject}, rank
                     from {words}
                     where {shelf} in ({}) and word in ({})
                     order by {subject}",
                    places(1, shelves.len()),
                    places(1 + shelves.len(), some.len())
                );
                for (id, rank) in tx.all::<(Uuid, i64)>(&sql, &values(shelves, some))? {
                    take(&mut found, id, way, rank);
                }
            }
        }
        Ok(found)
    }

    /// The words of the shelves that sound as typed, hold it, or, when there is nothing nearer,
    /// differ by a typo.
    fn alike(
        &self,
        tx: &mut Tx<'_>,
        shelves: &[Uuid],
        term: &str,
        none: bool,
    ) -> Result<Vec<(Way, Vec<String>)>> {
        let letters = term.chars().count();
        if letters < INSIDE {
            return Ok(Vec::new());
        }
        let Self {
            vocabulary, shelf, ..
        } = self;
        let these = places(1, shelves.len());
        let next = shelves.len() + 1;
        let mut alike = Vec::new();
        let [sound, too] = sounds(term);
        if !sound.is_empty() {
            let heard = places(next, 2);
            let sql = format!(
                "select word from {vocabulary}
                 where {shelf} in ({these}) and sound in ({heard})
                 union
                 select word from {vocabulary}
                 where {shelf} in ({these}) and sound_too in ({heard})
                 order by word
                 limit {ALIKE}"
            );
            let heard = tx.all::<String>(&sql, &values(shelves, &[sound, too]))?;
            alike.push((Way::Sound, heard));
        }
        let sql = format!(
            "select distinct word
             from {vocabulary}
             where {shelf} in ({these}) and replace(word, ${next}, '') <> word
             order by word
             limit {ALIKE}"
        );
        let inside = tx.all::<String>(&sql, &values(shelves, &[term]))?;
        alike.push((Way::Fragment, inside));
        if none && letters >= MISTYPED && alike.iter().all(|(_, words)| words.is_empty()) {
            alike.push((Way::Typo, self.mistyped(tx, shelves, term)?));
        }
        Ok(alike)
    }

    fn mistyped(&self, tx: &mut Tx<'_>, shelves: &[Uuid], term: &str) -> Result<Vec<String>> {
        let Self {
            vocabulary, shelf, ..
        } = self;
        let next = shelves.len() + 1;
        let sql = format!(
            "select distinct word
             from {vocabulary}
             where {shelf} in ({}) and length(word) between ${next} and ${}
             order by word",
            places(1, shelves.len()),
            next + 1
        );
        let letters = term.chars().count();
        let room = typos(letters);
        let lengths = [(letters - room) as i64, (letters + room) as i64];
        let mut near = Vec::new();
        tx.each(&sql, &values(shelves, &lengths), |mut row| {
            let word: String = row.take()?;
            if is_mistyped(term, &word) {
                near.push(word);
            }
            Ok(())
        })?;
        near.truncate(ALIKE);
        Ok(near)
    }

    /// Writes what changed on a shelf.
    pub(crate) fn change(&self, tx: &mut Tx<'_>, shelf: Uuid, mut change: Change) -> Result<()> {
        // In the order of the table, so that many rows touch few of its pages.
        change.new.sort_unstable();
        self.remove(tx, shelf, &change.gone)?;
        self.insert(tx, shelf, &change.new)?;
        let words = change.gone.into_iter().map(|(word, ..)| word);
        self.forget(tx, shelf, words)
    }

    /// Adds words to those who bear them, and to what the shelf knows.
    fn insert(&self, tx: &mut Tx<'_>, shelf: Uuid, rows: &[Row]) -> Result<()> {
        for some in rows.chunks(ROWS) {
            let sql = format!(
                "insert into {} ({}, word, {}, rank) values {}",
                self.words,
                self.shelf,
                self.subject,
                triples(some.len())
            );
            let mut values = vec![shelf.to_value()];
            for (word, subject, rank) in some {
                values.extend([word.to_value(), subject.to_value(), rank.to_value()]);
            }
            tx.run(&sql, &values)?;
        }
        let words: BTreeSet<_> = rows.iter().map(|(word, ..)| word).collect();
        let words: Vec<_> = words.into_iter().collect();
        for some in words.chunks(ROWS) {
            let sql = format!(
                "insert into {} ({shelf_id}, word, sound, sound_too) values {}
                 on conflict ({shelf_id}, word) do nothing",
                self.vocabulary,
                triples(some.len()),
                shelf_id = self.shelf,
            );
            let mut values = vec![shelf.to_value()];
            for word in some {
                let [sound, too] = sounds(word);
                values.extend([word.to_value(), sound.to_value(), too.to_value()]);
            }
            tx.run(&sql, &values)?;
        }
        Ok(())
    }

    /// Takes words from those who bear them.
    fn remove(&self, tx: &mut Tx<'_>, shelf: Uuid, rows: &[Row]) -> Result<()> {
        // One at a time: a list of pairs would be looked for through the whole shelf.
        for of_one in rows.chunk_by(|a, b| a.1 == b.1) {
            for some in of_one.chunks(ROWS) {
                let sql = format!(
                    "delete from {} where {} = $1 and {} = $2 and word in ({})",
                    self.words,
                    self.shelf,
                    self.subject,
                    places(3, some.len())
                );
                let words: Vec<_> = some.iter().map(|(word, ..)| word).collect();
                tx.run(&sql, &values(&[shelf, some[0].1], &words))?;
            }
        }
        Ok(())
    }

    /// Words that nobody on the shelf bears any more are not kept.
    pub(crate) fn forget(
        &self,
        tx: &mut Tx<'_>,
        shelf: Uuid,
        words: impl Iterator<Item = String>,
    ) -> Result<()> {
        let words: BTreeSet<_> = words.collect();
        let words: Vec<_> = words.into_iter().collect();
        for some in words.chunks(ROWS) {
            let sql = format!(
                "delete from {vocabulary}
                 where {shelf} = $1 and word in ({})
                   and not exists (
                     select 1
                     from {} w
                     where w.{shelf} = $1 and w.word = {vocabulary}.word
                   )",
                places(2, some.len()),
                self.words,
                vocabulary = self.vocabulary,
                shelf = self.shelf,
            );
            tx.run(&sql, &values(&[shelf], some))?;
        }
        Ok(())
    }
}

fn take(found: &mut HashMap<Uuid, Spent>, id: Uuid, way: Way, rank: i64) {
    let (spent, unsure) = (cost(way, rank), rank == Rank::Shown as i64);
    let best = found.entry(id).or_insert((spent, unsure));
    // What may surely be seen comes before what is nearer.
    let (unsure, spent) = (unsure, spent).min((best.1, best.0));
    *best = (spent, unsure);
}

/// Rows of the shelf, `$1`, and three values each.
fn triples(rows: usize) -> String {
    let each = (0..rows).map(|n| format!("($1, {})", places(3 * n + 2, 3)));
    each.collect::<Vec<_>>().join(", ")
}
