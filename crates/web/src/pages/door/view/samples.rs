//! Doors for the gallery.

use app::door::{self, Counts, Door, Greeting, Happened, How, Known, Line, Lists, Passed, State};
use domain::evening::coming::Word;
use domain::person::{Name, Person, Visibility};
use domain::text::Lang;

use crate::frame::Frame;
use crate::pages::answers::sample_brief;

/// A door, the card on it, and people somebody may be.
pub struct Sample {
    pub door: Door,
    pub card: Option<Greeting>,
    pub alike: Vec<Line>,
}

fn person(n: u128, given: &str, family: &str) -> Person {
    Person {
        id: uuid::Uuid::from_u128(n).into(),
        name: Name::new(given, family),
        email: None,
        lang: Lang::Fr,
        visibility: Visibility::Private,
        has_portrait: false,
    }
}

fn line(person: Person, word: Option<Word>, state: State) -> Line {
    Line {
        person,
        company: 2,
        word,
        first_time: true,
        trade: "Relieur d’art".into(),
        revoked: false,
        state,
    }
}

fn long() -> Person {
    let family = "de Repentigny-Vandenbroucke-Charlebois";
    person(2, "Marie-Philomène-Antoinette", family)
}

impl Sample {
    /// A door at which nothing happened and nobody is expected.
    pub fn empty(frame: &Frame) -> Self {
        let door = Door {
            brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
            event_id: uuid::Uuid::from_u128(1).into(),
            counts: Counts::default(),
            lists: Lists::default(),
        };
        Self {
            door,
            card: None,
            alike: Vec::new(),
        }
    }

    /// The middle of the evening.
    pub fn busy(frame: &Frame) -> Self {
        let (mut sample, now) = (Self::empty(frame), frame.now);
        sample.door.counts = Counts {
            here: 60,
            came: 62,
            expected: 60,
            capacity: Some(60),
        };
        let loc = || person(3, "Lộc", "Trần");
        sample.door.lists = Lists {
            found: None,
            awaited: vec![
                line(person(1, "Orlane", ""), Some(Word::Going), State::Awaited),
                line(long(), Some(Word::Waiting), State::Awaited),
            ],
            awaited_total: 5000,
            here: vec![line(loc(), Some(Word::Going), State::Here(now))],
            here_total: 1,
            left: vec![line(person(4, "Jo", ""), None, State::Left(now))],
            doubles: vec![door::Double {
                kept: (
                    uuid::Uuid::from_u128(5).into(),
                    Name::new("Jo", "Tremblay"),
                    None,
                ),
                double: (
                    uuid::Uuid::from_u128(6).into(),
                    Name::new("Joe", "Tremblé"),
                    frame.now,
                ),
                reasons: crate::pages::duplicates::sample(1, frame).reasons,
            }],
            last: vec![Happened {
                entry: uuid::Uuid::from_u128(9).into(),
                at: now,
                person: long().name,
                author: Some(Name::new("Odile", "Marchessault")),
                what: Passed::In(2),
            }],
        };
        sample.card = Some(Greeting {
            person: loc(),
            pronunciation: "Locque Tchanne".into(),
            path: vec!["Théo Bélanger".into(), "Odile Marchessault".into()],
            first_time: true,
            does: vec!["Relieur d’art, Atelier Trần".into()],
            seeks: vec!["Des familles qui gardent de vieux papiers.".into()],
            knows: [
                How::BroughtBy,
                How::Brought,
                How::Met,
                How::Group("La Tablée d’Outremont".into()),
            ]
            .map(|how| Known {
                name: long().name,
                how,
            })
            .into(),
            knows_more: 3,
            company: 2,
            company_names: "Claude Lefebvre, Claude Lefèvre".into(),
            access: "une rampe".into(),
            state: State::Here(now),
            last: Some((uuid::Uuid::from_u128(9).into(), now)),
        });
        sample
    }

    /// A search, with somebody alike.
    pub fn searching(frame: &Frame) -> Self {
        let mut sample = Self::empty(frame);
        let now = frame.now;
        sample.door.lists.found = Some(vec![
            line(long(), Some(Word::No), State::Awaited),
            line(person(5, "Marie", "Côté"), None, State::Awaited),
            line(
                person(6, "Mariette", "Roy"),
                Some(Word::Maybe),
                State::Here(now),
            ),
            line(
                person(7, "Anne-Marie", "Roy"),
                Some(Word::Silent),
                State::Left(now),
            ),
        ]);
        sample.alike = vec![line(long(), Some(Word::Going), State::Awaited)];
        sample
    }
}
