//! The cast: the invented people, groups and evenings of `fixtures/cast`, which tests and the demo
//! share. See `fixtures/cast/README.md` for who is who.

mod evening;
mod files;
mod nights;
mod notebook;
mod own_words;

use std::collections::{BTreeMap, BTreeSet};

use domain::account::Email;
use domain::activity::{Activity, ActivityWords};
use domain::answer::{AnswerWords, Party, Place, Response, Room, place};
use domain::evening::{Entry, What};
use domain::event::{Event, EventWords, Series, Status};
use domain::group::{Group, GroupWords, Network};
use domain::id::{EventId, GroupId, InvitationId, NetworkId, PersonId, SeriesId, VenueId};
use domain::invitation::Invitation;
use domain::membership::{Membership, Standing};
use domain::person::{Name, Person, Visibility};
use domain::recurrence::{self, Rule};
use domain::role::{Role, Scope};
use domain::text::{Lang, Slug};
use domain::venue::{Venue, VenueFacts};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::accounts::Account;
use store::answers::Answer;

use crate::cast::files::Files;
use crate::{Cx, Error, Result};

/// How far ahead of the moment a series' occurrences are made.
const AHEAD: SignedDuration = SignedDuration::from_hours(26 * 7 * 24);
/// How far ahead people answer for a lunch.
const ANSWERED_AHEAD: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Who and what was loaded, by the keys of the fixtures.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Networks.
    pub networks: BTreeMap<String, NetworkId>,
    /// Groups.
    pub groups: BTreeMap<String, GroupId>,
    /// Venues.
    pub venues: BTreeMap<String, VenueId>,
    /// People.
    pub people: BTreeMap<String, PersonId>,
    /// Series.
    pub series: BTreeMap<String, SeriesId>,
    /// Single events by key; lunches by `series@date`.
    pub events: BTreeMap<String, EventId>,
    /// Invitations, by event and guest.
    pub invitations: BTreeMap<(EventId, PersonId), InvitationId>,
}

/// The e-mail address of somebody of the cast.
pub fn email_of(key: &str) -> Option<Email> {
    let files = Files::read().ok()?;
    files
        .people
        .into_iter()
        .find(|person| person.key == key)?
        .email
        .parse()
        .ok()
}

/// Fills an empty installation with the cast.
pub fn load(cx: &mut Cx<'_, '_>) -> Result<Cast> {
    let files = Files::read()?;
    let mut cast = Cast::default();
    operator(cx)?;
    groups(cx, &files, &mut cast)?;
    people(cx, &files, &mut cast)?;
    memberships(cx, &files, &mut cast)?;
    let mut rooms = Rooms::default();
    single_events(cx, &files, &mut cast, &mut rooms)?;
    series(cx, &files, &mut cast, &mut rooms)?;
    invitations(cx, &files, &mut cast)?;
    answers(cx, &files, &cast, rooms)?;
    notebook::load(cx, &files, &cast)?;
    nights::load(cx, &cast)?;
    let (people, now) = (cast.people.clone(), cx.now);
    play(
        cx,
        get(&cast.events, "event", EVENING)?,
        &people,
        (Timestamp::MIN, now),
    )?;
    Ok(cast)
}

pub use evening::EVENING;

/// Everyone of the cast in an installation that holds it, by key.
pub fn everyone(cx: &mut Cx<'_, '_>) -> Result<BTreeMap<String, PersonId>> {
    let mut people = BTreeMap::new();
    for file in Files::read()?.people {
        let email: Email = file
            .email
            .parse()
            .map_err(|_| broken("address", &file.email))?;
        if let Some(person) = store::people::by_email(cx.tx, &email)? {
            people.insert(file.key, person.id);
        }
    }
    Ok(people)
}

/// Whether the story tells anything after a moment and until another one.
pub fn is_due(after: Timestamp, until: Timestamp) -> Result<bool> {
    Ok(evening::any_due(after, until)? || own_words::any_due((after, until))?)
}

/// Lets the story's evening happen, after a moment and until another one; what happened already
/// stays as it is.
pub fn play(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    people: &BTreeMap<String, PersonId>,
    span: (Timestamp, Timestamp),
) -> Result<()> {
    let keys = evening::Keys { people };
    evening::write(cx, event, &keys, span)?;
    own_words::write(cx, event, &keys, span)
}

fn broken(what: &str, key: &str) -> Error {
    Error::Internal(format!("the cast has no {what} {key:?}"))
}

