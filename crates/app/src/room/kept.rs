//! One event's room at hand, and how it is told what happened since it was last looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use domain::evening::company::OPEN;
use domain::evening::{Entry, Evening, Introduction, Outcome, What, Why};
use domain::event::Event;
use domain::id::{EntryId, PersonId};
use engine::live::{Event as Told, Room, Settings};
use engine::score::{Person, Profile};
use jiff::{SignedDuration, Timestamp};

use super::traits::{self, House, Traits};
use crate::{Cx, Result};

/// How long what is known of people serves before it is looked up again.
const LIFE: SignedDuration = SignedDuration::from_secs(60);
/// From half that time on, so many are looked up again at each look; past it, an eighth of everybody: no
/// look pays for all.
const FEW: usize = 8;
const PART: usize = 8;
/// How long an introduction that was put off stays so.
pub const LATER: SignedDuration = SignedDuration::from_mins(15);
/// Former evenings looked through for who had met.
const FORMER: i64 = 24;

/// How somebody is, as the engine was last told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State {
    pub(super) here: bool,
    pub(super) quiet: bool,
    /// In a talk, or part of an introduction that waits for an answer.
    pub(super) taken: bool,
    /// What the engine is told: those who run the evening introduce, and are not introduced.
    pub(super) busy: bool,
    pub(super) alone: Option<i64>,
    pub(super) profile: Profile,
}

/// One event's room.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    /// Up to where the log was told.
    pub(super) position: i64,
    pub(super) mark: (i64, i64),
    /// When each was looked up, the oldest first.
    pub(super) looked_up: VecDeque<(Timestamp, PersonId)>,
    /// When something put off may be proposed again.
    pub(super) anew_at: Option<Timestamp>,
    pub(super) house: House,
    /// Who had met before tonight, or came one through the other.
    pub(super) former: HashMap<PersonId, Vec<PersonId>>,
    pub(super) numbers: HashMap<PersonId, Person>,
    pub(super) people: Vec<PersonId>,
    pub(super) states: Vec<State>,
    pub(super) knows: Vec<BTreeSet<Person>>,
    pub(super) apart: BTreeSet<(Person, Person)>,
    pub(super) made_by: HashMap<Person, u32>,
    pub(super) talks: HashMap<EntryId, [PersonId; 2]>,
    /// When somebody's state changes without a word in the log.
    pub(super) due: BTreeSet<(Timestamp, Person)>,
    pub(super) traits: HashMap<PersonId, Traits>,
    pub(super) room: Room,
}

impl Kept {
    /// Tells the engine what happened since, up to now.
    pub(super) fn settle(&mut self, cx: &mut Cx<'_, '_>, event: &Event) -> Result<()> {
        // The entries first: what the evening knows is then never less than what is told.
        let mut new = store::entries::after(cx.tx, event.id, self.position, i64::MAX)?;
        let evening = cx.evening(event.id)?;
        let mark = store::not_with::mark(cx.tx, event.id)?;
        let amends = |what: &What| {
            matches!(
                what,
                What::Undone { .. } | What::Corrected { .. } | What::Same { .. }
            )
        };
        let anew = self.position == 0
            || mark != self.mark
            || self.anew_at.is_some_and(|at| at <= cx.now)
            || new.iter().any(|placed| amends(&placed.entry.what));
        if anew {
            new = store::entries::after(cx.tx, event.id, 0, i64::MAX)?;
            self.begin(cx, event, mark)?;
        }
        let mut touched = BTreeSet::new();
        for placed in &new {
            self.position = placed.position;
            if evening.holds(placed.entry.id) {
                let said = evening.said_of(&placed.entry);
                self.hear(&said, &evening, cx.now, &mut touched);
            }
        }
        if anew {
            self.keep_apart(cx, event)?;
        }
        self.wake(cx.now, &mut touched);
        self.look_up(cx, event, &mut touched)?;
        self.follow_all(&touched, &evening, cx.now);
        Ok(())
    }

