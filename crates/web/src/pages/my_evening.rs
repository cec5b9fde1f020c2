//! My evening: a guest's by their personal link, a member's by their session. Phone first.

use app::exchange::Exchanges;
use app::introductions::{self, Offered, Part, Reply, Someone};
use app::my_evening::{self, MyEvening};
use app::seat::Hold;
use app::{Cx, pass};
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::event::{Event, Kind};
use domain::id::{ActivityId, EntryId, PersonId};
use domain::person::Visibility;
use jiff::Timestamp;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::answers::when;
use crate::pages::card::Card;
use crate::pages::face::Face;
use crate::pages::field::Errors;
use crate::pages::room::said;
use crate::urls;
use crate::visit::{Answer, Failure, Visit, hushed};

pub(super) mod samples;

/// Somebody's evening.
#[derive(Template)]
#[template(path = "my_evening/show.html")]
pub struct MyEveningPage {
    frame: Frame,
    errors: Errors,
    m: MyEvening,
    when: String,
    qr: String,
    received: Vec<Pile>,
    typed: CardTyped,
}

/// What one person gave: their cards, their tokens.
pub(super) struct Pile {
    pub(super) from: PersonId,
    pub(super) name: String,
    pub(super) mutual: bool,
    pub(super) cards: Vec<Card>,
    pub(super) plain: bool,
    pub(super) tokens: Vec<String>,
}

impl MyEveningPage {
    fn new(frame: Frame, m: MyEvening) -> Self {
        let url = frame.absolute(&urls::pass(&m.pass));
        let title = frame
            .w
            .with("my-evening-qr", &[("name", &m.seat.person.name.full())]);
        Self {
            errors: Errors::default(),
            when: when(frame.w, &m.brief),
            qr: pass::picture(&url, &title),
            received: piles(&m.exchanges),
            typed: CardTyped::default(),
            m,
            frame,
        }
    }

    /// Expected, in the room, gone; with nothing and with very long names.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let all = samples::all(frame).into_iter();
        all.map(|m| Self::new(frame.clone(), m)).collect()
    }

    fn key(&self) -> &str {
        &self.m.seat.key
    }

    fn title(&self) -> &str {
        title(&self.frame, &self.m.seat.event)
    }

    fn time(&self, at: &Timestamp) -> String {
        self.frame.w.time(at, &self.m.brief.zone)
    }

    fn said(&self, key: &str, at: &Timestamp) -> String {
        self.frame.w.with(key, &[("time", &self.time(at))])
    }

    fn face(&self, near: &app::sight::Near) -> Face {
        Face::new(near.id, &near.name, near.portrait)
    }

    fn waiting(&self, waiting: &my_evening::Waiting) -> String {
        let time = self.time(&waiting.since);
        match &waiting.to {
            None => self.frame.w.with("my-evening-asked", &[("time", &time)]),
            Some(name) => {
                let args = [("time", time.as_str()), ("name", &name.full())];
                self.frame.w.with("my-evening-asked-to", &args)
            }
        }
    }

    /// Who sees now that they are here.
    fn seen(&self) -> &str {
        let key = match (self.m.seen, self.m.seat.person.visibility) {
            (Some(true), _) | (None, Visibility::Public) => "my-evening-seen-all",
            (None, Visibility::Members) => "my-evening-seen-fellows",
            (Some(false), _) | (None, Visibility::Private) => "my-evening-seen-none",
        };
        self.frame.w.t(key)
    }

    fn is_seen_by_all(&self) -> bool {
        let public = self.m.seat.person.visibility == Visibility::Public;
        self.m.seen.unwrap_or(public)
    }

    fn is_hidden(&self) -> bool {
        let private = self.m.seat.person.visibility == Visibility::Private;
        self.m.seen.map_or(private, |on| !on)
    }

    /// What they are tonight, below their name.
    fn trade(&self) -> String {
        let tonight = self.m.cards.iter().filter(|(_, is)| *is);
        let titles: Vec<_> = tonight.map(|(a, _)| a.words.title.as_str()).collect();
        titles.join(" · ")
    }

    fn minutes(&self, minutes: &u16) -> String {
        self.frame.w.count("my-evening-minutes", *minutes)
    }

    fn others(&self) -> String {
        self.frame.w.count("my-evening-others", self.m.others)
    }

    /// Which round is on, and where the reader sits.
    fn place(&self, place: &app::rounds::Place) -> (String, String) {
        let w = self.frame.w;
        let round = app::Say::new("rounds-mine")
            .number("round", place.round as i64)
            .number("of", place.of as i64);
        let table = match place.table {
            Some(table) => w.say(&app::Say::new("rounds-mine-table").number("table", table as i64)),
            None => w.t("rounds-mine-out").to_owned(),
        };
        (w.say(&round), table)
    }

    /// What an introduction asks of the reader.
    fn asked(&self, offered: &Offered) -> String {
        let w = self.frame.w;
        let name = |other: &Option<Someone>| match other {
            Some(someone) => someone.name.full(),
            None => w.t("offered-introducer-someone").to_owned(),
        };
        match (offered.part, offered.others.as_slice()) {
            (Part::Introduced, [Some(other)]) => {
                w.with("offered-introduced", &[("name", &other.name.full())])
            }
            (Part::Introducer, [a, b]) => {
                w.with("offered-introducer", &[("a", &name(a)), ("b", &name(b))])
            }
            _ => w.t("offered-introduced-unnamed").to_owned(),
        }
    }

    fn is_named(&self, offered: &Offered) -> bool {
        offered.others.iter().all(Option::is_some)
    }

    fn is_introduced(&self, offered: &Offered) -> bool {
        offered.part == Part::Introduced
    }

    fn by(&self, offered: &Offered) -> String {
        match &offered.introducer {
            Some(by) => self
                .frame
                .w
                .with("offered-by", &[("name", &by.name.full())]),
            None => self.frame.w.t("offered-by-host").to_owned(),
        }
    }

    fn why(&self, offered: &Offered) -> Vec<String> {
        let grounds = offered.grounds.iter();
        grounds
            .map(|ground| said::ground(self.frame.w, ground))
            .collect()
    }

    /// What to say first.
    fn first_words(&self, offered: &Offered) -> String {
        let w = self.frame.w;
        match (offered.part, offered.others.as_slice()) {
            (Part::Introducer, [Some(a), Some(b)]) => said::opening(w, [a, b], &offered.grounds),
            _ => said::first_words(w, &self.m.seat.person.name, &offered.grounds),
        }
    }

    fn is_link(&self) -> bool {
        self.m.seat.hold != Hold::Session
    }
}

