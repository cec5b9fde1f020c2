use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::*;

/// A server that answers each request by its path.
fn server(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = std::sync::Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), answer.clone());
            thread::spawn(move || {
                let mut line = String::new();
                let mut lines = BufReader::new(stream.try_clone().unwrap());
                lines.read_line(&mut line).unwrap();
                let mut header = String::new();
                while lines.read_line(&mut header).is_ok_and(|n| n > 2) {
                    header.clear();
                }
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                answer(&path, &mut stream);
            });
        }
    });
    address
}

fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    );
}

fn here() -> Web {
    Web::with("http://house.example", true, Duration::from_secs(2))
}

#[test]
fn a_page_is_read_through_its_redirects() {
    let address = server(|path, stream| match path {
        "/old" => say(stream, "301 Moved", "location: /new\r\n", ""),
        "/new" => say(stream, "200 OK", "", "<a href='https://x.example'>x</a>"),
        _ => say(stream, "404 Not Found", "", "nothing"),
    });
    let page = here().fetch(&format!("{address}/old")).unwrap();
    assert_eq!(page.url, format!("{address}/new"));
    assert!(page.html.contains("x.example"));
    assert_eq!(
        here().fetch(&format!("{address}/other")),
        Err(Failure::Status(404))
    );
}

#[test]
fn a_redirect_into_a_private_network_is_refused() {
    for target in [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
    ] {
        let location = format!("location: {target}\r\n");
        let address = server(move |_, stream| say(stream, "302 Found", &location, ""));
        assert_eq!(here().fetch(&address), Err(Failure::Refused), "{target}");
    }
}

#[test]
fn this_machine_is_refused_however_it_is_spelled() {
    let web = Web::with("http://house.example", false, Duration::from_secs(5));
    for url in [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
    ] {
        let fetched = web.fetch(url);
        assert!(fetched.is_err(), "{url}");
        assert_ne!(fetched, Err(Failure::TimedOut), "{url}");
    }
    assert_eq!(web.fetch("http://127.0.0.1/"), Err(Failure::Refused));
    assert_eq!(web.fetch("http://[::1]/"), Err(Failure::Refused));
    assert_eq!(web.fetch("http://localhost/"), Err(Failure::Refused));
}

#[test]
fn only_the_web_and_its_own_ports_are_asked() {
    let web = Web::with("http://house.example", false, Duration::from_secs(5));
    assert_eq!(web.fetch("http://8.8.8.8:22/"), Err(Failure::Refused));
    assert!(web.fetch("file:///etc/passwd").is_err());
    assert!(web.fetch("gopher://8.8.8.8/").is_err());
}

#[test]
fn an_endless_page_is_cut_and_a_slow_one_given_up() {
    let endless = server(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    assert_eq!(here().fetch(&endless).unwrap().html.len() as u64, BYTES);
    let (hold, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let slow = server(move |_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx");
        // Says no more until the test is over.
        let _ = held.lock().unwrap().recv();
    });
    assert_eq!(here().fetch(&slow), Err(Failure::TimedOut));
    drop(hold);
}

#[test]
fn a_circle_of_redirects_ends() {
    let address = server(|_, stream| say(stream, "302 Found", "location: /again\r\n", ""));
    assert!(here().fetch(&address).is_err());
}

#[test]
fn addresses_set_apart_are_not_public() {
    for ip in [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2001::1",
        "2001:db8::1",
        "100::1",
    ] {
        assert!(!is_public(ip.parse().unwrap()), "{ip}");
    }
    for ip in [
        "8.8.8.8",
        "100.63.0.1",
        "100.128.0.1",
        "172.32.0.1",
        "2606:4700::1",
        "2a00:1450::1",
    ] {
        assert!(is_public(ip.parse().unwrap()), "{ip}");
    }
}
