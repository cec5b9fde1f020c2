use super::*;
use crate::id::PersonId;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn person(n: u128) -> PersonId {
    Uuid::from_u128(n).into()
}

fn id(n: u128) -> EntryId {
    Uuid::from_u128(n).into()
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap()
}

fn entry(n: u128, minute: i64, what: What) -> Entry {
    Entry {
        id: id(n),
        device_at: at(minute),
        server_at: at(minute),
        author: None,
        what,
    }
}

fn arrived(n: u128) -> What {
    What::Arrived {
        person: person(n),
        company: 0,
        walk_in: None,
    }
}

fn what() -> impl Strategy<Value = What> {
    let who = || (0u128..5).prop_map(person);
    let entry = || (0u128..40).prop_map(id);
    prop_oneof![
        4 => (who(), 0u32..3).prop_map(|(person, company)| What::Arrived { person, company, walk_in: None }),
        3 => who().prop_map(|person| What::Left { person }),
        2 => who().prop_map(|person| What::Returned { person }),
        3 => (who(), who()).prop_map(|(a, b)| What::Met { people: [a, b] }),
        2 => (entry(), 0u16..40).prop_map(|(encounter, minutes)| What::Lasted { encounter, minutes }),
        2 => (who(), who()).prop_map(|(from, to)| What::Exchanged { from, to, token: Token::Card(None) }),
        1 => (who(), who()).prop_map(|(from, to)| What::Exchanged { from, to, token: Token::Other("praline".into()) }),
        2 => (who(), who()).prop_map(|(a, b)| What::IntroductionProposed { introducer: None, people: [a, b] }),
        2 => entry().prop_map(|introduction| What::IntroductionMade { introduction, introducer: None }),
        1 => entry().prop_map(|introduction| What::IntroductionDeclined { introduction, why: Why::NotNow }),
        1 => who().prop_map(|person| What::Asked { person, to: None }),
        1 => (who(), any::<bool>()).prop_map(|(person, on)| What::Quiet { person, on }),
        1 => (who(), any::<bool>()).prop_map(|(person, on)| What::Visible { person, on }),
        1 => (who(), who()).prop_map(|(person, double)| What::Same { person, double }),
        2 => entry().prop_map(|entry| What::Undone { entry }),
        2 => (entry(), 0i64..90).prop_map(|(entry, minute)| What::Corrected { entry, at: at(minute) }),
    ]
}

fn log() -> impl Strategy<Value = Vec<Entry>> {
    let timed = prop::collection::vec((0i64..90, what()), 0..40);
    timed.prop_map(|whats| {
        let numbered = whats.into_iter().enumerate();
        numbered
            .map(|(n, (minute, what))| entry(n as u128, minute, what))
            .collect()
    })
}

proptest! {
    #[test]
    fn any_order_repetition_and_split_of_a_log_gives_the_same_evening(
        (log, shuffled) in log().prop_flat_map(|log| (Just(log.clone()), Just(log).prop_shuffle())),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..10),
        split in any::<prop::sample::Index>(),
    ) {
        let whole = Evening::of(&log);
        let mut twice = shuffled.clone();
        if !log.is_empty() {
            twice.extend(again.iter().map(|index| log[index.index(log.len())].clone()));
        }
        prop_assert_eq!(&whole, &Evening::of(&twice));
        let (first, rest) = shuffled.split_at(split.index(shuffled.len() + 1));
        let mut batches = Evening::of(rest);
        first.iter().for_each(|entry| batches.take(entry));
        prop_assert_eq!(&whole, &batches);
        let until = at(100);
        for n in 0..5 {
            let debrief = |evening: &Evening| Debrief::of(evening, person(n), |_| false, until);
            prop_assert_eq!(debrief(&whole), debrief(&batches));
        }
        prop_assert_eq!(whole.alone(until), batches.alone(until));
    }

    #[test]
    fn an_undo_gives_the_evening_without_the_entry(log in log(), which in any::<prop::sample::Index>()) {
        prop_assume!(!log.is_empty());
        // An undo of an undo says nothing, so it takes nothing back.
        let gone = &log[which.index(log.len())];
        prop_assume!(!matches!(gone.what, What::Undone { .. } | What::Corrected { .. }));
        let mut undone = log.clone();
        undone.push(entry(1000, 95, What::Undone { entry: gone.id }));
        let without: Vec<Entry> = log.iter().filter(|e| e.id != gone.id).cloned().collect();
        let (undone, without) = (Evening::of(&undone), Evening::of(&without));
        let until = at(100);
        prop_assert_eq!(undone.everyone(), without.everyone());
        prop_assert_eq!(undone.alone(until), without.alone(until));
        prop_assert!(undone.encounters().eq(without.encounters()));
        prop_assert!(undone.exchanges().eq(without.exchanges()));
        prop_assert!(undone.introductions().eq(without.introductions()));
    }

    #[test]
    fn an_entry_reads_back_from_its_json(whats in what()) {
        let entry = entry(7, 3, whats);
        let json = serde_json::to_string(&entry).unwrap();
        prop_assert_eq!(serde_json::from_str::<Entry>(&json).unwrap(), entry);
    }
}

