//! Debriefs through the router: the story's numbers, as pages in both languages and as JSON; what
//! is private stays with its writer.

use domain::evening::{Entry, Token, What};
use domain::id::EventId;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::both;
use crate::harness::{Client, House};

const LESSON: &str = "Le plus difficile était de revenir; ensuite, il suffisait d’écouter.";

fn at(time: &str) -> Timestamp {
    format!("2026-11-12T{time}:00-05:00").parse().unwrap()
}

/// The house at a moment of the story's evening.
async fn at_time(house: &House, time: &str) -> (app::cast::Cast, EventId) {
    house.wait(at(time).duration_since(house.web.app.now()));
    let cast = house.with_cast().await;
    let event = cast.events["open-evening"];
    (cast, event)
}

async fn json_of(client: &mut Client, event: EventId) -> Value {
    let path = format!("/api/v1/me/events/{event}/debrief");
    let reply = client.get(&path).await;
    reply.is(200);
    serde_json::from_slice(&reply.bytes).unwrap()
}

/// The numbers of a page, by what they count.
fn numbers(html: &str) -> Vec<(String, String)> {
    let page = scraper::Html::parse_document(html);
    let pick = |selector: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found
            .map(|e| e.text().collect::<String>().trim().to_owned())
            .collect()
    };
    pick(".stats dt")
        .into_iter()
        .zip(pick(".stats dd"))
        .collect()
}

async fn page_of(client: &mut Client, event: EventId, lang: &str) -> String {
    let path = format!("/evening/{event}/debrief?lang={lang}");
    let reply = client.get(&path).await;
    reply.is(200);
    reply.text()
}

fn told(page: &str, what: &str) -> String {
    let all = numbers(page);
    let found = all.iter().find(|(named, _)| named == what);
    found
        .unwrap_or_else(|| panic!("no {what:?} in {all:?}"))
        .1
        .clone()
}

both!(
    the_storys_debrief_is_the_one_the_man_counted_on_his_fingers,
    |house: House| async move {
        let (_, event) = at_time(&house, "23:00").await;
        let mut anselme = house.cast_member("anselme").await;
        let mut debrief = json_of(&mut anselme, event).await;
        let absences = debrief["absences"].take();
        assert_eq!(
            debrief,
            json!({
                "cards": 6, "people_behind_cards": 4, "new_people": 4, "known_people": 4,
                "tokens": 1,
                "follow_ups": [{ "kind": "link_exchange" }, { "kind": "guest" }],
                "ties_strengthened": 1, "minutes_present": 120, "absences": null,
                "lesson": LESSON,
            })
        );
        assert_eq!(absences.as_array().unwrap().len(), 1);
        assert_eq!(absences[0]["minutes"], 20);
        let left: Timestamp = absences[0]["left"].as_str().unwrap().parse().unwrap();
        assert_eq!(left.duration_since(at("17:17")).as_mins(), 0);

        let french = page_of(&mut anselme, event, "fr").await;
        for (what, count) in [
            ("Cartes reçues", "6"),
            ("Personnes derrière les cartes", "4"),
            ("Rencontrées pour la première fois", "4"),
            ("Déjà connues", "4"),
            ("Autres gages", "1"),
            ("Promesses", "2"),
            ("Invitations promises", "1"),
            ("Liens resserrés", "1"),
            ("Leçon", "1"),
            ("Minutes sur place", "120"),
            ("Absence, 20 minutes en tout", "1"),
        ] {
            assert_eq!(told(&french, what), count, "{what}");
        }
        for words in [
            LESSON,
            "6 cartes de 4 personnes.",
            "jeudi 19 novembre 2026",
            "atelier-tran.example",
            "une praline",
            "Odile Marchessault ne savait ni votre nom ni votre métier.",
        ] {
            assert!(french.contains(words), "{words}");
        }
        let english = page_of(&mut anselme, event, "en").await;
        for (what, count) in [
            ("Cards received", "6"),
            ("People behind the cards", "4"),
            ("Met for the first time", "4"),
            ("Already known", "4"),
            ("Ties strengthened", "1"),
            ("Minutes there", "120"),
            ("Absence, 20 minutes in all", "1"),
        ] {
            assert_eq!(told(&english, what), count, "{what}");
        }
        let events = anselme.get("/api/v1/me/events").await;
        let events: Value = serde_json::from_slice(&events.is(200).bytes).unwrap();
        assert_eq!(events["events"][0]["id"], event.to_string());
        assert_eq!(events["events"][0]["title"], "5 à 7 ouvert de novembre");
    }
);