/// What an event's page about oneself is called.
pub(super) fn title<'a>(frame: &'a Frame, event: &Event) -> &'a str {
    frame.w.t(match event.words.kind {
        Kind::Lunch => "my-evening-title-lunch",
        _ => "my-evening-title",
    })
}

pub(super) fn piles(exchanges: &Exchanges) -> Vec<Pile> {
    let mut piles: Vec<Pile> = Vec::new();
    for received in &exchanges.received {
        let at = piles.iter().position(|pile| pile.from == received.from);
        let at = at.unwrap_or_else(|| {
            piles.push(Pile {
                from: received.from,
                name: received.name.full(),
                mutual: exchanges.is_mutual(&received.from),
                cards: Vec::new(),
                plain: false,
                tokens: Vec::new(),
            });
            piles.len() - 1
        });
        let pile = &mut piles[at];
        match (&received.token, &received.card) {
            (Some(token), _) => pile.tokens.push(token.clone()),
            (None, Some(card)) => pile.cards.extend(Card::all(vec![card.clone()])),
            (None, None) => pile.plain = true,
        }
    }
    piles
}

/// A card made in two fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CardTyped {
    title: String,
    organisation: String,
}

/// `GET /evening/{seat}`
pub async fn show(visit: Visit, Path(key): Path<String>) -> Answer {
    let asked = key.clone();
    let seen = visit.read(move |cx| my_evening::show(cx, &asked)).await?;
    let page = MyEveningPage::new(visit.frame(seen.me.as_ref()), seen.value);
    let answer = hushed(visit.page(&page));
    if page.is_link() {
        visit.keeping_seat(answer, &key)
    } else {
        answer
    }
}

/// Does something from somebody's seat, and goes back to their evening.
pub(super) async fn then_back<F>(visit: &Visit, key: String, job: F) -> Answer
where
    F: FnOnce(&mut Cx<'_, '_>, &str) -> app::Result<()> + Send + 'static,
{
    let asked = key.clone();
    visit.write(move |cx| job(cx, &asked)).await?;
    hushed(visit.go(&urls::my_evening(&key)))
}

/// A switch: `on`, or anything else.
#[derive(Deserialize)]
pub struct Switch {
    #[serde(default)]
    on: String,
}

impl Switch {
    fn is_on(&self) -> bool {
        self.on == "on"
    }
}

