//! Notebooks for the gallery: empty, small, and with very long names.

use app::contact_cards::Cards;
use app::contacts::{Described, Typed};
use app::notebook::{Brief, Line, Notebook, Search, Shown, Together};
use app::ties::{Proposal, Reason};
use domain::card::{Card, Extra, Labelled};
use domain::consent::{Basis, Ground};
use domain::contact::{Contact, Note};
use domain::contact_card::{ContactCard, Source};
use uuid::Uuid;

use super::{ContactFormPage, ContactLine, ContactPage, MergePage, NotebookPage};
use crate::frame::Frame;
use crate::pages::field::Errors;
use crate::pages::groups::sample_person;

/// A contact for samples; every third is half remembered.
pub(crate) fn contact(n: u128, frame: &Frame) -> Contact {
    let half = n % 3 == 2;
    let long = "Marie-Philomène-Antoinette de Repentigny-Vandenbroucke-Charlebois";
    let name = match n % 3 {
        0 => "Inès Belkacem",
        1 => long,
        _ => "Plombier, foulard rouge",
    };
    Contact {
        id: Uuid::from_u128(n + 50).into(),
        keeper_id: Uuid::from_u128(1).into(),
        person_id: (!half).then(|| Uuid::from_u128(n + 500).into()),
        name: name.into(),
        about: if n % 3 == 1 {
            long.repeat(3)
        } else {
            String::new()
        },
        event_id: Some(Uuid::from_u128(7).into()),
        met_at: Some(frame.now),
        through_id: None,
        tags: vec![
            "notaire".into(),
            "successions-et-patrimoine".repeat(n as usize % 3),
        ],
        created_at: frame.now,
        updated_at: frame.now,
    }
}

fn brief(frame: &Frame) -> Brief {
    Brief {
        id: Uuid::from_u128(7).into(),
        title: "Vin et fromages".into(),
        starts_at: frame.now,
        zone: "America/Toronto".into(),
        venue: "Le Fanal".into(),
    }
}

fn line(n: u128, frame: &Frame) -> Line {
    let mut contact = contact(n, frame);
    contact.tags.retain(|tag| !tag.is_empty());
    Line {
        page: None,
        event: Some(brief(frame)),
        through: (n % 2 == 1).then(|| "Youssef Lahlou".into()),
        cards: Vec::new(),
        kept: Vec::new(),
        note: Some("Cherche quelqu’un pour retrouver des héritiers. ".repeat(n as usize % 5)),
        strength: n as f64 / 10.0,
        last_met: Some(frame.now),
        contact,
    }
}

/// Some lines for other pages.
pub(crate) fn lines(frame: &Frame) -> Vec<Line> {
    (0..3).map(|n| line(n, frame)).collect()
}

/// Three cards of three trades, the last with very long words.
fn cards(frame: &Frame) -> Cards {
    let card = |n: u128, source, title: &str| ContactCard {
        id: Uuid::from_u128(n).into(),
        keeper_id: Uuid::from_u128(1).into(),
        contact_id: Uuid::from_u128(51).into(),
        position: n as i64,
        source,
        origin: "cartes-de-novembre.vcf, ligne 12".into(),
        import_id: None,
        card: Card {
            full_name: "Joaquim D’Almeida".into(),
            title: title.into(),
            organisation: title.to_uppercase(),
            phones: vec![Labelled::new("514 555-0142")],
            emails: vec![Labelled::new(format!(
                "{}@exemple.ca",
                "a".repeat(20 * n as usize)
            ))],
            websites: vec![Labelled::new("dalmeida.example")],
            extras: vec![Extra {
                name: "X-PRALINE".into(),
                value: "noisette".into(),
                ..Extra::default()
            }],
            ..Card::default()
        },
        raw: String::new(),
        fingerprint: Vec::new(),
        created_at: frame.now,
        updated_at: frame.now,
    };
    let mut cards = vec![
        card(1, Source::Vcard, "Marketing de proximité"),
        card(2, Source::Photo, "Stockage infonuagique"),
        card(
            3,
            Source::Qr,
            "Conseiller-en-internationalisation-agroalimentaire",
        ),
    ];
    // What a telephone corrected since is history on the second.
    let mut current = cards.clone();
    cards[1].card.phones.push(Labelled::new("514 555-0199"));
    current[1].card.emails.clear();
    Cards {
        fold: domain::contact_card::fold(&current),
        photos: Vec::new(),
        current,
        cards,
    }
}

