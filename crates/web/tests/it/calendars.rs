//! Calendars to subscribe to, and the series that fill them.

use domain::event::Status;
use domain::id::{EventId, SeriesId};

use crate::both;
use crate::harness::{Client, House};

/// Every Thursday noon, from the week after the story's evening.
const LUNCHES: [(&str, &str); 14] = [
    ("frequency", "weekly"),
    ("weekday", "4"),
    ("every", "1"),
    ("week", "1"),
    ("kind", "lunch"),
    ("title", "Le midi des Lanternes"),
    ("about", ""),
    ("date", "2026-10-29"),
    ("start", "12:00"),
    ("end", "13:30"),
    ("capacity", "24"),
    ("audience", "members"),
    ("fr", "on"),
    ("programme", ""),
];

fn but<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = LUNCHES.to_vec();
    for (name, value) in changes {
        form.retain(|(field, _)| field != name);
        form.push((name, value));
    }
    form
}

/// A series of the Lanternes: its id and its coming events.
async fn begun(house: &House, regine: &mut Client) -> (SeriesId, Vec<domain::event::Event>) {
    regine
        .post("/groups/vieux-montreal/series/new", &LUNCHES)
        .await
        .to();
    let series = house
        .write(|cx| {
            let all = store::series::running(cx.tx)?;
            Ok(all
                .into_iter()
                .find(|s| s.words.title == "Le midi des Lanternes")
                .unwrap()
                .id)
        })
        .await;
    let events = coming(house, series).await;
    (series, events)
}

async fn coming(house: &House, series: SeriesId) -> Vec<domain::event::Event> {
    house
        .write(move |cx| Ok(store::events::of_series(cx.tx, series, cx.now)?))
        .await
}

fn starts(events: &[domain::event::Event]) -> Vec<String> {
    events
        .iter()
        .map(|e| e.words.starts_at.to_string())
        .collect()
}

both!(
    a_series_is_real_events_half_a_year_ahead_made_once,
    |house: House| async move {
        house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let (_, events) = begun(&house, &mut regine).await;
        assert_eq!(events.len(), 26);
        let starts = starts(&events);
        assert_eq!(starts[0], "2026-11-19T17:00:00Z");
        assert!(
            starts.contains(&"2027-03-18T16:00:00Z".to_owned()),
            "noon stays noon: {starts:?}"
        );
        assert_eq!(house.write(app::series::materialise).await, 0);
        house.wait(jiff::SignedDuration::from_hours(24 * 7));
        let made = house.write(app::series::materialise).await;
        assert!(made >= 1, "a week later, {made} dates more");
        assert_eq!(house.write(app::series::materialise).await, 0);
        regine
            .get("/groups/vieux-montreal/series")
            .await
            .is(200)
            .shows("Tous les jeudis");
    }
);

both!(
    a_series_edit_spares_what_was_changed_by_hand,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let (series, events) = begun(&house, &mut regine).await;
        let (moved, answered) = (events[0].id, events[1].id);
        let hand = [
            ("kind", "lunch"),
            ("title", "Le midi déplacé"),
            ("date", "2026-11-18"),
            ("start", "11:30"),
            ("end", "13:00"),
            ("audience", "members"),
            ("fr", "on"),
        ];
        regine
            .post(&format!("/events/{moved}/edit"), &hand)
            .await
            .to();
        invites(&house, answered, cast.people["loc"]).await;
        let edit = format!("/series/{series}/edit");
        regine
            .get(&edit)
            .await
            .is(200)
            .shows("Le midi des Lanternes");
        regine
            .post(&edit, &but(&[("start", "12:15"), ("title", "À table")]))
            .await
            .to();
        let after = coming(&house, series).await;
        assert_eq!(after.len(), events.len(), "no date doubled, none lost");
        let by_hand = after.iter().find(|e| e.id == moved).unwrap();
        assert_eq!(by_hand.words.title, "Le midi déplacé");
        let others: Vec<_> = after.iter().filter(|e| e.id != moved).collect();
        assert!(
            others
                .iter()
                .all(|e| e.words.title == "À table" && e.sequence == 1)
        );
        regine
            .post(&format!("/series/{series}/end"), &[])
            .await
            .to();
        let left: Vec<_> = coming(&house, series).await;
        let left: Vec<_> = left.iter().map(|e| (e.id, e.status)).collect();
        assert_eq!(left, [(answered, Status::Cancelled)]);
        assert_eq!(house.write(app::series::materialise).await, 0);
    }
);

