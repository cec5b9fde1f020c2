use engine::rounds::solve::{Options, solve};
use engine::stop::Stop;
use proptest::prelude::*;

use super::*;

fn people() -> People {
    People::named((0..9).map(|n| format!("p{n}")).collect(), false)
}

fn told(text: &str) -> Result<Problem> {
    let mut problem = Problem::plain(9, &[3, 3, 3], 3);
    demands(text, "demands.toml".into(), &people(), &mut problem)?;
    Ok(problem)
}

#[test]
fn tables_are_counted_and_limited() {
    assert_eq!(sizes("2x4,1x3", 11).unwrap(), [4, 4, 3]);
    assert_eq!(sizes("auto:4", 10).unwrap(), [4, 3, 3]);
    for wrong in ["", "4", "x", "4x", "auto:", "auto:0", "-1x3", "1x3;2x4"] {
        assert!(sizes(wrong, 10).is_err(), "{wrong}");
    }
    for much in ["1x1,18446744073709551615x1", "5000000x5000000", "5000001x0"] {
        assert!(
            sizes(much, 10)
                .unwrap_err()
                .to_string()
                .contains("five million")
        );
    }
}

#[test]
fn a_demand_that_cannot_be_read_is_named_with_its_line() {
    for (text, said) in [
        (
            "\n[[apart]]\npeople = [\"p1\", \"nobody\"]",
            "demands.toml:2: there is no person nobody",
        ),
        (
            "[[apart]]\npeople = [\"p1\"]",
            "demands.toml:1: name two people or more",
        ),
        (
            "at_most = 2\n[[pinned]]\nperson = \"p1\"\ntable = 4",
            "demands.toml:2: there is no table 4; tables are 1 to 3",
        ),
        (
            "[[attendance]]\nperson = \"p1\"\nfrom = 0",
            "demands.toml:1: there is no round 0; rounds are 1 to 3",
        ),
        (
            "[exchange]\noffers = \"a\"\nseeks = \"b\"",
            "demands.toml:1: people have no column a",
        ),
    ] {
        assert_eq!(format!("{:#}", told(text).unwrap_err()), said);
    }
    let unknown = told("\n\nwhat = 1").unwrap_err().to_string();
    assert!(
        unknown.starts_with("demands.toml:3: unknown field"),
        "{unknown}"
    );
}

#[test]
fn words_that_are_sought_and_offered_make_weights() {
    let mut people = people();
    let column = |cells: [&str; 2]| {
        let mut all: Vec<String> = cells.map(str::to_owned).to_vec();
        all.resize(9, String::new());
        all
    };
    people
        .columns
        .insert("o".into(), column(["Vente; droit", "impôt"]));
    people
        .columns
        .insert("s".into(), column(["impôt", "vente|droit"]));
    let mut problem = Problem::plain(9, &[3, 3, 3], 1);
    let text = "[exchange]\noffers = \"o\"\nseeks = \"s\"";
    demands(text, "demands.toml".into(), &people, &mut problem).unwrap();
    let found = solve(
        &problem,
        &Options::default(),
        &Stop::after(2_000),
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(found.tally.weight, 3.0);
}

/// Text that looks like demands often enough to be read beyond the first word.
fn nearly_demands() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "\\[\\[(apart|together|pinned|attendance|frozen|tables|wish|balance)\\]\\]",
        "(people|rounds|tables) = \\[(\"p[0-9]\"|[0-9]|\\[\"p1\"\\]|, ){0,4}\\]",
        "(person|attribute|sizes) = \"(p[0-9]|[0-9]x[0-9]|auto:[0-9])\"",
        "(table|from|until|round|value|cost|at_most) = -?[0-9]{1,20}",
        ".{0,12}",
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_a_file_of_demands_holds_it_is_planned_or_refused(text in nearly_demands()) {
        if let Ok(problem) = told(&text) {
            let _ = solve(&problem, &Options::default(), &Stop::after(200), &mut |_| {});
        }
    }

    #[test]
    fn any_sizes_are_read_or_refused(text in "[0-9xauto:,]{0,24}", people in 0usize..50) {
        let _ = sizes(&text, people);
    }
}

/// A target for fuzzing: see CONTRIBUTING.
#[test]
fn any_bytes_are_read_or_refused() {
    bolero::check!().with_iterations(1000).for_each(|bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _ = told(&text);
        let _ = sizes(&text, 9);
        rows(&text).for_each(drop);
    });
}
