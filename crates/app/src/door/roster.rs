//! Everyone the door may be asked about, with what orders and finds them. It is the same for every
//! host and changes seldom, so it is kept at hand and made anew when its mark says so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::answer::{Place, Response};
use domain::evening::Evening;
use domain::evening::coming::{Habit, Word, soon};
use domain::event::Event;
use domain::id::{EventId, PersonId};
use domain::name_search::{Entry, Hit, Index, Why};
use domain::person::{Name, Person};
use jiff::{SignedDuration, Timestamp};
use store::door::Mark;

use super::{Line, State};
use crate::{Cx, Result};

/// Rosters kept at once; one more, and all are made anew.
const LIMIT: usize = 64;
/// How long a roster serves at most: its mark does not tell of a name that was mended.
const LIFE: SignedDuration = SignedDuration::from_secs(60);

/// People looked at who may be somebody at the door.
const LOOKED: usize = 20;
/// What a word met is worth in a hit's score.
const WORD: u32 = 10_000;

/// The rosters at hand, by event.
#[derive(Default)]
pub struct Rosters(Mutex<HashMap<EventId, AtHand>>);

/// A roster with what it was made from, and when.
type AtHand = (Mark, Timestamp, Arc<Roster>);

/// Everyone the door of an event may be asked about.
#[derive(Default)]
pub struct Roster {
    entries: Vec<Kept>,
    by_id: HashMap<PersonId, usize>,
    index: Index<usize>,
    /// Seats of those who have one, company included.
    pub seats: u32,
}

struct Kept {
    person: Person,
    company: u32,
    word: Option<Word>,
    revoked: bool,
    first_time: bool,
    trade: String,
    habit: Habit,
}

/// Somebody of the roster, for what is printed.
pub struct Listed<'a> {
    /// Who.
    pub person: &'a Person,
    /// How many they announced.
    pub company: u32,
    /// What they answered.
    pub word: Option<Word>,
    /// Whether their invitation was taken back.
    pub revoked: bool,
    /// Whether they never came to anything of the group before.
    pub first_time: bool,
    /// What they do, as they answered.
    pub trade: &'a str,
    /// When they usually come.
    pub habit: Habit,
}

/// The roster of an event's door.
pub fn of(cx: &mut Cx<'_, '_>, event: &Event) -> Result<Arc<Roster>> {
    let mark = store::door::mark(cx.tx, event.id, event.group_id)?;
    let fresh = |(kept, at, _): &&(Mark, Timestamp, Arc<Roster>)| {
        *kept == mark && cx.now.duration_since(*at) < LIFE
    };
    let all = cx.rosters.0.lock();
    let kept = all.unwrap_or_else(PoisonError::into_inner);
    if let Some((_, _, roster)) = kept.get(&event.id).filter(fresh) {
        return Ok(roster.clone());
    }
    drop(kept);
    let roster = Arc::new(Roster::read(cx, event)?);
    // What a writer sees may yet be undone.
    if !cx.writes {
        let all = cx.rosters.0.lock();
        let mut all = all.unwrap_or_else(PoisonError::into_inner);
        if all.len() >= LIMIT && !all.contains_key(&event.id) {
            all.clear();
        }
        all.insert(event.id, (mark, cx.now, roster.clone()));
    }
    Ok(roster)
}

impl Roster {
    fn read(cx: &mut Cx<'_, '_>, event: &Event) -> Result<Self> {
        let (id, group) = (event.id, event.group_id);
        let people = store::door::people(cx.tx, id, group)?;
        let answers = store::answers::of_event(cx.tx, id)?.into_iter();
        let mut answers: HashMap<_, _> = answers.map(|a| (a.person_id, a)).collect();
        let invitations = store::invitations::of_event(cx.tx, id)?;
        let asked: HashMap<PersonId, bool> = invitations
            .into_iter()
            .filter_map(|i| Some((i.person_id?, i.revoked_at.is_some())))
            .collect();
        let habits = store::door::habits(cx.tx, id, group, event.words.starts_at)?;
        let habits: HashMap<_, _> = habits.into_iter().map(|h| (h.person_id, h)).collect();
        let mut roster = Self::default();
        for person in people {
            let answer = answers.remove(&person.id);
            let asked = asked.get(&person.id).copied();
            let habit = habits.get(&person.id);
            let place = answer.as_ref().map(|a| (a.words.response, a.place));
            let company = answer.as_ref().map_or(0, |a| a.words.company);
            if let Some((_, Place::Going)) = place {
                roster.seats += company + 1;
            }
            let new = || habit.is_none_or(|habit| habit.with_group == 0);
            let said = answer.as_ref().and_then(|a| a.words.first_time);
            roster.by_id.insert(person.id, roster.entries.len());
            roster.entries.push(Kept {
                company,
                word: word(place, asked),
                revoked: asked == Some(true),
                first_time: said.unwrap_or_else(new),
                trade: answer.map(|a| a.words.does).unwrap_or_default(),
                habit: habit.map_or_else(Habit::default, |habit| Habit {
                    evenings: u32::try_from(habit.events).unwrap_or_default(),
                    minutes: habit.delay as f64 / 60_000.0,
                }),
                person,
            });
        }
        roster.index = Index::build(roster.entries.iter().enumerate().map(|(n, kept)| Entry {
            id: n,
            given: &kept.person.name.given,
            family: &kept.person.name.family,
            extra: &kept.trade,
            weight: kept.word.map_or(0.0, |word| word.chance() as f32),
        }));
        Ok(roster)
    }

