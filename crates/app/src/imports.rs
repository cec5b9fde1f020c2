//! Bringing a file of cards into a notebook: taken in, previewed, kept or dropped, undone as a whole
//! at any later time. Bringing the same file in twice changes nothing. Everything here takes a
//! [`Keeper`], and touches that keeper's notebook only.

use domain::contact::{CONTACTS_LIMIT, Contact};
use domain::contact_card::{ContactCard, IMPORTS_LIMIT, Import, ORIGIN_LIMIT};
use domain::id::ImportId;
use formats::card_file::{self, FileError};
pub use formats::card_file::{Trouble, UNENDED};
use formats::card_table;
pub use formats::card_table::{Column, MEANINGS};
use jiff::SignedDuration;

use crate::error::Say;
pub use crate::same::By;
use crate::seat::Keeper;
use crate::{Cx, Error, Result, contacts};

mod leaving;
mod planning;

pub use planning::{Fate, Joins, Plan, Preview, Row, SHOWN, plan};
use planning::{Of, Planned};

/// The largest file, in octets.
pub const UPLOAD_LIMIT: usize = card_file::FILE_LIMIT;
/// Cards that are written together.
const AT_ONCE: usize = 1_000;
/// How long a file waits to be kept.
const PATIENCE: SignedDuration = SignedDuration::from_hours(48);

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

/// What must not have changed between planning and doing.
fn stamp(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<(i64, i64)> {
    let cards = store::contact_cards::count(cx.tx, keeper.id())?;
    Ok((cards, store::contacts::count(cx.tx, keeper.id())?))
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
