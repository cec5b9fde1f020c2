//! Events and venues: planned, published, moved, called off, shown.

use app::mail::Message;
use app::mail::change::Change;
use domain::answer::{AnswerWords, Place, Response};
use domain::id::{EventId, PersonId};

use crate::both;
use crate::harness::{Client, House};

/// A 5 à 7 of the Lanternes, a week after the story's evening.
const EVENING: [(&str, &str); 11] = [
    ("kind", "five_to_seven"),
    ("title", "Un 5 à 7 de plus"),
    ("about", "Venez **voir**.\n\n<script>alert(1)</script>"),
    ("venue", ""),
    ("date", "2026-11-19"),
    ("start", "17:00"),
    ("end", "19:30"),
    ("capacity", "2"),
    ("audience", "public"),
    ("fr", "on"),
    ("programme", "17:00 Accueil\n17 h 30 Tour de table"),
];

fn but<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = EVENING.to_vec();
    for (name, value) in changes {
        form.retain(|(field, _)| field != name);
        form.push((name, value));
    }
    form
}

async fn published(regine: &mut Client, changes: &[(&str, &str)]) -> String {
    let mut form = but(changes);
    form.push(("publish", "1"));
    let answer = regine
        .post("/groups/vieux-montreal/events/new", &form)
        .await;
    answer.to()
}

fn id_of(path: &str) -> EventId {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// Somebody said yes and got the place given.
async fn answers(
    house: &House,
    event: EventId,
    person: PersonId,
    response: Response,
    place: Place,
) {
    house
        .write(move |cx| {
            let answer = store::answers::Answer {
                id: cx.id(),
                event_id: event,
                person_id: person,
                words: AnswerWords {
                    response,
                    company: 0,
                    company_names: String::new(),
                    diet: String::new(),
                    access: String::new(),
                    first_time: None,
                    does: String::new(),
                    seeks: String::new(),
                },
                place,
                since: cx.now,
                answered_at: cx.now,
            };
            Ok(store::answers::put(cx.tx, &answer)?)
        })
        .await;
}

/// The addresses told of a change, with what they were told.
async fn told(house: &House) -> Vec<(String, Change)> {
    let mails = house.mails().await;
    let changes = mails.into_iter().filter_map(|(to, message)| match message {
        Message::Change(letter) => Some((to, letter.change)),
        _ => None,
    });
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes
}

fn address(key: &str) -> String {
    app::cast::email_of(key).unwrap().to_string()
}

both!(
    a_draft_is_seen_by_its_organisers_until_published,
    |house: House| async move {
        house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let draft = regine
            .post("/groups/vieux-montreal/events/new", &EVENING)
            .await
            .to();
        house.anonymous().get(&draft).await.is(404);
        regine.get(&draft).await.is(200).shows("Brouillon");
        regine.post(&format!("{draft}/publication"), &[]).await.to();
        house
            .anonymous()
            .get(&draft)
            .await
            .is(200)
            .shows("Un 5 à 7 de plus")
            .shows("Venez <strong>voir</strong>")
            .hides("<script>alert")
            .shows("2 places libres")
            .shows("17:30")
            .shows("\"startDate\":\"2026-11-19T17:00:00-05:00\"")
            .shows("\"remainingAttendeeCapacity\":2")
            .shows("og:image")
            .hides("/edit");
        house
            .anonymous()
            .get("/events")
            .await
            .is(200)
            .shows("Un 5 à 7 de plus");
        house.anonymous().get("/").await.is(200).shows("/events/");
    }
);

both!(
    every_problem_of_the_form_is_told_at_once_and_nothing_is_lost,
    |house: House| async move {
        house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let mut form = but(&[
            ("title", ""),
            ("start", "tôt"),
            ("capacity", "0"),
            ("programme", "Accueil"),
            ("fr", ""),
            ("venue", "00000000-0000-0000-0000-000000000001"),
        ]);
        form.push(("publish", "1"));
        let page = regine
            .post("/groups/vieux-montreal/events/new", &form)
            .await;
        page.is(422)
            .shows("6 choses à corriger")
            .shows("Venez **voir**");
        let past = but(&[("date", "2026-11-05"), ("publish", "1")]);
        regine
            .post("/groups/vieux-montreal/events/new", &past)
            .await
            .is(422)
            .shows("celui-ci est passé");
        house
            .cast_member("baltazar")
            .await
            .post("/groups/vieux-montreal/events/new", &form)
            .await
            .is(403);
    }
);

both!(
    a_change_of_time_is_told_to_those_who_come_and_to_calendars,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let page = published(&mut regine, &[]).await;
        let event = id_of(&page);
        answers(
            &house,
            event,
            cast.people["anselme"],
            Response::Yes,
            Place::Going,
        )
        .await;
        answers(
            &house,
            event,
            cast.people["loc"],
            Response::Yes,
            Place::Waiting,
        )
        .await;
        answers(
            &house,
            event,
            cast.people["ines"],
            Response::Maybe,
            Place::None,
        )
        .await;
        answers(
            &house,
            event,
            cast.people["esther"],
            Response::No,
            Place::None,
        )
        .await;
        let edit = format!("{page}/edit");
        regine
            .post(&edit, &but(&[("title", "Autre titre")]))
            .await
            .to();
        assert_eq!(told(&house).await, [], "a title moves nobody");
        regine.post(&edit, &but(&[("start", "18:00")])).await.to();
        let mut moved = [address("anselme"), address("loc")].map(|to| (to, Change::Moved));
        moved.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(told(&house).await, moved);
        let calendar = house.anonymous().get(&format!("{page}/event.ics")).await;
        calendar
            .is(200)
            .shows("SEQUENCE:1\r\n")
            .shows("DTSTART;TZID=America/Toronto:20261119T180000");
    }
);

