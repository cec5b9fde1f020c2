//! The notebook as its keeper leafs through it: everyone they met, found again by any word of what
//! they know. A page reads what it shows, whatever the notebook holds; [`crate::finding`] says whom.

use std::collections::{BTreeSet, HashMap};

use domain::activity::Activity;
use domain::contact::{Contact, Note};
use domain::contact_card::{ContactCard, current};
use domain::evening::Token;
use domain::follow_up::State;
use domain::id::{ContactId, EventId, PersonId};
use domain::person::{Name, Person};
use domain::text::folded;
use jiff::Timestamp;
use serde::Deserialize;
pub use store::events::Brief;

use crate::contact_cards::{self, Cards};
use crate::follow_ups::{self, Promised};
use crate::seat::Keeper;
use crate::ties::{self, Proposal, Tie, Ties};
use crate::{Cx, Error, Result, consent, duplicates, finding, shown};

/// Contacts on one page.
pub const PAGE: usize = 50;
/// Whom a half-remembered person may be, at once.
const CANDIDATES: usize = 20;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Words, in any order: all must be found.
    pub q: String,
    /// A tag, or empty for all.
    pub tag: String,
    /// `recent` (also when empty), `close` or `name`.
    pub sort: String,
    /// The page, from 1.
    pub page: String,
}

/// A contact with what is known around it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The contact.
    pub contact: Contact,
    /// The person, when the keeper may open their page.
    pub page: Option<Person>,
    /// Where they met.
    pub event: Option<Brief>,
    /// Who brought them together.
    pub through: Option<String>,
    /// The cards the keeper was given, and those the person shows them.
    pub cards: Vec<Activity>,
    /// The cards that came into the notebook, with what counts of them.
    pub kept: Vec<ContactCard>,
    /// The newest note.
    pub note: Option<String>,
    /// How close they are, 0 to 1.
    pub strength: f64,
    /// When they last talked, or else first met.
    pub last_met: Option<Timestamp>,
}

/// The notebook, one page of it.
#[derive(Clone, Debug)]
pub struct Notebook {
    /// The page's contacts.
    pub lines: Vec<Line>,
    /// How many were found.
    pub found: usize,
    /// How many there are.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Every tag with how many bear it.
    pub tags: Vec<(String, usize)>,
    /// One-to-ones that never happened.
    pub proposals: Vec<(Proposal, Option<ContactId>)>,
    /// Promises still open.
    pub open_promises: i64,
}

/// What some contacts of a notebook lean on, read at once.
pub(crate) struct Shelf {
    contacts: Vec<Contact>,
    notes: HashMap<ContactId, Vec<Note>>,
    events: HashMap<EventId, Brief>,
    people: HashMap<PersonId, Person>,
    activities: HashMap<PersonId, Vec<Activity>>,
    fellows: BTreeSet<PersonId>,
    ties: Ties,
    kept: HashMap<ContactId, Vec<ContactCard>>,
}

impl Line {
    /// Whether it is not known yet who this is.
    pub fn is_half_remembered(&self) -> bool {
        self.contact.is_half_remembered() && self.kept.is_empty()
    }
}

impl Shelf {
    pub(crate) fn read(
        cx: &mut Cx<'_, '_>,
        keeper: Keeper,
        contacts: Vec<Contact>,
    ) -> Result<Self> {
        let ties = ties::of(cx, keeper)?;
        Self::with(cx, keeper, contacts, ties)
    }

