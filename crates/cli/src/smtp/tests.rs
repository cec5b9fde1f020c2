//! Conversations with a mail server that speaks the real protocol over a real socket.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use app::mail::Message as Said;
use app::{App, Caller, Db, Location, Settings, World, outbox};
use domain::text::Lang;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::config::{Config, Flags};

/// A clock that moves when told, and the real chance.
struct Hand(AtomicI64);

impl World for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        crate::world::RealWorld::new().fill(bytes);
    }
}

/// A mail server: the letters it took, and what it will answer to the next recipients.
struct Server {
    port: u16,
    letters: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (letters, answers) = (Arc::default(), Arc::default());
        let server = Self {
            port,
            letters,
            answers,
        };
        let (letters, answers) = (server.letters.clone(), server.answers.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let _ = converse(stream.unwrap(), &letters, &answers);
            }
        });
        server
    }

    fn will_answer(&self, answer: &'static str) {
        self.answers.lock().unwrap().push(answer);
    }

    fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

fn converse(
    mut stream: TcpStream,
    letters: &Mutex<Vec<String>>,
    answers: &Mutex<Vec<&'static str>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    stream.write_all(b"220 mail.example ESMTP\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let verb = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME",
            "RCPT" => {
                let mut answers = answers.lock().unwrap();
                if answers.is_empty() {
                    "250 ok"
                } else {
                    answers.remove(0)
                }
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let mut letter = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    letter.push_str(line.strip_prefix('.').unwrap_or(&line));
                    letter.push('\n');
                }
                letters.lock().unwrap().push(letter);
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

/// A house whose mails go to a server.
struct House {
    web: Web,
    hand: Arc<Hand>,
    carrier: Arc<dyn Carrier>,
    server: Server,
    _files: tempfile::TempDir,
}

impl House {
    async fn open() -> Self {
        tokio::task::spawn_blocking(Self::open_now).await.unwrap()
    }

    fn open_now() -> Self {
        let files = tempfile::tempdir().unwrap();
        let now: Timestamp = "2026-11-12T21:30:00Z".parse().unwrap();
        let hand = Arc::new(Hand(AtomicI64::new(now.as_millisecond())));
        let db = Db::open(&Location::Sqlite(files.path().join("a.db")), 1, now).unwrap();
        let settings = Settings {
            public_url: "https://soirees.example".into(),
            demo: false,
        };
        let web = Web::new(
            App::new(db, hand.clone(), settings).unwrap(),
            web::Options::default(),
        );
        let server = Server::start();
        let variables = [
            (
                "CINQASEPT_SMTP_URL".to_owned(),
                format!("smtp://127.0.0.1:{}", server.port),
            ),
            (
                "CINQASEPT_PUBLIC_URL".to_owned(),
                "https://soirees.example".to_owned(),
            ),
        ];
        let config = Config::from_sources(&Flags::default(), variables, None).unwrap();
        let carrier = Arc::new(Smtp::open(&config, &web).unwrap().unwrap());
        Self {
            web,
            hand,
            carrier,
            server,
            _files: files,
        }
    }

    /// Somebody asks to sign in; nothing is sent yet.
    async fn ask(&self) {
        let job = |cx: &mut app::Cx<'_, '_>| {
            app::sign_in::ask(cx, "odile@exemple.example", Lang::Fr, "/me").map(|_| ())
        };
        self.web.app.write(Caller::default(), job).await.unwrap();
    }

    async fn deliver(&self) -> usize {
        outbox::deliver(&self.web.app, &self.carrier).await.unwrap()
    }

    fn wait(&self, span: SignedDuration) {
        self.hand
            .0
            .fetch_add(span.as_millis() as i64, Ordering::SeqCst);
    }
}

fn header<'l>(letter: &'l str, name: &str) -> &'l str {
    let head = letter.split("\n\n").next().unwrap();
    let start = format!("{name}: ");
    head.lines()
        .find_map(|line| line.strip_prefix(&start))
        .unwrap_or_else(|| panic!("no {name} in {head}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_arrives_with_both_parts_and_its_accents() {
    let house = House::open().await;
    house.ask().await;
    assert_eq!(house.deliver().await, 1);
    let letters = house.server.letters();
    let letter = &letters[0];
    assert!(header(letter, "Content-Type").starts_with("multipart/alternative"));
    assert!(letter.contains("Content-Type: text/plain; charset=utf-8"));
    assert!(letter.contains("Content-Type: text/html; charset=utf-8"));
    assert!(header(letter, "Subject").is_ascii());
    // « Cinq à sept », encoded as RFC 2047 wants it.
    assert!(header(letter, "From").starts_with("=?utf-8?b?"), "{letter}");
    assert!(header(letter, "From").ends_with("<cinqasept@soirees.example>"));
    assert!(header(letter, "Message-ID").ends_with("@soirees.example>"));
    assert_eq!(header(letter, "Date"), "Thu, 12 Nov 2026 21:30:00 +0000");
    assert_eq!(header(letter, "To"), "odile@exemple.example");
    house.wait(SignedDuration::from_hours(1));
    assert_eq!(house.deliver().await, 0, "what was sent is not sent again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_s_mail_says_how_to_stop() {
    let house = House::open().await;
    let job = |cx: &mut app::Cx<'_, '_>| {
        let cast = app::cast::load(cx)?;
        let group = cast.groups["vieux-montreal"];
        let recipient = app::cast::email_of("ketsia").unwrap();
        let said = Said::SignIn {
            code: "123456".into(),
            token: "t".into(),
        };
        app::mail::post(cx, &recipient, Lang::En, Some(group), &said).map(|_| ())
    };
    house.web.app.write(Caller::default(), job).await.unwrap();
    house.deliver().await;
    let letters = house.server.letters();
    let letter = letters.last().unwrap();
    assert!(header(letter, "List-Unsubscribe").starts_with("<https://soirees.example/stop/"));
    assert_eq!(
        header(letter, "List-Unsubscribe-Post"),
        "List-Unsubscribe=One-Click"
    );
    assert!(header(letter, "Reply-To").contains('@'));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_after_the_hand_over_sends_one_duplicate_with_the_same_id() {
    /// Hands the mail over, then dies before anything can be noted.
    struct Dies(Arc<dyn Carrier>, Mutex<std::sync::mpsc::Receiver<()>>);
    impl Carrier for Dies {
        fn carry(&self, mail: &Mail) -> Result<(), Failure> {
            self.0.carry(mail)?;
            // Held until the test ends: the note is never written.
            let _ = self.1.lock().unwrap().recv();
            Ok(())
        }
    }
    let (release, held) = std::sync::mpsc::channel();
    let house = House::open().await;
    house.ask().await;
    let dies: Arc<dyn Carrier> = Arc::new(Dies(house.carrier.clone(), Mutex::new(held)));
    let app = house.web.app.clone();
    let doomed = tokio::spawn(async move { outbox::deliver(&app, &dies).await });
    while house.server.letters().is_empty() {
        tokio::task::yield_now().await;
    }
    doomed.abort();
    assert_eq!(house.deliver().await, 0, "the claim still holds");
    house.wait(SignedDuration::from_mins(11));
    assert_eq!(house.deliver().await, 1);
    house.wait(SignedDuration::from_mins(11));
    assert_eq!(house.deliver().await, 0);
    let letters = house.server.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(
        header(&letters[0], "Message-ID"),
        header(&letters[1], "Message-ID")
    );
    drop(release);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
    let house = House::open().await;
    house.ask().await;
    house.server.will_answer("451 later");
    assert_eq!(house.deliver().await, 1);
    assert_eq!(house.deliver().await, 0, "not before its time");
    house.wait(SignedDuration::from_mins(2));
    assert_eq!(house.deliver().await, 1);
    assert_eq!(house.server.letters().len(), 1);
    house.ask().await;
    house.server.will_answer("550 nobody here");
    assert_eq!(house.deliver().await, 1);
    house.wait(SignedDuration::from_hours(48));
    assert_eq!(house.deliver().await, 0);
    let state = house
        .web
        .app
        .read(Caller::default(), app::outbox::state)
        .await
        .unwrap();
    assert_eq!((state.waiting, state.given_up), (0, 1));
    assert!(state.errors[0].contains("550"), "{:?}", state.errors);
}

#[test]
fn mail_leaves_this_machine_encrypted_unless_told_otherwise() {
    for (url, wanted) in [
        ("smtp://mail.example", "smtp://mail.example?tls=required"),
        (
            "smtp://u:p@mail.example:25",
            "smtp://u:p@mail.example:25?tls=required",
        ),
        ("smtp://mail.example?tls=none", "smtp://mail.example"),
        ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"),
        ("smtps://mail.example", "smtps://mail.example"),
    ] {
        assert_eq!(with_tls(url), wanted);
    }
}
