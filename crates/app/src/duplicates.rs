//! Who may be in a notebook twice: proposed with the reasons, joined and parted by its keeper,
//! remembered when they are two. Everything here takes a [`Keeper`], and touches that keeper's
//! notebook only.

use std::collections::{BTreeSet, HashMap};

use domain::contact::Contact;
use domain::contact_card::ContactCard;
use domain::id::ContactId;
pub use domain::likeness::{Comparison, Level, Reason};
use domain::likeness::{Keys, Likeness, Read, Record, Score, Sides, search};
use domain::merge::{Merge, may_join};

use crate::seat::Keeper;
use crate::shown::Shown;
use crate::{Cx, Result, contacts};

mod arriving;
mod joining;

pub use arriving::{Alike, arriving};
pub(crate) use joining::let_go;
pub use joining::{merge, undo};

/// How likely two contacts must be one to be proposed.
const THRESHOLD: f64 = 0.3;
/// Contacts whose cards are looked at together.
const AT_ONCE: usize = 500;
/// Proposals at once; when they are decided, others come.
const PROPOSALS: usize = 50;
/// Proposals on the page of one contact, whose notes come first; decided, the next one follows.
const OF_ONE: usize = 1;
/// Merges shown to be undone; the older ones follow as these are.
const MERGES: i64 = 100;

/// Two contacts that may be one.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The one to keep: known to the house, or else the older.
    pub kept: Contact,
    /// The cards of the one to keep.
    pub kept_cards: Vec<ContactCard>,
    /// The other.
    pub gone: Contact,
    /// Its cards.
    pub gone_cards: Vec<ContactCard>,
    /// How likely it is, 0 to 1.
    pub probability: f64,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// What there is to decide and to undo.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    /// The likeliest first.
    pub proposals: Vec<Proposal>,
    /// The last first.
    pub merges: Vec<Merge>,
}

impl Proposal {
    fn new(shelf: &Shelf, (one, other, score): Pair<'_>) -> Self {
        let (kept, gone) = match stays(one) <= stays(other) {
            true => (one, other),
            false => (other, one),
        };
        Self {
            kept: kept.clone(),
            kept_cards: shelf.cards(kept).to_vec(),
            gone: gone.clone(),
            gone_cards: shelf.cards(gone).to_vec(),
            probability: score.probability,
            reasons: score.reasons,
        }
    }
}

/// What orders who stays: the lesser stays.
fn stays(contact: &Contact) -> (bool, jiff::Timestamp, ContactId) {
    (contact.person_id.is_none(), contact.created_at, contact.id)
}

/// The cards of contacts, and what their keeper sees of the people they are.
struct Shelf {
    cards: HashMap<ContactId, Vec<ContactCard>>,
    shown: Shown,
}

impl Shelf {
    fn of<'a>(
        cx: &mut Cx<'_, '_>,
        keeper: Keeper,
        contacts: impl IntoIterator<Item = &'a Contact>,
    ) -> Result<Self> {
        let contacts: Vec<&Contact> = contacts.into_iter().collect();
        let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
        let mut cards = HashMap::<_, Vec<ContactCard>>::new();
        for card in store::contact_cards::of_contacts(cx.tx, keeper.id(), &ids)? {
            cards.entry(card.contact_id).or_default().push(card);
        }
        let shown = Shown::of(cx, keeper, contacts)?;
        Ok(Self { cards, shown })
    }

    fn cards(&self, contact: &Contact) -> &[ContactCard] {
        self.cards.get(&contact.id).map_or(&[], Vec::as_slice)
    }

    fn read(&self, contact: &Contact) -> Option<Read> {
        let record = Record::of_contact(contact, self.cards(contact), self.shown.by(contact))?;
        Some(Read::of(&record))
    }
}

/// The contacts that say something, and what: read some at a time, so that no more stays than is compared.
fn readable<'a>(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    contacts: &'a [Contact],
) -> Result<(Vec<&'a Contact>, Vec<Read>)> {
    let (mut known, mut reads) = (Vec::new(), Vec::new());
    for some in contacts.chunks(AT_ONCE) {
        let shelf = Shelf::of(cx, keeper, some)?;
        let read = some.iter().filter_map(|c| Some((c, shelf.read(c)?)));
        read.for_each(|(contact, read)| {
            known.push(contact);
            reads.push(read);
        });
    }
    Ok((known, reads))
}