    /// Everyone, by family name.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = Listed<'_>> {
        self.entries.iter().map(|kept| Listed {
            person: &kept.person,
            company: kept.company,
            word: kept.word,
            revoked: kept.revoked,
            first_time: kept.first_time,
            trade: &kept.trade,
            habit: kept.habit,
        })
    }

    /// Somebody's line.
    pub fn line(&self, id: PersonId, evening: &Evening) -> Option<Line> {
        self.by_id.get(&id).map(|n| self.line_at(*n, evening))
    }

    /// The lines of some places of the roster.
    pub fn lines(&self, places: impl Iterator<Item = usize>, evening: &Evening) -> Vec<Line> {
        places.map(|n| self.line_at(n, evening)).collect()
    }

    fn line_at(&self, n: usize, evening: &Evening) -> Line {
        let listed = &self.entries[n];
        let id = listed.person.id;
        let state = State::of(evening, id);
        Line {
            person: listed.person.clone(),
            company: match state {
                State::Awaited => listed.company,
                _ => evening.company(id),
            },
            word: listed.word,
            first_time: listed.first_time,
            trade: listed.trade.clone(),
            revoked: listed.revoked,
            state,
        }
    }

    /// The places of those who are expected and did not come, most likely to arrive next first.
    pub fn awaited(&self, evening: &Evening, starts_at: Timestamp, now: Timestamp) -> Vec<usize> {
        let minutes = now.duration_since(starts_at).as_secs_f64() / 60.0;
        let expected = |listed: &Kept| {
            listed
                .word
                .filter(|word| *word != Word::No && !listed.revoked)
        };
        let mut awaited: Vec<(f64, usize)> = Vec::new();
        for (n, listed) in self.entries.iter().enumerate() {
            let Some(word) = expected(listed) else {
                continue;
            };
            if State::of(evening, listed.person.id) == State::Awaited {
                awaited.push((soon(word, listed.habit, minutes), n));
            }
        }
        // Equal chances keep the order of names.
        awaited.sort_by(|a, b| b.0.total_cmp(&a.0));
        awaited.into_iter().map(|(_, n)| n).collect()
    }

    /// The places of those whom a search finds, best first.
    pub fn search(&self, wanted: &str, limit: usize) -> Vec<usize> {
        let hits = self.index.find(wanted, limit).into_iter();
        hits.map(|hit| hit.id).collect()
    }

    /// Those who may be whom somebody at the door says they are: every word is theirs, as written
    /// or as heard.
    pub fn called(&self, name: &str) -> Vec<usize> {
        let hits = self.index.find(name, LOOKED).into_iter();
        hits.filter(|hit| matches!(hit.why, Why::Exact | Why::Sound) && whole(hit, name))
            .map(|hit| hit.id)
            .collect()
    }

    /// Those whose whole name is near another: mistyped too.
    pub fn alike(&self, name: &str) -> impl Iterator<Item = (PersonId, Name)> {
        let hits = self.index.find(name, LOOKED).into_iter();
        hits.filter(|hit| whole(hit, name)).map(|hit| {
            let person = &self.entries[hit.id].person;
            (person.id, person.name.clone())
        })
    }
}

/// Whether a hit meets every word of a name.
pub fn whole(hit: &Hit<usize>, name: &str) -> bool {
    let words = u32::try_from(name.split_whitespace().count()).unwrap_or(u32::MAX);
    hit.score / WORD >= words
}

fn word(place: Option<(Response, Place)>, revoked: Option<bool>) -> Option<Word> {
    match place {
        Some((_, Place::Going)) => Some(Word::Going),
        Some((_, Place::Waiting)) => Some(Word::Waiting),
        Some((Response::Maybe, _)) => Some(Word::Maybe),
        Some(_) => Some(Word::No),
        None => revoked.map(|_| Word::Silent),
    }
}
