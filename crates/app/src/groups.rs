//! Networks and their groups: the list, a group's public face, founding one, changing its words.

use std::collections::BTreeMap;

use domain::group::{Group, GroupWords, Network};
use domain::id::{GroupId, NetworkId, PersonId};
use domain::membership::{Membership, Standing};
use domain::person::{Person, Visibility};
use domain::role::{Role, Scope};
use domain::text::{Lang, Slug};
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::error::Say;
use crate::events::{self, EventLine};
use crate::form::Check;
use crate::{Cx, Error, Result, access, memberships};

/// Groups shown in the list; an installation with more wants a search.
const LIST_LIMIT: i64 = 1_000;
/// Longest name of a group or network, in characters.
const NAME_LIMIT: usize = 120;
/// Longest presentation, in characters.
const ABOUT_LIMIT: usize = 8_000;
/// Parts of addresses that are pages of the house.
const RESERVED: [&str; 1] = ["new"];

/// A network with its groups.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The network.
    pub network: Network,
    /// Its groups, by name, each with how many members it has.
    pub groups: Vec<(Group, i64)>,
}

/// Every group by network, and whether the viewer may found another.
pub fn list(cx: &mut Cx<'_, '_>) -> Result<(Vec<Listed>, bool)> {
    let mut networks: Vec<Listed> = Vec::new();
    for (group, network, members) in store::groups::listed(cx.tx, LIST_LIMIT)? {
        match networks.last_mut() {
            Some(last) if last.network.id == network.id => last.groups.push((group, members)),
            _ => networks.push(Listed {
                network,
                groups: vec![(group, members)],
            }),
        }
    }
    let may_found = cx.me.as_ref().is_some_and(|me| {
        me.operator
            || me
                .roles
                .iter()
                .any(|(scope, role)| matches!((scope, role), (Scope::Network(_), Role::Organiser)))
    });
    Ok((networks, may_found))
}

/// A seat that is taken.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The profession.
    pub profession: String,
    /// Who holds it, when the viewer may know.
    pub holder: Option<Person>,
}

/// A group's page.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The group.
    pub group: Group,
    /// Its network.
    pub network: Network,
    /// Those of its organisers whom anyone may see.
    pub organisers: Vec<Person>,
    /// How many members it has.
    pub members: i64,
    /// The seats taken, by profession.
    pub seats: Vec<Seat>,
    /// Where the viewer stands.
    pub standing: Option<Standing>,
    /// Whether the viewer runs it.
    pub organises: bool,
    /// What it holds next.
    pub next: Vec<EventLine>,
    /// Who really comes: the organisers shown and, for members, those whom they may see.
    pub presences: Presences,
    /// Members whom the viewer may see, most present first.
    pub regulars: Vec<Person>,
}

/// At how many of a group's last meetings somebody was, of how many held since they joined.
pub type Presences = BTreeMap<PersonId, (i64, i64)>;

/// How many of the last meetings tell who really comes.
const LAST: i64 = 12;

/// Who really comes to a group, by its last meetings.
pub(crate) fn presences(cx: &mut Cx<'_, '_>, group: GroupId) -> Result<Presences> {
    let rows = store::presences::shares(cx.tx, group, cx.now, LAST)?;
    Ok(rows.into_iter().filter(|(_, (_, of))| *of > 0).collect())
}

/// Members by how often they come; members see those who let members see them, organisers all.
fn regulars(
    cx: &mut Cx<'_, '_>,
    group: &Group,
    organises: bool,
    presences: &Presences,
) -> Result<Vec<Person>> {
    let mut people = store::presences::members(cx.tx, group.id)?;
    people.retain(|person| {
        presences.contains_key(&person.id)
            && (organises || person.visibility != Visibility::Private)
    });
    people.sort_by_key(|person| {
        let (came, of) = presences[&person.id];
        (-(came * 1_000 / of), person.name.full())
    });
    Ok(people)
}

/// How many coming events a group's page shows.
const NEXT: i64 = 6;
/// How many its organisers see, drafts among them.
const NEXT_TO_ORGANISE: i64 = 12;

