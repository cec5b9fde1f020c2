//! One search for everything the viewer may be shown: people, groups, events, and their own
//! notebook with its notes. What is found by its words is loaded as its page would load it, so that
//! nothing is named here whose page is not the viewer's to open.

use domain::finding;
use domain::group::{Group, Network};
use domain::id::{EventId, GroupId, NetworkId, PersonId};
use domain::membership::Standing;
use domain::person::Person;
use domain::role::{Role, Scope};
use store::agenda::EventLine;
use store::directory::{self, Shelf};

use crate::notebook::{self, Line};
use crate::seat::my_keeper;
use crate::{Cx, Error, Me, Result, access};

/// Groups that are looked through at most: an operator or organiser of many finds the first ones'
/// people.
const GROUPS: usize = 100;
/// Hits that are looked at for each that is shown: some are not the viewer's to see.
const LOOKED_AT: usize = 3;
/// Words around the one that was met in a note.
const AROUND: usize = 8;

/// Somebody found.
#[derive(Clone, Debug)]
pub struct Somebody {
    /// Who.
    pub person: Person,
    /// What they do: titles and organisations.
    pub does: Vec<(String, String)>,
}

/// Everything found, the nearest first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// People whose page the viewer may open.
    pub people: Vec<Somebody>,
    /// Groups, each with its network.
    pub groups: Vec<(Group, Network)>,
    /// Events the viewer may come to or runs.
    pub events: Vec<EventLine>,
    /// Contacts of the viewer's own; as their note, the one in which the words stand.
    pub contacts: Vec<Line>,
    /// How many contacts were found in all.
    pub in_notebook: usize,
}

/// What words find for the viewer, at most so many of each kind.
pub fn everywhere(cx: &mut Cx<'_, '_>, q: &str, limit: usize) -> Result<Found> {
    let me = cx.me()?.clone();
    let terms = finding::terms(q);
    if terms.is_empty() {
        return Ok(Found::default());
    }
    let runs = run_groups(cx, &me)?;
    let (contacts, in_notebook) = contacts(cx, q, &terms, limit)?;
    Ok(Found {
        people: people(cx, (&me, &runs), &terms, limit)?,
        groups: groups(cx, &terms, limit)?,
        events: events(cx, (&me, &runs), &terms, limit)?,
        contacts,
        in_notebook,
    })
}

/// The groups whose people and events are the viewer's to run.
fn run_groups(cx: &mut Cx<'_, '_>, me: &Me) -> Result<Vec<GroupId>> {
    let mut groups = Vec::new();
    let mut networks = Vec::new();
    for role in &me.roles {
        match role {
            (Scope::Group(id), Role::Organiser) => groups.push(*id),
            (Scope::Network(id), Role::Organiser) => networks.push(*id),
            _ => {}
        }
    }
    groups.extend(directory::groups_of(cx.tx, &networks)?);
    if me.operator {
        groups.extend(directory::first_groups(cx.tx, GROUPS as i64)?);
    }
    groups.sort_unstable();
    groups.dedup();
    groups.truncate(GROUPS);
    Ok(groups)
}

/// The groups and networks the viewer is a member of.
fn own(me: &Me) -> impl Iterator<Item = (GroupId, NetworkId)> {
    let own = me.memberships.iter();
    own.filter(|(.., standing)| *standing == Standing::Member)
        .map(|(group, network, _)| (*group, *network))
}

fn people(
    cx: &mut Cx<'_, '_>,
    (me, runs): (&Me, &[GroupId]),
    terms: &[String],
    limit: usize,
) -> Result<Vec<Somebody>> {
    let mut shelves = vec![Shelf::People];
    shelves.extend(own(me).map(|(group, _)| Shelf::Members(group)));
    for group in runs {
        shelves.extend([Shelf::Members(*group), Shelf::Others(*group)]);
    }
    let hits: Vec<PersonId> = directory::search(cx.tx, &shelves, terms, limit * LOOKED_AT)?;
    let mut seen = Vec::new();
    for id in hits {
        if seen.len() < limit
            && let Some(found) = unless_hidden(access::person(cx, id))?
        {
            seen.push(found.person);
        }
    }
    let ids: Vec<_> = seen.iter().map(|person| person.id).collect();
    let titles = store::people::activity_titles(cx.tx, &ids)?;
    let somebody = |person: Person| Somebody {
        does: titles
            .iter()
            .filter(|(id, ..)| *id == person.id)
            .map(|(_, title, organisation)| (title.clone(), organisation.clone()))
            .collect(),
        person,
    };
    Ok(seen.into_iter().map(somebody).collect())
}

