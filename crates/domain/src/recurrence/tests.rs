use jiff::civil::{date, datetime};
use proptest::prelude::*;

use super::*;

fn toronto() -> TimeZone {
    TimeZone::get("America/Toronto").unwrap()
}

fn noon(year: i16, month: i8, day: i8) -> DateTime {
    datetime(year, month, day, 12, 0, 0, 0)
}

#[test]
fn every_thursday_noon_stays_noon_when_the_clocks_change() {
    let rule = Rule::parse("FREQ=WEEKLY;BYDAY=TH").unwrap();
    let lunches = rule.occurrences(noon(2026, 10, 22), date(2027, 3, 25), 100);
    assert_eq!(lunches.len(), 23);
    let zone = toronto();
    for lunch in lunches {
        let instant = at(lunch, &zone);
        let back = instant.to_zoned(zone.clone());
        assert_eq!((back.hour(), back.minute()), (12, 0));
        assert_eq!(back.weekday(), Weekday::Thursday);
        // Standard time from 1 November 2026 to 14 March 2027.
        let winter = date(2026, 11, 1) <= lunch.date() && lunch.date() < date(2027, 3, 14);
        let universal = instant.to_zoned(TimeZone::UTC);
        assert_eq!(universal.hour(), if winter { 17 } else { 16 }, "{lunch}");
    }
}

#[test]
fn second_tuesdays_fall_where_the_calendar_says() {
    let rule = Rule::monthly_nth(2, Weekday::Tuesday).unwrap();
    let days: Vec<Date> = rule
        .occurrences(noon(2026, 1, 1), date(2027, 12, 31), 100)
        .into_iter()
        .map(DateTime::date)
        .collect();
    let expected = [
        (2026, [13, 10, 10, 14, 12, 9, 14, 11, 8, 13, 10, 8]),
        (2027, [12, 9, 9, 13, 11, 8, 13, 10, 14, 12, 9, 14]),
    ];
    let expected: Vec<Date> = expected
        .iter()
        .flat_map(|(year, days)| (1..).zip(days).map(|(month, day)| date(*year, month, *day)))
        .collect();
    assert_eq!(days, expected);
}

#[test]
fn a_time_the_clocks_jump_over_or_repeat_is_read_as_documented() {
    let zone = toronto();
    let shown = |local| at(local, &zone).to_string();
    // Spring forward: 02:30 does not exist, and is read as 03:30 (−4).
    assert_eq!(
        shown(datetime(2027, 3, 14, 2, 30, 0, 0)),
        "2027-03-14T07:30:00Z"
    );
    // Fall back: 01:30 comes twice, the first (−4) is meant.
    assert_eq!(
        shown(datetime(2026, 11, 1, 1, 30, 0, 0)),
        "2026-11-01T05:30:00Z"
    );
    assert_eq!(at(DateTime::MAX, &zone), Timestamp::MAX);
}

#[test]
fn rules_are_refused_with_a_reason() {
    use RuleError::*;
    let long = format!("FREQ=DAILY;BYMONTH={}", "1,".repeat(120));
    for (typed, error) in [
        (" ", Empty),
        (long.as_str(), TooLong),
        ("FREQ", Malformed("FREQ".into())),
        ("FREQ=WEEKLY;BYDAY=XX", Malformed("BYDAY=XX".into())),
        (
            "FREQ=DAILY\nDTSTART=1",
            Malformed("FREQ=DAILY\nDTSTART=1".into()),
        ),
        (
            "FREQ=DAILY;UNTIL=20261301",
            Malformed("UNTIL=20261301".into()),
        ),
        ("FREQ=DAILY;FREQ=WEEKLY", Repeated("FREQ".into())),
        ("FREQ=DAILY;BYHOUR=12", UnsupportedPart("BYHOUR".into())),
        ("BYDAY=TH", MissingFrequency),
        ("FREQ=YEARLY", UnsupportedFrequency("YEARLY".into())),
        ("FREQ=SECONDLY", UnsupportedFrequency("SECONDLY".into())),
        ("FREQ=DAILY;INTERVAL=0", IntervalOutOfRange),
        ("FREQ=DAILY;INTERVAL=367", IntervalOutOfRange),
        ("FREQ=DAILY;COUNT=0", CountOutOfRange),
        ("FREQ=DAILY;COUNT=1001", CountOutOfRange),
        ("FREQ=DAILY;COUNT=9;UNTIL=20270101", CountAndUntil),
        ("FREQ=DAILY;UNTIL=20270101T000000Z", UntilNotLocal),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", NeverOccurs),
    ] {
        assert_eq!(Rule::parse(typed), Err(error), "{typed}");
    }
    for typed in ["FREQ=WEEKLY;BYDAY=1TH", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40"] {
        assert!(
            matches!(Rule::parse(typed), Err(Contradictory(_))),
            "{typed}"
        );
    }
}

#[test]
fn rules_have_a_shape_that_can_be_said_in_words() {
    use Weekday::*;
    for (typed, shape) in [
        ("FREQ=DAILY;INTERVAL=3", Shape::Daily { interval: 3 }),
        (
            "rrule:freq=weekly;byday=th,tu",
            Shape::Weekly {
                interval: 1,
                weekdays: vec![Tuesday, Thursday],
            },
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2",
            Shape::Weekly {
                interval: 2,
                weekdays: vec![],
            },
        ),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            Shape::MonthlyByWeekday {
                interval: 1,
                nth: 2,
                weekday: Tuesday,
            },
        ),
        (
            "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=-1",
            Shape::MonthlyByWeekday {
                interval: 1,
                nth: -1,
                weekday: Wednesday,
            },
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            Shape::MonthlyByDay {
                interval: 1,
                day: Some(15),
            },
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2",
            Shape::MonthlyByDay {
                interval: 2,
                day: None,
            },
        ),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", Shape::Other),
        ("FREQ=WEEKLY;BYDAY=TH;BYMONTH=9,10", Shape::Other),
    ] {
        assert_eq!(Rule::parse(typed).unwrap().shape(), shape, "{typed}");
    }
}

