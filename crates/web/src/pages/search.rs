//! One search box for people, groups, events and the viewer's notebook: its page, and what is
//! offered under the box while one types.

use app::events::EventLine;
use app::search::{self, Found, Somebody};
use askama::Template;
use axum::extract::Query;
use domain::event::Status;
use domain::group::{Group, Network};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::face::Face;
use crate::pages::notebook::ContactLine;
use crate::urls::{self, Url};
use crate::visit::{Answer, Visit};
use crate::words::Words;

/// Of each kind, while one types.
const OFFERED: usize = 4;
/// Of each kind, on the page.
const SHOWN: usize = 20;

/// What stands before a line.
#[derive(Clone, Debug)]
pub enum Picture {
    /// A portrait, or initials.
    Face(Face),
    /// An icon of the sprite.
    Icon(&'static str),
}

/// Somebody or something found.
#[derive(Clone, Debug)]
pub struct FoundLine {
    to: Url,
    picture: Picture,
    name: String,
    what: String,
    note: String,
}

/// Everything found of one kind.
#[derive(Clone, Debug)]
pub struct Section {
    key: &'static str,
    title: String,
    lines: Vec<FoundLine>,
    more: Option<String>,
}

fn person(somebody: &Somebody) -> FoundLine {
    let does = somebody.does.iter().map(|(title, organisation)| {
        let parts = [title.as_str(), organisation].into_iter();
        parts
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    FoundLine {
        to: urls::person(&somebody.person.id),
        picture: Picture::Face(Face::from(&somebody.person)),
        name: somebody.person.name.full(),
        what: does.collect::<Vec<_>>().join(" · "),
        note: String::new(),
    }
}

fn group((group, network): &(Group, Network)) -> FoundLine {
    FoundLine {
        to: urls::group(&group.slug),
        picture: Picture::Icon("people"),
        name: group.words.name.clone(),
        what: network.name.clone(),
        note: String::new(),
    }
}

fn event(w: &Words, line: &EventLine) -> FoundLine {
    let date = w.short_date(&line.starts_at, &line.zone);
    let status = match line.status {
        Status::Draft => w.t("event-status-draft"),
        Status::Cancelled => w.t("event-status-cancelled"),
        Status::Published => "",
    };
    let parts = [date.as_str(), &line.group_name, &line.venue, status];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    FoundLine {
        to: urls::event(&line.id),
        picture: Picture::Icon("calendar"),
        name: line.title.clone(),
        what: parts.collect::<Vec<_>>().join(" · "),
        note: String::new(),
    }
}

/// The kinds of which anything was found, the viewer's own first.
fn sections(w: &Words, found: &Found) -> Vec<Section> {
    let contact = |line| {
        let line = ContactLine::new(w, line);
        let parts = [line.does, line.met].into_iter();
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        FoundLine {
            to: urls::contact(&line.id),
            picture: Picture::Face(line.face),
            name: line.name,
            what: parts.join(" · "),
            note: line.note,
        }
    };
    let more = found.in_notebook > found.contacts.len();
    let section = |key, title, lines: Vec<FoundLine>, more| Section {
        key,
        title: w.t(title).to_owned(),
        lines,
        more,
    };
    let kept = found.contacts.iter().map(contact).collect();
    let more = more.then(|| w.count("search-in-notebook", found.in_notebook));
    let mut all = vec![
        section("contacts", "notebook-title", kept, more),
        section(
            "people",
            "search-people",
            found.people.iter().map(person).collect(),
            None,
        ),
        section(
            "events",
            "nav-events",
            found.events.iter().map(|e| event(w, e)).collect(),
            None,
        ),
        section(
            "groups",
            "nav-groups",
            found.groups.iter().map(group).collect(),
            None,
        ),
    ];
    all.retain(|section| !section.lines.is_empty());
    all
}

/// The page of the search.
#[derive(Template)]
#[template(path = "search/show.html")]
pub struct SearchPage {
    frame: Frame,
    q: String,
    sections: Vec<Section>,
}

/// What is offered under the box: a piece of a page.
#[derive(Template)]
#[template(path = "search/offered.html")]
struct Offered {
    frame: Frame,
    q: String,
    sections: Vec<Section>,
}

impl Offered {
    fn count(&self) -> usize {
        self.sections
            .iter()
            .map(|section| section.lines.len())
            .sum()
    }
}

impl SearchPage {
    /// Nothing asked, nothing found, and long names of every kind.
    pub fn samples(frame: &Frame) -> Vec<Self> {
        let page = |q: &str, found: &Found| Self {
            frame: frame.clone(),
            q: q.into(),
            sections: sections(frame.w, found),
        };
        let none = Found::default();
        let long = "Marie-Philomène-Antoinette de Repentigny-Vandenbroucke ".repeat(3);
        let somebody = |n| Somebody {
            person: crate::pages::groups::sample_person(n, &long),
            does: vec![("Notaire".into(), long.repeat(n as usize % 3))],
        };
        let group = |name: &str| {
            let network = crate::pages::groups::sample_network(name);
            (crate::pages::groups::sample_group(name, ""), network)
        };
        let many = Found {
            people: (2..6).map(somebody).collect(),
            groups: vec![group("Outremont"), group(&long)],
            events: Vec::new(),
            contacts: crate::pages::notebook::sample_lines(frame),
            in_notebook: 34,
        };
        vec![page("", &none), page("xyz", &none), page("notaire", &many)]
    }
}

/// What is typed into the box.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
}

async fn found(
    visit: &Visit,
    q: &str,
    limit: usize,
) -> Result<(Frame, Found), crate::visit::Failure> {
    let asked = q.to_owned();
    let job = move |cx: &mut app::Cx<'_, '_>| search::everywhere(cx, &asked, limit);
    let seen = visit.read(job).await?;
    Ok((visit.frame(seen.me.as_ref()), seen.value))
}

/// `GET /search`
pub async fn show(visit: Visit, Query(Typed { q }): Query<Typed>) -> Answer {
    let (frame, found) = found(&visit, &q, SHOWN).await?;
    let sections = sections(frame.w, &found);
    visit.page(&SearchPage { frame, q, sections })
}

/// `GET /search/offered`
pub async fn offer(visit: Visit, Query(Typed { q }): Query<Typed>) -> Answer {
    let (frame, found) = found(&visit, &q, OFFERED).await?;
    let sections = sections(frame.w, &found);
    visit.page(&Offered { frame, q, sections })
}
