//! The live room: what it answers after any events is what a cold exact solve answers.

use engine::live::{Event, Room, Settings};
use engine::matching::maximum_weight;
use engine::score::{Person, Profile, Why};
use engine::seed::Random;
use engine::stop::Stop;
use std::collections::HashMap;

const MINUTE: i64 = 60_000;

fn profile(random: &mut Random) -> Profile {
    let mut some = |most: usize, of: usize| -> Vec<u32> {
        (0..random.below(most + 1))
            .map(|_| random.below(of) as u32)
            .collect()
    };
    Profile {
        seeks: some(3, 12),
        offers: some(3, 12),
        interests: some(3, 8),
        languages: some(2, 3),
        groups: some(1, 3),
        newcomer: random.chance(0.3),
    }
}

fn random_event(random: &mut Random, people: usize, now: i64) -> Event {
    let person = random.below(people) as Person;
    let other = random.below(people) as Person;
    match random.below(100) {
        0..30 => Event::Arrive {
            person,
            profile: profile(random),
        },
        30..35 => Event::Leave { person },
        35..40 => Event::Met {
            a: person,
            b: other,
        },
        40..65 => {
            let since = random
                .chance(0.6)
                .then(|| now - random.below(10) as i64 * MINUTE);
            Event::Alone { person, since }
        }
        65..80 => Event::Busy {
            person,
            busy: random.chance(0.3),
        },
        80..88 => Event::Quiet {
            person,
            quiet: random.chance(0.2),
        },
        88..92 => Event::NotWith {
            a: person,
            b: other,
        },
        _ => {
            let by = random.chance(0.5).then(|| random.below(people) as Person);
            Event::Introduced {
                by,
                a: person,
                b: other,
            }
        }
    }
}

/// Checks the room against its graph drawn afresh and a cold solve of that graph.
fn assert_as_cold(room: &mut Room, now: i64) -> usize {
    let answer = room.best(usize::MAX, now, &Stop::default());
    let edges = room.graph();
    let mut numbers = HashMap::new();
    for person in edges.iter().flat_map(|edge| [edge.0, edge.1]) {
        let next = numbers.len() as u32;
        numbers.entry(person).or_insert(next);
    }
    let numbered: Vec<_> = edges
        .iter()
        .map(|e| (numbers[&e.0], numbers[&e.1], e.2))
        .collect();
    let cold = maximum_weight(numbers.len() as u32, &numbered)
        .expect("a sound graph")
        .0;
    let weights: HashMap<_, _> = edges.iter().map(|e| ((e.0, e.1), e.2)).collect();
    let live: i128 = answer
        .suggestions
        .iter()
        .map(|s| i128::from(weights[&s.pair]))
        .sum();
    assert_eq!(live, cold.weight);
    assert!(answer.exact);
    assert_eq!(answer.points, answer.bound);
    assert_eq!(
        answer.points,
        answer.suggestions.iter().map(|s| s.points).sum::<i64>()
    );
    answer.suggestions.len()
}

#[test]
fn a_hundred_thousand_events_leave_the_room_as_a_cold_solve_would() {
    let mut random = Random::new(1);
    for (people, candidates, events) in [(20, 2, 30_000), (32, 3, 40_000), (48, 20, 30_000)] {
        let mut room = Room::new(Settings { candidates });
        let (mut now, mut pairs) = (0, 0);
        for step in 0..events {
            // Acquaintance only ever grows: a new evening begins now and then.
            if step % 500 == 0 {
                room = Room::new(Settings { candidates });
            }
            if random.chance(0.1) {
                now += random.below(90_000) as i64;
            }
            room.tell(&random_event(&mut random, people, now));
            pairs += assert_as_cold(&mut room, now);
        }
        assert!(
            pairs > events,
            "rooms of some size: {pairs} pairs in {events} answers"
        );
    }
}

#[test]
fn events_told_in_bulk_and_answered_late_come_to_the_same() {
    let mut random = Random::new(2);
    let mut room = Room::new(Settings { candidates: 5 });
    for burst in 0..40 {
        for _ in 0..200 {
            room.tell(&random_event(&mut random, 120, burst * MINUTE));
        }
        assert_as_cold(&mut room, burst * MINUTE);
    }
}

#[test]
fn the_order_of_arrivals_does_not_change_the_answer() {
    let mut random = Random::new(3);
    let mut events: Vec<Event> = (0..60)
        .map(|person| Event::Arrive {
            person,
            profile: profile(&mut random),
        })
        .collect();
    for person in 0..60 {
        events.push(Event::Alone {
            person,
            since: random.chance(0.5).then_some(0),
        });
    }
    let answer = |events: &[Event]| {
        let mut room = Room::new(Settings { candidates: 6 });
        events.iter().for_each(|event| room.tell(event));
        room.best(50, 5 * MINUTE, &Stop::default())
    };
    let first = answer(&events);
    assert!(first.suggestions.len() > 20);
    for _ in 0..20 {
        random.shuffle(&mut events);
        // Somebody may be told to be alone before they arrive.
        assert_eq!(answer(&events), first);
    }
}

