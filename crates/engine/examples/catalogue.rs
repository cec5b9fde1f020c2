//! Searches schedules for the catalogue.
use engine::rounds::construct::{difference, field::Group};
use engine::stop::Stop;

fn main() {
    let a: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    let (g, p, from, millions, seed) = (a[0], a[1], a[2], a[3], a[4]);
    for rounds in from..=g {
        let mut found = false;
        for group in Group::all(g) {
            let t = std::time::Instant::now();
            if let Some(d) = difference::search(
                &group,
                p,
                rounds,
                seed as u64,
                &Stop::after(millions as u64 * 1_000_000),
            ) {
                println!(
                    "{g} {p} {rounds} {:?} {:.2}s {:?}",
                    group.factors,
                    t.elapsed().as_secs_f64(),
                    d.turns
                );
                assert!(d.is_without_repeats());
                found = true;
                break;
            }
            println!(
                "# {g} {p} {rounds} {:?} none in {:.2}s",
                group.factors,
                t.elapsed().as_secs_f64()
            );
        }
        if !found {
            break;
        }
    }
}
