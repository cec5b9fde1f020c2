//! Evenings for the gallery: expected, in the room with everything, gone with nothing.

use app::exchange::{Exchanges, Gift, Offer, Received};
use app::introductions::{Ground, Offered, Part, Someone};
use app::my_evening::{MyEvening, Talk, Waiting};
use app::seat::{Hold, Notebook, Seat};
use app::sight::{How, Near};
use domain::activity::{Activity, ActivityWords};
use domain::id::PersonId;
use domain::person::{Name, Person, Visibility};
use jiff::SignedDuration;

use crate::frame::Frame;
use crate::pages::answers::sample_brief;
use crate::pages::card::Card;

const LONG: &str = "de Repentigny-Vandenbroucke-Charlebois";

fn id(n: u128) -> PersonId {
    uuid::Uuid::from_u128(n).into()
}

/// A seat in the room.
pub(in crate::pages) fn seat(frame: &Frame) -> Seat {
    let shown = crate::pages::event::sample(frame);
    Seat {
        key: "AAAA".into(),
        person: Person {
            id: id(1),
            name: Name::new("Anselme", "Thibault"),
            email: None,
            lang: frame.w.lang,
            visibility: Visibility::Members,
            has_portrait: false,
        },
        event: shown.seen.event,
        group: shown.seen.group,
        hold: Hold::Session,
    }
}

/// Somebody seen there.
pub(in crate::pages) fn near(n: u128, given: &str, family: &str, does: &str) -> Near {
    Near {
        id: id(n),
        name: Name::new(given, family),
        portrait: false,
        does: does.into(),
        how: if n.is_multiple_of(2) {
            How::Fellow
        } else {
            How::Before
        },
        quiet: n == 3,
        here: true,
    }
}

/// Activities as somebody would have them.
pub(in crate::pages) fn activities() -> Vec<Activity> {
    let cards = Card::samples().into_iter();
    cards
        .map(|card| Activity {
            id: *card.id(),
            words: card.words().clone(),
        })
        .collect()
}

/// What passed between people, and names of every length.
pub(in crate::pages) fn exchanges(frame: &Frame) -> Exchanges {
    let at = frame.now;
    let name = || Name::new("Marie-Philomène-Antoinette", LONG);
    let received = |n: u128, card: Option<Activity>, token: Option<&str>| Received {
        id: uuid::Uuid::from_u128(n).into(),
        from: id(2),
        name: name(),
        card,
        token: token.map(str::to_owned),
        at,
        undoable: false,
    };
    let mut cards = activities().into_iter();
    Exchanges {
        offers: vec![Offer {
            from: id(5),
            name: Name::new("Ketsia", "Saint-Fleur"),
            at,
        }],
        received: vec![
            received(21, cards.next(), None),
            received(22, cards.next(), None),
            received(23, None, Some("praline")),
        ],
        given: vec![Gift {
            id: uuid::Uuid::from_u128(24).into(),
            to: id(2),
            name: name(),
            what: "Généalogiste".into(),
            card: true,
            at,
            undoable: true,
        }],
    }
}

/// An introduction with everything, one with nobody named, and one to make for others.
fn offered() -> Vec<Offered> {
    let someone = |n: u128, given: &str, family: &str| Someone {
        id: id(n),
        name: Name::new(given, family),
        does: "Notaire".into(),
        portrait: false,
        newcomer: n == 2,
    };
    let ines = someone(2, "Inès", "Belkacem");
    let long = someone(3, "Marie-Philomène-Antoinette", LONG);
    let seek = Ground::Seek {
        seeker: ines.name.clone(),
        other: Name::new("Anselme", "Thibault"),
        seek: "Des généalogistes pour les successions sans héritier connu".into(),
        has: "Généalogiste".into(),
        trade: true,
        open: true,
    };
    let one = |n: u128, part, others, introducer, grounds| Offered {
        id: uuid::Uuid::from_u128(n + 60).into(),
        part,
        others,
        introducer,
        grounds,
    };
    let (both, long) = (vec![Some(ines.clone()), Some(long.clone())], Some(long));
    vec![
        one(1, Part::Introduced, vec![Some(ines)], long, vec![seek]),
        one(2, Part::Introduced, vec![None], None, Vec::new()),
        one(3, Part::Introducer, both, None, Vec::new()),
    ]
}

pub(super) fn all(frame: &Frame) -> Vec<MyEvening> {
    let early = MyEvening {
        brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
        programme: seat(frame).event.words.programme,
        pass: "AAAA".into(),
        arrived_at: None,
        here_since: None,
        left_at: None,
        quiet: false,
        seen: None,
        waiting: None,
        offered: Vec::new(),
        place: None,
        welcomes: false,
        cards: Vec::new(),
        known: Vec::new(),
        others: 0,
        talks: Vec::new(),
        exchanges: Exchanges::default(),
        notebook: Notebook::Unclaimed,
        open: false,
        seat: seat(frame),
    };
    let since = frame.now - SignedDuration::from_mins(40);
    let does = "Conseillère principale en stratégie d’internationalisation";
    let talk = |n: u128, given: &str, family: &str, minutes| Talk {
        id: uuid::Uuid::from_u128(n + 30).into(),
        person: id(n),
        name: Name::new(given, family),
        at: since,
        minutes,
        mine: n == 2,
    };
    let sparse = Activity {
        id: uuid::Uuid::from_u128(40).into(),
        words: ActivityWords {
            title: "Généalogiste".into(),
            ..ActivityWords::default()
        },
    };
    let here = MyEvening {
        arrived_at: Some(since),
        here_since: Some(since),
        quiet: true,
        offered: offered(),
        place: Some(app::rounds::Place {
            round: 2,
            of: 3,
            table: Some(4),
        }),
        welcomes: true,
        waiting: Some(Waiting {
            since,
            to: Some(Name::new("Inès", "Belkacem")),
        }),
        cards: activities()
            .into_iter()
            .map(|a| (a, true))
            .chain([(sparse, false)])
            .collect(),
        known: vec![
            near(2, "Lộc", "Trần", "Relieur d’art"),
            near(3, "Marie-Philomène-Antoinette", LONG, does),
        ],
        others: 12,
        talks: vec![
            talk(2, "Lộc", "Trần", Some(26)),
            talk(3, "Ketsia", LONG, None),
        ],
        exchanges: exchanges(frame),
        notebook: Notebook::Open,
        open: true,
        ..early.clone()
    };
    let gone = MyEvening {
        arrived_at: Some(since),
        left_at: Some(frame.now),
        seen: Some(false),
        open: true,
        ..early.clone()
    };
    vec![early, here, gone]
}
