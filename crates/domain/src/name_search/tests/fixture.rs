//! `fixtures/door/search.json`: what hosts type and whom they mean. `UPDATE=1` writes the whole
//! answers anew; what is expected of them is written by hand and is never updated.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::{Entry, Hit, Index, Why, sound, words};

const PATH: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../fixtures/door/search.json"
);
/// People and queries of the crowd, in which nothing is chosen by hand.
const CROWD: usize = 500;

fn read() -> Value {
    serde_json::from_str(&std::fs::read_to_string(PATH).unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn cast(fixture: &Value) -> Index<&str> {
    Index::build(
        fixture["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| Entry {
                id: text(person, "id"),
                given: text(person, "given"),
                family: text(person, "family"),
                extra: text(person, "extra"),
                weight: person["weight"].as_f64().unwrap() as f32,
            }),
    )
}

/// A whole answer on one line: who, how well and why.
fn answer<K: Copy + std::fmt::Display>(hits: &[Hit<K>]) -> String {
    let why = |why| match why {
        Why::Exact => "exact",
        Why::Prefix => "prefix",
        Why::Initials => "initials",
        Why::Sound => "sound",
        Why::Typo => "typo",
    };
    let hits: Vec<_> = hits
        .iter()
        .map(|hit| format!("{} {} {}", hit.id, hit.score, why(hit.why)))
        .collect();
    hits.join(", ")
}

/// FNV-1a of 32 bits: enough to see that two lists differ, and the same in JavaScript.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[test]
fn hosts_find_whom_they_mean() {
    let fixture = read();
    let index = cast(&fixture);
    let queries = fixture["queries"].as_array().unwrap();
    assert!(queries.len() >= 120);
    let mut wrong = String::new();
    for query in queries {
        let typed = text(query, "q");
        let hits = index.find(typed, 1000);
        let ids: Vec<_> = hits.iter().map(|hit| hit.id).collect();
        if let Some(expect) = query["expect"].as_array() {
            let expect: Vec<_> = expect.iter().filter_map(Value::as_str).collect();
            let first = &ids[..ids.len().min(expect.len().max(1))];
            if first != expect {
                writeln!(wrong, "{typed:?}: {expect:?}, not {}", answer(&hits)).unwrap();
            }
        }
        for id in query["must_include"].as_array().into_iter().flatten() {
            if !ids.contains(&id.as_str().unwrap()) {
                writeln!(wrong, "{typed:?}: lacks {id} in {}", answer(&hits)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn answers_are_those_the_browser_is_held_to() {
    let mut fixture = read();
    if std::env::var_os("UPDATE").is_some() {
        update(&mut fixture);
        std::fs::write(PATH, written(&fixture)).unwrap();
    }
    let index = cast(&fixture);
    for query in fixture["queries"].as_array().unwrap() {
        let typed = text(query, "q");
        assert_eq!(
            text(query, "all"),
            answer(&index.find(typed, 1000)),
            "{typed:?}: UPDATE=1 if meant"
        );
    }
    let index = crowd(&fixture);
    for query in fixture["crowd"]["queries"].as_array().unwrap() {
        let typed = query[0].as_str().unwrap();
        let found = digest(&answer(&index.find(typed, 1000)));
        assert_eq!(query[2], found, "{typed:?}: UPDATE=1 if meant");
    }
    for (word, key) in fixture["keys"].as_object().unwrap() {
        assert_eq!(key, &keys(word), "{word}: UPDATE=1 if meant");
    }
}

#[test]
fn the_index_and_the_plain_scan_give_one_answer() {
    let fixture = read();
    let (index, crowd) = (cast(&fixture), crowd(&fixture));
    for query in fixture["queries"].as_array().unwrap() {
        let typed = text(query, "q");
        for limit in [3, 1000] {
            assert_eq!(
                index.find(typed, limit),
                index.find_by_scan(typed, limit),
                "{typed:?}"
            );
        }
    }
    for query in fixture["crowd"]["queries"].as_array().unwrap() {
        let typed = query[0].as_str().unwrap();
        assert_eq!(
            crowd.find(typed, 20),
            crowd.find_by_scan(typed, 20),
            "{typed:?}"
        );
    }
}

#[test]
fn the_browser_has_the_same_rules_of_sound() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../web/assets/js/name_search.js"
    );
    let script = std::fs::read_to_string(path).unwrap();
    for line in sound::RULES {
        assert!(script.contains(line), "{line}");
    }
}

fn keys(word: &str) -> String {
    let word: Vec<u16> = word.encode_utf16().collect();
    sound::keys(&word)
        .map(|key| String::from_utf16_lossy(&key))
        .join(" ")
}

fn crowd(fixture: &Value) -> Index<usize> {
    let people = fixture["crowd"]["people"].as_array().unwrap();
    Index::build(people.iter().enumerate().map(|(id, person)| Entry {
        id,
        given: person[0].as_str().unwrap(),
        family: person[1].as_str().unwrap(),
        extra: person[2].as_str().unwrap(),
        weight: person[3].as_f64().unwrap() as f32,
    }))
}

fn update(fixture: &mut Value) {
    let answers: Vec<String> = {
        let index = cast(fixture);
        let queries = fixture["queries"].as_array().unwrap();
        queries
            .iter()
            .map(|query| answer(&index.find(text(query, "q"), 1000)))
            .collect()
    };
    let queries = fixture["queries"].as_array_mut().unwrap();
    for (query, all) in queries.iter_mut().zip(answers) {
        query["all"] = json!(all);
    }
    let mut chance = super::properties::Chance(7);
    let names = super::properties::names(CROWD);
    let people: Vec<_> = names
        .iter()
        .map(|(given, family)| {
            let extra = ["", "Atelier", "Gagnon et fils", "Studio Nord"][chance.below(4)];
            json!([given, family, extra, chance.below(4) as f32 / 4.0])
        })
        .collect();
    fixture["crowd"]["people"] = json!(people);
    let index = crowd(fixture);
    let queries: Vec<_> = (0..CROWD)
        .map(|at| {
            let (given, family) = &names[chance.below(names.len())];
            let typed = match at % 5 {
                0 => format!("{given} {family}"),
                1 => format!("{family} {given}"),
                2 => given.clone(),
                3 => family.clone(),
                _ => format!("{} {family}", given.chars().next().unwrap()),
            };
            let mut typed = chance.typo(&typed);
            if at % 3 == 0 {
                typed = chance.typo(&typed);
            }
            if at % 2 == 0 {
                let kept = 1 + chance.below(typed.chars().count().max(2));
                typed = typed.chars().take(kept).collect();
            }
            let hits = index.find(&typed, 1000);
            let top: Vec<_> = hits.iter().take(5).map(|hit| hit.id).collect();
            json!([typed, top, digest(&answer(&hits))])
        })
        .collect();
    fixture["crowd"]["queries"] = json!(queries);
    let mut all = serde_json::Map::new();
    for (given, family) in &names {
        for word in words::chains(&format!("{given} {family}")).concat() {
            let key = keys(&word);
            all.insert(word, json!(key));
        }
    }
    for person in fixture["people"].as_array().unwrap() {
        let name = format!("{} {}", text(person, "given"), text(person, "family"));
        for word in words::chains(&name).concat() {
            let key = keys(&word);
            all.insert(word, json!(key));
        }
    }
    fixture["keys"] = Value::Object(all);
}

/// One thing a line, so that a change can be read.
fn written(fixture: &Value) -> String {
    let lines = |value: &Value| {
        let lines: Vec<_> = value
            .as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect();
        lines.join(",\n")
    };
    let keys: Vec<_> = fixture["keys"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(word, key)| format!("{}: {key}", json!(word)))
        .collect();
    format!(
        "{{\n\"people\": [\n{}\n],\n\"queries\": [\n{}\n],\n\"crowd\": {{\"people\": [\n{}\n],\n\"queries\": [\n{}\n]}},\n\"keys\": {{\n{}\n}}\n}}\n",
        lines(&fixture["people"]),
        lines(&fixture["queries"]),
        lines(&fixture["crowd"]["people"]),
        lines(&fixture["crowd"]["queries"]),
        keys.join(",\n"),
    )
}
