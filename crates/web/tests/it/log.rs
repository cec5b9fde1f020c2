//! The log's interface: devices and sessions store what happened, once, and read it back.

use app::cast::Cast;
use domain::id::{EventId, PersonId};
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::both;
use crate::harness::{Client, House, On};

fn path(cast: &Cast) -> String {
    format!("/api/v1/events/{}/log", cast.events["open-evening"])
}

fn entry(n: u32, kind: &str, more: Value) -> Value {
    let mut entry = json!({
        "id": format!("019a7000-0000-7000-8000-{n:012}"),
        "device_at": "2026-11-12T22:06:00Z",
        "kind": kind,
    });
    entry
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    entry
}

fn batch(entries: &[Value]) -> String {
    json!({ "entries": entries }).to_string()
}

async fn device(house: &House, event: EventId) -> String {
    let mut odile = house.cast_member("odile").await;
    let session = odile.cookies.remove(0).1;
    let caller = app::Caller {
        session: Some(session),
        ..app::Caller::default()
    };
    let enrolled = house
        .web
        .app
        .write(caller, move |cx| app::devices::enrol(cx, event, "Tablette"));
    enrolled.await.unwrap().1
}

async fn came(house: &House, event: EventId) -> Vec<PersonId> {
    house
        .write(move |cx| Ok(cx.evening(event)?.everyone()))
        .await
}

both!(
    a_batch_is_stored_once_and_each_entry_is_judged_by_itself,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let token = device(&house, event).await;
        let anselme = cast.people["anselme"];
        let sent = batch(&[
            entry(1, "arrival", json!({"person": anselme})),
            entry(2, "arrival", json!({"person": cast.people["doris"]})),
            entry(
                3,
                "arrival",
                json!({"person": "01999999-0000-7000-8000-000000000001", "walk_in": {"given": "Jo"}}),
            ),
            entry(
                4,
                "answered",
                json!({"person": anselme, "response": "yes", "company": 0, "place": "going"}),
            ),
            entry(5, "waltz", json!({})),
            json!(7),
        ]);
        let mut tablet = house.anonymous();
        let reply = tablet.post_json(&path(&cast), Some(&token), &sent).await;
        let receipt = reply.is(200).json();
        assert_eq!(receipt["stored"].as_array().unwrap().len(), 2, "{receipt}");
        let refused = receipt["refused"].as_array().unwrap();
        let codes: Vec<_> = refused
            .iter()
            .map(|r| (r["index"].as_u64().unwrap(), r["code"].as_str().unwrap()))
            .collect();
        let wanted = [
            (1, "log-unknown-person"),
            (3, "log-made-here"),
            (4, "unreadable"),
            (5, "unreadable"),
        ];
        assert_eq!(codes, wanted);
        let again = tablet
            .post_json(&path(&cast), Some(&token), &sent)
            .await
            .is(200)
            .json();
        assert_eq!(again["stored"], json!([]));
        assert_eq!(again["known"].as_array().unwrap().len(), 2);
        let all = came(&house, event).await;
        assert_eq!(all.len(), 2);
        assert!(all.contains(&anselme));
    }
);

