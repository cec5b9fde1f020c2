//! Meetings for the gallery.

use app::Say;
use app::exchange::Exchanges;
use app::meeting::{Finder, Private, Together, Typed};
use app::my_evening::Talk;
use app::seat::Notebook;
use app::sight::{How, Near};
use domain::contact::Note;

use super::{FinderPage, MeetingPage, TogetherPage};
use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::pages::my_evening::samples::{activities, exchanges, near, seat};

const LONG: &str = "de Repentigny-Vandenbroucke-Charlebois";

pub(super) fn finders(frame: &Frame) -> Vec<FinderPage> {
    let does = "Conseillère principale en stratégie d’internationalisation";
    let people = vec![
        near(2, "Lộc", "Trần", "Relieur d’art"),
        near(3, "Marie-Philomène-Antoinette", LONG, does),
        Near {
            here: false,
            ..near(4, "Orlane", "", "")
        },
    ];
    let finder = |found: Vec<Near>, notebook| Finder {
        seat: seat(frame),
        total: found.len() * 20,
        found,
        notebook,
    };
    let page =
        |found, notebook| FinderPage::new(frame.clone(), finder(found, notebook), "relieur".into());
    let mut wrong = page(people.clone(), Notebook::Unclaimed);
    let problems = vec![("about", Say::new("problem-missing"))];
    wrong.errors = Errors::of(problems, frame.w);
    wrong.typed.note = "Parle de vieux tuyaux comme d’autres de vins.".into();
    vec![
        page(Vec::new(), Notebook::Open),
        page(people, Notebook::Elsewhere),
        wrong,
    ]
}

fn together(frame: &Frame, notebook: Notebook) -> Together {
    Together {
        seat: seat(frame),
        near: Near {
            how: How::New,
            ..near(5, "Marie-Philomène-Antoinette", LONG, "Relieuse d’art")
        },
        who: "AAAA".into(),
        talks: Vec::new(),
        talk: None,
        exchanges: Exchanges::default(),
        cards: activities().into_iter().map(|a| (a, true)).collect(),
        waits: false,
        is_here: true,
        private: None,
        notebook,
        open: true,
    }
}

pub(super) fn meetings(frame: &Frame) -> Vec<MeetingPage> {
    let page = |notebook| MeetingPage::new(frame.clone(), together(frame, notebook));
    let mut wrong = page(Notebook::Open);
    let problems = vec![
        (
            "lasted",
            Say::new("problem-number")
                .number("least", 1)
                .number("most", 360),
        ),
        ("words", Say::new("problem-missing")),
        ("kind", Say::new("problem-choice")),
    ];
    wrong.errors = Errors::of(problems, frame.w);
    wrong.typed = Typed {
        note: "Répare les livres de sa grand-mère.".repeat(12),
        kind: "promise".into(),
        ..wrong.typed
    };
    let mut cardless = page(Notebook::BehindSignIn);
    cardless.t.cards.clear();
    vec![page(Notebook::Unclaimed), wrong, cardless]
}

pub(super) fn togethers(frame: &Frame) -> Vec<TogetherPage> {
    let stranger = together(frame, Notebook::Unclaimed);
    let mut met = together(frame, Notebook::Open);
    met.exchanges = exchanges(frame);
    met.near.id = uuid::Uuid::from_u128(5).into();
    met.talks = vec![Talk {
        id: uuid::Uuid::from_u128(9).into(),
        person: met.near.id,
        name: met.near.name.clone(),
        at: frame.now,
        minutes: Some(26),
        mine: true,
    }];
    met.private = Some(Private {
        apart: true,
        contact: None,
        notes: vec![Note {
            id: uuid::Uuid::from_u128(10).into(),
            keeper_id: met.seat.person.id,
            contact_id: uuid::Uuid::from_u128(11).into(),
            event_id: None,
            text: "Répare les livres de sa grand-mère.".into(),
            created_at: frame.now,
        }],
        promises: Vec::new(),
    });
    let elsewhere = together(frame, Notebook::Elsewhere);
    [stranger, met, elsewhere]
        .map(|t| TogetherPage::new(frame.clone(), t))
        .into()
}
