//! My evening: what somebody at an event sees of it, and says of themselves. What concerns two
//! people is in [`crate::meeting`] and [`crate::exchange`].

use domain::activity::{Activity, ActivityWords};
use domain::evening::What;
use domain::event::{Event, ProgrammeLine, Status};
use domain::id::{ActivityId, EntryId, PersonId};
use domain::person::Name;
use jiff::{SignedDuration, Timestamp};

use crate::exchange::{self, Exchanges};
use crate::introductions::{self, Offered};
use crate::mail::{self, EventBrief};
use crate::seat::{self, Hold, Notebook, Seat};
use crate::sight::{How, Near, Sight};
use crate::{Cx, Error, Result, activity, log, pass, rounds};

/// How long before its beginning an evening's page is offered.
const BEFORE: SignedDuration = SignedDuration::from_hours(2);
/// How long after its end.
const AFTER: SignedDuration = SignedDuration::from_hours(12);
/// How long after its end one may still write what happened.
const WRITTEN: SignedDuration = SignedDuration::from_hours(48);
/// How long after its end one may still say that one leaves.
const LEAVING: SignedDuration = SignedDuration::from_hours(1);

/// Whether an event's evening is on, so that its pages lead to it.
pub fn is_on(event: &Event, now: Timestamp) -> bool {
    let (from, to) = (event.words.starts_at - BEFORE, event.words.ends_at + AFTER);
    event.status == Status::Published && (from..=to).contains(&now)
}

/// Somebody met tonight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The entry that signalled it.
    pub id: EntryId,
    /// With whom.
    pub person: PersonId,
    /// What they are called.
    pub name: Name,
    /// When it began.
    pub at: Timestamp,
    /// How long it lasted, once somebody said.
    pub minutes: Option<u16>,
    /// Whether the viewer signalled it, and may take it back.
    pub mine: bool,
}

/// Waiting to be introduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Since when.
    pub since: Timestamp,
    /// To whom, when that was said and may be shown.
    pub to: Option<Name>,
}

/// What somebody at an event sees of it.
#[derive(Clone, Debug)]
pub struct MyEvening {
    /// Whose evening, and which.
    pub seat: Seat,
    /// When and where.
    pub brief: EventBrief,
    /// What happens when.
    pub programme: Vec<ProgrammeLine>,
    /// What their QR says.
    pub pass: String,
    /// When they came.
    pub arrived_at: Option<Timestamp>,
    /// Since when they are in the room.
    pub here_since: Option<Timestamp>,
    /// When they last went out.
    pub left_at: Option<Timestamp>,
    /// Whether they would rather not be approached.
    pub quiet: bool,
    /// What they said tonight of being seen.
    pub seen: Option<bool>,
    /// Whether they wait to be introduced.
    pub waiting: Option<Waiting>,
    /// Introductions that wait for their word.
    pub offered: Vec<Offered>,
    /// Where they sit, while rounds are on.
    pub place: Option<rounds::Place>,
    /// Whether they know the house, and may welcome a newcomer.
    pub welcomes: bool,
    /// Their activities, each with whether they are it tonight.
    pub cards: Vec<(Activity, bool)>,
    /// Who is here that they know, and lets it be seen.
    pub known: Vec<Near>,
    /// How many others, not known yet, let themselves be seen here.
    pub others: usize,
    /// Whom they met, latest first.
    pub talks: Vec<Talk>,
    /// Cards and tokens, given and received.
    pub exchanges: Exchanges,
    /// Where their notes are.
    pub notebook: Notebook,
    /// Whether the evening takes entries now.
    pub open: bool,
}

