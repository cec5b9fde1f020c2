//! Many people, groups and events for measuring: plausible, seeded, the same at every run.

use domain::account::Email;
use domain::activity::{Activity, ActivityWords};
use domain::answer::{AnswerWords, Place, Response};
use domain::evening::What;
use domain::event::{Audience, Event, EventWords, Kind, ProgrammeLine, Status};
use domain::group::{Group, GroupWords, Network};
use domain::id::{EventId, GroupId, NetworkId, PersonId, VenueId};
use domain::membership::{Membership, Standing};
use domain::person::{Name, Person, Visibility};
use domain::text::{Lang, Slug};
use domain::venue::{Noise, Venue, VenueFacts};
use jiff::SignedDuration;
use store::answers::Answer;

use crate::{Cx, Error, Result, evening};

/// People who come to the one crowded evening, at most.
const CROWD: usize = 5000;
/// People to a group, events of a group, answers to an event.
const GROUP: u32 = 50;
const EVENTS: u32 = 10;
const ANSWERS: usize = 15;

const GIVEN: &[&str] = &[
    "Aïcha",
    "Benoîte",
    "Célestin",
    "Dalila",
    "Élise",
    "Ferdinand",
    "Ginette",
    "Hakim",
    "Isaure",
    "Joël",
    "Khadija",
    "Léandre",
    "Maïté",
    "Nadège",
    "Octave",
    "Prudence",
    "Rosaire",
    "Sélène",
    "Théo",
    "Ursule",
    "Violaine",
    "Wassim",
    "Yolande",
    "Zacharie",
];
const FAMILY: &[&str] = &[
    "Arsenault",
    "Bélanger-Côté",
    "Chouinard",
    "Desrosiers",
    "Émond",
    "Fréchette",
    "Guèvremont",
    "Houle",
    "Islam",
    "Joncas",
    "Kacem",
    "L’Écuyer",
    "Mc Nicoll",
    "Nguyen",
    "Ouellette",
    "Pépin",
    "Quirion",
    "Robitaille",
    "Saint-Onge",
    "Thériault",
    "Usher",
    "Vaillancourt",
    "Zerrouki",
];
const TRADES: &[&str] = &[
    "fiscalité",
    "reliure",
    "notariat",
    "menuiserie",
    "traduction",
    "massothérapie",
    "photographie",
    "courtage",
    "paysagisme",
    "ébénisterie",
    "informatique",
    "pâtisserie",
    "droit",
    "architecture",
];
const PLACES: &[&str] = &[
    "Ahuntsic",
    "Beauport",
    "Chambly",
    "Drummondville",
    "Estrie",
    "Gatineau",
    "Joliette",
    "Lachine",
    "Magog",
    "Nicolet",
    "Repentigny",
    "Saguenay",
    "Terrebonne",
    "Verdun",
];

/// Chance with a fixed beginning, so that every run gives the same people (SplitMix64).
struct Chance(u64);

impl Chance {
    fn draw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The remainder of a u64 by a small number is as good as even.
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.draw(words.len())]
    }
}

/// What was made for measuring.
#[derive(Clone, Copy, Debug)]
pub struct Scaled {
    /// One of the coming public events.
    pub page: EventId,
    /// An evening that begins now, at which everyone is expected.
    pub crowd: EventId,
}

