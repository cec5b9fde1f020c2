//! The command `people` as a shell sees it: formats, exit codes, sentences with file and line.

use std::path::Path;
use std::process::Command;

fn people(folder: &Path, words: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cinqasept"));
    let command = command
        .arg("people")
        .args(words.split(' '))
        .current_dir(folder);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Three cards of one man, a father and a son, and somebody else.
const STACK: &str = "\
id,name,phone,email,organisation,address,suburb,postcode
a1,Joaquim D’Almeida,514 555-0142,marketing@dalmeida.example,Marketing de proximité,,,
a2,\"D'ALMEIDA, Joaquim\",(514) 555-0142,nuage@dalmeida.example,Stockage infonuagique inc.,,,
a3,Joaquim Dalmeida,+1 514 555 0142,,Pastilles vitalité,,,
b1,Réjean Zwicker,450 555-0110,rejean@zwicker.example,Zwicker et fils ltée,12 rue Fleury,Laval,H7N 1A1
b2,Kevin Zwicker,450 555-0110,kevin@zwicker.example,Zwicker et fils,12 Fleury,Laval,H7N1A1
c1,Ana Sousa,438 555-0177,ana@sousa.example,Fleuriste Sousa,,,
";

#[test]
fn three_cards_of_one_man_are_one_and_father_and_son_are_two() {
    let folder = folder(&[("stack.csv", STACK)]);
    let (code, json, error) = people(folder.path(), "dedupe --csv stack.csv --format json");
    assert_eq!(code, 0, "{error}");
    let written: serde_json::Value = serde_json::from_str(&json).unwrap();
    let groups = serde_json::json!([["a1", "a2", "a3"]]);
    assert_eq!(written["groups"], groups, "{json}");
    assert_eq!(written["pairs"].as_array().unwrap().len(), 3);
    let reasons = written["pairs"][0]["reasons"].as_array().unwrap();
    assert!(
        reasons
            .iter()
            .any(|r| r["comparison"] == "phone" && r["level"] == "same")
    );
}

#[test]
fn pairs_are_written_as_csv_and_a_table_and_two_lists_are_linked() {
    let (first, second) = STACK.split_at(STACK.find("a3,").unwrap());
    let heading = STACK.lines().next().unwrap();
    let second = format!("{heading}\n{second}");
    let folder = folder(&[("first.csv", first), ("second.csv", &second)]);
    let asked = "dedupe --csv first.csv --link second.csv --format";
    let (code, csv, error) = people(folder.path(), &format!("{asked} csv"));
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        csv.starts_with("a,b,probability,score,implied\na1,a3,"),
        "{csv}"
    );
    assert!(!csv.contains("a1,a2"), "{csv}");
    let (_, table, _) = people(folder.path(), &format!("{asked} table"));
    assert!(table.contains("phone same"), "{table}");
}

#[test]
fn a_bad_file_is_one_sentence_with_its_line_and_code_2() {
    let folder = folder(&[("twice.csv", "id,name\n1,a\n1,b\n"), ("rates.json", "{}")]);
    let (code, out, error) = people(folder.path(), "dedupe --csv twice.csv");
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        error,
        "cinqasept: twice.csv: line 3: the id 1 is on line 2 already\n"
    );
    let (code, _, error) = people(folder.path(), "dedupe --csv none.csv");
    assert!(code == 2 && error.contains("none.csv"), "{error}");
    let asked = "dedupe --csv twice.csv --parameters rates.json";
    let (code, _, error) = people(folder.path(), asked);
    assert_eq!(code, 2, "{error}");
    let (code, _, error) = people(folder.path(), "dedupe --csv twice.csv --threshold 2");
    assert!(code == 2 && error.contains("between 0 and 1"), "{error}");
}

#[test]
fn invented_contacts_are_told_apart_and_no_wrong_pair_is_sure() {
    let folder = tempfile::tempdir().unwrap();
    let (_, list, _) = people(folder.path(), "invent --humans 2000 --seed 7");
    std::fs::write(folder.path().join("list.csv"), list).unwrap();
    let (code, json, error) = people(folder.path(), "dedupe --csv list.csv --fixed");
    assert_eq!(code, 0, "{error}");
    let written: serde_json::Value = serde_json::from_str(&json).unwrap();
    let human = |pair: &serde_json::Value, side: &str| {
        pair[side]
            .as_str()
            .unwrap()
            .split('-')
            .next()
            .unwrap()
            .to_owned()
    };
    let pairs = written["pairs"].as_array().unwrap();
    let wrong = pairs
        .iter()
        .filter(|pair| human(pair, "a") != human(pair, "b"));
    let sure = wrong
        .clone()
        .filter(|pair| pair["probability"].as_f64().unwrap() > 0.999);
    assert_eq!(sure.count(), 0, "wrong and sure");
    assert!(
        wrong.count() * 100 <= pairs.len(),
        "one pair in a hundred at most is wrong"
    );
}
