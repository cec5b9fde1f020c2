//! The debrief of an evening: a page one would like to keep, and what its owner shows of it.

use app::debrief::{self, FollowUp, Kind, MyDebrief, Own, RatingTyped, RecallTyped, Shown, Usual};
use app::{Say, seat::Seat};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::PersonId;
use domain::person::Person;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::pictures::{self, Said};
use crate::urls::{self, Url};
use crate::visit::{Answer, Failure, Visit, hushed};
use crate::words::Words;

/// A number with what it counts.
pub struct Number {
    /// What.
    pub what: String,
    /// How many.
    pub count: String,
}

/// Somebody met.
pub struct MetLine {
    /// Their face.
    pub face: Face,
    /// What they are called.
    pub name: String,
    /// Whether they were met for the first time.
    pub is_new: Option<bool>,
    /// Whether the tie grew.
    pub strengthened: bool,
    /// How long they talked, and what changed hands.
    pub facts: Vec<String>,
}

/// One person's debrief.
#[derive(Template)]
#[template(path = "debrief/mine.html")]
pub struct DebriefPage {
    frame: Frame,
    errors: Errors,
    key: String,
    d: MyDebrief,
    head: Head,
    met: Vec<MetLine>,
    promises: Vec<String>,
    recalls: Vec<(PersonId, String)>,
    ask: Vec<(String, String)>,
    knew: Vec<(&'static str, String)>,
    usual: Option<Vec<[String; 3]>>,
    lesson: String,
    rating: RatingTyped,
    share: Option<String>,
    with_lesson: bool,
    may_claim: bool,
}

/// What a debrief opens with, for its owner and for others.
pub struct Head {
    title: String,
    when: String,
    who: String,
    lead: String,
    numbers: Vec<Number>,
    room: String,
    room_text: String,
    circle: String,
    circle_text: String,
}

/// What a debrief counts.
struct Counts {
    follow_ups: usize,
    guests: usize,
    strengthened: usize,
    lessons: usize,
    private: bool,
}

impl Counts {
    fn of(d: &MyDebrief) -> Self {
        let own = d.own.as_ref();
        Self {
            follow_ups: own.map_or(0, |own| own.follow_ups.len()),
            guests: d.guests(),
            strengthened: own.map_or(0, |own| own.strengthened.len()),
            lessons: own.map_or(0, |own| usize::from(own.lesson.is_some())),
            private: own.is_some(),
        }
    }
}

impl Head {
    fn new(w: &Words, d: &MyDebrief, counts: &Counts) -> Self {
        let zone = &d.event.words.zone;
        let room_text = room_text(w, d);
        let circle_text = circle_text(w, d);
        let said = |id, title: &str, text: &str| Said {
            id,
            title: w.t(title).to_owned(),
            text: text.to_owned(),
        };
        let room = said("room", "debrief-room", &room_text);
        let circle = said("circle", "debrief-circle", &circle_text);
        Self {
            title: d.event.words.title.clone(),
            when: w.date(&d.event.words.starts_at, zone),
            who: d.me.name.full(),
            lead: lead(w, d, counts),
            numbers: numbers(w, d, counts),
            room: pictures::room(&d.room, zone, w, &room),
            circle: pictures::circle(&d.circle, w.t("debrief-me"), &circle),
            room_text,
            circle_text,
        }
    }
}

fn lead(w: &Words, d: &MyDebrief, counts: &Counts) -> String {
    if d.story.arrived_at.is_none() {
        return w.t("debrief-was-away").to_owned();
    }
    let cards = Say::new("debrief-lead-cards")
        .number("cards", d.story.cards.len() as i64)
        .number("people", d.story.people_behind_cards.len() as i64);
    let met = if counts.private {
        Say::new("debrief-lead-met")
            .number("new", d.story.new_people.len() as i64)
            .number("known", d.story.known_people.len() as i64)
    } else {
        Say::new("debrief-lead-met-all").number("met", d.met() as i64)
    };
    let minutes = Say::new("debrief-lead-minutes").number("minutes", d.story.minutes_present);
    [cards, met, minutes].map(|say| w.say(&say)).join(" ")
}

fn numbers(w: &Words, d: &MyDebrief, counts: &Counts) -> Vec<Number> {
    let s = &d.story;
    let mut all = vec![
        ("debrief-cards", s.cards.len() as i64),
        ("debrief-behind", s.people_behind_cards.len() as i64),
    ];
    if counts.private {
        all.push(("debrief-new", s.new_people.len() as i64));
        all.push(("debrief-known", s.known_people.len() as i64));
    } else {
        all.push(("debrief-met", d.met() as i64));
    }
    all.push(("debrief-tokens", s.tokens.len() as i64));
    if counts.private {
        all.push(("debrief-follow-ups", counts.follow_ups as i64));
        all.push(("debrief-guests", counts.guests as i64));
        all.push(("debrief-strengthened", counts.strengthened as i64));
        all.push(("debrief-lessons", counts.lessons as i64));
    }
    all.push(("debrief-minutes", s.minutes_present));
    let mut numbers: Vec<Number> = all
        .into_iter()
        .map(|(key, count)| Number {
            what: w.t(key).to_owned(),
            count: count.to_string(),
        })
        .collect();
    let away: i64 = s.absences.iter().map(|absence| absence.minutes()).sum();
    numbers.push(Number {
        what: if s.absences.is_empty() {
            w.t("debrief-absences-none").to_owned()
        } else {
            w.count("debrief-absences", away)
        },
        count: s.absences.len().to_string(),
    });
    numbers
}

fn room_text(w: &Words, d: &MyDebrief) -> String {
    let zone = &d.event.words.zone;
    let mut text = Vec::new();
    if let Some((at, heads)) = d.room.fullest().filter(|(_, heads)| *heads > 0) {
        let say = Say::new("debrief-room-fullest")
            .number("heads", i64::from(heads))
            .text("time", w.time(&at, zone));
        text.push(w.say(&say));
    }
    for (came, went) in &d.room.mine {
        let say = Say::new("debrief-room-mine")
            .text("from", w.time(came, zone))
            .text("to", w.time(went, zone));
        text.push(w.say(&say));
    }
    text.join(" ")
}

fn circle_text(w: &Words, d: &MyDebrief) -> String {
    let people = 1 + d.circle.met.len() + d.circle.others.len();
    let say = Say::new("debrief-circle-text")
        .number("people", people as i64)
        .number("talks", d.circle.talks.len() as i64)
        .number("mine", d.circle.met.len() as i64);
    let mut text = w.say(&say);
    let named: Vec<&str> = d
        .circle
        .met
        .iter()
        .filter_map(|node| node.name.as_deref())
        .collect();
    if !named.is_empty() {
        text.push(' ');
        text.push_str(&w.with("debrief-circle-named", &[("names", &named.join(", "))]));
    }
    text
}

impl DebriefPage {
    fn new(frame: Frame, seat: &Seat, d: MyDebrief, ask: Vec<Person>) -> Self {
        let may_claim = matches!(seat.hold, app::seat::Hold::Link(_)) && d.own.is_none();
        Self {
            may_claim,
            ..Self::plain(frame, &seat.key, d, ask)
        }
    }