fn arrive(person: Person, change: impl FnOnce(&mut Profile)) -> Event {
    let mut profile = Profile::default();
    change(&mut profile);
    Event::Arrive { person, profile }
}

fn room_of(events: &[Event]) -> Room {
    let mut room = Room::new(Settings::default());
    events.iter().for_each(|event| room.tell(event));
    room
}

#[test]
fn a_newcomer_alone_comes_first_and_the_reasons_say_so() {
    let mut room = room_of(&[
        arrive(1, |p| p.seeks = vec![7]),
        arrive(2, |p| p.offers = vec![7]),
        arrive(3, |p| p.newcomer = true),
        arrive(4, |p| p.interests = vec![5]),
        Event::Alone {
            person: 3,
            since: Some(0),
        },
    ]);
    let answer = room.best(1, 6 * MINUTE, &Stop::default());
    let [first] = &answer.suggestions[..] else {
        panic!("one was asked for")
    };
    assert_eq!(first.pair, (3, 4));
    assert_eq!(
        first.reasons[0].why,
        Why::NewcomerAlone {
            person: 3,
            minutes: 6
        }
    );
    let second = room.best(2, 6 * MINUTE, &Stop::default()).suggestions[1].clone();
    assert_eq!(
        second.reasons[0].why,
        Why::SeekMetByOffer {
            seeker: 1,
            offerer: 2,
            topic: 7
        }
    );
}

#[test]
fn the_introducer_is_a_free_acquaintance_of_both_who_did_least() {
    let mut room = room_of(&[
        arrive(1, |_| {}),
        arrive(2, |_| {}),
        arrive(8, |_| {}),
        arrive(9, |_| {}),
        Event::Met { a: 8, b: 1 },
        Event::Met { a: 8, b: 2 },
        Event::Met { a: 9, b: 1 },
        Event::Met { a: 9, b: 2 },
        Event::Met { a: 9, b: 8 },
    ]);
    let introducer = |room: &mut Room| room.best(1, 0, &Stop::default()).suggestions[0].introducer;
    assert_eq!(introducer(&mut room), Some(8));
    room.tell(&Event::Introduced {
        by: Some(8),
        a: 20,
        b: 21,
    });
    assert_eq!(introducer(&mut room), Some(9));
    room.tell(&Event::Busy {
        person: 9,
        busy: true,
    });
    assert_eq!(introducer(&mut room), Some(8));
    room.tell(&Event::Leave { person: 8 });
    assert_eq!(introducer(&mut room), None);
}

#[test]
fn those_who_met_or_must_not_are_left_apart() {
    let mut room = room_of(&[arrive(1, |_| {}), arrive(2, |_| {}), arrive(3, |_| {})]);
    room.tell(&Event::Met { a: 1, b: 2 });
    room.tell(&Event::NotWith { a: 3, b: 1 });
    let answer = room.best(9, 0, &Stop::default());
    let pairs: Vec<_> = answer.suggestions.iter().map(|s| s.pair).collect();
    assert_eq!(pairs, [(2, 3)]);
    room.tell(&Event::Quiet {
        person: 2,
        quiet: true,
    });
    assert!(room.best(9, 0, &Stop::default()).suggestions.is_empty());
    assert_eq!((room.here(), room.available()), (3, 2));
}

#[test]
fn an_answer_cut_short_is_greedy_and_bounded_then_exact() {
    let mut random = Random::new(4);
    let mut room = Room::new(Settings { candidates: 6 });
    for person in 0..200 {
        room.tell(&Event::Arrive {
            person,
            profile: profile(&mut random),
        });
    }
    let greedy = room.greedy(10, 0);
    let cut = room.best(10, 0, &Stop::after(1));
    assert!(!greedy.exact && !cut.exact);
    assert!(greedy.points <= cut.points && cut.points <= cut.bound);
    let exact = room.best(10, 0, &Stop::default());
    assert!(exact.exact);
    assert!(cut.points <= exact.points && exact.points <= cut.bound);
    assert!(2 * greedy.points >= exact.points);
}

#[test]
fn times_and_numbers_at_their_ends_do_no_harm() {
    let mut room = room_of(&[
        arrive(u32::MAX, |p| p.newcomer = true),
        arrive(0, |p| p.languages = vec![u32::MAX]),
        Event::Alone {
            person: u32::MAX,
            since: Some(i64::MIN),
        },
        Event::Alone {
            person: 0,
            since: Some(i64::MAX),
        },
        Event::Met { a: 5, b: 5 },
        Event::Introduced {
            by: Some(5),
            a: 5,
            b: 5,
        },
        Event::Leave { person: 77 },
    ]);
    for now in [i64::MAX, i64::MIN, 0] {
        assert_eq!(room.best(9, now, &Stop::default()).suggestions.len(), 1);
    }
    assert!(room.best(0, 0, &Stop::default()).suggestions.is_empty());
}