    /// Starts over, with what was so before tonight.
    fn begin(&mut self, cx: &mut Cx<'_, '_>, event: &Event, mark: (i64, i64)) -> Result<()> {
        *self = Self {
            mark,
            room: Room::new(Settings::default()),
            ..Self::default()
        };
        let began = event.words.starts_at;
        let before = store::presences::before(cx.tx, event.group_id, began)?;
        self.house.regulars = before.into_iter().collect();
        if let Some(group) = store::groups::find(cx.tx, event.group_id)? {
            self.house.hosts = crate::debrief::group::hosts_of(cx, &group)?;
        }
        for invitation in store::invitations::of_event(cx.tx, event.id)? {
            if let (Some(guest), Some(host)) = (invitation.person_id, invitation.inviter_id) {
                self.acquainted(guest, host);
            }
        }
        for (former, _) in store::presences::last_events(cx.tx, event.group_id, began, FORMER)? {
            for talk in cx.evening(former)?.encounters() {
                self.acquainted(talk.people[0], talk.people[1]);
            }
        }
        Ok(())
    }

    fn acquainted(&mut self, a: PersonId, b: PersonId) {
        if a != b {
            self.former.entry(a).or_default().push(b);
            self.former.entry(b).or_default().push(a);
        }
    }

    fn keep_apart(&mut self, cx: &mut Cx<'_, '_>, event: &Event) -> Result<()> {
        for (a, b) in store::not_with::of_event(cx.tx, event.id)? {
            let (a, b) = (self.number(a), self.number(b));
            self.bar(a, b);
        }
        Ok(())
    }

    fn bar(&mut self, a: Person, b: Person) {
        self.apart.insert((a.min(b), a.max(b)));
        self.room.tell(&Told::NotWith { a, b });
    }

    /// Somebody's number, given at first mention. Those they had met are told then.
    fn number(&mut self, person: PersonId) -> Person {
        if let Some(number) = self.numbers.get(&person) {
            return *number;
        }
        let number = self.people.len() as Person;
        self.numbers.insert(person, number);
        self.people.push(person);
        self.states.push(State::default());
        self.knows.push(BTreeSet::new());
        for other in self.former.get(&person).cloned().unwrap_or_default() {
            if let Some(other) = self.numbers.get(&other).copied() {
                self.met(number, other);
            }
        }
        number
    }

    fn met(&mut self, a: Person, b: Person) {
        if a != b && self.knows[a as usize].insert(b) {
            self.knows[b as usize].insert(a);
            self.room.tell(&Told::Met { a, b });
        }
    }

    fn hear(
        &mut self,
        entry: &Entry,
        evening: &Evening,
        now: Timestamp,
        touched: &mut BTreeSet<PersonId>,
    ) {
        match entry.what {
            What::Invited { .. } | What::Answered { .. } | What::Promoted { .. } => return,
            What::Met { people } => {
                self.talks.insert(entry.id, people);
                let [a, b] = people.map(|person| self.number(person));
                self.met(a, b);
            }
            What::Lasted { encounter, .. } => {
                touched.extend(self.talks.get(&encounter).into_iter().flatten());
            }
            What::IntroductionMade { introduction, .. }
            | What::IntroductionDeclined { introduction, .. } => {
                if let Some(introduction) = evening.introduction(introduction) {
                    self.answered(&introduction, now);
                    touched.extend(introduction.people);
                }
            }
            _ => {}
        }
        for person in entry.what.people() {
            self.number(person);
            touched.insert(person);
        }
    }

    /// What became of an introduction changes what is proposed next.
    fn answered(&mut self, introduction: &Introduction, now: Timestamp) {
        let [a, b] = introduction.people.map(|person| self.number(person));
        let Some((at, outcome)) = introduction.outcome else {
            return;
        };
        match outcome {
            Outcome::Made(by) => {
                let by = by.or(introduction.introducer);
                let by = by.map(|person| self.number(person));
                if let Some(by) = by {
                    *self.made_by.entry(by).or_default() += 1;
                }
                self.knows[a as usize].insert(b);
                self.knows[b as usize].insert(a);
                self.room.tell(&Told::Introduced { by, a, b });
            }
            Outcome::Declined(Why::AlreadyKnown) => self.met(a, b),
            Outcome::Declined(Why::WrongMatch) => self.bar(a, b),
            Outcome::Declined(Why::NotNow) => {
                let until = at + LATER;
                if until > now {
                    self.room.tell(&Told::NotWith { a, b });
                    self.anew_at = Some(self.anew_at.map_or(until, |before| before.min(until)));
                }
            }
        }
    }