    fn plain(frame: Frame, key: &str, d: MyDebrief, ask: Vec<Person>) -> Self {
        let w = frame.w;
        let own = d.own.as_ref();
        let promises = own.map(|own| promises(w, own)).unwrap_or_default();
        let share = own.and_then(|own| own.share.as_ref());
        let rating = own.and_then(|own| own.rating.clone());
        let name = |id: &PersonId| d.people.get(id).map(|p| p.name.full());
        let recalls = own.into_iter().flat_map(|own| &own.recalls).map(|recall| {
            let key = match (recall.name_known, recall.trade_known) {
                (true, true) => "debrief-recall-both",
                (true, false) => "debrief-recall-name",
                (false, true) => "debrief-recall-trade",
                (false, false) => "debrief-recall-none",
            };
            let name = name(&recall.person_id).unwrap_or_default();
            (recall.person_id, w.with(key, &[("name", &name)]))
        });
        Self {
            errors: Errors::default(),
            key: key.to_owned(),
            head: Head::new(w, &d, &Counts::of(&d)),
            met: met(w, &d),
            recalls: recalls.collect(),
            ask: ask
                .iter()
                .map(|p| (p.id.to_string(), p.name.full()))
                .collect(),
            knew: ["none", "name", "trade", "both"]
                .map(|knew| (knew, w.t(&format!("debrief-knew-{knew}")).to_owned()))
                .into(),
            usual: d.usual.map(|usual| compared(w, &d, usual)),
            lesson: own.and_then(|own| own.lesson.clone()).unwrap_or_default(),
            rating: rating
                .map(|rating| RatingTyped {
                    stars: rating.stars.to_string(),
                    words: rating.words,
                })
                .unwrap_or_default(),
            with_lesson: share.is_some_and(|(share, _)| share.with_lesson),
            share: share.map(|(_, token)| frame.absolute(&urls::shown_debrief(token))),
            may_claim: false,
            promises,
            d,
            frame,
        }
    }

