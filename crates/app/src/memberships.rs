//! The path of people in a group: asking to join, the directory, moves, seats, roles.

use domain::activity::{Activity, seat_key};
use domain::group::Group;
use domain::id::{GroupId, MembershipId, PersonId};
use domain::membership::{Membership, Standing};
use domain::person::{Name, Person, Visibility};
use domain::role::{Role, Scope};
use domain::text::{Slug, folded};
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::error::Say;
use crate::form::Check;
use crate::mail::{self, Message};
use crate::{Cx, Error, Result, access, groups};

mod add;

pub use add::{PersonInput, add, add_form};

/// People on one page of the directory.
pub const PAGE: usize = 50;
/// Longest word of somebody who asks to join, in characters.
const WORD_LIMIT: usize = 1_000;

/// The viewer asks to join a group; its organisers are told.
pub fn apply(cx: &mut Cx<'_, '_>, slug: &Slug, word: &str) -> Result<()> {
    let group = access::group(cx, slug)?;
    let me = cx.me()?.clone();
    let mut check = Check::default();
    let word = check.optional_text("word", word, WORD_LIMIT);
    check.done()?;
    match store::memberships::of_person(cx.tx, group.id, me.person_id)? {
        Some(membership) => {
            let moved = membership.moved(Standing::Applicant, cx.now);
            let moved = moved.ok_or(Error::refused("membership-already"))?;
            store::memberships::update(cx.tx, &moved)?;
        }
        None => {
            let fresh = begun(cx, group.id, me.person_id, Standing::Applicant);
            store::memberships::insert(cx.tx, &fresh)?;
        }
    }
    let message = Message::Application {
        slug: group.slug.clone(),
        group: group.words.name.clone(),
        name: me.name.full(),
        word,
    };
    for organiser in store::roles::people_of_group(cx.tx, group.id, Role::Organiser)? {
        if let Some(email) = &organiser.email {
            mail::post(cx, email, organiser.lang, None, &message)?;
        }
    }
    Ok(())
}

/// A membership that begins now.
pub(crate) fn begun(
    cx: &Cx<'_, '_>,
    group_id: GroupId,
    person_id: PersonId,
    standing: Standing,
) -> Membership {
    let at = |wanted| (standing == wanted).then_some(cx.now);
    Membership {
        id: cx.id(),
        group_id,
        person_id,
        standing,
        invited_by: None,
        seat: None,
        guest_at: at(Standing::Guest),
        applied_at: at(Standing::Applicant),
        member_at: at(Standing::Member),
        left_at: at(Standing::Alumni),
    }
}

/// The viewer no longer asks to join. Who was nothing before is nothing again.
pub fn withdraw(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<()> {
    let group = access::group(cx, slug)?;
    let person_id = cx.me()?.person_id;
    let found = store::memberships::of_person(cx.tx, group.id, person_id)?;
    let found = found.filter(|m| m.standing == Standing::Applicant);
    let membership = found.ok_or(Error::refused("membership-not-applied"))?;
    if membership.guest_at.is_none() && membership.member_at.is_none() {
        return Ok(store::memberships::delete(cx.tx, group.id, membership.id)?);
    }
    let back = membership.moved(Standing::Guest, cx.now);
    let back = back.ok_or(Error::NotFound)?;
    Ok(store::memberships::update(cx.tx, &back)?)
}

/// What is looked for in the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Part of a name or profession, accents aside.
    pub q: String,
    /// A standing, for organisers; empty for all.
    pub standing: String,
    /// The page, from 1.
    pub page: String,
}

/// Somebody in the directory.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where they stand.
    pub membership: Membership,
    /// Who.
    pub person: Person,
    /// What they do.
    pub professions: Vec<String>,
    /// Who brought them, when the viewer may know.
    pub invited_by: Option<Name>,
    /// At how many of the last meetings they were, of how many, when the viewer may know.
    pub presence: Option<(i64, i64)>,
}

/// A group's directory, one page of it.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The group.
    pub group: Group,
    /// Whether the viewer runs it.
    pub organises: bool,
    /// The page's people, by name.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
}

/// A group's directory: members see its members, organisers see everyone.
pub fn directory(cx: &mut Cx<'_, '_>, slug: &Slug, search: &Search) -> Result<Directory> {
    let viewer = access::member(cx, slug)?;
    let organises = cx.me()?.organises(&viewer.group);
    let mut lines = everyone(cx, viewer.group.id)?;
    if !organises {
        show_as_member(&mut lines, viewer.person_id);
    }
    let wanted: Option<Standing> = Check::default().choice("standing", &search.standing);
    let words = folded(search.q.trim());
    lines.retain(|line| {
        wanted.is_none_or(|standing| line.membership.standing == standing || !organises)
            && words.split_whitespace().all(|word| line.says(word))
    });
    let total = lines.len();
    let pages = total.div_ceil(PAGE).max(1);
    let page = search.page.parse().unwrap_or(1).clamp(1, pages);
    let lines = lines.into_iter().skip((page - 1) * PAGE).take(PAGE);
    Ok(Directory {
        group: viewer.group,
        organises,
        lines: lines.collect(),
        total,
        page,
        pages,
    })
}

