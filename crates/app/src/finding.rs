//! Finding people in one's notebook: which contacts a page of it shows, without reading the others.

use std::collections::{BTreeMap, BTreeSet};

use domain::contact::Contact;
use domain::finding;
use domain::id::{ContactId, EventId};
use domain::text::folded;
use jiff::Timestamp;

use crate::notebook::{PAGE, Search, Shelf, last_met, strength};
use crate::seat::Keeper;
use crate::ties::Ties;
use crate::{Cx, Result};

/// Makes everything that is searched by anew; of how many contacts.
pub fn rebuild(tx: &mut store::Tx<'_>) -> store::Result<usize> {
    store::directory::rebuild(tx)?;
    store::finding::rebuild(tx)
}

/// Contacts found only by words that are perhaps not the keeper's to see, looked at once more.
const LOOKED_AT: usize = 200;

/// A page of a notebook.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its contacts, in order.
    pub ids: Vec<ContactId>,
    /// How many were found in all.
    pub found: usize,
    /// Which page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

impl Page {
    fn of(found: usize, asked: &str) -> Self {
        let pages = found.div_ceil(PAGE).max(1);
        Self {
            ids: Vec::new(),
            found,
            page: asked.parse().unwrap_or(1).clamp(1, pages),
            pages,
        }
    }

    fn before(&self) -> usize {
        (self.page - 1) * PAGE
    }

    fn with(self, ids: impl IntoIterator<Item = ContactId>) -> Self {
        let ids = ids.into_iter().skip(self.before()).take(PAGE).collect();
        Self { ids, ..self }
    }
}

/// The page of a notebook that is asked for.
pub(crate) fn page(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    search: &Search,
    (ties, total): (&Ties, usize),
) -> Result<Page> {
    let Some(ids) = wanted(cx, keeper, search)? else {
        return whole(cx, keeper, search, (ties, total));
    };
    let page = Page::of(ids.len(), &search.page);
    if !finding::terms(&search.q).is_empty() && search.sort.is_empty() {
        // The nearest first.
        return Ok(page.with(ids));
    }
    let mut contacts = store::contacts::by_ids(cx.tx, keeper.id(), &ids)?;
    match search.sort.as_str() {
        "close" => contacts.sort_by(|a, b| {
            let by = |contact| strength(ties, contact, cx.now);
            by(b).total_cmp(&by(a))
        }),
        "name" => contacts.sort_by_cached_key(|contact| folded(&contact.name)),
        _ => contacts.sort_by_key(|contact| std::cmp::Reverse(last_met(ties, contact))),
    }
    Ok(page.with(contacts.into_iter().map(|contact| contact.id)))
}

/// Everybody who is searched for, by name: the whole notebook when nothing is.
pub(crate) fn everybody(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    search: &Search,
) -> Result<Vec<Contact>> {
    let mut contacts = match wanted(cx, keeper, search)? {
        Some(ids) => store::contacts::by_ids(cx.tx, keeper.id(), &ids)?,
        None => store::contacts::of_keeper(cx.tx, keeper.id())?,
    };
    contacts.sort_by_cached_key(|contact| folded(&contact.name));
    Ok(contacts)
}

/// The contacts that words and a tag ask for, the nearest first; nothing when neither asks.
fn wanted(cx: &mut Cx<'_, '_>, keeper: Keeper, search: &Search) -> Result<Option<Vec<ContactId>>> {
    let searched = !finding::terms(&search.q).is_empty();
    let tagged = match search.tag.as_str() {
        "" => None,
        tag => Some(store::finding::tagged(cx.tx, keeper.id(), tag)?),
    };
    Ok(match (searched, tagged) {
        (true, Some(tagged)) => {
            let tagged: BTreeSet<_> = tagged.into_iter().collect();
            let found = hits(cx, keeper, &search.q)?.into_iter();
            Some(found.filter(|id| tagged.contains(id)).collect())
        }
        (true, None) => Some(hits(cx, keeper, &search.q)?),
        (false, tagged) => tagged,
    })
}

/// A page of the whole notebook: by name from its index; else those the keeper had to do with, who
/// are as many as they met, among as many of the latest others as the page may need.
fn whole(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    search: &Search,
    (ties, total): (&Ties, usize),
) -> Result<Page> {
    let page = Page::of(total, &search.page);
    let me = keeper.id();
    if search.sort == "name" {
        let (limit, offset) = (PAGE as i64, page.before() as i64);
        let ids = store::finding::by_name(cx.tx, me, limit, offset)?;
        return Ok(Page { ids, ..page });
    }
    let people: Vec<_> = ties.keys().copied().collect();
    let tied = store::contacts::of_people(cx.tx, me, &people)?;
    let mut met: BTreeMap<ContactId, (Timestamp, f64)> = BTreeMap::new();
    let reach = page.before() + PAGE + tied.len();
    for (id, at) in store::finding::latest(cx.tx, me, reach as i64)? {
        met.insert(id, (at, 0.0));
    }
    for contact in &tied {
        let last = last_met(ties, contact);
        met.insert(contact.id, (last, strength(ties, contact, cx.now)));
    }
    let mut all: Vec<_> = met.into_iter().collect();
    all.sort_by(|(a, (a_met, a_tie)), (b, (b_met, b_tie))| {
        let closer = match search.sort.as_str() {
            "close" => b_tie.total_cmp(a_tie),
            _ => std::cmp::Ordering::Equal,
        };
        closer.then(b_met.cmp(a_met)).then(b.cmp(a))
    });
    Ok(page.with(all.into_iter().map(|(id, _)| id)))
}

/// The contacts that every word typed is found of, the nearest first.
pub(crate) fn hits(cx: &mut Cx<'_, '_>, keeper: Keeper, q: &str) -> Result<Vec<ContactId>> {
    let terms = finding::terms(q);
    let hits = store::finding::search(cx.tx, keeper.id(), &terms)?;
    let unsure = hits.iter().filter(|hit| hit.unsure).take(LOOKED_AT);
    let unsure: Vec<_> = unsure.map(|hit| hit.contact).collect();
    let mut seen = BTreeSet::new();
    if !unsure.is_empty() {
        let contacts = store::contacts::by_ids(cx.tx, keeper.id(), &unsure)?;
        let shelf = Shelf::read(cx, keeper, contacts)?;
        for contact in shelf.contacts() {
            let words: BTreeSet<_> = finding::words(&shelf.words(contact)).collect();
            let met = |term: &String| words.iter().any(|word| finding::meets(term, word));
            if terms.iter().all(met) {
                seen.insert(contact.id);
            }
        }
    }
    let hits = hits.into_iter();
    let mine = hits.filter(|hit| !hit.unsure || seen.contains(&hit.contact));
    Ok(mine.map(|hit| hit.contact).collect())
}

/// Whom somebody half remembered may be: those found, or the latest ones and those of the same event.
pub(crate) fn perhaps(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    event: Option<EventId>,
    q: &str,
) -> Result<Vec<Contact>> {
    let me = keeper.id();
    if !finding::terms(q).is_empty() {
        let ids = hits(cx, keeper, q)?;
        return Ok(store::contacts::by_ids(cx.tx, me, &ids)?);
    }
    let latest = store::finding::latest(cx.tx, me, LOOKED_AT as i64)?;
    let mut ids: BTreeSet<_> = latest.into_iter().map(|(id, _)| id).collect();
    if let Some(event) = event {
        ids.extend(store::contacts::of_event(cx.tx, me, event)?);
    }
    let ids: Vec<_> = ids.into_iter().collect();
    Ok(store::contacts::by_ids(cx.tx, me, &ids)?)
}