    /// Those whose talk or proposal has come to its end meanwhile.
    fn wake(&mut self, now: Timestamp, touched: &mut BTreeSet<PersonId>) {
        while let Some((at, person)) = self.due.first().copied().filter(|(at, _)| *at <= now) {
            self.due.remove(&(at, person));
            touched.insert(self.people[person as usize]);
        }
    }

    /// Looks up those who are new to the room, and some of those who were looked up long ago.
    fn look_up(
        &mut self,
        cx: &mut Cx<'_, '_>,
        event: &Event,
        touched: &mut BTreeSet<PersonId>,
    ) -> Result<()> {
        let new = |person: &PersonId| !self.traits.contains_key(person);
        let mut wanted: Vec<PersonId> = touched.iter().copied().filter(new).collect();
        let older = |than: SignedDuration, most: usize| {
            let oldest = self.looked_up.iter().take(most);
            let is_older = |(at, _): &&(Timestamp, PersonId)| cx.now.duration_since(*at) >= than;
            oldest.take_while(is_older).count()
        };
        let again = older(LIFE / 2, FEW).max(older(LIFE, self.looked_up.len() / PART));
        wanted.extend(self.looked_up.drain(..again).map(|(_, person)| person));
        touched.extend(&wanted);
        if wanted.is_empty() {
            return Ok(());
        }
        let mut found = traits::read(cx, event, &mut self.house, &wanted)?;
        for person in wanted {
            // Whoever was erased meanwhile is known no more.
            match found.remove(&person) {
                Some(traits) => {
                    self.traits.insert(person, traits);
                    self.looked_up.push_back((cx.now, person));
                }
                None => drop(self.traits.remove(&person)),
            }
        }
        Ok(())
    }

    fn follow_all(&mut self, touched: &BTreeSet<PersonId>, evening: &Evening, now: Timestamp) {
        let open = evening.open_introductions(now);
        let mut proposed: BTreeMap<PersonId, Timestamp> = BTreeMap::new();
        for introduction in &open {
            for person in introduction.people {
                proposed.insert(person, introduction.at + OPEN);
            }
        }
        for person in touched {
            self.follow(*person, evening, proposed.get(person).copied(), now);
        }
    }

    /// Tells the engine how somebody is now.
    fn follow(
        &mut self,
        id: PersonId,
        evening: &Evening,
        proposed: Option<Timestamp>,
        now: Timestamp,
    ) {
        let person = self.number(id);
        let talking = evening.talking_until(id, now);
        for at in [talking, proposed].into_iter().flatten() {
            self.due.insert((at, person));
        }
        let asks = evening.asks(id);
        // Whoever talks is not alone: no need to look.
        let alone = match talking {
            Some(_) => None,
            None => evening.alone_since(id, now).map(|alone| alone.since),
        };
        let waits = alone.into_iter().chain(asks.map(|(since, _)| since)).min();
        let empty = Traits::default();
        let traits = self.traits.get(&id).unwrap_or(&empty);
        let taken = proposed.is_some() || (talking.is_some() && asks.is_none());
        let state = State {
            here: evening
                .presence(id)
                .here_since()
                .is_some_and(|at| at <= now),
            quiet: evening.is_quiet(id),
            taken,
            busy: taken || (traits.hosts && asks.is_none()),
            alone: waits.map(Timestamp::as_millisecond),
            profile: traits.profile(id, asks.map(|(_, to)| to)),
        };
        let before = std::mem::replace(&mut self.states[person as usize], state.clone());
        self.tell(person, &before, state);
    }

    fn tell(&mut self, person: Person, before: &State, now: State) {
        let room = &mut self.room;
        if before.quiet != now.quiet {
            let quiet = now.quiet;
            room.tell(&Told::Quiet { person, quiet });
        }
        if before.busy != now.busy {
            let busy = now.busy;
            room.tell(&Told::Busy { person, busy });
        }
        if before.alone != now.alone {
            let since = now.alone;
            room.tell(&Told::Alone { person, since });
        }
        if now.here && (!before.here || before.profile != now.profile) {
            let profile = now.profile;
            room.tell(&Told::Arrive { person, profile });
        } else if before.here && !now.here {
            room.tell(&Told::Leave { person });
        }
    }
}
