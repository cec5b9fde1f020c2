//! Names at the door: how many queries a second one core answers, against comparing every word of
//! everybody by the same scoring in the same run. `cargo bench -p domain --bench name_search`.

#[path = "../engine/clock.rs"]
mod clock;

use clock::Instant;
use domain::name_search::{Entry, Index};

const GIVEN: &str = "Adèle Alain Amélie André Anne Antoine Audrey Benjamin Bruno Camille Caroline Cédric Chantal \
    Christine Claire Daniel Denis Diane Édouard Élise Émile Éric Étienne Florence François Gabriel Geneviève Gilles \
    Guillaume Hélène Hugo Isabelle Jacques Jean Joël Julie Karine Léa Louis Louise Luc Marc Marie Mathieu Maxime \
    Michel Monique Nathalie Nicolas Olivier Paul Philippe Pierre Rémi Rosalie Sébastien Serge Simon Sophie Sylvain \
    Thérèse Valérie Victor Vincent Xavier Yves Zoé";
const FIRST: &str = "Arch Aube Beau Bel Berg Bois Bou Bran Cham Char Clou Cor Cour Da Del Des Du Fau For Fré Gau Ger \
    Gi Gou Gué Ha Hou Jo La Lan Lau Le Lé Lus Mar Mau Mé Mon Mont Mo Pa Pel Per Pi Pois Pou Ra Ri Ro Rou Sa Sau Ser \
    Si Ta Ther Thi Tra Trem Tur Vai Val Ver Vil";
const LAST: &str = "bault bert blay bois bourg cault champ chard chaud chon coeur court din don dreau dry fort \
    gneau gnon gras gueur lieu lière llancourt lloux main mbert min mont neau nelle net nier not quette ral rand \
    rault rier rin rion ron rre sette seau sier sson tel thier tier tin tois trand vesque vier ville voie vost ze";

/// Chance with a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Invented people: one in five has a double given name, one in five a double family name.
fn people(count: usize) -> Vec<[String; 3]> {
    let [given, first, last] =
        [GIVEN, FIRST, LAST].map(|list| -> Vec<_> { list.split_whitespace().collect() });
    let mut chance = Chance(3);
    let mut people = Vec::new();
    for _ in 0..count {
        let mut one = chance.of(&given).to_owned();
        if chance.below(5) == 0 {
            one = format!("{one}-{}", chance.of(&given));
        }
        let mut family = format!("{}{}", chance.of(&first), chance.of(&last));
        if chance.below(5) == 0 {
            family = format!("{family}-{}{}", chance.of(&first), chance.of(&last));
        }
        let extra = format!("Atelier {}{}", chance.of(&first), chance.of(&last));
        people.push([one, family, extra]);
    }
    people
}

/// What hosts type: beginnings as they grow, whole names both ways, half of it with a typo.
fn queries(people: &[[String; 3]], count: usize) -> Vec<String> {
    let mut chance = Chance(11);
    (0..count)
        .map(|at| {
            let [given, family, _] = &people[chance.below(people.len())];
            let typed = match at % 4 {
                0 => given.clone(),
                1 => family.clone(),
                2 => format!("{given} {family}"),
                _ => format!("{family} {given}"),
            };
            let mut letters: Vec<char> = typed.chars().collect();
            if chance.below(2) == 0 {
                let at = chance.below(letters.len());
                letters[at] = char::from(b'a' + chance.below(26) as u8);
            }
            letters.truncate(1 + chance.below(letters.len()));
            letters.into_iter().collect()
        })
        .collect()
}

/// Microseconds a query, sorted, and how many people were found in all.
fn measure(queries: &[String], find: impl Fn(&str) -> usize) -> (Vec<f64>, usize) {
    let mut found = 0;
    let mut times: Vec<_> = queries
        .iter()
        .map(|query| {
            let start = Instant::now();
            found += find(query);
            start.elapsed_ms() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times, found)
}

fn run(count: usize) {
    let people = people(count);
    let start = Instant::now();
    let index = Index::build(
        people
            .iter()
            .enumerate()
            .map(|(id, [given, family, extra])| Entry {
                id: id as u32,
                given,
                family,
                extra,
                weight: (id % 7) as f32,
            }),
    );
    let built = start.elapsed_ms();
    let queries = queries(&people, 4_000);
    let (times, found) = measure(&queries, |query| index.find(query, 10).len());
    let (scan, _) = measure(&queries[..60], |query| index.find_by_scan(query, 10).len());
    let (few, _) = measure(&queries[..60], |query| index.find(query, 10).len());
    let (sum, ratio) = (
        times.iter().sum::<f64>(),
        scan.iter().sum::<f64>() / few.iter().sum::<f64>(),
    );
    println!(
        "| {count:6} | {built:6.0} ms | {:8.0} | {:6.0} µs | {:6.0} µs | {:6.0} µs | {ratio:6.0} × | {found:6} |",
        times.len() as f64 / sum * 1e6,
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1],
    );
}

fn main() {
    println!(
        "| people | build     | queries/s | median    | p99       | worst     | to a scan | found  |"
    );
    println!(
        "|-------:|----------:|---------:|----------:|----------:|----------:|---------:|-------:|"
    );
    run(500);
    run(5_000);
    run(10_000);
}