#[test]
fn the_first_monday_is_not_written_as_every_monday() {
    let rule = Rule::parse("BYDAY=1MO;FREQ=MONTHLY").unwrap();
    assert_eq!(rule.to_string(), "FREQ=MONTHLY;BYDAY=1MO");
}

#[test]
fn a_series_stops_where_its_rule_says() {
    let counted = Rule::parse("FREQ=WEEKLY;COUNT=3").unwrap();
    assert_eq!(counted.end(), Some(End::After(3)));
    let first = noon(2026, 11, 26);
    let days = counted.occurrences(first, date(2030, 1, 1), 100);
    assert_eq!(days, [first, noon(2026, 12, 3), noon(2026, 12, 10)]);

    // The last day counts whole; the same end as a time is exact.
    let dated = Rule::parse("FREQ=WEEKLY;UNTIL=20261203").unwrap();
    assert_eq!(dated.occurrences(first, date(2030, 1, 1), 100).len(), 2);
    let timed = Rule::parse("FREQ=WEEKLY;UNTIL=20261203T115959").unwrap();
    assert_eq!(timed.occurrences(first, date(2030, 1, 1), 100).len(), 1);

    let endless = Rule::weekly(Weekday::Thursday, 1).unwrap();
    assert_eq!(endless.end(), None);
    assert_eq!(endless.occurrences(first, date(2026, 12, 3), 100).len(), 2);
    assert_eq!(endless.occurrences(first, date(2030, 1, 1), 5).len(), 5);
    assert_eq!(endless.occurrences(first, date(2026, 1, 1), 5), []);
    assert_eq!(Rule::monthly_nth(6, Weekday::Monday), None);
    assert_eq!(Rule::weekly(Weekday::Monday, 0), None);
}

#[test]
fn a_series_ends_with_the_calendar_rather_than_failing() {
    let rule = Rule::weekly(Weekday::Thursday, 1).unwrap();
    let first = datetime(9999, 12, 20, 12, 0, 0, 0);
    assert_eq!(rule.occurrences(first, Date::MAX, 100).len(), 2);
}

fn weekdays() -> impl Strategy<Value = Weekday> {
    (0i8..7).prop_map(|n| Weekday::from_monday_zero_offset(n).unwrap())
}

fn firsts() -> impl Strategy<Value = DateTime> {
    (2000i16..2080, 1i8..=12, 1i8..=28, 0i8..24)
        .prop_map(|(year, month, day, hour)| datetime(year, month, day, hour, 15, 0, 0))
}

proptest! {
    #[test]
    fn weekly_meetings_follow_each_other_on_their_day(
        day in weekdays(), interval in 1u16..=8, first in firsts(),
    ) {
        let rule = Rule::weekly(day, interval).unwrap();
        let met = rule.occurrences(first, Date::MAX, 60);
        prop_assert_eq!(met.len(), 60);
        prop_assert!(met.iter().all(|at| at.weekday() == day && at.time() == first.time()));
        let step = i32::from(interval) * 7;
        for pair in met.windows(2) {
            let days = (pair[1].date() - pair[0].date()).get_days();
            prop_assert_eq!(days, step);
        }
        prop_assert!(met[0] >= first);
    }

    #[test]
    fn monthly_meetings_agree_with_the_calendar(
        day in weekdays(), nth in prop_oneof![1i8..=4, -4i8..=-1], first in firsts(),
    ) {
        let rule = Rule::monthly_nth(nth, day).unwrap();
        let met = rule.occurrences(first, Date::MAX, 30);
        prop_assert_eq!(met.len(), 30);
        for at in &met {
            prop_assert_eq!(at.date().nth_weekday_of_month(nth, day).unwrap(), at.date());
        }
    }

    #[test]
    fn rules_survive_being_written_and_read(
        day in weekdays(), nth in prop_oneof![1i8..=5, -4i8..=-1], interval in 1u16..=52,
    ) {
        for rule in [Rule::weekly(day, interval).unwrap(), Rule::monthly_nth(nth, day).unwrap()] {
            let again = Rule::parse(&rule.to_string()).unwrap();
            prop_assert_eq!(again.to_string(), rule.to_string());
            prop_assert_eq!(again.shape(), rule.shape());
        }
    }

    #[test]
    fn any_text_is_a_rule_or_an_error(typed in "[A-Z0-9=;,:+-]{0,60}|\\PC{0,60}") {
        let _ = Rule::parse(&typed);
    }

    #[test]
    fn any_sound_looking_text_is_a_rule_or_an_error(
        freq in prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY"]),
        parts in prop::collection::vec(prop_oneof![
            "BYDAY=(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)",
            "BYMONTHDAY=-?[0-9]{1,2}",
            "BYSETPOS=-?[0-9]{1,2}",
            "BYMONTH=[0-9]{1,2}",
            "WKST=(MO|SU)",
            "INTERVAL=[0-9]{1,2}",
        ], 0..4),
    ) {
        let typed = format!("FREQ={freq};{}", parts.join(";"));
        if let Ok(rule) = Rule::parse(&typed) {
            let met = rule.occurrences(noon(2026, 11, 22), date(2029, 12, 31), 50);
            prop_assert!(met.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