    fn with(
        cx: &mut Cx<'_, '_>,
        keeper: Keeper,
        contacts: Vec<Contact>,
        ties: Ties,
    ) -> Result<Self> {
        let me = keeper.id();
        let ids: Vec<_> = contacts.iter().map(|contact| contact.id).collect();
        let mut notes: HashMap<_, Vec<Note>> = HashMap::new();
        for note in store::notes::of_contacts(cx.tx, me, &ids)? {
            notes.entry(note.contact_id).or_default().push(note);
        }
        let mut kept: HashMap<_, Vec<ContactCard>> = HashMap::new();
        for card in store::contact_cards::of_contacts(cx.tx, me, &ids)? {
            kept.entry(card.contact_id).or_default().push(card);
        }
        for (contact, basis) in store::phone_books::bases(cx.tx, me, &ids)? {
            if let Some(cards) = kept.get_mut(&contact) {
                *cards = current(cards, Some(&basis));
            }
        }
        let known: BTreeSet<_> = contacts.iter().filter_map(|c| c.person_id).collect();
        let through = contacts.iter().filter_map(|c| c.through_id);
        let everyone: BTreeSet<_> = known.iter().copied().chain(through).collect();
        let everyone: Vec<_> = everyone.into_iter().collect();
        let people = store::people::by_ids(cx.tx, &everyone)?.into_iter();
        let mut activities: HashMap<_, Vec<Activity>> = HashMap::new();
        let known: Vec<_> = known.into_iter().collect();
        for (person, activity) in store::people::activities_of(cx.tx, &known)? {
            activities.entry(person).or_default().push(activity);
        }
        let there = contacts.iter().filter_map(|contact| contact.event_id);
        let with = known.iter().filter_map(|person| ties.get(person));
        let happened = with.flat_map(|tie| &tie.happened);
        let there: BTreeSet<_> = there.chain(happened.filter_map(|h| h.event)).collect();
        let there: Vec<_> = there.into_iter().collect();
        let events = store::events::briefs(cx.tx, &there)?.into_iter();
        let fellows = store::memberships::fellows_of(cx.tx, me, cx.now)?;
        Ok(Self {
            notes,
            ties,
            activities,
            people: people.map(|person| (person.id, person)).collect(),
            events: events.map(|event| (event.id, event)).collect(),
            fellows: fellows.into_iter().collect(),
            kept,
            contacts,
        })
    }

    /// The person of a contact, when the keeper may open their page.
    fn page(&self, contact: &Contact) -> Option<&Person> {
        let person = self.people.get(&contact.person_id?)?;
        shown::is_open(person, &self.fellows).then_some(person)
    }

    /// Everybody in it.
    pub(crate) fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// The notes about a contact, newest first.
    pub(crate) fn notes(&self, contact: &Contact) -> &[Note] {
        self.notes.get(&contact.id).map_or(&[], Vec::as_slice)
    }

    /// The cards of a contact that came in, with what counts of them.
    pub(crate) fn kept(&self, contact: &Contact) -> &[ContactCard] {
        self.kept.get(&contact.id).map_or(&[], Vec::as_slice)
    }

    /// The name of the person a contact is.
    pub(crate) fn person(&self, contact: &Contact) -> Option<&Name> {
        let person = self.people.get(&contact.person_id?)?;
        Some(&person.name)
    }

    pub(crate) fn cards(&self, contact: &Contact) -> Vec<&Activity> {
        let Some(id) = contact.person_id else {
            return Vec::new();
        };
        let all = self.activities.get(&id).into_iter().flatten();
        let given = self.ties.get(&id).map_or(&[][..], |tie| &tie.received);
        let open = self.page(contact).is_some();
        all.filter(|a| open || shown::is_given(a, given)).collect()
    }

    /// Every word by which a contact is found, folded.
    pub(crate) fn words(&self, contact: &Contact) -> String {
        let numbers = self.numbers(contact).join(" ");
        let mut words = vec![contact.name.as_str(), &contact.about, &numbers];
        words.extend(contact.tags.iter().map(String::as_str));
        let notes = self.notes.get(&contact.id).into_iter().flatten();
        words.extend(notes.map(|note| note.text.as_str()));
        for Activity { words: w, .. } in self.cards(contact) {
            words.extend([w.title.as_str(), &w.profession, &w.organisation]);
            words.extend([w.phone.as_str(), &w.email, &w.website]);
        }
        for ContactCard { card: c, .. } in self.kept.get(&contact.id).into_iter().flatten() {
            words.extend([c.full_name.as_str(), &c.given, &c.family, &c.note]);
            words.extend([c.title.as_str(), &c.role, &c.organisation]);
            let reached = c.phones.iter().chain(&c.emails).chain(&c.websites);
            words.extend(reached.map(|value| value.value.as_str()));
            let there = c.addresses.iter();
            words.extend(there.flat_map(|a| [a.street.as_str(), &a.city, &a.postcode]));
        }
        let mut when = String::new();
        if let Some(event) = contact.event_id.and_then(|id| self.events.get(&id)) {
            words.extend([event.title.as_str(), &event.venue]);
            when = domain::finding::when(contact.met_at.unwrap_or(event.starts_at), &event.zone);
        }
        words.push(&when);
        folded(&words.join("\n"))
    }

