//! What must hold of likeness, whatever the rates.

use proptest::prelude::*;

use super::*;

fn named(given: &str, family: &str) -> Record {
    Record {
        names: vec![(given.into(), family.into())],
        ..Record::default()
    }
}

fn card(given: &str, family: &str, phone: &str, firm: &str) -> Record {
    Record {
        phones: vec![phone.into()],
        organisations: vec![firm.into()],
        ..named(given, family)
    }
}

fn score(a: &Record, b: &Record) -> Score {
    Likeness::shipped().score(&Read::of(a), &Read::of(b), 500)
}

fn level(a: &Record, b: &Record, comparison: Comparison) -> Level {
    let level = Meeting::of(&Read::of(a), &Read::of(b)).level(comparison);
    level.unwrap()
}

#[test]
fn three_cards_with_one_phone_and_one_name_are_one_human() {
    let cards = [
        card(
            "Joaquim",
            "D’Almeida",
            "514 555-0142",
            "Marketing de proximité",
        ),
        card("Joaquim", "Dalmeida", "+1 (514) 555-0142", "Infonuagique"),
        card("J.", "D'ALMEIDA", "514.555.0142", "Pastilles vitalité"),
    ];
    assert!(score(&cards[0], &cards[1]).probability > 0.9);
    assert!(score(&cards[0], &cards[2]).probability > 0.5);
}

#[test]
fn father_and_son_at_one_firm_are_two() {
    let place = Place {
        street: "12 rue Fleury".into(),
        postcode: "H7N 1A1".into(),
        ..Place::default()
    };
    let at_firm = |given: &str| Record {
        places: vec![place.clone()],
        ..card(given, "Zwicker", "450 555-0110", "Zwicker et fils ltée")
    };
    let score = score(&at_firm("Réjean"), &at_firm("Kevin"));
    assert!(score.probability < 0.05, "{score:?}");
    assert!(score.kin > 0.9, "{score:?}");
}

#[test]
fn father_and_son_of_one_name_are_two() {
    let of = |suffix: &str| {
        // The contact's own name tells no generation; its card does.
        let mut record = Record::of_name("Jean Bouchard");
        record.add_card(&crate::card::Card {
            given: "Jean".into(),
            family: "Bouchard".into(),
            suffix: suffix.into(),
            phones: vec![crate::card::Labelled::new("450 555-0110")],
            organisation: "Bouchard et fils ltée".into(),
            ..crate::card::Card::default()
        });
        record
    };
    let two = score(&of("père"), &of("fils"));
    assert!(two.probability < 0.3, "{two:?}");
    assert!(score(&of("Jr"), &of("fils")).probability > 0.9);
}

#[test]
fn names_meet_as_people_write_and_hear_them() {
    for (a, b, comparison, expected) in [
        (
            ("Michel", "Roy"),
            ("Mike", "Roy"),
            Comparison::Given,
            Level::Alias,
        ),
        (
            ("Jean-François", "Roy"),
            ("JF", "Roy"),
            Comparison::Given,
            Level::Alias,
        ),
        (
            ("Anne-Sophie", "Roy"),
            ("A.-S.", "Roy"),
            Comparison::Given,
            Level::Initial,
        ),
        (
            ("Paul", "Roy"),
            ("P.", "Roy"),
            Comparison::Given,
            Level::Initial,
        ),
        (
            ("Luc", "Thibault"),
            ("Luc", "Tibo"),
            Comparison::Family,
            Level::Sound,
        ),
        (
            ("Luc", "de la Bruère"),
            ("Luc", "Delabruère"),
            Comparison::Family,
            Level::Same,
        ),
        (
            ("Luc", "Saint-Onge"),
            ("Luc", "St-Onge"),
            Comparison::Family,
            Level::Same,
        ),
        (
            ("Luc", "Tremblay"),
            ("Luc", "Trembaly"),
            Comparison::Family,
            Level::Near,
        ),
        (
            ("Ana", "Roy-Côté"),
            ("Ana", "Côté"),
            Comparison::Family,
            Level::Part,
        ),
        (
            ("Ana Maria", "Sousa"),
            ("Ana", "Sousa"),
            Comparison::Given,
            Level::Part,
        ),
        (
            ("Tremblay", "Luc"),
            ("Luc", "Tremblay"),
            Comparison::Order,
            Level::Swapped,
        ),
        (
            ("Luc Roy", ""),
            ("Roy, Luc", ""),
            Comparison::Given,
            Level::Same,
        ),
        (
            ("Luc", "Roy père"),
            ("Luc", "Roy fils"),
            Comparison::Generation,
            Level::Differs,
        ),
    ] {
        let (one, other) = (named(a.0, a.1), named(b.0, b.1));
        assert_eq!(level(&one, &other, comparison), expected, "{a:?} {b:?}");
    }
}