impl Line {
    /// Whether their name or a profession holds a folded word.
    fn says(&self, word: &str) -> bool {
        self.person.name.key().contains(word)
            || self.professions.iter().any(|p| folded(p).contains(word))
    }
}

/// Everyone of a group, by name, in two queries however many there are.
pub(crate) fn everyone(cx: &mut Cx<'_, '_>, group: GroupId) -> Result<Vec<Line>> {
    use std::collections::HashMap;
    let people = store::memberships::of_group(cx.tx, group)?;
    let mut professions: HashMap<PersonId, Vec<String>> = HashMap::new();
    for (id, profession) in store::memberships::professions(cx.tx, group)? {
        professions.entry(id).or_default().push(profession);
    }
    let names: HashMap<PersonId, Name> = people
        .iter()
        .map(|(_, person)| (person.id, person.name.clone()))
        .collect();
    let presences = groups::presences(cx, group)?;
    let line = |(membership, person): (Membership, Person)| Line {
        presence: presences.get(&person.id).copied(),
        professions: professions.remove(&person.id).unwrap_or_default(),
        invited_by: membership.invited_by.and_then(|id| names.get(&id).cloned()),
        membership,
        person,
    };
    Ok(people.into_iter().map(line).collect())
}

/// What a member sees: the members who did not hide, without what is for organisers.
fn show_as_member(lines: &mut Vec<Line>, viewer: PersonId) {
    let seen = |line: &Line| {
        line.membership.standing == Standing::Member
            && (line.person.visibility != Visibility::Private || line.person.id == viewer)
    };
    let open: Vec<PersonId> = lines
        .iter()
        .filter(|l| seen(l))
        .map(|l| l.person.id)
        .collect();
    lines.retain(seen);
    for line in lines {
        line.person.email = None;
        if !line
            .membership
            .invited_by
            .is_some_and(|id| open.contains(&id))
        {
            line.invited_by = None;
        }
    }
}

/// A person of a group, as its organisers see them.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The group.
    pub group: Group,
    /// Where they stand.
    pub membership: Membership,
    /// Who.
    pub person: Person,
    /// What they do.
    pub activities: Vec<Activity>,
    /// Who brought them.
    pub invited_by: Option<Name>,
    /// Whom they brought.
    pub brought: Vec<Person>,
    /// The roles they hold over the group.
    pub roles: Vec<Role>,
}

/// A person of a group, for its organisers.
pub fn show(cx: &mut Cx<'_, '_>, slug: &Slug, id: MembershipId) -> Result<Shown> {
    let (group, membership) = load(cx, slug, id)?;
    let person = person(cx, membership.person_id)?;
    let invited_by = match membership.invited_by {
        Some(id) => store::people::find(cx.tx, id)?.map(|person| person.name),
        None => None,
    };
    let roles = store::roles::of_scope(cx.tx, Scope::Group(group.id))?;
    let roles = roles.into_iter().filter(|(holder, _)| *holder == person.id);
    Ok(Shown {
        roles: roles.map(|(_, role)| role).collect(),
        activities: store::people::activities(cx.tx, person.id)?,
        brought: store::memberships::brought_by(cx.tx, group.id, person.id)?,
        group,
        membership,
        person,
        invited_by,
    })
}

fn load(cx: &mut Cx<'_, '_>, slug: &Slug, id: MembershipId) -> Result<(Group, Membership)> {
    let group = access::organiser(cx, slug)?.group;
    let found = store::memberships::find(cx.tx, group.id, id)?;
    Ok((group, found.ok_or(Error::NotFound)?))
}

