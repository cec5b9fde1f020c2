//! The story's evening, as the fixture log tells it, gives the numbers of `fixtures/cast/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use app::cast::Cast;
use domain::answer::Place;
use domain::evening::{Debrief, Evening, Facts, GroupDebrief};
use domain::id::PersonId;
use jiff::{SignedDuration, Timestamp};

use crate::both;
use crate::harness::House;

/// Thursday 12 November 2026 in Montréal.
fn at(time: &str) -> Timestamp {
    format!("2026-11-12T{time}:00-05:00").parse().unwrap()
}

/// The cast, with what the log says at a moment of the evening.
async fn until(house: &House, time: &str) -> (Cast, Evening) {
    house.wait(at(time).duration_since(house.web.app.now()));
    let cast = house.with_cast().await;
    let evening = cast.events["open-evening"];
    let state = house
        .write(move |cx| Ok(Evening::of(&store::entries::of_event(cx.tx, evening)?)))
        .await;
    (cast, state)
}

fn anselme(cast: &Cast, evening: &Evening, until: Timestamp) -> Debrief {
    let known = ["rodrigo", "orlane", "ines", "loc"].map(|key| cast.people[key]);
    let knew = |person: PersonId| known.contains(&person);
    Debrief::of(evening, cast.people["anselme"], knew, until)
}

fn people(cast: &Cast, keys: &[&str]) -> Vec<PersonId> {
    keys.iter().map(|key| cast.people[*key]).collect()
}

both!(
    the_storys_log_ends_with_the_protagonists_numbers,
    |house: House| async move {
        let (cast, evening) = until(&house, "23:00").await;
        let debrief = anselme(&cast, &evening, at("19:30"));
        assert_eq!(debrief.cards.len(), 6);
        assert_eq!(
            debrief.people_behind_cards,
            people(&cast, &["fabrizio", "loc", "normand", "ketsia"])
        );
        assert_eq!(
            debrief.new_people,
            people(&cast, &["fabrizio", "ketsia", "baltazar", "normand"])
        );
        assert_eq!(
            debrief.known_people,
            people(&cast, &["rodrigo", "orlane", "ines", "loc"])
        );
        assert_eq!(debrief.tokens.len(), 1);
        assert_eq!(debrief.minutes_present, 120);
        assert_eq!(debrief.minutes_with[&cast.people["loc"]], 26);
        let absences: Vec<_> = debrief.absences.iter().map(|a| a.minutes()).collect();
        assert_eq!(absences, [20]);
        assert!(debrief.introduced_to.is_empty());
    }
);

both!(mid_way_the_story_is_half_told, |house: House| async move {
    let (cast, evening) = until(&house, "18:30").await;
    let debrief = anselme(&cast, &evening, at("18:30"));
    assert_eq!(
        debrief.people_behind_cards,
        people(&cast, &["fabrizio", "loc"])
    );
    assert_eq!(debrief.new_people, people(&cast, &["fabrizio", "ketsia"]));
    let told = (debrief.cards.len(), debrief.known_people.len());
    assert_eq!(told, (2, 4));
    assert_eq!((debrief.tokens.len(), debrief.minutes_present), (0, 64));
    let alone = evening.alone(at("18:29"));
    assert!(alone.iter().all(|a| a.person != cast.people["anselme"]));
});

both!(
    the_storys_door_counts_fifty_seven_heads_and_four_who_did_not_come,
    |house: House| async move {
        let (cast, evening) = until(&house, "23:00").await;
        let id = cast.events["open-evening"];
        let (answers, rows) = house
            .write(move |cx| {
                let answers = store::answers::of_event(cx.tx, id)?;
                Ok((answers, store::presences::of_event(cx.tx, id)?))
            })
            .await;
        let going = answers.iter().filter(|a| a.place == Place::Going);
        let going: Vec<_> = going.map(|a| a.person_id).collect();
        let (newcomers, groups) = (BTreeSet::new(), BTreeMap::new());
        let facts = Facts {
            starts_at: at("17:00"),
            until: at("19:30"),
            going: &going,
            newcomers: &newcomers,
            groups: &groups,
            knew: &|_, _| false,
        };
        let debrief = GroupDebrief::of(&evening, &facts);
        assert_eq!(debrief.heads, 57);
        assert_eq!(debrief.arrivals[..4], [21, 18, 9, 5]);
        assert_eq!(debrief.arrivals[4..].iter().sum::<u32>(), 4);
        let mut no_shows = debrief.no_shows.clone();
        let mut told = people(&cast, &["kevin", "hubert", "dov", "ioana"]);
        no_shows.sort();
        told.sort();
        assert_eq!(no_shows, told);
        assert!(
            (80..=120).contains(&debrief.encounters),
            "{}",
            debrief.encounters
        );
        assert_eq!(
            (debrief.introductions_proposed, debrief.introductions_made),
            (3, 2)
        );
        let folded: Vec<_> = evening.everyone();
        let kept: Vec<_> = rows.into_iter().map(|(person, _)| person).collect();
        assert_eq!(folded, kept);
    }
);

both!(
    told_in_parts_or_twice_the_story_is_the_same,
    |house: House| async move {
        let (cast, evening) = until(&house, "18:00").await;
        assert!(!evening.everyone().is_empty());
        house.wait(SignedDuration::from_hours(5));
        let (id, people) = (cast.events["open-evening"], cast.people.clone());
        let log = house
            .write(move |cx| {
                let now = cx.now;
                app::cast::play(cx, id, &people, (at("18:00"), now))?;
                app::cast::play(cx, id, &people, (Timestamp::MIN, now))?;
                store::entries::of_event(cx.tx, id).map_err(Into::into)
            })
            .await;
        let ids: BTreeSet<_> = log.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), log.len());
        let debrief = anselme(&cast, &Evening::of(&log), at("19:30"));
        assert_eq!((debrief.cards.len(), debrief.minutes_present), (6, 120));
    }
);

both!(
    pages_that_show_who_really_comes_can_tell_esther_from_solange,
    |house: House| async move {
        let (cast, _) = until(&house, "16:30").await;
        let (esther, solange) = (cast.people["esther"], cast.people["solange"]);
        let came = house
            .write(move |cx| {
                let esther = store::presences::events_of(cx.tx, esther)?.len();
                Ok((esther, store::presences::events_of(cx.tx, solange)?.len()))
            })
            .await;
        assert!(came.0 > 30, "{came:?}");
        assert_eq!(came.1, 0);
    }
);
