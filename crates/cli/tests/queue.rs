//! The queue that a door's device saved to a file, read in by the program on both databases: each entry
//! once, however often; what cannot be taken is named by its number and takes nothing along.

#[allow(dead_code, reason = "each test uses what it needs of this file")]
mod place;

use std::process::Output;

use app::{App, Caller, devices, log};
use domain::evening::What;
use domain::id::{DeviceId, EventId, PersonId};
use place::{Place, command, in_a_folder, on_a_server, open};
use serde_json::{Value, json};

/// An evening with a device at its door, and two people it expects.
struct Door {
    host: Caller,
    event: EventId,
    device: DeviceId,
    people: [PersonId; 2],
}

fn door(app: &App) -> Door {
    let doors = app
        .write_blocking(Caller::default(), |cx| {
            app::demo::fill(cx, 0)?;
            app::demo::doors(cx)
        })
        .unwrap();
    let event = doors.evening;
    let greeter = doors.roles.into_iter().find(|door| door.role == "greeter");
    let greeter = greeter.unwrap().token;
    let enter = move |cx: &mut app::Cx<'_, '_>| app::demo::enter(cx, &greeter);
    let session = Some(app.write_blocking(Caller::default(), enter).unwrap().token);
    let host = Caller {
        session,
        ..Caller::default()
    };
    let enrol = move |cx: &mut app::Cx<'_, '_>| {
        let open = log::open_by_session(cx, event)?;
        let known = log::page(cx, &open, 0)?;
        let people = known.iter().flat_map(|placed| placed.entry.what.people());
        let people: Vec<_> = people.collect();
        let other = *people.iter().find(|person| **person != people[0]).unwrap();
        let (device, _) = devices::enrol(cx, event, "Tablette")?;
        Ok((device.id, [people[0], other]))
    };
    let (device, people) = app.write_blocking(host.clone(), enrol).unwrap();
    Door {
        host,
        event,
        device,
        people,
    }
}

fn entry(number: u32, more: Value) -> Value {
    let mut entry = json!({
        "id": format!("019a7000-0000-7000-8000-{number:012}"),
        "device_at": "2026-11-12T22:10:00Z",
    });
    let more = more.as_object().unwrap().clone();
    entry.as_object_mut().unwrap().extend(more);
    entry
}

/// Five entries, of which the second cannot be read and the fourth speaks of nobody.
fn queue(door: &Door) -> Vec<Value> {
    let [one, other] = door.people;
    let nobody = "01999999-0000-7000-8000-00000000ffff";
    let walk_in = "01999999-0000-7000-8000-000000000001";
    vec![
        entry(1, json!({"kind": "arrival", "person": one})),
        entry(2, json!({"kind": "dance", "person": one})),
        entry(3, json!({"kind": "arrival", "person": other, "company": 1})),
        entry(4, json!({"kind": "departure", "person": nobody})),
        entry(
            5,
            json!({"kind": "arrival", "person": walk_in, "walk_in": {"given": "Jo"}}),
        ),
    ]
}

fn file(folder: &tempfile::TempDir, door: &Door, entries: &[Value]) -> String {
    let saved = json!({
        "version": 1, "event": door.event, "device": door.device, "entries": entries,
    });
    let path = folder.path().join("door.json");
    std::fs::write(&path, saved.to_string()).unwrap();
    path.display().to_string()
}

fn import(place: &Place, file: &str, event: EventId) -> Output {
    let event = event.to_string();
    command(place, &["import", "log", file, "--event", &event])
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// The arrivals of the evening, in order.
fn arrivals(place: &Place, door: &Door) -> Vec<String> {
    let event = door.event;
    let read = move |cx: &mut app::Cx<'_, '_>| {
        let open = log::open_by_session(cx, event)?;
        log::page(cx, &open, 0)
    };
    let all = open(place).write_blocking(door.host.clone(), read).unwrap();
    let came = all
        .into_iter()
        .filter(|placed| matches!(placed.entry.what, What::Arrived { .. }));
    came.map(|placed| placed.entry.id.to_string()).collect()
}

fn read_in_twice(place: &Place) {
    let door = door(&open(place));
    let folder = tempfile::tempdir().unwrap();
    let entries = queue(&door);
    let before = arrivals(place, &door).len();
    let path = file(&folder, &door, &entries);
    let (code, out, err) = said(&import(place, &path, door.event));
    assert_eq!(code, Some(1), "{err}");
    assert!(
        out.contains("3 entries stored, 0 known already, 2 refused"),
        "{out}"
    );
    assert!(err.contains("entry 2 cannot be read: "), "{err}");
    assert!(
        err.contains("entry 4 (019a7000-0000-7000-8000-000000000004) is refused: "),
        "{err}"
    );
    let stored = arrivals(place, &door);
    assert_eq!(stored.len(), before + 3);

    let (code, out, _) = said(&import(place, &path, door.event));
    assert_eq!(code, Some(1));
    assert!(
        out.contains("0 entries stored, 3 known already, 2 refused"),
        "{out}"
    );
    let good = [&entries[0], &entries[2], &entries[4]].map(Clone::clone);
    let path = file(&folder, &door, &good);
    let (code, out, err) = said(&import(place, &path, door.event));
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(
        out.contains("0 entries stored, 3 known already, 0 refused"),
        "{out}"
    );
    assert_eq!(arrivals(place, &door), stored, "nothing changed");

    let elsewhere = EventId(uuid::Uuid::from_u128(7));
    let (code, _, err) = said(&import(place, &path, elsewhere));
    assert_eq!(code, Some(1));
    assert!(err.contains("is from the door of another event"), "{err}");
    std::fs::write(&path, "{").unwrap();
    let (code, _, err) = said(&import(place, &path, door.event));
    assert_eq!(code, Some(1));
    assert!(
        err.contains("is no queue that a door's device saved"),
        "{err}"
    );
}

#[test]
fn a_queue_is_read_in_once_on_sqlite() {
    read_in_twice(&in_a_folder());
}

#[test]
fn a_queue_is_read_in_once_on_postgresql() {
    read_in_twice(&on_a_server("queue"));
}