#[test]
fn the_earliest_arrival_counts_and_a_departure_and_return_make_an_absence() {
    let log = [
        entry(1, 6, arrived(1)),
        entry(2, 8, arrived(1)),
        entry(3, 17, What::Left { person: person(1) }),
        entry(4, 37, What::Returned { person: person(1) }),
    ];
    let presence = Evening::of(&log).presence(person(1));
    assert_eq!(presence.arrived_at(), Some(at(6)));
    assert_eq!(presence.here_since(), Some(at(37)));
    assert_eq!(presence.minutes(at(146)), 120);
    assert_eq!(
        presence.absences(),
        [Absence {
            left: at(17),
            returned: at(37)
        }]
    );
    assert_eq!(presence.absences()[0].minutes(), 20);
}

#[test]
fn somebody_entered_twice_is_one_person_until_that_is_taken_back() {
    let same = What::Same {
        person: person(1),
        double: person(2),
    };
    let mut log = vec![
        entry(1, 6, arrived(2)),
        entry(2, 8, arrived(1)),
        entry(3, 9, arrived(3)),
        entry(
            4,
            10,
            What::Met {
                people: [person(3), person(2)],
            },
        ),
        entry(5, 12, same),
    ];
    let evening = Evening::of(&log);
    assert_eq!(evening.everyone(), [person(1), person(3)]);
    assert_eq!(evening.heads(), 2);
    for either in [1, 2] {
        let presence = evening.presence(person(either));
        assert_eq!(presence.arrived_at(), Some(at(6)), "the earliest counts");
    }
    let talks: Vec<_> = evening.encounters_of(person(3)).collect();
    assert_eq!(talks[0].other(person(3)), person(1));
    log.push(entry(6, 20, What::Undone { entry: id(5) }));
    let evening = Evening::of(&log);
    assert_eq!(evening.everyone(), [person(2), person(1), person(3)]);
    assert!(evening.heard_of(person(2)));
}

#[test]
fn a_corrected_time_moves_a_fact_whichever_entry_comes_first() {
    let log = [
        entry(1, 20, arrived(1)),
        entry(
            2,
            30,
            What::Corrected {
                entry: id(1),
                at: at(5),
            },
        ),
    ];
    for log in [vec![&log[0], &log[1]], vec![&log[1], &log[0]]] {
        assert_eq!(
            Evening::of(log).presence(person(1)).arrived_at(),
            Some(at(5))
        );
    }
}

#[test]
fn somebody_is_alone_from_arrival_until_a_talk_and_again_after_it() {
    let mut evening = Evening::of(&[entry(1, 0, arrived(1)), entry(2, 0, arrived(2))]);
    let alone = |evening: &Evening, minute| -> Vec<(PersonId, Timestamp)> {
        evening
            .alone(at(minute))
            .iter()
            .map(|a| (a.person, a.since))
            .collect()
    };
    assert_eq!(alone(&evening, 9), [(person(1), at(0)), (person(2), at(0))]);
    evening.take(&entry(
        3,
        10,
        What::Met {
            people: [person(1), person(2)],
        },
    ));
    assert_eq!(alone(&evening, 12), []);
    assert_eq!(
        alone(&evening, 16).len(),
        2,
        "nobody said how long: five minutes"
    );
    evening.take(&entry(
        4,
        30,
        What::Lasted {
            encounter: id(3),
            minutes: 18,
        },
    ));
    assert_eq!(alone(&evening, 27), []);
    assert_eq!(
        alone(&evening, 29),
        [(person(1), at(28)), (person(2), at(28))]
    );
    assert_eq!(evening.minutes_alone(person(1), at(40)), 10 + 12);
}

#[test]
fn an_introduction_once_made_stays_made() {
    let log = [
        entry(
            1,
            1,
            What::IntroductionProposed {
                introducer: None,
                people: [person(1), person(2)],
            },
        ),
        entry(
            2,
            2,
            What::IntroductionDeclined {
                introduction: id(1),
                why: Why::NotNow,
            },
        ),
        entry(
            3,
            3,
            What::IntroductionMade {
                introduction: id(1),
                introducer: Some(person(3)),
            },
        ),
        entry(
            4,
            4,
            What::IntroductionDeclined {
                introduction: id(1),
                why: Why::WrongMatch,
            },
        ),
    ];
    let evening = Evening::of(&log);
    let introduction = evening.introductions().next().unwrap();
    assert_eq!(
        introduction.outcome,
        Some((at(3), Outcome::Made(Some(person(3)))))
    );
    let debrief = Debrief::of(&evening, person(3), |_| false, at(9));
    assert_eq!(debrief.introductions_made, 1);
}

#[test]
fn a_device_whose_clock_runs_ahead_cannot_admit_somebody_in_the_future() {
    let mut ahead = entry(1, 500, arrived(1));
    ahead.server_at = at(3);
    assert_eq!(
        Evening::of(&[ahead]).presence(person(1)).arrived_at(),
        Some(at(3))
    );
}

