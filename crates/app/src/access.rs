//! Who may load what. Every authorised load goes through here; somebody else's object is *not
//! found*. What a use-case needs is in the types it is given: an [`Organiser`] has been checked.

use domain::event::{Event, Nearness, Status};
use domain::group::Group;
use domain::id::{EventId, GroupId, NetworkId, PersonId};
use domain::membership::Standing;
use domain::person::{Person, Visibility};
use domain::role::{Role, Scope};
use domain::text::Slug;

use crate::cx::Me;
use crate::{Cx, Error, Result};

impl Me {
    /// Whether they hold a role over a group, itself or through its network.
    pub fn organises(&self, group: &Group) -> bool {
        self.operator
            || self.holds(Scope::Group(group.id), Role::Organiser)
            || self.holds(Scope::Network(group.network_id), Role::Organiser)
    }

    /// Whether they run a network, and may found groups in it.
    pub fn organises_network(&self, id: NetworkId) -> bool {
        self.operator || self.holds(Scope::Network(id), Role::Organiser)
    }

    /// Whether they run the door and the room of an event.
    pub fn hosts(&self, group: &Group, event: EventId) -> bool {
        self.organises(group)
            || self.holds(Scope::Group(group.id), Role::Host)
            || self.holds(Scope::Event(event), Role::Host)
    }

    /// Where they stand in a group.
    pub fn standing(&self, group: GroupId) -> Option<Standing> {
        self.memberships
            .iter()
            .find(|(id, ..)| *id == group)
            .map(|(.., standing)| *standing)
    }

    /// Whether they are a member of a group.
    pub fn belongs(&self, group: GroupId) -> bool {
        self.standing(group) == Some(Standing::Member)
    }

    /// How near they are to a group.
    pub fn nearness(&self, group: &Group) -> Nearness {
        let member_of = |test: &dyn Fn(&(GroupId, domain::id::NetworkId, Standing)) -> bool| {
            self.memberships
                .iter()
                .any(|m| m.2 == Standing::Member && test(m))
        };
        if member_of(&|m| m.0 == group.id) {
            Nearness::Member
        } else if member_of(&|m| m.1 == group.network_id) {
            Nearness::Network
        } else if member_of(&|_| true) {
            Nearness::Elsewhere
        } else {
            Nearness::Stranger
        }
    }

    fn runs(&self, group: GroupId, network: NetworkId) -> bool {
        self.holds(Scope::Group(group), Role::Organiser)
            || self.holds(Scope::Network(network), Role::Organiser)
    }

    fn holds(&self, scope: Scope, role: Role) -> bool {
        self.roles.contains(&(scope, role))
    }
}

/// Somebody who runs a group, with the group.
#[derive(Clone, Debug)]
pub struct Organiser {
    /// The group.
    pub group: Group,
    /// Who.
    pub person_id: PersonId,
}

/// An event somebody may see, and what they may do there.
#[derive(Clone, Debug)]
pub struct SeenEvent {
    /// The event.
    pub event: Event,
    /// The group that holds it.
    pub group: Group,
    /// How near the viewer is to the group.
    pub nearness: Nearness,
    /// Whether the viewer runs the group.
    pub organises: bool,
    /// Whether the viewer runs the door and the room.
    pub hosts: bool,
    /// Whether the viewer may come: the audience holds them, they were invited, or they run it.
    pub may_answer: bool,
}

