//! The command `plan` as a shell sees it: formats, exit codes, sentences with file and line.

use std::path::Path;
use std::process::{Command, Output};

fn plan(folder: &Path, words: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cinqasept"));
    command
        .arg("plan")
        .args(words.split(' '))
        .current_dir(folder);
    command.output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    (code, text(&output.stdout), text(&output.stderr))
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const GUESTS: &str = "id,trade\nodile,law\nrémi,law\nzoé,tax\npaul,tax\nana,sales\nluc,sales\n";

#[test]
fn a_plan_is_written_as_json_csv_and_a_table_and_verified() {
    let folder = folder(&[("guests.csv", GUESTS)]);
    let asked = "rounds --people guests.csv --tables 3x2 --rounds 5";
    let (code, json, _) = said(&plan(folder.path(), asked));
    let written: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, written["status"].as_str()), (0, Some("optimal")));
    assert_eq!(written["distinct_pairs"], 15);
    std::fs::write(folder.path().join("plan.json"), &json).unwrap();
    let (code, words, _) = said(&plan(folder.path(), "verify plan.json --people guests.csv"));
    assert_eq!((code, words.ends_with("The plan is sound.\n")), (0, true));
    let (_, csv, _) = said(&plan(folder.path(), &format!("{asked} --format csv")));
    assert_eq!(
        (csv.lines().next(), csv.lines().count()),
        (Some("round,table,id"), 31)
    );
    let (_, table, _) = said(&plan(folder.path(), &format!("{asked} --format table")));
    assert!(table.starts_with("Round 1\n") && table.contains("optimal"));
}

#[test]
fn a_plan_that_was_tampered_with_is_not_sound() {
    let plan_json = r#"{"rounds": [[[0, 1], [2, 3]], [[0, 1], [2]]], "distinct_pairs": 4}"#;
    let folder = folder(&[("plan.json", plan_json)]);
    let (code, words, _) = said(&plan(
        folder.path(),
        "verify plan.json --people 4 --tables 2x2",
    ));
    assert_eq!(code, 1);
    assert!(words.contains("round 2: 3 has no seat"), "{words}");
    assert!(
        words.contains("distinct_pairs: 4 is said, 2 is counted"),
        "{words}"
    );
}

#[test]
fn contradictory_demands_are_named_with_their_lines() {
    let demands =
        "[[apart]]\npeople = [\"zoé\", \"paul\"]\n\n[[together]]\npeople = [\"paul\", \"zoé\"]\n";
    let folder = folder(&[("guests.csv", GUESTS), ("evening.toml", demands)]);
    let asked = "rounds --people guests.csv --tables 2x3 --rounds 2 --constraints evening.toml";
    let (code, json, words) = said(&plan(folder.path(), asked));
    assert_eq!(code, 2);
    assert!(
        words.contains("zoé, paul must sit apart (evening.toml:1)"),
        "{words}"
    );
    assert!(
        words.contains("paul, zoé must sit together (evening.toml:4)"),
        "{words}"
    );
    let written: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(written["status"], "infeasible");
    assert!(written["reasons"][0].as_str().is_some());
}

#[test]
fn what_cannot_be_read_is_one_sentence_and_code_two() {
    let folder = folder(&[
        ("guests.csv", GUESTS),
        ("twice.csv", "id\na\na\n"),
        ("weights.csv", "a,b,weight\nodile,zoé,1\nodile,nobody,2\n"),
        ("few.csv", "a,b\n1,2\n"),
        ("bad.toml", "at_most = 1\nat_mots = 2\n"),
        ("plan.json", "{"),
    ]);
    let rounds = "rounds --tables 2x3 --rounds 2 --iterations 10 --people";
    for (asked, sentence) in [
        ("nowhere.csv", "nowhere.csv: the file cannot be read"),
        ("twice.csv", "twice.csv:3: the id a is there twice"),
        ("few.csv", "few.csv:1: there is no column named id"),
        (
            "guests.csv --weights weights.csv",
            "weights.csv:3: there is no person nobody",
        ),
        (
            "guests.csv --constraints bad.toml",
            "bad.toml:2: unknown field",
        ),
        ("guests.csv --start plan.json", "plan.json: EOF"),
        ("9", "9 people are there and the tables have 6 seats"),
    ] {
        let (code, _, words) = said(&plan(folder.path(), &format!("{rounds} {asked}")));
        assert_eq!(code, 2, "{asked}");
        assert!(words.contains(sentence), "{asked}: {words}");
    }
}

#[test]
fn after_a_no_show_and_a_latecomer_the_others_keep_their_seats() {
    let away = "[[attendance]]\nperson = 9\nfrom = 2\n";
    let gone = "[[attendance]]\nperson = 9\nfrom = 2\n[[attendance]]\nperson = 3\nuntil = 1\n";
    let folder = folder(&[("before.toml", away), ("after.toml", gone)]);
    let asked = "rounds --people 10 --tables 2x5 --rounds 3 --iterations 20000 --constraints";
    let (code, before, _) = said(&plan(folder.path(), &format!("{asked} before.toml")));
    assert_eq!(code, 0);
    std::fs::write(folder.path().join("plan.json"), &before).unwrap();
    let again = format!("{asked} after.toml --start plan.json --keep-seats");
    let (code, after, _) = said(&plan(folder.path(), &again));
    assert_eq!(code, 0);
    let seats = |json: &str| {
        let written: serde_json::Value = serde_json::from_str(json).unwrap();
        let mut seats = Vec::new();
        for (round, tables) in written["rounds"].as_array().unwrap().iter().enumerate() {
            for (table, people) in tables.as_array().unwrap().iter().enumerate() {
                let people = people.as_array().unwrap().iter();
                seats.extend(people.map(|p| (round, p.as_u64().unwrap(), table)));
            }
        }
        seats.sort_unstable();
        seats
    };
    let mut kept = seats(&before);
    kept.retain(|(round, person, _)| *round == 0 || *person != 3);
    assert_eq!(seats(&after), kept);
}

#[test]
fn a_matching_is_proven_before_it_is_printed() {
    let folder = folder(&[("edges", "1 2 5\n2 3 7\n3 4 5\n")]);
    let (code, json, _) = said(&plan(folder.path(), "match --edges edges"));
    let written: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, written["weight"].as_f64()), (0, Some(10.0)));
}