impl NotebookPage {
    /// An empty notebook, one in which nobody is found, and a full page.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |lines: Vec<Line>, total, search| {
            let notebook = Notebook {
                found: lines.len(),
                total,
                page: 1,
                pages: 1 + total / 50,
                tags: vec![("notaire".into(), 3), ("papier".into(), 1)],
                proposals: vec![(
                    Proposal {
                        person: sample_person(4, "Trần"),
                        reason: Reason::SeenOften(31),
                    },
                    None,
                )],
                open_promises: total as i64,
                lines,
            };
            Self::new(frame.clone(), notebook, search)
        };
        let nobody = Search {
            q: "notaire juin".into(),
            ..Search::default()
        };
        vec![
            page(Vec::new(), 0, Search::default()),
            page(Vec::new(), 3, nobody),
            page(
                (0..9).map(|n| line(n, frame)).collect(),
                109,
                Search::default(),
            ),
        ]
    }
}

impl ContactPage {
    /// A half-remembered contact, and one with everything.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let note = |n: u128| Note {
            id: Uuid::from_u128(n).into(),
            keeper_id: Uuid::from_u128(1).into(),
            contact_id: Uuid::from_u128(2).into(),
            event_id: None,
            text: "Le fromage de mai!\nLa prochaine fois, le dire. ".repeat(n as usize),
            created_at: frame.now,
        };
        let evening = |minutes| Together {
            event: brief(frame),
            minutes,
            received: vec!["Notaire".into(), "une praline".into()],
            before: 0.2,
            after: 0.47,
        };
        let half = Shown {
            alike: Vec::new(),
            line: line(2, frame),
            notes: Vec::new(),
            together: Vec::new(),
            promises: Vec::new(),
            cards: Cards::default(),
            consent: app::consent::Standing {
                decided: Err(domain::consent::Refusal::Nothing),
                source: String::new(),
                reachable: true,
            },
        };
        let full = Shown {
            alike: vec![crate::pages::duplicates::sample(1, frame)],
            line: line(1, frame),
            notes: (1..5).map(|n| (note(n), Some(brief(frame)))).collect(),
            together: vec![evening(26), evening(0)],
            promises: crate::pages::follow_ups::sample_promises(frame),
            cards: cards(frame),
            consent: app::consent::Standing {
                decided: Ok(Ground::new(Basis::GaveCard, frame.now)),
                source: "Vin et fromages de mai".into(),
                reachable: true,
            },
        };
        let page = |shown, errors| Self::new(frame.clone(), shown, errors, String::new());
        let problems = vec![("note", app::Say::new("problem-missing"))];
        vec![
            page(half, Errors::default()),
            page(full, Errors::of(problems, frame.w)),
        ]
    }
}

impl ContactFormPage {
    /// A form with problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let problems = vec![
            ("name", app::Say::new("problem-missing")),
            (
                "tags",
                app::Say::new("contact-tag-long").number("limit", 40),
            ),
        ];
        let line = line(2, frame);
        let form = Described {
            evenings: line.event.into_iter().collect(),
            contact: line.contact,
            typed: Typed::default(),
        };
        vec![Self::new(
            frame.clone(),
            form,
            Errors::of(problems, frame.w),
        )]
    }
}

impl MergePage {
    /// Nobody, and a few.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let contact = |n| ContactLine::new(frame.w, &line(n, frame));
        let page = |n: u128| Self {
            frame: frame.clone(),
            half: contact(2),
            lines: (0..n).map(|n| contact(3 * n)).collect(),
            q: String::new(),
        };
        vec![page(0), page(3)]
    }
}
