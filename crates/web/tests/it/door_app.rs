//! The door on a device: it comes in by a code, takes along what it needs and nothing else, tells how
//! it fares, and writes what happened while it was off line.

use app::cast::Cast;
use domain::id::EventId;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::both;
use crate::harness::{Client, House, Reply};

fn api(event: EventId) -> String {
    format!("/api/v1/events/{event}")
}

/// The code that the host's page shows for a device of that name.
async fn code(house: &House, event: EventId) -> String {
    let mut odile = house.cast_member("odile").await;
    let page = odile
        .post(&format!("/events/{event}/devices"), &[("name", "Tablette")])
        .await;
    let text = page.is(200).text();
    let shown = text.split("pass-name\">").nth(1).unwrap();
    shown.split('<').next().unwrap().to_owned()
}

async fn join(house: &House, event: EventId) -> (Client, String) {
    let code = code(house, event).await.replace(' ', "");
    let mut device = house.anonymous();
    let body = json!({ "code": code }).to_string();
    let joined = device
        .post_json(&format!("{}/devices", api(event)), None, &body)
        .await;
    let token = joined.is(200).json()["token"].as_str().unwrap().to_owned();
    (device, token)
}

async fn ask(device: &mut Client, path: &str, token: &str) -> Reply {
    let request = device
        .request("GET", path)
        .header("authorization", format!("Bearer {token}"));
    device
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await
}

fn entry(n: u32, kind: &str, more: Value) -> Value {
    let mut entry = json!({
        "id": format!("019a7000-0000-7000-8000-{n:012}"),
        "device_at": format!("2026-11-12T21:{:02}:00Z", n % 30),
        "kind": kind,
    });
    let more = more.as_object().unwrap().clone();
    entry.as_object_mut().unwrap().extend(more);
    entry
}

async fn send(device: &mut Client, event: EventId, token: &str, entries: &[Value]) -> Value {
    let body = json!({ "entries": entries }).to_string();
    let path = format!("{}/log", api(event));
    device
        .post_json(&path, Some(token), &body)
        .await
        .is(200)
        .json()
}

fn evening(cast: &Cast) -> EventId {
    cast.events["open-evening"]
}

both!(
    a_code_lets_one_device_in_once_and_is_forgotten_after_a_quarter_of_an_hour,
    |house: House| async move {
        let event = evening(&house.with_cast().await);
        let shown = code(&house, event).await;
        let mut device = house.anonymous();
        // Typed by hand, it leads to the door it opens.
        let to = device
            .post("/door", &[("code", &shown.to_lowercase())])
            .await
            .to();
        assert_eq!(to, format!("/door/{event}/#{}", shown.replace(' ', "")));
        let path = format!("{}/devices", api(event));
        let body = json!({ "code": shown }).to_string();
        let joined = device.post_json(&path, None, &body).await.is(200).json();
        assert_eq!(joined["name"], "Tablette");
        device
            .post_json(&path, None, &body)
            .await
            .is(422)
            .shows("devices-code-dead");
        let late = json!({ "code": code(&house, event).await }).to_string();
        house.wait(SignedDuration::from_mins(16));
        device
            .post_json(&path, None, &late)
            .await
            .is(422)
            .shows("devices-code-dead");
        device
            .post("/door", &[("code", "ZZZZZ ZZZZZ")])
            .await
            .is(422)
            .shows("ZZZZZ ZZZZZ");
    }
);

both!(
    a_device_takes_along_whom_it_may_be_asked_about_and_no_secret,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = evening(&cast);
        let (mut device, token) = join(&house, event).await;
        let reply = ask(&mut device, &format!("{}/door", api(event)), &token).await;
        let door = reply.is(200).json();
        let people = door["people"].as_array().unwrap();
        let anselme = people
            .iter()
            .find(|p| p["id"] == cast.people["anselme"].to_string())
            .unwrap();
        assert_eq!(anselme["given"], "Anselme");
        assert!(!anselme["path"].as_array().unwrap().is_empty(), "{anselme}");
        let secrets = house
            .write(move |cx| {
                let mut all = Vec::new();
                for own in store::invitations::of_event(cx.tx, event)? {
                    all.push(cx.signer.invitation(own.id, own.link_version));
                    all.extend(own.person_id.map(|person| cx.signer.pass(event, person)));
                }
                Ok(all)
            })
            .await;
        for secret in secrets {
            reply.hides(&secret);
        }
        reply.hides("@");
        let elsewhere = api(cast.events["wine-and-cheese"]);
        ask(&mut device, &format!("{elsewhere}/door"), &token)
            .await
            .is(404);
        house.wait(SignedDuration::from_hours(48));
        let late = ask(&mut device, &format!("{}/door", api(event)), &token).await;
        late.is(422).shows("door-over");
    }
);