#[test]
fn three_cards_of_one_person_are_three_cards_and_one_person() {
    let card = |n: u128| Token::Card(Some(Uuid::from_u128(n).into()));
    let given = |n, token| {
        entry(
            n,
            5,
            What::Exchanged {
                from: person(2),
                to: person(1),
                token,
            },
        )
    };
    let log = [
        given(1, card(1)),
        given(2, card(2)),
        given(3, card(3)),
        given(4, card(3)),
        given(5, Token::Other("praline".into())),
        entry(
            6,
            4,
            What::Met {
                people: [person(2), person(1)],
            },
        ),
        entry(
            7,
            8,
            What::Met {
                people: [person(1), person(2)],
            },
        ),
    ];
    let debrief = Debrief::of(&Evening::of(&log), person(1), |_| false, at(9));
    assert_eq!(debrief.cards.len(), 3);
    assert_eq!(debrief.people_behind_cards, [person(2)]);
    assert_eq!(debrief.tokens.len(), 1);
    assert_eq!(debrief.new_people, [person(2)]);
}

#[test]
fn the_group_sees_arrivals_newcomers_links_and_who_did_not_come() {
    let group = |n: u128| BTreeSet::from([Uuid::from_u128(n).into()]);
    let log = [
        entry(1, 1, arrived(1)),
        entry(
            2,
            16,
            What::Arrived {
                person: person(2),
                company: 2,
                walk_in: None,
            },
        ),
        entry(3, 20, arrived(3)),
        entry(
            4,
            31,
            What::Met {
                people: [person(2), person(1)],
            },
        ),
    ];
    let evening = Evening::of(&log);
    let facts = Facts {
        starts_at: at(0),
        until: at(40),
        going: &[person(1), person(2), person(9)],
        newcomers: &BTreeSet::from([person(1), person(3)]),
        groups: &BTreeMap::from([(person(1), group(1)), (person(2), group(2))]),
        knew: &|_, _| false,
    };
    let debrief = GroupDebrief::of(&evening, &facts);
    assert_eq!(debrief.arrivals, [1, 4, 0]);
    assert_eq!(debrief.heads, 5);
    assert_eq!(debrief.newcomers[0].first_encounter_after, Some(30));
    assert_eq!(debrief.newcomers[1].first_encounter_after, None);
    assert_eq!(debrief.stayed_alone, [person(3)]);
    assert_eq!(debrief.links_between_groups, [[person(1), person(2)]]);
    assert_eq!(debrief.no_shows, [person(9)]);
}

#[test]
fn stretches_alone_are_what_talks_and_absences_leave() {
    let met = |n, minute, other| {
        let people = [person(1), person(other)];
        entry(n, minute, What::Met { people })
    };
    let log = [
        entry(1, 0, arrived(1)),
        met(2, 4, 2),
        met(3, 20, 3),
        entry(4, 21, What::Left { person: person(1) }),
        entry(5, 40, What::Returned { person: person(1) }),
    ];
    let evening = Evening::of(&log);
    let stretches = evening.stretches_alone(person(1), at(43));
    assert_eq!(
        stretches,
        [(at(0), at(4)), (at(9), at(20)), (at(40), at(43))]
    );
    assert_eq!(evening.longest_alone(person(1), at(43)).as_mins(), 11);
    assert_eq!(evening.minutes_alone(person(1), at(43)), 18);
    assert_eq!(evening.talking_until(person(1), at(6)), Some(at(9)));
    assert_eq!(evening.talking_until(person(1), at(9)), None);
    assert_eq!(evening.longest_alone(person(9), at(43)).as_mins(), 0);
}

#[test]
fn an_introduction_waits_ten_minutes_for_an_answer_while_both_are_here() {
    let proposed = What::IntroductionProposed {
        introducer: None,
        people: [person(1), person(2)],
    };
    let log = [
        entry(1, 0, arrived(1)),
        entry(2, 0, arrived(2)),
        entry(3, 1, proposed),
    ];
    let evening = Evening::of(&log);
    assert_eq!(evening.open_introductions(at(10)).len(), 1);
    assert!(evening.open_introductions(at(11)).is_empty());
    assert!(evening.open_introductions(at(0)).is_empty());
    let mut left = evening.clone();
    left.take(&entry(4, 2, What::Left { person: person(2) }));
    assert!(left.open_introductions(at(3)).is_empty());
    assert_eq!(left.introduction(id(3)).map(|i| i.at), Some(at(1)));
}

#[test]
fn a_wish_stands_until_the_one_wished_for_is_met() {
    let asks = |n, to: u128| {
        let to = Some(person(to));
        entry(
            n,
            1,
            What::Asked {
                person: person(1),
                to,
            },
        )
    };
    let people = [person(3), person(1)];
    let log = [
        entry(1, 0, arrived(1)),
        asks(2, 2),
        asks(3, 3),
        asks(4, 2),
        entry(5, 2, What::Met { people }),
    ];
    assert_eq!(Evening::of(&log).still_wished(person(1)), [person(2)]);
}
