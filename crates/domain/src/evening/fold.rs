//! The state of an evening: one structure that takes entries in any order, any number of times,
//! and answers every question about who was there and what happened between them.
//!
//! An entry's effect is found again by its id, so that an undo or a correction takes it out (and
//! puts it back at another time) whether it comes before or after what it concerns. Every list is
//! kept in the order of (moment, id): the same set of entries gives the same state.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::mem::take;

use jiff::{SignedDuration, Timestamp};

use super::same::Same;
use super::{Entry, Presence, Token, What, Why};
use crate::id::{ActivityId, EntryId, PersonId};

/// How long an encounter is taken to last until somebody says: long enough for two names.
pub const USUAL_TALK: SignedDuration = SignedDuration::from_mins(5);

/// When, and which entry: orders everything, and no two entries share one.
type Key = (Timestamp, EntryId);

/// Who would introduce whom.
type Proposal = (Option<PersonId>, [PersonId; 2]);

/// UUIDs end in random bits: hashing them again would be waste.
#[derive(Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        // The length prefix of a UUID's bytes comes through here too; the last word wins.
        if let Some(last) = bytes.last_chunk::<8>() {
            self.0 ^= u64::from_ne_bytes(*last);
        }
    }

    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        // Ids made in tests count up from one: spread them over the table all the same.
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26)
    }
}

/// A map by id.
pub type ById<K, V> = HashMap<K, V, BuildHasherDefault<IdHasher>>;

/// Two people who talked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encounter {
    /// The entry that signalled it.
    pub id: EntryId,
    /// When it began.
    pub at: Timestamp,
    /// Who.
    pub people: [PersonId; 2],
    /// How long it lasted, once somebody said.
    pub minutes: Option<u16>,
}

impl Encounter {
    /// The other of the two.
    pub fn other(&self, person: PersonId) -> PersonId {
        let [a, b] = self.people;
        if a == person { b } else { a }
    }

    /// When it ended, as far as is known.
    pub fn ended_at(&self) -> Timestamp {
        let said = self.minutes.map(|m| SignedDuration::from_mins(m.into()));
        self.at + said.unwrap_or(USUAL_TALK)
    }
}

/// Something handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The entry.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// Who gave it.
    pub from: PersonId,
    /// Who has it now.
    pub to: PersonId,
    /// What.
    pub token: Token,
}

impl Exchange {
    /// The card's activity, when it is a card.
    pub fn card(&self) -> Option<Option<ActivityId>> {
        match self.token {
            Token::Card(activity) => Some(activity),
            Token::Other(_) => None,
        }
    }
}

/// What became of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made, by whom if that is known.
    Made(Option<PersonId>),
    /// It will not be.
    Declined(Why),
}

/// Two people who might be brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// The entry that proposed it.
    pub id: EntryId,
    /// When it was proposed.
    pub at: Timestamp,
    /// Who proposed to do it.
    pub introducer: Option<PersonId>,
    /// Whom.
    pub people: [PersonId; 2],
    /// What became of it, and when. Once made it stays made; else the last word counts.
    pub outcome: Option<(Timestamp, Outcome)>,
}

/// Somebody here who talks with nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alone {
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub since: Timestamp,
    /// Whether they met anybody at all before.
    pub met_nobody: bool,
}

/// An entry as it was taken, with what later entries said of it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Slot {
    taken: Option<(Timestamp, What)>,
    undone: bool,
    corrected: Option<(Key, Timestamp)>,
}

impl Slot {
    /// Who walked in by it, even if it was taken back.
    fn walked_in(&self) -> Option<PersonId> {
        match &self.taken {
            Some((
                _,
                What::Arrived {
                    person,
                    walk_in: Some(_),
                    ..
                },
            )) => Some(*person),
            _ => None,
        }
    }

    /// When it counts, if it does.
    fn at(&self) -> Option<Timestamp> {
        let (at, _) = self.taken.as_ref().filter(|_| !self.undone)?;
        Some(self.corrected.map_or(*at, |(_, at)| at))
    }
}