/// A group's page, for anyone.
pub fn show(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Shown> {
    let group = access::group(cx, slug)?;
    let network = store::groups::network(cx.tx, group.network_id)?.ok_or(Error::NotFound)?;
    let standing = cx.me.as_ref().and_then(|me| me.standing(group.id));
    let organises = cx.me.as_ref().is_some_and(|me| me.organises(&group));
    let mut organisers = store::roles::people_of_group(cx.tx, group.id, Role::Organiser)?;
    organisers.retain(|person| person.visibility == Visibility::Public);
    let mut presences = presences(cx, group.id)?;
    // Who is there comes first.
    organisers.sort_by_key(|person| -presences.get(&person.id).map_or(0, |(came, _)| *came));
    let regulars = if organises || standing == Some(Standing::Member) {
        regulars(cx, &group, organises, &presences)?
    } else {
        Vec::new()
    };
    let shown = |id: &PersonId| organisers.iter().chain(&regulars).any(|p| p.id == *id);
    presences.retain(|id, _| shown(id));
    let seats = if group.words.seated {
        store::memberships::seats(cx.tx, group.id)?
    } else {
        Vec::new()
    };
    let seats = seats.into_iter().map(|(profession, holder)| Seat {
        profession,
        holder: Some(holder).filter(|person| person.visibility == Visibility::Public),
    });
    Ok(Shown {
        next: events::next_of_group(cx, &group, NEXT)?,
        seats: seats.collect(),
        members: store::memberships::count_members(cx.tx, group.id)?,
        group,
        network,
        organisers,
        standing,
        organises,
        presences,
        regulars,
    })
}

/// A group's form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GroupInput {
    /// The network it joins, by id; empty for a new one.
    pub network: String,
    /// The name of a new network.
    pub network_name: String,
    /// Its name.
    pub name: String,
    /// Its presentation, in Markdown.
    pub about: String,
    /// The language of its own texts.
    pub lang: String,
    /// IANA time zone.
    pub zone: String,
    /// Present when each profession has one seat.
    pub seated: String,
    /// Where people write to it.
    pub email: String,
    /// The postal address its mail carries.
    pub postal_address: String,
}

impl GroupInput {
    /// A form that shows a group's words.
    pub fn of(w: &GroupWords) -> Self {
        Self {
            name: w.name.clone(),
            about: w.about.clone(),
            lang: w.lang.code().into(),
            zone: w.zone.clone(),
            seated: if w.seated { "on" } else { "" }.into(),
            email: w
                .email
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            postal_address: w.postal_address.clone(),
            ..Self::default()
        }
    }

    /// Reads the words; problems go to the check.
    fn words(&self, check: &mut Check) -> GroupWords {
        let words = GroupWords {
            name: check.line("name", &self.name, NAME_LIMIT),
            about: check.optional_text("about", &self.about, ABOUT_LIMIT),
            lang: check.choice("lang", &self.lang).unwrap_or_default(),
            zone: self.zone.trim().to_owned(),
            seated: !self.seated.is_empty(),
            email: check.optional_email("email", &self.email),
            postal_address: check.optional_line("postal_address", &self.postal_address, 200),
        };
        if words.zone.is_empty() || TimeZone::get(&words.zone).is_err() {
            check.problem("zone", Say::new("problem-choice"));
        }
        words
    }
}

/// What the form of a new group offers.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The networks the viewer may found a group in.
    pub networks: Vec<Network>,
    /// Whether they may name a new network.
    pub may_name_network: bool,
}

/// The form of a new group, for the operator or the organiser of a network.
pub fn founding(cx: &mut Cx<'_, '_>) -> Result<Founding> {
    let me = cx.me()?.clone();
    let mut networks = store::groups::networks(cx.tx)?;
    networks.retain(|network| me.organises_network(network.id));
    if networks.is_empty() && !me.operator {
        return Err(Error::Forbidden);
    }
    Ok(Founding {
        networks,
        may_name_network: me.operator,
    })
}

/// Founds a group; its founder is its first organiser and member.
pub fn found(cx: &mut Cx<'_, '_>, input: &GroupInput) -> Result<Slug> {
    let allowed = founding(cx)?;
    let founder = cx.me()?.person_id;
    let mut check = Check::default();
    let words = input.words(&mut check);
    let picked: Option<NetworkId> = input.network.parse().ok();
    let picked = picked.filter(|id| allowed.networks.iter().any(|network| network.id == *id));
    let mut network_name = String::new();
    if picked.is_none() {
        if allowed.may_name_network && input.network.trim().is_empty() {
            network_name = check.line("network_name", &input.network_name, NAME_LIMIT);
        } else {
            check.problem("network", Say::new("problem-choice"));
        }
    }
    check.done()?;
    let network_id = match picked {
        Some(id) => id,
        None => add_network(cx, "network_name", &network_name)?,
    };
    add(cx, "name", (network_id, words), founder)
}

