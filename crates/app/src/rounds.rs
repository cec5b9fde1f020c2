//! Rounds: from the people in the room, tables or pairs for some rounds. The plan is the event's; what
//! was played is in the log, as encounters with a length, and can be taken back. A plan made anew, as
//! people come and go, leaves what was played as it is. `docs/room.md` describes them.

mod planned;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use domain::evening::What;
use domain::event::Event;
use domain::id::{EntryId, EventId, PersonId};
use domain::person::Name;
use serde::{Deserialize, Serialize};

use crate::error::Say;
use crate::form::Check;
use crate::introductions::Someone;
use crate::log::{self, BATCH_LIMIT, Hand, Open, Sent};
use crate::mail::{self, EventBrief};
use crate::{Cx, Error, Result, access};

/// Rounds at most.
pub const MOST_ROUNDS: i64 = 12;
/// Seats of a table at most.
pub const MOST_SEATS: i64 = 20;
/// Minutes of a round at most.
pub const MOST_MINUTES: i64 = 60;
/// People planned for at most.
const MOST_PEOPLE: usize = 600;

/// Who sits where, table by table.
type Round = Vec<Vec<PersonId>>;

/// An event's plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Whether people sit in pairs.
    pub pairs: bool,
    /// Seats of a table.
    pub seats: u32,
    /// Minutes of a round.
    pub minutes: u16,
    /// Whether those who run the evening keep a table each.
    pub hosts: bool,
    /// Who sits together in every round.
    #[serde(default)]
    pub together: Vec<Vec<PersonId>>,
    /// The rounds.
    pub rounds: Vec<Round>,
    /// The entries of each round that was played.
    pub played: Vec<Vec<EntryId>>,
}

impl Plan {
    /// How many rounds were played.
    pub fn count_played(&self) -> usize {
        self.played.len()
    }

    /// The round that is on, or comes first.
    pub fn current(&self) -> usize {
        self.played.len().saturating_sub(1)
    }

    /// Somebody's table in a round, from one.
    pub fn table_of(&self, round: usize, person: PersonId) -> Option<usize> {
        let tables = self.rounds.get(round)?;
        let at = tables.iter().position(|table| table.contains(&person))?;
        Some(at + 1)
    }

    /// Everybody who sits anywhere, once.
    pub fn people(&self) -> BTreeSet<PersonId> {
        self.rounds.iter().flatten().flatten().copied().collect()
    }
}

/// What rounds to make, as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Whether in pairs.
    pub pairs: bool,
    /// Seats of a table.
    pub seats: String,
    /// How many rounds.
    pub rounds: String,
    /// Minutes of one.
    pub minutes: String,
    /// Whether those who run the evening keep a table each.
    pub hosts: bool,
    /// Who is to sit together: a table a line.
    pub together: String,
}

/// The rounds of an event, as those who run it see them.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The event.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// The plan, if there is one.
    pub plan: Option<Plan>,
    /// Those who sit somewhere.
    pub people: BTreeMap<PersonId, Someone>,
    /// How many of those in the room have no seat, and of those seated are gone.
    pub changed: (usize, usize),
    /// How many are in the room.
    pub here: usize,
}

/// The rounds of an event.
pub fn show(cx: &mut Cx<'_, '_>, id: EventId) -> Result<Shown> {
    let seen = access::hosted_event(cx, id)?;
    let plan: Option<Plan> = store::round_plans::find(cx.tx, id)?;
    let here: BTreeSet<PersonId> = seated(cx, &seen.event)?.into_iter().collect();
    let sitting = plan.as_ref().map(next_people).unwrap_or_default();
    let people = plan.as_ref().map(Plan::people).unwrap_or_default();
    let people = cx.in_room(&seen.event, |kept| {
        let someone = |id: &PersonId| (*id, Someone::of(kept, *id));
        people.iter().map(someone).collect()
    })?;
    let (unseated, gone) = (here.difference(&sitting), sitting.difference(&here));
    Ok(Shown {
        brief: mail::brief(cx, &seen.event, &seen.group)?,
        event_id: id,
        changed: match plan {
            Some(_) => (unseated.count(), gone.count()),
            None => (0, 0),
        },
        plan,
        people,
        here: here.len(),
    })
}

/// Those who sit in the rounds to come.
fn next_people(plan: &Plan) -> BTreeSet<PersonId> {
    let next = plan.rounds.get(plan.count_played());
    next.into_iter().flatten().flatten().copied().collect()
}

