//! Notes, promises, cards, pictures and files are their keeper's alone: every route is asked as every
//! role, links are followed, and the bytes of every answer are searched for what is others'.

use std::collections::{BTreeSet, VecDeque};
use std::io::Read;

use domain::id::{ContactId, EventId, PersonId};
use jiff::SignedDuration;
use web::routes;

use crate::both;
use crate::harness::{Client, House, Reply};

mod laid;

use laid::Laid;

/// Who asks, and whose own notes they may read.
const ROLES: [(&str, Option<&str>); 9] = [
    ("nobody", None),
    // A personal link alone, in a browser that claimed nothing, opens no notebook.
    ("guest", None),
    ("anselme", Some("anselme")),
    ("loc", Some("loc")),
    ("ines", Some("ines")),
    ("odile", Some("odile")),
    ("youssef", Some("youssef")),
    ("regine", Some("regine")),
    ("operator", None),
];

/// What would end the session, and the gallery, whose samples are nobody's.
const KEPT_OUT: [&str; 3] = ["/sign-out", "/language", "/gallery"];

/// Pages a role asks for at most: the crawl ends even if pages link to ever new pages.
const LIMIT: usize = 1000;

/// In this order the roles send the forms: what Ketsia's guest and Anselme take away of their own is
/// there for all others to be found.
const LAST_TO_SEND: [&str; 2] = ["guest", "anselme"];

/// A sentence somebody wrote for themselves, by whom.
pub(crate) struct Bait {
    pub(crate) keeper: String,
    pub(crate) words: String,
}

/// Every private sentence of the story: read from its files, so that none is forgotten.
pub(crate) fn baits() -> Vec<Bait> {
    let files = [
        include_str!("../../../../fixtures/cast/notebook.toml"),
        include_str!("../../../../fixtures/evening/notebook.toml"),
    ];
    let mut baits = Vec::new();
    for file in files {
        let table: toml::Table = file.parse().unwrap();
        for kind in ["contact", "note", "lesson", "follow_up"] {
            let rows = table.get(kind).and_then(toml::Value::as_array);
            for row in rows.into_iter().flatten() {
                let text = |key: &str| row.get(key).and_then(toml::Value::as_str);
                let words = text("note").or(text("text")).or(text("words"));
                if let (Some(keeper), Some(words)) = (text("keeper"), words) {
                    baits.push(Bait {
                        keeper: keeper.into(),
                        words: distinctive(words),
                    });
                }
            }
        }
    }
    // What somebody also says of themselves is no secret.
    let said = [
        include_str!("../../../../fixtures/cast/people.toml"),
        include_str!("../../../../fixtures/cast/answers.toml"),
    ];
    baits.retain(|bait| !said.iter().any(|file| file.contains(&bait.words)));
    assert!(baits.len() > 20, "{} baits", baits.len());
    baits
}