/// Pairs that their keeper told apart, the lesser id first.
struct Told(BTreeSet<(ContactId, ContactId)>);

impl Told {
    fn of(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Self> {
        let all = store::contact_merges::differences(cx.tx, keeper.id())?;
        Ok(Self(all.into_iter().collect()))
    }

    fn may_be_one(&self, a: &Contact, b: &Contact) -> bool {
        may_join(a, b) && !self.0.contains(&(a.id.min(b.id), a.id.max(b.id)))
    }
}

/// Looks through the keeper's notebook.
pub fn of(cx: &mut Cx<'_, '_>, keeper: Keeper) -> Result<Duplicates> {
    let contacts = store::contacts::of_keeper(cx.tx, keeper.id())?;
    let told = Told::of(cx, keeper)?;
    let (known, reads) = readable(cx, keeper, &contacts)?;
    let found = search(Likeness::default(), &reads, Sides::One, THRESHOLD, false);
    drop(reads);
    let pairs = found.matches.into_iter().map(|found| {
        let (a, b) = found.pair;
        (known[a as usize], known[b as usize], found.score)
    });
    let pairs = pairs.filter(|(a, b, _)| told.may_be_one(a, b));
    let pairs = best(pairs.collect(), PROPOSALS);
    let shelf = Shelf::of(cx, keeper, pairs.iter().flat_map(|(a, b, _)| [*a, *b]))?;
    Ok(Duplicates {
        proposals: proposals(&shelf, pairs),
        merges: store::contact_merges::of_keeper(cx.tx, keeper.id(), MERGES)?,
    })
}

/// Whom one contact may be, looked for among those filed under what it says.
pub fn like(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId) -> Result<Vec<Proposal>> {
    let me = keeper.id();
    let contact = contacts::find(cx, keeper, id)?;
    let own = Shelf::of(cx, keeper, [&contact])?;
    let Some(this) = own.read(&contact) else {
        return Ok(Vec::new());
    };
    let mut filed = store::finding::filed(cx.tx, me, &Keys::of(&this).sought)?;
    filed.retain(|other| *other != id);
    let others = store::contacts::by_ids(cx.tx, me, &filed)?;
    let mut shelf = Shelf::of(cx, keeper, &others)?;
    shelf.cards.extend(own.cards);
    let told = Told::of(cx, keeper)?;
    let pool = usize::try_from(store::contacts::count(cx.tx, me)?).unwrap_or(usize::MAX);
    let others = others
        .iter()
        .filter(|other| told.may_be_one(&contact, other));
    let pairs = others.filter_map(|other| {
        let score = Likeness::shipped().score(&this, &shelf.read(other)?, pool);
        (score.probability >= THRESHOLD).then_some((&contact, other, score))
    });
    Ok(proposals(&shelf, best(pairs.collect(), OF_ONE)))
}

type Pair<'a> = (&'a Contact, &'a Contact, Score);

/// The likeliest pairs.
fn best(mut pairs: Vec<Pair<'_>>, most: usize) -> Vec<Pair<'_>> {
    pairs.sort_by(|a, b| b.2.bits.total_cmp(&a.2.bits));
    pairs.truncate(most);
    pairs
}

fn proposals(shelf: &Shelf, pairs: Vec<Pair<'_>>) -> Vec<Proposal> {
    let pairs = pairs.into_iter();
    pairs.map(|pair| Proposal::new(shelf, pair)).collect()
}

/// Remembers that two contacts are two people.
pub fn differ(cx: &mut Cx<'_, '_>, keeper: Keeper, one: ContactId, other: ContactId) -> Result<()> {
    let (one, other) = (
        contacts::find(cx, keeper, one)?,
        contacts::find(cx, keeper, other)?,
    );
    Ok(store::contact_merges::differ(
        cx.tx,
        keeper.id(),
        (one.id, other.id),
        cx.now,
    )?)
}
