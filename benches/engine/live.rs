//! The live room: how long an event takes, with the exact answer after it, beside its limit.

use engine::live::{Event, Room, Settings};
use engine::score::{Person, Profile};
use engine::seed::Random;
use engine::stop::Stop;
mod clock;

use clock::Instant;

const MINUTE: i64 = 60_000;

fn profile(random: &mut Random) -> Profile {
    let bilingual = random.chance(0.6);
    let newcomer = random.chance(0.25);
    let mut some = |most: usize, of: usize| -> Vec<u32> {
        (0..1 + random.below(most))
            .map(|_| random.below(of) as u32)
            .collect()
    };
    Profile {
        seeks: some(4, 80),
        offers: some(3, 80),
        interests: some(5, 40),
        languages: if bilingual { vec![0, 1] } else { vec![0] },
        groups: some(1, 12),
        newcomer,
    }
}

/// What happens in a room: conversations begin and end, people come and go.
fn event(random: &mut Random, people: usize, now: i64) -> Event {
    let person = random.below(people) as Person;
    let other = random.below(people) as Person;
    match random.below(100) {
        0..15 => Event::Arrive {
            person,
            profile: profile(random),
        },
        15..22 => Event::Leave { person },
        22..40 => Event::Met {
            a: person,
            b: other,
        },
        40..60 => Event::Alone {
            person,
            since: random.chance(0.5).then_some(now),
        },
        60..85 => Event::Busy {
            person,
            busy: random.chance(0.5),
        },
        85..90 => Event::Quiet {
            person,
            quiet: random.chance(0.3),
        },
        90..92 => Event::NotWith {
            a: person,
            b: other,
        },
        _ => Event::Introduced {
            by: Some(random.below(people) as Person),
            a: person,
            b: other,
        },
    }
}

fn run(people: usize, limit: f64) {
    let mut random = Random::new(1);
    let mut room = Room::new(Settings::default());
    let start = Instant::now();
    for person in 0..people as Person {
        room.tell(&Event::Arrive {
            person,
            profile: profile(&mut random),
        });
    }
    let told = start.elapsed_ms();
    let start = Instant::now();
    room.best(10, 0, &Stop::default());
    let cold = start.elapsed_ms();
    println!("{people} arrivals told in {told:.0} ms, first exact answer in {cold:.1} ms");
    let mut now = 0;
    let mut times = Vec::new();
    for _ in 0..20_000 {
        now += 500;
        let event = event(&mut random, people, now);
        let start = Instant::now();
        room.tell(&event);
        let answer = room.best(10, now - now % MINUTE, &Stop::default());
        times.push(start.elapsed_ms());
        assert!(answer.exact);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{people:5} people ({} here, {} available): event and exact answer \
         median {:.3} ms  p99 {:.3} ms  p99.9 {:.3} ms  worst {:.3} ms  limit (p99) {limit} ms",
        room.here(),
        room.available(),
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0),
    );
}

fn main() {
    run(1000, 2.0);
    run(5000, 5.0);
}