/// Adds a network; the field is where its name was typed.
pub(crate) fn add_network(
    cx: &mut Cx<'_, '_>,
    field: &'static str,
    name: &str,
) -> Result<NetworkId> {
    let network = Network {
        id: cx.id(),
        slug: free_slug(cx, field, name)?,
        name: name.to_owned(),
        about: String::new(),
    };
    store::groups::insert_network(cx.tx, &network, cx.now)?;
    Ok(network.id)
}

/// Adds a group with its founder; the field is where its name was typed.
pub(crate) fn add(
    cx: &mut Cx<'_, '_>,
    field: &'static str,
    (network_id, words): (NetworkId, GroupWords),
    founder: PersonId,
) -> Result<Slug> {
    let group = Group {
        id: cx.id(),
        network_id,
        slug: free_slug(cx, field, &words.name)?,
        words,
        created_at: cx.now,
    };
    store::groups::insert(cx.tx, &group)?;
    let membership = Membership {
        id: cx.id(),
        group_id: group.id,
        person_id: founder,
        standing: Standing::Member,
        invited_by: None,
        seat: None,
        guest_at: None,
        applied_at: None,
        member_at: Some(cx.now),
        left_at: None,
    };
    store::memberships::insert(cx.tx, &membership)?;
    grant(cx, founder, group.id, Role::Organiser)?;
    Ok(group.slug)
}

/// Grants a role over a group.
pub(crate) fn grant(
    cx: &mut Cx<'_, '_>,
    person_id: PersonId,
    group_id: GroupId,
    role: Role,
) -> Result<()> {
    let id = cx.id();
    let right = (Scope::Group(group_id), role);
    Ok(store::roles::grant(cx.tx, id, person_id, right, cx.now)?)
}

/// The part of addresses that a name makes, numbered when it is taken.
fn free_slug(cx: &mut Cx<'_, '_>, field: &'static str, name: &str) -> Result<Slug> {
    let unreadable = || Error::Invalid(vec![(field, Say::new("group-name-unreadable"))]);
    let slug = Slug::from_name(name).ok_or_else(unreadable)?;
    for n in 1..10_000 {
        let candidate = slug.numbered(n);
        let reserved = RESERVED.contains(&candidate.as_str());
        if !reserved && !store::groups::slug_taken(cx.tx, &candidate)? {
            return Ok(candidate);
        }
    }
    Err(unreadable())
}

/// A group's words, for its organisers to change.
pub fn edit_form(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Group> {
    Ok(access::organiser(cx, slug)?.group)
}

/// Changes a group's words. Its address stays: links to it are out in the world.
pub fn edit(cx: &mut Cx<'_, '_>, slug: &Slug, input: &GroupInput) -> Result<()> {
    let group = access::organiser(cx, slug)?.group;
    let mut check = Check::default();
    let words = input.words(&mut check);
    check.done()?;
    Ok(store::groups::update(cx.tx, group.id, &words)?)
}

/// The time zone of a group whose founder did not say otherwise.
pub const DEFAULT_ZONE: &str = "America/Toronto";

/// The words of a group of which only the name is known.
pub(crate) fn plain_words(name: String, lang: Lang) -> GroupWords {
    GroupWords {
        name,
        about: String::new(),
        lang,
        zone: DEFAULT_ZONE.into(),
        seated: false,
        email: None,
        postal_address: String::new(),
    }
}

/// What its organisers see of a group first.
#[derive(Clone, Debug)]
pub struct Organised {
    /// The group.
    pub group: Group,
    /// Those who ask to join, by name.
    pub applicants: Vec<memberships::Line>,
    /// How many members it has.
    pub members: usize,
    /// How many guests.
    pub guests: usize,
    /// What it holds next, drafts among them.
    pub next: Vec<EventLine>,
}

/// What a group's organisers see first.
pub fn organise(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Organised> {
    let group = access::organiser(cx, slug)?.group;
    let lines = memberships::everyone(cx, group.id)?;
    let count = |standing| {
        lines
            .iter()
            .filter(|l| l.membership.standing == standing)
            .count()
    };
    Ok(Organised {
        next: events::next_of_group(cx, &group, NEXT_TO_ORGANISE)?,
        members: count(Standing::Member),
        guests: count(Standing::Guest),
        applicants: lines
            .into_iter()
            .filter(|line| line.membership.standing == Standing::Applicant)
            .collect(),
        group,
    })
}
