//! An evening for tests to answer: one network, one group, one event, and people to come.

use app::{Cx, Result};
use domain::answer::{AnswerWords, Response};
use domain::event::{Audience, Event, EventWords, Kind, Status};
use domain::group::{Group, GroupWords, Network};
use domain::id::{EventId, GroupId, PersonId};
use domain::membership::{Membership, Standing};
use domain::person::{Name, Person, Visibility};
use domain::role::{Role, Scope};
use domain::text::{Lang, Slug};
use jiff::{SignedDuration, Timestamp};

use crate::harness::{House, NOW};

/// The group and its event.
#[derive(Clone, Copy, Debug)]
pub struct Gathering {
    pub group: GroupId,
    pub event: EventId,
}

/// How an evening differs from the usual one: public, published, in five days.
#[derive(Clone, Copy)]
pub struct Usual {
    pub capacity: Option<u32>,
    pub audience: Audience,
    pub starts_in: SignedDuration,
}

impl Default for Usual {
    fn default() -> Self {
        Self {
            capacity: None,
            audience: Audience::Public,
            starts_in: SignedDuration::from_hours(120),
        }
    }
}

/// Makes the group and its event.
pub async fn gather(house: &House, usual: Usual) -> Gathering {
    house.write(move |cx| gathering(cx, usual)).await
}

fn gathering(cx: &mut Cx<'_, '_>, usual: Usual) -> Result<Gathering> {
    let network = Network {
        id: cx.id(),
        slug: Slug::parse("lanternes").unwrap(),
        name: "Les Lanternes".into(),
        about: String::new(),
    };
    store::groups::insert_network(cx.tx, &network, cx.now)?;
    let group = Group {
        id: cx.id(),
        network_id: network.id,
        slug: Slug::parse("vieux-montreal").unwrap(),
        words: GroupWords {
            name: "Les Lanternes du Vieux-Montréal".into(),
            about: String::new(),
            lang: Lang::Fr,
            zone: "America/Toronto".into(),
            seated: false,
            email: Some("bonjour@lanternes.example".parse().unwrap()),
            postal_address: "214, rue Saint-Amable, Montréal".into(),
        },
        created_at: cx.now,
    };
    store::groups::insert(cx.tx, &group)?;
    let starts_at = NOW.parse::<Timestamp>().unwrap() + usual.starts_in;
    let event = Event {
        id: cx.id(),
        group_id: group.id,
        series: None,
        words: EventWords {
            kind: Kind::FiveToSeven,
            title: "5 à 7 des lanternes".into(),
            about: "Venez voir.".into(),
            venue_id: None,
            starts_at,
            ends_at: starts_at + SignedDuration::from_hours(2),
            zone: "America/Toronto".into(),
            capacity: usual.capacity,
            audience: usual.audience,
            languages: vec![Lang::Fr],
            programme: Vec::new(),
        },
        status: Status::Published,
        sequence: 0,
        cancel_reason: String::new(),
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::events::insert(cx.tx, &event)?;
    Ok(Gathering {
        group: group.id,
        event: event.id,
    })
}

impl Gathering {
    /// A person who can be written to at `{given}@exemple.ca`.
    pub async fn person(&self, house: &House, given: &str) -> PersonId {
        let given = given.to_owned();
        house
            .write(move |cx| {
                let email = format!("{}@exemple.ca", domain::text::folded(&given));
                person(cx, &given, Some(&email))
            })
            .await
    }

    /// A member of the group.
    pub async fn member(&self, house: &House, given: &str) -> PersonId {
        let (group_id, person_id) = (self.group, self.person(house, given).await);
        house
            .write(move |cx| {
                let membership = Membership {
                    id: cx.id(),
                    group_id,
                    person_id,
                    standing: Standing::Member,
                    invited_by: None,
                    seat: None,
                    guest_at: None,
                    applied_at: None,
                    member_at: Some(cx.now),
                    left_at: None,
                };
                Ok(store::memberships::insert(cx.tx, &membership)?)
            })
            .await;
        person_id
    }

    /// Somebody with a right over the group.
    pub async fn with_role(&self, house: &House, given: &str, role: Role) -> PersonId {
        let (group, person_id) = (self.group, self.person(house, given).await);
        house
            .write(move |cx| {
                let (id, right) = (cx.id(), (Scope::Group(group), role));
                Ok(store::roles::grant(cx.tx, id, person_id, right, cx.now)?)
            })
            .await;
        person_id
    }
}

/// Adds a person.
pub fn person(cx: &mut Cx<'_, '_>, given: &str, email: Option<&str>) -> Result<PersonId> {
    let person = Person {
        id: cx.id(),
        name: Name::new(given, "Tremblay"),
        email: email.map(|email| email.parse().unwrap()),
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    Ok(person.id)
}

/// An answer with company and nothing else said.
pub fn words(response: Response, company: u32) -> AnswerWords {
    AnswerWords {
        response,
        company,
        company_names: String::new(),
        diet: String::new(),
        access: String::new(),
        first_time: None,
        does: String::new(),
        seeks: String::new(),
    }
}
