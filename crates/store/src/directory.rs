//! What everybody may search beside their notebook: people, groups and events, by their words on
//! shelves. A shelf holds what the same viewers may be shown; whoever searches names the shelves
//! they may look through, and looks at each hit again before showing it. Kept in the transaction of
//! what the words are of.

use std::collections::BTreeMap;

use domain::event::{Audience, Status};
use domain::finding::Rank;
use domain::id::{EventId, GroupId, NetworkId, PersonId};
use domain::membership::Standing;
use domain::person::Visibility;
use jiff::Timestamp;
use uuid::Uuid;

use crate::finding::index::{Change, Index, Words, add, add_name, add_when};
use crate::value::ToValue;
use crate::{Result, Tx, memberships, params};

const DIRECTORY: Index = Index {
    words: "directory_words",
    vocabulary: "directory_vocabulary",
    shelf: "shelf_id",
    subject: "subject_id",
};

/// What the same viewers may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// People who let anyone see them.
    People,
    /// Every group.
    Groups,
    /// Events that anyone may come to.
    Events,
    /// Events open to members of any network.
    Networks,
    /// Events open to a network's members.
    Network(NetworkId),
    /// A group's members who do not hide.
    Members(GroupId),
    /// Everybody else of a group, for those who run it.
    Others(GroupId),
    /// A group's events for its members.
    Meetings(GroupId),
    /// A group's events that are not published yet.
    Drafts(GroupId),
}

impl Shelf {
    fn id(self) -> Uuid {
        let (owner, kind) = match self {
            Self::People => (Uuid::nil(), 1),
            Self::Groups => (Uuid::nil(), 2),
            Self::Events => (Uuid::nil(), 3),
            Self::Networks => (Uuid::nil(), 4),
            Self::Network(id) => (id.0, 5),
            Self::Members(id) => (id.0, 6),
            Self::Others(id) => (id.0, 7),
            Self::Meetings(id) => (id.0, 8),
            Self::Drafts(id) => (id.0, 9),
        };
        // An owner's shelves lie side by side, told apart by bits that are version and nothing else.
        Uuid::from_u128(owner.as_u128() ^ (kind << 76))
    }
}

/// What bears every word on some shelves, best first, at most so many.
pub fn search<T: From<Uuid>>(
    tx: &mut Tx<'_>,
    shelves: &[Shelf],
    terms: &[String],
    limit: usize,
) -> Result<Vec<T>> {
    if shelves.is_empty() {
        return Ok(Vec::new());
    }
    let shelves: Vec<_> = shelves.iter().map(|shelf| shelf.id()).collect();
    let found = DIRECTORY.search(tx, &shelves, terms)?.into_iter();
    Ok(found.take(limit).map(|(id, _)| id.into()).collect())
}

/// The groups of some networks.
pub fn groups_of(tx: &mut Tx<'_>, networks: &[NetworkId]) -> Result<Vec<GroupId>> {
    let mut all = Vec::new();
    for network in networks {
        let sql = "select id from groups where network_id = $1 order by id";
        all.extend(tx.all::<GroupId>(sql, params![network])?);
    }
    Ok(all)
}