    fn is_private(&self) -> bool {
        self.d.own.is_some()
    }

    fn came(&self) -> bool {
        self.d.story.arrived_at.is_some()
    }

    /// Where a form of the debrief is sent.
    fn part(&self, part: &str) -> Url {
        urls::debrief_part(&self.key, part)
    }

    fn evenings(&self) -> String {
        let evenings = self.d.usual.map_or(0, |usual| usual.evenings);
        self.frame.w.count("debrief-usual-of", evenings)
    }

    /// The stars one may give, with words for those who do not see them.
    fn stars(&self) -> Vec<(String, String)> {
        (1..=5)
            .map(|n| (n.to_string(), self.frame.w.count("debrief-stars", n)))
            .collect()
    }

    /// Somebody who stayed away, somebody seen by their link, and a full evening of long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let bare = samples::debrief(frame, 0);
        let mut full = samples::debrief(frame, 9);
        full.own = Some(samples::own(&full));
        let mut linked = Self::plain(
            frame.clone(),
            "AAAA",
            samples::debrief(frame, 3),
            Vec::new(),
        );
        linked.may_claim = true;
        let ask = full.people.values().cloned().collect();
        vec![
            Self::plain(frame.clone(), "AAAA", bare, Vec::new()),
            linked,
            Self::plain(frame.clone(), "AAAA", full, ask),
        ]
    }
}

fn met(w: &Words, d: &MyDebrief) -> Vec<MetLine> {
    let order = d.circle.met.iter();
    let lines = order.filter_map(|node| {
        let person = d.people.get(&node.id)?;
        let own = d.own.as_ref();
        Some(MetLine {
            face: Face::from(person),
            name: person.name.full(),
            is_new: own.map(|_| d.story.new_people.contains(&node.id)),
            strengthened: own.is_some_and(|own| own.strengthened.contains(&node.id)),
            facts: facts(w, d, node.id),
        })
    });
    lines.collect()
}

/// How long they talked, and what changed hands.
fn facts(w: &Words, d: &MyDebrief, id: PersonId) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(minutes) = d.story.minutes_with.get(&id) {
        facts.push(w.count("debrief-talked", *minutes));
    }
    for card in d.story.cards.iter().filter(|card| card.from == id) {
        let said = card.activity.and_then(|activity| d.cards.get(&activity));
        facts.push(match said.filter(|said| !said.is_empty()) {
            Some(said) => w.with("debrief-card-of", &[("card", said)]),
            None => w.t("debrief-card").to_owned(),
        });
    }
    for token in d.story.tokens.iter().filter(|token| token.from == id) {
        facts.push(token.what.clone());
    }
    facts
}