both!(
    the_log_is_paged_in_order_and_without_gaps,
    |house: House| async move {
        let cast = house.with_cast().await;
        let token = device(&house, cast.events["open-evening"]).await;
        let mut tablet = house.anonymous();
        let request = |tablet: &Client, after: i64| {
            tablet
                .request("GET", &format!("{}?after={after}", path(&cast)))
                .header("authorization", format!("Bearer {token}"))
                .body(axum::body::Body::empty())
                .unwrap()
        };
        let before = tablet.send(request(&tablet, 0)).await.is(200).json();
        assert_eq!(before["version"], 1);
        let next = before["next"].as_i64().unwrap();
        assert_eq!(
            before["entries"].as_array().unwrap().len() as i64,
            next,
            "invitations and answers come first"
        );
        let people = ["loc", "ines", "baltazar"].map(|key| cast.people[key]);
        for (n, person) in people.iter().enumerate() {
            let sent = batch(&[entry(
                10 + n as u32,
                "arrival",
                json!({"person": person, "company": n}),
            )]);
            tablet
                .post_json(&path(&cast), Some(&token), &sent)
                .await
                .is(200);
        }
        let page = tablet.send(request(&tablet, next)).await.is(200).json();
        let positions: Vec<_> = page["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["position"].as_i64().unwrap())
            .collect();
        assert_eq!(positions, [next + 1, next + 2, next + 3]);
        assert_eq!(page["entries"][1]["kind"], "arrival");
        assert_eq!(page["entries"][1]["company"], 1);
        assert_eq!(page["more"], false);
    }
);

both!(
    a_token_opens_one_event_until_it_is_taken_back,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let token = device(&house, event).await;
        let elsewhere = format!("/api/v1/events/{}/log", cast.events["wine-and-cheese"]);
        let sent = batch(&[entry(
            1,
            "arrival",
            json!({"person": cast.people["anselme"]}),
        )]);
        let mut tablet = house.anonymous();
        tablet
            .post_json(&elsewhere, Some(&token), &sent)
            .await
            .is(404);
        tablet
            .post_json(&path(&cast), Some("nonsense"), &sent)
            .await
            .is(401);
        tablet.post_json(&path(&cast), None, &sent).await.is(401);
        tablet
            .post_json("/api/v1/events/zut/log", Some(&token), &sent)
            .await
            .is(404)
            .shows("\"error\"");
        tablet
            .post_json("/api/v1/nothing", Some(&token), &sent)
            .await
            .is(404)
            .shows("\"error\"");
        tablet
            .post_json(&path(&cast), Some(&token), "{")
            .await
            .is(422)
            .shows("entries");
        house
            .write(move |cx| {
                let device = store::devices::of_event(cx.tx, event)?.remove(0);
                store::devices::revoke(cx.tx, event, device.id, cx.now)?;
                Ok(())
            })
            .await;
        tablet
            .post_json(&path(&cast), Some(&token), &sent)
            .await
            .is(401);
        assert!(came(&house, event).await.is_empty());
    }
);

#[tokio::test]
async fn a_device_revoked_between_two_batches_of_one_commit_writes_only_the_first() {
    let house = House::open(On::Sqlite).await;
    let cast = house.with_cast().await;
    let event = cast.events["open-evening"];
    let token = device(&house, event).await;
    let arrival = |n, who: &str| batch(&[entry(n, "arrival", json!({"person": cast.people[who]}))]);
    let (before, after) = (arrival(1, "anselme"), arrival(2, "ines"));
    // While the writer is held, everything else waits for one commit.
    let (release, held) = std::sync::mpsc::channel::<()>();
    let hold = house.write(move |_| {
        held.recv().unwrap();
        Ok(())
    });
    let (mut one, mut other, path) = (house.anonymous(), house.anonymous(), path(&cast));
    let first = one.post_json(&path, Some(&token), &before);
    let revocation = house.write(move |cx| {
        let device = store::devices::of_event(cx.tx, event)?.remove(0);
        Ok(store::devices::revoke(cx.tx, event, device.id, cx.now)?)
    });
    let second = other.post_json(&path, Some(&token), &after);
    let let_go = async { release.send(()).unwrap() };
    let ((), first, revoked, second, ()) = tokio::join!(hold, first, revocation, second, let_go);
    assert!(revoked);
    first.is(200);
    second.is(401);
    assert_eq!(came(&house, event).await, [cast.people["anselme"]]);
}

both!(
    an_append_that_fails_half_way_leaves_nothing,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let person = cast.people["anselme"];
        let failing = house.web.app.append(move |cx| {
            store::presences::note(cx.tx, event, person, cx.now)?;
            Err::<(), _>(app::Error::refused("log-draft"))
        });
        assert!(failing.await.is_err());
        let came = house
            .write(move |cx| Ok(store::presences::of(cx.tx, event, person)?))
            .await;
        assert_eq!(came, None);
    }
);