#[test]
fn firms_and_addresses_meet_whatever_stands_around_them() {
    let firm = |name: &str| card("Luc", "Roy", "", name);
    let same = |a, b| level(&firm(a), &firm(b), Comparison::Organisation) == Level::Same;
    assert!(same("Électricité Roy inc.", "ELECTRICITE ROY"));
    assert!(same("Roy & Associés S.E.N.C.R.L.", "Roy et associés"));
    assert!(!same("Plomberie Roy", "Toitures Roy"));
    let at = |street: &str| Record {
        places: vec![Place {
            street: street.into(),
            ..Place::default()
        }],
        ..named("Luc", "Roy")
    };
    let streets = ["123, rue Saint-Denis, bureau 400", "400-123 St-Denis"].map(at);
    assert_eq!(
        level(&streets[0], &streets[1], Comparison::Street),
        Level::Same
    );
    assert_eq!(
        level(&streets[0], &streets[1], Comparison::Number),
        Level::Same
    );
}

#[test]
fn a_rare_name_says_more_than_a_common_one() {
    let twice = |family: &str| score(&named("Luc", family), &named("Luc", family)).bits;
    assert!(twice("Zwicker") > twice("Tremblay") + 2.0);
}

#[test]
fn a_shared_mailbox_says_less_than_ones_own() {
    let at = |email: &str| Record {
        emails: vec![email.into()],
        ..named("Luc", "Roy")
    };
    assert_eq!(
        level(
            &at("info@roy.example"),
            &at("INFO@roy.example"),
            Comparison::Email
        ),
        Level::Shared
    );
    assert_eq!(
        level(
            &at("luc@roy.example"),
            &at("Luc@Roy.example"),
            Comparison::Email
        ),
        Level::Same
    );
    assert_eq!(
        level(
            &at("l.roy+x@gmail.com"),
            &at("lroy@gmail.com"),
            Comparison::Email
        ),
        Level::Same
    );
}

#[test]
fn a_mailbox_says_how_its_owner_is_spelt() {
    let typed = |given: &str, email: &str| Record {
        emails: vec![email.into()],
        ..named(given, "Godbout")
    };
    let louise = named("Louise", "Godbout");
    for given in ["Looise", "L.", "Lou"] {
        let heard = typed(given, "louise.godbout10@hotmail.com");
        assert_eq!(level(&heard, &louise, Comparison::Given), Level::Same);
    }
    let spouse = typed("Pierre", "louise.godbout10@hotmail.com");
    assert_eq!(level(&spouse, &louise, Comparison::Given), Level::Differs);
    let initial = typed("Looise", "l.godbout@hotmail.com");
    assert_eq!(level(&initial, &louise, Comparison::Given), Level::Near);
}