/// A group's public face: anyone may load it.
pub fn group(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Group> {
    store::groups::by_slug(cx.tx, slug)?.ok_or(Error::NotFound)
}

/// The group, for somebody who runs it.
pub fn organiser(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Organiser> {
    let group = group(cx, slug)?;
    let me = cx.me()?;
    if me.organises(&group) {
        Ok(Organiser {
            person_id: me.person_id,
            group,
        })
    } else {
        Err(Error::Forbidden)
    }
}

/// The group, for one of its members (or somebody who runs it).
pub fn member(cx: &mut Cx<'_, '_>, slug: &Slug) -> Result<Organiser> {
    let group = group(cx, slug)?;
    let me = cx.me()?;
    if me.belongs(group.id) || me.organises(&group) {
        Ok(Organiser {
            person_id: me.person_id,
            group,
        })
    } else {
        Err(Error::Forbidden)
    }
}

/// An event: once published anyone may see that it is held, where and when; before, only those who
/// run it. Who may *come* is another question: [`SeenEvent::may_answer`].
pub fn event(cx: &mut Cx<'_, '_>, id: EventId) -> Result<SeenEvent> {
    let event = store::events::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let group = store::groups::find(cx.tx, event.group_id)?.ok_or(Error::NotFound)?;
    let (nearness, organises, hosts) = match &cx.me {
        Some(me) => (
            me.nearness(&group),
            me.organises(&group),
            me.hosts(&group, id),
        ),
        None => (Nearness::Stranger, false, false),
    };
    if event.status == Status::Draft && !hosts {
        return Err(Error::NotFound);
    }
    let may_answer = hosts || event.words.audience.holds(nearness) || invited(cx, &event)?;
    Ok(SeenEvent {
        event,
        group,
        nearness,
        organises,
        hosts,
        may_answer,
    })
}

fn invited(cx: &mut Cx<'_, '_>, event: &Event) -> Result<bool> {
    let Some(me) = &cx.me else { return Ok(false) };
    let invitation = store::invitations::of_person(cx.tx, event.id, me.person_id)?;
    Ok(invitation.is_some_and(|invitation| invitation.revoked_at.is_none()))
}

/// An event, for somebody who runs its group.
pub fn organised_event(cx: &mut Cx<'_, '_>, id: EventId) -> Result<SeenEvent> {
    let seen = event(cx, id)?;
    if seen.organises {
        Ok(seen)
    } else {
        Err(refusal(cx))
    }
}

/// An event, for somebody who runs its door and room.
pub fn hosted_event(cx: &mut Cx<'_, '_>, id: EventId) -> Result<SeenEvent> {
    let seen = event(cx, id)?;
    if seen.hosts {
        Ok(seen)
    } else {
        Err(refusal(cx))
    }
}

fn refusal(cx: &Cx<'_, '_>) -> Error {
    if cx.me.is_some() {
        Error::Forbidden
    } else {
        Error::SignInNeeded
    }
}

/// A person somebody may see.
#[derive(Clone, Debug)]
pub struct SeenPerson {
    /// The person.
    pub person: Person,
    /// Whether they look at themselves.
    pub is_me: bool,
}

/// How somebody stands to a person they would look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Themselves,
    /// Runs a group they belong to or an event they come to.
    Runs,
    /// Both are members of one group.
    Fellow,
    Stranger,
}

/// A person's page: for themselves, for those who run their groups and events, and for whoever
/// their visibility holds.
pub fn person(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<SeenPerson> {
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    let beside = beside(cx, id)?;
    let seen = match beside {
        Beside::Themselves | Beside::Runs => true,
        Beside::Fellow => person.visibility != Visibility::Private,
        Beside::Stranger => person.visibility == Visibility::Public,
    };
    let is_me = beside == Beside::Themselves;
    if seen {
        Ok(SeenPerson { person, is_me })
    } else {
        Err(Error::NotFound)
    }
}

/// A person's portrait: wherever their page is seen, and in the directory of their groups.
pub fn portrait(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<()> {
    let person = store::people::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    if person.visibility == Visibility::Public || beside(cx, id)? != Beside::Stranger {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn beside(cx: &mut Cx<'_, '_>, id: PersonId) -> Result<Beside> {
    let Some(me) = &cx.me else {
        return Ok(Beside::Stranger);
    };
    if me.person_id == id {
        return Ok(Beside::Themselves);
    }
    let theirs = store::memberships::standings_of(cx.tx, id)?;
    if me.operator
        || theirs
            .iter()
            .any(|(group, network, _)| me.runs(*group, *network))
    {
        return Ok(Beside::Runs);
    }
    // Only whoever holds a role can run an event: the others are spared the question.
    if !me.roles.is_empty() {
        let events = store::memberships::events_of(cx.tx, id)?;
        if events.iter().any(|(event, group, network)| {
            me.runs(*group, *network)
                || me.holds(Scope::Group(*group), Role::Host)
                || me.holds(Scope::Event(*event), Role::Host)
        }) {
            return Ok(Beside::Runs);
        }
    }
    let fellow = theirs
        .iter()
        .any(|(group, _, standing)| *standing == Standing::Member && me.belongs(*group));
    Ok(if fellow {
        Beside::Fellow
    } else {
        Beside::Stranger
    })
}

/// The viewer, if they run the installation.
pub fn operator(cx: &Cx<'_, '_>) -> Result<()> {
    if cx.me()?.operator {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
