//! What a file would do to a notebook, worked out card by card without doing it.

use std::collections::{HashMap, HashSet};

use domain::card::{Card, Labelled};
use domain::contact_card::{CARDS_LIMIT, ContactCard, Import, Refusal, Source, trade};
use domain::id::{ContactId, ImportId};
use formats::card_file::{self, Trouble};
use formats::card_table::{self, Column};
use formats::vcard;

use super::{find, stamp, why_key};
use crate::contact_cards::fingerprint;
use crate::error::Say;
use crate::same::{By, Known};
use crate::seat::Keeper;
use crate::{Cx, Error, Result, notebook_out, phone_book};

/// Rows of each fate that a preview shows.
pub const SHOWN: usize = 100;

/// Refusals that are remembered once a file is kept.
const REMEMBERED: usize = 200;

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
    pub(super) import: Import,
    pub(super) items: Vec<Planned>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) refused: usize,
    pub(super) known: usize,
    pub(super) stamp: (i64, i64),
    pub(super) preview: Preview,
}

pub(super) struct Planned {
    pub(super) card: Card,
    pub(super) line: usize,
    pub(super) raw: String,
    pub(super) print: Vec<u8>,
    /// The contact there is, or the place among the new ones.
    pub(super) of: Of,
}

#[derive(Clone, Copy)]
pub(super) enum Of {
    Contact(ContactId),
    New(ContactId),
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