#[test]
fn nobody_is_chained_through_a_weak_link() {
    // 0 and 1 are one, 2 and 3 are one, and a weak link between 1 and 2 must not make four of them.
    let pairs = [(0, 1, 20.0), (1, 2, 1.0), (2, 3, 20.0)];
    let groups = group(4, &pairs, 0.0, |_, _| Some(-15.0));
    assert_eq!(groups, [vec![0, 1], vec![2, 3]]);
    // Strong links on both sides outweigh a weak one across.
    let pairs = [(0, 1, 20.0), (1, 2, 20.0)];
    assert_eq!(group(3, &pairs, 0.0, |_, _| Some(-3.0)), [vec![0, 1, 2]]);
    // Those known to be two humans are never brought together.
    assert_eq!(group(3, &pairs, 0.0, |_, _| None), [vec![0, 1]]);
}

#[test]
fn whoever_may_be_the_same_is_filed_under_one_key() {
    for (a, b) in [
        (
            card("Luc", "Roy", "514 555-0142", ""),
            card("X", "Y", "(514) 555-0142", ""),
        ),
        (named("Luc", "Thibault"), named("Lucien", "Tibo")),
        (named("Michel", "Roy"), named("Mike", "Roi")),
        (named("Roy", "Luc"), named("Luc", "Roy")),
    ] {
        let [one, other] = [&a, &b].map(|record| Keys::of(&Read::of(record)));
        assert!(
            one.kept.iter().any(|key| other.sought.contains(key)),
            "{a:?} {b:?}"
        );
    }
}

#[test]
fn parameters_that_are_no_rates_are_refused_and_the_shipped_ones_survive_writing() {
    let shipped = Parameters::shipped();
    let written = serde_json::to_string(&shipped).unwrap();
    assert_eq!(Parameters::parse(&written).unwrap(), shipped);
    assert!(Parameters::parse("{}").is_err());
    let broken = written.replacen("\"m\":0", "\"m\":7", 1);
    assert!(matches!(
        Parameters::parse(&broken),
        Err(ParametersError::Rate(..))
    ));
}

#[test]
fn which_record_comes_first_never_matters() {
    let at = |given: &str, family: &str, email: &str| Record {
        emails: vec![email.into()],
        ..named(given, family)
    };
    for (a, b) in [
        // The mailbox is called after the name of one of the two only.
        (
            at("Odile", "Roy", "odile@a.example"),
            at("Od", "Roy", "odile@b.example"),
        ),
        (named("Tremblay", "Luc"), named("Lucien", "Trembley")),
        (named("Jean Luc", "Roy"), named("Luc", "Roy-Jean")),
    ] {
        assert_eq!(score(&a, &b).bits, score(&b, &a).bits, "{a:?} {b:?}");
    }
}

#[test]
fn every_comparison_s_rates_of_one_human_come_to_one() {
    let shipped = Parameters::shipped();
    for comparison in Comparison::ALL {
        let rates = Level::ALL
            .into_iter()
            .filter_map(|level| shipped.known(comparison, level));
        let sum: f64 = rates.map(|rates| rates.m).sum();
        let one_level = matches!(comparison, Comparison::Order | Comparison::Lines);
        assert!(
            one_level || (sum - 1.0).abs() < 0.02,
            "{comparison:?}: {sum}"
        );
    }
}

proptest! {
    #[test]
    fn any_texts_are_read_and_the_score_does_not_depend_on_the_side(
        given in ".{0,40}", family in ".{0,40}", other in ".{0,40}", phone in "[0-9+() x-]{0,20}", street in ".{0,30}",
    ) {
        let make = |given: &str, family: &str| Record {
            phones: vec![phone.clone()],
            emails: vec![format!("{given}@{family}")],
            places: vec![Place { street: street.clone(), ..Place::default() }],
            birth: family.into(),
            ..card(given, family, &phone, &street)
        };
        let (a, b) = (make(&given, &family), make(&other, &family));
        let (one, back) = (score(&a, &b), score(&b, &a));
        prop_assert!(one.probability.is_finite());
        prop_assert_eq!(one.bits, back.bits);
        let own = Meeting::of(&Read::of(&a), &Read::of(&a));
        prop_assert!(own.levels().all(|(_, level)| matches!(level, Level::Same | Level::Shared)));
    }
}
