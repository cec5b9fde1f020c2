//! The program is killed in the middle of a burst of answers, again and again: what it had
//! acknowledged is there, and the next start needs no repair.

mod place;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Sender, channel};

use app::{App, Caller, Cx};
use domain::id::{EventId, InvitationId, PersonId};
use place::{Place, in_a_folder, on_a_server, open, start};

/// Clients that answer at the same time, each over personal links of its own.
const CLIENTS: usize = 16;
/// Acknowledged answers after which each round is cut off: early, and in full flow.
const ROUNDS: [usize; 4] = [1, 40, 97, 260];

/// A personal link of the evening, and whose it is.
#[derive(Clone)]
struct Link {
    token: String,
    person: PersonId,
    /// The number of the last answer that was acknowledged.
    acknowledged: Arc<AtomicI64>,
}

fn links(app: &App) -> (EventId, Vec<Link>) {
    app.write_blocking(Caller::default(), |cx| {
        app::demo::fill(cx, 0)?;
        let evening = app::demo::doors(cx)?.evening;
        let sql = "select id, link_version, person_id from invitations
                   where event_id = $1 and person_id is not null and revoked_at is null
                   order by id";
        let rows: Vec<(InvitationId, (u32, PersonId))> = invited(cx, sql, evening)?;
        let link = |(id, (version, person))| Link {
            token: cx.signer.invitation(id, version),
            person,
            acknowledged: Arc::default(),
        };
        Ok((evening, rows.into_iter().map(link).collect()))
    })
    .unwrap()
}

fn invited(
    cx: &mut Cx<'_, '_>,
    sql: &str,
    evening: EventId,
) -> app::Result<Vec<(InvitationId, (u32, PersonId))>> {
    Ok(cx.tx.all(sql, &[app::Value::Uuid(evening.0)])?)
}

/// Answers one link after another, each time with the next number, until the server is gone.
fn burst(port: u16, links: Vec<Link>, acknowledged: Sender<()>) {
    for number in 1_i64.. {
        for link in &links {
            let number = link.acknowledged.load(Ordering::SeqCst) + number;
            match answer(port, &link.token, number) {
                Ok(status) if status == "303" => {
                    link.acknowledged.store(number, Ordering::SeqCst);
                    if acknowledged.send(()).is_err() {
                        return;
                    }
                }
                Ok(status) => panic!("an answer was refused with {status}"),
                Err(_) => return,
            }
        }
    }
}

fn answer(port: u16, token: &str, number: i64) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let response = if number % 3 == 0 { "no" } else { "yes" };
    let body = format!("response={response}&company=0&does=n{number}");
    let request = format!(
        "POST /i/{token} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply)?;
    let head = String::from_utf8_lossy(&reply);
    match head.split(' ').nth(1) {
        Some(status) => Ok(status.to_owned()),
        None => Err(std::io::ErrorKind::UnexpectedEof.into()),
    }
}

fn check(app: &App, evening: EventId, links: Vec<Link>) {
    app.write_blocking(Caller::default(), move |cx| {
        let health = app::operator::health(cx.tx)?;
        assert_eq!(health.damage, None);
        for link in links {
            let acknowledged = link.acknowledged.load(Ordering::SeqCst);
            let sql = "select does from answers where event_id = $1 and person_id = $2";
            let values = [app::Value::Uuid(evening.0), app::Value::Uuid(link.person.0)];
            let does: Option<String> = cx.tx.find(sql, &values)?;
            let kept = does.and_then(|does| does.strip_prefix('n')?.parse().ok());
            let kept: i64 = kept.unwrap_or(0);
            assert!(
                kept >= acknowledged,
                "{kept} is kept, {acknowledged} was acknowledged"
            );
            // What was committed but not acknowledged counts as well: go on from there.
            link.acknowledged.store(kept, Ordering::SeqCst);
        }
        Ok(())
    })
    .unwrap();
}

fn survives(place: &Place) {
    let (evening, links) = links(&open(place));
    assert!(links.len() >= CLIENTS, "{} links", links.len());
    for round in ROUNDS {
        let (mut child, port) = start(place);
        let (acknowledged, arrived) = channel();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|n| {
                let own = links.iter().skip(n).step_by(CLIENTS).cloned().collect();
                let acknowledged = acknowledged.clone();
                std::thread::spawn(move || burst(port, own, acknowledged))
            })
            .collect();
        drop(acknowledged);
        let seen = arrived.iter().take(round).count();
        child.kill().unwrap();
        child.wait().unwrap();
        drop(arrived);
        clients
            .into_iter()
            .for_each(|client| client.join().unwrap());
        assert_eq!(seen, round);
        check(&open(place), evening, links.clone());
    }
}

#[test]
fn no_acknowledged_answer_is_lost_when_the_program_is_killed_on_sqlite() {
    survives(&in_a_folder());
}

#[test]
fn no_acknowledged_answer_is_lost_when_the_program_is_killed_on_postgresql() {
    survives(&on_a_server("kill"));
}