both!(
    the_host_sees_how_a_device_fares_and_takes_it_off_at_once,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = evening(&cast);
        let (mut device, token) = join(&house, event).await;
        let report = json!({"waiting": 7, "refused": 1, "ahead": -540_000}).to_string();
        let path = format!("{}/door/report", api(event));
        let clock = device
            .post_json(&path, Some(&token), &report)
            .await
            .is(200)
            .json();
        assert_eq!(clock["server_at"], crate::harness::NOW);
        let mut odile = house.cast_member("odile").await;
        let page = odile.get(&format!("/events/{event}/devices")).await;
        page.shows("en attente : 7")
            .shows("refusées : 1")
            .shows("-9 min");
        let text = page.text();
        let end = text.find("/revocation").unwrap();
        let path_of = &text[text[..end].rfind("/events/").unwrap()..end];
        odile
            .post(&format!("{path_of}/revocation"), &[])
            .await
            .is(303);
        device.post_json(&path, Some(&token), &report).await.is(401);
        ask(&mut device, &format!("{}/door", api(event)), &token)
            .await
            .is(401);
    }
);

both!(
    a_door_prints_the_badges_of_those_it_chose_and_of_nobody_else,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = evening(&cast);
        let (mut device, token) = join(&house, event).await;
        let walk_in = "01999999-0000-7000-8000-000000000001";
        let more = json!({"person": walk_in, "walk_in": {"given": "Jo"}});
        send(&mut device, event, &token, &[entry(1, "arrival", more)]).await;
        let path = format!("{}/door/badges", api(event));
        let body =
            json!({"people": [cast.people["anselme"], walk_in, uuid::Uuid::nil()]}).to_string();
        let sheet = device.post_json(&path, Some(&token), &body).await;
        sheet.is(200);
        assert!(sheet.bytes.starts_with(b"%PDF"));
        let nobody = json!({"people": [uuid::Uuid::nil()]}).to_string();
        let nobody = device.post_json(&path, Some(&token), &nobody).await;
        nobody.is(422).shows("badges-nobody");
        device.post_json(&path, None, &body).await.is(401);
        let elsewhere = format!("{}/door/badges", api(cast.events["wine-and-cheese"]));
        device
            .post_json(&elsewhere, Some(&token), &body)
            .await
            .is(404);
    }
);

both!(
    what_two_devices_said_off_line_is_one_room_after_they_sync,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = evening(&cast);
        let (mut one, first) = join(&house, event).await;
        let (mut other, second) = join(&house, event).await;
        let (jo, joe) = (
            "01999999-0000-7000-8000-000000000001",
            "01999999-0000-7000-8000-000000000002",
        );
        let walk_in = |n, person, given| {
            entry(
                n,
                "arrival",
                json!({"person": person, "walk_in": {"given": given, "family": "Tremblay"}}),
            )
        };
        let anselme = cast.people["anselme"];
        let a = [
            walk_in(1, jo, "Jo"),
            entry(3, "arrival", json!({"person": anselme})),
            entry(
                4,
                "undo",
                json!({"entry": "019a7000-0000-7000-8000-000000000001"}),
            ),
        ];
        let b = [
            walk_in(2, joe, "Joe"),
            entry(5, "arrival", json!({"person": anselme, "company": 1})),
        ];
        send(&mut one, event, &first, &a[..2]).await;
        send(&mut other, event, &second, &b).await;
        // Jo leaves at the one door while the other takes the arrival back: both are kept.
        send(&mut one, event, &first, &a).await;
        let left = send(
            &mut other,
            event,
            &second,
            &[entry(6, "departure", json!({"person": jo}))],
        )
        .await;
        assert_eq!(left["refused"], json!([]));
        let link = ask(
            &mut other,
            &format!("{}/door/walk-ins/{joe}", api(event)),
            &second,
        )
        .await;
        link.is(200).shows("/i/");
        let heads =
            async |house: &House| house.write(move |cx| Ok(cx.evening(event)?.heads())).await;
        assert_eq!(heads(&house).await, 3);
        let mut odile = house.cast_member("odile").await;
        // Entered again under the other spelling: proposed as one, joined, and parted again.
        send(
            &mut one,
            event,
            &first,
            &[walk_in(7, "01999999-0000-7000-8000-000000000003", "Joe")],
        )
        .await;
        let door = odile.get(&format!("/events/{event}/door")).await;
        door.shows("Peut-être la même personne");
        let same = [
            ("person", joe),
            ("double", "01999999-0000-7000-8000-000000000003"),
        ];
        odile
            .post(&format!("/events/{event}/door/same"), &same)
            .await
            .is(303);
        assert_eq!(heads(&house).await, 3);
        let rows = house
            .write(move |cx| Ok(store::presences::of_event(cx.tx, event)?))
            .await;
        assert_eq!(rows.len(), 2, "presences follow");
        let door = odile.get(&format!("/events/{event}/door")).await;
        door.hides("Peut-être la même personne").shows("a réuni");
        let late = entry(
            8,
            "departure",
            json!({"person": "01999999-0000-7000-8000-000000000003"}),
        );
        let known = send(&mut one, event, &first, &[late]).await;
        assert_eq!(
            known["refused"],
            json!([]),
            "a device that has not heard speaks of the double"
        );
        assert_eq!(heads(&house).await, 2);
    }
);