/// Who is given a seat: those in the room who would not rather be left in peace.
fn seated(cx: &mut Cx<'_, '_>, event: &Event) -> Result<Vec<PersonId>> {
    let evening = cx.evening(event.id)?;
    let mut here = evening.here();
    here.retain(|person| !evening.is_quiet(*person));
    Ok(here)
}

/// Those who are given a seat, with their names.
fn named(cx: &mut Cx<'_, '_>, event: &Event) -> Result<Vec<(PersonId, Name)>> {
    let here = seated(cx, event)?;
    Ok(store::people::names(cx.tx, &here)?)
}

fn open(cx: &mut Cx<'_, '_>, id: EventId) -> Result<Open> {
    let seen = access::hosted_event(cx, id)?;
    cx.tx.hold_event(id)?;
    Ok(Open {
        event: seen.event,
        hand: Hand::Host(cx.me()?.person_id),
    })
}

/// Makes rounds for those in the room, in place of any there were; none may have been played.
pub fn make(cx: &mut Cx<'_, '_>, id: EventId, typed: &Typed) -> Result<()> {
    let open = open(cx, id)?;
    let mut check = Check::default();
    let seats = match typed.pairs {
        true => Some(2),
        false => check.optional_number("seats", &typed.seats, 3, MOST_SEATS),
    };
    let rounds = check.optional_number("rounds", &typed.rounds, 1, MOST_ROUNDS);
    let minutes = check.optional_number("minutes", &typed.minutes, 1, MOST_MINUTES);
    let seats = seats.and_then(|n| u32::try_from(n).ok()).unwrap_or(6);
    let wishes = check.optional_text("together", &typed.together, together::LIMIT);
    let here = named(cx, &open.event)?;
    let wishes = match typed.pairs && !wishes.is_empty() {
        true => Err(Say::new("rounds-together-pairs")),
        false => together::read(&wishes, &here, seats as usize),
    };
    let together = wishes.unwrap_or_else(|say| {
        check.problem("together", say);
        Vec::new()
    });
    check.done()?;
    let before: Option<Plan> = store::round_plans::find(cx.tx, id)?;
    if before.is_some_and(|plan| plan.count_played() > 0) {
        return Err(Error::refused("rounds-played"));
    }
    let plan = Plan {
        pairs: typed.pairs,
        seats,
        minutes: minutes.and_then(|n| u16::try_from(n).ok()).unwrap_or(10),
        hosts: typed.hosts && !typed.pairs,
        together,
        rounds: vec![Vec::new(); rounds.and_then(|n| usize::try_from(n).ok()).unwrap_or(3)],
        played: Vec::new(),
    };
    plan_anew(cx, &open.event, plan)
}

/// Makes the rounds that were not played anew, for those who are in the room now.
pub fn adapt(cx: &mut Cx<'_, '_>, id: EventId) -> Result<()> {
    let open = open(cx, id)?;
    let plan: Plan = store::round_plans::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    plan_anew(cx, &open.event, plan)
}

fn plan_anew(cx: &mut Cx<'_, '_>, event: &Event, plan: Plan) -> Result<()> {
    let here = seated(cx, event)?;
    if here.len() > MOST_PEOPLE {
        return Err(Error::refused("rounds-too-many"));
    }
    if here.len() < 4 {
        return Err(Error::refused("rounds-too-few"));
    }
    let made = cx.in_room(event, |kept| planned::plan(kept, &plan, &here))?;
    let rounds = made.ok_or(Error::refused("rounds-impossible"))?;
    let plan = Plan { rounds, ..plan };
    Ok(store::round_plans::put(cx.tx, event.id, &plan, cx.now)?)
}

/// Begins the next round: everybody at one table talks with everybody else there.
pub fn play(cx: &mut Cx<'_, '_>, id: EventId) -> Result<()> {
    let open = open(cx, id)?;
    let mut plan: Plan = store::round_plans::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let next = plan.rounds.get(plan.count_played());
    let tables = next.ok_or(Error::refused("rounds-over"))?;
    let evening = cx.evening(id)?;
    let is_here = |person: &PersonId| evening.presence(*person).here_since().is_some();
    let (mut batch, mut met) = (Vec::new(), Vec::new());
    for table in tables {
        let there: Vec<PersonId> = table.iter().copied().filter(is_here).collect();
        for (n, a) in there.iter().enumerate() {
            for b in &there[n + 1..] {
                let encounter: EntryId = cx.id();
                met.push(encounter);
                let minutes = plan.minutes;
                batch.push(sent(cx, encounter, What::Met { people: [*a, *b] }));
                let length = cx.id();
                batch.push(sent(cx, length, What::Lasted { encounter, minutes }));
            }
        }
    }
    write(cx, &open, &batch)?;
    plan.played.push(met);
    Ok(store::round_plans::put(cx.tx, id, &plan, cx.now)?)
}

