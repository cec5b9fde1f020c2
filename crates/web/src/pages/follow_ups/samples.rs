//! Promises for the gallery: each kind, open and closed, and forms with every problem.

use app::follow_ups::{Begun, Promised, Shown, Typed};
use domain::follow_up::{Change, Details, FollowUp, Kind, LinkCheck, LinkOutcome, Side, State};
use uuid::Uuid;

use super::{FollowUpFormPage, FollowUpPage, FollowUpsPage};
use crate::frame::Frame;
use crate::pages::notebook::sample_contact;

fn promised(n: u128, kind: Kind, state: State, frame: &Frame) -> Promised {
    let follow_up = FollowUp {
        id: Uuid::from_u128(n).into(),
        keeper_id: Uuid::from_u128(1).into(),
        contact_id: Uuid::from_u128(2).into(),
        event_id: None,
        kind,
        side: if n % 4 == 3 { Side::Theirs } else { Side::Mine },
        state,
        due_on: Some("2026-11-12".parse().unwrap_or_default()),
        details: Details {
            words: "Une livraison de chocolats au frais, en juillet.".repeat(n as usize % 4),
            place: "412, rue Saint-Sulpice, Montréal".into(),
            my_url: "https://www.racines-rameaux.example/ancetres".into(),
            their_url: "https://www.atelier-tran.example".into(),
            who: "Claude Lefebvre".into(),
            to: "Inès Belkacem".into(),
            times: vec![frame.now],
            zone: "America/Toronto".into(),
            ..Details::default()
        },
        guest_event_id: (kind == Kind::Guest).then(|| Uuid::from_u128(7).into()),
        invitation_id: None,
        created_at: frame.now,
        updated_at: frame.now,
    };
    let check = |side, outcome| LinkCheck {
        side,
        at: frame.now,
        outcome,
        detail: String::new(),
    };
    let checks = match kind {
        Kind::LinkExchange => vec![
            check(Side::Mine, LinkOutcome::Kept),
            check(Side::Theirs, LinkOutcome::Unreachable),
        ],
        _ => Vec::new(),
    };
    Promised {
        follow_up,
        contact: sample_contact(n, frame),
        guest_event: None,
        checks,
    }
}

/// One promise of each kind, the last one kept.
pub(crate) fn sample_promises(frame: &Frame) -> Vec<Promised> {
    let kinds = (0..).zip(Kind::ALL);
    kinds
        .map(|(n, kind)| {
            let state = if n == 5 { State::Kept } else { State::Open };
            promised(n, kind, state, frame)
        })
        .collect()
}

impl FollowUpsPage {
    /// Nothing promised, and one of each.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        vec![
            Self::new(frame.clone(), &[]),
            Self::new(frame.clone(), &sample_promises(frame)),
        ]
    }
}

impl FollowUpPage {
    /// One of each kind, with its history.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |promised: Promised| {
            let shown = Shown {
                changes: vec![Change {
                    at: frame.now,
                    state: State::Open,
                    note: "Rappelé au téléphone.".into(),
                }],
                checks: promised.checks.clone(),
                can_be_mailed: promised.follow_up.kind == Kind::OneToOne,
                promised,
            };
            Self::new(frame.clone(), shown, Vec::new())
        };
        sample_promises(frame).into_iter().map(page).collect()
    }
}

impl FollowUpFormPage {
    /// A form of each kind, with its problems.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let begun = |n| Begun {
            contact: sample_contact(n, frame),
            typed: Typed::default(),
            guest_events: Vec::new(),
        };
        let problems = || {
            vec![
                ("words", app::Say::new("problem-missing")),
                ("time_2", app::Say::new("follow-up-problem-time")),
                ("guest_event", app::Say::new("follow-up-no-group")),
                ("my_url", app::Say::new("activity-problem-website")),
            ]
        };
        let page = |(n, kind)| Self::new(frame.clone(), begun(n), kind, None, problems());
        (0..).zip(Kind::ALL).map(page).collect()
    }
}