/// What was loaded; nothing where it is not the viewer's.
fn unless_hidden<T>(loaded: Result<T>) -> Result<Option<T>> {
    match loaded {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound | Error::Forbidden) => Ok(None),
        Err(error) => Err(error),
    }
}

fn groups(cx: &mut Cx<'_, '_>, terms: &[String], limit: usize) -> Result<Vec<(Group, Network)>> {
    let ids: Vec<GroupId> = directory::search(cx.tx, &[Shelf::Groups], terms, limit)?;
    let mut found = Vec::new();
    for id in ids {
        let group = store::groups::find(cx.tx, id)?.ok_or(Error::NotFound)?;
        let network = store::groups::network(cx.tx, group.network_id)?;
        found.push((group, network.ok_or(Error::NotFound)?));
    }
    Ok(found)
}

fn events(
    cx: &mut Cx<'_, '_>,
    (me, runs): (&Me, &[GroupId]),
    terms: &[String],
    limit: usize,
) -> Result<Vec<EventLine>> {
    let mut shelves = vec![Shelf::Events];
    for (group, network) in own(me) {
        shelves.extend([
            Shelf::Networks,
            Shelf::Network(network),
            Shelf::Meetings(group),
        ]);
    }
    let hosted = me.roles.iter().filter_map(|role| match role {
        (Scope::Group(id), Role::Host) => Some(*id),
        _ => None,
    });
    for group in runs.iter().copied().chain(hosted) {
        shelves.extend([Shelf::Meetings(group), Shelf::Drafts(group)]);
    }
    let hits: Vec<EventId> = directory::search(cx.tx, &shelves, terms, limit * LOOKED_AT)?;
    let mut ids = Vec::new();
    for id in hits {
        if ids.len() < limit
            && let Some(seen) = unless_hidden(access::event(cx, id))?
            && seen.may_answer
        {
            ids.push(id);
        }
    }
    Ok(store::agenda::by_ids(cx.tx, me.person_id, &ids)?)
}

fn contacts(
    cx: &mut Cx<'_, '_>,
    q: &str,
    terms: &[String],
    limit: usize,
) -> Result<(Vec<Line>, usize)> {
    let keeper = my_keeper(cx)?;
    let mut ids = crate::finding::hits(cx, keeper, q)?;
    let all = ids.len();
    ids.truncate(limit);
    let mut lines = notebook::lines(cx, keeper, &ids)?;
    for (line, notes) in &mut lines {
        let named = format!("{} {}", line.contact.name, line.contact.about);
        let named: Vec<_> = finding::words(&named).collect();
        let other = |term: &&String| !named.iter().any(|word| finding::meets(term, word));
        let other: Vec<_> = terms.iter().filter(other).collect();
        line.note = notes.iter().find_map(|note| passage(&note.text, &other));
    }
    Ok((lines.into_iter().map(|(line, _)| line).collect(), all))
}

/// The words of a text around the first that is met.
fn passage(text: &str, terms: &[&String]) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    let met = |written: &&str| {
        finding::words(written).any(|word| terms.iter().any(|term| finding::meets(term, &word)))
    };
    let at = words.iter().position(met)?;
    let (from, to) = (at.saturating_sub(AROUND), (at + AROUND).min(words.len()));
    let dots = |cut| if cut { "…" } else { "" };
    Some(format!(
        "{}{}{}",
        dots(from > 0),
        words[from..to].join(" "),
        dots(to < words.len())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_the_words_around_the_one_met() {
        let term = "praline".to_owned();
        let short = "Le fromage de mai.\nDes pralines!";
        assert_eq!(
            passage(short, &[&term]).unwrap(),
            "Le fromage de mai. Des pralines!"
        );
        let long = format!("{}Praliné{}", "avant ".repeat(30), " après".repeat(30));
        let cut = passage(&long, &[&term]).unwrap();
        assert!(cut.starts_with("…avant") && cut.ends_with("après…"));
        assert!(cut.contains("Praliné") && cut.len() < 200);
        assert_eq!(passage(short, &[]), None);
    }
}