    /// The telephones of a contact as they are dialled.
    fn numbers(&self, contact: &Contact) -> Vec<String> {
        let shown = self
            .cards(contact)
            .into_iter()
            .map(|a| a.words.phone.as_str());
        let kept = self.kept.get(&contact.id).into_iter().flatten();
        let kept = kept.flat_map(|kept| kept.card.phones.iter().map(|phone| phone.value.as_str()));
        shown
            .chain(kept)
            .filter_map(domain::finding::dialled)
            .collect()
    }

    fn line(&self, contact: &Contact, now: Timestamp) -> Line {
        let tie = contact.person_id.and_then(|id| self.ties.get(&id));
        let through = contact.through_id.and_then(|id| self.people.get(&id));
        let note = self.notes.get(&contact.id).and_then(|notes| notes.first());
        Line {
            page: self.page(contact).cloned(),
            event: contact
                .event_id
                .and_then(|id| self.events.get(&id))
                .cloned(),
            through: through.map(|person| person.name.full()),
            cards: self.cards(contact).into_iter().cloned().collect(),
            kept: self.kept.get(&contact.id).cloned().unwrap_or_default(),
            note: note.map(|note| note.text.clone()),
            strength: tie.map_or(0.0, |tie| tie.strength(now)),
            last_met: tie.and_then(Tie::last_talk).or(contact.met_at),
            contact: contact.clone(),
        }
    }
}

/// How close a contact is.
pub(crate) fn strength(ties: &Ties, contact: &Contact, now: Timestamp) -> f64 {
    let tie = contact.person_id.and_then(|id| ties.get(&id));
    tie.map_or(0.0, |tie| tie.strength(now))
}

/// When the two last talked, or else met.
pub(crate) fn last_met(ties: &Ties, contact: &Contact) -> Timestamp {
    let tie = contact.person_id.and_then(|id| ties.get(&id));
    let last = tie.and_then(Tie::last_talk).or(contact.met_at);
    last.unwrap_or(contact.created_at)
}

/// The keeper's notebook, searched.
pub fn leaf(cx: &mut Cx<'_, '_>, keeper: Keeper, search: &Search) -> Result<Notebook> {
    let me = keeper.id();
    let ties = ties::of(cx, keeper)?;
    let total = store::contacts::count(cx.tx, me)?;
    let total = usize::try_from(total).unwrap_or_default();
    let page = finding::page(cx, keeper, search, (&ties, total))?;
    let contacts = store::contacts::by_ids(cx.tx, me, &page.ids)?;
    let shelf = Shelf::with(cx, keeper, contacts, ties)?;
    let tags = store::finding::tags(cx.tx, me)?.into_iter();
    let proposals = ties::one_to_one_never_happened(cx, keeper)?;
    let people: Vec<_> = proposals.iter().map(|p| p.person.id).collect();
    let kept = store::contacts::of_people(cx.tx, me, &people)?;
    let kept_as = |person| kept.iter().find(|c| c.person_id == Some(person));
    let proposals = proposals.into_iter().map(|proposal| {
        let contact = kept_as(proposal.person.id).map(|contact| contact.id);
        (proposal, contact)
    });
    let lines = shelf.contacts.iter().map(|c| shelf.line(c, cx.now));
    Ok(Notebook {
        lines: lines.collect(),
        found: page.found,
        total,
        page: page.page,
        pages: page.pages,
        tags: tags
            .map(|(tag, n)| (tag, usize::try_from(n).unwrap_or_default()))
            .collect(),
        proposals: proposals.collect(),
        open_promises: store::follow_ups::count_in(cx.tx, me, State::Open)?,
    })
}

/// Some contacts as lines, in their order, each with its notes. How close they are is left out: it
/// takes every evening, and a search as one types has not the time.
pub(crate) fn lines(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    ids: &[ContactId],
) -> Result<Vec<(Line, Vec<Note>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let contacts = store::contacts::by_ids(cx.tx, keeper.id(), ids)?;
    let mut shelf = Shelf::with(cx, keeper, contacts, Ties::default())?;
    let mut notes = std::mem::take(&mut shelf.notes);
    let line = |contact: &Contact| {
        let notes = notes.remove(&contact.id).unwrap_or_default();
        (shelf.line(contact, cx.now), notes)
    };
    Ok(shelf.contacts.iter().map(line).collect())
}

