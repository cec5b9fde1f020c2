//! Live proposals through the application: what a host's look costs, from the log in the database to the
//! introductions with their reasons, beside its limit.
//!
//!   cargo bench -p app --bench room [-- symposium|100|1000|10000]…   (SQLite in a temporary folder)
//!
//! `looks again`: something happened (an arrival, a departure, a talk) and the clock moved on; the room
//! that is kept hears of it and proposes. `made anew`: the room is told the whole log again.
//! `a symposium`: a real trace of contacts, where it lies beside the project (`CINQASEPT_TRACE`, else
//! `../shared/data/ws16/tij_WS16.dat`), looked at every twenty seconds as it was written.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Instant;

use app::log::{Hand, Open};
use app::{App, Caller, Cx, Db, Location, Settings, World, introductions, log};
use domain::activity::{Activity, ActivityWords};
use domain::evening::What;
use domain::event::{Audience, Event, EventWords, Kind, Status};
use domain::group::{Group, GroupWords, Network};
use domain::id::{EventId, PersonId};
use domain::person::{Name, Person, Visibility};
use domain::role::{Role, Scope};
use domain::text::{Lang, Slug};
use jiff::{SignedDuration, Timestamp};

struct Clock {
    now: AtomicI64,
    drawn: AtomicU64,
}

impl Clock {
    fn draw(&self) -> u64 {
        let mut z = self
            .drawn
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&self, n: usize) -> usize {
        (self.draw() % n as u64) as usize
    }
}

impl World for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now.load(Ordering::Relaxed)).expect("a moment")
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.iter_mut().for_each(|byte| *byte = self.draw() as u8);
    }
}

const TRADES: &str = "Notaire, Généalogiste, Relieur, Graphiste, Courtière hypothécaire, Architecte, Ébéniste, Plombier, \
     Traiteur, Fleuriste, Photographe, Comptable, Traductrice, Paysagiste, Imprimeur, Avocate, \
     Médiateur, Ostéopathe, Serrurier, Assureur, Chocolatier, Horloger, Électricien";

fn everybody(cx: &mut Cx<'_, '_>, clock: &Clock, count: usize) -> app::Result<(EventId, String)> {
    let network = Network {
        id: cx.id(),
        slug: Slug::parse("mesure").expect("a slug"),
        name: "Mesure".into(),
        about: String::new(),
    };
    store::groups::insert_network(cx.tx, &network, cx.now)?;
    let group = Group {
        id: cx.id(),
        network_id: network.id,
        slug: Slug::parse("mesure").expect("a slug"),
        words: GroupWords {
            name: "Mesure".into(),
            about: String::new(),
            lang: Lang::Fr,
            zone: "America/Toronto".into(),
            seated: false,
            email: None,
            postal_address: String::new(),
        },
        created_at: cx.now,
    };
    store::groups::insert(cx.tx, &group)?;
    let event = Event {
        id: cx.id(),
        group_id: group.id,
        series: None,
        words: EventWords {
            kind: Kind::FiveToSeven,
            title: "Mesure".into(),
            about: String::new(),
            venue_id: None,
            starts_at: cx.now - SignedDuration::from_mins(30),
            ends_at: cx.now + SignedDuration::from_hours(12),
            zone: "America/Toronto".into(),
            capacity: None,
            audience: Audience::Public,
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
    let host = app::sign_in::account_of(cx, &"hote@exemple.ca".parse().expect("an address"))?;
    let right = (Scope::Group(group.id), Role::Host);
    let id = cx.id();
    store::roles::grant(cx.tx, id, host.person_id, right, cx.now)?;
    let open = Open {
        event: event.clone(),
        hand: Hand::Host(host.person_id),
    };
    let trades: Vec<&str> = TRADES.split(", ").collect();
    for n in 0..count {
        let person = walk_in(cx, &open, &format!("P{n}"))?;
        let (title, seek) = (
            trades[clock.below(trades.len())],
            trades[clock.below(trades.len())],
        );
        let words = ActivityWords {
            title: title.into(),
            seek: format!("Une rencontre avec {seek}"),
            ..ActivityWords::default()
        };
        let activity = Activity { id: cx.id(), words };
        store::people::insert_activity(cx.tx, person, &activity, cx.now)?;
    }
    Ok((event.id, app::sign_in::open_session(cx, &host)?))
}

fn walk_in(cx: &mut Cx<'_, '_>, open: &Open, given: &str) -> app::Result<PersonId> {
    let person = Person {
        id: cx.id(),
        name: Name::new(given, ""),
        email: None,
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    store::presences::note(cx.tx, open.event.id, person.id, cx.now)?;
    let arrived = What::Arrived {
        person: person.id,
        company: 0,
        walk_in: None,
    };
    log::take_single(cx, open, arrived)?;
    Ok(person.id)
}

/// Something happens.
fn happen(cx: &mut Cx<'_, '_>, event: EventId, clock: &Clock, n: usize) -> app::Result<()> {
    let event = store::events::find(cx.tx, event)?.ok_or(app::Error::NotFound)?;
    let here = cx.evening(event.id)?.here();
    let open = Open {
        event,
        hand: Hand::Host(here[0]),
    };
    let someone = || here[clock.below(here.len())];
    match n % 3 {
        0 => walk_in(cx, &open, "Encore").map(|_| ()),
        1 => log::take_single(cx, &open, What::Left { person: someone() }).map(|_| ()),
        _ => {
            let people = [someone(), someone()];
            let met = people[0] != people[1];
            if met {
                log::take_single(cx, &open, What::Met { people })?;
            }
            Ok(())
        }
    }
}

/// What a look took: by the clock on the wall, and at work on a processor, in milliseconds.
struct Took {
    wall: f64,
    work: f64,
}

/// Times a job. On a machine that others use too, the work tells more than the wall.
#[allow(
    clippy::disallowed_methods,
    reason = "a benchmark reads the real clock"
)]
fn timed<T>(job: impl FnOnce() -> T) -> (T, Took) {
    let (worked, begun) = (worked(), Instant::now());
    let done = job();
    let wall = begun.elapsed().as_secs_f64() * 1000.0;
    let work = self::worked() - worked;
    (done, Took { wall, work })
}

/// Milliseconds the threads of this process have been at work; nought where the system does not say.
fn worked() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    let of = |task: std::io::Result<std::fs::DirEntry>| {
        let told = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    };
    tasks.filter_map(of).sum::<f64>() / 1e6
}

