//! What the pictures of an evening show, as plain data: who was in the room when, and who talked
//! with whom. A name is only given for those who let it be seen.

use std::collections::{BTreeMap, BTreeSet};

use domain::evening::Evening;
use domain::id::{EventId, GroupId, PersonId};
use domain::person::{Person, Visibility};
use jiff::{SignedDuration, Timestamp};

use crate::{Cx, Result};

/// The most points a curve has.
const POINTS: i64 = 288;

/// How full the room was, and when somebody was in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// When the picture begins.
    pub from: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// Heads in the room, moment by moment, company included.
    pub heads: Vec<(Timestamp, u32)>,
    /// When the owner was in it.
    pub mine: Vec<(Timestamp, Timestamp)>,
    /// Whom they talked with when, and for how many minutes.
    pub talks: Vec<(Timestamp, i64)>,
}

impl Room {
    /// The room of an evening, from its beginning until a moment.
    pub fn of(evening: &Evening, from: Timestamp, until: Timestamp, me: Option<PersonId>) -> Self {
        let minutes = until.duration_since(from).as_mins().max(1);
        let step = (minutes / POINTS + 1).max(1);
        let mut change = vec![0_i64; usize::try_from(minutes / step + 2).unwrap_or(2)];
        let slot = |at: Timestamp| {
            let minute = at.duration_since(from).as_mins() / step;
            usize::try_from(minute).unwrap_or_default()
        };
        let last = change.len() - 1;
        for person in evening.everyone() {
            let heads = 1 + i64::from(evening.company(person));
            for (came, went) in evening.presence(person).intervals(until) {
                change[slot(came).min(last)] += heads;
                if went < until {
                    change[slot(went).min(last)] -= heads;
                }
            }
        }
        let mut now = 0;
        let heads = change[..last].iter().zip(0..).map(|(change, n): (_, i64)| {
            now += change;
            let at = from + SignedDuration::from_mins(n * step);
            (at, u32::try_from(now).unwrap_or_default())
        });
        let heads = heads.collect();
        let own = me.into_iter().flat_map(|me| evening.encounters_of(me));
        let talks = own.map(|talk| {
            let minutes = talk.ended_at().duration_since(talk.at).as_mins();
            (talk.at, minutes)
        });
        Self {
            from,
            until,
            heads,
            mine: me.map_or_else(Vec::new, |me| {
                evening.presence(me).intervals(until).collect()
            }),
            talks: talks.collect(),
        }
    }

    /// The fullest moment.
    pub fn fullest(&self) -> Option<(Timestamp, u32)> {
        let most = self.heads.iter().map(|(_, heads)| *heads).max()?;
        self.heads.iter().find(|(_, heads)| *heads == most).copied()
    }
}

/// Somebody in a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Who.
    pub id: PersonId,
    /// What they are called there, when they let it be seen.
    pub name: Option<String>,
    /// Their group, for a colour; nothing for guests.
    pub group: Option<usize>,
}

/// Who talked with whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle {
    /// Whose it is, if it is one person's.
    pub me: Option<Node>,
    /// Whom they met, in the order of meeting.
    pub met: Vec<Node>,
    /// Everybody else who came.
    pub others: Vec<Node>,
    /// Pairs that talked, with the minutes.
    pub talks: Vec<([PersonId; 2], i64)>,
}

/// The names of those who let them be seen.
pub type Named = BTreeMap<PersonId, String>;

impl Circle {
    /// The circle around one person.
    pub fn around(evening: &Evening, me: PersonId, named: &Named) -> Self {
        let node = |id: PersonId| Node {
            id,
            name: named.get(&id).cloned(),
            group: None,
        };
        let mut met: Vec<PersonId> = Vec::new();
        for talk in evening.encounters_of(me) {
            let other = talk.other(me);
            if !met.contains(&other) {
                met.push(other);
            }
        }
        let near: BTreeSet<_> = met.iter().copied().collect();
        let others = evening.everyone().into_iter();
        let others = others.filter(|id| *id != me && !near.contains(id));
        Self {
            me: Some(node(me)),
            others: others.map(node).collect(),
            met: met.into_iter().map(node).collect(),
            talks: talks(evening),
        }
    }

    /// The circle of everybody, group by group.
    pub fn of_everyone(
        evening: &Evening,
        groups: &BTreeMap<PersonId, BTreeSet<GroupId>>,
        order: &[GroupId],
        named: &Named,
    ) -> Self {
        let group = |id: &PersonId| {
            let own = groups.get(id)?;
            order.iter().position(|group| own.contains(group))
        };
        let mut others: Vec<Node> = evening
            .everyone()
            .into_iter()
            .map(|id| Node {
                id,
                name: named.get(&id).cloned(),
                group: group(&id),
            })
            .collect();
        others.sort_by_key(|node| node.group.unwrap_or(usize::MAX));
        Self {
            me: None,
            met: Vec::new(),
            others,
            talks: talks(evening),
        }
    }

    /// Takes every name away but its owner's.
    pub fn name_only_me(&mut self) {
        for node in self.met.iter_mut().chain(&mut self.others) {
            node.name = None;
        }
    }
}

/// Pairs that talked, each once, with all their minutes.
fn talks(evening: &Evening) -> Vec<([PersonId; 2], i64)> {
    let mut pairs: BTreeMap<[PersonId; 2], i64> = BTreeMap::new();
    for talk in evening.encounters() {
        let [mut a, mut b] = talk.people;
        if b < a {
            (a, b) = (b, a);
        }
        *pairs.entry([a, b]).or_default() += talk.ended_at().duration_since(talk.at).as_mins();
    }
    pairs.into_iter().collect()
}

/// Who may be named to somebody who was there: those who said so tonight, else those whose profile
/// says so to everybody, or to the members of a group they share.
pub(super) fn named_to(
    cx: &mut Cx<'_, '_>,
    evening: &Evening,
    event: EventId,
    me: &Person,
    people: &BTreeMap<PersonId, Person>,
) -> Result<Named> {
    let groups = groups(cx, event)?;
    let own = groups.get(&me.id).cloned().unwrap_or_default();
    let shared = |id: &PersonId| {
        groups
            .get(id)
            .is_some_and(|theirs| !theirs.is_disjoint(&own))
    };
    let seen = people.values().filter(|person| {
        person.id == me.id
            || match evening.is_visible(person.id) {
                Some(said) => said,
                None => match person.visibility {
                    Visibility::Public => true,
                    Visibility::Members => shared(&person.id),
                    Visibility::Private => false,
                },
            }
    });
    Ok(seen.map(|p| (p.id, p.name.given.clone())).collect())
}

/// The groups of those who came.
pub(super) fn groups(
    cx: &mut Cx<'_, '_>,
    event: EventId,
) -> Result<BTreeMap<PersonId, BTreeSet<GroupId>>> {
    let mut groups: BTreeMap<PersonId, BTreeSet<GroupId>> = BTreeMap::new();
    for (person, group) in store::presences::groups_of_event(cx.tx, event)? {
        groups.entry(person).or_default().insert(group);
    }
    Ok(groups)
}