both!(
    a_withdrawn_date_does_not_come_back,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let (_, events) = begun(&house, &mut regine).await;
        let (lonely, awaited) = (events[0].id, events[1].id);
        invites(&house, awaited, cast.people["loc"]).await;
        regine
            .post(&format!("/events/{lonely}/withdrawal"), &[])
            .await
            .to();
        regine
            .post(&format!("/events/{awaited}/withdrawal"), &[])
            .await
            .is(422);
        assert_eq!(house.write(app::series::materialise).await, 0);
        house
            .anonymous()
            .get(&format!("/events/{lonely}"))
            .await
            .is(404);
    }
);

/// Somebody is invited.
async fn invites(house: &House, event: EventId, person: domain::id::PersonId) {
    house
        .write(move |cx| {
            let invitation = domain::invitation::Invitation {
                id: cx.id(),
                event_id: event,
                person_id: Some(person),
                inviter_id: None,
                parent_id: None,
                link_version: 1,
                created_at: cx.now,
                revoked_at: None,
            };
            Ok(store::invitations::insert(cx.tx, &invitation)?)
        })
        .await;
}

both!(
    a_rule_may_be_typed_and_a_wrong_one_is_explained,
    |house: House| async move {
        house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let new = "/groups/vieux-montreal/series/new";
        regine.get(new).await.is(200);
        let rule = |rule| but(&[("frequency", "rule"), ("rule", rule)]);
        regine
            .post(new, &rule("FREQ=HOURLY"))
            .await
            .is(422)
            .shows("ne peut pas être lue");
        regine.post(new, &rule("FREQ=MONTHLY;BYDAY=2TU")).await.to();
        regine
            .get("/groups/vieux-montreal/series")
            .await
            .shows("Le deuxième mardi du mois");
    }
);

both!(
    a_groups_feed_says_when_it_changed_and_keeps_to_its_place,
    |house: House| async move {
        house.with_cast().await;
        let mut anyone = house.anonymous();
        let feed = anyone.get("/groups/outremont/calendar.ics").await;
        feed.is(200)
            .shows("BEGIN:VTIMEZONE")
            .shows("DTSTART;TZID=America/Toronto:20261105T120000")
            .shows("DTSTART;TZID=America/Toronto:20261029T120000")
            .shows("@house.example");
        assert_eq!(
            feed.headers["content-type"].to_str().unwrap(),
            "text/calendar; charset=utf-8"
        );
        let etag = feed.headers["etag"].to_str().unwrap().to_owned();
        let again = anyone
            .request("GET", "/groups/outremont/calendar.ics")
            .header("if-none-match", &etag);
        let again = anyone
            .send(again.body(axum::body::Body::empty()).unwrap())
            .await;
        again.is(304);
        assert!(again.bytes.is_empty());
    }
);

both!(
    a_private_feed_follows_its_owner_and_its_address_can_be_renewed,
    |house: House| async move {
        let cast = house.with_cast().await;
        let person = cast.people["anselme"];
        let mut anselme = house.cast_member("anselme").await;
        let evening = cast.events["open-evening"];
        house
            .write(move |cx| {
                let answer = store::answers::of_person(cx.tx, evening, person)?.unwrap();
                let place = domain::answer::Place::Waiting;
                Ok(store::answers::put(
                    cx.tx,
                    &store::answers::Answer { place, ..answer },
                )?)
            })
            .await;
        let old = private_address(&house).await;
        let feed = house.anonymous().get(&old).await;
        feed.is(200).shows("(en attente)").shows("Le midi du jeudi");
        anselme.post("/me/calendar/renew", &[]).await.to();
        house.anonymous().get(&old).await.is(404);
        let new = private_address(&house).await;
        house.anonymous().get(&new).await.is(200);
    }
);

/// Where Anselme's own calendar is.
async fn private_address(house: &House) -> String {
    let email = app::cast::email_of("anselme").unwrap();
    house
        .write(move |cx| {
            let account = app::sign_in::account_of(cx, &email)?;
            let token = cx.signer.calendar(account.id, account.calendar_version);
            Ok(format!("/calendar/{token}/cinqasept.ics"))
        })
        .await
}