fn get<T: Copy>(map: &BTreeMap<String, T>, what: &str, key: &str) -> Result<T> {
    map.get(key).copied().ok_or_else(|| broken(what, key))
}

fn zone() -> TimeZone {
    TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC)
}

/// A local date-time, or the noon of a date, as a moment.
fn moment(local: &str) -> Result<Timestamp> {
    let time = local
        .parse::<DateTime>()
        .map_err(|_| broken("time", local))?;
    Ok(recurrence::at(time, &zone()))
}

fn noon(date: &str) -> Result<Timestamp> {
    moment(&format!("{date}T12:00"))
}

fn groups(cx: &mut Cx<'_, '_>, files: &Files, cast: &mut Cast) -> Result<()> {
    let founded = noon("2022-01-10")?;
    for file in &files.networks {
        let slug = Slug::parse(&file.slug).ok_or_else(|| broken("slug", &file.slug))?;
        let id: NetworkId = cx.id();
        let network = Network {
            id,
            slug,
            name: file.name.clone(),
            about: file.about.clone(),
        };
        store::groups::insert_network(cx.tx, &network, founded)?;
        cast.networks.insert(file.key.clone(), id);
    }
    for file in &files.groups {
        let group = Group {
            id: cx.id(),
            network_id: get(&cast.networks, "network", &file.network)?,
            slug: Slug::parse(&file.slug).ok_or_else(|| broken("slug", &file.slug))?,
            words: GroupWords {
                name: file.name.clone(),
                about: file.about.trim().to_owned(),
                lang: file.lang,
                zone: file.zone.clone(),
                seated: file.one_seat_per_profession,
                email: file.email.parse().ok(),
                postal_address: file.postal_address.clone(),
            },
            created_at: founded,
        };
        store::groups::insert(cx.tx, &group)?;
        cast.groups.insert(file.key.clone(), group.id);
    }
    for file in &files.venues {
        let venue = Venue {
            id: cx.id(),
            group_id: get(&cast.groups, "group", &file.group)?,
            facts: VenueFacts {
                name: file.name.clone(),
                address: file.address.clone(),
                city: file.city.clone(),
                noise: file.noise,
                drink_price_cents: file.drink_price_cents,
                access: file.access.clone(),
                dress: file.dress.clone(),
                notes: file.notes.clone(),
            },
        };
        store::venues::insert(cx.tx, &venue, founded)?;
        cast.venues.insert(file.key.clone(), venue.id);
    }
    Ok(())
}

fn people(cx: &mut Cx<'_, '_>, files: &Files, cast: &mut Cast) -> Result<()> {
    for file in &files.people {
        let email: Email = file
            .email
            .parse()
            .map_err(|_| broken("address", &file.email))?;
        let person = Person {
            id: cx.id(),
            name: Name::new(&file.given_name, &file.family_name),
            email: Some(email.clone()),
            lang: file.lang,
            visibility: file.visibility,
            has_portrait: false,
        };
        store::people::insert(cx.tx, &person, cx.now)?;
        if !file.pronunciation.is_empty() {
            store::people::set_pronunciation(cx.tx, person.id, &file.pronunciation)?;
        }
        for activity in &file.activity {
            let words = ActivityWords {
                profession: activity.profession.clone(),
                title: activity.title.clone(),
                organisation: activity.organisation.clone(),
                pitch: activity.pitch.clone(),
                offer: activity.offer.clone(),
                seek: activity.seek.clone(),
                phone: activity.phone.clone(),
                email: file.email.clone(),
                website: activity.website.clone(),
                address: activity.address.clone(),
            };
            let activity = Activity { id: cx.id(), words };
            store::people::insert_activity(cx.tx, person.id, &activity, cx.now)?;
        }
        if has_account(file) {
            let account = Account {
                id: cx.id(),
                person_id: person.id,
                email,
                operator: false,
                calendar_version: 1,
            };
            store::accounts::insert(cx.tx, &account, cx.now)?;
        }
        cast.people.insert(file.key.clone(), person.id);
    }
    Ok(())
}

/// Where the installation's operator, who is nobody of the cast, is written to.
pub const OPERATOR: &str = "exploitation@cinqasept.example";

