//! Searches starters.
use engine::rounds::construct::starter;
use engine::stop::Stop;
fn main() {
    let a: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    let (g, p, r, thousands, seed) = (a[0], a[1], a[2], a[3], a[4]);
    let c = starter::candidates(g, p, r);
    println!("{} candidates", c.len());
    let t0 = std::time::Instant::now();
    for s in &c {
        let t = std::time::Instant::now();
        let f = starter::search(s, 0, seed as u64, &Stop::after(thousands as u64 * 1000));
        let rep = f.as_ref().map_or(-1, |f| f.repeats);
        println!(
            "{g} {p} {r} shift {} fixed {} {:?} {} rounds: {rep} {:.2}s total {:.1}",
            s.symmetry.shift,
            s.symmetry.fixed,
            s.symmetry.multiplier,
            s.kinds.len(),
            t.elapsed().as_secs_f64(),
            t0.elapsed().as_secs_f64()
        );
        if rep == 0 && a.len() < 6 {
            println!("FOUND {:?}", f.unwrap().rounds);
            break;
        }
    }
}
