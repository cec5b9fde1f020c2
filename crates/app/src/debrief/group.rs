//! The group's debrief: what an evening was worth to those who held it. It is made of the log, of
//! answers and of memberships; nothing that anybody keeps in a notebook is ever read here.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::Place;
use domain::evening::{Evening, Facts, GroupDebrief};
use domain::event::Event;
use domain::group::Group;
use domain::id::{EventId, GroupId, PersonId};
use domain::membership::Standing;
use domain::person::Person;
use domain::role::Role;
use jiff::Timestamp;
use store::venue_ratings::Rating;

use crate::debrief::pictures::{self, Circle, Room};
use crate::{Cx, Error, Result, access};

/// How many former events tell who had met before.
const FORMER: i64 = 24;

/// An evening as it was for its group.
#[derive(Clone, Debug)]
pub struct OurDebrief {
    /// The event.
    pub event: Event,
    /// The group that held it.
    pub group: Group,
    /// The moment it tells of: now, or the evening's end when that is past.
    pub until: Timestamp,
    /// What the log says. Those who run the evening are not told to have stayed alone.
    pub story: GroupDebrief,
    /// Those it speaks of, by id.
    pub people: BTreeMap<PersonId, Person>,
    /// New links, by pair of groups; empty names stand for guests of no group.
    pub links: Vec<([String; 2], usize)>,
    /// Who came, belongs to no group, and was invited by a member: with who invited them.
    pub candidates: Vec<(Person, Person)>,
    /// What those who came thought of the place.
    pub ratings: Vec<Rating>,
    /// Who was in the room when.
    pub room: Room,
    /// Who talked with whom.
    pub circle: Circle,
    /// The groups of the circle's colours.
    pub legend: Vec<String>,
}

impl OurDebrief {
    /// The mean of the stars, in tenths.
    pub fn stars(&self) -> Option<i64> {
        let (count, sum) = (self.ratings.len() as i64, self.sum());
        (count > 0).then(|| (sum * 10 + count / 2) / count)
    }

    fn sum(&self) -> i64 {
        self.ratings.iter().map(|r| i64::from(r.stars)).sum()
    }
}

/// The debrief of an event, for those who run its door and room.
pub fn ours(cx: &mut Cx<'_, '_>, id: EventId) -> Result<OurDebrief> {
    let seen = access::hosted_event(cx, id)?;
    let (event, group) = (seen.event, seen.group);
    // Doors open early: once somebody is there, there is something to look at.
    let nobody = store::presences::of_event(cx.tx, event.id)?.is_empty();
    if event.words.starts_at > cx.now && nobody {
        return Err(Error::refused("debrief-too-early"));
    }
    let until = cx.now.min(event.words.ends_at);
    let evening = cx.evening(id)?;
    let groups = pictures::groups(cx, id)?;
    let came = store::presences::people_of_event(cx.tx, id)?;
    let mut people: BTreeMap<_, _> = came.into_iter().map(|p| (p.id, p)).collect();
    let mut story = story(cx, &event, until, &evening, &groups)?;
    let runs = hosts_of(cx, &group)?;
    story.stayed_alone.retain(|person| !runs.contains(person));
    for person in &story.no_shows {
        if let Some(person) = store::people::find(cx.tx, *person)? {
            people.insert(person.id, person);
        }
    }
    let names = group_names(cx, &groups)?;
    let order: Vec<GroupId> = names.keys().copied().collect();
    let shown: pictures::Named = BTreeMap::new();
    Ok(OurDebrief {
        links: links(&story, &groups, &names),
        candidates: candidates(cx, &event, &story, &people)?,
        ratings: store::venue_ratings::of_event(cx.tx, id)?,
        room: Room::of(&evening, event.words.starts_at, until, None),
        circle: Circle::of_everyone(&evening, &groups, &order, &shown),
        legend: names.into_values().collect(),
        event,
        group,
        until,
        story,
        people,
    })
}

/// Those who run a group's evenings.
pub(crate) fn hosts_of(cx: &mut Cx<'_, '_>, group: &Group) -> Result<BTreeSet<PersonId>> {
    let mut hosts = BTreeSet::new();
    for role in [Role::Organiser, Role::Host] {
        let people = store::roles::people_of_group(cx.tx, group.id, role)?;
        hosts.extend(people.into_iter().map(|person| person.id));
    }
    Ok(hosts)
}