fn operator(cx: &mut Cx<'_, '_>) -> Result<()> {
    let email: Email = OPERATOR.parse().map_err(|_| broken("address", OPERATOR))?;
    let person = Person {
        id: cx.id(),
        name: Name::new("Solange", "Vadnais"),
        email: Some(email.clone()),
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    let account = Account {
        id: cx.id(),
        person_id: person.id,
        email,
        operator: true,
        calendar_version: 1,
    };
    Ok(store::accounts::insert(cx.tx, &account, cx.now)?)
}

/// Members have signed in at least once; guests live by their personal links.
fn has_account(file: &files::Person) -> bool {
    file.membership
        .iter()
        .any(|m| m.standing == Standing::Member)
}

fn memberships(cx: &mut Cx<'_, '_>, files: &Files, cast: &mut Cast) -> Result<()> {
    for file in &files.people {
        let person_id = get(&cast.people, "person", &file.key)?;
        for m in &file.membership {
            let since = Some(noon(&m.since)?);
            let left_at = m.alumni_since.as_deref().map(noon).transpose()?;
            let began = |standing| since.filter(|_| m.standing == standing);
            let seat = m
                .seat
                .then(|| file.activity.first().map(|a| a.profession.clone()))
                .flatten();
            let group_id = get(&cast.groups, "group", &m.group)?;
            let membership = Membership {
                id: cx.id(),
                group_id,
                person_id,
                standing: m.standing,
                invited_by: m
                    .invited_by
                    .as_deref()
                    .map(|key| get(&cast.people, "person", key))
                    .transpose()?,
                seat,
                guest_at: began(Standing::Guest),
                applied_at: began(Standing::Applicant),
                member_at: began(Standing::Member).or(since.filter(|_| left_at.is_some())),
                left_at,
            };
            store::memberships::insert(cx.tx, &membership)?;
            if let Some(role) = m.role {
                grant(cx, person_id, group_id, role)?;
            }
        }
    }
    Ok(())
}

fn grant(cx: &mut Cx<'_, '_>, person: PersonId, group: GroupId, role: Role) -> Result<()> {
    let id = cx.id();
    Ok(store::roles::grant(
        cx.tx,
        id,
        person,
        (Scope::Group(group), role),
        cx.now,
    )?)
}

/// What answers are placed by: each event's room, its queue, when it begins.
#[derive(Default)]
struct Rooms {
    events: BTreeMap<EventId, (Room, Vec<Party>, Timestamp)>,
    lunches: BTreeMap<String, Vec<(Date, EventId)>>,
}

impl Rooms {
    fn open(&mut self, event: &Event) {
        let room = Room {
            capacity: event.words.capacity,
            taken: 0,
        };
        self.events
            .insert(event.id, (room, Vec::new(), event.words.starts_at));
    }
}

fn words(
    file: &files::EventWords,
    cast: &Cast,
    files: &Files,
    starts: DateTime,
) -> Result<EventWords> {
    let group = files.groups.iter().find(|g| g.key == file.group);
    let starts_at = recurrence::at(starts, &zone());
    Ok(EventWords {
        kind: file.kind,
        title: file.title.clone(),
        about: file.about.trim().to_owned(),
        venue_id: Some(get(&cast.venues, "venue", &file.venue)?),
        starts_at,
        ends_at: starts_at + SignedDuration::from_mins(file.minutes.into()),
        zone: group.map_or_else(|| "America/Toronto".into(), |g| g.zone.clone()),
        capacity: file.capacity,
        audience: file.audience,
        languages: file.languages.clone(),
        programme: file.programme.clone(),
    })
}

fn civil(local: &str) -> Result<DateTime> {
    local.parse().map_err(|_| broken("time", local))
}

/// Made a month before it begins, like most.
fn event(cx: &Cx<'_, '_>, group_id: GroupId, words: EventWords) -> Event {
    let made = (words.starts_at - SignedDuration::from_hours(30 * 24)).min(cx.now);
    Event {
        id: cx.id(),
        group_id,
        series: None,
        words,
        status: Status::Published,
        sequence: 0,
        cancel_reason: String::new(),
        created_at: made,
        updated_at: made,
    }
}

fn single_events(
    cx: &mut Cx<'_, '_>,
    files: &Files,
    cast: &mut Cast,
    rooms: &mut Rooms,
) -> Result<()> {
    for file in &files.events {
        let words = words(&file.words, cast, files, civil(&file.words.starts)?)?;
        let event = event(cx, get(&cast.groups, "group", &file.words.group)?, words);
        store::events::insert(cx.tx, &event)?;
        rooms.open(&event);
        cast.events.insert(file.words.key.clone(), event.id);
    }
    Ok(())
}

fn series(cx: &mut Cx<'_, '_>, files: &Files, cast: &mut Cast, rooms: &mut Rooms) -> Result<()> {
    for file in &files.series {
        let first = civil(&file.words.starts)?;
        let group_id = get(&cast.groups, "group", &file.words.group)?;
        let series = Series {
            id: cx.id(),
            group_id,
            rule: file.rule.clone(),
            starts: file.words.starts.clone(),
            minutes: file.words.minutes,
            words: words(&file.words, cast, files, first)?,
            ended_at: None,
        };
        store::series::insert(cx.tx, &series, cx.now)?;
        cast.series.insert(file.words.key.clone(), series.id);
        let rule = Rule::parse(&file.rule).map_err(|_| broken("rule", &file.rule))?;
        let until = (cx.now + AHEAD).to_zoned(zone()).date();
        for date in rule.occurrences(first, until, 500) {
            occurrence(cx, files, file, (cast, rooms), &series, date)?;
        }
    }
    Ok(())
}

fn occurrence(
    cx: &mut Cx<'_, '_>,
    files: &Files,
    file: &files::Series,
    (cast, rooms): (&mut Cast, &mut Rooms),
    series: &Series,
    date: DateTime,
) -> Result<()> {
    let name = date.strftime("%Y-%m-%dT%H:%M").to_string();
    let moved = file.moved.iter().find(|m| m.from == name);
    let starts = moved.map_or(Ok(date), |m| civil(&m.to))?;
    let words = words(&file.words, cast, files, starts)?;
    let mut event = event(cx, series.group_id, words);
    event.series = Some((series.id, name));
    event.sequence = u32::from(moved.is_some());
    let day = date.date().to_string();
    if file.exceptions.contains(&day) {
        event.status = Status::Cancelled;
        event.sequence = 1;
        event.cancel_reason = "Relâche.".into();
    } else {
        rooms.open(&event);
        let lunches = rooms.lunches.entry(file.words.key.clone()).or_default();
        lunches.push((date.date(), event.id));
    }
    store::events::insert(cx.tx, &event)?;
    cast.events
        .insert(format!("{}@{day}", file.words.key), event.id);
    Ok(())
}

fn invitations(cx: &mut Cx<'_, '_>, files: &Files, cast: &mut Cast) -> Result<()> {
    let mut in_order: Vec<_> = files.invitations.iter().collect();
    in_order.sort_by(|a, b| a.on.cmp(&b.on));
    for file in in_order {
        let event_id = get(&cast.events, "event", &file.event)?;
        let person = get(&cast.people, "person", &file.to)?;
        let from = get(&cast.people, "person", &file.from)?;
        let via = file
            .via
            .as_deref()
            .map(|key| get(&cast.people, "person", key))
            .transpose()?;
        let parent = via.map(|via| {
            let parent = cast.invitations.get(&(event_id, via)).copied();
            parent.ok_or_else(|| broken("invitation of", file.via.as_deref().unwrap_or_default()))
        });
        let at = moment(&file.on)?;
        let invitation = Invitation {
            id: cx.id(),
            event_id,
            person_id: Some(person),
            inviter_id: Some(via.unwrap_or(from)),
            parent_id: parent.transpose()?,
            link_version: 1,
            created_at: at,
            revoked_at: None,
        };
        store::invitations::insert(cx.tx, &invitation)?;
        let what = What::Invited {
            person,
            invitation: invitation.id,
        };
        log(cx, event_id, invitation.inviter_id, at, what)?;
        cast.invitations.insert((event_id, person), invitation.id);
    }
    Ok(())
}

fn log(
    cx: &mut Cx<'_, '_>,
    event: EventId,
    author: Option<PersonId>,
    at: Timestamp,
    what: What,
) -> Result<()> {
    let entry = Entry {
        id: cx.id(),
        device_at: at,
        server_at: at,
        author,
        what,
    };
    store::entries::append(cx.tx, event, &entry)?;
    Ok(())
}

struct Given {
    at: Timestamp,
    event: EventId,
    person: PersonId,
    words: AnswerWords,
}

fn answers(cx: &mut Cx<'_, '_>, files: &Files, cast: &Cast, mut rooms: Rooms) -> Result<()> {
    let mut given = Vec::new();
    for file in &files.answers {
        given.push(named_answer(file, cast)?);
    }
    let named: BTreeSet<_> = given.iter().map(|g| (g.event, g.person)).collect();
    for (n, file) in files.habits.iter().enumerate() {
        let person = files.people.iter().find(|p| p.key == file.person);
        let person = person.ok_or_else(|| broken("person", &file.person))?;
        for given_by_habit in habit(cx, file, n, person, cast, &rooms)? {
            if !named.contains(&(given_by_habit.event, given_by_habit.person)) {
                given.push(given_by_habit);
            }
        }
    }
    given.sort_by_key(|g| (g.at, g.person));
    for Given {
        at,
        event,
        person,
        words,
    } in given
    {
        let (room, queue, _) = rooms
            .events
            .get_mut(&event)
            .ok_or_else(|| broken("room", ""))?;
        let size = words.company + 1;
        let placed = place(*room, words.response, size, None, queue.is_empty());
        match placed {
            Place::Going => room.taken += size,
            Place::Waiting => queue.push(Party {
                person_id: person,
                size,
                since: at,
            }),
            Place::None => {}
        }
        let (response, company) = (words.response, words.company);
        let answer = Answer {
            id: cx.id(),
            event_id: event,
            person_id: person,
            words,
            place: placed,
            since: at,
            answered_at: at,
        };
        store::answers::put(cx.tx, &answer)?;
        log(
            cx,
            event,
            Some(person),
            at,
            What::Answered {
                person,
                response,
                company,
                place: placed,
            },
        )?;
    }
    Ok(())
}

fn named_answer(file: &files::Answer, cast: &Cast) -> Result<Given> {
    let key = match (&file.event, &file.series, &file.date) {
        (Some(event), ..) => event.clone(),
        (None, Some(series), Some(date)) => format!("{series}@{date}"),
        _ => return Err(broken("event of", &file.person)),
    };
    Ok(Given {
        at: moment(&file.on)?,
        event: get(&cast.events, "event", &key)?,
        person: get(&cast.people, "person", &file.person)?,
        words: AnswerWords {
            response: file.response,
            company: file.company,
            company_names: String::new(),
            diet: file.dietary.clone(),
            access: file.access.clone(),
            first_time: file.first_time,
            does: file.does.clone(),
            seeks: file.seeks.clone(),
        },
    })
}

/// The lunches a habit says yes to: its share of those held while the person was a member, spread
/// evenly.
fn habit(
    cx: &Cx<'_, '_>,
    file: &files::Habit,
    n: usize,
    person: &files::Person,
    cast: &Cast,
    rooms: &Rooms,
) -> Result<Vec<Given>> {
    let lunches = rooms
        .lunches
        .get(&file.series)
        .ok_or_else(|| broken("series", &file.series))?;
    let person_id = get(&cast.people, "person", &file.person)?;
    let from = person
        .membership
        .iter()
        .map(|m| m.since.as_str())
        .min()
        .unwrap_or("9999-12-31");
    let until = person
        .membership
        .iter()
        .filter_map(|m| m.alumni_since.as_deref())
        .max();
    let mut given = Vec::new();
    for (k, (date, event)) in lunches.iter().enumerate() {
        let day = date.to_string();
        let member = day.as_str() >= from && until.is_none_or(|until| day.as_str() < until);
        let starts_at = rooms.events.get(event).map_or(cx.now, |(.., at)| *at);
        let due = starts_at <= cx.now + ANSWERED_AHEAD;
        let step = |k: usize| ((k + n) as f64 * file.share).floor();
        if !(member && due && step(k + 1) > step(k)) {
            continue;
        }
        let early = SignedDuration::from_mins(3 * 24 * 60 - 7 * n as i64);
        given.push(Given {
            at: (starts_at - early).min(cx.now),
            event: *event,
            person: person_id,
            words: yes(),
        });
    }
    Ok(given)
}

fn yes() -> AnswerWords {
    AnswerWords {
        response: Response::Yes,
        company: 0,
        company_names: String::new(),
        diet: String::new(),
        access: String::new(),
        first_time: Some(false),
        does: String::new(),
        seeks: String::new(),
    }
}

/// Whether somebody of the cast is shown to strangers, for tests that look for leaks.
pub fn is_public(key: &str) -> bool {
    let files = Files::read();
    files.is_ok_and(|files| {
        files
            .people
            .iter()
            .any(|p| p.key == key && p.visibility == Visibility::Public)
    })
}
