//! The files of the cast as they are written.

use domain::answer::Response;
use domain::event::{Audience, Kind, ProgrammeLine};
use domain::membership::Standing;
use domain::person::Visibility;
use domain::role::Role;
use domain::text::Lang;
use domain::venue::Noise;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

macro_rules! file {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../../fixtures/cast/", $name)),
        )
    };
}

/// Everything the files hold.
pub struct Files {
    pub networks: Vec<Network>,
    pub groups: Vec<Group>,
    pub venues: Vec<Venue>,
    pub people: Vec<Person>,
    pub series: Vec<Series>,
    pub events: Vec<Event>,
    pub invitations: Vec<Invitation>,
    pub answers: Vec<Answer>,
    pub habits: Vec<Habit>,
    pub contacts: Vec<Contact>,
}

impl Files {
    /// Reads them all; they are part of the binary.
    pub fn read() -> Result<Self> {
        let Networks { network, group } = parse(file!("networks.toml"))?;
        let Venues { venue } = parse(file!("venues.toml"))?;
        let People { person } = parse(file!("people.toml"))?;
        let Events { series, event } = parse(file!("events.toml"))?;
        let Answers {
            invitation,
            answer,
            habit,
        } = parse(file!("answers.toml"))?;
        let Notebook { contact } = parse(file!("notebook.toml"))?;
        Ok(Self {
            networks: network,
            groups: group,
            venues: venue,
            people: person,
            series,
            events: event,
            invitations: invitation,
            answers: answer,
            habits: habit,
            contacts: contact,
        })
    }
}

fn parse<T: DeserializeOwned>((name, text): (&str, &str)) -> Result<T> {
    toml::from_str(text).map_err(|error| Error::Internal(format!("{name}: {error}")))
}

#[derive(Deserialize)]
struct Networks {
    network: Vec<Network>,
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Venues {
    venue: Vec<Venue>,
}

#[derive(Deserialize)]
struct People {
    person: Vec<Person>,
}

#[derive(Deserialize)]
struct Events {
    series: Vec<Series>,
    event: Vec<Event>,
}

#[derive(Deserialize)]
struct Answers {
    invitation: Vec<Invitation>,
    answer: Vec<Answer>,
    habit: Vec<Habit>,
}

#[derive(Deserialize)]
struct Notebook {
    contact: Vec<Contact>,
}

#[derive(Deserialize)]
pub struct Contact {
    pub keeper: String,
    pub person: String,
    pub met: Option<String>,
    pub series: Option<String>,
    pub date: Option<String>,
    pub on: String,
    #[serde(default)]
    pub tags: Vec<String>,
    pub note: Option<String>,
}

#[derive(Deserialize)]
pub struct Network {
    pub key: String,
    pub slug: String,
    pub name: String,
    pub about: String,
}

#[derive(Deserialize)]
pub struct Group {
    pub key: String,
    pub network: String,
    pub slug: String,
    pub name: String,
    pub about: String,
    pub lang: Lang,
    pub zone: String,
    pub one_seat_per_profession: bool,
    pub postal_address: String,
    pub email: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Venue {
    pub key: String,
    pub group: String,
    pub name: String,
    pub address: String,
    pub city: String,
    pub noise: Option<Noise>,
    pub drink_price_cents: Option<i64>,
    pub access: String,
    pub dress: String,
    pub notes: String,
}

#[derive(Deserialize)]
pub struct Person {
    pub key: String,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub lang: Lang,
    pub visibility: Visibility,
    #[serde(default)]
    pub pronunciation: String,
    #[serde(default)]
    pub activity: Vec<Activity>,
    #[serde(default)]
    pub membership: Vec<Membership>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Activity {
    pub title: String,
    pub organisation: String,
    pub profession: String,
    pub pitch: String,
    pub offer: String,
    pub seek: String,
    pub phone: String,
    pub website: String,
    pub address: String,
}

#[derive(Deserialize)]
pub struct Membership {
    pub group: String,
    pub standing: Standing,
    pub since: String,
    pub invited_by: Option<String>,
    #[serde(default)]
    pub seat: bool,
    pub role: Option<Role>,
    pub alumni_since: Option<String>,
}

#[derive(Deserialize)]
pub struct EventWords {
    pub key: String,
    pub group: String,
    pub venue: String,
    pub kind: Kind,
    pub title: String,
    pub about: String,
    pub starts: String,
    pub minutes: u32,
    pub capacity: Option<u32>,
    pub audience: Audience,
    pub languages: Vec<Lang>,
    #[serde(default)]
    pub programme: Vec<ProgrammeLine>,
}

#[derive(Deserialize)]
pub struct Event {
    #[serde(flatten)]
    pub words: EventWords,
}

#[derive(Deserialize)]
pub struct Series {
    #[serde(flatten)]
    pub words: EventWords,
    pub rule: String,
    #[serde(default)]
    pub exceptions: Vec<String>,
    #[serde(default)]
    pub moved: Vec<Moved>,
}

#[derive(Deserialize)]
pub struct Moved {
    pub from: String,
    pub to: String,
}

#[derive(Deserialize)]
pub struct Invitation {
    pub event: String,
    pub from: String,
    pub to: String,
    pub via: Option<String>,
    pub on: String,
}

#[derive(Deserialize)]
pub struct Answer {
    pub event: Option<String>,
    pub series: Option<String>,
    pub date: Option<String>,
    pub person: String,
    pub response: Response,
    #[serde(default)]
    pub company: u32,
    #[serde(default)]
    pub dietary: String,
    #[serde(default)]
    pub access: String,
    pub first_time: Option<bool>,
    #[serde(default)]
    pub does: String,
    #[serde(default)]
    pub seeks: String,
    pub on: String,
}

#[derive(Deserialize)]
pub struct Habit {
    pub series: String,
    pub person: String,
    pub share: f64,
}