/// What is known of one person this evening; every list in the order of its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Track {
    marks: Vec<(Key, Mark)>,
    encounters: Vec<(Key, PersonId)>,
    asks: Vec<(Key, Option<PersonId>)>,
    quiet: Vec<(Key, bool)>,
    visible: Vec<(Key, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    In(u32),
    Out,
}

/// The state of an evening. See the module's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evening {
    slots: ById<EntryId, Slot>,
    tracks: ById<PersonId, Track>,
    encounters: Vec<(Key, [PersonId; 2])>,
    lengths: ById<EntryId, Vec<(Key, u16)>>,
    exchanges: Vec<(Key, (PersonId, PersonId, Token))>,
    proposed: Vec<(Key, Proposal)>,
    outcomes: ById<EntryId, Vec<(Key, Outcome)>>,
    doubles: Vec<(Key, (PersonId, PersonId))>,
    same: Same,
}

impl Evening {
    /// Folds a whole log.
    pub fn of<'a>(log: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut log: Vec<&Entry> = log.into_iter().collect();
        // Any order gives the same state; in this one every list grows at its end.
        log.sort_by_key(|entry| (entry.at(), entry.id));
        let mut evening = Self::default();
        evening.slots.reserve(log.len());
        log.into_iter().for_each(|entry| evening.take(entry));
        evening
    }

    /// Takes one more entry, in whatever order it comes; one that was taken before changes nothing.
    pub fn take(&mut self, entry: &Entry) {
        match entry.what {
            What::Undone { entry: id } => self.amend(id, |slot| slot.undone = true),
            What::Corrected { entry: id, at } => {
                let key = (entry.server_at, entry.id);
                self.amend(id, |slot| {
                    if slot.corrected.is_none_or(|(last, _)| last < key) {
                        slot.corrected = Some((key, at));
                    }
                });
            }
            _ => self.add(entry),
        }
    }

    fn add(&mut self, entry: &Entry) {
        let slot = self.slots.entry(entry.id).or_default();
        if slot.taken.is_some() {
            return;
        }
        slot.taken = Some((entry.at(), entry.what.clone()));
        if let Some(at) = slot.at() {
            self.enter((at, entry.id), &entry.what);
        }
    }

    /// Changes what is known of an entry, and with it the entry's effect.
    fn amend(&mut self, id: EntryId, how: impl FnOnce(&mut Slot)) {
        let slot = self.slots.entry(id).or_default();
        let before = slot.at();
        how(slot);
        let after = slot.at();
        if before == after {
            return;
        }
        let Some((_, what)) = slot.taken.clone() else {
            return;
        };
        if let Some(at) = before {
            self.remove((at, id), &what);
        }
        if let Some(at) = after {
            self.enter((at, id), &what);
        }
    }

    fn enter(&mut self, key: Key, what: &What) {
        if let What::Same { person, double } = *what {
            put(&mut self.doubles, key, (person, double));
            return self.regroup();
        }
        self.insert(key, what);
    }

    /// Says everything anew of those who are kept, when somebody turns out to be somebody else, or
    /// not to be after all. It happens a few times an evening.
    fn regroup(&mut self) {
        let same = Same::of(self.doubles.iter().map(|(_, pair)| *pair));
        if same == self.same {
            return;
        }
        let (slots, doubles) = (take(&mut self.slots), take(&mut self.doubles));
        *self = Self {
            same,
            doubles,
            ..Self::default()
        };
        for (id, slot) in &slots {
            match (slot.at(), &slot.taken) {
                (Some(_), Some((_, What::Same { .. }))) => {}
                (Some(at), Some((_, what))) => self.insert((at, *id), what),
                _ => {}
            }
        }
        self.slots = slots;
    }

    fn insert(&mut self, key: Key, what: &What) {
        let whole;
        let what = match self.same.is_empty() {
            true => what,
            false => {
                whole = self.same.said_of(what);
                &whole
            }
        };
        self.put_in(key, what);
    }

    fn put_in(&mut self, key: Key, what: &What) {
        match *what {
            What::Arrived {
                person, company, ..
            } => put(&mut self.track(person).marks, key, Mark::In(company)),
            What::Returned { person } => put(&mut self.track(person).marks, key, Mark::In(0)),
            What::Left { person } => put(&mut self.track(person).marks, key, Mark::Out),
            What::Quiet { person, on } => put(&mut self.track(person).quiet, key, on),
            What::Visible { person, on } => put(&mut self.track(person).visible, key, on),
            What::Asked { person, to } => put(&mut self.track(person).asks, key, to),
            What::Met { people: [a, b] } if a != b => {
                put(&mut self.track(a).encounters, key, b);
                put(&mut self.track(b).encounters, key, a);
                put(&mut self.encounters, key, [a, b]);
            }
            What::Lasted { encounter, minutes } => {
                put(self.lengths.entry(encounter).or_default(), key, minutes)
            }
            What::Exchanged {
                from,
                to,
                ref token,
            } if from != to => put(&mut self.exchanges, key, (from, to, token.clone())),
            What::IntroductionProposed { introducer, people } if people[0] != people[1] => {
                put(&mut self.proposed, key, (introducer, people))
            }
            What::IntroductionMade {
                introduction,
                introducer,
            } => self.settle(introduction, key, Outcome::Made(introducer)),
            What::IntroductionDeclined { introduction, why } => {
                self.settle(introduction, key, Outcome::Declined(why))
            }
            // The guest list has a fold of its own.
            _ => {}
        }
    }

    fn remove(&mut self, key: Key, what: &What) {
        if let What::Same { .. } = what {
            pull(&mut self.doubles, key);
            return self.regroup();
        }
        match self.same.said_of(what) {
            What::Arrived { person, .. } | What::Returned { person } | What::Left { person } => {
                self.pull_of(person, |track| pull(&mut track.marks, key))
            }
            What::Quiet { person, .. } => self.pull_of(person, |track| pull(&mut track.quiet, key)),
            What::Visible { person, .. } => {
                self.pull_of(person, |track| pull(&mut track.visible, key))
            }
            What::Asked { person, .. } => self.pull_of(person, |track| pull(&mut track.asks, key)),
            What::Met { people: [a, b] } => {
                self.pull_of(a, |track| pull(&mut track.encounters, key));
                self.pull_of(b, |track| pull(&mut track.encounters, key));
                pull(&mut self.encounters, key);
            }
            What::Lasted { encounter, .. } => pull_by(&mut self.lengths, encounter, key),
            What::Exchanged { .. } => pull(&mut self.exchanges, key),
            What::IntroductionProposed { .. } => pull(&mut self.proposed, key),
            What::IntroductionMade { introduction, .. }
            | What::IntroductionDeclined { introduction, .. } => {
                pull_by(&mut self.outcomes, introduction, key)
            }
            _ => {}
        }
    }

    fn track(&mut self, person: PersonId) -> &mut Track {
        self.tracks.entry(person).or_default()
    }

    /// A track with nothing left on it goes, so that equal logs give equal states.
    fn pull_of(&mut self, person: PersonId, how: impl FnOnce(&mut Track)) {
        if let Some(track) = self.tracks.get_mut(&person) {
            how(track);
            if *track == Track::default() {
                self.tracks.remove(&person);
            }
        }
    }

    fn settle(&mut self, introduction: EntryId, key: Key, outcome: Outcome) {
        put(self.outcomes.entry(introduction).or_default(), key, outcome);
    }
}