both!(
    calling_off_tells_everyone_once_with_the_reason,
    |house: House| async move {
        let cast = house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let page = published(&mut regine, &[]).await;
        let event = id_of(&page);
        answers(
            &house,
            event,
            cast.people["anselme"],
            Response::Yes,
            Place::Going,
        )
        .await;
        answers(
            &house,
            event,
            cast.people["loc"],
            Response::Yes,
            Place::Waiting,
        )
        .await;
        answers(
            &house,
            event,
            cast.people["ines"],
            Response::Maybe,
            Place::None,
        )
        .await;
        answers(
            &house,
            event,
            cast.people["esther"],
            Response::No,
            Place::None,
        )
        .await;
        let confirm = format!("{page}/cancellation");
        regine
            .get(&confirm)
            .await
            .is(200)
            .shows("3 personnes seront prévenues");
        house
            .cast_member("baltazar")
            .await
            .post(&confirm, &[])
            .await
            .is(403);
        let reason = [("reason", "La salle est inondée.")];
        regine.post(&confirm, &reason).await.to();
        regine.post(&confirm, &reason).await.to();
        let told: Vec<_> = told(&house).await;
        let mut wanted = ["anselme", "loc", "ines"].map(|key| {
            let reason = "La salle est inondée.".to_owned();
            (address(key), Change::Cancelled { reason })
        });
        wanted.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(told, wanted);
        house
            .anonymous()
            .get(&page)
            .await
            .shows("La salle est inondée.")
            .shows("schema.org/EventCancelled")
            .hides("/answer");
        house
            .anonymous()
            .get(&format!("{page}/event.ics"))
            .await
            .shows("STATUS:CANCELLED")
            .shows("SEQUENCE:1\r\n");
    }
);

both!(a_smaller_room_unseats_nobody, |house: House| async move {
    let cast = house.with_cast().await;
    let mut regine = house.cast_member("regine").await;
    let page = published(&mut regine, &[]).await;
    for key in ["anselme", "loc"] {
        answers(
            &house,
            id_of(&page),
            cast.people[key],
            Response::Yes,
            Place::Going,
        )
        .await;
    }
    regine
        .post(&format!("{page}/edit"), &but(&[("capacity", "1")]))
        .await
        .to();
    house.anonymous().get(&page).await.shows("Complet");
    let event = id_of(&page);
    let room = house
        .write(move |cx| Ok(store::answers::room(cx.tx, event, None)?))
        .await;
    assert_eq!((room.capacity, room.taken), (Some(1), 2));
});

both!(
    a_venue_shows_its_facts_with_the_event,
    |house: House| async move {
        house.with_cast().await;
        let mut regine = house.cast_member("regine").await;
        let new = "/groups/vieux-montreal/venues/new";
        regine
            .post(new, &[("name", ""), ("price", "cher")])
            .await
            .is(422)
            .shows("2 choses à corriger")
            .shows("cher");
        let facts = [
            ("name", "Le Puits"),
            ("address", "12, rue du Puits"),
            ("city", "Montréal"),
            ("noise", "lively"),
            ("price", "9,50"),
        ];
        regine.post(new, &facts).await.to();
        let list = regine.get("/groups/vieux-montreal/venues").await;
        let text = list.shows("Le Puits").text();
        let at = text.find("Le Puits").unwrap();
        let edit = text[..at]
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let venue = edit.split('/').nth(4).unwrap().to_owned();
        regine.get(&edit).await.is(200).shows("9.50");
        let page = published(&mut regine, &[("venue", &venue)]).await;
        let shown = house.anonymous().get(&page).await;
        shown
            .shows("12, rue du Puits")
            .shows("9,50\u{a0}$")
            .shows("openstreetmap.org/search");
        let mut english = house.anonymous();
        english.lang = "en-CA";
        english.get(&page).await.shows("$9.50").shows("Answer");
        let elsewhere = edit.replace("vieux-montreal", "outremont");
        house
            .cast_member("esther")
            .await
            .get(&elsewhere)
            .await
            .is(404);
    }
);

both!(
    the_page_of_an_event_takes_four_statements_and_names_only_the_public,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let statements = house
            .write(move |cx| {
                let before = cx.tx.statements();
                app::events::show(cx, event)?;
                Ok(cx.tx.statements() - before)
            })
            .await;
        assert!(statements <= 4, "{statements}");
        let page = house.anonymous().get(&format!("/events/{event}")).await;
        page.is(200).hides("Thibault");
        assert!(page.bytes.len() < 40_000, "{} bytes", page.bytes.len());
        let person = cast.people["anselme"];
        let mut regine = house.cast_member("regine").await;
        let page = published(&mut regine, &[]).await;
        answers(&house, id_of(&page), person, Response::Yes, Place::Going).await;
        house.anonymous().get(&page).await.hides("Thibault");
        house
            .write(move |cx| {
                let known = store::people::find(cx.tx, person)?.unwrap();
                let visibility = domain::person::Visibility::Public;
                Ok(store::people::update(
                    cx.tx,
                    &domain::person::Person {
                        visibility,
                        ..known
                    },
                )?)
            })
            .await;
        house.anonymous().get(&page).await.shows("Thibault");
    }
);