fn story(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    until: Timestamp,
    evening: &Evening,
    groups: &BTreeMap<PersonId, BTreeSet<GroupId>>,
) -> Result<GroupDebrief> {
    let answers = store::answers::of_event(cx.tx, event.id)?;
    let going = answers.iter().filter(|a| a.place == Place::Going);
    let going: Vec<PersonId> = going.map(|a| a.person_id).collect();
    let said: BTreeMap<_, _> = answers
        .iter()
        .filter_map(|a| Some((a.person_id, a.words.first_time?)))
        .collect();
    let began = event.words.starts_at;
    let before = store::presences::before(cx.tx, event.group_id, began)?;
    let before: BTreeSet<_> = before.into_iter().collect();
    let is_new = |person: &PersonId| match said.get(person) {
        Some(first_time) => *first_time,
        None => !before.contains(person),
    };
    let newcomers = evening.everyone().into_iter().filter(is_new).collect();
    let met = met_before(cx, event)?;
    let facts = Facts {
        starts_at: began,
        until,
        going: &going,
        newcomers: &newcomers,
        groups,
        knew: &|a, b| met.contains(&[a.min(b), a.max(b)]),
    };
    Ok(GroupDebrief::of(evening, &facts))
}

/// Pairs that the logs of the group's former events saw talking.
fn met_before(cx: &mut Cx<'_, '_>, event: &Event) -> Result<BTreeSet<[PersonId; 2]>> {
    let began = event.words.starts_at;
    let former = store::presences::last_events(cx.tx, event.group_id, began, FORMER)?;
    let mut met = BTreeSet::new();
    for (former, _) in former {
        let evening = cx.evening(former)?;
        met.extend(evening.encounters().map(|talk| {
            let [a, b] = talk.people;
            [a.min(b), a.max(b)]
        }));
    }
    Ok(met)
}

fn group_names(
    cx: &mut Cx<'_, '_>,
    groups: &BTreeMap<PersonId, BTreeSet<GroupId>>,
) -> Result<BTreeMap<GroupId, String>> {
    let ids: BTreeSet<GroupId> = groups.values().flatten().copied().collect();
    let mut names = BTreeMap::new();
    for id in ids {
        if let Some(group) = store::groups::find(cx.tx, id)? {
            names.insert(id, group.words.name);
        }
    }
    Ok(names)
}

fn links(
    story: &GroupDebrief,
    groups: &BTreeMap<PersonId, BTreeSet<GroupId>>,
    names: &BTreeMap<GroupId, String>,
) -> Vec<([String; 2], usize)> {
    let name = |person: &PersonId| {
        let first = groups.get(person).and_then(|own| own.first());
        first
            .and_then(|id| names.get(id))
            .cloned()
            .unwrap_or_default()
    };
    let mut counted: BTreeMap<[String; 2], usize> = BTreeMap::new();
    for [a, b] in &story.links_between_groups {
        let mut pair = [name(a), name(b)];
        // Whoever is of no group comes last.
        pair.sort_by(|a, b| a.is_empty().cmp(&b.is_empty()).then(a.cmp(b)));
        *counted.entry(pair).or_default() += 1;
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counted
}

/// Who came, is a member of no group, and was invited by a member of one.
fn candidates(
    cx: &mut Cx<'_, '_>,
    event: &Event,
    story: &GroupDebrief,
    people: &BTreeMap<PersonId, Person>,
) -> Result<Vec<(Person, Person)>> {
    let invitations = store::invitations::of_event(cx.tx, event.id)?;
    let invited: BTreeMap<_, _> = invitations
        .into_iter()
        .filter_map(|i| Some((i.person_id?, i.inviter_id?)))
        .collect();
    let mut candidates = Vec::new();
    for id in &story.people {
        let (Some(person), Some(inviter)) = (people.get(id), invited.get(id)) else {
            continue;
        };
        if is_or_asks(cx, *id)? || !is_member(cx, *inviter)? {
            continue;
        }
        if let Some(inviter) = store::people::find(cx.tx, *inviter)? {
            candidates.push((person.clone(), inviter));
        }
    }
    Ok(candidates)
}

/// Whether somebody is on their way into a group already, or was in one.
fn is_or_asks(cx: &mut Cx<'_, '_>, person: PersonId) -> Result<bool> {
    let standings = store::memberships::standings_of(cx.tx, person)?;
    Ok(standings
        .iter()
        .any(|(.., standing)| *standing != Standing::Guest))
}

fn is_member(cx: &mut Cx<'_, '_>, person: PersonId) -> Result<bool> {
    let standings = store::memberships::standings_of(cx.tx, person)?;
    Ok(standings
        .iter()
        .any(|(.., standing)| *standing == Standing::Member))
}