fn told(name: &str, times: &[Took], limit: &str) {
    let sorted = |pick: fn(&Took) -> f64| {
        let mut all: Vec<f64> = times.iter().map(pick).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    for (what, all) in [("", sorted(|t| t.wall)), ("  at work", sorted(|t| t.work))] {
        let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
        let name = if what.is_empty() { name } else { what };
        println!(
            "{name:34} median {:8.3} ms  p99 {:8.3} ms  worst {:8.3} ms  limit (p99) {limit}",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

fn run(count: usize, looks: usize, limit: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let now: Timestamp = "2026-11-12T22:30:00Z".parse().expect("a moment");
    let clock = Arc::new(Clock {
        now: AtomicI64::new(now.as_millisecond()),
        drawn: AtomicU64::new(5),
    });
    let db =
        Db::open(&Location::Sqlite(folder.path().join("bench.db")), 1, now).expect("a database");
    let settings = Settings {
        public_url: "http://127.0.0.1".into(),
        demo: false,
    };
    let open = || App::new(db.clone(), clock.clone(), settings.clone()).expect("an application");
    let app = open();
    let dice = clock.clone();
    let filled = app.write_blocking(Caller::default(), move |cx| everybody(cx, &dice, count));
    let (event, session) = filled.expect("people come");
    let caller = Caller {
        session: Some(session),
        ..Caller::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let look = |app: &App| {
        let (ideas, took) = timed(|| {
            let ideas = app.read(caller.clone(), move |cx| introductions::now(cx, event));
            runtime.block_on(ideas).expect("introductions")
        });
        assert_eq!(ideas.len(), introductions::AT_A_TIME);
        took
    };
    look(&app);
    let mut again = Vec::new();
    for n in 0..looks {
        // A talk has ended, or somebody has waited longer: a fifth of a second is never nothing.
        clock.now.fetch_add(200, Ordering::Relaxed);
        let dice = clock.clone();
        let happened = app.write_blocking(Caller::default(), move |cx| happen(cx, event, &dice, n));
        happened.expect("something happens");
        again.push(look(&app));
    }
    told(&format!("{count:6} people, looks again"), &again, limit);
    let anew = (0..5.max(looks / 20)).map(|_| {
        let app = open();
        // The fold of the log is at hand; the room is not.
        let folded = app.read(caller.clone(), move |cx| cx.evening(event).map(|_| ()));
        runtime.block_on(folded).expect("an evening");
        look(&app)
    });
    told(
        &format!("{count:6} people, made anew"),
        &anew.collect::<Vec<_>>(),
        "none: after a restart or an undo",
    );
}

/// The trace of a symposium, day after day.
fn symposium() {
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/ws16/tij_WS16.dat"
    );
    let path = std::env::var("CINQASEPT_TRACE").unwrap_or_else(|_| beside.into());
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("no trace of a symposium at {path}");
        return;
    };
    let trace = app::trace::read(&text).expect("a trace");
    for (day, number) in trace.days.iter().zip(1..) {
        let first = Timestamp::from_second(day[0].at).expect("a moment");
        let last = day[day.len() - 1].at;
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(Clock {
            now: AtomicI64::new(first.as_millisecond()),
            drawn: AtomicU64::new(5),
        });
        let place = Location::Sqlite(folder.path().join("bench.db"));
        let db = Db::open(&place, 1, first).expect("a database");
        let settings = Settings {
            public_url: "http://127.0.0.1".into(),
            demo: false,
        };
        let app = App::new(db, clock.clone(), settings).expect("an application");
        let dice = clock.clone();
        let filled = app.write_blocking(Caller::default(), move |cx| everybody(cx, &dice, 0));
        let (event, session) = filled.expect("an evening");
        let caller = Caller {
            session: Some(session),
            ..Caller::default()
        };
        let log = app::trace::log(
            day,
            |number| PersonId(uuid::Uuid::from_u128(number.into())),
            |at| {
                let drawn = u128::from(clock.draw());
                let id = (at.as_millisecond() as u128) << 80 | 7 << 76 | 2 << 62 | drawn >> 2;
                domain::id::EntryId(uuid::Uuid::from_u128(id))
            },
        );
        let mut people: Vec<PersonId> = log.iter().flat_map(|entry| entry.what.people()).collect();
        people.sort_unstable();
        people.dedup();
        let (count, dice) = (people.len(), clock.clone());
        let known = app.write_blocking(Caller::default(), move |cx| {
            people.iter().try_for_each(|id| someone(cx, &dice, *id))
        });
        known.expect("people are known");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let (mut times, mut log) = (Vec::new(), log.into_iter().peekable());
        for moment in (day[0].at..=last).step_by(20) {
            let at = Timestamp::from_second(moment).expect("a moment");
            clock.now.store(at.as_millisecond(), Ordering::Relaxed);
            let mut new = Vec::new();
            while let Some(entry) = log.next_if(|entry| entry.server_at <= at) {
                new.push(entry);
            }
            let written = app.write_blocking(Caller::default(), move |cx| {
                new.iter().try_for_each(|entry| {
                    Ok(store::entries::append(cx.tx, event, entry).map(drop)?)
                })
            });
            written.expect("entries are written");
            let (_, took) = timed(|| {
                let ideas = app.read(caller.clone(), move |cx| introductions::now(cx, event));
                runtime.block_on(ideas).expect("introductions")
            });
            times.push(took);
        }
        let name = format!("a symposium, day {number}, {count} people");
        told(&name, &times, "2 ms");
    }
}

/// Somebody of the trace, with a trade and what they seek.
fn someone(cx: &mut Cx<'_, '_>, clock: &Clock, id: PersonId) -> app::Result<()> {
    let person = Person {
        id,
        name: Name::new(format!("P{}", id.0.as_u128()), ""),
        email: None,
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    };
    store::people::insert(cx.tx, &person, cx.now)?;
    let trades: Vec<&str> = TRADES.split(", ").collect();
    let any = || trades[clock.below(trades.len())];
    let words = ActivityWords {
        title: any().into(),
        seek: format!("Une rencontre avec {}", any()),
        ..ActivityWords::default()
    };
    let activity = Activity { id: cx.id(), words };
    Ok(store::people::insert_activity(
        cx.tx, id, &activity, cx.now,
    )?)
}

fn main() {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let wants =
        |what: &str| said.iter().all(|a| a.starts_with("--")) || said.iter().any(|a| a == what);
    if wants("symposium") {
        symposium();
    }
    for (people, looks, limit) in [
        (100, 300, "2 ms"),
        (1000, 300, "20 ms"),
        (10_000, 60, "1000 ms"),
    ] {
        if wants(&people.to_string()) {
            run(people, looks, limit);
        }
    }
}