both!(
    a_walk_in_is_compared_with_whom_the_group_knows_and_nobody_let_in,
    |house: House| async move {
        let cast = house.with_cast().await;
        let event = evening(&cast);
        let (mut device, token) = join(&house, event).await;
        let (anselme, name) = house
            .write(move |cx| {
                let person = store::people::find(cx.tx, cast.people["anselme"])?.unwrap();
                Ok((person.id.to_string(), person.name))
            })
            .await;
        let (walked, first) = (
            "01999999-0000-7000-8000-000000000001",
            "01999999-0000-7000-8000-000000000002",
        );
        let walk_in = |n, person: &str, family: &str| {
            let said = json!({"given": name.given, "family": family});
            entry(n, "arrival", json!({"person": person, "walk_in": said}))
        };
        let undo = |n, of: u128| {
            let of = uuid::Uuid::from_u128(0x019a_7000_0000_7000_8000_0000_0000_0000 + of);
            entry(n, "undo", json!({"entry": of}))
        };
        let known = name.full();
        let mut odile = house.cast_member("odile").await;
        let door = format!("/events/{event}/door");
        // A first name alone is anybody's.
        send(&mut device, event, &token, &[walk_in(1, first, "")]).await;
        let title = "Peut-être la même personne";
        odile.get(&door).await.hides(title);
        send(&mut device, event, &token, &[undo(3, 1)]).await;
        let double = format!("{}e", name.family);
        send(&mut device, event, &token, &[walk_in(2, walked, &double)]).await;
        odile
            .get(&door)
            .await
            .shows(title)
            .shows(&format!("{known} (pas encore là)"))
            .shows("prénom : pareil");
        let same = [("person", anselme.as_str()), ("double", walked)];
        odile.post(&format!("{door}/same"), &same).await.is(303);
        let here = house
            .write(move |cx| Ok(cx.evening(event)?.here()))
            .await
            .into_iter()
            .map(|person| person.to_string());
        let here: Vec<String> = here.collect();
        assert!(here.contains(&anselme) && !here.contains(&walked.to_owned()));
        odile.get(&door).await.hides(title);
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shell_is_the_same_for_everybody_and_its_worker_names_its_files() {
    let house = House::open(crate::harness::On::Sqlite).await;
    let event = evening(&house.with_cast().await);
    let path = format!("/door/{event}/?lang=fr");
    let nobody = house.anonymous().get(&path).await;
    let host = house.cast_member("odile").await.get(&path).await;
    assert_eq!(nobody.is(200).text(), host.text());
    let worker = house
        .anonymous()
        .get(&format!("/door/{event}/worker.js"))
        .await;
    worker.is(200).shows("door/app.js").shows("self.VERSION");
    let manifest = house
        .anonymous()
        .get(&format!("/door/{event}/app.webmanifest?lang=en"))
        .await;
    let manifest = manifest.is(200).json();
    assert_eq!(manifest["scope"], format!("/door/{event}/"));
    assert_eq!(manifest["lang"], "en-CA");
    for icon in manifest["icons"].as_array().unwrap() {
        house
            .anonymous()
            .get(icon["src"].as_str().unwrap())
            .await
            .is(200);
    }
}
