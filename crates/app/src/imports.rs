//! Bringing a file of cards into a notebook: taken in, previewed, kept or dropped, undone as a whole
//! at any later time. Bringing the same file in twice changes nothing. Everything here takes a
//! [`Keeper`], and touches that keeper's notebook only.

use std::collections::{HashMap, HashSet};

use domain::card::{Card, Labelled};
use domain::contact::{CONTACTS_LIMIT, Contact};
use domain::contact_card::{
    CARDS_LIMIT, ContactCard, IMPORTS_LIMIT, Import, ORIGIN_LIMIT, Refusal, Source, trade,
};
use domain::id::{ContactId, ImportId};
use formats::card_file::{self, FileError};
pub use formats::card_file::{Trouble, UNENDED};
pub use formats::card_table::{Column, MEANINGS};
use formats::{card_table, vcard};
use jiff::SignedDuration;

use crate::contact_cards::fingerprint;
use crate::error::Say;
pub use crate::same::By;
use crate::same::Known;
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts, notebook_out, phone_book};

mod leaving;

/// The largest file, in octets.
pub const UPLOAD_LIMIT: usize = card_file::FILE_LIMIT;
/// Rows of each fate that a preview shows.
pub const SHOWN: usize = 100;
/// Cards that are written together.
const AT_ONCE: usize = 1_000;
/// Refusals that are remembered once a file is kept.
const REMEMBERED: usize = 200;
/// How long a file waits to be kept.
const PATIENCE: SignedDuration = SignedDuration::from_hours(48);

/// What happens to a card of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Somebody new to the notebook.
    New,
    /// One more card of a contact there is, or of somebody new who has another in the same file.
    Joins,
    /// The notebook has this very card.
    Known,
    /// It cannot be taken.
    Bad,
}

/// A card of a file, and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it begins.
    pub line: usize,
    /// Whom it names.
    pub name: String,
    /// What they do.
    pub does: String,
    /// A telephone and an e-mail address, of those there are.
    pub reached: Vec<String>,
    /// What happens to it.
    pub fate: Fate,
    /// Whom it joins.
    pub joins: Option<Joins>,
    /// Why it cannot be taken, or how many of its lines were not understood.
    pub said: Option<Say>,
    /// The beginning of what stood there, when it cannot be taken.
    pub raw: String,
}

/// Whom a card joins, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joins {
    /// The contact there is; none when it comes in the same file.
    pub contact: Option<ContactId>,
    /// What they are called.
    pub name: String,
    /// What they have in common, beside the name.
    pub by: By,
}

/// What a file would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The file.
    pub import: Import,
    /// The columns of a table.
    pub columns: Vec<Column>,
    /// The first rows of each fate, in the order of the file.
    pub rows: Vec<Row>,
    /// How many cards meet each fate, in the order of [`Fate`].
    pub counts: [usize; 4],
    /// How many lines were not understood; they are kept as they stood.
    pub troubles: usize,
    /// The first of them.
    pub unread: Vec<Trouble>,
}

/// What would be done with a file, worked out away from the thread that writes.
pub struct Plan {
    import: Import,
    items: Vec<Planned>,
    refusals: Vec<Refusal>,
    refused: usize,
    known: usize,
    stamp: (i64, i64),
    preview: Preview,
}

struct Planned {
    card: Card,
    line: usize,
    raw: String,
    print: Vec<u8>,
    /// The contact there is, or the place among the new ones.
    of: Of,
}

#[derive(Clone, Copy)]
enum Of {
    Contact(ContactId),
    New(ContactId),
}