/// The longest piece of a sentence that no escaping changes.
fn distinctive(words: &str) -> String {
    let pieces = words.split(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-');
    pieces
        .map(str::trim)
        .max_by_key(|piece| piece.len())
        .unwrap()
        .to_owned()
}

/// What the parameters of routes may stand for, by the beginning of the path.
struct Values {
    events: Vec<String>,
    people: Vec<String>,
    private: Vec<String>,
    laid: Laid,
    token: String,
}

async fn values(house: &House, event: EventId) -> Values {
    house
        .write(move |cx| {
            let people = app::cast::everyone(cx)?;
            let named = |key: &str| people[key].to_string();
            let private = ids(cx, people["anselme"])?;
            let ketsia = people["ketsia"];
            let invitation = store::invitations::of_person(cx.tx, event, ketsia)?.unwrap();
            // What she noted that night claimed her link for her own telephone.
            store::claims::insert(cx.tx, invitation.id, &[7; 32], cx.now)?;
            let laid = laid::lay(cx, "anselme", people["anselme"])?;
            let mut events = vec![event.to_string()];
            let others = store::presences::events_of(cx.tx, people["anselme"])?;
            events.extend(others.iter().take(3).map(|(id, _)| id.to_string()));
            Ok(Values {
                events,
                people: ["anselme", "loc", "ines", "odile", "ketsia"]
                    .map(named)
                    .into(),
                private,
                laid,
                token: cx.signer.invitation(invitation.id, invitation.link_version),
            })
        })
        .await
}

/// Some of somebody's own contacts, promises and notes.
fn ids(cx: &mut app::Cx<'_, '_>, keeper: PersonId) -> app::Result<Vec<String>> {
    let mut all = Vec::new();
    for table in ["contacts", "follow_ups", "notes"] {
        let sql = format!("select id from {table} where keeper_id = $1 order by id limit 4");
        let found: Vec<ContactId> = cx.tx.all(&sql, &[app::Value::Uuid(keeper.0)])?;
        all.extend(found.iter().map(ToString::to_string));
    }
    Ok(all)
}

/// Every path a route may have for a visitor.
fn paths(route: &str, values: &Values, role: &str) -> Vec<String> {
    let seats: Vec<String> = match role {
        "nobody" => vec!["AAAA".into(), values.events[0].clone()],
        "guest" => vec![values.token.clone()],
        _ => values.events.clone(),
    };
    let mut paths = vec![route.to_owned()];
    while let Some(open) = paths
        .iter()
        .find_map(|p| p.find('{').map(|at| (p.clone(), at)))
    {
        let (path, at) = open;
        let name = &path[at..=at + path[at..].find('}').unwrap()];
        let with: Vec<String> = match name {
            "{seat}" => seats.clone(),
            "{token}" if role == "nobody" => vec!["AAAA".into()],
            "{token}" => vec![values.token.clone()],
            "{person}" => values.people.clone(),
            "{size}" => vec!["small".into()],
            "{version}" | "{*name}" | "{page}" | "{n}" => vec!["0".into()],
            "{slug}" => vec!["tablee-outremont".into(), "vieux-montreal".into()],
            "{contact}" => values.private[..2]
                .iter()
                .chain([&values.laid.contact])
                .cloned()
                .collect(),
            "{card}" => values.laid.cards.clone(),
            "{import}" => values.laid.imports.clone(),
            "{photo}" => values.laid.photos.clone(),
            "{id}" if path.starts_with("/me/phone/") => values.laid.passwords.clone(),
            "{id}" if path.starts_with("/events/") => values.events.clone(),
            "{id}" if path.starts_with("/api/") => values.events.clone(),
            "{id}" if path.starts_with("/people/") => values.people.clone(),
            _ => values.private.clone(),
        };
        let with = if with.is_empty() {
            vec!["0".into()]
        } else {
            with
        };
        paths.retain(|p| p != &path);
        paths.extend(with.iter().map(|value| path.replacen(name, value, 1)));
    }
    paths
}

/// The search box asked for a piece of a word of each sentence: too little to repeat the sentence.
fn searches(baits: &[Bait]) -> impl Iterator<Item = String> {
    let asked = baits.iter().filter_map(|bait| {
        let words = bait.words.split(|c: char| !c.is_alphanumeric());
        let longest = words.max_by_key(|word| word.chars().count())?;
        let piece: String = longest.chars().take(5).collect();
        (piece.len() < bait.words.len()).then(|| domain::text::folded(&piece))
    });
    let asked: BTreeSet<_> = asked.collect();
    asked.into_iter().map(|q| format!("/search?q={q}"))
}

/// The addresses of this installation that a page leads to.
fn links(text: &str) -> Vec<String> {
    let attributes = ["href=\"", "src=\"", "data-url=\"", "data-stream=\""];
    let mut found = Vec::new();
    for attribute in attributes {
        for piece in text.split(attribute).skip(1) {
            let to = piece
                .split('"')
                .next()
                .unwrap_or_default()
                .replace("&amp;", "&")
                .replace("&#38;", "&");
            let to = to
                .strip_prefix(crate::harness::PUBLIC)
                .unwrap_or(&to)
                .to_owned();
            let to = to.split('#').next().unwrap_or_default().to_owned();
            if to.starts_with('/')
                && !to.starts_with("//")
                && !to.starts_with("/assets/")
                && !to.starts_with("/gallery")
                && !to.starts_with("/demo/sign-in")
            {
                found.push(to);
            }
        }
    }
    found
}

async fn client(house: &House, role: &str) -> Client {
    match role {
        "nobody" | "guest" => house.anonymous(),
        "operator" => house.signed_in(app::cast::OPERATOR).await,
        key => house.cast_member(key).await,
    }
}

both!(
    what_somebody_wrote_for_themselves_is_found_by_no_request_of_anybody_else,
    nobody_else_finds_it
);

/// What the crawl knows so far.
struct Crawl {
    baits: Vec<Bait>,
    own: BTreeSet<(String, String)>,
    leaks: BTreeSet<String>,
}

impl Crawl {
    /// Looks through an answer; where it leads.
    fn look(&mut self, role: &str, reads: Option<&str>, path: &str, reply: Reply) -> Vec<String> {
        for text in texts(&reply) {
            for bait in self.baits.iter().filter(|bait| text.contains(&bait.words)) {
                let (keeper, words) = (&bait.keeper, &bait.words);
                if reads == Some(keeper.as_str()) {
                    self.own.insert((keeper.clone(), words.clone()));
                } else {
                    self.leaks
                        .insert(format!("{role} reads {words:?} of {keeper} at {path}"));
                }
            }
        }
        let all = links(&reply.text()).into_iter().chain(reply.location);
        let path = |to: String| match to.strip_prefix(crate::harness::PUBLIC) {
            Some(path) => path.to_owned(),
            None => to,
        };
        all.map(path).filter(|to| to.starts_with('/')).collect()
    }
}

/// What an answer says: its bytes, or those of the files in it.
fn texts(reply: &Reply) -> Vec<String> {
    let archive = std::io::Cursor::new(&reply.bytes);
    let Ok(mut archive) = zip::ZipArchive::new(archive) else {
        return vec![reply.text()];
    };
    let mut texts = Vec::new();
    for n in 0..archive.len() {
        let mut bytes = Vec::new();
        archive
            .by_index(n)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    texts
}

/// The paths of every route of a kind for a visitor.
fn all_paths(posts: bool, values: &Values, role: &str) -> Vec<String> {
    let kept = |path: &str| !KEPT_OUT.iter().any(|start| path.starts_with(start));
    let routes = routes::LIST.iter().filter(|route| kept(route.path));
    let routes = routes.filter(|route| (route.method != "get") == posts);
    routes
        .flat_map(|route| {
            let all = paths(route.path, values, role);
            // One of each form is enough: what it answers does not depend on whose it is.
            let some = if posts { 2 } else { all.len() };
            all.into_iter().take(some)
        })
        .collect()
}

async fn nobody_else_finds_it(house: House) {
    // The morning after: everything has happened, and mails have been written.
    house.wait(SignedDuration::from_hours(18));
    house.write(|cx| app::demo::fill(cx, 0)).await;
    house.write(app::jobs::tick).await;
    let event = house.write(|cx| Ok(app::demo::doors(cx)?.evening)).await;
    let mut values = values(&house, event).await;
    let mut crawl = Crawl {
        baits: baits(),
        own: BTreeSet::new(),
        leaks: BTreeSet::new(),
    };
    crawl.baits.append(&mut values.laid.baits);
    for (role, reads) in ROLES {
        let mut client = client(&house, role).await;
        let mut queue: VecDeque<String> = all_paths(false, &values, role).into();
        queue.extend(searches(&crawl.baits));
        let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
        let mut asked = 0;
        while let Some(path) = queue.pop_front().filter(|_| asked < LIMIT) {
            asked += 1;
            let reply = client.get(&path).await;
            for to in crawl.look(role, reads, &path, reply) {
                if seen.insert(to.clone()) {
                    queue.push_back(to);
                }
            }
        }
        println!("{role}: {asked} pages, {} left", queue.len());
    }
    let last = |role: &str| LAST_TO_SEND.iter().position(|last| *last == role);
    let mut senders = ROLES;
    senders.sort_by_key(|(role, _)| last(role));
    for (role, reads) in senders {
        let mut client = client(&house, role).await;
        let forms = all_paths(true, &values, role);
        println!("{role}: {} forms", forms.len());
        for path in forms {
            let reply = client.post(&path, &[]).await;
            let location = reply.location.clone();
            crawl.look(role, reads, &path, reply);
            if let Some(to) = location.filter(|to| to.starts_with('/')) {
                let reply = client.get(&to).await;
                crawl.look(role, reads, &to, reply);
            }
        }
    }
    let Crawl { baits, own, leaks } = crawl;
    let leaks: Vec<_> = leaks.into_iter().collect();
    let told = leaks.join("\n");
    assert!(leaks.is_empty(), "{} leaks:\n{told}", leaks.len());
    // The bait is good: whoever it is of finds it.
    let written = baits.iter().filter(|bait| bait.keeper == "anselme");
    let found = |bait: &&Bait| own.contains(&(bait.keeper.clone(), bait.words.clone()));
    let missing: Vec<_> = written.filter(|b| !found(b)).map(|b| &b.words).collect();
    assert!(missing.is_empty(), "Anselme does not find {missing:?}");
}