/// The first groups there are, at most so many.
pub fn first_groups(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<GroupId>> {
    tx.all("select id from groups order by id limit $1", params![limit])
}

/// Makes a person's words anew, on every shelf they stand on.
pub(crate) fn refresh_person(tx: &mut Tx<'_>, id: PersonId) -> Result<()> {
    let sql = "select given_name, family_name, visibility from people where id = $1";
    let found: Option<(String, String, Visibility)> = tx.find(sql, params![id])?;
    let mut shelves = Vec::new();
    let mut words = Words::new();
    if let Some((given, family, visibility)) = found {
        if visibility == Visibility::Public {
            shelves.push(Shelf::People);
        }
        for (group, _, standing) in memberships::standings_of(tx, id)? {
            let open = standing == Standing::Member && visibility != Visibility::Private;
            shelves.push(match open {
                true => Shelf::Members(group),
                false => Shelf::Others(group),
            });
        }
        if !shelves.is_empty() {
            words = words_of_person(tx, id, [given, family])?;
        }
    }
    put(tx, id.0, &shelves, &words)
}

fn words_of_person(tx: &mut Tx<'_>, id: PersonId, names: [String; 2]) -> Result<Words> {
    let mut words = Words::new();
    for name in names {
        add_name(&mut words, &name);
    }
    let sql = "select profession, title, organisation
               from activities
               where person_id = $1
               order by position, id";
    for (profession, title, organisation) in tx.all::<(String, String, String)>(sql, params![id])? {
        for text in [profession, title, organisation] {
            add(&mut words, &text, Rank::Card);
        }
    }
    Ok(words)
}

/// Makes a group's words anew.
pub(crate) fn refresh_group(tx: &mut Tx<'_>, id: GroupId) -> Result<()> {
    let sql = "select g.name, n.name, g.about
               from groups g
               join networks n on n.id = g.network_id
               where g.id = $1";
    let mut words = Words::new();
    if let Some((name, network, about)) = tx.find::<(String, String, String)>(sql, params![id])? {
        add(&mut words, &name, Rank::Name);
        add(&mut words, &network, Rank::Card);
        add(&mut words, &about, Rank::Around);
    }
    put(tx, id.0, &[Shelf::Groups], &words)
}

/// An event as its words are read: its group and network; status, audience; title, venue, city and
/// group; when, and where the clock is.
type Told = (
    (GroupId, NetworkId, Status, Audience),
    (String, String, String, String),
    (Timestamp, String),
);

/// Makes an event's words anew.
pub(crate) fn refresh_event(tx: &mut Tx<'_>, id: EventId) -> Result<()> {
    let sql = "select e.group_id, g.network_id, e.status, e.audience, e.title,
                 coalesce(v.name, ''), coalesce(v.city, ''), g.name, e.starts_at, e.zone
               from events e
               join groups g on g.id = e.group_id
               left join venues v on v.id = e.venue_id
               where e.id = $1";
    let mut words = Words::new();
    let mut shelves = Vec::new();
    if let Some((about, [title, venue, city, name], (at, zone))) = tx
        .find::<Told>(sql, params![id])?
        .map(|(a, t, w)| (a, <[String; 4]>::from(t), w))
    {
        shelves.push(shelf_of_event(about));
        add(&mut words, &title, Rank::Name);
        add(&mut words, &venue, Rank::Card);
        add(&mut words, &city, Rank::Around);
        add(&mut words, &name, Rank::Around);
        add_when(&mut words, at, &zone);
    }
    put(tx, id.0, &shelves, &words)
}

fn shelf_of_event(
    (group, network, status, audience): (GroupId, NetworkId, Status, Audience),
) -> Shelf {
    match (status, audience) {
        (Status::Draft, _) => Shelf::Drafts(group),
        (_, Audience::Members) => Shelf::Meetings(group),
        (_, Audience::Network) => Shelf::Network(network),
        (_, Audience::Networks) => Shelf::Networks,
        (_, Audience::Public) => Shelf::Events,
    }
}

/// Takes the words of a person, group or event off every shelf.
pub(crate) fn remove(tx: &mut Tx<'_>, subject: Uuid) -> Result<()> {
    put(tx, subject, &[], &Words::new())
}

/// Writes the words of somebody or something on some shelves, and takes them off all others.
fn put(tx: &mut Tx<'_>, subject: Uuid, shelves: &[Shelf], words: &Words) -> Result<()> {
    let sql = "select shelf_id, word, rank
               from directory_words
               where subject_id = $1
               order by shelf_id, word";
    let mut kept = BTreeMap::<Uuid, Words>::new();
    for (shelf, word, rank) in tx.all::<(Uuid, String, i64)>(sql, &[subject.to_value()])? {
        kept.entry(shelf).or_default().insert(word, rank);
    }
    for shelf in shelves {
        let mut change = Change::default();
        let before = kept.remove(&shelf.id()).unwrap_or_default();
        change.note(subject, &before, words);
        DIRECTORY.change(tx, shelf.id(), change)?;
    }
    for (shelf, before) in kept {
        let mut change = Change::default();
        change.note(subject, &before, &Words::new());
        DIRECTORY.change(tx, shelf, change)?;
    }
    Ok(())
}

/// Makes the words of everybody and everything anew.
pub fn rebuild(tx: &mut Tx<'_>) -> Result<()> {
    for table in [DIRECTORY.words, DIRECTORY.vocabulary] {
        tx.run(&format!("delete from {table}"), &[])?;
    }
    for id in tx.all::<GroupId>("select id from groups order by id", &[])? {
        refresh_group(tx, id)?;
    }
    for id in tx.all::<EventId>("select id from events order by id", &[])? {
        refresh_event(tx, id)?;
    }
    let sql = "select id
               from people
               where visibility = 'public' or id in (select person_id from memberships)
               order by id";
    for id in tx.all::<PersonId>(sql, &[])? {
        refresh_person(tx, id)?;
    }
    Ok(())
}

/// Makes the words of an installation that has none, as one of before.
pub fn begin(tx: &mut Tx<'_>) -> Result<()> {
    let sql = "select exists (select 1 from groups)
                 and not exists (select 1 from directory_words)";
    if tx.one(sql, &[])? {
        rebuild(tx)?;
    }
    Ok(())
}
