//! What the room is asked: whom to bring together, why, and by whom.

use domain::id::PersonId;
use engine::live::{Answer, Event as Told, Room, Settings};
use engine::score::{Person, Reason};
use engine::stop::Stop;
use jiff::Timestamp;

use super::kept::Kept;
use super::traits::Traits;

impl Kept {
    /// The best introductions at a moment.
    pub fn best(&mut self, count: usize, now: Timestamp) -> Answer {
        self.room
            .best(count, now.as_millisecond(), &Stop::default())
    }

    /// Who has a number.
    pub fn id(&self, person: Person) -> PersonId {
        self.people[person as usize]
    }

    /// Somebody's number, if they were heard of.
    pub fn person(&self, id: PersonId) -> Option<Person> {
        self.numbers.get(&id).copied()
    }

    /// What is known of somebody.
    pub fn traits(&self, id: PersonId) -> Option<&Traits> {
        self.traits.get(&id)
    }

    /// Everyone who is here.
    pub fn here(&self) -> impl Iterator<Item = (Person, PersonId)> + '_ {
        let all = self.people.iter().zip(0..);
        all.filter(|(_, n): &(_, Person)| self.states[*n as usize].here)
            .map(|(id, n)| (n, *id))
    }

    /// Whether somebody can be brought to somebody now.
    pub fn is_free(&self, person: Person) -> bool {
        let state = &self.states[person as usize];
        state.here && !state.taken && !state.quiet
    }

    /// Why two people should meet, as far as that lies in what they are and seek.
    pub fn reasons(&self, a: Person, b: Person) -> Vec<Reason> {
        let mut aside = Room::new(Settings::default());
        for person in [a, b] {
            let profile = self.states[person as usize].profile.clone();
            aside.tell(&Told::Arrive { person, profile });
        }
        let answer = aside.greedy(1, 0);
        let found = answer.suggestions.into_iter().next();
        found.map(|found| found.reasons).unwrap_or_default()
    }

    /// Whether two people have met, tonight or before.
    pub fn have_met(&self, a: Person, b: Person) -> bool {
        self.knows[a as usize].contains(&b)
    }

    /// Whether two people are to be kept apart. Nobody is ever told so.
    pub fn is_apart(&self, a: Person, b: Person) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }

    /// The pairs to be kept apart.
    pub fn apart(&self) -> impl Iterator<Item = (Person, Person)> + '_ {
        self.apart.iter().copied()
    }

    /// Since when somebody waits for company, in milliseconds.
    pub fn waits_since(&self, person: Person) -> Option<i64> {
        self.states[person as usize].alone
    }

    /// Who may introduce two people: somebody here and free who has met both, or one; else a fellow
    /// member of one. Whoever made fewest introductions tonight comes first.
    pub fn introducer(&self, a: Person, b: Person) -> Option<Person> {
        let may = |by: &Person| {
            let by = *by;
            by != a
                && by != b
                && self.is_free(by)
                && !self.is_apart(by, a)
                && !self.is_apart(by, b)
                && !self.is_newcomer(by)
        };
        let rank = |by: &Person| {
            let both = self.have_met(*by, a) && self.have_met(*by, b);
            (!both, self.made_by.get(by).copied().unwrap_or(0), *by)
        };
        let known = self.knows[a as usize].union(&self.knows[b as usize]);
        let known = known.copied().filter(may).min_by_key(rank);
        known.or_else(|| {
            let fellows = self.here().map(|(by, _)| by).filter(may);
            let fellows = fellows.filter(|by| self.are_fellows(*by, a) || self.are_fellows(*by, b));
            fellows.min_by_key(rank)
        })
    }

    fn is_newcomer(&self, person: Person) -> bool {
        let traits = self.traits.get(&self.id(person));
        traits.is_none_or(|traits| traits.newcomer)
    }

    fn are_fellows(&self, a: Person, b: Person) -> bool {
        let groups = |person| {
            let traits = self.traits.get(&self.id(person));
            traits.map(|traits| &traits.groups)
        };
        match (groups(a), groups(b)) {
            (Some(a), Some(b)) => a.keys().any(|group| b.contains_key(group)),
            _ => false,
        }
    }
}
