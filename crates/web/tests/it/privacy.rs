//! Notes, impressions, promises and lessons are their writer's alone: every route is asked as every
//! role, links are followed, and the bytes of every answer are searched for what others wrote.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::id::{ContactId, EventId, PersonId};
use jiff::SignedDuration;
use web::routes;

use crate::both;
use crate::harness::{Client, House};

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

/// Requests a role makes at most: the crawl ends even if pages link to ever new pages.
const LIMIT: usize = 1000;

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
            let mut events = vec![event.to_string()];
            let others = store::presences::events_of(cx.tx, people["anselme"])?;
            events.extend(others.iter().take(3).map(|(id, _)| id.to_string()));
            Ok(Values {
                events,
                people: ["anselme", "loc", "ines", "odile", "ketsia"]
                    .map(named)
                    .into(),
                private,
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

async fn nobody_else_finds_it(house: House) {
    // The morning after: everything has happened, and mails have been written.
    house.wait(SignedDuration::from_hours(18));
    house.write(|cx| app::demo::fill(cx, 0)).await;
    house.write(app::jobs::tick).await;
    let event = house.write(|cx| Ok(app::demo::doors(cx)?.evening)).await;
    let (values, baits) = (values(&house, event).await, baits());
    let mut own = BTreeMap::<String, BTreeSet<String>>::new();
    let mut leaks = Vec::new();
    for (role, reads) in ROLES {
        let mut client = client(&house, role).await;
        let mut queue: VecDeque<(bool, String)> = VecDeque::new();
        let mut posts = Vec::new();
        for route in routes::LIST
            .iter()
            .filter(|route| !KEPT_OUT.iter().any(|start| route.path.starts_with(start)))
        {
            let all = paths(route.path, &values, role).into_iter();
            match route.method {
                "get" => queue.extend(all.map(|path| (false, path))),
                // One of each is enough: what a form answers does not depend on whose it is.
                _ => posts.extend(all.take(3).map(|path| (true, path))),
            }
        }
        queue.extend(searches(&baits).map(|path| (false, path)));
        let mut seen: BTreeSet<String> = queue.iter().map(|(_, path)| path.clone()).collect();
        let mut asked = 0;
        while let Some((post, path)) = queue.pop_front().or_else(|| posts.pop()) {
            asked += 1;
            if asked > LIMIT {
                break;
            }
            let reply = if post {
                client.post(&path, &[]).await
            } else {
                client.get(&path).await
            };
            let text = reply.text();
            for bait in baits.iter().filter(|bait| text.contains(&bait.words)) {
                if reads == Some(bait.keeper.as_str()) {
                    own.entry(bait.keeper.clone())
                        .or_default()
                        .insert(bait.words.clone());
                } else {
                    leaks.push(format!(
                        "{role} reads {:?} of {} at {path}",
                        bait.words, bait.keeper
                    ));
                }
            }
            for to in links(&text).into_iter().chain(reply.location) {
                let to = to
                    .strip_prefix(crate::harness::PUBLIC)
                    .map_or(to.clone(), str::to_owned);
                if to.starts_with('/') && seen.insert(to.clone()) {
                    queue.push_back((false, to));
                }
            }
        }
        println!("{role}: {asked} requests");
    }
    leaks.sort();
    leaks.dedup();
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks.join("\n")
    );
    // The bait is good: whoever wrote it finds it.
    let written: BTreeSet<String> = baits
        .iter()
        .filter(|b| b.keeper == "anselme")
        .map(|b| b.words.clone())
        .collect();
    let missing: Vec<_> = written.difference(&own["anselme"]).collect();
    assert!(missing.is_empty(), "Anselme does not find {missing:?}");
}