/// A keeper's files, newest first.
pub fn list(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Vec<Import>> {
    Ok(store::imports::of_keeper(cx.tx, keeper.id())?)
}

/// Takes a file in, of which nothing is kept yet.
pub fn take_in(cx: &mut Cx<'_, '_>, keeper: Keeper, name: &str, file: &[u8]) -> Result<ImportId> {
    let source = card_file::kind(file).map_err(unreadable)?;
    forget_waiting(cx)?;
    if list(cx, keeper)?.len() as i64 >= IMPORTS_LIMIT {
        let say = Say::new("imports-limit").number("limit", IMPORTS_LIMIT);
        return Err(Error::Refused(say));
    }
    let name: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    let import = Import {
        id: cx.id(),
        keeper_id: keeper.id(),
        name,
        source,
        columns: Vec::new(),
        refusals: Vec::new(),
        added: 0,
        joined: 0,
        known: 0,
        refused: 0,
        created_at: cx.now,
        kept_at: None,
        undone_at: None,
    };
    store::imports::insert(cx.tx, &import, file)?;
    Ok(import.id)
}

fn unreadable(error: FileError) -> Error {
    let say = match error {
        FileError::Empty => Say::new("imports-empty"),
        FileError::TooLarge => too_large(),
        FileError::Spreadsheet => Say::new("import-spreadsheet"),
        FileError::Markup => Say::new("imports-markup"),
        FileError::Unknown => Say::new("imports-unknown"),
    };
    Error::Invalid(vec![("file", say)])
}

/// The sentence for a file larger than [`UPLOAD_LIMIT`].
pub fn too_large() -> Say {
    Say::new("imports-too-large").number("limit", (UPLOAD_LIMIT >> 20) as i64)
}

/// Lets go of the files that nobody kept for so long.
pub fn forget_waiting(cx: &mut Cx<'_, '_>) -> Result<()> {
    store::imports::sweep(cx.tx, cx.now - PATIENCE)?;
    Ok(())
}

/// A file of the keeper.
pub fn find(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ImportId) -> Result<Import> {
    store::imports::find(cx.tx, keeper.id(), id)?.ok_or(Error::NotFound)
}

/// Says what the columns of a table hold. Nothing, once it is kept.
pub fn say_columns(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    id: ImportId,
    columns: &[String],
) -> Result<()> {
    let import = find(cx, keeper, id)?;
    let known = |column: &&String| card_table::MEANINGS.contains(&column.as_str());
    let columns: Vec<String> = columns
        .iter()
        .take(card_table::COLUMN_LIMIT)
        .cloned()
        .collect();
    if !columns.iter().all(|column| known(&column)) {
        return Err(Error::NotFound);
    }
    if import.kept_at.is_some() {
        return Ok(());
    }
    Ok(store::imports::set_columns(
        cx.tx,
        keeper.id(),
        id,
        &columns,
    )?)
}

/// What would be done with a file that waits; `None` once it is kept, which another form may have
/// asked a moment ago.
pub fn waiting(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ImportId) -> Result<Option<Plan>> {
    match plan(cx, keeper, id) {
        Err(Error::NotFound) if find(cx, keeper, id)?.kept_at.is_some() => Ok(None),
        plan => plan.map(Some),
    }
}

/// Works out what a file would do, without doing it.
pub fn plan(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ImportId) -> Result<Plan> {
    let import = find(cx, keeper, id)?;
    let file = store::imports::file(cx.tx, keeper.id(), id)?.ok_or(Error::NotFound)?;
    let stamp = stamp(cx, keeper)?;
    let prints = store::contact_cards::fingerprints(cx.tx, keeper.id())?;
    let cards = store::contact_cards::of_keeper(cx.tx, keeper.id())?;
    let callings = callings(cx, keeper, &cards)?;
    let mut planner = Planner {
        seen: prints.into_iter().map(|(print, _)| print).collect(),
        callings,
        known: Known::from(cards),
        new: HashMap::new(),
        plan: Plan {
            items: Vec::new(),
            refusals: Vec::new(),
            refused: 0,
            known: 0,
            stamp,
            preview: Preview {
                columns: match import.source {
                    Source::Csv => card_table::columns(&file, &import.columns),
                    _ => Vec::new(),
                },
                rows: Vec::new(),
                counts: [0; 4],
                troubles: 0,
                unread: Vec::new(),
                import: import.clone(),
            },
            import,
        },
    };
    let columns = planner.plan.import.columns.clone();
    let source = planner.plan.import.source;
    let mut is_own = false;
    for item in card_file::read(source, &file, &columns) {
        if !is_own && item.card.as_ref().is_ok_and(|card| planner.wrote(card)) {
            is_own = true;
            planner
                .seen
                .extend(notebook_out::prints(cx, keeper, source)?);
        }
        planner.take(cx, item);
    }
    name_joined(cx, keeper, &mut planner.plan.preview.rows)?;
    Ok(planner.plan)
}

/// What the notebook's own files call its contacts.
fn callings(cx: &mut Cx<'_, '_>, keeper: Keeper, cards: &[ContactCard]) -> Result<HashSet<String>> {
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?;
    let own = contacts.iter().map(|contact| contact.id.to_string());
    let told = cards.iter().map(|card| card.card.uid.clone());
    let mut all: HashSet<String> = own.chain(told).collect();
    all.remove("");
    Ok(all)
}

/// Says of the rows that join a contact what it is called.
fn name_joined(cx: &mut Cx<'_, '_>, keeper: Keeper, rows: &mut [Row]) -> Result<()> {
    let joins = rows.iter_mut().filter_map(|row| row.joins.as_mut());
    let mut joins: Vec<&mut Joins> = joins.filter(|joins| joins.name.is_empty()).collect();
    let ids: Vec<ContactId> = joins.iter().filter_map(|joins| joins.contact).collect();
    let contacts = store::contacts::by_ids(cx.tx, keeper.id(), &ids)?;
    let names: HashMap<ContactId, String> = contacts.into_iter().map(|c| (c.id, c.name)).collect();
    for joins in &mut joins {
        let name = joins.contact.and_then(|id| names.get(&id));
        joins.name = name.cloned().unwrap_or_default();
    }
    Ok(())
}

/// What must not have changed between planning and doing.
fn stamp(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<(i64, i64)> {
    let cards = store::contact_cards::count(cx.tx, keeper.id())?;
    Ok((cards, store::contacts::count(cx.tx, keeper.id())?))
}

struct Planner {
    seen: HashSet<Vec<u8>>,
    /// What the notebook's own files call its contacts.
    callings: HashSet<String>,
    known: Known,
    /// How many cards each contact would have.
    new: HashMap<ContactId, usize>,
    plan: Plan,
}

impl Planner {
    fn take(&mut self, cx: &Cx<'_, '_>, item: card_file::Item) {
        let refusal = item.refusal();
        let (line, troubles) = (item.line, item.troubles.len());
        let preview = &mut self.plan.preview;
        preview.troubles += troubles;
        let room = SHOWN.saturating_sub(preview.unread.len());
        preview.unread.extend(item.troubles.into_iter().take(room));
        let raw = refusal.as_ref().map(|r| r.raw.clone());
        let (card, why) = match (item.card, refusal) {
            (Ok(card), _) => (card, None),
            (Err(why), refusal) => {
                self.plan.refused += 1;
                if self.plan.refusals.len() < REMEMBERED {
                    self.plan.refusals.extend(refusal);
                }
                (Card::default(), Some(why))
            }
        };
        let (name, does, reached) = (card.shown_name(), trade(&card), reached(&card));
        let does = [does.title, does.organisation]
            .into_iter()
            .filter(|s| !s.is_empty());
        let does = does.collect::<Vec<_>>().join(", ");
        let (fate, joins) = match why {
            Some(_) => (Fate::Bad, None),
            None => self.place(cx, card, line, item.raw),
        };
        let said = match why {
            Some(why) => Some(Say::new(why_key(why))),
            None if troubles > 0 => {
                Some(Say::new("imports-troubles").number("count", troubles as i64))
            }
            None => None,
        };
        let counts = &mut self.plan.preview.counts;
        counts[fate as usize] += 1;
        if counts[fate as usize] <= SHOWN {
            self.plan.preview.rows.push(Row {
                line,
                name,
                does,
                reached,
                fate,
                joins,
                said,
                raw: raw.unwrap_or_default(),
            });
        }
    }

    /// Whether the notebook wrote the card itself, perhaps: it calls itself what the notebook does, or
    /// is of somebody who is there.
    fn wrote(&self, card: &Card) -> bool {
        let column = card.extras.iter().find(|extra| extra.name == "X-UID");
        let uid = column.map_or_else(|| card.uid.clone(), vcard::text);
        let perhaps = self.callings.contains(&uid) || self.known.whose(card).is_some();
        perhaps && !self.seen.contains(&fingerprint(card, None))
    }

    fn place(
        &mut self,
        cx: &Cx<'_, '_>,
        card: Card,
        line: usize,
        raw: String,
    ) -> (Fate, Option<Joins>) {
        let print = fingerprint(&card, None);
        // Private notes that went along tell nothing new.
        let note = phone_book::without_notes(&card.note);
        if note != card.note {
            let bare = Card {
                note,
                ..card.clone()
            };
            if self.seen.contains(&fingerprint(&bare, None)) {
                self.plan.known += 1;
                return (Fate::Known, None);
            }
        }
        if !self.seen.insert(print.clone()) {
            self.plan.known += 1;
            return (Fate::Known, None);
        }
        let whose = self.known.whose_by(&card).filter(|(contact, _)| {
            self.new
                .get(contact)
                .is_none_or(|cards| *cards < CARDS_LIMIT)
        });
        let (of, fate) = match whose {
            Some((contact, _)) => (Of::Contact(contact), Fate::Joins),
            None => (Of::New(cx.id()), Fate::New),
        };
        let joins = whose.map(|(contact, by)| self.joins(contact, by));
        let (Of::Contact(id) | Of::New(id)) = of;
        *self.new.entry(id).or_default() += 1;
        self.known.learn(&card, id);
        self.plan.items.push(Planned {
            card,
            line,
            raw,
            print,
            of,
        });
        (fate, joins)
    }

    /// Whom a card joins: somebody of the same file has the name that it gives them.
    fn joins(&self, contact: ContactId, by: By) -> Joins {
        let born = |planned: &&Planned| matches!(planned.of, Of::New(id) if id == contact);
        // Named only where it is shown.
        let shown = self.plan.preview.counts[Fate::Joins as usize] < SHOWN;
        let born = self.plan.items.iter().filter(|_| shown).find(born);
        Joins {
            contact: born.is_none().then_some(contact),
            name: born.map_or(String::new(), |planned| planned.card.shown_name()),
            by,
        }
    }
}

/// A telephone and an e-mail address of a card.
fn reached(card: &Card) -> Vec<String> {
    let first = |values: &[Labelled]| values.first().map(|v| v.value.clone());
    let values = [first(&card.phones), first(&card.emails)];
    values.into_iter().flatten().collect()
}

/// The words for why a card cannot be taken.
pub fn why_key(why: &str) -> &'static str {
    match why {
        "not-a-card" => "imports-why-not-a-card",
        "too-large" | "too-many-lines" | "too-deep" | "too-long" => "imports-why-too-large",
        "too-many" => "imports-why-too-many",
        "blank" => "imports-why-blank",
        _ => "imports-why-unreadable",
    }
}

impl Plan {
    /// What it shows, before it is kept.
    pub fn seen(&self) -> &Preview {
        &self.preview
    }

    /// What it shows.
    pub fn preview(self) -> Preview {
        self.preview
    }

    /// The cards of those who are new to the notebook.
    /// They are let go one by one: what it shows is all that stays.
    pub(crate) fn newcomers(&mut self) -> impl Iterator<Item = (ContactId, Card)> {
        let items = std::mem::take(&mut self.items).into_iter();
        items.filter_map(|planned| match planned.of {
            Of::New(id) => Some((id, planned.card)),
            Of::Contact(_) => None,
        })
    }
}

/// Keeps what a file holds, all or nothing, in a few statements. A form sent twice keeps it once.
pub fn keep(cx: &mut Cx<'_, '_>, keeper: Keeper, plan: Plan) -> Result<Import> {
    store::people::hold(cx.tx, keeper.id())?;
    let import = find(cx, keeper, plan.import.id)?;
    if import.kept_at.is_some() {
        return Ok(import);
    }
    if stamp(cx, keeper)? != plan.stamp {
        return Err(Error::refused("imports-changed"));
    }
    let is_new = |planned: &&Planned| matches!(planned.of, Of::New(_));
    let added = plan.items.iter().filter(is_new).count() as i64;
    let joined = plan.items.len() as i64 - added;
    if plan.stamp.1 + added > CONTACTS_LIMIT {
        let say = Say::new("imports-contact-limit")
            .number("limit", CONTACTS_LIMIT)
            .number("has", plan.stamp.1)
            .number("more", added);
        return Err(Error::Refused(say));
    }
    let mut items = plan.items.into_iter().zip(cx.now.as_second()..);
    loop {
        let some: Vec<(Planned, i64)> = items.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        keep_some(cx, keeper, &plan.import, some)?;
    }
    let import = Import {
        refusals: plan.refusals,
        added,
        joined,
        known: plan.known as i64,
        refused: plan.refused as i64,
        kept_at: Some(cx.now),
        ..plan.import
    };
    store::imports::update(cx.tx, &import)?;
    Ok(import)
}

/// Keeps some cards, each at its place after any card that its contact has.
fn keep_some(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    import: &Import,
    some: Vec<(Planned, i64)>,
) -> Result<()> {
    let file: String = import.name.chars().take(ORIGIN_LIMIT - 20).collect();
    let (mut added, mut cards) = (Vec::new(), Vec::with_capacity(some.len()));
    for (planned, position) in some {
        let (Of::New(contact_id) | Of::Contact(contact_id)) = planned.of;
        if matches!(planned.of, Of::New(_)) {
            added.push(Contact {
                id: contact_id,
                ..contacts::fresh(cx, keeper, planned.card.shown_name())
            });
        }
        cards.push(ContactCard {
            id: cx.id(),
            keeper_id: keeper.id(),
            contact_id,
            position,
            source: import.source,
            origin: format!("{file}:{}", planned.line),
            import_id: Some(import.id),
            card: planned.card,
            raw: planned.raw,
            fingerprint: planned.print,
            created_at: cx.now,
            updated_at: cx.now,
        });
    }
    store::contacts::insert_many(cx.tx, &added)?;
    store::contact_cards::insert(cx.tx, &cards)?;
    Ok(())
}

/// Drops a file that waits, or takes back all that a kept one brought in: its cards, and the contacts
/// that came with it and have nothing else, wherever they stand now. Whether it was kept.
pub fn undo(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ImportId) -> Result<bool> {
    let import = find(cx, keeper, id)?;
    if import.kept_at.is_none() {
        store::imports::drop_waiting(cx.tx, keeper.id(), id)?;
        return Ok(false);
    }
    if import.undone_at.is_none() {
        store::people::hold(cx.tx, keeper.id())?;
        leaving::leave(cx, keeper, &import)?;
        store::imports::undo(cx.tx, &import)?;
        let import = Import {
            undone_at: Some(cx.now),
            ..import
        };
        store::imports::update(cx.tx, &import)?;
    }
    Ok(true)
}
