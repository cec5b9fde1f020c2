//! Rooms for the gallery: before the first guest, in full swing, and with names of every length.

use app::board::{Board, Faring, Pressing, Unmet, Waiting, Wall};
use app::door::Counts;
use app::introductions::{Ground, Idea, Someone};
use app::rounds::{Seating, Table};
use domain::person::Name;
use jiff::SignedDuration;

use crate::frame::Frame;
use crate::pages::answers::sample_brief;

const LONG: &str = "de Repentigny-Vandenbroucke-Charlebois";

fn someone(n: u128, given: &str, family: &str, does: &str, newcomer: bool) -> Someone {
    Someone {
        id: uuid::Uuid::from_u128(n).into(),
        name: Name::new(given, family),
        does: does.into(),
        portrait: false,
        newcomer,
    }
}

fn waiting(who: Someone, minutes: i64, pressing: Pressing) -> Waiting {
    Waiting {
        asked: minutes == 2,
        quiet: minutes > 15,
        met_nobody: who.newcomer,
        who,
        minutes,
        pressing,
    }
}

fn seek(seeker: &Someone, other: &Someone) -> Ground {
    Ground::Seek {
        seeker: seeker.name.clone(),
        other: other.name.clone(),
        seek: "Des généalogistes pour les successions sans héritier connu".into(),
        has: other.does.clone(),
        trade: true,
        open: true,
    }
}

pub(super) fn boards(frame: &Frame) -> Vec<Board> {
    let now = frame.now;
    let (from, to) = (
        now - SignedDuration::from_mins(90),
        now + SignedDuration::from_mins(30),
    );
    let empty = Board {
        brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
        event_id: uuid::Uuid::from_u128(1).into(),
        now,
        counts: Counts {
            here: 0,
            came: 0,
            expected: 48,
            capacity: Some(60),
        },
        span: (now + SignedDuration::from_mins(12), to),
        over: false,
        waiting: Vec::new(),
        waiting_more: 0,
        ideas: Vec::new(),
        taken: Vec::new(),
        newcomers: Vec::new(),
        unmet: Vec::new(),
        arrivals: (now, vec![0]),
        talks: 0,
        made: 0,
        here: Vec::new(),
    };
    let ines = someone(2, "Inès", "Belkacem", "Notaire", false);
    let anselme = someone(3, "Anselme", "Thibault", "Généalogiste", true);
    let long = someone(
        4,
        "Marie-Philomène-Antoinette",
        LONG,
        "Conseillère principale en stratégie d’internationalisation des coopératives",
        true,
    );
    let jo = someone(5, "Jo", "", "", true);
    let idea = |id: u128, people: [&Someone; 2], by: Option<&Someone>, grounds| Idea {
        id: (id > 0).then(|| uuid::Uuid::from_u128(id).into()),
        people: people.map(Clone::clone),
        introducer: by.cloned(),
        grounds,
    };
    let faring = |who: &Someone, alone, longest, met| Faring {
        name: who.name.clone(),
        alone,
        longest,
        met,
        kept: longest <= 5,
        here: true,
    };
    let word = Ground::Word {
        word: "papier".into(),
    };
    let full = Board {
        counts: Counts {
            here: 58,
            came: 71,
            expected: 76,
            capacity: Some(60),
        },
        span: (from, to),
        waiting: vec![
            waiting(long.clone(), 7, Pressing::Broken),
            waiting(jo.clone(), 4, Pressing::Soon),
            waiting(ines.clone(), 2, Pressing::Soon),
            waiting(anselme.clone(), 22, Pressing::No),
        ],
        waiting_more: 9,
        ideas: vec![
            idea(0, [&long, &ines], None, vec![seek(&ines, &long)]),
            idea(
                0,
                [&anselme, &ines],
                Some(&long),
                vec![seek(&ines, &anselme)],
            ),
            idea(0, [&jo, &anselme], Some(&ines), Vec::new()),
        ],
        taken: vec![idea(9, [&anselme, &jo], Some(&ines), vec![word])],
        newcomers: vec![
            faring(&long, 31, 12, 0),
            faring(&anselme, 8, 4, 3),
            faring(&jo, 4, 4, 1),
        ],
        unmet: vec![
            Unmet {
                name: ines.name.clone(),
                seeks: "Des généalogistes pour les successions sans héritier connu".into(),
                other: anselme.name.clone(),
                here: true,
            },
            Unmet {
                name: jo.name.clone(),
                seeks: String::new(),
                other: long.name.clone(),
                here: false,
            },
        ],
        arrivals: (
            from,
            (0..90)
                .map(|n: u32| (n * 7 + 3) % 5 * u32::from(n < 60))
                .collect(),
        ),
        talks: 128,
        made: 14,
        here: vec![anselme, ines, jo, long],
        ..empty.clone()
    };
    let over = Board {
        span: (from, now),
        over: true,
        waiting: Vec::new(),
        waiting_more: 0,
        ideas: Vec::new(),
        taken: Vec::new(),
        unmet: Vec::new(),
        ..full.clone()
    };
    vec![empty, full, over]
}

pub(super) fn walls(frame: &Frame) -> Vec<Wall> {
    let empty = Wall {
        brief: sample_brief(frame, "5 à 7 ouvert de novembre"),
        event_id: uuid::Uuid::from_u128(1).into(),
        now: frame.now,
        ends_at: frame.now + SignedDuration::from_mins(90),
        here: 0,
        talks: 0,
        made: 0,
        next: None,
        welcome: Vec::new(),
        round: None,
    };
    let names = [
        "Ketsia",
        "Lộc",
        "Marie-Philomène-Antoinette",
        "Jo",
        "Graham",
        "Inès",
    ];
    let full = Wall {
        here: 312,
        talks: 1204,
        made: 87,
        next: Some((
            "18:30".into(),
            "Mot de bienvenue et tour de table des nouveaux".into(),
        )),
        welcome: names.map(str::to_owned).into(),
        ..empty.clone()
    };
    let table = |from: usize| Table {
        names: names[from..]
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
        others: from,
    };
    let tables = vec![table(0), table(3), table(5)];
    let round = Wall {
        round: Some(Seating { round: 2, tables }),
        ..full.clone()
    };
    vec![empty, full, round]
}
