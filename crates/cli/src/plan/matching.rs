//! `plan match`: reads edges, solves one matching of greatest weight, writes it.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use engine::matching::{MAX_WEIGHT, maximum_weight};
use serde_json::{Value, json};

use super::{Format, Match, input, now};

/// The edges of a file, their weights whole: multiplied by ten to the power `decimals`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Edges {
    names: Vec<String>,
    edges: Vec<(u32, u32, i64)>,
    decimals: usize,
}

/// Runs the command.
pub fn run(args: &Match) -> Result<ExitCode> {
    let text = input::read(&args.edges)?;
    let edges = parse_edges(&text, &args.edges)?;
    let begun = now();
    let (matching, certificate) = maximum_weight(edges.names.len() as u32, &edges.edges)?;
    let elapsed = begun.elapsed().as_secs_f64() * 1000.0;
    if let Err(flaw) = certificate.check(&edges.edges, &matching) {
        bail!("the matching failed its own proof ({flaw:?}); please report the file");
    }
    let name = |person: u32| edges.names[person as usize].as_str();
    let weight = decimal(matching.weight, edges.decimals);
    let pairs = matching.pairs.iter().map(|(a, b)| (name(*a), name(*b)));
    match args.format {
        Format::Json => {
            let numbers = edges
                .names
                .iter()
                .all(|name| canonical_number(name).is_some());
            let value = |name: &str| match canonical_number(name).filter(|_| numbers) {
                Some(number) => Value::from(number),
                None => Value::from(name),
            };
            let pairs: Vec<Value> = pairs.map(|(a, b)| json!([value(a), value(b)])).collect();
            let weight: Value = serde_json::from_str(&weight)?;
            let answer = json!({
                "weight": weight, "pairs": pairs, "status": "optimal", "elapsed_ms": elapsed,
            });
            println!("{answer}");
        }
        Format::Csv => {
            println!("a,b");
            pairs.for_each(|(a, b)| println!("{a},{b}"));
        }
        Format::Table => {
            println!("weight {weight}");
            pairs.for_each(|(a, b)| println!("{a} {b}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn canonical_number(name: &str) -> Option<u64> {
    name.parse::<u64>()
        .ok()
        .filter(|number| number.to_string() == name)
}

/// Reads `a b w` lines, apart by blanks, commas or semicolons; `#` begins a comment, and a first
/// line whose weight is a word is a heading.
fn parse_edges(text: &str, path: &Path) -> Result<Edges> {
    let mut rows = Vec::new();
    let mut all = Edges::default();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (at, line) in text.lines().enumerate() {
        let here = || format!("{}:{}", path.display(), at + 1);
        let line = line.split('#').next().unwrap_or_default();
        let apart = |c: char| c.is_whitespace() || c == ',' || c == ';';
        let fields: Vec<&str> = line
            .split(apart)
            .filter(|field| !field.is_empty())
            .collect();
        let [a, b, weight] = fields[..] else {
            if fields.is_empty() {
                continue;
            }
            bail!("{}: write a b w", here());
        };
        let Some((digits, decimals)) = digits(weight) else {
            if at == 0 && weight.chars().all(char::is_alphabetic) {
                continue;
            }
            bail!("{}: {weight} is not a number", here());
        };
        let mut number = |name: &str| {
            let next = numbers.len() as u32;
            *numbers.entry(name.to_owned()).or_insert_with(|| {
                all.names.push(name.to_owned());
                next
            })
        };
        rows.push((number(a), number(b), digits, decimals, at + 1));
        all.decimals = all.decimals.max(decimals);
    }
    for (a, b, digits, decimals, line) in rows {
        let scale = 10_i128.checked_pow((all.decimals - decimals) as u32);
        let weight = scale.and_then(|scale| digits.checked_mul(scale));
        let weight = weight.and_then(|weight| i64::try_from(weight).ok());
        let weight = weight.filter(|weight| (-MAX_WEIGHT..=MAX_WEIGHT).contains(weight));
        let weight = weight.with_context(|| {
            format!(
                "{}:{line}: the weights have too many digits together",
                path.display()
            )
        })?;
        all.edges.push((a, b, weight));
    }
    Ok(all)
}

/// A decimal number as its digits and how many of them are decimals.
fn digits(text: &str) -> Option<(i128, usize)> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
    // An exponent is written out; what has none is read as it stands, to the last digit.
    let plain = if text.contains(['e', 'E']) {
        format!("{value}")
    } else {
        text.to_owned()
    };
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part = part.trim_end_matches('0');
    let digits: i128 = match format!("{whole}{part}").as_str() {
        "" | "-" | "+" => 0,
        // Only digits are left, so what does not parse has too many: the caller says so.
        digits => digits.parse().unwrap_or(i128::MAX),
    };
    Some((digits, part.len()))
}

/// A whole number of the smallest decimals, as a decimal number.
fn decimal(value: i128, decimals: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let part = part.trim_end_matches('0');
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Edges> {
        parse_edges(text, Path::new("edges.txt"))
    }

    #[test]
    fn edges_are_read_with_their_decimals() {
        let edges = parsed("a b w\nodile rémi 2.50 # fine\n\nrémi,zoé,-1e2\n").expect("sound");
        assert_eq!(edges.names, ["odile", "rémi", "zoé"]);
        assert_eq!(edges.edges, [(0, 1, 25), (1, 2, -1000)]);
        assert_eq!(decimal(25, edges.decimals), "2.5");
        assert_eq!(decimal(-1000, edges.decimals), "-100");
        assert_eq!(decimal(5, 3), "0.005");
    }

    #[test]
    fn what_cannot_be_read_is_named_by_line() {
        let said = |text| parsed(text).expect_err("not sound").to_string();
        assert_eq!(said("1 2 3\n1 2\n"), "edges.txt:2: write a b w");
        assert_eq!(said("1 2 3\n1 2 NaN\n"), "edges.txt:2: NaN is not a number");
        assert!(said("1 2 1e300\n").starts_with("edges.txt:1: the weights have too many"));
        assert!(said("1 2 99999999999999999999\n").starts_with("edges.txt:1: the weights have"));
        assert!(said("1 2 0x10\n").starts_with("edges.txt:1: 0x10 is not"));
    }

    #[test]
    fn nothing_is_an_empty_matching() {
        assert_eq!(parsed("\n# nobody\n").expect("sound"), Edges::default());
    }
}
