//! The guest list, for those who run the event: who comes, who waits, what they need, and who
//! brought them. Five statements, whatever the number of guests.

use std::collections::{BTreeMap, HashMap};

use domain::answer::{AnswerWords, Place, Response};
use domain::id::{EventId, InvitationId, PersonId};
use domain::invitation::{CHAIN_LIMIT, Invitation};
use domain::person::Person;
use domain::text::folded;

use crate::mail::{self, EventBrief};
use crate::{Cx, Result, access};

/// One guest.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Who.
    pub person: Person,
    /// Their answer and place, if they answered.
    pub answer: Option<(AnswerWords, Place)>,
    /// Their turn on the waiting list, from one.
    pub turn: Option<usize>,
    /// Through whom they came, nearest first.
    pub path: Vec<String>,
    /// Whether their invitation was taken back.
    pub revoked: bool,
    /// Their invitation, where they have one.
    pub invitation: Option<InvitationId>,
}

/// What the list comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Answers that keep seats.
    pub parties: usize,
    /// Seats taken, company included.
    pub seats: u32,
    /// Seats there are, when that matters.
    pub capacity: Option<u32>,
    /// Seats asked for by those who wait.
    pub waiting: u32,
    /// Coming for the first time.
    pub first_time: usize,
    /// What is not eaten, and by how many of those coming; most frequent first.
    pub diets: Vec<(String, usize)>,
}

/// The guest list of an event.
#[derive(Clone, Debug)]
pub struct List {
    /// The event.
    pub brief: EventBrief,
    /// Which.
    pub event_id: EventId,
    /// Have a seat.
    pub going: Vec<Guest>,
    /// Wait for one, in order.
    pub waiting: Vec<Guest>,
    /// Perhaps.
    pub maybe: Vec<Guest>,
    /// Do not come.
    pub no: Vec<Guest>,
    /// Were invited and did not answer.
    pub silent: Vec<Guest>,
    /// What it comes to, the search left aside.
    pub totals: Totals,
}

/// The guest list; `search` keeps those whose name, company, trade or address holds it.
pub fn list(cx: &mut Cx<'_, '_>, event_id: EventId, search: &str) -> Result<List> {
    let seen = access::hosted_event(cx, event_id)?;
    let guests = everyone(cx, event_id)?;
    let totals = totals(&guests, seen.event.words.capacity);
    let mut list = List {
        brief: mail::brief(cx, &seen.event, &seen.group)?,
        event_id,
        going: Vec::new(),
        waiting: Vec::new(),
        maybe: Vec::new(),
        no: Vec::new(),
        silent: Vec::new(),
        totals,
    };
    let wanted = folded(search.trim());
    for guest in guests.into_iter().filter(|guest| matches(guest, &wanted)) {
        let part = match guest.answer.as_ref().map(|(w, place)| (w.response, *place)) {
            Some((_, Place::Going)) => &mut list.going,
            Some((_, Place::Waiting)) => &mut list.waiting,
            Some((Response::Maybe, _)) => &mut list.maybe,
            Some(_) => &mut list.no,
            None => &mut list.silent,
        };
        part.push(guest);
    }
    list.waiting.sort_by_key(|guest| guest.turn);
    Ok(list)
}

fn everyone(cx: &mut Cx<'_, '_>, event_id: EventId) -> Result<Vec<Guest>> {
    let people = store::people::around_event(cx.tx, event_id)?;
    let invitations = store::invitations::of_event(cx.tx, event_id)?;
    let names: HashMap<PersonId, String> = people.iter().map(|p| (p.id, p.name.full())).collect();
    let by_id: HashMap<InvitationId, &Invitation> = invitations.iter().map(|i| (i.id, i)).collect();
    let of_person: HashMap<PersonId, &Invitation> = invitations
        .iter()
        .filter_map(|i| Some((i.person_id?, i)))
        .collect();
    let mut answers = HashMap::new();
    let mut turn = 0;
    // The answers come in the order of the queue.
    for answer in store::answers::of_event(cx.tx, event_id)? {
        let waits = answer.place == Place::Waiting;
        turn += usize::from(waits);
        let answered = (answer.words, answer.place);
        answers.insert(answer.person_id, (answered, waits.then_some(turn)));
    }
    let guests = people.into_iter().filter_map(|person| {
        let invitation = of_person.get(&person.id).copied();
        let (answer, turn) = answers.remove(&person.id).unzip();
        if invitation.is_none() && answer.is_none() {
            return None;
        }
        Some(Guest {
            answer,
            turn: turn.flatten(),
            path: invitation.map_or_else(Vec::new, |i| path(i, &by_id, &names)),
            revoked: invitation.is_some_and(|i| i.revoked_at.is_some()),
            invitation: invitation.map(|i| i.id),
            person,
        })
    });
    Ok(guests.collect())
}

fn path(
    invitation: &Invitation,
    by_id: &HashMap<InvitationId, &Invitation>,
    names: &HashMap<PersonId, String>,
) -> Vec<String> {
    let above = |i: &&Invitation| i.parent_id.and_then(|id| by_id.get(&id).copied());
    let mut path: Vec<String> = std::iter::successors(Some(invitation), above)
        .take(CHAIN_LIMIT)
        .filter_map(|i| names.get(&i.inviter_id?).cloned())
        .collect();
    // Somebody's link and their own invitation above it are one pair of hands.
    path.dedup();
    path
}

fn matches(guest: &Guest, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let mut said = guest.person.name.full();
    if let Some(email) = &guest.person.email {
        said = format!("{said} {email}");
    }
    if let Some((words, _)) = &guest.answer {
        said = format!("{said} {} {}", words.company_names, words.does);
    }
    folded(&said).contains(wanted)
}

fn totals(guests: &[Guest], capacity: Option<u32>) -> Totals {
    let at = |wanted: Place| {
        let answers = guests.iter().filter_map(|guest| guest.answer.as_ref());
        answers
            .filter(move |(_, place)| *place == wanted)
            .map(|(words, _)| words)
    };
    let seats = |place| at(place).map(|words| words.company + 1).sum();
    let mut diets: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for diet in at(Place::Going)
        .map(|w| w.diet.trim())
        .filter(|d| !d.is_empty())
    {
        let entry = diets.entry(folded(diet)).or_insert((diet.to_owned(), 0));
        entry.1 += 1;
    }
    let mut diets: Vec<_> = diets.into_values().collect();
    diets.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Totals {
        parties: at(Place::Going).count(),
        seats: seats(Place::Going),
        capacity,
        waiting: seats(Place::Waiting),
        first_time: at(Place::Going)
            .filter(|w| w.first_time == Some(true))
            .count(),
        diets,
    }
}