both!(
    mid_way_the_debrief_is_half_of_it,
    |house: House| async move {
        let (_, event) = at_time(&house, "18:30").await;
        let mut anselme = house.cast_member("anselme").await;
        let debrief = json_of(&mut anselme, event).await;
        let told = [
            "cards",
            "people_behind_cards",
            "new_people",
            "known_people",
            "tokens",
        ]
        .map(|key| debrief[key].as_i64().unwrap());
        assert_eq!(told, [2, 2, 2, 4, 0]);
        assert_eq!(debrief["minutes_present"], 64);
        assert_eq!(debrief["follow_ups"], json!([]));
        assert_eq!(debrief["lesson"], Value::Null);
    }
);

both!(
    one_entry_more_or_less_changes_the_debrief,
    |house: House| async move {
        let (cast, event) = at_time(&house, "23:00").await;
        let me = cast.people["anselme"];
        house
            .write(move |cx| {
                let log = store::entries::of_event(cx.tx, event)?;
                let card = |entry: &&Entry| {
                    matches!(&entry.what, What::Exchanged { to, token: Token::Card(_), .. } if *to == me)
                };
                let first = log.iter().find(card).unwrap().id;
                for what in [
                    What::Undone { entry: first },
                    What::Left { person: me },
                ] {
                    let entry = Entry {
                        id: cx.id(),
                        device_at: at("19:06"),
                        server_at: at("19:06"),
                        author: Some(me),
                        what,
                    };
                    store::entries::append(cx.tx, event, &entry)?;
                }
                Ok(())
            })
            .await;
        let mut anselme = house.cast_member("anselme").await;
        let debrief = json_of(&mut anselme, event).await;
        assert_eq!(debrief["cards"], 5);
        assert_eq!(debrief["people_behind_cards"], 3);
        assert_eq!(debrief["minutes_present"], 100);
    }
);

both!(
    nobody_else_reads_the_lesson_or_who_forgot,
    |house: House| async move {
        let (_, event) = at_time(&house, "23:00").await;
        let secrets = [
            "suffisait d’écouter",
            "ni votre nom",
            "Plombier, foulard",
            "racines-rameaux.example ↔",
        ];
        for key in ["odile", "youssef", "regine", "loc", "esther"] {
            let mut other = house.cast_member(key).await;
            for path in [
                format!("/evening/{event}/debrief"),
                format!("/events/{event}/debrief"),
                format!("/api/v1/me/events/{event}/debrief"),
                format!("/api/v1/events/{event}/log"),
                format!("/events/{event}"),
            ] {
                let text = other.get(&path).await.text();
                for secret in secrets {
                    assert!(!text.contains(secret), "{key} {path} {secret}");
                }
            }
        }
    }
);

/// The address of a guest's debrief, by her personal link, at a time of the evening.
async fn ketsias_debrief(house: &House, time: &str) -> String {
    let (cast, event) = at_time(house, time).await;
    let invitation = cast.invitations[&(event, cast.people["ketsia"])];
    let token = house
        .write(move |cx| Ok(cx.signer.invitation(invitation, 1)))
        .await;
    format!("/evening/{token}/debrief")
}

both!(
    a_link_that_nobody_claimed_opens_no_private_part_that_was_written,
    |house: House| async move {
        let path = ketsias_debrief(&house, "23:00").await;
        let mut ketsia = house.anonymous();
        let first = ketsia.get(&path).await;
        first.is(200).hides("qui avait l’air pressé");
        assert_eq!(first.headers["referrer-policy"], "no-referrer");
        ketsia.post(&format!("{path}/opening"), &[]).await.is(422);
        ketsia.get(&path).await.hides("qui avait l’air pressé");
    }
);

both!(
    an_empty_notebook_is_begun_by_the_browser_that_opens_it_first,
    |house: House| async move {
        let path = ketsias_debrief(&house, "19:00").await;
        let mut ketsia = house.anonymous();
        let sent = ketsia.post(&format!("{path}/opening"), &[]).await;
        assert_eq!(sent.to(), format!("{path}#main"));
        let lesson = [("lesson", "Prendre son temps.")];
        ketsia.post(&format!("{path}/lesson"), &lesson).await;
        ketsia.get(&path).await.shows("Prendre son temps.");
        let mut other = house.anonymous();
        other.get(&path).await.hides("Prendre son temps.");
        other.post(&format!("{path}/opening"), &[]).await.is(422);
    }
);

both!(
    its_owner_shows_a_debrief_with_the_lesson_only_when_ticked_and_takes_it_back,
    |house: House| async move {
        let (_, event) = at_time(&house, "23:00").await;
        let mut anselme = house.cast_member("anselme").await;
        let page = format!("/evening/{event}/debrief");
        anselme.post(&format!("{page}/share"), &[]).await.to();
        let text = anselme.get(&page).await.text();
        let token = text.split("/debriefs/").nth(1).unwrap();
        let link = format!("/debriefs/{}", token.split('"').next().unwrap());
        let mut stranger = house.anonymous();
        let shown = stranger.get(&link).await;
        shown.is(200).shows("6 cartes de 4 personnes.");
        for secret in [LESSON, "Lộc", "Ketsia", "Odile", "racines"] {
            shown.hides(secret);
        }
        anselme
            .post(&format!("{page}/share"), &[("with_lesson", "on")])
            .await
            .to();
        stranger.get(&link).await.shows(LESSON);
        anselme.post(&format!("{page}/share/end"), &[]).await.to();
        stranger.get(&link).await.is(422).hides("6 cartes");
    }
);