/// Loads that many people with a group for each fifty and ten events a group, and one evening where
/// they all come.
pub fn load(cx: &mut Cx<'_, '_>, people: u32) -> Result<Scaled> {
    let mut chance = Chance(5_7);
    let network = network(cx)?;
    let mut shown = None;
    let mut first = None;
    let mut everyone = Vec::new();
    for number in 0..people.div_ceil(GROUP) {
        let group = group(cx, network, number, &mut chance)?;
        let venue = venue(cx, group, &mut chance)?;
        let size = GROUP.min(people - number * GROUP);
        let members = (0..size)
            .map(|n| person(cx, group, number * GROUP + n, &mut chance))
            .collect::<Result<Vec<_>>>()?;
        first.get_or_insert((group, venue));
        everyone.extend(&members);
        for nth in 0..EVENTS {
            let id = event(cx, group, venue, nth, &mut chance)?;
            answers(cx, id, &members, &mut chance)?;
            if nth == EVENTS - 1 {
                shown.get_or_insert(id);
            }
        }
    }
    let (group, venue) = first.ok_or(Error::NotFound)?;
    Ok(Scaled {
        page: shown.ok_or(Error::NotFound)?,
        crowd: crowd(cx, group, venue, &everyone, &mut chance)?,
    })
}

fn crowd(
    cx: &mut Cx<'_, '_>,
    group: GroupId,
    venue: VenueId,
    everyone: &[PersonId],
    chance: &mut Chance,
) -> Result<EventId> {
    let id = event(cx, group, venue, EVENTS, chance)?;
    let mut crowd = store::events::find(cx.tx, id)?.ok_or(Error::NotFound)?;
    crowd.words.title = "La grande veillée du Grand Nombre".into();
    crowd.words.capacity = None;
    crowd.words.starts_at = cx.now;
    crowd.words.ends_at = cx.now + SignedDuration::from_hours(4);
    store::events::update(cx.tx, &crowd)?;
    for person in everyone.iter().take(CROWD) {
        let answer = answer(cx, id, *person, true);
        store::answers::put(cx.tx, &answer)?;
        let what = What::Answered {
            person: *person,
            response: Response::Yes,
            company: 0,
            place: Place::Going,
        };
        evening::note(cx, id, what)?;
    }
    Ok(id)
}

fn network(cx: &mut Cx<'_, '_>) -> Result<NetworkId> {
    let network = Network {
        id: cx.id(),
        slug: Slug::parse("grand-nombre").ok_or(Error::NotFound)?,
        name: "Le Grand Nombre".into(),
        about: "Un réseau pour mesurer : tout y est inventé.".into(),
    };
    store::groups::insert_network(cx.tx, &network, cx.now)?;
    Ok(network.id)
}

fn group(
    cx: &mut Cx<'_, '_>,
    network_id: NetworkId,
    number: u32,
    chance: &mut Chance,
) -> Result<GroupId> {
    let place = chance.pick(PLACES);
    let group = Group {
        id: cx.id(),
        network_id,
        slug: Slug::parse(&format!("nombre-{number}")).ok_or(Error::NotFound)?,
        words: GroupWords {
            name: format!("Les Matins de {place} {number}"),
            about: format!("On se voit à {place} une semaine sur deux, sans cravate."),
            lang: Lang::Fr,
            zone: "America/Toronto".into(),
            seated: false,
            email: None,
            postal_address: format!("{number}, rue Principale, {place} (Québec)"),
        },
        created_at: cx.now - SignedDuration::from_hours(24 * 700),
    };
    store::groups::insert(cx.tx, &group)?;
    Ok(group.id)
}

fn venue(cx: &mut Cx<'_, '_>, group_id: GroupId, chance: &mut Chance) -> Result<VenueId> {
    let place = chance.pick(PLACES);
    let venue = Venue {
        id: cx.id(),
        group_id,
        facts: VenueFacts {
            name: format!("Café de {place}"),
            address: format!("{}, rue du Marché", 10 + chance.draw(900)),
            city: place.into(),
            noise: Some(Noise::Quiet),
            drink_price_cents: Some(700 + 50 * chance.draw(10) as i64),
            access: "De plain-pied, rampe à l’entrée de la cour".into(),
            dress: "Comme vous êtes".into(),
            notes: String::new(),
        },
    };
    store::venues::insert(cx.tx, &venue, cx.now)?;
    Ok(venue.id)
}