fn promises(w: &Words, own: &Own) -> Vec<String> {
    let promise = |(promise, name): &(FollowUp, String)| {
        let said = match promise.kind {
            Kind::Guest => {
                let event = promise
                    .guest_event_id
                    .and_then(|id| own.guest_events.get(&id));
                match event {
                    Some(event) => {
                        let day = w.date(&event.words.starts_at, &event.words.zone);
                        let title = event.words.title.as_str();
                        w.with(
                            "debrief-promise-guest-at",
                            &[("name", name), ("event", title), ("day", &day)],
                        )
                    }
                    None => w.with("debrief-promise-guest", &[("name", name)]),
                }
            }
            Kind::LinkExchange => {
                let d = &promise.details;
                let links = [
                    ("name", name.as_str()),
                    ("mine", &d.my_url),
                    ("theirs", &d.their_url),
                ];
                w.with("debrief-promise-link-exchange", &links)
            }
            Kind::OneToOne => w.with("debrief-promise-one-to-one", &[("name", name)]),
            Kind::Visit => w.with(
                "debrief-promise-visit",
                &[("name", name), ("place", &promise.details.place)],
            ),
            Kind::Referral => w.with("debrief-promise-referral", &[("name", name)]),
            Kind::Promise => w.with(
                "debrief-promise-free",
                &[("name", name), ("words", &promise.details.words)],
            ),
        };
        said.trim().to_owned()
    };
    own.follow_ups.iter().map(promise).collect()
}

fn compared(w: &Words, d: &MyDebrief, usual: Usual) -> Vec<[String; 3]> {
    let row =
        |key: &str, now: i64, usual: i64| [w.t(key).to_owned(), now.to_string(), usual.to_string()];
    vec![
        row("debrief-met", d.met() as i64, usual.met),
        row("debrief-cards", d.story.cards.len() as i64, usual.cards),
        row("debrief-minutes", d.story.minutes_present, usual.minutes),
    ]
}

/// A debrief as its owner shows it.
#[derive(Template)]
#[template(path = "debrief/shown.html")]
pub struct ShownDebriefPage {
    frame: Frame,
    head: Head,
    lesson: Option<String>,
}

impl ShownDebriefPage {
    fn new(frame: Frame, shown: Shown) -> Self {
        let counts = Counts {
            follow_ups: shown.follow_ups,
            guests: shown.guests,
            strengthened: shown.strengthened,
            lessons: usize::from(shown.lesson.is_some()),
            private: true,
        };
        Self {
            head: Head::new(frame.w, &shown.debrief, &counts),
            lesson: shown.lesson,
            frame,
        }
    }

    /// With a lesson and without.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let shown = |n, lesson| Shown {
            debrief: samples::debrief(frame, n),
            follow_ups: 2,
            guests: 1,
            strengthened: 1,
            lesson,
        };
        vec![
            Self::new(frame.clone(), shown(0, None)),
            Self::new(frame.clone(), shown(9, Some("Écouter. ".repeat(30)))),
        ]
    }
}

async fn seen(visit: &Visit, key: &str) -> Result<DebriefPage, Failure> {
    let key = key.to_owned();
    let job = move |cx: &mut app::Cx<'_, '_>| {
        let (seat, debrief) = debrief::mine(cx, &key)?;
        let ask = debrief::whom_to_ask(cx, &seat)?;
        Ok((seat, debrief, ask))
    };
    let seen = visit.read(job).await?;
    let (seat, debrief, ask) = seen.value;
    let frame = visit.frame(seen.me.as_ref());
    Ok(DebriefPage::new(frame, &seat, debrief, ask))
}