both!(
    a_guest_says_only_what_concerns_themselves_and_reads_nothing,
    |house: House| async move {
        let cast = house.with_cast().await;
        let (me, other) = (cast.people["anselme"], cast.people["ines"]);
        let mut anselme = house.cast_member("anselme").await;
        let sent = batch(&[
            entry(1, "arrival", json!({"person": me})),
            entry(2, "encounter", json!({"people": [me, other]})),
            entry(3, "quiet", json!({"person": other, "on": true})),
            entry(
                4,
                "exchange",
                json!({"from": other, "to": me, "token": {"card": null}}),
            ),
            entry(
                5,
                "exchange",
                json!({"from": other, "to": me, "token": {"other": "praline"}}),
            ),
            entry(6, "encounter", json!({"people": [me, me]})),
        ]);
        let receipt = anselme
            .post_json(&path(&cast), None, &sent)
            .await
            .is(200)
            .json();
        assert_eq!(receipt["stored"].as_array().unwrap().len(), 2, "{receipt}");
        anselme.get(&path(&cast)).await.is(403);
        let mut odile = house.cast_member("odile").await;
        let undo = batch(&[entry(
            7,
            "undo",
            json!({"entry": "019a7000-0000-7000-8000-000000000002"}),
        )]);
        let mut ines = house.cast_member("ines").await;
        let refused = ines
            .post_json(&path(&cast), None, &undo)
            .await
            .is(200)
            .json();
        assert_eq!(refused["refused"][0]["code"], "log-not-yours");
        odile.post_json(&path(&cast), None, &undo).await.is(200);
        odile.get(&path(&cast)).await.is(200);
    }
);

both!(
    an_undone_arrival_is_no_presence_whichever_comes_first,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let token = device(&house, event).await;
        let person = cast.people["anselme"];
        let mut tablet = house.anonymous();
        let arrival = |n| entry(n, "arrival", json!({"person": person}));
        let undo = |n, of: u32| {
            entry(
                n,
                "undo",
                json!({"entry": format!("019a7000-0000-7000-8000-{of:012}")}),
            )
        };
        for one in [arrival(1), undo(2, 1), undo(3, 4), arrival(4)] {
            tablet
                .post_json(&path(&cast), Some(&token), &batch(&[one]))
                .await
                .is(200);
        }
        let kept = house
            .write(move |cx| Ok(store::presences::of(cx.tx, event, person)?))
            .await;
        assert_eq!(kept, None);
        assert!(came(&house, event).await.is_empty());
        tablet
            .post_json(&path(&cast), Some(&token), &batch(&[arrival(5)]))
            .await
            .is(200);
        let kept = house
            .write(move |cx| Ok(store::presences::of(cx.tx, event, person)?))
            .await;
        assert!(kept.is_some());
    }
);

both!(
    what_is_stored_appears_on_the_screens_that_watch,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = cast.events["open-evening"];
        let token = device(&house, event).await;
        let odile = house.cast_member("odile").await;
        let ask = odile.request("GET", &format!("/events/{event}/stream"));
        let service = web::service(house.web.clone());
        let answer =
            tower::ServiceExt::oneshot(service, ask.body(axum::body::Body::empty()).unwrap())
                .await
                .unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let mut stream = answer.into_body().into_data_stream();
        let first = stream.next().await.unwrap().unwrap();
        assert!(String::from_utf8_lossy(&first).contains("\"here\":0"));
        let sent = batch(&[entry(
            1,
            "arrival",
            json!({"person": cast.people["loc"], "company": 1}),
        )]);
        house
            .anonymous()
            .post_json(&path(&cast), Some(&token), &sent)
            .await
            .is(200);
        let next = String::from_utf8_lossy(&stream.next().await.unwrap().unwrap()).into_owned();
        assert!(
            next.contains("event: entries") && next.contains("\"here\":2"),
            "{next}"
        );
        assert!(next.contains("Lộc Trần"), "{next}");
        let mut anselme = house.cast_member("anselme").await;
        anselme
            .get(&format!("/events/{event}/stream"))
            .await
            .is(403);
    }
);

both!(
    the_description_names_every_address_of_the_interface,
    |house: House| async move {
        let description = house
            .anonymous()
            .get("/api/openapi.json")
            .await
            .is(200)
            .json();
        let described: Vec<(String, String)> = description["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, methods)| {
                methods
                    .as_object()
                    .unwrap()
                    .keys()
                    .map(move |m| (m.clone(), path.clone()))
            })
            .collect();
        for route in web::routes::LIST
            .iter()
            .filter(|r| r.path.starts_with("/api/v1/"))
        {
            let wanted = (route.method.to_owned(), route.path.to_owned());
            assert!(described.contains(&wanted), "{wanted:?} is not described");
        }
    }
);