fn person(
    cx: &mut Cx<'_, '_>,
    group_id: GroupId,
    number: u32,
    chance: &mut Chance,
) -> Result<PersonId> {
    let email: Option<Email> = format!("personne{number}@nombre.example").parse().ok();
    let visibilities = [Visibility::Private, Visibility::Members, Visibility::Public];
    let person = Person {
        id: cx.id(),
        name: Name::new(chance.pick(GIVEN), chance.pick(FAMILY)),
        email,
        lang: if chance.draw(4) == 0 {
            Lang::En
        } else {
            Lang::Fr
        },
        visibility: visibilities[chance.draw(3)],
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    let trade = chance.pick(TRADES);
    let words = ActivityWords {
        profession: trade.into(),
        title: format!("Spécialiste en {trade}"),
        organisation: format!("{} et associés", person.name.family),
        pitch: format!("Depuis dix ans, {trade} pour les gens d’ici."),
        ..ActivityWords::default()
    };
    let activity = Activity { id: cx.id(), words };
    store::people::insert_activity(cx.tx, person.id, &activity, cx.now)?;
    let membership = Membership {
        id: cx.id(),
        group_id,
        person_id: person.id,
        standing: Standing::Member,
        invited_by: None,
        seat: None,
        guest_at: None,
        applied_at: None,
        member_at: Some(cx.now - SignedDuration::from_hours(24 * (1 + chance.draw(600) as i64))),
        left_at: None,
    };
    store::memberships::insert(cx.tx, &membership)?;
    Ok(person.id)
}

/// Nine evenings past, two weeks apart, and one to come.
fn event(
    cx: &mut Cx<'_, '_>,
    group_id: GroupId,
    venue_id: VenueId,
    nth: u32,
    chance: &mut Chance,
) -> Result<EventId> {
    let weeks = 2 * (i64::from(nth) + 1 - i64::from(EVENTS)) + 1;
    let starts_at = cx.now + SignedDuration::from_hours(24 * 7 * weeks);
    let line = |at: &str, what: &str| ProgrammeLine {
        at: at.into(),
        what: what.into(),
    };
    let place = chance.pick(PLACES);
    let event = Event {
        id: cx.id(),
        group_id,
        series: None,
        words: EventWords {
            kind: Kind::FiveToSeven,
            title: format!("5 à 7 des voisins de {place}"),
            about: "Une heure debout, une heure assis, et des noms qu’on retient.".into(),
            venue_id: Some(venue_id),
            starts_at,
            ends_at: starts_at + SignedDuration::from_hours(2),
            zone: "America/Toronto".into(),
            capacity: Some(40),
            audience: Audience::Public,
            languages: vec![Lang::Fr],
            programme: vec![line("17:00", "Accueil"), line("17:45", "Un tour de table")],
        },
        status: Status::Published,
        sequence: 0,
        cancel_reason: String::new(),
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::events::insert(cx.tx, &event)?;
    Ok(event.id)
}

fn answers(
    cx: &mut Cx<'_, '_>,
    event_id: EventId,
    members: &[PersonId],
    chance: &mut Chance,
) -> Result<()> {
    let first = chance.draw(members.len());
    for person_id in members
        .iter()
        .cycle()
        .skip(first)
        .take(ANSWERS.min(members.len()))
    {
        let yes = chance.draw(5) > 0;
        let answer = answer(cx, event_id, *person_id, yes);
        store::answers::put(cx.tx, &answer)?;
    }
    Ok(())
}

fn answer(cx: &Cx<'_, '_>, event_id: EventId, person_id: PersonId, yes: bool) -> Answer {
    Answer {
        id: cx.id(),
        event_id,
        person_id,
        words: AnswerWords {
            response: if yes { Response::Yes } else { Response::No },
            company: 0,
            company_names: String::new(),
            diet: String::new(),
            access: String::new(),
            first_time: None,
            does: String::new(),
            seeks: String::new(),
        },
        place: if yes { Place::Going } else { Place::None },
        since: cx.now,
        answered_at: cx.now,
    }
}