both!(
    the_lesson_the_recall_and_the_rating_are_written_and_bad_input_is_kept,
    |house: House| async move {
        let (cast, event) = at_time(&house, "23:00").await;
        let mut loc = house.cast_member("loc").await;
        let page = format!("/evening/{event}/debrief");
        loc.post(&format!("{page}/lesson"), &[("lesson", "Garder le foyer.")])
            .await
            .to();
        let odile = cast.people["odile"].to_string();
        loc.post(
            &format!("{page}/recall"),
            &[("person", &odile), ("knew", "name")],
        )
        .await
        .to();
        loc.post(
            &format!("{page}/rating"),
            &[("stars", "5"), ("words", "Le feu.")],
        )
        .await
        .to();
        loc.get(&page)
            .await
            .shows("Garder le foyer.")
            .shows("Odile Marchessault savait votre nom, pas votre métier.");
        let long = "Trop long. ".repeat(40);
        loc.post(&format!("{page}/lesson"), &[("lesson", &long)])
            .await
            .is(422)
            .shows("Trop long. Trop long.");
        loc.post(
            &format!("{page}/rating"),
            &[("stars", "9"), ("words", "Gardé")],
        )
        .await
        .is(422)
        .shows("Gardé");
        let mut kevin = house.cast_member("kevin").await;
        kevin
            .post(&format!("{page}/rating"), &[("stars", "1")])
            .await
            .is(422);
        let mut regine = house.cast_member("regine").await;
        let ours = regine.get(&format!("/events/{event}/debrief")).await;
        ours.is(200).shows("Le feu.").hides("Garder le foyer.");
    }
);

both!(
    the_groups_debrief_names_who_did_not_come_and_who_may_become_a_member,
    |house: House| async move {
        let (_, event) = at_time(&house, "23:00").await;
        let mut regine = house.cast_member("regine").await;
        let page = regine.get(&format!("/events/{event}/debrief")).await;
        let text = page.is(200).text();
        let numbers = [
            ("Personnes venues", "57"),
            ("Présentations proposées", "3"),
            ("Présentations faites", "2"),
            ("Absents", "4"),
            ("Restées seules", "0"),
        ];
        for (what, count) in numbers {
            assert_eq!(told(&text, what), count, "{what}");
        }
        for name in [
            "Kevin Tremblay-Nguyen",
            "Hubert de Varennes",
            "Dov Lieberman",
            "Ioana Drăgulescu",
        ] {
            page.shows(name);
        }
        page.shows("Ketsia Saint-Fleur, par Fabrizio Di Lallo");
        page.hides("Zofia");
        let mut loc = house.cast_member("loc").await;
        loc.get(&format!("/events/{event}/debrief")).await.is(403);
        let mut odile = house.cast_member("odile").await;
        odile.get(&format!("/events/{event}/debrief")).await.is(200);
    }
);

both!(
    before_it_begins_there_is_no_debrief,
    |house: House| async move {
        let (_, event) = at_time(&house, "16:30").await;
        let mut anselme = house.cast_member("anselme").await;
        anselme
            .get(&format!("/evening/{event}/debrief"))
            .await
            .is(422);
        let json = anselme
            .get(&format!("/api/v1/me/events/{event}/debrief"))
            .await;
        json.is(422).shows("debrief-too-early");
        let nobody = house.anonymous().get("/api/v1/me/events").await;
        let error: Value = serde_json::from_slice(&nobody.is(401).bytes).unwrap();
        assert_eq!(error["error"]["code"], "unauthorized");
    }
);

both!(
    a_groups_page_shows_who_really_comes_organisers_included,
    |house: House| async move {
        at_time(&house, "16:30").await;
        let mut loc = house.cast_member("loc").await;
        let page = loc.get("/groups/outremont?lang=en").await;
        let text = page.is(200).text();
        let line = |name: &str| {
            let at = text.find(&format!("<b>{name}</b>")).unwrap();
            text[at..].chars().take(120).collect::<String>()
        };
        assert!(line("Esther Abitbol").contains("12 of the last 12 meetings"));
        assert!(line("Solange de la Bruère-Montigny").contains("0 of the last 12 meetings"));
        page.hides("Aurélie");
        let stranger = house.anonymous().get("/groups/outremont?lang=en").await;
        stranger.shows("0 of the last 12 meetings").hides("Rodrigo");
        loc.get("/groups/outremont/members?lang=en")
            .await
            .shows("12 of the last 12 meetings");
    }
);