/// One evening with a contact.
#[derive(Clone, Debug)]
pub struct Together {
    /// Where and when.
    pub event: Brief,
    /// Minutes of talk.
    pub minutes: i64,
    /// What the contact gave: the titles of cards, or what a token was.
    pub received: Vec<String>,
    /// The strength of the tie just before.
    pub before: f64,
    /// The strength just after.
    pub after: f64,
}

/// Everything the keeper knows of a contact.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The contact.
    pub line: Line,
    /// The notes, newest first, each with where it was written.
    pub notes: Vec<(Note, Option<Brief>)>,
    /// The evenings they had to do with each other, newest first.
    pub together: Vec<Together>,
    /// What was promised, newest first.
    pub promises: Vec<Promised>,
    /// The cards that came in, and what they say together.
    pub cards: Cards,
    /// Whether the keeper may write to them.
    pub consent: consent::Standing,
    /// Who else in the notebook they may be.
    pub alike: Vec<duplicates::Proposal>,
}

/// Everything the keeper knows of a contact.
pub fn show(cx: &mut Cx<'_, '_>, keeper: Keeper, id: ContactId) -> Result<Shown> {
    let contact = crate::contacts::find(cx, keeper, id)?;
    let mut shelf = Shelf::read(cx, keeper, vec![contact.clone()])?;
    let notes = shelf.notes.remove(&id).unwrap_or_default();
    let at: Vec<_> = notes.iter().filter_map(|note| note.event_id).collect();
    for event in store::events::briefs(cx.tx, &at)? {
        shelf.events.insert(event.id, event);
    }
    let line = shelf.line(&contact, cx.now);
    let notes = notes.into_iter().map(|note| {
        let event = note.event_id.and_then(|id| shelf.events.get(&id));
        (note.clone(), event.cloned())
    });
    Ok(Shown {
        notes: notes.collect(),
        together: together(&shelf, &contact),
        promises: follow_ups::of_contact(cx, keeper, &contact)?,
        cards: contact_cards::of(cx, keeper, id)?,
        consent: consent::of_contact(cx, keeper, &contact)?,
        alike: duplicates::like(cx, keeper, id)?,
        line,
    })
}

fn together(shelf: &Shelf, contact: &Contact) -> Vec<Together> {
    let tie = contact.person_id.and_then(|id| shelf.ties.get(&id));
    let Some(tie) = tie else { return Vec::new() };
    let activities = contact.person_id.and_then(|id| shelf.activities.get(&id));
    let title = |token: &Token| match token {
        Token::Other(what) => Some(what.clone()),
        Token::Card(id) => {
            let mut all = activities.into_iter().flatten();
            let card = all.find(|activity| id.is_none_or(|id| id == activity.id));
            card.map(|card| card.words.title.clone())
        }
    };
    let evenings = tie.steps().into_iter().rev().filter_map(|step| {
        let received = tie.received.iter().filter(|r| r.event == step.event);
        Some(Together {
            event: shelf.events.get(&step.event)?.clone(),
            minutes: tie.minutes_at(step.event).round() as i64,
            received: received.filter_map(|r| title(&r.token)).collect(),
            before: step.before,
            after: step.after,
        })
    });
    evenings.collect()
}

/// Whom a half-remembered contact may be: contacts of whom every word is found, those of the same
/// event first.
pub fn candidates(
    cx: &mut Cx<'_, '_>,
    keeper: Keeper,
    half: ContactId,
    q: &str,
) -> Result<(Line, Vec<Line>)> {
    let half = crate::contacts::find(cx, keeper, half)?;
    if !half.is_half_remembered() {
        return Err(Error::NotFound);
    }
    let mut real = finding::perhaps(cx, keeper, half.event_id, q)?;
    real.retain(|contact| !contact.is_half_remembered());
    let ties = ties::of(cx, keeper)?;
    real.sort_by_key(|c| {
        let elsewhere = c.event_id != half.event_id;
        (elsewhere, std::cmp::Reverse(last_met(&ties, c)))
    });
    real.truncate(CANDIDATES);
    real.insert(0, half);
    let shelf = Shelf::with(cx, keeper, real, ties)?;
    let mut lines = shelf.contacts.iter().map(|c| shelf.line(c, cx.now));
    let half = lines.next().ok_or(Error::NotFound)?;
    Ok((half, lines.collect()))
}