/// `GET /evening/{seat}/debrief`
pub async fn show(visit: Visit, Path(key): Path<String>) -> Answer {
    hushed(visit.page(&seen(&visit, &key).await?))
}

/// The answer to a form of the debrief: back to it, or the form again with its problems.
async fn done(
    visit: &Visit,
    key: &str,
    done: Result<crate::visit::Seen<Option<String>>, Failure>,
    (part, flash): (&str, &str),
    typed: impl FnOnce(&mut DebriefPage),
) -> Answer {
    match done {
        Ok(done) => {
            let to = format!("{}#{part}", urls::debrief(key));
            hushed(visit.keeping_claim(visit.go_saying(&to, flash), done.value))
        }
        Err(failure) => {
            let problems = failure.problems()?;
            let mut page = seen(visit, key).await?;
            page.errors = Errors::of(problems, page.frame.w);
            typed(&mut page);
            hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

/// A lesson as typed.
#[derive(Deserialize)]
pub struct LessonTyped {
    #[serde(default)]
    lesson: String,
}

/// `POST /evening/{seat}/debrief/lesson`
pub async fn learn(
    visit: Visit,
    Path(key): Path<String>,
    Form(LessonTyped { lesson }): Form<LessonTyped>,
) -> Answer {
    let (seat, line) = (key.clone(), lesson.clone());
    let learnt = visit
        .write(move |cx| debrief::learn(cx, &seat, &line))
        .await;
    let page = |page: &mut DebriefPage| page.lesson = lesson;
    done(&visit, &key, learnt, ("lesson-part", "debrief-kept"), page).await
}

/// `POST /evening/{seat}/debrief/recall`
pub async fn recall(
    visit: Visit,
    Path(key): Path<String>,
    Form(typed): Form<RecallTyped>,
) -> Answer {
    let seat = key.clone();
    let kept = visit
        .write(move |cx| debrief::recall(cx, &seat, &typed))
        .await;
    done(&visit, &key, kept, ("recall-part", "debrief-kept"), |_| ()).await
}

/// `POST /evening/{seat}/debrief/rating`
pub async fn rate(visit: Visit, Path(key): Path<String>, Form(typed): Form<RatingTyped>) -> Answer {
    let (seat, sent) = (key.clone(), typed.clone());
    let rated = visit.write(move |cx| debrief::rate(cx, &seat, &sent)).await;
    let page = |page: &mut DebriefPage| page.rating = typed;
    done(&visit, &key, rated, ("rating-part", "debrief-rated"), page).await
}

/// `POST /evening/{seat}/debrief/opening`
pub async fn open_here(visit: Visit, Path(key): Path<String>) -> Answer {
    let seat = key.clone();
    let opened = visit.write(move |cx| debrief::open_here(cx, &seat)).await;
    done(&visit, &key, opened, ("main", "debrief-opened"), |_| ()).await
}

/// What is shown, as ticked.
#[derive(Deserialize)]
pub struct ShareTyped {
    #[serde(default)]
    with_lesson: String,
}

/// `POST /evening/{seat}/debrief/share`
pub async fn share(visit: Visit, Path(key): Path<String>, Form(typed): Form<ShareTyped>) -> Answer {
    let (seat, with_lesson) = (key.clone(), typed.with_lesson == "on");
    let shared = visit
        .write(move |cx| debrief::show(cx, &seat, with_lesson))
        .await;
    done(
        &visit,
        &key,
        shared,
        ("share-part", "debrief-shared"),
        |_| (),
    )
    .await
}

/// `POST /evening/{seat}/debrief/share/end`
pub async fn stop_sharing(visit: Visit, Path(key): Path<String>) -> Answer {
    let seat = key.clone();
    let stopped = visit
        .write(move |cx| debrief::stop_showing(cx, &seat).map(|()| None))
        .await;
    done(
        &visit,
        &key,
        stopped,
        ("share-part", "debrief-unshared"),
        |_| (),
    )
    .await
}

/// `GET /debriefs/{token}`
pub async fn shown(visit: Visit, Path(token): Path<String>) -> Answer {
    let seen = visit.read(move |cx| debrief::shown(cx, &token)).await?;
    let frame = visit.frame(seen.me.as_ref());
    hushed(visit.page(&ShownDebriefPage::new(frame, seen.value)))
}

/// Debriefs for sample pages.
pub(crate) mod samples {
    use std::collections::BTreeMap;

    use app::debrief::pictures::{Circle, Node, Room};
    use app::debrief::{Debrief, MyDebrief, Own, Rating, Recall, Usual};
    use domain::evening::CardReceived;
    use domain::id::PersonId;
    use jiff::{SignedDuration, Timestamp};

    use crate::frame::Frame;
    use crate::pages::event::sample;
    use crate::pages::groups::{sample_group, sample_person};

    pub(crate) fn id(n: u128) -> PersonId {
        uuid::Uuid::from_u128(n + 10).into()
    }

    pub(crate) fn room(from: Timestamp, n: i64) -> Room {
        let at = |minutes: i64| from + SignedDuration::from_mins(minutes);
        Room {
            from,
            until: at(150),
            heads: (0..150)
                .map(|m| (at(m), (m * n / 20).try_into().unwrap_or(0)))
                .collect(),
            mine: if n > 0 {
                vec![(at(5), at(20)), (at(40), at(150))]
            } else {
                Vec::new()
            },
            talks: (0..n).map(|k| (at(45 + k * 10), 6)).collect(),
        }
    }

    pub(crate) fn debrief(frame: &Frame, n: u128) -> MyDebrief {
        let event = sample(frame).seen.event;
        let long = "Vandenbroucke-Charlebois".repeat(3);
        let people: BTreeMap<_, _> = (0..n).map(|k| (id(k), sample_person(k, &long))).collect();
        let node = |k: u128| Node {
            id: id(k),
            name: Some("Marie-Philomène-Antoinette".into()),
            group: Some(k as usize % 5),
        };
        let card = |k: u128| CardReceived {
            from: id(k),
            activity: None,
            at: event.words.starts_at,
        };
        let (new, known): (Vec<_>, Vec<_>) = (0..n).map(id).partition(|p| p.0.as_u128() % 2 == 0);
        MyDebrief {
            group: sample_group("Laval", ""),
            me: sample_person(900, ""),
            until: event.words.ends_at,
            story: Debrief {
                cards: (0..n).map(card).collect(),
                people_behind_cards: (0..n).map(id).collect(),
                new_people: new,
                known_people: known,
                minutes_with: (0..n).map(|k| (id(k), k as i64)).collect(),
                arrived_at: (n > 0).then_some(event.words.starts_at),
                minutes_present: n as i64 * 10,
                ..Debrief::default()
            },
            cards: BTreeMap::new(),
            own: None,
            usual: (n > 3).then_some(Usual {
                evenings: 4,
                met: 3,
                cards: 1,
                minutes: 75,
            }),
            room: room(event.words.starts_at, n as i64),
            circle: Circle {
                me: Some(node(900)),
                met: (0..n).map(node).collect(),
                others: (20..20 + n * 4).map(node).collect(),
                talks: (0..n).map(|k| ([id(k), id(20 + k)], 9)).collect(),
            },
            people,
            event,
        }
    }

    pub(crate) fn own(d: &MyDebrief) -> Own {
        let first = d.people.keys().next().copied().unwrap_or(id(0));
        Own {
            follow_ups: Vec::new(),
            guest_events: BTreeMap::new(),
            strengthened: vec![first],
            lesson: Some("Il suffisait d’écouter. ".repeat(9)),
            recalls: vec![Recall {
                person_id: first,
                name_known: false,
                trade_known: true,
            }],
            rating: Some(Rating {
                stars: 4,
                words: "Le foyer.".into(),
            }),
            share: None,
        }
    }
}
