//! Who may be in a notebook twice: proposed with the reasons, joined and parted by its keeper,
//! remembered when they are two. Everything here takes a [`Keeper`], and touches that keeper's
//! notebook only.

use std::collections::{BTreeSet, HashMap};

use domain::activity::Activity;
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
    fn new(one: Known<'_>, other: Known<'_>, score: Score) -> Self {
        let (kept, gone) = match stays(one.contact) <= stays(other.contact) {
            true => (one, other),
            false => (other, one),
        };
        Self {
            kept: kept.contact.clone(),
            kept_cards: kept.cards.to_vec(),
            gone: gone.contact.clone(),
            gone_cards: gone.cards.to_vec(),
            probability: score.probability,
            reasons: score.reasons,
        }
    }
}

/// A contact with its cards, and what its keeper sees of the person.
#[derive(Clone, Copy)]
struct Known<'a> {
    contact: &'a Contact,
    cards: &'a [ContactCard],
    shown: &'a [Activity],
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
    fn new(cards: Vec<ContactCard>, shown: Shown) -> Self {
        let mut all = HashMap::<_, Vec<ContactCard>>::new();
        for card in cards {
            all.entry(card.contact_id).or_default().push(card);
        }
        Self { cards: all, shown }
    }

    fn known<'a>(&'a self, contact: &'a Contact) -> Known<'a> {
        Known {
            contact,
            cards: self.cards.get(&contact.id).map_or(&[], Vec::as_slice),
            shown: self.shown.by(contact),
        }
    }
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
    let me = keeper.id();
    let contacts = store::contacts::of_keeper(cx.tx, me)?;
    let shown = Shown::of(cx, keeper, &contacts)?;
    let shelf = Shelf::new(store::contact_cards::of_keeper(cx.tx, me)?, shown);
    let told = Told::of(cx, keeper)?;
    let (contacts, reads): (Vec<Known<'_>>, Vec<Read>) = contacts
        .iter()
        .map(|contact| shelf.known(contact))
        .filter_map(|known| Some((known, read(known)?)))
        .unzip();
    let found = search(Likeness::default(), &reads, Sides::One, THRESHOLD, false);
    let pairs = found.matches.into_iter().map(|found| {
        let (a, b) = found.pair;
        (contacts[a as usize], contacts[b as usize], found.score)
    });
    let pairs = pairs.filter(|(a, b, _)| told.may_be_one(a.contact, b.contact));
    Ok(Duplicates {
        proposals: best(pairs, PROPOSALS),
        merges: store::contact_merges::of_keeper(cx.tx, me, MERGES)?,
    })
}

/// Whom one contact may be, looked for among those filed under what it says.
pub fn like(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId) -> Result<Vec<Proposal>> {
    let me = keeper.id();
    let contact = contacts::find(cx, keeper, id)?;
    let shown = Shown::of(cx, keeper, [&contact])?;
    let own = Shelf::new(store::contact_cards::of_contact(cx.tx, me, id)?, shown);
    let known = own.known(&contact);
    let Some(this) = read(known) else {
        return Ok(Vec::new());
    };
    let mut filed = store::finding::filed(cx.tx, me, &Keys::of(&this).sought)?;
    filed.retain(|other| *other != id);
    let others = store::contacts::by_ids(cx.tx, me, &filed)?;
    let shown = Shown::of(cx, keeper, &others)?;
    let cards = store::contact_cards::of_contacts(cx.tx, me, &filed)?;
    let shelf = Shelf::new(cards, shown);
    let told = Told::of(cx, keeper)?;
    let pool = usize::try_from(store::contacts::count(cx.tx, me)?).unwrap_or(usize::MAX);
    let others = others
        .iter()
        .filter(|other| told.may_be_one(&contact, other));
    let pairs = others.filter_map(|other| {
        let other = shelf.known(other);
        let score = Likeness::shipped().score(&this, &read(other)?, pool);
        (score.probability >= THRESHOLD).then_some((known, other, score))
    });
    Ok(best(pairs, OF_ONE))
}

/// The likeliest pairs.
fn best<'a>(
    pairs: impl Iterator<Item = (Known<'a>, Known<'a>, Score)>,
    most: usize,
) -> Vec<Proposal> {
    let mut all: Vec<_> = pairs.collect();
    all.sort_by(|a, b| b.2.bits.total_cmp(&a.2.bits));
    all.truncate(most);
    let each = all.into_iter();
    each.map(|(a, b, score)| Proposal::new(a, b, score))
        .collect()
}

fn read(known: Known<'_>) -> Option<Read> {
    let record = Record::of_contact(known.contact, known.cards, known.shown)?;
    Some(Read::of(&record))
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
