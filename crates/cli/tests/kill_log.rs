//! Two hundred devices send arrivals while the program is killed, again and again, and started
//! anew: they send again what was not acknowledged. Nothing acknowledged is lost, nothing is doubled.

mod place;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use app::{App, Caller, devices, log};
use domain::id::{EntryId, EventId, PersonId};
use place::{Place, in_a_folder, on_a_server, open, start};
use uuid::Uuid;

/// Devices that send at the same time.
const CLIENTS: usize = 200;
/// Acknowledged arrivals after which the program is killed: early, and in full flow.
const ROUNDS: [usize; 4] = [1, 300, 700, 1500];

/// What the devices share.
struct Room {
    port: AtomicU16,
    over: AtomicBool,
    acknowledged: AtomicUsize,
    entries: Mutex<Vec<EntryId>>,
    path: String,
    token: String,
    people: Vec<PersonId>,
}

fn room(app: &App) -> (EventId, Room) {
    let doors = app
        .write_blocking(Caller::default(), |cx| {
            app::demo::fill(cx, 0)?;
            app::demo::doors(cx)
        })
        .unwrap();
    let evening = doors.evening;
    let greeter = doors
        .roles
        .into_iter()
        .find(|door| door.role == "greeter")
        .unwrap();
    let enter = move |cx: &mut app::Cx<'_, '_>| app::demo::enter(cx, &greeter.token);
    let session = app.write_blocking(Caller::default(), enter).unwrap().token;
    let caller = Caller {
        session: Some(session),
        ..Caller::default()
    };
    let enrol = move |cx: &mut app::Cx<'_, '_>| {
        let open = log::open_by_session(cx, evening)?;
        let known = log::page(cx, &open, 0)?;
        let people = known
            .iter()
            .flat_map(|placed| placed.entry.what.people())
            .collect();
        Ok((devices::enrol(cx, evening, "Tablette")?.1, people))
    };
    let (token, people) = app.write_blocking(caller, enrol).unwrap();
    let room = Room {
        port: AtomicU16::new(0),
        over: AtomicBool::new(false),
        acknowledged: AtomicUsize::new(0),
        entries: Mutex::default(),
        path: format!("/api/v1/events/{evening}/log"),
        token,
        people,
    };
    (evening, room)
}

/// One device: an arrival after another, each sent until it is acknowledged.
fn device(room: &Room, number: usize) {
    let mut stream: Option<(u16, BufReader<TcpStream>)> = None;
    for count in 0.. {
        let id = EntryId(Uuid::from_u128((number as u128) << 64 | count | 7 << 76));
        let person = room.people[(number * 31 + count as usize) % room.people.len()];
        loop {
            if room.over.load(Ordering::SeqCst) {
                return;
            }
            let port = room.port.load(Ordering::SeqCst);
            if stream.as_ref().is_none_or(|(to, _)| *to != port) {
                let opened = TcpStream::connect(("127.0.0.1", port));
                stream = opened.ok().map(|stream| (port, BufReader::new(stream)));
            }
            let sent = stream
                .as_mut()
                .map(|(_, stream)| send(room, stream, id, person));
            match sent {
                Some(Ok(())) => break,
                _ => {
                    stream = None;
                    thread::sleep(Duration::from_millis(5));
                }
            }
        }
        room.entries.lock().unwrap().push(id);
        room.acknowledged.fetch_add(1, Ordering::SeqCst);
    }
}

fn send(
    room: &Room,
    stream: &mut BufReader<TcpStream>,
    id: EntryId,
    person: PersonId,
) -> std::io::Result<()> {
    let body = format!(
        r#"{{"entries":[{{"id":"{id}","device_at":"2026-11-12T22:06:00Z","kind":"arrival","person":"{person}"}}]}}"#
    );
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: house\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        room.path,
        room.token,
        body.len()
    );
    stream.get_mut().write_all((head + &body).as_bytes())?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut reply = vec![0; length];
    stream.read_exact(&mut reply)?;
    let text = String::from_utf8_lossy(&reply);
    match status.as_str() {
        "200" => {
            assert!(
                text.contains(&id.to_string()) && text.contains(r#""refused":[]"#),
                "{text}"
            );
            Ok(())
        }
        // Asked to come back: the entry is sent again.
        "503" => Err(std::io::ErrorKind::WouldBlock.into()),
        _ => panic!("an arrival was answered {status}: {text}"),
    }
}

/// How often each entry stands in the log.
fn stored(app: &App, evening: EventId) -> HashMap<EntryId, usize> {
    app.write_blocking(Caller::default(), move |cx| {
        assert_eq!(app::operator::health(cx.tx)?.damage, None);
        let mut times = HashMap::new();
        let mut position = 0;
        loop {
            let heard = log::heard(cx, evening, position)?;
            if heard.entries.is_empty() {
                return Ok(times);
            }
            for placed in &heard.entries {
                assert!(placed.position > position, "positions have an order");
                position = placed.position;
                *times.entry(placed.entry.id).or_default() += 1;
            }
        }
    })
    .unwrap()
}

fn survives(place: &Place) {
    let (evening, room) = room(&open(place));
    let room = Arc::new(room);
    let (mut child, port) = start(place);
    room.port.store(port, Ordering::SeqCst);
    let devices: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let room = room.clone();
            thread::spawn(move || device(&room, number))
        })
        .collect();
    for (nth, round) in ROUNDS.into_iter().enumerate() {
        let until = room.acknowledged.load(Ordering::SeqCst) + round;
        while room.acknowledged.load(Ordering::SeqCst) < until {
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        if nth + 1 < ROUNDS.len() {
            let port;
            (child, port) = start(place);
            room.port.store(port, Ordering::SeqCst);
        }
    }
    room.over.store(true, Ordering::SeqCst);
    devices
        .into_iter()
        .for_each(|device| device.join().unwrap());
    let stored = stored(&open(place), evening);
    let acknowledged = room.entries.lock().unwrap();
    for id in acknowledged.iter() {
        assert_eq!(stored.get(id), Some(&1), "{id} was acknowledged");
    }
    assert!(acknowledged.len() >= ROUNDS.iter().sum());
}

#[test]
fn no_acknowledged_arrival_is_lost_or_doubled_when_the_program_is_killed_on_sqlite() {
    survives(&in_a_folder());
}

#[test]
fn no_acknowledged_arrival_is_lost_or_doubled_when_the_program_is_killed_on_postgresql() {
    survives(&on_a_server("kill_log"));
}