fn person(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<Person> {
    store::people::find(cx.tx, id)?.ok_or(Error::NotFound)
}

/// Moves somebody along the path. Whoever is accepted is told, and the members see them from then
/// on; whoever leaves gives back their seat and roles.
pub fn move_to(cx: &mut Cx<'_, '_>, slug: &Slug, id: MembershipId, to: &str) -> Result<()> {
    let (group, membership) = load(cx, slug, id)?;
    let mut check = Check::default();
    let to: Option<Standing> = check.choice("standing", to);
    check.done()?;
    let moved = to.and_then(|to| membership.moved(to, cx.now));
    let moved = moved.ok_or(Error::refused("membership-no-such-move"))?;
    if membership.standing == Standing::Member {
        for role in [Role::Organiser, Role::Host] {
            take_role(cx, group.id, membership.person_id, role)?;
        }
    }
    store::memberships::update(cx.tx, &moved)?;
    if moved.standing == Standing::Member {
        welcome(cx, &group, membership.person_id)?;
    }
    Ok(())
}

fn welcome(cx: &mut Cx<'_, '_>, group: &Group, id: PersonId) -> Result<()> {
    let person = seen_by_members(cx, id)?;
    let Some(email) = &person.email else {
        return Ok(());
    };
    let message = Message::Accepted {
        slug: group.slug.clone(),
        group: group.words.name.clone(),
    };
    mail::post(cx, email, person.lang, Some(group.id), &message)?;
    Ok(())
}

/// A new member is seen by the other members; the public sees nothing more.
pub(crate) fn seen_by_members(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<Person> {
    let mut person = person(cx, id)?;
    if person.visibility == Visibility::Private {
        person.visibility = Visibility::Members;
        store::people::update(cx.tx, &person)?;
    }
    Ok(person)
}

/// Gives a member a profession's seat, or (left empty) frees theirs.
pub fn seat(cx: &mut Cx<'_, '_>, slug: &Slug, id: MembershipId, typed: &str) -> Result<()> {
    let (group, mut membership) = load(cx, slug, id)?;
    let mut check = Check::default();
    let profession = check.optional_line("seat", typed, 80);
    check.done()?;
    if !group.words.seated {
        return Err(Error::refused("membership-no-seats"));
    }
    membership.seat = (!seat_key(&profession).is_empty()).then(|| profession.clone());
    if membership.seat.is_some() && membership.standing != Standing::Member {
        return Err(Error::refused("membership-seat-for-members"));
    }
    let holder = store::memberships::seat_holder(cx.tx, group.id, &profession)?;
    if membership.seat.is_some() && holder.is_some_and(|holder| holder != membership.person_id) {
        return Err(seat_taken(cx, &group, &profession));
    }
    // Two organisers may give one seat at the same moment: the constraint has the last word.
    match cx
        .tx
        .attempt(|tx| store::memberships::update(tx, &membership))
    {
        Err(error) if error.is_unique(store::memberships::ONE_SEAT) => {
            Err(seat_taken(cx, &group, &profession))
        }
        other => Ok(other?),
    }
}

/// The refusal that names who holds the seat, and since when.
fn seat_taken(cx: &mut Cx<'_, '_>, group: &Group, profession: &str) -> Error {
    let told = (|| -> Result<Say> {
        let holder = store::memberships::seat_holder(cx.tx, group.id, profession)?;
        let holder = person(cx, holder.ok_or(Error::NotFound)?)?;
        let membership = store::memberships::of_person(cx.tx, group.id, holder.id)?;
        let since = membership.and_then(|m| m.member_at).unwrap_or(cx.now);
        let zone = TimeZone::get(&group.words.zone).unwrap_or(TimeZone::UTC);
        Ok(Say::new("membership-seat-taken")
            .text("seat", profession)
            .text("holder", holder.name.full())
            .day("since", since.to_zoned(zone).date()))
    })();
    told.map_or_else(|error| error, |say| Error::Invalid(vec![("seat", say)]))
}

/// Grants a role over the group to one of its members.
pub fn grant(cx: &mut Cx<'_, '_>, slug: &Slug, id: MembershipId, role: &str) -> Result<()> {
    let (group, membership) = load(cx, slug, id)?;
    if membership.standing != Standing::Member {
        return Err(Error::refused("membership-role-for-members"));
    }
    let role = role_named(role)?;
    groups::grant(cx, membership.person_id, group.id, role)
}

/// Takes a role back. A group keeps its last organiser.
pub fn withdraw_role(cx: &mut Cx<'_, '_>, slug: &Slug, id: MembershipId, role: &str) -> Result<()> {
    let (group, membership) = load(cx, slug, id)?;
    take_role(cx, group.id, membership.person_id, role_named(role)?)
}

fn role_named(typed: &str) -> Result<Role> {
    let mut check = Check::default();
    let role = check.choice("role", typed);
    check.done()?;
    role.ok_or(Error::NotFound)
}

fn take_role(cx: &mut Cx<'_, '_>, group: GroupId, person: PersonId, role: Role) -> Result<()> {
    // Two organisers may resign at the same moment: one of them waits and is then the last.
    store::groups::hold(cx.tx, group)?;
    let scope = Scope::Group(group);
    let held = store::roles::of_scope(cx.tx, scope)?;
    let organisers = held.iter().filter(|(_, role)| *role == Role::Organiser);
    if role == Role::Organiser && organisers.count() == 1 && held.contains(&(person, role)) {
        return Err(Error::refused("membership-last-organiser"));
    }
    store::roles::withdraw(cx.tx, person, scope, role)?;
    Ok(())
}