fn sent(cx: &Cx<'_, '_>, id: EntryId, what: What) -> Sent {
    Sent {
        id,
        device_at: cx.now,
        what,
    }
}

fn write(cx: &mut Cx<'_, '_>, open: &Open, batch: &[Sent]) -> Result<()> {
    for part in batch.chunks(BATCH_LIMIT) {
        for fate in log::take(cx, open, part)? {
            if let log::Fate::Refused(say) = fate {
                return Err(Error::Refused(say));
            }
        }
    }
    Ok(())
}

/// Takes the last round back, as if it had not been played.
pub fn undo(cx: &mut Cx<'_, '_>, id: EventId) -> Result<()> {
    let open = open(cx, id)?;
    let mut plan: Plan = store::round_plans::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let last = plan
        .played
        .pop()
        .ok_or(Error::refused("rounds-none-played"))?;
    let mut batch = Vec::new();
    for entry in last {
        let undo = cx.id();
        batch.push(sent(cx, undo, What::Undone { entry }));
    }
    write(cx, &open, &batch)?;
    Ok(store::round_plans::put(cx.tx, id, &plan, cx.now)?)
}

/// Puts the plan away. What was played stays in the log.
pub fn end(cx: &mut Cx<'_, '_>, id: EventId) -> Result<()> {
    open(cx, id)?;
    Ok(store::round_plans::delete(cx.tx, id)?)
}

/// Where somebody sits: the round, from one, of how many, and their table; nothing when no rounds are
/// on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The round.
    pub round: usize,
    /// Of how many.
    pub of: usize,
    /// Their table; none when they sit this one out.
    pub table: Option<usize>,
}

/// Somebody's place in the round that is on.
pub(crate) fn place(cx: &mut Cx<'_, '_>, event: EventId, me: PersonId) -> Result<Option<Place>> {
    let plan: Option<Plan> = store::round_plans::find(cx.tx, event)?;
    let Some(plan) = plan else { return Ok(None) };
    let seated = plan.people().contains(&me);
    let round = plan.current();
    Ok(seated.then(|| Place {
        round: round + 1,
        of: plan.rounds.len(),
        table: plan.table_of(round, me),
    }))
}

/// A card for each person, with their table in every round, to be printed like a badge; `words` puts a
/// round and a table into words.
pub fn cards(
    cx: &mut Cx<'_, '_>,
    id: EventId,
    lang: domain::text::Lang,
    words: impl Fn(usize, usize) -> String,
) -> Result<crate::badges::Badges> {
    let shown = show(cx, id)?;
    let plan = shown.plan.ok_or(Error::NotFound)?;
    let mut people: Vec<&Someone> = shown.people.values().collect();
    people.sort_by_cached_key(|someone| (someone.name.key(), someone.id));
    let cards = people.into_iter().map(|someone| {
        let rounds = 0..plan.rounds.len();
        let at = |round| Some((round + 1, plan.table_of(round, someone.id)?));
        let places = rounds
            .filter_map(at)
            .map(|(round, table)| words(round, table));
        let places: Vec<String> = places.collect();
        (someone.name.clone(), places.join(" · "))
    });
    Ok(crate::badges::Badges::of_cards(
        cards,
        &shown.brief.title,
        lang,
    ))
}

/// The round that is on, as the room's wall shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seating {
    /// The round, from one.
    pub round: usize,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// A table on the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Given names of those who let everybody see them.
    pub names: Vec<String>,
    /// How many others sit there.
    pub others: usize,
}

/// The tables of the round that is on, for the room's wall.
pub(crate) fn on_the_wall(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    is_shown: impl Fn(&domain::person::Person) -> bool,
) -> Result<Option<Seating>> {
    let plan: Option<Plan> = store::round_plans::find(cx.tx, event)?;
    let Some(plan) = plan else { return Ok(None) };
    let round = plan.current();
    let ids: Vec<PersonId> = plan.people().into_iter().collect();
    let people = store::people::by_ids(cx.tx, &ids)?.into_iter();
    let people = people.filter(is_shown).map(|p| (p.id, p.name.given));
    let people: BTreeMap<PersonId, String> = people.collect();
    let tables = plan.rounds.get(round).into_iter().flatten().map(|table| {
        let names = table.iter().filter_map(|id| people.get(id).cloned());
        let names: Vec<String> = names.collect();
        let others = table.len() - names.len();
        Table { names, others }
    });
    Ok(Some(Seating {
        round: round + 1,
        tables: tables.collect(),
    }))
}