/// Somebody's evening.
pub fn show(cx: &mut Cx<'_, '_>, key: &str) -> Result<MyEvening> {
    let seat = seat::seat(cx, key)?;
    let sight = Sight::of(cx, &seat)?;
    let everyone = sight.everyone(cx, seat.event.id)?;
    let (evening, me) = (sight.evening.clone(), seat.person.id);
    let presence = evening.presence(me);
    let names = |id: PersonId| everyone.iter().find(|near| near.id == id);
    let waiting = evening.asks(me).map(|(since, to)| Waiting {
        since,
        to: to.and_then(names).map(|near| near.name.clone()),
    });
    let made = store::entries::made_by(cx.tx, seat.event.id, me)?;
    let mut talks: Vec<Talk> = evening
        .encounters_of(me)
        .filter_map(|talk| {
            let near = names(talk.other(me))?;
            Some(Talk {
                id: talk.id,
                person: near.id,
                name: near.name.clone(),
                at: talk.at,
                minutes: talk.minutes,
                mine: made.contains(&talk.id),
            })
        })
        .collect();
    talks.reverse();
    let known =
        |near: &&Near| near.here && matches!(near.how, How::Contact | How::Before | How::Fellow);
    Ok(MyEvening {
        brief: mail::brief(cx, &seat.event, &seat.group)?,
        programme: seat.event.words.programme.clone(),
        pass: pass::of(cx, &seat),
        arrived_at: presence.arrived_at(),
        here_since: presence.here_since(),
        left_at: presence.left_at(),
        quiet: evening.is_quiet(me),
        seen: evening.is_visible(me),
        waiting,
        offered: introductions::offered(cx, &seat, &sight)?,
        place: rounds::place(cx, seat.event.id, me)?,
        welcomes: introductions::welcomes(cx, &seat.event, me)?,
        cards: cards(cx, &seat)?,
        others: everyone
            .iter()
            .filter(|near| near.here && near.how == How::New)
            .count(),
        known: everyone.iter().filter(known).cloned().collect(),
        talks,
        exchanges: exchange::of(cx, &seat, &sight, &everyone)?,
        notebook: seat.notebook(cx)?,
        open: writes(&seat.event, cx.now).is_ok(),
        seat,
    })
}

/// Somebody's activities, each with whether they are it tonight; who chose none is all of them.
pub(crate) fn cards(cx: &mut Cx<'_, '_>, seat: &Seat) -> Result<Vec<(Activity, bool)>> {
    let all = store::people::activities(cx.tx, seat.person.id)?;
    let chosen = store::evening_cards::of(cx.tx, seat.event.id, seat.person.id)?;
    let is = |activity: &Activity| chosen.is_empty() || chosen.contains(&activity.id);
    Ok(all
        .into_iter()
        .map(|a| (is(&a), a))
        .map(|(is, a)| (a, is))
        .collect())
}

/// Whether what happens at an event may be written now, and if not, why.
pub(crate) fn writes(event: &Event, now: Timestamp) -> Result<()> {
    if event.status == Status::Cancelled {
        Err(Error::refused("my-evening-cancelled"))
    } else if now < event.words.starts_at - BEFORE {
        Err(Error::refused("my-evening-early"))
    } else if now > event.words.ends_at + WRITTEN {
        Err(Error::refused("my-evening-over"))
    } else {
        Ok(())
    }
}

/// A seat from which something is written now; its event is held until the transaction ends.
pub(crate) fn writing(cx: &mut Cx<'_, '_>, key: &str) -> Result<Seat> {
    let seat = seat::seat(cx, key)?;
    writes(&seat.event, cx.now)?;
    cx.tx.hold_event(seat.event.id)?;
    Ok(seat)
}

/// Says that one goes out.
pub fn leave(cx: &mut Cx<'_, '_>, key: &str) -> Result<()> {
    let seat = writing(cx, key)?;
    let person = seat.person.id;
    let here = cx.evening(seat.event.id)?.presence(person).here_since();
    if here.is_none() {
        return Err(Error::refused("my-evening-not-here"));
    }
    if cx.now > seat.event.words.ends_at + LEAVING {
        return Err(Error::refused("my-evening-over"));
    }
    log::take_single(cx, &seat.log(), What::Left { person }).map(|_| ())
}

/// Says that one is back. Only who came through the door once can come back by themselves.
pub fn come_back(cx: &mut Cx<'_, '_>, key: &str) -> Result<()> {
    let seat = writing(cx, key)?;
    let person = seat.person.id;
    let presence = cx.evening(seat.event.id)?.presence(person);
    if presence.arrived_at().is_none() {
        return Err(Error::refused("my-evening-door-first"));
    }
    if presence.here_since().is_some() {
        return Ok(());
    }
    log::take_single(cx, &seat.log(), What::Returned { person }).map(|_| ())
}

/// Says whether one would rather not be approached.
pub fn be_quiet(cx: &mut Cx<'_, '_>, key: &str, on: bool) -> Result<()> {
    let seat = writing(cx, key)?;
    let person = seat.person.id;
    if cx.evening(seat.event.id)?.is_quiet(person) == on {
        return Ok(());
    }
    log::take_single(cx, &seat.log(), What::Quiet { person, on }).map(|_| ())
}