/// `POST /evening/{seat}/departure`
pub async fn leave(visit: Visit, Path(key): Path<String>) -> Answer {
    then_back(&visit, key, my_evening::leave).await
}

/// `POST /evening/{seat}/return`
pub async fn come_back(visit: Visit, Path(key): Path<String>) -> Answer {
    then_back(&visit, key, my_evening::come_back).await
}

/// `POST /evening/{seat}/quiet`
pub async fn quiet(visit: Visit, Path(key): Path<String>, Form(to): Form<Switch>) -> Answer {
    then_back(&visit, key, move |cx, key| {
        my_evening::be_quiet(cx, key, to.is_on())
    })
    .await
}

/// `POST /evening/{seat}/visibility`
pub async fn visibility(visit: Visit, Path(key): Path<String>, Form(to): Form<Switch>) -> Answer {
    then_back(&visit, key, move |cx, key| {
        my_evening::be_seen(cx, key, to.is_on())
    })
    .await
}

/// Whom somebody would like to be introduced to, when they say.
#[derive(Deserialize)]
pub struct Wanted {
    to: Option<PersonId>,
}

/// `POST /evening/{seat}/introduction`
pub async fn ask(visit: Visit, Path(key): Path<String>, Form(wanted): Form<Wanted>) -> Answer {
    then_back(&visit, key, move |cx, key| {
        my_evening::ask(cx, key, wanted.to)
    })
    .await
}

/// `POST /evening/{seat}/introduction/withdrawal`
pub async fn ask_no_more(visit: Visit, Path(key): Path<String>) -> Answer {
    then_back(&visit, key, my_evening::ask_no_more).await
}

/// What one of those concerned says of an introduction.
#[derive(Deserialize)]
pub struct Replied {
    introduction: EntryId,
    #[serde(default)]
    reply: String,
}

/// `POST /evening/{seat}/introduction/reply`
pub async fn reply(visit: Visit, Path(key): Path<String>, Form(said): Form<Replied>) -> Answer {
    then_back(&visit, key, move |cx, key| {
        let reply = Reply::parse(&said.reply).ok_or(app::Error::NotFound)?;
        introductions::reply(cx, key, said.introduction, reply)
    })
    .await
}

/// `POST /evening/{seat}/welcome`
pub async fn welcome(visit: Visit, Path(key): Path<String>) -> Answer {
    let asked = key.clone();
    let done = visit.write(move |cx| introductions::welcome(cx, &asked));
    let to = urls::my_evening(&key);
    match done.await?.value {
        true => hushed(visit.go(&to)),
        false => hushed(visit.go_saying(&to, "welcome-nobody")),
    }
}

/// The values of a repeated field that read as what they should be.
pub(super) fn chosen(pairs: &[(String, String)], field: &str) -> Vec<ActivityId> {
    let of = pairs.iter().filter(|(key, _)| key == field);
    of.filter_map(|(_, value)| value.parse().ok()).collect()
}

/// `POST /evening/{seat}/cards`
pub async fn choose(
    visit: Visit,
    Path(key): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let chosen = chosen(&pairs, "card");
    then_back(&visit, key, move |cx, key| {
        my_evening::choose(cx, key, &chosen)
    })
    .await
}

/// `POST /evening/{seat}/cards/new`
pub async fn make_card(
    visit: Visit,
    Path(key): Path<String>,
    Form(typed): Form<CardTyped>,
) -> Answer {
    let (asked, sent) = (key.clone(), typed.clone());
    let made = visit
        .write(move |cx| my_evening::make_card(cx, &asked, &sent.title, &sent.organisation))
        .await;
    match made {
        Ok(_) => hushed(visit.go(&urls::my_evening(&key))),
        Err(failure) => again(&visit, failure, key, typed).await,
    }
}

async fn again(visit: &Visit, failure: Failure, key: String, typed: CardTyped) -> Answer {
    let problems = failure.problems()?;
    let seen = visit.read(move |cx| my_evening::show(cx, &key)).await?;
    let mut page = MyEveningPage::new(visit.frame(seen.me.as_ref()), seen.value);
    page.errors = Errors::of(problems, page.frame.w);
    page.typed = typed;
    hushed(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Which entry.
#[derive(Deserialize)]
pub struct Which {
    entry: EntryId,
}

/// `POST /evening/{seat}/undo`
pub async fn undo(visit: Visit, Path(key): Path<String>, Form(which): Form<Which>) -> Answer {
    then_back(&visit, key, move |cx, key| {
        my_evening::undo(cx, key, which.entry)
    })
    .await
}