/// What the state answers. `until` is the moment of asking, or the evening's end when that is past.
impl Evening {
    /// Whether an entry is part of the log and counts.
    pub fn holds(&self, id: EntryId) -> bool {
        self.slots.get(&id).is_some_and(|slot| slot.at().is_some())
    }

    /// The one whom somebody is taken for, when they were entered twice: else themselves.
    pub fn as_one(&self, person: PersonId) -> PersonId {
        self.same.as_one(person)
    }

    /// An entry, of those who are kept.
    pub fn said_of(&self, entry: &Entry) -> Entry {
        let what = self.same.said_of(&entry.what);
        Entry {
            what,
            ..entry.clone()
        }
    }

    /// Whether somebody ever was said to come in, whether or not that was taken back.
    pub fn heard_of(&self, person: PersonId) -> bool {
        let comes = |slot: &Slot| match slot.taken {
            Some((_, What::Arrived { person: who, .. })) => who == person,
            _ => false,
        };
        self.slots.values().any(comes)
    }

    /// Those who came in although nobody expected them.
    pub fn walk_ins(&self) -> impl Iterator<Item = PersonId> + '_ {
        let standing = self.slots.values().filter(|slot| slot.at().is_some());
        standing.filter_map(Slot::walked_in)
    }

    /// The same, with those whose arrival was taken back.
    pub fn ever_walk_ins(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.slots.values().filter_map(Slot::walked_in)
    }

    fn of_them(&self, person: PersonId) -> Option<&Track> {
        self.tracks.get(&self.as_one(person))
    }

    /// Everyone who came through the door, in the order of their first arrival.
    pub fn everyone(&self) -> Vec<PersonId> {
        let came = self.tracks.iter().filter_map(|(person, track)| {
            let (key, _) = track.marks.iter().find(|(_, mark)| *mark != Mark::Out)?;
            Some((*key, *person))
        });
        let mut came: Vec<_> = came.collect();
        came.sort_unstable();
        came.into_iter().map(|(_, person)| person).collect()
    }

    /// Somebody's time in the room.
    pub fn presence(&self, person: PersonId) -> Presence {
        let marks = self.of_them(person).map_or(&[][..], |track| &track.marks);
        Presence::of(
            marks
                .iter()
                .map(|((at, _), mark)| (*at, *mark != Mark::Out)),
        )
    }

    /// How many came with somebody, and are here with them.
    pub fn company(&self, person: PersonId) -> u32 {
        let marks = self.of_them(person).map_or(&[][..], |track| &track.marks);
        let brought = marks.iter().map(|(_, mark)| match mark {
            Mark::In(company) => *company,
            Mark::Out => 0,
        });
        brought.max().unwrap_or_default()
    }

    /// Who is in the room, in the order of their first arrival.
    pub fn here(&self) -> Vec<PersonId> {
        let mut here = self.everyone();
        here.retain(|person| self.presence(*person).here_since().is_some());
        here
    }

    /// How many heads are in the room, company included.
    pub fn heads(&self) -> u32 {
        self.here()
            .into_iter()
            .map(|person| 1 + self.company(person))
            .sum()
    }

    /// How many heads came through the door, company included, each once.
    pub fn heads_so_far(&self) -> u32 {
        self.everyone()
            .into_iter()
            .map(|person| 1 + self.company(person))
            .sum()
    }

    /// Whether somebody would rather not be approached.
    pub fn is_quiet(&self, person: PersonId) -> bool {
        let track = self.of_them(person);
        track
            .and_then(|track| track.quiet.last())
            .is_some_and(|(_, on)| *on)
    }

    /// Whether somebody said that others may, or may not, see them here.
    pub fn is_visible(&self, person: PersonId) -> Option<bool> {
        let track = self.of_them(person)?;
        track.visible.last().map(|(_, on)| *on)
    }

    /// Since when somebody waits to be introduced, and to whom if they said so last. Meeting
    /// somebody answers every request before.
    pub fn asks(&self, person: PersonId) -> Option<(Timestamp, Option<PersonId>)> {
        let open = self.open(person);
        let ((since, _), _) = open.first()?;
        let to = open.iter().rev().find_map(|(_, to)| *to);
        Some((*since, to))
    }

    /// The entries by which somebody waits to be introduced.
    pub fn open_asks(&self, person: PersonId) -> Vec<EntryId> {
        self.open(person).iter().map(|((_, id), _)| *id).collect()
    }

    /// The requests to be introduced that nobody has answered, in order.
    fn open(&self, person: PersonId) -> &[(Key, Option<PersonId>)] {
        let Some(track) = self.of_them(person) else {
            return &[];
        };
        let met = track.encounters.last().map(|(key, _)| *key);
        let from = met.map_or(0, |met| track.asks.partition_point(|(key, _)| *key <= met));
        &track.asks[from..]
    }

    /// Every encounter, in order.
    pub fn encounters(&self) -> impl Iterator<Item = Encounter> + '_ {
        self.encounters.iter().map(|&((at, id), people)| Encounter {
            id,
            at,
            people,
            minutes: self.length(id),
        })
    }

    /// Somebody's encounters, in order.
    pub fn encounters_of(&self, person: PersonId) -> impl Iterator<Item = Encounter> + '_ {
        let of = self
            .of_them(person)
            .map_or(&[][..], |track| &track.encounters);
        of.iter().map(move |&((at, id), other)| Encounter {
            id,
            at,
            people: [person, other],
            minutes: self.length(id),
        })
    }

    /// Every exchange, in order.
    pub fn exchanges(&self) -> impl Iterator<Item = Exchange> + '_ {
        self.exchanges
            .iter()
            .map(|((at, id), (from, to, token))| Exchange {
                id: *id,
                at: *at,
                from: *from,
                to: *to,
                token: token.clone(),
            })
    }

    /// Every introduction, in the order of being proposed.
    pub fn introductions(&self) -> impl Iterator<Item = Introduction> + '_ {
        self.proposed
            .iter()
            .map(|&((at, id), (introducer, people))| Introduction {
                id,
                at,
                introducer,
                people,
                outcome: self.outcome(id),
            })
    }

    /// Everybody the log tells something of, in no order.
    pub(super) fn known(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.tracks.keys().copied()
    }

    /// Whom somebody asked to be introduced to, in the order of asking.
    pub(super) fn wished(&self, person: PersonId) -> impl Iterator<Item = PersonId> + '_ {
        let track = self.tracks.get(&person);
        let asks = track.map_or(&[][..], |track| &track.asks);
        asks.iter().filter_map(|(_, to)| *to)
    }

    /// Heads that arrived in each quarter of an hour from a moment on, company included; whoever
    /// came earlier counts in the first.
    pub fn arrivals_by_quarter(&self, from: Timestamp, until: Timestamp) -> Vec<u32> {
        let quarter = |at: Timestamp| {
            usize::try_from(at.duration_since(from).as_secs() / 900).unwrap_or_default()
        };
        // A day is more than any evening; a wrong clock must not make a list of years.
        let mut curve = vec![0; quarter(until.max(from)).min(95) + 1];
        for person in self.everyone() {
            let Some(at) = self.presence(person).arrived_at() else {
                continue;
            };
            let last = curve.len() - 1;
            curve[quarter(at).min(last)] += 1 + self.company(person);
        }
        curve
    }

    fn length(&self, encounter: EntryId) -> Option<u16> {
        self.lengths
            .get(&encounter)?
            .last()
            .map(|(_, minutes)| *minutes)
    }

    fn outcome(&self, introduction: EntryId) -> Option<(Timestamp, Outcome)> {
        let said = self.outcomes.get(&introduction)?;
        let made = said
            .iter()
            .find(|(_, outcome)| matches!(outcome, Outcome::Made(_)));
        let ((at, _), outcome) = made.or(said.last())?;
        Some((*at, *outcome))
    }
}

/// Puts something into a list kept in the order of its keys; it mostly comes last.
fn put<T>(list: &mut Vec<(Key, T)>, key: Key, item: T) {
    let at = match list.last() {
        Some((last, _)) if *last > key => list.partition_point(|(kept, _)| *kept < key),
        _ => list.len(),
    };
    list.insert(at, (key, item));
}

/// Takes something out of a list kept in the order of its keys.
fn pull<T>(list: &mut Vec<(Key, T)>, key: Key) {
    if let Ok(at) = list.binary_search_by(|(kept, _)| kept.cmp(&key)) {
        list.remove(at);
    }
}

fn pull_by<T>(lists: &mut ById<EntryId, Vec<(Key, T)>>, id: EntryId, key: Key) {
    if let Some(list) = lists.get_mut(&id) {
        pull(list, key);
        if list.is_empty() {
            lists.remove(&id);
        }
    }
}