/// Says whether others may see that one is here.
pub fn be_seen(cx: &mut Cx<'_, '_>, key: &str, on: bool) -> Result<()> {
    let seat = seat::seat(cx, key)?;
    cx.tx.hold_event(seat.event.id)?;
    let person = seat.person.id;
    if cx.evening(seat.event.id)?.is_visible(person) == Some(on) {
        return Ok(());
    }
    log::take_single(cx, &seat.log(), What::Visible { person, on }).map(|_| ())
}

/// Asks to be introduced, to anybody or to somebody one can see.
pub fn ask(cx: &mut Cx<'_, '_>, key: &str, to: Option<PersonId>) -> Result<()> {
    let seat = writing(cx, key)?;
    let sight = Sight::of(cx, &seat)?;
    let person = seat.person.id;
    if sight.evening.presence(person).here_since().is_none() {
        return Err(Error::refused("my-evening-not-here"));
    }
    if let Some(to) = to {
        let other = store::people::find(cx.tx, to)?.ok_or(Error::NotFound)?;
        if to == person || !sight.sees(&other) {
            return Err(Error::NotFound);
        }
    }
    let open = sight.evening.asks(person);
    if open.is_some_and(|(_, before)| before == to || to.is_none()) {
        return Ok(());
    }
    log::take_single(cx, &seat.log(), What::Asked { person, to })?;
    introductions::introduce(cx, &seat.event, person).map(|_| ())
}

/// No longer asks to be introduced.
pub fn ask_no_more(cx: &mut Cx<'_, '_>, key: &str) -> Result<()> {
    let seat = writing(cx, key)?;
    let open = cx.evening(seat.event.id)?.open_asks(seat.person.id);
    for entry in open {
        log::take_single(cx, &seat.log(), What::Undone { entry })?;
    }
    Ok(())
}

/// Chooses which of one's activities one is tonight; none is all of them.
pub fn choose(cx: &mut Cx<'_, '_>, key: &str, chosen: &[ActivityId]) -> Result<()> {
    let seat = seat::seat(cx, key)?;
    let own = store::people::activities(cx.tx, seat.person.id)?;
    if !chosen.iter().all(|id| own.iter().any(|a| a.id == *id)) {
        return Err(Error::NotFound);
    }
    let chosen = if chosen.len() == own.len() {
        &[]
    } else {
        chosen
    };
    store::evening_cards::replace(cx.tx, seat.event.id, seat.person.id, chosen)?;
    Ok(())
}

/// Makes a card in two fields, for tonight and after. Who has an account keeps their cards behind
/// their own sign-in.
pub fn make_card(
    cx: &mut Cx<'_, '_>,
    key: &str,
    title: &str,
    organisation: &str,
) -> Result<ActivityId> {
    let seat = seat::seat(cx, key)?;
    let person = seat.person.id;
    if seat.hold != Hold::Session && store::accounts::of_person(cx.tx, person)?.is_some() {
        return Err(Error::refused("my-evening-card-sign-in"));
    }
    let words = ActivityWords {
        title: title.to_owned(),
        organisation: organisation.to_owned(),
        ..ActivityWords::default()
    };
    let mut chosen = store::evening_cards::of(cx.tx, seat.event.id, person)?;
    let id = activity::add_to(cx, person, &words)?;
    if !chosen.is_empty() {
        chosen.push(id);
        store::evening_cards::replace(cx.tx, seat.event.id, person, &chosen)?;
    }
    Ok(id)
}

/// Takes back an encounter or something handed over that one entered oneself.
pub fn undo(cx: &mut Cx<'_, '_>, key: &str, entry: EntryId) -> Result<()> {
    let seat = writing(cx, key)?;
    let (evening, me) = (cx.evening(seat.event.id)?, seat.person.id);
    if evening.encounters_of(me).any(|talk| talk.id == entry) {
        return log::take_single(cx, &seat.log(), What::Undone { entry }).map(|_| ());
    }
    let given = evening.exchanges().find(|exchange| exchange.id == entry);
    let given = given.filter(|e| e.from == me || e.to == me);
    let given = given.ok_or(Error::NotFound)?;
    if cx.now.duration_since(given.at) > exchange::SECOND_THOUGHT {
        return Err(Error::refused("exchange-too-late"));
    }
    log::take_single(cx, &seat.log(), What::Undone { entry }).map(|_| ())
}
